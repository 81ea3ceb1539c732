//! Supposed answers as JSON.

use kla::{Points, Scorecard};
use serde::Serialize;

use super::{Stamp, exact, text};
use crate::what_if::{Supposed, SupposedCase, Supposition};

#[derive(Serialize)]
struct File {
    #[serde(flatten)]
    stamp: Stamp,
    /// What no program may overlook: the cases are suppositions.
    notes: Vec<String>,
    base: Score,
    scenarios: Vec<Case>,
}

#[derive(Serialize)]
struct Score {
    total: String,
    category: Option<String>,
    between: bool,
    next: Option<Next>,
    blocks: Vec<Block>,
}

#[derive(Serialize)]
struct Next {
    id: String,
    name: String,
    gap: String,
}

#[derive(Serialize)]
struct Block {
    id: String,
    points: String,
    difference: String,
}

#[derive(Serialize)]
struct Case {
    name: String,
    difference: String,
    #[serde(flatten)]
    score: Score,
    changes: Vec<Change>,
}

#[derive(Serialize)]
struct Change {
    node: String,
    before: Option<String>,
    after: Option<String>,
    points_before: Option<String>,
    points_after: Option<String>,
}

/// The score as it is and in every supposed case, as JSON; `notes` are what a reader must be told first.
#[must_use]
pub fn what_if_json(supposed: &Supposed<'_>, notes: Vec<String>) -> String {
    let answers = supposed.base.answers();
    let notes = notes.into_iter().chain(answers.notes().iter().cloned());
    text(&File {
        stamp: Stamp::of(answers),
        notes: notes.collect(),
        base: score(&supposed.base, &supposed.base),
        scenarios: supposed.cases.iter().map(|one| case(one, &supposed.base)).collect(),
    })
}

fn score(card: &Scorecard<'_>, base: &Scorecard<'_>) -> Score {
    let placement = card.placement();
    Score {
        total: card.total().to_string(),
        category: placement.category.map(|category| category.id.to_string()),
        between: placement.between.is_some(),
        next: placement.next.as_ref().map(|next| Next {
            id: next.category.id.to_string(),
            name: next.category.name.clone(),
            gap: next.gap.to_string(),
        }),
        blocks: card
            .blocks()
            .iter()
            .zip(base.blocks())
            .map(|(block, base)| {
                let difference: Points = block.points - base.points;
                Block {
                    id: block.block.id.to_string(),
                    points: block.points.to_string(),
                    difference: difference.to_string(),
                }
            })
            .collect(),
    }
}

fn case(case: &SupposedCase<'_>, base: &Scorecard<'_>) -> Case {
    Case {
        name: case.name.to_owned(),
        difference: case.difference(base).to_string(),
        score: score(&case.card, base),
        changes: case.changes.iter().map(change).collect(),
    }
}

fn change(change: &Supposition) -> Change {
    let [before, after] = change.points;
    Change {
        node: change.node.to_string(),
        before: change.before.clone(),
        after: change.after.clone(),
        points_before: exact(before),
        points_after: exact(after),
    }
}
