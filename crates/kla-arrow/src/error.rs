//! Why a whole batch cannot be scored.

use arrow_schema::{ArrowError, DataType};

/// Why a whole batch cannot be scored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArrowScoreError {
    /// A column is unknown, stands twice or is missing; with the findings as text.
    #[error("the columns do not fit the edition:\n{0}")]
    Columns(String),
    /// A column of binary floats.
    #[error(
        "column `{0}` holds binary floats, which cannot hold 0.66 and change scores; \
         give it as Decimal128 or text"
    )]
    Float(String),
    /// A column of a type that holds no answer.
    #[error("column `{0}` is of type {1}; answers are decimals, whole numbers or text")]
    Type(String, DataType),
    /// A decimal with more decimals than points have, or none before the mark.
    #[error(
        "column `{0}` is of scale {1}; points have 0 to 6 decimals, so cast it to DECIMAL(18,6)"
    )]
    Scale(String, i8),
    /// Arrow refused to build the result.
    #[error(transparent)]
    Arrow(#[from] ArrowError),
}
