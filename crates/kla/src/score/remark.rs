//! What a reader of the score must know, as data; the sentences are made when somebody reads them.

use super::compare::Comparison;
use super::gate::GateState;
use super::scorecard::Scorecard;
use super::trace::{Basis, BlockScore, IndicatorScore, LeafScore, QuestionScore, Rescale, Step};
use crate::answers::{Address, DeclaredCategory, DeclaredWhat, State};
use crate::diagnostic::Diagnostic;
use crate::edition::{Bands, Category, Gate, NotApplicablePolicy, Note, Shape, ZeroTotal};
use crate::id::QuestionId;
use crate::points::Points;
use crate::wording::{self, Lang, Text};

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
        remarks(self)
    }
}

fn remarks<'a>(card: &Scorecard<'a>) -> Vec<Remark<'a>> {
    let mut remarks = Vec::new();
    remarks.extend(card.edition().notes().iter().map(Remark::EditionNote));
    remarks.extend(card.answers().warnings().iter().map(Remark::Reading));
    on_placement(card, &mut remarks);
    on_declared(card, &mut remarks);
    rescaling(|| Address::Total, card.rescale().copied(), &mut remarks);
    for block in card.blocks() {
        on_block(block, &mut remarks);
    }
    remarks
}

fn on_placement<'a>(card: &Scorecard<'a>, remarks: &mut Vec<Remark<'a>>) {
    let placement = card.placement();
    if let Some(without) = placement.without_gates {
        let bands = card.edition().bands();
        remarks.push(Remark::KeptByGate { without, reached: placement.category, bands });
    } else if let (Some(upper), Some(lower)) = (placement.between, placement.category) {
        remarks.push(Remark::BetweenBands { total: card.total(), lower, upper });
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

fn on_declared<'a>(card: &Scorecard<'a>, remarks: &mut Vec<Remark<'a>>) {
    remarks.extend(
        card.comparisons().into_iter().filter(Comparison::differs).map(Remark::DeclaredDiffers),
    );
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

fn on_block<'a>(block: &BlockScore<'a>, remarks: &mut Vec<Remark<'a>>) {
    let node = || Address::Block(block.block.id.clone());
    match block.basis {
        Basis::Nothing if block.indicators.iter().all(is_untouched) => {
            remarks.push(Remark::NothingGiven { node: node(), maximum: block.block.maximum });
        }
        Basis::Parts | Basis::Nothing => {
            two_depths(node, block.stated, block.points, remarks);
            rescaling(node, block.rescale, remarks);
            for row in &block.indicators {
                on_row(row, remarks);
            }
        }
        Basis::Left => remarks.push(Remark::Left { node: node(), maximum: block.block.maximum }),
        Basis::Stated | Basis::Measured => {
            for row in &block.indicators {
                recorded_only(row, remarks);
            }
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

fn on_row<'a>(row: &IndicatorScore<'a>, remarks: &mut Vec<Remark<'a>>) {
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
            on_questions(row, remarks);
            if let Some(leaf) = &row.measured {
                on_measured(node(), leaf, maximum, remarks);
            }
        }
        Basis::Stated => recorded_only(row, remarks),
        Basis::Left => remarks.push(Remark::Left { node: node(), maximum }),
    }
}

fn on_measured<'a>(
    node: Address,
    leaf: &LeafScore<'a>,
    maximum: Points,
    remarks: &mut Vec<Remark<'a>>,
) {
    on_leaf(&node, leaf, remarks);
    let state = match (leaf.step, leaf.response.state) {
        (Step::NotApplicable(_), _) => State::NotApplicable,
        (_, State::Unknown) if leaf.response.beside.is_none() => State::Unknown,
        _ => return,
    };
    remarks.push(Remark::Without {
        node,
        state,
        questions: Vec::new(),
        maximum,
        rule: rule_of(leaf),
    });
}

/// What the rule for answers that do not apply has decided, where it has.
fn rule_of(leaf: &LeafScore<'_>) -> Option<NotApplicablePolicy> {
    match leaf.step {
        Step::NotApplicable(rule) => Some(rule),
        _ => None,
    }
}

/// What is worth saying of one answer, whatever its neighbours.
fn on_leaf<'a>(node: &Address, leaf: &LeafScore<'a>, remarks: &mut Vec<Remark<'a>>) {
    let response = leaf.response;
    if let Step::ZeroTotal(rule) = leaf.step {
        remarks.push(Remark::ZeroTotal { node: node.clone(), rule });
    }
    if response.unknown_units > 0 {
        let unknown = response.unknown_units;
        remarks.push(Remark::UnknownUnits { node: node.clone(), unknown });
    }
    if response.state == State::Unknown && response.beside.is_some() {
        remarks.push(match &leaf.measure.shape {
            Shape::Series { years, .. } if response.series.len() < *years => {
                let found = response.series.len();
                Remark::SeriesTooShort { node: node.clone(), found, needed: *years }
            }
            _ => Remark::FigureWithoutPoints { node: node.clone() },
        });
    }
    if let (State::Points(points), Some(awards)) = (response.state, leaf.measure.shape.awards())
        && !awards.contains(&points)
    {
        remarks.push(Remark::OffStep { node: node.clone(), points, awards });
    }
}

fn on_questions<'a>(row: &IndicatorScore<'a>, remarks: &mut Vec<Remark<'a>>) {
    let kept = |question: &&QuestionScore<'a>| {
        let response = question.leaf.response;
        response.state == State::Unknown && response.beside.is_some()
    };
    let mut without = |state: State, rule: Option<NotApplicablePolicy>| {
        let questions: Vec<&QuestionScore<'a>> = row
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
    for question in &row.questions {
        let node = Address::Question(question.question.id.clone());
        on_leaf(&node, &question.leaf, remarks);
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

    /// The sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let text = match self {
            Remark::EditionNote(note) => note.text.clone(),
            Remark::Reading(diagnostic) => diagnostic.message().clone(),
            Remark::BetweenBands { total, lower, upper } => between_bands(*total, lower, upper),
            Remark::NearFloor { gap, next } => Text::new(
                format!("Kurang {} untuk mencapai {}.", id(*gap), next.name),
                format!("{} short of {}.", en(*gap), next.name),
            ),
            Remark::Gate { gate, state } => gate_message(gate, *state),
            Remark::DeclaredDiffers(comparison) => declared_differs(comparison),
            Remark::DeclaredCategoryDiffers { declared, computed, bands } => {
                let name = |category: &Option<&Category>, lang| match category {
                    Some(category) => category.name.clone(),
                    None => bands.below.get(lang).to_owned(),
                };
                Text::new(
                    format!(
                        "Kategori tercantum {}, sedangkan menurut nilainya {}.",
                        name(declared, Lang::Id),
                        name(computed, Lang::Id)
                    ),
                    format!(
                        "The printed category is {}; by its points it is {}.",
                        name(declared, Lang::En),
                        name(computed, Lang::En)
                    ),
                )
            }
            Remark::TwoDepths { stated, counted, .. } => Text::new(
                format!(
                    "Tertulis {}, tetapi rinciannya berjumlah {}; yang dihitung rinciannya.",
                    id(*stated),
                    id(*counted)
                ),
                format!(
                    "Stated as {}, but its parts give {}; the parts count.",
                    en(*stated),
                    en(*counted)
                ),
            ),
            Remark::Capped { earned, maximum, .. } => Text::new(
                format!(
                    "Butir-butirnya memperoleh {}, maksimum indikator {}; kelebihan {} tidak dihitung.",
                    id(*earned),
                    id(*maximum),
                    id(*earned - *maximum)
                ),
                format!(
                    "Its questions earned {}, its maximum is {}; {} do not count.",
                    en(*earned),
                    en(*maximum),
                    en(*earned - *maximum)
                ),
            ),
            Remark::NothingGiven { maximum, .. } => Text::new(
                format!("Belum ada isian; dihitung 0 dari {}.", id(*maximum)),
                format!("Nothing was given; counted as 0 of {}.", en(*maximum)),
            ),
            Remark::Without { state, questions, maximum, rule, .. } => {
                without(*state, questions, *maximum, *rule)
            }
            Remark::Left { maximum, .. } => Text::new(
                format!(
                    "Seluruhnya tidak berlaku; maksimum {} keluar dari penjumlahan.",
                    id(*maximum)
                ),
                format!("None of it applies; its maximum of {} leaves the sum.", en(*maximum)),
            ),
            Remark::Rescaled { rescale, .. } => rescaled(rescale),
            Remark::OffStep { points, awards, .. } => off_step(*points, awards),
            Remark::SeriesTooShort { found, needed, .. } => Text::new(
                format!("Baru {found} dari {needed} tahun yang diperlukan; belum bernilai."),
                format!(
                    "Only {found} of the {needed} years that are needed; it earns nothing yet."
                ),
            ),
            Remark::UnknownUnits { unknown, .. } => Text::new(
                format!(
                    "{} kecamatan atau desa belum diketahui jawabannya; dihitung belum.",
                    wording::whole(Lang::Id, *unknown)
                ),
                format!(
                    "The answer of {} kecamatan or villages is not known; counted as not.",
                    wording::whole(Lang::En, *unknown)
                ),
            ),
            Remark::RecordedOnly { questions, .. } => recorded(questions),
            Remark::KeptByGate { without, reached, bands } => {
                let name = |lang| match reached {
                    Some(category) => category.name.clone(),
                    None => bands.below.get(lang).to_owned(),
                };
                Text::new(
                    format!(
                        "Menurut nilainya {}, tetapi syarat yang belum terpenuhi membatasinya pada {}.",
                        without.name,
                        name(Lang::Id)
                    ),
                    format!(
                        "By its points it is {}, but a condition that is not met keeps it at: {}.",
                        without.name,
                        name(Lang::En)
                    ),
                )
            }
            Remark::FigureWithoutPoints { .. } => Text::new(
                "Hanya angka capaian yang diisi. Skala nilai butir ini belum diketahui, jadi angka itu belum bernilai; isi juga nilainya (`points`).",
                "Only a figure was given. The steps from figure to points are not known, so it earns nothing; give the points as well (`points`).",
            ),
            Remark::ZeroTotal { rule, .. } => match rule {
                ZeroTotal::Full => Text::new(
                    "Totalnya nol; menurut aturan butir ini nilainya penuh.",
                    "The total is zero; by the rule of this question it earns the maximum.",
                ),
                ZeroTotal::None | ZeroTotal::NotApplicable => Text::new(
                    "Totalnya nol; menurut aturan butir ini tidak ada nilainya.",
                    "The total is zero; by the rule of this question it earns nothing.",
                ),
            },
        };
        text.get(lang).to_owned()
    }
}

fn id(points: Points) -> String {
    wording::short_points(Lang::Id, points)
}

fn en(points: Points) -> String {
    wording::short_points(Lang::En, points)
}

fn between_bands(total: Points, lower: &Category, upper: &Category) -> Text {
    let band = |category: &Category, print: fn(Points) -> String| {
        format!("{} ({}–{})", category.name, print(category.from), print(category.to))
    };
    Text::new(
        format!(
            "Nilai {} berada di antara dua rentang resmi, {} dan {}. Batas bawah {} belum tercapai, jadi dihitung {}.",
            id(total),
            band(lower, id),
            band(upper, id),
            upper.name,
            lower.name
        ),
        format!(
            "A total of {} lies between two printed bands, {} and {}. The floor of {} is not reached, so it counts as {}.",
            en(total),
            band(lower, en),
            band(upper, en),
            upper.name,
            lower.name
        ),
    )
}

fn gate_message(gate: &Gate, state: GateState) -> Text {
    let (state_id, state_en) = match state {
        GateState::Failed => ("Belum terpenuhi.", "Not met."),
        GateState::Unknown | GateState::Passed => {
            ("Belum diketahui terpenuhi atau tidak.", "Not known whether it is met.")
        }
    };
    let confidence = gate.citation.confidence.meaning();
    Text::new(
        format!("{} {state_id} (dasar: {})", gate.text.get(Lang::Id), confidence.get(Lang::Id)),
        format!("{} {state_en} (basis: {})", gate.text.get(Lang::En), confidence.get(Lang::En)),
    )
}

fn declared_differs(comparison: &Comparison<'_>) -> Text {
    let (what_id, what_en) = match comparison.declared.what {
        DeclaredWhat::Points => ("Tercantum", "points"),
        DeclaredWhat::Maximum => ("Maksimum tercantum", "maximum"),
    };
    let declared = comparison.declared.points;
    let computed = comparison.computed.unwrap_or_default();
    let difference = declared - computed;
    let against_id = match comparison.declared.what {
        DeclaredWhat::Points => "hasil hitung",
        DeclaredWhat::Maximum => "menurut edisi",
    };
    let against_en = match comparison.declared.what {
        DeclaredWhat::Points => "computed",
        DeclaredWhat::Maximum => "by the edition",
    };
    Text::new(
        format!(
            "{what_id} {}, {against_id} {}; selisih {}.",
            wording::points(Lang::Id, declared),
            wording::points(Lang::Id, computed),
            wording::signed_points(Lang::Id, difference)
        ),
        format!(
            "The printed {what_en} are {}, {against_en} {}; difference {}.",
            wording::points(Lang::En, declared),
            wording::points(Lang::En, computed),
            wording::signed_points(Lang::En, difference)
        ),
    )
}

fn recorded(questions: &[&QuestionId]) -> Text {
    let names: Vec<&str> = questions.iter().map(|question| question.number()).collect();
    if names.is_empty() {
        return Text::new(
            "Isian indikator ini tercatat, tetapi yang dihitung nilai yang dinyatakan untuk bloknya.",
            "What was answered here is recorded, but the points stated for the whole block count.",
        );
    }
    Text::new(
        format!(
            "Isian butir {} tercatat tanpa nilai; yang dihitung nilai yang dinyatakan untuk keseluruhannya.",
            wording::list(Lang::Id, &names)
        ),
        format!(
            "What was answered to {} is recorded without points; the points stated for the whole count.",
            wording::list(Lang::En, &names)
        ),
    )
}

fn without(
    state: State,
    questions: &[&QuestionId],
    maximum: Points,
    rule: Option<NotApplicablePolicy>,
) -> Text {
    let (word_id, word_en) = match state {
        State::Unknown => ("tidak diketahui", "unknown"),
        State::NotApplicable => ("tidak berlaku", "not applicable"),
        _ => ("belum diisi", "not answered"),
    };
    let names: Vec<&str> = questions.iter().map(|question| question.number()).collect();
    let (subject_id, subject_en) = if names.is_empty() {
        ("Indikator ini".to_owned(), "This indicator is".to_owned())
    } else {
        let verb = if names.len() == 1 { "is" } else { "are" };
        (
            format!("Butir {}", wording::list(Lang::Id, &names)),
            format!("{} {verb}", wording::list(Lang::En, &names)),
        )
    };
    let (effect_id, effect_en) = match rule {
        Some(NotApplicablePolicy::Granted) => (
            format!("menurut aturan dihitung penuh, {}", id(maximum)),
            format!("by the rule it counts in full, {}", en(maximum)),
        ),
        Some(NotApplicablePolicy::Leaves(_)) => (
            format!("menurut aturan maksimumnya, {}, keluar dari penjumlahan", id(maximum)),
            format!("by the rule its maximum, {}, leaves the sum", en(maximum)),
        ),
        Some(NotApplicablePolicy::Lost) | None => {
            (format!("dihitung 0 dari {}", id(maximum)), format!("counted as 0 of {}", en(maximum)))
        }
    };
    Text::new(
        format!("{subject_id} {word_id}; {effect_id}."),
        format!("{subject_en} {word_en}; {effect_en}."),
    )
}

fn rescaled(rescale: &Rescale) -> Text {
    let sum = |print: fn(Points) -> String| {
        format!(
            "{} × {} ÷ {} = {}",
            print(rescale.whole),
            print(rescale.earned),
            print(rescale.stayed),
            print(rescale.points())
        )
    };
    Text::new(
        format!("Diskalakan karena ada yang tidak berlaku: {}.", sum(id)),
        format!("Scaled because parts do not apply: {}.", sum(en)),
    )
}

fn off_step(points: Points, awards: &[Points]) -> Text {
    let known = |print: fn(Points) -> String| -> Vec<String> {
        awards.iter().map(|award| print(*award)).collect()
    };
    Text::new(
        format!(
            "Nilai {} tidak termasuk langkah yang diketahui ({}); tetap dihitung.",
            id(points),
            known(id).join("; ")
        ),
        format!(
            "The value {} is not among the known steps ({}); it counts all the same.",
            en(points),
            known(en).join("; ")
        ),
    )
}
