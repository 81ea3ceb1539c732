//! The sensitivity of a score to its weights as JSON.

use kla::{Exactness, Fraction, Lang, Scorecard};
use serde::Serialize;

use super::Stamp;
use crate::sensitivity::{
    LeftOut, NoiseShare, NoiseShares, Part, Reach, Sensitivity, Shift, Standing, Unvaried, Whole,
};

/// What other weights would make of a score, as JSON. Its `notice` says that it is analysis and no
/// official score, in the language asked for.
#[must_use]
pub fn sensitivity_json(card: &Scorecard<'_>, found: &Sensitivity<'_>, lang: Lang) -> String {
    super::text(&SensitivityFile::new(card, found, lang))
}

#[derive(Serialize)]
struct SensitivityFile<'a> {
    #[serde(flatten)]
    stamp: Stamp,
    notice: &'static str,
    official: bool,
    by: &'static str,
    varied: Vec<PartResult<'a>>,
    wholes: Vec<WholeResult>,
    unvaried: Vec<String>,
    gates: &'static str,
    total: Exact,
    category: Option<String>,
    between: Option<String>,
    left_out: Vec<LeftOutResult>,
    up: ReachResult,
    down: ReachResult,
    noise: NoiseResult,
    equal_blocks: Option<EqualResult>,
}

/// An exact fraction, and as a decimal cut after six digits where it does not end before.
#[derive(Serialize)]
struct Exact {
    fraction: String,
    decimal: String,
    exact: bool,
}

#[derive(Serialize)]
struct PartResult<'a> {
    node: String,
    name: &'a str,
    weight: String,
    points: String,
}

#[derive(Serialize)]
struct WholeResult {
    node: String,
    reason: &'static str,
}

#[derive(Serialize)]
struct LeftOutResult {
    node: String,
    total: Exact,
    effect: String,
    category: Option<String>,
    between: Option<String>,
}

#[derive(Serialize)]
struct ReachResult {
    state: &'static str,
    change: Option<ChangeResult>,
}

#[derive(Serialize)]
struct ChangeResult {
    epsilon: String,
    suffices: bool,
    percent: String,
    total: Exact,
    category: Option<String>,
    between: Option<String>,
    weights: Vec<Exact>,
}

#[derive(Serialize)]
struct NoiseResult {
    runs: u32,
    spread: u32,
    seed: String,
    generator: &'static str,
    lowest: String,
    highest: String,
    categories: Vec<ShareResult>,
}

#[derive(Serialize)]
struct ShareResult {
    category: Option<String>,
    runs: u32,
}

#[derive(Serialize)]
struct EqualResult {
    blocks: usize,
    total: Exact,
    category: Option<String>,
    between: Option<String>,
}

impl<'a> SensitivityFile<'a> {
    fn new(card: &Scorecard<'a>, found: &'a Sensitivity<'_>, lang: Lang) -> SensitivityFile<'a> {
        let parts = &found.parts;
        let whole = |whole: &Whole| WholeResult {
            node: whole.node.to_string(),
            reason: whole.reason.word(),
        };
        SensitivityFile {
            stamp: Stamp::of(card.answers()),
            notice: match lang {
                Lang::Id => "ANALISIS, BUKAN NILAI RESMI",
                Lang::En => "ANALYSIS, NOT AN OFFICIAL SCORE",
            },
            official: false,
            by: parts.by.word(),
            varied: parts.parts.iter().map(PartResult::new).collect(),
            wholes: parts.wholes.iter().map(whole).collect(),
            unvaried: parts
                .unvaried
                .iter()
                .map(|block: &Unvaried| block.node.to_string())
                .collect(),
            gates: "left-aside",
            total: Exact::new(found.total),
            category: category(&found.standing),
            between: between(&found.standing),
            left_out: found.left_out.iter().map(LeftOutResult::new).collect(),
            up: ReachResult::new(&found.up),
            down: ReachResult::new(&found.down),
            noise: NoiseResult::new(&found.noise),
            equal_blocks: found.equal.map(|equal| EqualResult {
                blocks: equal.blocks,
                total: Exact::new(equal.total),
                category: category(&equal.standing),
                between: between(&equal.standing),
            }),
        }
    }
}

impl Exact {
    fn new(value: Fraction) -> Exact {
        let (decimal, exactness) = value.cut(6);
        Exact {
            fraction: fraction(value),
            decimal: decimal.normalize().to_string(),
            exact: exactness == Exactness::Exact,
        }
    }
}

impl<'a> PartResult<'a> {
    fn new(part: &Part<'a>) -> PartResult<'a> {
        PartResult {
            node: part.node.to_string(),
            name: part.name,
            weight: part.weight.to_string(),
            points: part.points.to_string(),
        }
    }
}

impl LeftOutResult {
    fn new(out: &LeftOut<'_>) -> LeftOutResult {
        LeftOutResult {
            node: out.node.to_string(),
            total: Exact::new(out.total),
            effect: out.effect.to_string(),
            category: category(&out.standing),
            between: between(&out.standing),
        }
    }
}

impl ReachResult {
    fn new(reach: &Reach<'_>) -> ReachResult {
        let (state, change) = match reach {
            Reach::NoFurther => ("no-further", None),
            Reach::Impossible => ("impossible", None),
            Reach::TooLong => ("too-long", None),
            Reach::By(shift) => ("by", Some(ChangeResult::new(shift))),
        };
        ReachResult { state, change }
    }
}

impl ChangeResult {
    fn new(shift: &Shift<'_>) -> ChangeResult {
        ChangeResult {
            epsilon: fraction(shift.exact),
            suffices: shift.suffices,
            percent: shift.percent.to_string(),
            total: Exact::new(shift.total),
            category: category(&shift.standing),
            between: between(&shift.standing),
            weights: shift.weights.iter().map(|weight| Exact::new(*weight)).collect(),
        }
    }
}

impl NoiseResult {
    fn new(shares: &NoiseShares<'_>) -> NoiseResult {
        let share = |share: &NoiseShare<'_>| ShareResult {
            category: share.category.map(|category| category.id.to_string()),
            runs: share.runs,
        };
        NoiseResult {
            runs: shares.noise.runs,
            spread: shares.noise.spread,
            seed: shares.noise.seed.to_string(),
            generator: "splitmix64",
            lowest: shares.lowest.to_string(),
            highest: shares.highest.to_string(),
            categories: shares.shares.iter().map(share).collect(),
        }
    }
}

fn fraction(value: Fraction) -> String {
    format!("{}/{}", value.numerator(), value.denominator())
}

fn category(standing: &Standing<'_>) -> Option<String> {
    standing.category.map(|category| category.id.to_string())
}

fn between(standing: &Standing<'_>) -> Option<String> {
    standing.between.map(|category| category.id.to_string())
}
