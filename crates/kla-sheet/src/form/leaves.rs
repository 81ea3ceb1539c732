//! What of an edition a part of it holds: blocks, their indicators, and the leaves that are answered.

use kla::{Answers, Block, Edition, Evidence, EvidenceId, Indicator, Measure, Points, Response};

use super::{Form, Part};

/// A row that is answered: a question, an indicator that is measured itself, or a block of an edition
/// that knows only blocks.
pub(super) struct Leaf<'a> {
    /// The stable id: `4.P1`, `13`, `klaster-1`.
    pub(super) code: &'a str,
    pub(super) text: String,
    pub(super) maximum: Points,
    pub(super) measure: Option<&'a Measure>,
    pub(super) response: Option<&'a Response>,
    /// The points of a block, which has no response.
    pub(super) stated: Option<Points>,
}

/// An indicator with questions, and those of them that the form holds.
pub(super) struct Row<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) leaves: Vec<Leaf<'a>>,
}

/// A block with what the form holds of it.
pub(super) struct Group<'a> {
    pub(super) block: &'a Block,
    pub(super) place: usize,
    pub(super) rows: Vec<Row<'a>>,
}

impl Group<'_> {
    /// Whether the block itself is what is answered.
    pub(super) fn is_leaf(&self) -> bool {
        self.block.indicators.is_empty()
    }
}

/// Every measure of an edition.
pub(super) fn measures(edition: &Edition) -> impl Iterator<Item = &Measure> {
    let mut all = Vec::new();
    for block in edition.blocks() {
        for indicator in &block.indicators {
            all.extend(indicator.measure());
            all.extend(indicator.questions().iter().map(|question| &question.measure));
        }
    }
    all.into_iter()
}

/// The blocks that a form holds questions of.
pub(super) fn groups<'a>(form: &Form<'a>) -> Vec<Group<'a>> {
    let mut groups = outline(form);
    for group in &mut groups {
        group.rows.retain(|row| !row.leaves.is_empty());
    }
    let holds = |group: &Group<'_>| match form.part {
        Part::Whole => true,
        Part::Coordinator => group.is_leaf() || !group.rows.is_empty(),
        Part::Agency(_) => !group.rows.is_empty(),
    };
    groups.retain(holds);
    groups
}

/// The blocks and rows that the summary of a form lists: of the coordinator's all, since figures may be
/// stated for them.
pub(super) fn summarised<'a>(form: &Form<'a>) -> Vec<Group<'a>> {
    match form.part {
        Part::Coordinator => outline(form),
        Part::Whole | Part::Agency(_) => groups(form),
    }
}

fn outline<'a>(form: &Form<'a>) -> Vec<Group<'a>> {
    let blocks = form.edition.blocks().iter().enumerate();
    let groups = blocks.map(|(place, block)| Group {
        block,
        place,
        rows: block.indicators.iter().map(|indicator| row(form, indicator)).collect(),
    });
    groups.collect()
}

fn row<'a>(form: &Form<'a>, indicator: &'a Indicator) -> Row<'a> {
    let mut leaves = Vec::new();
    leaves.extend(indicator.measure().map(|measure| Leaf {
        code: indicator.id.as_str(),
        text: measured_text(indicator, measure),
        maximum: indicator.maximum,
        measure: Some(measure),
        response: form.answers.map(|answers| answers.measured(indicator)),
        stated: None,
    }));
    leaves.extend(indicator.questions().iter().map(|question| Leaf {
        code: question.id.as_str(),
        text: question.measure.text.clone(),
        maximum: question.maximum,
        measure: Some(&question.measure),
        response: form.answers.map(|answers| answers.response(question)),
        stated: None,
    }));
    leaves.retain(|leaf| holds(&form.part, leaf));
    Row { indicator, leaves }
}

fn measured_text(indicator: &Indicator, measure: &Measure) -> String {
    if measure.text.is_empty() {
        indicator.name.clone()
    } else {
        format!("{}\n{}", indicator.name, measure.text)
    }
}

fn holds(part: &Part, leaf: &Leaf<'_>) -> bool {
    let agencies = leaf.measure.map_or(&[][..], |measure| &measure.agencies);
    match part {
        Part::Whole => true,
        Part::Agency(id) => agencies.contains(id),
        Part::Coordinator => agencies.is_empty(),
    }
}

/// The block of an edition without indicators, as a leaf.
pub(super) fn block_leaf<'a>(group: &Group<'a>, answers: Option<&Answers<'_>>) -> Leaf<'a> {
    Leaf {
        code: group.block.id.as_str(),
        text: group.block.name.clone(),
        maximum: group.block.maximum,
        measure: None,
        response: None,
        stated: answers.and_then(|answers| answers.stated_for_block(group.place)),
    }
}

/// The documents that a form lists: those that its answers refer to, and its agency's own.
pub(super) fn evidence<'a>(form: &Form<'a>, groups: &[Group<'a>]) -> Vec<&'a Evidence> {
    let Some(answers) = form.answers else { return Vec::new() };
    let Part::Agency(agency) = &form.part else { return answers.evidence().iter().collect() };
    let leaves = groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.leaves);
    let used: std::collections::BTreeSet<&EvidenceId> =
        leaves.filter_map(|leaf| leaf.response).flat_map(|response| &response.evidence).collect();
    let listed = |item: &&Evidence| used.contains(&item.id) || item.agency.as_ref() == Some(agency);
    answers.evidence().iter().filter(listed).collect()
}
