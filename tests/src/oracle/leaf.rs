//! Rules 1 and 2: what a leaf earns by what was written for it.

use super::Worth;
use super::scale::{Earned, on_scale, zero_total};
use super::values::{find, integer, list, number, number_of, table, text, word};
use num_rational::BigRational;
use num_traits::Zero;
use toml::{Table, Value};

/// A leaf: its state in the words of the guide (`terisi` where it is given) and what it is worth.
pub(super) struct Leaf {
    pub(super) state: &'static str,
    pub(super) worth: Worth,
}

/// What decides about a leaf beside its answer: the edition's own file.
pub(super) fn judge_leaf(leaf: &Table, answer: Option<&Value>, main: &Table) -> Leaf {
    let Some(answer) = answer else { return empty() };
    if let Some(state) = state_word(answer.get("state").unwrap_or(answer)) {
        return match state {
            "belum-diisi" | "tidak-tahu" => Leaf { state, worth: Worth::Nothing },
            "nol" => Leaf { state, worth: Worth::Points(integer(0)) },
            _ => Leaf { state, worth: not_applicable(leaf, main) },
        };
    }
    let shape = text(leaf, "shape");
    let said = match answer {
        Value::Table(said) => said.clone(),
        Value::String(level) if shape == "ladder" => one("level", level.as_str()),
        points => {
            assert_eq!(shape, "points", "a bare number needs this shape");
            one("points", points.clone())
        }
    };
    let earned = if KEYS.iter().any(|key| said.contains_key(*key)) {
        Some(earn(leaf, &said, main))
    } else {
        None
    };
    if let Some(points) = said.get("points") {
        let alone = earned.is_none_or(|earned| matches!(earned, Earned::Unknown));
        assert!(alone, "the points stand beside what earns by itself");
        return Leaf { state: "terisi", worth: Worth::Points(number(points)) };
    }
    match earned {
        // Only a note, say.
        None => empty(),
        Some(Earned::Unknown) => Leaf { state: "tidak-tahu", worth: Worth::Nothing },
        Some(Earned::NotApplicable) => Leaf { state: "terisi", worth: not_applicable(leaf, main) },
        Some(Earned::Points(points)) => Leaf { state: "terisi", worth: Worth::Points(points) },
    }
}

fn empty() -> Leaf {
    Leaf { state: "belum-diisi", worth: Worth::Nothing }
}

fn one(key: &str, value: impl Into<Value>) -> Table {
    Table::from_iter([(key.to_string(), value.into())])
}

/// The keys that hold an answer in the terms of a shape.
const KEYS: [&str; 8] = ["level", "items", "percent", "count", "figure", "series", "yes", "units"];

/// A word for a state; nothing for any other value.
pub(crate) fn state_word(value: &Value) -> Option<&'static str> {
    let words = ["belum-diisi", "tidak-tahu", "tidak-berlaku", "nol"];
    words.into_iter().find(|word| Some(*word) == value.as_str())
}

/// By the rule of the question, or else of the edition.
fn not_applicable(leaf: &Table, main: &Table) -> Worth {
    let rule = word(leaf, "not_applicable");
    match rule.unwrap_or_else(|| text(table(main, "not_applicable"), "policy")) {
        "lost" => Worth::Points(integer(0)),
        "granted" => Worth::Points(number_of(leaf, "maximum")),
        "leaves" => Worth::Left,
        other => panic!("not_applicable {other}"),
    }
}

/// What the answer earns by the shape of its leaf.
fn earn(leaf: &Table, said: &Table, main: &Table) -> Earned {
    let rounding = table(main, "rounding");
    let by_scale = |figure: Option<BigRational>| match figure {
        Some(figure) => on_scale(leaf, &figure, rounding),
        None => zero_total(leaf),
    };
    match text(leaf, "shape") {
        // A figure beside points; what it would earn is not known.
        "points" => Earned::Unknown,
        "ladder" => {
            let levels = list(leaf, "levels");
            let level = levels.iter().find(|level| level["id"] == said["level"]);
            match &level.expect("a level of the ladder")["points"] {
                Value::String(unknown) if unknown == "unknown" => Earned::Unknown,
                points => Earned::Points(number(points)),
            }
        }
        "checklist" => {
            let ticked = said["items"].as_array().expect("a list of items");
            let items = list(leaf, "items");
            let points = ticked.iter().map(|id| {
                let item = items.iter().find(|item| item["id"] == *id);
                number_of(item.expect("an item of the list"), "points")
            });
            let sum = points.fold(integer(0), |sum, points| sum + points);
            Earned::Points(sum.min(number_of(leaf, "maximum")))
        }
        "percent" => by_scale(percentage(said, "count")),
        "count" => by_scale(Some(number_of(said, "figure"))),
        "units" => match said.get("units") {
            Some(units) => by_scale(counted_one_by_one(units)),
            None => by_scale(percentage(said, "yes")),
        },
        "series" => series(leaf, said, rounding),
        other => panic!("shape {other}"),
    }
}

/// A percentage, or a count of a total in percent; nothing where that total is zero.
fn percentage(said: &Table, count: &str) -> Option<BigRational> {
    match said.get(count) {
        Some(part) => hundredfold(number(part), number_of(said, "of")),
        None => Some(number_of(said, "percent")),
    }
}

fn hundredfold(part: BigRational, whole: BigRational) -> Option<BigRational> {
    (!whole.is_zero()).then(|| part * integer(100) / whole)
}

/// Not known is not yes; what does not apply is not counted.
fn counted_one_by_one(units: &Value) -> Option<BigRational> {
    let units = units.as_table().expect("a table of units").values();
    let answers: Vec<&str> = units.map(|unit| unit.as_str().expect("a word")).collect();
    let how_many = |wanted: &[&str]| {
        let found = answers.iter().filter(|answer| wanted.contains(*answer)).count();
        integer(i64::try_from(found).expect("a small number"))
    };
    assert_eq!(
        how_many(&["ya", "tidak", "tidak-tahu", "tidak-berlaku"]),
        integer(answers.len() as i64)
    );
    hundredfold(how_many(&["ya"]), how_many(&["ya", "tidak", "tidak-tahu"]))
}

fn series(leaf: &Table, said: &Table, rounding: &Table) -> Earned {
    let of_percent = text(leaf, "of") == "percent";
    let needed = leaf["years"].as_integer().expect("a number of years") as usize;
    let written = find(said, &["series"]).and_then(Value::as_table).expect("a table of years");
    let mut years: Vec<(u32, &Value)> =
        written.iter().map(|(year, value)| (year.parse().expect("a year"), value)).collect();
    years.sort_by_key(|(year, _)| *year);
    if years.len() < needed {
        return Earned::Unknown;
    }
    let figures: Vec<BigRational> = years
        .into_iter()
        .filter_map(|(_, value)| match value {
            Value::Table(counted) => {
                assert!(of_percent, "a series of figures has no totals");
                percentage(counted, "count")
            }
            plain => Some(number(plain)),
        })
        .collect();
    if figures.len() < needed {
        return zero_total(leaf);
    }
    let latest = &figures[figures.len() - needed..];
    let (first, last) = (latest[0].clone(), latest[needed - 1].clone());
    let figure = match text(leaf, "take") {
        "last" => last,
        "change" => last - first,
        "worst" if word(leaf, "better") == Some("lower") => {
            latest.iter().max().expect("years").clone()
        }
        "worst" => latest.iter().min().expect("years").clone(),
        other => panic!("take {other}"),
    };
    on_scale(leaf, &figure, rounding)
}
