//! Whatever the columns, a batch gives what `kla::score` gives for the same answers as a file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::Decimal128Type;
use arrow_array::{Array as _, ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
use kla::{Address, AnswersHead, Edition, Points, Shape, score};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

const ROWS: usize = 4;
const REGIONS: [&str; ROWS] = ["62.71", "32.73", "11.71", "99.99"];
const STATES: [&str; 4] = ["belum-diisi", "tidak-tahu", "tidak-berlaku", "nol"];

/// Of which type a column is.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Decimal(u32),
    Whole,
    Text,
}

fn kind() -> impl Strategy<Value = Kind> {
    // Most columns of a sheet are hundredths.
    prop_oneof![4 => Just(Kind::Decimal(2)), 2 => (0_u32..=6).prop_map(Kind::Decimal), 1 => Just(Kind::Whole), 2 => Just(Kind::Text)]
}

/// A cell: nothing, so many thousandths of the maximum (a few are too many, or too few), or a word.
#[derive(Clone, Copy, Debug)]
enum Filled {
    Nothing,
    Share(i64),
    Word(usize),
}

fn filled() -> impl Strategy<Value = Filled> {
    prop_oneof![
        2 => Just(Filled::Nothing),
        12 => (0_i64..=1000).prop_map(Filled::Share),
        1 => prop_oneof![Just(1000), Just(1001), Just(-1), Just(0)].prop_map(Filled::Share),
        2 => (0_usize..STATES.len()).prop_map(Filled::Word),
    ]
}

type Column = (Index, Kind, Vec<Filled>);

/// What a row says as lines of a file, by the table they stand in.
type Tables = BTreeMap<String, Vec<String>>;

fn table_of(address: &Address) -> (String, String) {
    match address {
        Address::Block(id) => ("blocks".to_owned(), id.to_string()),
        Address::Indicator(id) => ("indicators".to_owned(), id.to_string()),
        Address::Question(id) => {
            let (row, number) = id.as_str().split_once('.').expect("a row and a number");
            (format!("answers.\"{row}\""), number.to_owned())
        }
        Address::Total => unreachable!("no column"),
    }
}

fn millionths(edition: &Edition, address: &Address, share: i64, decimals: u32) -> i128 {
    let maximum = edition.maximum_of(address).expect("a node of the edition").millionths();
    let unit = 10_i128.pow(6 - decimals);
    maximum * i128::from(share) / 1000 / unit * unit
}

/// Points as a file writes them: six decimals cannot be read as thousands.
fn plain(millionths: i128) -> String {
    let points = Points::of_millionths(millionths).expect("points");
    format!("{:.6}", points.to_decimal())
}

fn check(id: &str, columns: &[Column]) -> Result<(), TestCaseError> {
    let edition = Edition::bundled(id).expect("it comes with the library");
    let addresses: Vec<&str> = edition.addresses().collect();
    let mut batch: Vec<(String, ArrayRef)> =
        vec![("region".to_owned(), Arc::new(StringArray::from(REGIONS.to_vec())))];
    let mut rows = vec![Tables::new(); ROWS];
    let mut seen = BTreeSet::new();
    for (place, kind, cells) in columns {
        let name = *place.get(&addresses);
        if !seen.insert(name) {
            continue;
        }
        let address = edition.address(name).expect("a node of the edition");
        let (table, key) = table_of(&address);
        // A bare number is no percentage.
        let kind = if is_percentage(edition, name) { &Kind::Text } else { kind };
        let mut say = |row: usize, text: &str| {
            rows[row].entry(table.clone()).or_default().push(format!("\"{key}\" = {text}"));
        };
        let numbers = |decimals: u32| {
            cells.iter().map(move |cell| match cell {
                Filled::Share(share) => Some(millionths(edition, &address, *share, decimals)),
                _ => None,
            })
        };
        let column: ArrayRef = match kind {
            Kind::Decimal(decimals) => {
                let numbers: Vec<Option<i128>> = numbers(*decimals).collect();
                for (row, number) in numbers.iter().enumerate() {
                    number.iter().for_each(|number| say(row, &quoted(&plain(*number))));
                }
                let unit = 10_i128.pow(6 - decimals);
                let units = numbers.iter().map(|number| number.map(|number| number / unit));
                let column = units.collect::<Decimal128Array>();
                let scale = i8::try_from(*decimals).expect("at most six");
                Arc::new(column.with_precision_and_scale(18, scale).expect("a scale"))
            }
            Kind::Whole => {
                let numbers: Vec<Option<i128>> = numbers(0).collect();
                for (row, number) in numbers.iter().enumerate() {
                    number.iter().for_each(|number| say(row, &quoted(&plain(*number))));
                }
                let whole = |number: i128| i64::try_from(number / 1_000_000).expect("small");
                Arc::new(numbers.iter().map(|number| number.map(whole)).collect::<Int64Array>())
            }
            Kind::Text if is_percentage(edition, name) => {
                let percentages = cells.iter().map(|cell| match cell {
                    Filled::Share(share) => Some(format!("{}.{}", share / 10, (share % 10).abs())),
                    _ => None,
                });
                let percentages: Vec<Option<String>> = percentages.collect();
                for (row, percent) in percentages.iter().enumerate() {
                    if let Some(percent) = percent {
                        say(row, &format!("{{ percent = \"{percent}\" }}"));
                    }
                }
                let texts = percentages.iter().map(|cell| Some(format!("{}%", cell.as_ref()?)));
                Arc::new(texts.collect::<StringArray>())
            }
            Kind::Text => {
                let numbers: Vec<Option<i128>> = numbers(6).collect();
                let texts: Vec<Option<String>> = cells
                    .iter()
                    .zip(numbers)
                    .map(|(cell, number)| match cell {
                        Filled::Nothing => None,
                        Filled::Word(word) => Some(STATES[*word].to_owned()),
                        Filled::Share(_) => number.map(plain),
                    })
                    .collect();
                for (row, text) in texts.iter().enumerate() {
                    text.iter().for_each(|text| say(row, &quoted(text)));
                }
                Arc::new(texts.into_iter().collect::<StringArray>())
            }
        };
        batch.push((name.to_owned(), column));
    }
    let year = *edition.years().end();
    let stage = edition.stages()[0].id.as_str();
    let head =
        AnswersHead { year: Some(year), stage: Some(stage.to_owned()), ..AnswersHead::default() };
    let columns = batch.into_iter().map(|(name, column)| (name, column, true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).expect("columns of one length");
    let found = kla_arrow::scores(edition, &batch, &head).expect("known columns");
    prop_assert_eq!(found.num_rows(), ROWS);
    for (row, tables) in rows.iter().enumerate() {
        let region = REGIONS[row];
        let mut file =
            format!("format=1\nedition='{id}'\nregion='{region}'\nyear={year}\nstage='{stage}'\n");
        for (table, lines) in tables {
            file.push_str(&format!("[{table}]\n{}\n", lines.join("\n")));
        }
        match edition.read_answers("answers.toml", &file) {
            Ok(answers) => {
                let card = score(&answers);
                prop_assert_eq!(text(&found, "code", row), None, "{}", file);
                let points = |name: &str| points(&found, name, row);
                prop_assert_eq!(points("total"), Some(card.total()), "{}", file);
                for block in card.blocks() {
                    prop_assert_eq!(points(block.block.id.as_str()), Some(block.points));
                }
                let category = card.placement().category.map(|one| one.id.to_string());
                prop_assert_eq!(text(&found, "category", row), category);
                let gap = card.placement().next.as_ref().map(|next| next.gap);
                prop_assert_eq!(points("gap"), gap);
                prop_assert_eq!(text(&found, "region", row), Some(region.to_owned()));
            }
            Err(rejected) => {
                let code = text(&found, "code", row);
                let said = rejected.diagnostics().iter().map(|found| found.code().name());
                let said: Vec<&str> = said.collect();
                prop_assert!(code.as_deref().is_some_and(|code| said.contains(&code)), "{file}");
                prop_assert_eq!(points(&found, "total", row), None);
            }
        }
    }
    Ok(())
}

fn is_percentage(edition: &Edition, name: &str) -> bool {
    let measure = edition.indicator(name).and_then(|row| row.measure());
    measure.is_some_and(|measure| matches!(measure.shape, Shape::Percent { .. }))
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn text(batch: &RecordBatch, column: &str, row: usize) -> Option<String> {
    let column = batch.column_by_name(column).expect("a column").as_string::<i32>();
    column.is_valid(row).then(|| column.value(row).to_owned())
}

fn points(batch: &RecordBatch, column: &str, row: usize) -> Option<Points> {
    let column = batch.column_by_name(column).expect("a column").as_primitive::<Decimal128Type>();
    column.is_valid(row).then(|| Points::of_millionths(column.value(row)).expect("points"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_batch_gives_what_files_give(
        edition in 0_usize..Edition::bundled_ids().len(),
        columns in vec((any::<Index>(), kind(), vec(filled(), ROWS)), 0..60),
    ) {
        check(Edition::bundled_ids()[edition], &columns)?;
    }
}
