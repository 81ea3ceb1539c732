//! The shapes of results as JSON, promises of their own: points are texts, exact, with a dot.

pub(crate) mod reconcile;
pub(crate) mod what_if;

use kla::{Answers, EditionStamp, Points, RegionStamp};
use serde::Serialize;

/// The version of the shapes.
const FORMAT: u32 = 1;

/// The JSON text, indented, ending in a line break.
fn text(value: &impl Serialize) -> String {
    let mut text = match serde_json::to_string_pretty(value) {
        Ok(text) => text,
        // Texts, lists and numbers only: there is nothing in the shapes that JSON cannot hold.
        Err(error) => unreachable!("a result cannot be written: {error}"),
    };
    text.push('\n');
    text
}

/// What a result about several sets of answers begins with: which engine, which rules, whose answers.
#[derive(Serialize)]
struct Stamp {
    format: u32,
    engine: &'static str,
    edition: EditionStamp,
    region: RegionStamp,
    year: u16,
}

impl Stamp {
    fn of(answers: &Answers<'_>) -> Stamp {
        Stamp {
            format: FORMAT,
            engine: env!("CARGO_PKG_VERSION"),
            edition: EditionStamp::of(answers.edition()),
            region: RegionStamp::of(answers.place()),
            year: answers.year(),
        }
    }
}

fn exact(points: Option<Points>) -> Option<String> {
    points.map(|points| points.to_string())
}
