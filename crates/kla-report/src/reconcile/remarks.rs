//! What deserves a look, in sentences.

use kla::wording::{self, points, signed_points};
use kla::{Address, Category, Lang};
use kla_plan::{Reconciliation, StageRemark};

use super::{node_name, short};
use crate::paper::Chapter;
use crate::words::word;

/// Nodes that one sentence lists.
const MOST: usize = 12;

pub(super) fn chapter(found: &Reconciliation<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Perlu diperhatikan", "What deserves a look"));
    chapter.list(found.remarks.iter().map(|remark| sentence(remark, found, lang)).collect());
    chapter
}

fn sentence(remark: &StageRemark<'_>, found: &Reconciliation<'_>, lang: Lang) -> String {
    let name = |place: usize| found.stages.get(place).map_or("", |one| short(one.stage, lang));
    let at = remark.stage().map_or_else(String::new, |place| format!("{}: ", name(place)));
    let nodes = nodes(remark.nodes(), found, lang);
    let count = wording::whole(lang, remark.nodes().len() as i128);
    let said = match (remark, lang) {
        (StageRemark::Skipped { stages }, _) => {
            let names: Vec<&str> = stages.iter().map(|stage| stage.name.get(lang)).collect();
            let names = wording::list(lang, &names);
            match lang {
                Lang::Id => format!("Tidak ada berkas tahap {names}; selisihnya termasuk dalam langkah yang melewatinya."),
                Lang::En => format!("There is no file of the stage {names}; its part is in the step that passes over it."),
            }
        }
        (StageRemark::Silent { .. }, Lang::Id) => {
            "berkas ini tidak menilai apa pun, jadi angka tahap sebelumnya yang berlaku.".to_owned()
        }
        (StageRemark::Silent { .. }, Lang::En) => {
            "this file says nothing, so the figure of the stage before stands.".to_owned()
        }
        (StageRemark::NothingClaimed { .. }, Lang::Id) => {
            "berkas ini tidak memuat jawaban maupun total tercantum; nilainya tidak diketahui, bukan nol.".to_owned()
        }
        (StageRemark::NothingClaimed { .. }, Lang::En) => {
            "this file holds neither answers nor a declared total; its score is not known, which is not zero.".to_owned()
        }
        (StageRemark::DeclaredOnly { .. }, Lang::Id) => {
            "hanya total tercantum yang diketahui; angkanya tidak dihitung dan tidak terbagi per butir.".to_owned()
        }
        (StageRemark::DeclaredOnly { .. }, Lang::En) => {
            "only the declared total is known; it is not computed and not divided by question.".to_owned()
        }
        (StageRemark::NotComputable { since, printed, .. }, _) => {
            not_computable(name(*since), *printed, lang)
        }
        (StageRemark::DeclaredDiffers { node, declared, computed, .. }, _) => {
            let node = node_name(node, found, lang);
            let (printed, sum) = (points(lang, *declared), points(lang, *computed));
            let difference = signed_points(lang, *declared - *computed);
            match lang {
                Lang::Id => format!("{node} tercantum {printed}, hasil hitungnya {sum} (selisih {difference}); yang dipakai hasil hitung."),
                Lang::En => format!("{node} is declared as {printed} and computed as {sum} (difference {difference}); the computed one is used."),
            }
        }
        (StageRemark::DeclaredCategoryDiffers { declared, reached, .. }, _) => {
            let below = found.stages.first().map_or("", |stage| {
                stage.own.edition().bands().below.get(lang)
            });
            let name = |category: &Option<&Category>| {
                category.map_or(below, |one| one.name.as_str()).to_owned()
            };
            let (declared, reached) = (name(declared), name(reached));
            match lang {
                Lang::Id => format!("kategori tercantum {declared}, menurut nilainya {reached}."),
                Lang::En => format!("the declared category is {declared}, by its score it is {reached}."),
            }
        }
        (StageRemark::Rose { points, .. }, Lang::Id) => format!(
            "nilai total naik {} terhadap tahap sebelumnya; verifikasi biasanya menurunkan nilai, jadi pastikan kenaikan ini beralasan.",
            wording::points(lang, *points)
        ),
        (StageRemark::Rose { points, .. }, Lang::En) => format!(
            "the total rises by {} against the stage before; verification usually lowers it, so make sure that the rise has its reasons.",
            wording::points(lang, *points)
        ),
        (StageRemark::Raised { points, .. }, Lang::Id) => format!(
            "{count} jawaban dinaikkan verifikator ({}): {nodes}.",
            signed_points(lang, *points)
        ),
        (StageRemark::Raised { points, .. }, Lang::En) => format!(
            "answers that the verifier raised: {count} ({}): {nodes}.",
            signed_points(lang, *points)
        ),
        (StageRemark::RejectedWithoutValue { points, .. }, Lang::Id) => format!(
            "{count} jawaban ditolak tanpa nilai baru, jadi dihitung nol ({}): {nodes}.",
            signed_points(lang, *points)
        ),
        (StageRemark::RejectedWithoutValue { points, .. }, Lang::En) => format!(
            "answers rejected without a new value, so counted as zero: {count} ({}): {nodes}.",
            signed_points(lang, *points)
        ),
        (StageRemark::FilledIn { points, .. }, Lang::Id) => format!(
            "{count} butir yang dikosongkan daerah diisi pada tahap ini ({}): {nodes}.",
            signed_points(lang, *points)
        ),
        (StageRemark::FilledIn { points, .. }, Lang::En) => format!(
            "questions that the region left empty and this stage answered: {count} ({}): {nodes}.",
            signed_points(lang, *points)
        ),
        (StageRemark::Disputed { .. }, Lang::Id) => format!(
            "{count} jawaban bertentangan antarberkas dan perlu konsensus; sampai diputuskan, angka tahap sebelumnya yang berlaku: {nodes}."
        ),
        (StageRemark::Disputed { .. }, Lang::En) => format!(
            "answers on which files disagree and that need consensus: {count}; until then the figure of the stage before stands: {nodes}."
        ),
        (StageRemark::WholeChanged { .. }, Lang::Id) => format!(
            "nilai keseluruhan berubah tanpa rincian butir, alasan, dan catatan; mintalah rinciannya: {nodes}."
        ),
        (StageRemark::WholeChanged { .. }, Lang::En) => format!(
            "wholes changed without questions, reasons and notes; ask for them: {nodes}."
        ),
        (StageRemark::WithoutReason { .. }, Lang::Id) => {
            format!("{count} jawaban diubah tanpa kode alasan: {nodes}.")
        }
        (StageRemark::WithoutReason { .. }, Lang::En) => {
            format!("answers changed without a reason code: {count}: {nodes}.")
        }
        (StageRemark::WithoutNote { .. }, Lang::Id) => {
            format!("{count} jawaban diubah tanpa catatan, padahal catatan wajib bila jawaban diubah: {nodes}.")
        }
        (StageRemark::WithoutNote { .. }, Lang::En) => {
            format!("answers changed without a note, which is mandatory then: {count}: {nodes}.")
        }
        (other, _) => other.code().to_owned(),
    };
    format!("{at}{said}")
}

fn not_computable(since: &str, printed: bool, lang: Lang) -> String {
    match (printed, lang) {
        (true, Lang::Id) => format!(
            "menilai sebagian butir, sedangkan dari {since} hanya totalnya yang diketahui; nilai totalnya tidak dapat dihitung, jadi total tercantum yang dipakai."
        ),
        (true, Lang::En) => format!(
            "judges some of the questions, while of {since} only the total is known; its total cannot be computed, so the declared one is used."
        ),
        (false, Lang::Id) => format!(
            "menilai sebagian butir, sedangkan dari {since} hanya totalnya yang diketahui; nilai totalnya tidak dapat dihitung. Lengkapi rincian {since}, atau tulis total tercantum di [declared]."
        ),
        (false, Lang::En) => format!(
            "judges some of the questions, while of {since} only the total is known; its total cannot be computed. Add the details of {since}, or write the printed total under [declared]."
        ),
    }
}

/// Nodes by their names, the first of many.
fn nodes(nodes: &[Address], found: &Reconciliation<'_>, lang: Lang) -> String {
    let shown = nodes.iter().take(MOST).map(|node| node_name(node, found, lang));
    let mut names: Vec<String> = shown.collect();
    if let Some(more) = nodes.len().checked_sub(MOST).filter(|more| *more > 0) {
        names.push(match lang {
            Lang::Id => format!("{more} lainnya"),
            Lang::En => format!("{more} more"),
        });
    }
    wording::list(lang, &names)
}
