//! `kla audit`: cases recomputed and held against what was printed and what is known to be right.

mod case;
mod coverage;
mod output;
mod published;

use std::path::{Path, PathBuf};

use kla::{Answers, Lang, Scorecard, score};

use crate::args::{AuditArguments, AuditFormat};
use crate::load::{self, Rules};
use crate::{Exit, Streams, show, walk};
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
        let wanted = |file: &Path| is_table(file) || walk::is_answers(file);
        match walk::files(path, &wanted) {
            Ok(files) => found.extend(files.into_iter().map(|file| Found { file, root: path })),
            Err(error) => exit = exit.max(error.show(lang, streams)),
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
