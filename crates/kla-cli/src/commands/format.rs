//! `kla format`: a rule or answers file in its canonical form.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use kla::{AnswersFile, Code, Diagnostic, Lang, Source};

use crate::args::FormatArguments;
use crate::load::LoadError;
use crate::{Exit, Streams, show};

/// A file beyond what the library reads at all is not read to its end.
const LARGEST: u64 = 33 * 1024 * 1024;

pub(crate) fn run(arguments: &FormatArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    if arguments.files.iter().filter(|file| is_input(file)).count() > 1 {
        return show::wrong_use(
            "masukan standar `-` hanya dapat dibaca sekali",
            "the standard input `-` can be read only once",
            lang,
            streams,
        );
    }
    let (mut exit, mut different) = (Exit::Done, Vec::new());
    for file in &arguments.files {
        exit = exit.max(match canonical(file, lang, streams) {
            Ok(text) if arguments.check => {
                different.extend((!text.is_canonical()).then(|| name(file)));
                Exit::Done
            }
            Ok(text) if is_input(file) => show::data(&text.formatted, None, lang, streams),
            Ok(text) => rewrite(file, &text, lang, streams),
            Err(failed) => failed,
        });
    }
    exit.max(report(&different, lang, streams))
}

/// Names the files that are not canonical: one line each, for other programs.
fn report(different: &[String], lang: Lang, streams: &mut Streams<'_>) -> Exit {
    if different.is_empty() {
        return Exit::Done;
    }
    let number = different.len();
    let line = match lang {
        Lang::Id => format!("{number} berkas belum baku; `kla format` membakukannya"),
        Lang::En => format!("not canonical: {number}; `kla format` rewrites them"),
    };
    let _ = writeln!(streams.messages, "{line}");
    show::data(&(different.join("\n") + "\n"), None, lang, streams).max(Exit::Difference)
}

/// A text and its canonical form.
struct Formatted {
    written: String,
    formatted: String,
}

impl Formatted {
    fn is_canonical(&self) -> bool {
        self.written == self.formatted
    }
}

/// What a file holds and what it should; what is wrong goes to the messages.
fn canonical(path: &Path, lang: Lang, streams: &mut Streams<'_>) -> Result<Formatted, Exit> {
    let read =
        if is_input(path) { read(&mut *streams.input) } else { File::open(path).and_then(read) };
    let bytes =
        read.map_err(|error| LoadError::Unreadable(path.to_owned(), error).show(lang, streams))?;
    let name = name(path);
    let written = match String::from_utf8(bytes) {
        Ok(written) => written,
        Err(error) => {
            let found = Source::from_bytes(name.as_str(), error.into_bytes());
            let found = found.err().map_or_else(Vec::new, |found| found.diagnostics().to_vec());
            return Err(unusable(&name, &found, lang, streams));
        }
    };
    let found = unreadable(&name, &written);
    if !found.is_empty() {
        return Err(unusable(&name, &found, lang, streams));
    }
    match kla_format::format(&written) {
        Ok(formatted) => Ok(Formatted { written, formatted }),
        Err(error) => {
            let word = kla::Severity::Error.word(lang);
            let reason = error.message();
            let _ = writeln!(streams.messages, "{word}: {name}: {}", reason.get(lang));
            Err(unusable(&name, &[], lang, streams))
        }
    }
}

fn read(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What keeps a text from being taken apart, as every command reports it. Whether it makes sense is
/// not asked here.
fn unreadable(name: &str, text: &str) -> Vec<Diagnostic> {
    let taken_apart = AnswersFile::parse(Source::new(name, text));

    let broken =
        |finding: &&Diagnostic| matches!(finding.code(), Code::Syntax | Code::FileTooLarge);
    taken_apart.findings().iter().filter(broken).cloned().collect()
}

fn unusable(name: &str, found: &[Diagnostic], lang: Lang, streams: &mut Streams<'_>) -> Exit {
    show::findings(found, lang, streams);
    let line = match lang {
        Lang::Id => format!("{name}: tidak diubah"),
        Lang::En => format!("{name}: left as it is"),
    };
    let _ = writeln!(streams.messages, "{line}");
    Exit::Unusable
}

fn rewrite(path: &Path, text: &Formatted, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let name = name(path);
    let (id, en, exit) = if text.is_canonical() {
        ("sudah baku".to_owned(), "canonical already".to_owned(), Exit::Done)
    } else {
        match replace(path, &text.formatted) {
            Ok(()) => ("dibakukan".to_owned(), "formatted".to_owned(), Exit::Done),
            Err(error) => (
                format!("tidak dapat ditulis ({error})"),
                format!("cannot be written ({error})"),
                Exit::Unwritable,
            ),
        }
    };
    let said = match lang {
        Lang::Id => id,
        Lang::En => en,
    };
    let _ = writeln!(streams.messages, "{name}: {said}");
    exit
}

/// Puts a text in place of a file's, wholly or not at all: it is written beside the file and then
/// renamed. A link keeps pointing to the file that it names.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let beside = beside(&path);
    let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.set_permissions(permissions))
        .and_then(|()| file.sync_all());
    drop(file);
    let renamed = written.and_then(|()| fs::rename(&beside, &path));
    if renamed.is_err() {
        // What failed is reported; a leftover that cannot be removed adds nothing to it.
        let _ = fs::remove_file(&beside);
    }
    renamed
}

/// The name of the file that is about to take another one's place.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    path.with_file_name(name)
}

fn is_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// How messages call a file: its path with forward slashes, the same on every system.
fn name(path: &Path) -> String {
    if is_input(path) { "stdin".to_owned() } else { path.to_string_lossy().replace('\\', "/") }
}
