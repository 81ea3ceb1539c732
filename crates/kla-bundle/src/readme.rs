//! The text that a person reads first, in both languages.

use kla::{BlockScore, Lang, Scorecard, wording};

use crate::container::plain;
use crate::file::{ANSWERS_JSON, ANSWERS_TOML, OVERLAY, README, RECEIPT, RESULT, RULES};
use crate::receipt::Receipt;

/// The guide of a bundle.
pub(crate) fn write(card: &Scorecard<'_>, receipt: &Receipt) -> String {
    format!("{}\n\n{}", guide(card, receipt, Lang::Id), guide(card, receipt, Lang::En))
}

fn guide(card: &Scorecard<'_>, receipt: &Receipt, lang: Lang) -> String {
    let place = card.answers().place();
    let region = match &place.province {
        Some(province) => format!("{} ({}), {province}", plain(place.label()), place.code),
        None => format!("{} ({})", plain(place.label()), place.code),
    };
    let edition = card.edition();
    let total = wording::points(lang, card.total());
    let maximum = wording::short_points(lang, edition.total());
    let category = card.placement().category.map_or_else(
        || edition.bands().below.get(lang).to_owned(),
        |category| plain(&category.name),
    );
    let stage = card.answers().stage().name.get(lang);
    let year = card.answers().year();
    let revision = edition.revision();
    let (id, name, engine) = (edition.id(), plain(edition.name()), plain(&receipt.engine));
    let answers = answers(receipt);
    let rules = rules(receipt, lang);
    let blocks = blocks(card.blocks(), lang);
    let sum = sum(card, lang);
    match lang {
        Lang::Id => format!(
            "BUNDEL PENILAIAN KABUPATEN/KOTA LAYAK ANAK (KLA)
(English below)

Wilayah:   {region}
Tahun:     {year}
Tahap:     {stage}
Nilai:     {total} dari {maximum}
Kategori:  {category}
Edisi:     {id} — {name} (revisi {revision})
Aturan:    {rules}
Mesin:     kla {engine}

Ini hitungan mandiri, bukan penetapan Kementerian PPPA. Bundel hanya memuat angka agregat.

ISI

  {README:<20}  keterangan ini
  {answers:<20}  isian, persis seperti diterima
  {RULES:<20}  naskah lengkap aturan yang dipakai
{extra}  {RESULT:<20}  hasil: setiap butir, indikator, blok, dan nilai total
  {RECEIPT:<20}  tanda terima: versi, sidik SHA-256 setiap berkas, dan setiap angka yang
                        bertumpu pada aturan tambahan, aturan pengganti, atau nilai yang
                        dinyatakan begitu saja

MEMERIKSA DENGAN PROGRAM

  kla verify NAMA-BERKAS.zip

menghitung ulang semuanya dari isian dan aturan di dalam bundel ini, lalu berkata \"sama\" atau
menyebut setiap perbedaan. Perintah itu juga mencetak sidik berkas. Cocokkan dengan sidik yang dicatat
ketika bundel diserahkan, misalnya dalam berita acara: hanya itu yang menunjukkan bahwa bundel ini
bundel yang sama. Siapa pun dapat membuat bundel baru yang benar hitungannya dari isian lain.

MEMERIKSA DENGAN TANGAN

1. Jumlahkan nilai blok di bawah ini{sum}.
2. Untuk satu blok, jumlahkan nilai indikatornya dalam {RESULT}; untuk satu indikator, butirnya.
   Yang dasarnya `stated` dinyatakan begitu saja dalam isian, jadi tidak ada rinciannya.
3. Untuk satu butir, cari jawabannya dalam {answers} dan aturannya dalam folder {RULES}
4. Sidik sebuah berkas: `sha256sum BERKAS`, atau di Windows `certutil -hashfile BERKAS SHA256`.
   Bandingkan dengan {RECEIPT}.

{blocks}",
            extra = extra(receipt, "aturan tambahan yang memperinci edisi"),
        ),
        Lang::En => format!(
            "SCORING BUNDLE OF KABUPATEN/KOTA LAYAK ANAK (KLA), CHILD-FRIENDLY DISTRICTS

Region:    {region}
Year:      {year}
Stage:     {stage}
Points:    {total} of {maximum}
Category:  {category}
Edition:   {id} — {name} (revision {revision})
Rules:     {rules}
Engine:    kla {engine}

A computation of our own, not a decision of the ministry. The bundle holds aggregates only.

CONTENTS

  {README:<20}  this text
  {answers:<20}  the answers, exactly as received
  {RULES:<20}  the full text of the rules that were used
{extra}  {RESULT:<20}  the result: every question, indicator, block and the total
  {RECEIPT:<20}  the receipt: versions, the SHA-256 of every file, and every figure that
                        rests on an overlay, on a replaced rule or on points merely stated

CHECKING BY PROGRAM

  kla verify FILE-NAME.zip --lang en

computes everything anew from the answers and rules in this bundle, and says \"same\" or names every
difference. It prints the file's digest as well. Hold that against the one noted when the bundle was
handed over, in the minutes for instance: nothing else shows that this is the same bundle. Anybody can
make a new, correctly computed bundle of other answers.

CHECKING BY HAND

1. Add up the points of the blocks below{sum}.
2. For a block, add up its indicators in {RESULT}; for an indicator, its questions.
   What has the basis `stated` was merely stated in the answers; it has no parts here.
3. For a question, find its answer in {answers} and its rule in the folder {RULES}
4. The digest of a file: `sha256sum FILE`, or on Windows `certutil -hashfile FILE SHA256`.
   Compare it with {RECEIPT}.

{blocks}",
            extra = extra(receipt, "the overlay that refines the edition"),
        ),
    }
}

/// The name of the answers inside.
fn answers(receipt: &Receipt) -> &'static str {
    match receipt.inputs.iter().any(|input| input.file == ANSWERS_JSON) {
        true => ANSWERS_JSON,
        false => ANSWERS_TOML,
    }
}

fn extra(receipt: &Receipt, about: &str) -> String {
    match receipt.overlay {
        Some(_) => format!("  {OVERLAY}\n                        {about}\n"),
        None => String::new(),
    }
}

/// Whether the rules are the shipped ones.
pub(crate) fn rules(receipt: &Receipt, lang: Lang) -> String {
    let base = match (receipt.edition.origin.as_str(), lang) {
        ("shipped", Lang::Id) => "bawaan program",
        ("shipped", Lang::En) => "as they ship with the program",
        ("replaced", Lang::Id) => "DIGANTI oleh pembuat bundel, bukan bawaan program",
        ("replaced", Lang::En) => "REPLACED by whoever made the bundle, not the shipped ones",
        (_, Lang::Id) => "edisi buatan sendiri, bukan bawaan program",
        (_, Lang::En) => "an edition of its own, not a shipped one",
    };
    match (&receipt.overlay, lang) {
        (None, _) => base.to_owned(),
        (Some(overlay), Lang::Id) => {
            format!("{base}, dengan ATURAN TAMBAHAN {} ({})", overlay.id, plain(&overlay.name))
        }
        (Some(overlay), Lang::En) => {
            format!("{base}, with the OVERLAY {} ({})", overlay.id, plain(&overlay.name))
        }
    }
}

/// What adding up the blocks gives.
fn sum(card: &Scorecard<'_>, lang: Lang) -> String {
    let total = wording::points(lang, card.total());
    match (card.rescale(), lang) {
        (None, Lang::Id) => format!("; jumlahnya {total}"),
        (None, Lang::En) => format!("; they come to {total}"),
        (Some(_), Lang::Id) => format!(
            "; karena ada blok yang tidak berlaku, jumlahnya diskalakan menjadi {total} (lihat `kla explain`)"
        ),
        (Some(_), Lang::En) => format!(
            "; as some block does not apply, they are scaled up to {total} (see `kla explain`)"
        ),
    }
}

/// The blocks, so that the total can be checked with a pocket calculator.
fn blocks(blocks: &[BlockScore<'_>], lang: Lang) -> String {
    let of = match lang {
        Lang::Id => "dari",
        Lang::En => "of",
    };
    blocks.iter().fold(String::new(), |text, score| {
        let points = wording::points(lang, score.points);
        let maximum = wording::short_points(lang, score.block.maximum);
        text + &format!("  {points:>10} {of} {maximum:<8} {}\n", plain(&score.block.name))
    })
}
