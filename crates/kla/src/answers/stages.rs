//! Answers of a later stage over those of an earlier one: a stage may hold only what it touched.

use std::collections::BTreeMap;

use super::model::{Address, Answers, Evidence, EvidenceStatus, Response, State};
use super::responses::Responses;
use crate::edition::{Block, Indicator};
use crate::id::EvidenceId;

/// Why answers cannot be laid over others.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum OverError {
    /// They are of another edition, or of the same one under other rules.
    #[error("the two were checked against different rules")]
    OtherRules,
    /// They are of another region.
    #[error("the two are of different regions: {0} and {1}")]
    OtherRegion(String, String),
    /// They are of another year.
    #[error("the two are of different years: {0} and {1}")]
    OtherYear(u16, u16),
    /// The earlier ones know these blocks or rows only as a whole, and the later ones speak of some of
    /// their parts: what the other parts have is not known.
    #[error("parts of what is known only as a whole: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))]
    PartsOfWholes(Vec<Address>),
}

impl Response {
    /// Whether anything is said of the answer: a value or a state, or a verifier's word on it.
    #[must_use]
    pub fn speaks(&self) -> bool {
        self.answers() || self.status.is_some() || self.reason.is_some()
    }

    /// Whether a value or a state is given, be it that the answer is not known.
    #[must_use]
    pub fn answers(&self) -> bool {
        self.state != State::Empty || self.beside.is_some()
    }

    /// Whether evidence was rejected without a word on what the answer is worth.
    #[must_use]
    pub fn rejects_without_value(&self) -> bool {
        !self.answers() && self.status == Some(EvidenceStatus::Rejected)
    }

    /// This response over an earlier one. A verifier's word without a value confirms the earlier value,
    /// or, where the evidence is rejected, makes it worth nothing.
    fn over(&self, earlier: &Response) -> Response {
        if !self.speaks() {
            let mut same = earlier.clone();
            same.evidence = joined(&earlier.evidence, &self.evidence);
            same.note = self.note.clone().or_else(|| earlier.note.clone());
            return same;
        }
        let mut value = if self.answers() {
            self.clone()
        } else if self.rejects_without_value() {
            Response::from(State::Zero)
        } else {
            earlier.clone()
        };
        value.evidence = joined(&earlier.evidence, &self.evidence);
        value.status = self.status;
        value.reason.clone_from(&self.reason);
        value.note.clone_from(&self.note);
        value.line = self.line;
        value
    }
}

impl<'e> Answers<'e> {
    /// These answers, of a later stage, over earlier ones: what the later say counts, what they leave
    /// out stays as it was. A whole that the later state replaces parts that the earlier gave.
    ///
    /// Printed figures are those of the later answers alone; the notes and documents of both come along.
    ///
    /// # Errors
    ///
    /// When the two are not of one region, year and edition, or when the later speak of a part of what
    /// the earlier know only as a whole.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let read = |stage: &str, rest: &str| {
    ///     let head = format!("format = 1\nedition = '2023'\nregion = '62.71'\nyear = 2024\nstage = '{stage}'\n");
    ///     edition.read_answers("a.toml", &(head + rest)).unwrap()
    /// };
    /// let own = read("mandiri", "[answers.4]\nP4 = '5'\nP5 = '3'");
    /// let province = read("verifikasi-administrasi", "[answers.4]\nP4 = { points = '2', reason = 'BT' }");
    /// let official = province.over(&own).unwrap();
    /// assert_eq!(kla::score(&official).total().to_string(), "5");
    /// # }
    /// ```
    pub fn over(&self, earlier: &Answers<'e>) -> Result<Answers<'e>, OverError> {
        earlier.is_of_the_case_of(self)?;
        let mut laid = Laid { later: self, earlier, clashes: Vec::new() };
        let mut result = laid.heads();
        for block in self.edition.blocks() {
            laid.block(block, &mut result);
        }
        if laid.clashes.is_empty() {
            Ok(result)
        } else {
            Err(OverError::PartsOfWholes(laid.clashes))
        }
    }
}

/// Two sets of answers being laid over each other.
struct Laid<'a, 'e> {
    later: &'a Answers<'e>,
    earlier: &'a Answers<'e>,
    clashes: Vec<Address>,
}

impl<'e> Laid<'_, 'e> {
    /// Everything but the figures.
    fn heads(&self) -> Answers<'e> {
        let (later, earlier) = (self.later, self.earlier);
        let mut notes = earlier.notes.clone();
        notes.extend(later.notes.iter().filter(|note| !earlier.notes.contains(note)).cloned());
        let mut register: BTreeMap<&EvidenceId, &Evidence> =
            earlier.evidence.iter().map(|document| (&document.id, document)).collect();
        register.extend(later.evidence.iter().map(|document| (&document.id, document)));
        Answers {
            edition: later.edition,
            place: later.place.clone(),
            year: later.year,
            stage: later.stage,
            notes,
            blocks: vec![None; later.blocks.len()],
            indicators: vec![None; later.indicators.len()],
            responses: Responses::none(later.responses.len()),
            declared: later.declared.clone(),
            declared_category: later.declared_category,
            evidence: register.into_values().cloned().collect(),
            warnings: Vec::new(),
        }
    }

    fn block(&mut self, block: &Block, result: &mut Answers<'e>) {
        let (later, earlier) = (self.later, self.earlier);
        let stated = later.stated_for_block(block.position);
        let before = earlier.stated_for_block(block.position);
        let is_given =
            |answers: &Answers<'e>| block.indicators.iter().any(|row| answers.gives_row(row));
        let speaks = block.indicators.iter().any(|row| later.speaks_of_row(row));
        if stated.is_some() && !is_given(later) {
            result.blocks[block.position] = stated;
            block.indicators.iter().for_each(|row| later.copy_row(row, result));
            return;
        }
        let only_whole = before.is_some() && !is_given(earlier);
        let gives_all = || block.indicators.iter().all(|row| later.gives_all_of_row(row));
        if only_whole && stated.is_none() && speaks && !gives_all() {
            self.clashes.push(Address::Block(block.id.clone()));
            return;
        }
        // A whole that now has all its parts is a figure of an earlier stage; the parts count.
        result.blocks[block.position] =
            if only_whole && speaks { stated } else { stated.or(before) };
        for row in &block.indicators {
            self.row(row, result);
        }
    }

    fn row(&mut self, row: &Indicator, result: &mut Answers<'e>) {
        let (later, earlier) = (self.later, self.earlier);
        if row.measure().is_some() {
            let response = later.measured(row).over(earlier.measured(row));
            result.responses.set(row.position, response);
            return;
        }
        let stated = later.stated_for_indicator(row);
        let before = earlier.stated_for_indicator(row);
        let speaks = row.questions().iter().any(|question| later.response(question).speaks());
        let is_given = |answers: &Answers<'e>| {
            row.questions().iter().any(|question| answers.response(question).state.is_given())
        };
        if stated.is_some() && !is_given(later) {
            later.copy_row(row, result);
            return;
        }
        let only_whole = before.is_some() && !is_given(earlier);
        if only_whole && stated.is_none() && speaks && !later.gives_all_of_row(row) {
            self.clashes.push(Address::Indicator(row.id.clone()));
            return;
        }
        result.indicators[row.position] =
            if only_whole && speaks { stated } else { stated.or(before) };
        for question in row.questions() {
            let response = later.response(question).over(earlier.response(question));
            result.responses.set(question.position, response);
        }
    }
}

impl<'e> Answers<'e> {
    /// Whether others are of the same rules, region and year as these, so that the two can be held
    /// against each other.
    ///
    /// # Errors
    ///
    /// The first of the three in which they differ.
    pub fn is_of_the_case_of(&self, other: &Answers<'_>) -> Result<(), OverError> {
        if self.edition.digest() != other.edition.digest()
            || self.edition.overlay() != other.edition.overlay()
        {
            return Err(OverError::OtherRules);
        }
        if self.place.code != other.place.code {
            return Err(OverError::OtherRegion(self.place.code.clone(), other.place.code.clone()));
        }
        if self.year != other.year {
            return Err(OverError::OtherYear(self.year, other.year));
        }
        Ok(())
    }

    /// Whether anything that counts is said: a value at any depth, or a verifier's word on one.
    #[must_use]
    pub fn speaks(&self) -> bool {
        self.blocks.iter().chain(&self.indicators).any(Option::is_some)
            || self.responses.iter().any(Response::speaks)
    }

    /// Whether every block is said as a whole or down to its last part, so that these answers need no
    /// earlier ones to come to a total.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let row = |row: &Indicator| {
            let questions = row.questions();
            let is_given = questions.iter().any(|one| self.response(one).state.is_given());
            let is_whole = self.stated_for_indicator(row).is_some() && !is_given;
            match row.measure() {
                Some(_) => self.measured(row).answers(),
                None => is_whole || questions.iter().all(|one| self.response(one).answers()),
            }
        };
        self.edition.blocks().iter().all(|block| {
            let rows = &block.indicators;
            let is_given = rows.iter().any(|row| self.gives_row(row));
            let is_whole = self.stated_for_block(block.position).is_some() && !is_given;
            is_whole || !rows.is_empty() && rows.iter().all(row)
        })
    }

    /// What is said of a row and its questions, as it stands: where a whole counts, the words on its parts
    /// are kept and change nothing.
    fn copy_row(&self, row: &Indicator, result: &mut Answers<'e>) {
        result.indicators[row.position] = self.indicators[row.position];
        let places = row.questions().iter().map(|question| question.position);
        for place in places.chain(row.measure().map(|_| row.position)) {
            result.responses.set(place, self.leaf(place).clone());
        }
    }

    /// Whether anything counts as given for a row, on its own or for a question of it.
    fn gives_row(&self, row: &Indicator) -> bool {
        if row.measure().is_some() {
            return self.measured(row).state.is_given();
        }
        self.stated_for_indicator(row).is_some()
            || row.questions().iter().any(|question| self.response(question).state.is_given())
    }

    fn speaks_of_row(&self, row: &Indicator) -> bool {
        if row.measure().is_some() {
            return self.measured(row).speaks();
        }
        self.stated_for_indicator(row).is_some()
            || row.questions().iter().any(|question| self.response(question).speaks())
    }

    fn gives_all_of_row(&self, row: &Indicator) -> bool {
        if row.measure().is_some() {
            return self.measured(row).answers();
        }
        self.stated_for_indicator(row).is_some()
            || row.questions().iter().all(|question| self.response(question).answers())
    }
}

/// The documents of both, each once, the earlier first.
fn joined(earlier: &[EvidenceId], later: &[EvidenceId]) -> Vec<EvidenceId> {
    let mut all = earlier.to_vec();
    all.extend(later.iter().filter(|id| !earlier.contains(id)).cloned());
    all
}
