//! A second engine, written from `rules/FORMAT.md` alone, to check the first one.
//!
//! It shares no code with the library. It is slow and obvious on purpose, computes with exact
//! fractions only, and assumes valid files: whatever the guide does not allow makes it panic.

use num_rational::BigRational;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

mod files;
mod gate;
mod leaf;
mod scale;
mod values;

#[cfg(test)]
mod tests;

pub use files::{Edition, load_edition, read_edition, refine};
pub(crate) use leaf::state_word;
pub use values::decimal;
pub(crate) use values::{find, integer, list, number, number_of, power, table, text, word};

use gate::{Nodes, judge_part};
use leaf::judge_leaf;
use values::round;

/// What the oracle says about one answers file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The sum of the blocks.
    pub total: BigRational,
    /// The id of the category reached; none below the first one.
    pub category: Option<String>,
    /// Whether the total lies in a hole between two printed bands (capped by a gate or not).
    pub between: bool,
    /// Whether a failed gate keeps the result below the category that the total alone would give.
    pub kept: bool,
    /// The next category and its `from` minus the total (not positive where a gate keeps it away).
    pub next: Option<(String, BigRational)>,
    /// The points of every block (`klaster-1`), indicator (`4`) and question (`4.P1`).
    pub nodes: BTreeMap<String, BigRational>,
    /// The nodes whose maximum leaves the sum above them, because they do not apply.
    pub left: BTreeSet<String>,
    /// The nodes of which something left, so that the rest was scaled; `total` for the whole.
    pub scaled: BTreeSet<String>,
    /// The state of every leaf, in the words of the guide, or `terisi`.
    pub states: BTreeMap<String, String>,
    /// What an indicator's questions earned above its maximum, where that is more than nothing.
    pub not_counted: BTreeMap<String, BigRational>,
    /// Every gate: passed, failed, or (none) unknown.
    pub gates: BTreeMap<String, Option<bool>>,
    /// Node, `points` or `maximum`, what was declared, what was computed; sorted.
    /// Nothing was computed for a row of a block that was stated as a whole.
    pub declared: Vec<(String, String, BigRational, Option<BigRational>)>,
}

/// What a node comes to in the sum above it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Worth {
    /// It does not count as given (rule 2): worth 0.
    Nothing,
    /// It counts with so many points.
    Points(BigRational),
    /// It does not apply, and its maximum leaves the sum.
    Left,
}

impl Worth {
    /// The points of what counts as given; what left has none.
    fn points(&self) -> Option<BigRational> {
        match self {
            Worth::Nothing => None,
            Worth::Points(points) => Some(points.clone()),
            Worth::Left => Some(integer(0)),
        }
    }

    /// The points that are printed.
    fn printed(&self) -> BigRational {
        self.points().unwrap_or(integer(0))
    }

    fn stated(points: Option<&Value>) -> Worth {
        points.map_or(Worth::Nothing, |points| Worth::Points(number(points)))
    }
}

/// Judges an answers file.
pub fn judge(edition: &Edition, answers: &str) -> Verdict {
    let answers: Table = answers.parse().expect("answers are TOML");
    let rows: Vec<&Table> =
        edition.blocks.iter().flat_map(|file| list(file, "indicator")).collect();
    let mut walk = Walk::of(edition, &answers);
    let of_blocks: Vec<_> = edition.blocks.iter().map(|file| walk.block(file)).collect();
    // Rule 5.
    let whole = table(&edition.main, "total")["points"].clone();
    let total = walk.whole("total", &number(&whole), &of_blocks).printed();
    let Walk { worth, not_counted, untold, states, scaled, .. } = walk;

    // Rule 7: the last category that starts at or below the total. A total above the printed end
    // of that category's band lies in the hole after it, and belongs to the lower band or to none.
    let categories = list(&edition.main, "category");
    let mut reached = 0; // how many categories were reached: 0 is below the first one
    let mut between = false;
    for category in &categories {
        if total >= number_of(category, "from") {
            reached += 1;
            between = total > number_of(category, "to");
        }
    }
    let id_of = |category: &&Table| text(category, "id").to_string();
    let is_nowhere = match text(table(&edition.main, "bands"), "between") {
        "lower" => false,
        "none" => between,
        other => panic!("between {other}"),
    };
    // Rule 8: the next one, and the way to it.
    let mut above = reached;
    let mut kept = false;
    let mut gates = BTreeMap::new();
    for gate in list(&edition.main, "gate") {
        let outcome = judge_part(gate, &Nodes { worth: &worth, indicators: &rows });
        gates.insert(text(gate, "id").into(), outcome);
        if text(gate, "effect") == "cap" && outcome == Some(false) && !is_nowhere {
            let is_named = |category: &&Table| category["id"] == gate["category"];
            let below = categories.iter().take_while(|c| !is_named(c)).count();
            if below < above {
                above = below;
                between = false;
                kept = true;
            }
        }
    }
    let category = categories[..above].last().filter(|_| !is_nowhere).map(id_of);
    let gap = |next: &&Table| (id_of(next), (number_of(next, "from") - &total).max(integer(0)));
    let next = categories.get(above).map(gap);

    let has_left = |(_, worth): &(&String, &Worth)| **worth == Worth::Left;
    let left = worth.iter().filter(has_left).map(|(node, _)| node.clone()).collect();
    let nodes: BTreeMap<_, _> =
        worth.into_iter().map(|(node, worth)| (node, worth.printed())).collect();
    let declared = compare_declared(edition, &answers, &total, &nodes, &untold);
    Verdict {
        total,
        category,
        between,
        kept,
        next,
        nodes,
        left,
        scaled,
        states,
        not_counted,
        gates,
        declared,
    }
}

/// Rules 1 to 5, and what they leave behind.
struct Walk<'a> {
    edition: &'a Edition,
    answers: &'a Table,
    worth: BTreeMap<String, Worth>,
    not_counted: BTreeMap<String, BigRational>,
    scaled: BTreeSet<String>,
    states: BTreeMap<String, String>,
    /// Rows of blocks that were stated as a whole.
    untold: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    fn of(edition: &'a Edition, answers: &'a Table) -> Walk<'a> {
        Walk {
            edition,
            answers,
            worth: BTreeMap::new(),
            not_counted: BTreeMap::new(),
            scaled: BTreeSet::new(),
            states: BTreeMap::new(),
            untold: BTreeSet::new(),
        }
    }

    /// Rule 4: the indicators, or else what was typed for the block.
    fn block(&mut self, file: &Table) -> (BigRational, Worth) {
        let block = table(file, "block");
        let (id, maximum) = (text(block, "id"), number_of(block, "maximum"));
        let rows = list(file, "indicator");
        let parts: Vec<_> = rows.iter().map(|row| self.row(row)).collect();
        let mut worth = self.whole(id, &maximum, &parts);
        let stated = find(self.answers, &["blocks", id]);
        if worth == Worth::Nothing && stated.is_some() {
            self.untold.extend(rows.iter().map(|row| text(row, "id").to_string()));
            worth = Worth::stated(stated);
        }
        self.worth.insert(id.into(), worth.clone());
        (maximum, worth)
    }

    /// Rule 3: the questions, cut to the maximum; or else what was typed.
    fn row(&mut self, row: &Table) -> (BigRational, Worth) {
        let (id, maximum) = (text(row, "id"), number_of(row, "maximum"));
        let written = find(self.answers, &["indicators", id]);
        let worth = if text(&self.edition.main, "depth") == "indicator" {
            self.leaf(id.into(), row, written)
        } else {
            let mut parts = Vec::new();
            for question in list(row, "question") {
                let number = text(question, "id");
                let answer = find(self.answers, &["answers", id, number]);
                let worth = self.leaf(format!("{id}.{number}"), question, answer);
                parts.push((number_of(question, "maximum"), worth));
            }
            let earned = parts.iter().fold(integer(0), |sum, (_, part)| sum + part.printed());
            if earned > maximum {
                self.not_counted.insert(id.into(), earned - &maximum);
            }
            match self.whole(id, &maximum, &parts) {
                Worth::Nothing => Worth::stated(written),
                of_questions => of_questions,
            }
        };
        self.worth.insert(id.into(), worth.clone());
        (maximum, worth)
    }

    fn leaf(&mut self, node: String, leaf: &Table, answer: Option<&Value>) -> Worth {
        let judged = judge_leaf(leaf, answer, &self.edition.main);
        self.states.insert(node.clone(), judged.state.into());
        self.worth.insert(node, judged.worth.clone());
        judged.worth
    }

    /// What parts, with their maxima, make of a whole: nothing where none is given, their sum cut to
    /// the maximum where none left, and else what stayed, scaled up.
    fn whole(&mut self, id: &str, maximum: &BigRational, parts: &[(BigRational, Worth)]) -> Worth {
        if parts.iter().all(|(_, part)| *part == Worth::Nothing) {
            return Worth::Nothing;
        }
        let stays = |(_, part): &&(BigRational, Worth)| *part != Worth::Left;
        let stay: Vec<_> = parts.iter().filter(stays).collect();
        let earned = stay.iter().fold(integer(0), |sum, (_, part)| sum + part.printed());
        if stay.len() == parts.len() {
            return Worth::Points(earned.min(maximum.clone()));
        }
        if stay.is_empty() {
            return Worth::Left;
        }
        let maxima = stay.iter().fold(integer(0), |sum, (maximum, _)| sum + maximum);
        let available = maxima.min(maximum.clone());
        let points = maximum * earned.min(available.clone()) / available;
        self.scaled.insert(id.into());
        Worth::Points(round(points, table(&self.edition.main, "not_applicable")))
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
    let of_total = number_of(table(&edition.main, "total"), "points");
    let mut maxima = BTreeMap::from([("total".to_string(), of_total)]);
    for file in &edition.blocks {
        let indicators = list(file, "indicator").into_iter();
        for node in indicators.chain([table(file, "block")]) {
            maxima.insert(text(node, "id").into(), number_of(node, "maximum"));
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
