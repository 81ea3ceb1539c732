//! Words and numbers for people, in Indonesian first and English second.
//!
//! This is the only place that writes a decimal comma. Machine output uses
//! [`Points`]' own [`Display`](std::fmt::Display).

use std::borrow::Cow;
use std::cell::Cell;

use rust_decimal::Decimal;

use crate::points::{Exactness, Fraction, Points};

/// The language of everything a person reads.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Lang {
    /// Bahasa Indonesia, the default.
    #[default]
    Id,
    /// English.
    En,
}

/// The same sentence in both languages.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Text {
    id: Cow<'static, str>,
    en: Cow<'static, str>,
}

impl Text {
    /// A sentence in both languages.
    pub fn new(id: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Text {
        Text { id: id.into(), en: en.into() }
    }

    /// The same sentence with what looks like a NIK crossed out.
    pub(crate) fn without_niks(&self) -> Text {
        let crossed = |text: &str| crate::number::without_niks(text);
        Text::new(crossed(&self.id), crossed(&self.en))
    }

    /// The sentence in one of them.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Id => &self.id,
            Lang::En => &self.en,
        }
    }
}

/// Points with at least two decimals, as tables want them: `880,39`, `1.000,00`.
///
/// Digits beyond two are printed, never rounded away: `597,928`.
#[must_use]
pub fn points(lang: Lang, points: Points) -> String {
    with_marks(lang, points.is_negative(), points.digits(&mut [0; Points::ROOM]), 2)
}

/// Points as short as they can be: `12`, `0,66`, `1.000`.
#[must_use]
pub fn short_points(lang: Lang, points: Points) -> String {
    with_marks(lang, points.is_negative(), points.digits(&mut [0; Points::ROOM]), 0)
}

/// Points with a sign in front, for differences: `+0,75`, `−0,01`.
#[must_use]
pub fn signed_points(lang: Lang, points: Points) -> String {
    let sign = match points {
        points if points.is_negative() => "−",
        points if points.is_zero() => "",
        _ => "+",
    };
    format!("{sign}{}", self::points(lang, points.abs()))
}

/// A decimal with at least `least` decimals and no digit lost.
#[must_use]
pub fn decimal(lang: Lang, value: Decimal, least: usize) -> String {
    let is_negative = value.is_sign_negative() && !value.is_zero();
    with_marks(lang, is_negative, &value.abs().normalize().to_string(), least)
}

/// Digits with a point as the mark, as people of a language write them.
fn with_marks(lang: Lang, is_negative: bool, plain: &str, least: usize) -> String {
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let (group, mark) = match lang {
        Lang::Id => ('.', ','),
        Lang::En => (',', '.'),
    };
    let mut text = String::with_capacity(2 * plain.len() + least);
    if is_negative {
        text.push('−');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if least > 0 || !decimals.is_empty() {
        text.push(mark);
        text.push_str(decimals);
        text.extend(std::iter::repeat_n('0', least.saturating_sub(decimals.len())));
    }
    text
}

/// A fraction with at least two and at most eight decimals, and dots where more follow:
/// `14,80530957…`.
#[must_use]
pub fn fraction(lang: Lang, value: Fraction) -> String {
    let (cut, exactness) = value.cut(8);
    let dots = match exactness {
        Exactness::Exact => "",
        Exactness::Cut => "…",
    };
    format!("{}{dots}", decimal(lang, cut, 2))
}

/// A whole number with grouping: `53.612`.
#[must_use]
pub fn whole(lang: Lang, value: impl Into<i128>) -> String {
    let value: i128 = value.into();
    Decimal::try_from_i128_with_scale(value, 0)
        .map_or_else(|_| value.to_string(), |value| decimal(lang, value, 0))
}

/// Names joined as a sentence would: `a, b dan c`.
#[must_use]
pub fn list(lang: Lang, names: &[impl AsRef<str>]) -> String {
    let and = match lang {
        Lang::Id => "dan",
        Lang::En => "and",
    };
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {and} {}", first.join(", "), last.as_ref())
        }
    }
}

/// The name among `known` that was probably meant, if one is near enough: at most every third
/// letter may be wrong, and case does not matter. Of `P1` to `P7` none is near to `P9`.
///
/// Nobody misspells a name of more than 100 letters: such a one is near to none.
#[must_use]
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_within(found, known, &Patience::default())
}

/// [`nearest`], as long as the patience lasts.
pub(crate) fn nearest_within<'a>(
    found: &str,
    known: impl IntoIterator<Item = &'a str>,
    patience: &Patience,
) -> Option<&'a str> {
    const LONGEST: usize = 100;
    if found.len() > 4 * LONGEST {
        return None;
    }
    let folded = found.to_lowercase();
    let length = folded.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        patience.spend(1)?;
        let letters = if name.len() > 4 * LONGEST { continue } else { name.chars().count() };
        // Each letter more or less is a mistake of its own.
        if letters > LONGEST || letters.abs_diff(length) > letters / 3 {
            continue;
        }
        patience.spend(letters * length / 8)?;
        let distance = strsim::damerau_levenshtein(&folded, &name.to_lowercase());
        if distance <= letters / 3 && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// How much looking for near misses is worth while one file is read. A file with thousands of unknown
/// names is not misspelt but another file; its later findings come without the nearest name.
#[derive(Debug)]
pub(crate) struct Patience(Cell<usize>);

impl Default for Patience {
    fn default() -> Patience {
        Patience(Cell::new(2_000_000))
    }
}

impl Patience {
    /// Spends some of it; `None` where there is not so much left, which then is none.
    fn spend(&self, effort: usize) -> Option<()> {
        let left = self.0.get().checked_sub(effort);
        self.0.set(left.unwrap_or(0));
        left.map(|_| ())
    }

    /// Whether none is left.
    pub(crate) fn is_over(&self) -> bool {
        self.0.get() == 0
    }
}

/// A name without case, spaces and punctuation, for comparing spellings.
pub(crate) fn fold(name: &str) -> String {
    name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Points {
        crate::number::decimal(text, Some(Points::ZERO)).expect("a number")
    }

    #[test]
    fn numbers_read_as_in_an_indonesian_letter() {
        assert_eq!(points(Lang::Id, read("880.39")), "880,39");
        assert_eq!(points(Lang::Id, read("1000")), "1.000,00");
        assert_eq!(points(Lang::Id, read("597.928")), "597,928");
        assert_eq!(short_points(Lang::Id, read("1000")), "1.000");
        assert_eq!(short_points(Lang::Id, read("0.660")), "0,66");
        assert_eq!(points(Lang::En, read("1234567.5")), "1,234,567.50");
    }

    #[test]
    fn differences_carry_a_sign() {
        assert_eq!(signed_points(Lang::Id, read("880.38") - read("880.39")), "−0,01");
        assert_eq!(signed_points(Lang::Id, read("1")), "+1,00");
        assert_eq!(signed_points(Lang::Id, Points::ZERO), "0,00");
    }

    #[test]
    fn near_misses_are_recognised_and_strangers_are_not() {
        let known = ["kelembagaan", "klaster-1", "klaster-2"];
        assert_eq!(nearest("kelembagan", known), Some("kelembagaan"));
        assert_eq!(nearest("Klaster1", known), Some("klaster-1"));
        assert_eq!(nearest("xyz", known), None);
    }
}
