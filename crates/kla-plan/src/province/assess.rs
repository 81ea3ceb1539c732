//! One region as a province looks at it. Each is worked out alone, so that many can be at once.

use std::collections::BTreeMap;

use kla::{
    Address, Agency, Answers, Basis, Block, Category, Edition, Loss, Points, Scorecard, Stage,
    score,
};
use sha2::{Digest as _, Sha256};

use crate::marks::{Mark, Marks, Repair};
use crate::plan::{Baseline, Buffer, PlanQuery, plan_effort};

/// What a province needs to know of one region; it no longer needs the answers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Assessed<'e> {
    /// How messages call the file.
    pub file: String,
    /// The SHA-256 of the file's text.
    pub digest: String,
    /// The Kemendagri code.
    pub code: String,
    /// The name as the answers have it: the official one where a region list was at hand.
    pub name: String,
    /// The rules.
    pub edition: &'e Edition,
    /// The evaluation year.
    pub year: u16,
    /// The stage of the evaluation.
    pub stage: &'e Stage,
    /// What the file says about itself.
    pub notes: Vec<String>,
    /// Verified, evidenced, claimed and potential points.
    pub marks: [Points; 4],
    /// The category of the claimed points, conditions included.
    pub category: Option<&'e Category>,
    /// The upper of the two bands between which the claimed points lie, if they lie in a hole.
    pub between: Option<&'e Category>,
    /// The category of the claimed points alone, where a condition keeps the region lower.
    pub without_gates: Option<&'e Category>,
    /// The way to the edition's first category, for a region that has none.
    pub to_first: Option<ToFirst<'e>>,
    /// The blocks in official order.
    pub blocks: Vec<BlockPoints<'e>>,
    /// Where points are lost, in official order; as deep as the answers reach.
    pub losses: Vec<NodeLoss<'e>>,
    /// The nodes of which the points are known at that depth, in official order; a loss is one of them.
    pub(super) known: Vec<Address>,
}

/// What a region without a category lacks.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ToFirst<'e> {
    /// The first category.
    pub category: &'e Category,
    /// The claimed points missing to its floor; zero where only a condition, or a hole between two bands,
    /// is in the way.
    pub gap: Points,
    /// Where the plan starts.
    pub baseline: Baseline,
    /// The effort of the cheapest plan to the floor from there, without a buffer; `None` where there is
    /// no such plan, and once repair is over.
    pub effort: Option<u64>,
}

/// The points of a block.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct BlockPoints<'e> {
    /// The block.
    pub block: &'e Block,
    /// Its claimed points; `None` where it does not apply to the region.
    pub points: Option<Points>,
}

/// Points that a node does not earn.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NodeLoss<'e> {
    /// The node.
    pub node: Address,
    /// What it asks, or what it is called.
    pub name: &'e str,
    /// What the total would gain if this node alone were at its maximum.
    pub lost: Points,
    /// The agencies that own it.
    pub agencies: Vec<&'e Agency>,
}

impl<'e> Assessed<'e> {
    /// Looks at one region: `file` and `text` are the name of its answers file and what is in it.
    ///
    /// ```
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let text = r#"
    ///     format = 1
    ///     edition = "2023"
    ///     region = "62.71"
    ///     year = 2024
    ///     stage = "mandiri"
    ///     [blocks]
    ///     klaster-5 = "180"
    /// "#;
    /// let answers = edition.read_answers("a.toml", text).unwrap();
    /// let region = kla_plan::Assessed::of("a.toml", text, &answers, kla_plan::Repair::Open);
    /// assert_eq!(region.to_first.unwrap().gap.to_string(), "320");
    /// assert_eq!(region.blocks[5].points.unwrap().to_string(), "180");
    /// ```
    #[must_use]
    pub fn of(file: &str, text: &str, answers: &Answers<'e>, repair: Repair) -> Assessed<'e> {
        let edition = answers.edition();
        let marks = Marks::with(answers, repair);
        let cards = marks.score();
        let card = &cards.claimed;
        let placement = card.placement();
        let category = own(edition, placement.category);
        let losses = card.losses();
        let losses: BTreeMap<&Address, &Loss<'_>> =
            losses.iter().map(|loss| (&loss.node, loss)).collect();
        let known = known(card);
        let lost = |node: &Address| {
            let loss = losses.get(node)?;
            let agencies =
                loss.agencies.iter().filter_map(|agency| edition.agency(&agency.id)).collect();
            let (node, lost) = (node.clone(), loss.lost);
            Some(NodeLoss { name: name(edition, &node), node, lost, agencies })
        };
        Assessed {
            file: file.to_owned(),
            digest: hex(&Sha256::digest(text.as_bytes())),
            code: answers.place().code.clone(),
            name: answers.place().label().to_owned(),
            edition,
            year: answers.year(),
            stage: answers.stage(),
            notes: answers.notes().to_vec(),
            marks: cards.at(&Address::Total),
            category,
            between: own(edition, placement.between),
            without_gates: own(edition, placement.without_gates),
            to_first: match category {
                Some(_) => None,
                None => to_first(answers, card.total(), repair),
            },
            blocks: edition
                .blocks()
                .iter()
                .zip(card.blocks())
                .map(|(block, score)| BlockPoints {
                    block,
                    points: (score.basis != Basis::Left).then_some(score.points),
                })
                .collect(),
            losses: known.iter().filter_map(lost).collect(),
            known,
        }
    }

    /// The points at a mark.
    #[must_use]
    pub fn at(&self, mark: Mark) -> Points {
        self.marks.get(mark as usize).copied().unwrap_or_default()
    }

    /// The claimed points: the total that is ranked.
    #[must_use]
    pub fn total(&self) -> Points {
        self.at(Mark::Claimed)
    }
}

/// A category of a scorecard as the edition's own.
fn own<'e>(edition: &'e Edition, found: Option<&Category>) -> Option<&'e Category> {
    let found = found?;
    edition.bands().categories.iter().find(|category| category.id == found.id)
}

fn to_first<'e>(answers: &Answers<'e>, total: Points, repair: Repair) -> Option<ToFirst<'e>> {
    let category = answers.edition().bands().categories.first()?;
    // The gap is one of claimed points, and the effort must be that of the same way.
    let baseline = Baseline::Claimed;
    let query = PlanQuery {
        target: Some(category),
        baseline: Some(baseline),
        buffer: Buffer::Points(Points::ZERO),
        ..PlanQuery::default()
    };
    Some(ToFirst {
        category,
        gap: (category.from - total).max(Points::ZERO),
        baseline,
        effort: match repair {
            Repair::Open => plan_effort(answers, &query),
            Repair::Over => None,
        },
    })
}

/// The nodes that losses can be about: blocks and rows that are known only as a whole, and the questions
/// of all others.
fn known(card: &Scorecard<'_>) -> Vec<Address> {
    let mut known = Vec::new();
    for block in card.blocks() {
        match block.basis {
            Basis::Left => {}
            Basis::Parts => {
                for row in &block.indicators {
                    match row.basis {
                        Basis::Left => {}
                        Basis::Parts => known.extend(
                            row.questions
                                .iter()
                                .filter(|question| question.leaf.left().is_none())
                                .map(|question| Address::Question(question.question.id.clone())),
                        ),
                        _ => known.push(Address::Indicator(row.indicator.id.clone())),
                    }
                }
            }
            _ => known.push(Address::Block(block.block.id.clone())),
        }
    }
    known
}

fn name<'e>(edition: &'e Edition, node: &Address) -> &'e str {
    let found = match node {
        Address::Total => Some(edition.name()),
        Address::Block(id) => edition.block(id.as_str()).map(|block| block.name.as_str()),
        Address::Indicator(id) => edition.indicator(id.as_str()).map(|row| row.name.as_str()),
        Address::Question(id) => {
            edition.question(id.as_str()).map(|question| question.measure.text.as_str())
        }
    };
    found.unwrap_or_default()
}

pub(super) fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The category and total of a region in the cycle before.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Before<'e> {
    /// How messages call the file.
    pub file: String,
    /// The Kemendagri code.
    pub code: String,
    /// The rules of that cycle.
    pub edition: &'e Edition,
    /// Its year.
    pub year: u16,
    /// Its stage.
    pub stage: &'e Stage,
    /// The claimed points.
    pub total: Points,
    /// Their category, conditions included.
    pub category: Option<&'e Category>,
}

impl<'e> Before<'e> {
    /// The result of some answers of the cycle before, under the rules of that cycle.
    #[must_use]
    pub fn of(file: &str, answers: &Answers<'e>) -> Before<'e> {
        let card = score(answers);
        Before {
            file: file.to_owned(),
            code: answers.place().code.clone(),
            edition: answers.edition(),
            year: answers.year(),
            stage: answers.stage(),
            total: card.total(),
            category: own(answers.edition(), card.placement().category),
        }
    }
}
