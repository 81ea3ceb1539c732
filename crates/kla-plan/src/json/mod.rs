//! The shapes of results as JSON, promises of their own: points are texts, exact, with a dot.

pub(crate) mod compare;
pub(crate) mod plan;
pub(crate) mod province;
pub(crate) mod range;
pub(crate) mod reconcile;
pub(crate) mod sensitivity;
pub(crate) mod what_if;

use kla::{Answers, EditionStamp, Points, RegionStamp};
use serde::Serialize;

/// The version of the shapes.
const FORMAT: u32 = 1;

/// What every result about one set of answers begins with: by what and of what it is.
#[derive(Serialize)]
struct Stamp {
    #[serde(flatten)]
    case: CaseStamp,
    stage: String,
}

/// The same for a result about several stages of one case.
#[derive(Serialize)]
struct CaseStamp {
    format: u32,
    engine: &'static str,
    edition: EditionStamp,
    region: RegionStamp,
    year: u16,
}

impl Stamp {
    fn of(answers: &Answers<'_>) -> Stamp {
        Stamp { case: CaseStamp::of(answers), stage: answers.stage().id.to_string() }
    }
}

impl CaseStamp {
    fn of(answers: &Answers<'_>) -> CaseStamp {
        CaseStamp {
            format: FORMAT,
            engine: env!("CARGO_PKG_VERSION"),
            edition: EditionStamp::of(answers.edition()),
            region: RegionStamp::of(answers.place()),
            year: answers.year(),
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

fn exact(points: Option<Points>) -> Option<String> {
    points.map(|points| points.to_string())
}
