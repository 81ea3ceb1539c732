//! A text as a tree of values with their places, whatever notation it was written in.
//!
//! Everything that a person writes, rules and answers, TOML and JSON, becomes the same tree; the
//! readers of [`edition`](crate::edition) and [`answers`](crate::answers) walk it and report every
//! problem at once. A number stays the text it was written as.

#[cfg(feature = "json")]
mod json;
mod reader;
mod toml;
mod tree;

use std::sync::Arc;

pub(crate) use tree::{Entry, Node, Span, Table, Value};

pub(crate) use reader::{
    Ceiling, TableReader, Word, as_count, as_list, as_points, as_signed, as_text, as_whole, joined,
    suggest,
};

use crate::code::Code;
use crate::diagnostic::{LARGEST_TEXT, Sink, Source, too_large};
use crate::number;
use crate::wording::Text;

/// The tree of a text, as far as it can be read; what cannot is in the sink.
///
/// A text whose first sign is `{` is JSON (no TOML begins so), any other is TOML.
pub(crate) fn parse(source: &Arc<Source>, sink: &Sink) -> Table {
    let text = source.text();
    if text.len() > LARGEST_TEXT {
        sink.report(Code::FileTooLarge, &(0..0), too_large());
        return Table::default();
    }
    let table = if text.trim_start().starts_with('{') {
        parse_json(text, sink)
    } else {
        toml::parse(text, sink)
    };
    refuse_persons(&table, sink);
    table
}

/// A value as a TOML file writes it, that stands in one place of another text; what is wrong with it is
/// told of that place.
pub(crate) fn value_at(span: &Span, text: &str, sink: &Sink) -> Option<Node> {
    let own = Sink::new(&Arc::new(Source::new("", format!("v = {text}"))));
    let table = toml::parse(own.source().text(), &own);
    let found = own.into_findings();
    for finding in &found {
        let message = finding.message().clone();
        match finding.advice() {
            Some(help) => sink.advise(finding.code(), span, message, help.clone()),
            None => sink.report(finding.code(), span, message),
        }
    }
    let mut entries = table.entries.into_iter();
    let entry = entries.next().filter(|_| found.is_empty() && entries.next().is_none())?;
    Some(moved(entry.node, span))
}

/// The node with everything in it at one place.
fn moved(node: Node, span: &Span) -> Node {
    let value = match node.value {
        Value::List(list) => Value::List(list.into_iter().map(|node| moved(node, span)).collect()),
        Value::Table(table) => {
            let entries = table.entries.into_iter().map(|entry| Entry {
                key: entry.key,
                key_span: span.clone(),
                node: moved(entry.node, span),
            });
            Value::Table(Table { entries: entries.collect() })
        }
        plain => plain,
    };
    Node { span: span.clone(), value }
}

#[cfg(feature = "json")]
fn parse_json(text: &str, sink: &Sink) -> Table {
    json::parse(text, sink)
}

#[cfg(not(feature = "json"))]
fn parse_json(_text: &str, sink: &Sink) -> Table {
    sink.report(
        Code::Syntax,
        &(0..0),
        Text::new(
            "berkas ini JSON, tetapi pustaka dibangun tanpa fitur `json`",
            "this file is JSON, but the library was built without its `json` feature",
        ),
    );
    Table::default()
}

/// Refuses every text and number that looks like a NIK, wherever it stands.
pub(crate) fn refuse_persons(table: &Table, sink: &Sink) {
    for entry in &table.entries {
        if number::looks_like_nik(&entry.key) {
            report_person(&entry.key_span, sink);
        }
        // A digest may hold any run of digits and names nobody.
        let digest = matches!(&entry.node.value, Value::Text(text) if is_sha256(text));
        if entry.key != "sha256" || !digest {
            refuse_persons_in(&entry.node, sink);
        }
    }
}

/// Whether a text is 64 hexadecimal digits.
pub(crate) fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn refuse_persons_in(node: &Node, sink: &Sink) {
    match &node.value {
        Value::Text(text) | Value::Whole(text) | Value::Fraction(text) => {
            if number::looks_like_nik(text) {
                report_person(&node.span, sink);
            }
        }
        Value::List(list) => list.iter().for_each(|node| refuse_persons_in(node, sink)),
        Value::Table(table) => refuse_persons(table, sink),
        Value::Flag | Value::Date(_) | Value::Null => {}
    }
}

fn report_person(span: &Span, sink: &Sink) {
    sink.advise(
        Code::LooksLikeNik,
        span,
        Text::new(
            "enam belas angka berurutan di sini menyerupai NIK",
            "the sixteen digits here look like a national identity number (NIK)",
        ),
        Text::new(
            "hapus data perorangan; isian hanya memuat angka agregat",
            "remove personal data; answers hold aggregates only",
        ),
    );
}
