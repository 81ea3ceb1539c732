//! From the texts of an edition's folder to an [`Edition`], with every problem on the way.

use std::sync::{Arc, OnceLock};

use super::blocks::BlockFiles;
use super::check::{self, Unique};
use super::citation::Citation;
use super::files::base_name;
use super::index::Index;
use super::model::{Bands, Category, Depth, Edition, EvidenceKind, EvidenceKinds, Note, Stage};
use super::parts::{self, Names, bilingual, round_to, unique_tables};
use super::policy::{Between, NotApplicable, Rounding, RoundingAt};
use super::read_gates::{self, Known};
use super::read_planning;
use super::read_shape::ShapeReader;
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Sink, Source};
use crate::document::{self, Ceiling, Span, TableReader};
use crate::id::{CategoryId, EditionId, EvidenceKindId, StageId};
use crate::points::Points;
use crate::wording::Text;

/// The edition, if nothing essential is missing, and everything that was found.
pub(super) fn read(files: &[Arc<Source>], digest: String) -> (Option<Edition>, Vec<Diagnostic>) {
    let main = files.iter().find(|file| base_name(file.name()) == "edition.toml");
    let Some(main) = main else {
        let first =
            files.first().map_or_else(|| Arc::new(Source::new("edition.toml", "")), Arc::clone);
        let sink = Sink::new(&first);
        sink.report(
            Code::MissingFile,
            &(0..0),
            Text::new(
                "folder edisi harus memuat `edition.toml`",
                "the folder of an edition must hold `edition.toml`",
            ),
        );
        return (None, sink.into_findings());
    };
    let sink = Sink::new(main);
    let table = document::parse(main, &sink);
    let span = 0..main.text().len();
    let reader = TableReader::new(&table, &span, &sink);
    if !reader.format() {
        return (None, sink.into_findings());
    }
    let (edition, mut findings) = read_main(&reader, files, digest);
    reader.finish();
    let mut all = sink.into_findings();
    all.append(&mut findings);
    (edition, all)
}

fn read_main(
    reader: &TableReader<'_>,
    files: &[Arc<Source>],
    digest: String,
) -> (Option<Edition>, Vec<Diagnostic>) {
    let names = names(reader);
    let id = reader.text("id").filter(|word| {
        Unique::default().claim(word.text, &Text::new("edisi", "edition"), word.span, reader.sink())
    });
    let revision = reader.whole("revision", 1, 1_000_000);
    let name = reader.text("name");
    let years = years(reader);
    let total = total(reader, &names);
    let depth = reader.choice(
        "depth",
        &[("block", Depth::Block), ("indicator", Depth::Indicator), ("question", Depth::Question)],
    );
    let notes = notes(reader);
    let bands = bands(reader, &names, total.as_ref().map(|(points, ..)| *points));
    let rounding = rounding(reader, &names);
    let not_applicable = not_applicable(reader, &names);
    let stages = stages(reader);
    let evidence = evidence(reader, &names);
    let reasons = read_planning::reasons(reader, &names);
    let shrink = read_planning::shrink(reader, &names);
    let effort = read_planning::effort(reader, &names);

    let shapes = ShapeReader {
        names: &names,
        rounding: rounding.as_ref().map_or(RoundingAt::Never, |rounding| rounding.at),
        not_applicable: not_applicable.as_ref().map(|rule| rule.policy),
    };
    let (blocks, findings) = match depth {
        Some(depth) => {
            let total = total.as_ref().map(|(points, span, _)| (*points, span));
            BlockFiles { shapes: &shapes, depth }.read(reader, files, total)
        }
        None => (None, Vec::new()),
    };
    let gates = match &blocks {
        Some(blocks) => read_gates::gates(reader, &names, &Known::of(bands.as_ref(), blocks)),
        // Without the blocks every gate would only be said to name nothing.
        None => {
            reader.optional("gate");
            Vec::new()
        }
    };
    if blocks.is_some() {
        unused_sources(reader, &names);
    }

    let assemble = || {
        Some(Edition {
            id: EditionId::new(id?.text),
            revision: revision?,
            name: name?.text.to_owned(),
            years: years?,
            depth: depth?,
            total: total.as_ref()?.0,
            citation: total?.2,
            notes,
            bands: bands?,
            rounding: rounding?,
            not_applicable: not_applicable?,
            gates,
            stages,
            evidence: evidence.map(|citation| EvidenceKinds { citation, kinds: names.evidence }),
            reasons,
            shrink,
            effort,
            index: Index::of(blocks.as_ref()?, &names.agencies),
            flat: OnceLock::new(),
            agencies: names.agencies,
            sources: names.sources,
            blocks: blocks?,
            digest,
            overlay: None,
            warnings: Vec::new(),
        })
    };
    (assemble(), findings)
}

/// The lists that everything else refers to.
fn names(reader: &TableReader<'_>) -> Names {
    let kinds = reader.optional_table("evidence").map_or_else(Vec::new, |evidence| {
        let what = Text::new("jenis bukti", "kind of evidence");
        unique_tables(evidence.optional_tables("kind"), &what, |table, id| {
            let name = table.text("name")?.text.to_owned();
            Some(EvidenceKind { id: EvidenceKindId::new(id), name })
        })
    });
    let (sources, source_spans) = parts::sources(reader);
    let efforts = read_planning::classes(reader);
    Names::new(sources, source_spans, parts::agencies(reader, &[]), kinds, efforts)
}

/// How surely kinds of evidence are attached to questions.
fn evidence(reader: &TableReader<'_>, names: &Names) -> Option<Citation> {
    let table = reader.optional_table("evidence")?;
    let citation = names.citation(&table);
    table.optional("kind");
    table.finish();
    citation
}

fn years(reader: &TableReader<'_>) -> Option<std::ops::RangeInclusive<u16>> {
    let node = reader.required("years")?;
    let list = document::as_list(node, reader.sink())?;
    let years: Vec<u16> = list
        .iter()
        .filter_map(|node| document::as_whole(node, 1990, 2999, reader.sink()))
        .filter_map(|year| u16::try_from(year).ok())
        .collect();
    match *years {
        [first, last] if list.len() == 2 && first <= last => Some(first..=last),
        _ => {
            reader.sink().report(
                Code::WrongType,
                &node.span,
                Text::new(
                    "`years` memuat tahun pertama dan terakhir, misalnya [2023, 2025]",
                    "`years` holds the first and the last year, such as [2023, 2025]",
                ),
            );
            None
        }
    }
}

fn total(reader: &TableReader<'_>, names: &Names) -> Option<(Points, Span, Citation)> {
    let table = reader.table("total")?;
    let points = table.points("points", Ceiling::Unknown);
    let citation = names.citation(&table);
    let span = table.optional("points").map(|node| node.span.clone());
    table.finish();
    Some((points?, span?, citation?))
}

fn notes(reader: &TableReader<'_>) -> Vec<Note> {
    unique_tables(reader.optional_tables("note"), &Text::new("catatan", "note"), |table, id| {
        let text = bilingual(table, "text", "text_en")?;
        Some(Note { id: id.to_owned(), text })
    })
}

fn bands(reader: &TableReader<'_>, names: &Names, total: Option<Points>) -> Option<Bands> {
    let what = Text::new("kategori", "category");
    let categories = unique_tables(reader.optional_tables("category"), &what, |table, id| {
        let name = table.text("name");
        let from = table.points("from", Ceiling::Unknown);
        let to = table.points("to", Ceiling::Unknown);
        let citation = names.citation(table);
        let category = Category {
            id: CategoryId::new(id),
            name: name?.text.to_owned(),
            from: from?,
            to: to?,
            citation: citation?,
        };
        Some((category, table.span().clone()))
    });
    if categories.is_empty() {
        reader.required("category");
    }
    if let Some(total) = total {
        check::bands(&categories, total, reader.sink());
    }
    let table = reader.table("bands")?;
    let below = bilingual(&table, "below", "below_en");
    let between = table.choice("between", &[("lower", Between::Lower), ("none", Between::None)]);
    if between == Some(Between::None) {
        check::band_holes(&categories, reader.sink());
    }
    let citation = names.citation(&table);
    table.finish();
    Some(Bands {
        below: below?,
        between: between?,
        citation: citation?,
        categories: categories.into_iter().map(|(category, _)| category).collect(),
    })
}

/// Where shares are rounded, and how.
pub(super) fn rounding(reader: &TableReader<'_>, names: &Names) -> Option<Rounding> {
    #[derive(Clone, Copy)]
    enum At {
        Never,
        Indicator,
        Question,
    }
    let table = reader.table("rounding")?;
    let words = [("never", At::Never), ("indicator", At::Indicator), ("question", At::Question)];
    let at = match table.choice("at", &words) {
        Some(At::Never) => Some(RoundingAt::Never),
        Some(At::Indicator) => round_to(&table).map(RoundingAt::Indicator),
        Some(At::Question) => round_to(&table).map(RoundingAt::Question),
        None => None,
    };
    let citation = names.citation(&table);
    table.finish();
    Some(Rounding { at: at?, citation: citation? })
}

/// What an answer that does not apply does.
pub(super) fn not_applicable(reader: &TableReader<'_>, names: &Names) -> Option<NotApplicable> {
    let table = reader.table("not_applicable")?;
    let policy = table
        .text("policy")
        .and_then(|word| parts::not_applicable(word, || round_to(&table), table.sink()));
    let citation = names.citation(&table);
    table.finish();
    Some(NotApplicable { policy: policy?, citation: citation? })
}

fn stages(reader: &TableReader<'_>) -> Vec<Stage> {
    let what = Text::new("tahap", "stage");
    let stages = unique_tables(reader.optional_tables("stage"), &what, |table, id| {
        Some(Stage { id: StageId::new(id), name: bilingual(table, "name", "name_en")? })
    });
    if stages.is_empty() {
        reader.required("stage");
    }
    stages
}

fn unused_sources(reader: &TableReader<'_>, names: &Names) {
    let cited = names.cited.borrow();
    for (source, span) in names.sources.iter().zip(&names.source_spans) {
        if !cited.contains(&source.id) {
            reader.sink().report(
                Code::UnusedSource,
                span,
                Text::new(
                    format!("sumber `{}` tidak dirujuk aturan mana pun", source.id),
                    format!("no rule cites the source `{}`", source.id),
                ),
            );
        }
    }
}
