//! A table with a region in each row: what its columns mean, and each row as an answers file.
//!
//! A row becomes the same tree as a text in TOML or JSON, so that the one reader judges both.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::AnswersFile;
use crate::cell;
use crate::code::Code;
use crate::diagnostic::{Rejected, Sink, Source};
use crate::document::{self, Entry, Node, Span, Table, Value, suggest};
use crate::edition::{Edition, Shape};
use crate::wording::Text;

/// The columns that say whose answers a row holds.
const HEAD: [&str; 5] = ["edition", "region", "region_name", "year", "stage"];
/// The columns of printed figures.
const DECLARED: [&str; 2] = ["declared.total", "declared.category"];

/// What is known of answers beside what their file says: it fills in what the file leaves out.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AnswersHead {
    /// The edition, by id.
    pub edition: Option<String>,
    /// The evaluation year.
    pub year: Option<u16>,
    /// The stage, by id.
    pub stage: Option<String>,
}

/// A row of a table: the cells of a line, each with its place in it.
#[derive(Clone, Debug)]
pub struct TableRow {
    source: Arc<Source>,
    cells: Vec<Cell>,
    /// What keeps the row from being read.
    broken: Option<(Span, Text)>,
}

#[derive(Clone, Debug)]
struct Cell {
    span: Span,
    text: String,
}

/// What the columns of a table mean that has a region in each row, once its titles have been read.
///
/// Known are `edition`, `region`, `region_name`, `year`, `stage`, `declared.total`,
/// `declared.category`, and the address of every node: `4.P1`, `4`, `klaster-1`. A column without a
/// title must be empty.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use kla::{TableColumns, Edition, AnswersHead, TableRow, Source};
/// let edition = Edition::bundled("2023").unwrap();
/// let line = |at, text: &str| {
///     TableRow::split(Source::line_from_bytes("nation.csv", at, text.into()).unwrap(), ';')
/// };
/// let head = AnswersHead { year: Some(2024), stage: Some("mandiri".into()), ..AnswersHead::default() };
/// let columns = TableColumns::read(line(1, "edition;region;4.P1"), &[edition], &head).unwrap();
/// let answers = columns.file(line(2, "2023;62.71;0,5")).check(edition, None).unwrap();
/// assert_eq!(kla::score(&answers).total().to_string(), "0.5");
/// # }
/// ```
#[derive(Debug)]
pub struct TableColumns<'e> {
    titles: Vec<String>,
    head: AnswersHead,
    /// For each edition what the columns are there.
    editions: Vec<(&'e Edition, Vec<Option<Place<'e>>>)>,
}

/// Where the figure of a column stands in an answers file.
#[derive(Clone, Copy, Debug)]
enum Place<'e> {
    /// Points of a block, or of an indicator that has questions.
    Whole(&'static str, &'e str),
    /// The answer to an indicator that is measured itself.
    Measured(&'e str, &'e Shape),
    /// The answer to a question: its indicator, its number there.
    Question(&'e str, &'e str, &'e Shape),
}

impl TableRow {
    /// The cells of a line of CSV. A cell in quotes may hold the separator, but no line break: so a
    /// quote that was forgotten never takes the lines after it along.
    #[must_use]
    pub fn split(source: Source, separator: char) -> TableRow {
        let text = source.text().trim_end_matches(['\n', '\r']);
        let (mut cells, mut broken, mut at) = (Vec::new(), None, 0);
        loop {
            let rest = &text[at..];
            let (cell, end) = if rest.starts_with('"') {
                let (cell, end) = quoted(rest);
                let after = &rest[end..];
                let stray = after.find(separator).unwrap_or(after.len());
                if cell.is_none() {
                    broken.get_or_insert((
                        at..text.len(),
                        Text::new(
                            "tanda kutip sel ini tidak ditutup pada baris yang sama",
                            "the quote of this cell is not closed on the same line",
                        ),
                    ));
                } else if !after[..stray].trim().is_empty() {
                    broken.get_or_insert((
                        at + end..at + end + stray,
                        Text::new(
                            "sesudah tanda kutip penutup masih ada teks",
                            "text follows the quote that closes the cell",
                        ),
                    ));
                }
                (cell.unwrap_or_default(), end + stray)
            } else {
                let end = rest.find(separator).unwrap_or(rest.len());
                (cell::without_apostrophe(&cell::clean(&rest[..end])).to_owned(), end)
            };
            cells.push(Cell { span: at..at + end, text: cell });
            at += end;
            if !text[at..].starts_with(separator) {
                break;
            }
            at += separator.len_utf8();
        }
        TableRow { source: Arc::new(source), cells, broken }
    }

    /// A row of cells that were never a text, such as those of a data frame. Messages show them as a
    /// line of CSV.
    ///
    /// ```
    /// let row = kla::TableRow::of_cells("nation", 1, ["2023", "62.71", "Kota \"A\", B"]);
    /// assert!(!row.is_blank());
    /// ```
    #[must_use]
    pub fn of_cells<'c>(
        name: &str,
        line: usize,
        cells: impl IntoIterator<Item = &'c str>,
    ) -> TableRow {
        let written: Vec<String> = cells
            .into_iter()
            .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"").replace(['\n', '\r'], " ")))
            .collect();
        TableRow::split(Source::line_of(name, line, written.join(",")), ',')
    }

    /// Whether every cell is empty, as spreadsheets leave rows behind.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.broken.is_none() && self.cells.iter().all(|cell| cell.text.is_empty())
    }
}

/// The text in quotes that another begins with, and where it ends; no text where it does not end.
fn quoted(text: &str) -> (Option<String>, usize) {
    let mut end = 1;
    while let Some(next) = text[end..].find('"') {
        end += next + 1;
        if !text[end..].starts_with('"') {
            let inner = cell::clean(&text[1..end - 1].replace("\"\"", "\""));
            return (Some(cell::without_apostrophe(&inner).to_owned()), end);
        }
        end += 1;
    }
    (None, text.len())
}

impl<'e> TableColumns<'e> {
    /// Reads the titles of a table whose rows are of some of these editions, or all of the one that
    /// the head names.
    ///
    /// # Errors
    ///
    /// Every title that is unknown or stands twice, and every column that is missing.
    pub fn read(
        titles: TableRow,
        editions: &[&'e Edition],
        head: &AnswersHead,
    ) -> Result<TableColumns<'e>, Rejected> {
        let sink = Sink::new(&titles.source);
        let named =
            |edition: &&&Edition| head.edition.as_ref().is_none_or(|id| *edition.id() == **id);
        let editions: Vec<&Edition> = editions.iter().filter(named).copied().collect();
        match &titles.broken {
            Some((span, message)) => sink.report(Code::BrokenRow, span, message.clone()),
            None => judge(&titles.cells, &editions, head, &sink),
        }
        let found = sink.into_findings();
        if !found.is_empty() {
            return Err(Rejected::new(found));
        }
        let titles: Vec<String> = titles.cells.into_iter().map(|cell| cell.text).collect();
        let places = |edition| titles.iter().map(|title| place(edition, title)).collect();
        let editions = editions.into_iter().map(|edition| (edition, places(edition))).collect();
        Ok(TableColumns { titles, head: head.clone(), editions })
    }

    /// A row as an answers file, ready to be checked.
    #[must_use]
    pub fn file(&self, row: TableRow) -> AnswersFile {
        let TableRow { source, cells, broken } = row;
        let sink = Sink::new(&source);
        let mut table = Table::default();
        match broken {
            Some((span, message)) => sink.report(Code::BrokenRow, &span, message),
            None if cells.len() != self.titles.len() => {
                misfit(cells.len(), self.titles.len(), &sink, source.text());
            }
            None => {
                table = self.table(&cells, &sink);
                document::refuse_persons(&table, &sink);
            }
        }
        AnswersFile { source, table, findings: sink.into_findings() }.with_head(&self.head)
    }

    fn table(&self, cells: &[Cell], sink: &Sink) -> Table {
        let mut root =
            Table { entries: vec![entry("format", &(0..0), Value::Whole("1".to_owned()))] };
        let pairs = || self.titles.iter().zip(cells);
        let own = pairs().find(|(title, cell)| *title == "edition" && !cell.text.is_empty());
        let id = own.map(|(_, cell)| &cell.text).or(self.head.edition.as_ref());
        let found = id.and_then(|id| self.editions.iter().find(|(known, _)| *known.id() == **id));
        for (at, (title, cell)) in pairs().enumerate() {
            if cell.text.is_empty() {
                continue;
            }
            let (span, text) = (&cell.span, &cell.text);
            let plain = || Value::Text(text.clone());
            if title.is_empty() {
                let message = Text::new(
                    format!("sel `{text}` ada di kolom tanpa judul"),
                    format!("the cell `{text}` stands in a column without a title"),
                );
                sink.report(Code::BrokenRow, span, message);
            } else if title == "year" {
                let digits = text.bytes().all(|byte| byte.is_ascii_digit());
                let year = if digits { Value::Whole(text.clone()) } else { plain() };
                root.entries.push(entry(title, span, year));
            } else if HEAD.contains(&title.as_str()) {
                root.entries.push(entry(title, span, plain()));
            } else if let Some(key) = title.strip_prefix("declared.") {
                table_in(&mut root.entries, "declared", span).push(entry(key, span, plain()));
            } else {
                match found.and_then(|(_, places)| places.get(at).copied().flatten()) {
                    Some(Place::Whole(section, key)) => {
                        table_in(&mut root.entries, section, span).push(entry(key, span, plain()));
                    }
                    Some(Place::Measured(key, shape)) => {
                        let Some(value) = answer(shape, cell, sink) else { continue };
                        table_in(&mut root.entries, "indicators", span)
                            .push(entry(key, span, value));
                    }
                    Some(Place::Question(indicator, key, shape)) => {
                        let Some(value) = answer(shape, cell, sink) else { continue };
                        question(&mut root, indicator, span).push(entry(key, span, value));
                    }
                    // The reader says that the edition of this row does not have it.
                    None => match title.split_once('.') {
                        Some((row, key)) => {
                            question(&mut root, row, span).push(entry(key, span, plain()));
                        }
                        None if title.starts_with(|sign: char| sign.is_ascii_digit()) => {
                            table_in(&mut root.entries, "indicators", span).push(entry(
                                title,
                                span,
                                plain(),
                            ));
                        }
                        None => table_in(&mut root.entries, "blocks", span).push(entry(
                            title,
                            span,
                            plain(),
                        )),
                    },
                }
            }
        }
        root
    }
}

impl AnswersFile {
    /// The file with what it leaves out of its head filled in.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// use kla::{AnswersFile, AnswersHead, Source};
    /// let file = AnswersFile::parse(Source::new("a.toml", "format = 1\nregion = '62.71'"));
    /// let head = AnswersHead { edition: Some("2023".into()), year: Some(2024), stage: Some("mandiri".into()) };
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// assert_eq!(file.with_head(&head).check(edition, None).unwrap().year(), 2024);
    /// # }
    /// ```
    #[must_use]
    pub fn with_head(mut self, head: &AnswersHead) -> AnswersFile {
        let text = |text: &Option<String>| text.clone().map(Value::Text);
        for (key, value) in [
            ("edition", text(&head.edition)),
            ("year", head.year.map(|year| Value::Whole(year.to_string()))),
            ("stage", text(&head.stage)),
        ] {
            let absent = !self.table.entries.iter().any(|entry| entry.key == key);
            if let Some(value) = value.filter(|_| absent) {
                self.table.entries.push(entry(key, &(0..0), value));
            }
        }
        self
    }
}

/// Reports titles that are unknown or stand twice, and columns that are missing.
fn judge(titles: &[Cell], editions: &[&Edition], head: &AnswersHead, sink: &Sink) {
    let mut seen = BTreeSet::new();
    for Cell { span, text } in titles.iter().filter(|title| !title.text.is_empty()) {
        if !seen.insert(text.as_str()) {
            let message = Text::new(
                format!("kolom `{text}` muncul dua kali"),
                format!("the column `{text}` appears twice"),
            );
            sink.report(Code::DuplicateColumn, span, message);
        }
        let own = HEAD.contains(&text.as_str()) || DECLARED.contains(&text.as_str());
        if !own && !editions.iter().any(|edition| place(edition, text).is_some()) {
            unknown(span, text, editions, sink);
        }
    }
    let supplied = [
        ("edition", head.edition.is_some()),
        ("region", false),
        ("year", head.year.is_some()),
        ("stage", head.stage.is_some()),
    ];
    for (title, _) in supplied.iter().filter(|(title, known)| !known && !seen.contains(title)) {
        let message = Text::new(
            format!("kolom `{title}` wajib ada"),
            format!("the column `{title}` is required"),
        );
        if *title == "region" {
            sink.report(Code::MissingKey, &(0..0), message);
        } else {
            let help = Text::new(
                format!("tambahkan kolomnya, atau sebutkan `{title}` sekali untuk semua baris"),
                format!("add the column, or name `{title}` once for all rows"),
            );
            sink.advise(Code::MissingKey, &(0..0), message, help);
        }
    }
}

fn unknown(span: &Span, title: &str, editions: &[&Edition], sink: &Sink) {
    let message = match editions {
        [edition] => Text::new(
            format!("kolom `{title}` bukan alamat dalam edisi {}", edition.id()),
            format!("the column `{title}` is no address in edition {}", edition.id()),
        ),
        _ => Text::new(
            format!("kolom `{title}` bukan alamat dalam edisi mana pun"),
            format!("the column `{title}` is no address in any edition"),
        ),
    };
    let of_edition = |edition: &&'_ Edition| -> Vec<String> {
        let blocks = edition.blocks().iter().map(|block| block.id.to_string());
        let rows = edition.indicators().map(|row| row.id.to_string());
        let questions = edition.questions().map(|question| question.id.to_string());
        blocks.chain(rows).chain(questions).collect()
    };
    let addresses: Vec<String> = editions.iter().flat_map(of_edition).collect();
    let own = HEAD.into_iter().chain(DECLARED);
    let known: BTreeSet<&str> = addresses.iter().map(String::as_str).collect();
    let known = own.chain(known);
    suggest(Code::UnknownColumn, span, message, title, known, sink);
}

fn place<'e>(edition: &'e Edition, title: &str) -> Option<Place<'e>> {
    if let Some(question) = edition.question(title) {
        let (indicator, number) = question.id.as_str().split_once('.')?;
        return Some(Place::Question(indicator, number, &question.measure.shape));
    }
    if let Some(row) = edition.indicator(title) {
        let id = row.id.as_str();
        return Some(match row.measure() {
            Some(measure) => Place::Measured(id, &measure.shape),
            None => Place::Whole("indicators", id),
        });
    }
    edition.block(title).map(|block| Place::Whole("blocks", block.id.as_str()))
}

/// Says that a row has more or fewer cells than titles.
fn misfit(cells: usize, titles: usize, sink: &Sink, text: &str) {
    let end = text.trim_end().len();
    let message = Text::new(
        format!("baris ini memuat {cells} sel, judulnya {titles} kolom"),
        format!("this row has {cells} cells, its titles {titles} columns"),
    );
    let help = if cells > titles {
        Text::new(
            "tulis sel yang memuat pemisah dalam tanda kutip, misalnya `\"0,5\"`, atau pakai titik desimal",
            "put a cell that holds the separator in quotes, such as `\"0,5\"`, or use a decimal point",
        )
    } else {
        Text::new(
            "tulis sel kosong sebagai pemisah saja",
            "write an empty cell as its separator alone",
        )
    };
    sink.advise(Code::BrokenRow, &(end..end), message, help);
}

/// What a cell says in the terms of a shape, as an answers file writes it. What is not recognised goes
/// on as it stands, and the reader says what it thinks of it.
fn answer(shape: &Shape, cell: &Cell, sink: &Sink) -> Option<Value> {
    let text = cell.text.as_str();
    let span = &cell.span;
    if text.starts_with('{') {
        return document::value_at(span, text, sink).map(|node| node.value);
    }
    let worded = |text: &str| Value::Text(text.to_owned());
    let table = |pairs: &[(&str, &str)]| {
        let entries = pairs.iter().map(|(key, text)| entry(key, span, worded(text.trim())));
        Value::Table(Table { entries: entries.collect() })
    };
    if let Shape::Ladder(levels) = shape
        && let Some(level) = cell::level_meant(levels, text)
    {
        return Some(table(&[("level", &level.id)]));
    }
    // Numbers are by far the most; they are no words.
    if text.starts_with(|sign: char| sign.is_alphabetic())
        && let Some(state) = cell::state_meant(text)
    {
        return Some(worded(state));
    }
    let (share, counts) = (text.strip_suffix('%'), text.split_once('/'));
    Some(match (shape, share, counts) {
        (Shape::Checklist(items), ..) => {
            let nothing = cell::fold(text) == cell::fold(cell::NOTHING_TICKED);
            let parts = if nothing { Vec::new() } else { cell::split(text) };
            let ids = match cell::items_meant(items, &parts) {
                Ok(ticked) => ticked.iter().map(|item| item.id.clone()).collect(),
                Err(_) => parts,
            };
            let ids = ids.into_iter().map(|id| Node { span: span.clone(), value: Value::Text(id) });
            Value::Table(Table { entries: vec![entry("items", span, Value::List(ids.collect()))] })
        }
        (Shape::Percent { .. } | Shape::Points(_), Some(percent), _) => {
            table(&[("percent", percent)])
        }
        (Shape::Percent { .. } | Shape::Points(_), _, Some((count, of))) => {
            table(&[("count", count), ("of", of)])
        }
        (Shape::Units { .. }, _, Some((yes, of))) => table(&[("yes", yes), ("of", of)]),
        _ => worded(text),
    })
}

fn entry(key: &str, span: &Span, value: Value) -> Entry {
    Entry { key: key.to_owned(), key_span: span.clone(), node: Node { span: span.clone(), value } }
}

/// The entries of a table among others, which is made where it is not there yet.
fn table_in<'t>(entries: &'t mut Vec<Entry>, key: &str, span: &Span) -> &'t mut Vec<Entry> {
    let at = entries.iter().rposition(|entry| entry.key == key).unwrap_or_else(|| {
        entries.push(entry(key, span, Value::Table(Table::default())));
        entries.len() - 1
    });
    match &mut entries[at].node.value {
        Value::Table(inner) => &mut inner.entries,
        // Invariant: titles are unique, and no title is the name of a table.
        _ => unreachable!("`{key}` is a table"),
    }
}

/// The entries of the answers of an indicator.
fn question<'t>(root: &'t mut Table, indicator: &str, span: &Span) -> &'t mut Vec<Entry> {
    table_in(table_in(&mut root.entries, "answers", span), indicator, span)
}
