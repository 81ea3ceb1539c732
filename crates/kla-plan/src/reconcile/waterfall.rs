//! The difference of two stages block by block.

use kla::{Block, Points};

use super::StageScore;

/// The difference of two totals, block by block, and what the blocks leave of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Waterfall<'a> {
    /// The total before and after.
    pub totals: [Points; 2],
    /// After minus before.
    pub difference: Points,
    /// The blocks in official order.
    pub blocks: Vec<BlockFall<'a>>,
    /// What the differences of the blocks do not add up to.
    pub rest: Points,
    /// Why they do not, should there be a rest.
    pub why: Rest,
}

/// A block before and after; a figure that is not known is absent.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BlockFall<'a> {
    /// The block.
    pub block: &'a Block,
    /// Its points before.
    pub before: Option<Points>,
    /// Its points after.
    pub after: Option<Points>,
}

/// What the blocks leave of a difference.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Rest {
    /// Scaling: blocks left because they do not apply.
    Scaling,
    /// Of some blocks, or of all, a figure is not known.
    Undivided,
    /// The printed figures of the blocks do not add up to the printed total.
    Printed,
}

impl Rest {
    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Rest::Scaling => "scaling",
            Rest::Undivided => "undivided",
            Rest::Printed => "printed",
        }
    }
}

impl BlockFall<'_> {
    /// After minus before, where both are known.
    #[must_use]
    pub fn difference(&self) -> Option<Points> {
        Some(self.after? - self.before?)
    }
}

impl<'a> Waterfall<'a> {
    /// The way between two stages; `None` where one of the totals is not known.
    pub(super) fn between(
        stages: &[StageScore<'a>],
        before: usize,
        after: usize,
    ) -> Option<Waterfall<'a>> {
        let (before, after) = (stages.get(before)?, stages.get(after)?);
        let totals = [before.total?, after.total?];
        let figures = before.blocks.iter().zip(&after.blocks);
        let blocks: Vec<BlockFall<'a>> = before
            .own
            .edition()
            .blocks()
            .iter()
            .zip(figures)
            .map(|(block, (before, after))| BlockFall { block, before: *before, after: *after })
            .collect();
        let difference = totals[1] - totals[0];
        let known: Points = blocks.iter().filter_map(BlockFall::difference).sum();
        let is_divided = blocks.iter().all(|block| block.difference().is_some());
        let is_computed = before.card.is_some() && after.card.is_some();
        let why = match (is_divided, is_computed) {
            (false, _) => Rest::Undivided,
            (true, true) => Rest::Scaling,
            (true, false) => Rest::Printed,
        };
        Some(Waterfall { totals, difference, blocks, rest: difference - known, why })
    }

    /// Whether anything is known of the blocks.
    #[must_use]
    pub fn knows_blocks(&self) -> bool {
        self.blocks.iter().any(|block| block.difference().is_some())
    }
}
