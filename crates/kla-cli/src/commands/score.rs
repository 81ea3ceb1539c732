//! `kla score`: answers in, results out.

use kla::{Lang, score};

use super::templates;
use crate::args::{OutputFormat, ScoreArguments};
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &ScoreArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    if arguments.format == OutputFormat::Html && arguments.files.len() > 1 {
        return show::wrong_use(
            "HTML memuat satu wilayah; sebutkan satu berkas saja",
            "an HTML page holds one region; name one file only",
            lang,
            streams,
        );
    }
    if load::reads_input_twice(&arguments.files) {
        return show::refuse_to_read_twice(lang, streams);
    }
    let rules = match load::settle(&arguments.shared, &arguments.files, streams) {
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
                match templates.render(&score(&answers), arguments.format.into(), lang) {
                    Ok(report) => reports.push(report),
                    Err(error) => {
                        exit = exit.max(templates::broken(&error, lang, streams));
                    }
                }
            }
            Err(failed) => exit = exit.max(failed),
        }
    }
    if reports.is_empty() {
        return exit;
    }
    let text = join(&reports, arguments.format, arguments.files.len());
    exit.max(show::data(&text, arguments.shared.output.as_deref(), lang, streams))
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
