//! Templates, and the scorecard in them.

use std::collections::BTreeMap;

use kla::{Lang, ResultFile, Scorecard};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::paper::Paper;
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
    /// Which template, where in it, and why, in the words of the template engine.
    #[must_use]
    pub fn reason(&self) -> String {
        let place = match (self.source.name(), self.source.line()) {
            (Some(name), Some(line)) => format!("{name}:{line}: "),
            (Some(name), None) => format!("{name}: "),
            _ => String::new(),
        };
        let detail = self.source.detail().map_or_else(
            || self.source.kind().to_string(),
            |detail| format!("{}: {detail}", self.source.kind()),
        );
        place + &detail
    }
}

/// The templates of reports and explanations, by file name.
///
/// A designer replaces any of them; what is not replaced stays. A template that asks for a name that
/// is not there is refused when it is filled, so that no report has a hole.
#[derive(Clone, Debug)]
pub struct Templates {
    texts: BTreeMap<String, String>,
}

/// A file among the templates that no report uses.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("no report uses a template `{name}`; those that can be replaced are {}", Templates::names().join(", "))]
pub struct UnknownTemplate {
    /// Its file name.
    pub name: String,
}

impl Templates {
    /// Those that come with the library.
    #[must_use]
    pub fn bundled() -> Templates {
        let texts = TEMPLATES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        Templates { texts: texts.collect() }
    }

    /// The file names of those that can be replaced.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        TEMPLATES.iter().map(|(name, _)| *name).collect()
    }

    /// The text of a template.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    /// Puts a text in the place of a bundled template. A name that begins with `_` is a part that
    /// other templates include.
    ///
    /// # Errors
    ///
    /// When no report uses a template of that name.
    pub fn replace(
        &mut self,
        name: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<(), UnknownTemplate> {
        let name = name.into();
        if !name.starts_with('_') && !TEMPLATES.iter().any(|(known, _)| *known == name) {
            return Err(UnknownTemplate { name });
        }
        self.texts.insert(name, text.into());
        Ok(())
    }

    /// A template and, however far away, all whose names appear in it: to compile the others as well
    /// would take longer than to fill a report of plain text.
    fn reached_from(&self, template: &str) -> Vec<(&str, &str)> {
        let mut reached: Vec<(&str, &str)> = Vec::new();
        let mut names = vec![template];
        while let Some(name) = names.pop() {
            let Some((name, text)) = self.texts.get_key_value(name) else { continue };
            if reached.iter().all(|(known, _)| known != name) {
                reached.push((name, text));
                let mentioned = |other: &&str| text.contains(other);
                names.extend(self.texts.keys().map(String::as_str).filter(mentioned));
            }
        }
        reached
    }

    fn fill(
        &self,
        template: &'static str,
        context: minijinja::Value,
    ) -> Result<String, RenderError> {
        let fill = || {
            let mut environment = environment()?;
            for (name, text) in self.reached_from(template) {
                environment.add_template(name, text)?;
            }
            environment.get_template(template)?.render(context)
        };
        fill().map_err(|source| RenderError { template, source })
    }

    /// The report of a scorecard by these templates.
    ///
    /// # Errors
    ///
    /// When a template is broken, or asks for what is not there.
    pub fn render(
        &self,
        card: &Scorecard<'_>,
        format: Format,
        lang: Lang,
    ) -> Result<String, RenderError> {
        let template = match format {
            Format::Json => return Ok(ResultFile::new(card, lang).to_json()),
            Format::Text => "report.txt.j2",
            Format::Markdown => "report.md.j2",
            Format::Html => "report.html.j2",
        };
        let view = View::new(card, lang);
        let context = context! {
            view => Serde(&view),
            text => Serde(tables(&view, |table| narrow(table).to_text())),
            markdown => Serde(tables(&view, Table::to_markdown)),
        };
        self.fill(template, context)
    }

    /// An explanation as one HTML page.
    pub(crate) fn explanation(
        &self,
        nodes: &[impl Serialize],
        lang: Lang,
    ) -> Result<String, RenderError> {
        let (code, sum) = match lang {
            Lang::Id => ("id", "Jumlah"),
            Lang::En => ("en", "Sum"),
        };
        self.fill("explanation.html.j2", context! { lang => code, nodes => Serde(nodes), sum })
    }

    /// A paper as one HTML page.
    pub(crate) fn paper(&self, paper: &Paper) -> Result<String, RenderError> {
        self.fill("paper.html.j2", context! { paper => Serde(paper) })
    }

    /// A province as one HTML page. The only script that it allows is the one that it carries, named by
    /// its hash.
    pub(crate) fn province(&self, page: &impl Serialize) -> Result<String, RenderError> {
        let script = self.get(PROVINCE_SCRIPT).unwrap_or_default();
        let script_hash = base64(&Sha256::digest(script.as_bytes()));
        self.fill("province.html.j2", context! { page => Serde(page), script, script_hash })
    }
}

/// The script of the page of a province.
const PROVINCE_SCRIPT: &str = "_province.js";

const TEMPLATES: [(&str, &str); 8] = [
    (PROVINCE_SCRIPT, include_str!("../templates/_province.js")),
    ("_sheet.css.j2", include_str!("../templates/_sheet.css.j2")),
    ("explanation.html.j2", include_str!("../templates/explanation.html.j2")),
    ("paper.html.j2", include_str!("../templates/paper.html.j2")),
    ("province.html.j2", include_str!("../templates/province.html.j2")),
    ("report.html.j2", include_str!("../templates/report.html.j2")),
    ("report.md.j2", include_str!("../templates/report.md.j2")),
    ("report.txt.j2", include_str!("../templates/report.txt.j2")),
];

/// The report of a scorecard.
///
/// # Errors
///
/// When a bundled template is broken, which is a defect of this crate.
pub fn render(card: &Scorecard<'_>, format: Format, lang: Lang) -> Result<String, RenderError> {
    Templates::bundled().render(card, format, lang)
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

/// Bytes in base64, which is how a policy names a script.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= three.len() { char::from(sign) } else { '=' });
        }
    }
    text
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

#[cfg(test)]
mod tests {
    use super::base64;

    /// The test vectors of RFC 4648.
    #[test]
    fn base64_is_padded() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
