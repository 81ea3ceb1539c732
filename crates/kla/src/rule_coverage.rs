//! Which rules of an edition a set of scored cases has exercised, and which nobody has tried.

use std::collections::BTreeSet;

use crate::answers::{Answered, State};
use crate::edition::{Edition, Measure, NotApplicablePolicy, Scale, Shape, Steps, ZeroTotal};
use crate::points::Points;
use crate::score::{GateState, IndicatorScore, LeafScore, Scorecard, Step};
use crate::wording::Text;

/// The rules of an edition, each exercised or not.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let coverage = kla::RuleCoverage::of(edition, []);
/// assert!(coverage.rules.iter().all(|rule| !rule.exercised));
/// # }
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct RuleCoverage {
    /// Every rule that a case can exercise, in official order.
    pub rules: Vec<CoveredRule>,
}

/// A rule that a case can exercise.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct CoveredRule {
    /// What kind of rule it is.
    pub kind: RuleKind,
    /// Whose rule it is: the address of a node, or the id of a category or gate.
    pub node: String,
    /// Which part of it.
    pub what: String,
    /// Whether a case has exercised it.
    pub exercised: bool,
}

/// The kinds of rules, from the whole to the details.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum RuleKind {
    /// A shape of question that the edition uses at all.
    Shape,
    /// A category, the totals below all, and the totals between two.
    Band,
    /// A gate in each of its states.
    Gate,
    /// What an answer that does not apply does, a cap, a total of zero.
    Policy,
    /// A level of a ladder, an item of a checklist, a known step of points.
    Option,
    /// A range of thresholds.
    Threshold,
}

impl RuleKind {
    /// All of them, in this order.
    pub const ALL: [RuleKind; 6] = [
        RuleKind::Shape,
        RuleKind::Band,
        RuleKind::Gate,
        RuleKind::Policy,
        RuleKind::Option,
        RuleKind::Threshold,
    ];

    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            RuleKind::Shape => "shape",
            RuleKind::Band => "band",
            RuleKind::Gate => "gate",
            RuleKind::Policy => "policy",
            RuleKind::Option => "option",
            RuleKind::Threshold => "threshold",
        }
    }

    /// What people call many of them.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            RuleKind::Shape => Text::new("bentuk butir", "shapes"),
            RuleKind::Band => Text::new("pita kategori", "bands"),
            RuleKind::Gate => Text::new("keadaan syarat", "states of gates"),
            RuleKind::Policy => Text::new("kebijakan", "policies"),
            RuleKind::Option => Text::new("pilihan dan langkah nilai", "options and steps"),
            RuleKind::Threshold => Text::new("rentang capaian", "ranges of thresholds"),
        }
    }
}

/// A rule by name; equal names are the same rule.
type Key = (RuleKind, String, String);

impl RuleCoverage {
    /// What the cases have exercised of the rules of an edition. Cases of other editions do not count.
    pub fn of<'c, 'a: 'c>(
        edition: &Edition,
        cases: impl IntoIterator<Item = &'c Scorecard<'a>>,
    ) -> RuleCoverage {
        let mut exercised = BTreeSet::new();
        for card in cases {
            if card.edition().digest() == edition.digest() {
                exercised.extend(exercised_by(card));
            }
        }
        let rules = rules_of(edition).into_iter().map(|key| {
            let exercised = exercised.contains(&key);
            let (kind, node, what) = key;
            CoveredRule { kind, node, what, exercised }
        });
        RuleCoverage { rules: rules.collect() }
    }

    /// How many rules of a kind were exercised, and how many there are.
    #[must_use]
    pub fn count(&self, kind: RuleKind) -> (usize, usize) {
        let rules = || self.rules.iter().filter(|rule| rule.kind == kind);
        (rules().filter(|rule| rule.exercised).count(), rules().count())
    }

    /// The rules that no case has exercised.
    pub fn missing(&self) -> impl Iterator<Item = &CoveredRule> {
        self.rules.iter().filter(|rule| !rule.exercised)
    }
}

fn key(kind: RuleKind, node: impl ToString, what: impl ToString) -> Key {
    (kind, node.to_string(), what.to_string())
}

fn range(measure: &Measure, place: usize) -> String {
    match measure.shape.scale() {
        Some(Scale::Steps(ranges)) => {
            ranges.get(place).map_or_else(String::new, ToString::to_string)
        }
        _ => String::new(),
    }
}

/// Every rule of an edition that a case can exercise.
fn rules_of(edition: &Edition) -> Vec<Key> {
    let mut keys = Vec::new();
    let rows = || edition.indicators();
    let measured = rows().filter_map(|row| Some((row.id.as_str(), row.measure()?)));
    let asked = edition.questions().map(|question| (question.id.as_str(), &question.measure));
    let leaves: Vec<(&str, &Measure)> = measured.chain(asked).collect();
    let shapes: BTreeSet<&str> = leaves.iter().map(|(_, measure)| measure.shape.word()).collect();
    keys.extend(shapes.into_iter().map(|shape| key(RuleKind::Shape, "", shape)));
    keys.push(key(RuleKind::Band, "", "below"));
    for pair in edition.bands().categories.windows(2) {
        if let [lower, upper] = pair
            && lower.to < upper.from
        {
            keys.push(key(RuleKind::Band, &upper.id, "between"));
        }
    }
    let categories = edition.bands().categories.iter();
    keys.extend(categories.map(|category| key(RuleKind::Band, &category.id, "reached")));
    for gate in edition.gates() {
        for state in [GateState::Passed, GateState::Failed, GateState::Unknown] {
            keys.push(key(RuleKind::Gate, &gate.id, state.word()));
        }
    }
    if !leaves.is_empty() {
        keys.push(key(RuleKind::Policy, "", policy(edition.not_applicable().policy)));
    }
    for row in rows().filter(|row| row.excess().is_some()) {
        keys.push(key(RuleKind::Policy, &row.id, "cap"));
    }
    for (node, measure) in leaves {
        if let Some(own) = measure.not_applicable {
            keys.push(key(RuleKind::Policy, node, policy(own)));
        }
        if let Some(rule) = measure.shape.zero_total() {
            keys.push(key(RuleKind::Policy, node, zero_total(rule)));
        }
        match &measure.shape {
            Shape::Points(Steps::Known { values, .. }) => {
                keys.extend(values.iter().map(|value| key(RuleKind::Option, node, value)));
            }
            Shape::Points(Steps::Unknown { .. }) => {}
            Shape::Ladder(levels) => {
                keys.extend(levels.iter().map(|level| key(RuleKind::Option, node, &level.id)));
            }
            Shape::Checklist(items) => {
                keys.extend(items.iter().map(|item| key(RuleKind::Option, node, &item.id)));
            }
            _ => {
                if let Some(Scale::Steps(ranges)) = measure.shape.scale() {
                    let range = |place| key(RuleKind::Threshold, node, range(measure, place));
                    keys.extend((0..ranges.len()).map(range));
                }
            }
        }
    }
    keys.sort_by_key(|(kind, ..)| *kind);
    keys
}

/// Every rule that a case exercised.
fn exercised_by(card: &Scorecard<'_>) -> Vec<Key> {
    let mut keys = Vec::new();
    let placement = card.placement();
    match (placement.between, placement.category) {
        (Some(upper), _) => keys.push(key(RuleKind::Band, &upper.id, "between")),
        (None, Some(category)) => keys.push(key(RuleKind::Band, &category.id, "reached")),
        (None, None) => keys.push(key(RuleKind::Band, "", "below")),
    }
    for gate in card.gates() {
        keys.push(key(RuleKind::Gate, &gate.gate.id, gate.state.word()));
    }
    for row in card.indicators() {
        if !row.not_counted().is_zero() {
            keys.push(key(RuleKind::Policy, &row.indicator.id, "cap"));
        }
        for (node, leaf) in leaves(row) {
            exercised_by_leaf(node, &leaf, &mut keys);
        }
    }
    keys
}

fn leaves<'a>(row: &IndicatorScore<'a>) -> impl Iterator<Item = (&'a str, LeafScore<'a>)> {
    let questions =
        row.questions.iter().map(|question| (question.question.id.as_str(), question.leaf));
    let indicator = row.indicator;
    let measured = row.measured.into_iter().map(|leaf| (indicator.id.as_str(), leaf));
    questions.chain(measured)
}

fn exercised_by_leaf(node: &str, leaf: &LeafScore<'_>, keys: &mut Vec<Key>) {
    let option = |points: Points| key(RuleKind::Option, node, points);
    match leaf.step() {
        Step::Missing => return,
        Step::NotApplicable(rule) => {
            let by = if leaf.measure.not_applicable.is_some() { node } else { "" };
            keys.push(key(RuleKind::Policy, by, policy(rule)));
            if let (State::Given(_), Some(rule)) =
                (leaf.response.state, leaf.measure.shape.zero_total())
            {
                keys.push(key(RuleKind::Policy, node, zero_total(rule)));
            }
            return;
        }
        Step::ZeroTotal(rule) => keys.push(key(RuleKind::Policy, node, zero_total(rule))),
        Step::Zero => keys.push(option(Points::ZERO)),
        Step::Awarded => keys.push(option(leaf.points)),
        Step::Threshold { place, .. } => {
            keys.push(key(RuleKind::Threshold, node, range(leaf.measure, place)));
        }
        Step::Level(_) | Step::Ticked { .. } | Step::Share(_) => {}
    }
    if let State::Given(answered) = leaf.response.state {
        match (answered, &leaf.measure.shape) {
            (Answered::Level(level), Shape::Ladder(levels)) => {
                let level = levels.get(level).map(|level| key(RuleKind::Option, node, &level.id));
                keys.extend(level);
            }
            (Answered::Ticked(ticks), Shape::Checklist(items)) => {
                let ticked = items.iter().enumerate().filter(|(place, _)| ticks.has(*place));
                keys.extend(ticked.map(|(_, item)| key(RuleKind::Option, node, &item.id)));
            }
            _ => {}
        }
    }
    keys.push(key(RuleKind::Shape, "", leaf.measure.shape.word()));
}

fn policy(policy: NotApplicablePolicy) -> &'static str {
    match policy {
        NotApplicablePolicy::Lost => "not-applicable lost",
        NotApplicablePolicy::Granted => "not-applicable granted",
        NotApplicablePolicy::Leaves(_) => "not-applicable leaves",
    }
}

fn zero_total(rule: ZeroTotal) -> &'static str {
    match rule {
        ZeroTotal::Full => "zero-total full",
        ZeroTotal::None => "zero-total none",
        ZeroTotal::NotApplicable => "zero-total not-applicable",
    }
}
