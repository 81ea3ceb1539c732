//! A table in a request: columns by their titles, a region in each row.

use kla::{AnswersFile, AnswersHead, Editions, TableColumns, TableRow, Text};

use crate::asked::Asked;
use crate::case::editions;
use crate::reply::Refusal;

/// What messages call a table that the request gives no name.
const TABLE: &str = "table";

/// The rows of `table` as answers, in their order, and the rules. In messages the titles are line 1.
pub(super) fn files(asked: &Asked<'_>) -> Result<(Editions, Vec<AnswersFile>), Refusal> {
    for key in ["answers", "names"] {
        if asked.get(key).is_some() {
            asked.bad_value(
                key,
                Text::new(
                    format!("`{key}` dan `table` tidak dapat dipakai bersama"),
                    format!("`{key}` and `table` cannot be used together"),
                ),
            );
        }
    }
    let name = asked.text("name").unwrap_or_else(|| TABLE.to_owned());
    let head = AnswersHead {
        edition: asked.text("edition"),
        year: asked.whole("year").and_then(|year| year_of(asked, year)),
        stage: asked.text("stage"),
    };
    let columns = asked.named_lists("table").unwrap_or_default();
    let rows = columns.first().map_or(0, |(_, cells)| cells.len());
    let mut cells = Vec::with_capacity(columns.len());
    for (title, column) in &columns {
        if column.len() != rows {
            let (first, found) = (&columns[0].0, column.len());
            asked.bad_value(
                "table",
                Text::new(
                    format!("kolom `{title}` memuat {found} sel, kolom `{first}` {rows}"),
                    format!("the column `{title}` has {found} cells, the column `{first}` {rows}"),
                ),
            );
        }
        cells.push(asked.cells(title, column));
    }
    let editions = editions(asked)?;
    // What holds for all rows is said once, not in every one of them.
    if let Some(stage) = &head.stage
        && let Some(unknown) = editions.unknown_stage(stage, head.edition.as_deref())
    {
        return Err(asked.refuse("stage", unknown));
    }
    let titles = columns.iter().map(|(title, _)| title.as_str());
    let titles = TableRow::of_cells(&name, 1, titles);
    let read = TableColumns::read(titles, &editions.all(), &head)?;
    let row = |at: usize| TableRow::of_cells(&name, at + 2, cells.iter().map(|c| c[at].as_str()));
    let files = (0..rows).map(|at| read.file(row(at))).collect();
    Ok((editions, files))
}

fn year_of(asked: &Asked<'_>, year: u64) -> Option<u16> {
    let read = u16::try_from(year).ok();
    if read.is_none() {
        let message = Text::new(format!("{year} bukan tahun"), format!("{year} is no year"));
        asked.bad_value("year", message);
    }
    read
}
