//! The parts of a score whose weights are varied, and those that cannot be.

use kla::{Address, Basis, BlockScore, Edition, Points, Scorecard};

use super::Exact;

/// Which parts are varied.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum By {
    /// The blocks.
    Block,
    /// The rows; a block of which the rows are not known is varied as a whole.
    Indicator,
}

impl By {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            By::Block => "block",
            By::Indicator => "indicator",
        }
    }
}

/// A part whose weight is varied.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Part<'a> {
    /// The block or row.
    pub node: Address,
    /// What it is called.
    pub name: &'a str,
    /// Its maximum, which is its weight.
    pub weight: Points,
    /// Its points, at most the weight; by the weight they are its achievement.
    pub points: Points,
}

/// A block that is varied as a whole, although rows were asked for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Whole {
    /// The block.
    pub node: Address,
    /// Why its rows are not varied.
    pub reason: WholeReason,
}

/// Why the rows of a block are not varied.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum WholeReason {
    /// Only its sum is stated.
    Stated,
    /// The edition has no rows for it.
    NoRows,
    /// Some of its rows do not apply, and the others are scaled up.
    Scaled,
}

impl WholeReason {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            WholeReason::Stated => "stated",
            WholeReason::NoRows => "no-rows",
            WholeReason::Scaled => "scaled",
        }
    }
}

/// A block that is not varied at all, because nothing of it applies and its weight left the total.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unvaried {
    /// The block.
    pub node: Address,
}

/// What is varied, and what is not.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Parts<'a> {
    /// The edition, whose total the weights add up to.
    pub edition: &'a Edition,
    /// What was asked for.
    pub by: By,
    /// The parts in official order.
    pub parts: Vec<Part<'a>>,
    /// Blocks among them that stand for their rows.
    pub wholes: Vec<Whole>,
    /// Blocks that are not among them.
    pub unvaried: Vec<Unvaried>,
}

impl<'a> Parts<'a> {
    /// The parts of a score.
    #[must_use]
    pub fn of(card: &Scorecard<'a>, by: By) -> Parts<'a> {
        let mut found = Parts {
            edition: card.edition(),
            by,
            parts: Vec::new(),
            wholes: Vec::new(),
            unvaried: Vec::new(),
        };
        for block in card.blocks() {
            let node = Address::Block(block.block.id.clone());
            if block.basis == Basis::Left {
                found.unvaried.push(Unvaried { node });
                continue;
            }
            let reason = whole_reason(block);
            if by == By::Indicator && reason.is_none() {
                found.parts.extend(block.indicators.iter().map(|row| Part {
                    node: Address::Indicator(row.indicator.id.clone()),
                    name: &row.indicator.name,
                    weight: row.indicator.maximum,
                    points: row.points,
                }));
                continue;
            }
            if by == By::Indicator
                && let Some(reason) = reason
            {
                found.wholes.push(Whole { node: node.clone(), reason });
            }
            found.parts.push(Part {
                node,
                name: &block.block.name,
                weight: block.block.maximum,
                points: block.points,
            });
        }
        found
    }

    /// The sum of the weights.
    pub(super) fn weight(&self) -> Points {
        self.parts.iter().map(|part| part.weight).sum()
    }

    /// The sum of the points.
    pub(super) fn points(&self) -> Points {
        self.parts.iter().map(|part| part.points).sum()
    }

    /// The total with the present weights, scaled to the edition's total; `None` where nothing has any
    /// weight.
    pub(super) fn total(&self) -> Option<Exact> {
        self.scaled(self.points(), self.weight())
    }

    /// Points of so much weight, scaled to the edition's total.
    pub(super) fn scaled(&self, points: Points, weight: Points) -> Option<Exact> {
        let whole = self.edition.total().millionths();
        Exact::new(points.millionths() * whole, weight.millionths())
    }
}

/// Why the rows of a block do not stand for it; `None` where they do.
fn whole_reason(block: &BlockScore<'_>) -> Option<WholeReason> {
    if block.block.indicators.is_empty() {
        Some(WholeReason::NoRows)
    } else if block.basis == Basis::Stated {
        Some(WholeReason::Stated)
    } else if block.rescale.is_some() {
        Some(WholeReason::Scaled)
    } else {
        None
    }
}
