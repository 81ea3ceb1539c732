//! Exact, explained scores for **Kabupaten/Kota Layak Anak** (KLA), the award of Indonesia's ministry
//! for women's empowerment and child protection for child-friendly districts.
//!
//! ```text
//! rules text ──► Edition ─┐
//!                         ├─► score() ──► Scorecard ──► results, reports, explanations
//! answers text ─► Answers ┘   (cannot fail)
//! ```
//!
//! Text becomes checked values, with every problem reported at once; checked values become a
//! scorecard, in which every number says how it came about. There is no I/O, no clock and no
//! binary float in this crate.
//!
//! ```
//! # #[cfg(feature = "bundled")] {
//! let edition = kla::Edition::bundled("2023").unwrap();
//! let text = r#"
//!     format = 1
//!     edition = "2023"
//!     region = "32.73"
//!     year = 2024
//!     stage = "mandiri"
//!     [blocks]
//!     kelembagaan = "145,24"
//!     klaster-1 = "103"
//!     klaster-2 = "136"
//!     klaster-3 = "142,5"
//!     klaster-4 = "105,6"
//!     klaster-5 = "179,2"
//!     kelana-dekela = "68,85"
//! "#;
//! let answers = edition.read_answers("bandung.toml", text).unwrap();
//! let card = kla::score(&answers);
//! assert_eq!(card.total().to_string(), "880.39");
//! assert_eq!(card.placement().category.unwrap().name, "Utama");
//! assert_eq!(card.placement().next.as_ref().unwrap().gap.to_string(), "20.61");
//! # }
//! ```
//!
//! Start with [`Edition`] and [`score`]; a program that reads files starts with [`AnswersFile`],
//! which knows the edition that a file was written for.

pub mod cell;
mod id;
mod number;
mod points;
pub mod wording;

mod code;
mod diagnostic;
mod document;

mod answers;
mod edition;
mod region;
mod score;

mod tree;

#[cfg(feature = "bundled")]
mod editions;

mod effort;

mod mapping;

mod difference;

mod rule_coverage;

#[cfg(feature = "json")]
mod json;

#[cfg(feature = "json")]
mod audit;

pub use answers::{
    Address, AnswerLeaf, Answered, Answers, AnswersFile, AnswersHead, Changes, Declared,
    DeclaredCategory, DeclaredWhat, Evidence, EvidenceStatus, Figure, Merge, MergeEntry,
    MergeError, MergeKind, MergeValue, NamedChanges, OverError, Place, Response, ResponseDetails,
    State, StatedNode, TableColumns, TableRow, Ticks, UnitAnswer, merge, names_a_person,
    tells_of_conflict,
};
#[cfg(feature = "json")]
pub use audit::{Audit, AuditFinding, AuditKind, GoldenError, audit, audit_result};
pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Rejected, Source};
pub use difference::{Change, Difference, DifferenceKind, Flip, Standing};
pub use edition::{
    Agency, AnsweredBy, Bands, Better, Between, Block, BlockKind, Bound, Category, Citation,
    Condition, Confidence, ConfidenceShare, Content, Depth, Edition, Effort, EffortClass,
    EffortKind, EvidenceKind, EvidenceKinds, Excess, Gate, GateEffect, Indicator, Item, Level,
    Measure, NotApplicable, NotApplicablePolicy, Note, OverlayStamp, Pace, Percent, Question,
    Reason, Reasons, RoundTo, Rounding, RoundingAt, RulePlace, Scale, SeriesOf, Shape, Shrink,
    SourceEntry, Stage, Steps, Take, Threshold, ZeroTotal,
};
#[cfg(feature = "bundled")]
pub use editions::Editions;
pub use effort::{EffortChanges, Work};
pub use id::{
    AgencyId, BlockId, CategoryId, EditionId, EffortId, EvidenceId, EvidenceKindId, GateId,
    IndicatorId, QuestionId, ReasonId, SourceId, StageId,
};
#[cfg(feature = "json")]
pub use json::{
    BlockResult, CategoryResult, CompletenessResult, ConfidenceResult, DeclaredResult,
    EditionStamp, FindingFile, FindingResult, GateResult, IndicatorResult, NextResult,
    OverlayResult, QuestionResult, RegionStamp, RemarkResult, ResultFile, Total,
};
pub use mapping::{MappedNodes, Mapping, MappingFile};
pub use number::ParsePointsError;
pub use points::{Exactness, Fraction, Points, Ties};
pub use region::{Kind, Province, Region, Regions};
pub use rule_coverage::{CoveredRule, RuleCoverage, RuleKind};
pub use score::{
    AgencyLoss, Agreement, Basis, BlockScore, Columns, Comparison, Completeness, ConditionScore,
    GateScore, GateState, Improvement, Improvements, IndicatorScore, LeafScore, Loss, Need, Next,
    Placement, QuestionScore, QuestionScores, QuestionScoresIter, Remark, Rescale, Scorecard,
    Scorer, Share, Step, Tally, score,
};
pub use wording::{Lang, Text};
