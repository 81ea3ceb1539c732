//! TOML text as a tree.

use ::toml::de::{DeString, DeTable, DeValue};
use ::toml::{Spanned, de::Error};

use super::tree::{Entry, Node, Table, Value};
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::wording::Text;

/// Everything that can be read, with every syntax error in the sink.
pub(super) fn parse(text: &str, sink: &Sink) -> Table {
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        report(error, sink);
    }
    table(root.get_ref())
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
