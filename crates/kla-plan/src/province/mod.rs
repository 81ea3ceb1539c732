//! A province at a glance: who has a category, who keeps it from being a Provila, and where all lose points.
//!
//! ```text
//! Answers ─► Assessed (each region alone) ─┐
//! region list ────────────────────────────┼─► Province ─► all of it, under aliases, or one own row
//! categories of the cycle before ──────────┘
//! ```

mod assess;
mod common;
mod letter;
mod provila;
mod rank;
mod share;

use std::collections::BTreeMap;

use kla::{Category, Edition, Kind, Points, Region, Regions, Stage, Text};

pub use assess::{Assessed, Before, BlockPoints, NodeLoss, ToFirst};
pub use common::CommonLoss;
pub use letter::Letter;
pub use provila::Provila;
pub use rank::Rank;

use crate::marks::{Mark, Repair};
use rank::Ranked;

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
    digest: String,
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

/// What files say about themselves, each once with how many say it; the most frequent first.
fn notes(regions: &[Assessed<'_>]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for note in regions.iter().flat_map(|region| &region.notes) {
        *counts.entry(note).or_default() += 1;
    }
    let mut notes: Vec<(String, usize)> =
        counts.into_iter().map(|(note, count)| (note.to_owned(), count)).collect();
    // The sort is stable: equally frequent ones stay in the order of their text.
    notes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    notes
}

/// What must agree for ranks to say something: rules, year and stage; the last in official order.
type Together = (String, String, Option<String>, u16, usize);

fn together(region: &Assessed<'_>) -> Together {
    let edition = region.edition;
    let stage = edition.stages().iter().position(|stage| stage.id == region.stage.id);
    (
        edition.id().to_string(),
        edition.digest().to_owned(),
        edition.overlay().map(|overlay| overlay.digest.clone()),
        region.year,
        stage.unwrap_or_default(),
    )
}

impl<'e> Province<'e> {
    /// A province from its regions, in whatever order they come.
    ///
    /// # Errors
    ///
    /// When the regions do not make one province; the first reason in the order of [`ProvinceError`].
    ///
    /// ```
    /// use kla_plan::{Assessed, Mix, Province, ProvinceQuery, Provila, Repair};
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let region = |code: &str, points: &str| {
    ///     let text = format!("format = 1\nedition = \"2023\"\nregion = \"{code}\"\nyear = 2024\n\
    ///         stage = \"final\"\n[blocks]\nkelembagaan = \"150\"\nklaster-1 = \"110\"\n\
    ///         klaster-5 = \"180\"\nklaster-2 = \"{points}\"\n");
    ///     let answers = edition.read_answers(code, &text).unwrap();
    ///     Assessed::of(code, &text, &answers, Repair::Open)
    /// };
    /// let query = ProvinceQuery {
    ///     regions: kla::Regions::bundled(),
    ///     code: None,
    ///     mix: Mix::Refuse,
    ///     repair: Repair::Open,
    ///     before: Vec::new(),
    ///     unread: Vec::new(),
    /// };
    /// let regions = vec![region("62.01", "70"), region("62.02", "40"), region("62.71", "70")];
    /// let province = Province::of(regions, query).unwrap();
    /// assert_eq!((province.taking_part, province.with_category, province.regions), (3, 2, 14));
    /// assert_eq!(province.provila, Provila::NotReached);
    /// let ranks: Vec<usize> = province.standings().map(|one| one.rank.place).collect();
    /// assert_eq!(ranks, [1, 1, 3]);
    /// ```
    pub fn of(
        regions: Vec<Assessed<'e>>,
        query: ProvinceQuery<'_, 'e>,
    ) -> Result<Province<'e>, ProvinceError> {
        let found = province(&regions, &query)?;
        let is_inside = |code: &str| code.split('.').next() == Some(found.code.as_str());
        let (mut inside, outside): (Vec<_>, Vec<_>) =
            regions.into_iter().partition(|region| is_inside(&region.code));
        let outside = outside.into_iter().map(|one| Outside { file: one.file, code: one.code });
        let mut outside: Vec<Outside> = outside.collect();
        outside.sort();
        if inside.is_empty() {
            return Err(ProvinceError::NoRegion { outside });
        }
        inside.sort_by(|one, other| (&one.code, &one.file).cmp(&(&other.code, &other.file)));
        once(&mut inside)?;
        let mut groups: BTreeMap<Together, Vec<&Assessed<'e>>> = BTreeMap::new();
        for region in &inside {
            groups.entry(together(region)).or_default().push(region);
        }
        if groups.len() > 1 && query.mix == Mix::Refuse {
            return Err(ProvinceError::Mixed(
                groups.values().filter_map(|one| mixed(one)).collect(),
            ));
        }
        let first = inside.iter().map(|region| region.year).min().unwrap_or_default();
        let before = before(query.before, is_inside, first)?;
        let listed: Vec<&Region> =
            query.regions.regions().iter().filter(|region| is_inside(&region.code)).collect();
        let absent: Vec<Absent<'e>> = listed
            .iter()
            .filter(|region| !inside.iter().any(|one| one.code == region.code))
            .map(|region| Absent {
                code: region.code.clone(),
                name: region.name.clone(),
                is_unread: query
                    .unread
                    .iter()
                    .filter(|unread| !unread.is_before)
                    .any(|unread| unread.code.as_deref() == Some(region.code.as_str())),
                before: before.get(&region.code).cloned(),
            })
            .collect();
        let mut unread = query.unread;
        // A file that names a region of another province is not missing here.
        unread.retain(|file| file.code.as_deref().is_none_or(is_inside));
        unread.sort();
        let taking_part = inside.len();
        let with_category = inside.iter().filter(|region| region.category.is_some()).count();
        let groups: Vec<Group<'e>> =
            groups.values().filter_map(|group| Group::of(group, &listed, &before)).collect();
        let edition = inside.first().map(|region| region.edition);
        let Some(edition) = groups.first().map(|group| group.edition).or(edition) else {
            return Err(ProvinceError::NoRegion { outside });
        };
        Ok(Province {
            code: found.code.clone(),
            name: found.name.clone(),
            share: Share::Full,
            repair: query.repair,
            regions: listed.len(),
            taking_part,
            with_category,
            provila: Provila::of(
                taking_part - with_category,
                absent.len(),
                unread.iter().filter(|file| may_be_of(file, &absent)).count(),
            ),
            counts: counts(&groups, &before),
            below: &edition.bands().below,
            notes: notes(&inside),
            groups,
            absent,
            unread,
            outside,
            has_before: !before.is_empty(),
        })
    }

    /// All regions, group by group, by rank.
    pub fn standings(&self) -> impl Iterator<Item = &RankedRegion<'e>> {
        self.groups.iter().flat_map(|group| &group.standings)
    }

    /// How many regions of the province do not take part.
    #[must_use]
    pub fn absences(&self) -> usize {
        self.regions.saturating_sub(self.taking_part)
    }

    /// The regions that take part and have no category.
    pub fn without_category(&self) -> impl Iterator<Item = &RankedRegion<'e>> {
        self.standings().filter(|standing| standing.category.is_none())
    }
}

impl<'e> Group<'e> {
    /// The regions of one year and stage under the same rules.
    fn of(
        regions: &[&Assessed<'e>],
        listed: &[&Region],
        before: &BTreeMap<String, Before<'e>>,
    ) -> Option<Group<'e>> {
        let first = regions.first()?;
        let kind = |code: &str| {
            let region = listed.iter().find(|region| region.code == code);
            region.map_or(Kind::Kabupaten, |region| region.kind())
        };
        let ranked = |region: &&&Assessed<'e>| Ranked {
            low: region.at(Mark::Verified),
            points: region.total(),
            high: region.at(Mark::Potential),
        };
        let all: Vec<Ranked> = regions.iter().map(|region| ranked(&region)).collect();
        let mut in_kind = BTreeMap::new();
        for wanted in [Kind::Kabupaten, Kind::Kota] {
            let own: Vec<&&Assessed<'e>> =
                regions.iter().filter(|region| kind(&region.code) == wanted).collect();
            let alike: Vec<Ranked> = own.iter().map(ranked).collect();
            let ranks = rank::ranks(&alike);
            in_kind.extend(own.iter().map(|region| region.code.as_str()).zip(ranks));
        }
        let mut standings: Vec<RankedRegion<'e>> = regions
            .iter()
            .zip(rank::ranks(&all))
            .map(|(region, rank)| {
                let before = before.get(&region.code).cloned();
                RankedRegion {
                    who: Who::Region {
                        code: region.code.clone(),
                        name: region.name.clone(),
                        kind: kind(&region.code),
                    },
                    marks: region.marks,
                    category: region.category,
                    between: region.between,
                    without_gates: region.without_gates,
                    to_first: region.to_first,
                    blocks: region.blocks.clone(),
                    rank,
                    rank_in_kind: in_kind.get(region.code.as_str()).copied(),
                    change: before.as_ref().map(|before| change(region, before)),
                    before,
                    digest: region.digest.clone(),
                }
            })
            .collect();
        // They come by code, and the sort is stable.
        standings.sort_by_key(|standing| standing.rank.place);
        Some(Group {
            edition: first.edition,
            year: first.year,
            stage: first.stage,
            standings,
            losses: common::common(first.edition, regions),
        })
    }
}

/// The province that is asked for, or that all regions are of.
fn province<'q>(
    regions: &[Assessed<'_>],
    query: &ProvinceQuery<'q, '_>,
) -> Result<&'q kla::Province, ProvinceError> {
    let code = match query.code {
        Some(code) => code.to_owned(),
        None => {
            let mut codes: Vec<&str> =
                regions.iter().filter_map(|region| region.code.split('.').next()).collect();
            codes.sort_unstable();
            codes.dedup();
            match codes.as_slice() {
                [] => return Err(ProvinceError::NoRegion { outside: Vec::new() }),
                [code] => (*code).to_owned(),
                several => {
                    let several = several.iter().map(|code| (*code).to_owned());
                    return Err(ProvinceError::SeveralProvinces(several.collect()));
                }
            }
        }
    };
    let found = query.regions.provinces().iter().find(|province| province.code == code);
    found.ok_or(ProvinceError::UnknownProvince(code))
}

/// Leaves one file of each region, where others of it are the same to the last byte; the regions come by
/// code and file.
fn once(regions: &mut Vec<Assessed<'_>>) -> Result<(), ProvinceError> {
    for pair in regions.windows(2) {
        let [first, second] = pair else { continue };
        if first.code == second.code && first.digest != second.digest {
            return Err(ProvinceError::Twice {
                code: first.code.clone(),
                first: first.file.clone(),
                second: second.file.clone(),
            });
        }
    }
    regions.dedup_by(|second, first| first.code == second.code);
    Ok(())
}

/// Whether a file that could not be used may be that of a region which seems not to take part.
fn may_be_of(file: &Unread, absent: &[Absent<'_>]) -> bool {
    let names = |code: &String| absent.iter().any(|absent| absent.code == *code);
    !file.is_before && file.code.as_ref().is_none_or(names)
}

fn mixed(regions: &[&Assessed<'_>]) -> Option<MixedWith> {
    let first = regions.first()?;
    Some(MixedWith {
        edition: first.edition.id().to_string(),
        year: first.year,
        stage: first.stage.id.to_string(),
        count: regions.len(),
        file: first.file.clone(),
    })
}

/// The results of the cycle before by region.
fn before<'e>(
    results: Vec<Before<'e>>,
    is_inside: impl Fn(&str) -> bool,
    year: u16,
) -> Result<BTreeMap<String, Before<'e>>, ProvinceError> {
    let mut by_region: BTreeMap<String, Before<'e>> = BTreeMap::new();
    let mut results: Vec<Before<'e>> =
        results.into_iter().filter(|result| is_inside(&result.code)).collect();
    results.sort_by(|one, other| one.file.cmp(&other.file));
    for result in results {
        if result.year >= year {
            return Err(ProvinceError::NotBefore { file: result.file, year: result.year });
        }
        if let Some(first) = by_region.get(&result.code) {
            return Err(ProvinceError::Twice {
                code: result.code,
                first: first.file.clone(),
                second: result.file,
            });
        }
        by_region.insert(result.code.clone(), result);
    }
    Ok(by_region)
}

fn change(region: &Assessed<'_>, before: &Before<'_>) -> CategoryChange {
    let categories = &region.edition.bands().categories;
    let place = |category: Option<&Category>| match category {
        // Having none is below all of them.
        None => Some(0),
        Some(category) => {
            categories.iter().position(|one| one.id == category.id).map(|place| place + 1)
        }
    };
    match (place(region.category), place(before.category)) {
        (Some(now), Some(before)) => match now.cmp(&before) {
            std::cmp::Ordering::Greater => CategoryChange::Up,
            std::cmp::Ordering::Equal => CategoryChange::Same,
            std::cmp::Ordering::Less => CategoryChange::Down,
        },
        _ => CategoryChange::Unlike,
    }
}

/// The categories of all groups, and of the cycle before, by id.
fn counts<'e>(
    groups: &[Group<'e>],
    before: &BTreeMap<String, Before<'e>>,
) -> Vec<CategoryCount<'e>> {
    let mut categories: Vec<Option<&'e Category>> = Vec::new();
    let editions = groups.iter().map(|group| group.edition);
    for edition in editions.chain(before.values().map(|before| before.edition)) {
        for category in edition.bands().categories.iter().rev() {
            if !categories.iter().flatten().any(|known| known.id == category.id) {
                categories.push(Some(category));
            }
        }
    }
    categories.push(None);
    let same = |one: Option<&Category>, other: Option<&Category>| {
        one.map(|category| &category.id) == other.map(|category| &category.id)
    };
    let standings = || groups.iter().flat_map(|group| &group.standings);
    let count = |category: Option<&'e Category>| CategoryCount {
        category,
        now: standings().filter(|one| same(one.category, category)).count(),
        before: (!before.is_empty())
            .then(|| before.values().filter(|one| same(one.category, category)).count()),
    };
    categories.into_iter().map(count).collect()
}
