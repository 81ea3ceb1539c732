//! A workbook as cells that can be changed: what people, programs and accidents do to a form.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};
use rust_xlsxwriter::{Format, Formula, Workbook};
use toml::{Table, Value};

/// What stands in a cell, and its number format.
#[derive(Clone, Debug)]
struct Cell {
    content: Content,
    format: String,
}

#[derive(Clone, Debug)]
enum Content {
    Text(String),
    Number(f64),
    Flag(bool),
    /// A formula and its value when it was saved.
    Formula(String, String),
}

#[derive(Clone, Debug)]
struct Sheet {
    name: String,
    hidden: bool,
    cells: BTreeMap<(u32, u16), Cell>,
    merged: Vec<(u32, u16, u32, u16)>,
}

/// A workbook in parts.
#[derive(Clone, Debug)]
pub struct Parts {
    sheets: Vec<Sheet>,
}

impl Parts {
    /// Takes a workbook apart.
    pub fn of(bytes: &[u8]) -> Parts {
        let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a form is a workbook");
        let names = workbook.sheet_names();
        let sheets = names.into_iter().map(|name| {
            let mut cells = BTreeMap::new();
            let mut reader = workbook.worksheet_cells_reader(&name).expect("a sheet");
            let formats: Vec<String> = reader
                .styles()
                .iter()
                .map(|style| {
                    style
                        .number_format
                        .as_ref()
                        .map_or("General".to_owned(), |f| f.format_code.clone())
                })
                .collect();
            while let Some((cell, style)) = reader.next_cell_with_style_id().expect("a cell") {
                let content = match cell.get_value() {
                    DataRef::String(text) => Content::Text(text.clone()),
                    DataRef::SharedString(text) => Content::Text((*text).to_owned()),
                    DataRef::Float(number) => Content::Number(*number),
                    DataRef::Int(number) => {
                        Content::Number(number.to_string().parse().expect("a number"))
                    }
                    DataRef::Bool(flag) => Content::Flag(*flag),
                    _ => continue,
                };
                let (row, column) = cell.get_position();
                let format = formats.get(style).cloned().unwrap_or("General".to_owned());
                let column = u16::try_from(column).expect("a column");
                cells.insert((row, column), Cell { content, format });
            }
            drop(reader);
            let mut reader = workbook.worksheet_cells_reader(&name).expect("a sheet");
            while let Some(formula) = reader.next_formula().expect("a formula") {
                let (row, column) = formula.get_position();
                let at = (row, u16::try_from(column).expect("a column"));
                if formula.get_value().is_empty() {
                    continue;
                }
                let before = cells.get(&at);
                let value = match before.map(|cell| &cell.content) {
                    Some(Content::Text(text)) => text.clone(),
                    Some(Content::Number(number)) => number.to_string(),
                    _ => String::new(),
                };
                let format = before.map_or("General".to_owned(), |cell| cell.format.clone());
                let content = Content::Formula(formula.get_value().clone(), value);
                cells.insert(at, Cell { content, format });
            }
            drop(reader);
            Sheet { hidden: name.starts_with('_'), name, cells, merged: Vec::new() }
        });
        Parts { sheets: sheets.collect() }
    }

    /// Puts it together again.
    pub fn write(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for sheet in &self.sheets {
            let worksheet = workbook.add_worksheet();
            worksheet.set_name(&sheet.name).expect("a name").set_hidden(sheet.hidden);
            if !sheet.hidden && sheet.name != "Petunjuk" {
                worksheet.set_active(true);
            }
            for (first_row, first_column, last_row, last_column) in &sheet.merged {
                worksheet
                    .merge_range(
                        *first_row,
                        *first_column,
                        *last_row,
                        *last_column,
                        "",
                        &Format::new(),
                    )
                    .expect("cells to merge");
            }
            for ((row, column), cell) in &sheet.cells {
                let format = Format::new().set_num_format(&cell.format);
                match &cell.content {
                    Content::Text(text) => {
                        worksheet.write_string_with_format(*row, *column, text, &format)
                    }
                    Content::Number(number) => {
                        worksheet.write_number_with_format(*row, *column, *number, &format)
                    }
                    Content::Flag(flag) => {
                        worksheet.write_boolean_with_format(*row, *column, *flag, &format)
                    }
                    Content::Formula(formula, value) => {
                        let formula = Formula::new(formula).set_result(value);
                        worksheet.write_formula_with_format(*row, *column, formula, &format)
                    }
                }
                .expect("a cell");
            }
        }
        workbook.save_to_buffer().expect("a workbook")
    }

    fn sheet(&mut self, name: &str) -> &mut Sheet {
        let found = self.sheets.iter_mut().find(|sheet| sheet.name == name);
        found.unwrap_or_else(|| panic!("there is no sheet {name}"))
    }

    /// Does one thing that a case describes.
    pub fn edit(&mut self, edit: &Table) {
        let word = |key: &str| edit.get(key).and_then(Value::as_str);
        let name = word("sheet").unwrap_or("Isian");
        if let Some(new) = word("copy_to") {
            let copy = Sheet { name: new.to_owned(), ..self.sheet(name).clone() };
            self.sheets.push(copy);
            return;
        }
        if edit.contains_key("remove_sheet") {
            self.sheets.retain(|sheet| sheet.name != name);
            return;
        }
        let sheet = self.sheet(name);
        if let Some(new) = word("rename") {
            sheet.name = new.to_owned();
        } else if edit.contains_key("hide") {
            sheet.hidden = true;
        } else if let Some(rows) = edit.get("insert_rows").and_then(Value::as_integer) {
            let before = sheet.row(word("before").expect("before which row"));
            let rows = u32::try_from(rows).expect("rows");
            sheet.shift(
                |(row, column)| if row >= before { (row + rows, column) } else { (row, column) },
            );
        } else if let Some(before) = word("insert_column_before") {
            let (_, before) = sheet.title(before);
            sheet.shift(
                |(row, column)| if column >= before { (row, column + 1) } else { (row, column) },
            );
        } else if let (Some(one), Some(other)) = (word("swap"), word("with")) {
            let ((_, one), (_, other)) = (sheet.title(one), sheet.title(other));
            sheet.shift(|(row, column)| match column {
                at if at == one => (row, other),
                at if at == other => (row, one),
                at => (row, at),
            });
        } else if let Some(range) = word("merge") {
            let (first, last) = range.split_once(':').expect("a range");
            let ((row, column), (last_row, last_column)) = (address(first), address(last));
            sheet.merged.push((row, column, last_row, last_column));
        } else if let Some(code) = word("remove_row") {
            let row = sheet.row(code);
            sheet.cells.retain(|(at, _), _| *at != row);
        } else {
            sheet.set(edit);
        }
    }
}

impl Sheet {
    fn shift(&mut self, to: impl Fn((u32, u16)) -> (u32, u16)) {
        self.cells =
            std::mem::take(&mut self.cells).into_iter().map(|(at, cell)| (to(at), cell)).collect();
    }

    fn found(&self, text: &str) -> Option<(u32, u16)> {
        let is = |cell: &Cell| matches!(&cell.content, Content::Text(found) if found == text);
        self.cells.iter().find(|(_, cell)| is(cell)).map(|(at, _)| *at)
    }

    /// The row of a code, below the titles.
    fn row(&self, code: &str) -> u32 {
        let (header, column) = self.title("Kode");
        let is = |cell: &Cell| match &cell.content {
            Content::Text(found) => found == code,
            Content::Number(number) => number.to_string() == code,
            _ => false,
        };
        let mut found = self.cells.iter().filter(|((row, at), _)| *row > header && *at == column);
        let at = found.find(|(_, cell)| is(cell)).map(|((row, _), _)| *row);
        at.unwrap_or_else(|| panic!("{}: there is no row {code}", self.name))
    }

    fn title(&self, title: &str) -> (u32, u16) {
        self.found(title).unwrap_or_else(|| panic!("{}: there is no title {title}", self.name))
    }

    fn set(&mut self, edit: &Table) {
        let word = |key: &str| edit.get(key).and_then(Value::as_str);
        let at = match (word("cell"), word("row"), word("column")) {
            (Some(cell), ..) => address(cell),
            (None, Some(code), Some(title)) => (self.row(code), self.title(title).1),
            _ => panic!("which cell? {edit:?}"),
        };
        let old = self.cells.get(&at).map(|cell| cell.format.clone());
        let format = word("format").map(str::to_owned).or(old).unwrap_or("General".to_owned());
        let float = |text: &str| text.parse().expect("a number");
        let content = if let Some(text) = word("text") {
            Content::Text(text.to_owned())
        } else if let Some(text) = word("repeat") {
            let times = edit["times"].as_integer().expect("how often");
            Content::Text(text.repeat(usize::try_from(times).expect("a number")))
        } else if let Some(number) = word("number") {
            Content::Number(float(number))
        } else if let Some(flag) = edit.get("flag").and_then(Value::as_bool) {
            Content::Flag(flag)
        } else if let Some(formula) = word("formula") {
            Content::Formula(formula.to_owned(), word("value").unwrap_or("").to_owned())
        } else {
            self.cells.remove(&at);
            return;
        };
        self.cells.insert(at, Cell { content, format });
    }
}

/// `E12` as row and column from 0.
fn address(cell: &str) -> (u32, u16) {
    let digits = cell.find(|sign: char| sign.is_ascii_digit()).expect("a row");
    let column =
        cell[..digits].bytes().fold(0_u16, |sum, sign| sum * 26 + u16::from(sign - b'A') + 1);
    (cell[digits..].parse::<u32>().expect("a row") - 1, column - 1)
}
