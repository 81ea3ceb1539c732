//! `kla reconcile`: the stages of a case held against each other.

use kla::{Answers, Lang, OverError, Text, wording};
use kla_plan::{Stages, StagesError, reconciliation_json};
use kla_report::reconciliation;

use super::paper;
use crate::args::ReconcileArguments;
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &ReconcileArguments, streams: &mut Streams<'_>) -> Exit {
    let shared = &arguments.printed.shared;
    let lang: Lang = shared.lang.into();
    if load::reads_input_twice(&arguments.files) {
        return show::refuse_to_read_twice(lang, streams);
    }
    let rules = match load::settle(shared, &arguments.files, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let mut exit = Exit::Done;
    let mut files: Vec<(String, Answers<'_>)> = Vec::new();
    for file in &arguments.files {
        match load::answers(file, shared, &rules, streams) {
            Ok(answers) => {
                for warning in answers.warnings() {
                    show::diagnostic(warning, lang, streams);
                }
                files.push((load::name(file), answers));
            }
            Err(failed) => exit = exit.max(failed),
        }
    }
    // Without one of the stages the differences would be those of others.
    if exit > Exit::Done {
        return exit;
    }
    let stages = match Stages::of(files) {
        Ok(stages) => stages,
        Err(error) => return refused(&error, lang, streams),
    };
    let found = stages.reconcile();
    paper::print(
        &arguments.printed,
        || reconciliation_json(&found, lang),
        || reconciliation(&found, lang),
        streams,
    )
}

/// Files that are no stages of one case.
fn refused(error: &StagesError, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    match error {
        StagesError::SameStage { stage, first, second } => show::unusable(
            &format!(
                "{first} dan {second} sama-sama tahap `{stage}`; sebutkan satu berkas per tahap, atau satukan keduanya dahulu dengan `kla merge`"
            ),
            &format!(
                "{first} and {second} are both of the stage `{stage}`; name one file for each stage, or join the two with `kla merge` first"
            ),
            lang,
            streams,
        ),
        StagesError::Over { earlier, later, reason } => {
            let reason = over(reason);
            show::unusable(
                &format!(
                    "{later} tidak dapat disandingkan dengan {earlier}: {}",
                    reason.get(Lang::Id)
                ),
                &format!("{later} cannot be held against {earlier}: {}", reason.get(Lang::En)),
                lang,
                streams,
            )
        }
        _ => show::wrong_use(
            "sebutkan berkas isian dari dua tahap atau lebih, misalnya mandiri.toml verifikasi-administrasi.toml",
            "name the answers files of two stages or more, such as mandiri.toml verifikasi-administrasi.toml",
            lang,
            streams,
        ),
    }
}

/// Why answers cannot be laid over others.
fn over(error: &OverError) -> Text {
    match error {
        OverError::OtherRegion(earlier, later) => Text::new(
            format!("daerahnya berbeda, {earlier} dan {later}"),
            format!("they are of different regions, {earlier} and {later}"),
        ),
        OverError::OtherYear(earlier, later) => Text::new(
            format!("tahunnya berbeda, {earlier} dan {later}"),
            format!("they are of different years, {earlier} and {later}"),
        ),
        OverError::PartsOfWholes(nodes) => {
            let nodes: Vec<String> = nodes.iter().map(|node| format!("`{node}`")).collect();
            Text::new(
                format!(
                    "yang satu menyebut sebagian butir dari {}, yang lain hanya nilai keseluruhannya, sehingga butir yang lain tidak diketahui; tulis nilai keseluruhannya, atau semua butirnya",
                    wording::list(Lang::Id, &nodes)
                ),
                format!(
                    "one speaks of some parts of {}, the other knows only the whole, so what the other parts have is not known; write the whole, or all of its parts",
                    wording::list(Lang::En, &nodes)
                ),
            )
        }
        _ => Text::new(
            "edisi atau aturan tambahannya berbeda",
            "they are of different editions or overlays",
        ),
    }
}
