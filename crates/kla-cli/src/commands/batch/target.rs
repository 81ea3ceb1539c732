//! Where a stream of results goes: to the output, or to a file that takes its name only once it is whole.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::Streams;
use crate::commands::format::beside;

/// Where results go.
pub(super) struct Target {
    path: Option<PathBuf>,
    open: Option<Open>,
}

struct Open {
    file: File,
    /// What the file is called until it is whole, and then.
    names: Option<(PathBuf, PathBuf)>,
}

impl Target {
    pub(super) fn new(path: Option<&Path>) -> Target {
        Target { path: path.map(Path::to_owned), open: None }
    }

    /// How messages call it.
    pub(super) fn path(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new("-"))
    }

    pub(super) fn is_output(&self) -> bool {
        self.path.is_none()
    }

    /// Whether there is a file that has not its name yet.
    pub(super) fn waits(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.names.is_some())
    }

    pub(super) fn write(&mut self, text: &str, streams: &mut Streams<'_>) -> io::Result<()> {
        let Some(path) = &self.path else {
            return streams.output.write_all(text.as_bytes());
        };
        if self.open.is_none() {
            self.open = Some(Open::at(path)?);
        }
        match &mut self.open {
            Some(open) => open.file.write_all(text.as_bytes()),
            None => Ok(()),
        }
    }

    /// Gives a whole file its name.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        let Some(open) = &mut self.open else { return Ok(()) };
        if let Some((from, to)) = &open.names {
            open.file.sync_all()?;
            fs::rename(from, to)?;
            open.names = None;
        }
        Ok(())
    }
}

impl Open {
    fn at(path: &Path) -> io::Result<Open> {
        let there = fs::metadata(path);
        // A device or a pipe is written to, never replaced.
        if there.as_ref().is_ok_and(|there| !there.is_file()) {
            return Ok(Open { file: File::create(path)?, names: None });
        }
        // A link keeps pointing to the file that it names.
        let path = fs::canonicalize(path).unwrap_or_else(|_| named_by(path));
        let from = beside(&path);
        let file = File::create_new(&from)?;
        let open = Open { file, names: Some((from, path)) };
        if let Ok(there) = there {
            if there.permissions().readonly() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            open.file.set_permissions(there.permissions())?;
        }
        Ok(open)
    }
}

/// The file that a link names, which is not there yet; or the path itself.
fn named_by(path: &Path) -> PathBuf {
    match (fs::read_link(path), path.parent()) {
        (Ok(file), Some(folder)) => folder.join(file),
        (Ok(file), None) => file,
        (Err(_), _) => path.to_owned(),
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if let Some((from, _)) = &self.names {
            // What failed is reported; a leftover that cannot be removed adds nothing to it.
            let _ = fs::remove_file(from);
        }
    }
}
