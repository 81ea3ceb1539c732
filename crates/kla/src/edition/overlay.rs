//! An overlay: a file of the user that refines an edition and touches only what it names.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::check;
use super::files;
use super::gates::Condition;
use super::index::Index;
use super::model::{Block, Content, Edition, Excess, Indicator, OverlayStamp, Question};
use super::parts::{self, Names, place};
use super::planning::Effort;
use super::policy::{NotApplicablePolicy, RoundTo, RoundingAt};
use super::read::{not_applicable, rounding};
use super::read_gates::{self, Known};
use super::read_planning;
use super::read_shape::{Holder, ShapeReader, rounds_to};
use super::shape::{Measure, Scale, Shape};
use crate::code::Code;
use crate::diagnostic::{Rejected, Sink, Source, settle};
use crate::document::{self, Ceiling, Span, TableReader, Word, suggest};
use crate::id::{EffortId, GateId, QuestionId};
use crate::points::Points;
use crate::wording::Text;

impl Edition {
    /// This edition as an overlay refines it: steps filled in, gates added, maxima corrected.
    ///
    /// What the overlay does not name stays as it is; results name the overlay and its digest.
    ///
    /// # Errors
    ///
    /// Every problem of the overlay, and sums that no longer hold.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let overlay = kla::Source::new("overlay.toml", r#"
    ///     format = 1
    ///     id = "contoh"
    ///     refines = "2023"
    ///     name = "Contoh"
    ///     [[source]]
    ///     id = "juknis"
    ///     title = "Juknis"
    ///     [[question]]
    ///     id = "4.P1"
    ///     shape = "percent"
    ///     zero_total = "not-applicable"
    ///     scale = "steps"
    ///     thresholds = [ { below = "90", points = "0" }, { from = "90", points = "1" } ]
    ///     source = "juknis"
    ///     confidence = "official"
    /// "#);
    /// let refined = edition.refined(overlay).unwrap();
    /// assert_eq!(refined.overlay().unwrap().touched, ["4.P1"]);
    /// # }
    /// ```
    pub fn refined(&self, overlay: Source) -> Result<Edition, Rejected> {
        let digest = files::digest(std::slice::from_ref(&overlay));
        let overlay = Arc::new(overlay);
        let sink = Sink::new(&overlay);
        let table = document::parse(&overlay, &sink);
        let reader = TableReader::new(&table, &(0..0), &sink);
        let refined = if reader.format() {
            let refined = Overlay::read(self, &reader, digest);
            reader.finish();
            refined
        } else {
            None
        };
        settle(sink.into_findings(), refined).map(|(mut edition, warnings)| {
            edition.warnings.extend(warnings);
            edition
        })
    }

    /// This edition, marked as one that a user put in place of a bundled one.
    #[must_use]
    pub fn in_place_of_bundled(mut self, name: &str) -> Edition {
        self.overlay = Some(OverlayStamp {
            id: name.to_owned(),
            name: self.name.clone(),
            digest: self.digest.clone(),
            touched: Vec::new(),
            removed: Vec::new(),
        });
        self
    }
}

/// An overlay being applied.
struct Overlay<'t> {
    edition: Edition,
    names: Names,
    reader: &'t TableReader<'t>,
    touched: Vec<String>,
    sound: Cell<bool>,
}

impl<'t> Overlay<'t> {
    fn read(base: &Edition, reader: &'t TableReader<'t>, digest: String) -> Option<Edition> {
        let what = Text::new("berkas tambahan", "overlay");
        let id = reader
            .text("id")
            .filter(|id| check::Unique::default().claim(id.text, &what, id.span, reader.sink()));
        let name = reader.text("name");
        let fits = refines(base, reader);
        let (mut sources, agencies) =
            (parts::sources(reader).0, parts::agencies(reader, &base.agencies));
        for table in reader.optional_tables("source") {
            if let Some(word) = table.optional_text("id")
                && base.sources.iter().any(|known| known.id == *word.text)
            {
                reader.sink().report(
                    Code::DuplicateId,
                    word.span,
                    Text::new(
                        format!("sumber `{}` sudah ada dalam edisi {}", word.text, base.id),
                        format!("edition {} has a source `{}` already", base.id, word.text),
                    ),
                );
            }
        }
        sources.splice(0..0, base.sources.iter().cloned());
        let names = Names::new(
            sources,
            Vec::new(),
            base.agencies.iter().cloned().chain(agencies).collect(),
            base.evidence.as_ref().map_or_else(Vec::new, |known| known.kinds.clone()),
            match reader.optional("effort") {
                Some(_) => read_planning::classes(reader),
                None => base.effort.as_ref().map_or_else(Vec::new, |known| known.classes.clone()),
            },
        );
        let mut overlay = Overlay {
            edition: Edition { flat: OnceLock::new(), ..base.clone() },
            names,
            reader,
            touched: Vec::new(),
            sound: Cell::new(fits),
        };
        overlay.rules();
        overlay.planning();
        overlay.questions();
        overlay.indicators();
        overlay.blocks();
        let removed = overlay.removed();
        overlay.gates();
        if overlay.sound.get() {
            overlay.sums();
            overlay.scales();
        }
        let Overlay { mut edition, names, touched, .. } = overlay;
        edition.sources = names.sources;
        edition.agencies = names.agencies;
        edition.overlay = Some(OverlayStamp {
            id: id?.text.to_owned(),
            name: name?.text.to_owned(),
            digest,
            touched,
            removed,
        });
        Some(edition)
    }

    /// `[rounding]` and `[not_applicable]`, in place of the edition's.
    fn rules(&mut self) {
        if self.reader.optional("rounding").is_some()
            && let Some(rule) = rounding(self.reader, &self.names)
        {
            let reader = self.reader;
            let mut linear = false;
            for measure in measures(&mut self.edition) {
                linear |= matches!(measure.shape.scale(), Some(Scale::Linear { .. }));
                if let RoundingAt::Indicator(round) | RoundingAt::Question(round) = rule.at {
                    reround(&mut measure.shape, round);
                }
            }
            if linear && rule.at == RoundingAt::Never {
                let table = reader.optional_table("rounding");
                let at = table.as_ref().and_then(|table| table.optional("at"));
                let span = at.map_or(0..0, |node| node.span.clone());
                reader.sink().report(
                    Code::RoundingNeeded,
                    &span,
                    Text::new(
                        "edisi ini memuat skala linear, jadi pembulatannya tidak dapat dihapus",
                        "this edition has linear scales, so it cannot do without rounding",
                    ),
                );
            }
            self.edition.rounding = rule;
            self.touched.push("rounding".to_owned());
        }
        if self.reader.optional("not_applicable").is_some()
            && let Some(rule) = not_applicable(self.reader, &self.names)
        {
            let leaves = |measure: &mut Measure| {
                matches!(measure.not_applicable, Some(NotApplicablePolicy::Leaves(_)))
            };
            let scales = matches!(rule.policy, NotApplicablePolicy::Leaves(_));
            if !scales && measures(&mut self.edition).any(leaves) {
                let node = self.reader.optional("not_applicable");
                self.reader.sink().report(
                    Code::RoundingNeeded,
                    &node.map_or(0..0, |node| node.span.clone()),
                    Text::new(
                        "ada butir yang keluar dari penjumlahan (`leaves`), jadi pembulatan penskalaannya tidak dapat dihapus",
                        "some question leaves the sum (`leaves`), so the rounding of what is scaled up must stay",
                    ),
                );
            }
            self.edition.not_applicable = rule;
            self.touched.push("not_applicable".to_owned());
        }
    }

    /// `[reasons]`, `[shrink]` and `[effort]`, in place of the edition's.
    fn planning(&mut self) {
        if let Some(reasons) = read_planning::reasons(self.reader, &self.names) {
            self.edition.reasons = Some(reasons);
            self.touched.push("reasons".to_owned());
        }
        if let Some(shrink) = read_planning::shrink(self.reader, &self.names) {
            self.edition.shrink = Some(shrink);
            self.touched.push("shrink".to_owned());
        }
        if let Some(effort) = read_planning::effort(self.reader, &self.names) {
            self.kept_classes(&effort);
            self.edition.effort = Some(effort);
            self.touched.push("effort".to_owned());
        }
    }

    /// Classes that questions of the edition name must be among the new ones.
    fn kept_classes(&self, effort: &Effort) {
        let span = self.reader.optional("effort").map_or(0..0, |node| node.span.clone());
        let named: BTreeSet<&EffortId> =
            leaves(&self.edition).filter_map(|measure| measure.effort.as_ref()).collect();
        for id in named.into_iter().filter(|id| effort.class(id).is_none()) {
            self.reader.sink().report(
                Code::UnknownReference,
                &span,
                Text::new(
                    format!(
                        "kelas usaha `{id}` dipakai butir edisi {} dan harus tetap ada",
                        self.edition.id
                    ),
                    format!(
                        "questions of edition {} name the class of effort `{id}`, so it must stay",
                        self.edition.id
                    ),
                ),
            );
        }
    }

    fn shapes(&self) -> ShapeReader<'_> {
        ShapeReader {
            names: &self.names,
            rounding: self.edition.rounding.at,
            not_applicable: Some(self.edition.not_applicable.policy),
        }
    }

    fn questions(&mut self) {
        let mut seen = HashSet::new();
        for table in self.reader.optional_tables("question") {
            let Some(word) = table.text("id") else { continue };
            if !seen.insert(word.text) {
                self.twice(word);
                continue;
            }
            let Some(before) = self.edition.question(word.text).cloned() else {
                let known = self.edition.questions().map(|question| question.id.as_str());
                self.unknown(word, Code::UnknownQuestion, known);
                continue;
            };
            let maximum = maximum(&table).unwrap_or(before.maximum);
            let measure =
                self.shapes().refined(&table, Holder::Question, &before.measure, Some(maximum));
            let citation = self.names.citation(&table);
            let place = place(&table);
            table.finish();
            let (Some(measure), Some(citation)) = (measure, citation) else {
                self.sound.set(false);
                continue;
            };
            if let Some(question) = question_mut(&mut self.edition, word.text) {
                *question = Question { maximum, measure, citation, place, ..before };
                self.touched.push(word.text.to_owned());
            }
        }
    }

    fn indicators(&mut self) {
        for table in self.reader.optional_tables("indicator") {
            let Some(word) = table.text("id") else { continue };
            let Some(before) = self.edition.indicator(word.text).cloned() else {
                let known = self.edition.indicators().map(|row| row.id.as_str());
                self.unknown(word, Code::UnknownIndicator, known);
                continue;
            };
            let maximum = maximum(&table).unwrap_or(before.maximum);
            let content = self.content(&table, &before, maximum);
            let citation = self.names.citation(&table);
            let place = place(&table);
            table.finish();
            let (Some(content), Some(citation)) = (content, citation) else {
                self.sound.set(false);
                continue;
            };
            if let Some(row) = row_mut(&mut self.edition, word.text) {
                *row = Indicator { maximum, content, citation, place, ..before };
                self.touched.push(word.text.to_owned());
            }
        }
    }

    /// The content of a row: its measure refined, or its cap set.
    fn content(
        &self,
        table: &TableReader<'_>,
        before: &Indicator,
        maximum: Points,
    ) -> Option<Content> {
        match &before.content {
            Content::Measured(measure) => self
                .shapes()
                .refined(table, Holder::Indicator, measure, Some(maximum))
                .map(Content::Measured),
            Content::Questions { questions, excess } => {
                let capped = table.optional_choice("excess", &[("cap", true), ("none", false)]);
                let excess = match capped {
                    Some(true) => {
                        Some(Excess { reason: table.text("excess_reason")?.text.to_owned() })
                    }
                    Some(false) => None,
                    None => excess.clone(),
                };
                Some(Content::Questions { questions: questions.clone(), excess })
            }
        }
    }

    fn blocks(&mut self) {
        for table in self.reader.optional_tables("block") {
            let Some(word) = table.text("id") else { continue };
            let maximum = maximum(&table);
            let citation = self.names.citation(&table);
            let place = place(&table);
            table.finish();
            let Some(before) = self.edition.block(word.text).cloned() else {
                let known = self.edition.blocks().iter().map(|block| block.id.as_str());
                self.unknown(word, Code::UnknownBlock, known);
                continue;
            };
            let Some(citation) = citation else {
                self.sound.set(false);
                continue;
            };
            let maximum = maximum.unwrap_or(before.maximum);
            let position = before.position;
            self.edition.blocks[position] = Block { maximum, citation, place, ..before };
            self.touched.push(word.text.to_owned());
        }
    }

    /// Questions taken out.
    fn removed(&mut self) -> Vec<QuestionId> {
        let mut removed = Vec::new();
        for word in self.reader.optional_texts("remove") {
            if self.edition.question(word.text).is_none() {
                let known = self.edition.questions().map(|question| question.id.as_str());
                self.unknown(word, Code::UnknownQuestion, known);
                continue;
            }
            let gates = self.edition.gates.iter();
            if gates.clone().any(|gate| names(&gate.condition, word.text)) {
                self.sound.set(false);
                self.reader.sink().report(
                    Code::UnknownReference,
                    word.span,
                    Text::new(
                        format!("`{}` dihapus, padahal sebuah syarat memerlukannya", word.text),
                        format!("`{}` is taken out, but a gate needs it", word.text),
                    ),
                );
            }
            removed.push(QuestionId::new(word.text));
            self.touched.push(word.text.to_owned());
        }
        for block in &mut self.edition.blocks {
            for row in &mut block.indicators {
                if let Content::Questions { questions, .. } = &mut row.content {
                    questions.retain(|question| !removed.contains(&question.id));
                }
            }
        }
        let all = self.edition.blocks.iter_mut().flat_map(|block| &mut block.indicators);
        let questions = all.flat_map(|row| match &mut row.content {
            Content::Questions { questions, .. } => questions.as_mut_slice(),
            Content::Measured(_) => &mut [],
        });
        for (position, question) in questions.enumerate() {
            question.position = position;
        }
        self.edition.index = Index::of(&self.edition.blocks, &self.names.agencies);
        removed
    }

    /// Gates are added, or take the place of the gate of the same id.
    fn gates(&mut self) {
        let known = Known::of(Some(&self.edition.bands), &self.edition.blocks);
        let gates = &mut self.edition.gates;
        let before: HashMap<GateId, usize> =
            gates.iter().enumerate().map(|(place, gate)| (gate.id.clone(), place)).collect();
        for gate in read_gates::gates(self.reader, &self.names, &known) {
            self.touched.push(gate.id.to_string());
            match before.get(&gate.id) {
                Some(place) => gates[*place] = gate,
                None => gates.push(gate),
            }
        }
    }

    /// The sums must hold again; a break is reported where the overlay touched the whole, or else at
    /// its start.
    fn sums(&self) {
        let sink = self.reader.sink();
        let mut total = Points::ZERO;
        for block in &self.edition.blocks {
            total += block.maximum;
            for row in &block.indicators {
                let Content::Questions { excess, .. } = &row.content else { continue };
                let span = self.span_of("indicator", row.id.as_str());
                check::offer(&row.id, row.offered(), row.maximum, excess.is_some(), &span, sink);
            }
            if !block.indicators.is_empty() {
                let found = block.indicators.iter().map(|row| row.maximum).sum();
                let parts = Text::new(
                    format!("indikator-indikator `{}`", block.id),
                    format!("the indicators of `{}`", block.id),
                );
                let span = self.span_of("block", block.id.as_str());
                check::sum(&parts, found, block.maximum, &span, sink);
            }
        }
        let parts = Text::new("blok-blok", "the blocks");
        check::sum(&parts, total, self.edition.total, &(0..0), sink);
    }

    /// Linear scales must still end at their maxima; a break is reported where the overlay touched the node,
    /// or else at its rounding. A shape that the overlay names has been looked at.
    fn scales(&self) {
        let rounding = self.reader.optional("rounding").map_or(0..0, |node| node.span.clone());
        let check = |key, id: &str, maximum: Points, measure: &Measure| {
            let Some(Scale::Linear { round, .. }) = measure.shape.scale() else { return };
            let table = self.table_of(key, id);
            if table.as_ref().is_none_or(|table| table.optional("shape").is_none()) {
                let span =
                    table.map_or_else(|| rounding.clone(), |table| parts::maximum_span(&table));
                rounds_to(maximum, *round, &span, self.reader.sink());
            }
        };
        for row in self.edition.indicators() {
            if let Some(measure) = row.measure() {
                check("indicator", row.id.as_str(), row.maximum, measure);
            }
            for question in row.questions() {
                check("question", question.id.as_str(), question.maximum, &question.measure);
            }
        }
    }

    fn span_of(&self, key: &'static str, id: &str) -> Span {
        self.table_of(key, id).map_or(0..0, |table| parts::maximum_span(&table))
    }

    fn table_of(&self, key: &'static str, id: &str) -> Option<TableReader<'_>> {
        let mut tables = self.reader.optional_tables(key).into_iter();
        tables.find(|table| table.optional_text("id").is_some_and(|word| word.text == id))
    }

    fn twice(&mut self, word: Word<'_>) {
        self.sound.set(false);
        self.reader.sink().report(
            Code::DuplicateId,
            word.span,
            Text::new(
                format!("`{}` sudah disebut di atas", word.text),
                format!("`{}` is named above already", word.text),
            ),
        );
    }

    fn unknown<'k>(&self, word: Word<'_>, code: Code, known: impl Iterator<Item = &'k str>) {
        self.sound.set(false);
        let message = Text::new(
            format!("`{}` tidak ada dalam edisi {}", word.text, self.edition.id),
            format!("`{}` is not in edition {}", word.text, self.edition.id),
        );
        suggest(code, word.span, message, word.text, known, self.reader.sink());
    }
}

fn refines(base: &Edition, reader: &TableReader<'_>) -> bool {
    let Some(word) = reader.text("refines") else { return false };
    if base.id == *word.text {
        return true;
    }
    reader.sink().report(
        Code::OverlayMismatch,
        word.span,
        Text::new(
            format!("berkas tambahan ini untuk edisi `{}`, bukan `{}`", word.text, base.id),
            format!("this overlay is for edition `{}`, not `{}`", word.text, base.id),
        ),
    );
    false
}

fn maximum(table: &TableReader<'_>) -> Option<Points> {
    let node = table.optional("maximum")?;
    document::as_points(node, Ceiling::Unknown, table.sink())
}

/// Whether a condition names a question.
fn names(condition: &Condition, question: &str) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().any(|part| names(part, question))
        }
        Condition::Question(id, _) => *id == *question,
        Condition::Indicator(..) | Condition::Indicators { .. } => false,
    }
}

fn row_mut<'e>(edition: &'e mut Edition, id: &str) -> Option<&'e mut Indicator> {
    edition.index.indicator(id)?.row_mut(&mut edition.blocks)
}

fn question_mut<'e>(edition: &'e mut Edition, id: &str) -> Option<&'e mut Question> {
    let (row, place) = edition.index.question(id)?;
    match &mut row.row_mut(&mut edition.blocks)?.content {
        Content::Questions { questions, .. } => questions.get_mut(place),
        Content::Measured(_) => None,
    }
}

fn leaves(edition: &Edition) -> impl Iterator<Item = &Measure> {
    let questions = edition.questions().map(|question| &question.measure);
    edition.indicators().filter_map(Indicator::measure).chain(questions)
}

fn measures(edition: &mut Edition) -> impl Iterator<Item = &mut Measure> {
    edition.blocks.iter_mut().flat_map(|block| &mut block.indicators).flat_map(|row| match &mut row
        .content
    {
        Content::Measured(measure) => vec![measure],
        Content::Questions { questions, .. } => {
            questions.iter_mut().map(|question| &mut question.measure).collect()
        }
    })
}

fn reround(shape: &mut Shape, to: RoundTo) {
    let scale = match shape {
        Shape::Percent { scale, .. }
        | Shape::Count { scale }
        | Shape::Series { scale, .. }
        | Shape::Units { scale, .. } => scale,
        Shape::Points(_) | Shape::Ladder(_) | Shape::Checklist(_) => return,
    };
    if let Scale::Linear { round, .. } = scale {
        *round = to;
    }
}
