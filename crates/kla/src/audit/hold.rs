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
            if expected != found {
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

pub(super) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Expected minus found, where both are points.
fn difference(expected: &Value, found: &Value) -> Option<String> {
    let points = |value: &Value| value.as_str()?.parse::<Points>().ok();
    Some((points(expected)? - points(found)?).to_string())
}
