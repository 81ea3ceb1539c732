//! Templates, and the scorecard in them.

use std::collections::BTreeMap;

use kla::{Lang, ResultFile, Scorecard};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use crate::table::{Table, shorten, wrap};
use crate::view::View;

/// What a report is written as.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Format {
    /// Plain text for a terminal; reads well without colour.
    Text,
    /// Markdown.
    Markdown,
    /// One self-contained HTML page.
    Html,
    /// The result as JSON.
    Json,
}

/// A template could not be filled.
///
/// The bundled templates are filled in tests with every edition and every kind of answer.
#[derive(Debug, thiserror::Error)]
#[error("the report template `{template}` could not be filled")]
pub struct RenderError {
    template: &'static str,
    #[source]
    source: minijinja::Error,
}

impl RenderError {
    /// Why, in the words of the template engine.
    #[must_use]
    pub fn reason(&self) -> String {
        format!("{:#}", self.source)
    }
}

const TEMPLATES: [(&str, &str); 3] = [
    ("report.txt.j2", include_str!("../templates/report.txt.j2")),
    ("report.md.j2", include_str!("../templates/report.md.j2")),
    ("report.html.j2", include_str!("../templates/report.html.j2")),
];

/// The report of a scorecard.
///
/// # Errors
///
/// When a template is broken, which for the bundled ones is a defect of this crate.
pub fn render(card: &Scorecard<'_>, format: Format, lang: Lang) -> Result<String, RenderError> {
    let template = match format {
        Format::Json => return Ok(ResultFile::new(card, lang).to_json()),
        Format::Text => "report.txt.j2",
        Format::Markdown => "report.md.j2",
        Format::Html => "report.html.j2",
    };
    let view = View::new(card, lang);
    let fill = || {
        let mut environment = environment()?;
        for (name, text) in TEMPLATES {
            environment.add_template(name, text)?;
        }
        environment.get_template(template)?.render(context! {
            view => Serde(&view),
            text => Serde(tables(&view, |table| narrow(table).to_text())),
            markdown => Serde(tables(&view, Table::to_markdown)),
        })
    };
    fill().map_err(|source| RenderError { template, source })
}

/// Undefined names are errors; only templates named for HTML escape.
fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()?,
    );
    environment.set_auto_escape_callback(|name| {
        if name.contains(".html") { AutoEscape::Html } else { AutoEscape::None }
    });
    environment
        .add_filter("wrap", |text: &str, width: usize, indent: &str| wrap(text, width, indent));
    environment.add_filter("left", |text: &str, width: usize| format!("{text:<width$}"));
    environment.add_filter("right", |text: &str, width: usize| format!("{text:>width$}"));
    Ok(environment)
}

/// The tables of a report by name, as text of some kind.
fn tables(view: &View, print: impl Fn(&Table) -> String) -> BTreeMap<&'static str, String> {
    [
        ("bands", &view.bands),
        ("blocks", &view.blocks),
        ("rows", &view.rows),
        ("losses", &view.losses),
        ("agencies", &view.agencies),
        ("declared", &view.declared),
        ("confidence", &view.confidence),
    ]
    .map(|(name, table)| (name, print(table)))
    .into()
}

/// The same table with cells short enough for a terminal of 100 columns.
fn narrow(table: &Table) -> Table {
    const WIDEST: usize = 52;
    let mut table = table.clone();
    for row in &mut table.rows {
        for cell in &mut row.cells {
            *cell = shorten(cell, WIDEST);
        }
    }
    table
}
