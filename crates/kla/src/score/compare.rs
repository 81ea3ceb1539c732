//! Printed figures beside computed ones.

use super::scorecard::Scorecard;
use crate::answers::{Address, Declared, DeclaredWhat};
use crate::edition::Edition;
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
}

impl Comparison<'_> {
    /// Declared minus computed: −0.01 where 880.38 was printed and 880.39 is right.
    #[must_use]
    pub fn difference(&self) -> Option<Points> {
        Some(self.declared.points - self.computed?)
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
        self.answers()
            .declared()
            .iter()
            .map(|declared| {
                let computed = match declared.what {
                    DeclaredWhat::Points => self.points_of(&declared.node),
                    DeclaredWhat::Maximum => maximum_of(self.edition(), &declared.node),
                };
                Comparison { declared, computed }
            })
            .collect()
    }
}

fn maximum_of(edition: &Edition, node: &Address) -> Option<Points> {
    match node {
        Address::Total => Some(edition.total()),
        Address::Block(id) => edition.block(id.as_str()).map(|block| block.maximum),
        Address::Indicator(id) => edition.indicator(id.as_str()).map(|row| row.maximum),
        Address::Question(id) => edition.question(id.as_str()).map(|question| question.maximum),
    }
}
