//! Conditions beside the points, as bits and counts that a search can carry along.

use std::collections::BTreeMap;

use kla::{Address, Condition, Gate, GateEffect, Points, Scorecard};

use super::frontier::{Key, SHARES};

/// The conditions that a plan must meet, without what holds at the start and stays.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    needs: Vec<Needed>,
    /// The parts that are bits, by node and least points, in millionths.
    pub(super) bits: Vec<(Address, i128)>,
    /// The shares at which rows are counted, in percent.
    pub(super) shares: Vec<Points>,
    /// How many rows are asked for at each.
    pub(super) most: [u16; SHARES],
}

/// A condition in terms of a key.
#[derive(Clone, Debug)]
enum Needed {
    All(Vec<Needed>),
    Any(Vec<Needed>),
    Held(u32),
    Reached(usize, u16),
    Sure,
}

impl Wanted {
    /// What gates ask for beyond what the start holds; `None` where there is more than a search carries.
    pub(super) fn of(gates: &[&Gate], start: &Scorecard<'_>) -> Option<Wanted> {
        let mut wanted = Wanted::default();
        for gate in gates {
            let need = wanted.translate(&gate.condition, start)?;
            wanted.needs.push(need);
        }
        Some(wanted)
    }

    /// Whether nothing is asked for.
    pub(super) fn is_met_at_start(&self) -> bool {
        self.holds(&Key::default())
    }

    pub(super) fn holds(&self, key: &Key) -> bool {
        fn holds(need: &Needed, key: &Key) -> bool {
            match need {
                Needed::All(parts) => parts.iter().all(|part| holds(part, key)),
                Needed::Any(parts) => parts.iter().any(|part| holds(part, key)),
                Needed::Held(bit) => key.held & (1 << bit) != 0,
                Needed::Reached(share, number) => key.reached[*share] >= *number,
                Needed::Sure => true,
            }
        }
        self.needs.iter().all(|need| holds(need, key))
    }

    fn translate(&mut self, condition: &Condition, start: &Scorecard<'_>) -> Option<Needed> {
        let mut all = |parts: &[Condition]| -> Option<Vec<Needed>> {
            parts.iter().map(|part| self.translate(part, start)).collect()
        };
        Some(match condition {
            Condition::All(parts) => Needed::All(all(parts)?),
            Condition::Any(parts) => Needed::Any(all(parts)?),
            Condition::Question(id, least) => {
                self.bit(Address::Question(id.clone()), *least, start)?
            }
            Condition::Indicator(id, least) => {
                self.bit(Address::Indicator(id.clone()), *least, start)?
            }
            Condition::Indicators { number, share } => {
                let reached = start.indicators().filter(|row| reaches(row, *share)).count();
                match u16::try_from(number.saturating_sub(reached)).ok()? {
                    0 => Needed::Sure,
                    number => {
                        let slot = self.slot(*share)?;
                        self.most[slot] = self.most[slot].max(number);
                        Needed::Reached(slot, number)
                    }
                }
            }
            _ => return None,
        })
    }

    fn bit(&mut self, node: Address, least: Points, start: &Scorecard<'_>) -> Option<Needed> {
        if is_given(start, &node) && start.points_of(&node).is_some_and(|points| points >= least) {
            return Some(Needed::Sure);
        }
        let bit = (node, least.millionths());
        let place = self.bits.iter().position(|known| *known == bit).unwrap_or_else(|| {
            self.bits.push(bit);
            self.bits.len() - 1
        });
        let place = u32::try_from(place).ok()?;
        (place < u64::BITS).then_some(Needed::Held(place))
    }

    fn slot(&mut self, share: Points) -> Option<usize> {
        let place = self.shares.iter().position(|known| *known == share).unwrap_or_else(|| {
            self.shares.push(share);
            self.shares.len() - 1
        });
        (place < SHARES).then_some(place)
    }

    /// The bits of a node and the least points of each.
    pub(super) fn bits_of(&self) -> BTreeMap<&Address, Vec<(u32, i128)>> {
        let mut by_node: BTreeMap<&Address, Vec<(u32, i128)>> = BTreeMap::new();
        for (place, (node, least)) in (0_u32..).zip(&self.bits) {
            by_node.entry(node).or_default().push((place, *least));
        }
        by_node
    }
}

/// Whether points are so much of a maximum: points ÷ maximum ≥ share ÷ 100, without dividing.
pub(super) fn is_share(points: i128, maximum: Points, share: Points) -> bool {
    points * 100 * MILLION >= share.millionths() * maximum.millionths()
}

const MILLION: i128 = 1_000_000;

/// Whether a row that was given has reached a share of its maximum, as a gate counts it.
pub(super) fn reaches(row: &kla::IndicatorScore<'_>, share: Points) -> bool {
    let counts = match row.basis {
        kla::Basis::Nothing | kla::Basis::Left => false,
        kla::Basis::Parts | kla::Basis::Measured | kla::Basis::Stated => true,
    };
    counts && is_share(row.points.millionths(), row.indicator.maximum, share)
}

/// Whether anything counts as given for a node, so that a gate knows it.
fn is_given(card: &Scorecard<'_>, node: &Address) -> bool {
    match node {
        Address::Indicator(id) => {
            card.indicators().any(|row| row.indicator.id == *id && row.is_given())
        }
        Address::Question(id) => card
            .indicators()
            .flat_map(|row| &row.questions)
            .any(|question| question.question.id == *id && question.leaf.response.state.is_given()),
        Address::Total | Address::Block(_) => true,
    }
}

/// The gates that a plan to a category must pass: those that would keep the result below it, and, if all
/// are wanted, those that only speak about it or a lower one.
pub(super) fn gates<'e>(
    edition: &'e kla::Edition,
    target: usize,
    wanted: super::query::Conditions,
) -> Vec<&'e Gate> {
    let categories = &edition.bands().categories;
    let place = |gate: &Gate| categories.iter().position(|one| one.id == gate.category);
    edition
        .gates()
        .iter()
        .filter(|gate| place(gate).is_some_and(|place| place <= target))
        .filter(|gate| gate.effect == GateEffect::Cap || wanted == super::query::Conditions::All)
        .collect()
}
