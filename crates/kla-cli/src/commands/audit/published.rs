//! Published totals and categories held against the bands of an edition.
//!
//! A table `published-results.csv` names region, year, stage, total and category; a file
//! `known-gaps.toml` beside it names the edition, and the rows that its bands do not explain.

use std::collections::BTreeSet;
use std::path::Path;

use kla::{Edition, Points};
use serde::Deserialize;

use super::output::{Case, Finding, GAP};
use crate::load::{self, LoadError, Rules};

/// The name of the table.
pub(super) const TABLE: &str = "published-results.csv";
const GAPS: &str = "known-gaps.toml";

#[derive(Deserialize)]
struct Row {
    region_code: String,
    region: String,
    year: String,
    stage: String,
    total: String,
    category: String,
}

#[derive(Deserialize)]
struct Gaps {
    edition: String,
    #[serde(default)]
    gap: Vec<Gap>,
}

#[derive(Deserialize)]
struct Gap {
    region_code: String,
    year: u16,
    stage: String,
    total: String,
}

/// Every row of the table against the band of its total.
pub(super) fn case(path: &Path, rules: &Rules) -> Result<Case, LoadError> {
    let table = load::file(path)?;
    let gaps_path = path.with_file_name(GAPS);
    let unusable = |path: &Path, reason: String| {
        LoadError::Unreadable(path.to_owned(), std::io::Error::other(reason))
    };
    let gaps: Gaps = toml::from_str(load::file(&gaps_path)?.text())
        .map_err(|error| unusable(&gaps_path, error.to_string()))?;
    let edition = rules
        .edition(&gaps.edition)
        .ok_or_else(|| unusable(&gaps_path, format!("edition `{}`", gaps.edition)))?;
    let mut open: BTreeSet<String> = gaps.gap.iter().map(Gap::name).collect();
    let mut case =
        Case { file: table.name().to_owned(), compared: 0, findings: Vec::new(), error: None };
    for row in csv::Reader::from_reader(table.text().as_bytes()).deserialize() {
        let row: Row = row.map_err(|error| unusable(path, error.to_string()))?;
        let total = row.total.parse().map_err(|_| unusable(path, format!("`{}`", row.total)))?;
        case.compared += 1;
        let band = band(edition, total);
        let known = open.remove(&row.name());
        let (kind, fails) = match (band == row.category, known) {
            (true, false) => continue,
            (false, true) => (GAP, false),
            // It fits now, so it must leave the list.
            (true, true) => ("gap-closed", true),
            (false, false) => ("declared", true),
        };
        case.findings.push(Finding {
            node: format!("{} ({})", row.name(), row.region),
            kind,
            expected: row.category,
            found: band.to_owned(),
            difference: None,
            fails,
        });
    }
    case.findings.extend(open.into_iter().map(|node| Finding {
        node,
        kind: "gap-without-row",
        expected: GAPS.to_owned(),
        found: "-".to_owned(),
        difference: None,
        fails: true,
    }));
    Ok(case)
}

fn band(edition: &Edition, total: Points) -> &str {
    edition.category_of(total).map_or("none", |category| category.id.as_str())
}

impl Row {
    fn name(&self) -> String {
        format!("{} {} {} {}", self.region_code, self.year, self.stage, self.total)
    }
}

impl Gap {
    fn name(&self) -> String {
        format!("{} {} {} {}", self.region_code, self.year, self.stage, self.total)
    }
}
