//! From a total to a category.

use super::gate::{GateScore, GateState};
use crate::edition::{Between, Category, Edition, GateEffect};
use crate::points::Points;

/// Where a total stands among the categories.
#[derive(Debug)]
#[non_exhaustive]
pub struct Placement<'a> {
    /// The category reached; `None` below the first band.
    pub category: Option<&'a Category>,
    /// The category above whose floor the total just misses, where the total lies between two
    /// printed bands and no gate keeps it lower.
    pub between: Option<&'a Category>,
    /// The next category; `None` at the top.
    pub next: Option<Next<'a>>,
    /// The category that the points alone would give, where a failed gate keeps the result lower.
    pub without_gates: Option<&'a Category>,
}

/// The next category and the way to it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Next<'a> {
    /// The category.
    pub category: &'a Category,
    /// Points missing to its printed floor; zero where only a gate is in the way.
    pub gap: Points,
}

impl Edition {
    /// Where a total stands by its points alone, without conditions.
    #[must_use]
    pub fn placement(&self, total: Points) -> Placement<'_> {
        Placement::of(self, total, &[])
    }
}

/// The lowest category that a failed gate keeps out of reach, by its place.
pub(super) fn limit(edition: &Edition, gates: &[GateScore<'_>]) -> Option<usize> {
    let categories = &edition.bands().categories;
    gates
        .iter()
        .filter(|gate| gate.gate.effect == GateEffect::Cap && gate.state == GateState::Failed)
        .filter_map(|gate| categories.iter().position(|category| category.id == gate.gate.category))
        .min()
}

impl<'a> Placement<'a> {
    pub(super) fn of(
        edition: &'a Edition,
        total: Points,
        gates: &[GateScore<'a>],
    ) -> Placement<'a> {
        Placement::within(edition, total, limit(edition, gates))
    }

    /// Where a total stands if a category is out of reach, by its place.
    pub(super) fn within(
        edition: &'a Edition,
        total: Points,
        limit: Option<usize>,
    ) -> Placement<'a> {
        let categories = &edition.bands().categories;
        let under = categories.iter().rposition(|category| category.from <= total);
        let in_hole =
            under.is_some_and(|place| total > categories[place].to && place + 1 < categories.len());
        if in_hole && edition.bands().between == Between::None {
            return Placement::in_hole(categories, under, total);
        }
        let by_points = under;
        let reached = match (by_points, limit) {
            (Some(place), Some(limit)) if place >= limit => limit.checked_sub(1),
            (place, _) => place,
        };
        let kept = by_points != reached;
        let above = reached.map_or(0, |place| place + 1);
        let between = by_points
            .filter(|place| !kept && total > categories[*place].to)
            .and_then(|place| categories.get(place + 1));
        Placement {
            category: reached.map(|place| &categories[place]),
            between,
            next: categories
                .get(above)
                .map(|category| Next { category, gap: (category.from - total).max(Points::ZERO) }),
            without_gates: by_points.filter(|_| kept).map(|place| &categories[place]),
        }
    }

    /// Between two bands, where nobody has said what that means: no category at all.
    fn in_hole(categories: &'a [Category], under: Option<usize>, total: Points) -> Placement<'a> {
        let upper = categories.get(under.map_or(0, |place| place + 1));
        Placement {
            category: None,
            between: upper,
            next: upper.map(|category| Next { category, gap: category.from - total }),
            without_gates: None,
        }
    }
}
