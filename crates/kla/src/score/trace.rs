//! How each node earned its points: records, from which text is made only when somebody reads it.

use crate::answers::Response;
use crate::edition::{Block, Indicator, Measure, Question, ZeroTotal};
use crate::points::{Fraction, Points, Ties};

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
    /// What its questions earned before the cap.
    pub earned: Points,
    /// Its questions.
    pub questions: Vec<QuestionScore<'a>>,
    /// Its own measurement, where it has no questions.
    pub measured: Option<LeafScore<'a>>,
}

impl IndicatorScore<'_> {
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
            Basis::Parts => self.earned - self.points,
            Basis::Measured | Basis::Stated | Basis::Nothing => Points::ZERO,
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

/// The step from an answer to points.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Step {
    /// Empty or unknown: no points.
    Missing,
    /// It does not apply: the edition's policy decided.
    NotApplicable,
    /// Answered and worth nothing.
    Zero,
    /// The awarded points, as typed.
    Awarded,
    /// Maximum times share, rounded as the edition says.
    Share {
        /// The attainment as answered.
        share: Fraction,
        /// The share that counts: the attainment, or what is missing to the whole where lower is
        /// better.
        counted: Fraction,
        /// Maximum times that share, before rounding.
        product: Fraction,
        /// Decimals that remain.
        digits: u32,
        /// What happens to ties.
        ties: Ties,
    },
    /// The total of the count is zero: the question's own rule decided.
    ZeroTotal(ZeroTotal),
}
