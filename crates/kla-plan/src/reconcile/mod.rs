//! Answers of several stages held against each other: from the region's own assessment to the last
//! verification, with every point of the way accounted for.
//!
//! What a stage has said stands; where it is silent, the last earlier stage does. Stages are never
//! averaged. A stage of which only a printed total is known is kept as that, and nothing is computed
//! from it.

mod changes;
mod contest;
mod remarks;
mod shares;
mod stages;
mod waterfall;

use kla::{Answers, Placement, Points, Scorecard, Stage};

pub use changes::{Cause, CauseTotal, Change, ChangeKind};
pub use contest::Contest;
pub use remarks::StageRemark;
pub use shares::{Checked, CheckedBlock};
pub use stages::{Stages, StagesError};
pub use waterfall::{BlockFall, Rest, Waterfall};

/// What the official figure of a stage is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum StageFigure {
    /// Computed from what this and the earlier stages have answered.
    Computed,
    /// Printed, and not computed.
    Declared,
    /// The figure of the stage before: this one says nothing.
    Unchanged,
    /// Not known: the file says nothing, or speaks of parts of what is known only by its total.
    Unknown,
}

impl StageFigure {
    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            StageFigure::Computed => "computed",
            StageFigure::Declared => "declared",
            StageFigure::Unchanged => "unchanged",
            StageFigure::Unknown => "unknown",
        }
    }
}

/// A stage and its official figure.
#[derive(Debug)]
#[non_exhaustive]
pub struct StageScore<'a> {
    /// The stage.
    pub stage: &'a Stage,
    /// The file it comes from.
    pub file: &'a str,
    /// What the stage itself says.
    pub own: &'a Answers<'a>,
    /// What its figure is.
    pub figure: StageFigure,
    /// The official total.
    pub total: Option<Points>,
    /// The official score, where it is computed.
    pub card: Option<Scorecard<'a>>,
    /// How many points of the official total rest on the word of each stage up to this one, in their
    /// order; together with the adjustment they are the total.
    pub shares: Vec<Points>,
    /// What caps and scaling add to the shares; below zero where they take.
    pub adjustment: Points,
    /// How much of the first stage's claim has been checked up to this stage; `None` where that is not
    /// known, and at the first stage.
    pub checked: Option<Checked<'a>>,
    /// The points of each block in official order, as far as they are known.
    blocks: Vec<Option<Points>>,
}

impl<'a> StageScore<'a> {
    /// Where the official total stands among the categories; a printed one by its points alone.
    #[must_use]
    pub fn placement(&self) -> Option<Placement<'a>> {
        match &self.card {
            Some(card) => Some(card.placement_if(kla::GateState::Unknown)),
            None => self.total.map(|total| self.own.edition().placement(total)),
        }
    }
}

/// From one stage to the next.
#[derive(Debug)]
#[non_exhaustive]
pub struct Step<'a> {
    /// The places of the two stages.
    pub between: [usize; 2],
    /// The difference block by block; `None` where one of the totals is not known.
    pub waterfall: Option<Waterfall<'a>>,
    /// Every change, the largest first, equal ones in official order; together they are the difference.
    pub changes: Vec<Change<'a>>,
}

/// Several stages held against each other.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reconciliation<'a> {
    /// The stages, in the order of the edition.
    pub stages: Vec<StageScore<'a>>,
    /// From each stage to the next.
    pub steps: Vec<Step<'a>>,
    /// From the first to the last, block by block; `None` where one of the totals is not known.
    pub overall: Option<Waterfall<'a>>,
    /// What the region can still reply to, the largest first.
    pub contests: Vec<Contest<'a>>,
    /// What deserves a look.
    pub remarks: Vec<StageRemark<'a>>,
}

impl Stages<'_> {
    /// The stages held against each other.
    ///
    /// ```
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let read = |stage: &str, rest: &str| {
    ///     let head = format!("format = 1\nedition = '2023'\nregion = '62.71'\nyear = 2024\nstage = '{stage}'\n");
    ///     (stage.to_owned(), edition.read_answers(stage, &(head + rest)).unwrap())
    /// };
    /// let stages = kla_plan::Stages::of(vec![
    ///     read("verifikasi-administrasi", "[answers.4]\nP4 = { points = '2', reason = 'BT', note = 'tabel 2021' }"),
    ///     read("mandiri", "[answers.4]\nP4 = '5'\nP5 = '3'"),
    /// ]).unwrap();
    /// let found = stages.reconcile();
    /// assert_eq!(found.stages[1].total.unwrap().to_string(), "5");
    /// assert_eq!(found.steps[0].changes[0].points.to_string(), "-3");
    /// assert_eq!(found.contests[0].change.node.to_string(), "4.P4");
    /// ```
    #[must_use]
    pub fn reconcile(&self) -> Reconciliation<'_> {
        let stages = self.scores();
        let steps: Vec<Step<'_>> = (1..stages.len())
            .map(|after| Step {
                between: [after - 1, after],
                waterfall: Waterfall::between(&stages, after - 1, after),
                changes: changes::between(&stages[after - 1], &stages[after]),
            })
            .collect();
        let overall = Waterfall::between(&stages, 0, stages.len() - 1);
        let contests = contest::contests(&stages, &steps);
        let remarks = remarks::remarks(self, &stages, &steps);
        Reconciliation { stages, steps, overall, contests, remarks }
    }
}

impl<'a> Reconciliation<'a> {
    /// What each cause has changed in each step, in the order of the edition's reasons; causes that
    /// changed nothing are left out.
    #[must_use]
    pub fn causes(&self) -> Vec<CauseTotal<'a>> {
        changes::causes(&self.stages, &self.steps)
    }

    /// The last minus the first total, where both are known.
    #[must_use]
    pub fn difference(&self) -> Option<Points> {
        self.overall.as_ref().map(|overall| overall.difference)
    }
}
