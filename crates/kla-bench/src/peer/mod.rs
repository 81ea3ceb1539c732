//! Rule engines that are published, given the same answers.
//!
//! Each is used as its own pages show: rules written once, compiled once where it can, answers handed over
//! ready in its own types. They give the total with the caps of indicators and blocks, the category, and
//! no reasons.

mod script;
#[cfg(feature = "zen")]
mod zen;

pub use script::{Script, ScriptAnswers};
#[cfg(feature = "zen")]
pub use zen::Zen;
