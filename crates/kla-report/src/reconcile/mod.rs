//! Stages held against each other, for people: what was claimed, what stood, what changed and why.

mod chapters;
mod remarks;

use kla::wording::{self, points, signed_points};
use kla::{Address, Answers, Lang, Placement, Points, Stage};
use kla_plan::{Reconciliation, StageFigure, StageScore};

use crate::paper::{Chapter, Paper};
use crate::table::{Align, RowKind, Table};
use crate::view::percent;
use crate::words::{category_name, word};

/// Several stages of one case as a paper: the stages, what deserves a look, the way block by block, each
/// change with its reason, and what can still be replied to.
///
/// ```
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let read = |stage: &str, total: &str| {
///     let text = format!("format = 1\nedition = '2023'\nregion = '62.02'\nyear = 2023\nstage = '{stage}'\n[declared]\ntotal = '{total}'\n");
///     (stage.to_owned(), edition.read_answers(stage, &text).unwrap())
/// };
/// let files = vec![read("mandiri", "721"), read("verifikasi-administrasi", "588,40")];
/// let stages = kla_plan::Stages::of(files).unwrap();
/// let paper = kla_report::reconciliation(&stages.reconcile(), kla::Lang::Id);
/// let text = paper.render(&kla_report::Templates::bundled(), kla_report::Format::Text).unwrap();
/// assert!(text.contains("−132,60"));
/// ```
#[must_use]
pub fn reconciliation(found: &Reconciliation<'_>, lang: Lang) -> Paper {
    let Some(first) = found.stages.first() else { return Paper::new(lang, "") };
    let subject = word(lang, "rekonsiliasi nilai antartahap", "the stages held against each other");
    let mut paper = Paper::across_stages(first.own, subject, lang);
    for stage in &found.stages {
        paper.head(format!("{}: {}", stage.stage.name.get(lang), stage.file));
    }
    paper.chapter(stages(found, lang));
    paper.chapter(remarks::chapter(found, lang));
    paper.chapter(chapters::blocks(found, lang));
    paper.chapter(chapters::changes(found, lang));
    paper.chapter(chapters::causes(found, lang));
    paper.chapter(chapters::contests(found, lang));
    paper
}

/// A stage as a column of a table calls it: the abbreviation in its official name, or else that name.
fn short(stage: &Stage, lang: Lang) -> &str {
    let official = stage.name.get(Lang::Id);
    let inner = official.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    inner.map_or(stage.name.get(lang), |(abbreviation, _)| abbreviation)
}

/// Two stages as a step: `EM → VA`.
fn step_name(found: &Reconciliation<'_>, [from, to]: [usize; 2], lang: Lang) -> String {
    let name = |place: usize| found.stages.get(place).map_or("", |one| short(one.stage, lang));
    format!("{} → {}", name(from), name(to))
}

/// A node as a table or sentence calls it.
fn node_name(node: &Address, found: &Reconciliation<'_>, lang: Lang) -> String {
    let edition = found.stages.first().map(|stage| stage.own.edition());
    match node {
        Address::Total => word(lang, "nilai total", "the total").to_owned(),
        Address::Block(id) => edition
            .and_then(|edition| edition.block(id.as_str()))
            .map_or_else(|| id.to_string(), |block| block.short.clone()),
        Address::Indicator(id) => match lang {
            Lang::Id => format!("indikator {id}"),
            Lang::En => format!("indicator {id}"),
        },
        Address::Question(id) => id.to_string(),
    }
}

/// The category of a placement in a table.
pub(crate) fn category(placement: &Placement<'_>, answers: &Answers<'_>, lang: Lang) -> String {
    let name = category_name(placement.category, answers.edition().bands(), lang);
    match (placement.without_gates, placement.between, lang) {
        (Some(_), _, Lang::Id) => format!("{name}, tertahan syarat"),
        (Some(_), _, Lang::En) => format!("{name}, kept by a condition"),
        (None, Some(_), Lang::Id) => format!("{name}, di antara rentang"),
        (None, Some(_), Lang::En) => format!("{name}, between bands"),
        (None, None, _) => name,
    }
}

/// A share in percent with one decimal and its sign.
fn signed_percent(lang: Lang, part: Points, whole: Points) -> String {
    let Some(share) = part.percent_of(whole, 1) else { return "–".to_owned() };
    let sign = if part > Points::ZERO { "+" } else { "" };
    format!("{sign}{}", wording::decimal(lang, share, 1))
}

fn known(lang: Lang, value: Option<Points>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| points(lang, value))
}

fn signed(lang: Lang, value: Option<Points>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| signed_points(lang, value))
}

/// The stages with their totals, on whose word they rest, and what has been checked.
fn stages(found: &Reconciliation<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Nilai resmi per tahap", "Official score by stage"));
    if let Some(overall) = &found.overall {
        chapter.paragraph(headline(found, overall.totals, lang));
    }
    let mut table = Table::new(&[
        (word(lang, "Tahap", "Stage"), Align::Left),
        (word(lang, "Nilai", "Points"), Align::Right),
        (word(lang, "Selisih", "Change"), Align::Right),
        ("%", Align::Right),
        (word(lang, "Kategori", "Category"), Align::Left),
        (word(lang, "Diperiksa", "Checked"), Align::Right),
        (word(lang, "Dasar angka", "Basis of the figure"), Align::Left),
    ]);
    let mut before: Option<&StageScore<'_>> = None;
    for stage in &found.stages {
        let totals = before.and_then(|before| Some((before.total?, stage.total?)));
        let placement = stage.placement();
        table.push(
            RowKind::Plain,
            vec![
                stage.stage.name.get(lang).to_owned(),
                known(lang, stage.total),
                totals.map_or_else(String::new, |(before, now)| signed_points(lang, now - before)),
                totals.map_or_else(String::new, |(before, now)| {
                    signed_percent(lang, now - before, before)
                }),
                placement.map_or_else(
                    || "–".to_owned(),
                    |placement| category(&placement, stage.own, lang),
                ),
                stage.checked.as_ref().map_or_else(String::new, |checked| {
                    format!("{}%", percent(lang, checked.points, checked.claimed))
                }),
                basis(stage.figure, lang).to_owned(),
            ],
        );
        before = Some(stage);
    }
    chapter
        .table(word(lang, "Nilai resmi per tahap", "Official score by stage"), table.unshortened());
    shares(found, &mut chapter, lang);
    checked(found, &mut chapter, lang);
    chapter
}

/// The first and the last total in a sentence.
fn headline(found: &Reconciliation<'_>, [first, last]: [Points; 2], lang: Lang) -> String {
    let size = (last - first).abs();
    let (from, to) = (points(lang, first), points(lang, last));
    let share = percent(lang, size, first);
    let stage = |place: Option<&StageScore<'_>>| {
        place.map_or("", |stage| stage.stage.name.get(lang)).to_owned()
    };
    let (start, end) = (stage(found.stages.first()), stage(found.stages.last()));
    let size = points(lang, size);
    match (last.cmp(&first), lang) {
        (std::cmp::Ordering::Less, Lang::Id) => {
            format!("Dari {start} ke {end} nilainya turun {size} ({share}%): {from} → {to}.")
        }
        (std::cmp::Ordering::Less, Lang::En) => {
            format!("From {start} to {end} the score fell by {size} ({share}%): {from} → {to}.")
        }
        (std::cmp::Ordering::Greater, Lang::Id) => {
            format!("Dari {start} ke {end} nilainya naik {size} ({share}%): {from} → {to}.")
        }
        (std::cmp::Ordering::Greater, Lang::En) => {
            format!("From {start} to {end} the score rose by {size} ({share}%): {from} → {to}.")
        }
        (std::cmp::Ordering::Equal, Lang::Id) => {
            format!("Dari {start} ke {end} nilainya tetap {to}.")
        }
        (std::cmp::Ordering::Equal, Lang::En) => {
            format!("From {start} to {end} the score stays at {to}.")
        }
    }
}

/// What a figure is, in words.
fn basis(figure: StageFigure, lang: Lang) -> &'static str {
    match figure {
        StageFigure::Computed => word(lang, "dihitung", "computed"),
        StageFigure::Declared => word(lang, "tercantum, tidak dihitung", "declared, not computed"),
        StageFigure::Unchanged => {
            word(lang, "angka tahap sebelumnya", "the figure of the stage before")
        }
        _ => word(lang, "tidak diketahui", "not known"),
    }
}

/// On whose word each official total rests.
fn shares(found: &Reconciliation<'_>, chapter: &mut Chapter, lang: Lang) {
    let names: Vec<&str> = found.stages.iter().map(|stage| short(stage.stage, lang)).collect();
    let any_adjustment = found.stages.iter().any(|stage| !stage.adjustment.is_zero());
    let mut columns = vec![(word(lang, "Nilai resmi", "Official score"), Align::Left)];
    columns.extend(names.iter().map(|name| (*name, Align::Right)));
    if any_adjustment {
        columns.push((word(lang, "Penyesuaian", "Adjustment"), Align::Right));
    }
    columns.push((word(lang, "Jumlah", "Sum"), Align::Right));
    let mut table = Table::new(&columns);
    for stage in found.stages.iter().filter(|stage| stage.total.is_some()) {
        let mut cells = vec![short(stage.stage, lang).to_owned()];
        let share = |place: usize| {
            stage.shares.get(place).map_or_else(String::new, |share| points(lang, *share))
        };
        cells.extend((0..names.len()).map(share));
        if any_adjustment {
            cells.push(signed_points(lang, stage.adjustment));
        }
        cells.push(known(lang, stage.total));
        table.push(RowKind::Plain, cells);
    }
    // Where nothing is computed, every figure rests on its own print alone.
    if found.stages.iter().all(|stage| stage.card.is_none()) {
        return;
    }
    chapter.paragraph(if any_adjustment {
        word(
            lang,
            "Sebanyak ini nilai resmi tiap tahap bertumpu pada kata tahap itu sendiri dan tahap sebelumnya; penyesuaian adalah batas indikator dan penskalaan:",
            "So much of each official score rests on the word of that stage and of those before it; the adjustment is the caps of rows and scaling:",
        )
    } else {
        word(
            lang,
            "Sebanyak ini nilai resmi tiap tahap bertumpu pada kata tahap itu sendiri dan tahap sebelumnya:",
            "So much of each official score rests on the word of that stage and of those before it:",
        )
    });
    let caption = word(lang, "Bagian tiap tahap dalam nilai resmi", "Share of each stage");
    chapter.table(caption, table.unshortened());
}

/// How much of the first claim has been checked, block by block.
fn checked(found: &Reconciliation<'_>, chapter: &mut Chapter, lang: Lang) {
    let checks: Vec<_> = found
        .stages
        .iter()
        .filter_map(|stage| Some((stage.stage, stage.checked.as_ref()?)))
        .collect();
    let Some((_, first)) = checks.first() else { return };
    let claim = found.stages.first().map_or("", |stage| short(stage.stage, lang));
    let claim = match lang {
        Lang::Id => format!("Klaim {claim}"),
        Lang::En => format!("Claim {claim}"),
    };
    let heads: Vec<String> =
        checks.iter().map(|(stage, _)| format!("{} %", short(stage, lang))).collect();
    let mut columns =
        vec![(word(lang, "Blok", "Block"), Align::Left), (claim.as_str(), Align::Right)];
    columns.extend(heads.iter().map(|head| (head.as_str(), Align::Right)));
    let mut table = Table::new(&columns);
    for (place, block) in first.blocks.iter().enumerate() {
        let mut cells = vec![block.block.short.clone(), points(lang, block.claimed)];
        cells.extend(checks.iter().map(|(_, checked)| {
            let block = checked.blocks.get(place);
            block.map_or_else(String::new, |block| percent(lang, block.points, block.claimed))
        }));
        table.push(RowKind::Plain, cells);
    }
    let mut cells = vec![word(lang, "Jumlah", "Sum").to_owned(), points(lang, first.claimed)];
    cells.extend(checks.iter().map(|(_, checked)| percent(lang, checked.points, checked.claimed)));
    table.push(RowKind::Total, cells);
    chapter.paragraph(word(
        lang,
        "Bagian klaim yang sudah dinilai verifikator sampai tahap itu, dalam persen nilai:",
        "How much of the claim a verifier has spoken on up to that stage, in percent of its points:",
    ));
    chapter
        .table(word(lang, "Bagian klaim yang sudah diperiksa", "Checked part of the claim"), table);
}
