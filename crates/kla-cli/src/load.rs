//! Reading files and folders, which only this crate does.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use kla::{Answers, AnswersFile, Diagnostic, Edition, Editions, Lang, Rejected, Source, Text};
use kla_bundle::{File, RuleTexts};

use crate::args::Shared;
use crate::{Exit, Streams, show};

/// More than any file of this kind; reading stops there, and the library says why.
pub(crate) const LARGEST: u64 = 33 * 1024 * 1024;

/// Why a file could not be used.
#[derive(Debug)]
pub(crate) enum LoadError {
    /// The file system refused.
    Unreadable(PathBuf, io::Error),
    /// The file says something wrong.
    Rejected(Rejected),
}

impl LoadError {
    /// Why, in one line: the first finding and how many more there are.
    pub(crate) fn in_a_line(&self, lang: Lang) -> String {
        match self {
            LoadError::Unreadable(path, error) => format!("{}: {error}", path.display()),
            LoadError::Rejected(rejected) => {
                let found = rejected.diagnostics();
                let first = found.first().map_or_else(String::new, |first| first.one_line(lang));
                match found.len().saturating_sub(1) {
                    0 => first.trim().to_owned(),
                    more => format!("{} (+{more})", first.trim()),
                }
            }
        }
    }

    /// What the file says wrong.
    pub(crate) fn findings(&self) -> &[Diagnostic] {
        match self {
            LoadError::Unreadable(..) => &[],
            LoadError::Rejected(rejected) => rejected.diagnostics(),
        }
    }

    /// Says why.
    pub(crate) fn show(&self, lang: Lang, streams: &mut Streams<'_>) -> Exit {
        match self {
            LoadError::Unreadable(path, error) => show::unreadable(path, error, lang, streams),
            LoadError::Rejected(rejected) => show::rejected(rejected, lang, streams),
        }
        Exit::Unusable
    }
}

/// The editions of a run: those that come with the program, and the folder of rules that the user
/// puts over or in place of one of them.
#[derive(Debug)]
pub(crate) struct Rules(Editions);

impl Rules {
    /// The editions that come with the program, and one of its own.
    pub(crate) fn with(own: Edition) -> Rules {
        Rules(Editions::with(own))
    }

    /// The rules that the arguments or the environment name; what is wrong goes to the messages.
    pub(crate) fn of(
        folder: Option<&PathBuf>,
        lang: Lang,
        streams: &mut Streams<'_>,
    ) -> Result<Rules, Exit> {
        let folder = folder.cloned().or_else(|| streams.rules.clone());
        let Some(folder) = folder else { return Ok(Rules(Editions::bundled())) };
        edition(&folder).map(Rules::with).map_err(|error| error.show(lang, streams))
    }

    /// An edition by id: the user's own first.
    pub(crate) fn edition(&self, id: &str) -> Option<&Edition> {
        self.0.get(id)
    }

    /// Every edition of the run.
    pub(crate) fn editions(&self) -> Vec<&Edition> {
        self.0.all()
    }

    /// What to say of an edition that is none of them.
    pub(crate) fn unknown(&self, id: &str) -> Text {
        self.0.unknown(id)
    }

    /// What to say of a stage that none of them has, or not the wanted one.
    pub(crate) fn unknown_stage(&self, stage: &str, wanted: Option<&str>) -> Option<Text> {
        self.0.unknown_stage(stage, wanted)
    }
}

/// The edition in a folder: a whole one, or a bundled one as the folder's overlay refines it.
pub(crate) fn edition(folder: &Path) -> Result<Edition, LoadError> {
    let paths = match overlay(folder) {
        Some(overlay) => vec![overlay],
        None => files_named(folder, "toml")?,
    };
    let mut files = Vec::new();
    for path in paths {
        files.push(file(&path)?);
    }
    Edition::of_folder(&name(folder), files).map_err(LoadError::Rejected)
}

/// The overlay of a folder; none where it stands beside a whole edition, of which it is no part.
fn overlay(folder: &Path) -> Option<PathBuf> {
    let overlay = folder.join("overlay.toml");
    (overlay.is_file() && !folder.join("edition.toml").exists()).then_some(overlay)
}

/// The texts of the rules in a folder: of a whole edition, or of an overlay.
pub(crate) fn rule_texts(folder: &Path) -> Result<RuleTexts, LoadError> {
    if let Some(overlay) = overlay(folder) {
        return raw(&overlay, LARGEST).map(RuleTexts::Overlay);
    }
    let mut files = Vec::new();
    for path in files_named(folder, "toml")? {
        files.push(raw(&path, LARGEST)?);
    }
    Ok(RuleTexts::Edition(files))
}

/// The bytes of a file, at most so many, with the name that messages call it.
pub(crate) fn raw(path: &Path, most: u64) -> Result<File, LoadError> {
    let bytes = std::fs::File::open(path)
        .and_then(|file| read_some(file, most))
        .map_err(|error| LoadError::Unreadable(path.to_owned(), error))?;
    Ok(File { name: name(path), bytes })
}

/// The bytes of a file, or of the input for `-`.
pub(crate) fn raw_source(
    path: &Path,
    most: u64,
    streams: &mut Streams<'_>,
) -> Result<File, LoadError> {
    if path.as_os_str() != "-" {
        return raw(path, most);
    }
    let bytes = read_some(&mut *streams.input, most)
        .map_err(|error| LoadError::Unreadable(path.to_owned(), error))?;
    Ok(File::new("stdin", bytes))
}

/// The files of a folder whose names end in an extension, by name.
pub(crate) fn files_named(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, LoadError> {
    let unreadable = |error| LoadError::Unreadable(folder.to_owned(), error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What can be seen to be wrong before anything is read: an edition that does not exist, an output
/// that is one of the inputs. Returns the rules of the run.
pub(crate) fn settle(
    shared: &Shared,
    files: &[PathBuf],
    streams: &mut Streams<'_>,
) -> Result<Rules, Exit> {
    let lang = shared.lang.into();
    let rules = Rules::of(shared.rules.as_ref(), lang, streams)?;
    if let Some(id) = &shared.edition
        && rules.edition(id).is_none()
    {
        return Err(show::unknown_edition(id, &rules, lang, streams));
    }
    if let Some(output) = &shared.output
        && let Some(input) = show::overwritten(output, files)
    {
        return Err(show::refuse_to_overwrite(input, lang, streams));
    }
    Ok(rules)
}

/// The answers in a file, checked against the edition it names; what is wrong goes to the messages.
pub(crate) fn answers<'r>(
    path: &Path,
    shared: &Shared,
    rules: &'r Rules,
    streams: &mut Streams<'_>,
) -> Result<Answers<'r>, Exit> {
    let lang = shared.lang.into();
    source(path, streams)
        .and_then(|source| check(source, shared.edition.as_deref(), rules))
        .map_err(|error| error.show(lang, streams))
}

/// Does something with the answers in a file; what is wrong with them, or only worth knowing, goes to
/// the messages.
pub(crate) fn with_answers(
    path: &PathBuf,
    shared: &Shared,
    streams: &mut Streams<'_>,
    work: impl FnOnce(&Answers<'_>, &mut Streams<'_>) -> Exit,
) -> Exit {
    let rules = match settle(shared, std::slice::from_ref(path), streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let answers = match answers(path, shared, &rules, streams) {
        Ok(answers) => answers,
        Err(failed) => return failed,
    };
    for warning in answers.warnings() {
        show::diagnostic(warning, shared.lang.into(), streams);
    }
    work(&answers, streams)
}

/// Answers checked against the edition they name, or the wanted one.
pub(crate) fn check<'r>(
    source: Source,
    wanted: Option<&str>,
    rules: &'r Rules,
) -> Result<Answers<'r>, LoadError> {
    check_file(AnswersFile::parse(source), wanted, rules)
}

/// Answers that have been taken apart, checked likewise.
pub(crate) fn check_file<'r>(
    file: AnswersFile,
    wanted: Option<&str>,
    rules: &'r Rules,
) -> Result<Answers<'r>, LoadError> {
    rules.0.check(file, wanted).map_err(LoadError::Rejected)
}

/// A text from a file, or from the input for `-`.
pub(crate) fn source(path: &Path, streams: &mut Streams<'_>) -> Result<Source, LoadError> {
    text(raw_source(path, LARGEST, streams)?)
}

/// Whether more than one of the files is the input, `-`.
pub(crate) fn reads_input_twice(files: &[PathBuf]) -> bool {
    files.iter().filter(|file| file.as_os_str() == "-").count() > 1
}

/// A text from a file.
pub(crate) fn file(path: &Path) -> Result<Source, LoadError> {
    text(raw(path, LARGEST)?)
}

fn text(file: File) -> Result<Source, LoadError> {
    Source::from_bytes(file.name, file.bytes).map_err(LoadError::Rejected)
}

fn read_some(input: impl io::Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How messages call a file: its path with forward slashes, the same on every system.
pub(crate) fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
