//! What is open, with whom, and what to do first.

use kla::wording::{list, points, whole};
use kla::{
    Address, Agency, AnswerLeaf, AnsweredBy, Edition, EvidenceStatus, Lang, Points, Scorecard,
    State,
};
use kla_plan::{Bucket, Handover, MarkedCards, OpenItem, OpenWith};

use crate::evidence::bucket;
use crate::paper::{Chapter, Entry};
use crate::table::{Align, RowKind, Table};
use crate::view::{one_line, place, sentence, state_word};
use crate::words::word;

/// How many items to begin with.
const FIRST: usize = 3;

/// The largest open items, and what is to be done about each.
pub(super) fn first(handover: &Handover<'_>, card: &Scorecard<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Yang pertama dikerjakan", "What to do first"));
    if handover.open.is_empty() {
        chapter.paragraph(nothing_open(lang));
        return chapter;
    }
    let disputed = handover.open.iter().filter(|item| item.disputed).count();
    if disputed > 0 {
        let disputed = whole(lang, disputed as i128);
        chapter.paragraph(match lang {
            Lang::Id => format!(
                "Putuskan lebih dahulu jawaban yang bertentangan antarberkas ({disputed}): lihat Catatan."
            ),
            Lang::En => format!("Decide first on the answers on which files disagree ({disputed}): see Notes."),
        });
    }
    chapter.paragraph(word(
        lang,
        "Nilai terbesar yang belum aman atau belum diraih:",
        "The most points that are not safe or not earned yet:",
    ));
    let step = |item: &OpenItem<'_>| {
        let owners = owners(&item.agencies, lang);
        let todo = word(lang, "Langkah", "Step");
        let largest = item.parts.iter().max_by_key(|(_, points)| *points);
        let action = largest
            .map_or_else(String::new, |(bucket, _)| action(*bucket, item, card.edition(), lang));
        format!(
            "{}, {} ({owners}): {} {todo}: {action}.",
            place(&item.node, card, lang),
            points(lang, item.points),
            sentence(&one_line(item.name))
        )
    };
    chapter.steps(handover.open.iter().take(FIRST).map(step).collect());
    chapter
}

fn nothing_open(lang: Lang) -> &'static str {
    word(
        lang,
        "Tidak ada yang terbuka: semua nilai yang dapat diraih sudah terverifikasi.",
        "Nothing is open: all that can be earned has been verified.",
    )
}

/// What is to be done, in the words of the edition where it has some.
fn action(bucket: Bucket, item: &OpenItem<'_>, edition: &Edition, lang: Lang) -> String {
    if item.disputed {
        return word(lang, "Putuskan jawaban yang benar", "Decide which answer is right")
            .to_owned();
    }
    if item.leaf.is_none() {
        let action = word(
            lang,
            "Rinci isiannya bila rinciannya ada, lalu serahkan buktinya",
            "Give its parts where they are known, and hand in the evidence",
        );
        return action.to_owned();
    }
    let class = edition.effort().and_then(|effort| {
        effort.class(match bucket {
            Bucket::Rejected => &effort.rejected,
            Bucket::NoDocument => &effort.missing,
            Bucket::Unchecked => &effort.unchecked,
            Bucket::NotClaimed => {
                let own = item.leaf.as_ref().and_then(|leaf| leaf.measure.effort.as_ref());
                own.unwrap_or(&effort.usual)
            }
        })
    });
    class.map_or_else(
        || {
            match bucket {
                Bucket::Rejected => word(lang, "Perbaiki buktinya", "Mend the evidence"),
                Bucket::NoDocument => word(lang, "Serahkan buktinya", "Hand in the evidence"),
                Bucket::Unchecked => word(lang, "Mintakan pemeriksaan", "Have it checked"),
                Bucket::NotClaimed => {
                    word(lang, "Isi jawabannya bila memang sudah ada", "Answer it, if it is there")
                }
            }
            .to_owned()
        },
        |class| one_line(class.action.get(lang)),
    )
}

/// Everything that is open, agency by agency.
pub(super) fn open(handover: &Handover<'_>, cards: &MarkedCards<'_>, lang: Lang) -> Chapter {
    let card = &cards.claimed;
    let title =
        word(lang, "Yang belum beres per perangkat daerah", "What is open with each agency");
    let mut chapter = Chapter::new(title);
    if handover.open.is_empty() {
        chapter.paragraph(nothing_open(lang));
        return chapter;
    }
    let [verified, .., potential] = cards.at(&Address::Total);
    let (potential, verified, rest) =
        (points(lang, potential), points(lang, verified), points(lang, potential - verified));
    chapter.paragraph(match lang {
        Lang::Id => format!(
            "Yang dipertaruhkan: {potential} − {verified} = {rest}. Butir milik beberapa perangkat daerah dirinci pada yang disebut pertama dan berdiri sebagai “bersama” pada yang lain, jadi jumlah perangkat daerah tidak boleh dijumlahkan. Butir yang dijawab tiap kecamatan atau desa ditandai."
        ),
        Lang::En => format!(
            "At stake: {potential} − {verified} = {rest}. A question with several owners is told in full with the one named first and stands as “shared” with the others, so the sums of the agencies must not be added up. Questions that every kecamatan or village answers are marked."
        ),
    });
    for open in handover.agencies(card.edition().agencies()) {
        let mut part = Chapter::new(heading(&open, lang));
        let (own, others): (Vec<_>, Vec<_>) =
            open.items.iter().partition(|item| leads(item, open.agency));
        part.entries(own.into_iter().map(|item| entry(item, card, lang)).collect());
        for leader in card.edition().agencies() {
            let led: Vec<String> = others
                .iter()
                .filter(|item| leads(item, Some(leader)))
                .map(|item| {
                    format!("{} ({})", label(&item.node, card, lang), points(lang, item.points))
                })
                .collect();
            if !led.is_empty() {
                let with = word(lang, "Bersama", "Shared with");
                part.pair(format!("{with} {}", leader.short), led.join(", "));
            }
        }
        chapter.part(part);
    }
    chapter
}

/// Whether an agency is the one that is named first; what it shares is told in full with it.
fn leads(item: &OpenItem<'_>, agency: Option<&Agency>) -> bool {
    item.agencies.first().map(|first| &first.id) == agency.map(|agency| &agency.id)
}

fn heading(open: &OpenWith<'_, '_>, lang: Lang) -> String {
    let name = open.agency.map_or_else(
        || word(lang, "Tanpa penanggung jawab yang diketahui", "Without a known owner").to_owned(),
        |agency| agency.name.clone(),
    );
    let is_question = |item: &&OpenItem<'_>| matches!(item.node, Address::Question(_));
    let questions = open.items.iter().all(is_question);
    let what = match (questions, open.items.len()) {
        (true, 1) => word(lang, "butir", "question"),
        (true, _) => word(lang, "butir", "questions"),
        (false, 1) => word(lang, "bagian", "part"),
        (false, _) => word(lang, "bagian", "parts"),
    };
    let shared = if open.shared.is_zero() {
        String::new()
    } else {
        format!(" ({} {})", word(lang, "bersama", "shared"), points(lang, open.shared))
    };
    let (count, sum) = (whole(lang, open.items.len() as i128), points(lang, open.points));
    format!("{name}: {count} {what}, {sum}{shared}")
}

fn entry(item: &OpenItem<'_>, card: &Scorecard<'_>, lang: Lang) -> Entry {
    let mut entry = Entry::new(label(&item.node, card, lang), state(item, card, lang));
    entry.text = one_line(item.name);
    if let [_, others @ ..] = item.agencies.as_slice()
        && !others.is_empty()
    {
        entry.fact(word(lang, "Bersama", "Shared with"), owners(others, lang));
    }
    if let Some(leaf) = &item.leaf {
        entry.fact(word(lang, "Dijawab oleh", "Answered by"), answered_by(leaf, lang));
        entry.fact(word(lang, "Alasan pemeriksa", "Verifier's reason"), reason(leaf, card, lang));
    }
    entry.fact(word(lang, "Bukti yang diminta", "Evidence asked for"), item.asked.join("; "));
    let documents: Vec<String> = item
        .documents
        .iter()
        .map(|document| {
            let (id, title) = (one_line(document.id.as_str()), one_line(&document.title));
            let status = document.status.map(|status| format!(" ({})", status_word(status, lang)));
            format!("{id} {title}{}", status.unwrap_or_default())
        })
        .collect();
    entry.fact(word(lang, "Dokumen", "Documents"), documents.join("; "));
    let note = item.leaf.as_ref().and_then(|leaf| leaf.response.note.as_deref());
    entry.fact(word(lang, "Catatan", "Note"), note.map(one_line).unwrap_or_default());
    entry
}

/// Questions by their id alone, anything else by what it is called.
pub(super) fn label(node: &Address, card: &Scorecard<'_>, lang: Lang) -> String {
    match node {
        Address::Question(id) => id.to_string(),
        node => place(node, card, lang),
    }
}

/// The points that are open and why: `5,00; bukti ditolak 3,00, belum diklaim 2,00`.
fn state(item: &OpenItem<'_>, card: &Scorecard<'_>, lang: Lang) -> String {
    let mut said = Vec::new();
    if item.disputed {
        said.push(word(lang, "bertentangan antarberkas", "files disagree").to_owned());
    }
    match item.parts.as_slice() {
        [(only, _)] => said.push(bucket(*only, lang).to_owned()),
        parts => said.extend(
            parts.iter().map(|(why, sum)| format!("{} {}", bucket(*why, lang), points(lang, *sum))),
        ),
    }
    if let Some(leaf) = &item.leaf {
        let response = leaf.response;
        if matches!(response.state, State::Empty | State::Unknown | State::Zero) && !item.disputed {
            said.push(state_word(response.state, lang).to_owned());
        }
        let rejected = card.answers().evidence_status(response) == EvidenceStatus::Rejected;
        // What is worth nothing any more has no points in that bucket.
        if rejected && !item.parts.iter().any(|(why, _)| *why == Bucket::Rejected) {
            said.push(bucket(Bucket::Rejected, lang).to_owned());
        }
    }
    format!("{}; {}", points(lang, item.points), said.join(", "))
}

fn answered_by(leaf: &AnswerLeaf<'_>, lang: Lang) -> &'static str {
    match leaf.measure.answered_by {
        None => "",
        Some(AnsweredBy::Kecamatan) => word(lang, "setiap kecamatan", "every kecamatan"),
        Some(AnsweredBy::Desa) => {
            word(lang, "setiap desa dan kelurahan", "every desa and kelurahan")
        }
    }
}

fn reason(leaf: &AnswerLeaf<'_>, card: &Scorecard<'_>, lang: Lang) -> String {
    let Some(id) = &leaf.response.reason else { return String::new() };
    let Some(reason) = card.edition().reason(id) else { return id.to_string() };
    let reply = reason.reply.as_ref().map(|reply| format!(". {}", one_line(reply.get(lang))));
    format!("{id}, {}{}", one_line(reason.name.get(lang)), reply.unwrap_or_default())
}

/// A verifier's word as people say it.
pub(super) fn status_word(status: EvidenceStatus, lang: Lang) -> &'static str {
    match status {
        EvidenceStatus::Missing => word(lang, "tidak ada", "missing"),
        EvidenceStatus::Unchecked => word(lang, "belum diperiksa", "not checked"),
        EvidenceStatus::Accepted => word(lang, "sah", "accepted"),
        EvidenceStatus::Rejected => word(lang, "ditolak", "rejected"),
    }
}

fn owners(agencies: &[&Agency], lang: Lang) -> String {
    let names: Vec<&str> = agencies.iter().map(|agency| agency.short.as_str()).collect();
    if names.is_empty() {
        return word(lang, "tanpa penanggung jawab", "no known owner").to_owned();
    }
    list(lang, &names)
}

/// The questions without an answer, agency by agency, and the stages that are still to come.
pub(super) fn unanswered(handover: &Handover<'_>, cards: &MarkedCards<'_>, lang: Lang) -> Chapter {
    let card = &cards.claimed;
    let title =
        word(lang, "Belum dijawab, dan tahap berikutnya", "Not answered, and the stages ahead");
    let mut chapter = Chapter::new(title);
    if handover.unanswered.is_empty() {
        chapter.paragraph(word(
            lang,
            "Tidak ada butir yang menunggu jawaban.",
            "No question waits for an answer.",
        ));
    }
    let wholes: Vec<String> = cards.wholes().iter().map(|node| place(node, card, lang)).collect();
    if !wholes.is_empty() {
        let wholes = list(lang, &wholes);
        chapter.paragraph(match lang {
            Lang::Id => format!(
                "Hanya jumlahnya yang diketahui, sehingga butirnya tidak dirinci: {wholes}."
            ),
            Lang::En => {
                format!("Only the sum is known, so their questions are not listed: {wholes}.")
            }
        });
    }
    let line = |agency: Option<&Agency>| {
        let mine = |leaf: &&AnswerLeaf<'_>| match agency {
            Some(agency) => leaf.measure.agencies.contains(&agency.id),
            None => leaf.measure.agencies.is_empty(),
        };
        let leaves: Vec<&AnswerLeaf<'_>> = handover.unanswered.iter().filter(mine).collect();
        let sum: Points = leaves.iter().map(|leaf| leaf.maximum).sum();
        let (count, sum) = (whole(lang, leaves.len() as i128), points(lang, sum));
        let named = |leaf: &&AnswerLeaf<'_>| {
            let label = label(&leaf.address, card, lang);
            match leaf.response.state {
                State::Unknown => format!("{label} ({})", state_word(State::Unknown, lang)),
                _ => label,
            }
        };
        let names: Vec<String> = leaves.iter().map(named).collect();
        (!names.is_empty()).then(|| match lang {
            Lang::Id => format!("{count} butir, paling banyak {sum}: {}", names.join(", ")),
            Lang::En => format!("{count} questions, at most {sum}: {}", names.join(", ")),
        })
    };
    for agency in card.edition().agencies() {
        if let Some(text) = line(Some(agency)) {
            chapter.pair(agency.short.clone(), text);
        }
    }
    if let Some(text) = line(None) {
        chapter.pair(word(lang, "Tanpa penanggung jawab", "Without a known owner"), text);
    }
    chapter.part(stages(card, lang));
    chapter
}

/// The stages in order; nobody knows their days, so they are filled in by hand.
fn stages(card: &Scorecard<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Tahap evaluasi", "Stages of the evaluation");
    let mut chapter = Chapter::new(title);
    let mut table = Table::new(&[
        (word(lang, "Tahap", "Stage"), Align::Left),
        (word(lang, "Keadaan", "State"), Align::Left),
        (word(lang, "Tanggal (diisi tangan)", "Date (by hand)"), Align::Left),
    ]);
    let stages = card.edition().stages();
    let here = stages.iter().position(|stage| stage.id == card.answers().stage().id);
    for (place, stage) in stages.iter().enumerate() {
        let state = match here.map(|here| place.cmp(&here)) {
            Some(std::cmp::Ordering::Less) => word(lang, "sebelum berkas ini", "before this file"),
            Some(std::cmp::Ordering::Equal) => word(lang, "berkas ini", "this file"),
            _ => word(lang, "berikutnya", "still to come"),
        };
        let cells =
            vec![stage.name.get(lang).to_owned(), state.to_owned(), "____________".to_owned()];
        table.push(RowKind::Plain, cells);
    }
    chapter.table(title, table);
    chapter
}
