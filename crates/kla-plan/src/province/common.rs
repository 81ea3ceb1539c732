//! Where many regions lose points, which is where their province can help all of them at once.

use std::collections::BTreeMap;

use kla::{Address, Agency, Edition, Points};

use super::assess::Assessed;

/// A question, row or block in which regions lose points.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CommonLoss<'e> {
    /// The node.
    pub node: Address,
    /// What it asks, or what it is called.
    pub name: &'e str,
    /// In how many regions it loses points.
    pub lost_in: usize,
    /// Of how many regions its points are known: others do not answer at this depth, or it does not apply.
    pub known_in: usize,
    /// What the regions' totals would gain together if it were at its maximum everywhere.
    pub lost: Points,
    /// The agencies that own it.
    pub agencies: Vec<&'e Agency>,
}

/// The losses of some regions under one edition: those of most regions first, then those of most points,
/// then in official order.
pub(super) fn common<'e>(edition: &Edition, regions: &[&Assessed<'e>]) -> Vec<CommonLoss<'e>> {
    let mut known: BTreeMap<&Address, usize> = BTreeMap::new();
    let mut losses: BTreeMap<&Address, CommonLoss<'e>> = BTreeMap::new();
    for region in regions {
        for node in &region.known {
            *known.entry(node).or_default() += 1;
        }
        for loss in &region.losses {
            let sum = losses.entry(&loss.node).or_insert_with(|| CommonLoss {
                node: loss.node.clone(),
                name: loss.name,
                lost_in: 0,
                known_in: 0,
                lost: Points::ZERO,
                agencies: loss.agencies.clone(),
            });
            sum.lost_in += 1;
            sum.lost += loss.lost;
        }
    }
    let mut losses: Vec<CommonLoss<'e>> = official(edition)
        .iter()
        .filter_map(|node| {
            let mut loss = losses.remove(node)?;
            loss.known_in = known.get(node).copied().unwrap_or_default();
            Some(loss)
        })
        .collect();
    // The sort is stable: equal losses stay in official order.
    losses.sort_by_key(|loss| std::cmp::Reverse((loss.lost_in, loss.lost)));
    losses
}

/// Every node below the total in official order.
fn official(edition: &Edition) -> Vec<Address> {
    let mut nodes = Vec::new();
    for block in edition.blocks() {
        nodes.push(Address::Block(block.id.clone()));
        for row in &block.indicators {
            nodes.push(Address::Indicator(row.id.clone()));
            nodes.extend(row.questions().iter().map(|one| Address::Question(one.id.clone())));
        }
    }
    nodes
}
