//! What can be done for each question, and how much work it is.

use kla::{
    Address, AgencyId, Answers, Basis, Edition, EffortClass, EffortId, EffortKind, EvidenceStatus,
    Improvement, Improvements, LeafScore, Measure, Need, Pace, Points, Scorecard, State, Step,
    Work,
};

use super::query::{Outcomes, PlanQuery, Within};
use crate::marks::Repair;

/// Something that is to be done for a question.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Task<'e> {
    /// What kind of work it is; `None` where neither the edition nor the user has said.
    pub class: Option<&'e EffortClass>,
    /// How much of it.
    pub effort: u64,
    /// What it is for.
    pub purpose: Purpose,
}

/// What a task is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Purpose {
    /// Evidence for what is claimed already, which is in this state.
    Evidence(EvidenceStatus),
    /// A better answer.
    Better(Need),
}

/// One way to improve a question, on its own.
#[derive(Clone, Debug)]
pub(super) struct Choice<'e> {
    /// What is to be done, one after the other.
    pub(super) tasks: Vec<Task<'e>>,
    /// What the question then earns, or, of an item, what it adds.
    pub(super) points: Points,
    /// What its answer then is; `None` for an item, which only adds.
    pub(super) state: Option<State>,
}

impl Choice<'_> {
    pub(super) fn effort(&self) -> u64 {
        self.tasks.iter().map(|task| task.effort).sum()
    }
}

/// How the choices of a question go together.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Together {
    /// At most one of them.
    One,
    /// The items of a checklist: the first choice brings in what is ticked already and is needed by the
    /// others, which add up.
    Lead,
    /// The items of a checklist, which add up.
    Items,
}

/// A question that a plan may improve.
#[derive(Clone, Debug)]
pub(super) struct PlanLeaf<'e> {
    pub(super) address: Address,
    pub(super) measure: &'e Measure,
    pub(super) maximum: Points,
    /// What it earns at the baseline.
    pub(super) now: Points,
    /// What the items that are ticked at the start add up to, before they are cut.
    pub(super) ticked: Points,
    /// Its place in the official order.
    pub(super) place: usize,
    pub(super) agencies: &'e [AgencyId],
    pub(super) together: Together,
    pub(super) choices: Vec<Choice<'e>>,
}

/// What the questions are judged by.
pub(super) struct Leaves<'c, 'e> {
    pub(super) edition: &'e Edition,
    pub(super) answers: &'c Answers<'e>,
    pub(super) query: &'c PlanQuery<'c>,
}

impl<'e> Leaves<'_, 'e> {
    /// Every question that can be improved, in official order. Questions of a block or row of which only
    /// the whole is known are left out: improving one would put its parts in the place of the whole.
    pub(super) fn open(&self, claimed: &Scorecard<'_>, start: &Scorecard<'_>) -> Vec<PlanLeaf<'e>> {
        let mut open = Vec::new();
        let mut place = 0;
        let blocks = self.edition.blocks().iter().zip(claimed.blocks().iter().zip(start.blocks()));
        for (block, (block_claimed, block_start)) in blocks {
            let whole = block_claimed.basis == Basis::Stated
                || self.is_locked(&Address::Block(block.id.clone()));
            let scores = block_claimed.indicators.iter().zip(&block_start.indicators);
            for (row, (claimed, start)) in block.indicators.iter().zip(scores) {
                let whole = whole
                    || claimed.basis == Basis::Stated
                    || self.is_locked(&Address::Indicator(row.id.clone()));
                let measured = row
                    .measure()
                    .map(|measure| (Address::Indicator(row.id.clone()), measure, row.maximum));
                let asked = row.questions().iter().map(|question| {
                    let address = Address::Question(question.id.clone());
                    (address, &question.measure, question.maximum)
                });
                let scores = claimed.leaves().zip(start.leaves());
                for ((address, measure, maximum), (claimed, start)) in
                    measured.into_iter().chain(asked).zip(scores)
                {
                    if !whole && !self.is_locked(&address) {
                        let leaf =
                            Leaf { leaves: self, address, measure, maximum, claimed: &claimed };
                        open.extend(leaf.open(start.points, place));
                    }
                    place += 1;
                }
            }
        }
        open
    }

    fn is_locked(&self, node: &Address) -> bool {
        self.query.locked.contains(node) || self.query.effort.locked.contains(node)
    }

    fn class(&self, id: &EffortId) -> Option<&'e EffortClass> {
        self.edition.effort()?.class(id)
    }

    fn units(&self, class: Option<&EffortClass>) -> u64 {
        let changed = |class: &EffortClass| self.query.effort.classes.get(&class.id).copied();
        class.map_or(1, |class| u64::from(changed(class).unwrap_or(class.units)))
    }

    /// Whether figures of how children fare may change, or are not what a class is about.
    fn allows_outcome(&self, class: Option<&EffortClass>) -> bool {
        self.query.outcomes == Outcomes::Improve || !class.is_some_and(is_outcome)
    }

    /// Whether work of a class may be part of the plan.
    fn allows(&self, class: Option<&EffortClass>) -> bool {
        let is_quick = class.is_some_and(|class| class.pace == Pace::Quick);
        self.allows_outcome(class) && (self.query.within == Within::Any || is_quick)
    }
}

fn is_outcome(class: &EffortClass) -> bool {
    class.kind == EffortKind::Outcome
}

/// A question being looked at.
struct Leaf<'l, 'c, 'e> {
    leaves: &'l Leaves<'c, 'e>,
    address: Address,
    measure: &'e Measure,
    maximum: Points,
    claimed: &'l LeafScore<'l>,
}

impl<'e> Leaf<'_, '_, 'e> {
    /// What can be done for it; `None` where nothing can.
    fn open(self, now: Points, place: usize) -> Option<PlanLeaf<'e>> {
        let status = self.leaves.answers.evidence_status(self.claimed.response);
        let is_decided = matches!(status, EvidenceStatus::Accepted | EvidenceStatus::Rejected);
        let is_over = self.leaves.query.repair == Repair::Over;
        if self.claimed.left().is_some() || (is_over && is_decided) {
            return None;
        }
        let evidence = self.evidence(now);
        let handed_in = evidence.as_ref().is_ok_and(Option::is_some);
        // Evidence that may not be handed in within the plan keeps what would build on it away as well.
        let evidence = evidence.ok()?;
        let (together, better) = match self.improvements() {
            Improvements::AnyOf(items) if !items.is_empty() => {
                (if handed_in { Together::Lead } else { Together::Items }, items)
            }
            Improvements::OneOf(steps) => (Together::One, steps),
            _ => (Together::One, Vec::new()),
        };
        let mut choices = Vec::new();
        if let Some(task) = &evidence {
            choices.push(Choice {
                tasks: vec![task.clone()],
                points: self.claimed.points,
                state: Some(self.claimed.response.state),
            });
        }
        for step in better {
            let Some(task) = self.better(&step, together) else { continue };
            let (tasks, state) = match together {
                Together::One => {
                    let tasks = evidence.iter().cloned().chain([task]).collect();
                    (tasks, Some(State::Points(step.points)))
                }
                Together::Lead | Together::Items => (vec![task], None),
            };
            choices.push(Choice { tasks, points: step.points, state });
        }
        let ticked = match self.claimed.step() {
            Step::Ticked { sum, .. } => sum,
            _ => self.claimed.points,
        };
        (!choices.is_empty()).then(|| PlanLeaf {
            address: self.address,
            measure: self.measure,
            maximum: self.maximum,
            now,
            ticked,
            place,
            agencies: &self.measure.agencies,
            together,
            choices,
        })
    }

    /// What brings back a claim that does not count at the baseline; an error where the plan may not hold
    /// such work.
    fn evidence(&self, now: Points) -> Result<Option<Task<'e>>, ()> {
        if self.claimed.points <= now {
            return Ok(None);
        }
        let leaves = self.leaves;
        let status = leaves.answers.evidence_status(self.claimed.response);
        let class = leaves.edition.effort().and_then(|effort| {
            effort.class(match status {
                EvidenceStatus::Missing => &effort.missing,
                EvidenceStatus::Rejected => &effort.rejected,
                EvidenceStatus::Unchecked | EvidenceStatus::Accepted => &effort.unchecked,
            })
        });
        // A document about an outcome proves what has happened already, so it is work like any other.
        if !leaves.allows(class) {
            return Err(());
        }
        Ok(Some(Task { class, effort: leaves.units(class), purpose: Purpose::Evidence(status) }))
    }

    fn improvements(&self) -> Improvements {
        let settled = matches!(self.claimed.step(), Step::NotApplicable(_) | Step::ZeroTotal(_));
        let own = self.measure.effort.as_ref().and_then(|id| self.leaves.class(id));
        // How children fare stays what it is, whatever class the user gives it.
        if settled || !self.leaves.allows(self.class()) || !self.leaves.allows_outcome(own) {
            return Improvements::OneOf(Vec::new());
        }
        let step = self.leaves.edition.effort().map_or(Points::from(100), |effort| effort.step);
        let response = Some(self.claimed.response);
        self.measure.improvements(self.maximum, self.claimed.points, response, step)
    }

    /// The class of bringing it from nothing to its maximum.
    fn class(&self) -> Option<&'e EffortClass> {
        let leaves = self.leaves;
        let usual = || leaves.edition.effort().map(|effort| &effort.usual);
        match leaves.query.effort.leaves.get(&self.address) {
            Some(Work::Class(id)) => leaves.class(id),
            _ => self.measure.effort.as_ref().or_else(usual).and_then(|id| leaves.class(id)),
        }
    }

    /// The part of its effort that a step is of its maximum, rounded up; `None` where nothing is gained.
    fn better(&self, step: &Improvement, together: Together) -> Option<Task<'e>> {
        let class = self.class();
        let units = match self.leaves.query.effort.leaves.get(&self.address) {
            Some(Work::Units(units)) => u64::from(*units),
            _ => self.leaves.units(class),
        };
        let gain = match together {
            Together::One => step.points - self.claimed.points,
            Together::Lead | Together::Items => step.points,
        };
        let (gain, whole) = (gain.millionths(), self.maximum.millionths());
        if gain <= 0 || whole <= 0 {
            return None;
        }
        let part = (i128::from(units) * gain + whole - 1) / whole;
        // At least one unit, and no more than the class says, save for items that exceed the maximum.
        let effort = u64::try_from(part).ok()?.max(1);
        Some(Task { class, effort, purpose: Purpose::Better(step.need) })
    }
}
