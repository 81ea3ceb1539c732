//! What keeps the best that can be reached below everything.

use std::collections::BTreeSet;

use kla::{Address, Answers, Basis, Points, Scorecard, score};

use super::leaves::{Leaves, PlanLeaf, Together};
use super::outcome::Stage;
use super::problem::Pick;
use super::query::{Outcomes, PlanQuery, Within};

/// Points that no plan of this kind can reach, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Ceiling {
    /// Why.
    pub why: CeilingKind,
    /// How many.
    pub points: Points,
    /// The nodes it is about, where they can be named.
    pub nodes: Vec<Address>,
}

/// Why points cannot be reached.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CeilingKind {
    /// The work takes longer than there is.
    Hours,
    /// They are figures of how children fare, which a plan does not promise.
    Outcomes,
    /// The user has said that nothing can change there.
    Locked,
    /// Only the whole of a block or row is known, not its questions.
    Wholes,
    /// What does not apply earns nothing, or no answer could be found that earns them.
    Rest,
}

impl CeilingKind {
    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            CeilingKind::Hours => "hours",
            CeilingKind::Outcomes => "outcomes",
            CeilingKind::Locked => "locked",
            CeilingKind::Wholes => "wholes",
            CeilingKind::Rest => "rest",
        }
    }
}

/// The most that can be reached, and what the rest of the edition's total is, each part with its reason:
/// together they are the total.
pub(super) fn ceilings<'e>(
    leaves: &Leaves<'_, 'e>,
    claimed: &Scorecard<'_>,
    start: &Answers<'e>,
) -> (Points, Vec<Ceiling>) {
    let card = score(start);
    let best = |query: &PlanQuery<'_>| {
        let open = Leaves { query, ..*leaves }.open(claimed, &card);
        let stage = Stage { leaves: &open, start, given: leaves.answers };
        score(&stage.answers(&all(&open))).total()
    };
    let mut query = leaves.query.clone();
    let reached = best(&query);
    let mut found = Vec::new();
    let mut before = reached;
    let mut step = |why, query: &PlanQuery<'_>, nodes: Vec<Address>| {
        let now = best(query);
        if now > before {
            found.push(Ceiling { why, points: now - before, nodes });
            before = now;
        }
    };
    query.within = Within::Any;
    step(CeilingKind::Hours, &query, Vec::new());
    query.outcomes = Outcomes::Improve;
    step(CeilingKind::Outcomes, &query, Vec::new());
    let is_locked =
        |node: &Address| query.locked.contains(node) || query.effort.locked.contains(node);
    let named = leaves.edition.addresses().filter_map(|id| leaves.edition.address(id));
    let locked: Vec<Address> = named.filter(is_locked).collect();
    query.locked = BTreeSet::new();
    query.effort.locked = BTreeSet::new();
    step(CeilingKind::Locked, &query, locked);
    let (wholes, room) = wholes(claimed, &card);
    let mut rest = leaves.edition.total() - before;
    // Where parts are scaled, the room of wholes counts for more or less than itself.
    let room = room.min(rest);
    if !room.is_zero() {
        found.push(Ceiling { why: CeilingKind::Wholes, points: room, nodes: wholes });
        rest = rest - room;
    }
    if !rest.is_zero() {
        found.push(Ceiling { why: CeilingKind::Rest, points: rest, nodes: Vec::new() });
    }
    (reached, found)
}

/// Every question at its best.
pub(super) fn all(leaves: &[PlanLeaf<'_>]) -> Vec<Pick> {
    let mut picks = Vec::new();
    for (leaf, open) in leaves.iter().enumerate() {
        let choices = 0..open.choices.len();
        match open.together {
            Together::One => {
                let best = choices.max_by_key(|place| (open.choices[*place].points, *place));
                picks.extend(best.map(|choice| Pick { leaf, choice }));
            }
            Together::Lead | Together::Items => {
                picks.extend(choices.map(|choice| Pick { leaf, choice }));
            }
        }
    }
    picks
}

/// The blocks and rows of which only the whole is known, and the points between what they earn at the
/// baseline and their maxima.
pub(super) fn wholes(claimed: &Scorecard<'_>, start: &Scorecard<'_>) -> (Vec<Address>, Points) {
    let (mut nodes, mut room) = (Vec::new(), Points::ZERO);
    for (block, now) in claimed.blocks().iter().zip(start.blocks()) {
        if block.basis == Basis::Stated {
            nodes.push(Address::Block(block.block.id.clone()));
            room += block.block.maximum - now.points;
            continue;
        }
        let rows = block.indicators.iter().zip(&now.indicators);
        for (row, now) in rows.filter(|(row, _)| row.basis == Basis::Stated) {
            nodes.push(Address::Indicator(row.indicator.id.clone()));
            room += row.indicator.maximum - now.points;
        }
    }
    (nodes, room)
}
