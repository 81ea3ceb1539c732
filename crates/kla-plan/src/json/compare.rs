//! The bridge from one year to another as JSON.

use kla::{
    Address, Agency, DeclaredCategory, DeclaredWhat, EvidenceStatus, Placement, Points, Scorecard,
};
use serde::Serialize;

use super::{FORMAT, Stamp};
use crate::compare::{
    AgencyChange, AgencyChanges, BlockBridge, BridgeItem, BridgeRest, BridgeTerms, LeafChange,
    RowRest, Side, StatusChange, YearBridge,
};

/// The bridge of the total, of blocks, items, questions and agencies, as JSON.
#[must_use]
pub fn compare_json(bridge: &YearBridge<'_, '_>) -> String {
    super::text(&CompareFile::new(bridge))
}

#[derive(Serialize)]
struct CompareFile {
    format: u32,
    before: YearResult,
    after: YearResult,
    same_stage: bool,
    same_rules: bool,
    mapping: Option<MappingResult>,
    covered: CoveredResult,
    lifted: Vec<SidedNode>,
    absorbed: Vec<SidedNode>,
    total: TermsResult,
    blocks: Vec<BlockResult>,
    items: Vec<ItemResult>,
    rests: Vec<RestResult>,
    leaves: Vec<LeafResult>,
    row_rests: Vec<RowRestResult>,
    agencies: AgenciesResult,
    statuses: Vec<StatusResult>,
}

/// One year: what it is of, what was printed and what was computed.
#[derive(Serialize)]
struct YearResult {
    #[serde(flatten)]
    stamp: Stamp,
    computed: String,
    category: Option<String>,
    without_gates: Option<String>,
    kept_by: Option<String>,
    between: Option<String>,
    declared: Vec<DeclaredResult>,
    declared_category: Option<DeclaredCategoryResult>,
}

#[derive(Serialize)]
struct DeclaredResult {
    node: String,
    declared: String,
    computed: Option<String>,
    difference: Option<String>,
}

/// A printed category; its id is null where the print says that there is none.
#[derive(Serialize)]
struct DeclaredCategoryResult {
    id: Option<String>,
}

#[derive(Serialize)]
struct MappingResult {
    name: String,
    digest: String,
    reversed: bool,
}

#[derive(Serialize)]
struct CoveredResult {
    before: String,
    before_maximum: String,
    after: String,
    after_maximum: String,
}

#[derive(Serialize)]
struct SidedNode {
    side: &'static str,
    node: String,
}

#[derive(Serialize)]
struct TermsResult {
    before: String,
    rules: String,
    performance: String,
    new: String,
    retired: String,
    adjustment: String,
    after: String,
    change: String,
}

#[derive(Serialize)]
struct BlockResult {
    blocks: Vec<String>,
    side: &'static str,
    #[serde(flatten)]
    terms: TermsResult,
}

#[derive(Serialize)]
struct ItemResult {
    kind: &'static str,
    from: Vec<String>,
    to: Vec<String>,
    before: String,
    carried: String,
    cut: bool,
    after: String,
    maximum_before: String,
    maximum_after: String,
}

#[derive(Serialize)]
struct RestResult {
    node: String,
    before: String,
    after: String,
}

#[derive(Serialize)]
struct LeafResult {
    from: Vec<String>,
    to: Vec<String>,
    before: String,
    carried: String,
    after: String,
    maximum: String,
    performance: String,
    persistent: String,
    agencies: Vec<String>,
}

#[derive(Serialize)]
struct RowRestResult {
    node: String,
    performance: String,
}

#[derive(Serialize)]
struct AgenciesResult {
    each: Vec<AgencyResult>,
    shared: String,
    nobody: String,
    rests: String,
}

#[derive(Serialize)]
struct AgencyResult {
    id: String,
    alone: String,
    shared: String,
}

#[derive(Serialize)]
struct StatusResult {
    node: String,
    before: &'static str,
    after: &'static str,
    change: &'static str,
}

impl CompareFile {
    fn new(bridge: &YearBridge<'_, '_>) -> CompareFile {
        let (before, after) = (bridge.before(), bridge.after());
        let sided = |nodes: &[(Side, Address)]| {
            let sided = |(side, node): &(Side, Address)| SidedNode {
                side: side.word(),
                node: node.to_string(),
            };
            nodes.iter().map(sided).collect()
        };
        CompareFile {
            format: FORMAT,
            before: YearResult::new(before),
            after: YearResult::new(after),
            same_stage: before.answers().stage().id == after.answers().stage().id,
            same_rules: bridge.same_rules(),
            mapping: bridge.mapping().file().map(|file| MappingResult {
                name: file.name.clone(),
                digest: file.digest.clone(),
                reversed: file.reversed,
            }),
            covered: CoveredResult {
                before: bridge.covered(Side::Before).to_string(),
                before_maximum: before.edition().total().to_string(),
                after: bridge.covered(Side::After).to_string(),
                after_maximum: after.edition().total().to_string(),
            },
            lifted: sided(bridge.lifted()),
            absorbed: sided(bridge.absorbed()),
            total: TermsResult::new(bridge.total()),
            blocks: bridge.blocks().iter().map(BlockResult::new).collect(),
            items: bridge.items().iter().map(ItemResult::new).collect(),
            rests: bridge.rests().iter().map(RestResult::new).collect(),
            leaves: bridge.leaves().iter().map(LeafResult::new).collect(),
            row_rests: bridge.row_rests().iter().map(RowRestResult::new).collect(),
            agencies: AgenciesResult::new(&bridge.agencies()),
            statuses: bridge.statuses().iter().map(StatusResult::new).collect(),
        }
    }
}

impl YearResult {
    fn new(card: &Scorecard<'_>) -> YearResult {
        let placement: &Placement<'_> = card.placement();
        let comparisons = card.comparisons();
        let printed = comparisons.iter().filter(|one| one.declared.what == DeclaredWhat::Points);
        YearResult {
            stamp: Stamp::of(card.answers()),
            computed: card.total().to_string(),
            category: placement.category.map(|category| category.id.to_string()),
            without_gates: placement.without_gates.map(|category| category.id.to_string()),
            kept_by: card.kept_by().map(|gate| gate.gate.id.to_string()),
            between: placement.between.map(|category| category.id.to_string()),
            declared: printed
                .map(|one| DeclaredResult {
                    node: one.declared.node.to_string(),
                    declared: one.declared.points.to_string(),
                    computed: one.computed.map(|points| points.to_string()),
                    difference: one.difference().map(|points| points.to_string()),
                })
                .collect(),
            declared_category: card.answers().declared_category().map(|category| {
                DeclaredCategoryResult {
                    id: match category {
                        DeclaredCategory::Below => None,
                        DeclaredCategory::Category(category) => Some(category.id.to_string()),
                    },
                }
            }),
        }
    }
}

impl TermsResult {
    fn new(terms: BridgeTerms) -> TermsResult {
        TermsResult {
            before: terms.before.to_string(),
            rules: terms.rules.to_string(),
            performance: terms.performance.to_string(),
            new: terms.new.to_string(),
            retired: terms.retired.to_string(),
            adjustment: terms.adjustment.to_string(),
            after: terms.after.to_string(),
            change: terms.change().to_string(),
        }
    }
}

impl BlockResult {
    fn new(block: &BlockBridge) -> BlockResult {
        BlockResult {
            blocks: names(&block.blocks),
            side: block.side.word(),
            terms: TermsResult::new(block.terms),
        }
    }
}

impl ItemResult {
    fn new(item: &BridgeItem<'_>) -> ItemResult {
        ItemResult {
            kind: item.kind.word(),
            from: names(&item.from),
            to: names(&item.to),
            before: item.before.to_string(),
            carried: item.carried.to_string(),
            cut: item.cut,
            after: item.after.to_string(),
            maximum_before: item.maximum_before.to_string(),
            maximum_after: item.maximum_after.to_string(),
        }
    }
}

impl RestResult {
    fn new(rest: &BridgeRest) -> RestResult {
        RestResult {
            node: rest.node.to_string(),
            before: rest.before.to_string(),
            after: rest.after.to_string(),
        }
    }
}

impl LeafResult {
    fn new(leaf: &LeafChange<'_>) -> LeafResult {
        let id = |agency: &&Agency| agency.id.to_string();
        LeafResult {
            from: names(&leaf.from),
            to: names(&leaf.to),
            before: leaf.before.to_string(),
            carried: leaf.carried.to_string(),
            after: leaf.after.to_string(),
            maximum: leaf.maximum.to_string(),
            performance: leaf.performance().to_string(),
            persistent: leaf.persistent().to_string(),
            agencies: leaf.agencies.iter().map(id).collect(),
        }
    }
}

impl RowRestResult {
    fn new(rest: &RowRest) -> RowRestResult {
        RowRestResult { node: rest.node.to_string(), performance: rest.performance.to_string() }
    }
}

impl AgenciesResult {
    fn new(changes: &AgencyChanges<'_>) -> AgenciesResult {
        let each = |change: &AgencyChange<'_>| AgencyResult {
            id: change.agency.id.to_string(),
            alone: change.alone.to_string(),
            shared: change.shared.to_string(),
        };
        let text = |points: Points| points.to_string();
        AgenciesResult {
            each: changes.agencies.iter().map(each).collect(),
            shared: text(changes.shared),
            nobody: text(changes.nobody),
            rests: text(changes.rests),
        }
    }
}

impl StatusResult {
    fn new(change: &StatusChange<'_>) -> StatusResult {
        let word = |status: EvidenceStatus| status.word();
        StatusResult {
            node: change.node.to_string(),
            before: word(change.before),
            after: word(change.after),
            change: if change.is_lost() { "lost" } else { "gained" },
        }
    }
}

fn names(nodes: &[Address]) -> Vec<String> {
    nodes.iter().map(ToString::to_string).collect()
}
