//! Values: lists and tables in braces, on one line or on several.

use std::ops::Range;

use toml_edit::{Array, InlineTable, Key, RawString, Value};

use crate::guide::Place;
use crate::scalar;
use crate::sequence::{INDENT, Sequence};

/// Lists that would make a line longer are broken.
const WIDTH: usize = 100;

/// The text that is being formatted, which the tree only points into.
#[derive(Clone, Copy)]
pub(crate) struct Original<'t>(pub(crate) &'t str);

/// How much of a line is left.
#[derive(Clone, Copy)]
enum Room {
    /// So many columns.
    Columns(usize),
    /// The line is not broken here, however long it gets.
    Any,
}

impl Room {
    /// What is left behind a key.
    fn behind(self, taken: usize) -> Room {
        match self {
            Room::Columns(left) => Room::Columns(left.saturating_sub(taken)),
            Room::Any => Room::Any,
        }
    }

    /// What a line of a broken value has, beside its indentation and its comma.
    fn inside(self, indent: usize) -> Room {
        match self {
            Room::Columns(_) => Room::Columns(WIDTH.saturating_sub(indent + 1)),
            Room::Any => Room::Any,
        }
    }
}

/// A key, dotted or not, with its value.
pub(crate) type Pair<'d> = (Vec<&'d Key>, &'d Value);

impl<'t> Original<'t> {
    /// A piece of the text.
    pub(crate) fn piece(self, span: Option<Range<usize>>) -> &'t str {
        span.and_then(|span| self.0.get(span)).unwrap_or_default()
    }

    pub(crate) fn gap(self, raw: Option<&RawString>) -> &'t str {
        self.piece(raw.and_then(RawString::span))
    }

    /// `key = value` at the start of a line.
    pub(crate) fn pair(self, (path, value): &Pair<'_>, place: &'static Place) -> String {
        self.pair_within((path, value), place, 0, Room::Columns(WIDTH))
    }

    fn pair_within(
        self,
        (path, value): (&[&Key], &Value),
        place: &'static Place,
        indent: usize,
        room: Room,
    ) -> String {
        let (keys, place) = self::path(path, place);
        let head = format!("{keys} = ");
        let room = room.behind(head.chars().count());
        head + &self.value(value, place, indent, room)
    }

    /// A value on a line that begins with `indent` blanks and has `room` left for it.
    fn value(self, value: &Value, place: &'static Place, indent: usize, room: Room) -> String {
        match value {
            Value::Array(array) => self.list(array, place, indent, room),
            Value::InlineTable(table) => self.table(table, place, indent, room),
            _ => scalar::scalar(value, self.piece(value.span()), place),
        }
    }

    fn list(self, array: &Array, place: &'static Place, indent: usize, room: Room) -> String {
        let sequence = self.values(array);
        if !sequence.has_comments() {
            let parts = sequence.parts.iter();
            let parts: Vec<String> =
                parts.map(|part| self.value(part.entry, place, indent, Room::Any)).collect();
            let tables = array.iter().any(Value::is_inline_table);
            let (open, close) = if tables { ("[ ", " ]") } else { ("[", "]") };
            let line = format!("{open}{}{close}", parts.join(", "));
            match room {
                Room::Columns(left) if line.contains('\n') || line.chars().count() > left => {}
                _ => return line,
            }
        }
        let inner = room.inside(indent + INDENT);
        sequence
            .in_lines(["[", "]"], indent, |value| self.value(value, place, indent + INDENT, inner))
    }

    fn table(
        self,
        table: &InlineTable,
        place: &'static Place,
        indent: usize,
        room: Room,
    ) -> String {
        let mut sequence = self.pairs(table);
        sequence.parts.sort_by_key(|part| order(&part.entry, place));
        if sequence.has_comments() {
            return sequence.in_lines(["{", "}"], indent, |(path, value)| {
                self.pair_within(
                    (path, value),
                    place,
                    indent + INDENT,
                    room.inside(indent + INDENT),
                )
            });
        }
        if sequence.parts.is_empty() {
            return "{}".to_owned();
        }
        let parts = sequence.parts.iter().map(|part| {
            let (path, value) = &part.entry;
            self.pair_within((path, value), place, indent, Room::Any)
        });
        format!("{{ {} }}", parts.collect::<Vec<_>>().join(", "))
    }

    fn values<'d>(self, array: &'d Array) -> Sequence<'t, &'d Value> {
        let mut sequence = Sequence::new();
        for value in array {
            let decor = value.decor();
            sequence.add(self.gap(decor.prefix()), value, self.gap(decor.suffix()));
        }
        sequence.close(self.gap(Some(array.trailing())))
    }

    fn pairs<'d>(self, table: &'d InlineTable) -> Sequence<'t, Pair<'d>> {
        let mut pairs = table.get_values();
        pairs.sort_by_key(|(path, _)| place_in_file(path));
        let mut sequence = Sequence::new();
        for (path, value) in pairs {
            let before = path.last().and_then(|key| key.leaf_decor().prefix());
            sequence.add(self.gap(before), (path, value), self.gap(value.decor().suffix()));
        }
        sequence.close(self.gap(Some(table.trailing())))
    }
}

/// Where a pair belongs: by the guide, else where it stood.
pub(crate) fn order((path, _): &Pair<'_>, place: &Place) -> (usize, usize) {
    (path.first().map_or(0, |key| place.rank(key.get())), place_in_file(path))
}

pub(crate) fn place_in_file(path: &[&Key]) -> usize {
    path.last().and_then(|key| key.span()).map_or(0, |span| span.start)
}

/// A key path as it is written, and what stands at its end.
pub(crate) fn path(path: &[&Key], mut place: &'static Place) -> (String, &'static Place) {
    let mut names = Vec::new();
    for key in path {
        names.push(scalar::key(key, place));
        place = place.at(key.get());
    }
    (names.join("."), place)
}
