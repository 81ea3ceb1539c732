//! What the region can still reply to.

use kla::{Address, Answers, Indicator};

use super::changes::Change;
use super::{StageScore, Step};

/// A fall that stands, and to which the region can reply, or for which nobody gave a reason.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Contest<'a> {
    /// The place of the stage that made it.
    pub stage: usize,
    /// The fall.
    pub change: Change<'a>,
}

/// Falls whose reason leaves a reply, and falls without any reason, the largest first. What a later stage
/// has spoken on is settled by that stage.
pub(super) fn contests<'a>(stages: &[StageScore<'a>], steps: &[Step<'a>]) -> Vec<Contest<'a>> {
    let mut found = Vec::new();
    for step in steps {
        let [_, stage] = step.between;
        for change in step.changes.iter().filter(|change| change.points.is_negative()) {
            let leaves_reply = match change.reason {
                Some(reason) => reason.reply.is_some(),
                None => change.lacks_reason(),
            };
            let later = stages.iter().skip(stage + 1);
            let is_settled = later
                .filter(|later| later.card.is_some())
                .any(|later| speaks_of(later.own, &change.node));
            if leaves_reply && !is_settled {
                found.push(Contest { stage, change: change.clone() });
            }
        }
    }
    found.sort_by_key(|contest| contest.change.points);
    found
}

/// Whether a stage says anything of a node, or of a whole that holds it.
fn speaks_of(own: &Answers<'_>, node: &Address) -> bool {
    own.edition().blocks().iter().enumerate().any(|(place, block)| {
        let states = own.stated_for_block(place).is_some();
        let mut rows = block.indicators.iter();
        match node {
            Address::Block(id) => {
                block.id == *id && (states || rows.any(|row| speaks_of_row(own, row)))
            }
            Address::Indicator(id) => {
                rows.any(|row| row.id == *id && (states || speaks_of_row(own, row)))
            }
            Address::Question(id) => rows.any(|row| {
                let states = states || own.stated_for_indicator(row).is_some();
                let mut asked = row.questions().iter().filter(|question| question.id == *id);
                asked.any(|question| states || own.response(question).speaks())
            }),
            Address::Total => false,
        }
    })
}

fn speaks_of_row(own: &Answers<'_>, row: &Indicator) -> bool {
    own.stated_for_indicator(row).is_some()
        || (row.measure().is_some() && own.measured(row).speaks())
        || row.questions().iter().any(|question| own.response(question).speaks())
}
