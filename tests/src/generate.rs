//! Random valid answers files, made from an edition's files alone.
//!
//! Every node of the edition gets a row of random numbers ("dice") that decide what is written for
//! it. A zero always means the simplest thing, so a failing file shrinks towards an empty one.

use crate::oracle::{Edition, decimal, find, in_words, integer, list, number};
use crate::oracle::{read_edition, table, text};
use num_rational::BigRational;
use proptest::collection::vec;
use proptest::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};
use toml::{Table, Value};

/// Random numbers for one node, used from the front; zeros when they are used up.
struct Dice<'a> {
    row: std::slice::Iter<'a, u32>,
    /// Over the whole file: 0 any points, 1 rather many, 2 nearly all, so that all bands occur.
    bounty: u32,
    /// The edition's total, which says what reads as grouping in points.
    total: &'a BigRational,
}

impl Dice<'_> {
    fn below(&mut self, limit: u32) -> u32 {
        self.row.next().copied().unwrap_or(0) % limit
    }

    fn pick<'b, T>(&mut self, from: &'b [T]) -> &'b T {
        &from[self.below(from.len() as u32) as usize]
    }

    /// A number with so many digits, from 0 to the maximum.
    fn amount(&mut self, maximum: &BigRational, digits: u32) -> BigRational {
        let most = (maximum * power(digits)).floor();
        if self.below(8) > 6 - 2 * self.bounty {
            return most / power(digits);
        }
        // A fixed share, and a random share of the rest.
        let percent = [0, 50, 94][self.bounty as usize];
        let fixed = (&most * integer(percent) / integer(100)).floor();
        let random = (&most - &fixed + integer(1)) * integer(self.below(u32::MAX).into());
        (fixed + (random / integer(u32::MAX.into())).floor()) / power(digits)
    }

    /// One of the ways to write a number with so many digits.
    fn write(&mut self, value: &BigRational, digits: u32, limit: &BigRational) -> Value {
        match (self.below(2), digits) {
            (1, 0) => Value::Integer(decimal(value).parse().expect("a small number")),
            (mark, _) => quoted(value, digits, [".", ","][mark as usize], limit).into(),
        }
    }

    /// Points up to the maximum of a node.
    fn points(&mut self, node: &Table) -> Value {
        let digits = self.below(4);
        let points = self.amount(&number(&node["maximum"]), digits);
        self.write(&points, digits, self.total)
    }

    /// What is written for a leaf, if anything.
    fn answer(&mut self, leaf: &Table) -> Option<Value> {
        let is_points = text(leaf, "shape") == "points";
        let mut kind = self.below(16);
        if self.bounty > 0 && self.below(self.bounty * 8) > 0 {
            kind = 8 + kind % 8;
        }
        let mut answer = Table::new();
        if kind == 0 {
            return None;
        } else if kind <= 4 {
            let states = ["belum-diisi", "tidak-tahu", "tidak-berlaku", "nol"];
            set(&mut answer, "state", states[kind as usize - 1]);
        } else {
            // Seldom what does not fit the shape: only a figure, or only points.
            let fits = kind > 6;
            if is_points == fits {
                set(&mut answer, "points", self.points(leaf));
            }
            if is_points != fits || (is_points && kind % 2 == 1) {
                self.figure(&mut answer, leaf);
            }
        }
        let points = answer.get("points").filter(|_| is_points);
        let bare = answer.get("state").or(points);
        if answer.len() == 1 && bare.is_some() && self.below(2) == 0 {
            return bare.cloned();
        }
        if self.below(3) == 1 {
            set(&mut answer, "note", "catatan");
            let statuses = ["tidak-ada", "belum-diperiksa", "sah", "ditolak"];
            set(&mut answer, "status", *self.pick(&statuses));
        }
        Some(answer.into())
    }

    /// Adds a figure: a percentage (0), a count and its total (1), or both (2). Both agree; where
    /// rounding meets a tie, which the guide leaves open, there is no percentage.
    fn figure(&mut self, answer: &mut Table, leaf: &Table) {
        let kind = self.below(3);
        let digits = self.below(4);
        let of = integer(match (kind, self.below(6)) {
            (0, _) => 100,
            (_, 0) => 0,
            _ => 1 + i64::from(self.below(100_000)),
        });
        let mut part = self.amount(&of, if kind == 0 { digits } else { 0 });
        if leaf.get("better") == Some(&"lower".into()) {
            part = &of - part;
        }
        if kind > 0 {
            set(answer, "count", self.write(&part, 0, &of));
            set(answer, "of", self.write(&of, 0, &of));
        }
        if kind != 1 && of > integer(0) {
            let units = part * integer(100) * power(digits) / of;
            if (&units - units.floor()) * integer(2) != integer(1) {
                let percent = units.round() / power(digits);
                let percent = self.write(&percent, digits, &integer(100));
                set(answer, "percent", percent);
            }
        }
    }
}

/// Random valid answers files of the edition.
pub fn answers(edition_files: &[(String, String)]) -> impl Strategy<Value = String> + use<> {
    let edition = read_edition(edition_files);
    let blocks = edition.blocks.iter();
    let indicators = blocks.flat_map(|block| list(block, "indicator"));
    let nodes = indicators.map(|indicator| 1 + list(indicator, "question").len());
    let rows = 1 + edition.blocks.len() + nodes.sum::<usize>();
    let dice = (vec(any::<[u32; 24]>(), rows), any::<u64>());
    dice.prop_map(move |(rows, seed)| render(&build(&edition, &rows), seed))
}

fn build(edition: &Edition, rows: &[[u32; 24]]) -> Table {
    let total = number(&edition.main["total"]["points"]);
    let bounty = rows[0][23] % 3;
    let mut rows = rows.iter();
    let mut next =
        || Dice { row: rows.next().expect("a row for every node").iter(), bounty, total: &total };
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
        for indicator in list(block_file, "indicator") {
            let mut dice = next();
            let id = text(indicator, "id");
            let skipped = dice.below([3, 9, 99][bounty as usize]) == 0;
            if measured && depths & 6 > 0 {
                indicators.extend(dice.answer(indicator).map(|answer| (id.into(), answer)));
            } else if !measured && depths & 2 > 0 && !skipped {
                set(&mut indicators, id, dice.points(indicator));
            }
            let mut given = Table::new();
            for question in list(indicator, "question") {
                let answer = next().answer(question).filter(|_| depths & 4 > 0);
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
    let end = number(&category[*dice.pick(&["from", "to"])]);
    let beside = integer(i64::from(dice.below(3)) - 1) / integer(100);
    let mut rest = (end + beside).min(dice.total.clone());
    let mut blocks = Table::new();
    for file in &edition.blocks {
        let block = table(file, "block");
        let points = number(&block["maximum"]).min(rest.clone());
        rest -= &points;
        let points = quoted(&points, 0, ".", dice.total);
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

/// The same file with one leaf improved that is given at the edition's own depth: its node and the
/// changed text; none where nothing can be improved. A leaf that was "nol" may get points.
pub fn better(
    edition_files: &[(String, String)],
    answers: &str,
) -> impl Strategy<Value = Option<(String, String)>> + use<> {
    let edition = read_edition(edition_files);
    let total = number(&edition.main["total"]["points"]);
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
        *place = improve(leaf, place, roll, &total).expect("it can be improved");
        Some((path[1..].join("."), render(&changed, roll.into())))
    })
}

/// What to write instead, so that the leaf earns more; none where that cannot be.
fn improve(leaf: &Table, written: &Value, roll: u32, total: &BigRational) -> Option<Value> {
    let mut answer = Table::new();
    match written {
        Value::Table(table) => answer = table.clone(),
        word if in_words(word).is_some() => set(&mut answer, "state", word.clone()),
        points => set(&mut answer, "points", points.clone()),
    }
    match answer.remove("state") {
        Some(state) if state != "nol".into() => return None,
        Some(_) => set(&mut answer, "points", "0"),
        None => (),
    }
    if let Some(points) = answer.get("points") {
        let more = raise(number(points), &number(&leaf["maximum"]), roll, 3)?;
        let more = quoted(&more, 0, ".", total);
        if !written.is_table() && in_words(written).is_none() {
            return Some(more.into());
        }
        set(&mut answer, "points", more);
        return Some(answer.into());
    }
    if text(leaf, "shape") == "points" {
        return None; // only a figure, whose points nobody knows
    }
    let (key, whole, digits) = match answer.get("of") {
        Some(of) => ("count", number(of), 0),
        None => ("percent", integer(100), 3),
    };
    let part = number(answer.get(key)?);
    let is_lower_better = leaf.get("better") == Some(&"lower".into());
    let flip = |part| if is_lower_better { &whole - part } else { part };
    let part = flip(raise(flip(part), &whole, roll, digits)?);
    answer.remove("percent"); // beside a count it would no longer agree
    set(&mut answer, key, quoted(&part, 0, ".", &whole));
    Some(answer.into())
}

/// More than `from`, and at most `maximum`; with so many digits, or else the maximum itself.
fn raise(from: BigRational, maximum: &BigRational, roll: u32, digits: u32) -> Option<BigRational> {
    let share = integer(i64::from(roll) + 1) / integer(1 << 32);
    let more = (&from + (maximum - &from) * share) * power(digits);
    let cut = more.floor() / power(digits);
    let raised = if cut > from { cut } else { maximum.clone() };
    (from < *maximum).then_some(raised)
}

/// The same content with tables and keys in another order.
pub fn shuffled(answers: &str) -> impl Strategy<Value = String> + use<> {
    let file: Table = answers.parse().expect("answers are TOML");
    any::<u64>().prop_map(move |seed| render(&file, seed))
}

/// Writes a file as TOML, with tables and keys in an order that the seed decides.
fn render(file: &Table, seed: u64) -> String {
    let mut plain = Table::new();
    let mut sections = Vec::new();
    let section = |header: String, inner: &Value| {
        let inner = inner.as_table().expect("a table");
        format!("\n{header}\n{}\n", lines(inner, seed).join("\n"))
    };
    for (name, value) in file {
        match value {
            Value::Table(answers) if name == "answers" => {
                let header = |id| format!("[answers.{}]", key(id, seed));
                sections.extend(answers.iter().map(|(id, inner)| section(header(id), inner)));
            }
            Value::Table(_) => sections.push(section(format!("[{name}]"), value)),
            value => set(&mut plain, name, value.clone()),
        }
    }
    shuffle(&mut sections, seed);
    lines(&plain, seed).join("\n") + "\n" + &sections.concat()
}

/// Keys and values in some order.
fn lines(from: &Table, seed: u64) -> Vec<String> {
    let line = |(name, value): (&String, &Value)| match value {
        Value::Table(inner) => key(name, seed) + " = { " + &lines(inner, seed).join(", ") + " }",
        plain => format!("{} = {plain}", key(name, seed)),
    };
    let mut lines: Vec<String> = from.iter().map(line).collect();
    shuffle(&mut lines, seed);
    lines
}

/// A key, quoted where it must be and in every second file.
fn key(name: &str, seed: u64) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match name.chars().all(is_bare) && seed.is_multiple_of(2) {
        true => name.to_string(),
        false => Value::from(name).to_string(),
    }
}

fn shuffle(lines: &mut [String], seed: u64) {
    lines.sort_by_cached_key(|line| {
        let mut hasher = DefaultHasher::new();
        (line, seed).hash(&mut hasher);
        hasher.finish()
    });
}

fn set(table: &mut Table, key: &str, value: impl Into<Value>) {
    table.insert(key.to_string(), value.into());
}

/// A number with at least so many digits, and one more zero where "1.000" could be a thousand:
/// where that reading is not above the limit of the field.
fn quoted(value: &BigRational, digits: u32, mark: &str, limit: &BigRational) -> String {
    let printed = decimal(value);
    let (whole, fraction) = printed.split_once('.').unwrap_or((&printed, ""));
    let mut fraction = format!("{fraction:0<0$}", digits as usize);
    let larger = value * integer(1000);
    if fraction.len() == 3 && *value >= integer(1) && larger <= *limit {
        fraction.push('0');
    }
    let mark = if fraction.is_empty() { "" } else { mark };
    format!("{whole}{mark}{fraction}")
}

fn power(digits: u32) -> BigRational {
    integer(10).pow(digits as i32)
}
