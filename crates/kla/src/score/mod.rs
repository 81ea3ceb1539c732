//! From answers to a scorecard: a walk over the edition that cannot fail.

mod columns;
mod compare;
mod coverage;
mod gate;
mod improve;
mod leaf;
mod loss;
mod placement;
mod remark;
mod remark_text;
mod scorecard;
mod scorer;
mod step;
mod sum;
mod trace;

pub use columns::Columns;
pub use compare::{Agreement, Comparison};
pub use coverage::Completeness;
pub use gate::{ConditionScore, GateScore, GateState};
pub use improve::{Improvement, Improvements, Need};
pub use loss::{AgencyLoss, Loss};
pub use placement::{Next, Placement};
pub use remark::Remark;
pub use scorecard::Scorecard;
pub use scorer::{Scorer, Tally};
pub use trace::{
    Basis, BlockScore, IndicatorScore, LeafScore, QuestionScore, QuestionScores,
    QuestionScoresIter, Rescale, Share, Step,
};

use crate::answers::Answers;
use crate::edition::{
    Block, Flat, FlatBlock, FlatLeaf, FlatRow, Indicator, Measure, NotApplicablePolicy, RoundTo,
};
use crate::points::Points;
use sum::{Parts, Settled, Sum};

/// Scores answers by the edition they were checked against.
///
/// There is no error: everything that could go wrong went wrong while reading. Every number of the
/// result can be asked how it came about.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let answers = edition.read_answers("answers.toml", r#"
///     format = 1
///     edition = "2023"
///     region = "62.71"
///     year = 2024
///     stage = "mandiri"
///     [blocks]
///     kelembagaan = "145,24"
///     klaster-3 = "142,5"
/// "#).unwrap();
/// let card = kla::score(&answers);
/// assert_eq!(card.total().to_string(), "287.74");
/// assert!(card.placement().category.is_none());
/// # }
/// ```
#[must_use]
pub fn score<'a>(answers: &'a Answers<'a>) -> Scorecard<'a> {
    let edition = answers.edition;
    let walk = Walk { answers, flat: edition.flat(), rule: edition.not_applicable().policy };
    let mut parts = Parts::default();
    let mut blocks = Vec::with_capacity(edition.blocks().len());
    for (flat, block) in walk.flat.blocks.iter().zip(edition.blocks()) {
        let score = walk.block(flat, block);
        parts.add(flat.maximum, score.points.in_millionths(), score.basis == Basis::Left);
        blocks.push(score);
    }
    let whole = edition.total();
    let (total, rescale) = match parts.sum(walk.rule, whole.in_millionths()) {
        Sum::Plain(points) => (Points::from_millionths(points), None),
        Sum::Scaled(points, round) => {
            (Points::from_millionths(points), rescaled(whole, &parts, round))
        }
        // Not one block applies: there is nothing to score.
        Sum::AllLeft => (Points::ZERO, None),
    };
    Scorecard::new(answers, total, rescale, blocks)
}

/// Answers beside the flat form of their edition.
struct Walk<'a> {
    answers: &'a Answers<'a>,
    flat: &'a Flat,
    /// What the edition does with answers that do not apply.
    rule: NotApplicablePolicy,
}

impl<'a> Walk<'a> {
    fn block(&self, flat: &FlatBlock, block: &'a Block) -> BlockScore<'a> {
        let rows = &self.flat.rows[flat.rows.clone()];
        let (mut parts, mut given) = (Parts::default(), false);
        let mut indicators = Vec::with_capacity(rows.len());
        for (flat, row) in rows.iter().zip(&block.indicators) {
            let leaves = &self.flat.leaves[flat.leaves.clone()];
            let score = match (row.measure(), leaves) {
                (Some(measure), [leaf]) => self.measured(row, leaf, measure),
                _ => self.row(flat, row, leaves),
            };
            given |= score.is_given();
            parts.add(flat.maximum, score.points.in_millionths(), score.basis == Basis::Left);
            indicators.push(score);
        }
        let stated = self.answers.stated_for_block(block.position);
        let settled = parts.settle(given, stated, flat.maximum, self.rule);
        let (points, rescale) = told(settled, block.maximum, &parts);
        BlockScore { block, points, basis: settled.basis, stated, rescale, indicators }
    }

    fn row(
        &self,
        flat: &FlatRow,
        indicator: &'a Indicator,
        leaves: &'a [FlatLeaf],
    ) -> IndicatorScore<'a> {
        let questions = indicator.questions();
        let measure = |place: usize| questions.get(place).map(|question| &question.measure);
        let awarded = sum::awarded(self.answers, self.flat, flat);
        let (parts, given) = sum::leaves(self.answers, self.flat, flat, awarded, measure);
        let stated = self.answers.stated_for_indicator(indicator);
        let settled = parts.settle(given, stated, flat.maximum, self.rule);
        let (points, rescale) = told(settled, indicator.maximum, &parts);
        IndicatorScore {
            indicator,
            points,
            basis: settled.basis,
            stated,
            earned: Points::from_millionths(parts.earned),
            rescale,
            questions: QuestionScores::new(self.answers, questions, leaves),
            measured: None,
        }
    }

    /// A row that is its own leaf.
    fn measured(
        &self,
        indicator: &'a Indicator,
        flat: &'a FlatLeaf,
        measure: &'a Measure,
    ) -> IndicatorScore<'a> {
        let leaf = LeafScore::of(self.answers, flat, measure);
        let basis = match leaf.left {
            true => Basis::Left,
            false if leaf.response.state.is_given() => Basis::Measured,
            false => Basis::Nothing,
        };
        IndicatorScore {
            indicator,
            points: leaf.points,
            basis,
            stated: None,
            earned: leaf.points,
            rescale: None,
            questions: QuestionScores::new(self.answers, &[], &[]),
            measured: Some(leaf),
        }
    }
}

/// Points, and how the parts were scaled where they were.
fn told(settled: Settled, maximum: Points, parts: &Parts) -> (Points, Option<Rescale>) {
    let rescale = settled.scaled.and_then(|round| rescaled(maximum, parts, round));
    (Points::from_millionths(settled.points), rescale)
}

/// How the parts of a whole were scaled, for whoever asks; something stayed, or they would not have been.
fn rescaled(whole: Points, parts: &Parts, round: RoundTo) -> Option<Rescale> {
    let (stayed, earned) = (parts.stayed, parts.earned);
    Rescale::of(whole, Points::from_millionths(stayed), Points::from_millionths(earned), round)
}
