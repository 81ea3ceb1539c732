//! What an edition is, once it has been read and found sound.
//!
//! The parts have public fields but cannot be built or changed outside this crate: whoever holds a
//! reference to one holds a part of a checked edition.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use super::citation::Citation;
use super::flat::Flat;
use super::gates::Gate;
use super::index::Index;
use super::planning::{Effort, Reasons, Shrink};
use super::policy::{Between, NotApplicable, Rounding};
use super::shape::Measure;
use crate::diagnostic::Diagnostic;
use crate::id::{
    AgencyId, BlockId, CategoryId, EditionId, EvidenceKindId, IndicatorId, QuestionId, SourceId,
    StageId,
};
use crate::points::Points;
use crate::wording::Text;

/// One edition of the instrument: what may be asked, what it is worth, and what the total means.
///
/// The ministry changes maxima, questions and bands between years, so a score means nothing without
/// its edition. `2023` is the instrument of the evaluations of 2023 to 2025.
///
/// Invariant: the maxima of questions, indicators and blocks add up, save for declared caps; every
/// reference inside the edition leads somewhere.
#[derive(Clone, Debug)]
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
    pub(crate) reasons: Option<Reasons>,
    pub(crate) shrink: Option<Shrink>,
    pub(crate) effort: Option<Effort>,
    pub(crate) agencies: Vec<Agency>,
    pub(crate) sources: Vec<SourceEntry>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) index: Index,
    pub(crate) flat: OnceLock<Flat>,
    pub(crate) digest: String,
    pub(crate) overlay: Option<OverlayStamp>,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// The overlay that refined an edition.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct OverlayStamp {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// SHA-256 of its text.
    pub digest: String,
    /// The nodes it touched, by address, in its own order.
    pub touched: Vec<String>,
    /// The questions it took out.
    pub removed: Vec<QuestionId>,
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

impl Depth {
    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Depth::Block => "block",
            Depth::Indicator => "indicator",
            Depth::Question => "question",
        }
    }
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
    /// Where its rule stands.
    pub place: RulePlace,
    /// The place among the edition's blocks.
    pub(crate) position: usize,
}

/// Where a rule stands: the text by the name under which it was read, and a line from 1.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct RulePlace {
    /// The name of the text.
    pub file: Arc<str>,
    /// The line of the node's maximum.
    pub line: usize,
}

impl fmt::Display for RulePlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.file, self.line)
    }
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
    /// Where its rule stands.
    pub place: RulePlace,
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
    /// The agencies that own it, or any of its questions, in the order in which they are named.
    #[must_use]
    pub fn owners(&self) -> Vec<AgencyId> {
        let mut owners: Vec<AgencyId> = Vec::new();
        let asked = self.questions().iter().map(|question| &question.measure);
        for agency in asked.chain(self.measure()).flat_map(|measure| &measure.agencies) {
            if !owners.contains(agency) {
                owners.push(agency.clone());
            }
        }
        owners
    }

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
    /// Where its rule stands.
    pub place: RulePlace,
    /// The place among the edition's questions.
    pub(crate) position: usize,
}
