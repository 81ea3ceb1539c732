//! From a table to the text of an answers file, and from a number to one of its spellings.

use crate::oracle::{decimal, integer};
use num_rational::BigRational;
use std::hash::{DefaultHasher, Hash, Hasher};
use toml::{Table, Value};

/// Writes a file as TOML, with tables and keys in an order that the seed decides.
pub(super) fn render(file: &Table, seed: u64) -> String {
    let mut plain = Table::new();
    let mut sections = Vec::new();
    let section = |header: String, inner: &Value| {
        let inner = inner.as_table().expect("a table");
        format!("\n{header}\n{}\n", lines(inner, seed).join("\n"))
    };
    for (name, value) in file {
        match value {
            Value::Table(answers) if name == "answers" => {
                let header = |id| format!("[answers.{}]", key(id, seed));
                sections.extend(answers.iter().map(|(id, inner)| section(header(id), inner)));
            }
            Value::Table(_) => sections.push(section(format!("[{name}]"), value)),
            value => set(&mut plain, name, value.clone()),
        }
    }
    shuffle(&mut sections, seed);
    lines(&plain, seed).join("\n") + "\n" + &sections.concat()
}

/// Keys and values in some order.
fn lines(from: &Table, seed: u64) -> Vec<String> {
    let line = |(name, value): (&String, &Value)| match value {
        Value::Table(inner) => key(name, seed) + " = { " + &lines(inner, seed).join(", ") + " }",
        plain => format!("{} = {plain}", key(name, seed)),
    };
    let mut lines: Vec<String> = from.iter().map(line).collect();
    shuffle(&mut lines, seed);
    lines
}

/// A key, quoted where it must be and in every second file.
fn key(name: &str, seed: u64) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match name.chars().all(is_bare) && seed.is_multiple_of(2) {
        true => name.to_string(),
        false => Value::from(name).to_string(),
    }
}

fn shuffle(lines: &mut [String], seed: u64) {
    lines.sort_by_cached_key(|line| {
        let mut hasher = DefaultHasher::new();
        (line, seed).hash(&mut hasher);
        hasher.finish()
    });
}

pub(super) fn set(table: &mut Table, key: &str, value: impl Into<Value>) {
    table.insert(key.to_string(), value.into());
}

/// A number with at least so many digits, and one more zero where "1.000" could be a thousand:
/// where that reading is not above the limit of the field, if it has one.
pub(super) fn quoted(
    value: &BigRational,
    digits: u32,
    mark: &str,
    limit: Option<&BigRational>,
) -> String {
    let printed = decimal(value);
    let (whole, fraction) = printed.split_once('.').unwrap_or((&printed, ""));
    let mut fraction = format!("{fraction:0<0$}", digits as usize);
    let larger = value * integer(1000);
    if fraction.len() == 3 && *value >= integer(1) && limit.is_none_or(|limit| larger <= *limit) {
        fraction.push('0');
    }
    let mark = if fraction.is_empty() { "" } else { mark };
    format!("{whole}{mark}{fraction}")
}
