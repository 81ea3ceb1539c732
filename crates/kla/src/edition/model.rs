//! What an edition is, once it has been read and found sound.
//!
//! The parts have public fields but cannot be built or changed outside this crate: whoever holds a
//! reference to one holds a part of a checked edition.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rust_decimal::Decimal;

use crate::diagnostic::Diagnostic;
use crate::id::{
    AgencyId, BlockId, CategoryId, EditionId, EvidenceKindId, GateId, IndicatorId, QuestionId,
    SourceId, StageId,
};
use crate::points::{Points, Ties};
use crate::wording::Text;

/// One edition of the instrument: what may be asked, what it is worth, and what the total means.
///
/// The ministry changes maxima, questions and bands between years, so a score means nothing without
/// its edition. `2023` is the instrument of the evaluations of 2023 to 2025.
///
/// Invariant: the maxima of questions, indicators and blocks add up, save for declared caps; every
/// reference inside the edition leads somewhere.
#[derive(Debug)]
pub struct Edition {
    pub(crate) id: EditionId,
    pub(crate) revision: u32,
    pub(crate) name: String,
    pub(crate) years: RangeInclusive<u16>,
    pub(crate) total: Points,
    pub(crate) depth: Depth,
    pub(crate) citation: Citation,
    pub(crate) notes: Vec<Note>,
    pub(crate) bands: Bands,
    pub(crate) rounding: Rounding,
    pub(crate) not_applicable: NotApplicable,
    pub(crate) gates: Vec<Gate>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) evidence: Option<EvidenceKinds>,
    pub(crate) agencies: Vec<Agency>,
    pub(crate) sources: Vec<SourceEntry>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) digest: String,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// How deep an edition goes.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Depth {
    /// Only the maxima of the blocks are known.
    Block,
    /// Each indicator is answered by one measurement.
    Indicator,
    /// Indicators consist of questions.
    Question,
}

/// Where a rule comes from and how sure it is.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Citation {
    /// The source, listed in the edition.
    pub source: SourceId,
    /// How sure the rule is.
    pub confidence: Confidence,
}

/// How sure a rule is, surest first.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Confidence {
    /// Official text was seen.
    Official,
    /// A government site or slide quotes it.
    Secondary,
    /// Press reports.
    News,
    /// Data in a public application.
    Application,
    /// Our reading of what was seen.
    Inferred,
    /// Computed by us from other figures.
    Derived,
}

impl Confidence {
    /// Every level, surest first.
    pub const ALL: [Confidence; 6] = [
        Confidence::Official,
        Confidence::Secondary,
        Confidence::News,
        Confidence::Application,
        Confidence::Inferred,
        Confidence::Derived,
    ];

    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Official => "official",
            Confidence::Secondary => "secondary",
            Confidence::News => "news",
            Confidence::Application => "application",
            Confidence::Inferred => "inferred",
            Confidence::Derived => "derived",
        }
    }

    /// What the word means.
    #[must_use]
    pub fn meaning(self) -> Text {
        match self {
            Confidence::Official => Text::new("naskah resmi", "official text"),
            Confidence::Secondary => Text::new(
                "kutipan resmi (situs atau paparan pemerintah)",
                "official secondary source",
            ),
            Confidence::News => Text::new("berita", "press reports"),
            Confidence::Application => {
                Text::new("data dalam aplikasi publik", "data in a public application")
            }
            Confidence::Inferred => Text::new("tafsiran kami", "our reading"),
            Confidence::Derived => Text::new("turunan hitungan kami", "computed by us"),
        }
    }
}

/// Points that rest on rules of one confidence.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ConfidenceShare {
    /// The confidence.
    pub confidence: Confidence,
    /// The maxima that rest on them.
    pub points: Points,
}

/// Points by confidence, surest first.
pub(crate) fn shares<'r>(
    rules: impl IntoIterator<Item = (&'r Citation, Points)>,
) -> Vec<ConfidenceShare> {
    let mut shares: BTreeMap<Confidence, Points> = BTreeMap::new();
    for (citation, points) in rules {
        *shares.entry(citation.confidence).or_default() += points;
    }
    shares.into_iter().map(|(confidence, points)| ConfidenceShare { confidence, points }).collect()
}

/// A remark of the edition about itself, printed with each of its reports.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Note {
    /// Its name.
    pub id: String,
    /// What it says.
    pub text: Text,
}

/// The categories, and what a total outside all of them is called.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Bands {
    /// The name of a total below the first category.
    pub below: Text,
    /// What happens between two printed bands.
    pub between: Between,
    /// Where the rule for the space between bands comes from.
    pub citation: Citation,
    /// The categories, lowest first, without overlap.
    pub categories: Vec<Category>,
}

/// What happens to a total between two printed bands, such as 600.5 between 500–600 and 601–700.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Between {
    /// The printed floor of the next band is not reached: the lower category.
    Lower,
}

/// A category with its printed band.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Category {
    /// Its id; the top one is `kla`.
    pub id: CategoryId,
    /// Its label.
    pub name: String,
    /// The lowest total of the printed band, in points.
    pub from: Points,
    /// The highest total of the printed band, in points.
    pub to: Points,
    /// Where the band comes from.
    pub citation: Citation,
}

/// Whether and where the edition rounds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rounding {
    /// Where.
    pub at: RoundingAt,
    /// Where the rule comes from.
    pub citation: Citation,
}

/// The place of rounding.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum RoundingAt {
    /// Nothing is rounded.
    Never,
    /// The points of a measured indicator.
    Indicator {
        /// Decimals that remain.
        digits: u32,
        /// What happens to ties.
        ties: Ties,
    },
}

/// What an answer that does not apply does to the score.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NotApplicable {
    /// What it does.
    pub policy: NotApplicablePolicy,
    /// Where the rule comes from.
    pub citation: Citation,
}

/// What an answer that does not apply does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum NotApplicablePolicy {
    /// It earns nothing and its maximum stays.
    Lost,
}

/// A condition beside the points, such as the regulation that Utama is said to need.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Gate {
    /// Its name.
    pub id: GateId,
    /// The lowest category it speaks about.
    pub category: CategoryId,
    /// What it does when it fails.
    pub effect: GateEffect,
    /// What it says.
    pub text: Text,
    /// Its condition.
    pub condition: Condition,
    /// Where it comes from.
    pub citation: Citation,
}

/// What a failed gate does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum GateEffect {
    /// It is mentioned.
    Notice,
    /// The result stays below its category.
    Cap,
}

impl GateEffect {
    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            GateEffect::Notice => "notice",
            GateEffect::Cap => "cap",
        }
    }
}

/// A condition over the points of nodes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Condition {
    /// Every one must hold.
    All(Vec<AtLeast>),
    /// One suffices.
    Any(Vec<AtLeast>),
}

/// A node that must have at least so many points.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AtLeast {
    /// A question or an indicator.
    pub node: Measured,
    /// The points it needs.
    pub points: Points,
}

/// What a condition looks at.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Measured {
    /// The points of a question.
    Question(QuestionId),
    /// The points of an indicator.
    Indicator(IndicatorId),
}

/// A stage of the evaluation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stage {
    /// Its id, such as `mandiri`.
    pub id: StageId,
    /// What it is called.
    pub name: Text,
}

/// The kinds of evidence that questions ask for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EvidenceKinds {
    /// How surely kinds are attached to questions.
    pub citation: Citation,
    /// The kinds.
    pub kinds: Vec<EvidenceKind>,
}

/// A kind of evidence, such as a data table (MATRIKS).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EvidenceKind {
    /// Its id.
    pub id: EvidenceKindId,
    /// What it is called.
    pub name: String,
}

/// An agency (perangkat daerah) that answers questions.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// The full name.
    pub name: String,
    /// What a table prints.
    pub short: String,
    /// Other spellings that real sheets use.
    pub aliases: Vec<String>,
}

/// A document that rules cite.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SourceEntry {
    /// Its id.
    pub id: SourceId,
    /// What it is.
    pub title: String,
    /// Where it can be read, if that is known.
    pub url: Option<String>,
}

/// Kelembagaan, one of the five clusters, or Kelana-Dekela.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Block {
    /// Its id.
    pub id: BlockId,
    /// The full name.
    pub name: String,
    /// What it is.
    pub kind: BlockKind,
    /// What a table prints.
    pub short: String,
    /// The most points it can earn.
    pub maximum: Points,
    /// Where the maximum comes from.
    pub citation: Citation,
    /// Its rows; none where the edition knows only blocks.
    pub indicators: Vec<Indicator>,
    /// Its file, by the name under which the edition was read.
    pub file: String,
    /// The line of its maximum in that file.
    pub line: usize,
    /// The place among the edition's blocks.
    pub(crate) position: usize,
}

/// What a block is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum BlockKind {
    /// One of the five clusters of children's rights.
    Cluster,
    /// Kelembagaan, or the part for kecamatan and desa.
    Other,
}

/// A row of the instrument: one of its numbered indicators, or a lettered part of one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Indicator {
    /// Its number, such as `21A`.
    pub id: IndicatorId,
    /// The official name.
    pub name: String,
    /// The most points it can earn.
    pub maximum: Points,
    /// Where the maximum comes from.
    pub citation: Citation,
    /// How it earns them.
    pub content: Content,
    /// The line of its maximum in the file of its block.
    pub line: usize,
    /// The place among the edition's indicators.
    pub(crate) position: usize,
}

/// How an indicator earns its points.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Content {
    /// By one measurement of the indicator itself.
    Measured(Measure),
    /// By its questions.
    Questions {
        /// The questions in the order of the sheet.
        questions: Vec<Question>,
        /// Declared where the questions offer more than the maximum.
        excess: Option<Excess>,
    },
}

impl Indicator {
    /// Its questions; none where the indicator itself is measured.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        match &self.content {
            Content::Questions { questions, .. } => questions,
            Content::Measured(_) => &[],
        }
    }

    /// Its own measurement, where it has no questions.
    #[must_use]
    pub fn measure(&self) -> Option<&Measure> {
        match &self.content {
            Content::Measured(measure) => Some(measure),
            Content::Questions { .. } => None,
        }
    }

    /// What its questions could earn together; above the maximum where a cap is declared.
    #[must_use]
    pub fn offered(&self) -> Points {
        match &self.content {
            Content::Measured(_) => self.maximum,
            Content::Questions { questions, .. } => {
                questions.iter().map(|question| question.maximum).sum()
            }
        }
    }

    /// The rules that decide its points with the maxima that rest on them: its questions', or its
    /// own where it is measured or capped. The maxima add up to its own.
    pub(crate) fn deciding_rules(&self) -> Vec<(&Citation, Points)> {
        match &self.content {
            Content::Questions { questions, excess: None } => {
                questions.iter().map(|question| (&question.citation, question.maximum)).collect()
            }
            _ => vec![(&self.citation, self.maximum)],
        }
    }

    /// Why its questions may offer more than its maximum, where they do.
    #[must_use]
    pub fn excess(&self) -> Option<&Excess> {
        match &self.content {
            Content::Questions { excess, .. } => excess.as_ref(),
            Content::Measured(_) => None,
        }
    }
}

/// Questions that offer more than their indicator's maximum: the indicator caps.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Excess {
    /// Why, in the words of the edition.
    pub reason: String,
}

/// A question of the sheet.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Question {
    /// Its address, such as `4.P1`.
    pub id: QuestionId,
    /// The most points it can earn.
    pub maximum: Points,
    /// Where the maximum comes from.
    pub citation: Citation,
    /// What it asks and how the answer earns.
    pub measure: Measure,
    /// The line of its maximum in the file of its block.
    pub line: usize,
    /// The place among the edition's questions.
    pub(crate) position: usize,
}

/// What is asked and how the answer earns points.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Measure {
    /// The question, in plain Indonesian.
    pub text: String,
    /// How an answer earns points.
    pub shape: Shape,
    /// Which direction is better in the field.
    pub better: Better,
    /// Who answers, where it is not one agency for the whole region.
    pub answered_by: Option<AnsweredBy>,
    /// The agencies that own it; shared where there are several.
    pub agencies: Vec<AgencyId>,
    /// The kinds of evidence asked for.
    pub evidence: Vec<EvidenceKindId>,
}

/// How an answer earns points.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    /// Awarded points, typed from the sheet.
    Points,
    /// A percentage, or a count of a total, that earns its share of the maximum.
    PercentLinear {
        /// What a total of zero means.
        zero_total: ZeroTotal,
        /// Decimals that remain after rounding.
        digits: u32,
        /// What happens to ties.
        ties: Ties,
    },
}

/// What a total of zero means: nothing of that kind exists in the region.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ZeroTotal {
    /// The question does not apply.
    NotApplicable,
    /// It earns the maximum.
    Full,
    /// It earns nothing.
    None,
}

/// Which direction of a figure is better.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better, as with stunting or child marriage.
    Lower,
}

/// Who answers a question that every part of the region answers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AnsweredBy {
    /// Every kecamatan.
    Kecamatan,
    /// Every desa and kelurahan.
    Desa,
}

/// A percentage between 0 and 100, as written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Percent(Decimal);

impl Percent {
    /// A percentage; `None` outside 0 to 100.
    pub(crate) fn new(value: Points) -> Option<Percent> {
        let value = value.as_written();
        (value <= Decimal::ONE_HUNDRED && (!value.is_sign_negative() || value.is_zero()))
            .then_some(Percent(value))
    }

    /// The number in front of the percent sign, with the digits it was written with.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        self.0
    }
}
