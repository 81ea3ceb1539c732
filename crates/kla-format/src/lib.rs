//! Rule files and answers files in their canonical form: one way to write what they say, so that a
//! difference between two versions is a difference in what they say.
//!
//! ```text
//! text ─► tree with comments ─► kind of file (its keys) ─► text
//! ```
//!
//! - Lines end in `\n`, also in texts of several lines, without blanks before it; the file ends in one
//!   line break and has no byte order mark. A blank line stands before every table header, and none
//!   is doubled.
//! - Keys stand in the order of the guide (`rules/FORMAT.md`), unknown ones behind them. What is data
//!   keeps its order: tables, lists, answers, figures by block or indicator.
//! - Numbers that count are quoted and have a decimal dot. None changes its value: a bare fraction, a
//!   mark that could be grouping (`"1,000"`), and a bare number as a whole answer, which only the
//!   question can tell from a level, stay as they are written.
//! - Texts are in double quotes. A list that would pass column 100 has one entry per line; a table in
//!   braces stays on its line.
//! - Comments stay with what they precede, or on the line that they end.
//!
//! What is canonical already comes out as it went in.
//!
//! ```
//! let text = "# Isian\n\nedition = '2023'\nformat=1\n[blocks]\nkelembagaan = '145,24' # ekpos\n";
//! assert_eq!(
//!     kla_format::format(text).unwrap(),
//!     "# Isian\n\nformat = 1\nedition = \"2023\"\n\n[blocks]\nkelembagaan = \"145.24\" # ekpos\n",
//! );
//! ```

mod error;
mod guide;

mod comment;
mod scalar;
mod sequence;
mod value;

mod file;

pub use error::FormatError;
pub use file::format;
