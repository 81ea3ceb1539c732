//! Remarks as sentences, in both languages.

use super::compare::{Agreement, Comparison};
use super::gate::GateState;
use super::remark::Remark;
use super::trace::Rescale;
use crate::answers::{DeclaredWhat, State};
use crate::edition::{Between, Category, Gate, NotApplicablePolicy, ZeroTotal};
use crate::id::QuestionId;
use crate::points::Points;
use crate::wording::{self, Lang, Text};

impl Remark<'_> {
    /// The sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let text = match self {
            Remark::EditionNote(note) => note.text.clone(),
            Remark::Reading(diagnostic) => diagnostic.message().clone(),
            Remark::BetweenBands { total, lower, upper, rule } => {
                between_bands(*total, lower, upper, *rule)
            }
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
                "Jawabannya tercatat, tetapi nilai untuk jawaban itu belum diketahui, jadi belum dihitung; isi juga nilainya (`points`).",
                "The answer is recorded, but what it earns is not known, so it earns nothing; give the points as well (`points`).",
            ),
            Remark::ZeroTotal { rule, .. } => match rule {
                ZeroTotal::Full => Text::new(
                    "Tidak ada total yang bukan nol untuk dihitung; menurut aturan butir ini nilainya penuh.",
                    "There is no total above zero to count; by the rule of this question it earns the maximum.",
                ),
                ZeroTotal::None | ZeroTotal::NotApplicable => Text::new(
                    "Tidak ada total yang bukan nol untuk dihitung; menurut aturan butir ini tidak ada nilainya.",
                    "There is no total above zero to count; by the rule of this question it earns nothing.",
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

fn between_bands(total: Points, lower: &Category, upper: &Category, rule: Between) -> Text {
    let band = |category: &Category, print: fn(Points) -> String| {
        format!("{} ({}–{})", category.name, print(category.from), print(category.to))
    };
    let (then_id, then_en) = match rule {
        Between::Lower => (
            format!("Batas bawah {} belum tercapai, jadi dihitung {}.", upper.name, lower.name),
            format!("The floor of {} is not reached, so it counts as {}.", upper.name, lower.name),
        ),
        Between::None => (
            "Edisi ini tidak menyebut kategorinya.".to_owned(),
            "This edition does not say which category that is.".to_owned(),
        ),
    };
    Text::new(
        format!(
            "Nilai {} berada di antara dua rentang resmi, {} dan {}. {then_id}",
            id(total),
            band(lower, id),
            band(upper, id)
        ),
        format!(
            "A total of {} lies between two printed bands, {} and {}. {then_en}",
            en(total),
            band(lower, en),
            band(upper, en)
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
    let (display_id, display_en) = match comparison.agreement() {
        Agreement::Display => {
            (", dapat berasal dari pembulatan tampilan", ", which rounding for display can explain")
        }
        _ => ("", ""),
    };
    Text::new(
        format!(
            "{what_id} {}, {against_id} {}; selisih {}{display_id}.",
            wording::points(Lang::Id, declared),
            wording::points(Lang::Id, computed),
            wording::signed_points(Lang::Id, difference)
        ),
        format!(
            "Printed {what_en} {}, {against_en} {}; difference {}{display_en}.",
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
    let sum = |lang| {
        let print = |points| wording::short_points(lang, points);
        let product = wording::fraction(lang, rescale.product);
        let sum = format!(
            "{} × {} ÷ {} = {product}",
            print(rescale.whole),
            print(rescale.earned),
            print(rescale.stayed)
        );
        // Where rounding changed nothing there is nothing to tell.
        let rounded = print(rescale.points());
        if wording::fraction(lang, rescale.product) == wording::points(lang, rescale.points()) {
            sum
        } else {
            format!("{sum} → {rounded}")
        }
    };
    Text::new(
        format!("Diskalakan karena ada yang tidak berlaku: {}.", sum(Lang::Id)),
        format!("Scaled because parts do not apply: {}.", sum(Lang::En)),
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
