//! `kla sensitivity`: what other weights would make of a score.

use kla::{Answers, Lang, score};
use kla_plan::{Noise, Sensitivity, sensitivity_json};
use kla_report::sensitivity_paper;

use super::templates;
use crate::args::{OutputFormat, SensitivityArguments};
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &SensitivityArguments, streams: &mut Streams<'_>) -> Exit {
    load::with_answers(&arguments.file, &arguments.shared, streams, |answers, streams| {
        analyse(arguments, answers, streams)
    })
}

fn analyse(
    arguments: &SensitivityArguments,
    answers: &Answers<'_>,
    streams: &mut Streams<'_>,
) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    let templates = match templates::of(arguments.templates.as_ref(), lang, streams) {
        Ok(templates) => templates,
        Err(exit) => return exit,
    };
    let card = score(answers);
    let noise = Noise::new(arguments.runs, arguments.spread, arguments.seed);
    let found = noise.and_then(|noise| Sensitivity::of(&card, arguments.by.into(), noise));
    let Some(found) = found else {
        return show::unusable(
            "tidak ada bobot yang dapat diubah: seluruh isian tidak berlaku",
            "there is no weight to vary: nothing applies",
            lang,
            streams,
        );
    };
    let output = arguments.shared.output.as_deref();
    if arguments.format == OutputFormat::Json {
        return show::data(&sensitivity_json(&card, &found, lang), output, lang, streams);
    }
    let paper = sensitivity_paper(&card, &found, lang);
    match paper.render(&templates, arguments.format.into()) {
        Ok(text) => show::data(&text, output, lang, streams),
        Err(error) => templates::broken(&error, lang, streams),
    }
}
