//! Random numbers and what is made of them: amounts, spellings, figures at the edges of a scale.

use super::render::{quoted, set};
use crate::oracle::{decimal, integer, list, number, number_of, power, word};
use num_rational::BigRational;
use num_traits::Signed;
use toml::{Table, Value};

/// The digits that a number may have after the mark.
const DIGITS: u32 = 6;

/// Random numbers for one node, used from the front; zeros when they are used up.
pub(super) struct Dice<'a> {
    row: std::slice::Iter<'a, u32>,
    /// Over the whole file: 0 any points, 1 rather many, 2 nearly all, so that all bands occur.
    pub(super) bounty: u32,
    /// The edition's total, which says what reads as grouping in points.
    pub(super) total: &'a BigRational,
    /// The codes of the edition's reasons.
    pub(super) reasons: &'a [&'a str],
}

impl<'a> Dice<'a> {
    pub(super) fn new(
        row: &'a [u32],
        bounty: u32,
        total: &'a BigRational,
        reasons: &'a [&'a str],
    ) -> Dice<'a> {
        Dice { row: row.iter(), bounty, total, reasons }
    }

    pub(super) fn below(&mut self, limit: u32) -> u32 {
        self.row.next().copied().unwrap_or(0) % limit
    }

    pub(super) fn pick<'b, T>(&mut self, from: &'b [T]) -> &'b T {
        &from[self.below(from.len() as u32) as usize]
    }

    /// A number with so many digits, from 0 to the maximum.
    pub(super) fn amount(&mut self, maximum: &BigRational, digits: u32) -> BigRational {
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
    pub(super) fn write(
        &mut self,
        value: &BigRational,
        digits: u32,
        limit: Option<&BigRational>,
    ) -> Value {
        match (self.below(2), value.is_integer() && digits == 0) {
            (1, true) => Value::Integer(decimal(value).parse().expect("a small number")),
            (mark, _) => quoted(value, digits, [".", ","][mark as usize], limit).into(),
        }
    }

    /// Points up to the maximum of a node; of a leaf with known steps often one of those.
    pub(super) fn points(&mut self, node: &Table) -> Value {
        let values = node.get("steps").and_then(|steps| steps.get("values"));
        if let Some(values) = values.and_then(Value::as_array)
            && self.below(2) == 1
        {
            return self.pick(values).clone();
        }
        let digits = self.below(4);
        let points = self.amount(&number_of(node, "maximum"), digits);
        self.write(&points, digits, Some(self.total))
    }

    /// A figure for the scale of a leaf: every other one on an edge of the scale or a tiny step
    /// beside it. The least and the most that it can be bound it.
    pub(super) fn figure(
        &mut self,
        leaf: &Table,
        least: &BigRational,
        most: &BigRational,
    ) -> (BigRational, u32) {
        let mut edges = edges(leaf);
        if self.below(if edges.is_empty() { 6 } else { 2 }) == 1 {
            edges.extend([least.clone(), most.clone()]);
            let edge = self.pick(&edges).clone();
            let digits = *self.pick(&[2, 1, 3, DIGITS]);
            let beside = integer(i64::from(self.below(3)) - 1) / power(digits);
            let figure = (edge + beside).max(least.clone()).min(most.clone());
            return (figure, digits);
        }
        if self.below(4) == 1
            && let Some(tie) = self.tie(leaf)
            && tie >= *least
            && tie <= *most
        {
            return (tie, DIGITS);
        }
        let digits = self.below(4);
        let amount = self.amount(&(most - least), digits);
        let is_lower = word(leaf, "better") == Some("lower");
        (if is_lower { most - amount } else { least + amount }, digits)
    }

    /// A figure whose points on a linear scale lie exactly between two that two digits can write.
    fn tie(&mut self, leaf: &Table) -> Option<BigRational> {
        let whole = match leaf.get("target") {
            Some(target) => number(target),
            None if word(leaf, "scale") == Some("linear") => integer(100),
            None => return None,
        };
        let maximum = number_of(leaf, "maximum");
        let halves = (&maximum * integer(100)).floor();
        let half = (halves * integer(self.below(1000).into()) / integer(1000)).floor();
        let points = (half + integer(1) / integer(2)) / integer(100);
        let figure = points * whole / maximum;
        (&figure * power(DIGITS)).is_integer().then_some(figure)
    }

    /// A figure of a plain number.
    pub(super) fn plain(&mut self, leaf: &Table) -> Value {
        let (figure, _) = self.figure(leaf, &integer(0), &most(leaf));
        let digits = self.below(4);
        self.write(&figure, digits, None)
    }

    /// Adds a percentage (0), a count and its total (1), or both (2), which agree.
    pub(super) fn share(&mut self, answer: &mut Table, percent: &BigRational, digits: u32) {
        let kind = self.below(3);
        if kind > 0 {
            // So large a total that the count is whole.
            let least = if (percent * power(digits)).is_integer() { digits } else { DIGITS };
            let of = power(least + 2) * integer(i64::from(self.below(7)) + 1);
            let count = percent * &of / integer(100);
            set(answer, "count", self.write(&count, 0, None));
            set(answer, "of", self.write(&of, 0, None));
        }
        if kind != 1 {
            let total = self.total;
            set(answer, "percent", self.write(percent, digits, Some(total)));
        }
    }
}

/// The most that a plain figure of a leaf is made here: somewhat more than its scale knows.
pub(super) fn most(leaf: &Table) -> BigRational {
    let highest = edges(leaf).into_iter().map(|edge| edge.abs()).max().unwrap_or(integer(20));
    (highest * integer(3) / integer(2)).floor() + integer(2)
}

/// The bounds of a leaf's ranges, and its target.
fn edges(leaf: &Table) -> Vec<BigRational> {
    let ranges = list(leaf, "thresholds").into_iter();
    let bounds = ranges.flat_map(|range| range.iter().filter(|(key, _)| *key != "points"));
    bounds.map(|(_, bound)| bound).chain(leaf.get("target")).map(number).collect()
}
