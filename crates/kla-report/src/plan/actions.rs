//! The actions of a plan: a table of where each leads, and what exactly is to be done.

use kla::wording::{points, whole};
use kla::{Better, EffortKind, EvidenceStatus, Lang, Need};
use kla_plan::{Action, Plan, Purpose, Task};

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
    steps.steps(plan.actions.iter().map(|action| line(action, lang)).collect());
    vec![summary, steps]
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
    let mut text = format!("{}: {}", action.node, tasks.join(". "));
    let asked = one_line(action.text);
    text.push_str(&match lang {
        Lang::Id => format!(". Pertanyaannya: {asked}"),
        Lang::En => format!(". The question: {asked}"),
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
            .map(|document| format!("{} {}", document.id, one_line(&document.title)))
            .collect();
        text.push_str(&format!(
            "{}{}.",
            word(lang, " Dokumen terdaftar: ", " Documents listed: "),
            known.join("; ")
        ));
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
            format!("{}{range}", word(lang, "capaian x: ", "figure x: "))
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
