//! Points, and the shares that become points.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use rust_decimal::Decimal;

/// Points earned, available, lost or declared, exact to the last digit.
///
/// The instrument prints whole points for most maxima (`12`), quarters and truncated thirds for
/// steps (`0.75`, `0.66`), and totals of up to three decimals (`597.928`). All of them are exact
/// here, and so is every sum of them.
///
/// A value comes from the text of a file or from a whole number. There is deliberately no conversion from
/// `f64`: a binary float cannot hold `0.66`. [`Display`](fmt::Display) prints the plain form for machines,
/// with a dot and without trailing zeros; forms for people are made by [`wording`](crate::wording).
///
/// Inside they are a whole number of millionths of a point, so that adding and comparing costs what it
/// costs for whole numbers. How many decimals were written is kept beside it, and counts for nothing.
///
/// Invariant: at most 9 digits before the mark when parsed, and never more than 6 after it, so that a sum of
/// nine thousand of the largest still fits. A larger sum stays at the end of the range, which no maximum
/// of an edition reaches: it is above every one of them, as it should be.
///
/// ```
/// use kla::Points;
/// assert_eq!((Points::from(12) + Points::from(3)).to_string(), "15");
/// assert!(Points::from(600) < Points::from(601));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Points {
    millionths: i64,
    /// How many decimals it was written with.
    written: u8,
}

impl Points {
    /// No points.
    pub const ZERO: Points = Points { millionths: 0, written: 0 };

    /// Digits allowed before the decimal mark.
    pub(crate) const WHOLE_DIGITS: usize = 9;
    /// Digits allowed after the decimal mark.
    pub(crate) const DECIMALS: usize = 6;
    /// Millionths in a point.
    const MILLION: i64 = 1_000_000;

    /// A number of so many units of `10^-decimals`, at most 6 of them; the caller has checked the invariant.
    pub(crate) fn from_checked(units: i64, decimals: usize) -> Points {
        debug_assert!(decimals <= Points::DECIMALS);
        let written = u8::try_from(decimals).unwrap_or(6).min(6);
        Points { millionths: units.saturating_mul(MILLIONTHS_IN[usize::from(written)]), written }
    }

    /// So many millionths.
    pub(crate) const fn from_millionths(millionths: i64) -> Points {
        Points { millionths, written: 0 }
    }

    /// The millionths in it.
    pub(crate) const fn in_millionths(self) -> i64 {
        self.millionths
    }

    /// The fewest digits without the mark, and how many of them follow it: 0.50 is 5 and 1.
    fn normal(self) -> (i128, u32) {
        let (mut digits, mut decimals) = (self.millionths, 6);
        while decimals > 0 && digits % 10 == 0 {
            digits /= 10;
            decimals -= 1;
        }
        (i128::from(digits), decimals)
    }

    /// The decimal with the digits it was written with, trailing zeros included.
    #[must_use]
    pub fn as_written(self) -> Decimal {
        let (digits, decimals) = self.normal();
        let scale = decimals.max(u32::from(self.written));
        Decimal::from_i128_with_scale(digits * ten_to(scale - decimals), scale)
    }

    /// The exact decimal, for callers that calculate on.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        let (digits, decimals) = self.normal();
        Decimal::from_i128_with_scale(digits, decimals)
    }

    /// Room for the digits of any points and a mark.
    pub(crate) const ROOM: usize = 20;

    /// The fewest digits with a point as the mark and without a sign, written to the end of some room.
    pub(crate) fn digits(self, room: &mut [u8; Points::ROOM]) -> &str {
        let (whole, mut part) = {
            let size = self.millionths.unsigned_abs();
            (size / 1_000_000, size % 1_000_000)
        };
        let mut start = room.len();
        let mut put = |digit: u8| {
            start -= 1;
            room[start] = digit;
        };
        if part > 0 {
            let mut left = Points::DECIMALS;
            while part.is_multiple_of(10) {
                part /= 10;
                left -= 1;
            }
            for _ in 0..left {
                put(b'0' + (part % 10) as u8);
                part /= 10;
            }
            put(b'.');
        }
        let mut whole = whole;
        loop {
            put(b'0' + (whole % 10) as u8);
            whole /= 10;
            if whole == 0 {
                break;
            }
        }
        std::str::from_utf8(&room[start..]).unwrap_or_default()
    }

    /// Whether this is exactly nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.millionths == 0
    }

    /// Whether this is below nothing, as a difference may be.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.millionths < 0
    }

    /// The same distance from zero, without the sign.
    #[must_use]
    pub fn abs(self) -> Points {
        Points { millionths: self.millionths.saturating_abs(), written: self.written }
    }

    /// How many digits follow the decimal mark, trailing zeros left out.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.normal().1
    }

    /// A unit of the last digit that was written.
    pub(crate) fn last_digit(self) -> Points {
        Points::from_checked(1, usize::from(self.written))
    }

    /// A unit of the last digit of a figure that is added to others: people leave out zeros, so it is taken
    /// to have at least two decimals.
    pub(crate) fn last_digit_of_a_part(self) -> Points {
        Points::from_checked(1, usize::from(self.written.max(2)))
    }

    /// The same points, unless they are below nothing.
    pub(crate) fn at_least_zero(self) -> Option<Points> {
        (!self.is_negative()).then_some(self)
    }

    /// A percentage of these points, cut to two decimals.
    pub(crate) fn share_cut(self, percent: u32) -> Points {
        let share = i128::from(self.millionths) * i128::from(percent) / 100;
        let cut = share - share % 10_000;
        Points::of_millionths(cut).unwrap_or(self)
    }

    /// This times `part` over `whole`, cut (not rounded) after `digits` decimals, at most 6; `None` where
    /// `whole` is not above zero.
    ///
    /// ```
    /// use kla::Points;
    /// let score = Points::from(588);
    /// // 588 × 2 ÷ 9 = 130.666…
    /// assert_eq!(score.part_of(Points::from(2), Points::from(9), 2).unwrap().to_string(), "130.66");
    /// ```
    #[must_use]
    pub fn part_of(self, part: Points, whole: Points, digits: u32) -> Option<Points> {
        debug_assert!(digits as usize <= Points::DECIMALS);
        let (steps, _) = Fraction::ratio(part, whole)?.reduced().times(self).scaled(digits);
        Some(Points::of_steps(steps, digits))
    }

    /// The whole number of millionths of a point in it; it holds no smaller part.
    #[must_use]
    pub fn millionths(self) -> i128 {
        i128::from(self.millionths)
    }

    /// So many millionths of a point; `None` beyond what points can hold, some 9 × 10^12 of them.
    #[must_use]
    pub fn of_millionths(count: i128) -> Option<Points> {
        i64::try_from(count).ok().map(Points::from_millionths)
    }

    /// So many steps of `10^-digits`, at most 6 of them; at the end of the range where there are more than
    /// points can hold.
    fn of_steps(steps: i128, digits: u32) -> Points {
        let count = steps.saturating_mul(ten_to(6 - digits.min(6)));
        let end = if count < 0 { i64::MIN } else { i64::MAX };
        Points::from_millionths(i64::try_from(count).unwrap_or(end))
    }

    /// The share of `whole` that these points are, in percent, rounded half up to `digits` decimals
    /// for display; `None` where `whole` is zero.
    #[must_use]
    pub fn percent_of(self, whole: Points, digits: u32) -> Option<Decimal> {
        if whole.is_zero() {
            return None;
        }
        let hundred = Decimal::ONE_HUNDRED;
        let share = self.to_decimal().checked_mul(hundred)?.checked_div(whole.to_decimal())?;
        Some(
            share.round_dp_with_strategy(
                digits,
                rust_decimal::RoundingStrategy::MidpointAwayFromZero,
            ),
        )
    }
}

impl From<u32> for Points {
    fn from(whole: u32) -> Self {
        Points::from_millionths(i64::from(whole) * Points::MILLION)
    }
}

impl PartialEq for Points {
    fn eq(&self, other: &Points) -> bool {
        self.millionths == other.millionths
    }
}

impl Eq for Points {}

impl PartialOrd for Points {
    fn partial_cmp(&self, other: &Points) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Points {
    fn cmp(&self, other: &Points) -> Ordering {
        self.millionths.cmp(&other.millionths)
    }
}

impl Hash for Points {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.millionths.hash(state);
    }
}

/// As short as they can be; a width, a precision or a sign in the format are those of a decimal.
impl fmt::Display for Points {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_plain = formatter.width().is_none() && formatter.precision().is_none();
        if is_plain && !formatter.sign_plus() && !self.is_negative() {
            return formatter.write_str(self.digits(&mut [0; Points::ROOM]));
        }
        fmt::Display::fmt(&self.to_decimal(), formatter)
    }
}

impl Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        Points {
            millionths: self.millionths.saturating_add(other.millionths),
            written: self.written.max(other.written),
        }
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Points) {
        *self = *self + other;
    }
}

impl Sub for Points {
    type Output = Points;
    fn sub(self, other: Points) -> Points {
        Points {
            millionths: self.millionths.saturating_sub(other.millionths),
            written: self.written.max(other.written),
        }
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Points>>(points: I) -> Points {
        points.fold(Points::ZERO, Add::add)
    }
}

/// Millionths in a unit of `10^-n`, for each `n` from 0 to 6.
const MILLIONTHS_IN: [i64; 7] = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/// An exact fraction that need not end as a decimal: an attainment, or a maximum times one.
///
/// `53 612` of `54 317` children with a certificate is the share 53612/54317; times a maximum of 20
/// it is 1072240/54317, which no decimal holds. It stays a fraction until the one place where the
/// edition says how to round.
///
/// Only a change between two years can be below zero.
///
/// Invariant: the denominator is positive.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// A fraction in lowest terms; `None` where the denominator is not above zero.
    ///
    /// ```
    /// let third = kla::Fraction::new(2, 6).unwrap();
    /// assert_eq!((third.numerator(), third.denominator()), (1, 3));
    /// assert!(kla::Fraction::new(1, 0).is_none());
    /// ```
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Fraction> {
        (denominator > 0).then(|| Fraction { numerator, denominator }.reduced())
    }

    /// `count` of `total`; `None` where the total is zero or the count above it.
    #[must_use]
    pub(crate) fn of(count: u64, total: u64) -> Option<Fraction> {
        (total > 0 && count <= total)
            .then_some(Fraction { numerator: i128::from(count), denominator: i128::from(total) })
    }

    /// A percentage as a share of one; `None` outside 0 to 100.
    #[must_use]
    pub(crate) fn percent(percent: Decimal) -> Option<Fraction> {
        if percent.is_sign_negative() && !percent.is_zero() || percent > Decimal::ONE_HUNDRED {
            return None;
        }
        let percent = percent.normalize();
        Some(Fraction { numerator: percent.mantissa(), denominator: 100 * ten_to(percent.scale()) })
    }

    /// `part` of `whole`, such as a figure of its target; `None` where the whole is zero.
    #[must_use]
    pub(crate) fn ratio(part: Points, whole: Points) -> Option<Fraction> {
        let ((part, part_decimals), (whole, whole_decimals)) = (part.normal(), whole.normal());
        (whole > 0).then(|| Fraction {
            numerator: part * ten_to(whole_decimals),
            denominator: whole * ten_to(part_decimals),
        })
    }

    /// What is missing to the whole: one minus this share.
    #[must_use]
    pub(crate) fn complement(self) -> Fraction {
        Fraction { numerator: self.denominator - self.numerator, denominator: self.denominator }
    }

    /// The share, but not below nothing and not above the whole.
    #[must_use]
    pub(crate) fn within_one(self) -> Fraction {
        Fraction {
            numerator: self.numerator.clamp(0, self.denominator),
            denominator: self.denominator,
        }
    }

    /// This figure as a share of `whole`, which is above zero.
    #[must_use]
    pub(crate) fn over(self, whole: Points) -> Fraction {
        let (whole, decimals) = whole.normal();
        Fraction {
            numerator: self.numerator * ten_to(decimals),
            denominator: self.denominator * whole,
        }
        .reduced()
    }

    /// Where two fractions stand beside each other, exactly.
    #[must_use]
    pub(crate) fn compare(self, other: Fraction) -> std::cmp::Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }

    /// The same fraction in lowest terms, so that what follows stays within an `i128`.
    fn reduced(self) -> Fraction {
        let (mut larger, mut smaller) = (self.numerator.abs(), self.denominator);
        while smaller != 0 {
            (larger, smaller) = (smaller, larger % smaller);
        }
        let divisor = larger.max(1);
        Fraction { numerator: self.numerator / divisor, denominator: self.denominator / divisor }
    }

    /// This minus an earlier one.
    #[must_use]
    pub(crate) fn minus(self, earlier: Fraction) -> Fraction {
        Fraction {
            numerator: self.numerator * earlier.denominator - earlier.numerator * self.denominator,
            denominator: self.denominator * earlier.denominator,
        }
    }

    /// `maximum × share`, still exact. The product of at most 15 digits and the numerator of a share
    /// fits an `i128`.
    #[must_use]
    pub(crate) fn times(self, maximum: Points) -> Fraction {
        let (maximum, decimals) = maximum.normal();
        Fraction {
            numerator: self.numerator * maximum,
            denominator: self.denominator * ten_to(decimals),
        }
    }

    /// Where the fraction stands beside a decimal, exactly.
    #[must_use]
    pub fn against(self, value: Points) -> std::cmp::Ordering {
        let (value, decimals) = value.normal();
        (self.numerator * ten_to(decimals)).cmp(&(value * self.denominator))
    }

    /// The share in percent, cut (not rounded) after `digits` decimals, at most 10.
    #[must_use]
    pub fn percent_cut(self, digits: u32) -> Decimal {
        self.times(Points::from(100)).cut(digits).0
    }

    /// The share of a whole, exact: 0.804 of 100 is 80.4.
    #[must_use]
    pub fn of_whole(self, whole: Points) -> Fraction {
        self.reduced().times(whole)
    }

    /// The numerator as it stands, not reduced.
    #[must_use]
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// The denominator as it stands, not reduced.
    #[must_use]
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// The fraction cut (not rounded) after `digits` decimals, at most 10, and whether that is all
    /// of it.
    #[must_use]
    pub fn cut(self, digits: u32) -> (Decimal, Exactness) {
        let (scaled, rest) = self.scaled(digits);
        let exactness = if rest == 0 { Exactness::Exact } else { Exactness::Cut };
        (Decimal::from_i128_with_scale(scaled, digits), exactness)
    }

    /// The one rounding of the engine: to `digits` decimals, at most 10, ties by `ties`, both named
    /// by the edition.
    #[must_use]
    pub(crate) fn rounded(self, digits: u32, ties: Ties) -> Points {
        let (scaled, rest) = self.scaled(digits);
        let up = match ties {
            Ties::HalfUp => rest * 2 >= self.denominator,
        };
        Points::of_steps(scaled + i128::from(up), digits)
    }

    /// The whole number of steps of `10^-digits` in the fraction, and what remains of the
    /// denominator. Divides before it scales, so that no product leaves an `i128`.
    fn scaled(self, digits: u32) -> (i128, i128) {
        let steps = ten_to(digits);
        let (whole, rest) = (self.numerator / self.denominator, self.numerator % self.denominator);
        let rest = rest * steps;
        (whole * steps + rest / self.denominator, rest % self.denominator)
    }
}

/// Whether a printed decimal is the whole number or only its beginning.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Exactness {
    /// Nothing was cut off.
    Exact,
    /// More digits follow.
    Cut,
}

/// What happens to a value exactly halfway between two printable ones.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Ties {
    /// Away from zero: 2.345 becomes 2.35.
    HalfUp,
}

fn ten_to(digits: u32) -> i128 {
    10_i128.pow(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Lang;

    fn share(count: u64, total: u64) -> Fraction {
        Fraction::of(count, total).expect("a count within its total")
    }

    #[test]
    fn they_are_written_as_their_decimals_are() {
        let mut some = vec![0, 1, 10, 999_999, 1_000_000, 880_390_000, i64::MAX, i64::MIN];
        let mut dice: u64 = 2023;
        for _ in 0..2_000 {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let size = (dice >> 1).cast_signed() >> (dice % 61);
            some.extend([size, -size, size / 10_000 * 10_000]);
        }
        for points in some.into_iter().map(Points::from_millionths) {
            let decimal = points.to_decimal();
            assert_eq!(points.to_string(), decimal.to_string());
            assert_eq!(format!("{points:>9.1}{points:+}"), format!("{decimal:>9.1}{decimal:+}"));
            for (lang, least) in [(Lang::Id, 2), (Lang::En, 2), (Lang::Id, 0), (Lang::En, 0)] {
                let written = match least {
                    2 => crate::wording::points(lang, points),
                    _ => crate::wording::short_points(lang, points),
                };
                assert_eq!(written, crate::wording::decimal(lang, decimal, least));
            }
        }
    }

    #[test]
    fn certificates_of_tebing_tinggi() {
        // 20 × 53 612 ÷ 54 317 = 19.7404127… by pocket calculator
        let product = share(53_612, 54_317).times(Points::from(20));
        assert_eq!(product.rounded(2, Ties::HalfUp).to_string(), "19.74");
        assert_eq!(product.cut(7).0.to_string(), "19.7404127");
    }

    #[test]
    fn a_tie_goes_up_and_a_hair_below_does_not() {
        // 1 × 5/1000 = 0.005 and 1 × 4999/1000000
        assert_eq!(
            share(5, 1000).times(Points::from(1)).rounded(2, Ties::HalfUp).to_string(),
            "0.01"
        );
        assert_eq!(
            share(4999, 1_000_000).times(Points::from(1)).rounded(2, Ties::HalfUp).to_string(),
            "0"
        );
    }

    #[test]
    fn the_largest_inputs_stay_within_range() {
        let maximum = Points::from_checked(999_999_999_999_999, 6);
        let product = share(999_999_999_998, 999_999_999_999).times(maximum);
        assert!(product.rounded(6, Ties::HalfUp) <= maximum);
        let tiny = Points::from_checked(1, 6);
        let figure = Fraction::ratio(maximum, tiny).expect("not zero").within_one();
        assert_eq!(figure.times(maximum).rounded(6, Ties::HalfUp), maximum);
        let change = share(1, 999_999_999_999).minus(share(999_999_999_988, 999_999_999_989));
        assert!(change.times(Points::from(100)).against(tiny).is_lt());
        assert!(change.times(Points::from(100)).cut(8).0.is_sign_negative());
    }

    #[test]
    fn percentages_outside_their_range_are_no_share() {
        assert!(Fraction::percent(Decimal::new(10001, 2)).is_none());
        assert!(Fraction::percent(Decimal::new(-1, 2)).is_none());
        assert_eq!(
            Fraction::percent(Decimal::new(255, 1)).map(Fraction::complement),
            Some(Fraction { numerator: 745, denominator: 1000 })
        );
    }
}
