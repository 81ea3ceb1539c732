//! The total if every block had the same weight.

use kla::Fraction;

use super::shift::added;
use super::{Exact, Parts, Standing};

/// The total with equal weights of the blocks.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct EqualBlocks<'a> {
    /// How many blocks share the edition's total.
    pub blocks: usize,
    /// The total, exact.
    pub total: Fraction,
    /// Where it stands.
    pub standing: Standing<'a>,
}

/// The mean achievement of the blocks that have any weight, times the edition's total; `None` where
/// there is none, or where the sum is too long a fraction.
pub(super) fn blocks<'a>(parts: &Parts<'a>) -> Option<EqualBlocks<'a>> {
    let mut sum = Fraction::new(0, 1)?;
    let mut blocks = 0;
    for part in parts.parts.iter().filter(|part| !part.weight.is_zero()) {
        sum = added(sum, Fraction::new(part.points.millionths(), part.weight.millionths())?)?;
        blocks += 1;
    }
    let whole = parts.edition.total().millionths();
    let shared = sum.denominator().checked_mul(i128::try_from(blocks).ok()?)?;
    let mean = Fraction::new(sum.numerator(), shared)?;
    let total = Exact::new(mean.numerator().checked_mul(whole)?, mean.denominator())?;
    // The comparison with a floor multiplies by at most that much.
    total.denominator.checked_mul(whole)?;
    Some(EqualBlocks { blocks, total: total.fraction()?, standing: total.standing(parts.edition) })
}
