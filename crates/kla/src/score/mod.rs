//! From answers to a scorecard: a walk over the edition that cannot fail.

mod compare;
mod coverage;
mod gate;
mod loss;
mod placement;
mod remark;
mod scorecard;
mod trace;

pub use compare::Comparison;
pub use coverage::Completeness;
pub use gate::{GateScore, GateState};
pub use loss::{AgencyLoss, Loss};
pub use placement::{Next, Placement};
pub use remark::Remark;
pub use scorecard::Scorecard;
pub use trace::{Basis, BlockScore, IndicatorScore, LeafScore, QuestionScore, Step};

use crate::answers::{Answers, Response, State};
use crate::edition::{Better, Block, Content, Indicator, Measure, Question, Shape, ZeroTotal};
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
    let total = blocks.iter().map(|block| block.points).sum();
    Scorecard::new(answers, total, blocks)
}

fn score_block<'a>(answers: &'a Answers<'a>, block: &'a Block) -> BlockScore<'a> {
    let indicators: Vec<IndicatorScore<'a>> =
        block.indicators.iter().map(|indicator| score_indicator(answers, indicator)).collect();
    let stated = answers.stated_for_block(block.position);
    let (points, basis) = if indicators.iter().any(|indicator| indicator.is_given()) {
        (indicators.iter().map(|indicator| indicator.points).sum(), Basis::Parts)
    } else {
        stated_or_nothing(stated)
    };
    BlockScore { block, points, basis, stated, indicators }
}

fn score_indicator<'a>(answers: &'a Answers<'a>, indicator: &'a Indicator) -> IndicatorScore<'a> {
    match &indicator.content {
        Content::Measured(measure) => {
            let leaf = score_leaf(answers.measured(indicator), measure, indicator.maximum);
            let basis =
                if leaf.response.state.is_given() { Basis::Measured } else { Basis::Nothing };
            IndicatorScore {
                indicator,
                points: leaf.points,
                basis,
                stated: None,
                earned: leaf.points,
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
    let questions: Vec<QuestionScore<'a>> = questions
        .iter()
        .map(|question| QuestionScore {
            question,
            leaf: score_leaf(answers.response(question), &question.measure, question.maximum),
        })
        .collect();
    let stated = answers.stated_for_indicator(indicator);
    let earned: Points = questions.iter().map(|question| question.leaf.points).sum();
    let given = questions.iter().any(|question| question.leaf.response.state.is_given());
    let (points, basis) = if given {
        (earned.min(indicator.maximum), Basis::Parts)
    } else {
        stated_or_nothing(stated)
    };
    IndicatorScore { indicator, points, basis, stated, earned, questions, measured: None }
}

fn stated_or_nothing(stated: Option<Points>) -> (Points, Basis) {
    match stated {
        Some(points) => (points, Basis::Stated),
        None => (Points::ZERO, Basis::Nothing),
    }
}

fn score_leaf<'a>(response: &'a Response, measure: &'a Measure, maximum: Points) -> LeafScore<'a> {
    let (points, step) = match response.state {
        State::Empty | State::Unknown => (Points::ZERO, Step::Missing),
        State::NotApplicable => (Points::ZERO, Step::NotApplicable),
        State::Zero => (Points::ZERO, Step::Zero),
        State::Points(points) => (points, Step::Awarded),
        State::Figure(figure) => match (&measure.shape, figure.share()) {
            (Shape::PercentLinear { digits, ties, .. }, Some(share)) => {
                let counted = match measure.better {
                    Better::Higher => share,
                    Better::Lower => share.complement(),
                };
                let product = counted.times(maximum);
                let points = product.rounded(*digits, *ties);
                (points, Step::Share { share, counted, product, digits: *digits, ties: *ties })
            }
            (Shape::PercentLinear { zero_total, .. }, None) => match zero_total {
                ZeroTotal::NotApplicable => (Points::ZERO, Step::NotApplicable),
                ZeroTotal::Full => (maximum, Step::ZeroTotal(ZeroTotal::Full)),
                ZeroTotal::None => (Points::ZERO, Step::ZeroTotal(ZeroTotal::None)),
            },
            // A figure alone never becomes the state of a question scored in points.
            (Shape::Points, _) => (Points::ZERO, Step::Missing),
        },
    };
    LeafScore { response, measure, maximum, points, step }
}
