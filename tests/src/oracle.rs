//! A second engine, written from `rules/FORMAT.md` alone, to check the first one.
//!
//! It shares no code with the library. It is slow and obvious on purpose, computes with exact
//! fractions only, and assumes valid files: whatever the guide does not allow makes it panic.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use toml::{Table, Value};

/// What the oracle says about one answers file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The sum of the blocks.
    pub total: BigRational,
    /// The id of the category reached; none below the first one.
    pub category: Option<String>,
    /// Whether the total lies in a hole between two printed bands (capped by a gate or not).
    pub between: bool,
    /// The next category and its `from` minus the total (not positive where a gate keeps it away).
    pub next: Option<(String, BigRational)>,
    /// The points of every block (`klaster-1`), indicator (`4`) and question (`4.P1`).
    pub nodes: BTreeMap<String, BigRational>,
    /// What an indicator's questions earned above its maximum, where that is more than nothing.
    pub not_counted: BTreeMap<String, BigRational>,
    /// Every gate: passed, failed, or (none) unknown.
    pub gates: BTreeMap<String, Option<bool>>,
    /// Node, `points` or `maximum`, what was declared, what was computed; sorted.
    /// Nothing was computed for a row of a block that was stated as a whole.
    pub declared: Vec<(String, String, BigRational, Option<BigRational>)>,
}

/// An edition's files as they are: `edition.toml` and the block files in its order.
#[derive(Debug)]
pub struct Edition {
    pub(crate) main: Table,
    pub(crate) blocks: Vec<Table>,
}

/// Points, or nothing where the node does not count as given (rule 2): then it is worth 0.
type Earned = Option<BigRational>;

/// Judges an answers file.
pub fn judge(edition: &Edition, answers: &str) -> Verdict {
    let answers: Table = answers.parse().expect("answers are TOML");
    let rounding = table(&edition.main, "rounding");
    let mut earned: BTreeMap<String, Earned> = BTreeMap::new();
    let mut not_counted = BTreeMap::new();
    let mut untold = BTreeSet::new();
    let mut of_blocks = Vec::new();
    for block_file in &edition.blocks {
        let mut of_indicators = Vec::new();
        for indicator in list(block_file, "indicator") {
            let id = text(indicator, "id");
            let maximum = number(&indicator["maximum"]);
            let written = find(&answers, &["indicators", id]);
            let mut of_questions = Vec::new();
            for question in list(indicator, "question") {
                let question_id = text(question, "id");
                let answer = find(&answers, &["answers", id, question_id]);
                let points = earn(question, answer, rounding);
                earned.insert(format!("{id}.{question_id}"), points.clone());
                of_questions.push(points);
            }
            let points = if text(&edition.main, "depth") == "indicator" {
                earn(indicator, written, rounding)
            } else if let Some(sum) = sum(of_questions) {
                // Rule 3: the questions, cut to the maximum; or else what was typed.
                if sum > maximum {
                    not_counted.insert(id.into(), &sum - &maximum);
                }
                Some(sum.min(maximum))
            } else {
                written.map(number)
            };
            earned.insert(id.into(), points.clone());
            of_indicators.push(points);
        }
        // Rule 4: the indicators, or else what was typed for the block.
        let id = text(table(block_file, "block"), "id");
        let parts = sum(of_indicators);
        let stated = find(&answers, &["blocks", id]).map(number);
        if parts.is_none() && stated.is_some() {
            let rows = list(block_file, "indicator").into_iter();
            untold.extend(rows.map(|row| text(row, "id").to_string()));
        }
        let points = parts.or(stated);
        earned.insert(id.into(), points.clone());
        of_blocks.push(points);
    }
    // Rule 5.
    let total = sum(of_blocks).unwrap_or(integer(0));

    // Rule 7: the last category that starts at or below the total. A total above the printed end
    // of that category's band lies in the hole after it, and belongs to the lower band.
    assert_eq!(text(table(&edition.main, "bands"), "between"), "lower");
    let categories = list(&edition.main, "category");
    let mut reached = 0; // how many categories were reached: 0 is below the first one
    let mut between = false;
    for category in &categories {
        if total >= number(&category["from"]) {
            reached += 1;
            between = total > number(&category["to"]);
        }
    }
    let mut gates = BTreeMap::new();
    for gate in list(&edition.main, "gate") {
        let outcome = judge_gate(gate, &earned);
        gates.insert(text(gate, "id").into(), outcome);
        if text(gate, "effect") == "cap" && outcome == Some(false) {
            let is_named = |category: &&Table| category["id"] == gate["category"];
            let below = categories.iter().take_while(|c| !is_named(c)).count();
            if below < reached {
                reached = below;
                between = false;
            }
        }
    }
    let id_of = |category: &&Table| text(category, "id").to_string();
    let category = categories[..reached].last().map(id_of);
    // Rule 8.
    let gap = |next: &&Table| (id_of(next), (number(&next["from"]) - &total).max(integer(0)));
    let next = categories.get(reached).map(gap);

    let worth = |(node, points): (String, Earned)| (node, points.unwrap_or(integer(0)));
    let nodes: BTreeMap<_, _> = earned.into_iter().map(worth).collect();
    let declared = compare_declared(edition, &answers, &total, &nodes, &untold);
    Verdict { total, category, between, next, nodes, not_counted, gates, declared }
}

/// The sum of those that count as given; nothing where none does.
fn sum(parts: Vec<Earned>) -> Earned {
    parts.into_iter().flatten().reduce(|sum, part| sum + part)
}

/// Rules 1 and 2: what a leaf earns by what was written for it. What a share earns is rounded, typed
/// points are not.
fn earn(leaf: &Table, answer: Option<&Value>, rounding: &Table) -> Earned {
    let answer = answer?;
    if let Some(earned) = in_words(answer.get("state").unwrap_or(answer)) {
        return earned;
    }
    let shape = text(leaf, "shape");
    let Some(answer) = answer.as_table() else {
        assert_eq!(shape, "points", "a bare number needs this shape");
        return Some(number(answer));
    };
    let has_figure = answer.contains_key("percent") || answer.contains_key("count");
    if let Some(points) = answer.get("points") {
        assert!(shape == "points" || !has_figure, "which one counts?");
        return Some(number(points));
    }
    if !has_figure || shape == "points" {
        return None; // empty (only a note, say), or a figure whose points nobody knows
    }
    assert_eq!((shape, text(leaf, "scale")), ("percent", "linear"));
    let (part, whole) = match answer.get("count") {
        Some(count) => (number(count), number(&answer["of"])),
        None => (number(&answer["percent"]), integer(100)),
    };
    let maximum = number(&leaf["maximum"]);
    if whole.is_zero() {
        return match text(leaf, "zero_total") {
            "full" => Some(maximum),
            "none" | "not-applicable" => Some(integer(0)), // not applicable is lost
            other => panic!("zero_total {other}"),
        };
    }
    let lower = leaf.get("better").and_then(Value::as_str) == Some("lower");
    let counts = if lower { &whole - part } else { part };
    Some(round(maximum * counts / whole, rounding))
}

/// What a state in words earns; nothing for a value that is no such word.
pub(crate) fn in_words(value: &Value) -> Option<Earned> {
    match value.as_str()? {
        "belum-diisi" | "tidak-tahu" => Some(None),
        "nol" | "tidak-berlaku" => Some(Some(integer(0))), // not applicable is lost
        _ => None,
    }
}

/// The rounding of what a share earns, ties half-up; points are never negative.
fn round(points: BigRational, rounding: &Table) -> BigRational {
    if text(rounding, "at") == "never" {
        return points;
    }
    assert_eq!(text(rounding, "at"), "indicator");
    assert_eq!(text(rounding, "ties"), "half-up");
    let digits = rounding["digits"].as_integer().expect("whole digits");
    let scale = (0..digits).fold(integer(1), |scale, _| scale * integer(10));
    (points * &scale + integer(1) / integer(2)).floor() / scale
}

/// Passed, failed, or unknown where a node that was not given could still decide it.
fn judge_gate(gate: &Table, earned: &BTreeMap<String, Earned>) -> Option<bool> {
    let mut outcomes = Vec::new();
    let is_any = gate.contains_key("any");
    for need in list(gate, if is_any { "any" } else { "all" }) {
        let node = need.get("question").or_else(|| need.get("indicator"));
        let node = node.and_then(Value::as_str).expect("a node");
        let at_least = number(&need["at_least"]);
        outcomes.push(earned[node].as_ref().map(|points| *points >= at_least));
    }
    // One failure decides "all", one success decides "any"; then one unknown leaves it open.
    let decisive = Some(is_any);
    if outcomes.contains(&decisive) {
        decisive
    } else if outcomes.contains(&None) {
        None
    } else {
        Some(!is_any)
    }
}

/// Rule 9: everything declared beside what was computed (or, for maxima, what the edition says).
fn compare_declared(
    edition: &Edition,
    answers: &Table,
    total: &BigRational,
    nodes: &BTreeMap<String, BigRational>,
    untold: &BTreeSet<String>,
) -> Vec<(String, String, BigRational, Option<BigRational>)> {
    let mut points = nodes.clone();
    points.insert("total".into(), total.clone());
    let of_total = number(&edition.main["total"]["points"]);
    let mut maxima = BTreeMap::from([("total".to_string(), of_total)]);
    for file in &edition.blocks {
        let indicators = list(file, "indicator").into_iter();
        for node in indicators.chain([table(file, "block")]) {
            maxima.insert(text(node, "id").into(), number(&node["maximum"]));
        }
    }
    let mut found = Vec::new();
    let declared = find(answers, &["declared"]).and_then(Value::as_table);
    for (key, value) in declared.into_iter().flatten() {
        let (what, computed) = match key.as_str() {
            "category" => continue,
            "maxima" => ("maximum", &maxima),
            _ => ("points", &points),
        };
        // `total` is a number, the others are tables of numbers.
        let total = Table::from_iter([(key.clone(), value.clone())]);
        for (node, value) in value.as_table().unwrap_or(&total) {
            let known = what == "maximum" || !untold.contains(node);
            let computed = known.then(|| computed[node].clone());
            found.push((node.clone(), what.into(), number(value), computed));
        }
    }
    found.sort();
    found
}

/// Reads the edition from (file name, text): `edition.toml` and the blocks.
pub fn read_edition(files: &[(String, String)]) -> Edition {
    let file = |name: &str| -> Table {
        let found = files.iter().find(|(file_name, _)| file_name == name);
        let (_, content) = found.expect("the file is there");
        content.parse().expect("edition files are TOML")
    };
    let main = file("edition.toml");
    assert_eq!(text(table(&main, "not_applicable"), "policy"), "lost");
    let blocks = block_names(&main).iter().map(|name| file(name)).collect();
    Edition { main, blocks }
}

fn block_names(main: &Table) -> Vec<String> {
    let ids = main["blocks"].as_array().expect("blocks").iter();
    let ids = ids.map(|id| id.as_str().expect("a block id"));
    ids.map(|id| format!("{id}.toml")).collect()
}

/// Reads a folder: `edition.toml` first, then the blocks in the order it lists them.
pub fn load_edition(dir: &Path) -> Vec<(String, String)> {
    let read = |name: String| {
        let content = std::fs::read_to_string(dir.join(&name)).expect("a readable edition file");
        (name, content)
    };
    let mut files = vec![read("edition.toml".to_string())];
    let main: Table = files[0].1.parse().expect("edition.toml is TOML");
    files.extend(block_names(&main).into_iter().map(read));
    files
}

/// Prints an exact decimal without trailing zeros; panics if it does not terminate.
pub fn decimal(value: &BigRational) -> String {
    let mut shifted = value.abs();
    let mut digits = 0;
    while !shifted.is_integer() {
        shifted *= integer(10);
        digits += 1;
        assert!(digits < 1000, "{value} does not terminate");
    }
    let sign = if value.is_negative() { "-" } else { "" };
    let padded = format!("{:0>1$}", shifted.to_integer().to_string(), digits + 1);
    let (whole, fraction) = padded.split_at(padded.len() - digits);
    let dot = if digits > 0 { "." } else { "" };
    format!("{sign}{whole}{dot}{fraction}")
}

/// A number that counts: a whole number, or a quoted one with a dot or a comma.
pub(crate) fn number(value: &Value) -> BigRational {
    let written = match value {
        Value::Integer(whole) => whole.to_string(),
        Value::String(quoted) => quoted.replace(',', "."),
        other => panic!("not a number: {other}"),
    };
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let digits: BigInt = format!("{whole}{fraction}").parse().expect("digits");
    let scale = BigInt::from(10).pow(fraction.len() as u32);
    BigRational::new(digits, scale)
}

pub(crate) fn integer(value: i64) -> BigRational {
    BigRational::from_integer(value.into())
}

pub(crate) fn text<'a>(from: &'a Table, key: &str) -> &'a str {
    from[key].as_str().expect("a string")
}

pub(crate) fn table<'a>(from: &'a Table, key: &str) -> &'a Table {
    from[key].as_table().expect("a table")
}

/// An array of tables; empty where it is absent.
pub(crate) fn list<'a>(from: &'a Table, key: &str) -> Vec<&'a Table> {
    let values = from.get(key).and_then(Value::as_array).into_iter();
    let tables = values.flatten().map(Value::as_table);
    tables.map(|table| table.expect("a table")).collect()
}

/// What stands under a path of keys, if anything.
pub(crate) fn find<'a>(answers: &'a Table, path: &[&str]) -> Option<&'a Value> {
    let first = answers.get(path[0])?;
    path[1..].iter().try_fold(first, |at, key| at.get(*key))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIN: &str = r#"
        total = { points = "100" }
        depth = "question"
        blocks = ["a", "b"]
        bands = { below = "belum", between = "lower" }
        rounding = { at = "never" }
        not_applicable = { policy = "lost" }
        category = [
            { id = "pratama", from = "50", to = "60" },
            { id = "madya", from = "61", to = "80" },
            { id = "utama", from = "81", to = "100" },
        ]
        gate = [
            { id = "g", category = "utama", effect = "cap", all = [
                { question = "3.P1", at_least = "36" } ] },
            { id = "h", category = "utama", effect = "notice", any = [
                { indicator = "2", at_least = "9" }, { question = "1.P2", at_least = "25" } ] },
        ]"#;
    const A: &str = r#"
        block = { id = "a", maximum = "60" }
        [[indicator]]
        id = "1"
        maximum = "50"
        question = [
            { id = "P1", shape = "points", maximum = "30" },
            { id = "P2", shape = "points", maximum = "25" },
        ]
        [[indicator]]
        id = "2"
        maximum = "10"
        question = [ { id = "P1", shape = "percent", scale = "linear", maximum = "10",
            better = "lower", zero_total = "full" } ]"#;
    const B: &str = r#"
        block = { id = "b", maximum = "40" }
        indicator = [{ id = "3", maximum = "40", question = [
            { id = "P1", shape = "points", maximum = "40" } ] }]"#;

    fn judged(main: &str, answers: &str) -> Verdict {
        let files = [("edition.toml", main), ("a.toml", A), ("b.toml", B)];
        judge(&read_edition(&files.map(|(n, t)| (n.into(), t.into()))), answers)
    }

    fn ratio(above: i64, below: i64) -> BigRational {
        integer(above) / integer(below)
    }

    #[test]
    fn cap_lower_figure_and_failed_gate() {
        // 30 + 25 = 55, cut to 50; 10 x (3 - 1) / 3; 35 < 36: 91 2/3 stays below utama.
        let answers = r#"answers.1 = { P1 = 30, P2 = { points = "25,0" } }
            answers.2.P1 = { count = "1", of = 3 }
            answers.3.P1 = "35"
            indicators.1 = "1"
            blocks.b = "2"
            declared = { total = "91.67", maxima = { a = "50" } }"#;
        let v = judged(MAIN, answers);
        assert_eq!(v.total, ratio(275, 3));
        assert_eq!(v.not_counted, BTreeMap::from([("1".into(), integer(5))]));
        assert_eq!((v.category.as_deref(), v.between), (Some("madya"), false));
        assert_eq!(v.next, Some(("utama".into(), integer(0))));
        assert_eq!((v.gates["g"], v.gates["h"]), (Some(false), Some(true)));
        assert_eq!(v.nodes["a"], ratio(170, 3));
        let a = ("a".into(), "maximum".into(), integer(50), Some(integer(60)));
        let declared = ratio(9167, 100);
        let total = ("total".into(), "points".into(), declared, Some(v.total));
        assert_eq!(v.declared, [a, total]);
    }

    #[test]
    fn hole_between_bands_and_unknown_gate() {
        // 30 + 10 x 95.5 / 100 + 21 = 60.55
        let answers = r#"answers.1 = { P1 = "30", P2 = { percent = "99" } }
            answers.2.P1 = { percent = "4,5" }
            answers.3.P1 = "tidak-tahu"
            blocks.b = "21""#;
        let v = judged(MAIN, answers);
        assert_eq!(decimal(&v.total), "60.55");
        assert_eq!((v.category.as_deref(), v.between), (Some("pratama"), true));
        assert_eq!(v.next, Some(("madya".into(), ratio(45, 100))));
        assert_eq!((v.gates["g"], v.gates["h"]), (None, Some(true)));
        assert_eq!(v.nodes["3"], integer(0));
    }

    #[test]
    fn rounding_states_and_depths() {
        let rounding = r#"at = "indicator", digits = 2, ties = "half-up""#;
        let main = MAIN.replace(r#"at = "never""#, rounding);
        let total = |answers: &str| decimal(&judged(&main, answers).total);
        assert_eq!(total(r#"answers.2.P1.percent = "0.05""#), "10"); // 9.995
        assert_eq!(total(r#"answers.2.P1.percent = "0.06""#), "9.99"); // 9.994
        assert_eq!(total(r#"answers.2.P1 = { count = 0, of = 0 }"#), "10"); // full
        assert_eq!(total(r#"indicators.2 = "9.995""#), "9.995"); // typed, not measured
        assert_eq!(total(r#"answers.2.P1.points = "9.995""#), "9.995"); // typed as well
        let two_depths = "answers.2.P1.note = ''\nindicators.2 = 7\nblocks.a = 8";
        assert_eq!(total(two_depths), "7"); // only a note at the deepest depth
        for (state, points) in [("nol", "0"), ("tidak-berlaku", "0"), ("tidak-tahu", "8")] {
            let answers = format!("answers.2.P1.state = '{state}'\nblocks.a = 8");
            assert_eq!(total(&answers), points);
        }
        let v = judged(&main, "");
        assert_eq!(v.category, None);
        assert_eq!(v.next, Some(("pratama".into(), integer(50))));
        assert_eq!(v.nodes.len(), 2 + 3 + 4);
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(decimal(&ratio(-1, 8)), "-0.125");
        assert_eq!(decimal(&number(&Value::String("702,100".into()))), "702.1");
    }
}
