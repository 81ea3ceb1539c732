//! Whether the goal can be reached, from where, and what is in the way.

use kla::wording::{points, whole};
use kla::{Between, Depth, GateEffect, GateState, Lang, Points, Scorecard};
use kla_plan::{Blocked, Goal, Plan, Planning, Verdict};

use super::{category, floor, mark, percentage};
use crate::paper::Chapter;
use crate::view::place;
use crate::words::word;

pub(super) fn chapter(planning: &Planning<'_>, card: &Scorecard<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Hasil", "Outcome"));
    chapter.pair(word(lang, "Titik awal", "Start"), start(planning, lang));
    chapter.pair(word(lang, "Isian", "Answers"), answered(card, lang));
    if let Some(goal) = &planning.goal {
        chapter.pair(word(lang, "Tujuan", "Goal"), self::goal(goal, planning, lang));
        if !goal.buffer.is_zero() {
            chapter.pair(word(lang, "Penyangga", "Buffer"), buffer(goal, planning, lang));
        }
    }
    chapter.pair(word(lang, "Jawaban", "Answer"), verdict(planning, lang));
    if let Some(plan) = &planning.plan {
        chapter.pair(word(lang, "Macam pekerjaan", "Kinds of work"), by_class(plan, lang));
        for (gate, state) in &plan.unmet {
            chapter.pair(word(lang, "Syarat", "Condition"), condition(gate, *state, lang));
        }
    }
    if planning.is_partial {
        chapter.pair(
            word(lang, "Perhatikan", "Note"),
            word(
                lang,
                "sebagian pencarian dihentikan karena terlalu besar; rencana lain atau kurvanya mungkin tidak lengkap",
                "some searches were stopped because they grew too large; other plans or the curve may be incomplete",
            ),
        );
    }
    if !planning.wholes.is_empty() {
        chapter.pair(word(lang, "Perhatikan", "Note"), wholes(planning, card, lang));
    }
    chapter
}

fn start(planning: &Planning<'_>, lang: Lang) -> String {
    let mark = mark(planning.baseline, lang);
    let reached = category(planning.start_category, planning, lang);
    let mut text = format!("{mark} {} ({reached})", points(lang, planning.start));
    if let Some(above) = planning.start_between {
        let between = points(lang, above.from);
        text.push_str(&match (planning.edition.bands().between, lang) {
            (Between::None, Lang::Id) => {
                format!("; di antara dua rentang, di bawah {between}: kategorinya tidak ditetapkan")
            }
            (Between::None, Lang::En) => {
                format!("; between two bands, below {between}: nobody has said its category")
            }
            (_, Lang::Id) => {
                format!("; di antara dua rentang, {between} belum tercapai")
            }
            (_, Lang::En) => format!("; between two bands, {between} is not reached"),
        });
    }
    if planning.nothing_evidenced {
        text.push_str(word(
            lang,
            "; isian ini tidak menyebut bukti satu pun, jadi dihitung dari yang diklaim",
            "; these answers name no evidence at all, so it starts from what is claimed",
        ));
    }
    if planning.start.is_zero() {
        return text;
    }
    let unverified = points(lang, planning.unverified);
    text.push_str(&match (planning.unverified.is_zero(), lang) {
        (true, Lang::Id) => "; semuanya sudah diverifikasi".to_owned(),
        (true, Lang::En) => "; all of it is verified".to_owned(),
        (false, Lang::Id) => format!("; {unverified} di antaranya belum diverifikasi"),
        (false, Lang::En) => format!("; {unverified} of it is not verified"),
    });
    text
}

/// How much of the form is answered: what is not yet is not lost yet.
fn answered(card: &Scorecard<'_>, lang: Lang) -> String {
    let completeness = card.completeness();
    let (given, of) = (
        whole(lang, completeness.answered as i128),
        whole(lang, card.answers().leaves().count() as i128),
    );
    match lang {
        Lang::Id => format!("{given} dari {of} jawaban terisi"),
        Lang::En => format!("{given} of {of} answers given"),
    }
}

fn goal(goal: &Goal<'_>, planning: &Planning<'_>, lang: Lang) -> String {
    let missing = (goal.category.from - planning.start).max(Points::ZERO);
    let floor = floor(goal.category, lang);
    match (missing.is_zero(), lang) {
        (true, Lang::Id) => format!("{floor}; nilainya sudah sampai"),
        (true, Lang::En) => format!("{floor}; the points are there"),
        (false, Lang::Id) => format!("{floor}; kurang {}", points(lang, missing)),
        (false, Lang::En) => format!("{floor}; {} short", points(lang, missing)),
    }
}

fn buffer(goal: &Goal<'_>, planning: &Planning<'_>, lang: Lang) -> String {
    let size = points(lang, goal.buffer);
    let is_above = goal.total > planning.edition.total();
    let total = points(lang, goal.total);
    let Some(fall) = goal.fall.map(|fall| percentage(fall, lang)) else {
        return match lang {
            Lang::Id => format!("{size}, sehingga rencana menuju {total}"),
            Lang::En => format!("{size}, so the plan goes to {total}"),
        };
    };
    let aim = match (is_above, lang) {
        (true, Lang::Id) => "lebih dari seluruh nilai edisi ini".to_owned(),
        (true, Lang::En) => "more than all points of this edition".to_owned(),
        (false, Lang::Id) => format!("{size} lagi, sehingga rencana menuju {total}"),
        (false, Lang::En) => format!("{size} more, so the plan goes to {total}"),
    };
    let mut text = match lang {
        Lang::Id => format!(
            "agar kategorinya bertahan bila semua yang belum diverifikasi, termasuk tambahan dari rencana ini, menyusut {fall}: {aim}"
        ),
        Lang::En => format!(
            "so that the category survives if everything that is not verified, the points of this plan included, falls by {fall}: {aim}"
        ),
    };
    if let Some(survives) = goal.survives {
        let survives = percentage(survives, lang);
        text.push_str(&match lang {
            Lang::Id => format!(
                "; penyusutan terbesar yang masih dapat ditahan nilai tertinggi adalah {survives} (ubah dengan --buffer)"
            ),
            Lang::En => format!(
                "; the best total survives a fall of {survives} at most (change it with --buffer)"
            ),
        });
    }
    text
}

fn verdict(planning: &Planning<'_>, lang: Lang) -> String {
    let size = planning.plan.as_ref().map_or_else(String::new, |plan| size(plan, lang));
    let best = points(lang, planning.best);
    match (&planning.verdict, lang) {
        (Verdict::Top, Lang::Id) => "kategori tertinggi sudah tercapai".to_owned(),
        (Verdict::Top, Lang::En) => "the highest category is reached".to_owned(),
        (Verdict::Reached, Lang::Id) => {
            "tujuan sudah tercapai; tidak ada yang perlu dikerjakan untuk itu".to_owned()
        }
        (Verdict::Reached, Lang::En) => {
            "the goal is reached; nothing needs to be done for it".to_owned()
        }
        (Verdict::Reachable, Lang::Id) => format!("dapat dicapai: {size}"),
        (Verdict::Reachable, Lang::En) => format!("it can be reached: {size}"),
        (Verdict::NotWithBuffer, Lang::Id) => format!(
            "kategori dapat dicapai, tetapi tidak dengan penyangganya (paling tinggi {best}). Rencana di bawah hanya sampai batas kategori: {size}"
        ),
        (Verdict::NotWithBuffer, Lang::En) => format!(
            "the category can be reached, but not with the buffer (at most {best}). The plan below goes to the floor only: {size}"
        ),
        (Verdict::Unreachable(Blocked::Points), Lang::Id) => {
            format!("tidak dapat dicapai: paling tinggi {best}; sebabnya di bawah")
        }
        (Verdict::Unreachable(Blocked::Points), Lang::En) => {
            format!("it cannot be reached: at most {best}; why is told below")
        }
        (Verdict::Unreachable(Blocked::Conditions(gates)), _) => {
            let said: Vec<&str> = gates.iter().map(|gate| gate.text.get(lang)).collect();
            let said = said.join(" ");
            match lang {
                Lang::Id => format!(
                    "tidak dapat dicapai: nilainya bisa cukup, tetapi syarat ini tidak dapat dipenuhi. {said}"
                ),
                Lang::En => format!(
                    "it cannot be reached: the points could suffice, but this condition cannot be met. {said}"
                ),
            }
        }
        (Verdict::Unreachable(_), Lang::Id) => {
            "tidak dihitung: terlalu banyak kemungkinan untuk dicari; kunci sebagian dengan --lock, atau pakai satuan usaha yang lebih bulat".to_owned()
        }
        (Verdict::Unreachable(_), Lang::En) => {
            "not searched: there are too many ways to go through; lock some questions with --lock, or use rounder units of effort".to_owned()
        }
        (_, _) => String::new(),
    }
}

/// How large a plan is, in words.
fn size(plan: &Plan<'_>, lang: Lang) -> String {
    let (actions, effort) = (whole(lang, plan.actions.len() as i128), whole(lang, plan.effort));
    let (agencies, total) = (whole(lang, plan.agencies().len() as i128), points(lang, plan.total));
    match (plan.actions.is_empty(), lang) {
        (true, Lang::Id) => format!("tidak ada yang perlu dikerjakan, nilainya {total}"),
        (true, Lang::En) => format!("nothing needs to be done, the score is {total}"),
        (false, Lang::Id) => format!(
            "{actions} tindakan, usaha {effort}, {agencies} perangkat daerah, sampai nilai {total}"
        ),
        (false, Lang::En) => {
            format!("{actions} actions, effort {effort}, {agencies} agencies, to {total} points")
        }
    }
}

/// How many points come from which kind of work.
fn by_class(plan: &Plan<'_>, lang: Lang) -> String {
    if plan.by_class.is_empty() {
        return word(lang, "tidak ada", "none").to_owned();
    }
    let kinds = plan.by_class.iter().map(|(class, sum)| {
        let name = class.map_or_else(
            || word(lang, "lainnya", "other").to_owned(),
            |class| class.name.get(lang).to_lowercase(),
        );
        format!("{name} {}", points(lang, *sum))
    });
    kinds.collect::<Vec<_>>().join("; ")
}

/// A condition that a plan does not meet, and what that means.
fn condition(gate: &kla::Gate, state: GateState, lang: Lang) -> String {
    let said = gate.text.get(lang);
    let after = match (state, lang) {
        (GateState::Unknown, Lang::Id) => "sesudah rencana ini masih belum diketahui",
        (GateState::Unknown, Lang::En) => "still unknown after this plan",
        (_, Lang::Id) => "sesudah rencana ini masih belum terpenuhi",
        (_, Lang::En) => "still not met after this plan",
    };
    let effect = match (gate.effect, lang) {
        (GateEffect::Notice, Lang::Id) => "hanya diberitahukan; penuhi juga dengan --conditions",
        (GateEffect::Notice, Lang::En) => "only mentioned; meet it as well with --conditions",
        (GateEffect::Cap, Lang::Id) => "menahan kategori yang lebih tinggi",
        (GateEffect::Cap, Lang::En) => "keeps a higher category away",
    };
    format!("{said} ({after}; {effect})")
}

fn wholes(planning: &Planning<'_>, card: &Scorecard<'_>, lang: Lang) -> String {
    let names: Vec<String> = planning.wholes.iter().map(|node| place(node, card, lang)).collect();
    let names = names.join(", ");
    let advice = match (planning.edition.depth(), lang) {
        (Depth::Block, Lang::Id) => {
            "Edisi ini hanya memuat nilai per blok, jadi rencananya tidak dapat dibuat"
        }
        (Depth::Block, Lang::En) => "This edition has blocks only, so no plan can be made",
        (Depth::Indicator, Lang::Id) => "Isilah jawaban per indikator",
        (Depth::Indicator, Lang::En) => "Give the answers row by row",
        (Depth::Question, Lang::Id) => "Isilah jawaban per butir",
        (Depth::Question, Lang::En) => "Give the answers question by question",
    };
    match lang {
        Lang::Id => format!(
            "yang diketahui hanya nilai utuhnya, jadi tidak ada tindakan yang dapat direncanakan di sini: {names}. {advice}"
        ),
        Lang::En => {
            format!("only the whole is known, so nothing can be planned here: {names}. {advice}")
        }
    }
}
