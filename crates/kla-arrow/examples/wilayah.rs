//! Writes a file of invented regions with the 274 questions of edition 2023: `wilayah COUNT REGIONS.parquet`.
//! The numbers are those of splitmix64 with the seed 2023, so that anybody makes the same file.

use std::error::Error;
use std::fs::File;
use std::sync::Arc;

use arrow_array::{ArrayRef, Decimal128Array, RecordBatch, StringArray, UInt16Array};
use kla::{Edition, Regions};
use parquet::arrow::ArrowWriter;

/// Regions in a group of rows.
const GROUP: usize = 8192;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().ok_or("wilayah JUMLAH WILAYAH.parquet")?.parse()?;
    let path = arguments.next().ok_or("wilayah JUMLAH WILAYAH.parquet")?;
    let edition = Edition::bundled("2023").ok_or("edition 2023 comes with the library")?;
    let regions = Regions::bundled().regions();
    let mut numbers = Numbers(2023);
    let mut writer: Option<ArrowWriter<File>> = None;
    for first in (0..count).step_by(GROUP) {
        let rows = GROUP.min(count - first);
        let codes = (first..first + rows).map(|place| regions[place % regions.len()].code.as_str());
        let mut columns: Vec<(String, ArrayRef)> = vec![
            ("region".to_owned(), Arc::new(StringArray::from_iter_values(codes))),
            ("year".to_owned(), Arc::new(UInt16Array::from(vec![2024; rows]))),
            ("stage".to_owned(), Arc::new(StringArray::from(vec!["mandiri"; rows]))),
        ];
        for question in edition.questions() {
            // Hundredths of a point.
            let most = u64::try_from(question.maximum.millionths() / 10_000)?;
            // One answer in twenty is missing; the others lie in the upper part of the scale.
            let cells = (0..rows).map(|_| {
                let number = numbers.next();
                let within = most / 2 + number / 20 % (most - most / 2 + 1);
                (!number.is_multiple_of(20)).then_some(i128::from(within))
            });
            let column = cells.collect::<Decimal128Array>().with_precision_and_scale(9, 2)?;
            columns.push((question.id.to_string(), Arc::new(column)));
        }
        let batch = RecordBatch::try_from_iter(columns)?;
        if writer.is_none() {
            writer = Some(ArrowWriter::try_new(File::create(&path)?, batch.schema(), None)?);
        }
        if let Some(writer) = &mut writer {
            writer.write(&batch)?;
        }
    }
    if let Some(writer) = writer {
        writer.close()?;
    }
    eprintln!("{count} wilayah buatan ditulis ke {path}");
    Ok(())
}

/// The numbers of splitmix64 by its state.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        number ^ (number >> 31)
    }
}
