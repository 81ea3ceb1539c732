//! Printed figures beside computed ones.

use super::scorecard::Scorecard;
use super::trace::{Basis, BlockScore, IndicatorScore};
use crate::answers::{Address, Declared, DeclaredWhat};
use crate::points::Points;

/// A printed figure and the computed one.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Comparison<'a> {
    /// The printed figure.
    pub declared: &'a Declared,
    /// The same figure as computed, or as the edition has it; `None` where the answers do not reach
    /// that deep, as for a row of a block that was stated as a whole.
    pub computed: Option<Points>,
    /// The units of the last printed digit of the figure itself and of every figure stated below it,
    /// together. Rounding for display explains half of it. Awarded points of questions are exact.
    pub printed: Points,
}

/// How a printed figure stands beside the computed one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Agreement {
    /// The same.
    Same,
    /// Different by no more than rounding for display can explain.
    Display,
    /// Really different.
    Different,
    /// Nothing was computed to compare with.
    NotCompared,
}

impl Agreement {
    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Agreement::Same => "same",
            Agreement::Display => "display",
            Agreement::Different => "different",
            Agreement::NotCompared => "not-compared",
        }
    }
}

impl Comparison<'_> {
    /// Declared minus computed: −0.01 where 880.38 was printed and 880.39 is right.
    #[must_use]
    pub fn difference(&self) -> Option<Points> {
        Some(self.declared.points - self.computed?)
    }

    /// Whether the two are the same, and if not, whether rounding for display explains it.
    #[must_use]
    pub fn agreement(&self) -> Agreement {
        match self.difference() {
            None => Agreement::NotCompared,
            Some(difference) if difference.is_zero() => Agreement::Same,
            Some(difference) if difference.abs() + difference.abs() <= self.printed => {
                Agreement::Display
            }
            Some(_) => Agreement::Different,
        }
    }

    /// Whether the two differ at all.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.computed.is_some_and(|computed| self.declared.points != computed)
    }
}

impl<'a> Scorecard<'a> {
    /// Each printed figure beside the computed one, equal ones included, in official order.
    #[must_use]
    pub fn comparisons(&self) -> Vec<Comparison<'a>> {
        self.answers().declared().iter().map(|declared| self.comparison(declared)).collect()
    }

    /// One of them.
    pub(super) fn comparison(&self, declared: &'a Declared) -> Comparison<'a> {
        let computed = match declared.what {
            DeclaredWhat::Points => self.points_of(&declared.node),
            DeclaredWhat::Maximum => self.edition().maximum_of(&declared.node),
        };
        let printed = match declared.what {
            DeclaredWhat::Points => {
                declared.points.last_digit() + stated_below(self, &declared.node)
            }
            // A maximum is a rule; there is nothing to round.
            DeclaredWhat::Maximum => Points::ZERO,
        };
        Comparison { declared, computed, printed }
    }
}

/// A unit of the last printed digit for each figure that was stated below a node.
fn stated_below(card: &Scorecard<'_>, node: &Address) -> Points {
    let of_row = |row: &IndicatorScore<'_>| match (row.basis, row.stated) {
        (Basis::Stated, Some(stated)) => stated.last_digit_of_a_part(),
        _ => Points::ZERO,
    };
    let of_block = |block: &BlockScore<'_>| match (block.basis, block.stated) {
        (Basis::Stated, Some(stated)) => stated.last_digit_of_a_part(),
        _ => block.indicators.iter().map(of_row).sum(),
    };
    match node {
        Address::Total => card.blocks().iter().map(of_block).sum(),
        Address::Block(id) => {
            card.blocks().iter().filter(|block| block.block.id == *id).map(of_block).sum()
        }
        Address::Indicator(id) => {
            card.indicators().filter(|row| row.indicator.id == *id).map(of_row).sum()
        }
        Address::Question(_) => Points::ZERO,
    }
}
