//! A plan as a paper: what is to be done, by whom, and where each step leads.

mod actions;
mod verdict;

use kla::wording::{decimal, points, short_points, whole};
use kla::{Lang, Points, Scorecard};
use kla_plan::{Baseline, Ceiling, CeilingKind, CurvePoint, Plan, Planning};

use crate::paper::{Chapter, Paper};
use crate::remarks::remarks;
use crate::table::{Align, RowKind, Table};
use crate::view::{one_line, place};
use crate::words::{category_name, word};

/// How many points of the curve are printed; the JSON has all of them.
const CURVE: usize = 16;

/// The way to a category: verdict, actions, other plans, the curve, and what cannot be reached.
///
/// ```
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let answers = edition.read_answers("a.toml", r#"
///     format = 1
///     edition = "2023"
///     region = "62.71"
///     year = 2024
///     stage = "mandiri"
///     [answers.4]
///     P4 = "2"
/// "#).unwrap();
/// let planning = kla_plan::plan(&answers, &kla_plan::PlanQuery::default());
/// let paper = kla_report::plan_paper(&planning, &kla::score(&answers), kla::Lang::Id);
/// let templates = kla_report::Templates::bundled();
/// let text = paper.render(&templates, kla_report::Format::Text).unwrap();
/// assert!(text.contains("rencana menuju Pratama"));
/// ```
#[must_use]
pub fn plan_paper(planning: &Planning<'_>, card: &Scorecard<'_>, lang: Lang) -> Paper {
    let subject = match (&planning.goal, lang) {
        (Some(goal), Lang::Id) => format!("rencana menuju {}", goal.category.name),
        (Some(goal), Lang::En) => format!("plan to reach {}", goal.category.name),
        (None, Lang::Id) => "rencana".to_owned(),
        (None, Lang::En) => "plan".to_owned(),
    };
    let mut paper = Paper::about(card, &subject, lang);
    paper.head(units(planning, lang));
    paper.chapter(verdict::chapter(planning, card, lang));
    let main = word(lang, "Yang dikerjakan", "What to do");
    if let Some(plan) = &planning.plan {
        for chapter in actions::chapters(main, plan, lang) {
            paper.chapter(chapter);
        }
    }
    if let Some(plan) = &planning.most {
        let title = word(
            lang,
            "Nilai terbanyak dalam batas yang diminta",
            "The most points within what was asked for",
        );
        for chapter in actions::chapters(title, plan, lang) {
            paper.chapter(chapter);
        }
    }
    paper.chapter(others(planning, lang));
    paper.chapter(curve(planning, lang));
    paper.chapter(ceilings(planning, card, lang));
    paper.chapter(remarks(card, lang));
    paper
}

/// The mark that a plan starts from, in words.
fn mark(baseline: Baseline, lang: Lang) -> &'static str {
    match (baseline, lang) {
        (Baseline::Verified, Lang::Id) => "terverifikasi",
        (Baseline::Verified, Lang::En) => "verified",
        (Baseline::Evidenced, Lang::Id) => "berbukti",
        (Baseline::Evidenced, Lang::En) => "evidenced",
        (Baseline::Claimed, Lang::Id) => "diklaim",
        (Baseline::Claimed, Lang::En) => "claimed",
    }
}

/// What the units of effort are, and by whose word.
fn units(planning: &Planning<'_>, lang: Lang) -> String {
    let known = planning.edition.effort().is_some();
    let mut line = match (known, lang) {
        (true, Lang::Id) => {
            "Usaha dihitung dalam satuan pembanding dari berkas aturan, bukan jam atau rupiah, dan bukan bagian nilai"
        }
        (true, Lang::En) => {
            "Effort is counted in units of the rule files that only compare actions; no hours, no money, no part of a score"
        }
        (false, Lang::Id) => {
            "Edisi ini tidak memuat kelas usaha: setiap pekerjaan, menyerahkan bukti atau memperbaiki jawaban, dihitung satu satuan"
        }
        (false, Lang::En) => {
            "This edition has no classes of effort: every task, handing in evidence or improving an answer, counts one unit"
        }
    }
    .to_owned();
    if !planning.effort_file.is_empty() {
        let name = one_line(&planning.effort_file);
        line.push_str(&match lang {
            Lang::Id => format!("; diubah oleh {name}"),
            Lang::En => format!("; changed by {name}"),
        });
    }
    line
}

/// A category, or what is said where there is none.
fn category(found: Option<&kla::Category>, planning: &Planning<'_>, lang: Lang) -> String {
    category_name(found, planning.edition.bands(), lang)
}

/// Other plans beside the main one, with what they would do.
fn others(planning: &Planning<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Pilihan lain", "Other plans"));
    let mut table = Table::new(&[
        (word(lang, "Rencana", "Plan"), Align::Left),
        (word(lang, "Usaha", "Effort"), Align::Right),
        (word(lang, "Tindakan", "Actions"), Align::Right),
        (word(lang, "Perangkat daerah", "Agencies"), Align::Right),
        (word(lang, "Nilai", "Points"), Align::Right),
        (word(lang, "Kategori", "Category"), Align::Left),
    ]);
    let mut named: Vec<(String, &Plan<'_>)> = Vec::new();
    let mut name = |id: &str, en: &str, plan| {
        named.push((if lang == Lang::Id { id } else { en }.to_owned(), plan));
    };
    if let Some(plan) = &planning.plan {
        name("rencana di atas", "the plan above", plan);
    }
    if let Some(plan) = &planning.without_buffer {
        name("tanpa penyangga", "without a buffer", plan);
    }
    if let Some(plan) = &planning.fewest {
        name("tindakan paling sedikit", "fewest actions", plan);
    }
    for other in &planning.others {
        let nodes: Vec<String> = other.without.iter().map(ToString::to_string).collect();
        let id = format!("tanpa {}", kla::wording::list(Lang::Id, &nodes));
        let en = format!("without {}", kla::wording::list(Lang::En, &nodes));
        name(&id, &en, &other.plan);
    }
    if named.len() < 2 {
        return chapter;
    }
    for (name, plan) in &named {
        table.push(
            RowKind::Plain,
            vec![
                name.clone(),
                whole(lang, plan.effort),
                whole(lang, plan.actions.len() as i128),
                whole(lang, plan.agencies().len() as i128),
                points(lang, plan.total),
                category(plan.category, planning, lang),
            ],
        );
    }
    chapter.table(word(lang, "Rencana berdampingan", "Plans beside each other"), table);
    let lines = named.iter().skip(1).map(|(name, plan)| {
        let steps: Vec<String> = plan.actions.iter().map(actions::brief).collect();
        let steps = if steps.is_empty() {
            word(lang, "tidak ada yang perlu dikerjakan", "nothing needs to be done").to_owned()
        } else {
            steps.join(", ")
        };
        format!("{name}: {steps}")
    });
    chapter.list(lines.collect());
    chapter
}

/// The most for each effort: where the category changes, and some of the points between.
fn curve(planning: &Planning<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Nilai tertinggi untuk setiap usaha", "The most points for each effort");
    let mut chapter = Chapter::new(title);
    let category_of = |point: &CurvePoint| planning.edition.placement(point.total).category;
    let id = |point: &CurvePoint| category_of(point).map(|category| &category.id);
    let all = &planning.curve;
    if all.len() < 2 {
        return chapter;
    }
    let step = all.len().div_ceil(CURVE);
    let mut table = Table::new(&[
        (word(lang, "Usaha", "Effort"), Align::Right),
        (word(lang, "Nilai", "Points"), Align::Right),
        (word(lang, "Kategori menurut nilainya", "Category by points"), Align::Left),
    ]);
    for (place, point) in all.iter().enumerate() {
        let rises = place > 0 && id(&all[place - 1]) != id(point);
        if !(rises || place % step == 0 || place + 1 == all.len()) {
            continue;
        }
        table.push(
            RowKind::Plain,
            vec![
                whole(lang, point.effort),
                points(lang, point.total),
                category(category_of(point), planning, lang),
            ],
        );
    }
    chapter.table(title, table);
    chapter.paragraph(word(
        lang,
        "Dengan cara terbaik untuk usaha sebesar itu; syarat di luar nilai tidak dihitung di sini.",
        "By the best way for that effort; conditions beside the points are left out here.",
    ));
    chapter
}

/// What keeps the best below everything.
fn ceilings(planning: &Planning<'_>, card: &Scorecard<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Batas yang dapat dicapai", "What can be reached"));
    if planning.ceilings.is_empty() {
        return chapter;
    }
    let mut table = Table::new(&[
        (word(lang, "Nilai", "Points"), Align::Right),
        (word(lang, "Mengapa", "Why"), Align::Left),
    ]);
    table.push(
        RowKind::Plain,
        vec![
            points(lang, planning.best),
            word(
                lang,
                "paling tinggi dengan rencana seperti ini",
                "the most with plans of this kind",
            )
            .to_owned(),
        ],
    );
    for ceiling in &planning.ceilings {
        table
            .push(RowKind::Plain, vec![points(lang, ceiling.points), because(ceiling, card, lang)]);
    }
    table.push(
        RowKind::Total,
        vec![
            points(lang, planning.edition.total()),
            word(lang, "seluruh nilai edisi ini", "all points of this edition").to_owned(),
        ],
    );
    chapter
        .table(word(lang, "Batas yang dapat dicapai", "What can be reached"), table.unshortened());
    chapter
}

fn because(ceiling: &Ceiling, card: &Scorecard<'_>, lang: Lang) -> String {
    let why = match ceiling.why {
        CeilingKind::Hours => word(
            lang,
            "menurut aturan tidak selesai dalam 2×24 jam",
            "not done within 2×24 hours by the rules",
        ),
        CeilingKind::Outcomes => word(
            lang,
            "keadaan anak dan keluarga, tidak direncanakan; lihat --outcomes",
            "how children and families fare, not planned; see --outcomes",
        ),
        CeilingKind::Locked => word(lang, "dikunci", "locked"),
        CeilingKind::Wholes => word(
            lang,
            "hanya diketahui utuh, tanpa butir",
            "known only as a whole, without questions",
        ),
        CeilingKind::Rest => word(
            lang,
            "tidak berlaku, atau tidak dapat dicapai dengan jawaban mana pun",
            "does not apply, or no answer earns it",
        ),
    };
    if ceiling.nodes.is_empty() {
        return why.to_owned();
    }
    let nodes: Vec<String> = ceiling.nodes.iter().map(|node| place(node, card, lang)).collect();
    format!("{why}: {}", nodes.join(", "))
}

/// A percentage as people write it.
fn percentage(percent: Points, lang: Lang) -> String {
    format!("{}%", decimal(lang, percent.to_decimal(), 0))
}

/// The floor of a category, in words.
fn floor(category: &kla::Category, lang: Lang) -> String {
    let from = short_points(lang, category.from);
    match lang {
        Lang::Id => format!("{}, mulai {from}", category.name),
        Lang::En => format!("{}, from {from}", category.name),
    }
}
