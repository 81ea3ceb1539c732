//! The file as a whole: tables, keys, and the comments between them.

use toml_edit::{Document, Item, Key, Table, TomlError};

use crate::comment::{Line, comments, lines};
use crate::error::FormatError;
use crate::guide::{self, Place};
use crate::sequence::ended;
use crate::value::{Original, Pair, order, path, place_in_file};

/// The canonical form of a rule file or an answers file.
///
/// What it says stays the same, as do all comments; what is canonical already comes out unchanged. The
/// crate's front page says what the canonical form is.
///
/// # Errors
///
/// When the text is not TOML, or neither a rule file nor an answers file.
///
/// ```
/// let formatted = kla_format::format("format = 1\n[block]\nmaximum = 115 # all rows\nid = 'k'\n");
/// assert_eq!(
///     formatted.unwrap(),
///     "format = 1\n\n[block]\nid = \"k\"\nmaximum = \"115\" # all rows\n",
/// );
/// ```
pub fn format(text: &str) -> Result<String, FormatError> {
    let text = &text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    if text.trim_start().starts_with('{') {
        return Err(FormatError::Json);
    }
    let document = Document::parse(text).map_err(|error| syntax(text, &error))?;
    let place = guide::kind(document.as_table()).ok_or(FormatError::UnknownKind)?;
    let original = Original(text);
    let mut file = File { original, written: String::new(), headed: true };
    for section in sections(document.as_table()) {
        file.section(&section, place);
    }
    file.lines(&lines(&at_line_start(original.gap(Some(document.trailing())))));
    Ok(file.finish())
}

fn syntax(text: &str, error: &TomlError) -> FormatError {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    FormatError::Syntax {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
        reason: error.message().replace('\n', "; "),
    }
}

/// The end of a file may lack its line break.
fn at_line_start(gap: &str) -> String {
    format!("{gap}\n")
}

/// A table with a header, or the keys before the first one.
struct Section<'d> {
    path: Vec<&'d Key>,
    table: &'d Table,
    listed: bool,
}

/// Every section in the order of the file.
fn sections(root: &Table) -> Vec<Section<'_>> {
    let mut found = Vec::new();
    let mut path = Vec::new();
    collect(root, false, &mut path, &mut found);
    found.sort_by_key(|section: &Section<'_>| {
        (!section.path.is_empty(), section.table.span().map_or(0, |span| span.start))
    });
    found
}

fn collect<'d>(
    table: &'d Table,
    listed: bool,
    path: &mut Vec<&'d Key>,
    found: &mut Vec<Section<'d>>,
) {
    // A dotted table is part of the keys around it, an implicit one has no header.
    let silent = table.is_dotted() || (table.is_implicit() && !path.is_empty());
    if !silent {
        found.push(Section { path: path.clone(), table, listed });
    }
    for (name, item) in table.iter() {
        let Some(key) = table.key(name) else { continue };
        path.push(key);
        match item {
            Item::Table(inner) => collect(inner, false, path, found),
            Item::ArrayOfTables(list) => {
                list.iter().for_each(|inner| collect(inner, true, path, found));
            }
            Item::Value(_) | Item::None => {}
        }
        path.pop();
    }
}

/// A file being written.
struct File<'t> {
    original: Original<'t>,
    written: String,
    /// Whether nothing stands yet below the last header, or in the file.
    headed: bool,
}

impl<'t> File<'t> {
    fn section(&mut self, section: &Section<'_>, root: &'static Place) {
        let (name, place) = path(&section.path, root);
        if !section.path.is_empty() {
            let decor = section.table.decor();
            let above = lines(self.original.gap(decor.prefix()));
            let (behind, _) = comments(self.original.gap(decor.suffix()));
            self.header(&name, section.listed, &above, behind);
        }
        self.body(section.table, place);
    }

    fn header(&mut self, name: &str, listed: bool, above: &[Line<'_>], behind: Option<&str>) {
        // A comment right below the last line and apart from the header belongs to that line.
        let apart = above.iter().position(|line| *line == Line::Blank);
        let (below, above) = above.split_at(apart.unwrap_or(0));
        self.lines(below);
        self.headed = false;
        self.blank();
        self.lines(above);
        let header = if listed { format!("[[{name}]]") } else { format!("[{name}]") };
        self.line(&ended(header, behind));
        self.headed = true;
    }

    fn body(&mut self, table: &Table, place: &'static Place) {
        let mut entries: Vec<(Pair<'_>, Vec<Line<'t>>)> = Vec::new();
        for pair in table.get_values() {
            let before = pair.0.last().and_then(|key| key.leaf_decor().prefix());
            let before = lines(self.original.gap(before));
            entries.push((pair, before));
        }
        entries.sort_by_key(|((path, _), _)| place_in_file(path));
        // What stands apart at the top speaks about all keys, not about the first; so does what an
        // editor reads there, such as `#:schema`.
        let apart = |line: &Line<'_>| match line {
            Line::Blank => true,
            Line::Comment(comment) => comment.starts_with("#:"),
        };
        if let Some((_, before)) = entries.first_mut()
            && let Some(last) = before.iter().rposition(apart)
        {
            let top: Vec<Line<'_>> = before.drain(..=last).collect();
            self.lines(&top);
        }
        entries.sort_by_key(|(pair, _)| order(pair, place));
        for (pair, before) in &entries {
            self.lines(before);
            let (behind, _) = comments(self.original.gap(pair.1.decor().suffix()));
            self.line(&ended(self.original.pair(pair, place), behind));
        }
    }

    fn lines(&mut self, lines: &[Line<'_>]) {
        for line in lines {
            match line {
                Line::Blank => self.blank(),
                Line::Comment(comment) => self.line(comment),
            }
        }
    }

    /// A blank line, unless there is one or nothing to separate.
    fn blank(&mut self) {
        if !self.headed && !self.written.is_empty() && !self.written.ends_with("\n\n") {
            self.written.push('\n');
        }
    }

    fn line(&mut self, line: &str) {
        self.written.push_str(line);
        self.written.push('\n');
        self.headed = false;
    }

    fn finish(mut self) -> String {
        while self.written.ends_with("\n\n") {
            self.written.pop();
        }
        self.written
    }
}
