//! The cheapest way to a category.
//!
//! ```text
//! Answers ─► start (a mark) ─► what can be done for each question ─► frontiers, merged upward
//!                                                                        └─► picks ─► the scorer ─► Plan
//! ```
//!
//! Each question is worth what the scorer says and costs what the edition's classes of effort say. Of all
//! sets of actions the search finds the cheapest exactly; what it found is played through the scorer
//! again, and only figures from there are told.

mod ceiling;
mod conditions;
mod frontier;
mod leaves;
mod outcome;
mod problem;
mod query;
mod search;

use kla::{
    Address, Answers, Between, Category, Edition, Gate, GateState, Points, Scorecard, score,
};

pub use ceiling::{Ceiling, CeilingKind};
pub use leaves::{Purpose, Task};
pub use outcome::{Action, Plan};
pub use query::{Baseline, Buffer, Conditions, Outcomes, PlanQuery, Within};
pub use search::CurvePoint;

use crate::marks::Marks;
use conditions::Wanted;
use leaves::Leaves;
use outcome::Stage;
use problem::{Pick, Problem};
use search::Search;

/// How many plans are shown beside each other.
const PLANS: usize = 3;

/// Everything there is to say about the way to a category.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Planning<'e> {
    /// The rules.
    pub edition: &'e Edition,
    /// The file of the user that says how much work actions are; empty where there is none.
    pub effort_file: String,
    /// The mark it starts from.
    pub baseline: Baseline,
    /// Whether that mark was taken because the answers name no evidence at all.
    pub nothing_evidenced: bool,
    /// The total at the baseline.
    pub start: Points,
    /// The category there, conditions included.
    pub start_category: Option<&'e Category>,
    /// The upper of the two bands between which the total at the baseline lies, if it lies in a hole.
    pub start_between: Option<&'e Category>,
    /// The part of it that no verifier has accepted.
    pub unverified: Points,
    /// What is to be reached; `None` at the top.
    pub goal: Option<Goal<'e>>,
    /// Whether that can be done.
    pub verdict: Verdict<'e>,
    /// The cheapest plan to the goal, or, without a buffer, to the floor of the category where the buffer
    /// cannot be had.
    pub plan: Option<Plan<'e>>,
    /// The cheapest plan to the floor of the category, where a buffer makes it another one.
    pub without_buffer: Option<Plan<'e>>,
    /// The plan with the fewest actions, where it is another one.
    pub fewest: Option<Plan<'e>>,
    /// Other plans, each without the largest action of those before.
    pub others: Vec<Plan<'e>>,
    /// The most points for the budget, or within the hours, where that was asked for.
    pub most: Option<Plan<'e>>,
    /// The most that can be reached for each effort, conditions aside.
    pub curve: Vec<CurvePoint>,
    /// The best that can be reached.
    pub best: Points,
    /// What keeps it below the edition's total.
    pub ceilings: Vec<Ceiling>,
    /// The blocks and rows of which only the whole is known, so that nothing can be planned in them.
    pub wholes: Vec<Address>,
    /// Whether some search had to stop, so that plans, or points of the curve, may be missing.
    pub is_partial: bool,
}

/// What is to be reached.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Goal<'e> {
    /// The category.
    pub category: &'e Category,
    /// What is collected above its floor.
    pub buffer: Points,
    /// The fall behind the buffer, in percent of the part that is not verified; `None` where the buffer
    /// was given in points.
    pub fall: Option<Points>,
    /// Its floor and the buffer.
    pub total: Points,
}

/// Whether the goal can be reached.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Verdict<'e> {
    /// There is no category above.
    Top,
    /// It is reached already.
    Reached,
    /// The plan reaches it.
    Reachable,
    /// The category can be reached, but not with the buffer.
    NotWithBuffer,
    /// No plan of this kind reaches it.
    Unreachable(Blocked<'e>),
}

/// What is in the way.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Blocked<'e> {
    /// The best total is below the floor.
    Points,
    /// These conditions cannot be met.
    Conditions(Vec<&'e Gate>),
    /// There are more conditions, or more kinds of effort and points, than a search can go through.
    TooLarge,
}

/// The cheapest way to a category from some answers.
///
/// ```
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let answers = edition.read_answers("a.toml", r#"
///     format = 1
///     edition = "2023"
///     region = "62.71"
///     year = 2024
///     stage = "mandiri"
///     [answers.4]
///     P4 = "2"
/// "#).unwrap();
/// let planning = kla_plan::plan(&answers, &kla_plan::PlanQuery::default());
/// assert_eq!(planning.goal.unwrap().category.name, "Pratama");
/// let plan = planning.plan.unwrap();
/// assert!(plan.total >= planning.goal.unwrap().total);
/// ```
#[must_use]
pub fn plan<'e>(answers: &Answers<'e>, query: &PlanQuery<'_>) -> Planning<'e> {
    Planner::new(answers, query).planning()
}

/// A plan being made.
struct Planner<'p, 'e> {
    edition: &'e Edition,
    answers: &'p Answers<'e>,
    query: &'p PlanQuery<'p>,
    baseline: Baseline,
    nothing_evidenced: bool,
    start: Answers<'e>,
    verified: Points,
}

impl<'p, 'e> Planner<'p, 'e> {
    fn new(answers: &'p Answers<'e>, query: &'p PlanQuery<'p>) -> Planner<'p, 'e> {
        let nothing_evidenced = answers.evidence().is_empty()
            && answers.leaves().all(|leaf| leaf.response.status.is_none());
        let usual = if nothing_evidenced { Baseline::Claimed } else { Baseline::Evidenced };
        let baseline = query.baseline.unwrap_or(usual);
        let marks = Marks::of(answers);
        let verified = score(marks.verified()).total();
        let start = match baseline {
            Baseline::Verified => marks.verified(),
            Baseline::Evidenced => marks.evidenced(),
            Baseline::Claimed => answers,
        };
        let start = start.revised(|leaf| leaf.response.state, |whole| whole.points);
        Planner {
            edition: answers.edition(),
            answers,
            query,
            baseline,
            nothing_evidenced: nothing_evidenced && query.baseline.is_none(),
            start,
            verified,
        }
    }

    fn planning(&self) -> Planning<'e> {
        let (claimed, start) = (score(self.answers), score(&self.start));
        let leaves = Leaves { edition: self.edition, answers: self.answers, query: self.query };
        let open = leaves.open(&claimed, &start);
        let stage = Stage { leaves: &open, start: &self.start, claimed: self.answers };
        let (best, ceilings) = ceiling::ceilings(&leaves, &claimed, &self.start, self.answers);
        let unverified = start.total() - self.verified;
        let goal = self.goal(&start, unverified);
        let mut planning = Planning {
            edition: self.edition,
            effort_file: self.query.effort.name.clone(),
            baseline: self.baseline,
            nothing_evidenced: self.nothing_evidenced,
            start: start.total(),
            start_category: self.category(start.placement().category),
            start_between: self.category(start.placement().between),
            unverified,
            goal,
            verdict: Verdict::Top,
            plan: None,
            without_buffer: None,
            fewest: None,
            others: Vec::new(),
            most: None,
            curve: Vec::new(),
            best,
            ceilings,
            wholes: ceiling::wholes(&claimed, &start).0,
            is_partial: false,
        };
        let plain = Wanted::default();
        let problem = Problem::new(&open, &start, &plain);
        let search = Search::new(&problem);
        let curve = search.curve();
        planning.curve = curve.points(&problem);
        planning.is_partial = search.is_exhausted.get();
        if self.query.budget.is_some() || self.query.within == Within::Hours {
            let picks = curve.within(&problem, self.query.budget.unwrap_or(u64::MAX));
            planning.most = Some(stage.plan(picks));
        }
        if let Some(goal) = goal {
            self.reach(&goal, &start, &stage, &mut planning);
        }
        planning
    }

    /// A category of the scorecard as the edition's own.
    fn category(&self, found: Option<&Category>) -> Option<&'e Category> {
        let categories = &self.edition.bands().categories;
        found.and_then(|found| categories.iter().find(|category| category.id == found.id))
    }

    fn goal(&self, start: &Scorecard<'_>, unverified: Points) -> Option<Goal<'e>> {
        let next = || start.placement().next.as_ref().map(|next| next.category);
        let category = self.category(self.query.target.or_else(next))?;
        let expected = self.edition.shrink().map(|shrink| shrink.reference);
        let fall = match self.query.buffer {
            Buffer::Expected => Some(expected.unwrap_or_default()),
            Buffer::Percent(percent) => Some(percent),
            Buffer::Points(_) => None,
        };
        let buffer = match (self.query.buffer, fall) {
            (Buffer::Points(points), _) => points,
            // What is left after the fall is cut, so the fall itself is rounded up.
            (_, Some(fall)) => {
                let hundred = Points::from(100);
                let left = unverified.part_of((hundred - fall).max(Points::ZERO), hundred, 2);
                unverified - left.unwrap_or_default()
            }
            (_, None) => Points::ZERO,
        };
        Some(Goal { category, buffer, fall, total: category.from + buffer })
    }

    /// Fills in whether and how the goal is reached.
    fn reach(
        &self,
        goal: &Goal<'e>,
        start: &Scorecard<'_>,
        stage: &Stage<'_, 'e>,
        planning: &mut Planning<'e>,
    ) {
        let categories = &self.edition.bands().categories;
        let Some(target) = categories.iter().position(|one| one.id == goal.category.id) else {
            return;
        };
        let gates = conditions::gates(self.edition, target, self.query.conditions);
        let Some(wanted) = Wanted::of(&gates, start) else {
            planning.verdict = Verdict::Unreachable(Blocked::TooLarge);
            return;
        };
        let problem = Problem::new(stage.leaves, start, &wanted);
        let mut search = Search::new(&problem);
        let is_reached = start.total() >= goal.total && wanted.is_met_at_start();
        if is_reached && self.hole(stage, &[], target).is_none() {
            planning.verdict = Verdict::Reached;
            return;
        }
        let cheapest = |search: &Search<'_, '_, 'e>, mut total: Points| loop {
            let picks = search.cheapest(total)?;
            match self.hole(stage, &picks, target) {
                Some(above) => total = above,
                None => return Some(picks),
            }
        };
        let Some(floor) = cheapest(&search, goal.category.from) else {
            planning.verdict = Verdict::Unreachable(if search.is_exhausted.get() {
                Blocked::TooLarge
            } else {
                self.blocked(goal, &gates, stage)
            });
            return;
        };
        let main =
            if goal.buffer.is_zero() { Some(floor.clone()) } else { cheapest(&search, goal.total) };
        let (main, aim) = match main {
            Some(main) => {
                planning.verdict = Verdict::Reachable;
                if main != floor {
                    planning.without_buffer = Some(stage.plan(floor));
                }
                (main, goal.total)
            }
            None => {
                planning.verdict = Verdict::NotWithBuffer;
                (floor, goal.category.from)
            }
        };
        let fewest =
            search.fewest(aim).filter(|fewest| *fewest != main && fewest.len() < main.len());
        planning.fewest = fewest.map(|picks| stage.plan(picks));
        let mut last = main.clone();
        while planning.others.len() + 1 < PLANS {
            let Some(largest) = largest(stage, &last) else { break };
            search.locked.insert(largest);
            let Some(other) = cheapest(&search, aim) else { break };
            planning.others.push(stage.plan(other.clone()));
            last = other;
        }
        planning.is_partial |= search.is_exhausted.get();
        planning.plan = Some(stage.plan(main));
    }

    /// The floor above the hole between two bands in which some picks end, where nobody has said what lies
    /// there. A plan then goes on to that floor; that none of the cheaper ones around it ends inside a band
    /// is not searched for.
    fn hole(&self, stage: &Stage<'_, 'e>, picks: &[Pick], target: usize) -> Option<Points> {
        let bands = self.edition.bands();
        if bands.between != Between::None {
            return None;
        }
        let answers = stage.answers(picks);
        let card = score(&answers);
        let placement = card.placement();
        let above = placement.between.filter(|_| placement.category.is_none())?;
        let place = bands.categories.iter().position(|one| one.id == above.id)?;
        (place > target && card.total() < above.from).then_some(above.from)
    }

    /// What is in the way of a goal that cannot be reached.
    fn blocked(&self, goal: &Goal<'e>, gates: &[&'e Gate], stage: &Stage<'_, 'e>) -> Blocked<'e> {
        let answers = stage.answers(&ceiling::all(stage.leaves));
        let card = score(&answers);
        if card.total() < goal.category.from {
            return Blocked::Points;
        }
        let fails = |gate: &&&'e Gate| {
            let judged = card.gates().iter().find(|judged| judged.gate.id == gate.id);
            judged.is_some_and(|judged| judged.state != GateState::Passed)
        };
        Blocked::Conditions(gates.iter().filter(fails).copied().collect())
    }
}

/// The question whose action adds most; `None` in a plan without actions.
fn largest(stage: &Stage<'_, '_>, picks: &[Pick]) -> Option<usize> {
    let gain = |pick: &&Pick| {
        let leaf = &stage.leaves[pick.leaf];
        (leaf.choices[pick.choice].points - leaf.now, std::cmp::Reverse(pick.leaf))
    };
    picks.iter().max_by_key(gain).map(|pick| pick.leaf)
}
