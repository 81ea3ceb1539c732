//! From the table of a mapping file to its pairs.

use super::MappedNodes;
use crate::answers::Address;
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::document::{TableReader, Word, as_text, suggest};
use crate::edition::{Citation, Confidence, Edition, SourceEntry, read_sources};
use crate::id::SourceId;
use crate::wording::Text;

/// What a file says, in the direction that was asked for.
pub(super) struct Read {
    pub(super) reversed: bool,
    pub(super) pairs: Vec<MappedNodes>,
    pub(super) sources: Vec<SourceEntry>,
}

/// Reads a file that maps one of the editions to the other, in either direction.
pub(super) fn file(reader: &TableReader<'_>, from: &Edition, to: &Edition) -> Option<Read> {
    let (first, second) = (reader.text("from"), reader.text("to"));
    let sources = read_sources(reader).0;
    let tables = reader.optional_tables("map");
    let (first, second) = (first?, second?);
    let reversed = *from.id() != *first.text && *to.id() == *first.text;
    let (from, to) = if reversed { (to, from) } else { (from, to) };
    let mut fits = true;
    for (word, edition) in [(first, from), (second, to)] {
        if *edition.id() != *word.text {
            fits = false;
            mismatch(word, edition, reader.sink());
        }
    }
    if !fits {
        // Nodes of other editions would all be strangers here; the head says enough.
        for table in tables {
            for key in ["from", "to", "source", "confidence"] {
                let _ = table.optional(key);
            }
            table.finish();
        }
        return None;
    }
    let (mut earlier, mut later) = (Side::new(from), Side::new(to));
    let mut pairs = Vec::new();
    for table in tables {
        let nodes = (earlier.nodes(&table, "from"), later.nodes(&table, "to"));
        let citation = citation(&table, &sources);
        table.finish();
        let (from, to) = if reversed { (nodes.1, nodes.0) } else { nodes };
        pairs.push(MappedNodes { from, to, citation });
    }
    Some(Read { reversed, pairs, sources })
}

fn mismatch(word: Word<'_>, edition: &Edition, sink: &Sink) {
    sink.advise(
        Code::MappingMismatch,
        word.span,
        Text::new(
            format!("padanan ini menyebut edisi `{}`, bukan `{}`", word.text, edition.id()),
            format!("this mapping names edition `{}`, not `{}`", word.text, edition.id()),
        ),
        Text::new(
            "pakai berkas padanan yang menyebut kedua edisi isian yang dibandingkan",
            "use a mapping file that names the two editions of the answers that are compared",
        ),
    );
}

/// The nodes of one edition that were named so far.
struct Side<'e> {
    edition: &'e Edition,
    named: Vec<Address>,
}

impl<'e> Side<'e> {
    fn new(edition: &'e Edition) -> Side<'e> {
        Side { edition, named: Vec::new() }
    }

    /// The nodes of a list, which names at least one; each is known, named once and inside no other.
    fn nodes(&mut self, table: &TableReader<'_>, key: &'static str) -> Vec<Address> {
        let Some(node) = table.required(key) else { return Vec::new() };
        let Some(list) = crate::document::as_list(node, table.sink()) else { return Vec::new() };
        if list.is_empty() {
            table.sink().report(
                Code::MissingKey,
                &node.span,
                Text::new(
                    "sebutkan sedikitnya satu blok, indikator, atau butir",
                    "name at least one block, indicator or question",
                ),
            );
        }
        let words = list.iter().filter_map(|node| as_text(node, table.sink()));
        words.filter_map(|word| self.node(word, table.sink())).collect()
    }

    fn node(&mut self, word: Word<'_>, sink: &Sink) -> Option<Address> {
        let id = self.edition.id();
        let Some(node) = self.edition.address(word.text) else {
            let message = Text::new(
                format!("`{}` tidak ada dalam edisi {id}", word.text),
                format!("edition {id} has no `{}`", word.text),
            );
            let known = self.edition.addresses();
            suggest(Code::UnknownReference, word.span, message, word.text, known, sink);
            return None;
        };
        if self.named.contains(&node) {
            sink.report(
                Code::MappedTwice,
                word.span,
                Text::new(
                    format!("`{node}` dari edisi {id} sudah dipadankan di atas"),
                    format!("`{node}` of edition {id} is mapped above already"),
                ),
            );
            return None;
        }
        let other = |other: &&Address| {
            self.edition.is_inside(&node, other) || self.edition.is_inside(other, &node)
        };
        if let Some(other) = self.named.iter().find(other) {
            sink.advise(
                Code::MappedNested,
                word.span,
                Text::new(
                    format!("`{node}` dan `{other}` dari edisi {id} saling memuat"),
                    format!("of `{node}` and `{other}` of edition {id} one holds the other"),
                ),
                Text::new(
                    "padankan keseluruhannya atau bagian-bagiannya, jangan keduanya",
                    "map the whole or its parts, not both",
                ),
            );
            return None;
        }
        self.named.push(node.clone());
        Some(node)
    }
}

/// `source`, one of the file's own, and `confidence` of a pair.
fn citation(table: &TableReader<'_>, sources: &[SourceEntry]) -> Option<Citation> {
    let source = table.text("source");
    let words = Confidence::ALL.map(|confidence| (confidence.word(), confidence));
    let confidence = table.choice("confidence", &words);
    let source = source?;
    if !sources.iter().any(|known| known.id == *source.text) {
        let message = Text::new(
            format!("sumber `{}` tidak didaftar dalam berkas ini", source.text),
            format!("the source `{}` is not listed in this file", source.text),
        );
        let known = sources.iter().map(|known| known.id.as_str());
        suggest(Code::UnknownReference, source.span, message, source.text, known, table.sink());
        return None;
    }
    Some(Citation { source: SourceId::new(source.text), confidence: confidence? })
}
