//! Answers of a region: read from text at three depths, checked against an edition.

mod changes;
mod declared;
mod documents;
mod figure;
mod merge;
mod model;
mod note;
mod read;
mod register;
mod response;
mod responses;
mod revise;
mod stages;
mod table;
mod write;

use std::sync::Arc;

pub use changes::{Changes, NamedChanges};
pub use model::{
    Address, Answered, Answers, Declared, DeclaredCategory, DeclaredWhat, Evidence, EvidenceStatus,
    Figure, Place, Response, ResponseDetails, State, Ticks, UnitAnswer,
};

pub use merge::{Merge, MergeEntry, MergeError, MergeKind, MergeValue, merge};
pub use note::{names_a_person, tells_of_conflict};
pub(crate) use responses::{PlainSum, plain_sum};
pub use revise::{AnswerLeaf, StatedNode};
pub use stages::OverError;
pub use table::{AnswersHead, TableColumns, TableRow};

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Rejected, Sink, Source, settle};
use crate::document::{self, Span, Table, TableReader, Value, joined, suggest};
use crate::edition::{Depth, Edition};
use crate::region::Regions;
use crate::wording::{Lang, Text};

/// An answers file as text that has been taken apart but not yet checked against an edition.
///
/// It can be asked which edition it was written for, so that the caller can fetch that one.
#[derive(Debug)]
pub struct AnswersFile {
    source: Arc<Source>,
    table: Table,
    findings: Vec<Diagnostic>,
}

impl AnswersFile {
    /// Takes the text apart. Problems are kept until [`AnswersFile::check`] reports all of them.
    #[must_use]
    pub fn parse(source: Source) -> AnswersFile {
        let source = Arc::new(source);
        let sink = Sink::new(&source);
        let table = document::parse(&source, &sink);
        AnswersFile { source, table, findings: sink.into_findings() }
    }

    /// Takes a text apart that must be JSON, such as a line of NDJSON.
    ///
    /// ```
    /// use kla::{AnswersFile, Source};
    /// let file = AnswersFile::parse_json(Source::new("nation.ndjson", "null"));
    /// assert_eq!(file.findings()[0].code().name(), "syntax");
    /// ```
    #[must_use]
    pub fn parse_json(source: Source) -> AnswersFile {
        if source.text().trim_start().starts_with('{') {
            return AnswersFile::parse(source);
        }
        let source = Arc::new(source);
        let sink = Sink::new(&source);
        let message = Text::new("ini bukan objek JSON", "this is no JSON object");
        let help = Text::new(
            "tulis satu isian utuh di antara `{` dan `}`",
            "write one whole set of answers between `{` and `}`",
        );
        sink.advise(Code::Syntax, &(0..0), message, help);
        AnswersFile { source, table: Table::default(), findings: sink.into_findings() }
    }

    /// What was found while the text was taken apart: broken syntax, a file too large, a NIK.
    #[must_use]
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// The edition that the file names, if it names one.
    #[must_use]
    pub fn edition_id(&self) -> Option<&str> {
        self.word("edition")
    }

    /// The text of a key at the top of the file, if it is there and is a text.
    #[must_use]
    pub fn word(&self, key: &str) -> Option<&str> {
        self.placed_word(key).map(|(text, _)| text)
    }

    fn placed_word(&self, key: &str) -> Option<(&str, &Span)> {
        let entry = self.table.entries.iter().find(|entry| entry.key == key)?;
        match &entry.node.value {
            Value::Text(text) => Some((text, &entry.node.span)),
            _ => None,
        }
    }

    /// Checks the answers against an edition and, where one is given, a region list.
    ///
    /// # Errors
    ///
    /// Every problem of the file, in its order, when one of them keeps it from being scored.
    pub fn check<'e>(
        self,
        edition: &'e Edition,
        regions: Option<&Regions>,
    ) -> Result<Answers<'e>, Rejected> {
        let sink = Sink::resume(&self.source, self.findings);
        let answers = read::read(&self.table, &sink, edition, regions);
        let (mut answers, warnings) = settle(sink.into_findings(), answers)?;
        answers.warnings = warnings;
        Ok(answers)
    }

    /// The report that none of the `known` editions is the one that these answers name, with
    /// everything else that can be judged without it.
    #[must_use]
    pub fn without_edition(self, known: &[&Edition], regions: Option<&Regions>) -> Rejected {
        let sink = self.unknown_edition("edition", known);
        read::read_without_edition(&self.table, &sink, regions);
        Rejected::new(sink.into_findings())
    }

    /// The report that none of the `known` editions is the one that this file, an overlay, refines.
    #[must_use]
    pub fn without_base(self, known: &[&Edition]) -> Rejected {
        Rejected::new(self.unknown_edition("refines", known).into_findings())
    }

    fn unknown_edition(&self, key: &'static str, known: &[&Edition]) -> Sink {
        let sink = Sink::resume(&self.source, self.findings.clone());
        let ids = known.iter().map(|edition| edition.id().as_str());
        let Some((found, span)) = self.placed_word(key) else {
            // Absent or no text: the reader says so.
            TableReader::new(&self.table, &(0..0), &sink).text(key);
            if !self.table.entries.iter().any(|entry| entry.key == key) {
                let ids: Vec<&str> = ids.collect();
                sink.help_last(Text::new(
                    format!("pilih salah satu: {}", joined(Lang::Id, &ids)),
                    format!("choose one of {}", joined(Lang::En, &ids)),
                ));
            }
            return sink;
        };
        let message = Text::new(
            format!("edisi `{found}` tidak ada"),
            format!("there is no edition `{found}`"),
        );
        let year = found.parse::<u16>().ok();
        let meant = known.iter().find(|edition| {
            edition.depth() != Depth::Indicator
                && year.is_some_and(|year| edition.years().contains(&year))
        });
        match meant {
            Some(edition) => sink.advise(
                Code::UnknownEdition,
                span,
                message,
                Text::new(
                    format!("evaluasi tahun {found} memakai edisi `{}`", edition.id()),
                    format!("the evaluation of {found} uses edition `{}`", edition.id()),
                ),
            ),
            None => suggest(Code::UnknownEdition, span, message, found, ids, &sink),
        }
        sink
    }
}

impl Edition {
    /// Reads and checks answers against this edition and, where it comes with the library, the
    /// region list.
    ///
    /// # Errors
    ///
    /// Every problem of the file, in its order, when one of them keeps it from being scored.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let text = r#"
    ///     format = 1
    ///     edition = "2023"
    ///     region = "62.71"
    ///     year = 2023
    ///     stage = "mandiri"
    ///     [blocks]
    ///     kelembagan = "145,24"
    /// "#;
    /// let rejected = edition.read_answers("answers.toml", text).unwrap_err();
    /// assert_eq!(rejected.diagnostics()[0].code(), kla::Code::UnknownBlock);
    /// # }
    /// ```
    pub fn read_answers(&self, name: &str, text: &str) -> Result<Answers<'_>, Rejected> {
        let file = AnswersFile::parse(Source::new(name, text));
        #[cfg(feature = "bundled")]
        let regions = Some(Regions::bundled());
        #[cfg(not(feature = "bundled"))]
        let regions = None;
        file.check(self, regions)
    }
}
