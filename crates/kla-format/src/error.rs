//! Why a text has no canonical form.

use std::fmt;

use kla::{Lang, Text};

/// Why a text has no canonical form.
///
/// A file that the engine would refuse for what it says can still be formatted; only its kind must be
/// known and its syntax sound.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// The text is not TOML.
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in characters.
        column: usize,
        /// What the parser says, in its own English.
        reason: String,
    },
    /// The text is JSON, which has no comments and no canonical form here.
    Json,
    /// The keys are neither those of a rule file nor those of an answers file.
    UnknownKind,
}

impl FormatError {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            FormatError::Syntax { line, column, reason } => Text::new(
                format!("baris {line} kolom {column}: bukan TOML yang benar ({reason})"),
                format!("line {line}, column {column}: not valid TOML ({reason})"),
            ),
            FormatError::Json => Text::new(
                "berkas ini JSON; hanya berkas TOML yang dibakukan",
                "this file is JSON; only TOML files are formatted",
            ),
            FormatError::UnknownKind => Text::new(
                "bukan berkas aturan dan bukan berkas isian; lihat `rules/FORMAT.md`",
                "neither a rule file nor an answers file; see `rules/FORMAT.md`",
            ),
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message().get(Lang::En))
    }
}
