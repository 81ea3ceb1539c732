//! `kla plan`: the cheapest way to a category.

use std::path::PathBuf;

use kla::{Address, Category, Edition, EffortChanges, Lang, Points, score};
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
            Some(name) => Some(category(name, edition, lang, streams)?),
            None => None,
        },
        baseline: arguments.from.map(|from| match from {
            FromMark::Terverifikasi => Baseline::Verified,
            FromMark::Berbukti => Baseline::Evidenced,
            FromMark::Diklaim => Baseline::Claimed,
        }),
        buffer: match &arguments.buffer {
            Some(text) => buffer(text, edition, lang, streams)?,
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
        query.locked.insert(address(name, edition, lang, streams)?);
    }
    Ok(query)
}

fn effort(source: &kla::Source, edition: &Edition) -> Result<EffortChanges, load::LoadError> {
    edition.read_effort(source.name(), source.text()).map_err(load::LoadError::Rejected)
}

fn category<'e>(
    name: &str,
    edition: &'e Edition,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<&'e Category, Exit> {
    edition.category(name).ok_or_else(|| {
        let known: Vec<&str> =
            edition.bands().categories.iter().map(|category| category.id.as_str()).collect();
        let known = kla::wording::list(lang, &known);
        show::wrong_use(
            &format!("kategori `{name}` tidak ada dalam edisi {}; yang ada {known}", edition.id()),
            &format!("edition {} has no category `{name}`; it has {known}", edition.id()),
            lang,
            streams,
        )
    })
}

fn address(
    name: &str,
    edition: &Edition,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<Address, Exit> {
    edition.address(name).ok_or_else(|| {
        let near = kla::wording::nearest(name, edition.addresses());
        let (id, en) = near.map_or_else(Default::default, |near| {
            (format!("; mungkin maksudnya `{near}`"), format!("; did you mean `{near}`?"))
        });
        show::wrong_use(
            &format!("`{name}` bukan butir, indikator, atau blok edisi {}{id}", edition.id()),
            &format!("`{name}` is no question, row or block of edition {}{en}", edition.id()),
            lang,
            streams,
        )
    })
}

/// Points above the floor, or the fall that is to be survived.
fn buffer(
    text: &str,
    edition: &Edition,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<Buffer, Exit> {
    let hundred = Points::from(100);
    let percent = text.strip_suffix('%').map(str::trim_end);
    let read = match percent {
        Some(percent) => Points::typed(percent, hundred)
            .ok()
            .filter(|percent| *percent < hundred)
            .map(Buffer::Percent),
        None => Points::typed(text, edition.total())
            .ok()
            .filter(|points| *points <= edition.total())
            .map(Buffer::Points),
    };
    read.ok_or_else(|| {
        show::wrong_use(
            &format!("penyangga `{text}` bukan nilai seperti `25` atau `25,5`, dan bukan persen di bawah 100 seperti `15%`"),
            &format!("the buffer `{text}` is neither points such as `25` or `25.5` nor a percentage below 100 such as `15%`"),
            lang,
            streams,
        )
    })
}
