//! How fast a file of points is scored, beside a loop by hand over the same columns and the same rows as
//! text: `laju REGIONS.parquet`. The loop knows only the total and checks nothing: it is the floor.

use std::error::Error;
use std::fs::File;
use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow_array::cast::AsArray as _;
use arrow_array::types::Decimal128Type;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use kla::{AnswersHead, Edition};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

const TIMES: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("laju WILAYAH.parquet")?;
    let edition = Edition::bundled("2023").ok_or("edition 2023 comes with the library")?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)?;
    let batch = reader.with_batch_size(8192).build()?.next().ok_or("a file without rows")??;
    let text = as_text(&batch)?;
    let head = AnswersHead::default();

    let by_hand = best(|| Ok(by_hand(edition, &batch)))?;
    let points = best(|| totals(&kla_arrow::scores(edition, &batch, &head)?))?;
    let read = best(|| totals(&kla_arrow::scores(edition, &text, &head)?))?;
    if by_hand.1 != points.1 || points.1 != read.1 {
        return Err("the three do not give the same totals".into());
    }
    let rows = batch.num_rows();
    for (name, (took, _)) in [("loop by hand", &by_hand), ("points", &points), ("text", &read)] {
        let each = took.as_nanos() / rows as u128;
        let ratio = took.as_nanos() * 10 / by_hand.0.as_nanos().max(1);
        println!("{name:<14} {each:>8} ns a region  {:>6}.{} x", ratio / 10, ratio % 10);
    }
    Ok(())
}

type Totals = Vec<Option<i128>>;

/// The shortest of some runs.
fn best(
    mut run: impl FnMut() -> Result<Totals, Box<dyn Error>>,
) -> Result<(Duration, Totals), Box<dyn Error>> {
    let mut shortest: Option<(Duration, Totals)> = None;
    for _ in 0..TIMES {
        let start = Instant::now();
        let totals = run()?;
        let took = start.elapsed();
        if shortest.as_ref().is_none_or(|(best, _)| took < *best) {
            shortest = Some((took, totals));
        }
    }
    shortest.ok_or_else(|| "no run".into())
}

fn totals(scores: &RecordBatch) -> Result<Totals, Box<dyn Error>> {
    let totals = scores.column_by_name("total").ok_or("scores have a total")?;
    Ok(totals.as_primitive::<Decimal128Type>().iter().collect())
}

/// Hundredths added up by row and block, each cut to its maximum.
fn by_hand(edition: &Edition, batch: &RecordBatch) -> Totals {
    let column = |id: &str| batch.column_by_name(id).map(|it| it.as_primitive::<Decimal128Type>());
    let blocks: Vec<(i128, Vec<(i128, Vec<_>)>)> = edition
        .blocks()
        .iter()
        .map(|block| {
            let rows = block.indicators.iter().map(|row| {
                let questions = row.questions().iter();
                let columns = questions.filter_map(|question| column(question.id.as_str()));
                (row.maximum.millionths() / 10_000, columns.collect())
            });
            (block.maximum.millionths() / 10_000, rows.collect())
        })
        .collect();
    let total = |place: usize| -> i128 {
        let of_row = |(maximum, columns): &(i128, Vec<&arrow_array::Decimal128Array>)| {
            let cells = columns.iter().filter(|column| column.is_valid(place));
            cells.map(|column| column.value(place)).sum::<i128>().min(*maximum)
        };
        let of_block =
            |(maximum, rows): &(i128, Vec<_>)| rows.iter().map(of_row).sum::<i128>().min(*maximum);
        blocks.iter().map(of_block).sum()
    };
    (0..batch.num_rows()).map(|place| Some(total(place) * 10_000)).collect()
}

/// The same batch with each number as the text that an answers file would hold.
fn as_text(batch: &RecordBatch) -> Result<RecordBatch, Box<dyn Error>> {
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns()).map(|(field, column)| {
        let text: ArrayRef = match column.as_primitive_opt::<Decimal128Type>() {
            Some(points) => {
                let cell =
                    |place: usize| points.is_valid(place).then(|| points.value_as_string(place));
                Arc::new((0..points.len()).map(cell).collect::<StringArray>())
            }
            None => Arc::clone(column),
        };
        (field.name(), text)
    });
    Ok(RecordBatch::try_from_iter(columns)?)
}
