//! Conditions beside the points.

use super::trace::{Basis, BlockScore};
use crate::edition::{Condition, Edition, Gate, Index, RowPlace};
use crate::points::{Fraction, Points};

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
    let judged =
        |gate: &'a Gate| GateScore { gate, state: state(&gate.condition, edition.index(), blocks) };
    edition.gates().iter().map(judged).collect()
}

fn state(condition: &Condition, index: &Index, blocks: &[BlockScore<'_>]) -> GateState {
    let row_at = |place: RowPlace| blocks.get(place.block)?.indicators.get(place.row);
    match condition {
        Condition::All(parts) => {
            let states = parts.iter().map(|part| state(part, index, blocks));
            decide(states, GateState::Failed, GateState::Passed)
        }
        Condition::Any(parts) => {
            let states = parts.iter().map(|part| state(part, index, blocks));
            decide(states, GateState::Passed, GateState::Failed)
        }
        Condition::Question(id, least) => index
            .question(id.as_str())
            .and_then(|(place, question)| row_at(place)?.questions.get(question))
            .filter(|question| question.leaf.response.state.is_given())
            .map_or(GateState::Unknown, |question| reach(question.leaf.points, *least)),
        Condition::Indicator(id, least) => index
            .indicator(id.as_str())
            .and_then(row_at)
            .filter(|row| row.is_given())
            .map_or(GateState::Unknown, |row| reach(row.points, *least)),
        Condition::Indicators { number, share } => enough(blocks, *number, *share),
    }
}

fn reach(points: Points, least: Points) -> GateState {
    if points >= least { GateState::Passed } else { GateState::Failed }
}

/// Whether so many indicators reach a share of their maximum.
fn enough(blocks: &[BlockScore<'_>], number: usize, share: Points) -> GateState {
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
    if reached >= number {
        GateState::Passed
    } else if reached + unknown < number {
        GateState::Failed
    } else {
        GateState::Unknown
    }
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
