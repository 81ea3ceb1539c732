//! Tables by the titles of their columns, on whatever sheet and in whatever order they stand.

use std::collections::BTreeMap;

use kla::Text;

use crate::choice::clean;
use crate::finding::{CellPlace, Finding, SheetCode};
use crate::grid::{Cell, Grid, Value};
use crate::layout::{Column, TableKind, fold};

/// A table that was found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) kind: TableKind,
    /// The place of its grid.
    pub(super) grid: usize,
    /// The row of the titles.
    pub(super) header: u32,
    /// The row after its last.
    pub(super) end: u32,
    columns: BTreeMap<Column, u32>,
}

/// A row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'g> {
    pub(super) table: &'g Found,
    pub(super) grid: &'g Grid,
    pub(super) row: u32,
}

impl<'g> Row<'g> {
    /// The cell of a column, if it holds more than blanks.
    pub(super) fn cell(&self, column: Column) -> Option<&'g Cell> {
        let at = *self.table.columns.get(&column)?;
        self.grid.cell(self.row, at).filter(|cell| match &cell.value {
            Value::Text(text) => !clean(text).is_empty(),
            _ => true,
        })
    }

    /// A cell that was typed: what a formula computes is not an entry.
    pub(super) fn typed(&self, column: Column) -> Option<&'g Cell> {
        self.cell(column).filter(|cell| !cell.formula)
    }

    /// The text of a cell without blanks around it, a number as its digits.
    pub(super) fn text(&self, column: Column) -> Option<String> {
        self.cell(column).map(|cell| match &cell.value {
            Value::Text(text) => clean(text),
            Value::Number(number) => number.clone(),
            _ => cell.shown(),
        })
    }

    /// Where a column's cell stands; the first column where the table does not have it.
    pub(super) fn place(&self, column: Column) -> CellPlace {
        self.grid.place(self.row, self.table.columns.get(&column).copied().unwrap_or(0))
    }
}

/// The rows of every table of a kind.
pub(super) fn rows<'g>(
    grids: &'g [Grid],
    found: &'g [Found],
    kind: TableKind,
) -> impl Iterator<Item = Row<'g>> {
    found.iter().filter(move |table| table.kind == kind).flat_map(move |table| {
        let grid = grids.get(table.grid);
        grid.into_iter().flat_map(move |grid| {
            grid.rows
                .range(table.header + 1..table.end.max(table.header + 1))
                .map(move |(row, _)| Row { table, grid, row: *row })
        })
    })
}

/// Every table of the sheets. A row of titles begins one, the next row of titles on that sheet ends it.
pub(super) fn find(grids: &[Grid], findings: &mut Vec<Finding>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (at, grid) in grids.iter().enumerate() {
        let first = found.len();
        for (row, cells) in &grid.rows {
            let Some((kind, columns)) = header(grid, *row, cells, findings) else { continue };
            if let Some(last) = found.get_mut(first..).and_then(<[Found]>::last_mut) {
                last.end = *row;
            }
            found.push(Found { kind, grid: at, header: *row, end: u32::MAX, columns });
        }
    }
    found
}

/// The kind of table whose titles stand in a row, and its columns.
fn header(
    grid: &Grid,
    row: u32,
    cells: &BTreeMap<u32, Cell>,
    findings: &mut Vec<Finding>,
) -> Option<(TableKind, BTreeMap<Column, u32>)> {
    let titles: Vec<(u32, String)> = cells
        .iter()
        .filter_map(|(column, cell)| match &cell.value {
            Value::Text(text) if text.len() < 80 => Some((*column, fold(text))),
            _ => None,
        })
        .collect();
    if titles.len() < 2 {
        return None;
    }
    let has = |column: Column| titles.iter().any(|(_, title)| is(column, title));
    use Column as C;
    let kind = if has(C::Code) && has(C::Part) {
        TableKind::Details
    } else if has(C::Code) && (has(C::Declared) || has(C::Stated) || has(C::DeclaredMaximum)) {
        TableKind::Summary
    } else if has(C::Code) && has(C::Answer) {
        TableKind::Answers
    } else if TableKind::Answers.columns().iter().filter(|column| has(**column)).count() >= 6 {
        let missing = if has(C::Code) { C::Answer } else { C::Code };
        findings.push(missing_column(grid, row, missing));
        if missing == C::Code {
            return None;
        }
        TableKind::Answers
    } else if has(C::EvidenceId) && has(C::Title) {
        TableKind::Evidence
    } else if has(C::SelfPoints) && has(C::Maximum) && (has(C::Question) || has(C::Indicator)) {
        TableKind::Recap
    } else {
        return None;
    };
    let mut columns = BTreeMap::new();
    for column in kind.columns() {
        let mut places = titles.iter().filter(|(_, title)| is(*column, title));
        let Some((first, _)) = places.next() else { continue };
        columns.insert(*column, *first);
        if let Some((second, _)) = places.next() {
            let title = column.title();
            let place = grid.place(row, *second);
            findings.push(
                Finding::new(
                    SheetCode::ColumnTwice,
                    Text::new(
                        format!("judul kolom `{title}` sudah ada; kolom ini tidak dibaca"),
                        format!("there is already a column `{title}`; this one is not read"),
                    ),
                )
                .at(place)
                .reading(cells.get(second).map(Cell::shown).unwrap_or_default().as_str())
                .help(Text::new(
                    "hapus atau ganti judul salah satu kolom",
                    "remove one of the columns or change its title",
                )),
            );
        }
    }
    renamed(grid, row, kind, &columns, cells, findings);
    Some((kind, columns))
}

/// Columns of a form whose titles are not there, where there are titles that nobody knows: what stands
/// below those would be lost in silence.
fn renamed(
    grid: &Grid,
    row: u32,
    kind: TableKind,
    columns: &BTreeMap<Column, u32>,
    cells: &BTreeMap<u32, Cell>,
    findings: &mut Vec<Finding>,
) {
    use Column as C;
    let needed: &[Column] = match kind {
        TableKind::Answers => &[C::Points, C::Count, C::Of, C::Status, C::Evidence, C::Note],
        TableKind::Evidence => &[C::From, C::To, C::Link, C::Sha256, C::Status],
        TableKind::Details | TableKind::Summary | TableKind::Recap => return,
    };
    let unknown = cells.iter().find(|(column, _)| !columns.values().any(|known| known == *column));
    let Some((column, title)) = unknown else { return };
    for missing in needed.iter().filter(|needed| !columns.contains_key(needed)) {
        let place = grid.place(row, *column);
        findings.push(missing_column(grid, row, *missing).at(place).reading(&title.shown()));
    }
    if kind == TableKind::Answers && !columns.contains_key(&C::Reason) {
        findings.extend(renamed_reason(grid, row, columns, cells));
    }
}

/// Forms did not always have a column of reasons. Where an unknown title stands in its place, beside
/// the status, and something below it, that is taken for one.
fn renamed_reason(
    grid: &Grid,
    row: u32,
    columns: &BTreeMap<Column, u32>,
    cells: &BTreeMap<u32, Cell>,
) -> Option<Finding> {
    let place = columns.get(&Column::Status)? + 1;
    let title = cells.get(&place).filter(|_| !columns.values().any(|known| *known == place))?;
    let is_used = |cells: &BTreeMap<u32, Cell>| {
        cells.get(&place).is_some_and(|cell| !clean(&cell.shown()).is_empty())
    };
    grid.rows.range(row + 1..).any(|(_, cells)| is_used(cells)).then(|| {
        missing_column(grid, row, Column::Reason).at(grid.place(row, place)).reading(&title.shown())
    })
}

fn missing_column(grid: &Grid, row: u32, column: Column) -> Finding {
    let title = column.title();
    Finding::new(
        SheetCode::MissingColumn,
        Text::new(
            format!("baris ini judul kolom lembar isian, tetapi judul {title} tidak ada"),
            format!("these are the titles of a sheet of answers, but the title {title} is missing"),
        ),
    )
    .at(grid.place(row, 0))
    .help(Text::new(
        format!("tulis kembali {title} di atas kolomnya"),
        format!("write {title} above its column again"),
    ))
}

/// Whether a folded title is one of a column's. A recap may name its year and region around `mandiri`.
fn is(column: Column, title: &str) -> bool {
    column.titles().iter().any(|known| fold(known) == title)
        || (column == Column::SelfPoints && (title.ends_with("self") || title.ends_with("mandiri")))
}
