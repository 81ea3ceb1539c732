//! The argument that rules, fixtures and engine agree. Run it with `cargo test -p kla-tests`.
//!
//! Each module has one `check` for its kind of test; a new case is a new line of data.

mod run;
mod support;

mod fixtures;
mod oracle;
mod shapes;

mod laws;
mod overlays;

mod bands;
mod remarks;

mod audit;
mod batch;
mod bundle;
mod compare;
mod evidence;
mod explain;
mod handover;
mod merge;
mod plan;
mod province;
mod range;
mod reconcile;
mod sensitivity;
mod stages_over;
mod what_if;

mod format;
mod program;
mod published;
mod reading;
mod regions;
mod rejected;
mod rules;
mod schema;
mod scorer;
mod writing;

mod browser;
mod door;
mod guide;

mod sheet;
mod sheet_edit;
mod sheets;

mod hostile;
