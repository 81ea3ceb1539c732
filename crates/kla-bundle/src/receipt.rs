//! The receipt as JSON: a shape of its own, because a file format is a promise.
//!
//! It states what was used, what came out, and every value that rests on an overlay, on rules put in
//! place of the shipped ones, or on points that somebody stated. The order of keys and lists is fixed.
//! The shape is version 1; a key may be added, never changed.

use std::sync::OnceLock;

use kla::{Citation, DifferenceKind, Edition, ResultFile, Scorecard};
use serde::Serialize;

use crate::file::{File, sha256};
use crate::law::{Law, Origin};
use crate::overridden::{Override, overrides};

/// The version of the shape.
const FORMAT: u32 = 1;

/// A receipt as it is written to JSON.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Receipt {
    /// The version of the shape, 1.
    pub format: u32,
    /// The version of the engine that scored.
    pub engine: String,
    /// Which rules were used.
    pub edition: EditionReceipt,
    /// The overlay that refined them, if one did.
    pub overlay: Option<OverlayReceipt>,
    /// Where the shipped edition was replaced: what differs from it.
    pub replaced: Vec<String>,
    /// SHA-256 of the list of regions, from which the names in the result come.
    pub regions: String,
    /// Whose score it is.
    pub case: CaseReceipt,
    /// What came out.
    pub result: OutcomeReceipt,
    /// Every value that rests on an overlay, on a replaced rule, or on points stated as a whole.
    pub overrides: Vec<Override>,
    /// What went in.
    pub inputs: Vec<FileReceipt>,
    /// What was written.
    pub outputs: Vec<FileReceipt>,
}

/// Which rules were used.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EditionReceipt {
    /// The edition's id.
    pub id: String,
    /// Its revision.
    pub revision: u32,
    /// Its name.
    pub name: String,
    /// Its digest as in results: `sha256:` and the SHA-256 over names and texts of its files.
    pub digest: String,
    /// `shipped`, `replaced` or `own`.
    pub origin: String,
}

/// An overlay and what it did.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OverlayReceipt {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// SHA-256 of its text, as in results.
    pub digest: String,
    /// Every rule that it added or changed, in its own order.
    pub touched: Vec<TouchedRule>,
    /// The questions that it took out.
    pub removed: Vec<String>,
}

/// A rule that an overlay added or changed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TouchedRule {
    /// The node by its address, the gate by its id, or `rounding`, `not_applicable`.
    pub rule: String,
    /// `question`, `indicator`, `block`, `gate` or `policy`.
    pub kind: String,
    /// The source that the overlay cites for it.
    pub source: String,
    /// How sure it is.
    pub confidence: String,
}

/// Whose score it is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CaseReceipt {
    /// The region's code.
    pub region: String,
    /// Its name.
    pub name: Option<String>,
    /// Its province.
    pub province: Option<String>,
    /// The evaluation year.
    pub year: u16,
    /// The id of the stage.
    pub stage: String,
}

/// What came out.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OutcomeReceipt {
    /// The total.
    pub points: String,
    /// The most that could be had.
    pub maximum: String,
    /// The id of the category; none below the first band.
    pub category: Option<String>,
    /// Its name.
    pub category_name: Option<String>,
}

/// A file of the bundle.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FileReceipt {
    /// Its path in the bundle.
    pub file: String,
    /// Its length.
    pub bytes: usize,
    /// Its SHA-256, as `sha256sum` prints it.
    pub sha256: String,
}

impl FileReceipt {
    pub(crate) fn of(file: &File) -> FileReceipt {
        let File { name, bytes } = file;
        FileReceipt { file: name.clone(), bytes: bytes.len(), sha256: sha256(bytes) }
    }
}

impl Receipt {
    pub(crate) fn new(
        law: &Law,
        card: &Scorecard<'_>,
        result: &ResultFile,
        inputs: &[File],
        outputs: &[File],
    ) -> Receipt {
        let edition = &law.edition;
        let replaced = replaced(law);
        Receipt {
            format: FORMAT,
            engine: result.engine.clone(),
            edition: EditionReceipt {
                id: edition.id().to_string(),
                revision: edition.revision(),
                name: edition.name().to_owned(),
                digest: edition.digest().to_owned(),
                origin: law.origin.word().to_owned(),
            },
            overlay: overlay(law),
            regions: regions(),
            case: CaseReceipt {
                region: result.region.code.clone(),
                name: result.region.name.clone(),
                province: result.region.province.clone(),
                year: result.year,
                stage: result.stage.clone(),
            },
            result: OutcomeReceipt {
                points: result.total.points.clone(),
                maximum: result.total.maximum.clone(),
                category: result.category.as_ref().map(|category| category.id.clone()),
                category_name: result.category.as_ref().map(|category| category.name.clone()),
            },
            overrides: overrides(card, law.origin, &replaced),
            replaced,
            inputs: inputs.iter().map(FileReceipt::of).collect(),
            outputs: outputs.iter().map(FileReceipt::of).collect(),
        }
    }

    /// The JSON text, indented, ending in a line break.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = match serde_json::to_string_pretty(self) {
            Ok(text) => text,
            // Strings, numbers and lists only: there is nothing in the shape that can fail.
            Err(error) => unreachable!("a receipt cannot be written: {error}"),
        };
        text.push('\n');
        text
    }
}

/// The digest of the list of regions that ships: computed once, since it never changes.
fn regions() -> String {
    static DIGEST: OnceLock<String> = OnceLock::new();
    DIGEST.get_or_init(|| sha256(kla_rules::REGIONS.as_bytes())).clone()
}

/// What an overlay did. A replaced edition carries a stamp too, but no overlay stands behind it.
fn overlay(law: &Law) -> Option<OverlayReceipt> {
    let stamp = law.edition.overlay()?;
    if law.origin == Origin::Replaced && stamp.digest == law.edition.digest() {
        return None;
    }
    let removed: Vec<String> = stamp.removed.iter().map(ToString::to_string).collect();
    let kept = stamp.touched.iter().filter(|rule| !removed.contains(rule));
    let touched = kept.filter_map(|rule| {
        let (kind, citation) = rule_named(&law.edition, rule)?;
        Some(TouchedRule {
            rule: rule.clone(),
            kind: kind.to_owned(),
            source: citation.source.to_string(),
            confidence: citation.confidence.word().to_owned(),
        })
    });
    Some(OverlayReceipt {
        id: stamp.id.clone(),
        name: stamp.name.clone(),
        digest: stamp.digest.clone(),
        touched: touched.collect(),
        removed,
    })
}

/// The kind of a rule that an overlay names, and where it comes from.
fn rule_named<'e>(edition: &'e Edition, rule: &str) -> Option<(&'static str, &'e Citation)> {
    if let Some(question) = edition.question(rule) {
        return Some(("question", &question.citation));
    }
    if let Some(row) = edition.indicator(rule) {
        return Some(("indicator", &row.citation));
    }
    if let Some(block) = edition.block(rule) {
        return Some(("block", &block.citation));
    }
    match edition.gates().iter().find(|gate| gate.id == *rule) {
        Some(gate) => Some(("gate", &gate.citation)),
        None if rule == "rounding" => Some(("policy", &edition.rounding().citation)),
        None if rule == "not_applicable" => Some(("policy", &edition.not_applicable().citation)),
        None => None,
    }
}

/// What differs between the shipped edition and the one that took its place, once each.
fn replaced(law: &Law) -> Vec<String> {
    let shipped = Edition::bundled(law.edition.id().as_str());
    let Some(shipped) = shipped.filter(|_| law.origin == Origin::Replaced) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for difference in shipped.differences(&law.edition) {
        // Bands are rules of the whole; a category's id alone would read like a node.
        let name = match difference.kind {
            DifferenceKind::Category => format!("category.{}", difference.about),
            _ => difference.about,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
