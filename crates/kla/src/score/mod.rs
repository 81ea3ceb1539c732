//! From answers to a scorecard: a walk over the edition that cannot fail.

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
mod trace;

pub use compare::{Agreement, Comparison};
pub use coverage::Completeness;
pub use gate::{ConditionScore, GateScore, GateState};
pub use improve::{Improvement, Improvements, Need};
pub use loss::{AgencyLoss, Loss};
pub use placement::{Next, Placement};
pub use remark::Remark;
pub use scorecard::Scorecard;
pub use trace::{Basis, BlockScore, IndicatorScore, LeafScore, QuestionScore, Rescale, Share, Step};

use crate::answers::Answers;
use crate::edition::{Block, Content, Indicator, NotApplicablePolicy, Question};
use crate::points::Points;

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
    let blocks: Vec<BlockScore<'a>> =
        answers.edition.blocks().iter().map(|block| score_block(answers, block)).collect();
    let parts = blocks.iter().map(|block| (block.block.maximum, block.points, block.basis));
    let rule = answers.edition.not_applicable().policy;
    let (total, rescale) = match Parts::of(parts).sum(rule, answers.edition.total()) {
        Sum::Plain(points) => (points, None),
        Sum::Scaled(rescale) => (rescale.points(), Some(rescale)),
        // Not one block applies: there is nothing to score.
        Sum::AllLeft => (Points::ZERO, None),
    };
    Scorecard::new(answers, total, rescale, blocks)
}

fn score_block<'a>(answers: &'a Answers<'a>, block: &'a Block) -> BlockScore<'a> {
    let indicators: Vec<IndicatorScore<'a>> =
        block.indicators.iter().map(|indicator| score_indicator(answers, indicator)).collect();
    let stated = answers.stated_for_block(block.position);
    let (points, basis, rescale) = if indicators.iter().any(|row| row.is_given()) {
        let parts = indicators.iter().map(|row| (row.indicator.maximum, row.points, row.basis));
        let rule = answers.edition.not_applicable().policy;
        Parts::of(parts).sum(rule, block.maximum).settle(block.maximum)
    } else {
        stated_or_nothing(stated)
    };
    BlockScore { block, points, basis, stated, rescale, indicators }
}

fn score_indicator<'a>(answers: &'a Answers<'a>, indicator: &'a Indicator) -> IndicatorScore<'a> {
    match &indicator.content {
        Content::Measured(measure) => {
            let rule = answers.edition.not_applicable().policy;
            let leaf = leaf::score(answers.measured(indicator), measure, indicator.maximum, rule);
            let basis = match leaf.left() {
                Some(_) => Basis::Left,
                None if leaf.response.state.is_given() => Basis::Measured,
                None => Basis::Nothing,
            };
            IndicatorScore {
                indicator,
                points: leaf.points,
                basis,
                stated: None,
                earned: leaf.points,
                rescale: None,
                questions: Vec::new(),
                measured: Some(leaf),
            }
        }
        Content::Questions { questions, .. } => score_questions(answers, indicator, questions),
    }
}

fn score_questions<'a>(
    answers: &'a Answers<'a>,
    indicator: &'a Indicator,
    questions: &'a [Question],
) -> IndicatorScore<'a> {
    let rule = answers.edition.not_applicable().policy;
    let (mut parts, mut given) = (Parts::default(), false);
    let mut scores: Vec<QuestionScore<'a>> = Vec::with_capacity(questions.len());
    for question in questions {
        let response = answers.response(question);
        let leaf = leaf::score(response, &question.measure, question.maximum, rule);
        given |= response.state.is_given();
        parts.add(question.maximum, leaf.points, leaf.left().is_some());
        scores.push(QuestionScore { question, leaf });
    }
    let stated = answers.stated_for_indicator(indicator);
    let earned = parts.earned;
    let (points, basis, rescale) = if given {
        parts.sum(rule, indicator.maximum).settle(indicator.maximum)
    } else {
        stated_or_nothing(stated)
    };
    let questions = scores;
    IndicatorScore { indicator, points, basis, stated, earned, rescale, questions, measured: None }
}

fn stated_or_nothing(stated: Option<Points>) -> (Points, Basis, Option<Rescale>) {
    match stated {
        Some(points) => (points, Basis::Stated, None),
        None => (Points::ZERO, Basis::Nothing, None),
    }
}

/// What parts come to.
enum Sum {
    /// Nothing left: their plain sum.
    Plain(Points),
    /// Some left: what stayed, scaled up.
    Scaled(Rescale),
    /// All left.
    AllLeft,
}

impl Sum {
    /// Points, basis and scaling of a whole with this maximum.
    fn settle(self, maximum: Points) -> (Points, Basis, Option<Rescale>) {
        match self {
            Sum::Plain(points) => (points.min(maximum), Basis::Parts, None),
            Sum::Scaled(rescale) => (rescale.points(), Basis::Parts, Some(rescale)),
            Sum::AllLeft => (Points::ZERO, Basis::Left, None),
        }
    }
}

/// Parts as they are added up.
#[derive(Default)]
struct Parts {
    /// The maxima of those that stay.
    stayed: Points,
    /// What they earned.
    earned: Points,
    any_left: bool,
    any_stayed: bool,
}

impl Parts {
    fn of(parts: impl Iterator<Item = (Points, Points, Basis)>) -> Parts {
        let mut sum = Parts::default();
        for (maximum, points, basis) in parts {
            sum.add(maximum, points, basis == Basis::Left);
        }
        sum
    }

    fn add(&mut self, maximum: Points, points: Points, left: bool) {
        if left {
            self.any_left = true;
        } else {
            self.any_stayed = true;
            self.stayed += maximum;
            self.earned += points;
        }
    }

    /// What they come to in a whole. The edition's rule scales where parts left; a question that leaves by
    /// its own rule takes the rounding from there as well.
    fn sum(&self, rule: NotApplicablePolicy, whole: Points) -> Sum {
        let NotApplicablePolicy::Leaves(round) = rule else { return Sum::Plain(self.earned) };
        if !self.any_left {
            return Sum::Plain(self.earned);
        }
        // What stayed may be worth nothing at all; then there is nothing to scale.
        match Rescale::of(whole, self.stayed, self.earned, round) {
            Some(rescale) if self.any_stayed => Sum::Scaled(rescale),
            _ => Sum::AllLeft,
        }
    }
}
