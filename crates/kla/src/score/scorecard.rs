//! The scorecard: every number with how it came about.
//!
//! The trace is data. Text is made from it only when somebody wants to read it.

use super::compare::{self, Comparison};
use super::coverage::{self, Completeness, ConfidenceShare};
use super::gate::{self, GateScore};
use super::loss::{self, AgencyLoss, Loss};
use super::placement::Placement;
use super::remark::{self, Remark};
use crate::answers::{Address, Answers, Response};
use crate::edition::{Block, Edition, Indicator, Measure, Question, ZeroTotal};
use crate::points::{Fraction, Points, Ties};

/// The score of a region: points, category, and the way there.
///
/// Borrows the answers, and through them the edition, so that names, sources and texts are at hand
/// wherever a number is.
#[derive(Debug)]
pub struct Scorecard<'a> {
    answers: &'a Answers<'a>,
    total: Points,
    blocks: Vec<BlockScore<'a>>,
    gates: Vec<GateScore<'a>>,
    placement: Placement<'a>,
}

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

impl<'a> Scorecard<'a> {
    pub(super) fn new(
        answers: &'a Answers<'a>,
        total: Points,
        blocks: Vec<BlockScore<'a>>,
    ) -> Scorecard<'a> {
        let gates = gate::judge(answers.edition(), &blocks);
        let placement = Placement::of(answers.edition(), total, &gates);
        Scorecard { answers, total, blocks, gates, placement }
    }

    /// The answers that were scored.
    #[must_use]
    pub fn answers(&self) -> &'a Answers<'a> {
        self.answers
    }

    /// The edition by which they were scored.
    #[must_use]
    pub fn edition(&self) -> &'a Edition {
        self.answers.edition()
    }

    /// The sum of the blocks, exact.
    #[must_use]
    pub fn total(&self) -> Points {
        self.total
    }

    /// The blocks in official order.
    #[must_use]
    pub fn blocks(&self) -> &[BlockScore<'a>] {
        &self.blocks
    }

    /// Every indicator in official order.
    pub fn indicators(&self) -> impl Iterator<Item = &IndicatorScore<'a>> {
        self.blocks.iter().flat_map(|block| &block.indicators)
    }

    /// The category, and how far the next one is.
    #[must_use]
    pub fn placement(&self) -> &Placement<'a> {
        &self.placement
    }

    /// Every gate of the edition with its state.
    #[must_use]
    pub fn gates(&self) -> &[GateScore<'a>] {
        &self.gates
    }

    /// Each printed figure beside the computed one, equal ones included.
    #[must_use]
    pub fn comparisons(&self) -> Vec<Comparison<'a>> {
        compare::compare(self)
    }

    /// What a reader of the score must know.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark<'a>> {
        remark::remarks(self)
    }

    /// Where points are lost, largest first.
    #[must_use]
    pub fn losses(&self) -> Vec<Loss<'a>> {
        loss::losses(self)
    }

    /// Points lost per agency, largest first.
    #[must_use]
    pub fn agency_losses(&self) -> Vec<AgencyLoss<'a>> {
        loss::by_agency(self.edition(), &self.losses())
    }

    /// How much of the form is answered.
    #[must_use]
    pub fn completeness(&self) -> Completeness {
        coverage::completeness(self)
    }

    /// How many points rest on rules of each confidence, surest first.
    #[must_use]
    pub fn confidence(&self) -> Vec<ConfidenceShare> {
        coverage::confidence(self)
    }

    /// The points of a node; `None` for a node that this edition does not have.
    #[must_use]
    pub fn points_of(&self, node: &Address) -> Option<Points> {
        match node {
            Address::Total => Some(self.total),
            Address::Block(id) => {
                self.blocks.iter().find(|block| block.block.id == *id).map(|block| block.points)
            }
            Address::Indicator(id) => {
                self.indicators().find(|row| row.indicator.id == *id).map(|row| row.points)
            }
            Address::Question(id) => self
                .indicators()
                .flat_map(|row| &row.questions)
                .find(|question| question.question.id == *id)
                .map(|question| question.leaf.points),
        }
    }
}
