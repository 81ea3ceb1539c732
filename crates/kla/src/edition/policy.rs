//! Rules of an edition that are not about points of one node: between bands, rounding, not applicable.

use super::citation::Citation;
use crate::points::Ties;

/// What happens to a total between two printed bands, such as 600.5 between 500–600 and 601–700.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Between {
    /// The printed floor of the next band is not reached: the lower category.
    Lower,
    /// Nobody has said: such a total has no category.
    None,
}

impl Between {
    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Between::Lower => "lower",
            Between::None => "none",
        }
    }
}

/// Whether and where the edition rounds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rounding {
    /// Where.
    pub at: RoundingAt,
    /// Where the rule comes from.
    pub citation: Citation,
}

/// The place of rounding.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum RoundingAt {
    /// Nothing is rounded.
    Never,
    /// What a share earns for an indicator that is measured itself.
    Indicator(RoundTo),
    /// What a share earns for a question.
    Question(RoundTo),
}

/// How a result is rounded.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RoundTo {
    /// Decimals that remain, at most 6.
    pub digits: u32,
    /// What happens to ties.
    pub ties: Ties,
}

/// What an answer that does not apply does to the score.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NotApplicable {
    /// What it does.
    pub policy: NotApplicablePolicy,
    /// Where the rule comes from.
    pub citation: Citation,
}

/// What an answer that does not apply does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum NotApplicablePolicy {
    /// It earns nothing and its maximum stays.
    Lost,
    /// It earns its maximum.
    Granted,
    /// Its maximum leaves the sum, and what remains is scaled up and rounded.
    Leaves(RoundTo),
}

impl NotApplicablePolicy {
    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            NotApplicablePolicy::Lost => "lost",
            NotApplicablePolicy::Granted => "granted",
            NotApplicablePolicy::Leaves(_) => "leaves",
        }
    }
}
