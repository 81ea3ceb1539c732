//! Reading a table key by key: what is absent, misspelt or of the wrong kind is reported, and so is
//! every key that nobody asked for.

use std::cell::RefCell;

use super::tree::{Entry, Node, Span, Table, Value};
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::number::{self, NumberError};
use crate::points::Points;
use crate::wording::{self, Lang, Text};

/// The shape of edition and answers files that this engine reads.
const FORMAT: u32 = 1;

/// One table being read.
pub(crate) struct TableReader<'t> {
    table: &'t Table,
    /// Where to point when something is missing.
    span: Span,
    sink: &'t Sink,
    asked: RefCell<Vec<&'static str>>,
}

/// A text with its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'t> {
    pub(crate) text: &'t str,
    pub(crate) span: &'t Span,
}

/// The largest number that makes sense in a place: it tells grouping from a decimal mark.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ceiling {
    /// Nothing is known: whatever could be grouping is refused.
    Unknown,
    /// No larger number is possible here.
    At(Points),
}

impl<'t> TableReader<'t> {
    pub(crate) fn new(table: &'t Table, span: &Span, sink: &'t Sink) -> TableReader<'t> {
        TableReader { table, span: span.clone(), sink, asked: RefCell::default() }
    }

    /// A reader of a node that must be a table.
    pub(crate) fn of(node: &'t Node, sink: &'t Sink) -> Option<TableReader<'t>> {
        match &node.value {
            Value::Table(table) => Some(TableReader::new(table, &node.span, sink)),
            _ => {
                wrong_type(node, &Text::new("tabel", "a table"), sink);
                None
            }
        }
    }

    pub(crate) fn sink(&self) -> &'t Sink {
        self.sink
    }

    /// The place of the table.
    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    /// The entry of a key, if it is there.
    pub(crate) fn entry(&self, key: &'static str) -> Option<&'t Entry> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
        self.table.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key, if it is there.
    pub(crate) fn optional(&self, key: &'static str) -> Option<&'t Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The value of a key; its absence is reported.
    pub(crate) fn required(&self, key: &'static str) -> Option<&'t Node> {
        let found = self.optional(key);
        if found.is_none() {
            self.sink.report(
                Code::MissingKey,
                &(self.span.start..self.span.start),
                Text::new(
                    format!("kunci `{key}` wajib ada di sini"),
                    format!("the key `{key}` is required here"),
                ),
            );
        }
        found
    }

    /// Whether the `format` key names this shape. In a file of another shape nothing else can be judged,
    /// so that is then the only report.
    pub(crate) fn format(&self) -> bool {
        let Some(node) = self.required("format") else { return true };
        if matches!(&node.value, Value::Whole(text) if *text == FORMAT.to_string()) {
            return true;
        }
        self.sink.advise(
            Code::UnsupportedFormat,
            &node.span,
            Text::new("bentuk berkas ini tidak dikenal", "this shape of file is not known"),
            Text::new(
                format!("program ini membaca `format = {FORMAT}`"),
                format!("this program reads `format = {FORMAT}`"),
            ),
        );
        false
    }

    pub(crate) fn text(&self, key: &'static str) -> Option<Word<'t>> {
        as_text(self.required(key)?, self.sink)
    }

    pub(crate) fn optional_text(&self, key: &'static str) -> Option<Word<'t>> {
        as_text(self.optional(key)?, self.sink)
    }

    pub(crate) fn points(&self, key: &'static str, ceiling: Ceiling) -> Option<Points> {
        as_points(self.required(key)?, ceiling, self.sink)
    }

    /// A bare whole number between two bounds.
    pub(crate) fn whole(&self, key: &'static str, least: u32, most: u32) -> Option<u32> {
        as_whole(self.required(key)?, least, most, self.sink)
    }

    pub(crate) fn list(&self, key: &'static str) -> Option<&'t [Node]> {
        as_list(self.required(key)?, self.sink)
    }

    /// A list that may be absent, which is then empty.
    pub(crate) fn optional_list(&self, key: &'static str) -> &'t [Node] {
        self.optional(key).and_then(|node| as_list(node, self.sink)).unwrap_or_default()
    }

    /// A list of texts that may be absent.
    pub(crate) fn optional_texts(&self, key: &'static str) -> Vec<Word<'t>> {
        self.optional_list(key).iter().filter_map(|node| as_text(node, self.sink)).collect()
    }

    pub(crate) fn table(&self, key: &'static str) -> Option<TableReader<'t>> {
        TableReader::of(self.required(key)?, self.sink)
    }

    pub(crate) fn optional_table(&self, key: &'static str) -> Option<TableReader<'t>> {
        TableReader::of(self.optional(key)?, self.sink)
    }

    /// The tables of a list that may be absent.
    pub(crate) fn optional_tables(&self, key: &'static str) -> Vec<TableReader<'t>> {
        self.optional_list(key).iter().filter_map(|node| TableReader::of(node, self.sink)).collect()
    }

    /// One of a closed list of words, as the value it stands for.
    pub(crate) fn choice<T: Copy>(
        &self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        choose(self.text(key)?, choices, self.sink)
    }

    pub(crate) fn optional_choice<T: Copy>(
        &self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        choose(self.optional_text(key)?, choices, self.sink)
    }

    /// All entries, where the keys are data and not part of the format.
    pub(crate) fn entries(&self) -> &'t [Entry] {
        &self.table.entries
    }

    /// Reports every key that was not asked for.
    pub(crate) fn finish(self) {
        let asked = self.asked.into_inner();
        for entry in &self.table.entries {
            if asked.contains(&entry.key.as_str()) {
                continue;
            }
            let message = Text::new(
                format!("kunci `{}` tidak dikenal di sini", entry.key),
                format!("the key `{}` is not known here", entry.key),
            );
            suggest(
                Code::UnknownKey,
                &entry.key_span,
                message,
                &entry.key,
                asked.iter().copied(),
                self.sink,
            );
        }
    }
}

/// Reports an unknown name with the nearest known one, or else with some of them.
pub(crate) fn suggest<'k>(
    code: Code,
    span: &Span,
    message: Text,
    found: &str,
    known: impl IntoIterator<Item = &'k str>,
    sink: &Sink,
) {
    if sink.patience().is_over() {
        sink.report(code, span, message);
        return;
    }
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(near) = wording::nearest_within(found, known.iter().copied(), sink.patience()) {
        sink.advise(
            code,
            span,
            message,
            Text::new(format!("mungkin maksudnya `{near}`"), format!("did you mean `{near}`?")),
        );
    } else if known.is_empty() {
        sink.report(code, span, message);
    } else {
        let (id, en) = (joined(Lang::Id, &known), joined(Lang::En, &known));
        sink.advise(
            code,
            span,
            message,
            Text::new(format!("yang dikenal: {id}"), format!("known are {en}")),
        );
    }
}

/// Names in backticks, at most a dozen, the longest cut short, joined as a sentence would.
pub(crate) fn joined(lang: Lang, names: &[&str]) -> String {
    const MOST: usize = 12;
    const LONGEST: usize = 100;
    let quote = |name: &&str| match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &name[..end]),
        None => format!("`{name}`"),
    };
    let mut quoted: Vec<String> = names.iter().take(MOST).map(quote).collect();
    if names.len() > MOST {
        quoted.push(match lang {
            Lang::Id => format!("{} lainnya", names.len() - MOST),
            Lang::En => format!("{} more", names.len() - MOST),
        });
    }
    wording::list(lang, &quoted)
}

fn choose<T: Copy>(word: Word<'_>, choices: &[(&'static str, T)], sink: &Sink) -> Option<T> {
    let found = choices.iter().find(|(name, _)| *name == word.text).map(|(_, value)| *value);
    if found.is_none() {
        let message = Text::new(
            format!("`{}` bukan pilihan di sini", word.text),
            format!("`{}` is not a choice here", word.text),
        );
        suggest(
            Code::UnknownWord,
            word.span,
            message,
            word.text,
            choices.iter().map(|(name, _)| *name),
            sink,
        );
    }
    found
}

fn wrong_type(node: &Node, expected: &Text, sink: &Sink) {
    let found = node.value.kind();
    sink.report(
        Code::WrongType,
        &node.span,
        Text::new(
            format!("di sini {}, seharusnya {}", found.get(Lang::Id), expected.get(Lang::Id)),
            format!("found {}, expected {}", found.get(Lang::En), expected.get(Lang::En)),
        ),
    );
}

pub(crate) fn as_text<'t>(node: &'t Node, sink: &Sink) -> Option<Word<'t>> {
    match &node.value {
        Value::Text(text) => Some(Word { text, span: &node.span }),
        Value::Whole(number) | Value::Fraction(number) => {
            sink.advise(
                Code::WrongType,
                &node.span,
                Text::new(
                    format!("bilangan `{number}` di tempat teks"),
                    format!("the number `{number}` where text belongs"),
                ),
                Text::new(format!("tulis `\"{number}\"`"), format!("write `\"{number}\"`")),
            );
            None
        }
        _ => {
            wrong_type(node, &Text::new("teks dalam tanda kutip", "quoted text"), sink);
            None
        }
    }
}

pub(crate) fn as_list<'t>(node: &'t Node, sink: &Sink) -> Option<&'t [Node]> {
    match &node.value {
        Value::List(list) => Some(list),
        _ => {
            wrong_type(node, &Text::new("daftar [ … ]", "a list [ … ]"), sink);
            None
        }
    }
}

pub(crate) fn as_whole(node: &Node, least: u32, most: u32, sink: &Sink) -> Option<u32> {
    let Value::Whole(text) = &node.value else {
        wrong_type(
            node,
            &Text::new("bilangan bulat tanpa tanda kutip", "a bare whole number"),
            sink,
        );
        return None;
    };
    let found = text.parse().ok().filter(|number| (least..=most).contains(number));
    if found.is_none() {
        sink.report(
            Code::NotANumber,
            &node.span,
            Text::new(
                format!("`{text}` di luar {least} sampai {most}"),
                format!("`{text}` is outside {least} to {most}"),
            ),
        );
    }
    found
}

/// Points, a percentage, or any other decimal: quoted, or a bare whole number.
pub(crate) fn as_points(node: &Node, ceiling: Ceiling, sink: &Sink) -> Option<Points> {
    let limit = match ceiling {
        Ceiling::Unknown => None,
        Ceiling::At(most) => Some(most),
    };
    let text = match &node.value {
        Value::Text(text) | Value::Whole(text) => text,
        Value::Fraction(text) => {
            bare_fraction(&node.span, text, sink);
            return None;
        }
        _ => {
            wrong_type(node, &Text::new("bilangan dalam tanda kutip", "a quoted number"), sink);
            return None;
        }
    };
    number::decimal(text, limit)
        .map_err(|error| number_trouble(&error, text, &node.span, sink))
        .ok()
}

/// A count: quoted or bare, whole.
pub(crate) fn as_count(node: &Node, sink: &Sink) -> Option<u64> {
    match &node.value {
        Value::Text(text) | Value::Whole(text) => {
            number::count(text).map_err(|error| number_trouble(&error, text, &node.span, sink)).ok()
        }
        Value::Fraction(text) => {
            number_trouble(&NumberError::NotWhole, text, &node.span, sink);
            None
        }
        _ => {
            wrong_type(node, &Text::new("bilangan bulat", "a whole number"), sink);
            None
        }
    }
}

/// A decimal that may be below zero, as the bounds of a change are.
pub(crate) fn as_signed(node: &Node, sink: &Sink) -> Option<Points> {
    if let Value::Text(text) | Value::Whole(text) = &node.value
        && let Some(positive) = text.strip_prefix('-')
    {
        return number::decimal(positive, None)
            .map(|points| Points::ZERO - points)
            .map_err(|error| number_trouble(&error, text, &node.span, sink))
            .ok();
    }
    as_points(node, Ceiling::Unknown, sink)
}

fn bare_fraction(span: &Span, text: &str, sink: &Sink) {
    let message = Text::new(
        format!("pecahan `{text}` tanpa tanda kutip tidak dibaca"),
        format!("the bare fraction `{text}` is not read"),
    );
    let help = if number::decimal(text, None).is_ok() {
        Text::new(
            format!("tulis `\"{text}\"`, agar nilainya persis"),
            format!("write `\"{text}\"`, so that it stays exact"),
        )
    } else {
        Text::new(
            "tulis angkanya dalam tanda kutip, misalnya `\"0,66\"` atau `\"1000\"`",
            "write the number in quotes, such as `\"0.66\"` or `\"1000\"`",
        )
    };
    sink.advise(Code::BareFraction, span, message, help);
}

/// Says what is wrong with a number.
pub(crate) fn number_trouble(error: &NumberError, text: &str, span: &Span, sink: &Sink) {
    match error {
        NumberError::Negative => sink.advise(
            Code::NegativeFigure,
            span,
            Text::new(format!("`{text}` negatif"), format!("`{text}` is negative")),
            Text::new("tulis bilangan mulai dari nol", "write a figure of zero or more"),
        ),
        NumberError::Ambiguous { small, large } => sink.advise(
            Code::AmbiguousNumber,
            span,
            Text::new(
                format!("`{text}` dapat dibaca {small} atau {large}"),
                format!("`{text}` can be read as {small} or as {large}"),
            ),
            Text::new(
                format!("tulis `\"{small}\"` atau `\"{large}\"`, tanpa tanda pemisah ribuan"),
                format!("write `\"{small}\"` or `\"{large}\"`, without grouping"),
            ),
        ),
        NumberError::TooManyDigits => sink.report(
            Code::TooManyDigits,
            span,
            Text::new(
                "terlalu banyak angka: nilai paling banyak 9 angka di depan dan 6 di belakang tanda desimal, jumlah paling banyak 12 angka",
                "too many digits: points have at most 9 before and 6 after the decimal mark, counts at most 12",
            ),
        ),
        NumberError::NotWhole => sink.advise(
            Code::NotWhole,
            span,
            Text::new(
                format!("`{text}` bukan bilangan bulat"),
                format!("`{text}` is not a whole number"),
            ),
            Text::new(
                "tulis jumlah tanpa titik dan koma, misalnya `\"53612\"`",
                "write the count without dots and commas, such as `\"53612\"`",
            ),
        ),
        NumberError::NotANumber => sink.advise(
            Code::NotANumber,
            span,
            Text::new(format!("`{text}` bukan bilangan"), format!("`{text}` is not a number")),
            Text::new(
                "tulis angka dengan satu koma atau titik desimal, misalnya `\"0,66\"`",
                "write digits with one decimal comma or dot, such as `\"0.66\"`",
            ),
        ),
    }
}
