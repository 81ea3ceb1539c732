//! Published totals and categories against the printed bands, or against the list of known gaps: a row
//! that begins to fit must leave the list, one that stops fitting fails.

use std::collections::BTreeSet;
use std::fs;

use kla::{Edition, Points, Regions};
use kla_tests::fixtures::root;

/// The columns that tell one row from all others.
type Key = (String, String, String, String);

fn gaps() -> BTreeSet<Key> {
    let text = fs::read_to_string(root().join("fixtures/known-gaps.toml")).expect("the gaps");
    let table: toml::Table = text.parse().expect("TOML");
    let gaps = table["gap"].as_array().expect("a list of gaps");
    gaps.iter()
        .map(|gap| {
            let word = |key: &str| match &gap[key] {
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            for key in ["reason", "source", "printed_category", "computed_category"] {
                assert!(!word(key).trim().is_empty(), "a gap says its {key}");
            }
            (word("region_code"), word("year"), word("stage"), word("total"))
        })
        .collect()
}

/// The first six columns hold no comma inside quotes: code, region, year, stage, total, category.
fn rows() -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("fixtures/published-results.csv")).expect("the rows");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("region_code,region,year,stage,total,category,address,remark"));
    lines.map(|line| line.splitn(7, ',').map(str::to_owned).collect()).collect()
}

#[test]
fn every_published_category_fits_its_band_or_is_a_known_gap() {
    let edition = Edition::bundled("2023").expect("it ships");
    let (mut gaps, mut wrong) = (gaps(), Vec::new());
    let rows = rows();
    assert!(rows.len() > 30, "only {} rows", rows.len());
    for row in &rows {
        let [code, region, year, stage, total, category, _] = &row[..] else {
            panic!("{row:?} has too few columns")
        };
        let known = Regions::bundled().get(code).expect("a region code");
        assert!(known.is_called(region), "{code} is {}, not {region}", known.name);
        let points: Points = total.parse().expect("a total");
        let by_band = edition.category_of(points).map_or("none", |found| found.id.as_str());
        let key = (code.clone(), year.clone(), stage.clone(), total.clone());
        match (by_band == category, gaps.remove(&key)) {
            (true, true) => wrong.push(format!("{key:?} fits now: it must leave the known gaps")),
            (false, false) => wrong.push(format!("{key:?}: printed {category}, by band {by_band}")),
            _ => {}
        }
    }
    wrong.extend(gaps.iter().map(|gap| format!("{gap:?} is a gap of no row")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
