//! Conditions beside the points.

use super::Worth;
use super::values::{integer, list, number_of, word};
use std::collections::BTreeMap;
use toml::Table;

/// The worth of every node by its address, and the indicators with their maxima among them.
pub(super) struct Nodes<'a> {
    pub(super) worth: &'a BTreeMap<String, Worth>,
    pub(super) indicators: &'a [&'a Table],
}

/// Passed, failed, or unknown where what was not given could still decide.
pub(super) fn judge_part(part: &Table, nodes: &Nodes<'_>) -> Option<bool> {
    for (key, decisive) in [("all", false), ("any", true)] {
        if part.contains_key(key) {
            let outcomes: Vec<_> =
                list(part, key).into_iter().map(|part| judge_part(part, nodes)).collect();
            // One failure decides "all", one success decides "any"; then one unknown leaves it open.
            return if outcomes.contains(&Some(decisive)) {
                Some(decisive)
            } else if outcomes.contains(&None) {
                None
            } else {
                Some(!decisive)
            };
        }
    }
    if let Some(needed) = part.get("indicators") {
        let needed = needed.as_integer().expect("a number of indicators");
        return judge_share(needed, part, nodes);
    }
    let node = word(part, "question").or_else(|| word(part, "indicator")).expect("a node");
    let points = nodes.worth[node].points()?;
    Some(points >= number_of(part, "at_least"))
}

/// So many indicators with at least that percentage of their maximum.
fn judge_share(needed: i64, part: &Table, nodes: &Nodes<'_>) -> Option<bool> {
    let (mut enough, mut open) = (0, 0);
    for indicator in nodes.indicators {
        let id = word(indicator, "id").expect("an id");
        let Some(points) = nodes.worth[id].points() else {
            open += 1;
            continue;
        };
        let least = number_of(indicator, "maximum") * number_of(part, "at_share") / integer(100);
        enough += i64::from(points >= least);
    }
    if enough >= needed {
        Some(true)
    } else if enough + open < needed {
        Some(false)
    } else {
        None
    }
}
