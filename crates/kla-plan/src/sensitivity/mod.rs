//! How a score depends on the weights of its parts. Weights are law: this is analysis, never a result.
//!
//! The achievement of each part, its points by its maximum, stays as it is; only the weights vary, and
//! they are scaled so that they still add up to the edition's total. No total is rounded before it is
//! compared with the bands. Conditions beside the points are left aside.

mod equal;
mod exact;
mod leave;
mod noise;
mod parts;
mod shift;

pub use equal::EqualBlocks;
pub use leave::LeftOut;
pub use noise::{Noise, NoiseShare, NoiseShares};
pub use parts::{By, Part, Parts, Unvaried, Whole, WholeReason};
pub use shift::{Reach, Shift};

use kla::{Category, Fraction, Scorecard};

use exact::Exact;

/// Where a total stands by its points alone.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Standing<'a> {
    /// The category; `None` below the first, and between two bands where the edition gives none.
    pub category: Option<&'a Category>,
    /// The category above, where the total lies between two printed bands.
    pub between: Option<&'a Category>,
}

/// What other weights would make of a score.
///
/// ```
/// use kla_plan::{By, Noise, Reach, Sensitivity};
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let answers = edition.read_answers("a.toml", r#"
///     format = 1
///     edition = "2023"
///     region = "32.73"
///     year = 2024
///     stage = "mandiri"
///     [blocks]
///     kelembagaan = "145,24"
///     klaster-1 = "103"
/// "#).unwrap();
/// let card = kla::score(&answers);
/// let noise = Noise::new(100, 10, 1).unwrap();
/// let sensitivity = Sensitivity::of(&card, By::Block, noise).unwrap();
/// // Without Klaster I: 145,24 × 1000 ÷ (1000 − 115) = 164,11…
/// let without = sensitivity.left_out.iter().find(|out| out.node.to_string() == "klaster-1").unwrap();
/// assert_eq!(without.total.cut(2).0.to_string(), "164.11");
/// assert!(matches!(sensitivity.up, Reach::Impossible));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Sensitivity<'a> {
    /// What is varied, and what is not.
    pub parts: Parts<'a>,
    /// The total with the present weights, exact; where parts left the sum the score is this, rounded.
    pub total: Fraction,
    /// Where that total stands.
    pub standing: Standing<'a>,
    /// The total without each of the parts, the largest effect first.
    pub left_out: Vec<LeftOut<'a>>,
    /// The smallest common change of weights that raises the category.
    pub up: Reach<'a>,
    /// The smallest common change of weights that lowers it.
    pub down: Reach<'a>,
    /// The categories under random weights.
    pub noise: NoiseShares<'a>,
    /// The total if every block had the same weight; `None` where it is too long a fraction.
    pub equal: Option<EqualBlocks<'a>>,
}

impl<'a> Sensitivity<'a> {
    /// Varies the weights of blocks or rows; `None` where no part has any weight.
    #[must_use]
    pub fn of(card: &Scorecard<'a>, by: By, noise: Noise) -> Option<Sensitivity<'a>> {
        let parts = Parts::of(card, by);
        let total = parts.total()?;
        Some(Sensitivity {
            total: total.fraction()?,
            standing: total.standing(parts.edition),
            left_out: leave::each(&parts, total),
            up: shift::up(&parts, total),
            down: shift::down(&parts, total),
            noise: noise::shares(&parts, noise),
            equal: equal::blocks(&Parts::of(card, By::Block)),
            parts,
        })
    }
}
