//! Files of Parquet: read, scored and written a group of rows at a time.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use kla::{AnswersHead, Edition};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::{ArrowScoreError, scores};

/// Rows that are in memory at once.
const ROWS: usize = 8192;

/// Bytes of scores after which a group of rows is written.
const GROUP: usize = 8 << 20;

/// Why a file of Parquet cannot be scored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The file system refused.
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, #[source] io::Error),
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
/// Where this fails, no file of scores is left at `to`, and what stood there before stands there still: the
/// scores are written beside it, and moved there when they are complete.
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
    let mut part = to.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let refused = |path: &Path| {
        let path = path.to_owned();
        |error| FileError::File(path, error)
    };
    let source = File::open(from).map_err(refused(from))?;
    // A file that is there already may be somebody's, and is left alone.
    let target = File::create_new(part).map_err(refused(part))?;
    let scored = write(edition, head, source, target)
        .and_then(|regions| fs::rename(part, to).map(|()| regions).map_err(refused(to)));
    if scored.is_err() {
        fs::remove_file(part).map_err(refused(part))?;
    }
    scored
}

fn write(edition: &Edition, head: &AnswersHead, from: File, to: File) -> Result<usize, FileError> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(from)?;
    let properties =
        WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default()));
    let schema = crate::schema(edition);
    let mut writer = ArrowWriter::try_new(to, schema, Some(properties.build()))?;
    // A file without rows has columns to be judged as well.
    let none = RecordBatch::new_empty(reader.schema().clone());
    scores(edition, &none, head)?;
    let mut regions = 0;
    for batch in reader.with_batch_size(ROWS).build()? {
        let batch = batch.map_err(ArrowScoreError::from)?;
        writer.write(&scores(edition, &batch, head)?)?;
        regions += batch.num_rows();
        // Scores are few bytes a row; a group of rows for every few megabytes keeps them from piling up.
        if writer.in_progress_size() > GROUP {
            writer.flush()?;
        }
    }
    writer.close()?;
    Ok(regions)
}
