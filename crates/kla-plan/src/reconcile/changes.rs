//! What changed between two stages, down to the answers, so that it adds up to the difference.

use kla::{
    Address, Agency, Basis, BlockScore, IndicatorScore, LeafScore, Points, Reason, Scorecard, State,
};

use super::{StageScore, Step};

/// One change between two stages.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Change<'a> {
    /// The question or measured row; the block or row, where its whole was stated before or after; or
    /// the node whose cap or scaling changed.
    pub node: Address,
    /// What is asked, or what the block or row is called; empty for the total.
    pub name: &'a str,
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// What it adds to the total; below zero where points were lost.
    pub points: Points,
    /// Its points before and after; `None` where only the difference makes sense.
    pub values: Option<[Points; 2]>,
    /// Its state before and after; `None` for anything but answers.
    pub states: Option<[State; 2]>,
    /// Why a verifier changed it.
    pub reason: Option<&'a Reason>,
    /// What the verifier wrote beside it.
    pub note: Option<&'a str>,
    /// Who owns it.
    pub agencies: Vec<&'a Agency>,
}

/// A kind of change.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ChangeKind {
    /// An answer is worth something else, or is another one.
    Answer,
    /// An answer stands where there was none.
    FilledIn,
    /// The evidence was rejected without a word on what the answer is worth, so it counts as nothing.
    Rejected,
    /// Points of a whole that was stated before or after.
    Whole,
    /// What a cap or a scaling does to the sum of a node's parts.
    Adjustment,
    /// A difference of printed totals of which nothing more is known.
    Undivided,
}

impl ChangeKind {
    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Answer => "answer",
            ChangeKind::FilledIn => "filled-in",
            ChangeKind::Rejected => "rejected",
            ChangeKind::Whole => "whole",
            ChangeKind::Adjustment => "adjustment",
            ChangeKind::Undivided => "undivided",
        }
    }

    /// Whether a verifier made it, so that it wants a reason; a sum that follows from others does not.
    #[must_use]
    pub fn wants_reason(self) -> bool {
        !matches!(self, ChangeKind::Adjustment | ChangeKind::Undivided)
    }

    /// Whether it is the change of one answer, beside which a note can be written.
    #[must_use]
    pub fn is_answer(self) -> bool {
        matches!(self, ChangeKind::Answer | ChangeKind::FilledIn | ChangeKind::Rejected)
    }
}

/// What changes are counted under.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Cause<'a> {
    /// A reason of the edition.
    Reason(&'a Reason),
    /// A verifier's change without one.
    NoReason,
    /// Caps and scaling.
    Adjustment,
    /// Printed totals that nobody has broken down.
    Undivided,
}

/// What a cause has changed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CauseTotal<'a> {
    /// The cause.
    pub cause: Cause<'a>,
    /// How many changes, and their points, in each step.
    pub steps: Vec<(usize, Points)>,
}

impl CauseTotal<'_> {
    /// How many changes, and their points, in all steps.
    #[must_use]
    pub fn total(&self) -> (usize, Points) {
        let count = self.steps.iter().map(|(count, _)| count).sum();
        (count, self.steps.iter().map(|(_, points)| *points).sum())
    }
}

impl Change<'_> {
    fn is_of(&self, cause: Cause<'_>) -> bool {
        match cause {
            Cause::Reason(wanted) => self.reason.is_some_and(|reason| reason.id == wanted.id),
            Cause::NoReason => self.lacks_reason(),
            Cause::Adjustment => self.kind == ChangeKind::Adjustment,
            Cause::Undivided => self.kind == ChangeKind::Undivided,
        }
    }

    /// Whether a verifier gave no reason where one belongs.
    #[must_use]
    pub fn lacks_reason(&self) -> bool {
        self.kind.wants_reason() && self.reason.is_none()
    }

    /// Whether a verifier changed an answer without a note, which then is mandatory.
    #[must_use]
    pub fn lacks_note(&self) -> bool {
        self.kind.is_answer() && self.note.is_none_or(|note| note.trim().is_empty())
    }
}

/// Every cause with what it changed in each step.
pub(super) fn causes<'a>(stages: &[StageScore<'a>], steps: &[Step<'a>]) -> Vec<CauseTotal<'a>> {
    let edition = stages.first().map(|stage| stage.own.edition());
    let reasons = edition.and_then(|edition| edition.reasons());
    let reasons = reasons.map_or(&[][..], |known| &known.reasons);
    let others = [Cause::NoReason, Cause::Adjustment, Cause::Undivided];
    let totals = reasons.iter().map(Cause::Reason).chain(others).map(|cause| {
        let of_step = |step: &Step<'a>| {
            let found = step.changes.iter().filter(|change| change.is_of(cause));
            found.fold((0, Points::ZERO), |(count, points), change| {
                (count + 1, points + change.points)
            })
        };
        CauseTotal { cause, steps: steps.iter().map(of_step).collect() }
    });
    totals.filter(|total| total.total().0 > 0).collect()
}

/// What changed from one stage to the next.
pub(super) fn between<'a>(before: &StageScore<'a>, after: &StageScore<'a>) -> Vec<Change<'a>> {
    let (Some(before_card), Some(after_card)) = (&before.card, &after.card) else {
        let (Some(before), Some(after)) = (before.total, after.total) else { return Vec::new() };
        let difference = after - before;
        if difference.is_zero() {
            return Vec::new();
        }
        return vec![Change::of_sum(Address::Total, "", ChangeKind::Undivided, difference)];
    };
    let mut walk = Walk { before: before_card, after: after_card, own: after, found: Vec::new() };
    walk.total();
    walk.found.sort_by_key(|change| std::cmp::Reverse(change.points.abs()));
    walk.found
}

impl<'a> Change<'a> {
    fn of_sum(node: Address, name: &'a str, kind: ChangeKind, points: Points) -> Change<'a> {
        Change {
            node,
            name,
            kind,
            points,
            values: None,
            states: None,
            reason: None,
            note: None,
            agencies: Vec::new(),
        }
    }
}

/// Two scorecards being held against each other.
struct Walk<'c, 'a> {
    before: &'c Scorecard<'a>,
    after: &'c Scorecard<'a>,
    own: &'c StageScore<'a>,
    found: Vec<Change<'a>>,
}

impl<'a> Walk<'_, 'a> {
    fn sum(&self) -> Points {
        self.found.iter().map(|change| change.points).sum()
    }

    /// Adds what the changes found since lack to a node's difference.
    fn adjust(&mut self, node: Address, name: &'a str, whole: Points, since: Points) {
        let missing = whole - (self.sum() - since);
        if !missing.is_zero() {
            self.found.push(Change::of_sum(node, name, ChangeKind::Adjustment, missing));
        }
    }

    fn total(&mut self) {
        let (before, after) = (self.before, self.after);
        for (before, after) in before.blocks().iter().zip(after.blocks()) {
            self.block(before, after);
        }
        self.adjust(Address::Total, "", after.total() - before.total(), Points::ZERO);
    }

    fn block(&mut self, before: &BlockScore<'a>, after: &BlockScore<'a>) {
        let node = Address::Block(after.block.id.clone());
        let name = &after.block.name;
        let is_whole = [before.basis, after.basis].contains(&Basis::Stated);
        if is_whole || after.indicators.is_empty() {
            return self.whole(node, name, [before.points, after.points], Vec::new());
        }
        let since = self.sum();
        for (before, after) in before.indicators.iter().zip(&after.indicators) {
            self.row(before, after);
        }
        self.adjust(node, name, after.points - before.points, since);
    }

    fn row(&mut self, before: &IndicatorScore<'a>, after: &IndicatorScore<'a>) {
        let node = Address::Indicator(after.indicator.id.clone());
        let name = &after.indicator.name;
        if [before.basis, after.basis].contains(&Basis::Stated) {
            let edition = self.after.edition();
            let owners = after.indicator.owners();
            let owners = owners.iter().filter_map(|id| edition.agency(id)).collect();
            return self.whole(node, name, [before.points, after.points], owners);
        }
        let since = self.sum();
        for (before, after) in before.questions.iter().zip(&after.questions) {
            let node = Address::Question(after.question.id.clone());
            let own = self.own.own.response(after.question);
            self.leaf(node, own, &before.leaf, &after.leaf);
        }
        if let (Some(before), Some(measured)) = (&before.measured, &after.measured) {
            let own = self.own.own.measured(after.indicator);
            self.leaf(node.clone(), own, before, measured);
        }
        self.adjust(node, name, after.points - before.points, since);
    }

    fn whole(
        &mut self,
        node: Address,
        name: &'a str,
        values: [Points; 2],
        agencies: Vec<&'a Agency>,
    ) {
        let points = values[1] - values[0];
        if !points.is_zero() {
            let change = Change::of_sum(node, name, ChangeKind::Whole, points);
            self.found.push(Change { values: Some(values), agencies, ..change });
        }
    }

    fn leaf(
        &mut self,
        node: Address,
        own: &kla::Response,
        before: &LeafScore<'a>,
        after: &LeafScore<'a>,
    ) {
        let (was, is) = (before.response, after.response);
        if before.points == after.points && was.state == is.state && was.series == is.series {
            return;
        }
        let kind = match () {
            () if own.rejects_without_value() => ChangeKind::Rejected,
            () if !was.answers() && is.state.is_given() => ChangeKind::FilledIn,
            () => ChangeKind::Answer,
        };
        let edition = self.after.edition();
        let measure = after.measure;
        self.found.push(Change {
            node,
            name: &measure.text,
            kind,
            points: after.points - before.points,
            values: Some([before.points, after.points]),
            states: Some([was.state, is.state]),
            reason: is.reason.as_ref().and_then(|id| edition.reason(id)),
            note: is.note.as_deref(),
            agencies: measure.agencies.iter().filter_map(|id| edition.agency(id)).collect(),
        });
    }
}
