//! What a leaf would have to answer to earn more.

use crate::answers::{Answered, Response, State, Ticks};
use crate::edition::{Better, Measure, Scale, Shape, Steps};
use crate::points::{Fraction, Points};

/// A better answer to a leaf.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Improvement {
    /// What it earns.
    pub points: Points,
    /// What is to be reached.
    pub need: Need,
}

/// What is to be reached, in the terms of the question's shape.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Need {
    /// Everything the question asks for: nobody has published what a part of it earns.
    Full,
    /// A step that the sheet is known to award.
    Award,
    /// The level at this position.
    Level(usize),
    /// The item at this position, besides what is ticked.
    Item(usize),
    /// A figure in the range at this position.
    Range(usize),
    /// A percentage, in the direction that is better.
    Percent(Points),
    /// A figure, in the direction that is better.
    Figure(Points),
}

/// Better answers, as choices or as parts.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Improvements {
    /// One of these, rising in points.
    OneOf(Vec<Improvement>),
    /// Any of these together: each adds its own points, up to the maximum.
    AnyOf(Vec<Improvement>),
}

impl Measure {
    /// What would earn more than `now`, up to `maximum`.
    ///
    /// A figure on a linear scale rises by `step` percent of its whole. The items of a checklist are
    /// parts; what is already ticked is taken from the response, and a checklist of which only the
    /// points are known can only be filled as a whole. Nothing is listed for an answer that does not
    /// apply.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("profil-22").unwrap();
    /// let row = edition.indicator("8").unwrap();
    /// let measure = row.measure().unwrap();
    /// let better = measure.improvements(row.maximum, kla::Points::from(50), None, kla::Points::from(10));
    /// let kla::Improvements::OneOf(steps) = better else { panic!() };
    /// // 61 × 90 % = 54.9, 61 × 100 % = 61
    /// assert_eq!(steps.iter().map(|step| step.points.to_string()).collect::<Vec<_>>(), ["54.9", "61"]);
    /// # }
    /// ```
    #[must_use]
    pub fn improvements(
        &self,
        maximum: Points,
        now: Points,
        response: Option<&Response>,
        step: Points,
    ) -> Improvements {
        let state = response.map_or(State::Empty, |response| response.state);
        if state == State::NotApplicable {
            return Improvements::OneOf(Vec::new());
        }
        let ticked = match state {
            State::Given(Answered::Ticked(ticks)) => Some(ticks),
            State::Empty | State::Unknown | State::Zero => Some(Ticks::default()),
            _ => None,
        };
        if let (Shape::Checklist(items), Some(ticks)) = (&self.shape, ticked) {
            let open = items.iter().enumerate().filter(|(place, item)| {
                !ticks.has(*place) && !item.points.is_zero() && now < maximum
            });
            let parts = open
                .map(|(place, item)| Improvement { points: item.points, need: Need::Item(place) });
            return Improvements::AnyOf(parts.collect());
        }
        let mut steps = self.steps(maximum, step);
        steps.retain(|step| step.points > now && step.points <= maximum);
        // The first of equal ones is the easiest to reach.
        steps.sort_by_key(|step| step.points);
        steps.dedup_by_key(|step| step.points);
        Improvements::OneOf(steps)
    }

    /// Every answer that earns something known, the easiest of equal ones first.
    fn steps(&self, maximum: Points, step: Points) -> Vec<Improvement> {
        let full = || vec![Improvement { points: maximum, need: Need::Full }];
        match &self.shape {
            Shape::Points(Steps::Known { values, .. }) => values
                .iter()
                .map(|points| Improvement { points: *points, need: Need::Award })
                .collect(),
            Shape::Points(Steps::Unknown { .. }) | Shape::Checklist(_) => full(),
            Shape::Ladder(levels) if levels.iter().any(|level| level.points.is_none()) => full(),
            Shape::Ladder(levels) => levels
                .iter()
                .enumerate()
                .filter_map(|(place, level)| {
                    Some(Improvement { points: level.points?, need: Need::Level(place) })
                })
                .collect(),
            _ => match self.shape.scale() {
                Some(Scale::Steps(ranges)) => {
                    let places = ranges.iter().enumerate().map(|(place, range)| Improvement {
                        points: range.points,
                        need: Need::Range(place),
                    });
                    match self.better {
                        Better::Higher => places.collect(),
                        Better::Lower => places.rev().collect(),
                    }
                }
                Some(Scale::Linear { target, round }) => {
                    let whole = target.unwrap_or(Points::from(100));
                    let counted = |part: Points| Fraction::ratio(part, Points::from(100));
                    let reached = multiples(step).filter_map(|percent| {
                        let points = counted(percent)?
                            .within_one()
                            .times(maximum)
                            .rounded(round.digits, round.ties);
                        let field = match self.better {
                            Better::Higher => percent,
                            Better::Lower => Points::from(100) - percent,
                        };
                        let need = match target {
                            None => Need::Percent(field),
                            Some(_) => Need::Figure(whole.part_of(field, Points::from(100), 6)?),
                        };
                        Some(Improvement { points, need })
                    });
                    reached.collect()
                }
                Some(Scale::Unknown { .. }) | None => full(),
            },
        }
    }
}

/// The multiples of a step up to 100, and 100.
fn multiples(step: Points) -> impl Iterator<Item = Points> {
    let hundred = Points::from(100);
    let mut next = Some(step.min(hundred)).filter(|step| !step.is_zero()).or(Some(hundred));
    std::iter::from_fn(move || {
        let now = next?;
        next = (now < hundred).then(|| (now + step).min(hundred));
        Some(now)
    })
}
