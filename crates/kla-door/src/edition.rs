//! An edition as data: what a form in a browser is built from.

use kla::{
    Block, Bound, Citation, Edition, EvidenceStatus, Indicator, Lang, Measure, Points, Question,
    Scale, SeriesOf, Shape, State, Steps, Text,
};
use serde::Serialize;

/// An edition in a list.
#[derive(Serialize)]
pub(crate) struct EditionHead {
    id: String,
    revision: u32,
    name: String,
    years: Years,
    digest: String,
    overlay: Option<String>,
    depth: &'static str,
    total: String,
}

#[derive(Serialize)]
struct Years {
    from: u16,
    to: u16,
}

/// An edition with all that can be asked and awarded.
#[derive(Serialize)]
pub(crate) struct EditionData {
    #[serde(flatten)]
    head: EditionHead,
    /// The words for answers that are no figures.
    states: [&'static str; 4],
    /// The words for what became of the evidence.
    statuses: [&'static str; 4],
    not_applicable: &'static str,
    notes: Vec<Named>,
    stages: Vec<Named>,
    below: Words,
    between: &'static str,
    categories: Vec<CategoryData>,
    gates: Vec<GateData>,
    agencies: Vec<AgencyData>,
    evidence: Vec<KindData>,
    reasons: Vec<Named>,
    confidence: Vec<ConfidenceData>,
    sources: Vec<SourceData>,
    blocks: Vec<BlockData>,
}

/// The same in both languages.
#[derive(Serialize)]
struct Words {
    name: String,
    name_en: String,
}

#[derive(Serialize)]
struct Named {
    id: String,
    #[serde(flatten)]
    words: Words,
}

#[derive(Serialize)]
struct Cited {
    source: String,
    confidence: &'static str,
}

#[derive(Serialize)]
struct CategoryData {
    id: String,
    name: String,
    from: String,
    to: String,
    #[serde(flatten)]
    cited: Cited,
}

#[derive(Serialize)]
struct GateData {
    #[serde(flatten)]
    named: Named,
    category: String,
    effect: &'static str,
    #[serde(flatten)]
    cited: Cited,
}

#[derive(Serialize)]
struct AgencyData {
    id: String,
    name: String,
    short: String,
    aliases: Vec<String>,
}

#[derive(Serialize)]
struct KindData {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct ConfidenceData {
    level: &'static str,
    #[serde(flatten)]
    words: Words,
    points: String,
}

#[derive(Serialize)]
struct SourceData {
    id: String,
    title: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct BlockData {
    id: String,
    name: String,
    short: String,
    maximum: String,
    #[serde(flatten)]
    cited: Cited,
    indicators: Vec<IndicatorData>,
}

#[derive(Serialize)]
struct IndicatorData {
    id: String,
    name: String,
    maximum: String,
    #[serde(flatten)]
    cited: Cited,
    /// What is measured, where the indicator has no questions.
    measure: Option<MeasureData>,
    questions: Vec<QuestionData>,
}

#[derive(Serialize)]
struct QuestionData {
    id: String,
    number: String,
    maximum: String,
    #[serde(flatten)]
    cited: Cited,
    #[serde(flatten)]
    measure: MeasureData,
}

#[derive(Serialize)]
struct MeasureData {
    text: String,
    shape: ShapeData,
    better: &'static str,
    not_applicable: Option<&'static str>,
    answered_by: Option<&'static str>,
    agencies: Vec<String>,
    evidence: Vec<String>,
    effort: Option<String>,
}

/// How an answer earns points; the guide to the rule files explains each kind.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum ShapeData {
    Points {
        values: Option<Vec<String>>,
        unknown: Option<String>,
    },
    Ladder {
        levels: Vec<StepData>,
    },
    Checklist {
        items: Vec<StepData>,
    },
    Percent {
        zero_total: &'static str,
        scale: ScaleData,
    },
    Count {
        scale: ScaleData,
    },
    Series {
        of: &'static str,
        zero_total: Option<&'static str>,
        years: usize,
        take: &'static str,
        scale: ScaleData,
    },
    Units {
        zero_total: &'static str,
        scale: ScaleData,
    },
}

/// A level of a ladder or an item of a checklist.
#[derive(Serialize)]
struct StepData {
    id: String,
    text: String,
    points: Option<String>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum ScaleData {
    Linear { target: Option<String>, digits: u32 },
    Steps { ranges: Vec<RangeData> },
    Unknown { reason: String },
}

#[derive(Serialize)]
struct RangeData {
    lower: Option<BoundData>,
    upper: Option<BoundData>,
    points: String,
}

#[derive(Serialize)]
struct BoundData {
    value: String,
    closed: bool,
}

impl EditionHead {
    pub(crate) fn of(edition: &Edition) -> EditionHead {
        EditionHead {
            id: edition.id().to_string(),
            revision: edition.revision(),
            name: edition.name().to_owned(),
            years: Years { from: *edition.years().start(), to: *edition.years().end() },
            digest: edition.digest().to_owned(),
            overlay: edition.overlay().map(|overlay| overlay.id.clone()),
            depth: edition.depth().word(),
            total: edition.total().to_string(),
        }
    }
}

impl EditionData {
    pub(crate) fn of(edition: &Edition) -> EditionData {
        let bands = edition.bands();
        let states = [State::Empty, State::Unknown, State::NotApplicable, State::Zero];
        let statuses = [
            EvidenceStatus::Missing,
            EvidenceStatus::Unchecked,
            EvidenceStatus::Accepted,
            EvidenceStatus::Rejected,
        ];
        let reasons = edition.reasons().map_or(&[][..], |list| &list.reasons);
        let kinds = edition.evidence().map_or(&[][..], |list| &list.kinds);
        EditionData {
            head: EditionHead::of(edition),
            states: states.map(State::word),
            statuses: statuses.map(EvidenceStatus::word),
            not_applicable: edition.not_applicable().policy.word(),
            notes: edition.notes().iter().map(|note| named(&note.id, &note.text)).collect(),
            stages: edition.stages().iter().map(|stage| named(&stage.id, &stage.name)).collect(),
            below: words(&bands.below),
            between: bands.between.word(),
            categories: bands
                .categories
                .iter()
                .map(|category| CategoryData {
                    id: category.id.to_string(),
                    name: category.name.clone(),
                    from: category.from.to_string(),
                    to: category.to.to_string(),
                    cited: cited(&category.citation),
                })
                .collect(),
            gates: edition
                .gates()
                .iter()
                .map(|gate| GateData {
                    named: named(&gate.id, &gate.text),
                    category: gate.category.to_string(),
                    effect: gate.effect.word(),
                    cited: cited(&gate.citation),
                })
                .collect(),
            agencies: edition
                .agencies()
                .iter()
                .map(|agency| AgencyData {
                    id: agency.id.to_string(),
                    name: agency.name.clone(),
                    short: agency.short.clone(),
                    aliases: agency.aliases.clone(),
                })
                .collect(),
            evidence: kinds
                .iter()
                .map(|kind| KindData { id: kind.id.to_string(), name: kind.name.clone() })
                .collect(),
            reasons: reasons.iter().map(|reason| named(&reason.id, &reason.name)).collect(),
            confidence: edition
                .confidence()
                .iter()
                .map(|share| ConfidenceData {
                    level: share.confidence.word(),
                    words: words(&share.confidence.meaning()),
                    points: share.points.to_string(),
                })
                .collect(),
            sources: edition
                .sources()
                .iter()
                .map(|source| SourceData {
                    id: source.id.to_string(),
                    title: source.title.clone(),
                    url: source.url.clone(),
                })
                .collect(),
            blocks: edition.blocks().iter().map(block).collect(),
        }
    }
}

fn words(text: &Text) -> Words {
    Words { name: text.get(Lang::Id).to_owned(), name_en: text.get(Lang::En).to_owned() }
}

fn named(id: &impl ToString, text: &Text) -> Named {
    Named { id: id.to_string(), words: words(text) }
}

fn cited(citation: &Citation) -> Cited {
    Cited { source: citation.source.to_string(), confidence: citation.confidence.word() }
}

fn block(block: &Block) -> BlockData {
    BlockData {
        id: block.id.to_string(),
        name: block.name.clone(),
        short: block.short.clone(),
        maximum: block.maximum.to_string(),
        cited: cited(&block.citation),
        indicators: block.indicators.iter().map(indicator).collect(),
    }
}

fn indicator(row: &Indicator) -> IndicatorData {
    IndicatorData {
        id: row.id.to_string(),
        name: row.name.clone(),
        maximum: row.maximum.to_string(),
        cited: cited(&row.citation),
        measure: row.measure().map(measure),
        questions: row.questions().iter().map(question).collect(),
    }
}

fn question(question: &Question) -> QuestionData {
    QuestionData {
        id: question.id.to_string(),
        number: question.id.number().to_owned(),
        maximum: question.maximum.to_string(),
        cited: cited(&question.citation),
        measure: measure(&question.measure),
    }
}

fn measure(measure: &Measure) -> MeasureData {
    MeasureData {
        text: measure.text.clone(),
        shape: shape(&measure.shape),
        better: measure.better.word(),
        not_applicable: measure.not_applicable.map(|policy| policy.word()),
        answered_by: measure.answered_by.map(|who| who.word()),
        agencies: measure.agencies.iter().map(ToString::to_string).collect(),
        evidence: measure.evidence.iter().map(ToString::to_string).collect(),
        effort: measure.effort.as_ref().map(ToString::to_string),
    }
}

fn shape(shape: &Shape) -> ShapeData {
    let step = |id: &String, text: &String, points: Option<Points>| StepData {
        id: id.clone(),
        text: text.clone(),
        points: points.map(|points| points.to_string()),
    };
    match shape {
        Shape::Points(Steps::Known { values, .. }) => ShapeData::Points {
            values: Some(values.iter().map(ToString::to_string).collect()),
            unknown: None,
        },
        Shape::Points(Steps::Unknown { reason }) => {
            ShapeData::Points { values: None, unknown: Some(reason.clone()) }
        }
        Shape::Points(_) => ShapeData::Points { values: None, unknown: None },
        Shape::Ladder(levels) => ShapeData::Ladder {
            levels: levels.iter().map(|level| step(&level.id, &level.text, level.points)).collect(),
        },
        Shape::Checklist(items) => ShapeData::Checklist {
            items: items.iter().map(|item| step(&item.id, &item.text, Some(item.points))).collect(),
        },
        Shape::Percent { scale, zero_total } => {
            ShapeData::Percent { zero_total: zero_total.word(), scale: self::scale(scale) }
        }
        Shape::Count { scale } => ShapeData::Count { scale: self::scale(scale) },
        Shape::Series { of, years, take, scale } => {
            let (of, zero_total) = match of {
                SeriesOf::Percent { zero_total } => ("percent", Some(zero_total.word())),
                SeriesOf::Count => ("count", None),
            };
            let (take, scale) = (take.word(), self::scale(scale));
            ShapeData::Series { of, zero_total, years: *years, take, scale }
        }
        Shape::Units { scale, zero_total } => {
            ShapeData::Units { zero_total: zero_total.word(), scale: self::scale(scale) }
        }
        other => unreachable!("a form knows no shape `{}`", other.word()),
    }
}

fn scale(scale: &Scale) -> ScaleData {
    let bound = |bound: Option<Bound>| {
        bound.map(|bound| BoundData { value: bound.value.to_string(), closed: bound.closed })
    };
    match scale {
        Scale::Linear { target, round } => ScaleData::Linear {
            target: target.map(|target| target.to_string()),
            digits: round.digits,
        },
        Scale::Steps(ranges) => ScaleData::Steps {
            ranges: ranges
                .iter()
                .map(|range| RangeData {
                    lower: bound(range.lower),
                    upper: bound(range.upper),
                    points: range.points.to_string(),
                })
                .collect(),
        },
        Scale::Unknown { reason } => ScaleData::Unknown { reason: reason.clone() },
        other => unreachable!("a form knows no scale {other:?}"),
    }
}
