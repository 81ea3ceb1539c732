//! What the region can still reply to.

use kla::{Answers, Response};

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
                .any(|later| speaks_of(later.own, change));
            if leaves_reply && !is_settled {
                found.push(Contest { stage, change: change.clone() });
            }
        }
    }
    found.sort_by_key(|contest| contest.change.points);
    found
}

/// Whether a stage says anything of the node of a change, or of a whole that holds it.
fn speaks_of(own: &Answers<'_>, change: &Change<'_>) -> bool {
    let edition = own.edition();
    let node = change.node.to_string();
    edition.blocks().iter().enumerate().any(|(place, block)| {
        let rows = &block.indicators;
        let is_block = block.id == *node;
        let holds = is_block
            || rows.iter().any(|row| {
                row.id == *node || row.questions().iter().any(|question| question.id == *node)
            });
        if !holds {
            return false;
        }
        own.stated_for_block(place).is_some()
            || rows.iter().any(|row| {
                let is_row = is_block || row.id == *node;
                let questions = row.questions().iter();
                let mut asked = questions.filter(|question| is_row || question.id == *node);
                let holds_question = row.questions().iter().any(|question| question.id == *node);
                ((is_row || holds_question) && own.stated_for_indicator(row).is_some())
                    || (is_row && row.measure().is_some() && Response::speaks(own.measured(row)))
                    || asked.any(|question| own.response(question).speaks())
            })
    })
}
