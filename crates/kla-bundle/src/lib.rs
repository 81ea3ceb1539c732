//! A KLA case as one file that anybody can recompute: answers, rules, result and receipt.
//!
//! ```text
//! answers + rule texts ─► pack() ─► zip file ─► verify() ─► Verdict: the same, or every difference
//! ```
//!
//! Bytes in, bytes out: no I/O, no clock. The same answers, rules and engine give the same bytes on
//! every machine. A bundle proves that its result follows from its answers and rules; that it is the
//! very bundle that was handed over is shown by its own SHA-256 alone, so note that down elsewhere.
//!
//! ```
//! use kla_bundle::{File, RuleTexts, pack, verify};
//! # fn main() -> Result<(), kla_bundle::BundleError> {
//! let answers = File::new("isian.toml", "
//!     format = 1
//!     edition = '2023'
//!     region = '32.73'
//!     year = 2024
//!     stage = 'mandiri'
//!     blocks = { kelembagaan = '145,24' }
//! ");
//! let bundle = pack(&answers, &RuleTexts::Shipped)?;
//! let verdict = verify(&bundle.bytes)?;
//! assert!(verdict.is_same());
//! assert_eq!(verdict.sha256, bundle.sha256);
//! # Ok(())
//! # }
//! ```
//!
//! What stands in a bundle and what the receipt says is described in `RECEIPT.md` beside this crate.

mod error;
mod file;

mod container;
mod law;

mod overridden;
mod receipt;

mod readme;

mod pack;

mod tree;

mod verdict;
mod verify;

pub use error::BundleError;
pub use file::{ANSWERS_JSON, ANSWERS_TOML, File, OVERLAY, README, RECEIPT, RESULT, RULES, sha256};
pub use law::{Origin, RuleTexts};
pub use overridden::Override;
pub use pack::{Bundle, pack};
pub use receipt::{
    CaseReceipt, EditionReceipt, FileReceipt, OutcomeReceipt, OverlayReceipt, Receipt, TouchedRule,
};
pub use verdict::{Difference, Notice, Verdict};
pub use verify::verify;
