//! The sensitivity of a score to its weights as a paper.

use kla::wording::{decimal, list, points, short_points, signed_points, whole};
use kla::{Address, Edition, Exactness, Fraction, Lang, Points, Scorecard};
use kla_plan::{Part, Parts, Reach, Sensitivity, Shift, Standing, WholeReason};

use crate::paper::{Chapter, Paper};
use crate::remarks::remarks;
use crate::table::{Align, RowKind, Table};
use crate::view::{one_line, percent, place};
use crate::words::word;

/// What other weights would make of a score, with what was varied and what was not; marked as analysis.
///
/// ```
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let answers = edition.read_answers("a.toml", r#"
///     format = 1
///     edition = "2023"
///     region = "32.73"
///     year = 2024
///     stage = "mandiri"
///     [blocks]
///     kelembagaan = "145,24"
/// "#).unwrap();
/// let card = kla::score(&answers);
/// let noise = kla_plan::Noise::new(100, 10, 1).unwrap();
/// let found = kla_plan::Sensitivity::of(&card, kla_plan::By::Block, noise).unwrap();
/// let paper = kla_report::sensitivity_paper(&card, &found, kla::Lang::Id);
/// let text = paper.render(&kla_report::Templates::bundled(), kla_report::Format::Text).unwrap();
/// assert!(text.contains("*** ANALISIS, BUKAN NILAI RESMI"));
/// ```
#[must_use]
pub fn sensitivity_paper(card: &Scorecard<'_>, found: &Sensitivity<'_>, lang: Lang) -> Paper {
    let subject = word(lang, "kepekaan terhadap bobot", "sensitivity to the weights");
    let mut paper = Paper::about(card, subject, lang);
    paper.warn(word(
        lang,
        "ANALISIS, BUKAN NILAI RESMI. Bobot ditetapkan aturan; di sini hanya diandaikan lain.",
        "ANALYSIS, NOT AN OFFICIAL SCORE. Weights are set by the rules; here they are only supposed to be others.",
    ));
    paper.chapter(present(card, found, lang));
    paper.chapter(left_out(card, found, lang));
    paper.chapter(moved(card, found, lang));
    paper.chapter(noise(found, lang));
    paper.chapter(equal(found, lang));
    paper.chapter(remarks(card, lang));
    paper
}

fn present(card: &Scorecard<'_>, found: &Sensitivity<'_>, lang: Lang) -> Chapter {
    let parts = &found.parts;
    let mut chapter = Chapter::new(word(lang, "Yang diuji", "What is tested"));
    let category = standing(&found.standing, parts.edition, lang);
    chapter.pair(
        word(lang, "Bobot sekarang", "Present weights"),
        format!("{} → {category}", cut(found.total, lang)),
    );
    chapter.pair(word(lang, "Diubah", "Varied"), varied(parts, lang));
    for (reason, nodes) in wholes(card, parts, lang) {
        chapter
            .pair(word(lang, "Sebagai satu kesatuan", "As wholes"), format!("{nodes}: {reason}"));
    }
    chapter.pair(
        word(lang, "Tidak diubah", "Not varied"),
        word(
            lang,
            "capaian tiap bagian (nilai dibagi bobotnya), rentang kategori, dan nilai total edisi",
            "the achievement of each part (points by weight), the bands, and the edition's total",
        ),
    );
    if !parts.unvaried.is_empty() {
        let names: Vec<String> =
            parts.unvaried.iter().map(|block| place(&block.node, card, lang)).collect();
        let names = list(lang, &names);
        let why = word(
            lang,
            "seluruhnya tidak berlaku; bobotnya sudah keluar dari total",
            "nothing of it applies; its weight has left the total",
        );
        chapter.pair(word(lang, "Tidak diubah", "Not varied"), format!("{names}: {why}"));
    }
    chapter.pair(
        word(lang, "Dikesampingkan", "Left aside"),
        word(
            lang,
            "syarat di luar nilai; kategori di sini menurut nilai saja",
            "conditions beside the points; categories here are by the points alone",
        ),
    );
    if found.total.against(card.total()).is_ne() {
        chapter.paragraph(match lang {
            Lang::Id => format!(
                "Nilai menurut aturan {} dibulatkan setelah sebagian bobot keluar; di sini dipakai angka yang belum dibulatkan.",
                points(lang, card.total())
            ),
            Lang::En => format!(
                "The score by the rules, {}, is rounded after some weights left; here the figure before rounding is used.",
                points(lang, card.total())
            ),
        });
    }
    chapter
}

fn varied(parts: &Parts<'_>, lang: Lang) -> String {
    let is_block = |part: &&Part<'_>| matches!(part.node, Address::Block(_));
    let blocks = parts.parts.iter().filter(is_block).count();
    let rows = parts.parts.len() - blocks;
    let told =
        [(rows, word(lang, "indikator", "indicators")), (blocks, word(lang, "blok", "blocks"))];
    let told: Vec<String> = told
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", whole(lang, *count as i128)))
        .collect();
    let told = list(lang, &told);
    match lang {
        Lang::Id => format!("bobot {told}"),
        Lang::En => format!("the weights of {told}"),
    }
}

/// Blocks that stand for their rows, by reason.
fn wholes(card: &Scorecard<'_>, parts: &Parts<'_>, lang: Lang) -> Vec<(&'static str, String)> {
    let reasons = [
        (
            WholeReason::Stated,
            word(
                lang,
                "hanya jumlah bloknya yang diketahui, indikatornya tidak dapat diubah sendiri-sendiri",
                "only the sum of the block is known, its indicators cannot be varied one by one",
            ),
        ),
        (
            WholeReason::NoRows,
            word(
                lang,
                "edisi ini tidak memuat indikatornya",
                "the edition has no indicators for it",
            ),
        ),
        (
            WholeReason::Scaled,
            word(
                lang,
                "sebagian indikatornya tidak berlaku dan sisanya diskalakan",
                "some of its indicators do not apply and the others are scaled",
            ),
        ),
    ];
    let mut told = Vec::new();
    for (reason, text) in reasons {
        let of_it = parts.wholes.iter().filter(|whole| whole.reason == reason);
        let names: Vec<String> = of_it.map(|whole| place(&whole.node, card, lang)).collect();
        if !names.is_empty() {
            told.push((text, list(lang, &names)));
        }
    }
    told
}

fn left_out(card: &Scorecard<'_>, found: &Sensitivity<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Tanpa satu bagian", "Without one part"));
    let mut table = Table::new(&[
        (word(lang, "Tanpa", "Without"), Align::Left),
        (word(lang, "Bobot", "Weight"), Align::Right),
        (word(lang, "Nilainya", "Its points"), Align::Right),
        (word(lang, "Total", "Total"), Align::Right),
        (word(lang, "Selisih", "Effect"), Align::Right),
        (word(lang, "Kategori", "Category"), Align::Left),
    ]);
    for out in &found.left_out {
        table.push(
            RowKind::Plain,
            vec![
                label(&out.node, out.name, card, lang),
                short_points(lang, out.weight),
                points(lang, out.points),
                cut(out.total, lang),
                signed_points(lang, two_decimals(out.effect)),
                standing(&out.standing, found.parts.edition, lang),
            ],
        );
    }
    chapter.table(word(lang, "Total tanpa satu bagian", "The total without one part"), table);
    chapter.paragraph(word(
        lang,
        "Total = (nilai semua − nilainya) × total edisi ÷ (bobot semua − bobotnya), pengaruh terbesar di atas; … berarti masih ada desimal. Diubah: satu bagian dihapus, lalu sisanya diskalakan bersama. Tidak diubah: capaian bagian-bagian lain.",
        "Total = (all points − its points) × the edition's total ÷ (all weights − its weight), the largest effect first; … means that more decimals follow. Varied: one part is taken out and the others are scaled together. Not varied: the achievement of the other parts.",
    ));
    chapter
}

fn moved(card: &Scorecard<'_>, found: &Sensitivity<'_>, lang: Lang) -> Chapter {
    let edition = found.parts.edition;
    let mut chapter = Chapter::new(word(
        lang,
        "Perubahan bobot terkecil yang menggeser kategori",
        "The smallest change of weights that moves the category",
    ));
    let up = word(lang, "Naik", "Up");
    let down = word(lang, "Turun", "Down");
    chapter.pair(up, reach(&found.up, edition, lang, Way::Up));
    chapter.pair(down, reach(&found.down, edition, lang, Way::Down));
    let changes = [(up, &found.up), (down, &found.down)];
    let shifts: Vec<(&str, &Shift<'_>)> = changes
        .into_iter()
        .filter_map(|(name, reach)| match reach {
            Reach::By(shift) => Some((name, shift)),
            _ => None,
        })
        .collect();
    if !shifts.is_empty() {
        let mut columns = vec![
            (word(lang, "Bagian", "Part"), Align::Left),
            (word(lang, "Capaian %", "Achieved %"), Align::Right),
            (word(lang, "Bobot", "Weight"), Align::Right),
        ];
        columns.extend(shifts.iter().map(|(name, _)| (*name, Align::Right)));
        let mut table = Table::new(&columns);
        for (place, part) in found.parts.parts.iter().enumerate() {
            let mut cells = vec![
                label(&part.node, part.name, card, lang),
                percent(lang, part.points, part.weight),
                short_points(lang, part.weight),
            ];
            let after = shifts.iter().filter_map(|(_, shift)| shift.weights.get(place));
            cells.extend(after.map(|weight| cut_to(*weight, 4, lang)));
            table.push(RowKind::Plain, cells);
        }
        let caption = word(lang, "Bobot yang menggeser kategori", "Weights that move the category");
        chapter.table(caption, table);
    }
    chapter.paragraph(word(
        lang,
        "Diubah: setiap bobot paling banyak sebesar itu, naik atau turun, dengan jumlah yang tetap; untuk naik bobot pindah dari bagian bercapaian rendah ke yang tinggi, untuk turun sebaliknya. Tidak diubah: capaian.",
        "Varied: each weight by at most that much, up or down, with the same sum; to rise, weight moves from parts of low achievement to those of high achievement, to fall the other way. Not varied: the achievements.",
    ));
    chapter
}

#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
}

fn reach(reach: &Reach<'_>, edition: &Edition, lang: Lang, way: Way) -> String {
    match (reach, way) {
        (Reach::NoFurther, Way::Up) => {
            word(lang, "sudah kategori teratas", "it is the top category already").to_owned()
        }
        (Reach::NoFurther, Way::Down) => {
            word(lang, "tidak ada kategori yang lebih rendah", "there is no lower category")
                .to_owned()
        }
        (Reach::Impossible, _) => word(
            lang,
            "tidak mungkin, dengan bobot yang diubah 100% sekalipun",
            "impossible, even with weights changed by 100%",
        )
        .to_owned(),
        (Reach::TooLong, _) => word(
            lang,
            "angka edisi ini terlalu panjang untuk dihitung persis",
            "the numbers of this edition are too long to compute it exactly",
        )
        .to_owned(),
        (Reach::By(shift), _) => {
            let size = decimal(lang, shift.percent.to_decimal(), 2);
            let fraction = format!("{}/{}", shift.exact.numerator(), shift.exact.denominator());
            let category = standing(&shift.standing, edition, lang);
            let total = cut(shift.total, lang);
            match (lang, shift.suffices) {
                (Lang::Id, true) => format!(
                    "{category} dengan mengubah bobot ±{size}% (persisnya {fraction}, dibulatkan ke atas); totalnya menjadi {total}"
                ),
                (Lang::Id, false) => format!(
                    "{category} dengan mengubah bobot ±{size}% (harus lebih dari {fraction}); totalnya menjadi {total}"
                ),
                (Lang::En, true) => format!(
                    "{category} with weights changed by ±{size}% (exactly {fraction}, rounded up); the total becomes {total}"
                ),
                (Lang::En, false) => format!(
                    "{category} with weights changed by ±{size}% (it takes more than {fraction}); the total becomes {total}"
                ),
            }
        }
    }
}

fn noise(found: &Sensitivity<'_>, lang: Lang) -> Chapter {
    let shares = &found.noise;
    let noise = shares.noise;
    let mut chapter = Chapter::new(word(lang, "Bobot acak", "Random weights"));
    let mut table = Table::new(&[
        (word(lang, "Kategori", "Category"), Align::Left),
        (word(lang, "Percobaan", "Runs"), Align::Right),
        (word(lang, "%", "%"), Align::Right),
    ]);
    for share in shares.shares.iter().filter(|share| share.runs > 0) {
        let below = found.parts.edition.bands().below.get(lang);
        let name = share.category.map_or(below, |category| &category.name);
        table.push(
            RowKind::Plain,
            vec![
                name.to_owned(),
                whole(lang, share.runs),
                percent(lang, Points::from(share.runs), Points::from(noise.runs)),
            ],
        );
    }
    chapter
        .table(word(lang, "Kategori dengan bobot acak", "Categories with random weights"), table);
    let (lowest, highest) =
        (points(lang, two_decimals(shares.lowest)), points(lang, two_decimals(shares.highest)));
    let (runs, spread, seed) = (whole(lang, noise.runs), noise.spread, noise.seed);
    let varied = varied(&found.parts, lang);
    chapter.paragraph(match lang {
        Lang::Id => format!(
            "{runs} percobaan dari benih {seed}; total antara {lowest} dan {highest} (dipotong pada dua desimal). Diubah: {varied}, masing-masing acak dalam ±{spread}% lalu diskalakan bersama. Tidak diubah: capaian. Benih yang sama selalu memberi hasil yang sama (splitmix64)."
        ),
        Lang::En => format!(
            "{runs} runs from the seed {seed}; totals between {lowest} and {highest} (cut after two decimals). Varied: {varied}, each at random within ±{spread}% and then scaled together. Not varied: the achievements. The same seed always gives the same result (splitmix64)."
        ),
    });
    chapter
}

fn equal(found: &Sensitivity<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Bila semua blok sama bobotnya", "If every block had the same weight");
    let mut chapter = Chapter::new(title);
    let Some(equal) = &found.equal else {
        chapter.paragraph(word(
            lang,
            "Tidak dihitung: pecahannya terlalu panjang untuk dihitung persis.",
            "Not computed: the fraction is too long to be exact.",
        ));
        return chapter;
    };
    let category = standing(&equal.standing, found.parts.edition, lang);
    let (total, blocks) = (cut(equal.total, lang), equal.blocks);
    chapter.pair(word(lang, "Total", "Total"), format!("{total} → {category}"));
    chapter.paragraph(match lang {
        Lang::Id => format!(
            "Rata-rata capaian {blocks} blok dikali total edisi. Diubah: bobot blok, semuanya disamakan. Tidak diubah: capaian tiap blok dan pembagian bobot di dalamnya."
        ),
        Lang::En => format!(
            "The mean achievement of {blocks} blocks times the edition's total. Varied: the weights of the blocks, made equal. Not varied: the achievement of each block and the weights inside it."
        ),
    });
    chapter
}

fn standing(standing: &Standing<'_>, edition: &Edition, lang: Lang) -> String {
    let below = edition.bands().below.get(lang);
    let name = standing.category.map_or(below, |category| &category.name);
    match standing.between {
        Some(_) => {
            format!("{name} {}", word(lang, "(di antara dua rentang)", "(between two bands)"))
        }
        None => name.to_owned(),
    }
}

fn label(node: &Address, name: &str, card: &Scorecard<'_>, lang: Lang) -> String {
    match node {
        Address::Block(_) | Address::Total => place(node, card, lang),
        _ => format!("{node} {}", one_line(name)),
    }
}

/// A fraction with two decimals and dots where more follow.
fn cut(value: Fraction, lang: Lang) -> String {
    cut_to(value, 2, lang)
}

fn cut_to(value: Fraction, digits: u32, lang: Lang) -> String {
    let (cut, exactness) = value.cut(digits);
    let dots = match exactness {
        Exactness::Exact => "",
        Exactness::Cut => "…",
    };
    format!("{}{dots}", decimal(lang, cut, 2))
}

/// Cut after two decimals, towards zero.
fn two_decimals(value: Points) -> Points {
    value.part_of(Points::from(1), Points::from(1), 2).unwrap_or(value)
}
