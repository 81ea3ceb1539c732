//! Reading the answers of many regions at once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use kla::{Answers, AnswersFile, Lang, Severity};
use kla_plan::Unread;

use crate::load::{self, LoadError, Rules};
use crate::{Colour, Exit, Streams, walk};

/// What was read of many files, by their names.
pub(super) struct Many<T> {
    /// What was made of the answers.
    pub(super) made: Vec<T>,
    /// Files that could not be used.
    pub(super) unread: Vec<Unread>,
    /// [`Exit::Unusable`] where there are such.
    pub(super) exit: Exit,
}

/// Whose files are read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Cycle {
    /// Those of this cycle.
    Now,
    /// Those of the cycle before, which may be of another edition than the one that is asked for.
    Before,
}

/// A file to read.
struct Found {
    path: PathBuf,
    /// Whether it was named or so called, and so must be one of answers.
    is_sure: bool,
}

/// What became of a file.
enum Outcome<T> {
    Made {
        made: T,
        warnings: usize,
    },
    /// It has another use.
    Other,
    Bad {
        error: LoadError,
        code: Option<String>,
    },
}

/// How files are read, and what is made of each.
pub(super) struct Reader<'r, T> {
    pub(super) rules: &'r Rules,
    pub(super) edition: Option<&'r str>,
    pub(super) cycle: Cycle,
    pub(super) lang: Lang,
    /// From the name, the text and the answers.
    pub(super) make: fn(&str, &str, &Answers<'r>, kla_plan::Repair) -> T,
    pub(super) repair: kla_plan::Repair,
}

impl<'r, T: Send> Reader<'r, T> {
    /// Reads the files below some paths. What is wrong with one goes to the messages, and the others are
    /// read all the same.
    ///
    /// Threads share a counter of files: the regions of a province differ in how long their plans take, so
    /// equal parts would leave a thread idle. The standard library is enough for that.
    pub(super) fn read(&self, paths: &[PathBuf], streams: &mut Streams<'_>) -> Many<T> {
        let mut many = Many { made: Vec::new(), unread: Vec::new(), exit: Exit::Done };
        let found = self.find(paths, &mut many, streams);
        let mut outcomes: Vec<Option<Outcome<T>>> = found.iter().map(|_| None).collect();
        let next = AtomicUsize::new(0);
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let (sender, receiver) = mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..workers.min(found.len()) {
                let (sender, next, found) = (sender.clone(), &next, &found);
                scope.spawn(move || {
                    loop {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        let Some(file) = found.get(place) else { break };
                        if sender.send((place, self.outcome(file))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            for (done, (place, outcome)) in receiver.iter().enumerate() {
                if let Some(free) = outcomes.get_mut(place) {
                    *free = Some(outcome);
                }
                progress(done + 1, found.len(), self.lang, streams);
            }
        });
        for (file, outcome) in found.iter().zip(outcomes) {
            self.settle(&file.path, outcome, &mut many, streams);
        }
        many
    }

    /// The files below the paths, each once and by name, so that the order of the paths means nothing.
    fn find(&self, paths: &[PathBuf], many: &mut Many<T>, streams: &mut Streams<'_>) -> Vec<Found> {
        let mut found = Vec::new();
        for path in paths {
            match walk::files(path, &walk::may_be_answers) {
                Ok(files) => found.extend(files.into_iter().map(|file| Found {
                    is_sure: file == *path || walk::is_called_answers(&file),
                    path: file,
                })),
                Err(error) => {
                    many.unread.push(self.unread(path, None));
                    many.exit = many.exit.max(error.show(self.lang, streams));
                }
            }
        }
        // A file that was named stands before the same one that was only found.
        found.sort_by(|one, other| (&one.path, !one.is_sure).cmp(&(&other.path, !other.is_sure)));
        found.dedup_by(|second, first| second.path == first.path);
        found
    }

    fn outcome(&self, file: &Found) -> Outcome<T> {
        let source = match load::file(&file.path) {
            Ok(source) => source,
            Err(error) => return Outcome::Bad { error, code: None },
        };
        let parsed = AnswersFile::parse(source.clone());
        let is_broken = parsed.findings().iter().any(|one| one.severity() == Severity::Error);
        let has = |key| parsed.word(key).is_some();
        // What cannot be taken apart may be somebody's answers: it is reported, never passed over.
        let is_answers =
            file.is_sure || is_broken || has("region") || has("edition") && has("stage");
        if !is_answers {
            return Outcome::Other;
        }
        let code = parsed.word("region").map(str::to_owned);
        match load::check_file(parsed, self.edition, self.rules) {
            Ok(answers) => Outcome::Made {
                made: (self.make)(source.name(), source.text(), &answers, self.repair),
                warnings: answers.warnings().len(),
            },
            Err(error) => Outcome::Bad { error, code },
        }
    }

    fn settle(
        &self,
        path: &Path,
        outcome: Option<Outcome<T>>,
        many: &mut Many<T>,
        streams: &mut Streams<'_>,
    ) {
        match outcome {
            Some(Outcome::Made { made, warnings }) => {
                if warnings > 0 {
                    let file = load::name(path);
                    let _ = match self.lang {
                        Lang::Id => writeln!(
                            streams.messages,
                            "{file}: {warnings} peringatan; lihat `kla check {file}`"
                        ),
                        Lang::En => writeln!(
                            streams.messages,
                            "{file}: warnings: {warnings}; see `kla check {file}`"
                        ),
                    };
                }
                many.made.push(made);
            }
            Some(Outcome::Bad { error, code }) => {
                many.unread.push(self.unread(path, code));
                many.exit = many.exit.max(error.show(self.lang, streams));
            }
            Some(Outcome::Other) | None => {}
        }
    }

    fn unread(&self, path: &Path, code: Option<String>) -> Unread {
        let is_before = self.cycle == Cycle::Before;
        Unread { file: load::name(path), code, is_before }
    }
}

/// A line that counts, on a terminal only: a styled stream of messages is one.
fn progress(done: usize, all: usize, lang: Lang, streams: &mut Streams<'_>) {
    if streams.colour != Colour::Styled {
        return;
    }
    let line = match lang {
        Lang::Id => format!("{done} dari {all} berkas dibaca"),
        Lang::En => format!("{done} of {all} files read"),
    };
    // Once all are read the line is wiped, so that nothing of it stays beside the messages.
    let end = if done == all { format!("\r{}\r", " ".repeat(line.len())) } else { String::new() };
    let _ = write!(streams.messages, "\r{line}{end}");
    let _ = streams.messages.flush();
}
