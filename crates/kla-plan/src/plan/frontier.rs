//! Frontiers: the most points for each cost, merged part by part into a whole.
//!
//! Everything a score does with parts (adding, cutting to a maximum, scaling) keeps their order, and costs
//! add up. So of two ways to answer a part, the one that costs no less, earns no more and helps no
//! condition more can be forgotten, and what remains is exact.

use std::ops::Add;

/// Shares of their maximum at which rows are counted, at most.
pub(super) const SHARES: usize = 4;
/// Up to so many kinds of states are compared with each other; beyond that only like with like.
const COMPARED: usize = 64;
/// Costs up to this are places in a table; larger ones are sorted.
const TABLE: u64 = 1_000_000;
/// What looking at a pair costs that must be sorted, beside one that has its place in a table.
const SORTING: u64 = 16;
/// More work than that is not done by one search, nor more pairs kept: it ends without an answer.
const MOST_WORK: u64 = 500_000_000;
const KEPT: usize = 6_000_000;
/// Nor more picks than that remembered.
const NODES: usize = 20_000_000;

/// What a choice costs: the first number decides, the others break ties.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Cost {
    pub(super) first: u64,
    pub(super) second: u64,
    pub(super) third: u64,
}

impl Add for Cost {
    type Output = Cost;
    fn add(self, other: Cost) -> Cost {
        Cost {
            first: self.first + other.first,
            second: self.second + other.second,
            third: self.third + other.third,
        }
    }
}

/// What a state holds of the conditions beside the points.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Key {
    /// The parts that hold, a bit each.
    pub(super) held: u64,
    /// How many rows have come to each share, no more than are asked for.
    pub(super) reached: [u16; SHARES],
}

impl Key {
    fn and(self, other: Key, most: &[u16; SHARES]) -> Key {
        let mut reached = self.reached;
        for (place, count) in reached.iter_mut().enumerate() {
            *count = count.saturating_add(other.reached[place]).min(most[place]);
        }
        Key { held: self.held | other.held, reached }
    }

    /// Whether it holds everything that another does.
    fn covers(&self, other: &Key) -> bool {
        let counts = self.reached.iter().zip(&other.reached).all(|(own, others)| own >= others);
        self.held & other.held == other.held && counts
    }
}

/// A way to answer a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub(super) key: Key,
    pub(super) cost: Cost,
    /// In millionths.
    pub(super) points: i128,
    /// Where the arena holds what was picked.
    pub(super) picks: u32,
}

/// Picks that states share, so that a merge does not copy them.
#[derive(Debug)]
pub(super) struct Arena {
    nodes: Vec<Node>,
    most: [u16; SHARES],
    keeps: Keeps,
    /// What a search has cost so far.
    pub(super) work: u64,
    /// Whether there was more to look at than can be; what was found since means nothing.
    pub(super) is_exhausted: bool,
}

/// Which states a frontier keeps.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Keeps {
    /// Those that earn more than every cheaper one.
    Best,
    /// The cheapest of each sum of points: where a total may be too high, more is not always better.
    Every,
}

#[derive(Clone, Copy, Debug)]
enum Node {
    Nothing,
    One(u32),
    Both(u32, u32),
}

impl Arena {
    /// An arena in which no more rows are counted than `most` at each share, after some work.
    pub(super) fn new(most: [u16; SHARES], keeps: Keeps, work: u64) -> Arena {
        Arena { nodes: vec![Node::Nothing], most, keeps, work, is_exhausted: false }
    }

    /// The state in which nothing is picked.
    pub(super) fn nothing(points: i128) -> State {
        State { key: Key::default(), cost: Cost::default(), points, picks: 0 }
    }

    pub(super) fn one(&mut self, pick: u32) -> u32 {
        self.push(Node::One(pick))
    }

    fn push(&mut self, node: Node) -> u32 {
        self.nodes.push(node);
        // An arena outgrows its memory long before its numbers.
        u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
    }

    /// What was picked, in rising order.
    pub(super) fn picked(&self, state: &State) -> Vec<u32> {
        let (mut open, mut picked) = (vec![state.picks], Vec::new());
        while let Some(place) = open.pop() {
            match self.nodes.get(place as usize) {
                Some(Node::One(pick)) => picked.push(*pick),
                Some(Node::Both(left, right)) => open.extend([*left, *right]),
                Some(Node::Nothing) | None => {}
            }
        }
        picked.sort_unstable();
        picked
    }

    /// The frontier of two parts together, without the states that `keep` refuses.
    pub(super) fn merge(
        &mut self,
        left: &[State],
        right: &[State],
        keep: impl Fn(&State) -> bool,
    ) -> Vec<State> {
        let table = table_length(left, right).filter(|_| self.keeps == Keeps::Best);
        let each = if table.is_some() { 1 } else { SORTING };
        self.work += left.len() as u64 * right.len() as u64 * each;
        let pairs = match table {
            _ if self.work > MOST_WORK || self.nodes.len() > NODES => None,
            Some(length) => Some(tabled(left, right, length, keep)),
            None => self.sorted(left, right, keep),
        };
        let Some(kept) = pairs else {
            self.is_exhausted = true;
            return vec![Arena::nothing(0)];
        };
        let states: Vec<State> = kept.iter().map(|(state, ..)| *state).collect();
        let covered = self.covered(&states);
        kept.into_iter()
            .zip(covered)
            .filter(|(_, covered)| !covered)
            .map(|((state, one, other), _)| {
                let picks = match (one, other) {
                    (0, picks) | (picks, 0) => picks,
                    (one, other) => self.push(Node::Both(one, other)),
                };
                State { picks, ..state }
            })
            .collect()
    }

    /// The pairs by key, rising in cost and points; `None` where there are too many.
    fn sorted(
        &self,
        left: &[State],
        right: &[State],
        keep: impl Fn(&State) -> bool,
    ) -> Option<Vec<Pair>> {
        let mut pairs: Vec<Pair> = Vec::new();
        for one in left {
            for other in right {
                let state = together(one, other, &self.most);
                if keep(&state) {
                    pairs.push((state, one.picks, other.picks));
                }
            }
            if pairs.len() > KEPT {
                return None;
            }
        }
        Some(self.kept(pairs, |(state, ..)| state))
    }

    /// Of some states those that a frontier keeps. The sorts are stable: of equal states the first one
    /// stays, whatever the machine.
    fn kept<T>(&self, mut all: Vec<T>, state: impl Fn(&T) -> &State) -> Vec<T> {
        let order = |one: &State| (one.key, one.cost, std::cmp::Reverse(one.points));
        if self.keeps == Keeps::Every {
            all.sort_by_key(|one| (state(one).key, state(one).points, state(one).cost));
            all.dedup_by_key(|one| (state(one).key, state(one).points));
            return all;
        }
        all.sort_by_key(|one| order(state(one)));
        let mut kept: Vec<T> = Vec::new();
        for one in all {
            let rises = kept.last().is_none_or(|last| {
                let (last, next) = (state(last), state(&one));
                last.key != next.key || last.points < next.points
            });
            if rises {
                kept.push(one);
            }
        }
        kept
    }

    /// The same states with other points and keys, again as a frontier.
    pub(super) fn mapped(&self, states: Vec<State>, map: impl FnMut(State) -> State) -> Vec<State> {
        let kept = self.kept(states.into_iter().map(map).collect(), |state| state);
        let covered = self.covered(&kept);
        let open = kept.into_iter().zip(covered).filter(|(_, covered)| !covered);
        open.map(|(state, _)| state).collect()
    }

    /// Which states are no better than one of another kind that holds at least as much.
    fn covered(&self, states: &[State]) -> Vec<bool> {
        match self.keeps {
            Keeps::Best => covered(states),
            Keeps::Every => vec![false; states.len()],
        }
    }
}

/// A state of two parts, and what was picked in each.
type Pair = (State, u32, u32);

fn together(one: &State, other: &State, most: &[u16; SHARES]) -> State {
    State {
        key: one.key.and(other.key, most),
        cost: one.cost + other.cost,
        points: one.points + other.points,
        picks: 0,
    }
}

/// How long a table by cost must be for two parts whose costs are single numbers and that carry no
/// conditions; `None` where they need sorting.
fn table_length(left: &[State], right: &[State]) -> Option<usize> {
    let is_plain = |state: &State| {
        state.key == Key::default() && state.cost.second == 0 && state.cost.third == 0
    };
    if !left.iter().chain(right).all(is_plain) {
        return None;
    }
    let last = |states: &[State]| states.last().map_or(0, |state| state.cost.first);
    let length = last(left) + last(right) + 1;
    if length > TABLE { None } else { usize::try_from(length).ok() }
}

/// The pairs, rising in cost and points, by a table of the best for each cost.
fn tabled(
    left: &[State],
    right: &[State],
    length: usize,
    keep: impl Fn(&State) -> bool,
) -> Vec<Pair> {
    let mut table: Vec<Option<Pair>> = vec![None; length];
    for one in left {
        for other in right {
            let state = together(one, other, &[0; SHARES]);
            let Some(cell) =
                usize::try_from(state.cost.first).ok().and_then(|at| table.get_mut(at))
            else {
                continue;
            };
            let is_better = cell.as_ref().is_none_or(|(best, ..)| best.points < state.points);
            if is_better && keep(&state) {
                *cell = Some((state, one.picks, other.picks));
            }
        }
    }
    let mut kept: Vec<Pair> = Vec::new();
    for pair in table.into_iter().flatten() {
        if kept.last().is_none_or(|(last, ..)| last.points < pair.0.points) {
            kept.push(pair);
        }
    }
    kept
}

/// Which states are no better than one of another kind that holds at least as much. The states stand
/// in groups of one key, each rising in cost and points.
fn covered(states: &[State]) -> Vec<bool> {
    let mut covered = vec![false; states.len()];
    let groups: Vec<&[State]> = states.chunk_by(|one, next| one.key == next.key).collect();
    if groups.len() < 2 || groups.len() > COMPARED {
        return covered;
    }
    let mut start = 0;
    for group in &groups {
        for better in &groups {
            let (Some(own), Some(other)) = (group.first(), better.first()) else { continue };
            if own.key == other.key || !other.key.covers(&own.key) {
                continue;
            }
            for (place, state) in group.iter().enumerate() {
                let cheaper = better.partition_point(|other| other.cost <= state.cost);
                let best = cheaper.checked_sub(1).map(|place| better[place].points);
                if best.is_some_and(|best| best >= state.points) {
                    covered[start + place] = true;
                }
            }
        }
        start += group.len();
    }
    covered
}
