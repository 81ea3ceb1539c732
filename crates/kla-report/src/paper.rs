//! A paper: chapters of pairs, sentences, lists, tables and bars, as ready strings in one language,
//! printed as text, Markdown or one HTML page.

use std::fmt::Write as _;

use kla::{Answers, Lang, Scorecard};
use serde::Serialize;

use crate::bar::Bar;
use crate::markdown::escaped;
use crate::render::{Format, RenderError, Templates};
use crate::table::{Table, wrap};
use crate::words::Words;

/// What a question about a score is answered with, for people.
#[derive(Clone, Debug, Serialize)]
pub struct Paper {
    lang: &'static str,
    title: String,
    /// What it is about, and what it rests on: one line each.
    head: Vec<String>,
    /// What nobody may overlook, such as that the figures are no official ones.
    warning: Option<String>,
    /// What the list of chapters is called, where the paper is long enough for one.
    contents: Option<String>,
    chapters: Vec<Chapter>,
}

/// Pieces under a heading.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Chapter {
    pub(crate) title: String,
    pub(crate) pieces: Vec<Piece>,
}

/// A piece of a chapter.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Piece {
    /// A label and what is said under it; without a text it is a line to be filled in by hand.
    Pair { label: String, text: String },
    /// The head of a part of the chapter; the list of chapters leads to it.
    Heading { text: String },
    /// A sentence or two.
    Paragraph { text: String },
    /// Lines that belong together.
    List { lines: Vec<String> },
    /// Lines that are numbered from 1.
    Steps { lines: Vec<String> },
    /// Things with several facts each, one below the other.
    Entries { entries: Vec<Entry> },
    /// A table and what it shows.
    Table { caption: String, table: Table },
    /// Marks of a score against the bands.
    Bar { bar: Bar },
}

/// A thing and what is known of it; nothing of it is ever cut.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Entry {
    /// What it is called.
    pub(crate) label: String,
    /// What matters most about it, in a few words.
    pub(crate) aside: String,
    /// What it is; may be empty.
    pub(crate) text: String,
    pub(crate) facts: Vec<Fact>,
}

/// A fact about a thing.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) text: String,
    /// Where a page may lead from the text.
    pub(crate) link: Option<String>,
}

/// What a line to be filled in by hand looks like in text.
const BLANK: &str = "____________________________";

impl Paper {
    pub(crate) fn new(lang: Lang, title: impl Into<String>) -> Paper {
        Paper {
            lang: match lang {
                Lang::Id => "id",
                Lang::En => "en",
            },
            title: title.into(),
            head: Vec::new(),
            warning: None,
            contents: None,
            chapters: Vec::new(),
        }
    }

    /// A paper about some answers, with the lines that say whose they are and what they rest on.
    pub(crate) fn about(card: &Scorecard<'_>, subject: &str, lang: Lang) -> Paper {
        let stage = card.answers().stage().name.get(lang);
        Paper::headed(card.answers(), subject, &format!(", {stage}"), lang)
    }

    /// The same of answers of several stages.
    pub(crate) fn across_stages(answers: &Answers<'_>, subject: &str, lang: Lang) -> Paper {
        Paper::headed(answers, subject, "", lang)
    }

    fn headed(answers: &Answers<'_>, subject: &str, stage: &str, lang: Lang) -> Paper {
        let (edition, words) = (answers.edition(), Words::new(lang));
        let place = answers.place();
        let mut paper = Paper::new(lang, format!("{}: {subject}", place.label()));
        let province = place.province.as_ref().map_or_else(String::new, |name| format!(", {name}"));
        paper.head(format!(
            "{} ({}){province}; {} {}{stage}",
            place.label(),
            place.code,
            words.year.to_lowercase(),
            answers.year(),
        ));
        paper.head(format!(
            "{}: {} — {} ({} {})",
            words.edition,
            edition.id(),
            edition.name(),
            words.revision,
            edition.revision()
        ));
        if let Some(overlay) = edition.overlay() {
            paper.head(format!("{}: {} — {}", words.overlay, overlay.id, overlay.name));
        }
        paper.head(words.unofficial);
        for note in edition.notes() {
            paper.head(note.text.get(lang));
        }
        paper
    }

    /// Adds a line under the title.
    pub(crate) fn head(&mut self, line: impl Into<String>) {
        self.head.push(line.into());
    }

    /// Sets what nobody may overlook.
    pub(crate) fn warn(&mut self, text: impl Into<String>) {
        self.warning = Some(text.into());
    }

    /// Puts a list of the chapters and their parts in front of them.
    pub(crate) fn contents(&mut self, title: impl Into<String>) {
        self.contents = Some(title.into());
    }

    /// Adds a chapter; one without pieces is left out.
    pub(crate) fn chapter(&mut self, chapter: Chapter) {
        if !chapter.pieces.is_empty() {
            self.chapters.push(chapter);
        }
    }

    /// The paper as text for a terminal of 100 columns, as Markdown, or as one HTML page. As JSON it has
    /// no form: programs read the figures that it was made from.
    ///
    /// # Errors
    ///
    /// When the template of the page is broken, or asks for what is not there.
    pub fn render(&self, templates: &Templates, format: Format) -> Result<String, RenderError> {
        match format {
            Format::Text | Format::Json => Ok(self.to_text()),
            Format::Markdown => Ok(self.to_markdown()),
            Format::Html => templates.paper(self),
        }
    }

    fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.title);
        for line in &self.head {
            let _ = writeln!(text, "{}", wrap(line, 98, "  "));
        }
        if let Some(warning) = &self.warning {
            let _ = writeln!(text, "\n{}", wrap(&format!("*** {warning} ***"), 98, "    "));
        }
        if let Some(contents) = &self.contents {
            let _ = writeln!(text, "\n{contents}");
            for chapter in &self.chapters {
                let _ = writeln!(text, "  - {}", wrap(&chapter.title, 94, "    "));
                for part in chapter.parts() {
                    let _ = writeln!(text, "      - {}", wrap(part, 90, "        "));
                }
            }
        }
        for chapter in &self.chapters {
            let _ = writeln!(text, "\n{}", chapter.title);
            let mut after_table = false;
            for piece in &chapter.pieces {
                if after_table {
                    text.push('\n');
                }
                after_table = matches!(piece, Piece::Table { .. });
                piece.write_text(&mut text);
            }
        }
        text
    }

    fn to_markdown(&self) -> String {
        let mut text = format!("# {}\n\n", escaped(&self.title));
        for line in &self.head {
            let _ = writeln!(text, "- {}", escaped(line));
        }
        if let Some(warning) = &self.warning {
            let _ = writeln!(text, "\n> **{}**", escaped(warning));
        }
        if let Some(contents) = &self.contents {
            let _ = writeln!(text, "\n## {}\n", escaped(contents));
            for chapter in &self.chapters {
                let _ = writeln!(text, "- {}", escaped(&chapter.title));
                for part in chapter.parts() {
                    let _ = writeln!(text, "  - {}", escaped(part));
                }
            }
        }
        for chapter in &self.chapters {
            let _ = writeln!(text, "\n## {}", escaped(&chapter.title));
            let mut before = None;
            for piece in &chapter.pieces {
                let is_pair = matches!(piece, Piece::Pair { .. });
                if !(is_pair && before == Some(true)) {
                    text.push('\n');
                }
                before = Some(is_pair);
                piece.write_markdown(&mut text);
            }
        }
        text
    }
}

impl Chapter {
    pub(crate) fn new(title: impl Into<String>) -> Chapter {
        Chapter { title: title.into(), pieces: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    pub(crate) fn pair(&mut self, label: impl Into<String>, text: impl Into<String>) {
        self.pieces.push(Piece::Pair { label: label.into(), text: text.into() });
    }

    /// A line that is filled in by hand.
    pub(crate) fn blank(&mut self, label: impl Into<String>) {
        self.pair(label, "");
    }

    /// Another chapter as a part of this one, under a heading of its own; one without pieces is left out.
    pub(crate) fn part(&mut self, part: Chapter) {
        if !part.pieces.is_empty() {
            self.pieces.push(Piece::Heading { text: part.title });
            self.pieces.extend(part.pieces);
        }
    }

    /// The headings of its parts.
    fn parts(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Heading { text } => Some(text.as_str()),
            _ => None,
        })
    }

    pub(crate) fn entries(&mut self, entries: Vec<Entry>) {
        if !entries.is_empty() {
            self.pieces.push(Piece::Entries { entries });
        }
    }

    pub(crate) fn paragraph(&mut self, text: impl Into<String>) {
        self.pieces.push(Piece::Paragraph { text: text.into() });
    }

    pub(crate) fn list(&mut self, lines: Vec<String>) {
        if !lines.is_empty() {
            self.pieces.push(Piece::List { lines });
        }
    }

    /// Numbered lines, from 1.
    pub(crate) fn steps(&mut self, lines: Vec<String>) {
        if !lines.is_empty() {
            self.pieces.push(Piece::Steps { lines });
        }
    }

    /// A table without rows is left out.
    pub(crate) fn table(&mut self, caption: impl Into<String>, table: Table) {
        if !table.rows.is_empty() {
            self.pieces.push(Piece::Table { caption: caption.into(), table });
        }
    }

    pub(crate) fn bar(&mut self, bar: Bar) {
        self.pieces.push(Piece::Bar { bar });
    }
}

impl Piece {
    fn write_text(&self, text: &mut String) {
        const WIDTH: usize = 98;
        let _ = match self {
            Piece::Pair { label, text: said } => {
                let said = if said.is_empty() { BLANK } else { said };
                let wrapped = wrap(said, 70, &" ".repeat(26));
                writeln!(text, "  {:<22}  {wrapped}", format!("{label}:"))
            }
            Piece::Heading { text: said } => writeln!(text, "\n  {}", wrap(said, 96, "  ")),
            Piece::Entries { entries } => {
                for entry in entries {
                    entry.write_text(text);
                }
                Ok(())
            }
            Piece::Paragraph { text: said } => writeln!(text, "  {}", wrap(said, 96, "  ")),
            Piece::List { lines } => {
                for line in lines {
                    let _ = writeln!(text, "  - {}", wrap(line, 94, "    "));
                }
                Ok(())
            }
            Piece::Steps { lines } => {
                for (place, line) in (1..).zip(lines) {
                    let number = format!("{place}. ");
                    let indent = " ".repeat(2 + number.len());
                    let _ = writeln!(text, "  {number}{}", wrap(line, 92, &indent));
                }
                Ok(())
            }
            Piece::Table { table, .. } => {
                for line in table.to_text_within(WIDTH).lines() {
                    let _ = writeln!(text, "  {line}");
                }
                Ok(())
            }
            Piece::Bar { bar } => {
                for line in bar.to_text().lines() {
                    let _ = writeln!(text, "  {line}");
                }
                Ok(())
            }
        };
    }

    fn write_markdown(&self, text: &mut String) {
        let _ = match self {
            Piece::Pair { label, text: said } => {
                let said = if said.is_empty() { BLANK } else { said };
                writeln!(text, "- **{}:** {}", escaped(label), escaped(said))
            }
            Piece::Heading { text: said } => writeln!(text, "### {}", escaped(said)),
            Piece::Entries { entries } => {
                for entry in entries {
                    entry.write_markdown(text);
                }
                Ok(())
            }
            Piece::Paragraph { text: said } => writeln!(text, "{}", escaped(said)),
            Piece::List { lines } => {
                for line in lines {
                    let _ = writeln!(text, "- {}", escaped(line));
                }
                Ok(())
            }
            Piece::Steps { lines } => {
                for (place, line) in (1..).zip(lines) {
                    let _ = writeln!(text, "{place}. {}", escaped(line));
                }
                Ok(())
            }
            Piece::Table { table, .. } => writeln!(text, "{}", table.to_markdown()),
            Piece::Bar { bar } => writeln!(text, "```text\n{}\n```", bar.to_text()),
        };
    }
}

impl Entry {
    pub(crate) fn new(label: impl Into<String>, aside: impl Into<String>) -> Entry {
        Entry { label: label.into(), aside: aside.into(), ..Entry::default() }
    }

    /// Adds a fact; one without a text is left out.
    pub(crate) fn fact(&mut self, label: impl Into<String>, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.facts.push(Fact { label: label.into(), text, link: None });
        }
    }

    fn head(&self) -> String {
        if self.aside.is_empty() {
            return self.label.clone();
        }
        format!("{} · {}", self.label, self.aside)
    }

    fn write_text(&self, text: &mut String) {
        let _ = writeln!(text, "  {}", wrap(&self.head(), 96, "    "));
        if !self.text.is_empty() {
            let _ = writeln!(text, "    {}", wrap(&self.text, 94, "    "));
        }
        for Fact { label, text: said, .. } in &self.facts {
            let _ = writeln!(text, "      {}", wrap(&format!("{label}: {said}"), 92, "        "));
        }
    }

    fn write_markdown(&self, text: &mut String) {
        let _ = write!(text, "- **{}**", escaped(&self.label));
        for said in [&self.aside, &self.text].into_iter().filter(|said| !said.is_empty()) {
            let _ = write!(text, " · {}", escaped(said));
        }
        text.push('\n');
        for Fact { label, text: said, .. } in &self.facts {
            let _ = writeln!(text, "  - {}: {}", escaped(label), escaped(said));
        }
    }
}
