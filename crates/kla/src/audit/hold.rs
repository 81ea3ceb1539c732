//! One result held against another, key by key.

use serde_json::{Map, Value};

use super::{Audit, AuditFinding, AuditKind};
use crate::points::Points;

/// Every key of the expected result must be as it is there; what stands only in the found one is not
/// asked. Keys called as one of `apart` are judged elsewhere or not at all.
pub(super) fn all(expected: &Value, found: &Value, apart: &[&str], audit: &mut Audit) {
    hold("", expected, found, apart, audit);
}

fn hold(path: &str, expected: &Value, found: &Value, apart: &[&str], audit: &mut Audit) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, expected) in expected {
                if apart.contains(&key.as_str()) {
                    continue;
                }
                let found = found.get(key).unwrap_or(&Value::Null);
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                hold(&path, expected, found, apart, audit);
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            for expected in expected {
                let name = name(expected);
                let same = found.iter().find(|found| name.is_some() && self::name(found) == name);
                // Entries without a name stand for themselves, such as notes.
                let same = same.or_else(|| found.iter().find(|found| *found == expected));
                let label = name.unwrap_or_else(|| plain(expected));
                let path = format!("{path}.{label}");
                hold(&path, expected, same.unwrap_or(&Value::Null), apart, audit);
            }
        }
        (expected, found) => {
            audit.compared += 1;
            let same = expected == found
                || difference(expected, found).is_some_and(|difference| difference == "0");
            if !same {
                audit.findings.push(AuditFinding {
                    node: path.to_owned(),
                    kind: AuditKind::Golden,
                    expected: plain(expected),
                    found: plain(found),
                    difference: difference(expected, found),
                });
            }
        }
    }
}

/// What tells an entry of a list from the others: its id, or the node that it is about.
fn name(entry: &Value) -> Option<String> {
    let entry: &Map<String, Value> = entry.as_object()?;
    let word = |key: &str| entry.get(key).and_then(Value::as_str);
    if let Some(id) = word("id").or_else(|| word("level")) {
        return Some(id.to_owned());
    }
    let node = word("node")?;
    Some(match word("code").or_else(|| word("what")) {
        Some(kind) => format!("{node} ({kind})"),
        None => node.to_owned(),
    })
}

/// A value as text; a dash where there is none, and an outline where it is long.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Object(_) => "{ … }".to_owned(),
        Value::Array(_) => "[ … ]".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// What every implementation must give: points of every node, category, way to the next, states of
/// gates, and printed figures that differ.
pub(super) fn essence(result: &Value) -> Value {
    fn of(value: &Value, keys: &[&str]) -> Value {
        match value {
            Value::Object(map) => map
                .iter()
                .filter(|(key, _)| keys.contains(&key.as_str()))
                .map(|(key, value)| (key.clone(), of(value, keys)))
                .collect::<Map<String, Value>>()
                .into(),
            Value::Array(list) => list.iter().map(|entry| of(entry, keys)).collect(),
            other => other.clone(),
        }
    }
    let mut essence = Map::new();
    for (key, keys) in [
        ("total", &["points"][..]),
        ("category", &["id"]),
        ("next", &["id", "gap"]),
        ("gates", &["id", "state"]),
        ("blocks", &["id", "points", "indicators", "questions"]),
    ] {
        essence.insert(key.to_owned(), of(result.get(key).unwrap_or(&Value::Null), keys));
    }
    let declared = result.get("declared").and_then(Value::as_array).into_iter().flatten();
    let differs = |entry: &&Value| {
        entry.get("difference").and_then(Value::as_str).is_some_and(|size| size != "0")
    };
    let declared = declared.filter(differs);
    let declared = declared.map(|entry| of(entry, &["node", "what", "difference"]));
    essence.insert("declared".to_owned(), declared.collect());
    essence.into()
}

/// Expected minus found, where both are points.
fn difference(expected: &Value, found: &Value) -> Option<String> {
    let points = |value: &Value| value.as_str()?.parse::<Points>().ok();
    Some((points(expected)? - points(found)?).to_string())
}
