//! The last score: what it is, how safe it is, and what has been remarked on it.

use std::collections::BTreeMap;

use kla::wording::{points, short_points, whole};
use kla::{Address, Agreement, DeclaredCategory, Lang, Remark, Scorecard};
use kla_plan::MarkedCards;

use crate::paper::Chapter;
use crate::range::{floor, total};
use crate::table::{Align, RowKind, Table};
use crate::view::{self, one_line, sentence};
use crate::words::{Words, word};

pub(super) fn last(cards: &MarkedCards<'_>, lang: Lang) -> Chapter {
    let (card, words) = (&cards.claimed, Words::new(lang));
    let mut chapter = Chapter::new(word(lang, "Nilai terakhir", "Last score"));
    let of = short_points(lang, card.edition().total());
    chapter.pair(words.total, format!("{} {} {of}", points(lang, card.total()), words.of));
    chapter.pair(words.category, view::category_line(card, lang));
    chapter.pair(words.next, view::next_line(card, lang));
    chapter.pair(words.answered, view::answered_line(card, lang));
    chapter.table(words.blocks_title, view::blocks(card, lang, &words));
    chapter.part(total::range(cards, lang));
    chapter.part(floor::gates(cards, lang));
    chapter.part(declared(card, lang));
    chapter.part(remarks(card, lang));
    chapter
}

/// Printed figures beside computed ones: those that differ, and how many do not.
fn declared(card: &Scorecard<'_>, lang: Lang) -> Chapter {
    let words = Words::new(lang);
    let mut chapter = Chapter::new(words.declared_title);
    if let Some(category) = card.answers().declared_category() {
        let printed = match category {
            DeclaredCategory::Below => card.edition().bands().below.get(lang).to_owned(),
            DeclaredCategory::Category(category) => category.name.clone(),
        };
        chapter.pair(word(lang, "Kategori tercantum", "Printed category"), printed);
        chapter.pair(
            word(lang, "Kategori hasil hitung", "Computed category"),
            view::category_line(card, lang),
        );
    }
    let comparisons = card.comparisons();
    let count = |wanted: fn(Agreement) -> bool| {
        let found = comparisons.iter().filter(|comparison| wanted(comparison.agreement()));
        whole(lang, found.count() as i128)
    };
    let same = count(|agreement| agreement == Agreement::Same);
    let differ = count(|agreement| matches!(agreement, Agreement::Display | Agreement::Different));
    let apart = count(|agreement| agreement == Agreement::NotCompared);
    chapter.paragraph(match (comparisons.is_empty(), lang) {
        (true, Lang::Id) => "Berkas ini tidak mencantumkan angka untuk dibandingkan.".to_owned(),
        (true, Lang::En) => "The file states no printed figures to compare with.".to_owned(),
        (false, Lang::Id) => format!(
            "Angka tercantum yang sama dengan hasil hitung {same}, yang berbeda {differ}, yang tidak dapat dibandingkan {apart}."
        ),
        (false, Lang::En) => format!(
            "Printed figures that agree with the computed ones: {same}; that differ: {differ}; that cannot be compared: {apart}."
        ),
    });
    chapter.table(words.declared_title, view::declared(card, lang, &words));
    chapter
}

/// What concerns the whole in full, the rest counted by kind.
fn remarks(card: &Scorecard<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Catatan mesin", "Remarks of the engine"));
    let remarks = card.remarks();
    let on_whole = |remark: &&Remark<'_>| {
        remark.node() == Address::Total && !matches!(remark, Remark::Reading(_))
    };
    let whole_remarks: Vec<String> = remarks
        .iter()
        .filter(on_whole)
        .map(|remark| sentence(&one_line(&remark.message(lang))))
        .collect();
    chapter.list(whole_remarks);
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let others = remarks.iter().filter(|remark| !on_whole(remark));
    for (place, remark) in others.enumerate() {
        counts.entry(remark.code()).or_insert((place, 0)).1 += 1;
    }
    // In the order in which a report tells them.
    let mut kinds: Vec<(&str, usize, usize)> =
        counts.into_iter().map(|(code, (place, count))| (code, place, count)).collect();
    kinds.sort_by_key(|(_, place, _)| *place);
    let title = word(lang, "Catatan menurut jenisnya", "Remarks by kind");
    let mut table = Table::new(&[
        (word(lang, "Jenis", "Kind"), Align::Left),
        (word(lang, "Banyak", "Number"), Align::Right),
    ]);
    for (code, _, count) in &kinds {
        table.push(RowKind::Plain, vec![kind(code, lang).to_owned(), whole(lang, *count as i128)]);
    }
    chapter.table(title, table);
    if !kinds.is_empty() {
        chapter.paragraph(word(
            lang,
            "Selengkapnya pada laporan nilai (kla score).",
            "In full in the score report (kla score).",
        ));
    } else if remarks.is_empty() {
        chapter.paragraph(word(lang, "Tidak ada catatan.", "There are no remarks."));
    }
    chapter
}

/// What a kind of remark is about.
fn kind(code: &str, lang: Lang) -> &str {
    let words = match code {
        "declared-differs" => {
            ("angka tercantum berbeda dari hasil hitung", "printed figure differs")
        }
        "two-depths" => (
            "nilai dinyatakan dua kali, dan rinciannya yang dihitung",
            "points stated twice; the parts count",
        ),
        "capped" => ("melebihi maksimum dan dipotong", "above the maximum and cut"),
        "nothing-given" => ("belum ada isian sama sekali", "nothing given at all"),
        "unknown" => ("jawabannya tidak diketahui", "answer not known"),
        "not-applicable" => ("tidak berlaku bagi daerah ini", "not applicable here"),
        "not-answered" => ("belum diisi", "not answered"),
        "recorded-only" => (
            "jawaban tercatat, tetapi jumlahnya yang dihitung",
            "answers recorded, but the stated sum counts",
        ),
        "figure-without-points" => {
            ("angka yang nilainya belum diketahui", "figure of which nobody knows what it earns")
        }
        "zero-total" => ("pembaginya nol", "count of a total of zero"),
        "left" => ("tidak berlaku dan keluar dari jumlah", "not applicable and left the sum"),
        "rescaled" => ("diskalakan karena ada yang keluar", "scaled because parts left"),
        "off-step" => {
            ("nilainya di luar yang biasa diberikan", "points that are not usually awarded")
        }
        "series-too-short" => ("deret tahunnya kurang", "too few years in a series"),
        "unknown-units" => {
            ("ada kecamatan atau desa yang belum diketahui", "kecamatan or villages not known")
        }
        "evidence-outside" => ("bukti di luar tahun evaluasi", "evidence outside the year"),
        "evidence-person" => (
            "judul bukti tampaknya menyebut nama orang",
            "title of evidence seems to name a person",
        ),
        "evidence-unlinked" => ("bukti tidak dirujuk", "evidence that no answer refers to"),
        // A kind that a later engine adds is better told by its code than left out.
        _ => return code,
    };
    match lang {
        Lang::Id => words.0,
        Lang::En => words.1,
    }
}
