//! Random valid answers files, made from an edition's files alone.
//!
//! Every node of the edition gets a row of random numbers ("dice") that decide what is written for
//! it. A zero always means the simplest thing, so a failing file shrinks towards an empty one.

use crate::oracle::{Edition, decimal, integer, list, number_of, read_edition, table, text};
use proptest::collection::vec;
use proptest::prelude::*;
use toml::{Table, Value};

mod answer;
mod better;
mod dice;
mod render;

pub use better::{Better, better};

use dice::Dice;
use render::{quoted, render, set};

/// Random valid answers files of the edition.
pub fn answers(edition_files: &[(String, String)]) -> impl Strategy<Value = String> + use<> {
    let edition = read_edition(edition_files);
    let rows: Vec<_> = lengths(&edition).into_iter().map(|dice| vec(any::<u32>(), dice)).collect();
    (rows, any::<u64>()).prop_map(move |(rows, seed)| render(&build(&edition, &rows), seed))
}

/// The same content with tables and keys in another order.
pub fn shuffled(answers: &str) -> impl Strategy<Value = String> + use<> {
    let file: Table = answers.parse().expect("answers are TOML");
    any::<u64>().prop_map(move |seed| render(&file, seed))
}

/// How many dice each node needs, in the order in which `build` asks for them.
fn lengths(edition: &Edition) -> Vec<usize> {
    let of_leaf = |leaf: &Table| match leaf.get("shape").and_then(Value::as_str) {
        Some("series" | "units") => 48,
        _ => 24,
    };
    let mut lengths = vec![24];
    for block in &edition.blocks {
        lengths.push(4);
        for indicator in list(block, "indicator") {
            lengths.push(of_leaf(indicator));
            lengths.extend(list(indicator, "question").into_iter().map(of_leaf));
        }
    }
    lengths
}

fn build(edition: &Edition, rows: &[Vec<u32>]) -> Table {
    let total = number_of(table(&edition.main, "total"), "points");
    let bounty = rows[0][23] % 3;
    let listed = edition.main.get("reasons").and_then(Value::as_table);
    let reasons = listed.map_or_else(Vec::new, |listed| list(listed, "reason"));
    let reasons: Vec<&str> = reasons.into_iter().map(|reason| text(reason, "id")).collect();
    let mut rows = rows.iter();
    let mut next =
        || Dice::new(rows.next().expect("a row for every node"), bounty, &total, &reasons);
    let mut head = next();
    let mut file = Table::from_iter([("format".to_string(), 1.into())]);
    set(&mut file, "edition", text(&edition.main, "id"));
    set(&mut file, "region", "62.71");
    let year = |i: usize| edition.main["years"][i].as_integer();
    let years: Vec<_> = (year(0).expect("first")..=year(1).expect("last")).collect();
    set(&mut file, "year", *head.pick(&years));
    let stage = *head.pick(&list(&edition.main, "stage"));
    set(&mut file, "stage", text(stage, "id"));
    let (mut blocks, mut indicators, mut answers) = (Table::new(), Table::new(), Table::new());
    let measured = text(&edition.main, "depth") == "indicator";
    for block_file in &edition.blocks {
        let mut dice = next();
        // The depths at which this block is given: 1 block, 2 indicators, 4 questions.
        let depths = dice.below(8).max(bounty);
        if depths & 1 > 0 {
            let block = table(block_file, "block");
            set(&mut blocks, text(block, "id"), dice.points(block));
        }
        // Now and then nothing of a block or of a row applies.
        let block_is_absent = dice.below(10) == 7;
        for indicator in list(block_file, "indicator") {
            let mut dice = next();
            let id = text(indicator, "id");
            let is_absent = dice.below(10) == 7 || block_is_absent;
            let skipped = dice.below([3, 9, 99][bounty as usize]) == 0;
            if measured && depths & 6 > 0 {
                let answer = dice.answer(indicator, is_absent);
                indicators.extend(answer.map(|answer| (id.into(), answer)));
            } else if !measured && depths & 2 > 0 && !skipped {
                set(&mut indicators, id, dice.points(indicator));
            }
            let mut given = Table::new();
            for question in list(indicator, "question") {
                let answer = next().answer(question, is_absent).filter(|_| depths & 4 > 0);
                given.extend(answer.map(|answer| (text(question, "id").into(), answer)));
            }
            if !given.is_empty() && (!skipped || depths & 2 > 0) {
                set(&mut answers, id, given);
            }
        }
    }
    if head.below(6) == 1 {
        (blocks, indicators, answers) = (aim(&mut head, edition), Table::new(), Table::new());
    }
    if head.below(3) == 1 {
        set(&mut file, "declared", declare(&mut head, edition));
    }
    set(&mut file, "blocks", blocks);
    set(&mut file, "indicators", indicators);
    set(&mut file, "answers", answers);
    file.retain(|_, value| value.as_table().is_none_or(|part| !part.is_empty()));
    file
}

/// Points of blocks that add up to the end of a band, or lie a hundredth beside it.
fn aim(dice: &mut Dice, edition: &Edition) -> Table {
    let category = *dice.pick(&list(&edition.main, "category"));
    let end = number_of(category, dice.pick::<&str>(&["from", "to"]));
    let beside = integer(i64::from(dice.below(3)) - 1) / integer(100);
    let mut rest = (end + beside).min(dice.total.clone());
    let mut blocks = Table::new();
    for file in &edition.blocks {
        let block = table(file, "block");
        let points = number_of(block, "maximum").min(rest.clone());
        rest -= &points;
        let points = quoted(&points, 0, ".", Some(dice.total));
        set(&mut blocks, text(block, "id"), points);
    }
    blocks
}

/// Printed totals: of the whole, and of a block or an indicator.
fn declare(dice: &mut Dice, edition: &Edition) -> Table {
    let mut nodes = Vec::new();
    for file in &edition.blocks {
        nodes.push(("blocks", table(file, "block")));
        let indicators = list(file, "indicator").into_iter();
        nodes.extend(indicators.map(|node| ("indicators", node)));
    }
    let (depth, node) = *dice.pick(&nodes);
    let only = |value| Table::from_iter([(text(node, "id").to_string(), value)]);
    let mut maxima = only(dice.points(node));
    set(&mut maxima, "total", decimal(dice.total));
    let mut declared = Table::new();
    set(&mut declared, depth, only(dice.points(node)));
    set(&mut declared, "maxima", maxima);
    set(&mut declared, "total", dice.points(node));
    let category = *dice.pick(&list(&edition.main, "category"));
    let spelling = *dice.pick(&["id", "name"]);
    set(&mut declared, "category", text(category, spelling));
    declared
}
