//! `kla handover`: one page for whoever goes on with a file.

use kla::{Answers, Lang};
use kla_plan::Marks;
use kla_report::{HandoverHead, handover_paper};

use super::templates;
use crate::args::{HandoverArguments, OutputFormat};
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &HandoverArguments, streams: &mut Streams<'_>) -> Exit {
    load::with_answers(&arguments.file, &arguments.shared, streams, |answers, streams| {
        hand_over(arguments, answers, streams)
    })
}

fn hand_over(
    arguments: &HandoverArguments,
    answers: &Answers<'_>,
    streams: &mut Streams<'_>,
) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    let templates = match templates::of(arguments.templates.as_ref(), lang, streams) {
        Ok(templates) => templates,
        Err(exit) => return exit,
    };
    // The page is handed on: the name of the file alone, not the folders of whoever wrote it.
    let file = match arguments.file.file_name() {
        Some(name) if arguments.file.as_os_str() != "-" => name.to_string_lossy().into_owned(),
        _ => "isian.toml".to_owned(),
    };
    let marks = Marks::of(answers);
    let head = HandoverHead { file: &file, date: arguments.date.as_deref() };
    let paper = handover_paper(&marks.score(), head, lang);
    match paper.render(&templates, OutputFormat::from(arguments.format).into()) {
        Ok(text) => show::data(&text, arguments.shared.output.as_deref(), lang, streams),
        Err(error) => templates::broken(&error, lang, streams),
    }
}
