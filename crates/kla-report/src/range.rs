//! The range of a score as a paper: four marks on a bar, what keeps them where they are, and what a
//! fall of the part that nobody has verified would leave.

use kla::wording::{decimal, list, points, short_points, whole};
use kla::{Address, Between, GateEffect, GateState, Lang, Points};
use kla_plan::{
    Fall, GateMarks, Kept, KeptOf, LastCycle, Margin, Mark, MarkedCards, NodeMarks, Repair,
};

use crate::bar::Bar;
use crate::paper::{Chapter, Paper};
use crate::table::{Align, RowKind, Table};
use crate::view::{one_line, percent, place};
use crate::words::word;

/// The range of a score: the marks of the total and, to a depth, of its blocks (1), rows (2) and
/// questions (3); the conditions at each mark, the margin above the floor, and the scenarios of a fall.
///
/// ```
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let answers = edition.read_answers("a.toml", r#"
///     format = 1
///     edition = "2023"
///     region = "62.71"
///     year = 2024
///     stage = "mandiri"
///     [answers.4]
///     P4 = { points = "5", status = "sah" }
/// "#).unwrap();
/// let marks = kla_plan::Marks::of(&answers);
/// let paper = kla_report::range_paper(&marks.score(), None, 1, kla::Lang::Id);
/// let templates = kla_report::Templates::bundled();
/// let text = paper.render(&templates, kla_report::Format::Text).unwrap();
/// assert!(text.contains("T = terverifikasi 5,00"));
/// ```
#[must_use]
pub fn range_paper(
    cards: &MarkedCards<'_>,
    last: Option<&LastCycle>,
    depth: usize,
    lang: Lang,
) -> Paper {
    let subject = word(lang, "rentang nilai", "range of the score");
    let mut paper = Paper::about(&cards.claimed, subject, lang);
    paper.chapter(range(cards, lang));
    paper.chapter(margins(cards, lang));
    paper.chapter(gates(cards, lang));
    paper.chapter(scenarios(cards, last, lang));
    for chapter in nodes(cards, depth, lang) {
        paper.chapter(chapter);
    }
    paper
}

/// The letter of a mark on the bar and its name.
fn name(mark: Mark, lang: Lang) -> (char, &'static str) {
    match (mark, lang) {
        (Mark::Verified, Lang::Id) => ('T', "terverifikasi"),
        (Mark::Verified, Lang::En) => ('V', "verified"),
        (Mark::Evidenced, Lang::Id) => ('B', "berbukti"),
        (Mark::Evidenced, Lang::En) => ('E', "evidenced"),
        (Mark::Claimed, Lang::Id) => ('K', "diklaim"),
        (Mark::Claimed, Lang::En) => ('C', "claimed"),
        (Mark::Potential, Lang::Id) => ('P', "paling tinggi"),
        (Mark::Potential, Lang::En) => ('P', "possible"),
    }
}

fn range(cards: &MarkedCards<'_>, lang: Lang) -> Chapter {
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

fn category(cards: &MarkedCards<'_>, mark: Mark, lang: Lang) -> String {
    let below = &cards.claimed.edition().bands().below;
    let reached = cards.placement(mark).category;
    reached.map_or_else(|| below.get(lang).to_owned(), |category| category.name.clone())
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

fn margins(cards: &MarkedCards<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Jarak aman", "Safety margin"));
    for mark in [Mark::Claimed, Mark::Evidenced] {
        let label = format!("{} {}", name(mark, lang).1, points(lang, cards.card(mark).total()));
        let text = cards
            .margin(mark)
            .map_or_else(|| no_margin(cards, mark, lang), |margin| margin_text(&margin, lang));
        chapter.pair(label, text);
    }
    let gates = cards.claimed.edition().gates();
    if gates.iter().any(|gate| gate.effect == GateEffect::Cap) {
        chapter.paragraph(word(
            lang,
            "Jarak ini menurut nilai saja: penolakan dapat menggugurkan sebuah syarat lebih dulu.",
            "This margin is by the points alone: a rejection may break a condition first.",
        ));
    }
    chapter
}

fn margin_text(margin: &Margin<'_>, lang: Lang) -> String {
    let above = points(lang, margin.above);
    let floor = short_points(lang, margin.category.from);
    let share = percent(lang, margin.above, margin.total);
    let name = &margin.category.name;
    let unverified = points(lang, margin.unverified);
    let part = percent(lang, margin.above, margin.unverified);
    let (first, second) = match lang {
        Lang::Id => (
            format!("{above} di atas {floor}, batas bawah {name}: {share}% dari nilainya. "),
            match (margin.unverified.is_zero(), margin.holds()) {
                (true, _) => "Seluruhnya sudah diverifikasi.".to_owned(),
                (_, true) => format!(
                    "Tetap {name} meskipun seluruh {unverified} yang belum diverifikasi ditolak."
                ),
                _ => format!(
                    "Turun bila lebih dari {above} ditolak, yaitu {part}% dari {unverified} yang belum diverifikasi."
                ),
            },
        ),
        Lang::En => (
            format!("{above} above {floor}, the floor of {name}: {share}% of the score. "),
            match (margin.unverified.is_zero(), margin.holds()) {
                (true, _) => "All of it has been verified.".to_owned(),
                (_, true) => format!(
                    "Still {name} even if all of the {unverified} that nobody has verified is rejected."
                ),
                _ => format!(
                    "It falls when more than {above} is rejected, which is {part}% of the {unverified} that nobody has verified."
                ),
            },
        ),
    };
    first + &second
}

/// Why there is no floor to be above.
fn no_margin(cards: &MarkedCards<'_>, mark: Mark, lang: Lang) -> String {
    let total = cards.card(mark).total();
    if mark == Mark::Evidenced && total.is_zero() {
        return word(lang, "belum ada nilai yang berbukti", "no points have evidence yet")
            .to_owned();
    }
    let below = category(cards, mark, lang);
    match (cards.placement(mark).next, lang) {
        (Some(next), Lang::Id) if !next.gap.is_zero() => {
            format!("{below}; kurang {} menuju {}", points(lang, next.gap), next.category.name)
        }
        (Some(next), Lang::En) if !next.gap.is_zero() => {
            format!("{below}; {} short of {}", points(lang, next.gap), next.category.name)
        }
        _ => below,
    }
}

fn gates(cards: &MarkedCards<'_>, lang: Lang) -> Chapter {
    let mut chapter =
        Chapter::new(word(lang, "Syarat di luar nilai", "Conditions beside the points"));
    let title = word(lang, "Syarat pada tiap tanda", "Conditions at each mark");
    let letters = Mark::ALL.map(|mark| name(mark, lang).0.to_string());
    let [verified, evidenced, claimed, potential] = &letters;
    let mut table = Table::new(&[
        (word(lang, "Syarat", "Condition"), Align::Left),
        (word(lang, "Kategori", "Category"), Align::Left),
        (word(lang, "Akibat", "Effect"), Align::Left),
        (verified, Align::Left),
        (evidenced, Align::Left),
        (claimed, Align::Left),
        (potential, Align::Left),
    ]);
    let mut texts = Vec::new();
    let mut unknown = false;
    for gate in cards.gates() {
        let categories = &cards.claimed.edition().bands().categories;
        let about = categories.iter().find(|category| category.id == gate.gate.category);
        let effect = match gate.gate.effect {
            GateEffect::Cap => word(lang, "menahan", "caps"),
            GateEffect::Notice => word(lang, "dicatat", "noted"),
        };
        unknown |= gate.states.contains(&GateState::Unknown);
        let mut cells = vec![
            gate.gate.id.to_string(),
            about.map_or_else(String::new, |category| category.name.clone()),
            effect.to_owned(),
        ];
        cells.extend(Mark::ALL.map(|mark| gate_word(&gate, mark, lang).to_owned()));
        table.push(RowKind::Plain, cells);
        texts.push(format!("{}: {}", gate.gate.id, one_line(gate.gate.text.get(lang))));
    }
    chapter.table(title, table);
    chapter.list(texts);
    if unknown {
        chapter.paragraph(word(
            lang,
            "Yang belum terbukti dihitung tidak terpenuhi; yang belum terjawab belum menahan apa pun.",
            "What is not shown counts as not met; what is not answered does not keep anything lower yet.",
        ));
    }
    chapter
}

fn gate_word(gate: &GateMarks<'_>, mark: Mark, lang: Lang) -> &'static str {
    match (gate.state(mark), mark) {
        (GateState::Passed, _) => word(lang, "terpenuhi", "met"),
        (GateState::Failed, _) => word(lang, "tidak", "not met"),
        (GateState::Unknown, Mark::Verified | Mark::Evidenced) => {
            word(lang, "belum terbukti", "not shown")
        }
        (GateState::Unknown, _) => word(lang, "belum terjawab", "not answered"),
    }
}

fn scenarios(cards: &MarkedCards<'_>, last: Option<&LastCycle>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(
        lang,
        "Bila bagian yang belum diverifikasi menyusut",
        "If the part that nobody has verified shrinks",
    ));
    let edition = cards.claimed.edition();
    let scenarios = cards.scenarios(last);
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
        let mut falls = Table::new(&[
            (word(lang, "Penyusutan", "Fall"), Align::Left),
            (word(lang, "Nilai", "Points"), Align::Right),
            (word(lang, "Kategori menurut nilai", "Category by the points"), Align::Left),
        ]);
        let mut columns = vec![(word(lang, "Blok", "Block").to_owned(), Align::Left)];
        columns.push((name(Mark::Verified, lang).1.to_owned(), Align::Right));
        for scenario in &scenarios {
            let fall = fall_words(scenario.fall, last, lang);
            let below = edition.bands().below.get(lang);
            let reached = scenario.placement.category.map_or(below, |category| &category.name);
            let between = match scenario.placement.between {
                Some(_) => word(lang, " (di antara dua rentang)", " (between two bands)"),
                None => "",
            };
            let cells =
                vec![fall.clone(), points(lang, scenario.total), format!("{reached}{between}")];
            falls.push(RowKind::Plain, cells);
            columns.push((short_fall(scenario.fall, lang), Align::Right));
        }
        let caption = word(lang, "Nilai setelah penyusutan", "The score after a fall");
        chapter.table(caption, falls);
        let columns: Vec<(&str, Align)> =
            columns.iter().map(|(head, align)| (head.as_str(), *align)).collect();
        let mut blocks = Table::new(&columns);
        for (place, verified) in cards.verified.blocks().iter().enumerate() {
            let mut cells = vec![verified.block.short.clone(), points(lang, verified.points)];
            let after = scenarios.iter().filter_map(|scenario| scenario.blocks.get(place));
            cells.extend(after.map(|after| points(lang, after.points)));
            blocks.push(RowKind::Plain, cells);
        }
        let mut cells =
            vec![word(lang, "Nilai", "Score").to_owned(), points(lang, cards.verified.total())];
        cells.extend(scenarios.iter().map(|scenario| points(lang, scenario.total)));
        blocks.push(RowKind::Total, cells);
        let caption = word(lang, "Blok setelah penyusutan", "The blocks after a fall");
        chapter.table(caption, blocks);
        chapter.paragraph(word(
            lang,
            "Tiap blok = terverifikasi + (diklaim − terverifikasi) × bagian yang bertahan, bagian itu dipotong (tidak dibulatkan) pada dua desimal.",
            "Each block = verified + (claimed − verified) × the part that survives, cut (not rounded) after two decimals.",
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

/// The marks of blocks, rows and questions, as deep as asked.
fn nodes(cards: &MarkedCards<'_>, depth: usize, lang: Lang) -> Vec<Chapter> {
    let chapters = [
        word(lang, "Per blok", "By block"),
        word(lang, "Per indikator", "By indicator"),
        word(lang, "Per butir", "By question"),
    ];
    let nodes = cards.nodes();
    let level = |node: &NodeMarks<'_>| match node.node {
        Address::Total => 0,
        Address::Block(_) => 1,
        Address::Indicator(_) => 2,
        Address::Question(_) => 3,
    };
    let mut made = Vec::new();
    for (place, title) in chapters.into_iter().enumerate().take(depth) {
        let mut chapter = Chapter::new(title);
        let head = |mark| name(mark, lang).1;
        let mut table = Table::new(&[
            (word(lang, "Bagian", "Part"), Align::Left),
            (head(Mark::Verified), Align::Right),
            (head(Mark::Evidenced), Align::Right),
            (head(Mark::Claimed), Align::Right),
            (head(Mark::Potential), Align::Right),
            (word(lang, "Maks.", "Max."), Align::Right),
        ]);
        for node in nodes.iter().filter(|node| level(node) == place + 1) {
            table.push(RowKind::Plain, cells(node, cards, lang));
        }
        if place == 0
            && let Some(total) = nodes.first()
        {
            table.push(RowKind::Total, cells(total, cards, lang));
        }
        let unknown = nodes.iter().any(|node| level(node) == place + 1 && !node.known);
        chapter.table(title, table);
        if unknown {
            chapter.paragraph(word(
                lang,
                "– berarti tidak diketahui: yang dinyatakan hanya jumlah blok atau indikatornya.",
                "– means not known: only the sum of its block or indicator is stated.",
            ));
        }
        made.push(chapter);
    }
    made
}

fn cells(node: &NodeMarks<'_>, cards: &MarkedCards<'_>, lang: Lang) -> Vec<String> {
    let label = match &node.node {
        Address::Total => word(lang, "Nilai", "Score").to_owned(),
        Address::Block(_) => place(&node.node, &cards.claimed, lang),
        other => format!("{other} {}", one_line(node.name)),
    };
    let mark = |place: usize, points_at: Points| match Mark::ALL.get(place) {
        Some(Mark::Claimed) if !node.known => "–".to_owned(),
        _ => points(lang, points_at),
    };
    let marks = node.points.iter().enumerate().map(|(place, points)| mark(place, *points));
    std::iter::once(label)
        .chain(marks)
        .chain(std::iter::once(short_points(lang, node.maximum)))
        .collect()
}
