//! Running the program inside the test process, and folders for what it reads and writes.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use kla_cli::{Colour, Exit, Streams};

/// What a run left behind.
pub struct Run {
    pub exit: Exit,
    pub output: String,
    pub messages: String,
}

/// Runs the program with the arguments after its own name.
pub fn run(arguments: impl IntoIterator<Item = impl Into<OsString>>, mut input: &[u8]) -> Run {
    let (mut output, mut messages) = (Vec::new(), Vec::new());
    let exit = kla_cli::run(
        std::iter::once(OsString::from("kla")).chain(arguments.into_iter().map(Into::into)),
        &mut Streams {
            input: &mut input,
            output: &mut output,
            messages: &mut messages,
            colour: Colour::Plain,
            rules: None,
        },
    );
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Run { exit, output: text(output), messages: text(messages) }
}

/// A folder of one test: empty at its start, gone at its end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(test: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("kla-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    /// The path of a file in it, as text.
    pub fn file(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    /// Writes a file in it, and the folders on the way.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
