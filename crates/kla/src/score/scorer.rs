//! Totals without a trace, for those who score many regions or many variants of one.

use super::placement::Placement;
use super::score;
use super::sum::{self, Parts, Sum};
use super::trace::Basis;
use crate::answers::Answers;
use crate::edition::{Edition, Flat};
use crate::points::Points;

/// An edition made ready for scoring many answers: only totals and the points of blocks and rows.
///
/// The numbers are those of [`score`], to the last digit; what is left out is everything that explains
/// them. Use it for simulations and for nations, and [`score`] for whatever somebody will look at.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let scorer = kla::Scorer::of(edition);
/// let text = "format=1\nedition='2023'\nregion='32.73'\nyear=2024\nstage='mandiri'\n[blocks]\nkelembagaan='145,24'\nklaster-2='136'";
/// let answers = edition.read_answers("answers.toml", text).unwrap();
/// assert_eq!(scorer.total(&answers).to_string(), "281.24");
/// let tally = scorer.tally(&answers);
/// assert_eq!(tally.blocks()[2].to_string(), "136");
/// assert_eq!(tally.placement().next.unwrap().gap.to_string(), "218.76");
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Scorer<'e> {
    edition: &'e Edition,
}

/// What a region has, without the way there.
#[derive(Clone, Debug)]
pub struct Tally<'e> {
    edition: &'e Edition,
    total: Points,
    blocks: Vec<Points>,
    indicators: Vec<Points>,
    /// The category that a failed gate keeps out of reach, by its place.
    limit: Option<usize>,
}

impl<'e> Scorer<'e> {
    /// Makes an edition ready.
    #[must_use]
    pub fn of(edition: &'e Edition) -> Scorer<'e> {
        edition.flat();
        Scorer { edition }
    }

    /// The edition.
    #[must_use]
    pub fn edition(&self) -> &'e Edition {
        self.edition
    }

    /// The total, as [`score`] has it. Answers bring their edition with them and are scored by that one.
    #[must_use]
    pub fn total(&self, answers: &Answers<'_>) -> Points {
        Points::from_millionths(walk(answers, |_| (), |_| ()))
    }

    /// The points of every block and row, the total and the category, as [`score`] has them.
    #[must_use]
    pub fn tally(&self, answers: &Answers<'e>) -> Tally<'e> {
        let edition = answers.edition;
        let flat = edition.flat();
        let mut blocks = Vec::with_capacity(flat.blocks.len());
        let mut indicators = Vec::with_capacity(flat.rows.len());
        let total = walk(
            answers,
            |row| indicators.push(Points::from_millionths(row)),
            |block| blocks.push(Points::from_millionths(block)),
        );
        // Conditions look at single answers, so where one counts the whole score is taken.
        let limit = if flat.caps { score(answers).limit() } else { None };
        Tally { edition, total: Points::from_millionths(total), blocks, indicators, limit }
    }

    /// The totals of many regions, in their order.
    #[must_use]
    pub fn totals(&self, regions: &[Answers<'_>]) -> Vec<Points> {
        regions.iter().map(|answers| self.total(answers)).collect()
    }

    /// The tallies of many regions, in their order.
    #[must_use]
    pub fn tallies(&self, regions: &[Answers<'e>]) -> Vec<Tally<'e>> {
        regions.iter().map(|answers| self.tally(answers)).collect()
    }
}

#[cfg(feature = "parallel")]
impl<'e> Scorer<'e> {
    /// The same as [`totals`](Self::totals), on every core.
    #[must_use]
    pub fn par_totals(&self, regions: &[Answers<'_>]) -> Vec<Points> {
        use rayon::prelude::*;
        regions.par_iter().map(|answers| self.total(answers)).collect()
    }

    /// The same as [`tallies`](Self::tallies), on every core.
    #[must_use]
    pub fn par_tallies(&self, regions: &[Answers<'e>]) -> Vec<Tally<'e>> {
        use rayon::prelude::*;
        regions.par_iter().map(|answers| self.tally(answers)).collect()
    }
}

impl<'e> Tally<'e> {
    /// The total.
    #[must_use]
    pub fn total(&self) -> Points {
        self.total
    }

    /// The points of the blocks, in official order.
    #[must_use]
    pub fn blocks(&self) -> &[Points] {
        &self.blocks
    }

    /// The points of the rows, in official order.
    #[must_use]
    pub fn indicators(&self) -> &[Points] {
        &self.indicators
    }

    /// The category, and how far the next one is.
    #[must_use]
    pub fn placement(&self) -> Placement<'e> {
        Placement::within(self.edition, self.total, self.limit)
    }
}

/// The total of some answers in millionths, with the points of each row and block on the way.
#[inline]
fn walk(answers: &Answers<'_>, mut on_row: impl FnMut(i64), mut on_block: impl FnMut(i64)) -> i64 {
    let (edition, flat) = (answers.edition, answers.edition.flat());
    let rule = edition.not_applicable().policy;
    let mut whole = Parts::default();
    for (place, block) in flat.blocks.iter().enumerate() {
        let (mut parts, mut given) = (Parts::default(), false);
        for (own, row) in flat.rows[block.rows.clone()].iter().enumerate() {
            // Most rows are a plain sum; the others are settled with everything that can be said of them.
            let (points, row_given, left) = match sum::awarded(answers, flat, row) {
                Some((earned, true)) => (earned.min(row.maximum), true, false),
                awarded => settled(answers, flat, [place, block.rows.start + own, own], awarded),
            };
            given |= row_given;
            parts.add(row.maximum, points, left);
            on_row(points);
        }
        let stated = answers.stated_for_block(place);
        let settled = parts.settle(given, stated, block.maximum, rule);
        whole.add(block.maximum, settled.points, settled.basis == Basis::Left);
        on_block(settled.points);
    }
    match whole.sum(rule, edition.total().in_millionths()) {
        Sum::Plain(points) | Sum::Scaled(points, _) => points,
        Sum::AllLeft => 0,
    }
}

/// The points of a row, whether anything is given for it and whether it leaves, by the places of its block,
/// of itself, and of itself in its block.
#[inline(never)]
fn settled(
    answers: &Answers<'_>,
    flat: &Flat,
    [block, at, own]: [usize; 3],
    awarded: Option<(i64, bool)>,
) -> (i64, bool, bool) {
    let (edition, row) = (answers.edition, &flat.rows[at]);
    let measure = |leaf| edition.measure_of(block, own, leaf);
    let (asked, any) = sum::leaves(answers, flat, row, awarded, measure);
    let settled = if row.measured {
        asked.measured(any)
    } else {
        let stated = answers.indicators.get(at).copied().flatten();
        asked.settle(any, stated, row.maximum, edition.not_applicable().policy)
    };
    (settled.points, settled.basis != Basis::Nothing, settled.basis == Basis::Left)
}
