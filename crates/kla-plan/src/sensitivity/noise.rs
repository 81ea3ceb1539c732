//! The categories under random weights. The numbers are drawn by rules that are written down here, so
//! that anybody can draw the same ones.

use kla::{Category, Points};

use super::{Exact, Parts};

/// Thousandths of a weight in one percent.
const PER_PERCENT: u32 = 10;

/// How weights are varied at random.
///
/// In each run every part in official order draws a whole u from −s to s, s being ten times the spread
/// in percent, and weighs (1000 + u) ÷ 1000 of its weight; then all are scaled to the edition's total.
///
/// The numbers come from splitmix64, started with the seed: the state grows by 9E3779B97F4A7C15, and a
/// number is made from it by x ^ x >> 30, × BF58476D1CE4E5B9, ^ >> 27, × 94D049BB133111EB, ^ >> 31, all
/// in 64 bits. With n = 2s + 1 a number is drawn anew while it is at or above the largest multiple of n
/// that 64 bits hold; u is what remains of it by n, minus s.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Noise {
    /// How many times weights are drawn.
    pub runs: u32,
    /// How far a weight may change, in percent.
    pub spread: u32,
    /// Where the numbers start.
    pub seed: u64,
}

impl Noise {
    /// The most runs.
    pub const MOST_RUNS: u32 = 1_000_000;
    /// The widest spread, in percent: no weight may vanish.
    pub const WIDEST: u32 = 99;

    /// `None` with no run or too many, or with a spread under which weights could vanish.
    #[must_use]
    pub fn new(runs: u32, spread: u32, seed: u64) -> Option<Noise> {
        ((1..=Noise::MOST_RUNS).contains(&runs) && spread <= Noise::WIDEST).then_some(Noise {
            runs,
            spread,
            seed,
        })
    }
}

/// The categories under random weights.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NoiseShares<'a> {
    /// How the weights were varied.
    pub noise: Noise,
    /// No category, then the categories, lowest first; those that never came up as well.
    pub shares: Vec<NoiseShare<'a>>,
    /// The lowest total, cut after six decimals.
    pub lowest: Points,
    /// The highest total, cut after six decimals.
    pub highest: Points,
}

/// How often a category came up.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct NoiseShare<'a> {
    /// The category; `None` for having none.
    pub category: Option<&'a Category>,
    /// In how many runs.
    pub runs: u32,
}

/// The categories of as many runs as asked for.
pub(super) fn shares<'a>(parts: &Parts<'a>, noise: Noise) -> NoiseShares<'a> {
    let categories = &parts.edition.bands().categories;
    let none = NoiseShare { category: None, runs: 0 };
    let each = categories.iter().map(|category| NoiseShare { category: Some(category), runs: 0 });
    let mut shares: Vec<NoiseShare<'a>> = std::iter::once(none).chain(each).collect();
    let mut numbers = Numbers(noise.seed);
    let mut ends: Option<(Points, Points)> = None;
    for _ in 0..noise.runs {
        let Some(total) = run(parts, noise.spread, &mut numbers) else { break };
        let reached = total.standing(parts.edition).category.map(|category| &category.id);
        let same = |share: &&mut NoiseShare<'a>| share.category.map(|own| &own.id) == reached;
        if let Some(share) = shares.iter_mut().find(same) {
            share.runs += 1;
        }
        let cut = total.cut();
        let (lowest, highest) = ends.unwrap_or((cut, cut));
        ends = Some((lowest.min(cut), highest.max(cut)));
    }
    let (lowest, highest) = ends.unwrap_or_default();
    NoiseShares { noise, shares, lowest, highest }
}

/// The total of one run.
fn run(parts: &Parts<'_>, spread: u32, numbers: &mut Numbers) -> Option<Exact> {
    let (mut weights, mut points) = (0, 0);
    for part in &parts.parts {
        let factor = 1000 + numbers.within(spread * PER_PERCENT);
        weights += part.weight.millionths() * factor;
        points += part.points.millionths() * factor;
    }
    Exact::new(points * parts.edition.total().millionths(), weights)
}

/// The numbers of splitmix64 by its state.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        number ^ (number >> 31)
    }

    /// A whole number from `-most` to `most`, each as likely as the others.
    fn within(&mut self, most: u32) -> i128 {
        let count = 2 * u64::from(most) + 1;
        let end = u64::MAX - u64::MAX % count;
        loop {
            let number = self.next();
            if number < end {
                return i128::from(number % count) - i128::from(most);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers that the author of splitmix64 publishes for the seed 1234567.
    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        let mut numbers = Numbers(1_234_567);
        let drawn = [numbers.next(), numbers.next(), numbers.next()];
        assert_eq!(
            drawn,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn numbers_stay_within_their_spread_and_reach_its_ends() {
        let mut numbers = Numbers(1);
        let drawn: std::collections::BTreeSet<i128> = (0..200).map(|_| numbers.within(3)).collect();
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), [-3, -2, -1, 0, 1, 2, 3]);
        assert_eq!(numbers.within(0), 0);
    }
}
