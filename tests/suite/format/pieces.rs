//! TOML text in pieces, and the same text written otherwise. Nothing here shares code with the
//! formatter under test.

use proptest::prelude::*;

/// A piece of TOML text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Piece<'t> {
    /// A text with its quotes.
    Quoted(&'t str),
    /// From the `#` to the end of the line.
    Comment(&'t str),
    /// A key, a number, a date.
    Word(&'t str),
    /// One of `[ ] { } , = .`
    Sign(char),
    Blanks,
    Break,
}

/// The pieces of a text that is TOML.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\n' | '\r' => rest.len() - rest.trim_start_matches('\r').len() + 1,
            ' ' | '\t' => rest.find(|sign| sign != ' ' && sign != '\t').unwrap_or(rest.len()),
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' | '\'' => quoted(rest, first),
            '[' | ']' | '{' | '}' | ',' | '=' | '.' => 1,
            _ => rest
                .find([' ', '\t', '\n', '\r', '#', '"', ',', '=', ']', '}'])
                .unwrap_or(rest.len()),
        };
        let (piece, behind) = rest.split_at(length);
        found.push(match first {
            '\n' | '\r' => Piece::Break,
            ' ' | '\t' => Piece::Blanks,
            '#' => Piece::Comment(piece.trim_end_matches([' ', '\t'])),
            '"' | '\'' => Piece::Quoted(piece),
            '[' | ']' | '{' | '}' | ',' | '=' | '.' => Piece::Sign(first),
            _ => Piece::Word(piece),
        });
        rest = behind;
    }
    found
}

fn quoted(text: &str, quote: char) -> usize {
    let triple = String::from(quote).repeat(3);
    if text.starts_with(&triple) {
        let mut end = 3;
        while !text[end..].starts_with(&triple) || text[end + 1..].starts_with(&triple) {
            end += if quote == '"' && text[end..].starts_with('\\') { 2 } else { 1 };
            while !text.is_char_boundary(end) {
                end += 1;
            }
        }
        return end + 3;
    }
    let mut escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            sign if sign == quote => return at + 1,
            _ => {}
        }
    }
    panic!("a text without end: {text}");
}

/// The comments of a text, sorted.
pub fn comments(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = pieces(text)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Comment(comment) => Some(comment),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found
}

/// Decisions, one after the other.
#[derive(Clone, Debug)]
pub struct Dice {
    throws: Vec<u8>,
    next: usize,
}

impl Dice {
    /// One of `sides` numbers from 0.
    pub fn throw(&mut self, sides: usize) -> usize {
        let throw = self.throws[self.next % self.throws.len()];
        self.next += 1;
        // The round makes a repeated list of throws end otherwise.
        (usize::from(throw) + self.next / self.throws.len()) % sides
    }

    fn pick(&mut self, choices: &[&'static str]) -> &'static str {
        choices[self.throw(choices.len())]
    }
}

pub fn dice() -> impl Strategy<Value = Dice> {
    proptest::collection::vec(any::<u8>(), 31..200).prop_map(|throws| Dice { throws, next: 0 })
}

/// How far a rewriting goes.
#[derive(Clone, Copy, Eq, PartialEq)]
pub enum Change {
    /// Only blanks, line breaks, and the comma before a closing bracket.
    Layout,
    /// Comments as well, wherever TOML allows one.
    Comments,
}

/// The same file with other blanks and line breaks. A comment stays on its line, and what stood apart
/// by an empty line still does.
pub fn rewritten(text: &str, change: Change, dice: &mut Dice) -> String {
    let pieces = pieces(text);
    let mut writer = Rewriter { written: String::new(), change, made: 0 };
    writer.written.push_str(dice.pick(&["", "", "\u{feff}"]));
    let (mut depth, mut in_header) = (0, false);
    let mut previous = None;
    let mut at = 0;
    loop {
        let gap = Gap::read(&pieces, &mut at, previous.is_none());
        let next = pieces.get(at).copied();
        let starts_line = depth == 0 && (previous.is_none() || gap.breaks);
        if starts_line {
            in_header = next == Some(Piece::Sign('['));
        }
        let closes = depth > 0 && matches!(next, Some(Piece::Sign(']' | '}')));
        let after_entry = !matches!(previous, Some(Piece::Sign('[' | '{' | ',')));
        if closes && after_entry && dice.throw(3) == 0 {
            writer.written.push(',');
        }
        if starts_line {
            writer.between_lines(&gap, in_header, next.is_none(), dice);
        } else if depth > 0 {
            writer.in_brackets(&gap, breakable(previous, next), dice);
        } else if !(in_header && previous == next) {
            writer.written.push_str(dice.pick(&["", " ", "  ", "\t"]));
        }
        let Some(piece) = next else { return writer.written };
        match piece {
            Piece::Sign('[' | '{') if !in_header => depth += 1,
            Piece::Sign(']' | '}') if !in_header => depth -= 1,
            _ => {}
        }
        match piece {
            Piece::Quoted(text) | Piece::Word(text) => writer.written.push_str(text),
            Piece::Sign(sign) => writer.written.push(sign),
            Piece::Comment(_) | Piece::Blanks | Piece::Break => {}
        }
        previous = next;
        at += 1;
    }
}

/// Whether a line may end here, inside of brackets: not between a key and its value.
fn breakable(previous: Option<Piece<'_>>, next: Option<Piece<'_>>) -> bool {
    let binds = |piece| match piece {
        Some(Piece::Sign('=' | '.')) => true,
        Some(Piece::Word(word)) => word.ends_with('.'),
        _ => false,
    };
    !binds(previous) && !binds(next)
}

/// What stands between two pieces that say something.
#[derive(Default)]
struct Gap<'t> {
    /// The comment that ends the line.
    same_line: Option<&'t str>,
    breaks: bool,
    /// Lines of their own, empty or a comment.
    lines: Vec<Option<&'t str>>,
}

impl<'t> Gap<'t> {
    fn read(pieces: &[Piece<'t>], at: &mut usize, mut breaks: bool) -> Gap<'t> {
        let mut gap = Gap::default();
        let mut line = None;
        while let Some(piece) = pieces.get(*at) {
            match piece {
                Piece::Blanks => {}
                Piece::Comment(comment) if breaks => line = Some(*comment),
                Piece::Comment(comment) => gap.same_line = Some(comment),
                Piece::Break if breaks => gap.lines.push(line.take()),
                Piece::Break => breaks = true,
                _ => break,
            }
            *at += 1;
        }
        Gap { breaks, ..gap }
    }
}

struct Rewriter {
    written: String,
    change: Change,
    /// Comments made so far.
    made: usize,
}

impl Rewriter {
    fn between_lines(&mut self, gap: &Gap<'_>, before_header: bool, last: bool, dice: &mut Dice) {
        let begun = !matches!(self.written.as_str(), "" | "\u{feff}");
        if begun {
            self.comment(gap.same_line, 5, dice);
            self.written.push_str(dice.pick(&["", " ", "\t"]));
            if last && gap.lines.is_empty() && dice.throw(2) == 0 {
                return;
            }
            self.written.push_str(dice.pick(&["\n", "\r\n"]));
        }
        let only_empty = before_header && gap.lines.iter().all(Option::is_none);
        for line in &gap.lines {
            self.own_line(dice);
            match line {
                None => {
                    let least = if only_empty { "" } else { "\n" };
                    self.written.push_str(dice.pick(&[least, "\n", "\n\r\n", " \n\t\n\n"]));
                }
                Some(comment) => {
                    self.written.push_str(dice.pick(&["", "  ", "\t"]));
                    self.written.push_str(comment);
                    self.written.push_str(dice.pick(&["\n", " \n", "\t\r\n"]));
                }
            }
        }
        self.own_line(dice);
        self.written.push_str(dice.pick(&["", "", " ", "\t"]));
    }

    fn in_brackets(&mut self, gap: &Gap<'_>, breakable: bool, dice: &mut Dice) {
        let begun = self.written.len();
        self.written.push_str(dice.pick(&["", " ", "  ", "\t"]));
        if !breakable {
            return;
        }
        self.comment(gap.same_line, 12, dice);
        let commented = self.written[begun..].contains('#');
        if commented || gap.lines.iter().any(Option::is_some) || dice.throw(3) == 0 {
            self.written.push_str(dice.pick(&["\n", "\r\n", "\n\n\t"]));
            for comment in gap.lines.iter().flatten() {
                self.written.push_str(comment);
                self.written.push_str(dice.pick(&["\n  ", " \n", "\n\n"]));
            }
            self.own_line(dice);
        }
    }

    /// The comment of a line, or seldom a new one.
    fn comment(&mut self, comment: Option<&str>, seldom: usize, dice: &mut Dice) {
        if let Some(comment) = comment {
            self.written.push_str(dice.pick(&["", " ", "   "]));
            self.written.push_str(comment);
        } else if self.change == Change::Comments && dice.throw(seldom) == 0 {
            self.new_comment();
        }
    }

    /// Seldom a new comment on a line of its own.
    fn own_line(&mut self, dice: &mut Dice) {
        if self.change == Change::Comments && dice.throw(6) == 0 {
            self.new_comment();
            self.written.push_str(dice.pick(&["\n", "\n\n", "\r\n"]));
        }
    }

    fn new_comment(&mut self) {
        self.made += 1;
        self.written.push_str(&format!("# komentar {} [\"=", self.made));
    }
}
