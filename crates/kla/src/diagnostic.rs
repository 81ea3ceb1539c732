//! What is wrong with a file: coded, placed, and with advice.
//!
//! A diagnostic is read by someone with a deadline. It says what was found, where, what was
//! expected and what to do, in both languages; every problem of a file is reported at once, in the
//! order of the file.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::code::{Code, Severity};
use crate::wording::{Lang, Patience, Text};

/// A text that was read, with its name for messages.
///
/// The library opens no files: the name is whatever the caller calls the text, usually a path.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Source {
    name: String,
    /// The line of the whole that the text begins with, from 1.
    first: usize,
    text: String,
    /// Where each line starts.
    starts: Vec<usize>,
    /// How many characters stand before each [`MARK`]th byte, so that columns of one endless line are
    /// found as fast as others.
    marks: Vec<usize>,
}

/// The largest text that is read at all. The largest edition has about 150 kB.
pub(crate) const LARGEST_TEXT: usize = 32 * 1024 * 1024;

/// What is said of a larger one.
pub(crate) fn too_large() -> Text {
    Text::new(
        "berkas atau baris ini lebih besar daripada 32 MB, jadi tidak dibaca",
        "this file or line is larger than 32 MB, so it was not read",
    )
}

/// Bytes between two places at which characters are counted.
const MARK: usize = 1024;

impl Source {
    /// A named text. A byte order mark at the start is dropped.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source::line_new(name.into(), 1, text.into())
    }

    fn line_new(name: String, first: usize, mut text: String) -> Source {
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        let mut counted = 0;
        let marks = text
            .as_bytes()
            .chunks(MARK)
            .map(|chunk| {
                let before = counted;
                counted += characters(chunk);
                before
            })
            .collect();
        Source { name, first, text, starts, marks }
    }

    /// A named text from bytes, as a file holds them.
    ///
    /// # Errors
    ///
    /// When the bytes are not UTF-8; the report points at the first that is not.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Source, Rejected> {
        Source::numbered(name.into(), 1, bytes)
    }

    /// A line of a longer text, counted from 1, that is known to be UTF-8.
    pub(crate) fn line_of(name: &str, line: usize, text: String) -> Source {
        Source::line_new(name.to_owned(), line, text)
    }

    /// A line of a longer text, counted from 1, as a text by itself: what is found in it is found at
    /// that line. So a stream is read line by line, and never held as a whole.
    ///
    /// # Errors
    ///
    /// When the line is longer than any text that is read, 32 MB, so that part of it is never taken for
    /// all of it; or when the bytes are not UTF-8, where the report points at the first that is not.
    ///
    /// ```
    /// let line = kla::Source::line_from_bytes("nation.ndjson", 7, b"{}".to_vec()).unwrap();
    /// assert_eq!(line.position(1), (7, 2));
    /// ```
    pub fn line_from_bytes(
        name: impl Into<String>,
        line: usize,
        bytes: Vec<u8>,
    ) -> Result<Source, Rejected> {
        if bytes.len() > LARGEST_TEXT {
            let source = Arc::new(Source::line_new(name.into(), line, String::new()));
            let finding = Diagnostic::new(Code::FileTooLarge, &source, 0..0, too_large());
            return Err(Rejected::new(vec![finding]));
        }
        Source::numbered(name.into(), line, bytes)
    }

    fn numbered(name: String, line: usize, bytes: Vec<u8>) -> Result<Source, Rejected> {
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::line_new(name, line, text)),
            Err(error) => Err(Source::not_utf8(name, line, error.as_bytes())),
        }
    }

    fn not_utf8(name: String, line: usize, bytes: &[u8]) -> Rejected {
        let sound = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        let at = sound.strip_prefix('\u{feff}').unwrap_or(sound).len();
        let text = String::from_utf8_lossy(bytes).into_owned();
        let source = Arc::new(Source::line_new(name, line, text));
        let finding = Diagnostic::new(
            Code::NotUtf8,
            &source,
            at..at,
            Text::new("berkas ini bukan teks UTF-8", "this file is not UTF-8 text"),
        );
        // A workbook is a zip file; nobody wants to see its bytes.
        if bytes.starts_with(b"PK") {
            let workbook = Diagnostic::new(
                Code::NotUtf8,
                &Arc::new(Source::new(finding.source.name().to_owned(), "")),
                0..0,
                Text::new(
                    "berkas ini bukan teks, melainkan lembar kerja atau zip",
                    "this file is no text but a workbook or zip file",
                ),
            );
            return Rejected::new(vec![workbook.help(Text::new(
                "baca lembar kerja Excel dahulu dengan `kla import`, bundel dengan `kla verify`",
                "read an Excel workbook with `kla import` first, a bundle with `kla verify`",
            ))]);
        }
        Rejected::new(vec![finding.help(Text::new(
            "simpan ulang sebagai UTF-8; berkas Excel (.xlsx) bukan berkas isian",
            "save it as UTF-8; an Excel file (.xlsx) is not an answers file",
        ))])
    }

    /// What the caller calls it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line, from 1, of a byte offset; what a column costs is not paid.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) + self.first - 1
    }

    /// Line and column, both from 1, of a byte offset; columns count characters.
    #[must_use]
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line_at(offset);
        let start = self.starts[line - self.first];
        (line, self.characters_before(offset) - self.characters_before(start) + 1)
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let Some(before) = self.marks.get(offset / MARK) else {
            return self.marks.last().map_or(0, |before| {
                before + characters(&self.text.as_bytes()[(self.marks.len() - 1) * MARK..])
            });
        };
        before + characters(&self.text.as_bytes()[offset / MARK * MARK..offset])
    }

    /// The byte at which a line, counted from 1, begins.
    #[must_use]
    pub fn line_start(&self, line: usize) -> usize {
        let start = line.checked_sub(self.first).and_then(|place| self.starts.get(place));
        start.copied().unwrap_or(self.text.len())
    }

    /// The line, counted from 1, without its line end.
    #[must_use]
    pub fn line(&self, line: usize) -> &str {
        let start = line.checked_sub(self.first).and_then(|place| self.starts.get(place));
        let rest = start.map_or("", |start| &self.text[*start..]);
        rest.lines().next().unwrap_or("")
    }

    /// What of a line messages may show around a byte of it: all of it, or the part near that byte
    /// where the line is very long. What looks like a NIK is crossed out, at the same length.
    ///
    /// Returns the byte at which that part starts, and the part.
    #[must_use]
    pub fn shown_line(&self, line: usize, near: usize) -> (usize, String) {
        const MOST: usize = 2000;
        let (start, whole) = (self.line_start(line), self.line(line));
        if whole.len() <= MOST {
            return (start, crate::number::without_niks(whole));
        }
        let near = near.saturating_sub(start).min(whole.len());
        let boundary =
            |at: usize| (0..=at).rev().find(|at| whole.is_char_boundary(*at)).unwrap_or(0);
        let from = boundary(near.saturating_sub(MOST / 2));
        let to = boundary((near + MOST / 2).min(whole.len()));
        // A run of digits that the cut goes through is left out: half a NIK is still a person's.
        let digit = |sign: char| sign.is_ascii_digit();
        let cut = |part: &str| part.len() - part.trim_start_matches(digit).len();
        let from = if from > 0 { from + cut(&whole[from..to]) } else { 0 };
        let part = if to < whole.len() {
            whole[from..to].trim_end_matches(digit)
        } else {
            &whole[from..to]
        };
        (start + from, crate::number::without_niks(part))
    }
}

/// One finding in one place.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    code: Code,
    severity: Severity,
    source: Arc<Source>,
    span: Range<usize>,
    message: Text,
    help: Option<Text>,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, source: &Arc<Source>, span: Range<usize>, message: Text) -> Self {
        Diagnostic {
            code,
            severity: code.severity(),
            source: Arc::clone(source),
            span,
            message,
            help: None,
        }
    }

    pub(crate) fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// The stable code, such as `points-above-maximum`.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// Whether it stops the work.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The text it was found in.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The bytes it points at.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What was found and what was expected.
    #[must_use]
    pub fn message(&self) -> &Text {
        &self.message
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> Option<&Text> {
        self.help.as_ref()
    }

    /// What advice is introduced with.
    #[must_use]
    pub fn advice_word(lang: Lang) -> &'static str {
        match lang {
            Lang::Id => "saran",
            Lang::En => "help",
        }
    }

    /// The finding on one line: `file:line:column: code: message`, ending in a line break.
    #[must_use]
    pub fn one_line(&self, lang: Lang) -> String {
        let (line, column) = self.source.position(self.span.start);
        let message = self.message.get(lang);
        format!("{}:{line}:{column}: {}: {message}\n", self.source.name, self.code)
    }

    /// The finding as plain text of a few lines, ending in a line break.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (line, column) = self.source.position(self.span.start);
        let mut text = format!(
            "{}[{}]: {}\n  --> {}:{line}:{column}\n",
            self.severity.word(lang),
            self.code,
            self.message.get(lang),
            self.source.name
        );
        let (start, shown) = self.source.shown_line(line, self.span.start);
        let before = self.source.text.as_bytes().get(start..self.span.start);
        let shown = clip(&shown, before.map_or(0, characters));
        if !shown.trim().is_empty() {
            text.push_str(&format!("   | {shown}\n"));
        }
        if let Some(advice) = &self.help {
            text.push_str(&format!("{}: {}\n", Diagnostic::advice_word(lang), advice.get(lang)));
        }
        text
    }
}

/// How many characters begin in some bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

/// A line short enough to read, around the column that matters.
fn clip(line: &str, column: usize) -> String {
    const WIDTH: usize = 110;
    if line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    let start = column.saturating_sub(WIDTH / 2);
    let part: String = line.chars().skip(start).take(WIDTH).collect();
    format!("{}{part}…", if start > 0 { "…" } else { "" })
}

/// Every finding of one reading, in the order of the file; at least one is an error.
///
/// As an [`Error`](std::error::Error) it prints all of them in English; programs that talk to
/// people walk [`Rejected::diagnostics`] and choose the language.
#[derive(Clone, thiserror::Error)]
pub struct Rejected {
    diagnostics: Vec<Diagnostic>,
}

impl Rejected {
    pub(crate) fn new(diagnostics: Vec<Diagnostic>) -> Rejected {
        Rejected { diagnostics }
    }

    /// What was found, in the order of the file.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// All findings as plain text in one language, an empty line between them.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let findings: Vec<String> =
            self.diagnostics.iter().map(|diagnostic| diagnostic.render(lang)).collect();
        findings.join("\n")
    }
}

/// The same text as [`Display`](fmt::Display) on lines of its own: this is what a program prints
/// that returns the error from `main`.
impl fmt::Debug for Rejected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\n{self}")
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.render(Lang::En).trim_end())
    }
}

/// Findings as they come in, while a text is read.
#[derive(Debug)]
pub(crate) struct Sink {
    source: Arc<Source>,
    found: std::cell::RefCell<Vec<Diagnostic>>,
    /// How many came in after [`MOST_FINDINGS`].
    more: std::cell::Cell<usize>,
    patience: Patience,
}

/// Findings of one file that are kept; nobody reads so many, and a hostile file has millions.
const MOST_FINDINGS: usize = 1_000;

impl Sink {
    pub(crate) fn new(source: &Arc<Source>) -> Sink {
        Sink::resume(source, Vec::new())
    }

    /// A sink that goes on from findings of an earlier step.
    pub(crate) fn resume(source: &Arc<Source>, found: Vec<Diagnostic>) -> Sink {
        Sink {
            source: Arc::clone(source),
            found: found.into(),
            more: std::cell::Cell::default(),
            patience: Patience::default(),
        }
    }

    /// What is left of the effort that near misses of one file are worth.
    pub(crate) fn patience(&self) -> &Patience {
        &self.patience
    }

    pub(crate) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    pub(crate) fn report(&self, code: Code, span: &Range<usize>, message: Text) {
        self.push(Diagnostic::new(code, &self.source, span.clone(), message));
    }

    pub(crate) fn advise(&self, code: Code, span: &Range<usize>, message: Text, help: Text) {
        self.push(Diagnostic::new(code, &self.source, span.clone(), message).help(help));
    }

    /// Gives advice to the finding that came in last.
    pub(crate) fn help_last(&self, help: Text) {
        if let Some(last) = self.found.borrow_mut().last_mut() {
            last.help = Some(help);
        }
    }

    /// Messages may quote what was found; a NIK in it is crossed out.
    fn push(&self, diagnostic: Diagnostic) {
        if self.found.borrow().len() >= MOST_FINDINGS {
            self.more.set(self.more.get() + 1);
            return;
        }
        let message = diagnostic.message.without_niks();
        let help = diagnostic.help.map(|help| help.without_niks());
        self.found.borrow_mut().push(Diagnostic { message, help, ..diagnostic });
    }

    /// The findings in the order of the file. Where its syntax is broken or it was not read, a key
    /// that seems to be missing or out of place may only have lost its table, so those are left out.
    pub(crate) fn into_findings(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        if self.more.get() > 0 {
            let more = self.more.get();
            let end = self.source.text.len();
            found.push(Diagnostic::new(
                Code::TooManyFindings,
                &self.source,
                end..end,
                Text::new(
                    format!("masih ada {more} temuan lain yang tidak disebut satu per satu"),
                    format!("there are {more} more findings, which are not told one by one"),
                ),
            ));
        }
        let unread = |finding: &Diagnostic| {
            matches!(finding.code, Code::Syntax | Code::FileTooLarge | Code::BrokenRow)
        };
        if found.iter().any(unread) {
            found.retain(|finding| !matches!(finding.code, Code::MissingKey | Code::UnknownKey));
        }
        found.sort_by_key(|diagnostic| diagnostic.span.start);
        found
    }
}

/// Separates what stops the work from what does not: `value` with its warnings, or everything that
/// was found.
pub(crate) fn settle<T>(
    findings: Vec<Diagnostic>,
    value: Option<T>,
) -> Result<(T, Vec<Diagnostic>), Rejected> {
    let stopped = findings.iter().any(|finding| finding.severity == Severity::Error);
    match value {
        Some(value) if !stopped => Ok((value, findings)),
        _ => Err(Rejected { diagnostics: findings }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters() {
        let source = Source::new("a.toml", "\u{feff}satu\r\ndu\u{e9}a = 1\n");
        let offset = source.text().find("= 1").expect("it is there");
        assert_eq!(source.position(offset), (2, 6));
        assert_eq!(source.line(2), "du\u{e9}a = 1");
        assert_eq!(source.position(9999), (3, 1));
    }
}
