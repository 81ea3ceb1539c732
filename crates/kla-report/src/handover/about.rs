//! What the page is about, what it may give away, and how to go on.

use kla::wording::list;
use kla::{Lang, Scorecard};
use kla_plan::Handover;

use super::HandoverHead;
use crate::paper::Chapter;
use crate::view::{one_line, place};
use crate::words::{Words, word};

/// Titles and notes in which somebody seems to be named; they are told by where they stand.
pub(super) fn persons(handover: &Handover<'_>, card: &Scorecard<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(
        lang,
        "Periksa dahulu: mungkin ada nama orang",
        "Check first: somebody may be named",
    ));
    let titles = handover.documents.iter().filter(|entry| entry.person).map(|entry| {
        let id = one_line(entry.document.id.as_str());
        format!("{} {id}", word(lang, "judul bukti", "title of the evidence"))
    });
    let notes = handover.notes.iter().filter(|note| note.person).map(|note| {
        let node = note.node.as_ref();
        let node = node.map(|node| place(node, card, lang).to_lowercase());
        let node = node.unwrap_or_else(|| word(lang, "berkas", "the file").to_owned());
        format!("{} {node}", word(lang, "catatan", "note on"))
    });
    let found: Vec<String> = titles.chain(notes).collect();
    if found.is_empty() {
        return chapter;
    }
    chapter.paragraph(word(
        lang,
        "Halaman ini hanya boleh memuat angka gabungan dan nama dokumen, bukan nama atau data anak. Yang berikut tampaknya menyebut orang; betulkan di berkas isian, lalu tulis halaman ini sekali lagi sebelum dibagikan.",
        "This page may hold only aggregates and names of documents, never the name or data of a child. These seem to name somebody; correct them in the answers file and write this page again before you share it.",
    ));
    chapter.list(found);
    chapter
}

/// Region, year, stage and rules, and lines for who hands over to whom.
pub(super) fn about(card: &Scorecard<'_>, head: HandoverHead<'_>, lang: Lang) -> Chapter {
    let (answers, edition, words) = (card.answers(), card.edition(), Words::new(lang));
    let mut chapter = Chapter::new(word(lang, "Tentang halaman ini", "About this page"));
    chapter.paragraph(word(
        lang,
        "Halaman ini memuat segala yang diperlukan untuk melanjutkan sebuah berkas isian: nilai terakhir, yang belum beres per perangkat daerah, catatan, daftar bukti, dan langkah berikutnya. Isinya disalin dari berkas isian; yang berlaku tetap berkasnya.",
        "This page holds what is needed to go on with an answers file: the last score, what is open with each agency, the notes, the evidence register, and the next steps. It copies the answers file, which is what counts.",
    ));
    let region = answers.place();
    let province = region.province.as_ref().map_or_else(String::new, |name| format!(", {name}"));
    chapter.pair(words.region, format!("{} ({}){province}", region.label(), region.code));
    chapter.pair(words.year, answers.year().to_string());
    chapter.pair(words.stage, answers.stage().name.get(lang));
    chapter.pair(word(lang, "Berkas isian", "Answers file"), one_line(head.file));
    chapter.pair(
        words.edition,
        format!(
            "{} — {} ({} {})",
            edition.id(),
            edition.name(),
            words.revision,
            edition.revision()
        ),
    );
    chapter.pair(word(lang, "Sidik aturan", "Digest of the rules"), edition.digest());
    if let Some(overlay) = edition.overlay() {
        let text = format!("{} — {} ({})", overlay.id, overlay.name, overlay.digest);
        chapter.pair(words.overlay, one_line(&text));
    }
    chapter.pair(words.footer, env!("CARGO_PKG_VERSION"));
    chapter.pair(word(lang, "Tanggal", "Date"), head.date.map(one_line).unwrap_or_default());
    chapter.blank(word(lang, "Diserahkan oleh", "Handed over by"));
    chapter.blank(word(lang, "Diterima oleh", "Received by"));
    chapter
}

/// The commands with which one goes on.
pub(super) fn commands(file: &str, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Cara melanjutkan", "How to go on"));
    chapter.paragraph(word(
        lang,
        "Perintah berikut dijalankan di folder tempat berkas isian itu disimpan:",
        "Run these commands in the folder that holds the answers file:",
    ));
    let file = quoted(file);
    let lines = [
        (
            format!("kla check {file}"),
            word(lang, "adakah yang salah tulis", "whether anything is mistyped"),
        ),
        (
            format!("kla score {file}"),
            word(
                lang,
                "nilai, kategori, dan kehilangan terbesar",
                "score, category, largest losses",
            ),
        ),
        (
            format!("kla explain {file} total"),
            word(lang, "hitungan di balik sebuah angka", "the sum behind a number"),
        ),
        (
            format!("kla evidence {file} --per-agency bukti-opd"),
            word(lang, "satu lembar per perangkat daerah", "one sheet for each agency"),
        ),
        (
            format!("kla form {file} -o isian.xlsx"),
            word(lang, "isian sebagai lembar kerja Excel", "the answers as an Excel workbook"),
        ),
        (
            format!("kla range {file}"),
            word(lang, "seberapa aman nilainya", "how safe the score is"),
        ),
        (
            format!("kla plan {file}"),
            word(
                lang,
                "cara termurah menuju kategori berikutnya",
                "the cheapest way to the next category",
            ),
        ),
        (
            format!("kla handover {file} -o serah-terima.html"),
            word(lang, "halaman ini, dari isian terakhir", "this page, from the latest answers"),
        ),
    ];
    for (command, what) in lines {
        chapter.pair(what, command);
    }
    let codes = ["kla --help".to_owned(), "kla check --codes".to_owned()];
    chapter.paragraph(match lang {
        Lang::Id => format!("Bantuan ada pada {}.", list(lang, &codes)),
        Lang::En => format!("Help is at {}.", list(lang, &codes)),
    });
    chapter
}

/// A file name as a command takes it.
fn quoted(file: &str) -> String {
    let file = one_line(file);
    let plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_' | '/');
    if file.chars().all(plain) { file } else { format!("\"{}\"", file.replace('"', "")) }
}
