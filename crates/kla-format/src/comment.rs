//! What stands between two values: comments and blank lines.

/// A line that holds no key and no header.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Line<'t> {
    Blank,
    /// From its `#` to its last visible sign.
    Comment(&'t str),
}

/// The whole lines of a gap that begins at the start of a line. What stands behind its last line
/// break is only the indentation of what follows.
pub(crate) fn lines(gap: &str) -> Vec<Line<'_>> {
    let Some((whole, _)) = gap.rsplit_once('\n') else { return Vec::new() };
    let line = |line| match visible(line) {
        "" => Line::Blank,
        comment => Line::Comment(comment),
    };
    whole.split('\n').map(line).collect()
}

/// The comments of a gap that begins behind a value: the one that ends the value's line, and those
/// on lines of their own.
pub(crate) fn comments(gap: &str) -> (Option<&str>, Vec<&str>) {
    let mut parts = gap.split('\n').map(visible);
    let same_line = parts.next().filter(|comment| !comment.is_empty());
    (same_line, parts.filter(|comment| !comment.is_empty()).collect())
}

/// A line without the blanks around it.
fn visible(line: &str) -> &str {
    line.trim_matches([' ', '\t'])
}
