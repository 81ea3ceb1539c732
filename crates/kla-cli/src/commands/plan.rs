//! `kla plan`: the cheapest way to a category.

use std::path::PathBuf;

use kla::{Edition, EffortChanges, Lang, Text, score};
use kla_plan::{Baseline, Buffer, Conditions, Outcomes, PlanQuery, Repair, Within, plan_json};
use kla_report::plan_paper;

use super::paper;
use crate::args::{FromMark, PlanArguments};
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &PlanArguments, streams: &mut Streams<'_>) -> Exit {
    let printed = &arguments.printed;
    let lang: Lang = printed.shared.lang.into();
    let files: Vec<PathBuf> =
        std::iter::once(&arguments.file).chain(&arguments.effort).cloned().collect();
    if load::reads_input_twice(&files) {
        return show::refuse_to_read_twice(lang, streams);
    }
    load::with_answers(&arguments.file, &printed.shared, streams, |answers, streams| {
        let query = match query(arguments, answers.edition(), lang, streams) {
            Ok(query) => query,
            Err(exit) => return exit,
        };
        let planning = kla_plan::plan(answers, &query);
        paper::print(
            printed,
            || plan_json(&planning, answers, lang),
            || plan_paper(&planning, &score(answers), lang),
            streams,
        )
    })
}

/// What is asked for, or what is wrong with how it was asked.
fn query<'e>(
    arguments: &PlanArguments,
    edition: &'e Edition,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<PlanQuery<'e>, Exit> {
    let mut query = PlanQuery {
        target: match &arguments.to {
            Some(name) => Some(said(PlanQuery::target_named(name, edition), lang, streams)?),
            None => None,
        },
        baseline: arguments.from.map(|from| match from {
            FromMark::Terverifikasi => Baseline::Verified,
            FromMark::Berbukti => Baseline::Evidenced,
            FromMark::Diklaim => Baseline::Claimed,
        }),
        buffer: match &arguments.buffer {
            Some(text) => said(Buffer::read(text, edition), lang, streams)?,
            None => Buffer::Expected,
        },
        outcomes: if arguments.outcomes { Outcomes::Improve } else { Outcomes::Stay },
        repair: if arguments.closed { Repair::Over } else { Repair::Open },
        within: if arguments.mendable { Within::Hours } else { Within::Any },
        conditions: if arguments.conditions { Conditions::All } else { Conditions::Binding },
        budget: arguments.budget,
        effort: match &arguments.effort {
            Some(path) => {
                let source = load::source(path, streams);
                let read = source.and_then(|source| effort(&source, edition));
                read.map_err(|error| error.show(lang, streams))?
            }
            None => EffortChanges::default(),
        },
        ..PlanQuery::default()
    };
    for name in &arguments.lock {
        query.locked.insert(said(PlanQuery::locked_named(name, edition), lang, streams)?);
    }
    Ok(query)
}

fn effort(source: &kla::Source, edition: &Edition) -> Result<EffortChanges, load::LoadError> {
    edition.read_effort(source.name(), source.text()).map_err(load::LoadError::Rejected)
}

/// What was asked for, or the words that say why it cannot be.
fn said<T>(found: Result<T, Text>, lang: Lang, streams: &mut Streams<'_>) -> Result<T, Exit> {
    found.map_err(|text| show::wrong_use(text.get(Lang::Id), text.get(Lang::En), lang, streams))
}
