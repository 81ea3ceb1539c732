//! The words of a cell: how what stands in a table is recognised as an answer, and how text is kept from
//! becoming a formula.
//!
//! Tables of every kind go by these: workbooks and CSV forms, and tables with a row for each region.
//!
//! ```
//! use kla::cell;
//! assert_eq!(cell::state_meant(" Tidak tahu"), Some("tidak-tahu"));
//! assert_eq!(cell::split("a; \"b, c\""), ["a", "b, c"]);
//! assert_eq!(cell::without_apostrophe(&cell::harmless("=1+1")), "=1+1");
//! ```

use crate::edition::{Item, Level};

/// The words for states as a form shows them, in the order of the files' own words.
pub const STATES: [(&str, &str); 4] = [
    ("belum diisi", "belum-diisi"),
    ("tidak tahu", "tidak-tahu"),
    ("tidak berlaku", "tidak-berlaku"),
    ("nol", "nol"),
];

/// What stands in a checklist of which nothing is ticked.
pub const NOTHING_TICKED: &str = "tidak satu pun";

/// What a form shows for each level: its text, with the id in front where the text alone could be
/// taken for something else.
#[must_use]
pub fn level_labels(levels: &[Level]) -> Vec<String> {
    let is_state = |text: &str| STATES.iter().any(|(shown, _)| fold(shown) == fold(text));
    levels
        .iter()
        .map(|level| {
            let same = levels.iter().filter(|other| {
                fold(&other.text) == fold(&level.text) || fold(&other.id) == fold(&level.text)
            });
            let alone = same.filter(|other| other.id != level.id).count() == 0;
            if alone && !is_state(&level.text) && !fold(&level.text).is_empty() {
                level.text.clone()
            } else {
                format!("{}: {}", level.id, level.text)
            }
        })
        .collect()
}

/// The level that a text means: by label, id or text; `Y` and `T` stand for yes and no where that is
/// clear.
#[must_use]
pub fn level_meant<'l>(levels: &'l [Level], text: &str) -> Option<&'l Level> {
    if let Some(exact) = levels.iter().find(|level| level.id == text) {
        return Some(exact);
    }
    let wanted = fold(text);
    let labels = level_labels(levels);
    let spellings =
        |at: usize, level: &Level| [fold(&labels[at]), fold(&level.text), fold(&level.id)];
    let found: Vec<&Level> = levels
        .iter()
        .enumerate()
        .filter(|(at, level)| spellings(*at, level).contains(&wanted))
        .map(|(_, level)| level)
        .collect();
    match *found {
        [one] => Some(one),
        [] => {
            let word = short_word(&wanted)?;
            let mut said = levels.iter().filter(|level| fold(&level.id) == word);
            said.next().filter(|_| said.next().is_none())
        }
        _ => None,
    }
}

/// `ya` for `y`, `tidak` for `t`.
#[must_use]
pub fn short_word(folded: &str) -> Option<&'static str> {
    match folded {
        "y" | "ya" | "yes" => Some("ya"),
        "t" | "tdk" | "tidak" | "no" => Some("tidak"),
        _ => None,
    }
}

/// The items that a list of ids or texts means, or the first part that means none.
///
/// # Errors
///
/// When a part is neither id nor text of an item, or of more than one: that part.
pub fn items_meant<'i>(items: &'i [Item], parts: &[String]) -> Result<Vec<&'i Item>, String> {
    parts
        .iter()
        .map(|part| {
            let exact = items.iter().find(|item| item.id == *part);
            let meant = || {
                let wanted = fold(part);
                let same = |item: &&Item| fold(&item.id) == wanted || fold(&item.text) == wanted;
                let mut found = items.iter().filter(same);
                found.next().filter(|_| found.next().is_none())
            };
            exact.or_else(meant).ok_or_else(|| part.clone())
        })
        .collect()
}

/// The state that a text means, as the files write it.
#[must_use]
pub fn state_meant(text: &str) -> Option<&'static str> {
    let wanted = fold(text);
    STATES.iter().find(|(shown, _)| fold(shown) == wanted).map(|(_, word)| *word)
}

/// The entries of a list in one cell: separated by commas, semicolons or line breaks.
#[must_use]
pub fn split(text: &str) -> Vec<String> {
    let (mut entries, mut entry, mut rest) = (Vec::new(), String::new(), text.chars().peekable());
    let (mut within, mut was_quoted) = (false, false);
    let mut finish = |entry: &mut String, was_quoted: &mut bool| {
        let done = std::mem::take(entry);
        let done = if *was_quoted { done } else { clean(&done) };
        if *was_quoted || !done.is_empty() {
            entries.push(done);
        }
        *was_quoted = false;
    };
    while let Some(sign) = rest.next() {
        match sign {
            '"' if within && rest.peek() == Some(&'"') => {
                rest.next();
                entry.push('"');
            }
            '"' if within => within = false,
            '"' if entry.trim().is_empty() && !was_quoted => {
                entry.clear();
                (within, was_quoted) = (true, true);
            }
            ',' | ';' | '\n' | '\r' if !within => finish(&mut entry, &mut was_quoted),
            // Blanks between a closing quote and the next separator.
            sign if was_quoted && !within && sign.is_whitespace() => {}
            sign => entry.push(sign),
        }
    }
    finish(&mut entry, &mut was_quoted);
    entries
}

/// A text without blanks at its ends, and with plain blanks for those that only look like them.
#[must_use]
pub fn clean(text: &str) -> String {
    let plain: String =
        text.chars().map(|sign| if sign.is_whitespace() { ' ' } else { sign }).collect();
    plain
        .trim_matches(|sign: char| sign == ' ' || sign == '\u{200B}' || sign == '\u{FEFF}')
        .to_owned()
}

/// Letters and digits only, small: how titles, labels and choices are compared. Blanks of any width,
/// marks and case do not count.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A text that no program takes for a formula: an apostrophe in front where one could. What begins with
/// such an apostrophe itself gets another one, so that the reader takes away what was added.
#[must_use]
pub fn harmless(text: &str) -> String {
    if is_dangerous(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text before an apostrophe was put in front.
#[must_use]
pub fn without_apostrophe(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest) => rest,
        _ => text,
    }
}

fn is_dangerous(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}
