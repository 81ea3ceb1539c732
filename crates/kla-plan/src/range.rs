//! What the four marks of a score say: of every node, of the conditions, and of what holds them up.

use kla::{
    Address, Basis, Category, EvidenceStatus, Gate, GateEffect, GateState, Points, Scorecard,
};

use crate::marks::{Mark, MarkedCards};

/// The marks of one node.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NodeMarks<'a> {
    /// The node.
    pub node: Address,
    /// What it is called, or what it asks; empty for the total.
    pub name: &'a str,
    /// The most it can earn.
    pub maximum: Points,
    /// Verified, evidenced, claimed and potential points; they do not fall.
    pub points: [Points; 4],
    /// Whether the claimed points are known; where a block or row is stated as a whole, those of its
    /// parts are not, and nothing is said of them.
    pub known: bool,
}

/// How many answers verifiers have looked at.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Verdicts {
    /// Accepted.
    pub accepted: usize,
    /// Rejected.
    pub rejected: usize,
    /// With evidence that nobody has looked at.
    pub unchecked: usize,
    /// Without evidence.
    pub missing: usize,
}

impl Verdicts {
    /// Whether a verifier has decided on any answer.
    #[must_use]
    pub fn any(&self) -> bool {
        self.accepted + self.rejected > 0
    }
}

/// A condition and how it counts at each mark.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GateMarks<'a> {
    /// The condition.
    pub gate: &'a Gate,
    /// What is known at each mark.
    pub states: [GateState; 4],
}

/// How far a total lies above the floor of its category.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Margin<'a> {
    /// The mark whose total it is.
    pub mark: Mark,
    /// The total.
    pub total: Points,
    /// The category reached, conditions included.
    pub category: &'a Category,
    /// The points above its floor.
    pub above: Points,
    /// The points of the total that nobody has verified.
    pub unverified: Points,
}

impl Margin<'_> {
    /// Whether the category holds, by its points, even if everything that is not verified is rejected.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.above >= self.unverified
    }
}

impl<'a> MarkedCards<'a> {
    /// The marks of every node: the total, then each block with its rows and questions, in official
    /// order.
    #[must_use]
    pub fn nodes(&self) -> Vec<NodeMarks<'a>> {
        let mut nodes = vec![self.node(Address::Total, "", self.claimed.edition().total())];
        for block in self.claimed.edition().blocks() {
            nodes.push(self.node(Address::Block(block.id.clone()), &block.name, block.maximum));
            for row in &block.indicators {
                nodes.push(self.node(Address::Indicator(row.id.clone()), &row.name, row.maximum));
                for question in row.questions() {
                    let node = Address::Question(question.id.clone());
                    nodes.push(self.node(node, &question.measure.text, question.maximum));
                }
            }
        }
        nodes
    }

    fn node(&self, node: Address, name: &'a str, maximum: Points) -> NodeMarks<'a> {
        let known = self.claimed.points_of(&node).is_some();
        NodeMarks { name, maximum, points: self.at(&node), known, node }
    }

    /// The blocks and rows whose claimed points are stated as a whole, in official order: they have no
    /// evidence of their own.
    #[must_use]
    pub fn wholes(&self) -> Vec<Address> {
        let mut wholes = Vec::new();
        for block in self.claimed.blocks() {
            if block.basis == Basis::Stated {
                wholes.push(Address::Block(block.block.id.clone()));
                continue;
            }
            let stated = block.indicators.iter().filter(|row| row.basis == Basis::Stated);
            wholes.extend(stated.map(|row| Address::Indicator(row.indicator.id.clone())));
        }
        wholes
    }

    /// How many of the answers that count have been looked at.
    #[must_use]
    pub fn verdicts(&self) -> Verdicts {
        let answers = self.claimed.answers();
        let mut verdicts = Verdicts::default();
        let counts = |leaf: &kla::AnswerLeaf<'_>| {
            leaf.response.speaks() && self.claimed.points_of(&leaf.address).is_some()
        };
        for leaf in answers.leaves().filter(counts) {
            let count = match answers.evidence_status(leaf.response) {
                EvidenceStatus::Accepted => &mut verdicts.accepted,
                EvidenceStatus::Rejected => &mut verdicts.rejected,
                EvidenceStatus::Unchecked => &mut verdicts.unchecked,
                EvidenceStatus::Missing => &mut verdicts.missing,
            };
            *count += 1;
        }
        verdicts
    }

    /// Every condition of the edition with its state at each mark.
    #[must_use]
    pub fn gates(&self) -> Vec<GateMarks<'a>> {
        let state = |mark: Mark, place: usize| {
            let gates = self.card(mark).gates();
            gates.get(place).map_or(GateState::Unknown, |gate| gate.state)
        };
        let gates = self.claimed.edition().gates().iter().enumerate();
        gates
            .map(|(place, gate)| GateMarks { gate, states: Mark::ALL.map(|m| state(m, place)) })
            .collect()
    }

    /// The condition that keeps a mark below the category of its points, if one does: of several the
    /// one that speaks about the lowest category.
    #[must_use]
    pub fn kept_by(&self, mark: Mark) -> Option<GateMarks<'a>> {
        self.placement(mark).without_gates?;
        let categories = &self.claimed.edition().bands().categories;
        let fails = |gate: &GateMarks<'_>| {
            gate.gate.effect == GateEffect::Cap && gate.counts(mark) == GateState::Failed
        };
        let place = |gate: &GateMarks<'_>| {
            categories.iter().position(|category| category.id == gate.gate.category)
        };
        self.gates().into_iter().filter(fails).min_by_key(place)
    }

    /// How far the total of a mark lies above the floor of its category; `None` where it has none.
    #[must_use]
    pub fn margin(&self, mark: Mark) -> Option<Margin<'a>> {
        let card: &Scorecard<'a> = self.card(mark);
        let reached = self.placement(mark).category?;
        let categories = &self.claimed.edition().bands().categories;
        let category = categories.iter().find(|category| category.id == reached.id)?;
        let total = card.total();
        Some(Margin {
            mark,
            total,
            category,
            above: total - category.from,
            unverified: total - self.verified.total(),
        })
    }
}

impl GateMarks<'_> {
    /// What is known of the condition at a mark.
    #[must_use]
    pub fn state(&self, mark: Mark) -> GateState {
        self.states.get(mark as usize).copied().unwrap_or(GateState::Unknown)
    }

    /// How the condition counts at a mark.
    #[must_use]
    pub fn counts(&self, mark: Mark) -> GateState {
        match self.state(mark) {
            GateState::Unknown => mark.unknown_gate(),
            known => known,
        }
    }
}
