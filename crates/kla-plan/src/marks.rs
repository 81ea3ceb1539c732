//! Four marks of a score: verified ≤ evidenced ≤ claimed ≤ potential.

use std::collections::BTreeSet;

use kla::{
    Address, AnswerLeaf, Answers, EvidenceStatus, GateState, LeafScore, Placement, Points,
    Scorecard, State, Step, score,
};

/// A mark of a score, from the safest to the highest.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Mark {
    /// Only answers whose evidence a verifier has accepted.
    Verified,
    /// Answers with evidence that nobody has rejected.
    Evidenced,
    /// The answers as they were given.
    Claimed,
    /// Everything that can still be earned.
    Potential,
}

impl Mark {
    /// All of them, in this order.
    pub const ALL: [Mark; 4] = [Mark::Verified, Mark::Evidenced, Mark::Claimed, Mark::Potential];

    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Mark::Verified => "verified",
            Mark::Evidenced => "evidenced",
            Mark::Claimed => "claimed",
            Mark::Potential => "potential",
        }
    }

    /// How a condition counts of which nothing is known at this mark. Whatever has to be shown is
    /// taken not to hold where it has not been shown; what is claimed or possible gets the benefit of
    /// the doubt, as in a score.
    #[must_use]
    pub fn unknown_gate(self) -> GateState {
        match self {
            Mark::Verified | Mark::Evidenced => GateState::Failed,
            Mark::Claimed | Mark::Potential => GateState::Passed,
        }
    }
}

/// Whether the hours are over in which a region may mend what a verifier has rejected.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Repair {
    /// What was rejected can be mended, and what was accepted can be raised.
    #[default]
    Open,
    /// What a verifier has accepted or rejected stands as it is.
    Over,
}

impl Repair {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Repair::Open => "open",
            Repair::Over => "over",
        }
    }
}

/// The answers as far as they stand at each mark.
#[derive(Debug)]
pub struct Marks<'a, 'e> {
    repair: Repair,
    verified: Answers<'e>,
    evidenced: Answers<'e>,
    given: &'a Answers<'e>,
    /// What the given answers are worth once repair is over; they themselves while it is open.
    settled: Option<Answers<'e>>,
    potential: Answers<'e>,
}

/// The score at each mark.
#[derive(Debug)]
#[non_exhaustive]
pub struct MarkedCards<'a> {
    /// Whether what was rejected can still be mended.
    pub repair: Repair,
    /// Only answers whose evidence a verifier has accepted.
    pub verified: Scorecard<'a>,
    /// Answers with evidence that nobody has rejected.
    pub evidenced: Scorecard<'a>,
    /// The answers as they were given; once repair is over, without what was rejected.
    pub claimed: Scorecard<'a>,
    /// Every question at its maximum, save for those that do not apply or of whose kind there is nothing
    /// in the region; once repair is over, what a
    /// verifier has decided stays as it is.
    pub potential: Scorecard<'a>,
}

impl<'a, 'e> Marks<'a, 'e> {
    /// The marks of some answers while everything can still be mended.
    ///
    /// Points that are stated for a block or row as a whole have no evidence of their own, so they are
    /// claimed and no more.
    #[must_use]
    pub fn of(answers: &'a Answers<'e>) -> Marks<'a, 'e> {
        Marks::with(answers, Repair::Open)
    }

    /// The marks of some answers, by whether they can still be mended.
    ///
    /// ```
    /// use kla_plan::{Marks, Repair};
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let answers = edition.read_answers("a.toml", r#"
    ///     format = 1
    ///     edition = "2023"
    ///     region = "62.71"
    ///     year = 2024
    ///     stage = "verifikasi-lapangan"
    ///     [answers.4]
    ///     P4 = { points = "3", status = "sah" }
    ///     P5 = { points = "3", status = "ditolak" }
    /// "#).unwrap();
    /// let row = kla::Address::Indicator(edition.indicator("4").unwrap().id.clone());
    /// let marks = |repair| Marks::with(&answers, repair).score().at(&row).map(|mark| mark.to_string());
    /// assert_eq!(marks(Repair::Open), ["3", "3", "6", "15"]);
    /// // P4 keeps its 3 of 5, P5 has lost its 3: 15 − 2 − 3 are left.
    /// assert_eq!(marks(Repair::Over), ["3", "3", "3", "10"]);
    /// ```
    #[must_use]
    pub fn with(answers: &'a Answers<'e>, repair: Repair) -> Marks<'a, 'e> {
        let card = score(answers);
        let decided = |leaf: &AnswerLeaf<'_>| match repair {
            Repair::Open => None,
            // Inside a block or row that is known only as a whole an answer does not count, and so
            // neither does what is said of it.
            Repair::Over => card
                .points_of(&leaf.address)
                .and_then(|_| decided(leaf, answers.evidence_status(leaf.response))),
        };
        let standing = |stands: fn(EvidenceStatus) -> bool| {
            let state = |leaf: &AnswerLeaf<'_>| {
                decided(leaf).unwrap_or({
                    if stands(answers.evidence_status(leaf.response)) {
                        leaf.response.state
                    } else {
                        State::Empty
                    }
                })
            };
            answers.revised(state, |_| None)
        };
        let accepted = |status| status == EvidenceStatus::Accepted;
        let not_rejected =
            |status| matches!(status, EvidenceStatus::Accepted | EvidenceStatus::Unchecked);
        let as_given = |leaf: &AnswerLeaf<'_>| decided(leaf).unwrap_or(leaf.response.state);
        let fixed = leaves_that(&card, is_fixed);
        let full = |leaf: &AnswerLeaf<'_>| {
            decided(leaf).unwrap_or(match leaf.response.state {
                state if fixed.contains(&leaf.address) => state,
                _ => State::Points(leaf.maximum),
            })
        };
        Marks {
            repair,
            verified: standing(accepted),
            evidenced: standing(not_rejected),
            given: answers,
            settled: match repair {
                Repair::Open => None,
                Repair::Over => Some(answers.revised(as_given, |whole| whole.points)),
            },
            potential: answers.revised(full, |whole| Some(whole.maximum)),
        }
    }

    /// The answers as far as a verifier has accepted their evidence.
    pub(crate) fn verified(&self) -> &Answers<'e> {
        &self.verified
    }

    /// The answers as far as they have evidence that nobody has rejected.
    pub(crate) fn evidenced(&self) -> &Answers<'e> {
        &self.evidenced
    }

    /// The answers as they were given; once repair is over, without what was rejected.
    pub(crate) fn claimed(&self) -> &Answers<'e> {
        self.settled.as_ref().unwrap_or(self.given)
    }

    /// The score at each mark.
    #[must_use]
    pub fn score(&self) -> MarkedCards<'_> {
        MarkedCards {
            repair: self.repair,
            verified: score(&self.verified),
            evidenced: score(&self.evidenced),
            claimed: score(self.claimed()),
            potential: score(&self.potential),
        }
    }
}

/// The questions, and rows that are measured themselves, whose score is of some kind.
pub(crate) fn leaves_that(
    card: &Scorecard<'_>,
    is: impl Fn(&LeafScore<'_>) -> bool,
) -> BTreeSet<Address> {
    let mut found = BTreeSet::new();
    for row in card.indicators() {
        if row.measured.as_ref().is_some_and(&is) {
            found.insert(Address::Indicator(row.indicator.id.clone()));
        }
        let asked = row.questions.iter().filter(|question| is(&question.leaf));
        found.extend(asked.map(|one| Address::Question(one.question.id.clone())));
    }
    found
}

/// Whether no better answer can change it: it does not apply, or there is nothing of its kind in the region.
fn is_fixed(leaf: &LeafScore<'_>) -> bool {
    matches!(leaf.step(), Step::NotApplicable(_) | Step::ZeroTotal(_))
}

/// What an answer is worth for good, once repair is over; `None` where no verifier has decided.
fn decided(leaf: &AnswerLeaf<'_>, status: EvidenceStatus) -> Option<State> {
    let response = leaf.response;
    match status {
        EvidenceStatus::Missing | EvidenceStatus::Unchecked => None,
        // A figure is accepted, but nobody has published what it earns; or files disagree on it.
        _ if response.beside.is_some() && !response.state.is_given() || response.is_disputed() => {
            None
        }
        EvidenceStatus::Accepted if response.state.is_given() => Some(response.state),
        EvidenceStatus::Accepted | EvidenceStatus::Rejected => Some(State::Zero),
    }
}

impl<'a> MarkedCards<'a> {
    /// Verified, evidenced, claimed and potential points of a node. What is not known of a mark,
    /// because the answers state a whole, counts as nothing there.
    #[must_use]
    pub fn at(&self, node: &Address) -> [Points; 4] {
        Mark::ALL.map(|mark| self.card(mark).points_of(node).unwrap_or_default())
    }

    /// The score at a mark.
    #[must_use]
    pub fn card(&self, mark: Mark) -> &Scorecard<'a> {
        match mark {
            Mark::Verified => &self.verified,
            Mark::Evidenced => &self.evidenced,
            Mark::Claimed => &self.claimed,
            Mark::Potential => &self.potential,
        }
    }

    /// The category at a mark, with conditions of which nothing is known judged as
    /// [`Mark::unknown_gate`] says. It never falls from mark to mark, unless the edition gives a total
    /// between two bands no category at all.
    #[must_use]
    pub fn placement(&self, mark: Mark) -> Placement<'a> {
        self.card(mark).placement_if(mark.unknown_gate())
    }
}
