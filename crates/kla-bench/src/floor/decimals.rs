//! The form of questions in exact decimals.

use std::fmt::Write;

use kla::{Answers, Edition, State};
use rust_decimal::Decimal;

/// A form of questions, as a developer would hold it.
#[derive(Clone, Debug)]
pub struct Form {
    blocks: Vec<Block>,
    /// The floors of the categories, lowest first.
    floors: Vec<Decimal>,
}

#[derive(Clone, Debug)]
struct Block {
    maximum: Decimal,
    indicators: Vec<Indicator>,
}

#[derive(Clone, Debug)]
struct Indicator {
    maximum: Decimal,
    questions: Vec<Question>,
}

#[derive(Clone, Debug)]
struct Question {
    maximum: Decimal,
}

/// An answer to a question.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// Empty or unknown.
    Missing,
    /// Does not apply; it is lost.
    NotApplicable,
    /// Worth nothing.
    Zero,
    /// Awarded.
    Points(Decimal),
}

impl Form {
    /// The form of an edition.
    #[must_use]
    pub fn of(edition: &Edition) -> Form {
        let blocks = edition.blocks().iter().map(|block| Block {
            maximum: block.maximum.to_decimal(),
            indicators: block
                .indicators
                .iter()
                .map(|indicator| Indicator {
                    maximum: indicator.maximum.to_decimal(),
                    questions: indicator
                        .questions()
                        .iter()
                        .map(|question| Question { maximum: question.maximum.to_decimal() })
                        .collect(),
                })
                .collect(),
        });
        let floors = edition.bands().categories.iter().map(|band| band.from.to_decimal());
        Form { blocks: blocks.collect(), floors: floors.collect() }
    }

    /// Answers in the order of its questions.
    ///
    /// # Panics
    ///
    /// Where an answer is not points.
    #[must_use]
    pub fn answers(answers: &Answers<'_>) -> Vec<Answer> {
        let questions = answers.edition().questions();
        let answer = |question| match answers.response(question).state {
            State::Empty | State::Unknown => Answer::Missing,
            State::NotApplicable => Answer::NotApplicable,
            State::Zero => Answer::Zero,
            State::Points(points) => Answer::Points(points.as_written()),
            other => panic!("{} is no answer in points: {other:?}", question.id),
        };
        questions.map(answer).collect()
    }

    /// The total, and how many floors of categories it has reached.
    #[must_use]
    pub fn total(&self, answers: &[Answer]) -> (Decimal, usize) {
        let mut answers = answers.iter();
        let mut total = Decimal::ZERO;
        for block in &self.blocks {
            let mut of_block = Decimal::ZERO;
            for indicator in &block.indicators {
                let mut earned = Decimal::ZERO;
                for (question, answer) in indicator.questions.iter().zip(&mut answers) {
                    earned += match answer {
                        Answer::Missing | Answer::NotApplicable | Answer::Zero => Decimal::ZERO,
                        Answer::Points(points) => (*points).min(question.maximum),
                    };
                }
                of_block += earned.min(indicator.maximum);
            }
            total += of_block.min(block.maximum);
        }
        let category = self.floors.iter().filter(|floor| **floor <= total).count();
        (total, category)
    }

    /// The least that could be called an explanation: a line for each part, earned of its maximum.
    #[must_use]
    pub fn lines(&self, answers: &[Answer]) -> String {
        let mut answers = answers.iter();
        let mut text = String::new();
        let mut total = Decimal::ZERO;
        let mut line = |level: usize, place: usize, earned: Decimal, maximum: Decimal| {
            let _ = writeln!(text, "{:level$}{place}: {earned} dari {maximum}", "");
        };
        for (place, block) in self.blocks.iter().enumerate() {
            let mut of_block = Decimal::ZERO;
            for (place, indicator) in block.indicators.iter().enumerate() {
                let mut of_row = Decimal::ZERO;
                for (place, question) in indicator.questions.iter().enumerate() {
                    let earned = match answers.next() {
                        Some(Answer::Points(points)) => (*points).min(question.maximum),
                        _ => Decimal::ZERO,
                    };
                    line(4, place, earned, question.maximum);
                    of_row += earned;
                }
                let earned = of_row.min(indicator.maximum);
                line(2, place, earned, indicator.maximum);
                of_block += earned;
            }
            let earned = of_block.min(block.maximum);
            line(0, place, earned, block.maximum);
            total += earned;
        }
        let _ = writeln!(text, "{total}");
        text
    }
}
