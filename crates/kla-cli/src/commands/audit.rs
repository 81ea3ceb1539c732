//! `kla audit`: cases recomputed and held against what was printed and what is known to be right.

use std::path::{Path, PathBuf};

use kla::{Audit, AuditKind, Lang, audit, score};
use serde::Serialize;

use crate::args::{AuditArguments, AuditFormat};
use crate::load::{self, LoadError, Rules};
use crate::{Exit, Streams, show};

/// One answers file and what its audit found.
#[derive(Serialize)]
struct Case {
    file: String,
    compared: usize,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Finding {
    node: String,
    kind: &'static str,
    expected: String,
    found: String,
    #[serde(skip)]
    fails: bool,
}

pub(crate) fn run(arguments: &AuditArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    let rules = match Rules::of(arguments.rules.as_ref(), lang, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let mut exit = Exit::Done;
    let mut cases = Vec::new();
    let mut files = Vec::new();
    for path in &arguments.paths {
        if let Err(error) = collect(path, &mut files) {
            exit = exit.max(error.show(lang, streams));
        }
    }
    for file in &files {
        match case(file, &rules, streams) {
            Ok(case) => cases.push(case),
            Err(error) => exit = exit.max(error.show(lang, streams)),
        }
    }
    let text = match arguments.format {
        AuditFormat::Text => text(&cases, lang),
        AuditFormat::Json => json(&cases),
        AuditFormat::Junit => junit(&cases),
    };
    let written = show::data(&text, arguments.output.as_deref(), lang, streams);
    let fails = cases.iter().flat_map(|case| &case.findings).any(|finding| finding.fails);
    exit.max(written).max(if fails { Exit::Difference } else { Exit::Done })
}

/// The answers files below a path, by name. Cases of files that must be refused are left out: they
/// keep what is said of them beside them, in `expected.txt`.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), LoadError> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let unreadable = |error| LoadError::Unreadable(path.to_owned(), error);
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?.path());
    }
    entries.sort();
    if entries.iter().any(|entry| entry.file_name().is_some_and(|name| name == "expected.txt")) {
        return Ok(());
    }
    for entry in entries {
        let is_answers =
            entry.file_name().is_some_and(|name| name == "answers.toml" || name == "answers.json");
        if is_answers || entry.is_dir() {
            collect(&entry, files)?;
        }
    }
    Ok(())
}

fn case(path: &Path, rules: &Rules, streams: &mut Streams<'_>) -> Result<Case, LoadError> {
    let source = load::source(path, streams)?;
    let file = source.name().to_owned();
    let golden = path.parent().map(|folder| folder.join("score.json"));
    let golden = golden.filter(|golden| golden.is_file());
    let golden = match &golden {
        Some(golden) => Some(load::file(golden)?),
        None => None,
    };
    // An edition that stands beside the answers is the one they were written for.
    let own = path.parent().map(|folder| folder.join("edition")).filter(|own| own.is_dir());
    let own = match own {
        Some(own) => Some(Rules::with(load::edition(&own)?)),
        None => None,
    };
    let answers = load::check(source, None, own.as_ref().unwrap_or(rules))?;
    let found = audit(&score(&answers), golden.as_ref().map(|golden| golden.text()));
    let Audit { compared, findings, .. } = found.map_err(|error| {
        let path = path.with_file_name("score.json");
        LoadError::Unreadable(path, std::io::Error::other(error))
    })?;
    let findings = findings
        .into_iter()
        .map(|finding| Finding {
            fails: finding.kind.fails(),
            kind: finding.kind.word(),
            node: finding.node,
            expected: finding.expected,
            found: finding.found,
        })
        .collect();
    Ok(Case { file, compared, findings })
}

fn text(cases: &[Case], lang: Lang) -> String {
    let mut text = String::new();
    for case in cases.iter().filter(|case| !case.findings.is_empty()) {
        text.push_str(&format!("{}\n", case.file));
        for finding in &case.findings {
            let (node, expected, found) = (&finding.node, &finding.expected, &finding.found);
            let kind = kind(finding.kind, lang);
            text.push_str(&match lang {
                Lang::Id => {
                    format!("  {node}: tercantum {expected}, hasil hitung {found} ({kind})\n")
                }
                Lang::En => format!("  {node}: stated {expected}, computed {found} ({kind})\n"),
            });
        }
        text.push('\n');
    }
    let findings = || cases.iter().flat_map(|case| &case.findings);
    let count = |kind: AuditKind| findings().filter(|finding| finding.kind == kind.word()).count();
    let compared: usize = cases.iter().map(|case| case.compared).sum();
    let (display, known) = (count(AuditKind::Display), count(AuditKind::Known));
    let real = findings().filter(|finding| finding.fails).count();
    text.push_str(&match lang {
        Lang::Id => format!(
            "{} kasus, {compared} angka dibandingkan: {real} berbeda, {known} perbedaan yang sudah dicatat, {display} beda tampilan\n",
            cases.len()
        ),
        Lang::En => format!(
            "{} cases, {compared} figures compared: {real} different, {known} known differences, {display} display differences\n",
            cases.len()
        ),
    });
    text
}

fn kind(word: &str, lang: Lang) -> &'static str {
    match (word, lang) {
        ("display", Lang::Id) => "beda tampilan",
        ("display", Lang::En) => "display difference",
        ("known", Lang::Id) => "sudah dicatat",
        ("known", Lang::En) => "known",
        (_, Lang::Id) => "berbeda",
        (_, Lang::En) => "different",
    }
}

fn json(cases: &[Case]) -> String {
    match serde_json::to_string_pretty(cases) {
        Ok(text) => text + "\n",
        // Strings, numbers and lists only.
        Err(error) => unreachable!("an audit cannot be written: {error}"),
    }
}

/// JUnit XML, as CI systems read it: one test per case.
fn junit(cases: &[Case]) -> String {
    let failed = |case: &&Case| case.findings.iter().any(|finding| finding.fails);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"kla audit\" tests=\"{}\" failures=\"{}\">\n",
        cases.len(),
        cases.iter().filter(failed).count()
    );
    for case in cases {
        text.push_str(&format!("  <testcase classname=\"kla\" name=\"{}\">\n", escape(&case.file)));
        for finding in case.findings.iter().filter(|finding| finding.fails) {
            let message = format!("{}: {} / {}", finding.node, finding.expected, finding.found);
            text.push_str(&format!("    <failure message=\"{}\"/>\n", escape(&message)));
        }
        text.push_str("  </testcase>\n");
    }
    text + "</testsuite>\n"
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
