//! Answers files by dice: the same for the same number, on every machine.

use std::fmt::Write as _;

use kla::{Edition, Indicator, Points, Question, Shape, Steps};

/// The dice: splitmix64, which is short, well known, and needs no crate.
#[derive(Clone, Debug)]
pub struct Dice {
    state: u64,
    /// Of how many throws the best one counts.
    throws: u64,
}

impl Dice {
    /// Dice that always fall the same way for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Dice {
        let mut dice = Dice { state: seed, throws: 1 };
        // Regions differ: their totals go from the lowest band to the top.
        dice.throws = [1, 2, 3, 4, 8, 16, 40][dice.below(7) as usize];
        dice
    }

    /// Any number.
    pub fn throw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to one below the limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.throw() % limit
    }

    /// The best of some throws.
    fn good(&mut self, limit: u64) -> u64 {
        (0..self.throws).map(|_| self.below(limit)).max().unwrap_or(0)
    }
}

/// The answers file of a region, as text: 3 of 100 answers each are empty, unknown and not applicable.
///
/// The other answers are a known step of the question, or points within its maximum with two decimals;
/// where an indicator is measured itself, a percentage with two decimals or a count of a total.
///
/// # Panics
///
/// Where the edition asks by shapes other than points and percentages.
#[must_use]
pub fn answers(edition: &Edition, region: &str, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut text = format!(
        "format = 1\nedition = \"{}\"\nregion = \"{region}\"\nyear = {}\nstage = \"mandiri\"\n",
        edition.id(),
        edition.years().end(),
    );
    let mut measured = String::new();
    for indicator in edition.indicators() {
        match indicator.measure() {
            Some(measure) => {
                let answer = percent(&mut dice, &measure.shape);
                line(&mut measured, indicator.id.as_str(), answer);
            }
            None => {
                let _ = write!(text, "\n[answers.\"{}\"]\n", indicator.id);
                for question in indicator.questions() {
                    let answer = points(&mut dice, question);
                    line(&mut text, number(indicator, question), answer);
                }
            }
        }
    }
    if !measured.is_empty() {
        text.push_str("\n[indicators]\n");
        text.push_str(&measured);
    }
    text
}

/// The number of a question within its indicator.
fn number<'q>(indicator: &Indicator, question: &'q Question) -> &'q str {
    question.id.as_str().strip_prefix(indicator.id.as_str()).map_or("", |rest| &rest[1..])
}

fn line(text: &mut String, key: &str, answer: Option<String>) {
    if let Some(answer) = answer {
        let _ = writeln!(text, "\"{key}\" = {answer}");
    }
}

/// A state without a figure: `Some(None)` is an empty one, which is not written.
fn state(dice: &mut Dice) -> Option<Option<String>> {
    match dice.below(100) {
        0..3 => Some(None),
        3..6 => Some(Some("\"tidak-tahu\"".to_owned())),
        6..9 => Some(Some("\"tidak-berlaku\"".to_owned())),
        _ => None,
    }
}

fn points(dice: &mut Dice, question: &Question) -> Option<String> {
    if let Some(state) = state(dice) {
        return state;
    }
    let points = match &question.measure.shape {
        Shape::Points(Steps::Known { values, .. }) => {
            values[dice.good(values.len() as u64) as usize].to_string()
        }
        Shape::Points(_) => {
            let hundredths = dice.good(hundredths(question.maximum) + 1);
            format!("{}.{:02}", hundredths / 100, hundredths % 100)
        }
        other => panic!("no answers are made for the shape `{}`", other.word()),
    };
    Some(if points == "0" { "\"nol\"".to_owned() } else { format!("\"{points}\"") })
}

fn hundredths(points: Points) -> u64 {
    u64::try_from(points.millionths() / 10_000).unwrap_or(0)
}

fn percent(dice: &mut Dice, shape: &Shape) -> Option<String> {
    if let Some(state) = state(dice) {
        return state;
    }
    let Shape::Percent { .. } = shape else {
        panic!("no answers are made for the shape `{}`", shape.word());
    };
    Some(if dice.below(2) == 0 {
        let hundredths = dice.good(10_001);
        format!("{{ percent = \"{}.{:02}\" }}", hundredths / 100, hundredths % 100)
    } else {
        let of = 1 + dice.below(60_000);
        let count = dice.good(of + 1);
        format!("{{ count = \"{count}\", of = \"{of}\" }}")
    })
}
