//! From one year to the next: how much of the change of a score the rules made, and how much the region.
//!
//! ```text
//! M0  last cycle, by its own rules      ─┐ rules        = M′ − M0
//! M′  last cycle, under this cycle's     ─┤ performance = M1 − M′
//! M1  this cycle                         ─┘
//! change = rules + performance + new − retired + adjustment
//! ```
//!
//! M′ of an item is its attainment in the last cycle, points by maximum, times its maximum in this one,
//! cut after six decimals. It is cut once and stands in both terms, so that the bridge sums exactly.

mod changes;
mod pairing;

use kla::{Address, Agency, Mapping, Points, Scorecard};

pub use changes::{AgencyChange, AgencyChanges, LeafChange, RowRest, StatusChange};

/// The bridge from the score of one year to that of another, of the same region.
///
/// Both scores stay what they are; nothing that was printed is written anew.
#[derive(Debug)]
pub struct YearBridge<'c, 'a> {
    before: &'c Scorecard<'a>,
    after: &'c Scorecard<'a>,
    mapping: &'c Mapping,
    items: Vec<BridgeItem<'a>>,
    rests: Vec<BridgeRest>,
    absorbed: Vec<(Side, Address)>,
    lifted: Vec<(Side, Address)>,
}

/// Of which year something is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Side {
    /// The earlier.
    Before,
    /// The later.
    After,
}

impl Side {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Side::Before => "before",
            Side::After => "after",
        }
    }
}

/// What becomes of an item between two editions.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ItemKind {
    /// Both editions ask for it.
    Mapped,
    /// Only the later edition asks for it.
    New,
    /// Only the earlier edition asks for it.
    Retired,
}

impl ItemKind {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ItemKind::Mapped => "mapped",
            ItemKind::New => "new",
            ItemKind::Retired => "retired",
        }
    }
}

/// Nodes that are compared as one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BridgeItem<'a> {
    /// What becomes of it.
    pub kind: ItemKind,
    /// Its nodes in the earlier edition; none where it is new.
    pub from: Vec<Address>,
    /// Its nodes in the later edition; none where it is retired.
    pub to: Vec<Address>,
    /// The blocks it is counted in: of the later edition, of a retired item those of the earlier.
    pub blocks: Vec<Address>,
    /// What it earned in the earlier year, by the rules of then (M0).
    pub before: Points,
    /// What the attainment of the earlier year is worth by the rules of the later one (M′).
    pub carried: Points,
    /// Whether `carried` was cut after six decimals.
    pub cut: bool,
    /// What it earned in the later year (M1).
    pub after: Points,
    /// The most it could earn in the earlier year.
    pub maximum_before: Points,
    /// The most it can earn in the later year.
    pub maximum_after: Points,
    /// The agencies that own it in the later edition, of a retired item in the earlier one; none are known
    /// for a block as a whole.
    pub agencies: Vec<&'a Agency>,
}

/// Points of a node that are not the sum of its parts: a cap, or scaling where parts do not apply.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct BridgeRest {
    /// The node.
    pub node: Address,
    /// What is added to its parts in the earlier year; below zero where they are cut.
    pub before: Points,
    /// What is added to its parts in the later year.
    pub after: Points,
}

/// The terms of a bridge.
///
/// Invariant: before + rules + performance + new − retired + adjustment = after.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct BridgeTerms {
    /// Points of the earlier year.
    pub before: Points,
    /// What other maxima make of the same attainment.
    pub rules: Points,
    /// What another attainment makes of it.
    pub performance: Points,
    /// Points of what only the later edition asks for.
    pub new: Points,
    /// Points of what only the earlier edition asked for.
    pub retired: Points,
    /// The change of what caps and scaling add to the parts, or take from them.
    pub adjustment: Points,
    /// Points of the later year.
    pub after: Points,
}

/// The bridge of the items of some blocks.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BlockBridge {
    /// The blocks: one, or several where an item belongs to several; none for what the total adds to
    /// its blocks.
    pub blocks: Vec<Address>,
    /// Of which edition they are.
    pub side: Side,
    /// Their terms.
    pub terms: BridgeTerms,
}

impl BridgeItem<'_> {
    /// Its part in the bridge.
    #[must_use]
    pub fn terms(&self) -> BridgeTerms {
        let nothing = BridgeTerms { before: self.before, after: self.after, ..Default::default() };
        match self.kind {
            ItemKind::Mapped => BridgeTerms {
                rules: self.carried - self.before,
                performance: self.after - self.carried,
                ..nothing
            },
            ItemKind::New => BridgeTerms { new: self.after, ..nothing },
            ItemKind::Retired => BridgeTerms { retired: self.before, ..nothing },
        }
    }
}

impl BridgeRest {
    fn terms(&self) -> BridgeTerms {
        BridgeTerms {
            before: self.before,
            after: self.after,
            adjustment: self.after - self.before,
            ..Default::default()
        }
    }
}

impl BridgeTerms {
    /// After minus before.
    #[must_use]
    pub fn change(&self) -> Points {
        self.after - self.before
    }

    fn plus(self, other: BridgeTerms) -> BridgeTerms {
        BridgeTerms {
            before: self.before + other.before,
            rules: self.rules + other.rules,
            performance: self.performance + other.performance,
            new: self.new + other.new,
            retired: self.retired + other.retired,
            adjustment: self.adjustment + other.adjustment,
            after: self.after + other.after,
        }
    }
}

impl<'c, 'a> YearBridge<'c, 'a> {
    /// The bridge between two scores by a mapping of their editions.
    ///
    /// Where the answers of a year know a block or row only as a whole, what is inside it is compared as
    /// a whole.
    ///
    /// ```
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let read = |year: u16, points: &str| {
    ///     edition.read_answers("a.toml", &format!(r#"
    ///         format = 1
    ///         edition = "2023"
    ///         region = "62.71"
    ///         year = {year}
    ///         stage = "final"
    ///         [answers.4]
    ///         P4 = "{points}"
    ///     "#)).unwrap()
    /// };
    /// let (last, this) = (read(2023, "3"), read(2024, "5"));
    /// let (last, this) = (kla::score(&last), kla::score(&this));
    /// let mapping = kla::Mapping::by_id(edition, edition);
    /// let terms = kla_plan::YearBridge::of(&last, &this, &mapping).total();
    /// assert_eq!(terms.performance.to_string(), "2");
    /// assert!(terms.rules.is_zero());
    /// ```
    #[must_use]
    pub fn of(
        before: &'c Scorecard<'a>,
        after: &'c Scorecard<'a>,
        mapping: &'c Mapping,
    ) -> YearBridge<'c, 'a> {
        let paired = pairing::Pairing::of(before, after, mapping);
        YearBridge {
            before,
            after,
            mapping,
            items: paired.items,
            rests: paired.rests,
            absorbed: paired.absorbed,
            lifted: paired.lifted,
        }
    }

    /// The score of the earlier year.
    #[must_use]
    pub fn before(&self) -> &'c Scorecard<'a> {
        self.before
    }

    /// The score of the later year.
    #[must_use]
    pub fn after(&self) -> &'c Scorecard<'a> {
        self.after
    }

    /// The score of a year.
    #[must_use]
    pub fn card(&self, side: Side) -> &'c Scorecard<'a> {
        match side {
            Side::Before => self.before,
            Side::After => self.after,
        }
    }

    /// Which nodes were held to ask for the same.
    #[must_use]
    pub fn mapping(&self) -> &'c Mapping {
        self.mapping
    }

    /// Whether both years were scored by the same text of rules.
    #[must_use]
    pub fn same_rules(&self) -> bool {
        let (before, after) = (self.before.edition(), self.after.edition());
        before.digest() == after.digest() && before.overlay() == after.overlay()
    }

    /// What is compared: mapped items in the order of the later edition, then new, then retired ones.
    #[must_use]
    pub fn items(&self) -> &[BridgeItem<'a>] {
        &self.items
    }

    /// The items of a kind.
    pub fn of_kind(&self, kind: ItemKind) -> impl Iterator<Item = &BridgeItem<'a>> {
        self.items.iter().filter(move |item| item.kind == kind)
    }

    /// What caps and scaling add between items and the total, where they add anything.
    #[must_use]
    pub fn rests(&self) -> &[BridgeRest] {
        &self.rests
    }

    /// Nodes that only one edition has, inside a block or row of which only the whole is known: they are
    /// compared as parts of it.
    #[must_use]
    pub fn absorbed(&self) -> &[(Side, Address)] {
        &self.absorbed
    }

    /// Blocks and rows that are compared as wholes because a year knows no more of them.
    #[must_use]
    pub fn lifted(&self) -> &[(Side, Address)] {
        &self.lifted
    }

    /// The bridge of the total.
    #[must_use]
    pub fn total(&self) -> BridgeTerms {
        let items = self.items.iter().map(BridgeItem::terms);
        items
            .chain(self.rests.iter().map(BridgeRest::terms))
            .fold(BridgeTerms::default(), BridgeTerms::plus)
    }

    /// The bridge by block, in the order of the later edition, then that of blocks which only the earlier
    /// has, then what the totals add to their blocks. Together they are the bridge of the total.
    #[must_use]
    pub fn blocks(&self) -> Vec<BlockBridge> {
        let mut found: Vec<BlockBridge> = Vec::new();
        let mut add = |blocks: &[Address], terms: BridgeTerms| match found
            .iter_mut()
            .find(|known| known.blocks == blocks)
        {
            Some(known) => known.terms = known.terms.plus(terms),
            None => {
                let later = |block| self.after.edition().maximum_of(block).is_some();
                let side = if blocks.iter().all(later) { Side::After } else { Side::Before };
                found.push(BlockBridge { blocks: blocks.to_vec(), side, terms });
            }
        };
        for item in &self.items {
            add(&item.blocks, item.terms());
        }
        for rest in &self.rests {
            add(&self.block_of_rest(rest), rest.terms());
        }
        found.sort_by_key(|block| self.place(block));
        found
    }

    /// Where something of both editions that adds to the parts of a node is counted: in the block of the
    /// same id, or the one that the earlier block was mapped to.
    fn block_of_rest(&self, rest: &BridgeRest) -> Vec<Address> {
        let block = |side: Side| pairing::blocks_of(self.card(side).edition(), [&rest.node]);
        match block(Side::After) {
            known if !known.is_empty() => known,
            _ => {
                let own = block(Side::Before);
                let inside =
                    |node: &Address| pairing::blocks_of(self.before.edition(), [node]) == own;
                let item = self.items.iter().find(|item| item.from.iter().any(inside));
                item.map_or(own.clone(), |item| item.blocks.clone())
            }
        }
    }

    fn place(&self, block: &BlockBridge) -> (usize, usize) {
        let Some(first) = block.blocks.first() else { return (2, 0) };
        let at = |side: Side| {
            let blocks = self.card(side).edition().parts(&Address::Total);
            blocks.iter().position(|known| known == first)
        };
        match at(Side::After) {
            Some(place) => (0, place),
            None => (1, at(Side::Before).unwrap_or(usize::MAX)),
        }
    }

    /// The maxima of what both editions ask for, in the edition of a year.
    #[must_use]
    pub fn covered(&self, side: Side) -> Points {
        let maximum = |item: &BridgeItem<'a>| match side {
            Side::Before => item.maximum_before,
            Side::After => item.maximum_after,
        };
        self.of_kind(ItemKind::Mapped).map(maximum).sum()
    }
}
