//! The fixed words of reports, in both languages.

use kla::{Bands, Category, Lang};
use serde::Serialize;

/// A word or sentence in the language asked for.
pub(crate) fn word(lang: Lang, id: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Id => id,
        Lang::En => en,
    }
}

/// What a category is called, or having none.
pub(crate) fn category_name(category: Option<&Category>, bands: &Bands, lang: Lang) -> String {
    category.map_or_else(|| bands.below.get(lang).to_owned(), |category| category.name.clone())
}

macro_rules! words {
    ($($name:ident: $id:literal, $en:literal;)*) => {
        /// Headings and labels; templates place them by name.
        #[derive(Clone, Debug, Serialize)]
        pub(crate) struct Words {
            $(pub(crate) $name: &'static str,)*
        }

        impl Words {
            pub(crate) fn new(lang: Lang) -> Words {
                match lang {
                    Lang::Id => Words { $($name: $id,)* },
                    Lang::En => Words { $($name: $en,)* },
                }
            }
        }
    };
}

words! {
    programme: "Kabupaten/Kota Layak Anak", "Child-friendly district (KLA)";
    report: "Laporan nilai", "Score report";
    region: "Wilayah", "Region";
    year: "Tahun evaluasi", "Evaluation year";
    stage: "Tahap", "Stage";
    edition: "Edisi instrumen", "Edition of the instrument";
    revision: "revisi", "revision";
    overlay: "Aturan tambahan", "Overlay";
    category: "Kategori", "Category";
    total: "Nilai", "Score";
    of: "dari", "of";
    sum: "Jumlah", "Total";
    next: "Berikutnya", "Next";
    answered: "Kelengkapan", "Completeness";
    block: "Blok", "Block";
    number: "No.", "No.";
    indicator: "Indikator", "Indicator";
    question: "Butir", "Question";
    points: "Nilai", "Points";
    maximum: "Maksimum", "Maximum";
    share: "%", "%";
    lost: "Hilang", "Lost";
    what: "Uraian", "What";
    agencies: "Perangkat daerah", "Agencies";
    agency: "Perangkat daerah", "Agency";
    alone: "Sendiri", "Alone";
    shared: "Bersama", "Shared";
    blocks_title: "Nilai per blok", "Points by block";
    rows_title: "Nilai per indikator", "Points by indicator";
    losses_title: "Kehilangan nilai terbesar", "Largest losses";
    agency_title: "Kehilangan nilai per perangkat daerah", "Losses by agency";
    agency_note: "Butir milik beberapa perangkat daerah tampil pada masing-masing kolom Bersama, jadi kolom itu tidak boleh dijumlahkan.", "A question with several owners stands under Shared with each of them, so that column must not be added up.";
    remarks_title: "Catatan", "Remarks";
    sure_title: "Tingkat kepastian aturan", "How sure the rules are";
    sure_head: "Dasar aturan", "Basis of the rule";
    sure_points: "Nilai maksimum yang bertumpu padanya", "Maximum points resting on it";
    bands_title: "Rentang kategori", "Bands of the categories";
    from: "Dari", "From";
    to: "Sampai", "To";
    here: "wilayah ini", "this region";
    sources_title: "Sumber aturan", "Sources of the rules";
    declared_title: "Angka tercantum dan hasil hitung", "Printed and computed figures";
    printed: "Tercantum", "Printed";
    computed: "Hasil hitung", "Computed";
    difference: "Selisih", "Difference";
    none: "Tidak ada.", "None.";
    skip: "Langsung ke isi", "Skip to content";
    parts_title: "Catatan per blok, indikator, dan butir", "Remarks on blocks, indicators and questions";
    questions_title: "Semua butir", "All questions";
    state: "Keadaan", "State";
    footer: "Dihitung dengan kla", "Computed by kla";
    rules: "aturan", "rules";
    unofficial: "Hasil hitung mandiri, bukan penetapan Kementerian PPPA.", "An own computation, not a decision of the ministry.";
}
