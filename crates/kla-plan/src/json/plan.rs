//! A plan as JSON.

use kla::{Answers, EffortKind, Lang, Need, Pace};
use serde::Serialize;

use super::{Stamp, text};
use crate::plan::{Action, Blocked, Plan, Planning, Purpose, Task, Verdict};

#[derive(Serialize)]
struct PlanFile<'a> {
    #[serde(flatten)]
    stamp: Stamp,
    effort_file: Option<&'a str>,
    start: Start<'a>,
    goal: Option<GoalResult<'a>>,
    verdict: &'static str,
    conditions_in_the_way: Vec<&'a str>,
    plan: Option<PlanResult<'a>>,
    without_buffer: Option<PlanResult<'a>>,
    fewest_actions: Option<PlanResult<'a>>,
    others: Vec<OtherResult<'a>>,
    most: Option<PlanResult<'a>>,
    curve: Vec<CurveResult>,
    best: String,
    ceilings: Vec<CeilingResult>,
    wholes: Vec<String>,
    partial: bool,
}

#[derive(Serialize)]
struct Start<'a> {
    mark: &'static str,
    nothing_evidenced: bool,
    points: String,
    category: Option<&'a str>,
    unverified: String,
}

#[derive(Serialize)]
struct GoalResult<'a> {
    category: &'a str,
    from: String,
    buffer: String,
    fall_percent: Option<String>,
    total: String,
    survives_percent: Option<String>,
}

#[derive(Serialize)]
struct PlanResult<'a> {
    effort: u64,
    total: String,
    gain: String,
    category: Option<&'a str>,
    agencies: Vec<&'a str>,
    conditions: Vec<ConditionResult<'a>>,
    by_class: Vec<ClassResult<'a>>,
    actions: Vec<ActionResult<'a>>,
}

#[derive(Serialize)]
struct OtherResult<'a> {
    without: Vec<String>,
    #[serde(flatten)]
    plan: PlanResult<'a>,
}

#[derive(Serialize)]
struct ConditionResult<'a> {
    id: &'a str,
    state: &'static str,
    effect: &'static str,
}

#[derive(Serialize)]
struct ClassResult<'a> {
    class: Option<&'a str>,
    points: String,
}

#[derive(Serialize)]
struct ActionResult<'a> {
    node: String,
    kind: &'static str,
    answered: &'static str,
    tasks: Vec<TaskResult<'a>>,
    effort: u64,
    before: String,
    after: String,
    running: String,
    if_it_fails: String,
    agencies: Vec<&'a str>,
    evidence: Vec<&'a str>,
    documents: Vec<DocumentResult<'a>>,
    reason: Option<&'a str>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct DocumentResult<'a> {
    id: &'a str,
    status: Option<&'static str>,
}

#[derive(Serialize)]
struct TaskResult<'a> {
    purpose: &'static str,
    class: Option<&'a str>,
    action: Option<&'a str>,
    pace: Option<&'static str>,
    effort: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    need: Option<NeedResult>,
}

#[derive(Serialize)]
struct NeedResult {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

#[derive(Serialize)]
struct CurveResult {
    effort: u64,
    total: String,
}

#[derive(Serialize)]
struct CeilingResult {
    why: &'static str,
    points: String,
    nodes: Vec<String>,
}

/// What was planned, as JSON; the orders in it are in the language asked for.
#[must_use]
pub fn plan_json(planning: &Planning<'_>, answers: &Answers<'_>, lang: Lang) -> String {
    let of = |plan| result(plan, lang);
    let file = PlanFile {
        stamp: Stamp::of(answers),
        effort_file: Some(planning.effort_file.as_str()).filter(|name| !name.is_empty()),
        start: Start {
            mark: planning.baseline.word(),
            nothing_evidenced: planning.nothing_evidenced,
            points: planning.start.to_string(),
            category: planning.start_category.map(|category| category.id.as_str()),
            unverified: planning.unverified.to_string(),
        },
        goal: planning.goal.map(|goal| GoalResult {
            category: goal.category.id.as_str(),
            from: goal.category.from.to_string(),
            buffer: goal.buffer.to_string(),
            fall_percent: goal.fall.map(|fall| fall.to_string()),
            total: goal.total.to_string(),
            survives_percent: goal.survives.map(|fall| fall.to_string()),
        }),
        verdict: match &planning.verdict {
            Verdict::Top => "top",
            Verdict::Reached => "reached",
            Verdict::Reachable => "reachable",
            Verdict::NotWithBuffer => "not-with-buffer",
            Verdict::Unreachable(Blocked::Points) => "points-unreachable",
            Verdict::Unreachable(Blocked::Conditions(_)) => "conditions-unreachable",
            Verdict::Unreachable(Blocked::TooLarge) => "too-large",
        },
        conditions_in_the_way: match &planning.verdict {
            Verdict::Unreachable(Blocked::Conditions(gates)) => {
                gates.iter().map(|gate| gate.id.as_str()).collect()
            }
            _ => Vec::new(),
        },
        plan: planning.plan.as_ref().map(of),
        without_buffer: planning.without_buffer.as_ref().map(of),
        fewest_actions: planning.fewest.as_ref().map(of),
        others: planning
            .others
            .iter()
            .map(|other| OtherResult {
                without: other.without.iter().map(ToString::to_string).collect(),
                plan: of(&other.plan),
            })
            .collect(),
        most: planning.most.as_ref().map(of),
        curve: planning
            .curve
            .iter()
            .map(|point| CurveResult { effort: point.effort, total: point.total.to_string() })
            .collect(),
        best: planning.best.to_string(),
        ceilings: planning
            .ceilings
            .iter()
            .map(|ceiling| CeilingResult {
                why: ceiling.why.word(),
                points: ceiling.points.to_string(),
                nodes: ceiling.nodes.iter().map(ToString::to_string).collect(),
            })
            .collect(),
        wholes: planning.wholes.iter().map(ToString::to_string).collect(),
        partial: planning.is_partial,
    };
    text(&file)
}

fn result<'a>(plan: &'a Plan<'_>, lang: Lang) -> PlanResult<'a> {
    PlanResult {
        effort: plan.effort,
        total: plan.total.to_string(),
        gain: plan.gain().to_string(),
        category: plan.category.map(|category| category.id.as_str()),
        agencies: plan.agencies().iter().map(|agency| agency.id.as_str()).collect(),
        conditions: plan
            .unmet
            .iter()
            .map(|(gate, state)| ConditionResult {
                id: gate.id.as_str(),
                state: state.word(),
                effect: gate.effect.word(),
            })
            .collect(),
        by_class: plan
            .by_class
            .iter()
            .map(|(class, points)| ClassResult {
                class: class.map(|class| class.id.as_str()),
                points: points.to_string(),
            })
            .collect(),
        actions: plan.actions.iter().map(|action| self::action(action, lang)).collect(),
    }
}

fn action<'a>(action: &'a Action<'_>, lang: Lang) -> ActionResult<'a> {
    ActionResult {
        node: action.node.to_string(),
        kind: match action.kind {
            EffortKind::Work => "work",
            EffortKind::Outcome => "outcome",
        },
        answered: action.answered.word(),
        tasks: action.tasks.iter().map(|task| self::task(task, action, lang)).collect(),
        effort: action.effort,
        before: action.before.to_string(),
        after: action.after.to_string(),
        running: action.running.to_string(),
        if_it_fails: action.without.to_string(),
        agencies: action.agencies.iter().map(|agency| agency.id.as_str()).collect(),
        evidence: action.evidence.iter().map(|kind| kind.id.as_str()).collect(),
        documents: action
            .documents
            .iter()
            .map(|document| DocumentResult {
                id: document.id.as_str(),
                status: document.status.map(kla::EvidenceStatus::word),
            })
            .collect(),
        reason: action.reason.map(|reason| reason.id.as_str()),
        note: action.note.as_deref(),
    }
}

fn task<'a>(task: &'a Task<'_>, action: &Action<'_>, lang: Lang) -> TaskResult<'a> {
    TaskResult {
        purpose: match task.purpose {
            Purpose::Evidence(_) => "evidence",
            Purpose::Better(_) => "better",
        },
        class: task.class.map(|class| class.id.as_str()),
        action: task.class.map(|class| class.action.get(lang)),
        pace: task.class.map(|class| match class.pace {
            Pace::Quick => "quick",
            Pace::Slow => "slow",
        }),
        effort: task.effort,
        need: match task.purpose {
            Purpose::Evidence(_) => None,
            Purpose::Better(need) => Some(self::need(need, action)),
        },
    }
}

/// What is to be reached, in the words of the rules.
fn need(need: Need, action: &Action<'_>) -> NeedResult {
    let shape = &action.measure.shape;
    let (kind, value) = match need {
        Need::Full => ("full", None),
        Need::Award => ("points", Some(action.after.to_string())),
        Need::Level(place) => ("level", shape.level(place).map(|level| level.id.clone())),
        Need::Item(place) => ("item", shape.item(place).map(|item| item.id.clone())),
        Need::Range(place) => ("range", shape.range(place).map(ToString::to_string)),
        Need::Percent(percent) => ("percent", Some(percent.to_string())),
        Need::Figure(figure) => ("figure", Some(figure.to_string())),
        _ => ("other", None),
    };
    NeedResult { kind, value }
}
