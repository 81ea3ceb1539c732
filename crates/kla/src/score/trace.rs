//! How each node earned its points: records, from which text is made only when somebody reads it.

use crate::answers::{Response, Ticks};
use crate::edition::{
    Block, Indicator, Measure, NotApplicablePolicy, Question, RoundTo, ZeroTotal,
};
use crate::points::{Fraction, Points};

/// What a node's points rest on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Basis {
    /// The sum of its parts.
    Parts,
    /// Its own measurement.
    Measured,
    /// Points stated for it as a whole.
    Stated,
    /// Nothing was given.
    Nothing,
    /// All of it does not apply, and its maximum leaves the sum.
    Left,
}

/// The score of a block.
#[derive(Debug)]
#[non_exhaustive]
pub struct BlockScore<'a> {
    /// The block.
    pub block: &'a Block,
    /// Its points, from 0 to its maximum.
    pub points: Points,
    /// What they rest on.
    pub basis: Basis,
    /// Points stated for it as a whole, whether they count or not.
    pub stated: Option<Points>,
    /// How its rows were scaled, where some left.
    pub rescale: Option<Rescale>,
    /// Its rows.
    pub indicators: Vec<IndicatorScore<'a>>,
}

/// The score of an indicator.
#[derive(Debug)]
#[non_exhaustive]
pub struct IndicatorScore<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// Its points, from 0 to its maximum.
    pub points: Points,
    /// What they rest on.
    pub basis: Basis,
    /// Points stated for it as a whole, whether they count or not.
    pub stated: Option<Points>,
    /// What its questions earned before the cap and before scaling.
    pub earned: Points,
    /// How its questions were scaled, where some left.
    pub rescale: Option<Rescale>,
    /// Its questions.
    pub questions: Vec<QuestionScore<'a>>,
    /// Its own measurement, where it has no questions.
    pub measured: Option<LeafScore<'a>>,
}

impl LeafScore<'_> {
    /// Whether its maximum leaves the sum because it does not apply.
    #[must_use]
    pub fn left(&self) -> Option<RoundTo> {
        match self.step {
            Step::NotApplicable(NotApplicablePolicy::Leaves(round)) => Some(round),
            _ => None,
        }
    }
}

impl BlockScore<'_> {
    /// What the block would come to if the rows that stay earned so much together.
    #[must_use]
    pub fn if_earned(&self, earned: Points) -> Points {
        settled(self.rescale.as_ref(), self.block.maximum, earned)
    }
}

impl IndicatorScore<'_> {
    /// What the row would come to if the questions that stay earned so much together: cut to its maximum,
    /// or scaled where some left.
    #[must_use]
    pub fn if_earned(&self, earned: Points) -> Points {
        settled(self.rescale.as_ref(), self.indicator.maximum, earned)
    }

    /// The leaves that were asked: its questions, or itself where it is measured.
    pub fn leaves(&self) -> impl Iterator<Item = &LeafScore<'_>> {
        self.questions.iter().map(|question| &question.leaf).chain(&self.measured)
    }

    /// Whether anything was given for it.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.basis != Basis::Nothing
    }

    /// What its questions earned above its maximum, which does not count.
    #[must_use]
    pub fn not_counted(&self) -> Points {
        match self.basis {
            Basis::Parts => (self.earned - self.indicator.maximum).max(Points::ZERO),
            Basis::Measured | Basis::Stated | Basis::Nothing | Basis::Left => Points::ZERO,
        }
    }
}

/// The score of a question.
#[derive(Debug)]
#[non_exhaustive]
pub struct QuestionScore<'a> {
    /// The question.
    pub question: &'a Question,
    /// How its answer earned.
    pub leaf: LeafScore<'a>,
}

/// How an answer earned its points.
#[derive(Debug)]
#[non_exhaustive]
pub struct LeafScore<'a> {
    /// The answer as read.
    pub response: &'a Response,
    /// What was asked.
    pub measure: &'a Measure,
    /// The most it can earn.
    pub maximum: Points,
    /// What it earned.
    pub points: Points,
    /// The step from the one to the other.
    pub step: Step,
}

/// The step from an answer to points. What only few answers need lies in boxes: there is one of these for
/// each question of each region that is scored.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Step {
    /// Empty or unknown: no points.
    Missing,
    /// It does not apply, and this rule decided.
    NotApplicable(NotApplicablePolicy),
    /// Answered and worth nothing.
    Zero,
    /// The awarded points, as typed.
    Awarded,
    /// The points of the level at this position.
    Level(usize),
    /// The sum of the ticked items, at most the maximum.
    Ticked {
        /// What was ticked.
        ticks: Ticks,
        /// The sum before it is cut.
        sum: Points,
    },
    /// Maximum times share, rounded.
    Share(Box<Share>),
    /// The points of the range at this position.
    Threshold {
        /// The figure, in percent or in units.
        figure: Box<Fraction>,
        /// The range that holds it.
        place: usize,
    },
    /// The total of the count is zero: the question's own rule decided.
    ZeroTotal(ZeroTotal),
}

/// Maximum times share, before it is rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Share {
    /// The figure, in percent or in units.
    pub figure: Fraction,
    /// The figure that stands for the whole: 100, or the target.
    pub whole: Points,
    /// The share that counts: figure by whole, or what is missing to one where lower is better.
    pub counted: Fraction,
    /// Maximum times that share, before rounding.
    pub product: Fraction,
    /// How it is rounded.
    pub round: RoundTo,
}

impl Step {
    /// The figure that a scale has seen, in percent or in units, where one has.
    #[must_use]
    pub fn figure(&self) -> Option<Fraction> {
        match self {
            Step::Share(share) => Some(share.figure),
            Step::Threshold { figure, .. } => Some(**figure),
            _ => None,
        }
    }
}

/// What remained after parts had left because they do not apply, scaled up to the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Rescale {
    /// The maximum of the whole.
    pub whole: Points,
    /// The maxima that stayed, at most the whole.
    pub stayed: Points,
    /// What they earned, at most what stayed.
    pub earned: Points,
    /// Whole × earned ÷ stayed, before rounding.
    pub product: Fraction,
    /// How it is rounded.
    pub round: RoundTo,
}

/// What parts that earned so much come to.
pub(super) fn settled(rescale: Option<&Rescale>, maximum: Points, earned: Points) -> Points {
    let Some(Rescale { whole, stayed, round, .. }) = rescale else { return earned.min(maximum) };
    // Something stayed, or it would not have been scaled.
    Rescale::of(*whole, *stayed, earned, *round).map_or(Points::ZERO, |after| after.points())
}

impl Rescale {
    /// `None` where nothing stayed.
    pub(super) fn of(
        whole: Points,
        stayed: Points,
        earned: Points,
        round: RoundTo,
    ) -> Option<Rescale> {
        let stayed = stayed.min(whole);
        let earned = earned.min(stayed);
        let product = Fraction::ratio(earned, stayed)?.times(whole);
        Some(Rescale { whole, stayed, earned, product, round })
    }

    /// The points of the whole.
    #[must_use]
    pub fn points(&self) -> Points {
        self.product.rounded(self.round.digits, self.round.ties).min(self.whole)
    }
}
