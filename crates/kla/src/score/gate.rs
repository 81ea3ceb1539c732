//! Conditions beside the points.

use super::trace::{BlockScore, IndicatorScore};
use crate::edition::{AtLeast, Condition, Edition, Gate, Measured};

/// A gate and whether it holds.
#[derive(Debug)]
#[non_exhaustive]
pub struct GateScore<'a> {
    /// The gate.
    pub gate: &'a Gate,
    /// Whether it holds.
    pub state: GateState,
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

/// Every gate of the edition with its state.
pub(super) fn judge<'a>(edition: &'a Edition, blocks: &[BlockScore<'a>]) -> Vec<GateScore<'a>> {
    let state = |part: &AtLeast| part_state(part, blocks);
    edition
        .gates()
        .iter()
        .map(|gate| {
            let state = match &gate.condition {
                Condition::All(parts) => {
                    decide(parts.iter().map(state), GateState::Failed, GateState::Passed)
                }
                Condition::Any(parts) => {
                    decide(parts.iter().map(state), GateState::Passed, GateState::Failed)
                }
            };
            GateScore { gate, state }
        })
        .collect()
}

/// `decisive` if one part says so, else unknown if one part is, else `otherwise`.
fn decide(
    parts: impl Iterator<Item = GateState>,
    decisive: GateState,
    otherwise: GateState,
) -> GateState {
    let mut result = otherwise;
    for part in parts {
        if part == decisive {
            return decisive;
        }
        if part == GateState::Unknown {
            result = GateState::Unknown;
        }
    }
    result
}

fn part_state(part: &AtLeast, blocks: &[BlockScore<'_>]) -> GateState {
    let mut rows = blocks.iter().flat_map(|block| &block.indicators);
    let points = match &part.node {
        Measured::Indicator(id) => rows
            .find(|row| row.indicator.id == *id)
            .filter(|row| row.is_given())
            .map(|row: &IndicatorScore<'_>| row.points),
        Measured::Question(id) => rows
            .flat_map(|row| &row.questions)
            .find(|question| question.question.id == *id)
            .filter(|question| question.leaf.response.state.is_given())
            .map(|question| question.leaf.points),
    };
    match points {
        None => GateState::Unknown,
        Some(points) if points >= part.points => GateState::Passed,
        Some(_) => GateState::Failed,
    }
}
