//! A province as JSON.

use kla::{Agency, Category, EditionStamp, Kind, Lang, Points};
use serde::Serialize;

use super::FORMAT;
use crate::marks::Mark;
use crate::province::{
    Absent, Before, BlockPoints, CategoryChange, CategoryCount, CommonLoss, Group, Letter,
    Province, Rank, RankedRegion, ToFirst, Unread, Who,
};

/// A province with its regions, their ranks, what keeps it from being a Provila, and where regions lose
/// points, as JSON; names are in the language asked for.
#[must_use]
pub fn province_json(province: &Province<'_>, lang: Lang) -> String {
    super::text(&ProvinceFile::new(province, lang))
}

#[derive(Serialize)]
struct ProvinceFile<'a> {
    format: u32,
    engine: &'static str,
    province: ProvinceStamp<'a>,
    share: &'static str,
    repair: &'static str,
    complete: bool,
    unread: Vec<UnreadResult<'a>>,
    regions: usize,
    taking_part: usize,
    with_category: usize,
    provila: &'static str,
    categories: Vec<CountResult>,
    letters: Vec<LetterResult>,
    groups: Vec<GroupResult<'a>>,
    absences: usize,
    absent: Vec<AbsentResult<'a>>,
    notes: Vec<NoteResult<'a>>,
}

#[derive(Serialize)]
struct ProvinceStamp<'a> {
    code: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct UnreadResult<'a> {
    file: Option<&'a str>,
    code: Option<&'a str>,
    cycle_before: bool,
}

#[derive(Serialize)]
struct CountResult {
    id: Option<String>,
    name: String,
    regions: usize,
    before: Option<usize>,
}

#[derive(Serialize)]
struct LetterResult {
    letter: char,
    from_percent: u32,
}

#[derive(Serialize)]
struct GroupResult<'a> {
    edition: EditionStamp,
    year: u16,
    stage: String,
    total: String,
    regions: Vec<StandingResult<'a>>,
    losses: Vec<LossResult<'a>>,
}

#[derive(Serialize)]
struct StandingResult<'a> {
    code: Option<&'a str>,
    name: Option<&'a str>,
    kind: Option<&'static str>,
    alias: Option<&'a str>,
    rank: RankResult,
    rank_in_kind: Option<RankResult>,
    points: String,
    marks: MarksResult,
    category: Option<CategoryResult>,
    between: Option<String>,
    without_gates: Option<String>,
    to_first: Option<ToFirstResult>,
    before: Option<BeforeResult>,
    change: Option<&'static str>,
    blocks: Vec<BlockResult>,
}

#[derive(Serialize)]
struct RankResult {
    place: usize,
    best: usize,
    worst: usize,
    among: usize,
}

#[derive(Serialize)]
struct MarksResult {
    verified: String,
    evidenced: String,
    claimed: String,
    potential: String,
}

#[derive(Serialize)]
struct CategoryResult {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct ToFirstResult {
    category: CategoryResult,
    gap: String,
    start: &'static str,
    effort: Option<u64>,
}

#[derive(Serialize)]
struct BeforeResult {
    edition: String,
    year: u16,
    stage: String,
    points: String,
    category: Option<CategoryResult>,
}

#[derive(Serialize)]
struct BlockResult {
    id: String,
    points: Option<String>,
    maximum: String,
    letter: Option<char>,
}

#[derive(Serialize)]
struct LossResult<'a> {
    node: String,
    name: &'a str,
    lost_in: usize,
    known_in: usize,
    lost: String,
    agencies: Vec<String>,
}

#[derive(Serialize)]
struct NoteResult<'a> {
    text: &'a str,
    regions: usize,
}

#[derive(Serialize)]
struct AbsentResult<'a> {
    code: &'a str,
    name: &'a str,
    unread: bool,
    before: Option<BeforeResult>,
}

impl<'a> ProvinceFile<'a> {
    fn new(province: &'a Province<'_>, lang: Lang) -> ProvinceFile<'a> {
        let letter = |letter: Letter| LetterResult {
            letter: letter.sign(),
            from_percent: letter.from_percent(),
        };
        let count = |count: &CategoryCount<'_>| CountResult {
            id: count.category.map(|category| category.id.to_string()),
            name: count.category.map_or_else(
                || province.below.get(lang).to_owned(),
                |category| category.name.clone(),
            ),
            regions: count.now,
            before: count.before,
        };
        ProvinceFile {
            format: FORMAT,
            engine: env!("CARGO_PKG_VERSION"),
            province: ProvinceStamp { code: &province.code, name: &province.name },
            share: province.share.word(),
            repair: province.repair.word(),
            complete: province.unread.is_empty(),
            unread: province.unread.iter().map(UnreadResult::new).collect(),
            regions: province.regions,
            taking_part: province.taking_part,
            with_category: province.with_category,
            provila: province.provila.word(),
            categories: province.counts.iter().map(count).collect(),
            letters: Letter::ALL.map(letter).into(),
            groups: province.groups.iter().map(GroupResult::new).collect(),
            absences: province.absences(),
            absent: province.absent.iter().map(AbsentResult::new).collect(),
            notes: province
                .notes
                .iter()
                .map(|(text, regions)| NoteResult { text, regions: *regions })
                .collect(),
        }
    }
}

impl<'a> UnreadResult<'a> {
    fn new(unread: &'a Unread) -> UnreadResult<'a> {
        UnreadResult {
            file: Some(unread.file.as_str()).filter(|file| !file.is_empty()),
            code: unread.code.as_deref(),
            cycle_before: unread.is_before,
        }
    }
}

impl<'a> GroupResult<'a> {
    fn new(group: &'a Group<'_>) -> GroupResult<'a> {
        GroupResult {
            edition: EditionStamp::of(group.edition),
            year: group.year,
            stage: group.stage.id.to_string(),
            total: group.edition.total().to_string(),
            regions: group.standings.iter().map(StandingResult::new).collect(),
            losses: group.losses.iter().map(LossResult::new).collect(),
        }
    }
}

impl<'a> StandingResult<'a> {
    fn new(standing: &'a RankedRegion<'_>) -> StandingResult<'a> {
        let (name, alias) = match &standing.who {
            Who::Region { name, .. } => (Some(name.as_str()), None),
            Who::Alias(letters) => (None, Some(letters.as_str())),
        };
        let mark = |mark| standing.at(mark).to_string();
        StandingResult {
            code: standing.who.code(),
            name,
            kind: standing.who.kind().map(|kind| match kind {
                Kind::Kabupaten => "kabupaten",
                Kind::Kota => "kota",
            }),
            alias,
            rank: RankResult::new(standing.rank),
            rank_in_kind: standing.rank_in_kind.map(RankResult::new),
            points: standing.total().to_string(),
            marks: MarksResult {
                verified: mark(Mark::Verified),
                evidenced: mark(Mark::Evidenced),
                claimed: mark(Mark::Claimed),
                potential: mark(Mark::Potential),
            },
            category: standing.category.map(CategoryResult::new),
            between: standing.between.map(|category| category.id.to_string()),
            without_gates: standing.without_gates.map(|category| category.id.to_string()),
            to_first: standing.to_first.map(ToFirstResult::new),
            before: standing.before.as_ref().map(BeforeResult::new),
            change: standing.change.map(CategoryChange::word),
            blocks: standing.blocks.iter().map(BlockResult::new).collect(),
        }
    }
}

impl RankResult {
    fn new(rank: Rank) -> RankResult {
        RankResult { place: rank.place, best: rank.best, worst: rank.worst, among: rank.among }
    }
}

impl CategoryResult {
    fn new(category: &Category) -> CategoryResult {
        CategoryResult { id: category.id.to_string(), name: category.name.clone() }
    }
}

impl ToFirstResult {
    fn new(to_first: ToFirst<'_>) -> ToFirstResult {
        ToFirstResult {
            category: CategoryResult::new(to_first.category),
            gap: to_first.gap.to_string(),
            start: to_first.baseline.word(),
            effort: to_first.effort,
        }
    }
}

impl BeforeResult {
    fn new(before: &Before<'_>) -> BeforeResult {
        BeforeResult {
            edition: before.edition.id().to_string(),
            year: before.year,
            stage: before.stage.id.to_string(),
            points: before.total.to_string(),
            category: before.category.map(CategoryResult::new),
        }
    }
}

impl BlockResult {
    fn new(block: &BlockPoints<'_>) -> BlockResult {
        BlockResult {
            id: block.block.id.to_string(),
            points: block.points.as_ref().map(Points::to_string),
            maximum: block.block.maximum.to_string(),
            letter: block.letter().map(Letter::sign),
        }
    }
}

impl<'a> LossResult<'a> {
    fn new(loss: &'a CommonLoss<'_>) -> LossResult<'a> {
        let id = |agency: &&Agency| agency.id.to_string();
        LossResult {
            node: loss.node.to_string(),
            name: loss.name,
            lost_in: loss.lost_in,
            known_in: loss.known_in,
            lost: loss.lost.to_string(),
            agencies: loss.agencies.iter().map(id).collect(),
        }
    }
}

impl<'a> AbsentResult<'a> {
    fn new(absent: &'a Absent<'_>) -> AbsentResult<'a> {
        AbsentResult {
            code: &absent.code,
            name: &absent.name,
            unread: absent.is_unread,
            before: absent.before.as_ref().map(BeforeResult::new),
        }
    }
}
