//! A province as one HTML page for a governor's team. Its strings are those of the paper; what is added is
//! what a page can do and a text cannot: sort keys, kinds to filter by, tints and bars.

use kla::{Kind, Lang, Points};
use kla_plan::{Group, Mark, Provila, Province, RankedRegion};
use serde::Serialize;

use super::{regions, words};
use crate::bar::{along, unit};
use crate::paper::{Chapter, Piece};
use crate::render::{RenderError, Templates};
use crate::table::{Align, Table};
use crate::words::word;

/// A province as one self-contained page: tables that a small script of its own sorts and filters, and
/// that are whole without it.
///
/// # Errors
///
/// When the template is broken, or asks for what is not there.
pub fn province_page(
    province: &Province<'_>,
    templates: &Templates,
    lang: Lang,
) -> Result<String, RenderError> {
    templates.province(&Page::new(province, lang))
}

/// The page as ready strings.
#[derive(Debug, Serialize)]
struct Page {
    lang: &'static str,
    title: String,
    headline: String,
    provila: String,
    /// The word in files for whether it is one.
    provila_state: &'static str,
    head: Vec<String>,
    warning: Option<String>,
    /// What else the summary of the paper tells.
    facts: Vec<(String, String)>,
    parts: Vec<Part>,
    /// Kinds to filter by, each as in the rows and as on its button; empty where kinds are not told.
    kinds: Vec<(&'static str, &'static str)>,
    /// What the counts rest on.
    footer: Vec<String>,
    words: PageWords,
}

/// What only a page says.
#[derive(Debug, Serialize)]
struct PageWords {
    show: &'static str,
    all: &'static str,
    of: &'static str,
    shown: &'static str,
    sort: &'static str,
}

/// A chapter: a table, and what is said below it.
#[derive(Debug, Serialize)]
struct Part {
    id: String,
    /// What its table looks like: the id without a number.
    look: String,
    title: String,
    table: Option<PageTable>,
    notes: Vec<String>,
    /// Names without further figures.
    lines: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PageTable {
    columns: Vec<PageColumn>,
    rows: Vec<PageRow>,
    /// Whether its cells are narrow enough to stay a table on a phone.
    is_narrow: bool,
}

#[derive(Debug, Serialize)]
struct PageColumn {
    head: String,
    align: Align,
    /// Whether it names the row.
    is_name: bool,
    /// The order that sorting by it begins with.
    sort: Option<Order>,
    /// Whether the rows come in this order.
    is_sorted: bool,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Order {
    Ascending,
    Descending,
}

#[derive(Debug, Serialize)]
struct PageRow {
    /// The kind of region it is about, as on the buttons; empty where it is not told.
    kind: &'static str,
    cells: Vec<PageCell>,
}

#[derive(Debug, Serialize)]
struct PageCell {
    text: String,
    /// A whole number to sort by; where absent, the text is.
    key: Option<i128>,
    /// The sign of a letter in lower case, for its tint.
    tint: Option<char>,
    bar: Option<RangeBar>,
}

/// A range against the bands.
#[derive(Debug, Serialize)]
struct RangeBar {
    title: String,
    /// Where the bands begin.
    floors: Vec<String>,
    start: String,
    width: String,
    mark: String,
}

impl Page {
    fn new(province: &Province<'_>, lang: Lang) -> Page {
        let mut parts = Vec::new();
        parts.extend(Part::of("kategori", super::categories(province, lang)));
        parts.extend(blockers(province, lang));
        for (number, group) in (1..).zip(&province.groups) {
            parts.extend(ranks(province, group, number, lang));
            parts.extend(letters(province, group, number, lang));
            let changes = regions::changes(province, group, lang);
            parts.extend(Part::of(&format!("perubahan-{number}"), changes).map(|mut part| {
                let told = group.standings.iter().filter(|region| region.before.is_some());
                part.kinds(told);
                part
            }));
            parts.extend(losses(province, group, number, lang));
        }
        parts.extend(Part::of("tidak-ikut", super::absent(province, lang)));
        parts.extend(Part::of("catatan", super::notes(province, lang)));
        let summary = super::summary(province, lang);
        let pairs = summary.pieces.into_iter().filter_map(|piece| match piece {
            Piece::Pair { label, text } => Some((label, text)),
            _ => None,
        });
        // The first two are the headline and Provila, which stand above.
        let facts = pairs.skip(2).collect();
        let has = |kind| province.standings().any(|region| region.who.kind() == Some(kind));
        let kinds = match has(Kind::Kabupaten) && has(Kind::Kota) {
            true => vec![("kabupaten", "kabupaten"), ("kota", "kota")],
            false => Vec::new(),
        };
        Page {
            lang: match lang {
                Lang::Id => "id",
                Lang::En => "en",
            },
            title: super::title(province, lang),
            headline: super::headline(province, lang),
            provila: super::provila(province, lang),
            provila_state: match province.provila {
                Provila::Reached => "reached",
                _ => "open",
            },
            head: super::head(province, lang),
            warning: super::warning(province, lang),
            facts,
            parts,
            kinds,
            footer: super::provenance(province, lang)
                .into_iter()
                .map(|(label, text)| format!("{label}: {text}"))
                .collect(),
            words: PageWords {
                show: word(lang, "Tampilkan", "Show"),
                all: word(lang, "semua", "all"),
                of: word(lang, "dari", "of"),
                shown: word(lang, "daerah ditampilkan", "regions shown"),
                sort: word(lang, "Urutkan menurut", "Sort by"),
            },
        }
    }
}

impl Part {
    /// A chapter with its table as it is; `None` where it says nothing.
    fn of(id: &str, chapter: Chapter) -> Option<Part> {
        let mut part = Part {
            id: id.to_owned(),
            look: id.trim_end_matches(|sign: char| sign == '-' || sign.is_ascii_digit()).to_owned(),
            title: chapter.title,
            table: None,
            notes: Vec::new(),
            lines: Vec::new(),
        };
        for piece in chapter.pieces {
            match piece {
                Piece::Table { table, .. } => part.table = Some(PageTable::of(table)),
                Piece::List { lines } | Piece::Steps { lines } => part.lines.extend(lines),
                Piece::Paragraph { text } | Piece::Heading { text } => part.notes.push(text),
                Piece::Pair { label, text } => part.notes.push(format!("{label}: {text}")),
                // The papers of a province hold neither.
                Piece::Entries { .. } | Piece::Bar { .. } => {}
            }
        }
        let is_empty = part.table.is_none() && part.notes.is_empty() && part.lines.is_empty();
        (!is_empty).then_some(part)
    }

    /// Tells of each row what kind of region it is about.
    fn kinds<'r, 'e: 'r>(&mut self, regions: impl IntoIterator<Item = &'r RankedRegion<'e>>) {
        let rows = self.table.iter_mut().flat_map(|table| &mut table.rows);
        for (row, region) in rows.zip(regions) {
            row.kind = match region.who.kind() {
                Some(Kind::Kabupaten) => "kabupaten",
                Some(Kind::Kota) => "kota",
                _ => "",
            };
        }
    }

    /// Lets a reader sort by some columns, each with the order that it begins with.
    fn sortable(&mut self, orders: &[(usize, Order)]) {
        let Some(table) = &mut self.table else { return };
        for (place, order) in orders {
            if let Some(column) = table.columns.get_mut(*place) {
                column.sort = Some(*order);
            }
        }
    }

    /// Gives the cells of each row keys, in the order of the columns.
    fn keys(&mut self, rows: impl IntoIterator<Item = Vec<Option<i128>>>) {
        let table = self.table.iter_mut().flat_map(|table| &mut table.rows);
        for (row, keys) in table.zip(rows) {
            for (cell, key) in row.cells.iter_mut().zip(keys) {
                cell.key = key;
            }
        }
    }
}

impl PageTable {
    fn of(table: Table) -> PageTable {
        let columns: Vec<PageColumn> = table
            .columns
            .into_iter()
            .enumerate()
            .map(|(place, column)| PageColumn {
                head: column.head,
                align: column.align,
                is_name: place == 0,
                sort: None,
                is_sorted: false,
            })
            .collect();
        let cell = |text| PageCell { text, key: None, tint: None, bar: None };
        let rows = table
            .rows
            .into_iter()
            .map(|row| PageRow { kind: "", cells: row.cells.into_iter().map(cell).collect() });
        PageTable { is_narrow: columns.len() <= 4, columns, rows: rows.collect() }
    }
}

fn blockers(province: &Province<'_>, lang: Lang) -> Option<Part> {
    let mut part = Part::of("belum", super::blockers(province, lang))?;
    let by_gap = super::by_gap(province);
    part.kinds(by_gap.iter().copied());
    part.sortable(&[
        (0, Order::Ascending),
        (1, Order::Descending),
        (3, Order::Ascending),
        (5, Order::Ascending),
    ]);
    part.keys(by_gap.iter().map(|region| {
        let to_first = region.to_first;
        let effort = to_first.and_then(|to_first| to_first.effort);
        let gap = to_first.map(|to_first| to_first.gap.millionths());
        // Where no plan suffices, no effort is enough.
        let effort = effort.map_or(i128::from(u32::MAX), i128::from);
        vec![None, Some(region.total().millionths()), None, gap, None, Some(effort)]
    }));
    if let Some(column) = part.table.as_mut().and_then(|table| table.columns.get_mut(3)) {
        column.is_sorted = true;
    }
    Some(part)
}

fn ranks(province: &Province<'_>, group: &Group<'_>, number: usize, lang: Lang) -> Option<Part> {
    /// More than the regions of any province, to put two ranks into one key.
    const MANY: usize = 10_000;
    let mut part = Part::of(&format!("peringkat-{number}"), regions::ranks(province, group, lang))?;
    part.kinds(&group.standings);
    part.sortable(&[
        (0, Order::Ascending),
        (1, Order::Ascending),
        (2, Order::Ascending),
        (3, Order::Descending),
        (4, Order::Descending),
        (5, Order::Descending),
        (6, Order::Ascending),
    ]);
    let categories = &group.edition.bands().categories;
    let two = |first: usize, second: usize| Some((first * MANY + second) as i128);
    part.keys(group.standings.iter().map(|region| {
        let rank = region.rank;
        let category = region.category.and_then(|category| {
            categories.iter().position(|one| one.id == category.id).map(|place| place as i128)
        });
        let kind = usize::from(region.who.kind() == Some(Kind::Kota));
        vec![
            Some(rank.place as i128),
            two(rank.best, rank.worst),
            None,
            Some(region.total().millionths()),
            Some(region.at(Mark::Verified).millionths()),
            Some(category.unwrap_or(-1)),
            region.rank_in_kind.and_then(|among| two(kind, among.place)),
        ]
    }));
    if let Some(table) = &mut part.table {
        for (place, column) in table.columns.iter_mut().enumerate() {
            column.is_name = place == 2;
            column.is_sorted = place == 0;
        }
        for (row, region) in table.rows.iter_mut().zip(&group.standings) {
            if let Some(cell) = row.cells.get_mut(4) {
                cell.bar = Some(bar(group, region, lang));
            }
        }
    }
    part.lines.push(scale(group, lang));
    Some(part)
}

/// What the bars of a group show.
fn scale(group: &Group<'_>, lang: Lang) -> String {
    let short = |points: Points| kla::wording::short_points(lang, points);
    let categories = &group.edition.bands().categories;
    let floors: Vec<String> = categories
        .iter()
        .map(|category| format!("{} {}", category.name, short(category.from)))
        .collect();
    let (whole, floors) = (short(group.edition.total()), floors.join(", "));
    match lang {
        Lang::Id => format!(
            "Batang: skala 0–{whole}; bagian tebal rentangnya, garis panjang nilainya, garis tipis batas bawah kategori ({floors})."
        ),
        Lang::En => format!(
            "Bars: from 0 to {whole}; the thick part is the range, the long line the points, thin lines the floors of the categories ({floors})."
        ),
    }
}

fn bar(group: &Group<'_>, region: &RankedRegion<'_>, lang: Lang) -> RangeBar {
    let whole = group.edition.total();
    let at = |points| along(points, whole);
    let (low, high) = (at(region.at(Mark::Verified)), at(region.at(Mark::Potential)));
    let floors = group.edition.bands().categories.iter().map(|category| unit(at(category.from)));
    RangeBar {
        title: format!(
            "{} {}; {} {}",
            word(lang, "Rentang", "Range"),
            words::range(region, lang),
            word(lang, "nilai", "points"),
            kla::wording::points(lang, region.total()),
        ),
        floors: floors.collect(),
        start: unit(low),
        width: unit(high - low),
        mark: unit(at(region.total())),
    }
}

fn letters(province: &Province<'_>, group: &Group<'_>, number: usize, lang: Lang) -> Option<Part> {
    let mut part = Part::of(&format!("blok-{number}"), regions::letters(province, group, lang))?;
    part.kinds(&group.standings);
    part.keys(group.standings.iter().map(|region| {
        // A block has the same maximum in every row, so its points sort as its percentage does.
        let keys = region
            .blocks
            .iter()
            .map(|block| Some(block.points.map_or(-1, |points| points.millionths())));
        std::iter::once(None).chain(keys).collect()
    }));
    let table = part.table.as_mut()?;
    table.is_narrow = false;
    for (place, column) in table.columns.iter_mut().enumerate() {
        column.sort = Some(if place == 0 { Order::Ascending } else { Order::Descending });
    }
    for (row, region) in table.rows.iter_mut().zip(&group.standings) {
        for (cell, block) in row.cells.iter_mut().skip(1).zip(&region.blocks) {
            cell.tint = block.letter().map(|letter| letter.sign().to_ascii_lowercase());
        }
    }
    Some(part)
}

fn losses(province: &Province<'_>, group: &Group<'_>, number: usize, lang: Lang) -> Option<Part> {
    let mut part = Part::of(&format!("hilang-{number}"), super::losses(province, group, lang))?;
    part.sortable(&[(1, Order::Descending), (2, Order::Descending)]);
    part.keys(
        group
            .losses
            .iter()
            .map(|loss| vec![None, Some(loss.lost_in as i128), Some(loss.lost.millionths())]),
    );
    if let Some(column) = part.table.as_mut().and_then(|table| table.columns.get_mut(1)) {
        column.is_sorted = true;
    }
    Some(part)
}
