//! Where points are lost, and by whose questions.

use std::collections::BTreeMap;

use super::scorecard::Scorecard;
use super::trace::{Basis, BlockScore, IndicatorScore};
use crate::answers::Address;
use crate::edition::{Agency, Edition};
use crate::id::AgencyId;
use crate::points::Points;

/// Points that a node did not earn, at the deepest level the answers reach.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Loss<'a> {
    /// The node.
    pub node: Address,
    /// What it is called: the question's text, or the name of the row or block.
    pub name: &'a str,
    /// What it could still earn. Under a cap, never more than the room its row has left.
    pub lost: Points,
    /// Its maximum.
    pub maximum: Points,
    /// The agencies that own it; none are known for a block as a whole.
    pub agencies: Vec<&'a Agency>,
    /// The row or block it belongs to, and what that has left to earn.
    row: &'a str,
    room: Points,
}

/// Points lost in the questions of one agency.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AgencyLoss<'a> {
    /// The agency.
    pub agency: &'a Agency,
    /// Lost in what it owns alone.
    pub alone: Points,
    /// Lost in what it shares with others; the same points stand with each of them.
    pub shared: Points,
}

impl<'a> Scorecard<'a> {
    /// Where points are lost, largest first.
    #[must_use]
    pub fn losses(&self) -> Vec<Loss<'a>> {
        losses(self)
    }

    /// Points lost per agency, largest first.
    #[must_use]
    pub fn agency_losses(&self) -> Vec<AgencyLoss<'a>> {
        by_agency(self.edition(), &self.losses())
    }
}

fn losses<'a>(card: &Scorecard<'a>) -> Vec<Loss<'a>> {
    let mut losses = Vec::new();
    for block in card.blocks() {
        if block.basis == Basis::Parts {
            for row in block.indicators.iter().filter(|row| row.basis != Basis::Left) {
                row_losses(card.edition(), row, &mut losses);
            }
        } else if block.basis != Basis::Left {
            losses.push(block_loss(block));
        }
    }
    losses.retain(|loss| !loss.lost.is_zero());
    // The sort is stable: equal losses stay in official order.
    losses.sort_by_key(|loss| std::cmp::Reverse(loss.lost));
    losses
}

fn block_loss<'a>(block: &BlockScore<'a>) -> Loss<'a> {
    Loss {
        node: Address::Block(block.block.id.clone()),
        name: &block.block.name,
        lost: block.block.maximum - block.points,
        maximum: block.block.maximum,
        agencies: Vec::new(),
        row: block.block.id.as_str(),
        room: block.block.maximum - block.points,
    }
}

fn row_losses<'a>(edition: &'a Edition, row: &IndicatorScore<'a>, losses: &mut Vec<Loss<'a>>) {
    let room = row.indicator.maximum - row.points;
    if row.basis == Basis::Parts {
        let staying = row.questions.iter().filter(|question| question.leaf.left().is_none());
        losses.extend(staying.map(|question| Loss {
            node: Address::Question(question.question.id.clone()),
            name: &question.question.measure.text,
            lost: (question.question.maximum - question.leaf.points).min(room),
            maximum: question.question.maximum,
            agencies: agencies(edition, &question.question.measure.agencies),
            row: row.indicator.id.as_str(),
            room,
        }));
        return;
    }
    let owners: Vec<AgencyId> = match row.indicator.measure() {
        Some(measure) => measure.agencies.clone(),
        None => {
            let mut owners: Vec<AgencyId> = Vec::new();
            for question in row.indicator.questions() {
                for agency in &question.measure.agencies {
                    if !owners.contains(agency) {
                        owners.push(agency.clone());
                    }
                }
            }
            owners
        }
    };
    losses.push(Loss {
        node: Address::Indicator(row.indicator.id.clone()),
        name: &row.indicator.name,
        lost: room,
        maximum: row.indicator.maximum,
        agencies: agencies(edition, &owners),
        row: row.indicator.id.as_str(),
        room,
    });
}

fn agencies<'a>(edition: &'a Edition, ids: &[AgencyId]) -> Vec<&'a Agency> {
    ids.iter().filter_map(|id| edition.agency(id)).collect()
}

/// What each agency's questions lose. A capped row cannot lose more than the room it has left, so an
/// agency's part in one row is cut to that, what it shares first.
fn by_agency<'a>(edition: &'a Edition, losses: &[Loss<'a>]) -> Vec<AgencyLoss<'a>> {
    #[derive(Default)]
    struct Part {
        alone: Points,
        shared: Points,
        room: Points,
    }
    let mut parts: BTreeMap<(&AgencyId, &str), Part> = BTreeMap::new();
    for loss in losses {
        for agency in &loss.agencies {
            let part = parts.entry((&agency.id, loss.row)).or_default();
            part.room = loss.room;
            if loss.agencies.len() == 1 {
                part.alone += loss.lost;
            } else {
                part.shared += loss.lost;
            }
        }
    }
    let mut sums: BTreeMap<&AgencyId, (Points, Points)> = BTreeMap::new();
    for ((agency, _), part) in parts {
        let alone = part.alone.min(part.room);
        let (sum_alone, sum_shared) = sums.entry(agency).or_default();
        *sum_alone += alone;
        *sum_shared += part.shared.min(part.room - alone);
    }
    let mut agencies: Vec<AgencyLoss<'a>> = edition
        .agencies()
        .iter()
        .filter_map(|agency| {
            let (alone, shared) = *sums.get(&agency.id)?;
            Some(AgencyLoss { agency, alone, shared })
        })
        .collect();
    agencies.sort_by_key(|loss| std::cmp::Reverse((loss.alone + loss.shared, loss.alone)));
    agencies
}
