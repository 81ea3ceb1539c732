//! How cells look: widths, colours, number formats.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use super::plan::{Level, Look, Row, Value};
use crate::layout::{Column, TableKind};

const FONT: &str = "Calibri";
const DARK: u32 = 0x1F_4E_5F;
const BLOCK: u32 = 0xBF_D7_DE;
const INDICATOR: u32 = 0xE6_EF_F2;
const INPUT: u32 = 0xFF_FC_E8;
const LINE: u32 = 0xB8_C4_C8;
const GREY: u32 = 0x55_5F_63;

/// Formats by look and row, each made once.
#[derive(Default)]
pub(super) struct Looks {
    made: BTreeMap<(Look, u8), Format>,
}

impl Looks {
    pub(super) fn of(&mut self, look: Look, level: Level) -> &Format {
        let rank = match level {
            Level::Total => 0,
            Level::Block => 1,
            Level::Indicator => 2,
            Level::Leaf => 3,
        };
        self.made.entry((look, rank)).or_insert_with(|| make(look, level))
    }
}

fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10).set_align(FormatAlign::Top)
}

fn make(look: Look, level: Level) -> Format {
    let mut format = base().set_border(FormatBorder::Thin).set_border_color(LINE).set_text_wrap();
    format = match level {
        Level::Total => format.set_bold().set_background_color(DARK).set_font_color(0xFF_FF_FF),
        Level::Block => format.set_bold().set_background_color(BLOCK),
        Level::Indicator => format.set_bold().set_background_color(INDICATOR),
        Level::Leaf => format,
    };
    if look.is_input() {
        format = format.set_unlocked().set_background_color(INPUT).set_font_color(0);
    }
    let points = "#,##0.00####";
    match look {
        Look::Plain => format,
        Look::Quiet if level == Level::Leaf => format.set_font_size(9).set_font_color(GREY),
        Look::Quiet => format,
        Look::Centred => format.set_align(FormatAlign::Center),
        Look::Points => format.set_num_format(points),
        Look::Share => format.set_num_format("0.0%"),
        Look::TextInput => format.set_num_format("@"),
        Look::AnyInput => format.set_align(FormatAlign::Left),
        Look::PointsInput => format.set_num_format(points),
        Look::CountInput => format.set_num_format("#,##0.######"),
        Look::PercentInput(0) => format.set_num_format("0%").set_align(FormatAlign::Left),
        Look::PercentInput(digits) => {
            format.set_num_format(format!("0.{}%", zeros(digits))).set_align(FormatAlign::Left)
        }
        Look::PrintedInput(0) => format.set_num_format("0"),
        Look::PrintedInput(digits) => format.set_num_format(format!("0.{}", zeros(digits))),
        Look::DayInput => format.set_num_format("@"),
    }
}

fn zeros(digits: u32) -> String {
    (0..digits).map(|_| '0').collect()
}

pub(crate) fn title() -> Format {
    base().set_bold().set_font_size(15).set_font_color(DARK)
}

pub(super) fn label() -> Format {
    base().set_bold().set_font_color(DARK)
}

pub(crate) fn quiet() -> Format {
    base().set_font_color(GREY)
}

/// A cell of a list.
pub(crate) fn cell() -> Format {
    base().set_text_wrap().set_border(FormatBorder::Thin).set_border_color(LINE)
}

pub(super) fn text() -> Format {
    base().set_text_wrap().set_font_size(11)
}

pub(crate) fn header() -> Format {
    base()
        .set_bold()
        .set_font_color(0xFF_FF_FF)
        .set_background_color(DARK)
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
        .set_align(FormatAlign::VerticalCenter)
        .set_align(FormatAlign::Center)
        .set_text_wrap()
}

/// The width of a column, in letters.
pub(super) fn width(kind: TableKind, column: Column) -> f64 {
    match (kind, column) {
        (TableKind::Summary, Column::Code) => 14.0,
        (_, Column::Code) => 12.0,
        (_, Column::Indicator) => 9.0,
        (_, Column::Text) => 44.0,
        (_, Column::Choices) => 24.0,
        (TableKind::Details, Column::Answer) => 18.0,
        (_, Column::Answer) => 15.0,
        (_, Column::Count | Column::Of) => 9.0,
        (_, Column::Points | Column::Maximum) => 10.0,
        (_, Column::Mark) => 9.0,
        (_, Column::Status) => 13.0,
        (_, Column::Reason) => 8.0,
        (_, Column::Evidence) => 12.0,
        (_, Column::Note) => 20.0,
        (_, Column::Agency) => 17.0,
        (_, Column::Part) => 34.0,
        (_, Column::EvidenceId) => 12.0,
        (_, Column::Title) => 52.0,
        (_, Column::From | Column::To) => 12.0,
        (_, Column::Link) => 30.0,
        (_, Column::Sha256) => 24.0,
        (_, Column::Name) => 60.0,
        _ => 12.0,
    }
}

/// The height of a row in points: the most lines that one of its texts takes. Programs other than
/// Excel do not find it out by themselves.
pub(super) fn height(kind: TableKind, row: &Row) -> u32 {
    let lines = row.cells.iter().zip(kind.columns()).map(|(cell, column)| match &cell.value {
        // Small letters take less room than the widths of columns are counted in.
        Value::Text(text) if cell.look == Look::Quiet => {
            lines(text, letters(kind, *column) * 13 / 10)
        }
        Value::Text(text) => lines(text, letters(kind, *column) * 11 / 10),
        _ => 1,
    });
    let lines = lines.max().unwrap_or(1).min(28);
    let least = if row.level == Level::Leaf { 4 } else { 6 };
    least + 13 * lines
}

/// How many lines a text takes where so many letters stand in one.
pub(super) fn lines(text: &str, width: u32) -> u32 {
    let width = usize::try_from(width.max(1)).unwrap_or(1);
    let wrapped = |line: &str| {
        let (mut lines, mut used) = (1, 0);
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if used > 0 && used + 1 + length > width {
                lines += 1;
                used = 0;
            }
            lines += u32::try_from(length / (width + 1)).unwrap_or(0);
            used += length + usize::from(used > 0);
        }
        lines
    };
    text.split('\n').map(wrapped).sum::<u32>().max(1)
}

/// How many letters of a text fit into a column.
fn letters(kind: TableKind, column: Column) -> u32 {
    let width = width(kind, column).to_string();
    width.split('.').next().and_then(|whole| whole.parse().ok()).unwrap_or(12)
}
