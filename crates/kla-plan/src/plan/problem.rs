//! The problem as parts: questions in rows, rows in groups that add up to what the total is made from.

use std::collections::BTreeSet;

use kla::{Address, AgencyId, Basis, Between, BlockScore, IndicatorScore, Points, Scorecard};

use super::conditions::{Wanted, is_share, reaches};
use super::frontier::{Arena, Cost, Keeps, Key, State};
use super::leaves::{Choice, PlanLeaf, Together};

/// A pick: a question and one of its choices, as one number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Pick {
    pub(super) leaf: usize,
    pub(super) choice: usize,
}

/// What a plan is to have the least of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Weigh {
    /// Effort, and nothing else.
    Effort,
    /// Effort, then actions, then places in the official order.
    EffortThenActions,
    /// Actions, and nothing else.
    Actions,
    /// Actions, then effort, then places in the official order.
    ActionsThenEffort,
}

impl Weigh {
    fn cost(self, effort: u64, place: usize) -> Cost {
        let place = place as u64 + 1;
        match self {
            Weigh::Effort => Cost { first: effort, ..Cost::default() },
            Weigh::EffortThenActions => Cost { first: effort, second: 1, third: place },
            Weigh::Actions => Cost { first: 1, ..Cost::default() },
            Weigh::ActionsThenEffort => Cost { first: 1, second: effort, third: place },
        }
    }
}

/// What a search may use and where it stops.
#[derive(Clone, Debug)]
pub(super) struct Limits<'l> {
    pub(super) weigh: Weigh,
    /// No state costs more than that.
    pub(super) most: Option<u64>,
    /// Every state must be able to come to this sum within `most`, judged by frontiers of the groups that
    /// are still to come.
    pub(super) least: Option<(i128, &'l [Vec<State>])>,
    /// Agencies that may not be needed.
    pub(super) without: &'l BTreeSet<&'l AgencyId>,
    /// Questions that may not be picked.
    pub(super) locked: &'l BTreeSet<usize>,
    /// Whether the conditions beside the points are carried along.
    pub(super) gated: bool,
}

/// The rows and blocks around the questions that can be improved.
pub(super) struct Problem<'p, 'e> {
    pub(super) leaves: &'p [PlanLeaf<'e>],
    pub(super) wanted: &'p Wanted,
    card: &'p Scorecard<'p>,
    groups: Vec<Group<'p>>,
    /// What everything adds that cannot change, in millionths.
    constant: i128,
}

/// What is added to the total as one: a row, or a whole block whose rows are scaled together.
struct Group<'p> {
    rows: Vec<Row<'p>>,
    constant: i128,
    /// The block, where it changes what its rows add up to.
    scaled: Option<&'p BlockScore<'p>>,
}

/// A row with questions that can be improved, the first and past the last of them.
struct Row<'p> {
    score: &'p IndicatorScore<'p>,
    constant: i128,
    leaves: std::ops::Range<usize>,
}

impl<'p, 'e> Problem<'p, 'e> {
    /// The questions stand in official order, as the rows of the scorecard do.
    pub(super) fn new(
        leaves: &'p [PlanLeaf<'e>],
        card: &'p Scorecard<'p>,
        wanted: &'p Wanted,
    ) -> Problem<'p, 'e> {
        let mut problem = Problem { leaves, wanted, card, groups: Vec::new(), constant: 0 };
        let (mut next, mut place) = (0, 0);
        for block in card.blocks() {
            let (mut rows, mut constant) = (Vec::new(), 0);
            for score in &block.indicators {
                let start = next;
                place += score.leaves().count();
                while leaves.get(next).is_some_and(|leaf| leaf.place < place) {
                    next += 1;
                }
                if start == next {
                    if score.basis != Basis::Left {
                        constant += score.points.millionths();
                    }
                    continue;
                }
                let open: i128 = leaves[start..next].iter().map(|leaf| leaf.now.millionths()).sum();
                let all = match &score.measured {
                    Some(measured) => measured.points,
                    None => score.earned,
                };
                let constant = all.millionths() - open;
                rows.push(Row { score, constant, leaves: start..next });
            }
            if rows.is_empty() {
                if block.basis != Basis::Left {
                    problem.constant += block.points.millionths();
                }
            } else if block.rescale.is_some() {
                problem.groups.push(Group { rows, constant, scaled: Some(block) });
            } else {
                problem.constant += constant;
                let single = |row| Group { rows: vec![row], constant: 0, scaled: None };
                problem.groups.extend(rows.into_iter().map(single));
            }
        }
        problem
    }

    /// An arena for searches in it, after some work.
    pub(super) fn arena(&self, keeps: Keeps, work: u64) -> Arena {
        Arena::new(self.wanted.most, keeps, work)
    }

    /// The spaces between bands, exclusive, where nobody has said what lies there; in millionths.
    pub(super) fn holes(&self) -> Vec<(i128, i128)> {
        let bands = self.card.edition().bands();
        if bands.between != Between::None {
            return Vec::new();
        }
        let pairs = bands.categories.iter().zip(bands.categories.iter().skip(1));
        pairs.map(|(band, next)| (band.to.millionths(), next.from.millionths())).collect()
    }

    /// The sum of the groups at which the total comes to so many points; `None` where it never does.
    pub(super) fn sum_for(&self, total: Points) -> Option<i128> {
        let reaches = |sum: i128| self.total(sum) >= total.millionths();
        // What stays never adds up to more than the edition's total.
        let most = self.card.edition().total().millionths();
        if !reaches(most) {
            return None;
        }
        let (mut low, mut high) = (0, most);
        while low < high {
            let middle = low + (high - low) / 2;
            if reaches(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Some(low)
    }

    /// What the total comes to at a sum of the groups.
    pub(super) fn total(&self, sum: i128) -> i128 {
        match Points::of_millionths(sum) {
            Some(sum) => self.card.if_earned(sum).millionths(),
            None => 0,
        }
    }

    /// The pick behind a number in an arena.
    pub(super) fn pick(&self, number: u32) -> Option<Pick> {
        let mut number = number as usize;
        for (leaf, open) in self.leaves.iter().enumerate() {
            if number < open.choices.len() {
                return Some(Pick { leaf, choice: number });
            }
            number -= open.choices.len();
        }
        None
    }

    /// The numbers of the first choice of each question.
    fn numbers(&self) -> Vec<u32> {
        let mut next = 0;
        self.leaves
            .iter()
            .map(|leaf| {
                let number = next;
                next += u32::try_from(leaf.choices.len()).unwrap_or(0);
                number
            })
            .collect()
    }

    /// The frontier of each group, within the limits on cost and use.
    pub(super) fn group_frontiers(
        &self,
        arena: &mut Arena,
        limits: &Limits<'_>,
    ) -> Vec<Vec<State>> {
        let numbers = self.numbers();
        self.groups.iter().map(|group| self.group(group, &numbers, arena, limits)).collect()
    }

    /// For each group the frontier of all groups from it on, by which a search sees what it can still
    /// reach.
    pub(super) fn suffixes(
        &self,
        arena: &mut Arena,
        groups: &[Vec<State>],
        most: u64,
    ) -> Vec<Vec<State>> {
        let mut suffixes = vec![vec![Arena::nothing(0)]];
        for group in groups.iter().rev() {
            let last = suffixes.last().map_or(&[][..], Vec::as_slice);
            let merged = arena.merge(group, last, |state| state.cost.first <= most);
            suffixes.push(merged);
        }
        suffixes.reverse();
        suffixes
    }

    /// The frontier of the sum of all groups, within the limits.
    pub(super) fn frontier(
        &self,
        arena: &mut Arena,
        groups: &[Vec<State>],
        limits: &Limits<'_>,
    ) -> Vec<State> {
        let mut sum = vec![Arena::nothing(self.constant)];
        for (place, group) in groups.iter().enumerate() {
            sum = arena.merge(&sum, group, |state| {
                let Some(most) = limits.most else { return true };
                let Some(left) = most.checked_sub(state.cost.first) else { return false };
                let Some((least, suffixes)) = limits.least else { return true };
                let rest = suffixes.get(place + 1).map_or(&[][..], Vec::as_slice);
                let within = rest.partition_point(|state| state.cost.first <= left);
                let best = within.checked_sub(1).and_then(|place| rest.get(place));
                best.is_some_and(|best| state.points + best.points >= least)
            });
        }
        sum
    }

    fn group(
        &self,
        group: &Group<'_>,
        numbers: &[u32],
        arena: &mut Arena,
        limits: &Limits<'_>,
    ) -> Vec<State> {
        let within = |state: &State| limits.most.is_none_or(|most| state.cost.first <= most);
        let mut sum = vec![Arena::nothing(group.constant)];
        for row in &group.rows {
            let row = self.row(row, numbers, arena, limits);
            sum = arena.merge(&sum, &row, within);
        }
        match group.scaled {
            None => sum,
            Some(block) => arena.mapped(sum, |state| {
                let points = Points::of_millionths(state.points).map(|sum| block.if_earned(sum));
                State { points: points.unwrap_or_default().millionths(), ..state }
            }),
        }
    }

    fn row(
        &self,
        row: &Row<'_>,
        numbers: &[u32],
        arena: &mut Arena,
        limits: &Limits<'_>,
    ) -> Vec<State> {
        let within = |state: &State| limits.most.is_none_or(|most| state.cost.first <= most);
        let mut sum = vec![Arena::nothing(row.constant)];
        for place in row.leaves.clone() {
            let leaf = &self.leaves[place];
            let states = if self.is_open(leaf, place, limits) {
                self.leaf(leaf, numbers[place], arena, limits)
            } else {
                vec![Arena::nothing(leaf.now.millionths())]
            };
            sum = arena.merge(&sum, &states, within);
        }
        let maximum = row.score.indicator.maximum;
        let address = Address::Indicator(row.score.indicator.id.clone());
        let bits = self.bits(&address, limits);
        let reached_before: Vec<bool> =
            self.wanted.shares.iter().map(|share| reaches(row.score, *share)).collect();
        let is_measured = row.score.measured.is_some();
        arena.mapped(sum, |mut state| {
            if !is_measured {
                let earned = Points::of_millionths(state.points);
                let points = earned.map(|earned| row.score.if_earned(earned));
                state.points = points.unwrap_or_default().millionths();
            }
            if limits.gated && state.cost != Cost::default() {
                for (bit, least) in &bits {
                    if state.points >= *least {
                        state.key.held |= 1 << bit;
                    }
                }
                for (slot, share) in self.wanted.shares.iter().enumerate() {
                    let reaches = is_share(state.points, maximum, *share);
                    state.key.reached[slot] = u16::from(reaches && !reached_before[slot]);
                }
            }
            state
        })
    }

    fn is_open(&self, leaf: &PlanLeaf<'_>, place: usize, limits: &Limits<'_>) -> bool {
        let needs = |agency: &AgencyId| limits.without.contains(agency);
        !limits.locked.contains(&place) && !leaf.agencies.iter().any(needs)
    }

    /// The bits that a node decides, where conditions are carried along.
    fn bits(&self, node: &Address, limits: &Limits<'_>) -> Vec<(u32, i128)> {
        let bits = || self.wanted.bits_of().remove(node);
        if limits.gated { bits().unwrap_or_default() } else { Vec::new() }
    }

    /// The frontier of one question.
    fn leaf(
        &self,
        leaf: &PlanLeaf<'_>,
        first: u32,
        arena: &mut Arena,
        limits: &Limits<'_>,
    ) -> Vec<State> {
        let bits = match leaf.address {
            Address::Question(_) => self.bits(&leaf.address, limits),
            // A row's own bits are those of its row.
            _ => Vec::new(),
        };
        let held = |points: i128| {
            bits.iter()
                .filter(|(_, least)| points >= *least)
                .fold(0, |held, (bit, _)| held | 1 << bit)
        };
        let nothing = Arena::nothing(leaf.now.millionths());
        let pick = |choice: &Choice<'_>, number: u32, points: i128, arena: &mut Arena| State {
            key: Key::default(),
            cost: limits.weigh.cost(choice.effort(), leaf.place),
            points,
            picks: arena.one(number),
        };
        let numbered = (first..).zip(&leaf.choices);
        if leaf.together == Together::One {
            let mut states = vec![nothing];
            for (number, choice) in numbered {
                let state = pick(choice, number, choice.points.millionths(), arena);
                let key = Key { held: held(state.points), ..Key::default() };
                states.push(State { key, ..state });
            }
            return arena.mapped(states, |state| state);
        }
        // The items add to what is ticked, and what exceeds the maximum is cut in the end.
        let ticked = leaf.ticked.millionths();
        let mut numbered = numbered;
        let lead = match leaf.together {
            Together::Lead => {
                numbered.next().map(|(number, choice)| pick(choice, number, ticked, arena))
            }
            _ => Some(Arena::nothing(ticked)),
        };
        let mut sum: Vec<State> = lead.into_iter().collect();
        for (number, item) in numbered {
            let state = pick(item, number, item.points.millionths(), arena);
            let open = [Arena::nothing(0), state];
            sum = arena.merge(&sum, &open, |state| {
                limits.most.is_none_or(|most| state.cost.first <= most)
            });
        }
        let maximum = leaf.maximum.millionths();
        let mut states: Vec<State> = sum
            .into_iter()
            .map(|state| {
                let points = state.points.min(maximum);
                let is_start = state.cost == Cost::default();
                let key = Key { held: if is_start { 0 } else { held(points) }, ..Key::default() };
                State { points, key, ..state }
            })
            .collect();
        if leaf.together == Together::Lead {
            states.push(nothing);
        }
        arena.mapped(states, |state| state)
    }
}
