//! Where points are lost, and by whose questions.

use std::collections::BTreeMap;

use super::scorecard::Scorecard;
use super::trace::{Basis, BlockScore, IndicatorScore, Rescale};
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
    /// What the total would gain if this node alone were at its maximum: under a cap less than the node
    /// misses, where parts left and the rest was scaled up, more.
    pub lost: Points,
    /// Its maximum.
    pub maximum: Points,
    /// The agencies that own it; none are known for a block as a whole.
    pub agencies: Vec<&'a Agency>,
    /// The row or block it belongs to, and what the total would gain if all of that were full.
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
        let whole = Whole { card, block };
        if block.basis == Basis::Parts {
            for row in block.indicators.iter().filter(|row| row.basis != Basis::Left) {
                whole.row_losses(row, &mut losses);
            }
        } else if block.basis != Basis::Left {
            losses.push(whole.loss());
        }
    }
    losses.retain(|loss| !loss.lost.is_zero());
    // The sort is stable: equal losses stay in official order.
    losses.sort_by_key(|loss| std::cmp::Reverse(loss.lost));
    losses
}

/// A block within its score.
struct Whole<'c, 'a> {
    card: &'c Scorecard<'a>,
    block: &'c BlockScore<'a>,
}

impl<'a> Whole<'_, 'a> {
    /// What the block loses, of which nothing more is known.
    fn loss(&self) -> Loss<'a> {
        let block = self.block.block;
        let lost = self.gain(block.maximum);
        Loss {
            node: Address::Block(block.id.clone()),
            name: &block.name,
            lost,
            maximum: block.maximum,
            agencies: Vec::new(),
            row: block.id.as_str(),
            room: lost,
        }
    }

    fn row_losses(&self, row: &IndicatorScore<'a>, losses: &mut Vec<Loss<'a>>) {
        let edition = self.card.edition();
        let open: Points = row
            .questions
            .iter()
            .filter(|question| question.leaf.left().is_none())
            .map(|question| question.question.maximum - question.leaf.points)
            .sum();
        let is_sum = row.basis == Basis::Parts;
        let full = if is_sum { row.if_earned(row.earned + open) } else { row.indicator.maximum };
        let room = self.gain_of_row(row, full);
        if is_sum {
            let staying = row.questions.iter().filter(|question| question.leaf.left().is_none());
            losses.extend(staying.map(|question| {
                let missing = question.question.maximum - question.leaf.points;
                Loss {
                    node: Address::Question(question.question.id.clone()),
                    name: &question.question.measure.text,
                    lost: self.gain_of_row(row, row.if_earned(row.earned + missing)),
                    maximum: question.question.maximum,
                    agencies: agencies(edition, &question.question.measure.agencies),
                    row: row.indicator.id.as_str(),
                    room,
                }
            }));
            return;
        }
        losses.push(Loss {
            node: Address::Indicator(row.indicator.id.clone()),
            name: &row.indicator.name,
            lost: room,
            maximum: row.indicator.maximum,
            agencies: agencies(edition, &row.indicator.owners()),
            row: row.indicator.id.as_str(),
            room,
        });
    }

    /// What the total gains if a row comes to some points.
    fn gain_of_row(&self, row: &IndicatorScore<'_>, points: Points) -> Points {
        let gain = points - row.points;
        self.gain(match self.block.rescale {
            Some(rescale) => scaled(rescale, gain),
            None => self.block.points + gain,
        })
    }

    /// What the total gains if the block comes to some points.
    fn gain(&self, points: Points) -> Points {
        let gain = points - self.block.points;
        match self.card.rescale() {
            Some(rescale) => scaled(*rescale, gain) - self.card.total(),
            None => gain,
        }
    }
}

/// What a scaled whole comes to if what stayed earns so much more.
fn scaled(rescale: Rescale, more: Points) -> Points {
    let Rescale { whole, stayed, earned, round, .. } = rescale;
    Rescale::of(whole, stayed, earned + more, round).map_or(Points::ZERO, |after| after.points())
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
