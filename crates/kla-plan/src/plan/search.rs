//! From a problem to the picks of a plan.

use std::cell::Cell;
use std::collections::BTreeSet;

use kla::{AgencyId, Points};

use super::frontier::{Arena, Cost, Keeps, State};
use super::problem::{Limits, Pick, Problem, Weigh};

/// How much work the search for fewer agencies may do before it settles for what it has.
const PATIENCE: u64 = 24_000_000;

/// A point of the curve: the most that can be reached for an effort.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct CurvePoint {
    /// The effort.
    pub effort: u64,
    /// The total.
    pub total: Points,
}

/// Searches in one problem.
pub(super) struct Search<'s, 'p, 'e> {
    pub(super) problem: &'s Problem<'p, 'e>,
    /// Questions that this search may not pick.
    pub(super) locked: BTreeSet<usize>,
    /// The spaces between bands, exclusive, in which a total has no category at all.
    holes: Vec<(i128, i128)>,
    /// What it has cost so far.
    work: Cell<u64>,
    /// Whether there was more to look at than can be, so that what is missing may exist all the same.
    pub(super) is_exhausted: Cell<bool>,
}

/// The frontier of totals by effort alone, without conditions beside the points.
pub(super) struct Curve {
    arena: Arena,
    states: Vec<State>,
}

impl Curve {
    /// The most points for each effort.
    pub(super) fn points(&self, problem: &Problem<'_, '_>) -> Vec<CurvePoint> {
        let mut points: Vec<CurvePoint> = Vec::new();
        for state in &self.states {
            let Some(total) = Points::of_millionths(problem.total(state.points)) else { continue };
            if points.last().is_none_or(|last| last.total < total) {
                points.push(CurvePoint { effort: state.cost.first, total });
            }
        }
        points
    }

    /// The picks that make the most of an effort.
    pub(super) fn within(&self, problem: &Problem<'_, '_>, effort: u64) -> Vec<Pick> {
        let best = self.states.iter().rev().find(|state| state.cost.first <= effort);
        best.map_or_else(Vec::new, |state| picks(problem, &self.arena, state))
    }
}

impl<'s, 'p, 'e> Search<'s, 'p, 'e> {
    pub(super) fn new(problem: &'s Problem<'p, 'e>) -> Search<'s, 'p, 'e> {
        Search {
            problem,
            locked: BTreeSet::new(),
            holes: problem.holes(),
            work: Cell::new(0),
            is_exhausted: Cell::new(false),
        }
    }

    /// An arena for a frontier without conditions: what it knows bounds every other.
    fn plain_arena(&self) -> Arena {
        self.problem.arena(Keeps::Best, self.work.get())
    }

    /// An arena for a frontier that decides.
    fn arena(&self) -> Arena {
        let keeps = if self.holes.is_empty() { Keeps::Best } else { Keeps::Every };
        self.problem.arena(keeps, self.work.get())
    }

    /// Whether what an arena holds is all there is; what is not is remembered, and so is what it cost.
    fn is_sound(&self, arena: &Arena) -> bool {
        self.work.set(arena.work);
        if arena.is_exhausted {
            self.is_exhausted.set(true);
        }
        !arena.is_exhausted
    }

    /// The whole frontier by effort; empty where there is too much of it.
    pub(super) fn curve(&self) -> Curve {
        let mut arena = self.plain_arena();
        let without = BTreeSet::new();
        let limits = self.limits(Weigh::Effort, None, &without);
        let limits = Limits { gated: false, ..limits };
        let groups = self.problem.group_frontiers(&mut arena, &limits);
        let mut states = self.problem.frontier(&mut arena, &groups, &limits);
        if !self.is_sound(&arena) {
            states = Vec::new();
        }
        Curve { arena, states }
    }

    /// The picks with the least effort that come to a total and meet the conditions; of equal ones those
    /// with fewer agencies, then with fewer actions, then earlier in the official order. `None` where
    /// there are none.
    pub(super) fn cheapest(&self, total: Points) -> Option<Vec<Pick>> {
        let least = self.problem.sum_for(total)?;
        let most = self.least_cost(Weigh::Effort, least)?;
        let bound = self.bound(Weigh::Effort, least, most);
        let mut tree = Tree { search: self, bound: &bound, work: 0, best: None };
        let without = BTreeSet::new();
        let found = tree.solve(&without)?;
        tree.visit(&found, &without, &BTreeSet::new());
        tree.best.map(|best| best.picks)
    }

    /// The least effort that comes to a total and meets the conditions; `None` where nothing does.
    pub(super) fn effort(&self, total: Points) -> Option<u64> {
        self.least_cost(Weigh::Effort, self.problem.sum_for(total)?)
    }

    /// The picks with the fewest actions; of equal ones those with less effort, then earlier in the
    /// official order.
    pub(super) fn fewest(&self, total: Points) -> Option<Vec<Pick>> {
        let least = self.problem.sum_for(total)?;
        let most = self.least_cost(Weigh::Actions, least)?;
        let bound = self.bound(Weigh::Actions, least, most);
        let mut arena = self.arena();
        let weigh = Weigh::ActionsThenEffort;
        Some(self.best(weigh, &bound, &BTreeSet::new(), &mut arena)?.picks)
    }

    fn limits<'l>(
        &'l self,
        weigh: Weigh,
        most: Option<u64>,
        without: &'l BTreeSet<&'l AgencyId>,
    ) -> Limits<'l> {
        let gated = !self.problem.wanted.is_met_at_start();
        Limits { weigh, most, least: None, without, locked: &self.locked, gated }
    }

    /// The least cost at which the sum of the groups is reached and the conditions are met.
    fn least_cost(&self, weigh: Weigh, least: i128) -> Option<u64> {
        let mut arena = self.plain_arena();
        let without = BTreeSet::new();
        let limits = self.limits(weigh, None, &without);
        let gated = limits.gated || !self.holes.is_empty();
        let plain = Limits { gated: false, ..limits.clone() };
        let groups = self.problem.group_frontiers(&mut arena, &plain);
        let states = self.problem.frontier(&mut arena, &groups, &plain);
        if !self.is_sound(&arena) {
            return None;
        }
        let floor = states.iter().find(|state| state.points >= least)?.cost.first;
        if !gated {
            return Some(floor);
        }
        let all = states.last().map_or(floor, |state| state.cost.first);
        // Conditions multiply the states, so the search looks at little more than it must: the limit rises
        // until something within it meets them.
        let mut most = floor;
        loop {
            let mut arena = self.plain_arena();
            let suffixes = self.problem.suffixes(&mut arena, &groups, most);
            if !self.is_sound(&arena) {
                return None;
            }
            let mut arena = self.arena();
            let limits = Limits {
                most: Some(most),
                least: Some((least, &suffixes)),
                ..self.limits(weigh, Some(most), &without)
            };
            let groups = self.problem.group_frontiers(&mut arena, &limits);
            let states = self.problem.frontier(&mut arena, &groups, &limits);
            if !self.is_sound(&arena) {
                return None;
            }
            let met = states.iter().filter(|state| self.meets(state, least));
            if let Some(cost) = met.map(|state| state.cost.first).min() {
                return Some(cost);
            }
            if most >= self.dearest(weigh).max(all) {
                return None;
            }
            most += most / 4 + 1;
        }
    }

    /// More than any plan costs.
    fn dearest(&self, weigh: Weigh) -> u64 {
        let open = self.problem.leaves.iter();
        match weigh {
            Weigh::Effort | Weigh::EffortThenActions => open
                .map(|leaf| leaf.choices.iter().map(super::leaves::Choice::effort).sum::<u64>())
                .sum(),
            Weigh::Actions | Weigh::ActionsThenEffort => {
                open.map(|leaf| leaf.choices.len() as u64).sum()
            }
        }
    }

    fn meets(&self, state: &State, least: i128) -> bool {
        let total = self.problem.total(state.points);
        let falls = |(above, below): &(i128, i128)| *above < total && total < *below;
        state.points >= least
            && self.problem.wanted.holds(&state.key)
            && !self.holes.iter().any(falls)
    }

    /// What is known of every plan that comes to a sum for no more than a cost.
    fn bound(&self, weigh: Weigh, least: i128, most: u64) -> Bound {
        let mut arena = self.plain_arena();
        let without = BTreeSet::new();
        let plain = Limits { gated: false, ..self.limits(weigh, Some(most), &without) };
        let groups = self.problem.group_frontiers(&mut arena, &plain);
        let suffixes = self.problem.suffixes(&mut arena, &groups, most);
        self.is_sound(&arena);
        Bound { least, most, suffixes }
    }

    /// The best picks within a bound, without some agencies, by what breaks ties.
    fn best(
        &self,
        weigh: Weigh,
        bound: &Bound,
        without: &BTreeSet<&AgencyId>,
        arena: &mut Arena,
    ) -> Option<Found> {
        let limits = Limits {
            least: Some((bound.least, &bound.suffixes)),
            ..self.limits(weigh, Some(bound.most), without)
        };
        let groups = self.problem.group_frontiers(arena, &limits);
        let states = self.problem.frontier(arena, &groups, &limits);
        if !self.is_sound(arena) {
            return None;
        }
        let met = states.iter().filter(|state| self.meets(state, bound.least));
        let best = met.min_by_key(|state| state.cost)?;
        Some(Found { picks: picks(self.problem, arena, best), cost: best.cost })
    }
}

/// What is known of every plan that comes to a sum for no more than a cost: the most that the groups from
/// each one on can add for what is left.
struct Bound {
    least: i128,
    most: u64,
    suffixes: Vec<Vec<State>>,
}

/// A plan that was found.
struct Found {
    picks: Vec<Pick>,
    cost: Cost,
}

/// A search for a plan with fewer agencies: at each step one that the plan at hand needs is either given
/// up or kept.
struct Tree<'t, 's, 'p, 'e> {
    search: &'t Search<'s, 'p, 'e>,
    bound: &'t Bound,
    work: u64,
    best: Option<Found>,
}

impl<'t> Tree<'t, '_, '_, '_> {
    fn solve(&mut self, without: &BTreeSet<&'t AgencyId>) -> Option<Found> {
        let mut arena = self.search.arena();
        let before = arena.work;
        let weigh = Weigh::EffortThenActions;
        let found = self.search.best(weigh, self.bound, without, &mut arena);
        self.work += arena.work - before;
        found
    }

    fn agencies(&self, found: &Found) -> BTreeSet<&'t AgencyId> {
        let leaves = self.search.problem.leaves;
        found.picks.iter().flat_map(|pick| leaves[pick.leaf].agencies).collect()
    }

    fn visit(
        &mut self,
        found: &Found,
        without: &BTreeSet<&'t AgencyId>,
        kept: &BTreeSet<&'t AgencyId>,
    ) {
        let used = self.agencies(found);
        let rank = (used.len(), found.cost);
        let best = self.best.as_ref().map(|best| (self.agencies(best).len(), best.cost));
        if best.is_none_or(|best| rank < best) {
            self.best = Some(Found { picks: found.picks.clone(), cost: found.cost });
        }
        // A plan that needs all that is kept has no fewer agencies than the best.
        let is_worse = best.is_some_and(|(agencies, _)| kept.len() > agencies);
        if is_worse || self.work > PATIENCE {
            return;
        }
        // The one with the fewest questions in the plan is the likeliest to be spared.
        let leaves = self.search.problem.leaves;
        let weight = |agency: &&AgencyId| {
            found.picks.iter().filter(|pick| leaves[pick.leaf].agencies.contains(agency)).count()
        };
        let Some(agency) = used.difference(kept).copied().min_by_key(weight) else { return };
        let mut fewer = without.clone();
        fewer.insert(agency);
        if let Some(other) = self.solve(&fewer) {
            self.visit(&other, &fewer, kept);
        }
        let mut more = kept.clone();
        more.insert(agency);
        self.visit(found, without, &more);
    }
}

fn picks(problem: &Problem<'_, '_>, arena: &Arena, state: &State) -> Vec<Pick> {
    arena.picked(state).into_iter().filter_map(|number| problem.pick(number)).collect()
}
