//! `kla score`: answers in, results out.

use std::path::PathBuf;

use kla::{Answers, Lang, score};
use kla_report::Templates;

use super::{batch, templates, what_if};
use crate::args::{OutputFormat, ScoreArguments};
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &ScoreArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    if arguments.batch {
        return batch::run(arguments, streams);
    }
    let Some(format) = arguments.report() else {
        return show::wrong_use(
            "--format csv hanya dipakai bersama --batch",
            "--format csv is only used with --batch",
            lang,
            streams,
        );
    };
    if format == OutputFormat::Html && arguments.files.len() > 1 {
        return show::wrong_use(
            "HTML memuat satu wilayah; sebutkan satu berkas saja",
            "an HTML page holds one region; name one file only",
            lang,
            streams,
        );
    }
    if let Some(exit) = what_if::misused(arguments, lang, streams) {
        return exit;
    }
    let inputs: Vec<PathBuf> =
        arguments.files.iter().chain(&arguments.scenarios).cloned().collect();
    if load::reads_input_twice(&inputs) {
        return show::refuse_to_read_twice(lang, streams);
    }
    let rules = match load::settle(&arguments.shared, &inputs, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let templates = match templates::of(arguments.templates.as_ref(), lang, streams) {
        Ok(templates) => templates,
        Err(exit) => return exit,
    };
    let mut exit = Exit::Done;
    let mut reports = Vec::new();
    for file in &arguments.files {
        match load::answers(file, &arguments.shared, &rules, streams) {
            Ok(answers) => {
                for warning in answers.warnings() {
                    show::diagnostic(warning, lang, streams);
                }
                match report(&answers, arguments, format, &templates, lang, streams) {
                    Ok(report) => reports.push(report),
                    Err(failed) => exit = exit.max(failed),
                }
            }
            Err(failed) => exit = exit.max(failed),
        }
    }
    if reports.is_empty() {
        return exit;
    }
    let text = join(&reports, format, arguments.files.len());
    exit.max(show::data(&text, arguments.shared.output.as_deref(), lang, streams))
}

/// The report of some answers: as they are, or as they are supposed to be.
fn report(
    answers: &Answers<'_>,
    arguments: &ScoreArguments,
    format: OutputFormat,
    templates: &Templates,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<String, Exit> {
    if let Some(file) = &arguments.scenarios {
        return what_if::compared(answers, file, format, templates, lang, streams);
    }
    let supposed;
    let answers = if arguments.set.is_empty() {
        answers
    } else {
        supposed = what_if::supposed(answers, arguments, lang, streams)?;
        &supposed
    };
    templates
        .render(&score(answers), format.into(), lang)
        .map_err(|error| templates::broken(&error, lang, streams))
}

/// One report as it is; of several files a JSON list, or reports one below the other.
fn join(reports: &[String], format: OutputFormat, files: usize) -> String {
    match format {
        _ if files == 1 => reports.concat(),
        OutputFormat::Json => {
            let items: Vec<&str> = reports.iter().map(|report| report.trim_end()).collect();
            format!("[\n{}\n]\n", items.join(",\n"))
        }
        OutputFormat::Text => reports.join(&format!("\n{}\n\n", "=".repeat(98))),
        OutputFormat::Md | OutputFormat::Html => reports.join("\n---\n\n"),
    }
}
