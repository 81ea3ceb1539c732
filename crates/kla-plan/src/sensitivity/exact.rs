//! Totals as exact fractions of whole millionths, compared with the bands without rounding.

use kla::{Between, Edition, Fraction, Points};

use super::Standing;

/// Millionths in a point.
const MILLION: i128 = 1_000_000;

/// A total in millionths of a point: numerator by denominator, which is above zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exact {
    pub(super) numerator: i128,
    pub(super) denominator: i128,
}

impl Exact {
    /// `None` where the denominator is not above zero.
    pub(super) fn new(numerator: i128, denominator: i128) -> Option<Exact> {
        (denominator > 0).then_some(Exact { numerator, denominator })
    }

    /// The total in points.
    pub(super) fn fraction(self) -> Option<Fraction> {
        let reduced = Fraction::new(self.numerator, self.denominator)?;
        Fraction::new(reduced.numerator(), reduced.denominator().checked_mul(MILLION)?)
    }

    /// The total cut after six decimals.
    pub(super) fn cut(self) -> Points {
        Points::of_millionths(self.numerator.div_euclid(self.denominator)).unwrap_or_default()
    }

    /// Whether the total reaches a floor. A floor has at most 15 digits, and a denominator is at most
    /// the sum of a few hundred weights of as many, times 2000: the product fits an `i128`.
    pub(super) fn reaches(self, floor: Points) -> bool {
        self.numerator >= floor.millionths() * self.denominator
    }

    /// Whether the total lies above the end of a band.
    pub(super) fn exceeds(self, end: Points) -> bool {
        self.numerator > end.millionths() * self.denominator
    }

    /// Where the total stands; the same rule as [`Edition::placement`] has for totals that are points.
    pub(super) fn standing(self, edition: &Edition) -> Standing<'_> {
        let bands = edition.bands();
        let under = bands.categories.iter().rposition(|category| self.reaches(category.from));
        let Some(place) = under else { return Standing { category: None, between: None } };
        let category = &bands.categories[place];
        let above = bands.categories.get(place + 1);
        let between = above.filter(|_| self.exceeds(category.to));
        let has_none = between.is_some() && bands.between == Between::None;
        Standing { category: (!has_none).then_some(category), between }
    }
}
