//! `kla check`: every problem of an edition, an overlay or an answers file, at once.

use std::path::Path;

use kla::{Code, Diagnostic, FindingFile, Lang, Severity, Text, wording};
use kla_sheet::SheetCode;

use crate::args::{CheckArguments, CheckFormat};
use crate::load::{self, LoadError, Rules};
use crate::{Exit, Streams, show};

pub(crate) fn run(arguments: &CheckArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    if arguments.codes {
        return show::data(&codes(lang), None, lang, streams);
    }
    if let Some(name) = &arguments.explain {
        return explain(name, lang, streams);
    }
    if arguments.paths.is_empty() {
        return show::wrong_use(
            "sebutkan folder edisi atau berkas isian yang diperiksa",
            "name the edition's folder or the answers file to check",
            lang,
            streams,
        );
    }
    let rules = match Rules::of(arguments.rules.as_ref(), lang, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let mut exit = Exit::Done;
    let mut found = Vec::new();
    for path in &arguments.paths {
        match findings(path, &rules, streams) {
            Ok(findings) => {
                if arguments.format == CheckFormat::Text {
                    tell(path, &findings, lang, streams);
                }
                found.extend(findings);
            }
            Err(error) => exit = exit.max(error.show(lang, streams)),
        }
    }
    let text = match arguments.format {
        CheckFormat::Text => String::new(),
        CheckFormat::Plain => found.iter().map(|finding| finding.one_line(lang)).collect(),
        CheckFormat::Json => FindingFile::new(&found).to_json(),
    };
    let written = show::data(&text, None, lang, streams);
    let wrong = found.iter().any(|finding| finding.severity() == Severity::Error);
    exit.max(written).max(if wrong { Exit::Difference } else { Exit::Done })
}

/// Everything that is wrong with what a path names; an empty list where nothing is.
fn findings(
    path: &Path,
    rules: &Rules,
    streams: &mut Streams<'_>,
) -> Result<Vec<Diagnostic>, LoadError> {
    let result = if path.is_dir() {
        load::edition(path).map(|edition| edition.warnings().to_vec())
    } else {
        load::source(path, streams).and_then(|source| {
            load::check(source, None, rules).map(|answers| answers.warnings().to_vec())
        })
    };
    match result {
        Err(LoadError::Rejected(rejected)) => Ok(rejected.diagnostics().to_vec()),
        other => other,
    }
}

/// The findings with their lines, and a last line that says how many there are.
fn tell(path: &Path, findings: &[Diagnostic], lang: Lang, streams: &mut Streams<'_>) {
    show::findings(findings, lang, streams);
    let count = |severity| findings.iter().filter(|found| found.severity() == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let path = path.display();
    let line = match (errors, warnings, lang) {
        (0, 0, Lang::Id) => format!("{path}: tidak ada masalah"),
        (0, 0, Lang::En) => format!("{path}: nothing wrong"),
        (_, _, Lang::Id) => format!("{path}: {errors} kesalahan, {warnings} peringatan"),
        (_, _, Lang::En) => format!("{path}: {errors} errors, {warnings} warnings"),
    };
    let _ = writeln!(streams.messages, "{line}");
}

/// Every code with its explanation: those of text files, then those of sheets.
fn known() -> impl Iterator<Item = (&'static str, Severity, Text)> {
    let files = Code::ALL.iter().map(|code| (code.name(), code.severity(), code.explanation()));
    let sheets =
        SheetCode::ALL.iter().map(|code| (code.name(), code.severity(), code.explanation()));
    files.chain(sheets)
}

fn codes(lang: Lang) -> String {
    let width = known().map(|(name, ..)| name.len()).max().unwrap_or(0);
    known().map(|(name, _, about)| format!("{name:<width$}  {}\n", about.get(lang))).collect()
}

fn explain(name: &str, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let Some((code, severity, about)) = known().find(|(code, ..)| *code == name) else {
        let near = wording::nearest(name, known().map(|(code, ..)| code));
        let (id, en) = match near {
            Some(near) => (
                format!("kode `{name}` tidak ada; mungkin maksudnya `{near}`"),
                format!("there is no code `{name}`; did you mean `{near}`?"),
            ),
            None => (
                format!("kode `{name}` tidak ada; lihat `kla check --codes`"),
                format!("there is no code `{name}`; see `kla check --codes`"),
            ),
        };
        return show::wrong_use(&id, &en, lang, streams);
    };
    let text = format!("{code} ({})\n{}\n", severity.word(lang), about.get(lang));
    show::data(&text, None, lang, streams)
}
