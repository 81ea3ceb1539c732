//! The way between the stages: blocks, changes, reasons, replies.

use kla::wording::{points, short_points, signed_points, whole};
use kla::{Agency, Lang, Points, State};
use kla_plan::{Cause, Change, ChangeKind, Reconciliation, Rest, Waterfall};

use super::{known, node_name, short, signed, step_name};
use crate::paper::Chapter;
use crate::table::{Align, RowKind, Table, shorten};
use crate::view::{one_line, state_word};
use crate::words::word;

/// The difference block by block, from stage to stage and over all.
pub(super) fn blocks(found: &Reconciliation<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Perubahan per blok", "Change by block"));
    let (Some(first), Some(last)) = (found.stages.first(), found.stages.last()) else {
        return chapter;
    };
    let mut falls: Vec<(String, Option<&Waterfall<'_>>)> = found
        .steps
        .iter()
        .map(|step| (step_name(found, step.between, lang), step.waterfall.as_ref()))
        .collect();
    if found.steps.len() > 1 {
        let all = word(lang, "Seluruhnya", "Over all").to_owned();
        falls.push((all, found.overall.as_ref()));
    }
    let (start, end) = (short(first.stage, lang), short(last.stage, lang));
    let mut columns = vec![(word(lang, "Blok", "Block"), Align::Left), (start, Align::Right)];
    columns.extend(falls.iter().map(|(name, _)| (name.as_str(), Align::Right)));
    columns.push((end, Align::Right));
    let mut table = Table::new(&columns);
    let ends = found.overall.as_ref();
    let edition = first.own.edition();
    let any_block = falls.iter().any(|(_, fall)| fall.is_some_and(Waterfall::knows_blocks));
    if any_block {
        for (place, block) in edition.blocks().iter().enumerate() {
            let of = |fall: &Waterfall<'_>| {
                fall.blocks.get(place).and_then(kla_plan::BlockFall::difference)
            };
            let end = ends.and_then(|fall| fall.blocks.get(place));
            let mut cells = vec![block.short.clone(), known(lang, end.and_then(|end| end.before))];
            cells.extend(falls.iter().map(|(_, fall)| signed(lang, fall.and_then(of))));
            cells.push(known(lang, end.and_then(|end| end.after)));
            table.push(RowKind::Plain, cells);
        }
    }
    for why in [Rest::Scaling, Rest::Printed, Rest::Undivided] {
        let rest = |fall: &&Waterfall<'_>| fall.why == why && !fall.rest.is_zero();
        if falls.iter().any(|(_, fall)| fall.as_ref().is_some_and(rest)) {
            let mut cells = vec![rest_name(why, lang).to_owned(), String::new()];
            cells.extend(falls.iter().map(|(_, fall)| {
                let rest = fall.filter(rest);
                rest.map_or_else(String::new, |fall| signed_points(lang, fall.rest))
            }));
            cells.push(String::new());
            table.push(RowKind::Plain, cells);
        }
    }
    let mut cells = vec![word(lang, "Nilai total", "Total").to_owned(), known(lang, first.total)];
    cells.extend(falls.iter().map(|(_, fall)| signed(lang, fall.map(|fall| fall.difference))));
    cells.push(known(lang, last.total));
    table.push(RowKind::Total, cells);
    chapter.table(word(lang, "Perubahan per blok", "Change by block"), table.unshortened());
    chapter
}

fn rest_name(why: Rest, lang: Lang) -> &'static str {
    match why {
        Rest::Scaling => word(lang, "Penskalaan antarblok", "Scaling between blocks"),
        Rest::Printed => {
            word(lang, "Blok tercantum tidak berjumlah total", "Declared blocks do not add up")
        }
        _ => word(lang, "Tidak terbagi per blok", "Not divided by block"),
    }
}

/// Every change from stage to stage, the largest first.
pub(super) fn changes(found: &Reconciliation<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Butir yang berubah", "What changed"));
    for step in &found.steps {
        let name = step_name(found, step.between, lang);
        let Some(difference) = step.waterfall.as_ref().map(|fall| fall.difference) else {
            chapter.paragraph(match lang {
                Lang::Id => format!("{name}: salah satu nilainya tidak diketahui."),
                Lang::En => format!("{name}: one of the totals is not known."),
            });
            continue;
        };
        let undivided = step.changes.iter().any(|change| change.kind == ChangeKind::Undivided);
        let size = signed_points(lang, difference);
        let answers = step.changes.iter().filter(|change| change.kind.wants_reason()).count();
        let count = whole(lang, answers as i128);
        chapter.paragraph(match (undivided, step.changes.is_empty(), lang) {
            (true, _, Lang::Id) => format!(
                "{name}: {size}. Sedikitnya satu dari keduanya hanya diketahui dari angka tercantum, jadi tidak terbagi per butir."
            ),
            (true, _, Lang::En) => format!(
                "{name}: {size}. At least one of the two is known only as a declared figure, so it is not divided by question."
            ),
            (false, true, Lang::Id) => format!("{name}: tidak ada yang berubah."),
            (false, true, Lang::En) => format!("{name}: nothing changed."),
            (false, false, Lang::Id) => format!("{name}: {size} dari {count} perubahan."),
            (false, false, Lang::En) => format!("{name}: {size} from changes: {count}."),
        });
        if undivided || step.changes.is_empty() {
            continue;
        }
        let mut table = Table::new(&[
            (word(lang, "Selisih", "Change"), Align::Right),
            (word(lang, "Butir", "Question"), Align::Left),
            (word(lang, "Semula → kini", "Before → after"), Align::Left),
            (word(lang, "Alasan", "Reason"), Align::Left),
            (word(lang, "Catatan", "Note"), Align::Left),
            (word(lang, "Perangkat daerah", "Agencies"), Align::Left),
            (word(lang, "Pertanyaan", "What is asked"), Align::Left),
        ]);
        for change in &step.changes {
            table.push(
                RowKind::Plain,
                vec![
                    signed_points(lang, change.points),
                    node_name(&change.node, found, lang),
                    from_to(change, lang),
                    reason(change, lang),
                    note(change, lang),
                    agencies(&change.agencies),
                    shorten(&one_line(change.name), 70),
                ],
            );
        }
        let sum: Points = step.changes.iter().map(|change| change.points).sum();
        let mut cells = vec![signed_points(lang, sum), word(lang, "Jumlah", "Sum").to_owned()];
        cells.resize(table.columns.len(), String::new());
        table.push(RowKind::Total, cells);
        chapter.table(name, table.unshortened());
    }
    chapter
}

/// Points before and after, or the words for answers that have none.
fn from_to(change: &Change<'_>, lang: Lang) -> String {
    let Some(values) = change.values else { return String::new() };
    let [before, after] = [0, 1].map(|place| {
        let state = change.states.map(|states| states[place]);
        match state {
            Some(state @ (State::Empty | State::Unknown | State::NotApplicable)) => {
                state_word(state, lang).to_owned()
            }
            _ => short_points(lang, values[place]),
        }
    });
    format!("{before} → {after}")
}

/// The code and what it means; or why there is none.
fn reason(change: &Change<'_>, lang: Lang) -> String {
    if let Some(reason) = change.reason {
        return format!("{}: {}", reason.id, reason.name.get(lang));
    }
    match change.kind {
        ChangeKind::Adjustment => word(lang, "batas atau penskalaan", "cap or scaling"),
        ChangeKind::Undivided => word(lang, "tidak terbagi", "not divided"),
        ChangeKind::Rejected => {
            word(lang, "TANPA KODE (ditolak, tanpa nilai)", "NO CODE (rejected, without a value)")
        }
        ChangeKind::Whole => word(lang, "TANPA KODE (nilai keseluruhan)", "NO CODE (a whole)"),
        _ => word(lang, "TANPA KODE", "NO CODE"),
    }
    .to_owned()
}

fn agencies(agencies: &[&Agency]) -> String {
    let names: Vec<&str> = agencies.iter().map(|agency| agency.short.as_str()).collect();
    names.join(", ")
}

/// What the verifier wrote, or that something is missing there.
fn note(change: &Change<'_>, lang: Lang) -> String {
    match (change.note, change.kind) {
        (Some(note), _) => one_line(note),
        (None, ChangeKind::Adjustment) => word(
            lang,
            "agar bagian-bagiannya berjumlah sama dengan nilainya",
            "so that its parts add up to its points",
        )
        .to_owned(),
        (None, _) if change.lacks_note() => word(lang, "TANPA CATATAN", "NO NOTE").to_owned(),
        (None, _) => String::new(),
    }
}

/// What each reason has changed.
pub(super) fn causes(found: &Reconciliation<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Jumlah per alasan", "Totals by reason"));
    let causes = found.causes();
    if causes.iter().all(|cause| matches!(cause.cause, Cause::Undivided)) {
        return chapter;
    }
    let steps: Vec<String> =
        found.steps.iter().map(|step| step_name(found, step.between, lang)).collect();
    let mut columns = vec![
        (word(lang, "Kode", "Code"), Align::Left),
        (word(lang, "Arti", "Meaning"), Align::Left),
        (word(lang, "Perubahan", "Changes"), Align::Right),
    ];
    if steps.len() > 1 {
        columns.extend(steps.iter().map(|name| (name.as_str(), Align::Right)));
    }
    columns.push((word(lang, "Nilai", "Points"), Align::Right));
    let mut table = Table::new(&columns);
    let per_step = |place: usize| -> Points {
        causes.iter().filter_map(|cause| cause.steps.get(place)).map(|(_, points)| *points).sum()
    };
    for cause in &causes {
        let (code, meaning) = match cause.cause {
            Cause::Reason(reason) => (reason.id.as_str(), reason.name.get(lang)),
            Cause::NoReason => ("–", word(lang, "tanpa kode alasan", "without a reason code")),
            Cause::Adjustment => {
                ("–", word(lang, "penyesuaian: batas, penskalaan", "adjustment: caps, scaling"))
            }
            _ => ("–", word(lang, "tidak terbagi per butir", "not divided by question")),
        };
        let (count, sum) = cause.total();
        let mut cells = vec![code.to_owned(), meaning.to_owned(), whole(lang, count as i128)];
        if steps.len() > 1 {
            cells.extend(cause.steps.iter().map(|(_, points)| signed_points(lang, *points)));
        }
        cells.push(signed_points(lang, sum));
        table.push(RowKind::Plain, cells);
    }
    let count: usize = causes.iter().map(|cause| cause.total().0).sum();
    let mut cells =
        vec![String::new(), word(lang, "Jumlah", "Sum").to_owned(), whole(lang, count as i128)];
    if steps.len() > 1 {
        cells.extend((0..steps.len()).map(|place| signed_points(lang, per_step(place))));
    }
    cells.push(signed_points(lang, causes.iter().map(|cause| cause.total().1).sum()));
    table.push(RowKind::Total, cells);
    if found.steps.iter().any(|step| step.waterfall.is_none()) {
        chapter.paragraph(word(
            lang,
            "Langkah yang salah satu nilainya tidak diketahui tidak ikut dihitung di sini.",
            "Steps of which one of the totals is not known are left out here.",
        ));
    }
    chapter.table(word(lang, "Jumlah per alasan", "Totals by reason"), table.unshortened());
    chapter
}

/// What the region can still reply to.
pub(super) fn contests(found: &Reconciliation<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Yang masih dapat ditanggapi", "What can still be replied to");
    let mut chapter = Chapter::new(title);
    if found.contests.is_empty() {
        return chapter;
    }
    let sum: Points = found.contests.iter().map(|contest| contest.change.points).sum();
    let (count, sum) = (whole(lang, found.contests.len() as i128), points(lang, sum.abs()));
    chapter.paragraph(match lang {
        Lang::Id => format!(
            "{count} penurunan, bersama {sum}: alasannya masih dapat ditanggapi, atau tidak ada alasannya. Yang sudah dinilai lagi oleh tahap berikutnya tidak ikut."
        ),
        Lang::En => format!(
            "Falls: {count}, together {sum}: their reason leaves a reply, or there is none. What a later stage has judged again is left out."
        ),
    });
    let mut table = Table::new(&[
        (word(lang, "Selisih", "Change"), Align::Right),
        (word(lang, "Butir", "Question"), Align::Left),
        (word(lang, "Tahap", "Stage"), Align::Left),
        (word(lang, "Alasan", "Reason"), Align::Left),
        (word(lang, "Yang dapat dilakukan", "What can be done"), Align::Left),
        (word(lang, "Perangkat daerah", "Agencies"), Align::Left),
    ]);
    for contest in &found.contests {
        let change = &contest.change;
        let reply = change.reason.and_then(|reason| reason.reply.as_ref());
        let ask = word(
            lang,
            "Tidak ada kode alasannya: minta verifikator menuliskan alasan dan catatannya.",
            "There is no reason code: ask the verifier to write down reason and note.",
        );
        let stage = found.stages.get(contest.stage);
        table.push(
            RowKind::Plain,
            vec![
                signed_points(lang, change.points),
                node_name(&change.node, found, lang),
                stage.map_or("", |stage| short(stage.stage, lang)).to_owned(),
                change.reason.map_or("–", |reason| reason.id.as_str()).to_owned(),
                reply.map_or(ask, |reply| reply.get(lang)).to_owned(),
                agencies(&change.agencies),
            ],
        );
    }
    chapter.table(title, table.unshortened());
    chapter
}
