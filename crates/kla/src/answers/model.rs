//! A region's answers, once they have been read and checked against an edition.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::note::tells_of_conflict;
use super::responses::Responses;
use crate::diagnostic::Diagnostic;
use crate::edition::{Category, Edition, Indicator, Percent, Question, Stage};
use crate::id::{AgencyId, BlockId, EvidenceId, IndicatorId, QuestionId, ReasonId};
use crate::points::{Fraction, Points};
use crate::region::Region;

/// What a region has answered, checked against one edition.
///
/// Holds the edition it was checked against, so that answers are never scored by other rules.
///
/// Invariant: every figure is within the range of its node; there is one response per leaf of the
/// edition, most of them [`State::Empty`] in a file that gives only block scores.
#[derive(Debug)]
pub struct Answers<'e> {
    pub(crate) edition: &'e Edition,
    pub(crate) place: Place,
    pub(crate) year: u16,
    pub(crate) stage: &'e Stage,
    pub(crate) notes: Vec<String>,
    /// Points stated for blocks, by position.
    pub(crate) blocks: Vec<Option<Points>>,
    /// Points stated for indicators that have questions, by position.
    pub(crate) indicators: Vec<Option<Points>>,
    /// Responses to the leaves: questions, or measured indicators, by position.
    pub(crate) responses: Responses,
    pub(crate) declared: Vec<Declared>,
    pub(crate) declared_category: Option<DeclaredCategory<'e>>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// Where the answers are from.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Place {
    /// The Kemendagri code, such as `62.71`.
    pub code: String,
    /// The official name, where a region list was at hand.
    pub name: Option<String>,
    /// The province's official name, where a region list was at hand.
    pub province: Option<String>,
}

impl Place {
    pub(crate) fn new(region: &Region, province: Option<&str>) -> Place {
        Place {
            code: region.code.clone(),
            name: Some(region.name.clone()),
            province: province.map(str::to_owned),
        }
    }

    /// The name, or the code where the name is not known.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.code)
    }
}

/// The response to a leaf: a question, or an indicator that is measured itself.
///
/// What stands beside the state ([`ResponseDetails`]) is read as if it were part of it. Most responses have
/// nothing there and take no memory for it: a region has hundreds of them, a nation a hundred thousand.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let text = "format=1\nedition='2023'\nregion='32.73'\nyear=2024\nstage='mandiri'\n[answers.4]\nP1={points='1',note='cek lagi'}";
/// let answers = edition.read_answers("answers.toml", text).unwrap();
/// let response = answers.response(edition.question("4.P1").unwrap());
/// assert!(response.state.is_given());
/// assert_eq!(response.note.as_deref(), Some("cek lagi"));
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// What was answered.
    pub state: State,
    /// The line it stands on, from 1.
    pub line: Option<u32>,
    details: Option<Box<ResponseDetails>>,
}

/// What stands beside the state of a response.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct ResponseDetails {
    /// A figure, level or tick that was written but does not decide the points: beside awarded points,
    /// or where nobody has published what it earns. It is kept.
    pub beside: Option<Answered>,
    /// The figures by year, for a series; in the order of the years.
    pub series: Vec<(u16, Figure)>,
    /// Kecamatan or villages of which it is not known whether they say yes.
    pub unknown_units: u64,
    /// What each kecamatan or village says, where they were written one by one; in their order.
    pub units: Vec<(String, UnitAnswer)>,
    /// The evidence that supports it.
    pub evidence: Vec<EvidenceId>,
    /// What a verifier says of the evidence.
    pub status: Option<EvidenceStatus>,
    /// Why a verifier changed it.
    pub reason: Option<ReasonId>,
    /// A remark of whoever filled it in.
    pub note: Option<String>,
}

/// Where nothing stands beside a state.
static NOTHING: ResponseDetails = ResponseDetails {
    beside: None,
    series: Vec::new(),
    unknown_units: 0,
    units: Vec::new(),
    evidence: Vec::new(),
    status: None,
    reason: None,
    note: None,
};

impl Deref for Response {
    type Target = ResponseDetails;
    fn deref(&self) -> &ResponseDetails {
        self.details.as_deref().unwrap_or(&NOTHING)
    }
}

impl DerefMut for Response {
    fn deref_mut(&mut self) -> &mut ResponseDetails {
        self.details.get_or_insert_default()
    }
}

impl PartialEq for Response {
    fn eq(&self, other: &Response) -> bool {
        self.state == other.state && self.line == other.line && **self == **other
    }
}

impl Eq for Response {}

impl From<State> for Response {
    fn from(state: State) -> Response {
        Response { state, ..Response::default() }
    }
}

impl Response {
    /// A state with what stands beside it.
    pub(crate) fn with(state: State, details: ResponseDetails) -> Response {
        let details = (details != NOTHING).then(|| Box::new(details));
        Response { state, line: None, details }
    }

    /// The same answer without evidence, a verifier's word on it, and a remark.
    pub(crate) fn bare(&self) -> Response {
        let ResponseDetails { beside, series, unknown_units, units, .. } = &**self;
        let details = ResponseDetails {
            beside: *beside,
            series: series.clone(),
            unknown_units: *unknown_units,
            units: units.clone(),
            ..ResponseDetails::default()
        };
        Response::with(self.state, details)
    }

    /// Whether files that were merged disagree on it and nobody has decided: it is empty, and a note
    /// beside it says what they gave.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        self.state == State::Empty && self.note.as_deref().is_some_and(tells_of_conflict)
    }
}

/// What was answered. The states are never mixed: not knowing is not zero.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum State {
    /// Nothing yet (`belum-diisi`, or absent).
    #[default]
    Empty,
    /// It is not known (`tidak-tahu`), or what is known has no published points.
    Unknown,
    /// The question does not apply to the region (`tidak-berlaku`).
    NotApplicable,
    /// Answered, and worth nothing (`nol`).
    Zero,
    /// Awarded points.
    Points(Points),
    /// An answer that earns points by its shape.
    Given(Answered),
}

impl State {
    /// Whether the answer counts as given: the sum over the siblings then stands for their parent.
    #[must_use]
    pub fn is_given(self) -> bool {
        match self {
            State::Empty | State::Unknown => false,
            State::NotApplicable | State::Zero | State::Points(_) | State::Given(_) => true,
        }
    }

    /// The word in files and results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            State::Empty => "belum-diisi",
            State::Unknown => "tidak-tahu",
            State::NotApplicable => "tidak-berlaku",
            State::Zero => "nol",
            State::Points(_) | State::Given(_) => "terisi",
        }
    }
}

/// An answer in the terms of its shape.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Answered {
    /// A figure.
    Figure(Figure),
    /// The position of a level of the ladder.
    Level(usize),
    /// The ticked items of the checklist.
    Ticked(Ticks),
    /// The figures by year that the response holds.
    Series,
}

/// The ticked items of a checklist, by position.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Ticks(u64);

impl Ticks {
    pub(crate) fn tick(&mut self, position: usize) {
        self.0 |= 1_u64.checked_shl(u32::try_from(position).unwrap_or(u32::MAX)).unwrap_or(0);
    }

    /// Whether the item at a position is ticked.
    #[must_use]
    pub fn has(self, position: usize) -> bool {
        u32::try_from(position)
            .ok()
            .and_then(|position| self.0.checked_shr(position))
            .is_some_and(|rest| rest & 1 == 1)
    }
}

/// A figure from the field.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Figure {
    /// A percentage.
    Percent(Percent),
    /// A count of a total, such as 53 612 of 54 317; the count is at most the total.
    Count {
        /// How many have it.
        count: u64,
        /// How many there are.
        of: u64,
    },
    /// Any figure from zero, such as a number of facilities.
    Plain(Points),
}

impl Figure {
    /// A percentage or count as a share of one; `None` for a total of zero, and for a plain figure.
    #[must_use]
    pub fn share(self) -> Option<Fraction> {
        match self {
            Figure::Percent(percent) => Fraction::percent(percent.to_decimal()),
            Figure::Count { count, of } => Fraction::of(count, of),
            Figure::Plain(_) => None,
        }
    }

    /// The figure as a scale sees it: in percent, or in units; `None` for a total of zero.
    #[must_use]
    pub fn on_scale(self) -> Option<Fraction> {
        match self {
            Figure::Plain(figure) => Fraction::ratio(figure, Points::from(1)),
            Figure::Percent(_) | Figure::Count { .. } => {
                self.share().map(|share| share.times(Points::from(100)))
            }
        }
    }
}

/// What one kecamatan or village says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum UnitAnswer {
    /// It says yes.
    Yes,
    /// It says no.
    No,
    /// Nobody knows; it counts as not saying yes.
    Unknown,
    /// It is not asked, and leaves the total.
    NotApplicable,
}

impl UnitAnswer {
    pub(crate) const WORDS: [(&'static str, UnitAnswer); 4] = [
        ("ya", UnitAnswer::Yes),
        ("tidak", UnitAnswer::No),
        ("tidak-tahu", UnitAnswer::Unknown),
        ("tidak-berlaku", UnitAnswer::NotApplicable),
    ];

    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            UnitAnswer::Yes => "ya",
            UnitAnswer::No => "tidak",
            UnitAnswer::Unknown => "tidak-tahu",
            UnitAnswer::NotApplicable => "tidak-berlaku",
        }
    }
}

/// What a verifier says of the evidence behind an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EvidenceStatus {
    /// There is none.
    Missing,
    /// It has not been looked at.
    Unchecked,
    /// It was accepted.
    Accepted,
    /// It was rejected.
    Rejected,
}

impl EvidenceStatus {
    pub(crate) const WORDS: [(&'static str, EvidenceStatus); 4] = [
        ("tidak-ada", EvidenceStatus::Missing),
        ("belum-diperiksa", EvidenceStatus::Unchecked),
        ("sah", EvidenceStatus::Accepted),
        ("ditolak", EvidenceStatus::Rejected),
    ];

    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            EvidenceStatus::Missing => "tidak-ada",
            EvidenceStatus::Unchecked => "belum-diperiksa",
            EvidenceStatus::Accepted => "sah",
            EvidenceStatus::Rejected => "ditolak",
        }
    }
}

/// A document in the evidence register. The document itself is never read or copied.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Evidence {
    /// Its id in the file.
    pub id: EvidenceId,
    /// What it is.
    pub title: String,
    /// Who provides it.
    pub agency: Option<AgencyId>,
    /// The first day it covers, as `2023-01-31`.
    pub from: Option<String>,
    /// The last day it covers.
    pub to: Option<String>,
    /// The SHA-256 of the document.
    pub sha256: Option<String>,
    /// Where it can be found.
    pub link: Option<String>,
    /// What a verifier says of it.
    pub status: Option<EvidenceStatus>,
}

/// A printed figure: compared with the computed one, never scored.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Declared {
    /// Whose figure it is.
    pub node: Address,
    /// Which of its figures.
    pub what: DeclaredWhat,
    /// The figure as printed.
    pub points: Points,
}

/// Which figure of a node is printed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DeclaredWhat {
    /// The points it earned.
    Points,
    /// Its maximum.
    Maximum,
}

impl DeclaredWhat {
    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            DeclaredWhat::Points => "points",
            DeclaredWhat::Maximum => "maximum",
        }
    }
}

/// A printed category.
#[derive(Clone, Copy, Debug)]
pub enum DeclaredCategory<'e> {
    /// Printed as having none.
    Below,
    /// One of the edition's.
    Category(&'e Category),
}

/// A node of the score, from the total down to a question.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Address {
    /// The whole.
    Total,
    /// A block, such as `klaster-1`.
    Block(BlockId),
    /// An indicator, such as `4`.
    Indicator(IndicatorId),
    /// A question, such as `4.P1`.
    Question(QuestionId),
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Total => formatter.write_str("total"),
            Address::Block(id) => id.fmt(formatter),
            Address::Indicator(id) => id.fmt(formatter),
            Address::Question(id) => id.fmt(formatter),
        }
    }
}

impl<'e> Answers<'e> {
    /// The edition they were checked against.
    #[must_use]
    pub fn edition(&self) -> &'e Edition {
        self.edition
    }

    /// The region.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The evaluation year.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The stage of the evaluation.
    #[must_use]
    pub fn stage(&self) -> &'e Stage {
        self.stage
    }

    /// What the file says about itself.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The points stated for a block as a whole.
    #[must_use]
    pub fn stated_for_block(&self, position: usize) -> Option<Points> {
        self.blocks.get(position).copied().flatten()
    }

    /// The points stated for an indicator that has questions, as a whole.
    #[must_use]
    pub fn stated_for_indicator(&self, indicator: &Indicator) -> Option<Points> {
        self.indicators.get(indicator.position).copied().flatten()
    }

    /// The response to a question.
    #[must_use]
    pub fn response(&self, question: &Question) -> &Response {
        self.leaf(question.position)
    }

    /// The response to an indicator that is measured itself.
    #[must_use]
    pub fn measured(&self, indicator: &Indicator) -> &Response {
        self.leaf(indicator.position)
    }

    /// The response at a position, as [`Question`] and [`Indicator`] count them.
    #[inline]
    pub(crate) fn leaf(&self, position: usize) -> &Response {
        static EMPTY: Response = Response { state: State::Empty, line: None, details: None };
        self.responses.get(position).unwrap_or(&EMPTY)
    }

    /// The printed figures, in official order.
    #[must_use]
    pub fn declared(&self) -> &[Declared] {
        &self.declared
    }

    /// The printed category.
    #[must_use]
    pub fn declared_category(&self) -> Option<DeclaredCategory<'e>> {
        self.declared_category
    }

    /// The evidence register.
    #[must_use]
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// What was found while reading that does not keep them from being scored.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }
}
