//! What a fall of the part that nobody has verified would leave.

use kla::Lang;
use kla::wording::{decimal, points, short_points};
use kla_plan::{Fall, Kept, KeptOf, LastCycle, Mark, MarkedCards, Scenario};

use super::name;
use crate::paper::Chapter;
use crate::table::{Align, RowKind, Table};
use crate::view::{one_line, percent};
use crate::words::word;

pub(super) fn scenarios(cards: &MarkedCards<'_>, last: Option<&LastCycle>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(
        lang,
        "Bila bagian yang belum diverifikasi menyusut",
        "If the part that nobody has verified shrinks",
    ));
    let edition = cards.claimed.edition();
    let scenarios = cards.scenarios(last);
    if cards.claimed.total().is_zero() {
        chapter.paragraph(word(lang, "Belum ada nilai yang diklaim.", "Nothing is claimed yet."));
        return chapter;
    }
    if cards.claimed.total() == cards.verified.total() {
        chapter.paragraph(word(
            lang,
            "Tidak ada nilai yang belum diverifikasi, jadi tidak ada yang dapat menyusut.",
            "Everything that is claimed has been verified, so nothing can shrink.",
        ));
        return chapter;
    }
    if edition.shrink().is_none() {
        let id = edition.id();
        chapter.paragraph(match lang {
            Lang::Id => format!(
                "Aturan edisi {id} tidak memuat besar penyusutan ([shrink]), jadi tidak ada skenario persen yang dihitung."
            ),
            Lang::En => format!(
                "The rules of edition {id} name no falls ([shrink]), so there are no scenarios in percent."
            ),
        });
    }
    if scenarios.len() > 1 {
        let caption = word(lang, "Nilai setelah penyusutan", "The score after a fall");
        chapter.table(caption, totals(cards, &scenarios, last, lang));
        let caption = word(lang, "Blok setelah penyusutan", "The blocks after a fall");
        chapter.table(caption, blocks(cards, &scenarios, lang));
        chapter.paragraph(word(
            lang,
            "Tiap blok = terverifikasi + (diklaim − terverifikasi) × bagian yang bertahan, bagian itu dipotong (tidak dibulatkan) pada dua desimal; paling banyak yang masih dapat diraih.",
            "Each block = verified + (claimed − verified) × the part that survives, cut (not rounded) after two decimals; at most what can still be earned.",
        ));
        chapter.paragraph(word(
            lang,
            "Satu verifikator memeriksa semua isian, jadi penyusutan biasanya terjadi di semua blok sekaligus; jangan menganggap yang satu akan menutup yang lain.",
            "The same verifier looks at all answers, so falls come together in all blocks; do not expect one to make up for another.",
        ));
    }
    reference(cards, lang, &mut chapter);
    last_cycle(cards, last, lang, &mut chapter);
    chapter
}

/// The total and its category after each fall.
fn totals(
    cards: &MarkedCards<'_>,
    scenarios: &[Scenario<'_>],
    last: Option<&LastCycle>,
    lang: Lang,
) -> Table {
    let mut table = Table::new(&[
        (word(lang, "Penyusutan", "Fall"), Align::Left),
        (word(lang, "Nilai", "Points"), Align::Right),
        (word(lang, "Kategori menurut nilai", "Category by the points"), Align::Left),
    ]);
    let below = cards.claimed.edition().bands().below.get(lang);
    for scenario in scenarios {
        let reached = scenario.placement.category.map_or(below, |category| &category.name);
        let between = match scenario.placement.between {
            Some(_) => word(lang, " (di antara dua rentang)", " (between two bands)"),
            None => "",
        };
        table.push(
            RowKind::Plain,
            vec![
                fall_words(scenario.fall, last, lang),
                points(lang, scenario.total),
                format!("{reached}{between}"),
            ],
        );
    }
    table
}

/// The blocks after each fall, one column for each.
fn blocks(cards: &MarkedCards<'_>, scenarios: &[Scenario<'_>], lang: Lang) -> Table {
    let heads: Vec<String> =
        scenarios.iter().map(|scenario| short_fall(scenario.fall, lang)).collect();
    let mut columns = vec![
        (word(lang, "Blok", "Block"), Align::Left),
        (name(Mark::Verified, lang).1, Align::Right),
    ];
    columns.extend(heads.iter().map(|head| (head.as_str(), Align::Right)));
    let mut table = Table::new(&columns);
    for (place, verified) in cards.verified.blocks().iter().enumerate() {
        let mut cells = vec![verified.block.short.clone(), points(lang, verified.points)];
        let after = scenarios.iter().filter_map(|scenario| scenario.blocks.get(place));
        cells.extend(after.map(|after| points(lang, after.points)));
        table.push(RowKind::Plain, cells);
    }
    let verified = points(lang, cards.verified.total());
    let mut cells = vec![word(lang, "Nilai", "Score").to_owned(), verified];
    cells.extend(scenarios.iter().map(|scenario| points(lang, scenario.total)));
    table.push(RowKind::Total, cells);
    table
}

/// What the reference is and how sure it is.
fn reference(cards: &MarkedCards<'_>, lang: Lang, chapter: &mut Chapter) {
    let edition = cards.claimed.edition();
    let Some(shrink) = edition.shrink() else { return };
    let source = edition.source(&shrink.citation.source);
    let title = source.map_or(shrink.citation.source.as_str(), |source| &source.title);
    let sure = shrink.citation.confidence.meaning();
    let fall = short_points(lang, shrink.reference);
    chapter.paragraph(match lang {
        Lang::Id => {
            format!("Acuan {fall}%: {} (kepastian: {}).", one_line(title), sure.get(lang))
        }
        Lang::En => format!("Reference {fall}%: {} (basis: {}).", one_line(title), sure.get(lang)),
    });
}

/// By which ratios the region's own last cycle shrinks the blocks.
fn last_cycle(
    cards: &MarkedCards<'_>,
    last: Option<&LastCycle>,
    lang: Lang,
    chapter: &mut Chapter,
) {
    let Some(last) = last else { return };
    let year = last.year();
    let Some(total) = last.total() else {
        chapter.paragraph(match lang {
            Lang::Id => format!(
                "Siklus {year} tidak dipakai: isian mandirinya tidak memuat nilai yang dapat dibandingkan."
            ),
            Lang::En => format!(
                "The cycle of {year} is not used: its self-assessment holds no points to compare."
            ),
        });
        return;
    };
    let ratio = |kept: Kept| {
        format!(
            "{} ÷ {} = {}%",
            points(lang, kept.verified),
            points(lang, kept.own),
            percent(lang, kept.verified, kept.own)
        )
    };
    chapter.paragraph(match lang {
        Lang::Id => format!(
            "Siklus {year} daerah ini sendiri, yang tersisa setelah verifikasi: seluruhnya {}.",
            ratio(total)
        ),
        Lang::En => format!(
            "This region's own cycle of {year}, what was left after verification: in all {}.",
            ratio(total)
        ),
    });
    let line = |block: &kla::Block| {
        let kept = last.kept(block)?;
        let why = match kept.of {
            KeptOf::Block => "",
            KeptOf::Total => word(
                lang,
                " (tidak ada pada siklus itu atau nol; dipakai perbandingan seluruhnya)",
                " (not in that cycle, or zero; the ratio of the total is used)",
            ),
        };
        Some(format!("{}: {}{why}", block.short, ratio(kept)))
    };
    chapter.list(cards.claimed.edition().blocks().iter().filter_map(line).collect());
}

fn fall_words(fall: Fall, last: Option<&LastCycle>, lang: Lang) -> String {
    match fall {
        Fall::Nothing => word(lang, "tidak ada", "none").to_owned(),
        Fall::Percent(_) => short_fall(fall, lang),
        Fall::Reference(_) => {
            format!("{} ({})", short_fall(fall, lang), word(lang, "acuan", "reference"))
        }
        Fall::LastCycle => {
            let year = last.map_or(0, LastCycle::year);
            match lang {
                Lang::Id => format!("seperti siklus {year}"),
                Lang::En => format!("as in the cycle of {year}"),
            }
        }
    }
}

fn short_fall(fall: Fall, lang: Lang) -> String {
    match fall {
        Fall::Nothing => name(Mark::Claimed, lang).1.to_owned(),
        Fall::Percent(percent) | Fall::Reference(percent) => {
            format!("−{}%", decimal(lang, percent.to_decimal(), 0))
        }
        Fall::LastCycle => word(lang, "siklus lalu", "last cycle").to_owned(),
    }
}
