//! The parts that edition and block files share: citations, measures, references.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::model::{
    Agency, AnsweredBy, Better, Citation, Confidence, EvidenceKind, Measure, RoundingAt, Shape,
    SourceEntry, ZeroTotal,
};
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::document::{Span, TableReader, Word, suggest};
use crate::id::{AgencyId, EvidenceKindId, SourceId};
use crate::wording::Text;

/// What the rules of an edition may refer to.
pub(super) struct Names {
    pub(super) sources: Vec<SourceEntry>,
    pub(super) source_spans: Vec<Span>,
    pub(super) agencies: Vec<Agency>,
    pub(super) evidence: Vec<EvidenceKind>,
    pub(super) cited: RefCell<BTreeSet<SourceId>>,
}

impl Names {
    /// `source` and `confidence` of a rule.
    pub(super) fn citation(&self, reader: &TableReader<'_>) -> Option<Citation> {
        let source = reader.text("source").and_then(|word| self.source(word, reader.sink()));
        let words = Confidence::ALL.map(|confidence| (confidence.word(), confidence));
        let confidence = reader.choice("confidence", &words);
        Some(Citation { source: source?, confidence: confidence? })
    }

    fn source(&self, word: Word<'_>, sink: &Sink) -> Option<SourceId> {
        let known: Vec<&str> = self.sources.iter().map(|source| source.id.as_str()).collect();
        let what = Text::new("sumber", "source");
        let id = SourceId::new(reference(word, &what, &known, sink)?);
        self.cited.borrow_mut().insert(id.clone());
        Some(id)
    }

    fn agencies(&self, reader: &TableReader<'_>) -> Vec<AgencyId> {
        let known: Vec<&str> = self.agencies.iter().map(|agency| agency.id.as_str()).collect();
        let what = Text::new("perangkat daerah", "agency");
        reader
            .optional_texts("agencies")
            .into_iter()
            .filter_map(|word| reference(word, &what, &known, reader.sink()))
            .map(AgencyId::new)
            .collect()
    }

    fn evidence(&self, reader: &TableReader<'_>) -> Vec<EvidenceKindId> {
        let known: Vec<&str> = self.evidence.iter().map(|kind| kind.id.as_str()).collect();
        let what = Text::new("jenis bukti", "kind of evidence");
        reader
            .optional_texts("evidence")
            .into_iter()
            .filter_map(|word| reference(word, &what, &known, reader.sink()))
            .map(EvidenceKindId::new)
            .collect()
    }

    /// What is asked and how it earns, rounded as the edition says for this depth.
    pub(super) fn measure(
        &self,
        reader: &TableReader<'_>,
        rounding: RoundingAt,
    ) -> Option<Measure> {
        let text = reader.text("text");
        let shape = shape(reader, rounding);
        let better = reader
            .optional_choice("better", &[("higher", Better::Higher), ("lower", Better::Lower)]);
        let answered_by = reader.optional_choice(
            "answered_by",
            &[("kecamatan", AnsweredBy::Kecamatan), ("desa", AnsweredBy::Desa)],
        );
        let (agencies, evidence) = (self.agencies(reader), self.evidence(reader));
        Some(Measure {
            text: text?.text.to_owned(),
            shape: shape?,
            better: better.unwrap_or(Better::Higher),
            answered_by,
            agencies,
            evidence,
        })
    }
}

fn shape(reader: &TableReader<'_>, rounding: RoundingAt) -> Option<Shape> {
    #[derive(Clone, Copy)]
    enum Name {
        Points,
        Percent,
    }
    let word = reader.text("shape")?;
    let name = reader.choice("shape", &[("points", Name::Points), ("percent", Name::Percent)])?;
    match name {
        Name::Points => Some(Shape::Points),
        Name::Percent => {
            let scale = reader.choice("scale", &[("linear", ())]);
            let zero_total = reader.choice(
                "zero_total",
                &[
                    ("not-applicable", ZeroTotal::NotApplicable),
                    ("full", ZeroTotal::Full),
                    ("none", ZeroTotal::None),
                ],
            );
            let RoundingAt::Indicator { digits, ties } = rounding else {
                reader.sink().advise(
                    Code::RoundingNeeded,
                    word.span,
                    Text::new(
                        "nilai dari persentase linear jarang berakhir, tetapi edisi ini tidak membulatkannya",
                        "points from a linear percentage seldom end, but this edition does not round them",
                    ),
                    Text::new(
                        "tulis pembulatan dengan sumbernya di `[rounding]`, atau pakai bentuk lain",
                        "state a rounding with its source in `[rounding]`, or use another shape",
                    ),
                );
                return None;
            };
            scale?;
            Some(Shape::PercentLinear { zero_total: zero_total?, digits, ties })
        }
    }
}

/// A name that must be among the known ones.
pub(super) fn reference<'t>(
    word: Word<'t>,
    what: &Text,
    known: &[&str],
    sink: &Sink,
) -> Option<&'t str> {
    if known.contains(&word.text) {
        return Some(word.text);
    }
    let message = Text::new(
        format!("{} `{}` tidak didefinisikan edisi ini", what.get(crate::Lang::Id), word.text),
        format!("the {} `{}` is not defined by this edition", what.get(crate::Lang::En), word.text),
    );
    suggest(Code::UnknownReference, word.span, message, word.text, known, sink);
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
