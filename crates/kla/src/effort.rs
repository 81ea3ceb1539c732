//! A file of the user that says how much work actions are in one region, and what cannot change there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::answers::Address;
use crate::code::Code;
use crate::diagnostic::{Rejected, Sink, Source, settle};
use crate::document::{self, Entry, TableReader, Value, Word, as_text, as_whole, suggest};
use crate::edition::{Edition, Lexicon, MOST_UNITS, reference};
use crate::id::EffortId;
use crate::wording::Text;

/// How much work actions are in one region, where that differs from the edition.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct EffortChanges {
    /// What the file is called; empty where there is none.
    pub name: String,
    /// Units of classes, in place of the edition's.
    pub classes: BTreeMap<EffortId, u32>,
    /// The work of single questions, or of indicators that are measured themselves.
    pub leaves: BTreeMap<Address, Work>,
    /// Questions, rows and blocks that stay as they are.
    pub locked: BTreeSet<Address>,
}

/// How much work it is to bring a question from nothing to its maximum.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Work {
    /// That of a class.
    Class(EffortId),
    /// So many units; at least 1.
    Units(u32),
}

impl Edition {
    /// Reads how much work actions are in one region, and what cannot change there.
    ///
    /// # Errors
    ///
    /// Every problem of the file, in its order.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let changes = edition.read_effort("usaha.toml", r#"
    ///     format = 1
    ///     edition = "2023"
    ///     lock = ["klaster-5", "7.P2"]
    ///     [classes]
    ///     regulasi = 20
    ///     [questions]
    ///     "4.P4" = "kegiatan"
    ///     "8.P1" = 3
    /// "#).unwrap();
    /// assert_eq!(changes.locked.len(), 2);
    /// # }
    /// ```
    pub fn read_effort(&self, name: &str, text: &str) -> Result<EffortChanges, Rejected> {
        let source = Arc::new(Source::new(name, text));
        let sink = Sink::new(&source);
        let table = document::parse(&source, &sink);
        let reader = TableReader::new(&table, &(0..0), &sink);
        let changes = reader.format().then(|| {
            let changes = read(self, &reader, name);
            reader.finish();
            changes
        });
        settle(sink.into_findings(), changes).map(|(changes, _)| changes)
    }
}

fn read(edition: &Edition, reader: &TableReader<'_>, name: &str) -> EffortChanges {
    let mut changes = EffortChanges { name: name.to_owned(), ..EffortChanges::default() };
    if let Some(word) = reader.text("edition")
        && *edition.id() != *word.text
    {
        reader.sink().report(
            Code::EditionMismatch,
            word.span,
            Text::new(
                format!("berkas ini untuk edisi `{}`, bukan `{}`", word.text, edition.id()),
                format!("this file is for edition `{}`, not `{}`", word.text, edition.id()),
            ),
        );
    }
    let classes = edition.effort().map_or(&[][..], |effort| &effort.classes);
    let known = Lexicon::of(classes.iter().map(|class| &class.id));
    let what = Text::new("kelas usaha", "class of effort");
    if let Some(table) = reader.optional_table("classes") {
        for entry in table.entries() {
            let word = Word { text: &entry.key, span: &entry.key_span };
            let class = reference(word, &what, &known, table.sink());
            let units = as_whole(&entry.node, 1, MOST_UNITS, table.sink());
            if let (Some(class), Some(units)) = (class, units) {
                changes.classes.insert(EffortId::new(class), units);
            }
        }
    }
    if let Some(table) = reader.optional_table("questions") {
        for entry in table.entries() {
            let leaf = leaf(edition, entry, table.sink());
            let work = match &entry.node.value {
                Value::Whole(_) => {
                    as_whole(&entry.node, 1, MOST_UNITS, table.sink()).map(Work::Units)
                }
                _ => as_text(&entry.node, table.sink())
                    .and_then(|word| Some((word, reference(word, &what, &known, table.sink())?)))
                    .filter(|(word, class)| is_work(edition, class, *word, table.sink()))
                    .map(|(_, class)| Work::Class(EffortId::new(class))),
            };
            if let (Some(leaf), Some(work)) = (leaf, work) {
                changes.leaves.insert(leaf, work);
            }
        }
    }
    for word in reader.optional_texts("lock") {
        match edition.address(word.text) {
            Some(node) => {
                changes.locked.insert(node);
            }
            None => unknown(edition, word, edition.addresses(), reader.sink()),
        }
    }
    changes
}

/// Whether a class can bring about a better answer: handing in or mending documents cannot.
fn is_work(edition: &Edition, class: &str, word: Word<'_>, sink: &Sink) -> bool {
    let is_evidence = edition.effort().is_some_and(|effort| {
        [&effort.missing, &effort.rejected, &effort.unchecked].into_iter().any(|id| *id == *class)
    });
    if is_evidence {
        sink.advise(
            Code::WrongAnswer,
            word.span,
            Text::new(
                format!("kelas `{class}` hanya untuk bukti; jawaban tidak menjadi lebih baik dengan dokumen saja"),
                format!("the class `{class}` is for evidence only; no answer gets better by a document alone"),
            ),
            Text::new(
                "tulis kelas pekerjaannya, misalnya kegiatan atau layanan, atau satuannya",
                "write the class of the work, such as an activity or a service, or its units",
            ),
        );
    }
    !is_evidence
}

/// A question, or an indicator that is measured itself.
fn leaf(edition: &Edition, entry: &Entry, sink: &Sink) -> Option<Address> {
    let found = edition.address(&entry.key).filter(|node| match node {
        Address::Question(_) => true,
        Address::Indicator(id) => {
            edition.indicator(id.as_str()).is_some_and(|row| row.measure().is_some())
        }
        Address::Total | Address::Block(_) => false,
    });
    if found.is_none() {
        let measured = edition.indicators().filter(|row| row.measure().is_some());
        let known = edition.questions().map(|question| question.id.as_str());
        let known = known.chain(measured.map(|row| row.id.as_str()));
        unknown(edition, Word { text: &entry.key, span: &entry.key_span }, known, sink);
    }
    found
}

fn unknown<'k>(
    edition: &Edition,
    word: Word<'_>,
    known: impl Iterator<Item = &'k str>,
    sink: &Sink,
) {
    let message = Text::new(
        format!("butir `{}` tidak ada dalam edisi {}", word.text, edition.id()),
        format!("edition {} has no question `{}`", edition.id, word.text),
    );
    suggest(Code::UnknownQuestion, word.span, message, word.text, known, sink);
}
