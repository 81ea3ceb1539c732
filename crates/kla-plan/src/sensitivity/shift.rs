//! The smallest common change of weights that moves the category.
//!
//! Each weight w may become w × (1 + δ) with |δ| ≤ ε, and together they must still weigh the same. The
//! total then moves the most when the half of the weight with the highest achievement grows by ε and
//! the other half shrinks by ε; where the border runs through a part, it is moved by less. That is a
//! fractional knapsack, so the total moves by ε × K with one number K, and ε follows by division.

use kla::{Fraction, Points};

use super::{Exact, Parts, Standing};

/// Steps of a hundredth of a percent in the whole.
const STEPS: i128 = 10_000;

/// Whether a category can be left by changing weights.
#[derive(Clone, Debug)]
pub enum Reach<'a> {
    /// There is no category further on.
    NoFurther,
    /// Not even with every weight changed by 100 %.
    Impossible,
    /// With this change.
    By(Shift<'a>),
    /// The edition's numbers are too long to say it exactly.
    TooLong,
}

/// A common change of weights that moves the category.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Shift<'a> {
    /// The exact change ε, as a share of one.
    pub exact: Fraction,
    /// Whether exactly that much suffices, as for reaching a floor; else it takes more than that.
    pub suffices: bool,
    /// The change in percent, rounded up to two decimals, with which the category has moved.
    pub percent: Points,
    /// The weights of the parts with that change, in their order, exact.
    pub weights: Vec<Fraction>,
    /// The total with those weights, exact.
    pub total: Fraction,
    /// Where it stands.
    pub standing: Standing<'a>,
}

/// Which way the total is moved.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Way {
    Up,
    Down,
}

/// What has to be reached: at least it, or beyond it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Border {
    At(Points),
    Beyond(Points),
}

/// The smallest change that raises the category.
pub(super) fn up<'a>(parts: &Parts<'a>, total: Exact) -> Reach<'a> {
    let categories = &parts.edition.bands().categories;
    let next = categories.iter().find(|category| !total.reaches(category.from));
    next.map_or(Reach::NoFurther, |next| reach(parts, total, Way::Up, Border::At(next.from)))
}

/// The smallest change that lowers the category.
pub(super) fn down<'a>(parts: &Parts<'a>, total: Exact) -> Reach<'a> {
    let categories = &parts.edition.bands().categories;
    let Some(under) = categories.iter().rfind(|category| total.reaches(category.from)) else {
        return Reach::NoFurther;
    };
    // Between two bands of an edition that gives such a total no category, the end of the band below is
    // what lies further down.
    let border = match total.standing(parts.edition).category {
        Some(_) => Border::Beyond(under.from),
        None => Border::At(under.to),
    };
    reach(parts, total, Way::Down, border)
}

fn reach<'a>(parts: &Parts<'a>, total: Exact, way: Way, border: Border) -> Reach<'a> {
    let shifts = shifts(parts, way);
    match solve(parts, total, &shifts, border) {
        Some(None) => Reach::Impossible,
        Some(Some(shift)) => Reach::By(shift),
        None => Reach::TooLong,
    }
}

/// How many millionths of weight each part gains at a change of 100 %: all of its weight or minus that,
/// save for the one part through which the border between the halves runs.
fn shifts(parts: &Parts<'_>, way: Way) -> Vec<i128> {
    let figures = figures(parts);
    let mut order: Vec<usize> = (0..figures.len()).filter(|place| figures[*place].0 > 0).collect();
    // Achievements points ÷ weight compared without dividing; equal ones in official order.
    order.sort_by(|left, right| {
        let ((weight, points), (other_weight, other_points)) = (figures[*left], figures[*right]);
        (points * other_weight).cmp(&(other_points * weight))
    });
    let all: i128 = figures.iter().map(|(weight, _)| weight).sum();
    let mut shifts = vec![0; figures.len()];
    let mut before = 0;
    for place in order {
        let weight = figures[place].0;
        let twice_in_lower_half = (all - 2 * before).clamp(0, 2 * weight);
        let gain = weight - twice_in_lower_half;
        shifts[place] = match way {
            Way::Up => gain,
            Way::Down => -gain,
        };
        before += weight;
    }
    shifts
}

/// Weight and points of each part in millionths.
fn figures(parts: &Parts<'_>) -> Vec<(i128, i128)> {
    parts.parts.iter().map(|part| (part.weight.millionths(), part.points.millionths())).collect()
}

/// `None` where a number is too long, `Some(None)` where 100 % does not suffice.
fn solve<'a>(
    parts: &Parts<'a>,
    total: Exact,
    shifts: &[i128],
    border: Border,
) -> Option<Option<Shift<'a>>> {
    let whole = parts.edition.total().millionths();
    let weight = parts.weight().millionths();
    // What the points gain at a change of 100 %: the sum of shift × achievement. At most one part has
    // a shift other than its weight, so the sum has the denominator of that part alone.
    let mut gained = Fraction::new(0, 1)?;
    for ((own, points), shift) in figures(parts).into_iter().zip(shifts) {
        if own > 0 {
            gained = added(gained, Fraction::new(shift.checked_mul(points)?, own)?)?;
        }
    }
    let (Border::At(edge) | Border::Beyond(edge)) = border;
    // ε = (edge × weight − whole × points) ÷ (whole × gained), both sides below zero on the way down.
    let missing = edge.millionths().checked_mul(weight)?.checked_sub(total.numerator)?;
    let (mut numerator, mut denominator) = (missing, whole);
    if gained.numerator() == 0 {
        // All achievements are equal: no weights move the total, and beyond an edge is out of reach.
        return Some(None);
    }
    numerator = numerator.checked_mul(gained.denominator())?;
    denominator = denominator.checked_mul(gained.numerator())?;
    if denominator < 0 {
        (numerator, denominator) = (-numerator, -denominator);
    }
    let exact = Fraction::new(numerator, denominator)?;
    let scaled = exact.numerator().checked_mul(STEPS)?;
    let suffices = matches!(border, Border::At(_));
    let floor = scaled.div_euclid(exact.denominator());
    let is_whole = scaled.rem_euclid(exact.denominator()) == 0;
    let steps = if suffices && is_whole { floor } else { floor + 1 };
    if steps > STEPS {
        return Some(None);
    }
    shifted(parts, shifts, Found { exact, suffices, steps }).map(Some)
}

/// A change that moves the category, exact and in steps.
struct Found {
    exact: Fraction,
    suffices: bool,
    steps: i128,
}

/// The weights and the total after a change; `None` where a number is too long.
fn shifted<'a>(parts: &Parts<'a>, shifts: &[i128], found: Found) -> Option<Shift<'a>> {
    let million = Points::from(1).millionths();
    let whole = parts.edition.total().millionths();
    let weight = parts.weight().millionths();
    let mut weights = Vec::new();
    let mut points = Fraction::new(0, 1)?;
    for ((own, earned), shift) in figures(parts).into_iter().zip(shifts) {
        let after = own.checked_mul(STEPS)?.checked_add(shift.checked_mul(found.steps)?)?;
        weights.push(Fraction::new(after, STEPS * million)?);
        if own > 0 {
            let product = Fraction::new(after, own.checked_mul(STEPS)?)?;
            let product =
                Fraction::new(product.numerator().checked_mul(earned)?, product.denominator())?;
            points = added(points, product)?;
        }
    }
    let share = Fraction::new(points.numerator(), points.denominator().checked_mul(weight)?)?;
    let total = Exact::new(share.numerator().checked_mul(whole)?, share.denominator())?;
    // The comparison with a floor multiplies by at most 15 digits.
    total.denominator.checked_mul(parts.edition.total().millionths())?;
    Some(Shift {
        exact: found.exact,
        suffices: found.suffices,
        percent: Points::of_millionths(found.steps.checked_mul(STEPS)?)?,
        weights,
        total: total.fraction()?,
        standing: total.standing(parts.edition),
    })
}

/// The sum of two fractions; `None` where it is too long.
pub(super) fn added(left: Fraction, right: Fraction) -> Option<Fraction> {
    // Over the least common denominator, so that the sum stays as short as it can be.
    let shared = Fraction::new(left.denominator(), right.denominator())?;
    let denominator = left.denominator().checked_mul(shared.denominator())?;
    let first = left.numerator().checked_mul(shared.denominator())?;
    let second = right.numerator().checked_mul(shared.numerator())?;
    Fraction::new(first.checked_add(second)?, denominator)
}
