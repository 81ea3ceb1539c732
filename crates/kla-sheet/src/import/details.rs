//! The years of series, and the answers of kecamatan and villages one by one.

use std::collections::{BTreeMap, BTreeSet};

use kla::{Edition, Measure, SeriesOf, Shape, Text};

use super::cells::{number, origin, percent, wrong};
use super::draft::{Pair, Piece, key, quoted};
use super::tables::{Found, Row, rows};
use crate::choice::{short_word, state_meant};
use crate::finding::{Finding, SheetCode};
use crate::grid::Grid;
use crate::layout::{Column, TableKind};

/// The pair `series` or `units` of a question, by its code.
pub(super) type Details = BTreeMap<String, Pair>;

pub(super) fn read(
    grids: &[Grid],
    found: &[Found],
    edition: &Edition,
    findings: &mut Vec<Finding>,
) -> Details {
    let mut details = Details::new();
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    // A count without one of its villages would be another count: then none of it is used.
    let mut broken: BTreeSet<&str> = BTreeSet::new();
    for row in rows(grids, found, TableKind::Details) {
        let filled = [Column::Answer, Column::Count, Column::Of]
            .into_iter()
            .find_map(|column| row.cell(column).map(|cell| (column, cell)));
        let part = row.cell(Column::Part);
        let Some(code) = row.text(Column::Code) else {
            if let Some((column, cell)) = filled {
                findings.push(without_code(&row, column, cell));
            }
            continue;
        };
        let Some((code, measure)) = measure(edition, &code) else {
            let cell = row.cell(Column::Code);
            findings.extend(cell.map(|cell| unknown(&row, cell, edition)));
            continue;
        };
        let (of, is_units) = match &measure.shape {
            Shape::Series { of, .. } => (Some(*of), false),
            Shape::Units { .. } => (None, true),
            _ => {
                let cell = row.cell(Column::Code);
                findings.extend(cell.map(|cell| unknown(&row, cell, edition)));
                continue;
            }
        };
        if filled.is_none() && !is_units {
            continue;
        }
        let Some(part) = part else {
            if let Some((column, cell)) = filled {
                findings.push(without_code(&row, column, cell));
                broken.insert(code);
            }
            continue;
        };
        let name = match is_units {
            true => super::cells::free_text(part),
            false => row.text(Column::Part).unwrap_or_default(),
        };
        if !seen.insert((code.to_owned(), name.clone())) {
            findings.push(wrong(
                &row,
                Column::Part,
                part,
                SheetCode::RowTwice,
                Text::new(
                    format!("`{name}` sudah ada untuk butir {code}"),
                    format!("`{name}` is already there for question {code}"),
                ),
                Text::new("hapus salah satu barisnya", "remove one of the rows"),
            ));
            broken.insert(code);
            continue;
        }
        let value = if is_units { unit(&row, findings) } else { year(&row, of, findings) };
        let Some(value) = value else {
            broken.insert(code);
            continue;
        };
        let word = if is_units { "units" } else { "series" };
        let pair = details.entry(code.to_owned()).or_insert_with(|| Pair {
            key: word.to_owned(),
            value: vec![plain("{ ")],
            decides: true,
            dropped: false,
        });
        if pair.value.len() > 1 {
            pair.value.push(plain(", "));
        }
        pair.value.push(Piece { text: key(&name), origin: Some(origin(&row, Column::Part, part)) });
        pair.value.push(plain(" = "));
        pair.value.extend(value);
    }
    details.retain(|code, _| !broken.contains(code.as_str()));
    for pair in details.values_mut() {
        pair.value.push(plain(" }"));
    }
    details
}

fn plain(text: &str) -> Piece {
    Piece { text: text.to_owned(), origin: None }
}

/// The measure of a leaf by its code, and the code as the edition writes it.
pub(super) fn measure<'e>(edition: &'e Edition, code: &str) -> Option<(&'e str, &'e Measure)> {
    if let Some(question) = edition.question(code) {
        return Some((question.id.as_str(), &question.measure));
    }
    let indicator = edition.indicator(code)?;
    indicator.measure().map(|measure| (indicator.id.as_str(), measure))
}

fn without_code(row: &Row<'_>, column: Column, cell: &crate::grid::Cell) -> Finding {
    wrong(
        row,
        column,
        cell,
        SheetCode::RowWithoutCode,
        Text::new(
            "baris ini berisi, tetapi kode atau tahun/namanya kosong",
            "the row is filled in, but its code or its year or name is empty",
        ),
        Text::new("isi kolom Kode dan Tahun/nama", "fill in the columns Kode and Tahun/nama"),
    )
}

fn unknown(row: &Row<'_>, cell: &crate::grid::Cell, edition: &Edition) -> Finding {
    wrong(
        row,
        Column::Code,
        cell,
        SheetCode::UnknownRow,
        Text::new(
            format!(
                "bukan butir edisi {} yang diisi per tahun atau per kecamatan/desa",
                edition.id()
            ),
            format!(
                "not a question of edition {} that is filled in by year or by village",
                edition.id()
            ),
        ),
        Text::new("periksa kodenya pada lembar Isian", "check the code on the sheet Isian"),
    )
}

fn unit(row: &Row<'_>, findings: &mut Vec<Finding>) -> Option<Vec<Piece>> {
    let Some(cell) = row.cell(Column::Answer) else {
        let part = row.cell(Column::Part)?;
        findings.push(wrong(
            row,
            Column::Part,
            part,
            SheetCode::UnknownLevel,
            Text::new("belum ada jawabannya", "has no answer yet"),
            Text::new(
                "tulis ya, tidak, tidak tahu, atau tidak berlaku",
                "write ya, tidak, tidak tahu or tidak berlaku",
            ),
        ));
        return None;
    };
    let text = row.text(Column::Answer).unwrap_or_default();
    let word = short_word(&crate::layout::fold(&text)).or_else(|| {
        state_meant(&text).filter(|word| ["tidak-tahu", "tidak-berlaku"].contains(word))
    });
    let Some(word) = word else {
        findings.push(wrong(
            row,
            Column::Answer,
            cell,
            SheetCode::UnknownLevel,
            Text::new(
                "bukan jawaban sebuah kecamatan atau desa",
                "not the answer of a kecamatan or village",
            ),
            Text::new(
                "tulis ya, tidak, tidak tahu, atau tidak berlaku",
                "write ya, tidak, tidak tahu or tidak berlaku",
            ),
        ));
        return None;
    };
    Some(vec![Piece { text: quoted(word), origin: Some(origin(row, Column::Answer, cell)) }])
}

fn year(row: &Row<'_>, of: Option<SeriesOf>, findings: &mut Vec<Finding>) -> Option<Vec<Piece>> {
    let answer = row.cell(Column::Answer);
    if of == Some(SeriesOf::Count) {
        let cell = answer?;
        let text = number(row, Column::Answer, cell, 0, findings)?;
        return Some(vec![Piece { text, origin: Some(origin(row, Column::Answer, cell)) }]);
    }
    let mut pieces = vec![plain("{ ")];
    let mut add = |name: &str, column: Column, text: String| {
        if pieces.len() > 1 {
            pieces.push(plain(", "));
        }
        pieces.push(plain(&format!("{name} = ")));
        let cell = row.cell(column);
        pieces.push(Piece { text, origin: cell.map(|cell| origin(row, column, cell)) });
    };
    if let Some(cell) = answer {
        let text = percent(row, Column::Answer, cell, findings)?;
        add("percent", Column::Answer, text);
    }
    for (name, column) in [("count", Column::Count), ("of", Column::Of)] {
        if let Some(cell) = row.cell(column) {
            let text = number(row, column, cell, 0, findings)?;
            add(name, column, text);
        }
    }
    pieces.push(plain(" }"));
    Some(pieces)
}
