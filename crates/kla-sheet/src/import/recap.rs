//! A recap as regions keep it: block, indicator, question, maximum, points of the self-assessment,
//! agencies. Points of questions are answers; sub-totals and their maxima are printed figures.

use kla::{Edition, Indicator, Text};

use super::answers::{self, Node};
use super::cells::{number, origin};
use super::draft::{Draft, Entry, Pair, Section};
use super::tables::{Found, Row, rows};
use crate::finding::{CellPlace, Finding, SheetCode};
use crate::grid::Grid;
use crate::layout::{Column, TOTAL_ROW, TableKind, fold};

pub(super) fn read(
    grids: &[Grid],
    found: &[Found],
    edition: &Edition,
    draft: &mut Draft,
    findings: &mut Vec<Finding>,
) -> Vec<String> {
    let mut current: Option<&Indicator> = None;
    let mut seen: std::collections::BTreeMap<String, CellPlace> = std::collections::BTreeMap::new();
    let mut codes = Vec::new();
    for row in rows(grids, found, TableKind::Recap) {
        let Some(code) = code(&row, edition, &mut current) else {
            let points = row.cell(Column::SelfPoints);
            let named = [Column::Question, Column::Indicator, Column::Block]
                .into_iter()
                .find_map(|column| Some((column, row.text(column)?)));
            if points.is_some() {
                let (column, text) = named.unwrap_or((Column::SelfPoints, String::new()));
                findings.push(unknown(&row, column, &text, edition));
            }
            continue;
        };
        let place = named_place(&row);
        // A heading names its rows and has no figure; the sum below them is the same node's.
        let is_leaf = matches!(
            answers::node(edition, &code),
            Some(Node::Leaf { .. } | Node::BlockLeaf { .. })
        );
        if !is_leaf && row.cell(Column::SelfPoints).is_none() {
            continue;
        }
        if let Some(first) = seen.get(&code) {
            findings.push(twice(&code, first, place));
            continue;
        }
        seen.insert(code.clone(), place);
        match answers::node(edition, &code) {
            Some(Node::Leaf { section, key, maximum, .. }) => {
                answers::maximum(&row, maximum, findings);
                codes.push(code.clone());
                let pairs: Vec<Pair> =
                    points(&row, "points", findings).map(Pair::deciding).into_iter().collect();
                if !pairs.is_empty() {
                    draft.entries.push(Entry { section, key: Some(key.to_owned()), pairs });
                }
            }
            Some(Node::BlockLeaf { maximum, .. }) => {
                answers::maximum(&row, maximum, findings);
                codes.push(code.clone());
                if let Some(pair) = points(&row, &code, findings) {
                    draft.single(Section::Blocks, pair);
                }
            }
            _ => declared(&row, &code, edition, draft, findings),
        }
    }
    codes
}

fn named_place(row: &Row<'_>) -> CellPlace {
    let column = [Column::Question, Column::Indicator, Column::Block]
        .into_iter()
        .find(|column| row.cell(*column).is_some());
    row.place(column.unwrap_or(Column::SelfPoints))
}

fn points(row: &Row<'_>, key: &str, findings: &mut Vec<Finding>) -> Option<Pair> {
    let cell = row.cell(Column::SelfPoints)?;
    let text = number(row, Column::SelfPoints, cell, 0, findings)?;
    Some(Pair::new(key, text, origin(row, Column::SelfPoints, cell)))
}

/// The printed sub-total and maximum of a block, an indicator or the whole.
fn declared(
    row: &Row<'_>,
    code: &str,
    edition: &Edition,
    draft: &mut Draft,
    findings: &mut Vec<Finding>,
) {
    let section = match code {
        TOTAL_ROW => Section::Declared,
        _ if edition.block(code).is_some() => Section::DeclaredBlocks,
        _ => Section::DeclaredIndicators,
    };
    if let Some(pair) = points(row, code, findings) {
        draft.single(section, pair);
    }
    if let Some(cell) = row.cell(Column::Maximum)
        && let Some(text) = number(row, Column::Maximum, cell, 0, findings)
    {
        let pair = Pair::new(code, text, origin(row, Column::Maximum, cell));
        draft.single(Section::DeclaredMaxima, pair);
    }
}

/// The code that a row means: a question, an indicator, a block, or the total.
fn code<'e>(
    row: &Row<'_>,
    edition: &'e Edition,
    current: &mut Option<&'e Indicator>,
) -> Option<String> {
    let question = row.text(Column::Question);
    let named = row.text(Column::Indicator).and_then(|text| indicator(edition, &text));
    if named.is_some() {
        *current = named;
    }
    let Some(question) = question else {
        if let Some(text) = row.text(Column::Indicator) {
            let sum =
                || without_sum_word(&text).and_then(|rest| sum_of(row, edition, *current, rest));
            return named
                .map(|found| found.id.to_string())
                .or_else(sum)
                .or_else(|| whole(edition, &text));
        }
        return row.text(Column::Block).and_then(|text| whole(edition, &text));
    };
    if let Some(full) = edition.question(&question) {
        return Some(full.id.to_string());
    }
    if let Some(found) = named.or(*current)
        && let Some(question) =
            found.questions().iter().find(|known| fold(known.id.number()) == fold(&question))
    {
        return Some(question.id.to_string());
    }
    if named.is_none()
        && let Some(found) = indicator(edition, &question)
    {
        *current = Some(found);
        return Some(found.id.to_string());
    }
    if let Some(rest) = without_sum_word(&question) {
        return sum_of(row, edition, *current, rest);
    }
    whole(edition, &question)
}

/// An indicator by its number, also behind the word itself or in front of its name.
fn indicator<'e>(edition: &'e Edition, text: &str) -> Option<&'e Indicator> {
    let bare = text.trim_start_matches(|sign: char| sign.is_alphabetic() && !text.is_empty());
    let number = text.split(['.', ' ', ':', ')']).next().unwrap_or(text);
    let after_word = match fold(text).starts_with("indikator") {
        true => bare.trim().split(['.', ' ', ':', ')']).next().unwrap_or(""),
        false => number,
    };
    edition
        .indicator(text)
        .or_else(|| edition.indicator(after_word))
        .or_else(|| edition.indicators().find(|known| fold(&known.name) == fold(text)))
}

/// What follows words such as `Jumlah` and `Sub Total`; `None` where there is no such word.
fn without_sum_word(text: &str) -> Option<&str> {
    let words = [
        "sub total",
        "sub-total",
        "subtotal",
        "sub jumlah",
        "jumlah",
        "total nilai",
        "nilai total",
        "total",
    ];
    let lower = text.to_lowercase();
    let word = words.iter().find(|word| lower.starts_with(**word))?;
    text.get(word.len()..).map(|rest| rest.trim_matches([' ', ':', '-', '.']))
}

/// Whose sum a row is: that of the node it names; or else the one whose maximum stands beside it, since
/// `Jumlah` alone stands below indicators, blocks and the whole sheet.
fn sum_of(
    row: &Row<'_>,
    edition: &Edition,
    current: Option<&Indicator>,
    rest: &str,
) -> Option<String> {
    if !rest.is_empty() {
        let found = indicator(edition, rest).map(|found| found.id.to_string());
        return found.or_else(|| whole(edition, rest));
    }
    let maximum = row.cell(Column::Maximum).and_then(|cell| match &cell.value {
        crate::grid::Value::Number(number) => number.parse::<kla::Points>().ok(),
        crate::grid::Value::Text(text) => text.replace(',', ".").trim().parse().ok(),
        _ => None,
    });
    match (maximum, current) {
        (Some(maximum), _) if maximum == edition.total() => Some(TOTAL_ROW.to_owned()),
        (Some(maximum), Some(row)) if [row.maximum, row.offered()].contains(&maximum) => {
            Some(row.id.to_string())
        }
        (Some(maximum), _) => {
            let block = edition.blocks().iter().find(|block| {
                block.maximum == maximum
                    && current
                        .is_none_or(|row| block.indicators.iter().any(|inside| inside.id == row.id))
            });
            block.map(|block| block.id.to_string())
        }
        (None, _) => Some(TOTAL_ROW.to_owned()),
    }
}

/// A block by id, short name or name, or the total.
fn whole(edition: &Edition, text: &str) -> Option<String> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return None;
    }
    let is = |name: &str| fold(name) == wanted;
    let block = edition
        .blocks()
        .iter()
        .find(|block| is(block.id.as_str()) || is(&block.short) || is(&block.name));
    let total = ["total", "nilaitotal", "totalnilai", "jumlah", "jumlahtotal"];
    block
        .map(|block| block.id.to_string())
        .or_else(|| total.contains(&wanted.as_str()).then(|| TOTAL_ROW.to_owned()))
}

fn unknown(row: &Row<'_>, column: Column, text: &str, edition: &Edition) -> Finding {
    Finding::new(
        SheetCode::UnknownRow,
        Text::new(
            format!(
                "baris ini tidak dikenali sebagai butir, indikator, atau blok edisi {}",
                edition.id()
            ),
            format!(
                "the row is not recognised as a question, an indicator or a block of edition {}",
                edition.id()
            ),
        ),
    )
    .at(row.place(column))
    .reading(text)
    .help(Text::new(
        "tulis nomor indikator dan butirnya, misalnya 4 dan P1, atau 4.P1",
        "write the numbers of indicator and question, such as 4 and P1, or 4.P1",
    ))
}

fn twice(code: &str, first: &CellPlace, place: CellPlace) -> Finding {
    Finding::new(
        SheetCode::RowTwice,
        Text::new(
            format!("`{code}` sudah ada di {first}; yang dipakai baris yang pertama itu"),
            format!("`{code}` is already at {first}; that first row is used"),
        ),
    )
    .at(place)
    .reading(code)
    .help(Text::new("hapus salah satu barisnya", "remove one of the rows"))
}
