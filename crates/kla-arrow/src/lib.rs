//! Scores of Kabupaten/Kota Layak Anak for engines that speak [Arrow](https://arrow.apache.org).
//!
//! ```text
//! RecordBatch, a region a row, a node a column ──► scores() ──► RecordBatch, a region a row
//! ```
//!
//! Columns are `region`, `year`, `stage` and whatever nodes the edition has, by their address: `4.P1`, `4`,
//! `klaster-1`. A decimal or whole number is the points awarded; text is an answer as a table writes it, such
//! as `tidak-tahu`, `92,5%` or `53612/54317`; null is not answered. Binary floats are refused, since they
//! change scores.
//!
//! ```
//! use std::sync::Arc;
//! use arrow_array::{Array, Decimal128Array, RecordBatch, StringArray, cast::AsArray, types::Decimal128Type};
//!
//! let edition = kla::Edition::bundled("2023").unwrap();
//! let points = Decimal128Array::from(vec![Some(75), None]).with_precision_and_scale(9, 2).unwrap();
//! let batch = RecordBatch::try_from_iter([
//!     ("region", Arc::new(StringArray::from(vec!["62.71", "32.73"])) as _),
//!     ("4.P1", Arc::new(points) as _),
//! ]).unwrap();
//! let head = kla::AnswersHead { year: Some(2024), stage: Some("mandiri".into()), ..kla::AnswersHead::default() };
//! let scores = kla_arrow::scores(edition, &batch, &head).unwrap();
//! let totals = scores.column_by_name("total").unwrap().as_primitive::<Decimal128Type>();
//! assert_eq!(totals.value_as_string(0), "0.750000");
//! ```

mod cells;
mod error;
mod output;
#[cfg(feature = "parquet")]
mod parquet;

pub use error::ArrowScoreError;
pub use output::schema;
#[cfg(feature = "parquet")]
pub use parquet::{FileError, score_file};

use arrow_array::RecordBatch;
use kla::{Answers, AnswersHead, Edition, Regions, Rejected, Scorer, TableColumns, TableRow};
use rayon::prelude::*;

use cells::{Awarded, Cells};
use output::{Outcome, Scored};

/// The scores of a batch: one row for each of its rows, in their order, as [`schema`] describes them. A row
/// that cannot be scored has the code and the message of what is wrong with it, and nothing else.
///
/// `head` fills in the year and the stage where the batch has no columns of that name.
///
/// # Errors
///
/// When a column is unknown, missing or of a type that cannot hold an answer: then nothing is scored.
pub fn scores(
    edition: &Edition,
    batch: &RecordBatch,
    head: &AnswersHead,
) -> Result<RecordBatch, ArrowScoreError> {
    let cells = Cells::of(batch)?;
    let reading = Reading::of(edition, &cells, head)?;
    let rows: Vec<Outcome<'_>> =
        (0..batch.num_rows()).into_par_iter().map(|place| reading.outcome(place)).collect();
    output::batch(edition, &rows)
}

/// How the rows of a batch become answers.
///
/// Numbers in columns of points are awarded as they are; all other cells of the row are read as a table is.
/// Where anything is wrong the whole row is read, so that what is said of it is what the reader says.
struct Reading<'c, 'b, 'e> {
    edition: &'e Edition,
    scorer: Scorer<'e>,
    cells: &'c Cells<'b>,
    columns: TableColumns<'e>,
    awarded: Vec<Awarded<'c, 'b>>,
    others: Cells<'b>,
    other_columns: TableColumns<'e>,
}

impl<'c, 'b, 'e> Reading<'c, 'b, 'e> {
    fn of(
        edition: &'e Edition,
        cells: &'c Cells<'b>,
        head: &AnswersHead,
    ) -> Result<Reading<'c, 'b, 'e>, ArrowScoreError> {
        let head = AnswersHead { edition: Some(edition.id().to_string()), ..head.clone() };
        let columns = |cells: &Cells<'_>| {
            let titles = TableRow::of_cells("batch", 1, cells.titles());
            TableColumns::read(titles, &[edition], &head)
                .map_err(|found| ArrowScoreError::Columns(found.to_string()))
        };
        let (awarded, others) = cells.awarded(edition);
        Ok(Reading {
            edition,
            scorer: Scorer::of(edition),
            columns: columns(cells)?,
            other_columns: columns(&others)?,
            cells,
            awarded,
            others,
        })
    }

    fn outcome(&self, place: usize) -> Outcome<'e> {
        let answers =
            self.awarded(place).map_or_else(|| self.read(&self.columns, self.cells, place), Ok);
        match answers {
            Ok(answers) => Outcome::Scored(Scored {
                region: answers.place().code.clone(),
                tally: self.scorer.tally(&answers),
            }),
            Err(rejected) => Outcome::Refused(rejected),
        }
    }

    /// A row with its points awarded; `None` where that is not all there is to say of it.
    fn awarded(&self, place: usize) -> Option<Answers<'e>> {
        if self.awarded.is_empty() {
            return None;
        }
        let mut answers = self.read(&self.other_columns, &self.others, place).ok()?;
        for column in &self.awarded {
            if let Some(points) = column.points(place).ok()?
                && !answers.award(column.leaf, points)
            {
                return None;
            }
        }
        Some(answers)
    }

    fn read(
        &self,
        columns: &TableColumns<'e>,
        cells: &Cells<'_>,
        place: usize,
    ) -> Result<Answers<'e>, Rejected> {
        let row = cells.row(place);
        // Rows of a batch are counted from 1, as lines are.
        let row = TableRow::of_cells("batch", place + 1, row.iter().map(AsRef::as_ref));
        columns.file(row).check(self.edition, Some(Regions::bundled()))
    }
}
