//! Changes that somebody supposes: "what if this answer were that".

use std::sync::Arc;

use super::model::{Address, Answers, Response, State};
use super::response::{self, Leaf, Name};
use super::responses::Responses;
use super::stages::OverError;
use super::write;
use crate::code::Code;
use crate::diagnostic::{Rejected, Sink, Source, settle};
use crate::document::{self, Entry, Span, TableReader, suggest};
use crate::edition::{Content, Edition, Indicator, Measure};
use crate::points::Points;
use crate::wording::Text;

/// Answers that are supposed in place of those that were given, checked against their edition.
///
/// Read by [`Answers::read_changes`] and [`Answers::read_scenarios`], laid over by
/// [`Answers::changed_by`].
#[derive(Debug)]
pub struct Changes<'e> {
    /// What is supposed; an emptied leaf is unknown here, so that it speaks.
    answers: Answers<'e>,
    /// The places of the leaves that are emptied.
    emptied: Vec<usize>,
    nodes: Vec<Address>,
}

/// Changes with a name.
#[derive(Debug)]
#[non_exhaustive]
pub struct NamedChanges<'e> {
    /// What it is called.
    pub name: String,
    /// What it supposes.
    pub changes: Changes<'e>,
}

impl Changes<'_> {
    /// The nodes that are supposed to be different, in the order in which they are written.
    #[must_use]
    pub fn nodes(&self) -> &[Address] {
        &self.nodes
    }
}

impl<'e> Answers<'e> {
    /// Reads changes to these answers: lines of an address and what is supposed there, such as
    /// `"4.P4" = "5"`, `"4.P1" = "tidak-tahu"`, `"klaster-1" = "103"` or `"8" = { percent = "90" }`.
    ///
    /// # Errors
    ///
    /// Every problem of the text, in its order.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let answers = edition.read_answers("a.toml", r#"
    ///     format = 1
    ///     edition = "2023"
    ///     region = "62.71"
    ///     year = 2024
    ///     stage = "mandiri"
    ///     [answers.4]
    ///     P4 = "3"
    /// "#).unwrap();
    /// let changes = answers.read_changes(kla::Source::new("--set", "'4.P4' = '5'")).unwrap();
    /// let supposed = answers.changed_by(&changes).unwrap();
    /// assert_eq!(kla::score(&supposed).total().to_string(), "5");
    /// # }
    /// ```
    pub fn read_changes(&self, source: Source) -> Result<Changes<'e>, Rejected> {
        let source = Arc::new(source);
        let sink = Sink::new(&source);
        let table = document::parse(&source, &sink);
        let changes = self.changes(&table.entries, &sink);
        settle(sink.into_findings(), Some(changes)).map(|(changes, _)| changes)
    }

    /// Reads scenarios: named changes to these answers, each of them alone.
    ///
    /// # Errors
    ///
    /// Every problem of the file, in its order.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let head = "format = 1\nedition = '2023'\nregion = '62.71'\nyear = 2024\nstage = 'mandiri'";
    /// let answers = edition.read_answers("a.toml", head).unwrap();
    /// let file = kla::Source::new("skenario.toml", r#"
    ///     format = 1
    ///     [[scenario]]
    ///     name = "akta kelahiran"
    ///     set = { "4.P4" = "5" }
    /// "#);
    /// assert_eq!(answers.read_scenarios(file).unwrap()[0].name, "akta kelahiran");
    /// # }
    /// ```
    pub fn read_scenarios(&self, source: Source) -> Result<Vec<NamedChanges<'e>>, Rejected> {
        let source = Arc::new(source);
        let sink = Sink::new(&source);
        let table = document::parse(&source, &sink);
        let scenarios = self.scenarios(TableReader::new(&table, &(0..0), &sink));
        settle(sink.into_findings(), Some(scenarios)).map(|(scenarios, _)| scenarios)
    }

    /// These answers as they would be with some changes.
    ///
    /// Printed figures do not come along: they are those of the answers that were given.
    ///
    /// # Errors
    ///
    /// When a part is supposed of what is known only as a whole.
    pub fn changed_by(&self, changes: &Changes<'e>) -> Result<Answers<'e>, OverError> {
        let mut changed = changes.answers.over(self)?;
        for place in &changes.emptied {
            changed.responses.set(*place, Response::default());
        }
        Ok(changed)
    }

    /// The same answers with a note before all others, which every report prints.
    #[must_use]
    pub fn with_first_note(mut self, note: impl Into<String>) -> Answers<'e> {
        self.notes.insert(0, note.into());
        self
    }

    /// The value of a node as an answers file writes it, without evidence, status and notes; `None`
    /// where nothing is written.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let text = "format=1\nedition='2023'\nregion='32.73'\nyear=2024\nstage='mandiri'\n[answers.4]\nP1={points='1,0',status='sah'}";
    /// let answers = edition.read_answers("answers.toml", text).unwrap();
    /// let node = kla::Address::Question(edition.question("4.P1").unwrap().id.clone());
    /// assert_eq!(answers.written(&node).unwrap(), "\"1\"");
    /// # }
    /// ```
    #[must_use]
    pub fn written(&self, node: &Address) -> Option<String> {
        let bare = |response: &Response, measure: &Measure| {
            write::response(&response.bare(), &measure.shape, self.edition)
        };
        let stated = |points: Option<Points>| Some(write::stated(points?, self.edition));
        match node {
            Address::Total => None,
            Address::Block(id) => {
                let block = self.edition.block(id.as_str())?;
                stated(self.stated_for_block(block.position))
            }
            Address::Indicator(id) => {
                let row = self.edition.indicator(id.as_str())?;
                match row.measure() {
                    Some(measure) => bare(self.measured(row), measure),
                    None => stated(self.stated_for_indicator(row)),
                }
            }
            Address::Question(id) => {
                let question = self.edition.question(id.as_str())?;
                bare(self.response(question), &question.measure)
            }
        }
    }

    fn scenarios(&self, reader: TableReader<'_>) -> Vec<NamedChanges<'e>> {
        let mut scenarios: Vec<NamedChanges<'e>> = Vec::new();
        if !reader.format() {
            return scenarios;
        }
        let sink = reader.sink();
        let listed = reader.list("scenario").unwrap_or_default();
        for scenario in listed.iter().filter_map(|node| TableReader::of(node, sink)) {
            let name = scenario.text("name");
            let set = scenario.table("set");
            let entries = set.as_ref().map_or(&[][..], TableReader::entries);
            if let Some(set) = &set
                && entries.is_empty()
            {
                let message = Text::new(
                    "skenario ini tidak mengubah apa pun",
                    "this scenario changes nothing",
                );
                let help = Text::new(
                    "tulis sedikitnya satu perubahan, misalnya `\"4.P4\" = \"5\"`",
                    "write at least one change, such as `\"4.P4\" = \"5\"`",
                );
                sink.advise(Code::MissingKey, set.span(), message, help);
            }
            let changes = self.changes(entries, sink);
            if let Some(name) = name {
                let is_taken = scenarios.iter().any(|other| other.name == name.text.trim());
                if name.text.trim().is_empty() || is_taken {
                    let message = Text::new(
                        format!("nama skenario `{}` kosong atau dipakai dua kali", name.text),
                        format!("the name `{}` of a scenario is empty or used twice", name.text),
                    );
                    sink.report(Code::DuplicateId, name.span, message);
                }
                scenarios.push(NamedChanges { name: name.text.trim().to_owned(), changes });
            }
            scenario.finish();
        }
        reader.finish();
        scenarios
    }

    fn changes(&self, entries: &[Entry], sink: &Sink) -> Changes<'e> {
        let edition = self.edition;
        let answers = Answers {
            edition,
            place: self.place.clone(),
            year: self.year,
            stage: self.stage,
            notes: Vec::new(),
            blocks: vec![None; self.blocks.len()],
            indicators: vec![None; self.indicators.len()],
            responses: Responses::none(self.responses.len()),
            declared: Vec::new(),
            declared_category: None,
            evidence: Vec::new(),
            warnings: Vec::new(),
        };
        let mut changes = Changes { answers, emptied: Vec::new(), nodes: Vec::new() };
        for entry in entries {
            self.change(entry, edition, sink, &mut changes);
        }
        for entry in entries {
            let part = entries.iter().find(|part| holds(edition, &entry.key, &part.key));
            if let Some(part) = part {
                let (whole, part) = (&entry.key, &part.key);
                let message = Text::new(
                    format!("`{whole}` dan bagiannya `{part}` diandaikan sekaligus"),
                    format!("`{whole}` and its part `{part}` are supposed at once"),
                );
                let help = Text::new(
                    "andaikan keseluruhannya atau bagian-bagiannya, jangan keduanya",
                    "suppose the whole or its parts, not both",
                );
                sink.advise(Code::WrongAnswer, &entry.key_span, message, help);
            }
        }
        changes
    }

    fn change(&self, entry: &Entry, edition: &'e Edition, sink: &Sink, changes: &mut Changes<'e>) {
        let address = entry.key.as_str();
        if let Some(block) = edition.block(address) {
            let name = Name::Block(block);
            changes.answers.blocks[block.position] =
                response::points_within(edition, &name, block.maximum, &entry.node, sink);
            changes.nodes.push(Address::Block(block.id.clone()));
        } else if let Some(row) = edition.indicator(address) {
            let name = Name::Indicator(&row.id);
            changes.nodes.push(Address::Indicator(row.id.clone()));
            match &row.content {
                Content::Measured(measure) => {
                    let shape = &measure.shape;
                    let leaf = Leaf { edition, name, maximum: row.maximum, shape };
                    self.read_leaf(&leaf, row.position, entry, sink, changes);
                }
                Content::Questions { .. } => {
                    changes.answers.indicators[row.position] =
                        response::points_within(edition, &name, row.maximum, &entry.node, sink);
                }
            }
        } else if let Some(question) = edition.question(address) {
            changes.nodes.push(Address::Question(question.id.clone()));
            let leaf = Leaf {
                edition,
                name: Name::Question(&question.id),
                maximum: question.maximum,
                shape: &question.measure.shape,
            };
            self.read_leaf(&leaf, question.position, entry, sink, changes);
        } else {
            unknown(address, &entry.key_span, edition, sink);
        }
    }

    fn read_leaf(
        &self,
        leaf: &Leaf<'_>,
        place: usize,
        entry: &Entry,
        sink: &Sink,
        changes: &mut Changes<'e>,
    ) {
        let Some(mut response) = response::read(leaf, entry, sink) else { return };
        for id in &response.evidence {
            if !self.evidence.iter().any(|known| known.id == *id) {
                let message = Text::new(
                    format!("bukti `{id}` tidak ada dalam daftar bukti berkas isian"),
                    format!("the evidence `{id}` is not in the register of the answers file"),
                );
                sink.report(Code::UnknownEvidence, &entry.node.span, message);
            }
        }
        if !response.answers() {
            response.state = State::Unknown;
            changes.emptied.push(place);
        }
        changes.answers.responses.set(place, response);
    }
}

/// Whether a block or row holds a row or question.
fn holds(edition: &Edition, whole: &str, part: &str) -> bool {
    let row_holds = |row: &Indicator| row.questions().iter().any(|question| question.id == part);
    if let Some(block) = edition.block(whole) {
        return block.indicators.iter().any(|row| row.id == part || row_holds(row));
    }
    edition.indicator(whole).is_some_and(row_holds)
}

/// Reports an address that the edition does not have, with the nearest one.
fn unknown(address: &str, span: &Span, edition: &Edition, sink: &Sink) {
    if address == "total" {
        let message = Text::new(
            "nilai total adalah jumlah dan tidak dapat diandaikan",
            "the total is a sum and cannot be supposed",
        );
        let help = Text::new(
            "andaikan blok, indikator, atau butir; nilai totalnya dihitung",
            "suppose blocks, indicators or questions; the total is computed",
        );
        return sink.advise(Code::UnknownIndicator, span, message, help);
    }
    let message = Text::new(
        format!("`{address}` tidak ada dalam edisi {}", edition.id()),
        format!("`{address}` is not in edition {}", edition.id()),
    );
    // A question is looked for among those of its row, where that is known: elsewhere the nearest one
    // would have nothing to do with it.
    if let Some((row, number)) = address.split_once('.')
        && let Some(row) = edition.indicator(row)
    {
        let known = row.questions().iter().map(|question| question.id.number());
        let message = Text::new(
            format!("indikator {} tidak memiliki butir `{number}`", row.id),
            format!("indicator {} has no question `{number}`", row.id),
        );
        return suggest(Code::UnknownQuestion, span, message, number, known, sink);
    }
    let blocks = edition.blocks().iter().map(|block| block.id.as_str());
    if address.contains('.') {
        let known = edition.questions().map(|question| question.id.as_str());
        return suggest(Code::UnknownQuestion, span, message, address, known, sink);
    }
    let rows = edition.indicators().map(|row| row.id.as_str());
    suggest(Code::UnknownIndicator, span, message, address, blocks.chain(rows), sink);
}
