//! The form of questions in whole hundredths of a point: the fastest that is known, for whoever may take
//! for granted that no answer ever has a third decimal.

use kla::{Answers, Edition, Points, State};

/// Empty or unknown.
pub const UNANSWERED: u32 = u32::MAX;
/// Does not apply; it is lost.
pub const NOT_APPLICABLE: u32 = u32::MAX - 1;
/// Answered, and worth nothing.
pub const ZERO: u32 = u32::MAX - 2;

/// A form of questions in hundredths. States are marks above every number of points.
#[derive(Clone, Debug)]
pub struct WholeForm {
    blocks: Vec<Vec<(u32, usize)>>,
    block_maxima: Vec<u32>,
    floors: Vec<u32>,
}

impl WholeForm {
    /// The form of an edition.
    #[must_use]
    pub fn of(edition: &Edition) -> WholeForm {
        let blocks = edition.blocks().iter().map(|block| {
            let rows = block.indicators.iter();
            rows.map(|row| (hundredths(row.maximum), row.questions().len())).collect()
        });
        let maxima = edition.blocks().iter().map(|block| hundredths(block.maximum));
        let floors = edition.bands().categories.iter().map(|band| hundredths(band.from));
        WholeForm {
            blocks: blocks.collect(),
            block_maxima: maxima.collect(),
            floors: floors.collect(),
        }
    }

    /// Answers in the order of its questions.
    ///
    /// # Panics
    ///
    /// Where an answer is not points.
    #[must_use]
    pub fn answers(answers: &Answers<'_>) -> Vec<u32> {
        let questions = answers.edition().questions();
        let answer = |question| match answers.response(question).state {
            State::Empty | State::Unknown => UNANSWERED,
            State::NotApplicable => NOT_APPLICABLE,
            State::Zero => ZERO,
            State::Points(points) => hundredths(points),
            other => panic!("{} is no answer in points: {other:?}", question.id),
        };
        questions.map(answer).collect()
    }

    /// The total in hundredths, and how many floors of categories it has reached.
    #[must_use]
    pub fn total(&self, mut answers: &[u32]) -> (u32, usize) {
        let mut total = 0;
        for (block, maximum) in self.blocks.iter().zip(&self.block_maxima) {
            let mut of_block = 0;
            for (maximum, count) in block {
                let (own, rest) = answers.split_at(*count);
                answers = rest;
                let earned: u32 = own.iter().map(|answer| earned(*answer)).sum();
                of_block += earned.min(*maximum);
            }
            total += of_block.min(*maximum);
        }
        (total, self.category(total))
    }

    /// The totals of many regions whose points stand question by question: all regions' points for the
    /// first question, then all for the second. States have become points already; no row or block of the
    /// form leaves two bytes.
    ///
    /// # Panics
    ///
    /// Where `columns` does not hold as many points for each question as there are totals.
    pub fn totals(&self, columns: &[u16], totals: &mut [u32]) {
        // So few regions at a time that their sums stay in the nearest cache.
        const CHUNK: usize = 1024;
        let regions = totals.len();
        for start in (0..regions).step_by(CHUNK) {
            let end = regions.min(start + CHUNK);
            let totals = &mut totals[start..end];
            totals.fill(0);
            let (mut of_block, mut of_row) = ([0_u16; CHUNK], [0_u16; CHUNK]);
            let of_block = &mut of_block[..end - start];
            let of_row = &mut of_row[..end - start];
            let mut place = 0;
            for (block, block_maximum) in self.blocks.iter().zip(&self.block_maxima) {
                of_block.fill(0);
                for (maximum, count) in block {
                    of_row.fill(0);
                    for column in place..place + count {
                        let column = &columns[column * regions..][start..end];
                        for (sum, points) in of_row.iter_mut().zip(column) {
                            *sum = sum.wrapping_add(*points);
                        }
                    }
                    place += count;
                    let maximum = narrow(*maximum);
                    for (sum, row) in of_block.iter_mut().zip(&*of_row) {
                        *sum = sum.wrapping_add((*row).min(maximum));
                    }
                }
                for (total, block) in totals.iter_mut().zip(&*of_block) {
                    *total += u32::from(*block).min(*block_maximum);
                }
            }
        }
    }

    /// How many floors of categories a total has reached.
    #[must_use]
    pub fn category(&self, total: u32) -> usize {
        self.floors.iter().filter(|floor| **floor <= total).count()
    }
}

/// What an answer earns.
#[must_use]
pub fn earned(answer: u32) -> u32 {
    if answer < ZERO { answer } else { 0 }
}

/// # Panics
///
/// Where two bytes do not hold it.
#[must_use]
pub fn narrow(hundredths: u32) -> u16 {
    u16::try_from(hundredths).expect("two bytes")
}

/// # Panics
///
/// Where there is a third decimal, which such a loop cannot hold.
fn hundredths(points: Points) -> u32 {
    let millionths = points.millionths();
    assert!(millionths % 10_000 == 0, "{points} has more than two decimals");
    u32::try_from(millionths / 10_000).expect("a small number")
}
