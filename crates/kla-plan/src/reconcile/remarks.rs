//! What deserves a look in the stages of a case.

use kla::{Address, Agreement, Answers, Category, DeclaredCategory, DeclaredWhat, Points, Stage};

use super::changes::{Change, ChangeKind};
use super::stages::Stages;
use super::{StageFigure, StageScore, Step};

/// Something that deserves a look; stages by their place.
#[derive(Debug)]
#[non_exhaustive]
pub enum StageRemark<'a> {
    /// The edition has stages between the first and the last of which there is no file.
    Skipped {
        /// Those stages.
        stages: Vec<&'a Stage>,
    },
    /// A file that says nothing: the figure before stands.
    Silent {
        /// The stage.
        stage: usize,
    },
    /// The first file says nothing at all, so there is no claim to hold anything against.
    NothingClaimed {
        /// The stage.
        stage: usize,
    },
    /// A stage known only by its printed total.
    DeclaredOnly {
        /// The stage.
        stage: usize,
    },
    /// A stage speaks of parts, and the stage before it is known only by its printed total: its own
    /// total cannot be computed.
    NotComputable {
        /// The stage.
        stage: usize,
        /// The earlier stage of which only the total is known.
        since: usize,
        /// Whether it prints a total, which then is used.
        printed: bool,
    },
    /// A printed figure really differs from the computed one.
    DeclaredDiffers {
        /// The stage.
        stage: usize,
        /// Whose figure it is.
        node: Address,
        /// As printed.
        declared: Points,
        /// As computed.
        computed: Points,
    },
    /// The printed category is not that of the total.
    DeclaredCategoryDiffers {
        /// The stage.
        stage: usize,
        /// As printed; `None` below the first category.
        declared: Option<&'a Category>,
        /// That of the total.
        reached: Option<&'a Category>,
    },
    /// The total rises on verification.
    Rose {
        /// The later stage.
        stage: usize,
        /// By how much.
        points: Points,
    },
    /// Answers that a verifier raised.
    Raised {
        /// The stage.
        stage: usize,
        /// The answers.
        nodes: Vec<Address>,
        /// What they add.
        points: Points,
    },
    /// Evidence rejected without a word on what the answer is worth: counted as nothing.
    RejectedWithoutValue {
        /// The stage.
        stage: usize,
        /// The answers.
        nodes: Vec<Address>,
        /// What they lost.
        points: Points,
    },
    /// A verifier answered what the region left empty.
    FilledIn {
        /// The stage.
        stage: usize,
        /// The answers.
        nodes: Vec<Address>,
        /// What they add.
        points: Points,
    },
    /// Files of one stage disagree on answers: the earlier figure stands until they agree.
    Disputed {
        /// The stage.
        stage: usize,
        /// The answers.
        nodes: Vec<Address>,
    },
    /// Wholes that changed, or that stand in place of answers or answers in theirs: no reason or note
    /// can stand beside them.
    WholeChanged {
        /// The stage.
        stage: usize,
        /// The blocks or rows.
        nodes: Vec<Address>,
    },
    /// Changed answers without a reason.
    WithoutReason {
        /// The stage.
        stage: usize,
        /// The answers.
        nodes: Vec<Address>,
    },
    /// Changed answers without a note, which is mandatory then.
    WithoutNote {
        /// The stage.
        stage: usize,
        /// The answers.
        nodes: Vec<Address>,
    },
}

impl StageRemark<'_> {
    /// The stable code in results.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            StageRemark::Skipped { .. } => "stage-skipped",
            StageRemark::Silent { .. } => "stage-silent",
            StageRemark::NothingClaimed { .. } => "nothing-claimed",
            StageRemark::DeclaredOnly { .. } => "declared-only",
            StageRemark::NotComputable { .. } => "not-computable",
            StageRemark::DeclaredDiffers { .. } => "declared-differs",
            StageRemark::DeclaredCategoryDiffers { .. } => "declared-category-differs",
            StageRemark::Rose { .. } => "rose",
            StageRemark::Raised { .. } => "raised",
            StageRemark::RejectedWithoutValue { .. } => "rejected-without-value",
            StageRemark::FilledIn { .. } => "filled-in",
            StageRemark::Disputed { .. } => "needs-consensus",
            StageRemark::WholeChanged { .. } => "whole-changed",
            StageRemark::WithoutReason { .. } => "without-reason",
            StageRemark::WithoutNote { .. } => "without-note",
        }
    }

    /// The place of the stage it is about; `None` where it is about stages that have no file.
    #[must_use]
    pub fn stage(&self) -> Option<usize> {
        match self {
            StageRemark::Skipped { .. } => None,
            StageRemark::Silent { stage }
            | StageRemark::NothingClaimed { stage }
            | StageRemark::DeclaredOnly { stage }
            | StageRemark::NotComputable { stage, .. }
            | StageRemark::DeclaredDiffers { stage, .. }
            | StageRemark::DeclaredCategoryDiffers { stage, .. }
            | StageRemark::Rose { stage, .. }
            | StageRemark::Raised { stage, .. }
            | StageRemark::RejectedWithoutValue { stage, .. }
            | StageRemark::FilledIn { stage, .. }
            | StageRemark::Disputed { stage, .. }
            | StageRemark::WholeChanged { stage, .. }
            | StageRemark::WithoutReason { stage, .. }
            | StageRemark::WithoutNote { stage, .. } => Some(*stage),
        }
    }

    /// The nodes it is about.
    #[must_use]
    pub fn nodes(&self) -> &[Address] {
        match self {
            StageRemark::Raised { nodes, .. }
            | StageRemark::RejectedWithoutValue { nodes, .. }
            | StageRemark::FilledIn { nodes, .. }
            | StageRemark::Disputed { nodes, .. }
            | StageRemark::WholeChanged { nodes, .. }
            | StageRemark::WithoutReason { nodes, .. }
            | StageRemark::WithoutNote { nodes, .. } => nodes,
            StageRemark::DeclaredDiffers { node, .. } => std::slice::from_ref(node),
            _ => &[],
        }
    }
}

pub(super) fn remarks<'a>(
    stages: &'a Stages<'_>,
    scores: &[StageScore<'a>],
    steps: &[Step<'a>],
) -> Vec<StageRemark<'a>> {
    let mut remarks = Vec::new();
    let skipped = skipped(stages);
    if !skipped.is_empty() {
        remarks.push(StageRemark::Skipped { stages: skipped });
    }
    for (place, score) in scores.iter().enumerate() {
        on_figure(scores, place, &mut remarks);
        on_declared(score, place, &mut remarks);
        if let Some(step) = place.checked_sub(1).and_then(|before| steps.get(before)) {
            on_step(step, place, &mut remarks);
        }
        let disputed = score.own.leaves().filter(|leaf| leaf.response.is_disputed());
        let nodes: Vec<Address> = disputed.map(|leaf| leaf.address).collect();
        if !nodes.is_empty() {
            remarks.push(StageRemark::Disputed { stage: place, nodes });
        }
    }
    remarks
}

/// The stages of the edition between the first and the last that have no file.
fn skipped<'a>(stages: &'a Stages<'_>) -> Vec<&'a Stage> {
    let own: Vec<&Answers<'_>> = stages.stages.iter().map(|stage| &stage.own).collect();
    let (Some(first), Some(last)) = (own.first(), own.last()) else { return Vec::new() };
    let has = |stage: &Stage| own.iter().any(|own| own.stage().id == stage.id);
    first
        .edition()
        .stages()
        .iter()
        .skip_while(|stage| stage.id != first.stage().id)
        .take_while(|stage| stage.id != last.stage().id)
        .filter(|stage| !has(stage))
        .collect()
}

fn on_figure<'a>(scores: &[StageScore<'a>], place: usize, remarks: &mut Vec<StageRemark<'a>>) {
    let score = &scores[place];
    let speaks = score.own.speaks();
    // The last stage before this one of which only a total is known.
    let since = scores[..place].iter().rposition(|before| before.figure == StageFigure::Declared);
    match (score.figure, since) {
        (StageFigure::Computed, _) => {}
        (StageFigure::Declared | StageFigure::Unknown, Some(since)) if speaks => {
            let printed = score.figure == StageFigure::Declared;
            remarks.push(StageRemark::NotComputable { stage: place, since, printed });
        }
        (StageFigure::Declared, _) => remarks.push(StageRemark::DeclaredOnly { stage: place }),
        (StageFigure::Unknown, None) if place == 0 => {
            remarks.push(StageRemark::NothingClaimed { stage: place });
        }
        (StageFigure::Unchanged | StageFigure::Unknown, _) => {
            remarks.push(StageRemark::Silent { stage: place });
        }
    }
}

fn on_declared<'a>(score: &StageScore<'a>, stage: usize, remarks: &mut Vec<StageRemark<'a>>) {
    // What a silent stage prints is held against the figure that stands.
    for comparison in score.card.iter().flat_map(kla::Scorecard::comparisons) {
        let is_figure = comparison.declared.what == DeclaredWhat::Points;
        if let (Agreement::Different, Some(computed), true) =
            (comparison.agreement(), comparison.computed, is_figure)
        {
            let (node, declared) = (comparison.declared.node.clone(), comparison.declared.points);
            remarks.push(StageRemark::DeclaredDiffers { stage, node, declared, computed });
        }
    }
    let (Some(declared), Some(placement)) = (score.own.declared_category(), score.placement())
    else {
        return;
    };
    let declared = match declared {
        DeclaredCategory::Below => None,
        DeclaredCategory::Category(category) => Some(category),
    };
    let reached = placement.category;
    if declared.map(|category| &category.id) != reached.map(|category| &category.id) {
        remarks.push(StageRemark::DeclaredCategoryDiffers { stage, declared, reached });
    }
}

fn on_step<'a>(step: &Step<'a>, stage: usize, remarks: &mut Vec<StageRemark<'a>>) {
    let difference = step.waterfall.as_ref().map_or(Points::ZERO, |fall| fall.difference);
    if difference > Points::ZERO {
        remarks.push(StageRemark::Rose { stage, points: difference });
    }
    let of = |wanted: &dyn Fn(&Change<'a>) -> bool| -> (Vec<Address>, Points) {
        let found = || step.changes.iter().filter(|change| wanted(change));
        let points = found().map(|change| change.points).sum();
        (found().map(|change| change.node.clone()).collect(), points)
    };
    let mut push = |wanted: &dyn Fn(&Change<'a>) -> bool,
                    remark: fn(usize, Vec<Address>, Points) -> StageRemark<'a>| {
        let (nodes, points) = of(wanted);
        if !nodes.is_empty() {
            remarks.push(remark(stage, nodes, points));
        }
    };
    push(
        &|change| change.kind == ChangeKind::Answer && change.points > Points::ZERO,
        |stage, nodes, points| StageRemark::Raised { stage, nodes, points },
    );
    push(&|change| change.kind == ChangeKind::Rejected, |stage, nodes, points| {
        StageRemark::RejectedWithoutValue { stage, nodes, points }
    });
    push(&|change| change.kind == ChangeKind::FilledIn, |stage, nodes, points| {
        StageRemark::FilledIn { stage, nodes, points }
    });
    push(&|change| change.kind == ChangeKind::Whole, |stage, nodes, _| StageRemark::WholeChanged {
        stage,
        nodes,
    });
    push(&|change| change.kind.is_answer() && change.lacks_reason(), |stage, nodes, _| {
        StageRemark::WithoutReason { stage, nodes }
    });
    push(&|change| change.lacks_note(), |stage, nodes, _| StageRemark::WithoutNote {
        stage,
        nodes,
    });
}
