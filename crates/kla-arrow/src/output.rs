//! Scores as a batch.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, Decimal128Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use kla::{Edition, Lang, Points, Rejected, Tally};

use crate::ArrowScoreError;

/// Points: nine digits before the mark and six behind it, with room for a sum.
const POINTS: (u8, i8) = (18, 6);

/// What became of a row.
pub(crate) enum Outcome<'e> {
    Scored(Scored<'e>),
    Refused(Rejected),
}

impl<'e> Outcome<'e> {
    fn scored(&self) -> Option<&Scored<'e>> {
        match self {
            Outcome::Scored(scored) => Some(scored),
            Outcome::Refused(_) => None,
        }
    }
}

pub(crate) struct Scored<'e> {
    pub(crate) region: String,
    pub(crate) tally: Tally<'e>,
}

/// The columns of scores by an edition: `region`, `total`, `maximum`, `category` (its id; null below the
/// first), `between` (the category whose floor is just missed), `next`, `gap`, each block by its id, and
/// `code` and `message` of what is wrong with a row. Points are Decimal128 with six decimals.
///
/// The metadata name the edition, its revision and digest, its overlay and the engine.
#[must_use]
pub fn schema(edition: &Edition) -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let points = |name: &str| Field::new(name, DataType::Decimal128(POINTS.0, POINTS.1), true);
    let mut fields = vec![
        text("region"),
        points("total"),
        points("maximum"),
        text("category"),
        text("between"),
        text("next"),
        points("gap"),
    ];
    fields.extend(edition.blocks().iter().map(|block| points(block.id.as_str())));
    fields.extend([text("code"), text("message")]);
    let overlay = edition.overlay().map(|overlay| format!("{} {}", overlay.id, overlay.digest));
    let metadata: HashMap<String, String> = [
        ("kla.edition", edition.id().to_string()),
        ("kla.revision", edition.revision().to_string()),
        ("kla.digest", edition.digest().to_owned()),
        ("kla.overlay", overlay.unwrap_or_default()),
        ("kla.engine", env!("CARGO_PKG_VERSION").to_owned()),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into();
    Arc::new(Schema::new_with_metadata(fields, metadata))
}

pub(crate) fn batch(
    edition: &Edition,
    rows: &[Outcome<'_>],
) -> Result<RecordBatch, ArrowScoreError> {
    let scored: Vec<Option<&Scored<'_>>> = rows.iter().map(Outcome::scored).collect();
    let tallies = || scored.iter().map(|row| row.map(|scored| &scored.tally));
    let first = |row: &Outcome<'_>| match row {
        Outcome::Scored(_) => None,
        Outcome::Refused(rejected) => rejected.diagnostics().first().cloned(),
    };
    let mut columns: Vec<ArrayRef> = vec![
        text(scored.iter().map(|row| row.map(|scored| scored.region.clone()))),
        points(tallies().map(|tally| tally.map(Tally::total)))?,
        points(tallies().map(|tally| tally.map(|_| edition.total())))?,
        text(tallies().map(|tally| Some(tally?.placement().category?.id.to_string()))),
        text(tallies().map(|tally| Some(tally?.placement().between?.id.to_string()))),
        text(tallies().map(|tally| Some(tally?.placement().next?.category.id.to_string()))),
        points(tallies().map(|tally| Some(tally?.placement().next?.gap)))?,
    ];
    for place in 0..edition.blocks().len() {
        columns.push(points(tallies().map(|tally| tally?.blocks().get(place).copied()))?);
    }
    columns.push(text(rows.iter().map(|row| Some(first(row)?.code().name().to_owned()))));
    let message = |row| Some(first(row)?.message().get(Lang::En).to_owned());
    columns.push(text(rows.iter().map(message)));
    Ok(RecordBatch::try_new(schema(edition), columns)?)
}

fn text(cells: impl Iterator<Item = Option<String>>) -> ArrayRef {
    Arc::new(cells.collect::<StringArray>())
}

fn points(cells: impl Iterator<Item = Option<Points>>) -> Result<ArrayRef, ArrowScoreError> {
    let units = cells.map(|points| points.map(Points::millionths));
    let column = units.collect::<Decimal128Array>().with_precision_and_scale(POINTS.0, POINTS.1)?;
    Ok(Arc::new(column))
}
