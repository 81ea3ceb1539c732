//! The actions of a plan: a table of where each leads, and what exactly is to be done.

use std::collections::BTreeMap;

use kla::wording::{points, whole};
use kla::{Better, Bound, EffortKind, EvidenceStatus, Lang, Need, Pace, Threshold};
use kla_plan::{Action, Answered, Plan, Purpose, Task};

use super::percentage;
use crate::paper::Chapter;
use crate::table::{Align, RowKind, Table, shorten};
use crate::view::one_line;
use crate::words::word;

pub(super) fn chapters(title: &str, plan: &Plan<'_>, lang: Lang) -> Vec<Chapter> {
    let mut summary = Chapter::new(title);
    let mut table = Table::new(&[
        (word(lang, "No", "No"), Align::Right),
        (word(lang, "Butir", "Question"), Align::Left),
        (word(lang, "Tambahan", "Gain"), Align::Right),
        (word(lang, "Usaha", "Effort"), Align::Right),
        (word(lang, "Nilai lalu", "Total then"), Align::Right),
        (word(lang, "Bila gagal", "If it fails"), Align::Right),
        (word(lang, "Perangkat daerah", "Agencies"), Align::Left),
    ]);
    let mut before = plan.start;
    for (place, action) in plan.actions.iter().enumerate() {
        let owners: Vec<&str> =
            action.agencies.iter().map(|agency| agency.short.as_str()).collect();
        table.push(
            RowKind::Plain,
            vec![
                whole(lang, place as i128 + 1),
                action.node.to_string(),
                points(lang, action.running - before),
                whole(lang, action.effort),
                points(lang, action.running),
                points(lang, action.without),
                shorten(&owners.join(", "), 42),
            ],
        );
        before = action.running;
    }
    table.push(
        RowKind::Total,
        vec![
            String::new(),
            word(lang, "Jumlah", "Sum").to_owned(),
            points(lang, plan.gain()),
            whole(lang, plan.effort),
            points(lang, plan.total),
            String::new(),
            String::new(),
        ],
    );
    if !plan.actions.is_empty() {
        summary.table(title, table);
    }
    let mut steps = Chapter::new(word(lang, "Rincian tindakan", "The actions in full"));
    if let Some(shared) = shared(plan, lang) {
        steps.paragraph(shared);
    }
    steps.steps(plan.actions.iter().map(|action| line(action, lang)).collect());
    vec![summary, steps]
}

/// That some documents stand behind several actions, whose effort is then counted more than once.
fn shared(plan: &Plan<'_>, lang: Lang) -> Option<String> {
    let mut behind: BTreeMap<&kla::EvidenceId, usize> = BTreeMap::new();
    let evidence = |action: &&Action<'_>| {
        action.tasks.iter().any(|task| matches!(task.purpose, Purpose::Evidence(_)))
    };
    for document in plan.actions.iter().filter(evidence).flat_map(|action| &action.documents) {
        *behind.entry(&document.id).or_default() += 1;
    }
    let shared: Vec<String> = behind
        .into_iter()
        .filter(|(_, number)| *number > 1)
        .map(|(id, number)| match lang {
            Lang::Id => format!("{id} ({number} tindakan)"),
            Lang::En => format!("{id} ({number} actions)"),
        })
        .collect();
    let list = kla::wording::list(lang, &shared);
    (!shared.is_empty()).then(|| match lang {
        Lang::Id => format!(
            "Dokumen yang sama menopang beberapa tindakan: {list}. Usahanya dihitung per tindakan, jadi sesungguhnya lebih ringan; dan bila dokumen itu gagal, semua tindakan itu gagal bersama."
        ),
        Lang::En => format!(
            "The same document stands behind several actions: {list}. Effort is counted for each action, so it is less in truth; and if that document fails, all of them fail together."
        ),
    })
}

/// An action in a few signs: the question, and the item where it is one.
pub(super) fn brief(action: &Action<'_>) -> String {
    match item(action) {
        Some(id) => format!("{} ({id})", action.node),
        None => action.node.to_string(),
    }
}

fn item<'a>(action: &'a Action<'_>) -> Option<&'a str> {
    action.tasks.iter().find_map(|task| match task.purpose {
        Purpose::Better(Need::Item(place)) => {
            action.measure.shape.item(place).map(|item| item.id.as_str())
        }
        _ => None,
    })
}

/// What is to be done for one action, with everything an agency needs to know.
fn line(action: &Action<'_>, lang: Lang) -> String {
    let tasks: Vec<String> = action.tasks.iter().map(|task| order(task, action, lang)).collect();
    let first = match (action.answered, lang) {
        (Answered::Disputed, Lang::Id) => {
            "Putuskan dulu jawabannya, yang bertentangan antarberkas. "
        }
        (Answered::Disputed, Lang::En) => "First decide the answer, on which files disagree. ",
        (Answered::Unknown, Lang::Id) => "Cari dulu jawabannya, yang tercatat tidak diketahui. ",
        (Answered::Unknown, Lang::En) => "First find out the answer, which is noted as unknown. ",
        (Answered::Empty, Lang::Id) => "Jawab dulu butir ini; yang sudah ada langsung bernilai. ",
        (Answered::Empty, Lang::En) => {
            "First answer this question; what is there already counts at once. "
        }
        (_, _) => "",
    };
    let mut text = format!("{}: {first}{}.", action.node, tasks.join(". "));
    if action.tasks.iter().all(|task| task.class.is_some_and(|class| class.pace == Pace::Quick)) {
        text.push_str(word(lang, " Dapat dalam 2×24 jam.", " Can be done within 2×24 hours."));
    }
    let owners: Vec<&str> = action.agencies.iter().map(|agency| agency.short.as_str()).collect();
    if !owners.is_empty() {
        text.push_str(&format!(
            "{}{}.",
            word(lang, " Penanggung jawab: ", " Owned by: "),
            owners.join(", ")
        ));
    }
    let asked = one_line(action.text);
    text.push_str(&match lang {
        Lang::Id => format!(" Pertanyaannya: {asked}"),
        Lang::En => format!(" The question: {asked}"),
    });
    let (before, after) = (points(lang, action.before), points(lang, action.after));
    text.push_str(&match lang {
        Lang::Id => format!(" Nilai butir {before} → {after}."),
        Lang::En => format!(" Points of the question {before} → {after}."),
    });
    if action.kind == EffortKind::Outcome {
        text.push_str(word(
            lang,
            " HASIL: ini keadaan anak atau keluarga; dokumen hanya boleh membuktikan yang sungguh terjadi.",
            " OUTCOME: this is how children or families fare; a document may only prove what really happened.",
        ));
    }
    if !action.evidence.is_empty() {
        let kinds: Vec<&str> = action.evidence.iter().map(|kind| kind.name.as_str()).collect();
        text.push_str(&format!("{}{}.", word(lang, " Bukti: ", " Evidence: "), kinds.join("; ")));
    }
    if !action.documents.is_empty() {
        let known: Vec<String> = action
            .documents
            .iter()
            .map(|document| {
                let status = match (document.status, lang) {
                    (Some(EvidenceStatus::Rejected), Lang::Id) => " (ditolak)",
                    (Some(EvidenceStatus::Rejected), Lang::En) => " (rejected)",
                    (Some(EvidenceStatus::Accepted), Lang::Id) => " (sah)",
                    (Some(EvidenceStatus::Accepted), Lang::En) => " (accepted)",
                    (_, _) => "",
                };
                format!("{} {}{status}", document.id, one_line(&document.title))
            })
            .collect();
        text.push_str(&format!(
            "{}{}.",
            word(lang, " Dokumen terdaftar: ", " Documents listed: "),
            known.join("; ")
        ));
    }
    if let Some(reason) = action.reason {
        let reply = reason.reply.as_ref().map_or("", |reply| reply.get(lang));
        text.push_str(&format!(
            "{}{} ({}). {reply}",
            word(lang, " Alasan verifikator: ", " The verifier's reason: "),
            reason.name.get(lang),
            reason.id
        ));
    }
    if let Some(note) = &action.note {
        let note = one_line(note);
        text.push_str(&format!("{}{note}.", word(lang, " Catatan: ", " Note: ")));
    }
    text
}

/// A task as an order, with what is to be reached.
fn order(task: &Task<'_>, action: &Action<'_>, lang: Lang) -> String {
    let class = task.class.map(|class| class.action.get(lang));
    match task.purpose {
        Purpose::Evidence(status) => {
            let state = match (status, lang) {
                (EvidenceStatus::Rejected, Lang::Id) => "bukti ditolak",
                (EvidenceStatus::Rejected, Lang::En) => "evidence rejected",
                (EvidenceStatus::Missing, Lang::Id) => "diklaim tanpa bukti",
                (EvidenceStatus::Missing, Lang::En) => "claimed without evidence",
                (_, Lang::Id) => "bukti belum diperiksa",
                (_, Lang::En) => "evidence not checked",
            };
            let usual = word(lang, "Serahkan buktinya", "Hand in the evidence");
            format!("{} ({state})", class.unwrap_or(usual))
        }
        Purpose::Better(need) => {
            let usual = word(lang, "Kerjakan yang ditanyakan", "Do what is asked");
            format!("{} ({})", class.unwrap_or(usual), reach(need, action, lang))
        }
        _ => String::new(),
    }
}

/// A range in words: `60 atau lebih, tetapi kurang dari 90`.
fn range(range: &Threshold, lang: Lang) -> String {
    let value = |bound: &Bound| kla::wording::short_points(lang, bound.value);
    let lower = range.lower.as_ref().map(|bound| match (bound.closed, lang) {
        (true, Lang::Id) => format!("{} atau lebih", value(bound)),
        (true, Lang::En) => format!("{} or more", value(bound)),
        (false, Lang::Id) => format!("lebih dari {}", value(bound)),
        (false, Lang::En) => format!("more than {}", value(bound)),
    });
    let upper = range.upper.as_ref().map(|bound| match (bound.closed, lang) {
        (true, Lang::Id) => format!("{} atau kurang", value(bound)),
        (true, Lang::En) => format!("{} or less", value(bound)),
        (false, Lang::Id) => format!("kurang dari {}", value(bound)),
        (false, Lang::En) => format!("less than {}", value(bound)),
    });
    match (lower, upper) {
        (Some(lower), Some(upper)) => {
            format!("{lower}{}{upper}", word(lang, ", tetapi ", ", but "))
        }
        (lower, upper) => lower.or(upper).unwrap_or_default(),
    }
}

/// What is to be reached, in the words of the question's shape.
fn reach(need: Need, action: &Action<'_>, lang: Lang) -> String {
    let shape = &action.measure.shape;
    let at = match action.measure.better {
        Better::Higher => word(lang, "paling sedikit", "at least"),
        Better::Lower => word(lang, "paling banyak", "at most"),
    };
    let value = points(lang, action.after);
    match need {
        Need::Level(place) => shape.level(place).map_or_else(String::new, |level| {
            format!("{}{}", word(lang, "sampai: ", "up to: "), one_line(&level.text))
        }),
        Need::Item(place) => shape.item(place).map_or_else(String::new, |item| {
            format!("{}{}", word(lang, "tambahkan: ", "add: "), one_line(&item.text))
        }),
        Need::Range(place) => shape.range(place).map_or_else(String::new, |range| {
            format!("{}{}", word(lang, "capaian ", "a figure of "), self::range(range, lang))
        }),
        Need::Percent(percent) => format!("{at} {}", percentage(percent, lang)),
        Need::Figure(figure) => {
            format!("{at} {}", kla::wording::decimal(lang, figure.to_decimal(), 0))
        }
        Need::Award => match lang {
            Lang::Id => format!("sampai tingkat bernilai {value}"),
            Lang::En => format!("up to the step worth {value}"),
        },
        _ => word(lang, "penuhi seluruhnya", "in full").to_owned(),
    }
}
