//! The profile of percentages and counts in exact decimals.

use kla::{Answered, Answers, Better, Edition, Figure, State};
use rust_decimal::{Decimal, RoundingStrategy};

/// A form of indicators that are measured, as a developer would hold it.
#[derive(Clone, Debug)]
pub struct Profile {
    blocks: Vec<Vec<Row>>,
    floors: Vec<Decimal>,
}

#[derive(Clone, Debug)]
struct Row {
    maximum: Decimal,
    better: Better,
}

/// An answer to an indicator.
#[derive(Clone, Copy, Debug)]
pub enum ProfileAnswer {
    /// Empty or unknown.
    Missing,
    /// Does not apply; it is lost.
    NotApplicable,
    /// Worth nothing.
    Zero,
    /// A percentage.
    Percent(Decimal),
    /// A count of a total.
    Count(u64, u64),
}

impl Profile {
    /// The form of an edition whose indicators are all percentages on a linear scale.
    ///
    /// # Panics
    ///
    /// Where an indicator is not measured.
    #[must_use]
    pub fn of(edition: &Edition) -> Profile {
        let blocks = edition.blocks().iter().map(|block| {
            let rows = block.indicators.iter().map(|indicator| Row {
                maximum: indicator.maximum.to_decimal(),
                better: indicator.measure().expect("a measured indicator").better,
            });
            rows.collect()
        });
        let floors = edition.bands().categories.iter().map(|band| band.from.to_decimal());
        Profile { blocks: blocks.collect(), floors: floors.collect() }
    }

    /// Answers in the order of its indicators.
    ///
    /// # Panics
    ///
    /// Where an answer is neither a percentage nor a count.
    #[must_use]
    pub fn answers(answers: &Answers<'_>) -> Vec<ProfileAnswer> {
        let indicators = answers.edition().indicators();
        let answer = |indicator| match answers.measured(indicator).state {
            State::Empty | State::Unknown => ProfileAnswer::Missing,
            State::NotApplicable => ProfileAnswer::NotApplicable,
            State::Zero => ProfileAnswer::Zero,
            State::Given(Answered::Figure(Figure::Percent(percent))) => {
                ProfileAnswer::Percent(percent.to_decimal())
            }
            State::Given(Answered::Figure(Figure::Count { count, of })) => {
                ProfileAnswer::Count(count, of)
            }
            other => panic!("{} is no percentage and no count: {other:?}", indicator.id),
        };
        indicators.map(answer).collect()
    }

    /// The total, and how many floors of categories it has reached. Multiplies first, divides last, and
    /// rounds half up to two decimals.
    #[must_use]
    pub fn total(&self, answers: &[ProfileAnswer]) -> (Decimal, usize) {
        let mut answers = answers.iter();
        let mut total = Decimal::ZERO;
        for block in &self.blocks {
            let mut of_block = Decimal::ZERO;
            for (row, answer) in block.iter().zip(&mut answers) {
                let (part, whole) = match *answer {
                    ProfileAnswer::Percent(percent) => (percent, Decimal::ONE_HUNDRED),
                    ProfileAnswer::Count(count, of) if of > 0 => (count.into(), of.into()),
                    ProfileAnswer::Count(..)
                    | ProfileAnswer::Missing
                    | ProfileAnswer::NotApplicable
                    | ProfileAnswer::Zero => continue,
                };
                let counted = match row.better {
                    Better::Higher => part,
                    Better::Lower => whole - part,
                };
                let points = (row.maximum * counted / whole)
                    .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
                of_block += points.min(row.maximum);
            }
            total += of_block;
        }
        let category = self.floors.iter().filter(|floor| **floor <= total).count();
        (total, category)
    }
}
