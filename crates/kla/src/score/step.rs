//! The step from one answer to points by its shape, in exact fractions: what explanations tell.

use std::cmp::Ordering;

use super::trace::{Share, Step};
use crate::answers::{Answered, Figure, Response, State, Ticks};
use crate::edition::{
    Better, Item, Measure, NotApplicablePolicy, Scale, SeriesOf, Shape, Take, ZeroTotal,
};
use crate::points::{Fraction, Points};

/// What a leaf earns, and how; `rule` is what is done with an answer that does not apply.
pub(super) fn of(
    response: &Response,
    measure: &Measure,
    maximum: Points,
    rule: NotApplicablePolicy,
) -> (Points, Step) {
    match response.state {
        State::Empty | State::Unknown => (Points::ZERO, Step::Missing),
        State::NotApplicable => not_applicable(rule, maximum),
        State::Zero => (Points::ZERO, Step::Zero),
        State::Points(points) => (points, Step::Awarded),
        State::Given(answered) => Earning { response, measure, maximum, rule }.by_shape(answered),
    }
}

fn not_applicable(rule: NotApplicablePolicy, maximum: Points) -> (Points, Step) {
    let points = match rule {
        NotApplicablePolicy::Granted => maximum,
        NotApplicablePolicy::Lost | NotApplicablePolicy::Leaves(_) => Points::ZERO,
    };
    (points, Step::NotApplicable(rule))
}

/// A leaf that earns by its shape.
struct Earning<'a> {
    response: &'a Response,
    measure: &'a Measure,
    maximum: Points,
    rule: NotApplicablePolicy,
}

impl Earning<'_> {
    fn by_shape(&self, answered: Answered) -> (Points, Step) {
        match (&self.measure.shape, answered) {
            (Shape::Ladder(levels), Answered::Level(level)) => {
                let points = levels.get(level).and_then(|level| level.points);
                (points.unwrap_or_default(), Step::Level(level))
            }
            (Shape::Checklist(items), Answered::Ticked(ticks)) => self.ticked(items, ticks),
            (
                Shape::Percent { scale, zero_total } | Shape::Units { scale, zero_total },
                Answered::Figure(figure),
            ) => self.on_scale(scale, figure.on_scale(), Some(*zero_total)),
            (Shape::Count { scale }, Answered::Figure(figure)) => {
                self.on_scale(scale, figure.on_scale(), None)
            }
            (Shape::Series { of, years, take, scale }, Answered::Series) => {
                let zero_total = match of {
                    SeriesOf::Percent { zero_total } => Some(*zero_total),
                    SeriesOf::Count => None,
                };
                let figure = taken(&self.response.series, *years, *take, self.measure.better);
                self.on_scale(scale, figure, zero_total)
            }
            // Answers are read by the shape of their question, so no other pair occurs.
            _ => (Points::ZERO, Step::Missing),
        }
    }

    fn ticked(&self, items: &[Item], ticks: Ticks) -> (Points, Step) {
        let sum: Points = items
            .iter()
            .enumerate()
            .filter(|(position, _)| ticks.has(*position))
            .map(|(_, item)| item.points)
            .sum();
        (sum.min(self.maximum), Step::Ticked { ticks, sum })
    }

    /// `figure` is absent where its total is zero.
    fn on_scale(
        &self,
        scale: &Scale,
        figure: Option<Fraction>,
        zero_total: Option<ZeroTotal>,
    ) -> (Points, Step) {
        let Some(figure) = figure else {
            return match zero_total {
                Some(ZeroTotal::NotApplicable) | None => not_applicable(self.rule, self.maximum),
                Some(ZeroTotal::Full) => (self.maximum, Step::ZeroTotal(ZeroTotal::Full)),
                Some(ZeroTotal::None) => (Points::ZERO, Step::ZeroTotal(ZeroTotal::None)),
            };
        };
        match scale {
            Scale::Linear { target, round } => {
                let whole = target.unwrap_or(Points::from(100));
                let share = figure.over(whole).within_one();
                let counted = match self.measure.better {
                    Better::Higher => share,
                    Better::Lower => share.complement(),
                };
                let product = counted.times(self.maximum);
                let points = product.rounded(round.digits, round.ties);
                (points, Step::Share(Share { figure, whole, counted, product, round: *round }))
            }
            Scale::Steps(thresholds) => {
                // The ranges cover every possible figure once, so one of them holds this one.
                let place = thresholds.iter().position(|range| range.holds(figure));
                place.map_or((Points::ZERO, Step::Missing), |place| {
                    (thresholds[place].points, Step::Threshold { figure, place })
                })
            }
            // A figure without known steps is not the state of an answer.
            Scale::Unknown { .. } => (Points::ZERO, Step::Missing),
        }
    }
}

/// The figure of a series that its scale sees; `None` where too few years have a total above zero.
fn taken(series: &[(u16, Figure)], years: usize, take: Take, better: Better) -> Option<Fraction> {
    let known: Vec<Fraction> = series.iter().filter_map(|(_, figure)| figure.on_scale()).collect();
    let window = known.get(known.len().checked_sub(years)?..)?;
    let (first, last) = (*window.first()?, *window.last()?);
    match take {
        Take::Last => Some(last),
        Take::Change => Some(last.minus(first)),
        Take::Worst => window.iter().copied().reduce(|worst, next| {
            let is_worse = match better {
                Better::Higher => Ordering::Less,
                Better::Lower => Ordering::Greater,
            };
            if next.compare(worst) == is_worse { next } else { worst }
        }),
    }
}
