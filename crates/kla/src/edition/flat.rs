//! An edition as flat lists of whole numbers: what a score needs to know of it, and nothing else.
//!
//! All numbers are millionths of a point, so that every value an edition can hold is whole.

use std::ops::Range;

use super::gates::GateEffect;
use super::model::{Content, Edition, Indicator, Question};
use super::policy::NotApplicablePolicy;
use super::shape::{Better, Measure, Scale, Shape, Steps, ZeroTotal};
use crate::points::Points;

/// Blocks, rows and leaves, each in official order, each knowing which of the next level are its own.
#[derive(Clone, Debug)]
pub(crate) struct Flat {
    pub(crate) blocks: Vec<FlatBlock>,
    pub(crate) rows: Vec<FlatRow>,
    pub(crate) leaves: Vec<FlatLeaf>,
    /// Whether a gate can keep a category from a region.
    pub(crate) caps: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct FlatBlock {
    pub(crate) maximum: i64,
    pub(crate) rows: Range<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct FlatRow {
    pub(crate) maximum: i64,
    /// What its leaves can earn together; it may be more than its maximum.
    pub(crate) offered: i64,
    /// Its questions, or itself where it is measured.
    pub(crate) leaves: Range<usize>,
    /// The places of their responses, where they lie side by side and their points are at most
    /// [`FlatRow::MOST`] together.
    pub(crate) responses: Option<Range<usize>>,
    /// Whether it is its own leaf.
    pub(crate) measured: bool,
    /// Whether no leaf earns anything, or leaves the sum, where it does not apply.
    pub(crate) lost: bool,
}

impl FlatRow {
    /// The most that is added up without a look at every sum: there is room for marks beside it.
    pub(crate) const MOST: i64 = i64::MAX >> 8;
}

/// A question, or a row that is measured itself.
#[derive(Clone, Debug)]
pub(crate) struct FlatLeaf {
    pub(crate) maximum: i64,
    /// The place of its response among the answers.
    pub(crate) position: usize,
    /// What an answer that does not apply does: its own rule, or the edition's.
    pub(crate) rule: NotApplicablePolicy,
    pub(crate) earning: Earning,
    /// A power of ten of which all that it can award by its rule is a multiple.
    pub(crate) unit: i64,
}

/// How an answer earns, as far as that takes only whole numbers.
#[derive(Clone, Debug)]
pub(crate) enum Earning {
    /// The awarded points.
    Points,
    /// The points of the level.
    Levels(Box<[i64]>),
    /// The sum of the ticked items, cut to the maximum.
    Items(Box<[i64]>),
    /// Maximum times the share of a whole, rounded to so many decimals, half up.
    Linear { whole: i64, digits: u32, better: Better, zero_total: Option<ZeroTotal> },
    /// By comparing fractions, as [`crate::score`] does for ranges and series.
    Fractions,
}

impl Flat {
    pub(crate) fn of(edition: &Edition) -> Flat {
        let caps = edition.gates.iter().any(|gate| gate.effect == GateEffect::Cap);
        let mut flat = Flat { blocks: Vec::new(), rows: Vec::new(), leaves: Vec::new(), caps };
        let rule = edition.not_applicable.policy;
        for block in &edition.blocks {
            let first = flat.rows.len();
            for row in &block.indicators {
                flat.row(row, rule);
            }
            let rows = first..flat.rows.len();
            flat.blocks.push(FlatBlock { maximum: block.maximum.in_millionths(), rows });
        }
        flat
    }

    fn row(&mut self, row: &Indicator, rule: NotApplicablePolicy) {
        let first = self.leaves.len();
        let measured = row.measure().is_some();
        match &row.content {
            Content::Measured(measure) => {
                self.leaves.push(FlatLeaf::of(measure, row.maximum, row.position, rule));
            }
            Content::Questions { questions, .. } => {
                let leaves = questions.iter().map(|question: &Question| {
                    FlatLeaf::of(&question.measure, question.maximum, question.position, rule)
                });
                self.leaves.extend(leaves);
            }
        }
        let maximum = row.maximum.in_millionths();
        let own = &self.leaves[first..];
        let offered = own.iter().try_fold(0_i64, |sum, leaf| sum.checked_add(leaf.maximum));
        let responses = offered.filter(|sum| *sum <= FlatRow::MOST).and_then(|_| side_by_side(own));
        let offered = offered.unwrap_or(i64::MAX);
        let lost = own.iter().all(|leaf| leaf.rule == NotApplicablePolicy::Lost);
        let leaves = first..self.leaves.len();
        self.rows.push(FlatRow { maximum, offered, leaves, responses, measured, lost });
    }
}

fn side_by_side(leaves: &[FlatLeaf]) -> Option<Range<usize>> {
    let first = leaves.first()?.position;
    let follow = leaves.iter().zip(first..).all(|(leaf, place)| leaf.position == place);
    follow.then(|| first..first + leaves.len())
}

impl Edition {
    /// What the leaf at a place of a row measures.
    pub(crate) fn measure_of(&self, block: usize, row: usize, leaf: usize) -> Option<&Measure> {
        let row = self.blocks.get(block)?.indicators.get(row)?;
        row.measure().or_else(|| row.questions().get(leaf).map(|question| &question.measure))
    }
}

impl FlatLeaf {
    fn of(
        measure: &Measure,
        maximum: Points,
        position: usize,
        rule: NotApplicablePolicy,
    ) -> FlatLeaf {
        FlatLeaf {
            maximum: maximum.in_millionths(),
            position,
            rule: measure.not_applicable.unwrap_or(rule),
            earning: Earning::of(measure),
            unit: unit(measure, maximum),
        }
    }
}

/// The largest power of ten, in millionths and at most a point, of which all that a measure awards by its
/// rule is a multiple.
fn unit(measure: &Measure, maximum: Points) -> i64 {
    let decimals = |points: &[Points]| points.iter().map(|points| points.decimals()).max();
    let awarded = match &measure.shape {
        Shape::Points(Steps::Known { values, .. }) => decimals(values),
        Shape::Points(Steps::Unknown { .. }) => None,
        Shape::Ladder(levels) => {
            levels.iter().filter_map(|level| level.points).map(Points::decimals).max()
        }
        Shape::Checklist(items) => items.iter().map(|item| item.points.decimals()).max(),
        _ => match measure.shape.scale() {
            Some(Scale::Linear { round, .. }) => Some(round.digits),
            Some(Scale::Steps(ranges)) => ranges.iter().map(|range| range.points.decimals()).max(),
            Some(Scale::Unknown { .. }) | None => None,
        },
    };
    10_i64.pow(6 - awarded.unwrap_or(0).max(maximum.decimals()).min(6))
}

impl Earning {
    fn of(measure: &Measure) -> Earning {
        match &measure.shape {
            Shape::Points(_) => Earning::Points,
            Shape::Ladder(levels) => Earning::Levels(
                levels
                    .iter()
                    .map(|level| level.points.unwrap_or_default().in_millionths())
                    .collect(),
            ),
            Shape::Checklist(items) => {
                Earning::Items(items.iter().map(|item| item.points.in_millionths()).collect())
            }
            Shape::Percent { scale, .. } | Shape::Units { scale, .. } | Shape::Count { scale } => {
                match scale {
                    Scale::Linear { target, round } => Earning::Linear {
                        whole: target.unwrap_or(Points::from(100)).in_millionths(),
                        digits: round.digits,
                        better: measure.better,
                        zero_total: measure.shape.zero_total(),
                    },
                    Scale::Steps(_) | Scale::Unknown { .. } => Earning::Fractions,
                }
            }
            Shape::Series { .. } => Earning::Fractions,
        }
    }
}
