//! The rows of `Ringkasan`: figures stated for a whole, printed figures, notes.

use kla::{Edition, Text};

use super::answers;
use super::cells::{free_text, number, origin, wrong};
use super::draft::{Draft, Pair, Section, quoted};
use super::tables::{Found, Row, rows};
use crate::finding::{Finding, SheetCode};
use crate::grid::{Cell, Grid};
use crate::layout::{CATEGORY_ROW, Column, NOTE_ROW, TOTAL_ROW, TableKind, fold};
use crate::number::Share;

pub(super) fn read(
    grids: &[Grid],
    found: &[Found],
    edition: &Edition,
    draft: &mut Draft,
    findings: &mut Vec<Finding>,
) {
    let mut seen = std::collections::BTreeSet::new();
    for row in rows(grids, found, TableKind::Summary) {
        let inputs = [Column::Stated, Column::Declared, Column::DeclaredMaximum];
        let input = inputs.into_iter().find_map(|column| Some((column, row.cell(column)?)));
        let Some(code) = row.text(Column::Code) else {
            if let Some((column, cell)) = input {
                findings.push(wrong(
                    &row,
                    column,
                    cell,
                    SheetCode::RowWithoutCode,
                    Text::new(
                        "baris ini berisi, tetapi kolom Kode kosong",
                        "the row is filled in, but its column Kode is empty",
                    ),
                    Text::new(
                        "isi kodenya, misalnya klaster-1",
                        "write the code, such as klaster-1",
                    ),
                ));
            }
            continue;
        };
        match fold(&code).as_str() {
            folded if folded == fold(NOTE_ROW) => {
                if let Some(cell) = row.cell(Column::Name) {
                    draft.notes.push((free_text(cell), origin(&row, Column::Name, cell)));
                }
            }
            folded if folded == fold(CATEGORY_ROW) => {
                if let Some(cell) = row.cell(Column::Declared) {
                    let text = quoted(&crate::choice::clean(&free_text(cell)));
                    let pair = Pair::new("category", text, origin(&row, Column::Declared, cell));
                    draft.single(Section::Declared, pair);
                }
            }
            _ => figures(&row, &code, edition, &mut seen, draft, findings),
        }
    }
}

fn figures(
    row: &Row<'_>,
    code: &str,
    edition: &Edition,
    seen: &mut std::collections::BTreeSet<String>,
    draft: &mut Draft,
    findings: &mut Vec<Finding>,
) {
    let is_block = edition.block(code).is_some();
    let is_total = code == TOTAL_ROW;
    if !is_block && !is_total && edition.indicator(code).is_none() {
        let cell = row.cell(Column::Code);
        findings.extend(cell.map(|cell| {
            wrong(
                row,
                Column::Code,
                cell,
                SheetCode::UnknownRow,
                Text::new(
                    format!("kode ini bukan blok atau indikator edisi {}", edition.id()),
                    format!("the code is no block or indicator of edition {}", edition.id()),
                ),
                Text::new(
                    "salin kodenya dari lembar kerja yang baru",
                    "copy the code from a new form",
                ),
            )
        }));
        return;
    }
    let filled = [Column::Stated, Column::Declared, Column::DeclaredMaximum];
    if filled.iter().any(|column| row.cell(*column).is_some()) && !seen.insert(code.to_owned()) {
        let cell = row.cell(Column::Code);
        findings.extend(cell.map(|cell| {
            wrong(
                row,
                Column::Code,
                cell,
                SheetCode::RowTwice,
                Text::new("kode ini sudah ada di atas", "the code is already there above"),
                Text::new("hapus salah satu barisnya", "remove one of the rows"),
            )
        }));
        return;
    }
    if let Some(node) = answers::node(edition, code) {
        answers::maximum(row, node.maximum(), findings);
    }
    if let Some(cell) = row.cell(Column::Stated) {
        let section = if is_block { Section::Blocks } else { Section::Indicators };
        let leaf = edition.indicator(code).is_some_and(|indicator| indicator.measure().is_some());
        if is_total || leaf {
            findings.push(wrong(
                row,
                Column::Stated,
                cell,
                SheetCode::NotAnAnswerCell,
                Text::new(
                    "nilai keseluruhan tidak dipakai di baris ini",
                    "points for a whole are not used in this row",
                ),
                Text::new(
                    "isi butirnya di lembar Isian",
                    "fill in its questions on the sheet Isian",
                ),
            ));
        } else if let Some(text) = number(row, Column::Stated, cell, 0, findings) {
            draft.single(section, Pair::new(code, text, origin(row, Column::Stated, cell)));
        }
    }
    if let Some(cell) = row.cell(Column::Declared) {
        let section = match (is_total, is_block) {
            (true, _) => Section::Declared,
            (_, true) => Section::DeclaredBlocks,
            _ => Section::DeclaredIndicators,
        };
        declare(row, Column::Declared, cell, (section, code), draft, findings);
    }
    if let Some(cell) = row.cell(Column::DeclaredMaximum) {
        let target = (Section::DeclaredMaxima, code);
        declare(row, Column::DeclaredMaximum, cell, target, draft, findings);
    }
}

/// A printed figure with the digits that the cell shows.
fn declare(
    row: &Row<'_>,
    column: Column,
    cell: &Cell,
    (section, code): (Section, &str),
    draft: &mut Draft,
    findings: &mut Vec<Finding>,
) {
    let least = if cell.format.share == Share::Plain { cell.format.decimals } else { 0 };
    if let Some(text) = number(row, column, cell, least, findings) {
        draft.single(section, Pair::new(code, text, origin(row, column, cell)));
    }
}
