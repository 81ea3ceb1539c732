//! The register of evidence, and references to it.

use kla::Text;

use super::cells::{free_text, origin, wrong};
use super::draft::{Draft, Entry, Pair, Section, quoted};
use super::tables::{Found, Row, rows};
use crate::choice::{clean, split};
use crate::finding::{Finding, SheetCode};
use crate::grid::{Cell, Grid, Value};
use crate::layout::{Column, TableKind, fold};

/// Ids and titles of the documents.
#[derive(Debug, Default)]
pub(super) struct Register {
    items: Vec<(String, String)>,
}

impl Register {
    /// The id that a reference means: by id, or by the title of one document alone.
    fn meant(&self, reference: &str) -> Option<&str> {
        let exact = self.items.iter().find(|(id, _)| id == reference);
        if let Some((id, _)) = exact {
            return Some(id);
        }
        let wanted = fold(reference);
        let only = |test: &dyn Fn(&(String, String)) -> bool| {
            let mut found = self.items.iter().filter(|item| test(item));
            found.next().filter(|_| found.next().is_none()).map(|(id, _)| id.as_str())
        };
        if wanted.is_empty() {
            return None;
        }
        only(&|(id, _)| fold(id) == wanted).or_else(|| only(&|(_, title)| fold(title) == wanted))
    }

    /// The pair `evidence` of an answer.
    pub(super) fn references(
        &self,
        row: &Row<'_>,
        cell: &Cell,
        findings: &mut Vec<Finding>,
    ) -> Option<Pair> {
        let mut ids: Vec<String> = Vec::new();
        for reference in split(&free_text(cell)) {
            match self.meant(&reference) {
                Some(id) => ids.push(quoted(id)),
                None => findings.push(wrong(
                    row,
                    Column::Evidence,
                    cell,
                    SheetCode::UnclearEvidence,
                    Text::new(
                        format!("bukti `{reference}` tidak ada dalam daftar bukti"),
                        format!("the evidence `{reference}` is not in the register"),
                    ),
                    Text::new(
                        "daftarkan di lembar Bukti, atau tulis id yang sudah ada; beberapa id dipisah koma",
                        "list it on the sheet Bukti, or write an id that is there; several ids with commas between",
                    ),
                )),
            }
        }
        let list = format!("[{}]", ids.join(", "));
        (!ids.is_empty()).then(|| Pair::new("evidence", list, origin(row, Column::Evidence, cell)))
    }
}

/// Reads the tables of evidence.
pub(super) fn read(
    grids: &[Grid],
    found: &[Found],
    draft: &mut Draft,
    findings: &mut Vec<Finding>,
) -> Register {
    let mut register = Register::default();
    for (number, row) in rows(grids, found, TableKind::Evidence).enumerate() {
        let pairs: Vec<Pair> =
            TableKind::Evidence.columns().iter().filter_map(|column| pair(&row, *column)).collect();
        let Some(first) = pairs.first() else { continue };
        let Some(cell) = row.cell(Column::EvidenceId) else {
            let place = first.value.first().and_then(|piece| piece.origin.clone());
            let finding = Finding::new(
                SheetCode::RowWithoutCode,
                Text::new("dokumen ini belum punya id", "the document has no id yet"),
            );
            let finding = finding.help(Text::new(
                "isi kolom Id bukti, misalnya E1",
                "fill in the column Id bukti, such as E1",
            ));
            findings.extend(place.map(|origin| finding.at(origin.place).reading(&origin.read)));
            continue;
        };
        let mut pairs = pairs;
        if row.cell(Column::Title).is_none() {
            // A document without a title is kept; the key must be there.
            pairs.insert(1, Pair::new("title", quoted(""), origin(&row, Column::EvidenceId, cell)));
        }
        let title = row.cell(Column::Title).map(free_text).unwrap_or_default();
        register.items.push((id_of(cell), title));
        draft.entries.push(Entry { section: Section::Evidence(number), key: None, pairs });
    }
    register
}

fn id_of(cell: &Cell) -> String {
    let text = free_text(cell);
    match split(&text).as_slice() {
        [one] => one.clone(),
        _ => clean(&text),
    }
}

fn pair(row: &Row<'_>, column: Column) -> Option<Pair> {
    let cell = row.cell(column)?;
    let (key, text) = match column {
        Column::EvidenceId => ("id", id_of(cell)),
        Column::Title => ("title", free_text(cell)),
        Column::Agency => ("agency", clean(&free_text(cell))),
        Column::From => ("from", day(cell)),
        Column::To => ("to", day(cell)),
        Column::Status => ("status", status_word(&free_text(cell))),
        Column::Link => ("link", free_text(cell)),
        Column::Sha256 => ("sha256", clean(&free_text(cell))),
        _ => return None,
    };
    Some(Pair::new(key, quoted(&text), origin(row, column, cell)))
}

fn day(cell: &Cell) -> String {
    match &cell.value {
        Value::Date(day) => day.clone(),
        _ => clean(&free_text(cell)),
    }
}

/// A status as the files write it, where it is one.
pub(super) fn status_word(text: &str) -> String {
    let words = ["tidak-ada", "belum-diperiksa", "sah", "ditolak"];
    let wanted = fold(text);
    let found = words.iter().find(|word| fold(word) == wanted);
    found.map_or_else(|| clean(text), |word| (*word).to_owned())
}
