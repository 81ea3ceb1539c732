//! What is at stake: for every question the points between what is verified and what is possible, and
//! what keeps them away.

use kla::{
    Address, Agency, Basis, BlockScore, Edition, Evidence, EvidenceStatus, IndicatorScore, Measure,
    Points, Scorecard,
};

use crate::marks::MarkedCards;

/// Why points are not safe, in the order in which they are mended.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Bucket {
    /// A verifier has rejected the evidence; it can be repaired.
    Rejected,
    /// Claimed, and no document is named.
    NoDocument,
    /// Claimed with a document that nobody has looked at.
    Unchecked,
    /// Not claimed.
    NotClaimed,
}

impl Bucket {
    /// All of them, in this order.
    pub const ALL: [Bucket; 4] =
        [Bucket::Rejected, Bucket::NoDocument, Bucket::Unchecked, Bucket::NotClaimed];

    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Bucket::Rejected => "rejected",
            Bucket::NoDocument => "no-document",
            Bucket::Unchecked => "unchecked",
            Bucket::NotClaimed => "not-claimed",
        }
    }

    /// Whether a document alone can still mend it, as in the hours after a verification.
    #[must_use]
    pub fn is_mendable(self) -> bool {
        matches!(self, Bucket::Rejected | Bucket::NoDocument)
    }
}

/// Points of one node that are not safe, and why.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stake<'a> {
    /// The question; or the block or row, where only its whole is known.
    pub node: Address,
    /// What is asked, or what the block or row is called.
    pub name: &'a str,
    /// What keeps the points away.
    pub bucket: Bucket,
    /// The points.
    pub points: Points,
    /// Who owns it; none are known for a whole.
    pub agencies: Vec<&'a Agency>,
    /// The kinds of evidence that are asked for.
    pub asked: Vec<&'a str>,
    /// The documents that are named for it.
    pub documents: Vec<&'a Evidence>,
    /// Whether merged files disagree on the answer and nobody has decided yet.
    pub disputed: bool,
}

/// What a cap or a scaling takes from, or adds to, the stakes of a node's parts.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Adjustment {
    /// The block or row; or the total.
    pub node: Address,
    /// What is added to the sum of the parts' stakes; below zero where a cap takes.
    pub points: Points,
}

/// Everything at stake in some answers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stakes<'a> {
    /// The largest first; equal ones in official order.
    pub stakes: Vec<Stake<'a>>,
    /// What makes their sum the whole, in official order.
    pub adjustments: Vec<Adjustment>,
}

impl<'a> Stakes<'a> {
    /// What is at stake between the verified and the potential mark.
    #[must_use]
    pub fn of(cards: &MarkedCards<'a>) -> Stakes<'a> {
        let mut found = Stakes { stakes: Vec::new(), adjustments: Vec::new() };
        for (place, block) in cards.claimed.blocks().iter().enumerate() {
            found.block(cards, place, block);
        }
        let whole = cards.potential.total() - cards.verified.total();
        found.adjust(Address::Total, whole - found.total());
        found.stakes.sort_by_key(|stake| std::cmp::Reverse(stake.points));
        found
    }

    /// Everything at stake: potential minus verified of the total.
    #[must_use]
    pub fn total(&self) -> Points {
        let stakes: Points = self.stakes.iter().map(|stake| stake.points).sum();
        let adjustments: Points = self.adjustments.iter().map(|other| other.points).sum();
        stakes + adjustments
    }

    /// The agencies that own something at stake, in the order of the edition.
    #[must_use]
    pub fn agencies(&self, edition: &'a Edition) -> Vec<&'a Agency> {
        let owns = |agency: &&Agency| self.of_agency(agency).next().is_some();
        edition.agencies().iter().filter(owns).collect()
    }

    /// What an agency owns, shared questions included.
    pub fn of_agency(&self, agency: &Agency) -> impl Iterator<Item = &Stake<'a>> {
        let id = agency.id.clone();
        self.stakes.iter().filter(move |stake| stake.agencies.iter().any(|own| own.id == id))
    }

    fn block(&mut self, cards: &MarkedCards<'a>, place: usize, claimed: &BlockScore<'a>) {
        let (Some(verified), Some(potential)) =
            (cards.verified.blocks().get(place), cards.potential.blocks().get(place))
        else {
            return;
        };
        let before = self.total();
        let node = Address::Block(claimed.block.id.clone());
        if claimed.basis == Basis::Stated || claimed.indicators.is_empty() {
            let name = &claimed.block.name;
            self.whole(node.clone(), name, claimed.points, potential.points, &[]);
        } else {
            for (row, claimed) in claimed.indicators.iter().enumerate() {
                if let (Some(verified), Some(potential)) =
                    (verified.indicators.get(row), potential.indicators.get(row))
                {
                    self.row(&cards.claimed, verified, claimed, potential);
                }
            }
        }
        let whole = potential.points - verified.points;
        self.adjust(node, whole - (self.total() - before));
    }

    fn row(
        &mut self,
        card: &Scorecard<'a>,
        verified: &IndicatorScore<'a>,
        claimed: &IndicatorScore<'a>,
        potential: &IndicatorScore<'a>,
    ) {
        let before = self.total();
        let node = Address::Indicator(claimed.indicator.id.clone());
        if claimed.basis == Basis::Stated {
            let name = &claimed.indicator.name;
            let owners = claimed.indicator.owners();
            let owners: Vec<&Agency> =
                owners.iter().filter_map(|id| card.edition().agency(id)).collect();
            self.whole(node.clone(), name, claimed.points, potential.points, &owners);
        } else {
            let trios = claimed.questions.iter().zip(&verified.questions).zip(&potential.questions);
            for ((claimed, verified), potential) in trios {
                let leaf = &claimed.leaf;
                let points = [verified.leaf.points, leaf.points, potential.leaf.points];
                let node = Address::Question(claimed.question.id.clone());
                self.leaf(card, node, leaf.measure, leaf.response, points);
            }
            if let (Some(verified), Some(claimed), Some(potential)) =
                (&verified.measured, &claimed.measured, &potential.measured)
            {
                let points = [verified.points, claimed.points, potential.points];
                self.leaf(card, node.clone(), claimed.measure, claimed.response, points);
            }
        }
        let whole = potential.points - verified.points;
        self.adjust(node, whole - (self.total() - before));
    }

    /// Points that were stated for a whole, of which nothing more is known.
    fn whole(
        &mut self,
        node: Address,
        name: &'a str,
        claimed: Points,
        potential: Points,
        owners: &[&'a Agency],
    ) {
        let parts = [(Bucket::NoDocument, claimed), (Bucket::NotClaimed, potential - claimed)];
        for (bucket, points) in parts {
            self.push(Stake {
                node: node.clone(),
                name,
                bucket,
                points,
                agencies: owners.to_vec(),
                asked: Vec::new(),
                documents: Vec::new(),
                disputed: false,
            });
        }
    }

    fn leaf(
        &mut self,
        card: &Scorecard<'a>,
        node: Address,
        measure: &'a Measure,
        response: &kla::Response,
        [verified, claimed, potential]: [Points; 3],
    ) {
        let (edition, answers) = (card.edition(), card.answers());
        let bucket = match answers.evidence_status(response) {
            EvidenceStatus::Rejected => Bucket::Rejected,
            EvidenceStatus::Missing => Bucket::NoDocument,
            EvidenceStatus::Unchecked | EvidenceStatus::Accepted => Bucket::Unchecked,
        };
        let kinds = edition.evidence().map_or(&[][..], |evidence| &evidence.kinds);
        let asked = kinds.iter().filter(|kind| measure.evidence.contains(&kind.id));
        let named = answers.evidence().iter();
        let named = named.filter(|document| response.evidence.contains(&document.id));
        let stake = |bucket, points| Stake {
            node: node.clone(),
            name: &measure.text,
            bucket,
            points,
            agencies: measure.agencies.iter().filter_map(|id| edition.agency(id)).collect(),
            asked: asked.clone().map(|kind| kind.name.as_str()).collect(),
            documents: named.clone().collect(),
            disputed: response.is_disputed(),
        };
        self.push(stake(bucket, claimed - verified));
        self.push(stake(Bucket::NotClaimed, potential - claimed));
    }

    fn push(&mut self, stake: Stake<'a>) {
        if !stake.points.is_zero() {
            self.stakes.push(stake);
        }
    }

    fn adjust(&mut self, node: Address, points: Points) {
        if !points.is_zero() {
            self.adjustments.push(Adjustment { node, points });
        }
    }
}
