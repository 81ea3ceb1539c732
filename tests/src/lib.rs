//! What the suite needs besides the library under test.
//!
//! - [`oracle`] is a second engine, written from `rules/FORMAT.md` alone;
//! - [`generate`] makes random valid answers files;
//! - [`fixtures`] walks the cases with known results.
//!
//! Nothing here uses the crate `kla`: it is a dependency of the suite only, so that the two engines cannot
//! share code even by accident.

pub mod oracle;

pub mod generate;

pub mod fixtures;
