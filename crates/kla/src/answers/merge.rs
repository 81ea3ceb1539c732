//! Answers of several agencies joined into one, whatever the order in which they come.
//!
//! A value that one file gives and no other contradicts is taken. Where two files give different
//! values nobody's is: both are listed with their origins, and the node stays as it was. With a base, a
//! file that gives the base's own value has changed nothing, so that one that differs is an update.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::documents::Register;
use super::model::{
    Address, Answers, Declared, DeclaredCategory, DeclaredWhat, Evidence, EvidenceStatus, Response,
    ResponseDetails, State,
};
use super::responses::Responses;
use super::write;
use crate::edition::{Content, Indicator, Shape};
use crate::id::EvidenceId;
use crate::points::Points;
use crate::wording::Text;

/// What came of joining some answers.
#[derive(Debug)]
#[non_exhaustive]
pub struct Merge<'e> {
    /// The joined answers.
    pub answers: Answers<'e>,
    /// What happened to each value, in official order.
    pub entries: Vec<MergeEntry>,
    /// Files that hold exactly the same as an earlier one, with that one.
    pub duplicates: Vec<(String, String)>,
}

/// What happened to one value.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct MergeEntry {
    /// The node, `declared total` or the like, or `evidence` with an id.
    pub what: String,
    /// How the value came about.
    pub kind: MergeKind,
    /// The values as an answers file writes them, each with the files that give it; by value.
    pub values: Vec<MergeValue>,
}

/// A value and the files that give it.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct MergeValue {
    /// The value, as an answers file writes it.
    pub text: String,
    /// The files, by name.
    pub origins: Vec<String>,
}

/// How a value came about.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum MergeKind {
    /// One file gives it, and there was none.
    New,
    /// Several files, or a file and the base, give the same.
    Same,
    /// It differs from the base.
    Updated,
    /// Files give different values: none is taken.
    Conflict,
    /// One file gives points for a whole, another for its parts; only the parts will count.
    TwoDepths,
}

impl MergeKind {
    /// All of them, in this order.
    pub const ALL: [MergeKind; 5] = [
        MergeKind::New,
        MergeKind::Same,
        MergeKind::Updated,
        MergeKind::Conflict,
        MergeKind::TwoDepths,
    ];

    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            MergeKind::New => "new",
            MergeKind::Same => "same",
            MergeKind::Updated => "updated",
            MergeKind::Conflict => "conflict",
            MergeKind::TwoDepths => "two-depths",
        }
    }
}

/// Answers that cannot be joined, because they are not about the same thing.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the files differ in their {}", .what.get(crate::Lang::En))]
#[non_exhaustive]
pub struct MergeError {
    /// What differs.
    pub what: Text,
    /// What the files say, each with the files that say so.
    pub values: Vec<MergeValue>,
}

impl Merge<'_> {
    /// How many values came about in some way.
    #[must_use]
    pub fn count(&self, kind: MergeKind) -> usize {
        self.entries.iter().filter(|entry| entry.kind == kind).count()
    }

    /// The values on which files disagree, and the wholes that parts of other files replace.
    pub fn conflicts(&self) -> impl Iterator<Item = &MergeEntry> {
        let is_one = |kind: MergeKind| matches!(kind, MergeKind::Conflict | MergeKind::TwoDepths);
        self.entries.iter().filter(move |entry| is_one(entry.kind))
    }
}

/// Joins answers; each part comes with the name of its origin. `base` is what they were made from, if
/// anything.
///
/// The result depends on the set of parts only, not on their order, and joining it with all of them
/// again changes nothing. A conflict leaves a note beside the empty answer, and stays one when the result
/// is joined again with only one of its sides, until somebody writes an answer and removes the note.
///
/// What a verifier says of an answer stays only with the answer that it stood beside. An answer that the
/// base has and a part empties (`belum-diisi`) is an update.
///
/// A document is told from others of the same id by its title and agency. Such get ids of their own:
/// that of their agency in front, or a few digits of what they are behind.
///
/// # Errors
///
/// When parts are for different editions, regions, years or stages, or there is none.
pub fn merge<'e>(
    base: Option<&Answers<'e>>,
    parts: &[(String, Answers<'e>)],
) -> Result<Merge<'e>, MergeError> {
    let Some((_, first)) = parts.first() else {
        return Err(MergeError { what: Text::new("jumlah", "number"), values: Vec::new() });
    };
    agree(base, parts)?;
    let (parts, duplicates) = distinct(parts);
    let all = base.into_iter().chain(parts.iter().map(|(_, answers)| *answers));
    let register = Register::of(all.flat_map(Answers::evidence));
    let mut joint = Joint { base, parts: &parts, register: &register, entries: Vec::new() };
    let answers = joint.answers(first);
    Ok(Merge { answers, entries: joint.entries, duplicates })
}

/// What the note of an open conflict begins with.
pub(super) const CONFLICT: &str = "BERTENTANGAN:";

/// The note beside an answer on which files disagree, until somebody decides and removes it.
fn conflict_note(entry: &MergeEntry) -> String {
    let values: Vec<String> = entry
        .values
        .iter()
        .map(|value| format!("{} ({})", value.text.replace('"', ""), value.origins.join(", ")))
        .collect();
    format!("{CONFLICT} {}; tulis jawaban yang benar dan hapus catatan ini", values.join("; "))
}

/// Whether nothing was written beside the answer itself.
fn is_plain(response: &Response) -> bool {
    let ResponseDetails { evidence, status, reason, note, .. } = &**response;
    evidence.is_empty() && status.is_none() && reason.is_none() && note.is_none()
}

/// A part under the name of its origin.
type Part<'p, 'e> = (&'p str, &'p Answers<'e>);

/// What an answers file says about itself, as text.
type Ask = fn(&Answers<'_>) -> String;

/// Whether all are about the same.
fn agree<'e>(
    base: Option<&Answers<'e>>,
    parts: &[(String, Answers<'e>)],
) -> Result<(), MergeError> {
    let all = || {
        let parts = parts.iter().map(|(name, answers)| (name.as_str(), answers));
        base.iter().map(|base| ("base", *base)).chain(parts)
    };
    let asked: [(Text, Ask); 4] = [
        (Text::new("edisi", "edition"), |answers| {
            format!("{} {}", answers.edition().id(), digest(answers))
        }),
        (Text::new("daerah", "region"), |answers| answers.place().code.clone()),
        (Text::new("tahun", "year"), |answers| answers.year().to_string()),
        (Text::new("tahap", "stage"), |answers| answers.stage().id.to_string()),
    ];
    for (what, ask) in asked {
        let mut values: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (name, answers) in all() {
            values.entry(ask(answers)).or_default().insert(name.to_owned());
        }
        if values.len() > 1 {
            let value = |(text, origins): (String, BTreeSet<String>)| MergeValue {
                text,
                origins: origins.into_iter().collect(),
            };
            return Err(MergeError { what, values: values.into_iter().map(value).collect() });
        }
    }
    Ok(())
}

fn digest(answers: &Answers<'_>) -> String {
    let edition = answers.edition();
    match edition.overlay() {
        Some(overlay) => format!("{} {}", edition.digest(), overlay.digest),
        None => edition.digest().to_owned(),
    }
}

/// The parts without those that say exactly the same as another, by name.
fn distinct<'p, 'e>(
    parts: &'p [(String, Answers<'e>)],
) -> (Vec<Part<'p, 'e>>, Vec<(String, String)>) {
    let mut sorted: Vec<(&str, String, &Answers<'e>)> =
        parts.iter().map(|(name, part)| (name.as_str(), part.to_toml(), part)).collect();
    sorted.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let (mut kept, mut duplicates) = (Vec::new(), Vec::new());
    for (name, text, answers) in sorted {
        match seen.entry(text) {
            Entry::Occupied(first) => duplicates.push((name.to_owned(), (*first.get()).to_owned())),
            Entry::Vacant(place) => {
                place.insert(name);
                kept.push((name, answers));
            }
        }
    }
    (kept, duplicates)
}

/// Answers being joined.
struct Joint<'j, 'e> {
    base: Option<&'j Answers<'e>>,
    parts: &'j [Part<'j, 'e>],
    register: &'j Register,
    entries: Vec<MergeEntry>,
}

impl<'j, 'e> Joint<'j, 'e> {
    /// The base and every part.
    fn all(&self) -> impl Iterator<Item = &'j Answers<'e>> + use<'j, 'e> {
        self.base.into_iter().chain(self.parts.iter().map(|(_, answers)| *answers))
    }

    fn answers(&mut self, first: &Answers<'e>) -> Answers<'e> {
        let edition = first.edition();
        let blocks = edition.blocks().iter().map(|block| {
            let of = |answers: &Answers<'_>| answers.stated_for_block(block.position);
            self.settle(block.id.to_string(), of, |points| write::stated(*points, edition))
        });
        let blocks = blocks.collect();
        let mut responses = Responses::none(first.responses.len());
        let mut indicators = Vec::new();
        for indicator in edition.indicators() {
            match &indicator.content {
                Content::Measured(measure) => {
                    indicators.push(None);
                    let id = indicator.id.to_string();
                    let response = self
                        .response(id, &measure.shape, first, |answers| answers.measured(indicator));
                    responses.set(indicator.position, response);
                }
                Content::Questions { questions, .. } => {
                    let of = |answers: &Answers<'_>| answers.stated_for_indicator(indicator);
                    let id = indicator.id.to_string();
                    indicators.push(self.settle(id, of, |points| write::stated(*points, edition)));
                    for question in questions {
                        let id = question.id.to_string();
                        let shape = &question.measure.shape;
                        let response =
                            self.response(id, shape, first, |answers| answers.response(question));
                        responses.set(question.position, response);
                    }
                }
            }
        }
        let (declared, declared_category) = self.declared();
        let evidence = self.evidence();
        self.two_depths();
        Answers {
            edition,
            place: first.place.clone(),
            year: first.year,
            stage: first.stage,
            notes: self.notes(),
            blocks,
            indicators,
            responses,
            declared,
            declared_category,
            evidence,
            warnings: Vec::new(),
        }
    }

    /// The value that stands, and an entry on how it came about.
    fn settle<V: Clone>(
        &mut self,
        what: String,
        of: impl Fn(&Answers<'e>) -> Option<V>,
        text: impl Fn(&V) -> String,
    ) -> Option<V> {
        let before = self.base.and_then(&of);
        let mut given: BTreeMap<String, (V, BTreeSet<String>)> = BTreeMap::new();
        for (name, answers) in self.parts {
            if let Some(value) = of(answers) {
                let entry =
                    given.entry(text(&value)).or_insert_with(|| (value, BTreeSet::default()));
                entry.1.insert((*name).to_owned());
            }
        }
        if given.is_empty() {
            return before;
        }
        let unchanged = before.as_ref().map(&text);
        let changed: Vec<&V> = given
            .iter()
            .filter(|(text, _)| Some(*text) != unchanged.as_ref())
            .map(|(_, (value, _))| value)
            .collect();
        let several = given.values().any(|(_, origins)| origins.len() > 1);
        let (kind, value) = match changed[..] {
            [] => (MergeKind::Same, before.clone()),
            [value] if before.is_some() => (MergeKind::Updated, Some(value.clone())),
            [value] => {
                let kind = if several { MergeKind::Same } else { MergeKind::New };
                (kind, Some(value.clone()))
            }
            _ => (MergeKind::Conflict, before.clone()),
        };
        let values = given.into_iter().map(|(text, (_, origins))| MergeValue {
            text,
            origins: origins.into_iter().collect(),
        });
        self.entries.push(MergeEntry { what, kind, values: values.collect() });
        value
    }

    /// A response: what was answered stands or falls as a whole, evidence and notes are joined.
    fn response(
        &mut self,
        what: String,
        shape: &Shape,
        first: &Answers<'e>,
        of: impl for<'b> Fn(&'b Answers<'e>) -> &'b Response,
    ) -> Response {
        let edition = first.edition();
        let has_base = self.base.is_some();
        let answered = |answers: &Answers<'e>| {
            let response = of(answers);
            let bare = response.bare();
            let empty = bare.state == State::Empty && bare.beside.is_none();
            // Emptied on purpose, where there was something to empty.
            let emptied = empty && has_base && response.line.is_some() && is_plain(response);
            (!empty || emptied).then_some(bare)
        };
        let text = |response: &Response| {
            write::response(response, shape, edition)
                .unwrap_or_else(|| format!("\"{}\"", State::Empty.word()))
        };
        let before = self.base.and_then(&answered).map(|response| text(&response));
        let mut marker = self.open_conflict(&of);
        let mut joint = self.settle(what.clone(), answered, text).unwrap_or_default();
        if let Some(entry) = self.entries.last_mut().filter(|entry| entry.what == what) {
            // An earlier merge left it open, so one of its sides coming again decides nothing.
            if marker.is_some() && entry.kind != MergeKind::Conflict {
                entry.kind = MergeKind::Conflict;
                joint = Response::default();
            }
            if entry.kind == MergeKind::Conflict && entry.values.len() > 1 {
                marker = Some(conflict_note(entry));
            }
        }
        let standing = text(&joint);
        // A status belongs to the answer that it stood beside; alone it speaks of the base's.
        let fits = |answers: &Answers<'e>| {
            let beside = answered(answers).map(|response| text(&response)).or(before.clone());
            marker.is_none() && beside.as_ref() == Some(&standing)
        };
        let fitting = |answers: &Answers<'e>| of(answers).status.filter(|_| fits(answers));
        let word = |status: &EvidenceStatus| status.word().to_owned();
        joint.status = self.settle(format!("{what} status"), fitting, word);
        self.status_without_answer(&what, |answers| {
            of(answers).status.filter(|_| answered(answers).is_none() && !fits(answers))
        });
        // So does a reason, which may also stand where the answer itself was left as it was.
        let reason = |answers: &Answers<'e>| {
            let stands = fits(answers) || answered(answers).is_none();
            of(answers).reason.clone().filter(|_| stands)
        };
        joint.reason = self.settle(format!("{what} reason"), reason, ToString::to_string);
        let mut evidence = BTreeSet::new();
        for answers in self.all() {
            let known = |id: &EvidenceId| answers.evidence().iter().find(|one| one.id == *id);
            for id in &of(answers).evidence {
                evidence.insert(known(id).map_or_else(|| id.clone(), |one| self.register.id(one)));
            }
        }
        joint.evidence = evidence.into_iter().collect();
        // A joint note is taken apart again, so that joining twice changes nothing.
        let notes: BTreeSet<&str> = self
            .all()
            .filter_map(|answers| of(answers).note.as_deref())
            .flat_map(|note| note.split(" | "))
            .filter(|note| !note.starts_with(CONFLICT))
            .chain(marker.as_deref())
            .collect();
        joint.note = (!notes.is_empty()).then(|| notes.into_iter().collect::<Vec<_>>().join(" | "));
        joint
    }

    /// What an earlier merge has left open: the note that it put beside the empty answer.
    fn open_conflict(
        &self,
        of: &impl for<'b> Fn(&'b Answers<'e>) -> &'b Response,
    ) -> Option<String> {
        let notes = self
            .all()
            .map(of)
            .filter(|response| response.is_disputed())
            .filter_map(|response| response.note.as_deref())
            .flat_map(|note| note.split(" | "))
            .filter(|note| note.starts_with(CONFLICT));
        notes.max().map(str::to_owned)
    }

    /// A verifier's word that stands beside no answer: it is told, and not taken.
    fn status_without_answer(
        &mut self,
        what: &str,
        of: impl Fn(&Answers<'e>) -> Option<EvidenceStatus>,
    ) {
        let mut values: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (name, answers) in self.parts {
            if let Some(status) = of(answers) {
                values.entry(status.word()).or_default().push((*name).to_owned());
            }
        }
        if !values.is_empty() {
            let values = values
                .into_iter()
                .map(|(text, origins)| MergeValue { text: text.to_owned(), origins });
            self.entries.push(MergeEntry {
                what: format!("{what} status"),
                kind: MergeKind::Conflict,
                values: values.collect(),
            });
        }
    }

    fn notes(&self) -> Vec<String> {
        let notes: BTreeSet<&String> = self.all().flat_map(Answers::notes).collect();
        notes.into_iter().cloned().collect()
    }

    fn declared(&mut self) -> (Vec<Declared>, Option<DeclaredCategory<'e>>) {
        let mut wanted: Vec<(Address, DeclaredWhat)> = Vec::new();
        for declared in self.all().flat_map(Answers::declared) {
            let key = (declared.node.clone(), declared.what);
            if !wanted.contains(&key) {
                wanted.push(key);
            }
        }
        let edition = self.parts.first().map(|(_, answers)| answers.edition());
        if let Some(edition) = edition {
            wanted.sort_by_key(|(node, what)| {
                (super::declared::place(edition, node), matches!(what, DeclaredWhat::Maximum))
            });
        }
        let mut declared = Vec::new();
        for (node, what) in wanted {
            let of = |answers: &Answers<'e>| -> Option<Points> {
                let mut figures = answers.declared().iter();
                let found = figures.find(|figure| figure.node == node && figure.what == what);
                found.map(|figure| figure.points)
            };
            let name = format!("declared {node} {}", what.word());
            if let Some(points) = self.settle(name, of, ToString::to_string) {
                declared.push(Declared { node, what, points });
            }
        }
        let category = |answers: &Answers<'e>| answers.declared_category();
        let category =
            self.settle("declared category".to_owned(), category, |category| match category {
                DeclaredCategory::Below => "-".to_owned(),
                DeclaredCategory::Category(category) => category.id.to_string(),
            });
        (declared, category)
    }

    /// Every document once, by id; what is known of it is settled field by field.
    fn evidence(&mut self) -> Vec<Evidence> {
        let mut register: BTreeMap<EvidenceId, Evidence> = BTreeMap::new();
        for evidence in self.all().flat_map(Answers::evidence) {
            let id = self.register.id(evidence);
            register.entry(id.clone()).or_insert(Evidence { id, ..evidence.clone() });
        }
        for (id, evidence) in &mut register {
            let text = String::clone;
            evidence.from = self.field(id, "from", |one| one.from.clone(), text);
            evidence.to = self.field(id, "to", |one| one.to.clone(), text);
            evidence.sha256 = self.field(id, "sha256", |one| one.sha256.clone(), text);
            evidence.link = self.field(id, "link", |one| one.link.clone(), text);
            let word = |status: &EvidenceStatus| status.word().to_owned();
            evidence.status = self.field(id, "status", |one| one.status, word);
        }
        register.into_values().collect()
    }

    fn field<V: Clone>(
        &mut self,
        id: &EvidenceId,
        name: &str,
        of: impl Fn(&Evidence) -> Option<V>,
        text: impl Fn(&V) -> String,
    ) -> Option<V> {
        let known = self.register;
        let value = |answers: &Answers<'e>| {
            let mut same = answers.evidence().iter().filter(|one| known.id(one) == *id);
            same.find_map(&of)
        };
        self.settle(format!("evidence {id} {name}"), value, text)
    }

    /// Wholes that one file states and of which another gives parts: the parts will count alone.
    fn two_depths(&mut self) {
        let Some((_, first)) = self.parts.first() else { return };
        let edition = first.edition();
        let mut found = Vec::new();
        for block in edition.blocks() {
            let inside = |answers: &Answers<'_>| {
                block.indicators.iter().any(|row| {
                    answers.stated_for_indicator(row).is_some() || answers.is_answered(row)
                })
            };
            let stated = |answers: &Answers<'_>| answers.stated_for_block(block.position);
            found.extend(self.depths(block.id.to_string(), stated, inside));
            for row in &block.indicators {
                let stated = |answers: &Answers<'_>| answers.stated_for_indicator(row);
                let inside = |answers: &Answers<'_>| answers.is_answered(row);
                found.extend(self.depths(row.id.to_string(), stated, inside));
            }
        }
        self.entries.extend(found);
    }

    fn depths(
        &self,
        what: String,
        stated: impl Fn(&Answers<'e>) -> Option<Points>,
        inside: impl Fn(&Answers<'e>) -> bool,
    ) -> Option<MergeEntry> {
        // A file that does both itself is told when it is scored.
        let whole = self.parts.iter().filter(|(_, answers)| !inside(answers));
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, answers) in whole {
            if let Some(points) = stated(answers) {
                let text = write::stated(points, answers.edition());
                values.entry(text).or_default().push((*name).to_owned());
            }
        }
        let parts: Vec<String> = self
            .parts
            .iter()
            .filter(|(_, answers)| inside(answers))
            .map(|(name, _)| (*name).to_owned())
            .collect();
        if values.is_empty() || parts.is_empty() {
            return None;
        }
        let mut values: Vec<MergeValue> =
            values.into_iter().map(|(text, origins)| MergeValue { text, origins }).collect();
        values.push(MergeValue { text: "…".to_owned(), origins: parts });
        Some(MergeEntry { what, kind: MergeKind::TwoDepths, values })
    }
}

impl Answers<'_> {
    /// Whether any leaf of a row is answered.
    fn is_answered(&self, row: &Indicator) -> bool {
        row.questions().iter().any(|question| self.response(question).state.is_given())
    }
}
