//! What whoever takes over a file has to know: what is open and with whom, every note, every document.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kla::{
    Address, Agency, AnswerLeaf, Evidence, Points, State, names_a_person, tells_of_conflict,
};

use crate::marks::MarkedCards;
use crate::stake::{Bucket, Stakes};

/// Everything in some answers that somebody has to go on with.
///
/// Nothing is left out but what is settled: an answer that is accepted at its maximum is open no more.
#[derive(Debug)]
#[non_exhaustive]
pub struct Handover<'a> {
    /// What is not safe or not earned, one entry for each question, or for each block or row of which only
    /// the whole is known; the largest first, equal ones in official order.
    pub open: Vec<OpenItem<'a>>,
    /// The questions that nobody has answered, or of which the answer is not known, in official order.
    /// Those inside a block or row of which only the whole is known are not among them.
    pub unanswered: Vec<AnswerLeaf<'a>>,
    /// The notes of the file, then those of its questions in official order; conflicts first.
    pub notes: Vec<NoteOn<'a>>,
    /// The documents in the order of the register.
    pub documents: Vec<DocumentUse<'a>>,
    /// The claims that refer to no document, in official order.
    pub without_document: Vec<Address>,
}

/// What is open about a question, or about a whole.
#[derive(Debug)]
#[non_exhaustive]
pub struct OpenItem<'a> {
    /// The question; or the block or row, where only its whole is known.
    pub node: Address,
    /// What is asked, or what the block or row is called.
    pub name: &'a str,
    /// The points that are open, for whatever reason.
    pub points: Points,
    /// Why, and how many of the points for each reason.
    pub parts: Vec<(Bucket, Points)>,
    /// Who owns it; shared where there are several.
    pub agencies: Vec<&'a Agency>,
    /// The kinds of evidence that are asked for.
    pub asked: Vec<&'a str>,
    /// The documents that are named for it.
    pub documents: Vec<&'a Evidence>,
    /// Whether merged files disagree on the answer and nobody has decided yet.
    pub disputed: bool,
    /// The question with its answer; `None` for a whole.
    pub leaf: Option<AnswerLeaf<'a>>,
}

/// What is open with one agency.
#[derive(Debug)]
#[non_exhaustive]
pub struct OpenWith<'h, 'a> {
    /// The agency; `None` for what has no known owner.
    pub agency: Option<&'a Agency>,
    /// What is open, the largest first.
    pub items: Vec<&'h OpenItem<'a>>,
    /// The points of all of it.
    pub points: Points,
    /// The points of what other agencies own as well.
    pub shared: Points,
}

/// A note and where it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct NoteOn<'a> {
    /// The question or measured row; `None` for the file itself.
    pub node: Option<Address>,
    /// What it says.
    pub text: &'a str,
    /// Whether it tells that merged files disagree.
    pub conflict: bool,
    /// Whether it seems to name a person.
    pub person: bool,
}

/// A document and the answers that refer to it.
#[derive(Debug)]
#[non_exhaustive]
pub struct DocumentUse<'a> {
    /// The document.
    pub document: &'a Evidence,
    /// The answers, in official order; none where nobody refers to it.
    pub used_by: Vec<Address>,
    /// Whether its title seems to name a person.
    pub person: bool,
}

impl<'a> Handover<'a> {
    /// What is to be handed over of some answers, while everything can still be mended.
    ///
    /// ```
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let answers = edition.read_answers("a.toml", r#"
    ///     format = 1
    ///     edition = "2023"
    ///     region = "62.71"
    ///     year = 2024
    ///     stage = "mandiri"
    ///     [answers.4]
    ///     P4 = { points = "3", status = "ditolak", note = "angkanya ada di Disdukcapil" }
    /// "#).unwrap();
    /// let marks = kla_plan::Marks::of(&answers);
    /// let handover = kla_plan::Handover::of(&marks.score());
    /// let open = handover.open.iter().find(|item| item.node.to_string() == "4.P4").unwrap();
    /// // 3 points were rejected, and 2 more of its 5 were never claimed.
    /// assert_eq!(open.points.to_string(), "5");
    /// assert_eq!(open.parts.len(), 2);
    /// assert_eq!(handover.notes[0].text, "angkanya ada di Disdukcapil");
    /// ```
    #[must_use]
    pub fn of(cards: &MarkedCards<'a>) -> Handover<'a> {
        let card = &cards.claimed;
        let answers = card.answers();
        let counts = |leaf: &AnswerLeaf<'a>| card.points_of(&leaf.address).is_some();
        let is_open = |leaf: &AnswerLeaf<'a>| !leaf.response.state.is_given() && counts(leaf);
        let is_bare = |leaf: &AnswerLeaf<'a>| {
            let claims = matches!(leaf.response.state, State::Points(_) | State::Given(_));
            claims && leaf.response.evidence.is_empty()
        };
        Handover {
            open: open(cards),
            unanswered: answers.leaves().filter(is_open).collect(),
            notes: notes(cards),
            documents: answers.evidence().iter().map(|document| uses(cards, document)).collect(),
            without_document: answers.leaves().filter(is_bare).map(|leaf| leaf.address).collect(),
        }
    }

    /// What is open agency by agency, the one with the most points first, equal ones in the order of the
    /// edition; last what has no known owner. A shared question stands with each of its owners.
    #[must_use]
    pub fn agencies<'h>(&'h self, agencies: &'a [Agency]) -> Vec<OpenWith<'h, 'a>> {
        let owns = |agency: &Agency, item: &OpenItem<'_>| {
            item.agencies.iter().any(|owner| owner.id == agency.id)
        };
        let of = |agency: &'a Agency| {
            let items = self.open.iter().filter(|item| owns(agency, item)).collect();
            OpenWith::new(Some(agency), items)
        };
        let mut all: Vec<OpenWith<'_, '_>> = agencies.iter().map(of).collect();
        all.sort_by_key(|open| Reverse(open.points));
        let nobodys = self.open.iter().filter(|item| item.agencies.is_empty()).collect();
        all.push(OpenWith::new(None, nobodys));
        all.retain(|open| !open.items.is_empty());
        all
    }
}

impl<'h, 'a> OpenWith<'h, 'a> {
    fn new(agency: Option<&'a Agency>, items: Vec<&'h OpenItem<'a>>) -> OpenWith<'h, 'a> {
        let shared = items.iter().filter(|item| item.agencies.len() > 1);
        OpenWith {
            agency,
            points: items.iter().map(|item| item.points).sum(),
            shared: shared.map(|item| item.points).sum(),
            items,
        }
    }
}

/// The stakes, those of one node together.
fn open<'a>(cards: &MarkedCards<'a>) -> Vec<OpenItem<'a>> {
    let leaves: Vec<AnswerLeaf<'a>> = cards.claimed.answers().leaves().collect();
    let mut open: Vec<OpenItem<'a>> = Vec::new();
    for stake in Stakes::of(cards).stakes {
        if let Some(item) = open.iter_mut().find(|item| item.node == stake.node) {
            item.points += stake.points;
            item.parts.push((stake.bucket, stake.points));
            continue;
        }
        open.push(OpenItem {
            leaf: leaves.iter().find(|leaf| leaf.address == stake.node).cloned(),
            node: stake.node,
            name: stake.name,
            points: stake.points,
            parts: vec![(stake.bucket, stake.points)],
            agencies: stake.agencies,
            asked: stake.asked,
            documents: stake.documents,
            disputed: stake.disputed,
        });
    }
    let order = cards.claimed.edition().addresses().enumerate();
    let order: BTreeMap<&str, usize> = order.map(|(place, address)| (address, place)).collect();
    for item in &mut open {
        item.parts.sort_by_key(|(bucket, _)| *bucket);
    }
    open.sort_by_key(|item| {
        (Reverse(item.points), order.get(item.node.to_string().as_str()).copied())
    });
    open
}

fn notes<'a>(cards: &MarkedCards<'a>) -> Vec<NoteOn<'a>> {
    let answers = cards.claimed.answers();
    let note = |node, text: &'a str| NoteOn {
        node,
        text,
        conflict: tells_of_conflict(text),
        person: names_a_person(text),
    };
    let of_file = answers.notes().iter().map(|text| note(None, text));
    let of_leaves = answers.leaves().filter_map(|leaf| {
        let text = leaf.response.note.as_deref()?;
        Some(note(Some(leaf.address), text))
    });
    let mut notes: Vec<NoteOn<'a>> = of_file.chain(of_leaves).collect();
    // Stable: what is alike stays in official order.
    notes.sort_by_key(|note| !note.conflict);
    notes
}

fn uses<'a>(cards: &MarkedCards<'a>, document: &'a Evidence) -> DocumentUse<'a> {
    let leaves = cards.claimed.answers().leaves();
    let refers = |leaf: &AnswerLeaf<'_>| leaf.response.evidence.contains(&document.id);
    DocumentUse {
        document,
        used_by: leaves.filter(refers).map(|leaf| leaf.address).collect(),
        person: names_a_person(&document.title),
    }
}
