//! Where performance rose and fell: by question where both years know them, else by what is compared;
//! and by agency.

use kla::{
    Address, Agency, AgencyId, AnswerLeaf, Basis, EvidenceStatus, IndicatorScore, LeafScore, Points,
};

use super::{BridgeItem, BridgeRest, ItemKind, Side, YearBridge, pairing};

/// A question, row or block of which both years know the points.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LeafChange<'a> {
    /// Its nodes in the earlier edition.
    pub from: Vec<Address>,
    /// Its nodes in the later edition.
    pub to: Vec<Address>,
    /// What it is called, or what it asks, in the later edition.
    pub name: &'a str,
    /// What it earned in the earlier year.
    pub before: Points,
    /// What that attainment is worth by the rules of the later year.
    pub carried: Points,
    /// What it earned in the later year.
    pub after: Points,
    /// The most it can earn in the later year.
    pub maximum: Points,
    /// Whether it applies in both years.
    pub applies: bool,
    /// The agencies that own it in the later edition.
    pub agencies: Vec<&'a Agency>,
}

/// What the questions of a row together do not explain of its performance: its cap, or scaling.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct RowRest {
    /// The row.
    pub node: Address,
    /// Its performance without that of its questions.
    pub performance: Points,
}

/// A question whose evidence another word of a verifier counts for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StatusChange<'a> {
    /// The question, or the row that is measured itself.
    pub node: Address,
    /// What it asks.
    pub name: &'a str,
    /// What was said of its evidence in the earlier year.
    pub before: EvidenceStatus,
    /// What is said of it in the later year.
    pub after: EvidenceStatus,
}

impl StatusChange<'_> {
    /// Whether accepted evidence was lost; else it was gained.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.before == EvidenceStatus::Accepted
    }
}

/// The performance of the questions of one agency.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AgencyChange<'a> {
    /// The agency.
    pub agency: &'a Agency,
    /// Of what it owns alone.
    pub alone: Points,
    /// Of what it shares with others; the same points stand with each of them.
    pub shared: Points,
}

/// Performance by agency.
///
/// Invariant: what agencies own alone, `shared`, `nobody` and `rests` are the performance of the total.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AgencyChanges<'a> {
    /// The agencies that own something, in the order of the later edition.
    pub agencies: Vec<AgencyChange<'a>>,
    /// What several agencies own, each question once.
    pub shared: Points,
    /// What no agency is known to own.
    pub nobody: Points,
    /// What caps and scaling of rows make of it.
    pub rests: Points,
}

impl LeafChange<'_> {
    /// What another attainment made of it.
    #[must_use]
    pub fn performance(&self) -> Points {
        self.after - self.carried
    }

    /// What both years miss, by the rules of the later one; nothing where it did not apply in one of
    /// them.
    #[must_use]
    pub fn persistent(&self) -> Points {
        if self.applies { self.maximum - self.carried.max(self.after) } else { Points::ZERO }
    }
}

impl<'a> YearBridge<'_, 'a> {
    /// Every mapped item in the order of the later edition, by question where both years know them.
    /// Their performance and that of [`YearBridge::row_rests`] is that of the total.
    #[must_use]
    pub fn leaves(&self) -> Vec<LeafChange<'a>> {
        let mut leaves = Vec::new();
        for item in self.of_kind(ItemKind::Mapped) {
            match self.rows(item) {
                Some((before, after)) => {
                    leaves.extend(questions(self, before, after));
                }
                None => leaves.push(self.whole(item)),
            }
        }
        leaves
    }

    /// What caps and scaling make of the performance of rows whose questions are told one by one.
    #[must_use]
    pub fn row_rests(&self) -> Vec<RowRest> {
        let mut rests = Vec::new();
        for item in self.of_kind(ItemKind::Mapped) {
            let Some((before, after)) = self.rows(item) else { continue };
            let told: Points = questions(self, before, after).map(|leaf| leaf.performance()).sum();
            let performance = item.terms().performance - told;
            if !performance.is_zero() {
                let node = Address::Indicator(after.indicator.id.clone());
                rests.push(RowRest { node, performance });
            }
        }
        rests
    }

    /// The row of both years, where its questions can be told one by one: by the same rules, and known
    /// in both.
    fn rows(&self, item: &BridgeItem<'a>) -> Option<(&IndicatorScore<'a>, &IndicatorScore<'a>)> {
        let ([Address::Indicator(from)], [Address::Indicator(to)]) =
            (item.from.as_slice(), item.to.as_slice())
        else {
            return None;
        };
        if !self.same_rules() || from != to {
            return None;
        }
        let row = |side: Side| {
            let row = self.card(side).indicators().find(|row| row.indicator.id == *to)?;
            (row.basis != Basis::Stated && !row.questions.is_empty()).then_some(row)
        };
        Some((row(Side::Before)?, row(Side::After)?))
    }

    fn whole(&self, item: &BridgeItem<'a>) -> LeafChange<'a> {
        let edition = self.after.edition();
        let name = match item.to.first() {
            Some(Address::Block(id)) => {
                edition.block(id.as_str()).map_or("", |block| block.name.as_str())
            }
            Some(Address::Indicator(id)) => {
                edition.indicator(id.as_str()).map_or("", |row| row.name.as_str())
            }
            Some(Address::Question(id)) => {
                edition.question(id.as_str()).map_or("", |question| question.measure.text.as_str())
            }
            Some(Address::Total) | None => "",
        };
        let applies = |side: Side, nodes: &[Address]| {
            let card = self.card(side);
            nodes.iter().all(|node| match node {
                Address::Block(id) => card
                    .blocks()
                    .iter()
                    .all(|block| block.block.id != *id || block.basis != Basis::Left),
                Address::Indicator(id) => {
                    card.indicators().all(|row| row.indicator.id != *id || row.basis != Basis::Left)
                }
                Address::Total | Address::Question(_) => true,
            })
        };
        LeafChange {
            from: item.from.clone(),
            to: item.to.clone(),
            name,
            before: item.before,
            carried: item.carried,
            after: item.after,
            maximum: item.maximum_after,
            applies: applies(Side::Before, &item.from) && applies(Side::After, &item.to),
            agencies: item.agencies.clone(),
        }
    }

    /// Questions whose evidence was accepted in one year only; none where the years have other rules.
    #[must_use]
    pub fn statuses(&self) -> Vec<StatusChange<'a>> {
        if !self.same_rules() {
            return Vec::new();
        }
        let (before, after) = (self.before.answers(), self.after.answers());
        // Inside a whole that is known only as such an answer does not count, nor does its evidence.
        let counts =
            |leaf: &AnswerLeaf<'_>, side: Side| self.card(side).points_of(&leaf.address).is_some();
        let pairs = before.leaves().zip(after.leaves());
        let pairs =
            pairs.filter(|(_, leaf)| counts(leaf, Side::Before) && counts(leaf, Side::After));
        pairs
            .map(|(old, new)| StatusChange {
                before: before.evidence_status(old.response),
                after: after.evidence_status(new.response),
                name: &new.measure.text,
                node: new.address,
            })
            .filter(|change| {
                let accepted = |status| status == EvidenceStatus::Accepted;
                accepted(change.before) != accepted(change.after)
            })
            .collect()
    }

    /// Performance by agency.
    #[must_use]
    pub fn agencies(&self) -> AgencyChanges<'a> {
        let leaves = self.leaves();
        let sum = |wanted: &dyn Fn(&LeafChange<'_>) -> bool| -> Points {
            leaves.iter().filter(|leaf| wanted(leaf)).map(LeafChange::performance).sum()
        };
        let owns = |leaf: &LeafChange<'_>, id: &AgencyId| {
            leaf.agencies.iter().any(|agency| agency.id == *id)
        };
        let agencies = self.after.edition().agencies().iter();
        let agencies = agencies.filter(|agency| leaves.iter().any(|leaf| owns(leaf, &agency.id)));
        let agencies = agencies.map(|agency| AgencyChange {
            agency,
            alone: sum(&|leaf| leaf.agencies.len() == 1 && owns(leaf, &agency.id)),
            shared: sum(&|leaf| leaf.agencies.len() > 1 && owns(leaf, &agency.id)),
        });
        AgencyChanges {
            agencies: agencies.collect(),
            shared: sum(&|leaf| leaf.agencies.len() > 1),
            nobody: sum(&|leaf| leaf.agencies.is_empty()),
            rests: self.row_rests().iter().map(|rest| rest.performance).sum(),
        }
    }
}

/// The questions of a row in both years; the same rules give both the same questions.
fn questions<'q, 'a: 'q>(
    bridge: &'q YearBridge<'_, 'a>,
    before: &'q IndicatorScore<'a>,
    after: &'q IndicatorScore<'a>,
) -> impl Iterator<Item = LeafChange<'a>> + 'q {
    let stays = |leaf: &LeafScore<'_>| leaf.left().is_none();
    before.questions.iter().zip(&after.questions).map(move |(old, new)| {
        let node = vec![Address::Question(new.question.id.clone())];
        LeafChange {
            agencies: pairing::owners(bridge.after.edition(), &node),
            from: node.clone(),
            to: node,
            name: &new.question.measure.text,
            before: old.leaf.points,
            carried: old.leaf.points,
            after: new.leaf.points,
            maximum: new.question.maximum,
            applies: stays(&old.leaf) && stays(&new.leaf),
        }
    })
}

impl BridgeRest {
    /// What it adds to the change.
    #[must_use]
    pub fn change(&self) -> Points {
        self.after - self.before
    }
}
