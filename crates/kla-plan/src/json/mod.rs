//! The shapes of results as JSON, promises of their own: points are texts, exact, with a dot.

mod reconcile;

pub use reconcile::to_json as reconciliation_to_json;

use kla::{Address, Answers, EditionStamp, Lang, Points, RegionStamp, ResultFile, score};
use serde::Serialize;

/// The version of these shapes.
const FORMAT: u32 = 1;

/// What every result begins with: which engine, which rules, whose answers.
#[derive(Serialize)]
struct Stamp {
    format: u32,
    engine: String,
    edition: EditionStamp,
    region: RegionStamp,
    year: u16,
}

impl Stamp {
    fn of(answers: &Answers<'_>, lang: Lang) -> Stamp {
        // The stamps are those of a score, so that they never differ from it.
        let result = ResultFile::new(&score(answers), lang);
        Stamp {
            format: FORMAT,
            engine: result.engine,
            edition: result.edition,
            region: result.region,
            year: answers.year(),
        }
    }
}

/// The text of a shape, indented, ending in a line break.
fn written(shape: &impl Serialize) -> String {
    let mut text = match serde_json::to_string_pretty(shape) {
        Ok(text) => text,
        // Texts, numbers and lists only: there is nothing in the shapes that can fail.
        Err(error) => unreachable!("a result cannot be written: {error}"),
    };
    text.push('\n');
    text
}

fn exact(points: Option<Points>) -> Option<String> {
    points.map(|points| points.to_string())
}

fn addresses(nodes: &[Address]) -> Vec<String> {
    nodes.iter().map(ToString::to_string).collect()
}
