//! What a plan is asked for.

use std::collections::BTreeSet;

use kla::{Address, Category, EffortChanges, Points};

use crate::marks::Repair;

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
    /// What survives the fall that the edition expects of everything that is not verified, the points of
    /// the plan included.
    Expected,
    /// What survives a fall of so many percent of that.
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
    /// Where to start; where absent, from what has evidence, or, save within the hours of repair, from
    /// what is claimed if the answers name no evidence at all.
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
    /// Whether what a verifier has decided can still change.
    pub repair: Repair,
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
            repair: Repair::Open,
            conditions: Conditions::Binding,
            budget: None,
        }
    }
}
