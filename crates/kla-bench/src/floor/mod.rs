//! Loops by hand: what a developer writes who has one form to add up, and needs no reason for a number.
//!
//! They know no editions, no sources and no diagnostics; who wants to know why a region has 612.4 points
//! gets nothing from them. They are the floor under the price of those things.

mod decimals;
mod percents;
mod whole;

pub use decimals::{Answer, Form};
pub use percents::{Profile, ProfileAnswer};
pub use whole::{NOT_APPLICABLE, UNANSWERED, WholeForm, ZERO, earned, narrow};
