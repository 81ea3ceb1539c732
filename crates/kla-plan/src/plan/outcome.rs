//! From picks to a plan: what is to be done, in which order, and where each step leads.

use std::collections::BTreeMap;

use kla::{
    Address, Agency, Answers, Category, EffortKind, Evidence, EvidenceKind, GateState, Points,
    Reason, Response, State, score,
};

use super::leaves::{Choice, PlanLeaf, Purpose, Task, Together};
use super::problem::Pick;

/// One thing to do.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Action<'e> {
    /// The question, or the row that is measured itself.
    pub node: Address,
    /// What is asked.
    pub text: &'e str,
    /// How it earns, for the words of what is to be reached.
    pub measure: &'e kla::Measure,
    /// What is to be done, one after the other.
    pub tasks: Vec<Task<'e>>,
    /// How much work it is.
    pub effort: u64,
    /// Whether it changes how children fare, so that no document can do it.
    pub kind: EffortKind,
    /// What has been answered so far.
    pub answered: Answered,
    /// What the question earns before any action on it, and after this one.
    pub before: Points,
    /// What the question earns after this action.
    pub after: Points,
    /// The total when this and all actions before it are done.
    pub running: Points,
    /// The total if this action alone fails.
    pub without: Points,
    /// Who owns the question.
    pub agencies: Vec<&'e Agency>,
    /// The kinds of evidence that are asked for.
    pub evidence: Vec<&'e EvidenceKind>,
    /// The documents that are named for it already.
    pub documents: Vec<Evidence>,
    /// Why a verifier has changed or rejected it, if one has said so.
    pub reason: Option<&'e Reason>,
    /// What somebody has noted beside the answer.
    pub note: Option<String>,
}

/// What has been answered of a question that a plan improves.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Answered {
    /// Something.
    Given,
    /// Nothing yet.
    Empty,
    /// That it is not known.
    Unknown,
    /// Different things in different files, and nobody has decided.
    Disputed,
}

impl Answered {
    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Answered::Given => "given",
            Answered::Empty => "empty",
            Answered::Unknown => "unknown",
            Answered::Disputed => "disputed",
        }
    }

    fn of(response: &Response) -> Answered {
        match response.state {
            _ if response.is_disputed() => Answered::Disputed,
            State::Empty => Answered::Empty,
            State::Unknown => Answered::Unknown,
            _ => Answered::Given,
        }
    }
}

/// A set of actions and what it leads to, as the scorer itself says.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Plan<'e> {
    /// The actions: those within hours first, then by points for each unit of effort.
    pub actions: Vec<Action<'e>>,
    /// How much work all of it is.
    pub effort: u64,
    /// The total it starts from.
    pub start: Points,
    /// The total it reaches.
    pub total: Points,
    /// The category it reaches, gates included; `None` below the first.
    pub category: Option<&'e Category>,
    /// The conditions up to the goal that this plan leaves failed or unknown.
    pub unmet: Vec<(&'e kla::Gate, GateState)>,
    /// What the tasks add to the total by their class.
    pub by_class: Vec<(Option<&'e kla::EffortClass>, Points)>,
}

impl<'e> Plan<'e> {
    /// The agencies that are needed, in the order of the edition.
    #[must_use]
    pub fn agencies(&self) -> Vec<&'e Agency> {
        let mut agencies: Vec<&'e Agency> = Vec::new();
        for agency in self.actions.iter().flat_map(|action| &action.agencies) {
            if !agencies.iter().any(|known| known.id == agency.id) {
                agencies.push(agency);
            }
        }
        agencies
    }

    /// What it adds.
    #[must_use]
    pub fn gain(&self) -> Points {
        self.total - self.start
    }
}

/// Where plans are played through.
pub(super) struct Stage<'s, 'e> {
    pub(super) leaves: &'s [PlanLeaf<'e>],
    /// The answers as they stand at the baseline.
    pub(super) start: &'s Answers<'e>,
    /// The answers as they were given.
    pub(super) given: &'s Answers<'e>,
}

impl<'e> Stage<'_, 'e> {
    /// The answers with some picks done.
    pub(super) fn answers(&self, picks: &[Pick]) -> Answers<'e> {
        let mut states: BTreeMap<&Address, State> = BTreeMap::new();
        for (place, leaf) in self.leaves.iter().enumerate() {
            let own = picks.iter().filter(|pick| pick.leaf == place);
            let choices: Vec<&Choice<'e>> =
                own.filter_map(|pick| leaf.choices.get(pick.choice)).collect();
            if let Some(state) = state(leaf, &choices) {
                states.insert(&leaf.address, state);
            }
        }
        self.start.revised(
            |leaf| states.get(&leaf.address).copied().unwrap_or(leaf.response.state),
            |whole| whole.points,
        )
    }

    /// The total with some picks done.
    fn total(&self, picks: &[Pick]) -> Points {
        score(&self.answers(picks)).total()
    }

    /// The plan of some picks to the category at a place.
    pub(super) fn plan(&self, mut picks: Vec<Pick>, target: usize) -> Plan<'e> {
        self.order(&mut picks);
        let edition = self.start.edition();
        let mut running = self.total(&[]);
        let start = running;
        let mut actions = Vec::new();
        let mut by_class: Vec<(Option<&'e kla::EffortClass>, Points)> = Vec::new();
        let mut done: Vec<Pick> = Vec::new();
        let responses: BTreeMap<Address, &Response> =
            self.given.leaves().map(|leaf| (leaf.address, leaf.response)).collect();
        for pick in &picks {
            let (leaf, choice) = self.choice(*pick);
            let before = self.points(leaf, pick.leaf, &done);
            // Where evidence comes before a better answer, each is told what it adds.
            if let [evidence, _] = choice.tasks.as_slice() {
                let first = Pick { leaf: pick.leaf, choice: 0 };
                let total = self.total(&[done.as_slice(), &[first]].concat());
                add(&mut by_class, evidence.class, total - running);
                running = total;
            }
            done.push(*pick);
            let total = self.total(&done);
            let others: Vec<Pick> = self.without(&picks, *pick);
            add(&mut by_class, choice.tasks.last().and_then(|task| task.class), total - running);
            running = total;
            let response = responses.get(&leaf.address).copied();
            actions.push(Action {
                node: leaf.address.clone(),
                text: &leaf.measure.text,
                measure: leaf.measure,
                tasks: choice.tasks.clone(),
                effort: choice.effort(),
                kind: kind(leaf, choice, edition),
                answered: response.map_or(Answered::Empty, Answered::of),
                before,
                after: self.points(leaf, pick.leaf, &done),
                running,
                without: self.total(&others),
                agencies: leaf.agencies.iter().filter_map(|id| edition.agency(id)).collect(),
                evidence: edition.evidence().map_or_else(Vec::new, |known| {
                    known
                        .kinds
                        .iter()
                        .filter(|kind| leaf.measure.evidence.contains(&kind.id))
                        .collect()
                }),
                documents: self.documents(response),
                reason: response.and_then(|response| edition.reason(response.reason.as_ref()?)),
                note: response.and_then(|response| response.note.clone()),
            });
        }
        let answers = self.answers(&picks);
        let card = score(&answers);
        let category = card.placement().category.and_then(|reached| {
            edition.bands().categories.iter().find(|category| category.id == reached.id)
        });
        let categories = &edition.bands().categories;
        let speaks = |gate: &kla::Gate| {
            categories.iter().position(|one| one.id == gate.category).is_some_and(|at| at <= target)
        };
        let unmet = edition
            .gates()
            .iter()
            .zip(card.gates())
            .filter(|(gate, judged)| judged.state != GateState::Passed && speaks(gate))
            .map(|(gate, judged)| (gate, judged.state));
        Plan {
            effort: actions.iter().map(|action| action.effort).sum(),
            actions,
            start,
            total: card.total(),
            category,
            unmet: unmet.collect(),
            by_class,
        }
    }

    fn choice(&self, pick: Pick) -> (&PlanLeaf<'e>, &Choice<'e>) {
        let leaf = &self.leaves[pick.leaf];
        (leaf, &leaf.choices[pick.choice])
    }

    /// What is quick comes first, then what adds most for its effort; the lead of a checklist before its
    /// items. Equal ones stay in official order.
    fn order(&self, picks: &mut [Pick]) {
        let is_quick = |pick: &Pick| {
            let (_, choice) = self.choice(*pick);
            choice
                .tasks
                .iter()
                .all(|task| task.class.is_some_and(|class| class.pace == kla::Pace::Quick))
        };
        picks.sort_by(|one, other| {
            // gain ÷ effort compared without dividing
            let (first, second) = (self.choice(*one).1.effort(), self.choice(*other).1.effort());
            let worth = self.gain(one).millionths() * i128::from(second);
            let others = self.gain(other).millionths() * i128::from(first);
            is_quick(other)
                .cmp(&is_quick(one))
                .then_with(|| others.cmp(&worth))
                .then_with(|| one.leaf.cmp(&other.leaf))
                .then_with(|| one.choice.cmp(&other.choice))
        });
        // An item cannot come before the lead of its checklist.
        let mut place = 0;
        while place < picks.len() {
            let pick = picks[place];
            let is_lead = self.leaves[pick.leaf].together == Together::Lead && pick.choice == 0;
            if is_lead
                && let Some(first) = picks[..place].iter().position(|other| other.leaf == pick.leaf)
            {
                picks[first..=place].rotate_right(1);
            }
            place += 1;
        }
    }

    /// The picks that remain when one fails: the items of a checklist fall with its lead.
    fn without(&self, picks: &[Pick], failed: Pick) -> Vec<Pick> {
        let falls = |pick: &&Pick| {
            let leads = self.leaves[failed.leaf].together == Together::Lead && failed.choice == 0;
            **pick == failed || (leads && pick.leaf == failed.leaf)
        };
        picks.iter().filter(|pick| !falls(pick)).copied().collect()
    }

    /// What a question earns with some picks done.
    fn points(&self, leaf: &PlanLeaf<'e>, place: usize, picks: &[Pick]) -> Points {
        let own = picks.iter().filter(|pick| pick.leaf == place);
        let choices: Vec<&Choice<'e>> =
            own.filter_map(|pick| leaf.choices.get(pick.choice)).collect();
        earned(leaf, &choices)
    }

    fn documents(&self, response: Option<&Response>) -> Vec<Evidence> {
        let named = response.map_or(&[][..], |response| &response.evidence);
        let register = self.given.evidence().iter();
        register.filter(|document| named.contains(&document.id)).cloned().collect()
    }

    /// The question whose action adds most; the first of equal ones, none without actions.
    pub(super) fn largest(&self, picks: &[Pick]) -> Option<usize> {
        let order = |pick: &&Pick| (self.gain(pick), std::cmp::Reverse(pick.leaf));
        picks.iter().max_by_key(order).map(|pick| pick.leaf)
    }

    /// What a pick adds to its question: the items of a checklist add to what is there.
    fn gain(&self, pick: &Pick) -> Points {
        let (leaf, choice) = self.choice(*pick);
        match choice.state {
            Some(_) => choice.points - leaf.now,
            None => choice.points,
        }
    }
}

/// Adds points to a class.
fn add<'e>(
    by_class: &mut Vec<(Option<&'e kla::EffortClass>, Points)>,
    class: Option<&'e kla::EffortClass>,
    points: Points,
) {
    let is_same = |known: &Option<&kla::EffortClass>| {
        known.map(|known| &known.id) == class.map(|class| &class.id)
    };
    match by_class.iter_mut().find(|(known, _)| is_same(known)) {
        Some((_, sum)) => *sum += points,
        None => by_class.push((class, points)),
    }
}

/// What a question earns with some of its choices.
fn earned(leaf: &PlanLeaf<'_>, choices: &[&Choice<'_>]) -> Points {
    match leaf.together {
        _ if choices.is_empty() => leaf.now,
        Together::One => choices.iter().map(|choice| choice.points).max().unwrap_or(leaf.now),
        Together::Lead | Together::Items => {
            let items = choices.iter().filter(|choice| choice.state.is_none());
            let sum: Points = items.map(|item| item.points).sum();
            (leaf.ticked + sum).min(leaf.maximum)
        }
    }
}

/// The state of its answer then; `None` where it stays as it is.
fn state(leaf: &PlanLeaf<'_>, choices: &[&Choice<'_>]) -> Option<State> {
    match (leaf.together, choices) {
        (_, []) => None,
        // Only evidence was brought in: the answer is what it was.
        (_, [single]) if single.state.is_some() => single.state,
        _ => Some(State::Points(earned(leaf, choices))),
    }
}

/// Whether the action changes how children fare: by its own work, or because the question is about that.
fn kind(leaf: &PlanLeaf<'_>, choice: &Choice<'_>, edition: &kla::Edition) -> EffortKind {
    let by_class = |id| edition.effort().and_then(|effort| effort.class(id));
    let own = leaf.measure.effort.as_ref().and_then(by_class);
    let of_task = |task: &Task<'_>| match task.purpose {
        Purpose::Better(_) => task.class.map(|class| class.kind),
        Purpose::Evidence(_) => None,
    };
    let tasks = choice.tasks.iter().filter_map(of_task);
    if tasks.chain(own.map(|class| class.kind)).any(|kind| kind == EffortKind::Outcome) {
        EffortKind::Outcome
    } else {
        EffortKind::Work
    }
}
