//! Reading files, which only this crate does.

use std::io;
use std::path::Path;

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
        let mut bytes = Vec::new();
        streams.input.read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(path)
}

/// How messages call a file: its path with forward slashes, the same on every system.
fn name(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "stdin".to_owned();
    }
    path.to_string_lossy().replace('\\', "/")
}
