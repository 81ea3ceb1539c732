//! The scorecard: total, blocks, gates and category. What else can be asked of it is answered by the
//! modules beside this one.

use super::gate::{self, GateScore, GateState};
use super::placement::{self, Placement};
use super::trace::{Basis, BlockScore, IndicatorScore, Rescale, settled};
use crate::answers::{Address, Answers};
use crate::edition::{Edition, GateEffect, RowPlace};
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

    /// What the total would come to if the blocks that stay earned so much together.
    #[must_use]
    pub fn if_earned(&self, earned: Points) -> Points {
        settled(self.rescale.as_ref(), self.edition().total(), earned)
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

    /// The category if gates of which nothing is known were all passed, or all failed: how the score
    /// stands at its best and at its worst.
    #[must_use]
    pub fn placement_if(&self, unknown: GateState) -> Placement<'a> {
        let settled = |gate: &GateScore<'a>| {
            let state = match gate.state {
                GateState::Unknown => unknown,
                known => known,
            };
            GateScore { gate: gate.gate, state, condition: gate.condition.clone() }
        };
        let gates: Vec<GateScore<'a>> = self.gates.iter().map(settled).collect();
        Placement::of(self.edition(), self.total, &gates)
    }

    /// The lowest category that a failed gate keeps out of reach, by its place.
    pub(super) fn limit(&self) -> Option<usize> {
        placement::limit(self.edition(), &self.gates)
    }

    /// Every gate of the edition with its state.
    #[must_use]
    pub fn gates(&self) -> &[GateScore<'a>] {
        &self.gates
    }

    /// The failed gate that keeps the result below the category of its points, if one does: the one that
    /// speaks about the lowest category.
    #[must_use]
    pub fn kept_by(&self) -> Option<&GateScore<'a>> {
        self.placement.without_gates?;
        let categories = &self.edition().bands().categories;
        let place = |gate: &GateScore<'_>| {
            categories.iter().position(|category| category.id == gate.gate.category)
        };
        let caps = |gate: &&GateScore<'_>| {
            gate.gate.effect == GateEffect::Cap && gate.state == GateState::Failed
        };
        self.gates.iter().filter(caps).min_by_key(|gate| place(gate))
    }

    /// The points of a node; `None` for a node that this edition does not have, and for one inside a
    /// block or row that was stated as a whole: nothing is known about its parts.
    #[must_use]
    pub fn points_of(&self, node: &Address) -> Option<Points> {
        let index = self.edition().index();
        let row_at = |place: RowPlace| {
            let block = self.blocks.get(place.block)?;
            Some((block.basis == Basis::Stated, block.indicators.get(place.row)?))
        };
        match node {
            Address::Total => Some(self.total),
            Address::Block(id) => {
                self.blocks.iter().find(|block| block.block.id == *id).map(|block| block.points)
            }
            Address::Indicator(id) => {
                let (stated, row) = row_at(index.indicator(id.as_str())?)?;
                (!stated).then_some(row.points)
            }
            Address::Question(id) => {
                let (place, question) = index.question(id.as_str())?;
                let (stated, row) = row_at(place)?;
                let points = row.questions.get(question)?.leaf.points;
                (!stated && row.basis != Basis::Stated).then_some(points)
            }
        }
    }
}
