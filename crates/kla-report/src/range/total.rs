//! The marks of the total: on a bar, in a table, and what has to be said of them.

use kla::wording::{list, points, short_points, whole};
use kla::{Address, Between, GateState, Lang, Points};
use kla_plan::{Mark, MarkedCards, Repair};

use super::{category, name};
use crate::bar::Bar;
use crate::paper::Chapter;
use crate::table::{Align, RowKind, Table};
use crate::view::place;
use crate::words::word;

pub(crate) fn range(cards: &MarkedCards<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Rentang nilai", "Range of the score"));
    chapter.pair(word(lang, "Kategori", "Category"), categories(cards, lang));
    chapter.pair(word(lang, "Pemeriksaan", "Verification"), verdicts(cards, lang));
    chapter.pair(word(lang, "Perbaikan", "Repair"), repair(cards.repair, lang));
    let totals = cards.at(&Address::Total);
    let marks: Vec<(char, &str, Points)> = Mark::ALL
        .iter()
        .zip(totals)
        .map(|(mark, total)| {
            let (letter, name) = name(*mark, lang);
            (letter, name, total)
        })
        .collect();
    let title = word(lang, "Nilai pada empat tanda", "The score at four marks");
    chapter.bar(Bar::new(cards.claimed.edition(), title, &marks, lang));
    let mut table = Table::new(&[
        (word(lang, "Tanda", "Mark"), Align::Left),
        (word(lang, "Nilai", "Points"), Align::Right),
        (word(lang, "Kategori", "Category"), Align::Left),
        (word(lang, "Yang dihitung", "What counts"), Align::Left),
    ]);
    for mark in Mark::ALL {
        let (letter, name) = name(mark, lang);
        table.push(
            RowKind::Plain,
            vec![
                format!("{letter} {name}"),
                points(lang, cards.card(mark).total()),
                category_at(cards, mark, lang),
                meaning(mark, cards.repair, lang).to_owned(),
            ],
        );
    }
    chapter.table(title, table);
    if totals.iter().all(|total| *total == totals[0]) {
        chapter.paragraph(word(
            lang,
            "Keempat tanda sama: tidak ada lagi yang dapat berubah.",
            "The four marks are one: nothing can change any more.",
        ));
    }
    let mut notes: Vec<String> =
        Mark::ALL.into_iter().filter_map(|mark| hole(cards, mark, lang)).collect();
    notes.extend(Mark::ALL.into_iter().filter_map(|mark| kept(cards, mark, lang)));
    notes.extend(wholes(cards, lang));
    chapter.list(notes);
    chapter
}

/// What counts at a mark.
fn meaning(mark: Mark, repair: Repair, lang: Lang) -> &'static str {
    match (mark, repair) {
        (Mark::Verified, _) => word(lang, "buktinya diterima", "evidence accepted"),
        (Mark::Evidenced, _) => {
            word(lang, "berbukti dan tidak ditolak", "with evidence that nobody rejected")
        }
        (Mark::Claimed, Repair::Open) => word(lang, "semua isian", "all answers"),
        (Mark::Claimed, Repair::Over) => {
            word(lang, "semua isian yang tidak ditolak", "all answers that were not rejected")
        }
        (Mark::Potential, Repair::Open) => {
            word(lang, "semua yang masih dapat diraih", "all that can still be earned")
        }
        (Mark::Potential, Repair::Over) => {
            word(lang, "termasuk yang belum diperiksa", "with what nobody has looked at")
        }
    }
}

/// The categories from mark to mark as a sentence.
fn categories(cards: &MarkedCards<'_>, lang: Lang) -> String {
    let named = |mark| category(cards, mark, lang);
    let (verified, claimed, possible) =
        (named(Mark::Verified), named(Mark::Claimed), named(Mark::Potential));
    let highest = if possible == claimed {
        String::new()
    } else {
        let most = word(lang, "paling tinggi", "at most");
        format!("; {most} {possible}")
    };
    let is = match nothing_accepted(cards, lang) {
        Some(why) => format!("{why}; {} {claimed}", name(Mark::Claimed, lang).1),
        None if verified == claimed => match lang {
            Lang::Id => format!("{claimed}, yang terverifikasi maupun yang diklaim"),
            Lang::En => format!("{claimed}, verified and claimed alike"),
        },
        None => match lang {
            Lang::Id => format!("{verified} sampai {claimed} (terverifikasi sampai diklaim)"),
            Lang::En => format!("{verified} to {claimed} (verified to claimed)"),
        },
    };
    is + &highest
}

/// That no answer has been accepted, which is not the same as being without a category.
fn nothing_accepted(cards: &MarkedCards<'_>, lang: Lang) -> Option<String> {
    let verdicts = cards.verdicts();
    match (verdicts.accepted, verdicts.rejected) {
        (0, 0) => {
            let text = word(lang, "belum ada yang diverifikasi", "nothing has been verified yet");
            Some(text.to_owned())
        }
        (0, rejected) => {
            let number = whole(lang, rejected as i128);
            Some(match lang {
                Lang::Id => format!("belum ada yang diterima, {number} jawaban ditolak"),
                Lang::En => format!("nothing has been accepted yet, answers rejected: {number}"),
            })
        }
        _ => None,
    }
}

fn category_at(cards: &MarkedCards<'_>, mark: Mark, lang: Lang) -> String {
    match mark {
        Mark::Verified => {
            nothing_accepted(cards, lang).unwrap_or_else(|| category(cards, mark, lang))
        }
        _ => category(cards, mark, lang),
    }
}

fn verdicts(cards: &MarkedCards<'_>, lang: Lang) -> String {
    let verdicts = cards.verdicts();
    let counts = [
        (verdicts.accepted, word(lang, "diterima", "accepted")),
        (verdicts.rejected, word(lang, "ditolak", "rejected")),
        (verdicts.unchecked, word(lang, "belum diperiksa", "not looked at")),
        (verdicts.missing, word(lang, "tanpa bukti", "without evidence")),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", whole(lang, *count as i128)))
        .collect();
    if told.is_empty() {
        return word(lang, "tidak ada jawaban per butir", "no question has an answer").to_owned();
    }
    format!("{}: {}", word(lang, "banyak jawaban", "answers"), list(lang, &told))
}

fn repair(repair: Repair, lang: Lang) -> &'static str {
    match repair {
        Repair::Open => word(
            lang,
            "masih terbuka: yang ditolak dapat diperbaiki, yang diterima dapat dinaikkan",
            "still open: what was rejected can be mended, what was accepted can be raised",
        ),
        Repair::Over => word(
            lang,
            "sudah ditutup (--closed): yang diterima atau ditolak tetap seperti keputusan verifikator",
            "over (--closed): what was accepted or rejected stays as the verifier decided",
        ),
    }
}

/// That a mark lies between two printed bands.
fn hole(cards: &MarkedCards<'_>, mark: Mark, lang: Lang) -> Option<String> {
    let placement = cards.placement(mark);
    let above = placement.between?;
    let total = cards.card(mark).total();
    let bands = cards.claimed.edition().bands();
    let under = bands.categories.iter().rfind(|category| category.from <= total)?;
    let (name, value) = (name(mark, lang).1, points(lang, total));
    let (end, start) = (short_points(lang, under.to), short_points(lang, above.from));
    let gap = points(lang, above.from - total);
    let counted = match bands.between {
        Between::Lower => match lang {
            Lang::Id => format!("dihitung {}", under.name),
            Lang::En => format!("counted as {}", under.name),
        },
        _ => word(lang, "edisi ini tidak memberinya kategori", "this edition gives it no category")
            .to_owned(),
    };
    Some(match lang {
        Lang::Id => format!(
            "{name} {value}: di antara dua rentang, di atas {} yang berakhir di {end} dan kurang {gap} dari {} yang mulai di {start}; {counted}.",
            under.name, above.name
        ),
        Lang::En => format!(
            "{name} {value}: between two bands, above {} that ends at {end} and {gap} short of {} that begins at {start}; {counted}.",
            under.name, above.name
        ),
    })
}

/// That a condition keeps a mark below the category of its points.
fn kept(cards: &MarkedCards<'_>, mark: Mark, lang: Lang) -> Option<String> {
    let gate = cards.kept_by(mark)?;
    let by_points = cards.placement(mark).without_gates?;
    let (name, reached) = (name(mark, lang).1, category(cards, mark, lang));
    let text = gate.gate.text.get(lang);
    let why = match gate.state(mark) {
        GateState::Failed => word(lang, "syarat tidak terpenuhi", "condition not met"),
        _ => word(
            lang,
            "syarat belum terbukti, dihitung tidak terpenuhi",
            "condition not shown, counted as not met",
        ),
    };
    Some(match lang {
        Lang::Id => {
            format!(
                "{name}: menurut nilainya {}, tertahan {reached}; {why}: {text}",
                by_points.name
            )
        }
        Lang::En => {
            format!("{name}: by its points {}, kept at {reached}; {why}: {text}", by_points.name)
        }
    })
}

/// That some points are stated as a whole, and that there is no evidence for them.
fn wholes(cards: &MarkedCards<'_>, lang: Lang) -> Option<String> {
    let wholes = cards.wholes();
    let names: Vec<String> = wholes.iter().map(|node| place(node, &cards.claimed, lang)).collect();
    let sum: Points = wholes.iter().filter_map(|node| cards.claimed.points_of(node)).sum();
    if names.is_empty() {
        return None;
    }
    let (names, sum) = (list(lang, &names), points(lang, sum));
    Some(match lang {
        Lang::Id => format!(
            "{sum} dari nilai yang diklaim hanya diketahui sebagai jumlah dan tidak punya bukti sendiri, jadi diklaim tetapi tidak berbukti: {names}."
        ),
        Lang::En => format!(
            "{sum} of the claimed points are known only as sums and have no evidence of their own, so they are claimed and not evidenced: {names}."
        ),
    })
}
