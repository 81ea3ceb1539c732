//! One module per command.

pub(crate) mod editions;
pub(crate) mod explain;
pub(crate) mod score;
