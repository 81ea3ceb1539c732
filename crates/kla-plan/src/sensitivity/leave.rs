//! The total without one of its parts.

use std::cmp::Reverse;

use kla::{Address, Fraction, Points};

use super::{Exact, Parts, Standing};

/// The total without one part, scaled back to the edition's total.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LeftOut<'a> {
    /// The part that is left out.
    pub node: Address,
    /// What it is called.
    pub name: &'a str,
    /// Its weight.
    pub weight: Points,
    /// Its points.
    pub points: Points,
    /// (points of all − its points) × the edition's total ÷ (weight of all − its weight), exact.
    pub total: Fraction,
    /// How much that is above the present total, cut after six decimals; below zero where it falls.
    pub effect: Points,
    /// Where it stands.
    pub standing: Standing<'a>,
}

/// The total without each part, the largest effect first and equal ones in official order. A part that
/// has all of the weight cannot be left out.
pub(super) fn each<'a>(parts: &Parts<'a>, present: Exact) -> Vec<LeftOut<'a>> {
    let (points, weight) = (parts.points(), parts.weight());
    let without = |part: &super::Part<'a>| {
        let total = parts.scaled(points - part.points, weight - part.weight)?;
        Some(LeftOut {
            node: part.node.clone(),
            name: part.name,
            weight: part.weight,
            points: part.points,
            total: total.fraction()?,
            effect: total.cut() - present.cut(),
            standing: total.standing(parts.edition),
        })
    };
    let mut all: Vec<LeftOut<'a>> = parts.parts.iter().filter_map(without).collect();
    all.sort_by_key(|out| Reverse(out.effect.abs()));
    all
}
