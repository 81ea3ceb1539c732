//! The words that a new operator meets: those of the edition, and those of the programme.

use kla::{Edition, Lang};

use crate::paper::Chapter;
use crate::view::one_line;
use crate::words::word;

/// The words of the programme that no edition explains.
const PROGRAMME: [(&str, &str, &str); 12] = [
    (
        "KLA",
        "Kabupaten/Kota Layak Anak, programnya. Kategori tertingginya juga bernama KLA; di sini selalu disebut “KLA (kategori)”.",
        "Kabupaten/Kota Layak Anak, the programme for child-friendly districts. Its top category has the same name and is always called “KLA (category)” here.",
    ),
    (
        "Kelembagaan",
        "Bagian tentang kelembagaan: peraturan, anggaran, gugus tugas.",
        "The part on institutions: regulations, budget, task force.",
    ),
    (
        "Klaster",
        "Satu dari lima kelompok hak anak.",
        "One of the five clusters of children's rights.",
    ),
    (
        "Indikator",
        "Satu baris instrumen, bernomor (4) atau berhuruf (21A).",
        "A row of the instrument: a number (4) or a lettered part of one (21A).",
    ),
    (
        "Butir",
        "Satu pertanyaan dari indikator, misalnya 4.P1.",
        "A question of a row, such as 4.P1.",
    ),
    (
        "EM",
        "Evaluasi mandiri: penilaian oleh daerah sendiri.",
        "Evaluasi mandiri: the region's own assessment.",
    ),
    (
        "VA",
        "Verifikasi administrasi: pemeriksaan dokumen oleh provinsi.",
        "Verifikasi administrasi: the province's check of documents.",
    ),
    (
        "VLH",
        "Verifikasi lapangan, termasuk yang berlangsung hibrida.",
        "Verifikasi lapangan: the field check, on site or in part remote.",
    ),
    ("OPD", "Organisasi perangkat daerah: dinas, badan, atau bagian.", "An agency of the region."),
    ("Bukti dukung", "Dokumen yang membuktikan sebuah jawaban.", "The documents behind an answer."),
    (
        "Provila",
        "Provinsi Layak Anak: provinsi yang setiap kabupaten dan kotanya berkategori, sekurang-kurangnya Pratama.",
        "Provinsi Layak Anak: a province in which every kabupaten and kota has a category, Pratama at least.",
    ),
    (
        "2×24 jam",
        "Waktu untuk melengkapi atau memperbaiki bukti setelah verifikasi.",
        "The hours in which evidence can be completed or mended after a verification.",
    ),
];

pub(super) fn words(edition: &Edition, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Daftar istilah", "Glossary"));
    for (term, id, en) in PROGRAMME {
        chapter.pair(term, word(lang, id, en));
    }
    let mut blocks = Chapter::new(word(lang, "Blok", "Blocks"));
    for block in edition.blocks() {
        blocks.pair(one_line(&block.short), one_line(&block.name));
    }
    chapter.part(blocks);
    let mut kinds = Chapter::new(word(lang, "Jenis bukti", "Kinds of evidence"));
    let named = edition.evidence().map_or(&[][..], |evidence| &evidence.kinds);
    kinds.list(named.iter().map(|kind| one_line(&kind.name)).collect());
    chapter.part(kinds);
    let mut reasons = Chapter::new(word(lang, "Alasan pemeriksa", "Reasons of verifiers"));
    for reason in edition.reasons().map_or(&[][..], |reasons| &reasons.reasons) {
        let reply = reason.reply.as_ref();
        let reply =
            reply.map_or_else(String::new, |reply| format!(". {}", one_line(reply.get(lang))));
        reasons.pair(reason.id.as_str(), format!("{}{reply}", one_line(reason.name.get(lang))));
    }
    chapter.part(reasons);
    let mut agencies = Chapter::new(word(lang, "Perangkat daerah", "Agencies"));
    for agency in edition.agencies() {
        let aliases = match agency.aliases.as_slice() {
            [] => String::new(),
            aliases => {
                let aliases: Vec<String> = aliases.iter().map(|alias| one_line(alias)).collect();
                let also = word(lang, "juga ditulis", "also written");
                format!("; {also} {}", aliases.join(", "))
            }
        };
        agencies.pair(one_line(&agency.short), format!("{}{aliases}", one_line(&agency.name)));
    }
    chapter.part(agencies);
    chapter
}
