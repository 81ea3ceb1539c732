//! `kla sensitivity`: what other weights would make of a score.

use kla::{Answers, Lang, score};
use kla_plan::{Noise, Sensitivity, sensitivity_json};
use kla_report::sensitivity_paper;

use super::paper;
use crate::args::SensitivityArguments;
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &SensitivityArguments, streams: &mut Streams<'_>) -> Exit {
    load::with_answers(&arguments.file, &arguments.printed.shared, streams, |answers, streams| {
        analyse(arguments, answers, streams)
    })
}

fn analyse(
    arguments: &SensitivityArguments,
    answers: &Answers<'_>,
    streams: &mut Streams<'_>,
) -> Exit {
    let lang: Lang = arguments.printed.shared.lang.into();
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
    paper::print(
        &arguments.printed,
        || sensitivity_json(&card, &found, lang),
        || sensitivity_paper(&card, &found, lang),
        streams,
    )
}
