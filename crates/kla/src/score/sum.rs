//! What parts come to in a whole, in millionths of a point.

use super::leaf::{self, Worth};
use super::trace::Basis;
use crate::answers::{Answers, PlainSum, State, plain_sum};
use crate::edition::{Flat, FlatLeaf, FlatRow, Measure, NotApplicablePolicy, RoundTo};
use crate::points::{Points, Ties};

/// Parts as they are added up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    /// The maxima of those that stay.
    pub(super) stayed: i64,
    /// What they earned.
    pub(super) earned: i64,
    any_left: bool,
    any_stayed: bool,
}

/// What parts come to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sum {
    /// Nothing left: their plain sum.
    Plain(i64),
    /// Some left: what stayed is scaled up to the whole.
    Scaled(i64, RoundTo),
    /// All left.
    AllLeft,
}

/// What a row or block has, and why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settled {
    pub(super) points: i64,
    pub(super) basis: Basis,
    /// How its parts were scaled, where some left.
    pub(super) scaled: Option<RoundTo>,
}

impl Parts {
    #[inline]
    pub(super) fn add(&mut self, maximum: i64, earned: i64, left: bool) {
        if left {
            self.any_left = true;
        } else {
            self.any_stayed = true;
            self.stayed = self.stayed.saturating_add(maximum);
            self.earned = self.earned.saturating_add(earned);
        }
    }

    /// What a row that is its own only leaf has.
    #[inline]
    pub(super) fn measured(&self, given: bool) -> Settled {
        let basis = match given {
            _ if self.any_left => Basis::Left,
            true => Basis::Measured,
            false => Basis::Nothing,
        };
        Settled { points: self.earned, basis, scaled: None }
    }

    /// What a row or block has: what its parts come to where any of them is given, else what is stated for
    /// the whole, else nothing.
    #[inline]
    pub(super) fn settle(
        &self,
        given: bool,
        stated: Option<Points>,
        maximum: i64,
        rule: NotApplicablePolicy,
    ) -> Settled {
        let (points, basis, scaled) = if given {
            match self.sum(rule, maximum) {
                Sum::Plain(points) => (points.min(maximum), Basis::Parts, None),
                Sum::Scaled(points, round) => (points, Basis::Parts, Some(round)),
                Sum::AllLeft => (0, Basis::Left, None),
            }
        } else {
            match stated {
                Some(points) => (points.in_millionths(), Basis::Stated, None),
                None => (0, Basis::Nothing, None),
            }
        };
        Settled { points, basis, scaled }
    }

    /// What they come to in a whole. The edition's rule scales where parts left; a question that leaves by
    /// its own rule takes the rounding from there as well.
    #[inline]
    pub(super) fn sum(&self, rule: NotApplicablePolicy, whole: i64) -> Sum {
        let NotApplicablePolicy::Leaves(round) = rule else { return Sum::Plain(self.earned) };
        if !self.any_left {
            return Sum::Plain(self.earned);
        }
        self.scaled(whole, round)
    }

    /// What stayed, scaled up. It may be worth nothing at all; then there is nothing to scale.
    fn scaled(&self, whole: i64, round: RoundTo) -> Sum {
        let stayed = self.stayed.min(whole);
        if !self.any_stayed || stayed <= 0 {
            return Sum::AllLeft;
        }
        let earned = self.earned.min(stayed);
        Sum::Scaled(of_ratio(whole, earned, stayed, round).min(whole), round)
    }
}

/// What the leaves of a row come to, and whether any is given, if need be by their rules: `awarded` is what
/// [`awarded`] said of them, and `measure` tells what one of them asks.
#[inline]
pub(super) fn leaves<'m>(
    answers: &Answers<'_>,
    flat: &Flat,
    row: &FlatRow,
    awarded: Option<(i64, bool)>,
    measure: impl Fn(usize) -> Option<&'m Measure>,
) -> (Parts, bool) {
    match awarded {
        Some((earned, given)) => {
            (Parts { earned, stayed: row.offered, any_stayed: true, any_left: false }, given)
        }
        None => by_rules(answers, &flat.leaves[row.leaves.clone()], measure),
    }
}

/// What the leaves of a row come to that are awarded points, zero, nothing, or do not apply and stay, and
/// whether any is given; `None` where one of them is more than that. Nearly all rows of the sheet are of
/// this kind, so they are added without looking at their shapes.
#[inline]
pub(super) fn awarded(answers: &Answers<'_>, flat: &Flat, row: &FlatRow) -> Option<(i64, bool)> {
    // A row whose maxima are too large together has no responses side by side.
    match plain_sum(answers.responses.plain(row.responses.clone()?)?, row.lost) {
        PlainSum::Points(points, given) => Some((points, given)),
        PlainSum::ByRule => with_not_applicable(answers, &flat.leaves[row.leaves.clone()]),
        PlainSum::ByShape => None,
    }
}

/// The same where answers are among them that do not apply: granted, lost, or `None` where they leave.
#[cold]
fn with_not_applicable(answers: &Answers<'_>, leaves: &[FlatLeaf]) -> Option<(i64, bool)> {
    let (mut earned, mut given) = (0_i64, false);
    for leaf in leaves {
        let points = match (answers.leaf(leaf.position).state, leaf.rule) {
            (State::Empty | State::Unknown, _) => continue,
            (State::Zero, _) | (State::NotApplicable, NotApplicablePolicy::Lost) => 0,
            (State::Points(points), _) => points.in_millionths(),
            (State::NotApplicable, NotApplicablePolicy::Granted) => leaf.maximum,
            (State::NotApplicable, NotApplicablePolicy::Leaves(_)) | (State::Given(_), _) => {
                return None;
            }
        };
        given = true;
        earned = earned.wrapping_add(points);
    }
    Some((earned, given))
}

/// What leaves come to, each by its rule.
fn by_rules<'m>(
    answers: &Answers<'_>,
    leaves: &[FlatLeaf],
    measure: impl Fn(usize) -> Option<&'m Measure>,
) -> (Parts, bool) {
    let (mut parts, mut given) = (Parts::default(), false);
    for (place, leaf) in leaves.iter().enumerate() {
        let response = answers.leaf(leaf.position);
        given |= response.state.is_given();
        match leaf::worth(leaf, response, || measure(place)) {
            Worth::Points(points) => parts.add(leaf.maximum, points, false),
            Worth::Left => parts.add(leaf.maximum, 0, true),
        }
    }
    (parts, given)
}

/// `maximum × part ÷ whole`, rounded to the decimals that remain; `whole` is above zero, nothing is below
/// it. Factors of at most 15 digits and a rounding of 6 more fit an `i128`; most fit half of one.
pub(super) fn of_ratio(maximum: i64, part: i64, whole: i64, round: RoundTo) -> i64 {
    let step = 10_i64.pow(6_u32.saturating_sub(round.digits));
    let product = i128::from(maximum) * i128::from(part);
    let divisor = i128::from(whole) * i128::from(step);
    let (steps, rest) = match (u64::try_from(product), u64::try_from(divisor)) {
        (Ok(product), Ok(divisor)) => {
            (i128::from(product / divisor), i128::from(product % divisor))
        }
        _ => (product / divisor, product % divisor),
    };
    let up = match round.ties {
        Ties::HalfUp => rest * 2 >= divisor,
    };
    i64::try_from((steps + i128::from(up)) * i128::from(step)).unwrap_or(i64::MAX)
}
