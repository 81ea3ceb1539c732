//! A reconciliation as JSON.

use kla::{Lang, Points};
use serde::Serialize;

use super::{CaseStamp, exact, text};
use crate::reconcile::{
    Cause, CauseTotal, Change, Contest, Reconciliation, StageRemark, StageScore, Step, Waterfall,
};

#[derive(Serialize)]
struct File {
    #[serde(flatten)]
    stamp: CaseStamp,
    stages: Vec<Stage>,
    steps: Vec<StepShape>,
    overall: Option<WaterfallShape>,
    reasons: Vec<ReasonShape>,
    contests: Vec<ContestShape>,
    remarks: Vec<RemarkShape>,
}

#[derive(Serialize)]
struct Stage {
    id: String,
    name: String,
    file: String,
    figure: &'static str,
    total: Option<String>,
    difference: Option<String>,
    percent: Option<String>,
    category: Option<CategoryShape>,
    shares: Vec<Share>,
    adjustment: String,
    checked: Option<CheckedShape>,
}

#[derive(Serialize)]
struct CategoryShape {
    id: String,
    name: String,
    between: bool,
}

#[derive(Serialize)]
struct Share {
    stage: String,
    points: String,
}

#[derive(Serialize)]
struct CheckedShape {
    points: String,
    claimed: String,
    percent: Option<String>,
    blocks: Vec<CheckedBlockShape>,
}

#[derive(Serialize)]
struct CheckedBlockShape {
    id: String,
    points: String,
    claimed: String,
    percent: Option<String>,
}

#[derive(Serialize)]
struct StepShape {
    from: String,
    to: String,
    waterfall: Option<WaterfallShape>,
    changes: Vec<ChangeShape>,
}

#[derive(Serialize)]
struct WaterfallShape {
    before: String,
    after: String,
    difference: String,
    blocks: Vec<BlockShape>,
    rest: String,
    why: Option<&'static str>,
}

#[derive(Serialize)]
struct BlockShape {
    id: String,
    name: String,
    before: Option<String>,
    after: Option<String>,
    difference: Option<String>,
}

#[derive(Serialize)]
struct ChangeShape {
    node: String,
    kind: &'static str,
    points: String,
    before: Option<String>,
    after: Option<String>,
    state_before: Option<&'static str>,
    state_after: Option<&'static str>,
    reason: Option<String>,
    note: Option<String>,
    agencies: Vec<String>,
    lacks_reason: bool,
    lacks_note: bool,
}

#[derive(Serialize)]
struct ReasonShape {
    cause: &'static str,
    reason: Option<String>,
    name: Option<String>,
    changes: usize,
    points: String,
    steps: Vec<ReasonStep>,
}

#[derive(Serialize)]
struct ReasonStep {
    to: String,
    changes: usize,
    points: String,
}

#[derive(Serialize)]
struct ContestShape {
    stage: String,
    node: String,
    points: String,
    reason: Option<String>,
    reply: Option<String>,
    agencies: Vec<String>,
}

#[derive(Serialize)]
struct RemarkShape {
    code: &'static str,
    stage: Option<String>,
    nodes: Vec<String>,
    skipped: Vec<String>,
    points: Option<String>,
    declared: Option<String>,
    computed: Option<String>,
}

/// A reconciliation as JSON, names and replies in one language; ends in a line break.
#[must_use]
pub fn reconciliation_json(found: &Reconciliation<'_>, lang: Lang) -> String {
    let Some(first) = found.stages.first() else { return String::new() };
    let id = |place: usize| found.stages.get(place).map_or("", |stage| stage.stage.id.as_str());
    let file = File {
        stamp: CaseStamp::of(first.own),
        stages: (0..found.stages.len()).map(|place| stage(found, place, lang)).collect(),
        steps: found.steps.iter().map(|step| step_shape(step, &id)).collect(),
        overall: found.overall.as_ref().map(waterfall),
        reasons: found.causes().iter().map(|total| reason(total, found, &id, lang)).collect(),
        contests: found.contests.iter().map(|one| contest(one, &id, lang)).collect(),
        remarks: found.remarks.iter().map(|one| remark(one, &id)).collect(),
    };
    text(&file)
}

fn stage(found: &Reconciliation<'_>, place: usize, lang: Lang) -> Stage {
    let score = &found.stages[place];
    let before = place.checked_sub(1).and_then(|before| found.stages.get(before));
    let totals = before.and_then(|before| Some((before.total?, score.total?)));
    let difference = totals.map(|(before, after)| after - before);
    Stage {
        id: score.stage.id.to_string(),
        name: score.stage.name.get(lang).to_owned(),
        file: score.file.to_owned(),
        figure: score.figure.word(),
        total: exact(score.total),
        difference: exact(difference),
        percent: totals.and_then(|(before, after)| percent(after - before, before)),
        category: category(score),
        shares: score
            .shares
            .iter()
            .zip(&found.stages)
            .map(|(points, stage)| Share {
                stage: stage.stage.id.to_string(),
                points: points.to_string(),
            })
            .collect(),
        adjustment: score.adjustment.to_string(),
        checked: score.checked.as_ref().map(|checked| CheckedShape {
            points: checked.points.to_string(),
            claimed: checked.claimed.to_string(),
            percent: percent(checked.points, checked.claimed),
            blocks: checked
                .blocks
                .iter()
                .map(|block| CheckedBlockShape {
                    id: block.block.id.to_string(),
                    points: block.points.to_string(),
                    claimed: block.claimed.to_string(),
                    percent: percent(block.points, block.claimed),
                })
                .collect(),
        }),
    }
}

/// A share in percent with one decimal, for display; `None` where there is no whole.
fn percent(part: Points, whole: Points) -> Option<String> {
    part.percent_of(whole, 1).map(|share| share.normalize().to_string())
}

fn category(score: &StageScore<'_>) -> Option<CategoryShape> {
    let placement = score.placement()?;
    let category = placement.category?;
    Some(CategoryShape {
        id: category.id.to_string(),
        name: category.name.clone(),
        between: placement.between.is_some(),
    })
}

fn step_shape<'f>(step: &Step<'_>, id: &impl Fn(usize) -> &'f str) -> StepShape {
    let [from, to] = step.between;
    StepShape {
        from: id(from).to_owned(),
        to: id(to).to_owned(),
        waterfall: step.waterfall.as_ref().map(waterfall),
        changes: step.changes.iter().map(change).collect(),
    }
}

fn waterfall(fall: &Waterfall<'_>) -> WaterfallShape {
    WaterfallShape {
        before: fall.totals[0].to_string(),
        after: fall.totals[1].to_string(),
        difference: fall.difference.to_string(),
        blocks: fall
            .blocks
            .iter()
            .map(|block| BlockShape {
                id: block.block.id.to_string(),
                name: block.block.short.clone(),
                before: exact(block.before),
                after: exact(block.after),
                difference: exact(block.difference()),
            })
            .collect(),
        rest: fall.rest.to_string(),
        why: (!fall.rest.is_zero()).then(|| fall.why.word()),
    }
}

fn change(change: &Change<'_>) -> ChangeShape {
    ChangeShape {
        node: change.node.to_string(),
        kind: change.kind.word(),
        points: change.points.to_string(),
        before: exact(change.values.map(|[before, _]| before)),
        after: exact(change.values.map(|[_, after]| after)),
        state_before: change.states.map(|[before, _]| before.word()),
        state_after: change.states.map(|[_, after]| after.word()),
        reason: change.reason.map(|reason| reason.id.to_string()),
        note: change.note.map(str::to_owned),
        agencies: change.agencies.iter().map(|agency| agency.id.to_string()).collect(),
        lacks_reason: change.lacks_reason(),
        lacks_note: change.lacks_note(),
    }
}

fn reason<'f>(
    total: &CauseTotal<'_>,
    found: &Reconciliation<'_>,
    id: &impl Fn(usize) -> &'f str,
    lang: Lang,
) -> ReasonShape {
    let (cause, reason) = match total.cause {
        Cause::Reason(reason) => ("reason", Some(reason)),
        Cause::NoReason => ("no-reason", None),
        Cause::Adjustment => ("adjustment", None),
        Cause::Undivided => ("undivided", None),
    };
    let (changes, points) = total.total();
    ReasonShape {
        cause,
        reason: reason.map(|reason| reason.id.to_string()),
        name: reason.map(|reason| reason.name.get(lang).to_owned()),
        changes,
        points: points.to_string(),
        steps: total
            .steps
            .iter()
            .zip(&found.steps)
            .map(|((changes, points), step)| ReasonStep {
                to: id(step.between[1]).to_owned(),
                changes: *changes,
                points: points.to_string(),
            })
            .collect(),
    }
}

fn contest<'f>(contest: &Contest<'_>, id: &impl Fn(usize) -> &'f str, lang: Lang) -> ContestShape {
    let change = &contest.change;
    let reply = change.reason.and_then(|reason| reason.reply.as_ref());
    ContestShape {
        stage: id(contest.stage).to_owned(),
        node: change.node.to_string(),
        points: change.points.to_string(),
        reason: change.reason.map(|reason| reason.id.to_string()),
        reply: reply.map(|reply| reply.get(lang).to_owned()),
        agencies: change.agencies.iter().map(|agency| agency.id.to_string()).collect(),
    }
}

fn remark<'f>(remark: &StageRemark<'_>, id: &impl Fn(usize) -> &'f str) -> RemarkShape {
    let skipped = match remark {
        StageRemark::Skipped { stages } => stages.as_slice(),
        _ => &[],
    };
    let points = match remark {
        StageRemark::Rose { points, .. }
        | StageRemark::Raised { points, .. }
        | StageRemark::RejectedWithoutValue { points, .. }
        | StageRemark::FilledIn { points, .. } => Some(*points),
        _ => None,
    };
    let (declared, computed) = match remark {
        StageRemark::DeclaredDiffers { declared, computed, .. } => {
            (Some(declared.to_string()), Some(computed.to_string()))
        }
        StageRemark::DeclaredCategoryDiffers { declared, reached, .. } => {
            let id = |category: &Option<&kla::Category>| category.map(|one| one.id.to_string());
            (id(declared), id(reached))
        }
        _ => (None, None),
    };
    RemarkShape {
        code: remark.code(),
        stage: remark.stage().map(|place| id(place).to_owned()),
        nodes: remark.nodes().iter().map(ToString::to_string).collect(),
        skipped: skipped.iter().map(|stage| stage.id.to_string()).collect(),
        points: exact(points),
        declared,
        computed,
    }
}
