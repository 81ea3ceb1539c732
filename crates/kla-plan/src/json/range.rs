//! The range of a score as JSON.

use kla::{Address, Category, Lang, Placement, Points};
use serde::Serialize;

use super::Stamp;
use crate::marks::{Mark, MarkedCards};
use crate::range::{GateMarks, Margin, NodeMarks};
use crate::shrink::{BlockAfter, Kept, KeptOf, LastCycle, Scenario};

/// The four marks of every node, the conditions, the safety margins and the scenarios of a fall, as
/// JSON; names are in the language asked for.
#[must_use]
pub fn range_json(cards: &MarkedCards<'_>, last: Option<&LastCycle>, lang: Lang) -> String {
    super::text(&RangeFile::new(cards, last, lang))
}

#[derive(Serialize)]
struct RangeFile<'a> {
    #[serde(flatten)]
    stamp: Stamp,
    repair: &'static str,
    marks: Vec<MarkResult>,
    verdicts: VerdictsResult,
    wholes: Vec<String>,
    margins: Vec<MarginResult>,
    gates: Vec<GateResult>,
    shrink: Option<ShrinkResult>,
    last_cycle: Option<LastResult>,
    scenarios: Vec<ScenarioResult>,
    nodes: Vec<NodeResult<'a>>,
}

#[derive(Serialize)]
struct MarkResult {
    mark: &'static str,
    points: String,
    category: Option<CategoryResult>,
    between: Option<String>,
    without_gates: Option<String>,
    kept_by: Option<String>,
}

#[derive(Serialize)]
struct CategoryResult {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct VerdictsResult {
    accepted: usize,
    rejected: usize,
    unchecked: usize,
    missing: usize,
}

#[derive(Serialize)]
struct MarginResult {
    mark: &'static str,
    category: CategoryResult,
    floor: String,
    above: String,
    percent_of_score: Option<String>,
    unverified: String,
    percent_of_unverified: Option<String>,
    holds: bool,
}

#[derive(Serialize)]
struct GateResult {
    id: String,
    category: String,
    effect: &'static str,
    text: String,
    states: [&'static str; 4],
    counts: [&'static str; 4],
}

#[derive(Serialize)]
struct ShrinkResult {
    percents: Vec<String>,
    reference: String,
    source: String,
    confidence: &'static str,
}

#[derive(Serialize)]
struct LastResult {
    year: u16,
    total: Option<KeptResult>,
}

#[derive(Serialize)]
struct KeptResult {
    verified: String,
    own: String,
    of: &'static str,
}

#[derive(Serialize)]
struct ScenarioResult {
    fall: &'static str,
    percent: Option<String>,
    total: String,
    category: Option<CategoryResult>,
    between: Option<String>,
    blocks: Vec<BlockResult>,
}

#[derive(Serialize)]
struct BlockResult {
    id: String,
    points: String,
    kept: Option<KeptResult>,
}

#[derive(Serialize)]
struct NodeResult<'a> {
    node: String,
    name: &'a str,
    maximum: String,
    verified: String,
    evidenced: String,
    claimed: Option<String>,
    potential: String,
}

impl<'a> RangeFile<'a> {
    fn new(cards: &MarkedCards<'a>, last: Option<&LastCycle>, lang: Lang) -> RangeFile<'a> {
        let edition = cards.claimed.edition();
        let verdicts = cards.verdicts();
        let margins = [Mark::Evidenced, Mark::Claimed].map(|mark| cards.margin(mark));
        RangeFile {
            stamp: Stamp::of(cards.claimed.answers()),
            repair: cards.repair.word(),
            marks: Mark::ALL.map(|mark| MarkResult::new(cards, mark)).into(),
            verdicts: VerdictsResult {
                accepted: verdicts.accepted,
                rejected: verdicts.rejected,
                unchecked: verdicts.unchecked,
                missing: verdicts.missing,
            },
            wholes: cards.wholes().iter().map(Address::to_string).collect(),
            margins: margins.iter().flatten().map(MarginResult::new).collect(),
            gates: cards.gates().iter().map(|gate| GateResult::new(gate, lang)).collect(),
            shrink: edition.shrink().map(|shrink| ShrinkResult {
                percents: shrink.percents.iter().map(Points::to_string).collect(),
                reference: shrink.reference.to_string(),
                source: shrink.citation.source.to_string(),
                confidence: shrink.citation.confidence.word(),
            }),
            last_cycle: last.map(|last| LastResult {
                year: last.year(),
                total: last.total().map(KeptResult::new),
            }),
            scenarios: cards.scenarios(last).iter().map(ScenarioResult::new).collect(),
            nodes: cards.nodes().into_iter().map(NodeResult::new).collect(),
        }
    }
}

impl MarkResult {
    fn new(cards: &MarkedCards<'_>, mark: Mark) -> MarkResult {
        let placement = cards.placement(mark);
        MarkResult {
            mark: mark.word(),
            points: cards.card(mark).total().to_string(),
            category: category(&placement),
            between: between(&placement),
            without_gates: placement.without_gates.map(|category| category.id.to_string()),
            kept_by: cards.kept_by(mark).map(|gate| gate.gate.id.to_string()),
        }
    }
}

impl CategoryResult {
    fn new(category: &Category) -> CategoryResult {
        CategoryResult { id: category.id.to_string(), name: category.name.clone() }
    }
}

impl MarginResult {
    fn new(margin: &Margin<'_>) -> MarginResult {
        let percent = |whole| margin.above.percent_of(whole, 1).map(|share| share.to_string());
        MarginResult {
            mark: margin.mark.word(),
            category: CategoryResult::new(margin.category),
            floor: margin.category.from.to_string(),
            above: margin.above.to_string(),
            percent_of_score: percent(margin.total),
            unverified: margin.unverified.to_string(),
            percent_of_unverified: percent(margin.unverified),
            holds: margin.holds(),
        }
    }
}

impl GateResult {
    fn new(gate: &GateMarks<'_>, lang: Lang) -> GateResult {
        GateResult {
            id: gate.gate.id.to_string(),
            category: gate.gate.category.to_string(),
            effect: gate.gate.effect.word(),
            text: gate.gate.text.get(lang).to_owned(),
            states: gate.states.map(kla::GateState::word),
            counts: Mark::ALL.map(|mark| gate.counts(mark).word()),
        }
    }
}

impl KeptResult {
    fn new(kept: Kept) -> KeptResult {
        KeptResult {
            verified: kept.verified.to_string(),
            own: kept.own.to_string(),
            of: match kept.of {
                KeptOf::Block => "block",
                KeptOf::Total => "total",
            },
        }
    }
}

impl ScenarioResult {
    fn new(scenario: &Scenario<'_>) -> ScenarioResult {
        let block = |after: &BlockAfter<'_>| BlockResult {
            id: after.block.id.to_string(),
            points: after.points.to_string(),
            kept: after.kept.map(KeptResult::new),
        };
        ScenarioResult {
            fall: scenario.fall.word(),
            percent: scenario.fall.percent().map(|percent| percent.to_string()),
            total: scenario.total.to_string(),
            category: category(&scenario.placement),
            between: between(&scenario.placement),
            blocks: scenario.blocks.iter().map(block).collect(),
        }
    }
}

impl<'a> NodeResult<'a> {
    fn new(node: NodeMarks<'a>) -> NodeResult<'a> {
        let [verified, evidenced, claimed, potential] = node.points.map(|mark| mark.to_string());
        NodeResult {
            node: node.node.to_string(),
            name: node.name,
            maximum: node.maximum.to_string(),
            verified,
            evidenced,
            claimed: node.known.then_some(claimed),
            potential,
        }
    }
}

fn category(placement: &Placement<'_>) -> Option<CategoryResult> {
    placement.category.map(CategoryResult::new)
}

fn between(placement: &Placement<'_>) -> Option<String> {
    placement.between.map(|category| category.id.to_string())
}
