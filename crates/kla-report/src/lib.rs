//! KLA scorecards for people: text for a terminal, Markdown for a mail, HTML for a printer; and
//! explanations of single numbers as worked sums.
//!
//! ```text
//! Scorecard ─► View (ready strings) ─► template ─► text
//! ```
//!
//! Templates place strings that are ready; they know no rules and do no arithmetic. Everything is
//! available in Indonesian and English. JSON is written by the library itself, see
//! [`kla::ResultFile`].
//!
//! ```
//! let edition = kla::Edition::bundled("2023").unwrap();
//! let answers = edition.read_answers("a.toml", r#"
//!     format = 1
//!     edition = "2023"
//!     region = "32.73"
//!     year = 2024
//!     stage = "mandiri"
//!     [blocks]
//!     kelembagaan = "145,24"
//! "#).unwrap();
//! let card = kla::score(&answers);
//! let text = kla_report::render(&card, kla_report::Format::Text, kla::Lang::Id).unwrap();
//! assert!(text.contains("Kota Bandung"));
//! assert!(text.contains("145,24 dari 1.000"));
//! ```

mod bar;
mod catalogue;
mod chart;
mod compare;
mod differences;
mod evidence;
mod explain;
mod handover;
mod markdown;
mod paper;
mod plan;
mod province;
mod range;
mod reconcile;
mod remarks;
mod render;
mod sensitivity;
mod table;
mod view;
mod what_if;
mod words;

pub use catalogue::{describe_edition, list_editions};
pub use compare::compare_paper;
pub use differences::{describe_both, describe_differences};
pub use evidence::{EvidenceList, EvidenceQuery, evidence_chat, evidence_list, evidence_table};
pub use explain::{Explanation, UnknownNode, explain};
pub use handover::{HandoverHead, handover_paper};
pub use paper::Paper;
pub use plan::plan_paper;
pub use province::{
    ProvinceCell, ProvinceList, province_book, province_list, province_page, province_paper,
};
pub use range::range_paper;
pub use reconcile::reconciliation;
pub use render::{Format, RenderError, Templates, UnknownTemplate, render};
pub use sensitivity::sensitivity_paper;
pub use what_if::{scenarios, scenarios_note, supposition_note};
