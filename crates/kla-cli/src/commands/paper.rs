//! What the commands have in common that answer a question with a paper.

use kla::Lang;
use kla_report::Paper;

use super::templates;
use crate::args::{OutputFormat, Printed};
use crate::{Exit, Streams, show};

/// Writes the figures as JSON, or the paper in any other form.
pub(crate) fn print(
    printed: &Printed,
    json: impl FnOnce() -> String,
    paper: impl FnOnce() -> Paper,
    streams: &mut Streams<'_>,
) -> Exit {
    let lang: Lang = printed.shared.lang.into();
    let output = printed.shared.output.as_deref();
    let templates = match templates::of(printed.templates.as_ref(), lang, streams) {
        Ok(templates) => templates,
        Err(exit) => return exit,
    };
    if printed.format == OutputFormat::Json {
        return show::data(&json(), output, lang, streams);
    }
    match paper().render(&templates, printed.format.into()) {
        Ok(text) => show::data(&text, output, lang, streams),
        Err(error) => templates::broken(&error, lang, streams),
    }
}
