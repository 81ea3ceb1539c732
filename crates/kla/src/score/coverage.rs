//! How much of the form is answered, and on what the rules rest.

use super::scorecard::Scorecard;
use super::trace::{Basis, BlockScore, IndicatorScore};
use crate::edition::{Citation, ConfidenceShare, shares};
use crate::points::Points;

/// How much of the form is answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Completeness {
    /// Leaves (questions, or measured indicators) that were answered.
    pub answered: usize,
    /// Leaves that the edition has.
    pub leaves: usize,
    /// Points at stake in whatever was given, at any depth.
    pub points: Points,
    /// Points at stake in the edition.
    pub maximum: Points,
}

impl Scorecard<'_> {
    /// How much of the form is answered.
    #[must_use]
    pub fn completeness(&self) -> Completeness {
        completeness(self)
    }

    /// How many points rest on rules of each confidence, surest first.
    #[must_use]
    pub fn confidence(&self) -> Vec<ConfidenceShare> {
        confidence(self)
    }
}

fn completeness(card: &Scorecard<'_>) -> Completeness {
    let (mut answered, mut leaves) = (0, 0);
    for row in card.indicators() {
        let states = row.leaves().map(|leaf| leaf.response.state.is_given());
        for given in states {
            leaves += 1;
            answered += usize::from(given);
        }
    }
    Completeness {
        answered,
        leaves,
        points: card.blocks().iter().map(covered_by_block).sum(),
        maximum: card.edition().total(),
    }
}

fn covered_by_block(block: &BlockScore<'_>) -> Points {
    match block.basis {
        Basis::Nothing => Points::ZERO,
        Basis::Stated | Basis::Measured | Basis::Left => block.block.maximum,
        Basis::Parts => block.indicators.iter().map(covered_by_row).sum(),
    }
}

fn covered_by_row(row: &IndicatorScore<'_>) -> Points {
    match row.basis {
        Basis::Nothing => Points::ZERO,
        Basis::Stated | Basis::Measured | Basis::Left => row.indicator.maximum,
        Basis::Parts => row
            .questions
            .iter()
            .filter(|question| question.leaf.response.state.is_given())
            .map(|question| question.question.maximum)
            .sum::<Points>()
            .min(row.indicator.maximum),
    }
}

/// The maxima of the deciding rules by confidence. They add up to the edition's total: a capped row
/// counts by its own maximum, and what was not given counts where nothing deeper was given.
fn confidence(card: &Scorecard<'_>) -> Vec<ConfidenceShare> {
    let mut rules: Vec<(&Citation, Points)> = Vec::new();
    for block in card.blocks() {
        if block.basis != Basis::Parts {
            rules.push((&block.block.citation, block.block.maximum));
            continue;
        }
        for row in &block.indicators {
            if row.basis == Basis::Parts {
                rules.extend(row.indicator.deciding_rules());
            } else {
                rules.push((&row.indicator.citation, row.indicator.maximum));
            }
        }
    }
    shares(rules)
}
