//! Points, and the shares that become points.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use rust_decimal::Decimal;

/// Points earned, available, lost or declared, exact to the last digit.
///
/// The instrument prints whole points for most maxima (`12`), quarters and truncated thirds for
/// steps (`0.75`, `0.66`), and totals of up to three decimals (`597.928`). All of them are exact
/// here, and so is every sum of them.
///
/// A value comes from the text of a file or from a whole number. There is deliberately no conversion from `f64`: a binary float cannot hold `0.66`.
/// [`Display`](fmt::Display) prints the plain form for machines, with a dot and without trailing
/// zeros; forms for people are made by [`wording`](crate::wording).
///
/// Invariant: at most 9 digits before the mark when parsed, and never more than 6 after it, so that a
/// sum of a million of them fits the 28 digits of a [`Decimal`] without rounding, and a product of two
/// fits an `i128`.
///
/// ```
/// use kla::Points;
/// assert_eq!((Points::from(12) + Points::from(3)).to_string(), "15");
/// assert!(Points::from(600) < Points::from(601));
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Points(Decimal);

impl Points {
    /// No points.
    pub const ZERO: Points = Points(Decimal::ZERO);

    /// Digits allowed before the decimal mark.
    pub(crate) const WHOLE_DIGITS: usize = 9;
    /// Digits allowed after the decimal mark.
    pub(crate) const DECIMALS: usize = 6;

    /// The caller has checked the invariant.
    pub(crate) fn from_checked(value: Decimal) -> Points {
        debug_assert!(value.scale() as usize <= Points::DECIMALS);
        Points(value)
    }

    /// The decimal with the digits it was written with, trailing zeros included.
    #[must_use]
    pub fn as_written(self) -> Decimal {
        self.0
    }

    /// The exact decimal, for callers that calculate on.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        self.0.normalize()
    }

    /// Whether this is exactly nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below nothing, as a difference may be.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// The same distance from zero, without the sign.
    #[must_use]
    pub fn abs(self) -> Points {
        Points(self.0.abs())
    }

    /// How many digits follow the decimal mark, trailing zeros left out.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.0.normalize().scale()
    }

    /// Half a unit of the last digit that was written.
    pub(crate) fn half_unit(self) -> Points {
        Points(Decimal::new(5, self.0.scale() + 1))
    }

    /// Half a unit of the last digit of a figure that is added to others: people leave out zeros, so it
    /// is taken to have at least two decimals.
    pub(crate) fn half_unit_of_a_part(self) -> Points {
        Points(Decimal::new(5, self.0.scale().max(2) + 1))
    }

    /// The same points, unless they are below nothing.
    pub(crate) fn at_least_zero(self) -> Option<Points> {
        (!self.is_negative()).then_some(self)
    }

    /// A percentage of these points, cut to two decimals.
    pub(crate) fn share_cut(self, percent: u32) -> Points {
        let share = self.0 * Decimal::from(percent) / Decimal::ONE_HUNDRED;
        Points(share.trunc_with_scale(2))
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
        Some(Points(Fraction::ratio(part, whole)?.reduced().times(self).cut(digits).0.normalize()))
    }

    /// The whole number of millionths of a point in it; it holds no smaller part.
    #[must_use]
    pub fn millionths(self) -> i128 {
        let value = self.0.normalize();
        let missing = u32::try_from(Points::DECIMALS).unwrap_or(0).saturating_sub(value.scale());
        value.mantissa() * ten_to(missing)
    }

    /// So many millionths of a point; `None` beyond 21 digits.
    #[must_use]
    pub fn of_millionths(count: i128) -> Option<Points> {
        let decimals = u32::try_from(Points::DECIMALS).unwrap_or(0);
        (count.abs() < ten_to(21))
            .then(|| Points(Decimal::from_i128_with_scale(count, decimals).normalize()))
    }

    /// The share of `whole` that these points are, in percent, rounded half up to `digits` decimals
    /// for display; `None` where `whole` is zero.
    #[must_use]
    pub fn percent_of(self, whole: Points, digits: u32) -> Option<Decimal> {
        if whole.is_zero() {
            return None;
        }
        let hundred = Decimal::ONE_HUNDRED;
        let share = self.0.checked_mul(hundred)?.checked_div(whole.0)?;
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
        Points(Decimal::from(whole))
    }
}

impl fmt::Display for Points {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.normalize(), formatter)
    }
}

impl Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        Points(self.0 + other.0)
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
        Points(self.0 - other.0)
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Points>>(points: I) -> Points {
        points.fold(Points::ZERO, Add::add)
    }
}

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
        let (part, whole) = (part.0.normalize(), whole.0.normalize());
        (whole > Decimal::ZERO).then(|| Fraction {
            numerator: part.mantissa() * ten_to(whole.scale()),
            denominator: whole.mantissa() * ten_to(part.scale()),
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
        let whole = whole.0.normalize();
        Fraction {
            numerator: self.numerator * ten_to(whole.scale()),
            denominator: self.denominator * whole.mantissa(),
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
        let maximum = maximum.0.normalize();
        Fraction {
            numerator: self.numerator * maximum.mantissa(),
            denominator: self.denominator * ten_to(maximum.scale()),
        }
    }

    /// Where the fraction stands beside a decimal, exactly.
    #[must_use]
    pub fn against(self, value: Points) -> std::cmp::Ordering {
        let value = value.0.normalize();
        (self.numerator * ten_to(value.scale())).cmp(&(value.mantissa() * self.denominator))
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
        Points(Decimal::from_i128_with_scale(scaled + i128::from(up), digits))
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

    fn share(count: u64, total: u64) -> Fraction {
        Fraction::of(count, total).expect("a count within its total")
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
        let maximum = Points(Decimal::from_i128_with_scale(999_999_999_999_999, 6));
        let product = share(999_999_999_998, 999_999_999_999).times(maximum);
        assert!(product.rounded(6, Ties::HalfUp) <= maximum);
        let tiny = Points(Decimal::from_i128_with_scale(1, 6));
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
