//! What a plan is asked for.

use std::collections::BTreeSet;

use kla::{Address, Category, EffortChanges, Points};

/// The mark from which a plan starts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Baseline {
    /// Only what a verifier has accepted.
    Verified,
    /// What has evidence that nobody has rejected.
    Evidenced,
    /// What is claimed.
    Claimed,
}

impl Baseline {
    /// All of them, lowest first.
    pub const ALL: [Baseline; 3] = [Baseline::Verified, Baseline::Evidenced, Baseline::Claimed];

    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Baseline::Verified => "verified",
            Baseline::Evidenced => "evidenced",
            Baseline::Claimed => "claimed",
        }
    }
}

/// The points above the goal that a plan collects, because not everything will be verified.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Buffer {
    /// The fall that the edition expects of the part of the baseline that is not verified.
    Expected,
    /// So many percent of that part.
    Percent(Points),
    /// So many points.
    Points(Points),
}

/// Whether figures of how children fare may be part of a plan.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Outcomes {
    /// They stay as they are: no plan can promise them.
    #[default]
    Stay,
    /// Programmes that improve them may be part of the plan.
    Improve,
}

/// How long the actions may take.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Within {
    /// As long as they need.
    #[default]
    Any,
    /// The 2×24 hours of a field check.
    Hours,
}

/// Which conditions beside the points a plan must meet.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Conditions {
    /// Those that keep a result below a category.
    #[default]
    Binding,
    /// Those that are only mentioned as well.
    All,
}

/// What a plan is asked for.
#[derive(Clone, Debug)]
pub struct PlanQuery<'q> {
    /// The category to reach; the one after that of the baseline where absent.
    pub target: Option<&'q Category>,
    /// Where to start; where absent, from what has evidence, or from what is claimed if the answers name
    /// no evidence at all.
    pub baseline: Option<Baseline>,
    /// What to collect above the goal.
    pub buffer: Buffer,
    /// How much work actions are in this region, and what cannot change.
    pub effort: EffortChanges,
    /// What else cannot change.
    pub locked: BTreeSet<Address>,
    /// Whether figures of how children fare may be part of the plan.
    pub outcomes: Outcomes,
    /// How long the actions may take.
    pub within: Within,
    /// Which conditions must be met.
    pub conditions: Conditions,
    /// The most effort, where the most points for it are asked for.
    pub budget: Option<u64>,
}

impl Default for PlanQuery<'_> {
    fn default() -> Self {
        PlanQuery {
            target: None,
            baseline: None,
            buffer: Buffer::Expected,
            effort: EffortChanges::default(),
            locked: BTreeSet::new(),
            outcomes: Outcomes::Stay,
            within: Within::Any,
            conditions: Conditions::Binding,
            budget: None,
        }
    }
}
