//! What a reader of the score must know, as data; the sentences are made when somebody reads them.

use super::compare::Comparison;
use super::gate::GateState;
use super::scorecard::Scorecard;
use super::trace::{Basis, BlockScore, IndicatorScore, LeafScore, QuestionScore, Rescale, Step};
use crate::answers::{Address, DeclaredCategory, State};
use crate::diagnostic::Diagnostic;
use crate::edition::{Bands, Between, Category, Gate, NotApplicablePolicy, Note, Shape, ZeroTotal};
use crate::id::QuestionId;
use crate::points::Points;

/// A remark on a score.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Remark<'a> {
    /// The edition says something about itself.
    EditionNote(&'a Note),
    /// Something was found while reading that did not keep the answers from being scored.
    Reading(&'a Diagnostic),
    /// The total lies between two printed bands.
    BetweenBands {
        /// The total.
        total: Points,
        /// The band below.
        lower: &'a Category,
        /// The band above.
        upper: &'a Category,
        /// What becomes of such a total.
        rule: Between,
    },
    /// The total is within one point of the next printed floor.
    NearFloor {
        /// What is missing.
        gap: Points,
        /// The category that begins there.
        next: &'a Category,
    },
    /// A gate that matters for the category reached or the next one is not known to hold.
    Gate {
        /// The gate.
        gate: &'a Gate,
        /// Failed or unknown.
        state: GateState,
    },
    /// A printed figure is not the computed one.
    DeclaredDiffers(Comparison<'a>),
    /// The printed category is not the one that the points give.
    DeclaredCategoryDiffers {
        /// As printed; `None` for none.
        declared: Option<&'a Category>,
        /// As computed; `None` for none.
        computed: Option<&'a Category>,
        /// The edition's bands, for the name of having none.
        bands: &'a Bands,
    },
    /// Points were given for a node and for its parts, and they differ; the parts count.
    TwoDepths {
        /// The node.
        node: Address,
        /// The points given for it.
        stated: Points,
        /// What its parts give.
        counted: Points,
    },
    /// The questions of a row earned more than its maximum.
    Capped {
        /// The row.
        node: Address,
        /// What the questions earned.
        earned: Points,
        /// What counts.
        maximum: Points,
    },
    /// Nothing was given for a block or a row.
    NothingGiven {
        /// The node.
        node: Address,
        /// Its maximum, all of it lost.
        maximum: Points,
    },
    /// Questions of a row in one of the states that earn nothing for want of an answer.
    Without {
        /// The row, or the measured indicator itself.
        node: Address,
        /// Empty, unknown or not applicable.
        state: State,
        /// The questions; none where the indicator itself is measured.
        questions: Vec<&'a QuestionId>,
        /// Their maxima together.
        maximum: Points,
        /// What the rule did, where they do not apply.
        rule: Option<NotApplicablePolicy>,
    },
    /// All of a block or row does not apply, and its maximum left the sum.
    Left {
        /// The node.
        node: Address,
        /// Its maximum.
        maximum: Points,
    },
    /// A sum from which parts left was scaled up.
    Rescaled {
        /// The node.
        node: Address,
        /// How.
        rescale: Rescale,
    },
    /// An awarded value is not among those that the sheet is known to award.
    OffStep {
        /// The node.
        node: Address,
        /// The awarded value.
        points: Points,
        /// The known ones.
        awards: Vec<Points>,
    },
    /// A series has fewer years than its question needs.
    SeriesTooShort {
        /// The node.
        node: Address,
        /// The years given.
        found: usize,
        /// The years needed.
        needed: usize,
    },
    /// Some kecamatan or villages are not known to say yes and were counted as not.
    UnknownUnits {
        /// The node.
        node: Address,
        /// How many.
        unknown: u64,
    },
    /// Answers are recorded that earn nothing, but a figure stated for the whole counts anyway.
    RecordedOnly {
        /// The row.
        node: Address,
        /// The questions; none where the indicator itself is measured.
        questions: Vec<&'a QuestionId>,
    },
    /// A failed gate keeps the result below the category that the points alone would give.
    KeptByGate {
        /// The category that the points alone would give.
        without: &'a Category,
        /// The category reached; `None` for none.
        reached: Option<&'a Category>,
        /// The edition's bands, for the name of having none.
        bands: &'a Bands,
    },
    /// A question has a figure but no points, and nobody has published the steps between them.
    FigureWithoutPoints {
        /// The node.
        node: Address,
    },
    /// The total of a count is zero, and the rule of the question decided.
    ZeroTotal {
        /// The node.
        node: Address,
        /// The rule.
        rule: ZeroTotal,
    },
}

impl<'a> Scorecard<'a> {
    /// What a reader of the score must know: on the whole first, then on nodes in official order.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark<'a>> {
        remarks(self, Wanted::All)
    }

    /// Those of them that are about one node, in the same order.
    #[must_use]
    pub fn remarks_on(&self, node: &Address) -> Vec<Remark<'a>> {
        let mut remarks = remarks(self, Wanted::on(node));
        remarks.retain(|remark| remark.node() == *node);
        remarks
    }
}

/// Where to look: everywhere, or where remarks on one node come from.
#[derive(Clone, Copy)]
enum Wanted<'n> {
    All,
    Total,
    Block(&'n str),
    Row(&'n str),
    /// A question, and the row that it stands in.
    Question(&'n str, &'n str),
}

impl<'n> Wanted<'n> {
    fn on(node: &'n Address) -> Wanted<'n> {
        match node {
            Address::Total => Wanted::Total,
            Address::Block(id) => Wanted::Block(id.as_str()),
            Address::Indicator(id) => Wanted::Row(id.as_str()),
            Address::Question(id) => Wanted::Question(id.as_str(), id.indicator()),
        }
    }

    fn whole(self) -> bool {
        matches!(self, Wanted::All | Wanted::Total)
    }

    /// The block itself, or what is in it.
    fn block(self, block: &BlockScore<'_>) -> bool {
        match self {
            Wanted::All => true,
            Wanted::Total => false,
            Wanted::Block(id) => block.block.id == *id,
            Wanted::Row(_) | Wanted::Question(..) => {
                block.indicators.iter().any(|row| self.row(row))
            }
        }
    }

    /// The row itself, or a question of it.
    fn row(self, row: &IndicatorScore<'_>) -> bool {
        match self {
            Wanted::All => true,
            Wanted::Total | Wanted::Block(_) => false,
            Wanted::Row(id) | Wanted::Question(_, id) => row.indicator.id == *id,
        }
    }

    /// What is said of the questions of a row together.
    fn row_alone(self) -> bool {
        matches!(self, Wanted::All | Wanted::Row(_))
    }

    fn question(self, question: &QuestionId) -> bool {
        match self {
            Wanted::All => true,
            Wanted::Question(id, _) => *question == *id,
            Wanted::Total | Wanted::Block(_) | Wanted::Row(_) => false,
        }
    }

    fn declared(self, node: &Address) -> bool {
        match (self, node) {
            (Wanted::All, _) | (Wanted::Total, Address::Total) => true,
            (Wanted::Block(wanted), Address::Block(id)) => *id == *wanted,
            (Wanted::Row(wanted), Address::Indicator(id)) => *id == *wanted,
            (Wanted::Question(wanted, _), Address::Question(id)) => *id == *wanted,
            _ => false,
        }
    }
}

fn remarks<'a>(card: &Scorecard<'a>, wanted: Wanted<'_>) -> Vec<Remark<'a>> {
    let mut remarks = Vec::new();
    if wanted.whole() {
        remarks.extend(card.edition().notes().iter().map(Remark::EditionNote));
        remarks.extend(card.answers().warnings().iter().map(Remark::Reading));
        on_placement(card, &mut remarks);
    }
    on_declared(card, wanted, &mut remarks);
    rescaling(|| Address::Total, card.rescale().copied(), &mut remarks);
    for block in card.blocks().iter().filter(|block| wanted.block(block)) {
        on_block(block, wanted, &mut remarks);
    }
    remarks
}

fn on_placement<'a>(card: &Scorecard<'a>, remarks: &mut Vec<Remark<'a>>) {
    let placement = card.placement();
    if let Some(without) = placement.without_gates {
        let bands = card.edition().bands();
        remarks.push(Remark::KeptByGate { without, reached: placement.category, bands });
    } else if let (Some(upper), Some(lower)) = (placement.between, below(card, placement.between)) {
        let rule = card.edition().bands().between;
        remarks.push(Remark::BetweenBands { total: card.total(), lower, upper, rule });
    } else if let Some(next) = &placement.next
        && next.gap <= Points::from(1)
    {
        remarks.push(Remark::NearFloor { gap: next.gap, next: next.category });
    }
    let categories = &card.edition().bands().categories;
    let place = |wanted: &Category| categories.iter().position(|known| known.id == wanted.id);
    let reach = placement.next.as_ref().map(|next| next.category).or(placement.category);
    let reach = reach.and_then(place);
    for gate in card.gates() {
        let from = categories.iter().position(|known| known.id == gate.gate.category);
        if gate.state != GateState::Passed && from <= reach {
            remarks.push(Remark::Gate { gate: gate.gate, state: gate.state });
        }
    }
}

/// The category right below another.
fn below<'a>(card: &Scorecard<'a>, upper: Option<&Category>) -> Option<&'a Category> {
    let categories = &card.edition().bands().categories;
    let place =
        categories.iter().position(|known| upper.is_some_and(|upper| known.id == upper.id))?;
    categories.get(place.checked_sub(1)?)
}

fn on_declared<'a>(card: &Scorecard<'a>, wanted: Wanted<'_>, remarks: &mut Vec<Remark<'a>>) {
    let declared = card.answers().declared().iter();
    let declared = declared.filter(|declared| wanted.declared(&declared.node));
    let compared = declared.map(|declared| card.comparison(declared));
    remarks.extend(compared.filter(Comparison::differs).map(Remark::DeclaredDiffers));
    if let Some(declared) = card.answers().declared_category() {
        let declared = match declared {
            DeclaredCategory::Below => None,
            DeclaredCategory::Category(category) => Some(category),
        };
        let computed = card.placement().category;
        if declared.map(|category| &category.id) != computed.map(|category| &category.id) {
            let bands = card.edition().bands();
            remarks.push(Remark::DeclaredCategoryDiffers { declared, computed, bands });
        }
    }
}

fn on_block<'a>(block: &BlockScore<'a>, wanted: Wanted<'_>, remarks: &mut Vec<Remark<'a>>) {
    let node = || Address::Block(block.block.id.clone());
    let rows = || block.indicators.iter().filter(|row| wanted.row(row));
    match block.basis {
        Basis::Nothing if block.indicators.iter().all(is_untouched) => {
            remarks.push(Remark::NothingGiven { node: node(), maximum: block.block.maximum });
        }
        Basis::Parts | Basis::Nothing => {
            two_depths(node, block.stated, block.points, remarks);
            rescaling(node, block.rescale, remarks);
            rows().for_each(|row| on_row(row, wanted, remarks));
        }
        Basis::Left => remarks.push(Remark::Left { node: node(), maximum: block.block.maximum }),
        Basis::Stated | Basis::Measured => {
            rows().for_each(|row| recorded_only(row, remarks));
        }
    }
}

fn rescaling(node: impl Fn() -> Address, rescale: Option<Rescale>, remarks: &mut Vec<Remark<'_>>) {
    remarks.extend(rescale.map(|rescale| Remark::Rescaled { node: node(), rescale }));
}

/// Whether nobody has said anything about a row, not even that the answer is not known.
fn is_untouched(row: &IndicatorScore<'_>) -> bool {
    row.basis == Basis::Nothing && row.leaves().all(|leaf| leaf.response.state == State::Empty)
}

/// What is recorded about a row whose points were stated for the whole.
fn recorded_only<'a>(row: &IndicatorScore<'a>, remarks: &mut Vec<Remark<'a>>) {
    if row.leaves().all(|leaf| leaf.response.state == State::Empty) {
        return;
    }
    let questions = row.questions.iter();
    remarks.push(Remark::RecordedOnly {
        node: Address::Indicator(row.indicator.id.clone()),
        questions: questions
            .filter(|question| question.leaf.response.state != State::Empty)
            .map(|question| &question.question.id)
            .collect(),
    });
}

fn two_depths(
    node: impl Fn() -> Address,
    stated: Option<Points>,
    counted: Points,
    remarks: &mut Vec<Remark<'_>>,
) {
    if let Some(stated) = stated.filter(|stated| *stated != counted) {
        remarks.push(Remark::TwoDepths { node: node(), stated, counted });
    }
}

fn on_row<'a>(row: &IndicatorScore<'a>, wanted: Wanted<'_>, remarks: &mut Vec<Remark<'a>>) {
    let node = || Address::Indicator(row.indicator.id.clone());
    let maximum = row.indicator.maximum;
    match row.basis {
        Basis::Nothing if is_untouched(row) => {
            remarks.push(Remark::NothingGiven { node: node(), maximum });
        }
        Basis::Parts | Basis::Nothing | Basis::Measured => {
            two_depths(node, row.stated, row.points, remarks);
            rescaling(node, row.rescale, remarks);
            if !row.not_counted().is_zero() {
                remarks.push(Remark::Capped { node: node(), earned: row.earned, maximum });
            }
            if wanted.row_alone() {
                on_questions(row, remarks);
            }
            for question in &row.questions {
                let id = &question.question.id;
                if wanted.question(id) {
                    on_leaf(|| Address::Question(id.clone()), &question.leaf, remarks);
                }
            }
            if let Some(leaf) = &row.measured {
                on_measured(node, leaf, maximum, remarks);
            }
        }
        Basis::Stated => recorded_only(row, remarks),
        Basis::Left => remarks.push(Remark::Left { node: node(), maximum }),
    }
}

fn on_measured<'a>(
    node: impl Fn() -> Address,
    leaf: &LeafScore<'a>,
    maximum: Points,
    remarks: &mut Vec<Remark<'a>>,
) {
    on_leaf(&node, leaf, remarks);
    let state = match (leaf.step(), leaf.response.state) {
        (Step::NotApplicable(_), _) => State::NotApplicable,
        (_, State::Unknown) if leaf.response.beside.is_none() => State::Unknown,
        _ => return,
    };
    remarks.push(Remark::Without {
        node: node(),
        state,
        questions: Vec::new(),
        maximum,
        rule: rule_of(leaf),
    });
}

/// What the rule for answers that do not apply has decided, where it has.
fn rule_of(leaf: &LeafScore<'_>) -> Option<NotApplicablePolicy> {
    match leaf.step() {
        Step::NotApplicable(rule) => Some(rule),
        _ => None,
    }
}

/// What is worth saying of one answer, whatever its neighbours.
fn on_leaf<'a>(node: impl Fn() -> Address, leaf: &LeafScore<'a>, remarks: &mut Vec<Remark<'a>>) {
    let response = leaf.response;
    if let Step::ZeroTotal(rule) = leaf.step() {
        remarks.push(Remark::ZeroTotal { node: node(), rule });
    }
    if response.unknown_units > 0 {
        let unknown = response.unknown_units;
        remarks.push(Remark::UnknownUnits { node: node(), unknown });
    }
    if response.state == State::Unknown && response.beside.is_some() {
        remarks.push(match &leaf.measure.shape {
            Shape::Series { years, .. } if response.series.len() < *years => {
                let found = response.series.len();
                Remark::SeriesTooShort { node: node(), found, needed: *years }
            }
            _ => Remark::FigureWithoutPoints { node: node() },
        });
    }
    let shape = &leaf.measure.shape;
    if let State::Points(points) = response.state
        && shape.is_off_step(points)
        && let Some(awards) = shape.awards()
    {
        remarks.push(Remark::OffStep { node: node(), points, awards });
    }
}

fn on_questions<'a>(row: &IndicatorScore<'a>, remarks: &mut Vec<Remark<'a>>) {
    let kept = |question: &QuestionScore<'a>| {
        let response = question.leaf.response;
        response.state == State::Unknown && response.beside.is_some()
    };
    let mut without = |state: State, rule: Option<NotApplicablePolicy>| {
        let questions: Vec<QuestionScore<'a>> = row
            .questions
            .iter()
            .filter(|question| {
                let missing = question.leaf.response.state == state && !kept(question);
                // A total of zero may say that a question does not apply.
                let found = rule_of(&question.leaf);
                if rule.is_some() { found == rule } else { missing && found.is_none() }
            })
            .collect();
        if !questions.is_empty() {
            remarks.push(Remark::Without {
                node: Address::Indicator(row.indicator.id.clone()),
                state,
                questions: questions.iter().map(|question| &question.question.id).collect(),
                maximum: questions.iter().map(|question| question.question.maximum).sum(),
                rule,
            });
        }
    };
    without(State::Empty, None);
    without(State::Unknown, None);
    let mut rules: Vec<NotApplicablePolicy> = Vec::new();
    for rule in row.questions.iter().filter_map(|question| rule_of(&question.leaf)) {
        if !rules.contains(&rule) {
            rules.push(rule);
            without(State::NotApplicable, Some(rule));
        }
    }
}

impl Remark<'_> {
    /// The stable code in results.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Remark::EditionNote(_) => "edition-note",
            Remark::Reading(diagnostic) => diagnostic.code().name(),
            Remark::BetweenBands { .. } => "between-bands",
            Remark::NearFloor { .. } => "near-floor",
            Remark::Gate { state: GateState::Failed, .. } => "gate-failed",
            Remark::Gate { .. } => "gate-unknown",
            Remark::DeclaredDiffers(_) => "declared-differs",
            Remark::DeclaredCategoryDiffers { .. } => "declared-category-differs",
            Remark::TwoDepths { .. } => "two-depths",
            Remark::Capped { .. } => "capped",
            Remark::NothingGiven { .. } => "nothing-given",
            Remark::Without { state: State::Unknown, .. } => "unknown",
            Remark::Without { state: State::NotApplicable, .. } => "not-applicable",
            Remark::Without { .. } => "not-answered",
            Remark::RecordedOnly { .. } => "recorded-only",
            Remark::KeptByGate { .. } => "kept-by-gate",
            Remark::FigureWithoutPoints { .. } => "figure-without-points",
            Remark::ZeroTotal { .. } => "zero-total",
            Remark::Left { .. } => "left",
            Remark::Rescaled { .. } => "rescaled",
            Remark::OffStep { .. } => "off-step",
            Remark::SeriesTooShort { .. } => "series-too-short",
            Remark::UnknownUnits { .. } => "unknown-units",
        }
    }

    /// The node it is about.
    #[must_use]
    pub fn node(&self) -> Address {
        match self {
            Remark::DeclaredDiffers(comparison) => comparison.declared.node.clone(),
            Remark::TwoDepths { node, .. }
            | Remark::Capped { node, .. }
            | Remark::NothingGiven { node, .. }
            | Remark::Without { node, .. }
            | Remark::RecordedOnly { node, .. }
            | Remark::ZeroTotal { node, .. }
            | Remark::Left { node, .. }
            | Remark::Rescaled { node, .. }
            | Remark::OffStep { node, .. }
            | Remark::SeriesTooShort { node, .. }
            | Remark::UnknownUnits { node, .. }
            | Remark::FigureWithoutPoints { node } => node.clone(),
            Remark::EditionNote(_)
            | Remark::Reading(_)
            | Remark::BetweenBands { .. }
            | Remark::NearFloor { .. }
            | Remark::Gate { .. }
            | Remark::KeptByGate { .. }
            | Remark::DeclaredCategoryDiffers { .. } => Address::Total,
        }
    }
}
