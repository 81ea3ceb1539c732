//! From one answer to points, in whole numbers: what a score adds up.

use super::step;
use super::sum::of_ratio;
use super::trace::Step;
use crate::answers::{Answered, Figure, Response, State, Ticks};
use crate::edition::{Better, Earning, FlatLeaf, Measure, NotApplicablePolicy, RoundTo, ZeroTotal};
use crate::points::{Points, Ties};

/// What an answer came to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Worth {
    /// So many millionths of a point.
    Points(i64),
    /// It does not apply, and its maximum leaves the sum.
    Left,
}

/// What a leaf earns. `measure` is asked for only where fractions have to be compared.
#[inline]
pub(super) fn worth<'m>(
    leaf: &FlatLeaf,
    response: &Response,
    measure: impl FnOnce() -> Option<&'m Measure>,
) -> Worth {
    match response.state {
        State::Points(points) => Worth::Points(points.in_millionths()),
        State::Empty | State::Unknown | State::Zero => Worth::Points(0),
        State::NotApplicable => not_applicable(leaf),
        State::Given(answered) => earned(leaf, response, answered, measure),
    }
}

fn not_applicable(leaf: &FlatLeaf) -> Worth {
    match leaf.rule {
        NotApplicablePolicy::Granted => Worth::Points(leaf.maximum),
        NotApplicablePolicy::Lost => Worth::Points(0),
        NotApplicablePolicy::Leaves(_) => Worth::Left,
    }
}

fn earned<'m>(
    leaf: &FlatLeaf,
    response: &Response,
    answered: Answered,
    measure: impl FnOnce() -> Option<&'m Measure>,
) -> Worth {
    match (&leaf.earning, answered) {
        (Earning::Levels(levels), Answered::Level(level)) => {
            Worth::Points(levels.get(level).copied().unwrap_or(0))
        }
        (Earning::Items(items), Answered::Ticked(ticks)) => {
            Worth::Points(ticked(items, ticks).min(leaf.maximum))
        }
        (Earning::Linear { whole, digits, better, zero_total }, Answered::Figure(figure)) => {
            let round = RoundTo { digits: *digits, ties: Ties::HalfUp };
            match share(figure, *whole) {
                Some(share) => Worth::Points(share.of(leaf.maximum, *better, round)),
                None => match zero_total {
                    Some(ZeroTotal::NotApplicable) | None => not_applicable(leaf),
                    Some(ZeroTotal::Full) => Worth::Points(leaf.maximum),
                    Some(ZeroTotal::None) => Worth::Points(0),
                },
            }
        }
        _ => measure().map_or(Worth::Points(0), |measure| by_fractions(leaf, response, measure)),
    }
}

fn by_fractions(leaf: &FlatLeaf, response: &Response, measure: &Measure) -> Worth {
    let maximum = Points::from_millionths(leaf.maximum);
    match step::of(response, measure, maximum, leaf.rule) {
        (_, Step::NotApplicable(NotApplicablePolicy::Leaves(_))) => Worth::Left,
        (points, _) => Worth::Points(points.in_millionths()),
    }
}

fn ticked(items: &[i64], ticks: Ticks) -> i64 {
    let ticked = items.iter().enumerate().filter(|(place, _)| ticks.has(*place));
    ticked.fold(0, |sum, (_, points)| sum.saturating_add(*points))
}

/// A part of a whole, neither below nothing nor above the whole.
struct Share {
    part: i64,
    whole: i64,
}

/// The share that a figure is of what earns everything; `None` where its total is zero. A percentage is
/// its own share; only a plain figure is held against `whole`.
fn share(figure: Figure, whole: i64) -> Option<Share> {
    let (part, whole) = match figure {
        Figure::Count { of: 0, .. } => return None,
        // Counts have at most 12 digits, and a percentage at most 9.
        Figure::Count { count, of } => (i64::try_from(count).ok()?, i64::try_from(of).ok()?),
        Figure::Percent(percent) => {
            let percent = percent.to_decimal();
            (i64::try_from(percent.mantissa()).ok()?, 100 * 10_i64.pow(percent.scale()))
        }
        Figure::Plain(figure) => (figure.in_millionths(), whole),
    };
    Some(Share { part: part.clamp(0, whole), whole })
}

impl Share {
    fn of(&self, maximum: i64, better: Better, round: RoundTo) -> i64 {
        let part = match better {
            Better::Higher => self.part,
            Better::Lower => self.whole - self.part,
        };
        of_ratio(maximum, part, self.whole, round)
    }
}
