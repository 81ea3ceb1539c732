//! Finding answers files in folders.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use kla::AnswersFile;

use crate::load::{self, LoadError};

/// Files that keep a folder from being walked.
const APART: [&str; 3] = ["expected.txt", "edition.toml", "stages.json"];

/// The files below a path that are wanted, by name; a path that is a file is wanted in any case. Folders
/// of editions are left out, and so are cases of files that must be refused: they keep what is said of
/// them beside them, in `expected.txt`. The files of several stages, with `stages.json` beside them, are
/// read together by `kla reconcile`: alone a stage may hold only what it touched.
pub(crate) fn files(
    path: &Path,
    wanted: &dyn Fn(&Path) -> bool,
) -> Result<Vec<PathBuf>, LoadError> {
    let mut found = Vec::new();
    collect(path, wanted, &mut found)?;
    Ok(found)
}

fn collect(
    path: &Path,
    wanted: &dyn Fn(&Path) -> bool,
    found: &mut Vec<PathBuf>,
) -> Result<(), LoadError> {
    if !path.is_dir() {
        found.push(path.to_owned());
        return Ok(());
    }
    let unreadable = |error| LoadError::Unreadable(path.to_owned(), error);
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?.path());
    }
    entries.sort();
    let is_apart = |entry: &PathBuf| is(&APART, entry.file_name());
    if entries.iter().any(is_apart) {
        return Ok(());
    }
    for entry in entries {
        if entry.is_dir() || wanted(&entry) {
            collect(&entry, wanted, found)?;
        }
    }
    Ok(())
}

/// Whether a file in a folder is one of answers: so called, or TOML or JSON that names an edition and a
/// region.
pub(crate) fn is_answers(path: &Path) -> bool {
    is_called_answers(path)
        || may_be_answers(path)
            && load::file(path).is_ok_and(|source| {
                let file = AnswersFile::parse(source);
                file.edition_id().is_some() && file.word("region").is_some()
            })
}

/// Whether a file has the name that answers usually have.
pub(crate) fn is_called_answers(path: &Path) -> bool {
    is(&["answers.toml", "answers.json"], path.file_name())
}

/// Whether a file may be one of answers by its name: TOML or JSON, and none that has another use in every
/// folder.
pub(crate) fn may_be_answers(path: &Path) -> bool {
    const OTHERS: [&str; 4] = ["case.toml", "overlay.toml", "score.json", "result.json"];
    is(&["toml", "json"], path.extension()) && !is(&OTHERS, path.file_name())
}

fn is(known: &[&str], name: Option<&OsStr>) -> bool {
    name.is_some_and(|name| known.iter().any(|known| name == *known))
}
