//! Notes and documents, each with what it belongs to.

use kla::wording::whole;
use kla::{Address, Lang, Scorecard};
use kla_plan::{DocumentUse, Handover, NoteOn};

use super::open::{label, status_word};
use crate::paper::{Chapter, Entry, Fact};
use crate::view::one_line;
use crate::words::{Words, word};

/// Every note with where it stands; conflicts first.
pub(super) fn notes(handover: &Handover<'_>, card: &Scorecard<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Catatan", "Notes"));
    if handover.notes.is_empty() {
        chapter.paragraph(word(
            lang,
            "Berkas ini tidak memuat catatan. Tulislah di samping tiap jawaban siapa yang memberi datanya, di mana, dan kapan (note = \"…\").",
            "The file holds no notes. Write beside each answer who gives its data, where, and when (note = \"…\").",
        ));
        return chapter;
    }
    let entry = |note: &NoteOn<'_>| {
        let node = note.node.as_ref();
        let label = node.map_or_else(
            || word(lang, "Tentang berkas", "On the file").to_owned(),
            |node| self::label(node, card, lang),
        );
        Entry { text: one_line(note.text), ..Entry::new(label, "") }
    };
    let some = |conflict: bool| {
        let notes = handover.notes.iter().filter(move |note| note.conflict == conflict);
        notes.map(entry).collect::<Vec<Entry>>()
    };
    if !handover.notes.iter().any(|note| note.conflict) {
        chapter.entries(some(false));
        return chapter;
    }
    let mut conflicts = Chapter::new(word(
        lang,
        "Pertentangan yang belum diputuskan",
        "Conflicts that nobody has decided",
    ));
    conflicts.entries(some(true));
    let mut others = Chapter::new(word(lang, "Catatan lain", "Other notes"));
    others.entries(some(false));
    chapter.part(conflicts);
    chapter.part(others);
    chapter
}

/// The evidence register, and what hangs in the air on either side of it.
pub(super) fn documents(handover: &Handover<'_>, card: &Scorecard<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Daftar bukti", "Evidence register"));
    if handover.documents.is_empty() {
        chapter.paragraph(word(
            lang,
            "Berkas ini tidak mendaftar dokumen.",
            "The file lists no documents.",
        ));
    } else {
        chapter.paragraph(word(
            lang,
            "Yang tercatat hanya keterangan tentang dokumennya; dokumennya sendiri tidak disalin ke sini.",
            "Only what is known about the documents is recorded; the documents themselves are not copied here.",
        ));
    }
    chapter
        .entries(handover.documents.iter().map(|document| entry(document, card, lang)).collect());
    let unused = handover.documents.iter().filter(|document| document.used_by.is_empty());
    let unused: Vec<String> = unused
        .map(|entry| {
            format!("{} {}", one_line(entry.document.id.as_str()), one_line(&entry.document.title))
        })
        .collect();
    let mut part =
        Chapter::new(word(lang, "Dokumen yang tidak dirujuk", "Documents nobody refers to"));
    part.list(unused);
    chapter.part(part);
    let title = word(lang, "Diklaim tanpa dokumen", "Claims without a document");
    let mut part = Chapter::new(title);
    if !handover.without_document.is_empty() {
        let labels: Vec<String> =
            handover.without_document.iter().map(|node| label(node, card, lang)).collect();
        let count = whole(lang, labels.len() as i128);
        part.paragraph(match lang {
            Lang::Id => {
                format!("{count} jawaban tidak merujuk dokumen mana pun: {}.", labels.join(", "))
            }
            Lang::En => {
                format!("Answers that refer to no document: {count}: {}.", labels.join(", "))
            }
        });
    }
    chapter.part(part);
    chapter
}

fn entry(used: &DocumentUse<'_>, card: &Scorecard<'_>, lang: Lang) -> Entry {
    let (document, words) = (used.document, Words::new(lang));
    let status = document
        .status
        .map_or(word(lang, "belum ada status", "no status"), |status| status_word(status, lang));
    let mut entry = Entry::new(one_line(document.id.as_str()), status);
    entry.text = one_line(&document.title);
    let agency = document.agency.as_ref().and_then(|id| card.edition().agency(id));
    entry.fact(words.agency, agency.map_or_else(String::new, |agency| agency.name.clone()));
    let period = match (&document.from, &document.to) {
        (Some(from), Some(to)) => match lang {
            Lang::Id => format!("{} sampai {}", day(from, lang), day(to, lang)),
            Lang::En => format!("{} to {}", day(from, lang), day(to, lang)),
        },
        (Some(from), None) => format!("{} {}", word(lang, "sejak", "from"), day(from, lang)),
        (None, Some(to)) => format!("{} {}", word(lang, "sampai", "until"), day(to, lang)),
        (None, None) => String::new(),
    };
    entry.fact(word(lang, "Masa", "Period"), period);
    if let Some(link) = document.link.as_deref() {
        let link = one_line(link);
        entry.facts.push(Fact {
            label: word(lang, "Tempat", "Where").to_owned(),
            link: is_web(&link).then(|| link.clone()),
            text: link,
        });
    }
    entry.fact("SHA-256", document.sha256.clone().unwrap_or_default());
    let used_by: Vec<String> =
        used.used_by.iter().map(|node: &Address| label(node, card, lang)).collect();
    let used_by = if used_by.is_empty() {
        word(lang, "tidak ada", "nothing").to_owned()
    } else {
        used_by.join(", ")
    };
    entry.fact(word(lang, "Dirujuk", "Referred to by"), used_by);
    entry
}

/// Whether a page may lead there: an address of the web and nothing else, since anything may stand in
/// a file.
fn is_web(link: &str) -> bool {
    let folded = link.to_ascii_lowercase();
    (folded.starts_with("https://") || folded.starts_with("http://"))
        && !folded.contains(char::is_whitespace)
}

/// A day as people write it: `31 Januari 2023`.
fn day(text: &str, lang: Lang) -> String {
    const MONTHS: [(&str, &str); 12] = [
        ("Januari", "January"),
        ("Februari", "February"),
        ("Maret", "March"),
        ("April", "April"),
        ("Mei", "May"),
        ("Juni", "June"),
        ("Juli", "July"),
        ("Agustus", "August"),
        ("September", "September"),
        ("Oktober", "October"),
        ("November", "November"),
        ("Desember", "December"),
    ];
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = *parts else { return text.to_owned() };
    let month = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    let Some((id, en)) = month else { return text.to_owned() };
    format!("{} {} {year}", day.trim_start_matches('0'), word(lang, id, en))
}
