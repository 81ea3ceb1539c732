//! How far the marks lie above the floor of their category, and the conditions beside the points.

use kla::wording::{points, short_points};
use kla::{GateEffect, GateState, Lang};
use kla_plan::{GateMarks, Margin, Mark, MarkedCards};

use super::{category, name};
use crate::paper::Chapter;
use crate::table::{Align, RowKind, Table};
use crate::view::{one_line, percent};
use crate::words::word;

pub(super) fn margins(cards: &MarkedCards<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Jarak aman", "Safety margin"));
    for mark in [Mark::Claimed, Mark::Evidenced] {
        let label = format!("{} {}", name(mark, lang).1, points(lang, cards.card(mark).total()));
        let text = cards
            .margin(mark)
            .map_or_else(|| no_margin(cards, mark, lang), |margin| margin_text(&margin, lang));
        chapter.pair(label, text);
    }
    let gates = cards.claimed.edition().gates();
    if gates.iter().any(|gate| gate.effect == GateEffect::Cap) {
        chapter.paragraph(word(
            lang,
            "Jarak ini menurut nilai saja: penolakan dapat menggugurkan sebuah syarat lebih dulu.",
            "This margin is by the points alone: a rejection may break a condition first.",
        ));
    }
    chapter
}

fn margin_text(margin: &Margin<'_>, lang: Lang) -> String {
    let above = points(lang, margin.above);
    let floor = short_points(lang, margin.category.from);
    let share = percent(lang, margin.above, margin.total);
    let name = &margin.category.name;
    let unverified = points(lang, margin.unverified);
    let part = percent(lang, margin.above, margin.unverified);
    let (first, second) = match lang {
        Lang::Id => (
            format!("{above} di atas {floor}, batas bawah {name}: {share}% dari nilainya. "),
            match (margin.unverified.is_zero(), margin.holds()) {
                (true, _) => "Seluruhnya sudah diverifikasi.".to_owned(),
                (_, true) => format!(
                    "Tetap {name} meskipun seluruh {unverified} yang belum diverifikasi ditolak."
                ),
                _ => format!(
                    "Turun bila lebih dari {above} ditolak, yaitu {part}% dari {unverified} yang belum diverifikasi."
                ),
            },
        ),
        Lang::En => (
            format!("{above} above {floor}, the floor of {name}: {share}% of the score. "),
            match (margin.unverified.is_zero(), margin.holds()) {
                (true, _) => "All of it has been verified.".to_owned(),
                (_, true) => format!(
                    "Still {name} even if all of the {unverified} that nobody has verified is rejected."
                ),
                _ => format!(
                    "It falls when more than {above} is rejected, which is {part}% of the {unverified} that nobody has verified."
                ),
            },
        ),
    };
    first + &second
}

/// Why there is no floor to be above.
fn no_margin(cards: &MarkedCards<'_>, mark: Mark, lang: Lang) -> String {
    let total = cards.card(mark).total();
    if mark == Mark::Evidenced && total.is_zero() {
        return word(lang, "belum ada nilai yang berbukti", "no points have evidence yet")
            .to_owned();
    }
    let below = category(cards, mark, lang);
    match (cards.placement(mark).next, lang) {
        (Some(next), Lang::Id) if !next.gap.is_zero() => {
            format!("{below}; kurang {} menuju {}", points(lang, next.gap), next.category.name)
        }
        (Some(next), Lang::En) if !next.gap.is_zero() => {
            format!("{below}; {} short of {}", points(lang, next.gap), next.category.name)
        }
        _ => below,
    }
}

pub(crate) fn gates(cards: &MarkedCards<'_>, lang: Lang) -> Chapter {
    let mut chapter =
        Chapter::new(word(lang, "Syarat di luar nilai", "Conditions beside the points"));
    let title = word(lang, "Syarat pada tiap tanda", "Conditions at each mark");
    let letters = Mark::ALL.map(|mark| name(mark, lang).0.to_string());
    let [verified, evidenced, claimed, potential] = &letters;
    let mut table = Table::new(&[
        (word(lang, "Syarat", "Condition"), Align::Left),
        (word(lang, "Kategori", "Category"), Align::Left),
        (word(lang, "Akibat", "Effect"), Align::Left),
        (verified, Align::Left),
        (evidenced, Align::Left),
        (claimed, Align::Left),
        (potential, Align::Left),
    ]);
    let mut texts = Vec::new();
    let mut unknown = false;
    for gate in cards.gates() {
        let categories = &cards.claimed.edition().bands().categories;
        let about = categories.iter().find(|category| category.id == gate.gate.category);
        let effect = match gate.gate.effect {
            GateEffect::Cap => word(lang, "menahan", "caps"),
            GateEffect::Notice => word(lang, "dicatat", "noted"),
        };
        unknown |= gate.states.contains(&GateState::Unknown);
        let mut cells = vec![
            gate.gate.id.to_string(),
            about.map_or_else(String::new, |category| category.name.clone()),
            effect.to_owned(),
        ];
        cells.extend(Mark::ALL.map(|mark| gate_word(&gate, mark, lang).to_owned()));
        table.push(RowKind::Plain, cells);
        texts.push(format!("{}: {}", gate.gate.id, one_line(gate.gate.text.get(lang))));
    }
    chapter.table(title, table);
    chapter.list(texts);
    if unknown {
        chapter.paragraph(word(
            lang,
            "Yang belum terbukti dihitung tidak terpenuhi; yang belum terjawab belum menahan apa pun.",
            "What is not shown counts as not met; what is not answered does not keep anything lower yet.",
        ));
    }
    chapter
}

fn gate_word(gate: &GateMarks<'_>, mark: Mark, lang: Lang) -> &'static str {
    match (gate.state(mark), mark) {
        (GateState::Passed, _) => word(lang, "terpenuhi", "met"),
        (GateState::Failed, _) => word(lang, "tidak", "not met"),
        (GateState::Unknown, Mark::Verified | Mark::Evidenced) => {
            word(lang, "belum terbukti", "not shown")
        }
        (GateState::Unknown, _) => word(lang, "belum terjawab", "not answered"),
    }
}
