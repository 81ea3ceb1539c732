//! Four marks of a score: verified ≤ evidenced ≤ claimed ≤ potential.

use kla::{Address, AnswerLeaf, Answers, EvidenceStatus, Points, Scorecard, State, score};

/// The answers as far as they stand at each mark.
#[derive(Debug)]
pub struct Marks<'a, 'e> {
    verified: Answers<'e>,
    evidenced: Answers<'e>,
    claimed: &'a Answers<'e>,
    potential: Answers<'e>,
}

/// The score at each mark.
#[derive(Debug)]
#[non_exhaustive]
pub struct MarkedCards<'a> {
    /// Only answers whose evidence a verifier has accepted.
    pub verified: Scorecard<'a>,
    /// Answers with evidence that nobody has rejected.
    pub evidenced: Scorecard<'a>,
    /// The answers as they were given.
    pub claimed: Scorecard<'a>,
    /// Every question at its maximum, save for those that do not apply.
    pub potential: Scorecard<'a>,
}

impl<'a, 'e> Marks<'a, 'e> {
    /// The marks of some answers.
    ///
    /// Points that are stated for a block or row as a whole have no evidence of their own, so they are
    /// claimed and no more.
    #[must_use]
    pub fn of(answers: &'a Answers<'e>) -> Marks<'a, 'e> {
        let standing = |stands: fn(EvidenceStatus) -> bool| {
            let state = |leaf: &AnswerLeaf<'_>| {
                if stands(answers.evidence_status(leaf.response)) {
                    leaf.response.state
                } else {
                    State::Empty
                }
            };
            answers.revised(state, |_| None)
        };
        let accepted = |status| status == EvidenceStatus::Accepted;
        let not_rejected =
            |status| matches!(status, EvidenceStatus::Accepted | EvidenceStatus::Unchecked);
        let full = |leaf: &AnswerLeaf<'_>| match leaf.response.state {
            State::NotApplicable => State::NotApplicable,
            _ => State::Points(leaf.maximum),
        };
        Marks {
            verified: standing(accepted),
            evidenced: standing(not_rejected),
            claimed: answers,
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

    /// The score at each mark.
    #[must_use]
    pub fn score(&self) -> MarkedCards<'_> {
        MarkedCards {
            verified: score(&self.verified),
            evidenced: score(&self.evidenced),
            claimed: score(self.claimed),
            potential: score(&self.potential),
        }
    }
}

impl MarkedCards<'_> {
    /// Verified, evidenced, claimed and potential points of a node. What is not known of a mark,
    /// because the answers state a whole, counts as nothing there.
    #[must_use]
    pub fn at(&self, node: &Address) -> [Points; 4] {
        [&self.verified, &self.evidenced, &self.claimed, &self.potential]
            .map(|card| card.points_of(node).unwrap_or_default())
    }
}
