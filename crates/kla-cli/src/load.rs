//! Reading files, which only this crate does.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use kla::{Answers, AnswersFile, Edition, Regions, Rejected, Source};

use crate::args::Shared;
use crate::show;
use crate::{Exit, Streams};

/// Why a file gave no answers.
#[derive(Debug)]
enum LoadError {
    Unreadable(io::Error),
    Rejected(Rejected),
}

/// More than any file of this kind; reading stops there, and the library says why.
const LARGEST: u64 = 33 * 1024 * 1024;

/// What can be seen to be wrong before anything is read: an edition that does not exist, an output
/// that is one of the inputs.
pub(crate) fn settle(
    shared: &Shared,
    files: &[PathBuf],
    streams: &mut Streams<'_>,
) -> Result<(), Exit> {
    let lang = shared.lang.into();
    if let Some(id) = &shared.edition
        && Edition::bundled(id).is_none()
    {
        return Err(show::unknown_edition(id, lang, streams));
    }
    let same = |output: &PathBuf| {
        let output = std::fs::canonicalize(output).ok()?;
        files.iter().find(|file| std::fs::canonicalize(file).is_ok_and(|file| file == output))
    };
    if let Some(input) = shared.output.as_ref().and_then(same) {
        let input = input.display();
        return Err(show::wrong_use(
            &format!("`{input}` adalah masukan dan tidak akan ditimpa"),
            &format!("`{input}` is an input and will not be overwritten"),
            lang,
            streams,
        ));
    }
    Ok(())
}

/// The answers in a file, checked against the edition it names; what is wrong goes to the messages.
pub(crate) fn answers(
    path: &Path,
    shared: &Shared,
    streams: &mut Streams<'_>,
) -> Result<Answers<'static>, Exit> {
    let lang = shared.lang.into();
    read(path, shared.edition.as_deref(), streams).map_err(|error| {
        match error {
            LoadError::Unreadable(error) => show::unreadable(path, &error, lang, streams),
            LoadError::Rejected(rejected) => show::rejected(&rejected, lang, streams),
        }
        Exit::Unusable
    })
}

fn read(
    path: &Path,
    wanted: Option<&str>,
    streams: &mut Streams<'_>,
) -> Result<Answers<'static>, LoadError> {
    let bytes = bytes(path, streams).map_err(LoadError::Unreadable)?;
    let source = Source::from_bytes(name(path), bytes).map_err(LoadError::Rejected)?;
    let file = AnswersFile::parse(source);
    let edition = wanted.or(file.edition_id()).and_then(Edition::bundled);
    let Some(edition) = edition else {
        let known: Vec<&Edition> =
            Edition::bundled_ids().into_iter().filter_map(Edition::bundled).collect();
        return Err(LoadError::Rejected(file.without_edition(&known)));
    };
    file.check(edition, Some(Regions::bundled())).map_err(LoadError::Rejected)
}

fn bytes(path: &Path, streams: &mut Streams<'_>) -> io::Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        return read_some(&mut *streams.input);
    }
    read_some(std::fs::File::open(path)?)
}

fn read_some(input: impl io::Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How messages call a file: its path with forward slashes, the same on every system.
fn name(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "stdin".to_owned();
    }
    path.to_string_lossy().replace('\\', "/")
}
