//! An explanation as data, and as text of each kind.

use std::fmt::Write as _;

use serde::Serialize;

use crate::markdown::escaped as markdown;
use crate::render::{Format, RenderError, Templates};
use crate::table::{Align, Column, RowKind, Table, shorten, wrap_into};

/// How one number came about, and how its parts did, as ready strings in one language.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Explanation {
    pub(super) node: String,
    pub(super) title: String,
    /// What belongs together, in reading order.
    pub(super) sections: Vec<Vec<Piece>>,
    pub(super) parts: Vec<Explanation>,
}

/// A piece of an explanation.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Piece {
    /// A label and what is said under it.
    Pair { label: &'static str, text: String },
    /// A sentence or two.
    Paragraph { text: String },
    /// Parts that are added, and their sum.
    Sum { heads: Heads, parts: Vec<Addend>, sum: String, maximum: String },
}

/// What the columns of a sum are called.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub(super) struct Heads {
    pub(super) points: &'static str,
    pub(super) part: &'static str,
    pub(super) maximum: &'static str,
    pub(super) note: &'static str,
}

/// One part of a sum.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(super) struct Addend {
    pub(super) points: String,
    pub(super) name: String,
    pub(super) maximum: String,
    pub(super) note: String,
}

/// An explanation as a file of its own.
#[derive(Serialize)]
struct ExplanationFile<'e> {
    format: u32,
    engine: &'static str,
    #[serde(flatten)]
    explanation: &'e Explanation,
}

/// A node and how deep it stands, from 1.
#[derive(Serialize)]
struct Leveled<'e> {
    level: usize,
    title: &'e str,
    sections: &'e [Vec<Piece>],
}

impl Explanation {
    pub(super) fn new(node: &str) -> Explanation {
        Explanation {
            node: node.to_owned(),
            title: String::new(),
            sections: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// The explanation as text, Markdown, one HTML page or JSON, in the language `lang` that it was
    /// written in.
    ///
    /// # Errors
    ///
    /// When the template of the page is broken, or asks for what is not there.
    pub fn render(
        &self,
        templates: &Templates,
        format: Format,
        lang: kla::Lang,
    ) -> Result<String, RenderError> {
        Ok(match format {
            Format::Text => self.to_text(),
            Format::Markdown => self.to_markdown(),
            Format::Json => self.to_json(),
            Format::Html => self.to_html(templates, lang)?,
        })
    }

    /// Lines for a terminal of 100 columns; parts stand below their whole, indented.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.write_text(0, &mut String::new(), &mut text);
        text
    }

    /// `own` is room for the lines of one node.
    fn write_text(&self, depth: usize, own: &mut String, text: &mut String) {
        let blank = "  ".repeat(depth);
        if depth > 0 {
            text.push('\n');
        }
        own.clear();
        own.push_str(&self.title);
        own.push('\n');
        for section in &self.sections {
            own.push('\n');
            for piece in section {
                piece.write_text(own);
            }
        }
        for line in own.lines().map(str::trim_end) {
            if !line.is_empty() {
                text.push_str(&blank);
                text.push_str(line);
            }
            text.push('\n');
        }
        for part in &self.parts {
            part.write_text(depth + 1, own, text);
        }
    }

    /// Markdown: a heading for each node, a list of what is said, a table for each sum.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = String::new();
        self.write_markdown(1, &mut text);
        text
    }

    fn write_markdown(&self, level: usize, text: &mut String) {
        if level > 1 {
            text.push('\n');
        }
        let _ = writeln!(text, "{} {}", "#".repeat(level.min(6)), markdown(&self.title));
        for section in &self.sections {
            text.push('\n');
            for piece in section {
                piece.write_markdown(text);
            }
        }
        for part in &self.parts {
            part.write_markdown(level + 1, text);
        }
    }

    fn to_html(&self, templates: &Templates, lang: kla::Lang) -> Result<String, RenderError> {
        let mut nodes = Vec::new();
        self.flatten(1, &mut nodes);
        templates.explanation(&nodes, lang)
    }

    fn flatten<'e>(&'e self, level: usize, nodes: &mut Vec<Leveled<'e>>) {
        nodes.push(Leveled { level, title: &self.title, sections: &self.sections });
        for part in &self.parts {
            part.flatten(level + 1, nodes);
        }
    }

    /// JSON, indented, ending in a line break. The texts are for people; figures for programs are in
    /// the result.
    #[must_use]
    pub fn to_json(&self) -> String {
        let file =
            ExplanationFile { format: 1, engine: env!("CARGO_PKG_VERSION"), explanation: self };
        match serde_json::to_string_pretty(&file) {
            Ok(text) => text + "\n",
            // Strings and lists only: there is nothing in the shape that can fail.
            Err(error) => unreachable!("an explanation cannot be written: {error}"),
        }
    }
}

impl Piece {
    fn write_text(&self, text: &mut String) {
        match self {
            Piece::Pair { label, text: said } => {
                const BLANK: &str = "                      ";
                text.push_str(label);
                text.push(':');
                let used = label.chars().count() + 1;
                text.push_str(BLANK.get(used.min(20)..).unwrap_or_default());
                wrap_into(text, said, 74, BLANK);
                text.push('\n');
            }
            Piece::Paragraph { text: said } => {
                wrap_into(text, said, 96, "");
                text.push('\n');
            }
            Piece::Sum { parts, sum, maximum, .. } => {
                let mut table = sum_table([""; 4], parts, sum, maximum);
                for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    *cell = shorten(cell, 56);
                }
                for (place, row) in table.rows.iter_mut().enumerate() {
                    let sign = match row.kind {
                        RowKind::Total => "=",
                        _ if place == 0 => " ",
                        _ => "+",
                    };
                    row.cells.insert(0, sign.to_owned());
                }
                table.columns.insert(0, Column::new("", Align::Left));
                for line in table.to_text().lines() {
                    let _ = writeln!(text, "  {line}");
                }
            }
        }
    }

    fn write_markdown(&self, text: &mut String) {
        let _ = match self {
            Piece::Pair { label, text: said } => {
                writeln!(text, "- **{label}:** {}", markdown(said))
            }
            Piece::Paragraph { text: said } => writeln!(text, "{}", markdown(said)),
            Piece::Sum { heads, parts, sum, maximum } => {
                let heads = [heads.points, heads.part, heads.maximum, heads.note];
                writeln!(text, "{}", sum_table(heads, parts, sum, maximum).to_markdown())
            }
        };
    }
}

/// The columns of a sum: points, part, maximum, note; the last only where something is noted.
fn sum_table(heads: [&str; 4], parts: &[Addend], sum: &str, maximum: &str) -> Table {
    let noted = parts.iter().any(|part| !part.note.is_empty());
    let [points, part, maxima, note] = heads;
    let mut columns = vec![(points, Align::Right), (part, Align::Left), (maxima, Align::Left)];
    columns.extend(noted.then_some((note, Align::Left)));
    let mut table = Table::new(&columns);
    let width = columns.len();
    let cells = |cells: [&str; 4]| cells[..width].iter().map(|cell| (*cell).to_owned()).collect();
    for part in parts {
        table.push(RowKind::Plain, cells([&part.points, &part.name, &part.maximum, &part.note]));
    }
    table.push(RowKind::Total, cells([sum, "", maximum, ""]));
    table
}
