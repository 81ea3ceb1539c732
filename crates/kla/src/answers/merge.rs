//! Answers of several agencies joined into one, whatever the order in which they come.
//!
//! A value that one file gives and no other contradicts is taken. Where two files give different
//! values nobody's is: both are listed with their origins, and the node stays as it was. With a base, a
//! file that gives the base's own value has changed nothing, so that one that differs is an update.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use super::model::{
    Address, Answers, Declared, DeclaredCategory, DeclaredWhat, Evidence, Response, State,
};
use super::write;
use crate::edition::{Content, Shape};
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
}

impl MergeKind {
    /// All of them, in this order.
    pub const ALL: [MergeKind; 4] =
        [MergeKind::New, MergeKind::Same, MergeKind::Updated, MergeKind::Conflict];

    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            MergeKind::New => "new",
            MergeKind::Same => "same",
            MergeKind::Updated => "updated",
            MergeKind::Conflict => "conflict",
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

    /// The values on which files disagree.
    pub fn conflicts(&self) -> impl Iterator<Item = &MergeEntry> {
        self.entries.iter().filter(|entry| entry.kind == MergeKind::Conflict)
    }
}

/// Joins answers; each part comes with the name of its origin. `base` is what they were made from, if
/// anything.
///
/// The result depends on the set of parts only, not on their order, and joining it with any of them
/// again changes nothing.
///
/// Documents that several parts call by one id and that are not the same get ids of their own: that of
/// their agency in front, or a few digits of their content behind.
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
    let register = Register::of(base, &parts);
    let mut joint = Joint { base, parts: &parts, register: &register, entries: Vec::new() };
    let answers = joint.answers(first);
    Ok(Merge { answers, entries: joint.entries, duplicates })
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
    let mut sorted: Vec<Part<'p, 'e>> =
        parts.iter().map(|(name, answers)| (name.as_str(), answers)).collect();
    sorted.sort_by_key(|(name, answers)| (*name, answers.to_toml()));
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let (mut kept, mut duplicates) = (Vec::new(), Vec::new());
    for (name, answers) in sorted {
        match seen.entry(answers.to_toml()) {
            std::collections::btree_map::Entry::Occupied(first) => {
                duplicates.push((name.to_owned(), (*first.get()).to_owned()));
            }
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(name);
                kept.push((name, answers));
            }
        }
    }
    (kept, duplicates)
}

/// What a document is, whatever it is called and whatever a verifier says of it.
type Identity = (String, Option<String>, [Option<String>; 4]);

fn identity(evidence: &Evidence) -> Identity {
    let Evidence { title, agency, from, to, sha256, link, .. } = evidence;
    let agency = agency.as_ref().map(ToString::to_string);
    (title.clone(), agency, [from.clone(), to.clone(), sha256.clone(), link.clone()])
}

/// The documents of all parts, each under one id.
struct Register {
    ids: BTreeMap<Identity, EvidenceId>,
}

impl Register {
    fn of(base: Option<&Answers<'_>>, parts: &[Part<'_, '_>]) -> Register {
        let mut called: BTreeMap<String, BTreeSet<Identity>> = BTreeMap::new();
        let mut names: BTreeMap<Identity, BTreeSet<String>> = BTreeMap::new();
        let parts = base.into_iter().chain(parts.iter().map(|(_, answers)| *answers));
        for evidence in parts.flat_map(Answers::evidence) {
            let identity = identity(evidence);
            called.entry(evidence.id.to_string()).or_default().insert(identity.clone());
            names.entry(identity).or_default().insert(evidence.id.to_string());
        }
        let ids = names.into_iter().map(|(identity, names)| {
            let id = Register::name(&identity, &names, &called);
            (identity, EvidenceId::new(&id))
        });
        Register { ids: ids.collect() }
    }

    /// A name that only this document has: one that is its own already, or one made of its agency, or
    /// of its content.
    fn name(
        identity: &Identity,
        names: &BTreeSet<String>,
        called: &BTreeMap<String, BTreeSet<Identity>>,
    ) -> String {
        let is_own = |name: &&String| called.get(*name).is_none_or(|others| others.len() == 1);
        // The longest first: a name that an earlier merge made stays.
        let own =
            names.iter().filter(is_own).max_by_key(|name| (name.len(), std::cmp::Reverse(*name)));
        if let Some(own) = own {
            return own.clone();
        }
        let contested = names.iter().next().map_or("", String::as_str);
        let (_, agency, _) = identity;
        let rivals = || called.get(contested).into_iter().flatten();
        if let Some(agency) = agency
            && rivals().filter(|(_, other, _)| other.as_ref() == Some(agency)).count() == 1
            && !called.contains_key(&format!("{agency}-{contested}"))
        {
            return format!("{agency}-{contested}");
        }
        let digest = Sha256::digest(format!("{identity:?}"));
        let digits: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        format!("{contested}-{digits}")
    }

    fn id(&self, evidence: &Evidence) -> EvidenceId {
        self.ids.get(&identity(evidence)).cloned().unwrap_or_else(|| evidence.id.clone())
    }
}

/// Answers being joined.
struct Joint<'j, 'e> {
    base: Option<&'j Answers<'e>>,
    parts: &'j [Part<'j, 'e>],
    register: &'j Register,
    entries: Vec<MergeEntry>,
}

impl<'e> Joint<'_, 'e> {
    fn answers(&mut self, first: &Answers<'e>) -> Answers<'e> {
        let edition = first.edition();
        let blocks = edition.blocks().iter().map(|block| {
            let of = |answers: &Answers<'_>| answers.stated_for_block(block.position);
            self.settle(block.id.to_string(), of, |points| write::stated(*points, edition))
        });
        let blocks = blocks.collect();
        let mut responses = vec![Response::default(); first.responses.len()];
        let mut indicators = Vec::new();
        for indicator in edition.indicators() {
            match &indicator.content {
                Content::Measured(measure) => {
                    indicators.push(None);
                    if let Some(place) = responses.get_mut(indicator.position) {
                        let id = indicator.id.to_string();
                        *place = self.response(id, &measure.shape, first, |answers| {
                            answers.measured(indicator)
                        });
                    }
                }
                Content::Questions { questions, .. } => {
                    let of = |answers: &Answers<'_>| answers.stated_for_indicator(indicator);
                    let id = indicator.id.to_string();
                    indicators.push(self.settle(id, of, |points| write::stated(*points, edition)));
                    for question in questions {
                        let id = question.id.to_string();
                        let shape = &question.measure.shape;
                        responses[question.position] =
                            self.response(id, shape, first, |answers| answers.response(question));
                    }
                }
            }
        }
        let (declared, declared_category) = self.declared();
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
            evidence: self.evidence(),
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
    fn response<'a>(
        &mut self,
        what: String,
        shape: &Shape,
        first: &Answers<'e>,
        of: impl for<'b> Fn(&'b Answers<'e>) -> &'b Response,
    ) -> Response {
        let edition = first.edition();
        let answered = |answers: &Answers<'e>| {
            let response = of(answers);
            let bare = Response {
                evidence: Vec::new(),
                status: None,
                note: None,
                line: None,
                ..response.clone()
            };
            let empty = bare.state == State::Empty && bare.beside.is_none();
            (!empty).then_some(bare)
        };
        let text =
            |response: &Response| write::response(response, shape, edition).unwrap_or_default();
        let mut joint = self.settle(what.clone(), answered, text).unwrap_or_default();
        let status = |answers: &Answers<'e>| of(answers).status;
        joint.status =
            self.settle(format!("{what} status"), status, |status| status.word().to_owned());
        let all = || self.base.into_iter().chain(self.parts.iter().map(|(_, answers)| *answers));
        let mut evidence = BTreeSet::new();
        for answers in all() {
            let known = |id: &EvidenceId| answers.evidence().iter().find(|one| one.id == *id);
            for id in &of(answers).evidence {
                evidence.insert(known(id).map_or_else(|| id.clone(), |one| self.register.id(one)));
            }
        }
        joint.evidence = evidence.into_iter().collect();
        // A joint note is taken apart again, so that joining twice changes nothing.
        let notes: BTreeSet<&str> = all()
            .filter_map(|answers| of(answers).note.as_deref())
            .flat_map(|note| note.split(" | "))
            .collect();
        joint.note = (!notes.is_empty()).then(|| notes.into_iter().collect::<Vec<_>>().join(" | "));
        joint
    }

    fn notes(&self) -> Vec<String> {
        let all = self.base.into_iter().chain(self.parts.iter().map(|(_, answers)| *answers));
        let notes: BTreeSet<&str> = all.flat_map(Answers::notes).map(String::as_str).collect();
        notes.into_iter().map(str::to_owned).collect()
    }

    fn declared(&mut self) -> (Vec<Declared>, Option<DeclaredCategory<'e>>) {
        let all = self.base.into_iter().chain(self.parts.iter().map(|(_, answers)| *answers));
        let mut wanted: Vec<(Address, DeclaredWhat)> = Vec::new();
        for declared in all.flat_map(Answers::declared) {
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

    /// Every document once, by id; what a verifier says of it is settled.
    fn evidence(&mut self) -> Vec<Evidence> {
        let mut register: BTreeMap<EvidenceId, Evidence> = BTreeMap::new();
        let all = self.base.into_iter().chain(self.parts.iter().map(|(_, answers)| *answers));
        for evidence in all.flat_map(Answers::evidence) {
            let id = self.register.id(evidence);
            register.entry(id.clone()).or_insert(Evidence { id, ..evidence.clone() });
        }
        for (id, evidence) in &mut register {
            let known = self.register;
            let status = |answers: &Answers<'e>| {
                let mut same = answers.evidence().iter().filter(|one| known.id(one) == *id);
                same.find_map(|one| one.status)
            };
            let name = format!("evidence {id} status");
            evidence.status = self.settle(name, status, |status| status.word().to_owned());
        }
        register.into_values().collect()
    }
}
