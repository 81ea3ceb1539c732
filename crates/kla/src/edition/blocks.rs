//! The block files of an edition: blocks, indicators, questions, and their sums.

use std::sync::Arc;

use super::check::{self, Unique};
use super::files::{base_name, stem};
use super::model::{Block, BlockKind, Content, Depth, Excess, Indicator, Question};
use super::parts::{maximum_span, place};
use super::read_shape::{Holder, ShapeReader};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Sink, Source};
use crate::document::{self, Ceiling, Span, TableReader, Word};
use crate::id::{BlockId, IndicatorId, QuestionId};
use crate::points::Points;
use crate::wording::Text;

/// What every block file is read against.
pub(super) struct BlockFiles<'n> {
    pub(super) shapes: &'n ShapeReader<'n>,
    pub(super) depth: Depth,
}

impl BlockFiles<'_> {
    /// All blocks in the order of the edition's list, if every one could be read.
    pub(super) fn read(
        &self,
        edition: &TableReader<'_>,
        files: &[Arc<Source>],
        total: Option<(Points, &Span)>,
    ) -> (Option<Vec<Block>>, Vec<Diagnostic>) {
        let Some(nodes) = edition.list("blocks") else { return (None, Vec::new()) };
        let listed: Vec<Word<'_>> =
            nodes.iter().filter_map(|node| document::as_text(node, edition.sink())).collect();
        let mut findings = extra_files(&listed, files);
        let mut ids = Unique::default();
        let mut order = Order::default();
        let mut blocks = Vec::new();
        for word in &listed {
            let what = Text::new("blok", "block");
            if !ids.claim(word.text, &what, word.span, edition.sink()) {
                continue;
            }
            let Some(file) = files.iter().find(|file| stem(file) == word.text) else {
                edition.sink().report(
                    Code::MissingFile,
                    word.span,
                    Text::new(
                        format!("berkas `{}.toml` tidak ada di folder edisi", word.text),
                        format!("there is no file `{}.toml` in the edition's folder", word.text),
                    ),
                );
                continue;
            };
            let sink = Sink::new(file);
            blocks.extend(self.file(file, word.text, &sink, &mut ids, &mut order));
            findings.append(&mut sink.into_findings());
        }
        let complete = blocks.len() == nodes.len();
        if let (true, Some((total, span))) = (complete, total) {
            let found = blocks.iter().map(|block| block.maximum).sum();
            check::sum(&Text::new("blok-blok", "the blocks"), found, total, span, edition.sink());
        }
        (complete.then_some(blocks), findings)
    }

    fn file(
        &self,
        file: &Arc<Source>,
        id: &str,
        sink: &Sink,
        ids: &mut Unique,
        order: &mut Order,
    ) -> Option<Block> {
        let table = document::parse(file, sink);
        let span = 0..0;
        let reader = TableReader::new(&table, &span, sink);
        if !reader.format() {
            return None;
        }
        let block = reader.table("block").and_then(|head| {
            let block = self.block(&head, &reader, id, ids, order);
            head.finish();
            block
        });
        reader.finish();
        block
    }

    fn block(
        &self,
        head: &TableReader<'_>,
        file: &TableReader<'_>,
        id: &str,
        ids: &mut Unique,
        order: &mut Order,
    ) -> Option<Block> {
        if let Some(word) = head.text("id")
            && word.text != id
        {
            head.sink().report(
                Code::BadId,
                word.span,
                Text::new(
                    format!("blok `{}` ada di berkas `{id}.toml`", word.text),
                    format!("the block `{}` stands in the file `{id}.toml`", word.text),
                ),
            );
        }
        let kind = head.optional_choice("kind", &[("cluster", BlockKind::Cluster)]);
        let (name, short) = (head.text("name"), head.text("short"));
        let maximum = head.points("maximum", Ceiling::Unknown);
        let citation = self.shapes.names.citation(head);
        let tables = file.optional_tables("indicator");
        self.expect_depth(head, tables.len());
        let expected = tables.len();
        let indicators: Vec<Indicator> =
            tables.into_iter().filter_map(|table| self.indicator(table, ids, order)).collect();
        if let Some(maximum) = maximum
            && expected > 0
            && indicators.len() == expected
        {
            let found = indicators.iter().map(|indicator| indicator.maximum).sum();
            let parts = Text::new(
                format!("indikator-indikator `{id}`"),
                format!("the indicators of `{id}`"),
            );
            check::sum(&parts, found, maximum, &maximum_span(head), head.sink());
        }
        let block = Block {
            id: BlockId::new(id),
            kind: kind.unwrap_or(BlockKind::Other),
            name: name?.text.to_owned(),
            short: short?.text.to_owned(),
            maximum: maximum?,
            citation: citation?,
            indicators,
            place: place(head),
            position: order.next_block(),
        };
        (block.indicators.len() == expected).then_some(block)
    }

    fn expect_depth(&self, head: &TableReader<'_>, indicators: usize) {
        let wrong = match self.depth {
            Depth::Block => indicators > 0,
            Depth::Indicator | Depth::Question => indicators == 0,
        };
        if wrong {
            head.sink().report(
                Code::WrongDepth,
                head.span(),
                Text::new(
                    format!("blok ini memuat {indicators} indikator, tidak sesuai dengan `depth` edisi"),
                    format!("this block holds {indicators} indicators, which does not fit the edition's `depth`"),
                ),
            );
        }
    }

    fn indicator(
        &self,
        table: TableReader<'_>,
        ids: &mut Unique,
        order: &mut Order,
    ) -> Option<Indicator> {
        let what = Text::new("indikator", "indicator");
        let id = table
            .text("id")
            .filter(|id| ids.claim(id.text, &what, id.span, table.sink()))
            .map(|word| IndicatorId::new(word.text));
        let name = table.text("name");
        let maximum = table.points("maximum", Ceiling::Unknown);
        let citation = self.shapes.names.citation(&table);
        let content = match self.depth {
            Depth::Question => {
                let owner = id.clone().unwrap_or_else(|| IndicatorId::new("?"));
                self.questions(&table, &owner, maximum, order)
            }
            Depth::Block | Depth::Indicator => {
                self.shapes.measure(&table, Holder::Indicator, maximum).map(Content::Measured)
            }
        };
        let place = place(&table);
        table.finish();
        Some(Indicator {
            id: id?,
            name: name?.text.to_owned(),
            maximum: maximum?,
            citation: citation?,
            content: content?,
            place,
            position: order.next_indicator(),
        })
    }

    fn questions(
        &self,
        table: &TableReader<'_>,
        indicator: &IndicatorId,
        maximum: Option<Points>,
        order: &mut Order,
    ) -> Option<Content> {
        let capped = table.optional_choice("excess", &[("cap", ())]);
        let reason = match capped {
            Some(()) => table.text("excess_reason"),
            None => None,
        };
        let tables = table.optional_tables("question");
        let expected = tables.len();
        if expected == 0 {
            table.required("question");
            return None;
        }
        let mut unique = Unique::default();
        let questions: Vec<Question> = tables
            .into_iter()
            .filter_map(|table| self.question(table, indicator, &mut unique, order))
            .collect();
        if questions.len() < expected {
            return None;
        }
        if let Some(maximum) = maximum {
            let found = questions.iter().map(|question| question.maximum).sum();
            check::offer(
                indicator,
                found,
                maximum,
                capped.is_some(),
                &maximum_span(table),
                table.sink(),
            );
        }
        let excess = reason.map(|reason| Excess { reason: reason.text.to_owned() });
        (capped.is_none() || excess.is_some()).then_some(Content::Questions { questions, excess })
    }

    fn question(
        &self,
        table: TableReader<'_>,
        indicator: &IndicatorId,
        unique: &mut Unique,
        order: &mut Order,
    ) -> Option<Question> {
        let what = Text::new("butir", "question");
        let id = table
            .text("id")
            .filter(|id| unique.claim(id.text, &what, id.span, table.sink()))
            .map(|word| QuestionId::within(indicator, word.text));
        let maximum = table.points("maximum", Ceiling::Unknown);
        let measure = self.shapes.measure(&table, Holder::Question, maximum);
        let citation = self.shapes.names.citation(&table);
        let place = place(&table);
        table.finish();
        Some(Question {
            id: id?,
            maximum: maximum?,
            citation: citation?,
            measure: measure?,
            place,
            position: order.next_question(),
        })
    }
}

/// Files of the folder that the list of blocks does not name.
fn extra_files(listed: &[Word<'_>], files: &[Arc<Source>]) -> Vec<Diagnostic> {
    files
        .iter()
        .filter(|file| {
            let stem = stem(file);
            stem != "edition" && !listed.iter().any(|word| word.text == stem)
        })
        .map(|file| {
            let name = base_name(file.name());
            let found = Diagnostic::new(
                Code::ExtraFile,
                file,
                0..0,
                Text::new(
                    format!("`{name}` tidak disebut daftar `blocks`"),
                    format!("`{name}` is not named in the list `blocks`"),
                ),
            );
            if name != "overlay.toml" {
                return found;
            }
            found.help(Text::new(
                "overlay memperinci edisi bawaan: taruh di folder tersendiri, atau ubah berkas edisi ini langsung",
                "an overlay refines a bundled edition: put it into a folder of its own, or change the files of this edition",
            ))
        })
        .collect()
}

/// Counts what was read, to give each node its place in the edition.
#[derive(Default)]
struct Order {
    blocks: usize,
    indicators: usize,
    questions: usize,
}

impl Order {
    fn next_block(&mut self) -> usize {
        self.blocks += 1;
        self.blocks - 1
    }

    fn next_indicator(&mut self) -> usize {
        self.indicators += 1;
        self.indicators - 1
    }

    fn next_question(&mut self) -> usize {
        self.questions += 1;
        self.questions - 1
    }
}
