//! KLA answers as workbooks and CSV tables: forms to fill in, and reading them back.
//!
//! ```text
//! edition, answers ─► Form ─► .xlsx or .csv ─► people ─► import() ─► answers, findings
//! ```
//!
//! Bytes in, bytes out: no file is opened here. A form is laid out like the sheet that civil servants
//! know, one row per question; reading goes by the stable code of each row and the titles of the
//! columns, so that rows, columns and sheets may be moved. Every problem names its cell, what was read
//! and what to do; what could be read is returned all the same.
//!
//! A workbook holds binary floats. They never become points: a number is taken by its shortest decimal
//! text, and the answers are checked by the edition like any other file.

mod layout;
mod number;

mod choice;
mod finding;

mod form;
mod list;

mod grid;
mod guard;
mod import;

pub use finding::{CellPlace, Finding, FindingCode, SheetCode};
pub use form::{Form, FormError, Part};
pub use import::{Imported, Known, import};
pub use list::{List, ListCell};
