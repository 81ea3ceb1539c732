//! What a question asks and how its answer earns points: a closed list of shapes.

use std::fmt;

use rust_decimal::Decimal;

use super::citation::Citation;
use super::policy::{NotApplicablePolicy, RoundTo};
use crate::id::{AgencyId, EffortId, EvidenceKindId};
use crate::points::{Fraction, Points};

/// The words for the states of an answer that are not figures; no level of a ladder is called so.
pub(crate) const STATE_WORDS: [&str; 4] = ["belum-diisi", "tidak-tahu", "tidak-berlaku", "nol"];

/// What is asked and how the answer earns points.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Measure {
    /// The question, in plain Indonesian.
    pub text: String,
    /// How an answer earns points.
    pub shape: Shape,
    /// Which direction is better in the field.
    pub better: Better,
    /// What an answer that does not apply does, where that differs from the edition's rule.
    pub not_applicable: Option<NotApplicablePolicy>,
    /// Who answers, where it is not one agency for the whole region.
    pub answered_by: Option<AnsweredBy>,
    /// The agencies that own it; shared where there are several.
    pub agencies: Vec<AgencyId>,
    /// The kinds of evidence asked for.
    pub evidence: Vec<EvidenceKindId>,
    /// How much work it is to bring it from nothing to its maximum, where that is not the usual class.
    pub effort: Option<EffortId>,
}

/// How an answer earns points. The guide to the files gives the meaning of each shape in full.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    /// Awarded points, typed from the sheet.
    Points(Steps),
    /// One of ordered levels, lowest first.
    Ladder(Vec<Level>),
    /// Items that are ticked; their sum counts, up to the maximum.
    Checklist(Vec<Item>),
    /// A percentage, or a count of a total.
    Percent {
        /// From the percentage to points.
        scale: Scale,
        /// What a total of zero means.
        zero_total: ZeroTotal,
    },
    /// A figure from zero.
    Count {
        /// From the figure to points.
        scale: Scale,
    },
    /// Figures of several years.
    Series {
        /// Percentages or figures.
        of: SeriesOf,
        /// How many years are needed.
        years: usize,
        /// Which figure the scale sees.
        take: Take,
        /// From that figure to points.
        scale: Scale,
    },
    /// How many kecamatan or villages say yes.
    Units {
        /// From their percentage to points.
        scale: Scale,
        /// What a total of zero means.
        zero_total: ZeroTotal,
    },
}

impl Shape {
    /// What a total of zero means to it; `None` where it knows no totals.
    #[must_use]
    pub fn zero_total(&self) -> Option<ZeroTotal> {
        match self {
            Shape::Percent { zero_total, .. }
            | Shape::Units { zero_total, .. }
            | Shape::Series { of: SeriesOf::Percent { zero_total }, .. } => Some(*zero_total),
            _ => None,
        }
    }

    /// The word in the files.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Shape::Points(_) => "points",
            Shape::Ladder(_) => "ladder",
            Shape::Checklist(_) => "checklist",
            Shape::Percent { .. } => "percent",
            Shape::Count { .. } => "count",
            Shape::Series { .. } => "series",
            Shape::Units { .. } => "units",
        }
    }

    /// The most that is known to be earned; more than the maximum only by a checklist.
    pub(crate) fn best(&self) -> Option<Points> {
        match self {
            Shape::Points(Steps::Known { values, .. }) => values.last().copied(),
            Shape::Points(Steps::Unknown { .. }) => None,
            Shape::Ladder(levels) => levels.iter().filter_map(|level| level.points).max(),
            Shape::Checklist(items) => Some(items.iter().map(|item| item.points).sum()),
            _ => match self.scale()? {
                Scale::Steps(thresholds) => thresholds.iter().map(|range| range.points).max(),
                Scale::Linear { .. } | Scale::Unknown { .. } => None,
            },
        }
    }

    /// Whether nobody has published what an answer earns.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        match self {
            Shape::Points(steps) => matches!(steps, Steps::Unknown { .. }),
            Shape::Ladder(levels) => levels.iter().any(|level| level.points.is_none()),
            _ => matches!(self.scale(), Some(Scale::Unknown { .. })),
        }
    }

    /// The level of a ladder at a position.
    #[must_use]
    pub fn level(&self, place: usize) -> Option<&Level> {
        match self {
            Shape::Ladder(levels) => levels.get(place),
            _ => None,
        }
    }

    /// The item of a checklist at a position.
    #[must_use]
    pub fn item(&self, place: usize) -> Option<&Item> {
        match self {
            Shape::Checklist(items) => items.get(place),
            _ => None,
        }
    }

    /// The range of a scale in steps at a position.
    #[must_use]
    pub fn range(&self, place: usize) -> Option<&Threshold> {
        match self.scale()? {
            Scale::Steps(ranges) => ranges.get(place),
            Scale::Linear { .. } | Scale::Unknown { .. } => None,
        }
    }

    /// The scale from a figure to points, for the shapes that have one.
    #[must_use]
    pub fn scale(&self) -> Option<&Scale> {
        match self {
            Shape::Points(_) | Shape::Ladder(_) | Shape::Checklist(_) => None,
            Shape::Percent { scale, .. }
            | Shape::Count { scale }
            | Shape::Series { scale, .. }
            | Shape::Units { scale, .. } => Some(scale),
        }
    }

    /// Whether points are none of [`Shape::awards`]; the usual shape is asked without listing them.
    pub(crate) fn is_off_step(&self, points: Points) -> bool {
        match self {
            Shape::Points(Steps::Known { values, .. }) => {
                !points.is_zero() && !values.contains(&points)
            }
            Shape::Points(Steps::Unknown { .. }) => false,
            _ => self.awards().is_some_and(|awards| !awards.contains(&points)),
        }
    }

    /// The values that the shape can award, where they are a list and known; rising.
    #[must_use]
    pub fn awards(&self) -> Option<Vec<Points>> {
        let mut awards: Vec<Points> = match self {
            Shape::Points(Steps::Known { values, .. }) => values.clone(),
            Shape::Ladder(levels) => {
                levels.iter().map(|level| level.points).collect::<Option<_>>()?
            }
            _ => match self.scale()? {
                Scale::Steps(thresholds) => {
                    thresholds.iter().map(|threshold| threshold.points).collect()
                }
                Scale::Linear { .. } | Scale::Unknown { .. } => return None,
            },
        };
        awards.push(Points::ZERO);
        awards.sort_unstable();
        awards.dedup();
        Some(awards)
    }
}

/// Which values the sheet awards.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Steps {
    /// These, as far as is known; another value draws a remark and counts.
    Known {
        /// Rising, from 0 to the maximum.
        values: Vec<Points>,
        /// Where they were seen and how sure that is.
        citation: Citation,
    },
    /// Nobody has published them.
    Unknown {
        /// Why not.
        reason: String,
    },
}

/// A level of a ladder.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Level {
    /// What an answer writes.
    pub id: String,
    /// What it means.
    pub text: String,
    /// What it earns, where that is known.
    pub points: Option<Points>,
}

/// An item of a checklist.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Item {
    /// What an answer writes.
    pub id: String,
    /// What it means.
    pub text: String,
    /// What it earns.
    pub points: Points,
}

/// From a figure to points.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Scale {
    /// Maximum times share, rounded.
    Linear {
        /// The figure that earns everything, or, where lower is better, nothing. Only for figures;
        /// a percentage is its own share.
        target: Option<Points>,
        /// How the product is rounded.
        round: RoundTo,
    },
    /// Ranges of the figure, each with its points.
    Steps(Vec<Threshold>),
    /// Nobody has published them.
    Unknown {
        /// Why not.
        reason: String,
    },
}

/// A range of a figure and what it earns.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Threshold {
    /// Where it begins; at the lowest possible figure where absent.
    pub lower: Option<Bound>,
    /// Where it ends; at the highest possible figure where absent.
    pub upper: Option<Bound>,
    /// What it earns.
    pub points: Points,
}

/// `60 ≤ x < 90`.
impl fmt::Display for Threshold {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = |closed: bool| if closed { "≤" } else { "<" };
        if let Some(lower) = &self.lower {
            write!(formatter, "{} {} ", lower.value, sign(lower.closed))?;
        }
        formatter.write_str("x")?;
        if let Some(upper) = &self.upper {
            write!(formatter, " {} {}", sign(upper.closed), upper.value)?;
        }
        Ok(())
    }
}

impl Threshold {
    /// Whether the figure is in the range, exactly.
    #[must_use]
    pub fn holds(&self, figure: Fraction) -> bool {
        let above = self.lower.is_none_or(|bound| {
            let order = figure.against(bound.value);
            order.is_gt() || (bound.closed && order.is_eq())
        });
        let below = self.upper.is_none_or(|bound| {
            let order = figure.against(bound.value);
            order.is_lt() || (bound.closed && order.is_eq())
        });
        above && below
    }
}

/// An end of a range.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Bound {
    /// The figure.
    pub value: Points,
    /// Whether the figure itself belongs to the range.
    pub closed: bool,
}

/// What a series is made of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SeriesOf {
    /// Percentages, or counts of totals.
    Percent {
        /// What a total of zero means.
        zero_total: ZeroTotal,
    },
    /// Figures from zero.
    Count,
}

/// Which figure of a series counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Take {
    /// That of the latest year.
    Last,
    /// The worst, in the direction of better.
    Worst,
    /// The latest minus the earliest.
    Change,
}

impl Take {
    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Take::Last => "last",
            Take::Worst => "worst",
            Take::Change => "change",
        }
    }
}

/// What a total of zero means: nothing of that kind exists in the region.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ZeroTotal {
    /// The question does not apply.
    NotApplicable,
    /// It earns the maximum.
    Full,
    /// It earns nothing.
    None,
}

impl ZeroTotal {
    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ZeroTotal::NotApplicable => "not-applicable",
            ZeroTotal::Full => "full",
            ZeroTotal::None => "none",
        }
    }
}

/// Which direction of a figure is better.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better, as with stunting or child marriage.
    Lower,
}

impl Better {
    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Better::Higher => "higher",
            Better::Lower => "lower",
        }
    }
}

/// Who answers a question that every part of the region answers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AnsweredBy {
    /// Every kecamatan.
    Kecamatan,
    /// Every desa and kelurahan.
    Desa,
}

impl AnsweredBy {
    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            AnsweredBy::Kecamatan => "kecamatan",
            AnsweredBy::Desa => "desa",
        }
    }
}

/// A percentage between 0 and 100, as written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Percent(Decimal);

impl Percent {
    /// A percentage; `None` outside 0 to 100.
    pub(crate) fn new(value: Points) -> Option<Percent> {
        let value = value.as_written();
        (value <= Decimal::ONE_HUNDRED && (!value.is_sign_negative() || value.is_zero()))
            .then_some(Percent(value))
    }

    /// The number in front of the percent sign, with the digits it was written with.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        self.0
    }
}
