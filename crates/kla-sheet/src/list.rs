//! A plain list to print or hand on: a title, some lines, and rows under their heads. It is not read back.

use kla::Points;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::form::csv::{self, harmless};
use crate::form::xlsx::float;
use crate::form::{FormError, looks};

/// A list as data.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct List {
    /// What it is, on the first line.
    pub title: String,
    /// What must be known before reading it.
    pub lines: Vec<String>,
    /// The columns: head and width in letters.
    pub columns: Vec<(String, u16)>,
    /// The rows, one cell for each column.
    pub rows: Vec<Vec<ListCell>>,
}

/// A cell of a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ListCell {
    /// Text; never a formula.
    Text(String),
    /// Points, as a number that adds up.
    Points(Points),
    /// How many, or which place: a whole number.
    Count(u32),
}

impl List {
    /// The list as a workbook of one sheet, ready for A4: heads repeat on each page.
    ///
    /// # Errors
    ///
    /// When the list is larger than a sheet can be.
    pub fn to_xlsx(&self, sheet: &str) -> Result<Vec<u8>, FormError> {
        List::book([(sheet, self)])
    }

    /// Several lists as one workbook, each with the name of its sheet.
    ///
    /// # Errors
    ///
    /// When a list is larger than a sheet can be, or a name is none that a sheet can have.
    ///
    /// ```
    /// use kla_sheet::List;
    /// let (one, other) = (List::default(), List::default());
    /// assert!(List::book([("Satu", &one), ("Dua", &other)]).unwrap().starts_with(b"PK"));
    /// ```
    pub fn book<'l>(
        lists: impl IntoIterator<Item = (&'l str, &'l List)>,
    ) -> Result<Vec<u8>, FormError> {
        let mut workbook = Workbook::new();
        // The same list is the same bytes: a file has no time of its own.
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        for (name, list) in lists {
            list.fill(workbook.add_worksheet(), name)?;
        }
        Ok(workbook.save_to_buffer()?)
    }

    fn fill(&self, sheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
        sheet.set_name(name)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_footer("&L&8&A&R&8Halaman &P dari &N");
        sheet.set_row_height(0, 24)?;
        sheet.write_string_with_format(0, 0, &self.title, &looks::title())?;
        let mut row = 1;
        for line in &self.lines {
            sheet.write_string_with_format(row, 0, line, &looks::quiet())?;
            row += 1;
        }
        row += 1;
        for (column, (head, width)) in (0_u16..).zip(&self.columns) {
            sheet.set_column_width(column, f64::from(*width))?;
            sheet.write_string_with_format(row, column, head, &looks::header())?;
        }
        sheet.set_repeat_rows(row, row)?.set_freeze_panes(row + 1, 0)?;
        let text = looks::cell();
        let points = looks::cell().set_num_format("#,##0.00####");
        for cells in &self.rows {
            row += 1;
            sheet.set_row_height(row, 15 * self.lines_of(cells))?;
            for (column, cell) in (0_u16..).zip(cells) {
                write(sheet, row, column, cell, &text, &points)?;
            }
        }
        Ok(())
    }

    /// How many lines the longest text of a row takes in its column; programs other than Excel do not
    /// find that out themselves.
    fn lines_of(&self, cells: &[ListCell]) -> u32 {
        let lines = |(cell, (_, width)): (&ListCell, &(String, u16))| match cell {
            ListCell::Text(text) => {
                let letters = text.chars().count().div_ceil(usize::from(*width).max(1));
                u32::try_from(letters).unwrap_or(1)
            }
            ListCell::Points(_) | ListCell::Count(_) => 1,
        };
        cells.iter().zip(&self.columns).map(lines).max().unwrap_or(1).clamp(1, 20)
    }

    /// The list as CSV: semicolons and a byte order mark, as Excel in Indonesia opens it.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut text = String::from("\u{FEFF}");
        let heads: Vec<String> = self.columns.iter().map(|(head, _)| head.clone()).collect();
        csv::line(&mut text, &heads);
        for cells in &self.rows {
            let cells: Vec<String> = cells
                .iter()
                .map(|cell| match cell {
                    ListCell::Text(text) => harmless(text),
                    ListCell::Points(points) => points.to_string().replace('.', ","),
                    ListCell::Count(count) => count.to_string(),
                })
                .collect();
            csv::line(&mut text, &cells);
        }
        text
    }
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &ListCell,
    text: &Format,
    points: &Format,
) -> Result<(), XlsxError> {
    match cell {
        ListCell::Text(words) => sheet.write_string_with_format(row, column, words, text)?,
        ListCell::Points(value) => {
            sheet.write_number_with_format(row, column, float(value.to_decimal()), points)?
        }
        ListCell::Count(count) => sheet.write_number_with_format(row, column, *count, text)?,
    };
    Ok(())
}
