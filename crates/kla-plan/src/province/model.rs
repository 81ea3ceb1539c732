//! What a province at a glance is, and what it is asked for.

use kla::{Category, Edition, Kind, Points, Regions, Stage, Text};

use super::assess::{Before, BlockPoints, ToFirst};
use super::common::CommonLoss;
use super::letter::Letter;
use super::provila::Provila;
use super::rank::Rank;
use crate::marks::{Mark, Repair};

/// A province and its regions.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Province<'e> {
    /// The Kemendagri code, two digits.
    pub code: String,
    /// The official name.
    pub name: String,
    /// What of it is handed on.
    pub share: Share,
    /// Whether what verifiers rejected can still be mended.
    pub repair: Repair,
    /// How many kabupaten and kota the province has.
    pub regions: usize,
    /// How many of them take part.
    pub taking_part: usize,
    /// How many of those have a category.
    pub with_category: usize,
    /// Whether every region of the province has at least the first category.
    pub provila: Provila,
    /// How many regions there are in each category; the highest first, those without one last.
    pub counts: Vec<CategoryCount<'e>>,
    /// What having no category is called.
    pub below: &'e Text,
    /// Regions that are ranked together: one group, unless different stages, years or rules were asked to
    /// stand beside each other.
    pub groups: Vec<Group<'e>>,
    /// Regions that do not take part: listed, and never scored zero. Left out where names are.
    pub absent: Vec<Absent<'e>>,
    /// What the files say about themselves, each once with the number of regions that say it; the most
    /// frequent first. Left out where names are.
    pub notes: Vec<(String, usize)>,
    /// Files that could not be used, by name: the province is not complete.
    pub unread: Vec<Unread>,
    /// Files of regions of other provinces, which were left out.
    pub outside: Vec<Outside>,
    /// Whether there is a cycle before to compare with.
    pub has_before: bool,
}

/// What of a province is handed on.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Share {
    /// All of it.
    #[default]
    Full,
    /// All regions, under other names.
    Alias,
    /// One region's own row, its ranks, and the counts.
    Own,
}

impl Share {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Share::Full => "full",
            Share::Alias => "alias",
            Share::Own => "own",
        }
    }
}

/// How many regions have a category.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CategoryCount<'e> {
    /// The category; `None` for none.
    pub category: Option<&'e Category>,
    /// How many regions have it.
    pub now: usize,
    /// How many had it in the cycle before, where there is one.
    pub before: Option<usize>,
}

/// Regions of one year and stage under the same rules: only these are ranked among each other.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Group<'e> {
    /// The rules.
    pub edition: &'e Edition,
    /// The evaluation year.
    pub year: u16,
    /// The stage.
    pub stage: &'e Stage,
    /// The regions by rank; those that share one by code.
    pub standings: Vec<RankedRegion<'e>>,
    /// Where they lose points: what most of them lose first.
    pub losses: Vec<CommonLoss<'e>>,
}

/// Who a row is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Who {
    /// A region by its code, name and kind.
    Region {
        /// The Kemendagri code.
        code: String,
        /// The official name.
        name: String,
        /// Kabupaten or kota.
        kind: Kind,
    },
    /// A region under a letter or two.
    Alias(String),
}

impl Who {
    /// The code of a region that is named.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Who::Region { code, .. } => Some(code),
            Who::Alias(_) => None,
        }
    }

    /// Whether it is a kabupaten or a kota, where that is told.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Who::Region { kind, .. } => Some(*kind),
            Who::Alias(_) => None,
        }
    }
}

/// A region among others.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RankedRegion<'e> {
    /// Who it is.
    pub who: Who,
    /// Verified, evidenced, claimed and potential points.
    pub marks: [Points; 4],
    /// The category of the claimed points, conditions included.
    pub category: Option<&'e Category>,
    /// The upper of the two bands between which the claimed points lie, if they lie in a hole.
    pub between: Option<&'e Category>,
    /// The category of the claimed points alone, where a condition keeps the region lower.
    pub without_gates: Option<&'e Category>,
    /// The way to the first category, for a region that has none.
    pub to_first: Option<ToFirst<'e>>,
    /// The blocks in official order.
    pub blocks: Vec<BlockPoints<'e>>,
    /// Its rank among all of its group, by the exact claimed points.
    pub rank: Rank,
    /// Its rank among the kabupaten, or among the kota.
    pub rank_in_kind: Option<Rank>,
    /// Its result in the cycle before.
    pub before: Option<Before<'e>>,
    /// How its category differs from that.
    pub change: Option<CategoryChange>,
    /// The SHA-256 of its file.
    pub(super) digest: String,
}

impl RankedRegion<'_> {
    /// The claimed points: the total that is ranked.
    #[must_use]
    pub fn total(&self) -> Points {
        self.at(Mark::Claimed)
    }

    /// The points at a mark.
    #[must_use]
    pub fn at(&self, mark: Mark) -> Points {
        self.marks.get(mark as usize).copied().unwrap_or_default()
    }
}

impl BlockPoints<'_> {
    /// How much of its maximum the block earns.
    #[must_use]
    pub fn letter(&self) -> Option<Letter> {
        Letter::of(self.points?, self.block.maximum)
    }
}

/// How a category differs from that of the cycle before.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CategoryChange {
    /// Higher.
    Up,
    /// The same.
    Same,
    /// Lower.
    Down,
    /// The category of that cycle is none of this edition's.
    Unlike,
}

impl CategoryChange {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            CategoryChange::Up => "up",
            CategoryChange::Same => "same",
            CategoryChange::Down => "down",
            CategoryChange::Unlike => "unlike",
        }
    }
}

/// A region of the province that does not take part.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Absent<'e> {
    /// The Kemendagri code.
    pub code: String,
    /// The official name.
    pub name: String,
    /// Whether a file of it is there that could not be used.
    pub is_unread: bool,
    /// Its result in the cycle before.
    pub before: Option<Before<'e>>,
}

/// A file that could not be used.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Unread {
    /// How messages call it; empty where names are left out.
    pub file: String,
    /// The region that it names, if it could be read that far.
    pub code: Option<String>,
    /// Whether it is one of the cycle before.
    pub is_before: bool,
}

/// A file of a region of another province.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Outside {
    /// How messages call it.
    pub file: String,
    /// The region's code.
    pub code: String,
}

/// Whether regions of different stages, years or rules may stand beside each other.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Mix {
    /// No: a rank among them would say nothing.
    #[default]
    Refuse,
    /// Yes, in groups that are ranked apart.
    Apart,
}

/// What a province is asked for.
#[derive(Debug)]
pub struct ProvinceQuery<'q, 'e> {
    /// The region list.
    pub regions: &'q Regions,
    /// The province; where absent, the one that all regions are of.
    pub code: Option<&'q str>,
    /// Whether different stages, years or rules may stand beside each other.
    pub mix: Mix,
    /// What the regions were assessed with.
    pub repair: Repair,
    /// The results of the cycle before.
    pub before: Vec<Before<'e>>,
    /// Files that could not be used.
    pub unread: Vec<Unread>,
}

/// Why regions make no province.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProvinceError {
    /// None of the regions is of the province.
    #[error("there are no answers of a region of this province")]
    NoRegion {
        /// Files of regions of other provinces.
        outside: Vec<Outside>,
    },
    /// The list has no such province.
    #[error("there is no province `{0}`")]
    UnknownProvince(String),
    /// The regions are of several provinces, and none was asked for.
    #[error("the regions are of several provinces")]
    SeveralProvinces(Vec<String>),
    /// Two files that differ are about one region.
    #[error("`{first}` and `{second}` are both about region {code}")]
    Twice {
        /// The region.
        code: String,
        /// The file whose name comes first.
        first: String,
        /// The other.
        second: String,
    },
    /// The regions are of different stages, years or rules; each with one of its files.
    #[error("the regions are of different stages, years or rules")]
    Mixed(Vec<MixedWith>),
    /// A file of the cycle before is not of an earlier year.
    #[error("`{file}` is of {year}, which is not before the cycle of the regions")]
    NotBefore {
        /// The file.
        file: String,
        /// Its year.
        year: u16,
    },
}

/// One of several kinds of assessment among the regions of a province.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct MixedWith {
    /// The edition's id.
    pub edition: String,
    /// The evaluation year.
    pub year: u16,
    /// The stage's id.
    pub stage: String,
    /// How many regions.
    pub count: usize,
    /// The file of one of them.
    pub file: String,
}
