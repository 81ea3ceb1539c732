//! Numbers and tables, read from TOML that is assumed to be valid.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;
use toml::{Table, Value};

/// Prints an exact decimal without trailing zeros; panics if it does not terminate.
pub fn decimal(value: &BigRational) -> String {
    let mut shifted = value.abs();
    let mut digits = 0;
    while !shifted.is_integer() {
        shifted *= integer(10);
        digits += 1;
        assert!(digits < 1000, "{value} does not terminate");
    }
    let sign = if value.is_negative() { "-" } else { "" };
    let padded = format!("{:0>1$}", shifted.to_integer().to_string(), digits + 1);
    let (whole, fraction) = padded.split_at(padded.len() - digits);
    let dot = if digits > 0 { "." } else { "" };
    format!("{sign}{whole}{dot}{fraction}")
}

/// A number that counts: a whole number, or a quoted one with a dot or a comma. Only the bounds of a
/// change can be below zero.
pub(crate) fn number(value: &Value) -> BigRational {
    let written = match value {
        Value::Integer(whole) => whole.to_string(),
        Value::String(quoted) => quoted.replace(',', "."),
        other => panic!("not a number: {other}"),
    };
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let digits: BigInt = format!("{whole}{fraction}").parse().expect("digits");
    let scale = BigInt::from(10).pow(fraction.len() as u32);
    BigRational::new(digits, scale)
}

pub(crate) fn integer(value: i64) -> BigRational {
    BigRational::from_integer(value.into())
}

pub(crate) fn power(digits: u32) -> BigRational {
    integer(10).pow(digits as i32)
}

/// The number under a key.
pub(crate) fn number_of(from: &Table, key: &str) -> BigRational {
    number(&from[key])
}

pub(crate) fn text<'a>(from: &'a Table, key: &str) -> &'a str {
    from[key].as_str().expect("a string")
}

/// The text under a key that may be absent.
pub(crate) fn word<'a>(from: &'a Table, key: &str) -> Option<&'a str> {
    from.get(key).map(|value| value.as_str().expect("a string"))
}

pub(crate) fn table<'a>(from: &'a Table, key: &str) -> &'a Table {
    from[key].as_table().expect("a table")
}

/// An array of tables; empty where it is absent.
pub(crate) fn list<'a>(from: &'a Table, key: &str) -> Vec<&'a Table> {
    let values = from.get(key).and_then(Value::as_array).into_iter();
    let tables = values.flatten().map(Value::as_table);
    tables.map(|table| table.expect("a table")).collect()
}

/// What stands under a path of keys, if anything.
pub(crate) fn find<'a>(answers: &'a Table, path: &[&str]) -> Option<&'a Value> {
    let first = answers.get(path[0])?;
    path[1..].iter().try_fold(first, |at, key| at.get(*key))
}

/// A rounding as `[rounding]` and `[not_applicable]` write it, ties half-up; points are never
/// negative.
pub(super) fn round(points: BigRational, rule: &Table) -> BigRational {
    assert_eq!(text(rule, "ties"), "half-up");
    let digits = rule["digits"].as_integer().expect("whole digits");
    let scale = power(u32::try_from(digits).expect("a few digits"));
    (points * &scale + integer(1) / integer(2)).floor() / scale
}
