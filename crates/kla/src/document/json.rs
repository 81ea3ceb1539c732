//! JSON text as a tree, with the place of every value.
//!
//! `serde_json` gives no places, but it lends the very text of each value; where that text stands
//! in the whole is its place.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::tree::{Entry, Node, Span, Table, Value};
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::wording::Text;

/// Deeper than any file of this kind; JSON beyond it is refused rather than followed.
const DEEPEST: usize = 16;

/// The tree, or an empty table with the reason in the sink.
pub(super) fn parse(text: &str, sink: &Sink) -> Table {
    let whole: &RawValue = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            report(&error, offset(text, error.line(), error.column()), sink);
            return Table::default();
        }
    };
    let root = Parser { text, sink }.node(whole, 0);
    match root.value {
        Value::Table(table) => table,
        // Only a text that begins with `{` is read as JSON, so this is a table that was refused.
        _ => Table::default(),
    }
}

fn report(error: &serde_json::Error, at: usize, sink: &Sink) {
    // The finding has its own place; that of the error is within the part that was parsed.
    let error = error.to_string();
    let error = error.rsplit_once(" at line ").map_or(error.as_str(), |(error, _)| error);
    sink.advise(
        Code::Syntax,
        &(at..at),
        Text::new(format!("bukan JSON yang benar ({error})"), format!("not valid JSON ({error})")),
        Text::new(
            "periksa tanda kutip, koma, dan kurung di sekitar tempat ini",
            "check quotes, commas and brackets around this place",
        ),
    );
}

/// The byte that a line and a column, both from 1, stand for.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct Parser<'t> {
    text: &'t str,
    sink: &'t Sink,
}

impl<'t> Parser<'t> {
    /// Where a part that was lent out of the text stands in it.
    fn place(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        if start + part.len() <= self.text.len() { start..start + part.len() } else { 0..0 }
    }

    fn node(&self, raw: &'t RawValue, depth: usize) -> Node {
        let part = raw.get();
        let span = self.place(part);
        let value = match part.as_bytes().first() {
            Some(b'{' | b'[') if depth >= DEEPEST => {
                self.sink.report(
                    Code::Syntax,
                    &span,
                    Text::new(
                        "JSON bersarang terlalu dalam untuk berkas ini",
                        "JSON is nested too deeply for a file of this kind",
                    ),
                );
                Value::Null
            }
            Some(b'{') => Value::Table(self.table(part, &span, depth)),
            Some(b'[') => Value::List(self.list(part, &span, depth)),
            Some(b'"') => Value::Text(self.part(part, &span)),
            Some(b't' | b'f') => Value::Flag,
            Some(b'n') => Value::Null,
            _ if part.contains(['.', 'e', 'E']) => Value::Fraction(part.to_owned()),
            _ => Value::Whole(part.to_owned()),
        };
        Node { span, value }
    }

    /// A part of the text as what it must be. The first pass does not look into escapes, so a part
    /// may still turn out to be broken; it is then reported.
    fn part<T: Deserialize<'t> + Default>(&self, part: &'t str, span: &Span) -> T {
        serde_json::from_str(part).unwrap_or_else(|error| {
            let at = span.start + offset(part, error.line(), error.column());
            report(&error, at, self.sink);
            T::default()
        })
    }

    fn list(&self, part: &'t str, span: &Span, depth: usize) -> Vec<Node> {
        let items: Items<'t> = self.part(part, span);
        items.0.into_iter().map(|item| self.node(item, depth + 1)).collect()
    }

    fn table(&self, part: &'t str, span: &Span, depth: usize) -> Table {
        let members: Members<'t> = self.part(part, span);
        let mut table = Table::default();
        let mut seen = std::collections::BTreeSet::new();
        for (key, value) in members.0 {
            let key_span = match &key {
                Cow::Borrowed(key) => self.place(key),
                // A key with escapes is not lent; its value stands right behind it.
                Cow::Owned(_) => self.place(value.get()),
            };
            if !seen.insert(key.clone()) {
                self.sink.report(
                    Code::Syntax,
                    &key_span,
                    Text::new(
                        format!("kunci `{key}` muncul dua kali"),
                        format!("the key `{key}` appears twice"),
                    ),
                );
                continue;
            }
            let node = self.node(value, depth + 1);
            table.entries.push(Entry { key: key.into_owned(), key_span, node });
        }
        table
    }
}

/// The members of an object in their order, repeated keys included.
#[derive(Default)]
struct Members<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(key) = map.next_key::<Key<'de>>()? {
                    members.push((key.0, map.next_value()?));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

#[derive(serde::Deserialize)]
struct Key<'t>(#[serde(borrow)] Cow<'t, str>);

#[derive(Default)]
struct Items<'t>(Vec<&'t RawValue>);

impl<'de> Deserialize<'de> for Items<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Items<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Items<'de>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Items(items))
            }
        }
        deserializer.deserialize_seq(Collect)
    }
}
