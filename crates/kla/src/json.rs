//! Results as JSON: a shape of its own, because a file format is a promise.
//!
//! Points are strings, exact and with a dot; the order of keys and lists is fixed, so that the same
//! input gives the same bytes. The shape is version 1; a key may be added, never changed.

use serde::{Deserialize, Serialize};

use crate::answers::Place;
use crate::code::Severity;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::points::Points;
use crate::score::{Basis, BlockScore, IndicatorScore, QuestionScore, Rescale, Scorecard};
use crate::wording::{Lang, Text};

/// The version of the shape.
const FORMAT: u32 = 1;

/// A result as it is written to JSON.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each field is the key that the guide to results describes")]
pub struct ResultFile {
    pub format: u32,
    pub engine: String,
    pub edition: EditionStamp,
    pub region: RegionStamp,
    pub year: u16,
    pub stage: String,
    pub notes: Vec<String>,
    pub total: Total,
    pub category: Option<CategoryResult>,
    pub next: Option<NextResult>,
    pub completeness: CompletenessResult,
    pub confidence: Vec<ConfidenceResult>,
    pub gates: Vec<GateResult>,
    pub blocks: Vec<BlockResult>,
    pub declared: Vec<DeclaredResult>,
    pub remarks: Vec<RemarkResult>,
}

macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $kind:ty),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
            #[non_exhaustive]
            #[allow(missing_docs, reason = "each field is the key that the guide to results describes")]
            pub struct $name { $(pub $field: $kind),* }
        )*
    };
}

shapes! {
    /// Which rules were used.
    EditionStamp { id: String, revision: u32, digest: String, overlay: Option<OverlayResult> }
    /// The overlay that refined the rules.
    OverlayResult { id: String, name: String, digest: String }
    /// Whose result it is.
    RegionStamp { code: String, name: Option<String>, province: Option<String> }
    /// The total.
    Total { points: String, maximum: String, stayed: Option<String> }
    /// The category reached.
    CategoryResult { id: String, name: String, from: String, to: String, between: bool }
    /// The next category.
    NextResult { id: String, name: String, gap: String }
    /// How much of the form is answered: leaves, and points at stake.
    CompletenessResult { questions: String, of: String, points: String, maximum: String }
    /// Points that rest on rules of one confidence.
    ConfidenceResult { level: String, points: String }
    /// A gate and its state: passed, failed or unknown.
    GateResult { id: String, category: String, state: String, effect: String }
    /// A block.
    BlockResult {
        id: String,
        name: String,
        points: String,
        maximum: String,
        basis: String,
        stayed: Option<String>,
        indicators: Vec<IndicatorResult>,
    }
    /// An indicator.
    IndicatorResult {
        id: String,
        name: String,
        points: String,
        maximum: String,
        basis: String,
        earned: String,
        not_counted: String,
        stayed: Option<String>,
        questions: Vec<QuestionResult>,
    }
    /// A question.
    QuestionResult { id: String, points: String, maximum: String, state: String }
    /// A printed figure beside the computed one.
    DeclaredResult {
        node: String,
        what: String,
        declared: String,
        computed: Option<String>,
        difference: Option<String>,
    }
    /// A finding of a check, in both languages.
    FindingResult {
        code: String,
        severity: String,
        file: String,
        line: usize,
        column: usize,
        message: String,
        message_en: String,
        help: Option<String>,
        help_en: Option<String>,
    }
    /// A remark.
    RemarkResult { code: String, node: String, message: String }
}

/// Findings as they are written to JSON.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each field is the key that the guide to results describes")]
pub struct FindingFile {
    pub format: u32,
    pub findings: Vec<FindingResult>,
}

impl FindingFile {
    /// Findings in the order they are given.
    #[must_use]
    pub fn new(findings: &[Diagnostic]) -> FindingFile {
        FindingFile { format: FORMAT, findings: findings.iter().map(FindingResult::of).collect() }
    }

    /// The JSON text, indented, ending in a line break.
    #[must_use]
    pub fn to_json(&self) -> String {
        written(self)
    }
}

impl FindingResult {
    /// A finding of a reading.
    #[must_use]
    pub fn of(found: &Diagnostic) -> FindingResult {
        let place = found.source().position(found.span().start);
        let (code, file) = (found.code().name(), found.source().name());
        FindingResult::new(code, found.severity(), (file, place), found.message(), found.advice())
    }

    /// A finding of another program in the same shape: its code, how serious it is, the file with line
    /// and column from 1, what was found, and what to do about it. What looks like a NIK is crossed out.
    #[must_use]
    pub fn new(
        code: &str,
        severity: Severity,
        (file, (line, column)): (&str, (usize, usize)),
        message: &Text,
        help: Option<&Text>,
    ) -> FindingResult {
        let (message, help) = (message.without_niks(), help.map(Text::without_niks));
        FindingResult {
            code: code.to_owned(),
            severity: severity.word(Lang::En).to_owned(),
            file: file.to_owned(),
            line,
            column,
            message: message.get(Lang::Id).to_owned(),
            message_en: message.get(Lang::En).to_owned(),
            help: help.as_ref().map(|help| help.get(Lang::Id).to_owned()),
            help_en: help.as_ref().map(|help| help.get(Lang::En).to_owned()),
        }
    }
}

/// The text of a shape, indented, ending in a line break.
fn written(shape: &impl Serialize) -> String {
    let mut text = match serde_json::to_string_pretty(shape) {
        Ok(text) => text,
        // Strings, numbers and lists only: there is nothing in the shapes that can fail.
        Err(error) => unreachable!("a result cannot be written: {error}"),
    };
    text.push('\n');
    text
}

impl EditionStamp {
    /// The stamp of an edition, for every file that says by which rules it was computed.
    #[must_use]
    pub fn of(edition: &Edition) -> EditionStamp {
        EditionStamp {
            id: edition.id().to_string(),
            revision: edition.revision(),
            digest: edition.digest().to_owned(),
            overlay: edition.overlay().map(|overlay| OverlayResult {
                id: overlay.id.clone(),
                name: overlay.name.clone(),
                digest: overlay.digest.clone(),
            }),
        }
    }
}

impl RegionStamp {
    /// The stamp of a region.
    #[must_use]
    pub fn of(place: &Place) -> RegionStamp {
        RegionStamp {
            code: place.code.clone(),
            name: place.name.clone(),
            province: place.province.clone(),
        }
    }
}

impl ResultFile {
    /// The result of a scorecard, with remarks in one language.
    #[must_use]
    pub fn new(card: &Scorecard<'_>, lang: Lang) -> ResultFile {
        let (answers, edition) = (card.answers(), card.edition());
        let placement = card.placement();
        let completeness = card.completeness();
        ResultFile {
            format: FORMAT,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            edition: EditionStamp::of(edition),
            region: RegionStamp::of(answers.place()),
            year: answers.year(),
            stage: answers.stage().id.to_string(),
            notes: answers.notes().to_vec(),
            total: Total {
                points: card.total().to_string(),
                maximum: edition.total().to_string(),
                stayed: stayed(card.rescale()),
            },
            category: placement.category.map(|category| CategoryResult {
                id: category.id.to_string(),
                name: category.name.clone(),
                from: category.from.to_string(),
                to: category.to.to_string(),
                between: placement.between.is_some(),
            }),
            next: placement.next.as_ref().map(|next| NextResult {
                id: next.category.id.to_string(),
                name: next.category.name.clone(),
                gap: next.gap.to_string(),
            }),
            completeness: CompletenessResult {
                questions: completeness.answered.to_string(),
                of: completeness.leaves.to_string(),
                points: completeness.points.to_string(),
                maximum: completeness.maximum.to_string(),
            },
            confidence: card
                .confidence()
                .iter()
                .map(|share| ConfidenceResult {
                    level: share.confidence.word().to_owned(),
                    points: share.points.to_string(),
                })
                .collect(),
            gates: card
                .gates()
                .iter()
                .map(|gate| GateResult {
                    id: gate.gate.id.to_string(),
                    category: gate.gate.category.to_string(),
                    state: gate.state.word().to_owned(),
                    effect: gate.gate.effect.word().to_owned(),
                })
                .collect(),
            blocks: card.blocks().iter().map(block).collect(),
            declared: card
                .comparisons()
                .iter()
                .map(|comparison| DeclaredResult {
                    node: comparison.declared.node.to_string(),
                    what: comparison.declared.what.word().to_owned(),
                    declared: comparison.declared.points.to_string(),
                    computed: comparison.computed.map(|points| points.to_string()),
                    difference: comparison.difference().map(|points| points.to_string()),
                })
                .collect(),
            remarks: card
                .remarks()
                .iter()
                .map(|remark| RemarkResult {
                    code: remark.code().to_owned(),
                    node: remark.node().to_string(),
                    message: remark.message(lang),
                })
                .collect(),
        }
    }

    /// The JSON text, indented, ending in a line break.
    #[must_use]
    pub fn to_json(&self) -> String {
        written(self)
    }

    /// The JSON text on one line, ending in a line break.
    #[must_use]
    pub fn to_json_line(&self) -> String {
        match serde_json::to_string(self) {
            Ok(text) => text + "\n",
            // As above: nothing in the shapes can fail.
            Err(error) => unreachable!("a result cannot be written: {error}"),
        }
    }
}

fn basis(basis: Basis) -> String {
    match basis {
        Basis::Parts => "parts",
        Basis::Measured => "measured",
        Basis::Stated => "stated",
        Basis::Nothing => "nothing",
        Basis::Left => "left",
    }
    .to_owned()
}

/// The maxima that stayed, where parts left and the rest was scaled up.
fn stayed(rescale: Option<&Rescale>) -> Option<String> {
    rescale.map(|rescale| rescale.stayed.to_string())
}

fn block(score: &BlockScore<'_>) -> BlockResult {
    // A block stated as a whole says nothing about its rows: they are left out, not printed as zero.
    let rows = match score.basis {
        Basis::Parts | Basis::Measured | Basis::Left => score.indicators.as_slice(),
        Basis::Stated | Basis::Nothing => &[],
    };
    BlockResult {
        id: score.block.id.to_string(),
        name: score.block.name.clone(),
        points: score.points.to_string(),
        maximum: score.block.maximum.to_string(),
        basis: basis(score.basis),
        stayed: stayed(score.rescale.as_ref()),
        indicators: rows.iter().map(indicator).collect(),
    }
}

fn indicator(score: &IndicatorScore<'_>) -> IndicatorResult {
    let questions = match score.basis {
        Basis::Parts | Basis::Left => Some(score.questions),
        Basis::Stated | Basis::Nothing | Basis::Measured => None,
    };
    let earned: Points = if score.basis == Basis::Stated { score.points } else { score.earned };
    IndicatorResult {
        id: score.indicator.id.to_string(),
        name: score.indicator.name.clone(),
        points: score.points.to_string(),
        maximum: score.indicator.maximum.to_string(),
        basis: basis(score.basis),
        earned: earned.to_string(),
        not_counted: score.not_counted().to_string(),
        stayed: stayed(score.rescale.as_ref()),
        questions: questions.iter().flatten().map(|score| question(&score)).collect(),
    }
}

fn question(score: &QuestionScore<'_>) -> QuestionResult {
    QuestionResult {
        id: score.question.id.to_string(),
        points: score.leaf.points.to_string(),
        maximum: score.question.maximum.to_string(),
        state: score.leaf.response.state.word().to_owned(),
    }
}
