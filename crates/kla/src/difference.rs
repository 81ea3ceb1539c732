//! What changed between two editions, and a region whose category changes with it.

use std::fmt::Write as _;

use crate::answers::AnswersFile;
use crate::diagnostic::Source;
use crate::edition::{
    Better, Category, Condition, Content, Edition, Gate, Indicator, Measure, RoundingAt, Scale,
    Shape, Steps,
};
use crate::points::Points;
use crate::score::{Placement, score};

/// One difference between two editions.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Difference {
    /// What it is about: a node by its address, or a rule such as `rounding`.
    pub about: String,
    /// The kind of thing that it is about.
    pub kind: DifferenceKind,
    /// How it was and how it is.
    pub change: Change,
}

/// What a difference is about, in the order of a report.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum DifferenceKind {
    /// A rule of the whole edition.
    Rule,
    /// A category and its band.
    Category,
    /// A gate.
    Gate,
    /// A block.
    Block,
    /// An indicator.
    Indicator,
    /// A question.
    Question,
}

/// How something changed.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// Only the second edition has it, with this maximum where it has one.
    Added(Option<Points>),
    /// Only the first edition has it.
    Removed(Option<Points>),
    /// Its maximum.
    Maximum(Points, Points),
    /// Its band.
    Band((Points, Points), (Points, Points)),
    /// The word or words that describe it.
    Words(String, String),
}

/// A region whose category is not the same by two editions.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Flip {
    /// What the region answers by the first edition: the tables of an answers file, without its head.
    pub answers_before: String,
    /// What it answers by the second. The same text, or the same share of each block's maximum.
    pub answers_after: String,
    /// Total and category by the first edition.
    pub before: Standing,
    /// Total and category by the second.
    pub after: Standing,
}

/// A total and the category it reaches; none below the first band.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Standing {
    /// The total.
    pub total: Points,
    /// The category's label.
    pub category: Option<String>,
}

impl Edition {
    /// What is different in another edition, or in this one once it is refined.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let (old, new) = (kla::Edition::bundled("2022").unwrap(), kla::Edition::bundled("2023").unwrap());
    /// let found = old.differences(new);
    /// assert!(found.iter().any(|difference| difference.about == "kelembagaan"));
    /// # }
    /// ```
    #[must_use]
    pub fn differences(&self, other: &Edition) -> Vec<Difference> {
        let mut found = Vec::new();
        rules(self, other, &mut found);
        nodes(self, other, &mut found);
        found
    }

    /// A region whose category is not the same by this edition and by another, if one of the regions
    /// that are tried is such a one.
    ///
    /// Regions are made to stand just below a floor in one edition and above it in the other, or to
    /// miss a gate that only one of them has.
    #[must_use]
    pub fn flip(&self, other: &Edition) -> Option<Flip> {
        candidates(self, other).into_iter().find_map(|(answers_before, answers_after)| {
            let (before, after) = (stand(self, &answers_before)?, stand(other, &answers_after)?);
            let flips = before.category != after.category;
            flips.then_some(Flip { answers_before, answers_after, before, after })
        })
    }
}

fn push(found: &mut Vec<Difference>, kind: DifferenceKind, about: &str, change: Change) {
    found.push(Difference { about: about.to_owned(), kind, change });
}

fn rules(old: &Edition, new: &Edition, found: &mut Vec<Difference>) {
    let years =
        |edition: &Edition| format!("{}–{}", edition.years().start(), edition.years().end());
    let words = [
        ("depth", old.depth().word().to_owned(), new.depth().word().to_owned()),
        ("years", years(old), years(new)),
        ("rounding", rounding_words(old), rounding_words(new)),
        (
            "not_applicable",
            old.not_applicable().policy.word().to_owned(),
            new.not_applicable().policy.word().to_owned(),
        ),
    ];
    for (about, before, after) in words {
        if before != after {
            push(found, DifferenceKind::Rule, about, Change::Words(before, after));
        }
    }
    if old.total() != new.total() {
        let change = Change::Maximum(old.total(), new.total());
        push(found, DifferenceKind::Rule, "total", change);
    }
    let band = |category: &Category| (category.from, category.to);
    pair(
        &old.bands().categories,
        &new.bands().categories,
        |category| category.id.as_str(),
        |about, before, after| match (before, after) {
            (Some(before), Some(after)) if band(before) != band(after) => {
                let change = Change::Band(band(before), band(after));
                push(found, DifferenceKind::Category, about, change);
            }
            (before, after) => {
                one_sided(found, DifferenceKind::Category, about, before, after, |_| None)
            }
        },
    );
    pair(
        old.gates(),
        new.gates(),
        |gate| gate.id.as_str(),
        |about, before, after| match (before, after) {
            (Some(before), Some(after)) => {
                let (before, after) = (gate_words(before), gate_words(after));
                if before != after {
                    push(found, DifferenceKind::Gate, about, Change::Words(before, after));
                }
            }
            (before, after) => {
                one_sided(found, DifferenceKind::Gate, about, before, after, |_| None)
            }
        },
    );
}

fn nodes(old: &Edition, new: &Edition, found: &mut Vec<Difference>) {
    pair(
        old.blocks(),
        new.blocks(),
        |block| block.id.as_str(),
        |about, before, after| match (before, after) {
            (Some(before), Some(after)) => {
                maximum(found, DifferenceKind::Block, about, before.maximum, after.maximum);
            }
            (before, after) => {
                one_sided(found, DifferenceKind::Block, about, before, after, |block| {
                    Some(block.maximum)
                });
            }
        },
    );
    // Rows and questions say something only where both editions go that deep.
    if old.depth() != new.depth() {
        return;
    }
    let (old_rows, new_rows): (Vec<&Indicator>, Vec<&Indicator>) =
        (old.indicators().collect(), new.indicators().collect());
    pair(
        &old_rows,
        &new_rows,
        |row| row.id.as_str(),
        |about, before, after| match (before, after) {
            (Some(before), Some(after)) => {
                maximum(found, DifferenceKind::Indicator, about, before.maximum, after.maximum);
                if let (Content::Measured(before), Content::Measured(after)) =
                    (&before.content, &after.content)
                {
                    measure(found, DifferenceKind::Indicator, about, before, after);
                }
                questions(before, after, found);
            }
            (before, after) => {
                one_sided(found, DifferenceKind::Indicator, about, before, after, |row| {
                    Some(row.maximum)
                });
            }
        },
    );
}

fn questions(old: &Indicator, new: &Indicator, found: &mut Vec<Difference>) {
    pair(
        old.questions(),
        new.questions(),
        |question| question.id.as_str(),
        |about, before, after| match (before, after) {
            (Some(before), Some(after)) => {
                maximum(found, DifferenceKind::Question, about, before.maximum, after.maximum);
                measure(found, DifferenceKind::Question, about, &before.measure, &after.measure);
            }
            (before, after) => {
                one_sided(found, DifferenceKind::Question, about, before, after, |question| {
                    Some(question.maximum)
                });
            }
        },
    );
}

fn maximum(
    found: &mut Vec<Difference>,
    kind: DifferenceKind,
    about: &str,
    before: Points,
    after: Points,
) {
    if before != after {
        push(found, kind, about, Change::Maximum(before, after));
    }
}

fn measure(
    found: &mut Vec<Difference>,
    kind: DifferenceKind,
    about: &str,
    before: &Measure,
    after: &Measure,
) {
    if before.shape != after.shape || before.better != after.better {
        let words = |measure: &Measure| shape_words(&measure.shape, measure.better);
        push(found, kind, about, Change::Words(words(before), words(after)));
    }
}

fn one_sided<T>(
    found: &mut Vec<Difference>,
    kind: DifferenceKind,
    about: &str,
    before: Option<&T>,
    after: Option<&T>,
    maximum: impl Fn(&T) -> Option<Points>,
) {
    match (before, after) {
        (None, Some(after)) => push(found, kind, about, Change::Added(maximum(after))),
        (Some(before), None) => push(found, kind, about, Change::Removed(maximum(before))),
        _ => {}
    }
}

/// Walks two lists by id: those of the first in order, then those that only the second has.
fn pair<'a, T>(
    old: &'a [T],
    new: &'a [T],
    id: impl Fn(&'a T) -> &'a str,
    mut visit: impl FnMut(&'a str, Option<&'a T>, Option<&'a T>),
) {
    for before in old {
        visit(id(before), Some(before), new.iter().find(|after| id(after) == id(before)));
    }
    for after in new {
        if old.iter().all(|before| id(before) != id(after)) {
            visit(id(after), None, Some(after));
        }
    }
}

fn rounding_words(edition: &Edition) -> String {
    match edition.rounding().at {
        RoundingAt::Never => "never".to_owned(),
        RoundingAt::Indicator(round) => format!("indicator, {} digits", round.digits),
        RoundingAt::Question(round) => format!("question, {} digits", round.digits),
    }
}

fn gate_words(gate: &Gate) -> String {
    format!("{} {} {}", gate.category, gate.effect.word(), condition_words(&gate.condition))
}

fn condition_words(condition: &Condition) -> String {
    let parts =
        |parts: &[Condition]| parts.iter().map(condition_words).collect::<Vec<_>>().join(", ");
    match condition {
        Condition::All(all) => format!("all({})", parts(all)),
        Condition::Any(any) => format!("any({})", parts(any)),
        Condition::Question(id, points) => format!("{id} ≥ {points}"),
        Condition::Indicator(id, points) => format!("{id} ≥ {points}"),
        Condition::Indicators { number, share } => format!("{number} × ≥ {share} %"),
    }
}

/// A shape in a few words that are the same in both languages: those of the files.
fn shape_words(shape: &Shape, better: Better) -> String {
    let list =
        |points: &[Points]| points.iter().map(ToString::to_string).collect::<Vec<_>>().join("/");
    let detail = match shape {
        Shape::Points(Steps::Known { values, .. }) => list(values),
        Shape::Points(Steps::Unknown { .. }) => "unknown".to_owned(),
        Shape::Checklist(items) => list(&items.iter().map(|item| item.points).collect::<Vec<_>>()),
        Shape::Ladder(levels) => levels
            .iter()
            .map(|level| level.points.map_or_else(|| "?".to_owned(), |points| points.to_string()))
            .collect::<Vec<_>>()
            .join("/"),
        _ => match shape.scale() {
            Some(Scale::Linear { .. }) => "linear".to_owned(),
            Some(Scale::Steps(thresholds)) => {
                list(&thresholds.iter().map(|range| range.points).collect::<Vec<_>>())
            }
            Some(Scale::Unknown { .. }) | None => "unknown".to_owned(),
        },
    };
    let lower = match better {
        Better::Lower => ", lower",
        Better::Higher => "",
    };
    format!("{} ({detail}{lower})", shape.word())
}

/// Total and category of a region by an edition; `None` where the edition cannot read its answers.
fn stand(edition: &Edition, answers: &str) -> Option<Standing> {
    let head = format!(
        "format = 1\nedition = \"{}\"\nregion = \"00.00\"\nyear = {}\nstage = \"{}\"\n",
        edition.id(),
        edition.years().start(),
        edition.stages().first()?.id
    );
    let file = AnswersFile::parse(Source::new("-", head + answers));
    let answers = file.check(edition, None).ok()?;
    let card = score(&answers);
    let Placement { category, .. } = card.placement();
    Some(Standing { total: card.total(), category: category.map(|category| category.name.clone()) })
}

/// Answers to try, as tables of an answers file for each of the two editions.
fn candidates(old: &Edition, new: &Edition) -> Vec<(String, String)> {
    let floors: Vec<Points> = [old, new]
        .iter()
        .flat_map(|edition| &edition.bands().categories)
        .map(|category| category.from)
        .collect();
    let mut tried = by_blocks(old, new, &floors);
    let same = by_rows(new).into_iter().chain(by_question(old, new, &floors));
    tried.extend(same.map(|answers| (answers.clone(), answers)));
    tried
}

/// The same share of each block's maximum: all of it where the maximum grew (or where it shrank), none
/// where only one edition has the block, and the rest so that one edition's total is just at a floor.
fn by_blocks(old: &Edition, new: &Edition, floors: &[Points]) -> Vec<(String, String)> {
    let common: Vec<(&str, Points, Points)> = old
        .blocks()
        .iter()
        .filter_map(|block| {
            let other = new.block(block.id.as_str())?;
            Some((block.id.as_str(), block.maximum, other.maximum))
        })
        .collect();
    let held: Vec<(&str, Points)> = common
        .iter()
        .filter(|(_, before, after)| before == after)
        .map(|(id, before, _)| (*id, *before))
        .collect();
    let mut tried = Vec::new();
    for order in [std::cmp::Ordering::Greater, std::cmp::Ordering::Less] {
        let full: Vec<_> =
            common.iter().filter(|(_, before, after)| after.cmp(before) == order).collect();
        let before: Points = full.iter().map(|(_, before, _)| *before).sum();
        let after: Points = full.iter().map(|(_, _, after)| *after).sum();
        for floor in floors {
            let Some(rest) = (*floor - before.max(after)).at_least_zero() else { continue };
            let Some(shares) = fill(&held, rest) else { continue };
            let answers = |of: fn(&(&str, Points, Points)) -> Points| {
                let full = full.iter().map(|block| (block.0, of(block)));
                full.chain(shares.iter().copied()).fold(
                    String::from("[blocks]\n"),
                    |mut text, (id, points)| {
                        let _ = writeln!(text, "{id} = \"{points}\"");
                        text
                    },
                )
            };
            tried.push((answers(|block| block.1), answers(|block| block.2)));
        }
    }
    tried
}

/// Every row at the same share of its maximum, and every row full but those that a gate asks for.
fn by_rows(edition: &Edition) -> Vec<String> {
    let mut tried = Vec::new();
    let mut rows = |points: &dyn Fn(&Indicator) -> Points| {
        let mut answers = String::from("[indicators]\n");
        for row in edition.indicators() {
            let _ = writeln!(answers, "\"{}\" = \"{}\"", row.id, points(row));
        }
        tried.push(answers);
    };
    for percent in [55_u32, 65, 69, 75, 85, 95] {
        rows(&|row| row.maximum.share_cut(percent));
    }
    for gate in edition.gates() {
        let named = named_rows(&gate.condition);
        rows(&|row| {
            if named.iter().any(|id| row.id == **id) { Points::ZERO } else { row.maximum }
        });
    }
    tried
}

/// The rows that a condition looks at.
fn named_rows(condition: &Condition) -> Vec<&str> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().flat_map(named_rows).collect()
        }
        Condition::Question(id, _) => {
            id.as_str().split_once('.').map(|(row, _)| row).into_iter().collect()
        }
        Condition::Indicator(id, _) => vec![id.as_str()],
        Condition::Indicators { .. } => Vec::new(),
    }
}

/// For each question whose shape changed: its best answer in the terms of the new shape, and the rest
/// just so that it decides a floor.
fn by_question(old: &Edition, new: &Edition, floors: &[Points]) -> Vec<String> {
    let mut tried = Vec::new();
    for block in new.blocks() {
        for row in &block.indicators {
            for question in row.questions() {
                let before = old.question(question.id.as_str());
                let changed =
                    before.is_none_or(|before| before.measure.shape != question.measure.shape);
                let Some(answer) = changed.then(|| best(&question.measure)).flatten() else {
                    continue;
                };
                let others: Vec<(&str, Points)> = new
                    .blocks()
                    .iter()
                    .filter(|other| other.id != block.id)
                    .map(|other| (other.id.as_str(), other.maximum))
                    .collect();
                for floor in floors {
                    let Some(rest) = (*floor - question.maximum).at_least_zero() else { continue };
                    let Some(shares) = fill(&others, rest) else { continue };
                    let mut answers = String::from("[blocks]\n");
                    for (id, points) in shares {
                        let _ = writeln!(answers, "{id} = \"{points}\"");
                    }
                    let (id, number) = (&row.id, question.id.number());
                    let _ = writeln!(answers, "[answers.\"{id}\"]\n{number} = {answer}");
                    tried.push(answers);
                }
            }
        }
    }
    tried
}

/// The best answer of a shape, as it is written.
fn best(measure: &Measure) -> Option<String> {
    let percent = match measure.better {
        Better::Higher => 100,
        Better::Lower => 0,
    };
    match &measure.shape {
        Shape::Ladder(levels) => {
            levels.last().map(|level| format!("{{ level = \"{}\" }}", level.id))
        }
        Shape::Percent { .. } => Some(format!("{{ percent = \"{percent}\" }}")),
        _ => None,
    }
}

/// Points for nodes that together make a sum: each as full as it can be, in order; `None` where all of
/// them together are too little.
fn fill<'i>(nodes: &[(&'i str, Points)], sum: Points) -> Option<Vec<(&'i str, Points)>> {
    let mut left = sum;
    let filled = nodes
        .iter()
        .map(|(id, maximum)| {
            let points = left.min(*maximum);
            left = left - points;
            (*id, points)
        })
        .collect();
    left.is_zero().then_some(filled)
}
