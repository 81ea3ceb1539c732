//! What stands between two brackets, with its comments.

use crate::comment::comments;

/// Blanks before what stands in brackets that were broken into lines.
pub(crate) const INDENT: usize = 2;

/// What stands between two brackets.
pub(crate) struct Sequence<'t, T> {
    /// The comment behind the opening bracket.
    opening: Option<&'t str>,
    pub(crate) parts: Vec<Part<'t, T>>,
    /// Comments before the closing bracket.
    closing: Vec<&'t str>,
}

/// An entry with its comments.
pub(crate) struct Part<'t, T> {
    before: Vec<&'t str>,
    pub(crate) entry: T,
    behind: Option<&'t str>,
}

impl<'t, T> Sequence<'t, T> {
    pub(crate) fn new() -> Self {
        Sequence { opening: None, parts: Vec::new(), closing: Vec::new() }
    }

    /// The next entry, with the gap before it and the one up to its comma.
    pub(crate) fn add(&mut self, gap: &'t str, entry: T, suffix: &'t str) {
        let mut before = self.follow(gap);
        before.splice(0..0, std::mem::take(&mut self.closing));
        let (behind, below) = comments(suffix);
        // Comments between an entry and its comma.
        self.closing = below;
        self.parts.push(Part { before, entry, behind });
    }

    /// The gap before the closing bracket.
    pub(crate) fn close(mut self, gap: &'t str) -> Self {
        let last = self.follow(gap);
        self.closing.extend(last);
        self
    }

    /// The comment that ends the line of what stood before goes there, where there is room for it; the
    /// others are returned.
    fn follow(&mut self, gap: &'t str) -> Vec<&'t str> {
        let (same_line, mut own) = comments(gap);
        let free = match self.parts.last_mut() {
            Some(part) => &mut part.behind,
            None => &mut self.opening,
        };
        match same_line {
            Some(comment) if free.is_none() && self.closing.is_empty() => *free = Some(comment),
            Some(comment) => own.insert(0, comment),
            None => {}
        }
        own
    }

    pub(crate) fn has_comments(&self) -> bool {
        let commented = |part: &Part<'_, T>| !part.before.is_empty() || part.behind.is_some();
        self.opening.is_some() || !self.closing.is_empty() || self.parts.iter().any(commented)
    }

    /// One entry per line, each with a comma.
    pub(crate) fn in_lines(
        &self,
        [open, close]: [&str; 2],
        indent: usize,
        write: impl Fn(&T) -> String,
    ) -> String {
        let mut text = ended(open.to_owned(), self.opening);
        let inner = " ".repeat(indent + INDENT);
        let mut line = |line: &str| text.push_str(&format!("\n{inner}{line}"));
        for part in &self.parts {
            part.before.iter().for_each(|comment| line(comment));
            line(&ended(write(&part.entry) + ",", part.behind));
        }
        self.closing.iter().for_each(|comment| line(comment));
        format!("{text}\n{}{close}", " ".repeat(indent))
    }
}

/// A line with the comment that ends it.
pub(crate) fn ended(line: String, comment: Option<&str>) -> String {
    match comment {
        Some(comment) => format!("{line} {comment}"),
        None => line,
    }
}
