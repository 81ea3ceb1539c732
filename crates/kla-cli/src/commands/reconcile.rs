//! `kla reconcile`: the stages of a case held against each other.

use kla::{Answers, Lang, OverError, wording};
use kla_plan::{Stages, StagesError, reconciliation_json};
use kla_report::reconciliation;

use super::templates;
use crate::args::{OutputFormat, ReconcileArguments};
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &ReconcileArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
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
    let mut files: Vec<(String, Answers<'_>)> = Vec::new();
    for file in &arguments.files {
        match load::answers(file, &arguments.shared, &rules, streams) {
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
    let output = arguments.shared.output.as_deref();
    if arguments.format == OutputFormat::Json {
        return show::data(&reconciliation_json(&found, lang), output, lang, streams);
    }
    match reconciliation(&found, lang).render(&templates, arguments.format.into()) {
        Ok(text) => show::data(&text, output, lang, streams),
        Err(error) => templates::broken(&error, lang, streams),
    }
}

/// Files that are no stages of one case.
fn refused(error: &StagesError, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let (id, en, exit) = match error {
        StagesError::SameStage { stage, first, second } => (
            format!("{first} dan {second} sama-sama tahap `{stage}`; sebutkan satu berkas per tahap, atau satukan keduanya dahulu dengan `kla merge`"),
            format!("{first} and {second} are both of the stage `{stage}`; name one file for each stage, or join the two with `kla merge` first"),
            Exit::Unusable,
        ),
        StagesError::Over { earlier, later, reason } => {
            let reason = over(reason);
            (
                format!("{later} tidak dapat disandingkan dengan {earlier}: {}", reason.get(Lang::Id)),
                format!("{later} cannot be held against {earlier}: {}", reason.get(Lang::En)),
                Exit::Unusable,
            )
        }
        _ => (
            "sebutkan berkas isian dari dua tahap atau lebih, misalnya mandiri.toml verifikasi-administrasi.toml".to_owned(),
            "name the answers files of two stages or more, such as mandiri.toml verifikasi-administrasi.toml".to_owned(),
            Exit::Usage,
        ),
    };
    show::wrong_use(&id, &en, lang, streams);
    exit
}

/// Why answers cannot be laid over others, for people.
pub(crate) fn over(error: &OverError) -> wording::Text {
    match error {
        OverError::OtherRegion(earlier, later) => wording::Text::new(
            format!("daerahnya berbeda, {earlier} dan {later}"),
            format!("they are of different regions, {earlier} and {later}"),
        ),
        OverError::OtherYear(earlier, later) => wording::Text::new(
            format!("tahunnya berbeda, {earlier} dan {later}"),
            format!("they are of different years, {earlier} and {later}"),
        ),
        OverError::PartsOfWholes(nodes) => {
            let nodes: Vec<String> = nodes.iter().map(|node| format!("`{node}`")).collect();
            wording::Text::new(
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
        _ => wording::Text::new(
            "edisi atau aturan tambahannya berbeda",
            "they are of different editions or overlays",
        ),
    }
}
