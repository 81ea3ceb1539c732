//! A province as one table, to go on working with: a row for each region, those that do not take part
//! included.

use kla::{Lang, Points};
use kla_plan::{Group, Mark, Province, RankedRegion};

use super::words;
use crate::words::word;

/// A province as rows.
#[derive(Clone, Debug)]
pub struct ProvinceList {
    /// What it is a list of.
    pub title: String,
    /// What must be known before reading it.
    pub lines: Vec<String>,
    /// What the columns are called.
    pub heads: Vec<String>,
    /// The rows, one cell for each column.
    pub rows: Vec<Vec<ProvinceCell>>,
}

/// A cell of such a row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ProvinceCell {
    /// Text, or nothing.
    Text(String),
    /// Points.
    Number(Points),
    /// How many, or which place.
    Count(usize),
}

impl ProvinceCell {
    pub(super) fn text(text: impl Into<String>) -> ProvinceCell {
        ProvinceCell::Text(text.into())
    }

    pub(super) fn empty() -> ProvinceCell {
        ProvinceCell::text("")
    }
}

/// A province as one table: regions by rank, then those that do not take part, then, where files could not
/// be used, a row that says so. The column of the state says of each row which of these it is.
#[must_use]
pub fn province_list(province: &Province<'_>, lang: Lang) -> ProvinceList {
    let blocks = blocks(province);
    let heads = [
        word(lang, "Keadaan", "State"),
        word(lang, "Kode", "Code"),
        word(lang, "Daerah", "Region"),
        word(lang, "Edisi", "Edition"),
        word(lang, "Tahun", "Year"),
        word(lang, "Tahap", "Stage"),
        word(lang, "Peringkat", "Rank"),
        word(lang, "Peringkat terbaik", "Best rank"),
        word(lang, "Peringkat terburuk", "Worst rank"),
        word(lang, "Peringkat di kelompok", "Rank among its kind"),
        word(lang, "Nilai", "Points"),
        word(lang, "Terverifikasi", "Verified"),
        word(lang, "Berbukti", "Evidenced"),
        word(lang, "Paling tinggi", "Possible"),
        word(lang, "Kategori", "Category"),
        word(lang, "Kategori siklus lalu", "Category of the cycle before"),
        word(lang, "Kurang menuju kategori pertama", "Short of the first category"),
        word(lang, "Usaha", "Effort"),
    ];
    let mut heads: Vec<String> = heads.map(str::to_owned).into();
    heads.extend(blocks.iter().map(|(_, short)| short.clone()));
    let width = heads.len();
    let mut rows = Vec::new();
    for group in &province.groups {
        for region in &group.standings {
            rows.push(row(province, group, region, &blocks, lang));
        }
    }
    let padded = |first: Vec<ProvinceCell>| {
        let missing = width.saturating_sub(first.len());
        first.into_iter().chain(std::iter::repeat_n(ProvinceCell::empty(), missing)).collect()
    };
    for absent in &province.absent {
        rows.push(padded(vec![
            ProvinceCell::text(words::absence(absent, lang)),
            ProvinceCell::text(&absent.code),
            ProvinceCell::text(&absent.name),
        ]));
    }
    if !province.unread.is_empty() {
        rows.push(padded(vec![ProvinceCell::text(super::incomplete(province, lang))]));
    }
    ProvinceList {
        title: match lang {
            Lang::Id => format!("Provinsi {}", province.name),
            Lang::En => format!("Province of {}", province.name),
        },
        lines: super::head(province, lang),
        heads,
        rows,
    }
}

/// The blocks of all groups by id, each with its short name.
pub(super) fn blocks(province: &Province<'_>) -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    for block in province.groups.iter().flat_map(|group| group.edition.blocks()) {
        let named = (block.id.to_string(), block.short.clone());
        if !blocks.iter().any(|(id, _)| *id == named.0) {
            blocks.push(named);
        }
    }
    blocks
}

fn row(
    province: &Province<'_>,
    group: &Group<'_>,
    region: &RankedRegion<'_>,
    blocks: &[(String, String)],
    lang: Lang,
) -> Vec<ProvinceCell> {
    let number = ProvinceCell::Number;
    let before = region.before.as_ref().map_or_else(ProvinceCell::empty, |before| {
        ProvinceCell::text(words::category(province, before.category, lang))
    });
    let to_first = region.to_first;
    let effort = to_first.and_then(|to_first| to_first.effort);
    let effort = effort.and_then(|effort| usize::try_from(effort).ok());
    let mut cells = vec![
        ProvinceCell::text(word(lang, "dinilai", "scored")),
        ProvinceCell::text(region.who.code().unwrap_or_default()),
        ProvinceCell::text(words::who(&region.who, lang)),
        ProvinceCell::text(group.edition.id().as_str()),
        ProvinceCell::text(group.year.to_string()),
        ProvinceCell::text(group.stage.id.as_str()),
        ProvinceCell::Count(region.rank.place),
        ProvinceCell::Count(region.rank.best),
        ProvinceCell::Count(region.rank.worst),
        region
            .rank_in_kind
            .map_or_else(ProvinceCell::empty, |rank| ProvinceCell::Count(rank.place)),
        number(region.total()),
        number(region.at(Mark::Verified)),
        number(region.at(Mark::Evidenced)),
        number(region.at(Mark::Potential)),
        ProvinceCell::text(words::category(province, region.category, lang)),
        before,
        to_first.map_or_else(ProvinceCell::empty, |to_first| number(to_first.gap)),
        effort.map_or_else(ProvinceCell::empty, ProvinceCell::Count),
    ];
    let of = |id: &str| region.blocks.iter().find(|block| block.block.id.as_str() == id);
    cells.extend(blocks.iter().map(|(id, _)| {
        let points = of(id).and_then(|block| block.points);
        points.map_or_else(ProvinceCell::empty, number)
    }));
    cells
}
