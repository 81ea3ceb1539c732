//! From one cell to the text of one value, and what is wrong with it.

use kla::Text;
use rust_decimal::Decimal;

use super::draft::{Origin, quoted};
use super::tables::Row;
use crate::choice::clean;
use crate::finding::{Finding, SheetCode};
use crate::grid::{Cell, Value};
use crate::layout::Column;
use crate::number::{DECIMALS, Share, decimals, padded, times_hundred};

/// Where a value came from.
pub(super) fn origin(row: &Row<'_>, column: Column, cell: &Cell) -> Origin {
    Origin { place: row.place(column), read: cell.shown() }
}

/// A finding about a cell.
pub(super) fn wrong(
    row: &Row<'_>,
    column: Column,
    cell: &Cell,
    code: SheetCode,
    message: Text,
    help: Text,
) -> Finding {
    Finding::new(code, message).at(row.place(column)).reading(&cell.shown()).help(help)
}

/// A number as a quoted value: what was typed as text is judged as text, a number has one reading.
/// `least` decimals are kept where the cell shows them.
pub(super) fn number(
    row: &Row<'_>,
    column: Column,
    cell: &Cell,
    least: u32,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    match &cell.value {
        Value::Text(text) => Some(quoted(&clean(text))),
        Value::Number(number) if decimals(number) > DECIMALS => {
            findings.push(too_many(row, column, cell));
            None
        }
        Value::Number(number) => Some(one_reading(&padded(number, least))),
        _ => {
            findings.push(no_number(row, column, cell));
            None
        }
    }
}

/// A quoted number that cannot be taken for grouping: a zero in front of `1.125` says that the mark is
/// a decimal one.
pub(super) fn one_reading(number: &str) -> String {
    let grouping = number.split_once('.').is_some_and(|(whole, decimals)| {
        decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with(['0', '-'])
    });
    quoted(&if grouping { format!("0{number}") } else { number.to_owned() })
}

/// A percentage as a quoted number. Whether 0.85 is 85 % or 0.85 % is decided by the cell's number
/// format or a sign behind it; without either, a number up to one is not decided here at all.
pub(super) fn percent(
    row: &Row<'_>,
    column: Column,
    cell: &Cell,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    match &cell.value {
        Value::Number(number) => {
            let meant = match cell.format.share {
                Share::OfOne => times_hundred(number),
                Share::InPercent => number.clone(),
                Share::Plain if is_either(number) => {
                    findings.push(ambiguous_share(row, column, cell, number));
                    return None;
                }
                Share::Plain => number.clone(),
            };
            if decimals(&meant) > DECIMALS {
                findings.push(too_many(row, column, cell));
                return None;
            }
            let least = if cell.format.share == Share::Plain { 0 } else { cell.format.decimals };
            Some(one_reading(&padded(&meant, least)))
        }
        Value::Text(text) => {
            let text = clean(text);
            if let Some(figure) = text.strip_suffix('%') {
                return Some(quoted(figure.trim_end()));
            }
            let plain = text.replace(',', ".");
            if is_either(&plain) {
                findings.push(ambiguous_share(row, column, cell, &plain));
                return None;
            }
            Some(quoted(&text))
        }
        _ => {
            findings.push(no_number(row, column, cell));
            None
        }
    }
}

/// Whether a number could be a share of one as well as per cent.
fn is_either(number: &str) -> bool {
    number.parse::<Decimal>().is_ok_and(|value| value > Decimal::ZERO && value <= Decimal::ONE)
}

fn ambiguous_share(row: &Row<'_>, column: Column, cell: &Cell, number: &str) -> Finding {
    let (small, large) = (number.replace('.', ","), times_hundred(number).replace('.', ","));
    let (small_en, large_en) = (number.to_owned(), times_hundred(number));
    wrong(
        row,
        column,
        cell,
        SheetCode::AmbiguousShare,
        Text::new(
            format!("dapat berarti {small} persen atau {large} persen"),
            format!("can mean {small_en} per cent or {large_en} per cent"),
        ),
        Text::new(
            format!("tulis dengan tanda persen: {small}% atau {large}%"),
            format!("write it with the sign: {small_en}% or {large_en}%"),
        ),
    )
}

fn too_many(row: &Row<'_>, column: Column, cell: &Cell) -> Finding {
    wrong(
        row,
        column,
        cell,
        SheetCode::TooManyDecimals,
        Text::new("memuat lebih dari enam desimal", "has more than six decimals"),
        Text::new(
            "bulatkan seperti pada dokumen sumbernya, misalnya dengan rumus ROUND",
            "round it as its source does, for example by the formula ROUND",
        ),
    )
}

/// What is wrong with a cell that holds no number where one belongs.
pub(super) fn no_number(row: &Row<'_>, column: Column, cell: &Cell) -> Finding {
    let (code, message, help) = match &cell.value {
        Value::Date(_) => (
            SheetCode::ReadAsDate,
            Text::new(
                "Excel membaca isian ini sebagai tanggal atau jam",
                "Excel has read this entry as a date or a time",
            ),
            Text::new(
                "ubah format sel menjadi Umum atau Teks, lalu ketik ulang",
                "change the format of the cell to General or Text and type it again",
            ),
        ),
        Value::Error(_) => (
            SheetCode::ErrorValue,
            Text::new("sel memuat galat rumus", "the cell holds the error of a formula"),
            Text::new(
                "perbaiki rumusnya, atau ketik angkanya",
                "mend the formula or type the figure",
            ),
        ),
        _ => (
            SheetCode::WrongCell,
            Text::new("di sini seharusnya bilangan", "a number belongs here"),
            Text::new("ketik bilangannya", "type the number"),
        ),
    };
    wrong(row, column, cell, code, message, help)
}

/// Free text as it stands.
pub(super) fn free_text(cell: &Cell) -> String {
    match &cell.value {
        Value::Text(text) => text.clone(),
        _ => cell.shown(),
    }
}
