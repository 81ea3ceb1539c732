//! `kla score --batch`: a stream of regions, one a line, in constant memory and in its order.
//!
//! A chunk of lines is read, scored on every core and written, then the next one.

mod lines;
mod output;
mod read;
mod target;
mod tell;

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use kla::{AnswersHead, Lang};

use crate::args::{ScoreArguments, ScoreFormat};
use crate::load::{self, LoadError, Rules};
use crate::{Exit, Streams, show};
use lines::{Line, Lines};
use output::Form;
use read::Kind;
use target::Target;
use tell::Teller;

pub(crate) fn run(arguments: &ScoreArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    if let Some(exit) = misused(arguments, lang, streams) {
        return exit;
    }
    let files = match arguments.files.as_slice() {
        [] => vec![PathBuf::from("-")],
        files => files.to_vec(),
    };
    if load::reads_input_twice(&files) {
        return show::refuse_to_read_twice(lang, streams);
    }
    let rules = match load::settle(&arguments.shared, &files, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    if let Some(exit) = unknown_stage(arguments, &rules, lang, streams) {
        return exit;
    }
    let head = AnswersHead {
        edition: arguments.shared.edition.clone(),
        year: arguments.year,
        stage: arguments.stage.clone(),
    };
    let form = match arguments.format {
        Some(ScoreFormat::Json) => Form::Json { lang },
        _ => Form::table(&rules, head.edition.as_deref(), files.len(), lang),
    };
    let target = Target::new(arguments.shared.output.as_deref());
    let titles = Some(form.titles());
    let teller = Teller::new(lang);
    let exit = Exit::Done;
    let mut batch =
        Batch { rules: &rules, head, form, titles, target, teller, lang, exit, whole: true };
    batch.run(&files, streams)
}

/// What one run is made of.
struct Batch<'r> {
    rules: &'r Rules,
    head: AnswersHead,
    form: Form,
    /// What stands before all lines, until it has been written.
    titles: Option<String>,
    target: Target,
    teller: Teller,
    lang: Lang,
    exit: Exit,
    /// Whether every stream has been read to its end.
    whole: bool,
}

/// Why a run stops before its end.
enum Stop {
    /// The reader of a pipe has seen enough.
    Enough,
    /// The output cannot be written.
    Unwritable(io::Error),
}

impl Batch<'_> {
    fn run(&mut self, files: &[PathBuf], streams: &mut Streams<'_>) -> Exit {
        let ended = files.iter().try_for_each(|file| self.file(file, streams));
        self.teller.clear(streams);
        // Where not one line could be judged, there is nothing that an output could hold.
        let written = self.whole || self.teller.has_read();
        let ended = match ended {
            Ok(()) if written => self.write("", streams).and_then(|()| self.finish(streams)),
            ended => ended,
        };
        match ended {
            Ok(()) if written => self.teller.sum_up(streams),
            Ok(()) | Err(Stop::Enough) => {}
            Err(Stop::Unwritable(error)) => {
                self.exit = show::unwritable(self.target.path(), &error, self.lang, streams);
            }
        }
        self.exit
    }

    fn file(&mut self, path: &Path, streams: &mut Streams<'_>) -> Result<(), Stop> {
        let mut input = match Input::open(path) {
            Ok(input) => input,
            Err(error) => return self.unreadable(path, &error, streams),
        };
        let name = if path.as_os_str() == "-" { "stdin".to_owned() } else { load::name(path) };
        let (mut lines, mut kind) = (Lines::new(), None);
        loop {
            let chunk = match input.chunk(&mut lines, streams) {
                Ok(chunk) => chunk,
                Err(error) => return self.unreadable(path, &error, streams),
            };
            let mut chunk = VecDeque::from(chunk);
            let kind = match &kind {
                Some(kind) => kind,
                None => match Kind::of(&name, &mut chunk, &self.head, self.rules) {
                    Ok(Some(found)) => kind.insert(found),
                    Ok(None) if lines.are_over() => return Ok(()),
                    Ok(None) => continue,
                    Err(rejected) => {
                        self.teller.clear(streams);
                        show::rejected(&rejected, self.lang, streams);
                        self.cut_short();
                        return Ok(());
                    }
                },
            };
            let work = |line: Line| {
                let number = line.number;
                let read = kind.read(&name, line, &self.head).map_err(LoadError::Rejected);
                let checked = read.transpose()?.and_then(|file| {
                    load::check_file(file, self.head.edition.as_deref(), self.rules)
                });
                Some(self.form.outcome(&name, number, checked))
            };
            let mut text = String::new();
            for outcome in on_every_core(chunk.into(), work).into_iter().flatten() {
                self.exit = self.exit.max(self.teller.hear(&outcome, streams));
                text.push_str(&outcome.text);
            }
            self.write(&text, streams)?;
            self.teller.progress(streams);
            if lines.are_over() {
                return Ok(());
            }
        }
    }

    /// Writes some lines; before the first of them what stands before all.
    fn write(&mut self, text: &str, streams: &mut Streams<'_>) -> Result<(), Stop> {
        let titles = self.titles.take().unwrap_or_default();
        let written = self.target.write(&(titles + text), streams);
        written.map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe if self.target.is_output() => Stop::Enough,
            _ => Stop::Unwritable(error),
        })
    }

    /// Gives a file its name, unless a stream is missing from it: what had that name before is worth more.
    fn finish(&mut self, streams: &mut Streams<'_>) -> Result<(), Stop> {
        if self.whole || !self.target.waits() {
            return self.target.finish().map_err(Stop::Unwritable);
        }
        let path = self.target.path().display();
        let line = match self.lang {
            Lang::Id => format!("`{path}` tidak ditulis: ada masukan yang tidak terbaca"),
            Lang::En => format!("`{path}` was not written: an input could not be read"),
        };
        let _ = writeln!(streams.messages, "{line}");
        Ok(())
    }

    fn unreadable(
        &mut self,
        path: &Path,
        error: &io::Error,
        streams: &mut Streams<'_>,
    ) -> Result<(), Stop> {
        self.teller.clear(streams);
        show::unreadable(path, error, self.lang, streams);
        self.cut_short();
        Ok(())
    }

    /// A stream, or the rest of one, was not read.
    fn cut_short(&mut self) {
        self.whole = false;
        self.exit = self.exit.max(Exit::Unusable);
    }
}

#[cfg(feature = "parallel")]
fn on_every_core<T: Send>(lines: Vec<Line>, work: impl Fn(Line) -> T + Send + Sync) -> Vec<T> {
    use rayon::prelude::*;
    lines.into_par_iter().map(work).collect()
}

#[cfg(not(feature = "parallel"))]
fn on_every_core<T>(lines: Vec<Line>, work: impl Fn(Line) -> T) -> Vec<T> {
    lines.into_iter().map(work).collect()
}

/// Where lines come from.
enum Input {
    File(File),
    Standard,
}

impl Input {
    fn open(path: &Path) -> io::Result<Input> {
        if path.as_os_str() == "-" {
            return Ok(Input::Standard);
        }
        File::open(path).map(Input::File)
    }

    fn chunk(&mut self, lines: &mut Lines, streams: &mut Streams<'_>) -> io::Result<Vec<Line>> {
        match self {
            Input::File(file) => lines.chunk(file),
            Input::Standard => lines.chunk(&mut *streams.input),
        }
    }
}

/// What a batch has no use for.
fn misused(arguments: &ScoreArguments, lang: Lang, streams: &mut Streams<'_>) -> Option<Exit> {
    if !matches!(arguments.format, None | Some(ScoreFormat::Csv | ScoreFormat::Json)) {
        return Some(show::wrong_use(
            "dengan --batch hasilnya satu baris per wilayah: --format csv atau --format json",
            "with --batch the result is one line for each region: --format csv or --format json",
            lang,
            streams,
        ));
    }
    let useless = [
        ("--set", !arguments.set.is_empty()),
        ("--scenarios", arguments.scenarios.is_some()),
        ("--templates", arguments.templates.is_some()),
    ];
    let (name, _) = useless.into_iter().find(|(_, given)| *given)?;
    Some(show::wrong_use(
        &format!("{name} berlaku untuk satu wilayah; jangan dipakai bersama --batch"),
        &format!("{name} is about one region; it cannot be used with --batch"),
        lang,
        streams,
    ))
}

/// A stage for all lines that no edition of theirs has.
fn unknown_stage(
    arguments: &ScoreArguments,
    rules: &Rules,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Option<Exit> {
    let stage = arguments.stage.as_deref()?;
    let said = rules.unknown_stage(stage, arguments.shared.edition.as_deref())?;
    Some(show::wrong_use(said.get(Lang::Id), said.get(Lang::En), lang, streams))
}
