//! From a figure to points.

use super::values::{integer, list, number, number_of, round, text, word};
use num_rational::BigRational;
use num_traits::Zero;
use toml::{Table, Value};

/// What an answer in the terms of its shape earns.
pub(super) enum Earned {
    /// Nobody has published what, or too little was given.
    Unknown,
    /// The total of the figure is zero, and that means that the question does not apply.
    NotApplicable,
    Points(BigRational),
}

/// A total of zero is neither nothing nor everything: the question says what it is.
pub(super) fn zero_total(leaf: &Table) -> Earned {
    if has_unknown_steps(leaf) {
        return Earned::Unknown;
    }
    match text(leaf, "zero_total") {
        "not-applicable" => Earned::NotApplicable,
        "full" => Earned::Points(number_of(leaf, "maximum")),
        "none" => Earned::Points(integer(0)),
        other => panic!("zero_total {other}"),
    }
}

fn has_unknown_steps(leaf: &Table) -> bool {
    leaf.get("thresholds").is_some_and(|thresholds| thresholds.get("unknown").is_some())
}

/// The points of a figure, in percent or in units.
pub(super) fn on_scale(leaf: &Table, figure: &BigRational, rounding: &Table) -> Earned {
    if has_unknown_steps(leaf) {
        return Earned::Unknown;
    }
    match text(leaf, "scale") {
        "linear" => {
            let product = number_of(leaf, "maximum") * share(leaf, figure);
            // Only an indicator has a name.
            let stands_at = if leaf.contains_key("name") { "indicator" } else { "question" };
            assert_eq!(text(rounding, "at"), stands_at, "shares are rounded where they stand");
            Earned::Points(round(product, rounding))
        }
        "steps" => {
            let ranges = list(leaf, "thresholds");
            let mut holding = ranges.into_iter().filter(|range| holds(range, figure));
            let range = holding.next().expect("every figure is in a range");
            assert!(holding.next().is_none(), "no figure is in two ranges");
            Earned::Points(number_of(range, "points"))
        }
        other => panic!("scale {other}"),
    }
}

/// Of a percentage that part of a hundred, of a figure that part of its target; between 0 and 1.
fn share(leaf: &Table, figure: &BigRational) -> BigRational {
    let whole = match leaf.get("target") {
        Some(target) => number(target),
        None => integer(100),
    };
    assert!(!whole.is_zero(), "a target of zero");
    let counts = match word(leaf, "better") {
        Some("lower") => &whole - figure,
        _ => figure.clone(),
    };
    (counts / whole).max(integer(0)).min(integer(1))
}

/// Whether all bounds of a range let the figure in.
fn holds(range: &Table, figure: &BigRational) -> bool {
    range.iter().all(|(key, bound)| match key.as_str() {
        "from" => *figure >= bound_of(bound),
        "above" => *figure > bound_of(bound),
        "to" => *figure <= bound_of(bound),
        "below" => *figure < bound_of(bound),
        "points" => true,
        other => panic!("a range with {other}"),
    })
}

fn bound_of(bound: &Value) -> BigRational {
    number(bound)
}
