//! Ranges of a figure: whether they cover every possible figure once, with a witness where not.

use rust_decimal::Decimal;

use super::shape::{Better, Bound, Threshold};
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::document::Span;
use crate::points::Points;
use crate::wording::Text;

/// Which figures are possible.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Domain {
    /// 0 to 100.
    Percent,
    /// 0 and more.
    Count,
    /// Anything, also below zero.
    Change,
}

/// The lowest and the highest possible figure.
impl Domain {
    fn least(self) -> Option<Points> {
        (self != Domain::Change).then_some(Points::ZERO)
    }

    fn most(self) -> Option<Points> {
        (self == Domain::Percent).then_some(Points::from(100))
    }
}

/// Reports holes, overlaps, empty ranges, points against the direction, and a best range that does
/// not earn the maximum. Each range comes with its place.
pub(super) fn check(
    ranges: &[(Threshold, Span)],
    domain: Domain,
    better: Better,
    maximum: Option<Points>,
    sink: &Sink,
) {
    for (range, span) in ranges {
        if is_empty(range) {
            sink.report(
                Code::ThresholdEmpty,
                span,
                Text::new("tidak ada angka yang masuk rentang ini", "no figure is in this range"),
            );
            return;
        }
    }
    let (Some((first, first_span)), Some((last, last_span))) = (ranges.first(), ranges.last())
    else {
        return;
    };
    if let Some(bound) = first.lower {
        match domain.least() {
            None => hole(bound.value.to_decimal() - Decimal::ONE, first_span, sink),
            Some(least) if bound.value > least || !bound.closed => {
                hole(least.to_decimal(), first_span, sink);
            }
            Some(_) => {}
        }
    }
    for pair in ranges.windows(2) {
        if let [(lower, _), (upper, span)] = pair {
            meet(lower, upper, span, sink);
        }
    }
    if let Some(bound) = last.upper {
        match domain.most() {
            None => hole(bound.value.to_decimal() + Decimal::ONE, last_span, sink),
            Some(most) if bound.value < most || !bound.closed => {
                hole(most.to_decimal(), last_span, sink);
            }
            Some(_) => {}
        }
    }
    direction(ranges, better, maximum, sink);
}

/// One range must end where the next begins, and one of the two must have the figure between.
fn meet(lower: &Threshold, upper: &Threshold, span: &Span, sink: &Sink) {
    let (Some(end), Some(start)) = (lower.upper, upper.lower) else {
        let figure =
            upper.lower.or(lower.upper).map_or(Decimal::ZERO, |bound| bound.value.to_decimal());
        overlap(figure, span, sink);
        return;
    };
    let middle = || (end.value.to_decimal() + start.value.to_decimal()) / Decimal::TWO;
    match end.value.cmp(&start.value) {
        std::cmp::Ordering::Less => hole(middle(), span, sink),
        std::cmp::Ordering::Greater => overlap(middle(), span, sink),
        std::cmp::Ordering::Equal if end.closed && start.closed => overlap(middle(), span, sink),
        std::cmp::Ordering::Equal if !end.closed && !start.closed => hole(middle(), span, sink),
        std::cmp::Ordering::Equal => {}
    }
}

fn is_empty(range: &Threshold) -> bool {
    let (Some(Bound { value: start, closed: from }), Some(Bound { value: end, closed: to })) =
        (range.lower, range.upper)
    else {
        return false;
    };
    start > end || (start == end && !(from && to))
}

fn hole(figure: Decimal, span: &Span, sink: &Sink) {
    let figure = figure.normalize();
    sink.advise(
        Code::ThresholdHole,
        span,
        Text::new(
            format!("capaian {figure} tidak masuk rentang mana pun"),
            format!("an attainment of {figure} is in no range"),
        ),
        Text::new(
            "sambungkan rentang-rentangnya: `below` diikuti `from`, atau `to` diikuti `above`",
            "make the ranges meet: `below` followed by `from`, or `to` followed by `above`",
        ),
    );
}

fn overlap(figure: Decimal, span: &Span, sink: &Sink) {
    let figure = figure.normalize();
    sink.advise(
        Code::ThresholdOverlap,
        span,
        Text::new(
            format!("capaian {figure} memperoleh nilai dari dua rentang"),
            format!("an attainment of {figure} earns by two steps"),
        ),
        Text::new(
            "tulis rentang menaik, dan batas yang sama hanya pada satu rentang",
            "write the ranges in rising order, with a shared bound in one of them only",
        ),
    );
}

/// Better figures never earn less, and the best range earns everything.
fn direction(ranges: &[(Threshold, Span)], better: Better, maximum: Option<Points>, sink: &Sink) {
    for pair in ranges.windows(2) {
        let [(lower, _), (upper, span)] = pair else { continue };
        let falls = match better {
            Better::Higher => upper.points < lower.points,
            Better::Lower => upper.points > lower.points,
        };
        if falls {
            sink.report(
                Code::StepsNotRising,
                span,
                Text::new(
                    format!(
                        "capaian yang lebih baik memperoleh lebih sedikit ({} lalu {})",
                        lower.points, upper.points
                    ),
                    format!(
                        "a better attainment earns less ({} then {})",
                        lower.points, upper.points
                    ),
                ),
            );
        }
    }
    let best = match better {
        Better::Higher => ranges.last(),
        Better::Lower => ranges.first(),
    };
    if let (Some((best, span)), Some(maximum)) = (best, maximum)
        && best.points != maximum
    {
        short(best.points, maximum, span, sink);
    }
}

/// The best that can be earned is not the maximum.
pub(super) fn short(best: Points, maximum: Points, span: &Span, sink: &Sink) {
    sink.advise(
        Code::MaximumNotReached,
        span,
        Text::new(
            format!("nilai tertinggi {best}, sedangkan maksimumnya {maximum}"),
            format!("the most that can be earned is {best}, but the maximum is {maximum}"),
        ),
        Text::new(
            "samakan langkah tertinggi dengan `maximum`",
            "let the highest step and `maximum` be the same",
        ),
    );
}
