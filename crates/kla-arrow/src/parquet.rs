//! Files of Parquet: read, scored and written a group of rows at a time.

use std::fs::File;
use std::io;
use std::path::Path;

use kla::{AnswersHead, Edition};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::{ArrowScoreError, scores};

/// Rows that are in memory at once.
const ROWS: usize = 8192;

/// Why a file of Parquet cannot be scored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The file system refused.
    #[error(transparent)]
    File(#[from] io::Error),
    /// Not a file of Parquet, or one that cannot be written.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
    /// Its columns do not fit.
    #[error(transparent)]
    Scores(#[from] ArrowScoreError),
}

/// Scores a file of Parquet into another one, and says how many regions it held. Memory does not grow with
/// the file.
///
/// # Errors
///
/// When a file cannot be read or written, or its columns do not fit the edition.
pub fn score_file(
    edition: &Edition,
    head: &AnswersHead,
    from: &Path,
    to: &Path,
) -> Result<usize, FileError> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(from)?)?;
    let properties =
        WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default()));
    let schema = crate::schema(edition);
    let mut writer = ArrowWriter::try_new(File::create(to)?, schema, Some(properties.build()))?;
    let mut regions = 0;
    for batch in reader.with_batch_size(ROWS).build()? {
        let batch = batch.map_err(ArrowScoreError::from)?;
        writer.write(&scores(edition, &batch, head)?)?;
        regions += batch.num_rows();
    }
    writer.close()?;
    Ok(regions)
}
