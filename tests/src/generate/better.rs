//! The same answers with one of them improved.

use super::render::{quoted, render, set};
use crate::oracle::{find, integer, list, number, number_of, power, read_edition, state_word};
use crate::oracle::{table, text, word};
use num_rational::BigRational;
use num_traits::Zero;
use proptest::prelude::*;
use toml::{Table, Value};

/// A file in which one leaf is better answered than in another.
#[derive(Debug, Clone)]
pub struct Better {
    /// The leaf.
    pub node: String,
    /// The changed text.
    pub text: String,
    /// Whether the leaf earns more for certain; a better figure may earn the same.
    pub rises: bool,
}

/// The same file with one leaf improved that is given at the edition's own depth; none where nothing
/// can be improved. A leaf that was "nol" may get points; one that does not apply is left alone.
pub fn better(
    edition_files: &[(String, String)],
    answers: &str,
) -> impl Strategy<Value = Option<Better>> + use<> {
    let edition = read_edition(edition_files);
    let total = number_of(table(&edition.main, "total"), "points");
    let file: Table = answers.parse().expect("answers are TOML");
    let mut leaves: Vec<(Vec<String>, Table)> = Vec::new(); // where it is written, and the leaf
    let mut add = |path: &[&str], leaf: &Table| {
        if find(&file, path).is_some_and(|at| improve(leaf, at, 0, &total).is_some()) {
            let path = path.iter().map(|key| key.to_string()).collect();
            leaves.push((path, leaf.clone()));
        }
    };
    for block_file in &edition.blocks {
        let block = table(block_file, "block");
        let depth = text(&edition.main, "depth");
        if depth == "block" {
            add(&["blocks", text(block, "id")], block);
        }
        for indicator in list(block_file, "indicator") {
            let id = text(indicator, "id");
            if depth == "indicator" {
                add(&["indicators", id], indicator);
            }
            for question in list(indicator, "question") {
                add(&["answers", id, text(question, "id")], question);
            }
        }
    }
    (any::<usize>(), any::<u32>()).prop_map(move |(index, roll)| {
        let (path, leaf) = leaves.get(index.checked_rem(leaves.len())?)?;
        let mut changed = file.clone();
        let mut keys = path[1..].iter();
        let place = keys.try_fold(changed.get_mut(&path[0])?, |at, key| at.get_mut(key))?;
        let (better, rises) = improve(leaf, place, roll, &total).expect("it can be improved");
        *place = better;
        Some(Better { node: path[1..].join("."), text: render(&changed, roll.into()), rises })
    })
}

/// What to write instead, and whether it earns more for certain; none where that cannot be.
fn improve(leaf: &Table, written: &Value, roll: u32, total: &BigRational) -> Option<(Value, bool)> {
    let shape = word(leaf, "shape").unwrap_or("points");
    let mut answer = Table::new();
    match written {
        Value::Table(table) => answer = table.clone(),
        word if state_word(word).is_some() => set(&mut answer, "state", word.clone()),
        level if shape == "ladder" => set(&mut answer, "level", level.clone()),
        points => set(&mut answer, "points", points.clone()),
    }
    match answer.remove("state") {
        Some(state) if state != "nol".into() => return None,
        Some(_) => set(&mut answer, "points", "0"),
        None => (),
    }
    if let Some(points) = answer.get("points") {
        let more = raise(number(points), &number_of(leaf, "maximum"), roll, 3)?;
        let more = quoted(&more, 0, ".", Some(total));
        if !written.is_table() && state_word(written).is_none() {
            return Some((more.into(), true));
        }
        set(&mut answer, "points", more);
        return Some((answer.into(), true));
    }
    let is_lower = word(leaf, "better") == Some("lower");
    let rises = match shape {
        "points" => return None, // only a figure, whose points nobody knows
        "ladder" => climb(&mut answer, leaf, roll)?,
        "checklist" => tick(&mut answer, leaf, roll)?,
        _ if super::answer::is_unknown(leaf, &answer) => return None,
        "percent" => {
            move_share(&mut answer, "count", is_lower, roll, total)?;
            false
        }
        "count" => {
            let figure = move_figure(number(answer.get("figure")?), is_lower, roll)?;
            set(&mut answer, "figure", quoted(&figure, 0, ".", None));
            false
        }
        "units" if answer.contains_key("units") => {
            turn_one(&mut answer, is_lower, roll)?;
            false
        }
        "units" => {
            move_share(&mut answer, "yes", is_lower, roll, total)?;
            false
        }
        "series" => {
            move_year(&mut answer, leaf, is_lower, roll, total)?;
            false
        }
        other => panic!("shape {other}"),
    };
    Some((answer.into(), rises))
}

/// To a higher level whose points are known; they may be the same.
fn climb(answer: &mut Table, leaf: &Table, roll: u32) -> Option<bool> {
    let levels = list(leaf, "levels");
    let place = levels.iter().position(|level| Some(&level["id"]) == answer.get("level"))?;
    let known = |level: &&&Table| level["points"].as_str() != Some("unknown");
    let before = Some(&levels[place]).filter(known)?;
    let higher: Vec<&&Table> = levels[place + 1..].iter().filter(known).collect();
    let level = higher.get((roll as usize).checked_rem(higher.len())?)?;
    set(answer, "level", level["id"].clone());
    Some(number_of(level, "points") > number_of(before, "points"))
}

/// One more item.
fn tick(answer: &mut Table, leaf: &Table, roll: u32) -> Option<bool> {
    let items = list(leaf, "items");
    let ticked = answer.get_mut("items")?.as_array_mut()?;
    let worth = |id: &Value| {
        items.iter().find(|item| item["id"] == *id).map(|item| number_of(item, "points"))
    };
    let sum = ticked.iter().filter_map(worth).fold(integer(0), |sum, points| sum + points);
    let open: Vec<Value> =
        items.iter().map(|item| item["id"].clone()).filter(|id| !ticked.contains(id)).collect();
    let item = open.get((roll as usize).checked_rem(open.len())?)?;
    let rises = sum < number_of(leaf, "maximum") && worth(item) > Some(integer(0));
    ticked.push(item.clone());
    Some(rises)
}

/// A percentage, or a count of its total, in the better direction.
fn move_share(
    answer: &mut Table,
    count: &str,
    is_lower: bool,
    roll: u32,
    total: &BigRational,
) -> Option<()> {
    let (key, whole, digits, limit) = match answer.get("of") {
        Some(of) => (count, number(of), 0, None),
        None => ("percent", integer(100), 3, Some(total)),
    };
    let part = number(answer.get(key)?);
    let flip = |part| if is_lower { &whole - part } else { part };
    let part = flip(raise(flip(part), &whole, roll, digits)?);
    answer.remove("percent"); // beside a count it would no longer agree
    set(answer, key, quoted(&part, 0, ".", limit));
    Some(())
}

/// A plain figure in the better direction; upwards there is no end.
fn move_figure(figure: BigRational, is_lower: bool, roll: u32) -> Option<BigRational> {
    if is_lower {
        let less = raise(integer(0), &figure, roll, 3)?;
        return Some(&figure - less);
    }
    let most = &figure * integer(2) + integer(1);
    raise(figure, &most, roll, 3)
}

/// One unit says yes, or where that is worse, no longer does.
fn turn_one(answer: &mut Table, is_lower: bool, roll: u32) -> Option<()> {
    let units = answer.get_mut("units")?.as_table_mut()?;
    let turned =
        |word: &str| if is_lower { word == "ya" } else { word == "tidak" || word == "tidak-tahu" };
    let names: Vec<String> = units
        .iter()
        .filter(|(_, word)| word.as_str().is_some_and(turned))
        .map(|(name, _)| name.clone())
        .collect();
    let name = names.get((roll as usize).checked_rem(names.len())?)?;
    set(units, name, if is_lower { "tidak" } else { "ya" });
    Some(())
}

/// A year that the scale sees, where the series has enough of them.
fn move_year(
    answer: &mut Table,
    leaf: &Table,
    is_lower: bool,
    roll: u32,
    total: &BigRational,
) -> Option<()> {
    let needed = leaf["years"].as_integer().expect("a number of years") as usize;
    let series = answer.get_mut("series")?.as_table_mut()?;
    let has_total = |value: &Value| value.get("of").is_none_or(|of| !number(of).is_zero());
    let mut years: Vec<(u32, String)> = series
        .iter()
        .filter(|(_, value)| has_total(value))
        .map(|(year, _)| (year.parse().expect("a year"), year.clone()))
        .collect();
    years.sort();
    let window = &years[years.len().checked_sub(needed)?..];
    let (_, year) = match text(leaf, "take") {
        "worst" => &window[roll as usize % needed],
        "change" if needed == 1 => return None,
        _ => window.last()?,
    };
    let value = match &series[year] {
        Value::Table(counted) => {
            let mut counted = counted.clone();
            move_share(&mut counted, "count", is_lower, roll, total)?;
            counted.into()
        }
        plain if text(leaf, "of") == "percent" => {
            let mut bare = Table::from_iter([("percent".to_string(), plain.clone())]);
            move_share(&mut bare, "count", is_lower, roll, total)?;
            bare["percent"].clone()
        }
        plain => quoted(&move_figure(number(plain), is_lower, roll)?, 0, ".", None).into(),
    };
    set(series, year, value);
    Some(())
}

/// More than `from`, and at most `maximum`; with so many digits, or else the maximum itself.
fn raise(from: BigRational, maximum: &BigRational, roll: u32, digits: u32) -> Option<BigRational> {
    let share = integer(i64::from(roll) + 1) / integer(1 << 32);
    let more = (&from + (maximum - &from) * share) * power(digits);
    let cut = more.floor() / power(digits);
    let raised = if cut > from { cut } else { maximum.clone() };
    (from < *maximum).then_some(raised)
}
