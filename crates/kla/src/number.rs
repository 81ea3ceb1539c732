//! Reading a number as people type it, without guessing.

use crate::points::Points;

/// Why a text is not a number that can be used.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum NumberError {
    /// Below zero.
    Negative,
    /// `1.000` may be one or one thousand. Both readings, in the plain form.
    Ambiguous { small: String, large: String },
    /// More digits than any figure of the instrument has.
    TooManyDigits,
    /// A count with a decimal mark.
    NotWhole,
    /// Anything else.
    NotANumber,
}

/// Digits allowed in a count.
const COUNT_DIGITS: usize = 12;

/// A quoted decimal with a dot or a comma. `ceiling` is the largest value that makes sense here;
/// it decides whether a mark before three digits could be meant as grouping.
pub(crate) fn decimal(text: &str, ceiling: Option<Points>) -> Result<Points, NumberError> {
    if let Some(rest) = text.strip_prefix(['-', '−'])
        && decimal(rest, None) != Err(NumberError::NotANumber)
    {
        return Err(NumberError::Negative);
    }
    let (whole, decimals) = match text.find(['.', ',']) {
        Some(mark) => (&text[..mark], Some(&text[mark + 1..])),
        None => (text, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !decimals.is_none_or(digits) {
        return Err(NumberError::NotANumber);
    }
    let decimals = decimals.unwrap_or("");
    let significant = whole.trim_start_matches('0');
    if significant.len() > Points::WHOLE_DIGITS || decimals.len() > Points::DECIMALS {
        return Err(NumberError::TooManyDigits);
    }
    let small = join(significant, decimals);
    if decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with('0') {
        let large = join(&format!("{whole}{decimals}"), "");
        if ceiling.is_none_or(|ceiling| large <= ceiling) {
            return Err(NumberError::Ambiguous {
                small: small.to_string(),
                large: large.to_string(),
            });
        }
    }
    Ok(small)
}

/// The text is not points in the plain form: digits, and at most one dot.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not points in the plain form, such as 12 or 0.66")]
#[non_exhaustive]
pub struct ParsePointsError;

/// Reads the plain form that [`Display`](std::fmt::Display) writes, with a dot.
///
/// ```
/// assert_eq!("0.660".parse::<kla::Points>().unwrap().to_string(), "0.66");
/// assert!("0,66".parse::<kla::Points>().is_err());
/// ```
impl Points {
    /// Points as people type them, with a dot or a comma. What may be grouping is refused: `1.000` where
    /// `largest` is a thousand or more.
    ///
    /// # Errors
    ///
    /// When the text is no number, has more digits than any figure, or two readings.
    ///
    /// ```
    /// let thousand = kla::Points::from(1000);
    /// assert_eq!(kla::Points::typed("25,5", thousand).unwrap().to_string(), "25.5");
    /// assert!(kla::Points::typed("1.000", thousand).is_err());
    /// ```
    pub fn typed(text: &str, largest: Points) -> Result<Points, ParsePointsError> {
        decimal(text, Some(largest)).map_err(|_| ParsePointsError)
    }
}

impl std::str::FromStr for Points {
    type Err = ParsePointsError;

    fn from_str(text: &str) -> Result<Points, ParsePointsError> {
        if text.contains(',') {
            return Err(ParsePointsError);
        }
        decimal(text, Some(Points::ZERO)).map_err(|_| ParsePointsError)
    }
}

/// A count: a whole number without any mark.
pub(crate) fn count(text: &str) -> Result<u64, NumberError> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let significant = text.trim_start_matches('0');
        if significant.len() > COUNT_DIGITS {
            return Err(NumberError::TooManyDigits);
        }
        return Ok(significant.bytes().fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0')));
    }
    match decimal(text, Some(Points::ZERO)) {
        Ok(_) => Err(NumberError::NotWhole),
        Err(error) => Err(error),
    }
}

/// Whether the text holds a run of exactly sixteen digits, the form of a NIK.
pub(crate) fn looks_like_nik(text: &str) -> bool {
    // Every text of every file comes by here, and nearly all are too short.
    text.len() >= 16
        && text.as_bytes().split(|byte| !byte.is_ascii_digit()).any(|run| run.len() == 16)
}

/// The text with every such run crossed out, at the same length.
pub(crate) fn without_niks(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let end = rest[start..]
            .find(|character: char| !character.is_ascii_digit())
            .map_or(rest.len(), |length| start + length);
        shown.push_str(&rest[..start]);
        match &rest[start..end] {
            run if run.len() == 16 => shown.push_str(&"x".repeat(16)),
            run => shown.push_str(run),
        }
        rest = &rest[end..];
    }
    shown.push_str(rest);
    shown
}

/// The caller has checked that both parts are digits and short enough.
fn join(whole: &str, decimals: &str) -> Points {
    let mantissa = whole
        .bytes()
        .chain(decimals.bytes())
        .fold(0_i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
    Points::from_checked(mantissa, decimals.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOTAL: Option<Points> = None;

    #[test]
    fn comma_and_dot_are_the_same_number() {
        assert_eq!(decimal("702,10", TOTAL), decimal("702.1", TOTAL));
        assert_eq!(decimal("0.66", TOTAL).map(|points| points.to_string()), Ok("0.66".to_owned()));
        assert_eq!(
            decimal("0.125", TOTAL).map(|points| points.to_string()),
            Ok("0.125".to_owned())
        );
    }

    #[test]
    fn grouping_is_refused_only_where_it_is_possible() {
        let thousand = Some(Points::from(1000));
        let both = NumberError::Ambiguous { small: "1".to_owned(), large: "1000".to_owned() };
        assert_eq!(decimal("1.000", thousand), Err(both.clone()));
        assert_eq!(decimal("1,000", thousand), Err(both));
        assert_eq!(
            decimal("597.928", thousand).map(|points| points.to_string()),
            Ok("597.928".to_owned())
        );
        assert!(matches!(decimal("597.928", None), Err(NumberError::Ambiguous { .. })));
    }

    #[test]
    fn what_is_not_a_number_is_said_to_be_so() {
        for text in ["", " 1", "1 ", "1e3", "+1", ".5", "5.", "1.234,56", "1_000", "nan", "-", "١"]
        {
            assert_eq!(decimal(text, None), Err(NumberError::NotANumber), "{text:?}");
        }
        assert_eq!(decimal("-3", None), Err(NumberError::Negative));
        assert_eq!(decimal("−0,5", None), Err(NumberError::Negative));
        assert_eq!(decimal("1234567890", None), Err(NumberError::TooManyDigits));
        assert_eq!(decimal("0.1234567", None), Err(NumberError::TooManyDigits));
    }

    #[test]
    fn counts_are_whole() {
        assert_eq!(count("53612"), Ok(53612));
        assert_eq!(count("53.612"), Err(NumberError::NotWhole));
        assert_eq!(count("-1"), Err(NumberError::Negative));
        assert_eq!(count("1234567890123"), Err(NumberError::TooManyDigits));
    }

    #[test]
    fn sixteen_digits_look_like_a_person() {
        assert!(looks_like_nik("6271012345678901"));
        assert!(looks_like_nik("Akta 6271012345678901.pdf"));
        assert!(!looks_like_nik("627101234567890"));
        assert_eq!(without_niks("a 1 6271012345678901, 2"), "a 1 xxxxxxxxxxxxxxxx, 2");
    }
}
