//! The parts that edition and block files share: citations, measures, references.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::check::Unique;
use super::citation::{Citation, Confidence};
use super::index::Lexicon;
use super::model::{Agency, EvidenceKind, RulePlace, SourceEntry};
use super::planning::EffortClass;
use super::policy::{NotApplicablePolicy, RoundTo};
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::document::{Span, TableReader, Word, suggest};
use crate::id::{AgencyId, EffortId, EvidenceKindId, SourceId};
use crate::points::Ties;
use crate::wording::{Text, fold};

/// What the rules of an edition may refer to.
pub(super) struct Names {
    pub(super) sources: Vec<SourceEntry>,
    pub(super) source_spans: Vec<Span>,
    pub(super) agencies: Vec<Agency>,
    pub(super) evidence: Vec<EvidenceKind>,
    pub(super) efforts: Vec<EffortClass>,
    pub(super) cited: RefCell<BTreeSet<SourceId>>,
    source_ids: Lexicon,
    agency_ids: Lexicon,
    evidence_ids: Lexicon,
    effort_ids: Lexicon,
}

impl Names {
    pub(super) fn new(
        sources: Vec<SourceEntry>,
        source_spans: Vec<Span>,
        agencies: Vec<Agency>,
        evidence: Vec<EvidenceKind>,
        efforts: Vec<EffortClass>,
    ) -> Names {
        Names {
            source_ids: Lexicon::of(sources.iter().map(|source| &source.id)),
            agency_ids: Lexicon::of(agencies.iter().map(|agency| &agency.id)),
            evidence_ids: Lexicon::of(evidence.iter().map(|kind| &kind.id)),
            effort_ids: Lexicon::of(efforts.iter().map(|class| &class.id)),
            sources,
            source_spans,
            agencies,
            evidence,
            efforts,
            cited: RefCell::default(),
        }
    }

    /// `source` and `confidence` of a rule.
    pub(super) fn citation(&self, reader: &TableReader<'_>) -> Option<Citation> {
        let source = reader.text("source").and_then(|word| self.source(word, reader.sink()));
        let words = Confidence::ALL.map(|confidence| (confidence.word(), confidence));
        let confidence = reader.choice("confidence", &words);
        Some(Citation { source: source?, confidence: confidence? })
    }

    fn source(&self, word: Word<'_>, sink: &Sink) -> Option<SourceId> {
        let what = Text::new("sumber", "source");
        let id = SourceId::new(reference(word, &what, &self.source_ids, sink)?);
        self.cited.borrow_mut().insert(id.clone());
        Some(id)
    }

    pub(super) fn agencies(&self, reader: &TableReader<'_>) -> Vec<AgencyId> {
        let what = Text::new("perangkat daerah", "agency");
        reader
            .optional_texts("agencies")
            .into_iter()
            .filter_map(|word| reference(word, &what, &self.agency_ids, reader.sink()))
            .map(AgencyId::new)
            .collect()
    }

    pub(super) fn evidence(&self, reader: &TableReader<'_>) -> Vec<EvidenceKindId> {
        let what = Text::new("jenis bukti", "kind of evidence");
        reader
            .optional_texts("evidence")
            .into_iter()
            .filter_map(|word| reference(word, &what, &self.evidence_ids, reader.sink()))
            .map(EvidenceKindId::new)
            .collect()
    }

    pub(super) fn effort(&self, reader: &TableReader<'_>) -> Option<EffortId> {
        let word = reader.optional_text("effort")?;
        let what = Text::new("kelas usaha", "class of effort");
        reference(word, &what, &self.effort_ids, reader.sink()).map(EffortId::new)
    }
}

/// Reads tables that each carry an `id` of their own; a repeated id is reported and dropped.
pub(super) fn unique_tables<'t, T>(
    tables: Vec<TableReader<'t>>,
    what: &Text,
    mut read: impl FnMut(&TableReader<'t>, &'t str) -> Option<T>,
) -> Vec<T> {
    let mut unique = Unique::default();
    let mut items = Vec::new();
    for table in tables {
        let id = table.text("id");
        let id = id.filter(|id| unique.claim(id.text, what, id.span, table.sink()));
        items.extend(read(&table, id.map_or("", |id| id.text)).filter(|_| id.is_some()));
        table.finish();
    }
    items
}

/// A name that must be among the known ones.
pub(crate) fn reference<'t>(
    word: Word<'t>,
    what: &Text,
    known: &Lexicon,
    sink: &Sink,
) -> Option<&'t str> {
    if known.holds(word.text) {
        return Some(word.text);
    }
    let message = Text::new(
        format!("{} `{}` tidak didefinisikan edisi ini", what.get(crate::Lang::Id), word.text),
        format!("the {} `{}` is not defined by this edition", what.get(crate::Lang::En), word.text),
    );
    suggest(Code::UnknownReference, word.span, message, word.text, known.iter(), sink);
    None
}

/// A text with its optional English twin: `key` and `key_en`.
pub(super) fn bilingual(
    reader: &TableReader<'_>,
    key: &'static str,
    key_en: &'static str,
) -> Option<Text> {
    let id = reader.text(key);
    let en = reader.optional_text(key_en);
    let id = id?.text.to_owned();
    let en = en.map_or_else(|| id.clone(), |word| word.text.to_owned());
    Some(Text::new(id, en))
}

/// `digits` and `ties` of a rounding.
pub(super) fn round_to(reader: &TableReader<'_>) -> Option<RoundTo> {
    let digits = reader.whole("digits", 0, 6);
    let ties = reader.choice("ties", &[("half-up", Ties::HalfUp)]);
    Some(RoundTo { digits: digits?, ties: ties? })
}

/// One of the three words for what an answer that does not apply does; `leaves` takes its rounding
/// from `round`.
pub(super) fn not_applicable(
    word: Word<'_>,
    round: impl FnOnce() -> Option<RoundTo>,
    sink: &Sink,
) -> Option<NotApplicablePolicy> {
    match word.text {
        "lost" => Some(NotApplicablePolicy::Lost),
        "granted" => Some(NotApplicablePolicy::Granted),
        "leaves" => round().map(NotApplicablePolicy::Leaves),
        _ => {
            let message = Text::new(
                format!("`{}` bukan pilihan di sini", word.text),
                format!("`{}` is not a choice here", word.text),
            );
            let known = ["lost", "granted", "leaves"];
            suggest(Code::UnknownWord, word.span, message, word.text, known, sink);
            None
        }
    }
}

/// The place of a table's maximum, or of the table where it has none.
pub(super) fn maximum_span(table: &TableReader<'_>) -> Span {
    table.optional("maximum").map_or_else(|| table.span().clone(), |node| node.span.clone())
}

/// Where the rule of a table stands.
pub(super) fn place(table: &TableReader<'_>) -> RulePlace {
    let source = table.sink().source();
    RulePlace { file: source.name().into(), line: source.line_at(maximum_span(table).start) }
}

/// The sources of a file, with their places.
pub(crate) fn sources(reader: &TableReader<'_>) -> (Vec<SourceEntry>, Vec<Span>) {
    let what = Text::new("sumber", "source");
    let sources = unique_tables(reader.optional_tables("source"), &what, |table, id| {
        let url = table.optional_text("url").map(|word| word.text.to_owned());
        let title = table.text("title")?.text.to_owned();
        Some((SourceEntry { id: SourceId::new(id), title, url }, table.span().clone()))
    });
    sources.into_iter().unzip()
}

/// The agencies of a file. No spelling may stand for two of them, nor for one that is known already.
pub(super) fn agencies(reader: &TableReader<'_>, known: &[Agency]) -> Vec<Agency> {
    let what = Text::new("perangkat daerah", "agency");
    let mut seen: BTreeMap<String, String> = known
        .iter()
        .flat_map(|agency| agency.spellings().map(|name| (fold(name), agency.id.to_string())))
        .collect();
    unique_tables(reader.optional_tables("agency"), &what, |table, id| {
        let (name, short) = (table.text("name"), table.text("short"));
        let aliases = table.optional_texts("aliases");
        let mut own: Vec<String> = name.iter().chain(&short).map(|word| fold(word.text)).collect();
        own.push(fold(id));
        for word in &aliases {
            let folded = fold(word.text);
            if own.contains(&folded) {
                table.sink().report(
                    Code::NeedlessAlias,
                    word.span,
                    Text::new(
                        format!("alias `{}` tidak perlu: ejaannya sudah dikenal", word.text),
                        format!("the alias `{}` is not needed: its spelling is known", word.text),
                    ),
                );
            }
            own.push(folded);
        }
        for word in name.iter().chain(&short).chain(&aliases) {
            let other = seen.entry(fold(word.text)).or_insert_with(|| id.to_owned());
            if other != id {
                table.sink().report(
                    Code::AliasTaken,
                    word.span,
                    Text::new(
                        format!("`{}` sudah menunjuk perangkat daerah `{other}`", word.text),
                        format!("`{}` already stands for the agency `{other}`", word.text),
                    ),
                );
            }
        }
        Some(Agency {
            id: AgencyId::new(id),
            name: name?.text.to_owned(),
            short: short?.text.to_owned(),
            aliases: aliases.iter().map(|word| word.text.to_owned()).collect(),
        })
    })
}
