//! The same answers with other states: what would count if only some of them stood, or all were full.

use super::model::{Address, Answers, EvidenceStatus, Response, State};
use crate::edition::{Content, Earning, Measure};
use crate::id::EvidenceId;
use crate::points::Points;

/// A leaf of the edition with its response: a question, or an indicator that is measured itself.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AnswerLeaf<'a> {
    /// Its address.
    pub address: Address,
    /// What is asked.
    pub measure: &'a Measure,
    /// The most it can earn.
    pub maximum: Points,
    /// What was answered.
    pub response: &'a Response,
}

/// Points that are, or could be, stated for a node as a whole: a block, or an indicator that has
/// questions.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StatedNode {
    /// Its address.
    pub address: Address,
    /// The points that are stated, if any are.
    pub points: Option<Points>,
    /// The most it can earn.
    pub maximum: Points,
}

impl<'e> Answers<'e> {
    /// Every leaf in official order.
    pub fn leaves(&self) -> impl Iterator<Item = AnswerLeaf<'_>> {
        self.edition.indicators().flat_map(|indicator| {
            let whole = indicator.measure().map(|measure| AnswerLeaf {
                address: Address::Indicator(indicator.id.clone()),
                measure,
                maximum: indicator.maximum,
                response: self.measured(indicator),
            });
            let questions = indicator.questions().iter().map(|question| AnswerLeaf {
                address: Address::Question(question.id.clone()),
                measure: &question.measure,
                maximum: question.maximum,
                response: self.response(question),
            });
            whole.into_iter().chain(questions)
        })
    }

    /// Awards points to a leaf of [`Edition::leaf`](crate::Edition::leaf), as a bare number in a file does; `false`, and nothing
    /// changes, where they are below nothing or above its maximum, or where a number does not answer it.
    ///
    /// This is for programs that hold points in columns: nothing is written and read again. Whoever is told
    /// `false` writes the answer down and reads it, to be told why.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let head = "format = 1\nedition = '2023'\nregion = '62.71'\nyear = 2024\nstage = 'mandiri'";
    /// let mut answers = edition.read_answers("a.toml", head).unwrap();
    /// let leaf = edition.leaf("4.P1").unwrap();
    /// assert!(answers.award(leaf, "0.75".parse().unwrap()));
    /// assert!(!answers.award(leaf, kla::Points::from(1001)));
    /// assert_eq!(kla::score(&answers).total().to_string(), "0.75");
    /// # }
    /// ```
    pub fn award(&mut self, leaf: usize, points: Points) -> bool {
        let Some(leaf) = self.edition.flat().leaves.get(leaf) else { return false };
        let within = (0..=leaf.maximum).contains(&points.in_millionths());
        if !within || !matches!(leaf.earning, Earning::Points) {
            return false;
        }
        self.responses.set(leaf.position, Response::from(State::Points(points)))
    }

    /// The same answers with a state of each leaf, and points of each whole, that the caller decides.
    ///
    /// Nothing that was printed or found while reading comes along: the result is for counting only.
    /// Points above a node's maximum are cut to it.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let answers = edition.read_answers("answers.toml", r#"
    ///     format = 1
    ///     edition = "2023"
    ///     region = "62.71"
    ///     year = 2024
    ///     stage = "mandiri"
    ///     [answers.4]
    ///     P1 = "1"
    /// "#).unwrap();
    /// let full = answers.revised(|leaf| kla::State::Points(leaf.maximum), |_| None);
    /// assert_eq!(kla::score(&full).total().to_string(), "1000");
    /// # }
    /// ```
    #[must_use]
    pub fn revised(
        &self,
        state: impl Fn(&AnswerLeaf<'_>) -> State,
        stated: impl Fn(&StatedNode) -> Option<Points>,
    ) -> Answers<'e> {
        let mut responses = self.responses.clone();
        for (place, leaf) in self.places().zip(self.leaves()) {
            let mut response = self.leaf(place).clone();
            response.state = match state(&leaf) {
                State::Points(points) => State::Points(points.min(leaf.maximum)),
                state => state,
            };
            responses.set(place, response);
        }
        let whole = |address, points, maximum: Points| {
            stated(&StatedNode { address, points, maximum }).map(|points| points.min(maximum))
        };
        let blocks =
            self.edition.blocks().iter().zip(&self.blocks).map(|(block, points)| {
                whole(Address::Block(block.id.clone()), *points, block.maximum)
            });
        let rows = self.edition.indicators().zip(&self.indicators);
        let indicators = rows.map(|(row, points)| match row.content {
            Content::Questions { .. } => {
                whole(Address::Indicator(row.id.clone()), *points, row.maximum)
            }
            Content::Measured(_) => None,
        });
        Answers {
            edition: self.edition,
            place: self.place.clone(),
            year: self.year,
            stage: self.stage,
            notes: self.notes.clone(),
            blocks: blocks.collect(),
            indicators: indicators.collect(),
            responses,
            declared: Vec::new(),
            declared_category: None,
            evidence: self.evidence.clone(),
            warnings: Vec::new(),
        }
    }

    /// The place of each leaf among the responses, in the order of [`Answers::leaves`].
    fn places(&self) -> impl Iterator<Item = usize> {
        self.edition.indicators().flat_map(|indicator| {
            let whole = indicator.measure().map(|_| indicator.position);
            let questions = indicator.questions().iter().map(|question| question.position);
            whole.into_iter().chain(questions)
        })
    }

    /// What a verifier says of the evidence behind a response: what the response says itself, or else
    /// the worst that is said of its documents; [`EvidenceStatus::Missing`] where there is none.
    #[must_use]
    pub fn evidence_status(&self, response: &Response) -> EvidenceStatus {
        if let Some(status) = response.status {
            return status;
        }
        let of = |id: &EvidenceId| self.evidence.iter().find(|evidence| evidence.id == *id);
        let said = response.evidence.iter().filter_map(of);
        let said = said.map(|evidence| evidence.status.unwrap_or(EvidenceStatus::Unchecked));
        said.min_by_key(|status| match status {
            EvidenceStatus::Missing => 0,
            EvidenceStatus::Rejected => 1,
            EvidenceStatus::Unchecked => 2,
            EvidenceStatus::Accepted => 3,
        })
        .unwrap_or(EvidenceStatus::Missing)
    }
}
