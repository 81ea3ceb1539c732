//! A case recomputed and held against what was printed and what was written down as right.

mod hold;

use serde_json::Value;

use crate::answers::{Address, Declared, DeclaredCategory, DeclaredWhat};
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
    /// Stated minus computed, where both are points.
    pub difference: Option<String>,
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

/// A result to compare with is not JSON.
#[derive(Debug, thiserror::Error)]
#[error("the result to compare with is not JSON")]
pub struct GoldenError(#[from] serde_json::Error);

impl Audit {
    fn new() -> Audit {
        Audit { compared: 0, findings: Vec::new() }
    }
}

/// Holds a scorecard against its printed figures and, where there is one, the golden result: a part of
/// a result in JSON, of which every key must be as it is there.
///
/// # Errors
///
/// When the golden result is not JSON.
pub fn audit(card: &Scorecard<'_>, golden: Option<&str>) -> Result<Audit, GoldenError> {
    let golden: Option<Value> = golden.map(serde_json::from_str).transpose()?;
    let known = golden.as_ref().and_then(|golden| golden.get("declared")).and_then(Value::as_array);
    let mut audit = Audit::new();
    for comparison in card.comparisons() {
        if comparison.computed.is_some() {
            audit.compared += 1;
            audit.findings.extend(printed(card.edition(), &comparison, known));
        }
    }
    printed_category(card, &mut audit);
    if let Some(golden) = &golden {
        let result = serde_json::to_value(ResultFile::new(card, Lang::En))?;
        hold::all(golden, &result, &["declared"], &mut audit);
        audit.findings.extend(stale(card, known, &audit.findings));
    }
    Ok(audit)
}

/// Holds a scorecard against the result of another program: every key that it gives must be as it is
/// here, save for the name of its engine and the wording of its remarks.
///
/// # Errors
///
/// When that result is not JSON.
///
/// ```
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let answers = edition.read_answers("a.toml", r#"
///     format = 1
///     edition = "2023"
///     region = "62.71"
///     year = 2024
///     stage = "mandiri"
///     [blocks]
///     kelembagaan = "145,24"
/// "#).unwrap();
/// let card = kla::score(&answers);
/// let theirs = r#"{ "engine": "another 2.1", "total": { "points": "145.25" } }"#;
/// let audit = kla::audit_result(&card, theirs).unwrap();
/// assert_eq!(audit.findings[0].node, "total.points");
/// assert_eq!(audit.findings[0].found, "145.24");
/// ```
pub fn audit_result(card: &Scorecard<'_>, theirs: &str) -> Result<Audit, GoldenError> {
    let theirs: Value = serde_json::from_str(theirs)?;
    let ours = serde_json::to_value(ResultFile::new(card, Lang::En))?;
    let mut audit = Audit::new();
    if !theirs.is_object() {
        audit.findings.push(AuditFinding {
            node: "result".to_owned(),
            kind: AuditKind::Golden,
            expected: "{ … }".to_owned(),
            found: "-".to_owned(),
            difference: None,
        });
        return Ok(audit);
    }
    hold::all(&theirs, &ours, &["engine", "message"], &mut audit);
    // And the other way round: what an implementation must give.
    let mut back = Audit::new();
    hold::all(&hold::essence(&ours), &theirs, &[], &mut back);
    for finding in back.findings {
        if !audit.findings.iter().any(|told| told.node == finding.node) {
            audit.compared += 1;
            let (expected, found) = (finding.found, finding.expected);
            audit.findings.push(AuditFinding { expected, found, ..finding });
        }
    }
    Ok(audit)
}

/// A printed figure that is not the computed one.
fn printed(
    edition: &Edition,
    comparison: &Comparison<'_>,
    known: Option<&Vec<Value>>,
) -> Option<AuditFinding> {
    let expected = comparison.declared.points.to_string();
    let found = comparison.computed?.to_string();
    let kind = match comparison.agreement() {
        Agreement::Same | Agreement::NotCompared => return None,
        // What changes the category is no matter of display.
        Agreement::Display if !changes_category(edition, comparison) => AuditKind::Display,
        _ if is_known(comparison, known) => AuditKind::Known,
        _ => AuditKind::Declared,
    };
    let difference = comparison.difference().map(|difference| difference.to_string());
    Some(AuditFinding { node: label(comparison.declared), kind, expected, found, difference })
}

/// Whether a printed total and the computed one stand in different categories.
fn changes_category(edition: &Edition, comparison: &Comparison<'_>) -> bool {
    let category = |total| edition.category_of(total).map(|category| &category.id);
    comparison.declared.node == Address::Total
        && comparison.declared.what == DeclaredWhat::Points
        && comparison
            .computed
            .is_some_and(|computed| category(comparison.declared.points) != category(computed))
}

/// A printed figure by the address of its node; maxima say so.
fn label(declared: &Declared) -> String {
    match declared.what {
        DeclaredWhat::Points => declared.node.to_string(),
        DeclaredWhat::Maximum => format!("{} ({})", declared.node, declared.what.word()),
    }
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

/// Differences that the golden result has and that are gone. Where the figure differs by something
/// else now, that has been told.
fn stale(
    card: &Scorecard<'_>,
    known: Option<&Vec<Value>>,
    told: &[AuditFinding],
) -> Vec<AuditFinding> {
    let comparisons = card.comparisons();
    let gone = |entry: &&Value| {
        let one = Some(vec![(*entry).clone()]);
        let still = |comparison: &Comparison<'_>| {
            comparison.differs() && is_known(comparison, one.as_ref())
        };
        !comparisons.iter().any(still)
    };
    let word = |entry: &Value, key: &str| hold::plain(entry.get(key).unwrap_or(&Value::Null));
    let finding = |entry: &Value| {
        let node = match word(entry, "what").as_str() {
            "maximum" => format!("{} (maximum)", word(entry, "node")),
            _ => word(entry, "node"),
        };
        let now = comparisons.iter().find(|comparison| label(comparison.declared) == node);
        AuditFinding {
            kind: AuditKind::Golden,
            expected: word(entry, "difference"),
            found: now
                .and_then(Comparison::difference)
                .map_or_else(|| "-".to_owned(), |difference| difference.to_string()),
            node: format!("declared.{node}.difference"),
            difference: None,
        }
    };
    let is_told = |finding: &AuditFinding| {
        told.iter().any(|told| finding.node == format!("declared.{}.difference", told.node))
    };
    let stale = known.into_iter().flatten().filter(gone).map(finding);
    stale.filter(|finding| !is_told(finding)).collect()
}

/// The printed category against the band of the printed total, and against the computed category. A
/// failed gate may keep a region below the band of its total, which is then no difference.
fn printed_category(card: &Scorecard<'_>, audit: &mut Audit) {
    let Some(declared) = card.answers().declared_category() else { return };
    audit.compared += 1;
    let declared = match declared {
        DeclaredCategory::Below => None,
        DeclaredCategory::Category(category) => Some(category),
    };
    let differs = |found: Option<&Category>| {
        declared.map(|category| &category.id) != found.map(|category| &category.id)
    };
    let placement = card.placement();
    let computed = placement.category;
    let mut report = |node: &str, found: Option<&Category>| {
        audit.findings.push(AuditFinding {
            node: node.to_owned(),
            kind: AuditKind::Declared,
            expected: name(declared),
            found: name(found),
            difference: None,
        });
    };
    let printed_total =
        card.answers().declared().iter().find(|declared| {
            declared.node == Address::Total && declared.what == DeclaredWhat::Points
        });
    let Some(printed_total) = printed_total else {
        if differs(computed) {
            report("category", computed);
        }
        return;
    };
    let by_total = card.edition().category_of(printed_total.points);
    let kept_by_gate = placement.without_gates.is_some() && !differs(computed);
    if differs(by_total) && !kept_by_gate {
        report("category of the printed total", by_total);
    }
}

/// The name of a category; a dash for none.
fn name(category: Option<&Category>) -> String {
    category.map_or_else(|| "-".to_owned(), |category| category.name.clone())
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
        self.placement(total).category
    }
}
