//! One module per command.

pub(crate) mod audit;
pub(crate) mod batch;
pub(crate) mod bundle;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod editions;
pub(crate) mod evidence;
pub(crate) mod explain;
pub(crate) mod form;
pub(crate) mod format;
pub(crate) mod handover;
pub(crate) mod import;
pub(crate) mod merge;
pub(crate) mod page;
pub(crate) mod paper;
pub(crate) mod plan;
pub(crate) mod province;
pub(crate) mod range;
pub(crate) mod reconcile;
pub(crate) mod schema;
pub(crate) mod score;
pub(crate) mod sensitivity;
pub(crate) mod templates;
pub(crate) mod verify;
pub(crate) mod what_if;
