//! What was read, as the text of an answers file in which every value knows its cell.

use std::ops::Range;

use crate::finding::CellPlace;

/// A piece of a value, and the cell that it was read from.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) origin: Option<Origin>,
}

/// A cell and what stands in it.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) place: CellPlace,
    pub(super) read: String,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) key: String,
    pub(super) value: Vec<Piece>,
    /// Whether it decides the points; the rest of an answer can be used without it.
    pub(super) decides: bool,
    /// Whether it was found to be of no use.
    pub(super) dropped: bool,
}

impl Pair {
    pub(super) fn new(key: &str, text: String, origin: Origin) -> Pair {
        let value = vec![Piece { text, origin: Some(origin) }];
        Pair { key: key.to_owned(), value, decides: false, dropped: false }
    }

    pub(super) fn deciding(self) -> Pair {
        Pair { decides: true, ..self }
    }
}

/// The part of the file in which an entry stands, in the order of the file.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Section {
    Head,
    Blocks,
    Indicators,
    /// The questions of an indicator, by its place in the edition.
    Questions(usize, String),
    Declared,
    DeclaredBlocks,
    DeclaredIndicators,
    DeclaredMaxima,
    Evidence(usize),
}

/// An entry: an answer, a figure, a document.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) section: Section,
    /// The key of an answer, which is written as a table in braces; none for pairs that stand for
    /// themselves.
    pub(super) key: Option<String>,
    pub(super) pairs: Vec<Pair>,
}

/// Everything that was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) entries: Vec<Entry>,
    /// Questions by row, in the order of the edition.
    pub(super) notes: Vec<(String, Origin)>,
}

/// A text and where the values in it came from.
pub(super) struct Rendered {
    pub(super) text: String,
    /// The bytes of a pair, and which it is.
    pub(super) pairs: Vec<(Range<usize>, usize, usize)>,
    /// The bytes of a piece with a cell, and which it is.
    pub(super) pieces: Vec<(Range<usize>, Origin)>,
}

impl Draft {
    /// A pair that stands for itself in a section.
    pub(super) fn single(&mut self, section: Section, pair: Pair) {
        self.entries.push(Entry { section, key: None, pairs: vec![pair] });
    }

    /// The text of the file.
    pub(super) fn render(&self) -> Rendered {
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        order.sort_by(|one, other| self.entries[*one].section.cmp(&self.entries[*other].section));
        let mut rendered =
            Rendered { text: "format = 1\n".to_owned(), pairs: Vec::new(), pieces: Vec::new() };
        let mut section = Section::Head;
        for at in order {
            let entry = &self.entries[at];
            if entry.pairs.iter().all(|pair| pair.dropped) {
                continue;
            }
            if entry.section != section {
                if section == Section::Head {
                    self.notes(&mut rendered);
                }
                section = entry.section.clone();
                rendered.text.push_str(&format!("\n{}\n", header(&section)));
            }
            rendered.entry(at, entry);
        }
        if section == Section::Head {
            self.notes(&mut rendered);
        }
        rendered
    }

    fn notes(&self, rendered: &mut Rendered) {
        if self.notes.is_empty() {
            return;
        }
        rendered.text.push_str("notes = [\n");
        for (note, origin) in &self.notes {
            rendered.text.push_str("  ");
            let piece = Piece { text: quoted(note), origin: Some(origin.clone()) };
            rendered.piece(&piece);
            rendered.text.push_str(",\n");
        }
        rendered.text.push_str("]\n");
    }
}

impl Rendered {
    fn entry(&mut self, at: usize, entry: &Entry) {
        let start = self.text.len();
        let kept = entry.pairs.iter().enumerate().filter(|(_, pair)| !pair.dropped);
        match &entry.key {
            Some(key) => {
                self.text.push_str(&format!("{} = {{ ", self::key(key)));
                for (count, (place, pair)) in kept.enumerate() {
                    if count > 0 {
                        self.text.push_str(", ");
                    }
                    self.pair(at, place, pair);
                }
                self.text.push_str(" }\n");
                // What is said of the answer as a whole is said of its first value.
                if let Some(place) = entry.pairs.iter().position(|pair| !pair.dropped) {
                    self.pairs.push((start..self.text.len(), at, place));
                    let origin =
                        entry.pairs[place].value.iter().find_map(|piece| piece.origin.clone());
                    self.pieces.extend(origin.map(|origin| (start..self.text.len(), origin)));
                }
            }
            None => {
                for (place, pair) in kept {
                    self.pair(at, place, pair);
                    self.text.push('\n');
                }
            }
        }
    }

    fn pair(&mut self, entry: usize, place: usize, pair: &Pair) {
        let start = self.text.len();
        self.text.push_str(&format!("{} = ", key(&pair.key)));
        for piece in &pair.value {
            self.piece(piece);
        }
        let range = start..self.text.len();
        self.pairs.push((range.clone(), entry, place));
        let origin = pair.value.iter().find_map(|piece| piece.origin.clone());
        self.pieces.extend(origin.map(|origin| (range, origin)));
    }

    fn piece(&mut self, piece: &Piece) {
        let start = self.text.len();
        self.text.push_str(&piece.text);
        let range = start..self.text.len();
        self.pieces.extend(piece.origin.clone().map(|origin| (range, origin)));
    }

    /// The smallest piece that holds a byte. What is said of a document as a whole is said of its id.
    pub(super) fn origin(&self, at: usize) -> Option<&Origin> {
        let header = self.text.get(at..).is_some_and(|rest| rest.starts_with("[[evidence]]"));
        let of_document = |start: usize| header && start >= at;
        let holds =
            self.pieces.iter().filter(|(range, _)| range.contains(&at) || of_document(range.start));
        holds
            .min_by_key(|(range, _)| (range.start.saturating_sub(at), range.len()))
            .map(|(_, origin)| origin)
    }

    /// The smallest pair that holds a byte: its entry and its place there.
    pub(super) fn pair_at(&self, at: usize) -> Option<(usize, usize)> {
        let holds = self.pairs.iter().filter(|(range, ..)| range.contains(&at));
        holds.min_by_key(|(range, ..)| range.len()).map(|(_, entry, pair)| (*entry, *pair))
    }
}

fn header(section: &Section) -> String {
    match section {
        Section::Head => String::new(),
        Section::Blocks => "[blocks]".to_owned(),
        Section::Indicators => "[indicators]".to_owned(),
        Section::Questions(_, indicator) => format!("[answers.{}]", key(indicator)),
        Section::Declared => "[declared]".to_owned(),
        Section::DeclaredBlocks => "[declared.blocks]".to_owned(),
        Section::DeclaredIndicators => "[declared.indicators]".to_owned(),
        Section::DeclaredMaxima => "[declared.maxima]".to_owned(),
        Section::Evidence(_) => "[[evidence]]".to_owned(),
    }
}

/// A text as a TOML string.
pub(super) fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            sign if sign.is_control() => {
                written.push_str(&format!("\\u{:04X}", u32::from(sign)));
            }
            sign => written.push(sign),
        }
    }
    written + "\""
}

/// A key, bare where it can be.
pub(super) fn key(name: &str) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_';
    let bare = name.starts_with(|sign: char| sign.is_ascii_alphabetic()) && name.chars().all(plain);
    if bare { name.to_owned() } else { quoted(name) }
}
