//! What is written for a leaf: a state, points, or an answer in the terms of its shape.

use super::dice::{Dice, most};
use super::render::set;
use crate::oracle::{integer, list, power, text, word};
use num_rational::BigRational;
use toml::{Table, Value};

impl Dice<'_> {
    /// What is written for a leaf, if anything; of what is absent, that it does not apply.
    pub(super) fn answer(&mut self, leaf: &Table, is_absent: bool) -> Option<Value> {
        let shape = text(leaf, "shape");
        let mut kind = self.below(16);
        if self.bounty > 0 && self.below(self.bounty * 8) > 0 {
            kind = 8 + kind % 8;
        }
        let mut answer = Table::new();
        if is_absent && kind != 9 {
            match word(leaf, "zero_total") {
                Some("not-applicable") if kind > 11 && shape != "series" => {
                    let key = if shape == "units" { "yes" } else { "count" };
                    set(&mut answer, key, 0);
                    set(&mut answer, "of", "0");
                }
                _ => set(&mut answer, "state", "tidak-berlaku"),
            }
        } else if kind == 0 {
            return None;
        } else if kind <= 4 {
            let states = ["belum-diisi", "tidak-tahu", "tidak-berlaku", "nol"];
            set(&mut answer, "state", states[kind as usize - 1]);
        } else {
            // Seldom what does not fit the shape: only a figure, or only points.
            let fits = kind > 6;
            let is_points = shape == "points";
            if is_points == fits {
                set(&mut answer, "points", self.points(leaf));
            }
            if is_points && (!fits || kind % 2 == 1) {
                self.counted(&mut answer, leaf);
            } else if !is_points && fits {
                self.by_shape(&mut answer, leaf);
                // Where nobody knows what it earns, the points may be known all the same.
                if self.below(2) == 1 && is_unknown(leaf, &answer) {
                    set(&mut answer, "points", self.points(leaf));
                }
            }
        }
        let points = answer.get("points").filter(|_| shape == "points");
        let bare = answer.get("state").or(answer.get("level")).or(points);
        if answer.len() == 1 && bare.is_some() && self.below(2) == 0 {
            return bare.cloned();
        }
        if self.below(3) == 1 {
            set(&mut answer, "note", "catatan");
            let statuses = ["tidak-ada", "belum-diperiksa", "sah", "ditolak"];
            set(&mut answer, "status", *self.pick(&statuses));
            let reasons = self.reasons;
            if !reasons.is_empty() && self.below(2) == 1 {
                set(&mut answer, "reason", *self.pick(reasons));
            }
        }
        Some(answer.into())
    }

    fn by_shape(&mut self, answer: &mut Table, leaf: &Table) {
        match text(leaf, "shape") {
            "ladder" => {
                let levels = list(leaf, "levels");
                set(answer, "level", text(self.pick::<&Table>(&levels), "id"));
            }
            "checklist" => {
                let ticks =
                    if self.below(4) < self.bounty { u32::MAX } else { self.below(1 << 16) };
                let items = list(leaf, "items").into_iter().enumerate();
                let ticked = items.filter(|(place, _)| ticks >> (place % 16) & 1 == 1);
                let ids: Vec<Value> = ticked.map(|(_, item)| item["id"].clone()).collect();
                set(answer, "items", ids);
            }
            "percent" => self.percent(answer, leaf),
            "count" => set(answer, "figure", self.plain(leaf)),
            "series" => self.series(answer, leaf),
            "units" => self.units(answer, leaf),
            other => panic!("shape {other}"),
        }
    }

    /// A percentage, at the edges of the scale and anywhere.
    fn percent(&mut self, answer: &mut Table, leaf: &Table) {
        if self.below(3) == 0 {
            return self.counted(answer, leaf);
        }
        let (percent, digits) = self.figure(leaf, &integer(0), &integer(100));
        self.share(answer, &percent, digits);
    }

    /// A percentage (0), a count of any total (1), or both (2). Both agree; where rounding meets a
    /// tie, which the guide leaves open, there is no percentage.
    fn counted(&mut self, answer: &mut Table, leaf: &Table) {
        let kind = self.below(3);
        let digits = self.below(4);
        let of = integer(match (kind, self.below(6)) {
            (0, _) => 100,
            (_, 0) => 0,
            _ => 1 + i64::from(self.below(100_000)),
        });
        let mut part = self.amount(&of, if kind == 0 { digits } else { 0 });
        if word(leaf, "better") == Some("lower") {
            part = &of - part;
        }
        if kind > 0 {
            set(answer, "count", self.write(&part, 0, None));
            set(answer, "of", self.write(&of, 0, None));
        }
        if kind != 1 && of > integer(0) {
            let units = part * integer(100) * power(digits) / of;
            if (&units - units.floor()) * integer(2) != integer(1) {
                let percent = units.round() / power(digits);
                let total = self.total;
                set(answer, "percent", self.write(&percent, digits, Some(total)));
            }
        }
    }

    /// Some years, now and then too few of them; one of the figures is where the scale looks.
    fn series(&mut self, answer: &mut Table, leaf: &Table) {
        let of_percent = text(leaf, "of") == "percent";
        let needed = leaf["years"].as_integer().expect("a number of years");
        let more = i64::from(self.below(4));
        let count = if self.below(6) == 1 { (needed - 1).max(1) } else { needed + more };
        let first = 2023 - count - i64::from(self.below(3));
        let ceiling = if of_percent { integer(100) } else { most(leaf) };
        let mut figures: Vec<(BigRational, u32)> = (0..count)
            .map(|_| {
                let digits = self.below(4);
                (self.amount(&ceiling, digits), digits)
            })
            .collect();
        let last = figures.len() - 1;
        match text(leaf, "take") {
            "change" => {
                // The change is on an edge where the later figure can be what it takes.
                let (change, digits) = self.figure(leaf, &-ceiling.clone(), &ceiling);
                let earliest = (figures.len() as i64 - needed).max(0) as usize;
                let (before, its) = figures[earliest].clone();
                // High enough to fall so much, and low enough to rise so much.
                let before = before.max(-change.clone()).min(&ceiling - &change).max(integer(0));
                let before = before.min(ceiling.clone());
                let after = (&before + change).max(integer(0)).min(ceiling.clone());
                figures[earliest] = (before, digits.max(its));
                if earliest < last {
                    figures[last] = (after, digits.max(its));
                }
            }
            "worst" => {
                let at = last - self.below(needed as u32).min(last as u32) as usize;
                let (worst, its) = self.figure(leaf, &integer(0), &ceiling);
                // Mostly it is the worst indeed: the others are better, or the same.
                let is_lower = word(leaf, "better") == Some("lower");
                for (figure, digits) in figures.iter_mut().filter(|_| self.below(4) > 0) {
                    *digits = its.max(*digits);
                    *figure = if is_lower {
                        figure.clone().min(worst.clone())
                    } else {
                        figure.clone().max(worst.clone())
                    };
                }
                figures[at] = (worst, its);
            }
            _ => figures[last] = self.figure(leaf, &integer(0), &ceiling),
        }
        let mut years = Table::new();
        for (place, (figure, digits)) in figures.into_iter().enumerate() {
            let value = if of_percent {
                self.year(&figure, digits)
            } else {
                self.write(&figure, digits, None)
            };
            set(&mut years, &(first + place as i64).to_string(), value);
        }
        set(answer, "series", years);
    }

    /// A percentage of a year: bare, as a table, or a total of zero.
    fn year(&mut self, percent: &BigRational, digits: u32) -> Value {
        let mut year = Table::new();
        match self.below(8) {
            0..3 => {
                let total = self.total;
                return self.write(percent, digits, Some(total));
            }
            7 => {
                set(&mut year, "count", 0);
                set(&mut year, "of", "0");
            }
            _ => self.share(&mut year, percent, digits),
        }
        year.into()
    }

    /// How many say yes, counted or one by one.
    fn units(&mut self, answer: &mut Table, leaf: &Table) {
        if self.below(2) == 1 {
            let mut units = Table::new();
            for place in 0..=self.below(8) {
                let words = ["ya", "tidak", "ya", "tidak-tahu", "ya", "tidak-berlaku"];
                let word = if self.below(4) < self.bounty { "ya" } else { *self.pick(&words) };
                set(&mut units, &format!("Desa {place}"), word);
            }
            return set(answer, "units", units);
        }
        let of = match self.below(4) {
            0 => integer(i64::from(self.below(5))),
            1 => integer(100),
            2 => integer(10_000),
            _ => integer(1 + i64::from(self.below(300))),
        };
        // As near to an edge as so many units come.
        let (percent, _) = self.figure(leaf, &integer(0), &integer(100));
        let yes = (percent * &of / integer(100)).round();
        set(answer, "yes", self.write(&yes, 0, None));
        set(answer, "of", self.write(&of, 0, None));
    }
}

/// Whether nobody knows what the answer earns: its ranges or its level have no points.
pub(super) fn is_unknown(leaf: &Table, answer: &Table) -> bool {
    let ranges =
        leaf.get("thresholds").is_some_and(|thresholds| thresholds.get("unknown").is_some());
    let levels = list(leaf, "levels");
    let level = levels.iter().find(|level| Some(&level["id"]) == answer.get("level"));
    ranges || level.is_some_and(|level| level["points"].as_str() == Some("unknown"))
}
