//! The values that do not rest on the shipped rules and on answers alone.

use kla::{Basis, GateScore, LeafScore, Scorecard, Shape, State, Step};
use serde::Serialize;

use crate::law::Origin;

/// A value that rests on an overlay, on a replaced rule, or on points that somebody stated.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Override {
    /// The node by its address, or a gate by its id.
    pub node: String,
    /// `total`, `block`, `indicator`, `question` or `gate`.
    pub kind: String,
    /// Its points; of a gate its state.
    pub value: String,
    /// `overlay`, `replaced`, or `stated`: the points were typed where the rules would compute them.
    pub because: String,
    /// The rule behind it: the node itself, or `rounding`, `not_applicable`; none for stated points.
    pub rule: Option<String>,
}

/// Rules that were not the shipped ones, and why.
struct Touched<'t> {
    names: &'t [String],
    because: &'static str,
}

/// Every such value, in official order.
pub(crate) fn overrides(
    card: &Scorecard<'_>,
    origin: Origin,
    replaced: &[String],
) -> Vec<Override> {
    let stamp = card.edition().overlay();
    let touched = match origin {
        Origin::Replaced => Touched { names: replaced, because: "replaced" },
        Origin::Shipped | Origin::Own => Touched {
            names: stamp.map_or(&[], |stamp| stamp.touched.as_slice()),
            because: "overlay",
        },
    };
    let mut found = Vec::new();
    let total = card.rescale().is_some();
    touched.node("total", "total", &card.total().to_string(), total, &mut found);
    for block in card.blocks() {
        let (id, points) = (block.block.id.as_str(), block.points.to_string());
        touched.node(id, "block", &points, block.rescale.is_some(), &mut found);
        stated(block.basis, id, "block", &points, &mut found);
        // Nothing was computed for the rows of a block that was stated as a whole.
        if matches!(block.basis, Basis::Stated | Basis::Nothing) {
            continue;
        }
        for row in &block.indicators {
            let (id, points) = (row.indicator.id.as_str(), row.points.to_string());
            touched.node(id, "indicator", &points, row.rescale.is_some(), &mut found);
            stated(row.basis, id, "indicator", &points, &mut found);
            if let Some(leaf) = &row.measured {
                touched.leaf(id, "indicator", leaf, &mut found);
            }
            if matches!(row.basis, Basis::Stated | Basis::Nothing) {
                continue;
            }
            for question in &row.questions {
                let id = question.question.id.as_str();
                let points = question.leaf.points.to_string();
                touched.node(id, "question", &points, false, &mut found);
                touched.leaf(id, "question", &question.leaf, &mut found);
            }
        }
    }
    touched.gates(card.gates(), &mut found);
    found
}

impl Touched<'_> {
    fn has(&self, rule: &str) -> bool {
        self.names.iter().any(|name| name == rule)
    }

    fn push(&self, node: &str, kind: &str, value: &str, rule: &str, found: &mut Vec<Override>) {
        found.push(Override {
            node: node.to_owned(),
            kind: kind.to_owned(),
            value: value.to_owned(),
            because: self.because.to_owned(),
            rule: Some(rule.to_owned()),
        });
    }

    /// A node whose own rule was touched, or that was scaled by a rule that was.
    fn node(&self, id: &str, kind: &str, value: &str, scaled: bool, found: &mut Vec<Override>) {
        if self.has(id) {
            self.push(id, kind, value, id, found);
        }
        if scaled && self.has("not_applicable") {
            self.push(id, kind, value, "not_applicable", found);
        }
    }

    /// A leaf that a policy of the whole edition decided, or whose points were typed.
    fn leaf(&self, id: &str, kind: &str, leaf: &LeafScore<'_>, found: &mut Vec<Override>) {
        let value = leaf.points.to_string();
        let policy = match leaf.step() {
            Step::Share(_) => Some("rounding"),
            Step::NotApplicable(_) if leaf.measure.not_applicable.is_none() => {
                Some("not_applicable")
            }
            _ => None,
        };
        if let Some(policy) = policy.filter(|policy| self.has(policy)) {
            self.push(id, kind, &value, policy, found);
        }
        let typed = matches!(leaf.response.state, State::Points(_));
        if typed && !matches!(leaf.measure.shape, Shape::Points(_)) {
            stated(Basis::Stated, id, kind, &value, found);
        }
    }

    fn gates(&self, gates: &[GateScore<'_>], found: &mut Vec<Override>) {
        for score in gates {
            let id = score.gate.id.as_str();
            if self.has(id) {
                self.push(id, "gate", score.state.word(), id, found);
            }
        }
    }
}

/// Points that were stated where the rules would compute them.
fn stated(basis: Basis, node: &str, kind: &str, value: &str, found: &mut Vec<Override>) {
    if basis == Basis::Stated {
        found.push(Override {
            node: node.to_owned(),
            kind: kind.to_owned(),
            value: value.to_owned(),
            because: "stated".to_owned(),
            rule: None,
        });
    }
}
