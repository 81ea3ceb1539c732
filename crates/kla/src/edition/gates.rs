//! Conditions beside the points.

use super::citation::Citation;
use crate::id::{CategoryId, GateId, IndicatorId, QuestionId};
use crate::points::Points;
use crate::wording::Text;

/// A condition beside the points, such as the regulation that Utama is said to need.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Gate {
    /// Its name.
    pub id: GateId,
    /// The lowest category it speaks about.
    pub category: CategoryId,
    /// What it does when it fails.
    pub effect: GateEffect,
    /// What it says.
    pub text: Text,
    /// Its condition.
    pub condition: Condition,
    /// Where it comes from.
    pub citation: Citation,
}

/// What a failed gate does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum GateEffect {
    /// It is mentioned.
    Notice,
    /// The result stays below its category.
    Cap,
}

impl GateEffect {
    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            GateEffect::Notice => "notice",
            GateEffect::Cap => "cap",
        }
    }
}

/// A condition over the points of nodes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Condition {
    /// Every part must hold.
    All(Vec<Condition>),
    /// One part suffices.
    Any(Vec<Condition>),
    /// A question has at least so many points.
    Question(QuestionId, Points),
    /// An indicator has at least so many points.
    Indicator(IndicatorId, Points),
    /// So many indicators have at least a share of their maximum.
    Indicators {
        /// How many.
        number: usize,
        /// The share, in percent of their maximum.
        share: Points,
    },
}
