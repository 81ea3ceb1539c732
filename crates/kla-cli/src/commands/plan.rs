//! `kla plan`: the cheapest way to a category.

use kla::{Address, Answers, Category, Edition, EffortChanges, Lang, Points, score};
use kla_plan::{Baseline, Buffer, Conditions, Outcomes, PlanQuery, Within, plan_json};
use kla_report::{Templates, plan_paper};

use super::templates;
use crate::args::{FromMark, OutputFormat, PlanArguments};
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &PlanArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    let templates = match templates::of(arguments.templates.as_ref(), lang, streams) {
        Ok(templates) => templates,
        Err(exit) => return exit,
    };
    load::with_answers(&arguments.file, &arguments.shared, streams, |answers, streams| match query(
        arguments,
        answers.edition(),
        lang,
        streams,
    ) {
        Ok(query) => plan(arguments, answers, &query, &templates, streams),
        Err(exit) => exit,
    })
}

fn plan(
    arguments: &PlanArguments,
    answers: &Answers<'_>,
    query: &PlanQuery<'_>,
    templates: &Templates,
    streams: &mut Streams<'_>,
) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    let planning = kla_plan::plan(answers, query);
    let output = arguments.shared.output.as_deref();
    if arguments.format == OutputFormat::Json {
        return show::data(&plan_json(&planning, answers, lang), output, lang, streams);
    }
    let paper = plan_paper(&planning, &score(answers), lang);
    match paper.render(templates, arguments.format.into()) {
        Ok(text) => show::data(&text, output, lang, streams),
        Err(error) => templates::broken(&error, lang, streams),
    }
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
            Some(text) => buffer(text, lang, streams)?,
            None => Buffer::Expected,
        },
        outcomes: if arguments.outcomes { Outcomes::Improve } else { Outcomes::Stay },
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

/// Points above the floor, or a percentage of what is not verified.
fn buffer(text: &str, lang: Lang, streams: &mut Streams<'_>) -> Result<Buffer, Exit> {
    let number = text.strip_suffix('%').map(str::trim_end);
    let points: Option<Points> = number.unwrap_or(text).parse().ok();
    match (points, number) {
        (Some(percent), Some(_)) if percent <= Points::from(100) => Ok(Buffer::Percent(percent)),
        (Some(points), None) => Ok(Buffer::Points(points)),
        _ => Err(show::wrong_use(
            &format!("penyangga `{text}` bukan nilai seperti `25` atau persen seperti `15%`"),
            &format!(
                "the buffer `{text}` is neither points such as `25` nor a percentage such as `15%`"
            ),
            lang,
            streams,
        )),
    }
}
