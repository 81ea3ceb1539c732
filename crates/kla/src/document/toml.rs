//! TOML text as a tree.

use ::toml::de::{DeString, DeTable, DeValue};
use ::toml::{Spanned, de::Error};

use super::tree::{Entry, Node, Table, Value};
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::wording::Text;

/// Everything that can be read, with every syntax error in the sink.
pub(super) fn parse(text: &str, sink: &Sink) -> Table {
    if let Some(at) = old_line_ends(text) {
        sink.advise(
            Code::Syntax,
            &(at..at),
            Text::new(
                "barisnya diakhiri tanda CR saja, yang tidak dikenal TOML",
                "its lines end in CR alone, which TOML does not know",
            ),
            Text::new(
                "simpan ulang dengan akhir baris Windows (CRLF) atau Unix (LF)",
                "save it again with the line ends of Windows (CRLF) or Unix (LF)",
            ),
        );
        return Table::default();
    }
    let end = where_it_stops_being_toml(text);
    let (root, errors) = DeTable::parse_recoverable(&text[..end.unwrap_or(text.len())]);
    for error in &errors {
        report(error, sink);
    }
    if let Some(end) = end {
        sink.report(
            Code::Syntax,
            &(end..end),
            Text::new(
                "dari sini berkas tidak dibaca lagi: terlalu banyak yang bukan TOML",
                "from here on the file was not read: too much of it is not TOML",
            ),
        );
    }
    table(root.get_ref())
}

/// Where a text has had more mistakes of syntax than a person makes. What follows would only cost time
/// and memory: each mistake takes more of both than the sign that makes it.
///
/// The parser tells every mistake or one, so a large text is tried by its beginning, then by twice as
/// much.
fn where_it_stops_being_toml(text: &str) -> Option<usize> {
    const FIRST: usize = 256 * 1024;
    const MANY: usize = 1000;
    let mut size = FIRST;
    while size < text.len() {
        let end = (0..=size).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (_, errors) = DeTable::parse_recoverable(&text[..end]);
        if let Some(span) = errors.get(MANY).and_then(Error::span) {
            return Some(text[..span.start].rfind('\n').map_or(span.start, |line| line + 1));
        }
        size *= 2;
    }
    None
}

/// The first line end of a text whose lines end in a carriage return alone, as on the first Macs. One
/// such sign may be a slip, which the parser reports; of many it would say the same of each, slowly.
fn old_line_ends(text: &str) -> Option<usize> {
    const MANY: usize = 10;
    let bytes = text.as_bytes();
    let bare = |at: &usize| bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    let mut places = (0..bytes.len()).filter(bare);
    let first = places.next()?;
    places.nth(MANY - 2).map(|_| first)
}

fn report(error: &Error, sink: &Sink) {
    let span = error.span().unwrap_or(0..0);
    let reason = error.message().replace('\n', "; ");
    sink.advise(
        Code::Syntax,
        &span,
        Text::new(
            format!("bukan TOML yang benar ({reason})"),
            format!("not valid TOML ({reason})"),
        ),
        Text::new(
            "periksa tanda kutip, tanda kurung, dan kunci ganda pada baris ini dan sebelumnya",
            "check quotes, brackets and repeated keys on this line and the one before",
        ),
    );
}

fn table(table: &DeTable<'_>) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value): (&Spanned<DeString<'_>>, _)| Entry {
            key: key.get_ref().to_string(),
            key_span: key.span(),
            node: node(value),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Table { entries }
}

fn node(value: &Spanned<DeValue<'_>>) -> Node {
    let span = value.span();
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Whole(number.to_string()),
        DeValue::Float(number) => Value::Fraction(number.as_str().to_owned()),
        DeValue::Boolean(_) => Value::Flag,
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(list) => Value::List(list.iter().map(node).collect()),
        DeValue::Table(inner) => Value::Table(table(inner)),
    };
    Node { span, value }
}
