//! Cells as they were read, whatever the file was.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};
use kla::Text;

use crate::finding::{CellPlace, Finding, SheetCode};
use crate::form::csv::without_apostrophe;
use crate::guard;
use crate::number::{Format, shortest};

/// Cells of a workbook that hold something; a form has about ten thousand.
const MOST_CELLS: usize = 500_000;
/// Cells that are looked at, empty and formatted ones included.
const MOST_VISITED: usize = 5_000_000;

/// A cell that holds something.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) value: Value,
    /// Whether a formula computes it.
    pub(crate) formula: bool,
    pub(crate) format: Format,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Text as it was written.
    Text(String),
    /// A number by its shortest decimal text, with a dot.
    Number(String),
    /// A number that Excel shows as a date or a time.
    Date(String),
    /// True or false.
    Flag(bool),
    /// An error such as `#REF!`.
    Error(String),
}

impl Cell {
    /// The cell as a message shows it.
    pub(crate) fn shown(&self) -> String {
        match &self.value {
            Value::Text(text) | Value::Error(text) => text.clone(),
            Value::Date(text) => text.clone(),
            Value::Number(number) => number.replace('.', ","),
            Value::Flag(true) => "TRUE".to_owned(),
            Value::Flag(false) => "FALSE".to_owned(),
        }
    }
}

/// A sheet, or a CSV table.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    pub(crate) index: usize,
    pub(crate) name: String,
    /// Rows that hold something, each with its cells by column.
    pub(crate) rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
}

impl Grid {
    pub(crate) fn place(&self, row: u32, column: u32) -> CellPlace {
        CellPlace { index: self.index, sheet: self.name.clone(), row, column }
    }

    pub(crate) fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.rows.get(&row)?.get(&column)
    }
}

/// What stands in a cell whose formula no program has computed yet.
const UNCOMPUTED: &str = "rumus yang belum dihitung; buka dan simpan di Excel";

/// Every sheet of a workbook that holds something. Nothing is allocated for what is empty.
pub(crate) fn workbook(bytes: &[u8]) -> Result<Vec<Grid>, Box<Finding>> {
    let mut workbook: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| guard::unreadable(&error))?;
    let names = workbook.sheet_names();
    let (mut grids, mut cells, mut visited) = (Vec::new(), 0, 0);
    for (index, name) in names.into_iter().enumerate() {
        let mut grid = Grid { index, name: name.clone(), rows: BTreeMap::new() };
        // A sheet that holds a chart has no cells.
        let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else { continue };
        let formats: Vec<Format> = reader
            .styles()
            .iter()
            .map(|style| {
                style
                    .number_format
                    .as_ref()
                    .map_or(Format::GENERAL, |format| Format::of(&format.format_code))
            })
            .collect();
        while let Some((cell, style)) =
            reader.next_cell_with_style_id().map_err(|error| guard::unreadable(&error))?
        {
            visited += 1;
            let (row, column) = cell.get_position();
            if visited > MOST_VISITED || cells > MOST_CELLS {
                return Err(too_many(&grid, row, column));
            }
            let format = formats.get(style).copied().unwrap_or(Format::GENERAL);
            if let Some(value) = value(cell.get_value()) {
                cells += 1;
                let cell = Cell { value, formula: false, format };
                grid.rows.entry(row).or_default().insert(column, cell);
            }
        }
        drop(reader);
        let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else { continue };
        while let Some(formula) =
            reader.next_formula().map_err(|error| guard::unreadable(&error))?
        {
            let (row, column) = formula.get_position();
            if formula.get_value().is_empty() {
                continue;
            }
            cells += 1;
            if cells > MOST_CELLS {
                return Err(too_many(&grid, row, column));
            }
            // A program that does not compute leaves the formula without a value.
            let uncomputed = || Cell {
                value: Value::Error(UNCOMPUTED.to_owned()),
                formula: true,
                format: Format::GENERAL,
            };
            let row = grid.rows.entry(row).or_default();
            row.entry(column).or_insert_with(uncomputed).formula = true;
        }
        grids.push(grid);
    }
    Ok(grids)
}

fn too_many(grid: &Grid, row: u32, column: u32) -> Box<Finding> {
    let finding = Finding::new(
        SheetCode::WorkbookTooLarge,
        Text::new(
            "sampai di sini lembar ini memuat jauh lebih banyak sel daripada lembar kerja mana pun",
            "up to here the sheet has far more cells than any form",
        ),
    )
    .at(grid.place(row, column))
    .help(Text::new(
        "salin isian ke lembar kerja baru dari `kla form`",
        "copy the answers into a new form from `kla form`",
    ));
    Box::new(finding)
}

fn value(data: &DataRef<'_>) -> Option<Value> {
    Some(match data {
        DataRef::Empty => return None,
        DataRef::String(text) => text_value(text)?,
        DataRef::SharedString(text) => text_value(text)?,
        DataRef::Float(number) => Value::Number(shortest(*number)),
        DataRef::Int(number) => Value::Number(number.to_string()),
        DataRef::Bool(flag) => Value::Flag(*flag),
        DataRef::DateTime(date) => Value::Date(day(date)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Value::Date(text.clone()),
        DataRef::Error(error) => Value::Error(error.to_string()),
        // Cells of a kind that a later reader may know.
        #[allow(unreachable_patterns)]
        _ => return None,
    })
}

fn text_value(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.to_owned()))
}

/// A day as `2023-01-31`; a time of the day, or both, behind it where there is one.
fn day(date: &calamine::ExcelDateTime) -> String {
    let (year, month, day, hour, minute, _, _) = date.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if hour == 0 && minute == 0 { date } else { format!("{date} {hour:02}.{minute:02}") }
}

/// A CSV table with the separator that its lines agree on.
pub(crate) fn table(name: &str, text: &str) -> Result<Grid, Box<Finding>> {
    let (separator, text, skipped) = match named_separator(text) {
        Some((separator, rest)) => (separator, rest, 1),
        None => (separator(text)?, text, 0),
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut grid = Grid { index: 0, name: name.to_owned(), rows: BTreeMap::new() };
    let mut cells = 0;
    let (mut record, mut next_row, mut end) = (csv::StringRecord::new(), skipped, 0);
    while reader.read_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(end, |position| offset(position.byte()));
        // The reader passes over empty lines; programs show them as rows.
        let row = next_row + empty_lines(text, end, start);
        next_row = row + 1;
        end = offset(reader.position().byte());
        for (column, text) in (0_u32..).zip(&record) {
            if text.is_empty() {
                continue;
            }
            cells += 1;
            if cells > MOST_CELLS {
                return Err(too_many(&grid, row, column));
            }
            let value = Value::Text(without_apostrophe(text).to_owned());
            let cell = Cell { value, formula: false, format: Format::GENERAL };
            grid.rows.entry(row).or_default().insert(column, cell);
        }
    }
    Ok(grid)
}

fn offset(byte: u64) -> usize {
    usize::try_from(byte).unwrap_or(usize::MAX)
}

/// How many empty lines stand between the end of a record and the start of the next. Of a line end in
/// two signs the reader may have left the second.
fn empty_lines(text: &str, end: usize, start: usize) -> u32 {
    let bytes = text.as_bytes();
    let left = end > 0 && bytes.get(end - 1) == Some(&b'\r') && bytes.get(end) == Some(&b'\n');
    let from = end + usize::from(left);
    let rest = bytes.get(from..).unwrap_or_default().iter();
    let gap = rest
        .enumerate()
        .take_while(|(at, byte)| matches!(byte, b'\r' | b'\n') || from + at < start);
    let lines = gap.filter(|(_, byte)| **byte == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX)
}

/// The first line `sep=;`, with which some programs name the separator.
fn named_separator(text: &str) -> Option<(u8, &str)> {
    let rest = text.strip_prefix("sep=")?;
    let separator = *rest.as_bytes().first()?;
    let line = rest.find('\n')?;
    [b';', b',', b'\t'].contains(&separator).then(|| (separator, &rest[line + 1..]))
}

/// The separator that the lines have most of, outside quotes.
fn separator(text: &str) -> Result<u8, Box<Finding>> {
    let mut counts = [(b';', 0_usize), (b',', 0), (b'\t', 0)];
    // A title line has commas of its own; those within quotes do not separate.
    let mut within = false;
    let mut here = [0_usize; 3];
    let mut lines = 0;
    for byte in text.bytes() {
        match byte {
            b'"' => within = !within,
            b'\n' if !within => {
                for (count, here) in counts.iter_mut().zip(&mut here) {
                    // Lines with at least two agree on a table; a comma in a sentence does not.
                    count.1 += if *here >= 2 { *here } else { 0 };
                    *here = 0;
                }
                lines += 1;
                if lines == 400 {
                    break;
                }
            }
            byte if !within => {
                for (count, here) in counts.iter().zip(&mut here) {
                    *here += usize::from(count.0 == byte);
                }
            }
            _ => {}
        }
    }
    for (count, here) in counts.iter_mut().zip(&here) {
        count.1 += if *here >= 2 { *here } else { 0 };
    }
    let best = counts.iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0);
    best.map(|(separator, _)| *separator).ok_or_else(|| {
        let finding = Finding::new(
            SheetCode::OneColumn,
            Text::new(
                "pemisah kolom tidak dikenali: tidak ada baris yang memuat dua `;`, `,`, atau tab",
                "the separator is not recognised: no line has two of `;`, `,` or tab",
            ),
        )
        .help(Text::new(
            "simpan ulang sebagai CSV dengan pemisah `;`, atau sebagai .xlsx",
            "save it again as CSV with `;` as separator, or as .xlsx",
        ));
        Box::new(finding)
    })
}
