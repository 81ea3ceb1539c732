//! A case recomputed and held against what was printed and what was written down as right.

use serde_json::Value;

use crate::answers::DeclaredCategory;
use crate::edition::{Category, Edition};
use crate::json::ResultFile;
use crate::points::Points;
use crate::score::{Agreement, Comparison, Scorecard};
use crate::wording::Lang;

/// What an audit of one case found.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Audit {
    /// How many figures were compared.
    pub compared: usize,
    /// What is not the same, in official order.
    pub findings: Vec<AuditFinding>,
}

/// A figure that is not the same.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct AuditFinding {
    /// Whose figure it is, by address, or a path into the golden result such as `category.id`.
    pub node: String,
    /// How it is to be taken.
    pub kind: AuditKind,
    /// As printed, or as the golden result has it.
    pub expected: String,
    /// As computed.
    pub found: String,
}

/// How a difference is to be taken.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum AuditKind {
    /// Rounding for display can explain it.
    Display,
    /// The golden result of the case has it: somebody has looked at it.
    Known,
    /// A printed figure really differs, and nobody has written that down.
    Declared,
    /// The computed result is not the golden one.
    Golden,
}

impl AuditKind {
    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            AuditKind::Display => "display",
            AuditKind::Known => "known",
            AuditKind::Declared => "declared",
            AuditKind::Golden => "golden",
        }
    }

    /// Whether an audit fails by it.
    #[must_use]
    pub fn fails(self) -> bool {
        match self {
            AuditKind::Display | AuditKind::Known => false,
            AuditKind::Declared | AuditKind::Golden => true,
        }
    }
}

/// The golden result is not JSON.
#[derive(Debug, thiserror::Error)]
#[error("the golden result is not JSON")]
pub struct GoldenError(#[from] serde_json::Error);

/// Holds a scorecard against its printed figures and, where there is one, the golden result: a part of
/// a result in JSON, of which every key must be as it is there.
///
/// # Errors
///
/// When the golden result is not JSON.
pub fn audit(card: &Scorecard<'_>, golden: Option<&str>) -> Result<Audit, GoldenError> {
    let golden: Option<Value> = golden.map(serde_json::from_str).transpose()?;
    let known = golden.as_ref().and_then(|golden| golden.get("declared")).and_then(Value::as_array);
    let mut audit = Audit { compared: 0, findings: Vec::new() };
    for comparison in card.comparisons() {
        if comparison.computed.is_some() {
            audit.compared += 1;
            audit.findings.extend(printed(&comparison, known));
        }
    }
    printed_category(card, &mut audit);
    if let Some(golden) = &golden {
        let result = serde_json::to_value(ResultFile::new(card, Lang::En))?;
        hold("", golden, &result, &mut audit);
        audit.findings.extend(stale(card, known));
    }
    Ok(audit)
}

/// A printed figure that is not the computed one.
fn printed(comparison: &Comparison<'_>, known: Option<&Vec<Value>>) -> Option<AuditFinding> {
    let expected = comparison.declared.points.to_string();
    let found = comparison.computed?.to_string();
    let kind = match comparison.agreement() {
        Agreement::Same | Agreement::NotCompared => return None,
        Agreement::Display => AuditKind::Display,
        Agreement::Different if is_known(comparison, known) => AuditKind::Known,
        Agreement::Different => AuditKind::Declared,
    };
    let node = match comparison.declared.what {
        crate::answers::DeclaredWhat::Points => comparison.declared.node.to_string(),
        crate::answers::DeclaredWhat::Maximum => {
            format!("{} ({})", comparison.declared.node, comparison.declared.what.word())
        }
    };
    Some(AuditFinding { node, kind, expected, found })
}

fn is_known(comparison: &Comparison<'_>, known: Option<&Vec<Value>>) -> bool {
    let key = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    known.is_some_and(|known| {
        known.iter().any(|entry| {
            key(entry, "node").as_deref() == Some(&comparison.declared.node.to_string())
                && key(entry, "what").as_deref() == Some(comparison.declared.what.word())
                && key(entry, "difference") == comparison.difference().map(|d| d.to_string())
        })
    })
}

/// Differences that the golden result has and that are gone.
fn stale(card: &Scorecard<'_>, known: Option<&Vec<Value>>) -> Vec<AuditFinding> {
    let Some(known) = known else { return Vec::new() };
    let differing: Vec<Comparison<'_>> =
        card.comparisons().into_iter().filter(Comparison::differs).collect();
    known
        .iter()
        .filter(|entry| {
            let one = Some(vec![(*entry).clone()]);
            !differing.iter().any(|comparison| is_known(comparison, one.as_ref()))
        })
        .map(|entry| AuditFinding {
            node: entry.get("node").and_then(Value::as_str).unwrap_or("declared").to_owned(),
            kind: AuditKind::Golden,
            expected: entry.to_string(),
            found: "-".to_owned(),
        })
        .collect()
}

/// The printed category against the band of the printed total, or of the computed one.
fn printed_category(card: &Scorecard<'_>, audit: &mut Audit) {
    let Some(declared) = card.answers().declared_category() else { return };
    audit.compared += 1;
    let edition = card.edition();
    let printed_total = card
        .answers()
        .declared()
        .iter()
        .find(|declared| {
            declared.node == crate::answers::Address::Total
                && declared.what == crate::answers::DeclaredWhat::Points
        })
        .map(|declared| declared.points);
    let by_points =
        printed_total.map_or(card.placement().category, |total| edition.category_of(total));
    let declared = match declared {
        DeclaredCategory::Below => None,
        DeclaredCategory::Category(category) => Some(category),
    };
    if declared.map(|category| &category.id) != by_points.map(|category| &category.id) {
        audit.findings.push(AuditFinding {
            node: "category".to_owned(),
            kind: AuditKind::Declared,
            expected: name(declared, edition),
            found: name(by_points, edition),
        });
    }
}

fn name(category: Option<&Category>, edition: &Edition) -> String {
    category.map_or_else(
        || edition.bands().below.get(Lang::Id).to_owned(),
        |category| category.name.clone(),
    )
}

/// Every key of the golden result must be as it is there; entries of lists are found by their `id`.
/// Printed figures are judged elsewhere.
fn hold(path: &str, golden: &Value, result: &Value, audit: &mut Audit) {
    match (golden, result) {
        (Value::Object(golden), Value::Object(result)) => {
            for (key, expected) in golden {
                if path.is_empty() && key == "declared" {
                    continue;
                }
                let found = result.get(key).unwrap_or(&Value::Null);
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                hold(&path, expected, found, audit);
            }
        }
        (Value::Array(golden), Value::Array(result)) => {
            for expected in golden {
                let id = expected.get("id");
                let found = result.iter().find(|found| id.is_some() && found.get("id") == id);
                let label = id.and_then(Value::as_str).unwrap_or("?");
                let path = format!("{path}.{label}");
                hold(&path, expected, found.unwrap_or(&Value::Null), audit);
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
                });
            }
        }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Edition {
    /// The category that a total alone reaches; `None` below the first band, and between bands where
    /// the edition does not say.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let total = "600.5".parse().unwrap();
    /// assert_eq!(edition.category_of(total).unwrap().id, "pratama");
    /// # }
    /// ```
    #[must_use]
    pub fn category_of(&self, total: Points) -> Option<&Category> {
        crate::score::Placement::by_points(self, total).category
    }
}
