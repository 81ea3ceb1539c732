//! The scorecard: total, blocks, gates and category. What else can be asked of it is answered by the
//! modules beside this one.

use super::gate::{self, GateScore};
use super::placement::Placement;
use super::trace::{Basis, BlockScore, IndicatorScore, Rescale};
use crate::answers::{Address, Answers};
use crate::edition::Edition;
use crate::points::Points;

/// The score of a region: points, category, and the way there.
///
/// Borrows the answers, and through them the edition, so that names, sources and texts are at hand
/// wherever a number is.
#[derive(Debug)]
pub struct Scorecard<'a> {
    answers: &'a Answers<'a>,
    total: Points,
    rescale: Option<Rescale>,
    blocks: Vec<BlockScore<'a>>,
    gates: Vec<GateScore<'a>>,
    placement: Placement<'a>,
}

impl<'a> Scorecard<'a> {
    pub(super) fn new(
        answers: &'a Answers<'a>,
        total: Points,
        rescale: Option<Rescale>,
        blocks: Vec<BlockScore<'a>>,
    ) -> Scorecard<'a> {
        let gates = gate::judge(answers.edition(), &blocks);
        let placement = Placement::of(answers.edition(), total, &gates);
        Scorecard { answers, total, rescale, blocks, gates, placement }
    }

    /// The answers that were scored.
    #[must_use]
    pub fn answers(&self) -> &'a Answers<'a> {
        self.answers
    }

    /// The edition by which they were scored.
    #[must_use]
    pub fn edition(&self) -> &'a Edition {
        self.answers.edition()
    }

    /// The sum of the blocks, exact.
    #[must_use]
    pub fn total(&self) -> Points {
        self.total
    }

    /// How the blocks were scaled, where some left because they do not apply.
    #[must_use]
    pub fn rescale(&self) -> Option<&Rescale> {
        self.rescale.as_ref()
    }

    /// The blocks in official order.
    #[must_use]
    pub fn blocks(&self) -> &[BlockScore<'a>] {
        &self.blocks
    }

    /// Every indicator in official order.
    pub fn indicators(&self) -> impl Iterator<Item = &IndicatorScore<'a>> {
        self.blocks.iter().flat_map(|block| &block.indicators)
    }

    /// The category, and how far the next one is.
    #[must_use]
    pub fn placement(&self) -> &Placement<'a> {
        &self.placement
    }

    /// Every gate of the edition with its state.
    #[must_use]
    pub fn gates(&self) -> &[GateScore<'a>] {
        &self.gates
    }

    /// The points of a node; `None` for a node that this edition does not have, and for one inside a
    /// block or row that was stated as a whole: nothing is known about its parts.
    #[must_use]
    pub fn points_of(&self, node: &Address) -> Option<Points> {
        if *node == Address::Total {
            return Some(self.total);
        }
        for block in &self.blocks {
            if matches!(node, Address::Block(id) if *id == block.block.id) {
                return Some(block.points);
            }
            for row in &block.indicators {
                let stated = block.basis == Basis::Stated;
                if matches!(node, Address::Indicator(id) if *id == row.indicator.id) {
                    return (!stated).then_some(row.points);
                }
                let Address::Question(id) = node else { continue };
                let mut questions = row.questions.iter();
                if let Some(found) = questions.find(|known| known.question.id == *id) {
                    let stated = stated || row.basis == Basis::Stated;
                    return (!stated).then_some(found.leaf.points);
                }
            }
        }
        None
    }
}
