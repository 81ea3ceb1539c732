//! What parts come to in a whole, in millionths of a point.

use super::leaf::{self, Worth};
use super::trace::Basis;
use crate::answers::{Answers, Response, State};
use crate::edition::{Flat, FlatRow, Measure, NotApplicablePolicy, RoundTo};
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

/// What the leaves of a row come to, and whether any is given; `measure` tells what one of them asks.
#[inline]
pub(super) fn leaves<'m>(
    answers: &Answers<'_>,
    flat: &Flat,
    row: &FlatRow,
    measure: impl Fn(usize) -> Option<&'m Measure>,
) -> (Parts, bool) {
    if let Some(row) = row.responses.clone().and_then(|places| answers.responses.get(places))
        && let Some(awarded) = awarded(row)
    {
        return awarded;
    }
    let leaves = &flat.leaves[row.leaves.clone()];
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

/// What responses come to that are awarded points, zero, or nothing; `None` where one of them is more than
/// that. Nearly all rows of the sheet are of this kind, so they are added without looking at their rules:
/// nothing can leave.
#[inline]
fn awarded(row: &[Response]) -> Option<(Parts, bool)> {
    let (mut earned, mut without) = (0_i64, 0);
    for response in row {
        // Asked first and alone: this is where the time of a nation goes.
        if let State::Points(points) = response.state {
            // A row that could leave the range has no `responses`.
            earned = earned.wrapping_add(points.in_millionths());
        } else {
            match response.state {
                State::Empty | State::Unknown => without += 1,
                State::Zero | State::Points(_) => {}
                State::NotApplicable | State::Given(_) => return None,
            }
        }
    }
    let given = without < row.len();
    Some((Parts { earned, any_stayed: true, ..Parts::default() }, given))
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
