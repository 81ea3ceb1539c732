//! Forms.
mod choice;
mod form;
mod layout;
pub use form::{Form, FormError, Part};
