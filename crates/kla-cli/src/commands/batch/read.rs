//! What a stream is, and each of its lines as an answers file.

use std::collections::VecDeque;

use kla::{AnswersFile, AnswersHead, Rejected, Source, TableColumns, TableRow};

use super::lines::Line;
use crate::load::Rules;

/// What a stream is.
pub(super) enum Kind<'r> {
    /// Each line is an answers file in JSON.
    Ndjson,
    /// Each line is a row of a table.
    Table { columns: TableColumns<'r>, separator: char },
}

impl<'r> Kind<'r> {
    /// What the lines are, by the first sign of the first of them, or of the second: one damaged line does
    /// not make titles of a stream of objects. The lines that hold the titles of a table are taken away. None
    /// where there are no lines.
    pub(super) fn of(
        name: &str,
        lines: &mut VecDeque<Line>,
        head: &AnswersHead,
        rules: &'r Rules,
    ) -> Result<Option<Kind<'r>>, Rejected> {
        let Some(first) = lines.front() else { return Ok(None) };
        if lines.iter().take(2).any(|line| line.start().starts_with(b"{")) {
            return Ok(Some(Kind::Ndjson));
        }
        // Excel's own way to name the separator, on a line before the titles.
        let named = first.start().strip_prefix(b"sep=").and_then(|rest| rest.first()).copied();
        if named.is_some() {
            lines.pop_front();
        }
        let Some(line) = lines.pop_front() else { return Ok(None) };
        let source = Source::line_from_bytes(name, line.number, line.bytes)?;
        let separator = named.map_or_else(|| separator(source.text()), char::from);
        let columns =
            TableColumns::read(TableRow::split(source, separator), &rules.editions(), head)?;
        Ok(Some(Kind::Table { columns, separator }))
    }

    /// A line as an answers file; none for a row in which every cell is empty.
    pub(super) fn read(
        &self,
        name: &str,
        line: Line,
        head: &AnswersHead,
    ) -> Result<Option<AnswersFile>, Rejected> {
        let source = Source::line_from_bytes(name, line.number, line.bytes)?;
        Ok(match self {
            Kind::Ndjson => Some(AnswersFile::parse_json(source).with_head(head)),
            Kind::Table { columns, separator } => {
                let row = TableRow::split(source, *separator);
                (!row.is_blank()).then(|| columns.file(row))
            }
        })
    }
}

/// The separator of a line of titles: a semicolon, as Excel writes where the comma is a decimal mark,
/// or else a comma. No title holds either.
fn separator(titles: &str) -> char {
    let count = |sign| titles.matches(sign).count();
    if count(';') > count(',') { ';' } else { ',' }
}
