//! The shapes of results as JSON, promises of their own: points are texts, exact, with a dot.

pub(crate) mod range;
pub(crate) mod sensitivity;

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
