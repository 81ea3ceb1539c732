//! Conditions beside the points.

use super::trace::{Basis, BlockScore};
use crate::edition::{Condition, Edition, Gate, Index, RowPlace};
use crate::id::{IndicatorId, QuestionId};
use crate::points::{Fraction, Points};

/// A gate and whether it holds.
#[derive(Debug)]
#[non_exhaustive]
pub struct GateScore<'a> {
    /// The gate.
    pub gate: &'a Gate,
    /// Whether it holds.
    pub state: GateState,
    /// What its condition found.
    pub condition: ConditionScore<'a>,
}

/// Whether a gate holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum GateState {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// The answers it needs were not given.
    Unknown,
}

impl GateState {
    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            GateState::Passed => "passed",
            GateState::Failed => "failed",
            GateState::Unknown => "unknown",
        }
    }
}

/// What a condition found, part by part.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ConditionScore<'a> {
    /// All parts must hold.
    All(Vec<ConditionScore<'a>>),
    /// One part must hold.
    Any(Vec<ConditionScore<'a>>),
    /// A question must earn so much.
    Question {
        /// The question.
        id: &'a QuestionId,
        /// What it earned; `None` where it was not answered.
        earned: Option<Points>,
        /// What it must earn.
        least: Points,
    },
    /// An indicator must earn so much.
    Indicator {
        /// The indicator.
        id: &'a IndicatorId,
        /// What it earned; `None` where nothing was given for it.
        earned: Option<Points>,
        /// What it must earn.
        least: Points,
    },
    /// So many indicators must reach a share of their maximum.
    Indicators {
        /// How many reached it.
        reached: usize,
        /// For how many nothing was given.
        unknown: usize,
        /// How many must reach it.
        number: usize,
        /// The share, in percent.
        share: Points,
    },
}

impl ConditionScore<'_> {
    /// Whether it holds.
    #[must_use]
    pub fn state(&self) -> GateState {
        match self {
            ConditionScore::All(parts) => decide(parts, GateState::Failed, GateState::Passed),
            ConditionScore::Any(parts) => decide(parts, GateState::Passed, GateState::Failed),
            ConditionScore::Question { earned, least, .. }
            | ConditionScore::Indicator { earned, least, .. } => match earned {
                Some(earned) if earned >= least => GateState::Passed,
                Some(_) => GateState::Failed,
                None => GateState::Unknown,
            },
            ConditionScore::Indicators { reached, unknown, number, .. } => {
                if reached >= number {
                    GateState::Passed
                } else if reached + unknown < *number {
                    GateState::Failed
                } else {
                    GateState::Unknown
                }
            }
        }
    }
}

/// Every gate of the edition with its state.
pub(super) fn judge<'a>(edition: &'a Edition, blocks: &[BlockScore<'a>]) -> Vec<GateScore<'a>> {
    let judged = |gate: &'a Gate| {
        let condition = measured(&gate.condition, edition.index(), blocks);
        GateScore { gate, state: condition.state(), condition }
    };
    edition.gates().iter().map(judged).collect()
}

fn measured<'a>(
    condition: &'a Condition,
    index: &Index,
    blocks: &[BlockScore<'a>],
) -> ConditionScore<'a> {
    let row_at = |place: RowPlace| blocks.get(place.block)?.indicators.get(place.row);
    let all =
        |parts: &'a [Condition]| parts.iter().map(|part| measured(part, index, blocks)).collect();
    match condition {
        Condition::All(parts) => ConditionScore::All(all(parts)),
        Condition::Any(parts) => ConditionScore::Any(all(parts)),
        Condition::Question(id, least) => {
            let question = index
                .question(id.as_str())
                .and_then(|(place, question)| row_at(place)?.questions.get(question))
                .filter(|question| question.leaf.response.state.is_given());
            let earned = question.map(|question| question.leaf.points);
            ConditionScore::Question { id, earned, least: *least }
        }
        Condition::Indicator(id, least) => {
            let row = index.indicator(id.as_str()).and_then(row_at).filter(|row| row.is_given());
            ConditionScore::Indicator { id, earned: row.map(|row| row.points), least: *least }
        }
        Condition::Indicators { number, share } => reaching(blocks, *number, *share),
    }
}

/// How many indicators reach a share of their maximum.
fn reaching<'a>(blocks: &[BlockScore<'_>], number: usize, share: Points) -> ConditionScore<'a> {
    let (mut reached, mut unknown) = (0, 0);
    for row in blocks.iter().flat_map(|block| &block.indicators) {
        match row.basis {
            Basis::Nothing => unknown += 1,
            // What does not apply cannot reach anything.
            Basis::Left => {}
            Basis::Parts | Basis::Measured | Basis::Stated => {
                // points ÷ maximum ≥ share ÷ 100, without dividing
                let reaches = Fraction::ratio(row.points, row.indicator.maximum)
                    .is_some_and(|part| part.times(Points::from(100)).against(share).is_ge());
                reached += usize::from(reaches);
            }
        }
    }
    ConditionScore::Indicators { reached, unknown, number, share }
}

/// `decisive` if one part says so, else unknown if one part is, else `otherwise`.
fn decide(parts: &[ConditionScore<'_>], decisive: GateState, otherwise: GateState) -> GateState {
    let mut result = otherwise;
    for part in parts {
        match part.state() {
            state if state == decisive => return decisive,
            GateState::Unknown => result = GateState::Unknown,
            _ => {}
        }
    }
    result
}
