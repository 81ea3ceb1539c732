//! Columns give the totals that answers files give, and what is wrong with them is said.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::Decimal128Type;
use arrow_array::{
    Array as _, ArrayRef, Decimal128Array, Float64Array, Int64Array, RecordBatch, StringArray,
};
use kla::{AnswersHead, Edition, score};
use kla_arrow::{ArrowScoreError, scores};

fn edition(id: &str) -> &'static Edition {
    Edition::bundled(id).expect("it comes with the library")
}

fn head() -> AnswersHead {
    AnswersHead { year: Some(2024), stage: Some("mandiri".into()), ..AnswersHead::default() }
}

fn decimals(units: &[Option<i128>], scale: i8) -> ArrayRef {
    let column = units.iter().copied().collect::<Decimal128Array>();
    Arc::new(column.with_precision_and_scale(18, scale).expect("a scale"))
}

fn texts(cells: &[Option<&str>]) -> ArrayRef {
    Arc::new(cells.iter().copied().collect::<StringArray>())
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, column)| (name, column, true)),
    )
    .expect("columns of one length")
}

fn cell(batch: &RecordBatch, column: &str, row: usize) -> Option<String> {
    let column = batch.column_by_name(column).expect("a column");
    if column.is_null(row) {
        return None;
    }
    match column.as_string_opt::<i32>() {
        Some(texts) => Some(texts.value(row).to_owned()),
        None => Some(column.as_primitive::<Decimal128Type>().value_as_string(row)),
    }
}

/// The total of an answers file, with six decimals.
fn total(id: &str, answers: &str) -> String {
    let text =
        format!("format=1\nedition='{id}'\nregion='62.71'\nyear=2024\nstage='mandiri'\n{answers}");
    let answers = edition(id).read_answers("answers.toml", &text).expect("sound answers");
    format!("{:.6}", score(&answers).total().to_decimal())
}

#[test]
fn columns_of_every_kind_give_the_total_of_the_file() {
    let batch = batch(vec![
        ("region", texts(&[Some("62.71"), Some("32.73"), Some("11.71")])),
        ("4.P1", decimals(&[Some(75), None, Some(0)], 2)),
        ("4.P2", Arc::new(Int64Array::from(vec![Some(1), Some(0), None]))),
        ("4.P3", texts(&[Some("tidak-tahu"), Some("0,5"), Some("nol")])),
        ("klaster-2", decimals(&[None, None, Some(1_234_560)], 4)),
    ]);
    let found = scores(edition("2023"), &batch, &head()).expect("scores");
    let expected = [
        total("2023", "[answers.4]\nP1='0.75'\nP2='1'\nP3='tidak-tahu'"),
        total("2023", "[answers.4]\nP2='0'\nP3='0,5'"),
        total("2023", "[blocks]\nklaster-2='123.456'\n[answers.4]\nP1='0'\nP3='nol'"),
    ];
    for (row, expected) in expected.iter().enumerate() {
        assert_eq!(cell(&found, "code", row), None, "{:?}", cell(&found, "message", row));
        assert_eq!(cell(&found, "total", row).as_ref(), Some(expected));
    }
    assert_eq!(cell(&found, "klaster-2", 2).as_deref(), Some("123.456000"));
    assert_eq!(cell(&found, "region", 1).as_deref(), Some("32.73"));
    assert_eq!(cell(&found, "next", 0).as_deref(), Some("pratama"));
}

#[test]
fn figures_of_measured_rows_are_read_as_in_a_file() {
    let batch = batch(vec![
        ("region", texts(&[Some("62.71"), Some("62.71")])),
        ("4", texts(&[Some("53612/54317"), Some("80%")])),
        ("5", texts(&[Some("92,5%"), None])),
    ]);
    let found = scores(edition("profil-22"), &batch, &head()).expect("scores");
    let first = "[indicators]\n4={count='53612',of='54317'}\n5={percent='92.5'}";
    assert_eq!(cell(&found, "message", 0), None);
    assert_eq!(cell(&found, "total", 0), Some(total("profil-22", first)));
    // A bare number could be a figure or points, so it is refused as it is in a file.
    let bare = scores(edition("profil-22"), &bare_number(), &head()).expect("scores");
    assert_eq!(cell(&bare, "code", 0).as_deref(), Some("wrong-answer"));
    let second = "[indicators]\n4={percent='80'}";
    assert_eq!(cell(&found, "total", 1), Some(total("profil-22", second)));
}

fn bare_number() -> RecordBatch {
    batch(vec![("region", texts(&[Some("62.71")])), ("5", decimals(&[Some(925)], 1))])
}

#[test]
fn a_row_that_cannot_be_scored_leaves_the_others() {
    let batch = batch(vec![
        ("region", texts(&[Some("62.71"), Some("99.99"), Some("62.71")])),
        ("4.P1", decimals(&[Some(1), Some(1), Some(1000)], 0)),
    ]);
    let found = scores(edition("2023"), &batch, &head()).expect("scores");
    assert_eq!(cell(&found, "total", 0).as_deref(), Some("1.000000"));
    assert_eq!((cell(&found, "total", 1), cell(&found, "region", 1)), (None, None));
    assert_eq!(cell(&found, "code", 1).as_deref(), Some("unknown-region"));
    assert_eq!(cell(&found, "code", 2).as_deref(), Some("points-above-maximum"));
}

#[test]
fn columns_that_hold_no_answers_are_refused() {
    let region = || ("region", texts(&[Some("62.71")]));
    let floats: ArrayRef = Arc::new(Float64Array::from(vec![0.66]));
    let refused = |columns| scores(edition("2023"), &batch(columns), &head()).expect_err("refused");
    let float = refused(vec![region(), ("4.P1", floats)]);
    assert!(matches!(&float, ArrowScoreError::Float(name) if name == "4.P1"), "{float}");
    let fine = refused(vec![region(), ("4.P1", decimals(&[Some(1)], 7))]);
    assert!(matches!(&fine, ArrowScoreError::Scale(_, 7)), "{fine}");
    let unknown = refused(vec![region(), ("4.P99", decimals(&[Some(1)], 0))]);
    assert!(unknown.to_string().contains("4.P99"), "{unknown}");
    let flags: ArrayRef = Arc::new(arrow_array::BooleanArray::from(vec![true]));
    let flag = refused(vec![region(), ("4.P1", flags)]);
    assert!(matches!(&flag, ArrowScoreError::Type(..)), "{flag}");
}

#[test]
fn misspelt_double_and_missing_columns_are_named_all_at_once() {
    let half = || decimals(&[Some(5)], 1);
    let region = || ("region", texts(&[Some("62.71")]));
    let refused = |columns, head: &AnswersHead| {
        scores(edition("2023"), &batch(columns), head).expect_err("refused").to_string()
    };
    let found =
        refused(vec![region(), ("klaster-l", half()), ("4.P1", half()), ("4.P1", half())], &head());
    assert!(found.contains("klaster-l") && found.contains("did you mean `klaster-1`"), "{found}");
    assert!(found.contains("the column `4.P1` appears twice"), "{found}");
    let found = refused(vec![("4.P1", half())], &AnswersHead::default());
    for column in ["region", "year", "stage"] {
        assert!(found.contains(&format!("the column `{column}` is required")), "{found}");
    }
}

#[test]
fn points_out_of_their_range_get_the_finding_of_a_file() {
    let cells = [i128::MAX, -1, 1_000_001, 1_000_000].map(Some);
    let column: ArrayRef = Arc::new(
        cells
            .into_iter()
            .collect::<Decimal128Array>()
            .with_precision_and_scale(38, 6)
            .expect("a scale"),
    );
    let region = texts(&[Some("62.71"); 4]);
    let found =
        scores(edition("2023"), &batch(vec![("region", region), ("4.P1", column)]), &head())
            .expect("scores");
    let codes: Vec<Option<String>> = (0..4).map(|row| cell(&found, "code", row)).collect();
    assert!(codes[..3].iter().all(Option::is_some), "{codes:?}");
    assert_eq!(codes[2].as_deref(), Some("points-above-maximum"));
    assert_eq!((codes[3].clone(), cell(&found, "total", 3).as_deref()), (None, Some("1.000000")));
}

#[test]
fn a_slice_of_a_batch_gives_a_slice_of_its_scores() {
    let rows = batch(vec![
        ("region", texts(&[Some("62.71"), Some("32.73"), Some("11.71")])),
        ("4.P1", decimals(&[Some(75), None, Some(25)], 2)),
    ]);
    let whole = scores(edition("2023"), &rows, &head()).expect("scores");
    let part = scores(edition("2023"), &rows.slice(1, 2), &head()).expect("scores");
    assert_eq!(part, whole.slice(1, 2));
    let none = scores(edition("2023"), &rows.slice(0, 0), &head()).expect("scores");
    assert_eq!(none.num_rows(), 0);
}

#[cfg(feature = "parquet")]
mod files {
    use std::fs::{self, File};
    use std::path::{Path, PathBuf};

    use kla_arrow::{FileError, score_file};
    use parquet::arrow::ArrowWriter;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    fn write(path: &Path, batch: &RecordBatch) {
        let file = File::create(path).expect("a file");
        let mut writer = ArrowWriter::try_new(file, batch.schema(), None).expect("a writer");
        writer.write(batch).expect("rows");
        writer.close().expect("a file");
    }

    #[test]
    fn a_file_is_scored_as_its_batch_even_onto_itself() {
        let path = folder("onto-itself").join("wilayah.parquet");
        let rows = 20_000;
        let regions = vec![Some("62.71"); rows];
        let points: Vec<Option<i128>> = (0..101).cycle().take(rows).map(Some).collect();
        let regions = batch(vec![("region", texts(&regions)), ("4.P1", decimals(&points, 2))]);
        write(&path, &regions);
        assert_eq!(score_file(edition("2023"), &head(), &path, &path).expect("scores"), rows);
        let file = File::open(&path).expect("scores");
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet");
        assert_eq!(reader.schema().metadata()["kla.digest"], edition("2023").digest());
        let expected = scores(edition("2023"), &regions, &head()).expect("scores");
        let mut at = 0;
        for found in reader.build().expect("rows") {
            let found = found.expect("rows");
            assert_eq!(found.columns(), expected.slice(at, found.num_rows()).columns());
            at += found.num_rows();
        }
        assert_eq!(at, rows);
    }

    #[test]
    fn what_cannot_be_scored_leaves_no_file_and_the_old_one() {
        let folder = folder("left-alone");
        let (from, to) = (folder.join("wilayah.parquet"), folder.join("nilai.parquet"));
        // No rows, but a column that nobody knows.
        write(&from, &batch(vec![("region", texts(&[])), ("4.P99", decimals(&[], 2))]));
        fs::write(&to, "before").expect("a file");
        let error = score_file(edition("2023"), &head(), &from, &to).expect_err("refused");
        assert!(matches!(error, FileError::Scores(ArrowScoreError::Columns(_))), "{error}");
        assert_eq!(fs::read_to_string(&to).expect("it is still there"), "before");
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 2);
        let absent = folder.join("tiada.parquet");
        let error = score_file(edition("2023"), &head(), &absent, &to).expect_err("refused");
        assert!(error.to_string().contains("tiada.parquet"), "{error}");
    }
}

#[test]
fn the_result_names_its_rules() {
    let schema = kla_arrow::schema(edition("2023"));
    assert_eq!(schema.metadata()["kla.edition"], "2023");
    assert_eq!(schema.metadata()["kla.digest"], edition("2023").digest());
    // This crate stands outside the workspace, but its version is the engine's.
    let workspace = include_str!("../../../Cargo.toml");
    let version = format!("\nversion = \"{}\"\n", schema.metadata()["kla.engine"]);
    assert!(workspace.contains(&version), "{version}");
}
