//! `kla audit`: cases recomputed and held against what was printed and what is known to be right.

mod case;
mod coverage;
mod output;
mod published;

use std::path::{Path, PathBuf};

use kla::{Answers, AnswersFile, Lang, Scorecard, score};

use crate::args::{AuditArguments, AuditFormat};
use crate::load::{self, LoadError, Rules};
use crate::{Exit, Streams, show};
use case::Against;
use output::{Case, Report};

/// A file to audit, and the path that was walked to find it.
struct Found<'p> {
    file: PathBuf,
    root: &'p Path,
}

pub(crate) fn run(arguments: &AuditArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    let rules = match Rules::of(arguments.rules.as_ref(), lang, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let mut exit = Exit::Done;
    let mut found = Vec::new();
    for path in &arguments.paths {
        if let Err(error) = collect(path, path, &mut found) {
            exit = exit.max(error.show(lang, streams));
        }
    }
    let against = Against { rules: &rules, results: arguments.results.as_deref() };
    let mut cases = Vec::new();
    for Found { file, root } in &found {
        let case = match is_table(file) {
            // The results of another program are about cases.
            true if against.results.is_some() => continue,
            true => published::case(file, &rules),
            false => against.case(file, root, streams),
        };
        match case {
            Ok(case) => cases.push(case),
            Err(error) => {
                let (file, reason) = (load::name(file), error.in_a_line(lang));
                cases.push(Case { file, compared: 0, findings: Vec::new(), error: Some(reason) });
                exit = exit.max(error.show(lang, streams));
            }
        }
    }
    if cases.is_empty() {
        return none_found(&arguments.paths, lang, streams);
    }
    let coverage = if arguments.coverage {
        let files = found.iter().filter(|found| !is_table(&found.file));
        let answers: Vec<Answers<'_>> =
            files.filter_map(|found| case::answers(&found.file, &rules, lang, streams)).collect();
        let cards: Vec<Scorecard<'_>> = answers.iter().map(score).collect();
        coverage::of(&rules, &cards)
    } else {
        Vec::new()
    };
    let report = Report::new(cases, coverage);
    let text = match arguments.format {
        AuditFormat::Text => report.to_text(lang),
        AuditFormat::Json => report.to_json(),
        AuditFormat::Junit => report.to_junit(lang),
    };
    let written = show::data(&text, arguments.output.as_deref(), lang, streams);
    exit.max(written).max(if report.fails() { Exit::Difference } else { Exit::Done })
}

fn is_table(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == published::TABLE)
}

/// Nothing was there to compare, which is not the same as everything agreeing.
fn none_found(paths: &[PathBuf], lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    let line = match lang {
        Lang::Id => format!("kesalahan: tidak ada berkas isian di {}", paths.join(", ")),
        Lang::En => format!("error: there is no answers file in {}", paths.join(", ")),
    };
    let _ = writeln!(streams.messages, "{line}");
    Exit::Unusable
}

/// The answers files and published results below a path, by name. Folders of editions are left out, and
/// so are cases of files that must be refused: they keep what is said of them beside them, in
/// `expected.txt`. The files of several stages, with `stages.json` beside them, are read together by
/// `kla reconcile`: alone a stage may hold only what it touched.
fn collect<'p>(path: &Path, root: &'p Path, found: &mut Vec<Found<'p>>) -> Result<(), LoadError> {
    if !path.is_dir() {
        found.push(Found { file: path.to_owned(), root });
        return Ok(());
    }
    let unreadable = |error| LoadError::Unreadable(path.to_owned(), error);
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?.path());
    }
    entries.sort();
    let apart = ["expected.txt", "edition.toml", "stages.json"];
    let is_apart = |entry: &PathBuf| {
        entry.file_name().is_some_and(|name| apart.iter().any(|known| name == *known))
    };
    if entries.iter().any(is_apart) {
        return Ok(());
    }
    for entry in entries {
        if entry.is_dir() || is_table(&entry) || is_answers(&entry) {
            collect(&entry, root, found)?;
        }
    }
    Ok(())
}

/// Whether a file in a folder is one of answers: so called, or TOML or JSON that names an edition and a
/// region.
fn is_answers(path: &Path) -> bool {
    let is = |known: &[&str], name: Option<&std::ffi::OsStr>| {
        name.is_some_and(|name| known.iter().any(|known| name == *known))
    };
    if is(&["answers.toml", "answers.json"], path.file_name()) {
        return true;
    }
    is(&["toml", "json"], path.extension())
        && !is(&["score.json", "result.json"], path.file_name())
        && load::file(path).is_ok_and(|source| {
            let file = AnswersFile::parse(source);
            file.edition_id().is_some() && file.word("region").is_some()
        })
}
