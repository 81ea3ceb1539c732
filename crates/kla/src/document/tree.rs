//! The tree itself: values with their places.

use std::ops::Range;

use crate::wording::Text;

/// A place in the text, in bytes.
pub(crate) type Span = Range<usize>;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// What can be written.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Text(String),
    /// A bare whole number, as written.
    Whole(String),
    /// A bare fraction, as written: it is only read to be refused.
    Fraction(String),
    Flag,
    /// A bare date, as `2023-01-31`.
    Date(String),
    List(Vec<Node>),
    Table(Table),
    /// JSON's `null`.
    #[cfg_attr(not(feature = "json"), allow(dead_code, reason = "only JSON has it"))]
    Null,
}

/// Keys and values in the order of the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
}

/// A key, its place, and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) node: Node,
}

impl Node {
    /// A text or number as it was written, for messages that quote it.
    pub(crate) fn written(&self) -> &str {
        match &self.value {
            Value::Text(text) | Value::Whole(text) | Value::Fraction(text) | Value::Date(text) => {
                text
            }
            Value::Flag | Value::List(_) | Value::Table(_) | Value::Null => "",
        }
    }
}

impl Value {
    /// What it is, in words.
    pub(crate) fn kind(&self) -> Text {
        match self {
            Value::Text(_) => Text::new("teks", "text"),
            Value::Whole(_) => Text::new("bilangan bulat", "a whole number"),
            Value::Fraction(_) => Text::new("pecahan desimal", "a decimal fraction"),
            Value::Flag => Text::new("true/false", "true/false"),
            Value::Date(_) => Text::new("tanggal", "a date"),
            Value::List(_) => Text::new("daftar", "a list"),
            Value::Table(_) => Text::new("tabel", "a table"),
            Value::Null => Text::new("null", "null"),
        }
    }
}
