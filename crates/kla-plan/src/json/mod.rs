//! The shapes of results as JSON, promises of their own: points are texts, exact, with a dot.

pub(crate) mod compare;
pub(crate) mod plan;
pub(crate) mod range;
pub(crate) mod sensitivity;

use kla::{Answers, EditionStamp, RegionStamp};
use serde::Serialize;

/// The version of the shapes.
const FORMAT: u32 = 1;

/// What every result begins with: by what and of what it is.
#[derive(Serialize)]
struct Stamp {
    format: u32,
    engine: &'static str,
    edition: EditionStamp,
    region: RegionStamp,
    year: u16,
    stage: String,
}

impl Stamp {
    fn of(answers: &Answers<'_>) -> Stamp {
        Stamp {
            format: FORMAT,
            engine: env!("CARGO_PKG_VERSION"),
            edition: EditionStamp::of(answers.edition()),
            region: RegionStamp::of(answers.place()),
            year: answers.year(),
            stage: answers.stage().id.to_string(),
        }
    }
}

/// The JSON text, indented, ending in a line break.
fn text(value: &impl Serialize) -> String {
    match serde_json::to_string_pretty(value) {
        Ok(text) => text + "\n",
        // Texts, lists and numbers only: there is nothing in the shapes that JSON cannot hold.
        Err(error) => unreachable!("a result cannot be written: {error}"),
    }
}
