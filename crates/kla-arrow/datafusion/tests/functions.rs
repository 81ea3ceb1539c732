//! The functions of SQL give the totals that files give.

use datafusion::arrow::array::{Array as _, AsArray as _, RecordBatch};
use datafusion::arrow::datatypes::Decimal128Type;
use datafusion::prelude::SessionContext;

async fn asked(query: &str) -> Result<RecordBatch, String> {
    let session = SessionContext::new();
    kla_datafusion::register(&session);
    let frame = session.sql(query).await.map_err(|error| error.to_string())?;
    let mut batches = frame.collect().await.map_err(|error| error.to_string())?;
    batches.pop().ok_or_else(|| "no rows".to_owned())
}

/// A total as text, and a category; none where they are null.
async fn scored(answers: &str) -> (Option<String>, Option<String>) {
    let query = format!(
        "SELECT total, kla_category('2023', total) FROM (SELECT kla_total('2023', {answers}) AS total)"
    );
    let found = asked(&query).await.expect("a row");
    let (total, category) = (found.column(0), found.column(1));
    let total =
        (!total.is_null(0)).then(|| total.as_primitive::<Decimal128Type>().value_as_string(0));
    let category = (!category.is_null(0)).then(|| category.as_string::<i32>().value(0).to_owned());
    (total, category)
}

#[tokio::test]
async fn a_struct_of_columns_is_scored() {
    let struct_of = |cells: &str| format!("named_struct('region', '62.71', {cells})");
    let half = struct_of("'4.P1', CAST(0.75 AS DECIMAL(9,2)), '4.P2', 'nol', '4.P3', NULL");
    assert_eq!(scored(&half).await, (Some("0.750000".to_owned()), None));
    // The first region of the README: 880.39 is Utama.
    let blocks = "'kelembagaan', '145,24', 'klaster-1', 103, 'klaster-2', 136, 'klaster-3', '142,5', \
                  'klaster-4', '105,6', 'klaster-5', '179,2', 'kelana-dekela', '68,85'";
    let found = scored(&struct_of(blocks)).await;
    assert_eq!(found, (Some("880.390000".to_owned()), Some("utama".to_owned())));
    // More than its maximum: no total.
    assert_eq!(scored(&struct_of("'4.P1', 1000")).await, (None, None));
}

#[tokio::test]
async fn a_null_struct_has_no_total_and_leaves_the_others() {
    let query = "SELECT kla_total('2023', CASE WHEN there THEN named_struct('region', '62.71', '4.P1', 1) END) \
                 FROM (VALUES (true), (false), (true)) AS rows(there)";
    let found = asked(query).await.expect("rows");
    let totals = found.column(0).as_primitive::<Decimal128Type>();
    let totals: Vec<Option<i128>> = totals.iter().collect();
    assert_eq!(totals, [Some(1_000_000), None, Some(1_000_000)]);
}

#[tokio::test]
async fn floats_and_unknown_columns_and_editions_are_refused() {
    for (query, said) in [
        (
            "kla_total('2023', named_struct('region', '62.71', '4.P1', CAST(0.66 AS DOUBLE)))",
            "binary floats",
        ),
        ("kla_total('2023', named_struct('region', '62.71', 'klaster-l', 1))", "klaster-1"),
        ("kla_total('2032', named_struct('region', '62.71'))", "there is no edition `2032`"),
        ("kla_category('2023', 600)", "Decimal(18,6)"),
    ] {
        let error = asked(&format!("SELECT {query}")).await.expect_err(query);
        assert!(error.contains(said), "{error}");
    }
}

#[tokio::test]
async fn the_example_query_counts_regions_by_province_and_category() {
    let session = SessionContext::new();
    kla_datafusion::register(&session);
    let columns = ["region", "kelembagaan", "klaster-1", "klaster-2", "klaster-3", "klaster-4"];
    let names = columns.map(|column| format!("\"{column}\"")).join(", ");
    // The sums were done by hand: 500 and 500,5 are Pratama, 499,99 is below it.
    let table = format!(
        "CREATE TABLE wilayah AS SELECT * FROM (VALUES \
         ('32.73', '100', '100', '100', '100', '100'), ('32.04', '100', '100', '100', '100', '99,99'), \
         ('32.01', '100,5', '100', '100', '100', '100'), ('62.71', '1', NULL, '2', NULL, NULL)) \
         AS rows({names})"
    );
    session.sql(&table).await.expect("a table").collect().await.expect("a table");
    let query = kla_datafusion::with_answers(include_str!("../contoh.sql"), columns);
    let frame = session.sql(&query).await.expect("a query");
    let shown = frame.to_string().await.expect("rows");
    let rows: Vec<Vec<&str>> = shown
        .lines()
        .filter(|line| line.starts_with("| ") && !line.contains("provinsi"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert_eq!(
        rows,
        [
            ["32", "belum berkategori", "1", "499.990000", "499.990000"],
            ["32", "pratama", "2", "500.000000", "500.500000"],
            ["62", "belum berkategori", "1", "3.000000", "3.000000"],
        ]
    );
}
