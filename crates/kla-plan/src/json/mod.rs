//! The shapes of results as JSON, promises of their own: points are texts, exact, with a dot.

mod plan;

use kla::Answers;
use serde::Serialize;

pub use plan::plan_json;

/// The version of the shapes here.
const FORMAT: u32 = 1;

/// What every result begins with: by what and of what it is.
#[derive(Serialize)]
struct Stamp<'a> {
    format: u32,
    engine: &'static str,
    edition: EditionStamp<'a>,
    region: RegionStamp<'a>,
    year: u16,
    stage: &'a str,
}

#[derive(Serialize)]
struct EditionStamp<'a> {
    id: &'a str,
    revision: u32,
    digest: &'a str,
    overlay: Option<OverlayStamp<'a>>,
}

#[derive(Serialize)]
struct OverlayStamp<'a> {
    id: &'a str,
    name: &'a str,
    digest: &'a str,
}

#[derive(Serialize)]
struct RegionStamp<'a> {
    code: &'a str,
    name: Option<&'a str>,
    province: Option<&'a str>,
}

impl<'a> Stamp<'a> {
    fn of(answers: &'a Answers<'_>) -> Stamp<'a> {
        let (edition, place) = (answers.edition(), answers.place());
        Stamp {
            format: FORMAT,
            engine: env!("CARGO_PKG_VERSION"),
            edition: EditionStamp {
                id: edition.id().as_str(),
                revision: edition.revision(),
                digest: edition.digest(),
                overlay: edition.overlay().map(|overlay| OverlayStamp {
                    id: &overlay.id,
                    name: &overlay.name,
                    digest: &overlay.digest,
                }),
            },
            region: RegionStamp {
                code: &place.code,
                name: place.name.as_deref(),
                province: place.province.as_deref(),
            },
            year: answers.year(),
            stage: answers.stage().id.as_str(),
        }
    }
}

/// A result as JSON, indented, ending in a line break.
fn written(result: &impl Serialize) -> String {
    match serde_json::to_string_pretty(result) {
        Ok(text) => text + "\n",
        // Strings, numbers and lists only: there is nothing in the shapes that can fail.
        Err(error) => unreachable!("a result cannot be written: {error}"),
    }
}
