//! How each node earned its points: records, from which text is made only when somebody reads it.

use std::fmt;

use super::leaf::{self, Worth};
use super::step;
use crate::answers::{Answers, Response, Ticks};
use crate::edition::{
    Block, FlatLeaf, Indicator, Measure, NotApplicablePolicy, Question, RoundTo, ZeroTotal,
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
    pub questions: QuestionScores<'a>,
    /// Its own measurement, where it has no questions.
    pub measured: Option<LeafScore<'a>>,
}

impl<'a> LeafScore<'a> {
    pub(super) fn of(
        answers: &'a Answers<'a>,
        flat: &FlatLeaf,
        measure: &'a Measure,
    ) -> LeafScore<'a> {
        let response = answers.leaf(flat.position);
        let (points, left) = match leaf::worth(flat, response, || Some(measure)) {
            Worth::Points(points) => (points, false),
            Worth::Left => (0, true),
        };
        LeafScore {
            response,
            measure,
            maximum: Points::from_millionths(flat.maximum),
            points: Points::from_millionths(points),
            rule: flat.rule,
            left,
        }
    }

    /// Whether its maximum leaves the sum because it does not apply.
    #[must_use]
    pub fn left(&self) -> Option<RoundTo> {
        match self.rule {
            NotApplicablePolicy::Leaves(round) if self.left => Some(round),
            _ => None,
        }
    }

    /// The step from the answer to the points. Answer and rule are at hand, so it is not kept but taken
    /// again whenever somebody asks.
    #[must_use]
    pub fn step(&self) -> Step {
        let (points, step) = step::of(self.response, self.measure, self.maximum, self.rule);
        debug_assert_eq!(points, self.points, "{:?}", self.response.state);
        step
    }
}

impl BlockScore<'_> {
    /// What the block would come to if the rows that stay earned so much together.
    #[must_use]
    pub fn if_earned(&self, earned: Points) -> Points {
        settled(self.rescale.as_ref(), self.block.maximum, earned)
    }
}

impl<'a> IndicatorScore<'a> {
    /// What the row would come to if the questions that stay earned so much together: cut to its maximum,
    /// or scaled where some left.
    #[must_use]
    pub fn if_earned(&self, earned: Points) -> Points {
        settled(self.rescale.as_ref(), self.indicator.maximum, earned)
    }

    /// The leaves that were asked: its questions, or itself where it is measured.
    pub fn leaves(&self) -> impl Iterator<Item = LeafScore<'a>> + use<'a> {
        self.questions.iter().map(|question| question.leaf).chain(self.measured)
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

/// The scores of the questions of a row, in the order of the sheet.
///
/// What a question earned follows from its answer and its rule, which are both at hand: its record is made
/// when somebody looks, and scoring a nation does not write a hundred thousand of them.
#[derive(Clone, Copy)]
pub struct QuestionScores<'a> {
    answers: &'a Answers<'a>,
    questions: &'a [Question],
    flat: &'a [FlatLeaf],
}

impl<'a> QuestionScores<'a> {
    pub(super) fn new(
        answers: &'a Answers<'a>,
        questions: &'a [Question],
        flat: &'a [FlatLeaf],
    ) -> QuestionScores<'a> {
        QuestionScores { answers, questions, flat }
    }

    /// How many there are; none where the row is measured itself.
    #[must_use]
    pub fn len(&self) -> usize {
        self.questions.len()
    }

    /// Whether the row is measured itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.questions.is_empty()
    }

    /// The question at a place of the row, from 0.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<QuestionScore<'a>> {
        let (question, flat) = (self.questions.get(place)?, self.flat.get(place)?);
        Some(QuestionScore { question, leaf: LeafScore::of(self.answers, flat, &question.measure) })
    }

    /// Each of them.
    #[must_use]
    pub fn iter(&self) -> QuestionScoresIter<'a> {
        QuestionScoresIter { scores: *self, next: 0 }
    }
}

/// The questions of a row, one after the other.
#[derive(Clone, Debug)]
pub struct QuestionScoresIter<'a> {
    scores: QuestionScores<'a>,
    next: usize,
}

impl<'a> Iterator for QuestionScoresIter<'a> {
    type Item = QuestionScore<'a>;
    fn next(&mut self) -> Option<QuestionScore<'a>> {
        let score = self.scores.get(self.next)?;
        self.next += 1;
        Some(score)
    }
}

impl<'a> IntoIterator for &QuestionScores<'a> {
    type Item = QuestionScore<'a>;
    type IntoIter = QuestionScoresIter<'a>;
    fn into_iter(self) -> QuestionScoresIter<'a> {
        self.iter()
    }
}

impl fmt::Debug for QuestionScores<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

/// The score of a question.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct QuestionScore<'a> {
    /// The question.
    pub question: &'a Question,
    /// How its answer earned.
    pub leaf: LeafScore<'a>,
}

/// How an answer earned its points.
#[derive(Clone, Copy, Debug)]
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
    /// What is done with an answer that does not apply.
    pub(super) rule: NotApplicablePolicy,
    /// Whether it does not apply, and leaves the sum by that rule.
    pub(super) left: bool,
}

/// The step from an answer to points.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    Share(Share),
    /// The points of the range at this position.
    Threshold {
        /// The figure, in percent or in units.
        figure: Fraction,
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
            Step::Threshold { figure, .. } => Some(*figure),
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
