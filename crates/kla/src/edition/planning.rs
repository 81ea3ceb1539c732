//! Data for questions about a score: why verifiers change answers, how far self-scores fall, how much
//! work an action is. None of it is part of a score.

use super::citation::Citation;
use crate::id::{EffortId, ReasonId};
use crate::points::Points;
use crate::wording::Text;

/// The reasons with which a verifier changes an answer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reasons {
    /// Where the list comes from.
    pub citation: Citation,
    /// The reasons, in order.
    pub reasons: Vec<Reason>,
}

/// A reason with which a verifier changes an answer, such as `BK`, no evidence.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reason {
    /// Its code.
    pub id: ReasonId,
    /// What it means.
    pub name: Text,
    /// What the region can still do within the hours of repair; `None` where nothing is left to do.
    pub reply: Option<Text>,
}

/// How far self-scores fall on verification.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Shrink {
    /// The falls of the scenarios, in percent of the points that are not verified; rising.
    pub percents: Vec<Points>,
    /// The fall to expect where nothing better is known, in percent.
    pub reference: Points,
    /// Where the reference comes from.
    pub citation: Citation,
}

/// How much work actions are, in units that only compare them with each other.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Effort {
    /// The classes of action.
    pub classes: Vec<EffortClass>,
    /// The class of a question that names none.
    pub usual: EffortId,
    /// The class of handing in a document for a claim that has none.
    pub missing: EffortId,
    /// The class of mending a document that a verifier has rejected.
    pub rejected: EffortId,
    /// The class of having a document looked at that nobody has checked.
    pub unchecked: EffortId,
    /// The percentage points in which a figure on a linear scale is raised.
    pub step: Points,
    /// Where the units come from.
    pub citation: Citation,
}

impl Effort {
    /// A class by id.
    #[must_use]
    pub fn class(&self, id: &EffortId) -> Option<&EffortClass> {
        self.classes.iter().find(|class| class.id == *id)
    }
}

/// A class of action: attaching a document, holding an activity, passing a regulation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EffortClass {
    /// Its id.
    pub id: EffortId,
    /// What it is called.
    pub name: Text,
    /// What is to be done, as an order.
    pub action: Text,
    /// How much work it is; at least 1.
    pub units: u32,
    /// Whether it can be done within the 2×24 hours of a field check.
    pub pace: Pace,
    /// Whether it makes documents or changes how children fare.
    pub kind: EffortKind,
}

/// How long an action takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pace {
    /// It can be done within the 2×24 hours of a field check.
    Quick,
    /// It takes longer.
    Slow,
}

/// What an action changes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EffortKind {
    /// Documents, activities, services: what agencies do.
    Work,
    /// How children fare, such as stunting or child marriage: no document can do that.
    Outcome,
}
