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

use kla::{Address, Answers, Category, Edition, Gate, GateState, Points, Scorecard, State, score};

pub use ceiling::{Ceiling, CeilingKind};
pub use leaves::{Purpose, Task};
pub use outcome::{Action, Answered, Plan};
pub use query::{Baseline, Buffer, Conditions, Outcomes, PlanQuery, Within};
pub use search::CurvePoint;

use crate::marks::{Marks, leaves_that};
use conditions::Wanted;
use leaves::Leaves;
use outcome::Stage;
use problem::Problem;
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
    /// Other plans, each without the largest actions of those before.
    pub others: Vec<Alternative<'e>>,
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

/// A plan that leaves some questions as they are.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Alternative<'e> {
    /// The questions.
    pub without: Vec<Address>,
    /// The plan.
    pub plan: Plan<'e>,
}

/// What is to be reached.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Goal<'e> {
    /// The category.
    pub category: &'e Category,
    /// What is collected above its floor.
    pub buffer: Points,
    /// The fall behind the buffer, in percent of what is not verified; `None` where the buffer was given
    /// in points.
    pub fall: Option<Points>,
    /// Its floor and the buffer: the total at which the category survives the fall of everything that no
    /// verifier has accepted, the points of the plan included.
    pub total: Points,
    /// The largest fall, in percent and cut to one decimal, that the best total would survive; `None` where
    /// that is below the floor.
    pub survives: Option<Points>,
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

/// The effort of the cheapest plan, without the plan: for many regions at once. Zero where the goal is
/// reached; `None` where it cannot be, or where there is no category above.
///
/// ```
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let answers = edition.read_answers("a.toml", r#"
///     format = 1
///     edition = "2023"
///     region = "62.71"
///     year = 2024
///     stage = "mandiri"
/// "#).unwrap();
/// let query = kla_plan::PlanQuery::default();
/// let effort = kla_plan::plan_effort(&answers, &query);
/// assert_eq!(effort, kla_plan::plan(&answers, &query).plan.map(|plan| plan.effort));
/// ```
#[must_use]
pub fn plan_effort(answers: &Answers<'_>, query: &PlanQuery<'_>) -> Option<u64> {
    Planner::new(answers, query).effort()
}

/// The points of which, after a fall in percent, so many are left; rounded up to two decimals. A fall of
/// everything leaves nothing, so no points suffice; the most that can be written stands for that.
fn needed(left: Points, fall: Points) -> Points {
    let hundred = Points::from(100);
    let kept = (hundred - fall).max(Points::ZERO);
    if kept.is_zero() && !left.is_zero() {
        return Points::from(999_999_999);
    }
    at_least(left, hundred, kept, 2)
}

/// `points` × `part` ÷ `whole`, rounded up to so many decimals; zero where `whole` is.
fn at_least(points: Points, part: Points, whole: Points, digits: u32) -> Points {
    let cut = points.part_of(part, whole, digits).unwrap_or_default();
    let product = points.millionths() * part.millionths();
    let is_whole = cut.millionths() * whole.millionths() >= product;
    let step = Points::of_millionths(10_i128.pow(6_u32.saturating_sub(digits)));
    if is_whole { cut } else { cut + step.unwrap_or_default() }
}

/// A plan being made.
struct Planner<'p, 'e> {
    edition: &'e Edition,
    answers: &'p Answers<'e>,
    query: &'p PlanQuery<'p>,
    baseline: Baseline,
    nothing_evidenced: bool,
    /// The answers as they are claimed, once repair is over without what was rejected.
    claimed: Answers<'e>,
    start: Answers<'e>,
    verified: Points,
}

impl<'p, 'e> Planner<'p, 'e> {
    fn new(answers: &'p Answers<'e>, query: &'p PlanQuery<'p>) -> Planner<'p, 'e> {
        let nothing_evidenced = answers.evidence().is_empty()
            && answers.leaves().all(|leaf| leaf.response.status.is_none());
        // Within the hours of repair it is documents that are handed in, so claims do not count by themselves.
        let by_claims = nothing_evidenced && query.within == Within::Any;
        let usual = if by_claims { Baseline::Claimed } else { Baseline::Evidenced };
        let baseline = query.baseline.unwrap_or(usual);
        let marks = Marks::with(answers, query.repair);
        let verified = score(marks.verified()).total();
        let claimed = marks.claimed();
        let marked = match baseline {
            Baseline::Verified => marks.verified(),
            Baseline::Evidenced => marks.evidenced(),
            Baseline::Claimed => claimed,
        };
        // What does not apply leaves the sum at every mark: no plan could bring it back one by one.
        let left = leaves_that(&score(claimed), |leaf| leaf.left().is_some());
        let start = marked.revised(
            |leaf| match left.contains(&leaf.address) {
                true => State::NotApplicable,
                false => leaf.response.state,
            },
            |whole| whole.points,
        );
        let claimed = claimed.revised(|leaf| leaf.response.state, |whole| whole.points);
        Planner {
            edition: answers.edition(),
            answers,
            claimed,
            query,
            baseline,
            nothing_evidenced: by_claims && query.baseline.is_none(),
            start,
            verified,
        }
    }

    fn planning(&self) -> Planning<'e> {
        let (claimed, start) = (score(&self.claimed), score(&self.start));
        let leaves = Leaves { edition: self.edition, answers: self.answers, query: self.query };
        let open = leaves.open(&claimed, &start);
        let stage = Stage { leaves: &open, start: &self.start, given: self.answers };
        let (best, ceilings) = ceiling::ceilings(&leaves, &claimed, &self.start);
        let unverified = start.total() - self.verified;
        let goal = self.goal(&start, best);
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
            let target = goal.and_then(|goal| self.place(goal.category));
            let target = target.unwrap_or(self.edition.bands().categories.len());
            planning.most = Some(stage.plan(picks, target));
        }
        if let Some(goal) = goal {
            self.reach(&goal, &start, &stage, &mut planning);
        }
        planning
    }

    /// The effort of the cheapest plan.
    fn effort(&self) -> Option<u64> {
        let (claimed, start) = (score(&self.claimed), score(&self.start));
        let leaves = Leaves { edition: self.edition, answers: self.answers, query: self.query };
        let open = leaves.open(&claimed, &start);
        let goal = self.goal(&start, self.edition.total())?;
        let target = self.place(goal.category)?;
        let gates = conditions::gates(self.edition, target, self.query.conditions);
        let wanted = Wanted::of(&gates, &start)?;
        let problem = Problem::new(&open, &start, &wanted);
        Search::new(&problem).effort(goal.total)
    }

    /// The place of a category among all of them.
    fn place(&self, category: &Category) -> Option<usize> {
        self.edition.bands().categories.iter().position(|one| one.id == category.id)
    }

    /// A category of the scorecard as the edition's own.
    fn category(&self, found: Option<&Category>) -> Option<&'e Category> {
        let categories = &self.edition.bands().categories;
        found.and_then(|found| categories.iter().find(|category| category.id == found.id))
    }

    fn goal(&self, start: &Scorecard<'_>, best: Points) -> Option<Goal<'e>> {
        let next = || start.placement().next.as_ref().map(|next| next.category);
        let category = self.category(self.query.target.or_else(next))?;
        // What a verifier has accepted stays, so only what is missing to the floor beyond it must survive.
        let missing = (category.from - self.verified).max(Points::ZERO);
        let survive = |fall| (needed(missing, fall) - missing, Some(fall));
        let (buffer, fall) = match self.query.buffer {
            Buffer::Points(points) => (points, None),
            Buffer::Percent(fall) => survive(fall),
            Buffer::Expected => {
                survive(self.edition.shrink().map_or(Points::ZERO, |shrink| shrink.reference))
            }
        };
        let claimable = best - self.verified;
        let survives = (best >= category.from && !claimable.is_zero()).then(|| {
            let hundred = Points::from(100);
            hundred - at_least(hundred, missing, claimable, 1)
        });
        let total = category.from + buffer;
        Some(Goal { category, buffer, fall, total, survives })
    }

    /// Fills in whether and how the goal is reached.
    fn reach(
        &self,
        goal: &Goal<'e>,
        start: &Scorecard<'_>,
        stage: &Stage<'_, 'e>,
        planning: &mut Planning<'e>,
    ) {
        let Some(target) = self.place(goal.category) else { return };
        let gates = conditions::gates(self.edition, target, self.query.conditions);
        let Some(wanted) = Wanted::of(&gates, start) else {
            planning.verdict = Verdict::Unreachable(Blocked::TooLarge);
            return;
        };
        let problem = Problem::new(stage.leaves, start, &wanted);
        let mut search = Search::new(&problem);
        let has_category = start.placement().category.is_some();
        if start.total() >= goal.total && wanted.is_met_at_start() && has_category {
            planning.verdict = Verdict::Reached;
            return;
        }
        let Some(floor) = search.cheapest(goal.category.from) else {
            planning.verdict = Verdict::Unreachable(if search.is_exhausted.get() {
                Blocked::TooLarge
            } else {
                self.blocked(goal, &gates, stage)
            });
            return;
        };
        let main =
            if goal.buffer.is_zero() { Some(floor.clone()) } else { search.cheapest(goal.total) };
        let (main, aim) = match main {
            Some(main) => {
                planning.verdict = Verdict::Reachable;
                if main != floor {
                    planning.without_buffer = Some(stage.plan(floor, target));
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
        planning.fewest = fewest.map(|picks| stage.plan(picks, target));
        let (mut last, mut without) = (main.clone(), Vec::new());
        while planning.others.len() + 1 < PLANS {
            let Some(largest) = stage.largest(&last) else { break };
            search.locked.insert(largest);
            without.push(stage.leaves[largest].address.clone());
            let Some(other) = search.cheapest(aim) else { break };
            let plan = stage.plan(other.clone(), target);
            planning.others.push(Alternative { without: without.clone(), plan });
            last = other;
        }
        planning.is_partial |= search.is_exhausted.get();
        planning.plan = Some(stage.plan(main, target));
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
