//! Editions as text: what they contain and how sure they are.

use std::fmt::Write as _;

use kla::wording::{short_points, whole};
use kla::{BlockKind, Depth, Edition, Lang, NotApplicablePolicy, Points, RoundingAt};

use crate::table::{Align, RowKind, Table, wrap};

/// One line for each edition.
#[must_use]
pub fn list_editions(editions: &[&Edition], lang: Lang) -> String {
    let heads = match lang {
        Lang::Id => ["Edisi", "Tahun", "Blok", "Indikator", "Butir", "Total", "Nama"],
        Lang::En => ["Edition", "Years", "Blocks", "Indicators", "Questions", "Total", "Name"],
    };
    let columns: Vec<(&str, Align)> = heads
        .into_iter()
        .enumerate()
        .map(|(place, head)| {
            (head, if (2..6).contains(&place) { Align::Right } else { Align::Left })
        })
        .collect();
    let mut table = Table::new(&columns);
    for edition in editions {
        table.push(
            RowKind::Plain,
            vec![
                edition.id().to_string(),
                years(edition),
                edition.blocks().len().to_string(),
                edition.indicators().count().to_string(),
                edition.questions().count().to_string(),
                short_points(lang, edition.total()),
                edition.name().to_owned(),
            ],
        );
    }
    let more = match lang {
        Lang::Id => "Rincian: kla editions EDISI",
        Lang::En => "Details: kla editions EDITION",
    };
    format!("{}\n\n{more}\n", table.to_text())
}

/// Everything worth knowing about an edition on one screen.
#[must_use]
pub fn describe_edition(edition: &Edition, lang: Lang) -> String {
    let mut text = format!("{} — {}\n\n", edition.id(), edition.name());
    let word = |id: &'static str, en: &'static str| match lang {
        Lang::Id => id,
        Lang::En => en,
    };
    let mut line = |label: &str, value: &str| {
        let _ = writeln!(text, "{:<18}  {}", format!("{label}:"), wrap(value, 76, &" ".repeat(20)));
    };
    line(word("Tahun evaluasi", "Evaluation years"), &years(edition));
    line(word("Isi", "Contents"), &contents(edition, lang));
    line(word("Kedalaman", "Depth"), depth(edition.depth(), lang));
    line(word("Pembulatan", "Rounding"), &rounding(edition, lang));
    line(word("Tidak berlaku", "Not applicable"), not_applicable(edition, lang));
    line(word("Revisi", "Revision"), &edition.revision().to_string());
    line(word("Sidik aturan", "Digest of rules"), edition.digest());
    for note in edition.notes() {
        line(word("Perhatikan", "Note"), note.text.get(lang));
    }
    if edition.questions().next().is_some() {
        line(word("Skala nilai", "Scales"), &scales(edition, lang));
    }
    let sections = [
        (word("BLOK", "BLOCKS"), blocks(edition, lang)),
        (word("KATEGORI", "CATEGORIES"), categories(edition, lang)),
        (word("TINGKAT KEPASTIAN", "HOW SURE"), confidence(edition, lang)),
    ];
    for (title, table) in sections {
        let _ = write!(text, "\n{title}\n\n{}\n", table.to_text());
    }
    gates(edition, lang, &mut text);
    let _ = write!(text, "\n{}\n\n", word("SUMBER", "SOURCES"));
    for source in edition.sources() {
        let title = match &source.url {
            Some(url) => format!("- {}, {url}", source.title),
            None => format!("- {}", source.title),
        };
        let _ = writeln!(text, "{}", wrap(&title, 96, "  "));
    }
    text
}

fn years(edition: &Edition) -> String {
    let years = edition.years();
    if years.start() == years.end() {
        years.start().to_string()
    } else {
        format!("{}–{}", years.start(), years.end())
    }
}

/// `7 blok, 31 baris indikator, 274 butir; total 1.000`; a block that is a cluster is called one.
fn contents(edition: &Edition, lang: Lang) -> String {
    let clusters = edition.blocks().iter().filter(|block| block.kind == BlockKind::Cluster).count();
    let (blocks, rows) = (edition.blocks().len(), edition.indicators().count());
    let questions = edition.questions().count();
    let mut parts = Vec::new();
    parts.push(match (clusters == blocks, lang) {
        (true, Lang::Id) => format!("{blocks} klaster"),
        (true, Lang::En) => format!("{blocks} clusters"),
        (false, Lang::Id) => format!("{blocks} blok"),
        (false, Lang::En) => format!("{blocks} blocks"),
    });
    if rows > 0 {
        parts.push(match (questions > 0, lang) {
            (true, Lang::Id) => format!("{rows} baris indikator"),
            (true, Lang::En) => format!("{rows} indicator rows"),
            (false, Lang::Id) => format!("{rows} indikator"),
            (false, Lang::En) => format!("{rows} indicators"),
        });
    }
    if questions > 0 {
        parts.push(match lang {
            Lang::Id => format!("{questions} butir"),
            Lang::En => format!("{questions} questions"),
        });
    }
    let total = short_points(lang, edition.total());
    match lang {
        Lang::Id => format!("{}; nilai total {total}", parts.join(", ")),
        Lang::En => format!("{}; {total} points in total", parts.join(", ")),
    }
}

fn depth(depth: Depth, lang: Lang) -> &'static str {
    match (depth, lang) {
        (Depth::Block, Lang::Id) => "nilai per blok saja",
        (Depth::Block, Lang::En) => "points by block only",
        (Depth::Indicator, Lang::Id) => "satu angka capaian per indikator",
        (Depth::Indicator, Lang::En) => "one attainment per indicator",
        (Depth::Question, Lang::Id) => "nilai per butir",
        (Depth::Question, Lang::En) => "points by question",
    }
}

fn rounding(edition: &Edition, lang: Lang) -> String {
    match (edition.rounding().at, lang) {
        (RoundingAt::Indicator(round), Lang::Id) => {
            format!("nilai tiap indikator, {} desimal, setengah ke atas", round.digits)
        }
        (RoundingAt::Indicator(round), Lang::En) => {
            format!("the points of each indicator, {} decimals, half up", round.digits)
        }
        (RoundingAt::Question(round), Lang::Id) => {
            format!(
                "nilai tiap butir dari perbandingan, {} desimal, setengah ke atas",
                round.digits
            )
        }
        (RoundingAt::Question(round), Lang::En) => {
            format!("what a ratio earns for a question, {} decimals, half up", round.digits)
        }
        (_, Lang::Id) => "tidak ada; tidak ditemukan aturan pembulatan".to_owned(),
        (_, Lang::En) => "none; no rule about rounding was found".to_owned(),
    }
}

fn not_applicable(edition: &Edition, lang: Lang) -> &'static str {
    match (edition.not_applicable().policy, lang) {
        (NotApplicablePolicy::Lost, Lang::Id) => "memperoleh 0, maksimumnya tetap dihitung",
        (NotApplicablePolicy::Lost, Lang::En) => "earns 0, its maximum stays",
        (NotApplicablePolicy::Granted, Lang::Id) => "dihitung penuh",
        (NotApplicablePolicy::Granted, Lang::En) => "counts in full",
        (NotApplicablePolicy::Leaves(_), Lang::Id) => "maksimumnya keluar, sisanya diskalakan",
        (NotApplicablePolicy::Leaves(_), Lang::En) => "its maximum leaves, the rest is scaled up",
        _ => "",
    }
}

/// For how many questions it is known what an answer earns.
fn scales(edition: &Edition, lang: Lang) -> String {
    let all = edition.questions().count();
    let unknown =
        edition.questions().filter(|question| question.measure.shape.is_unknown()).count();
    let (known, points): (usize, Points) = (
        all - unknown,
        edition
            .questions()
            .filter(|question| question.measure.shape.is_unknown())
            .map(|question| question.maximum)
            .sum(),
    );
    let points = short_points(lang, points);
    match lang {
        Lang::Id => format!(
            "diketahui untuk {known} butir; belum diketahui untuk {unknown} butir (maksimum {points}), yang nilainya diketik dari lembar"
        ),
        Lang::En => format!(
            "known for {known} questions; not known for {unknown} (maxima {points}), whose points are typed from the sheet"
        ),
    }
}

fn blocks(edition: &Edition, lang: Lang) -> Table {
    let heads = match lang {
        Lang::Id => ["Id", "Blok", "Maksimum", "Indikator", "Butir"],
        Lang::En => ["Id", "Block", "Maximum", "Indicators", "Questions"],
    };
    let [id, name, maximum, rows, questions] = heads;
    let mut table = Table::new(&[
        (id, Align::Left),
        (name, Align::Left),
        (maximum, Align::Right),
        (rows, Align::Right),
        (questions, Align::Right),
    ]);
    let count = |number: usize| whole(lang, number as i128);
    for block in edition.blocks() {
        let questions: usize = block.indicators.iter().map(|row| row.questions().len()).sum();
        table.push(
            RowKind::Plain,
            vec![
                block.id.to_string(),
                block.short.clone(),
                short_points(lang, block.maximum),
                count(block.indicators.len()),
                count(questions),
            ],
        );
    }
    table.push(
        RowKind::Total,
        vec![
            String::new(),
            String::new(),
            short_points(lang, edition.total()),
            count(edition.indicators().count()),
            count(edition.questions().count()),
        ],
    );
    table
}

fn categories(edition: &Edition, lang: Lang) -> Table {
    let mut table =
        Table::new(&[("", Align::Left), ("", Align::Right), ("", Align::Right), ("", Align::Left)]);
    let bands = edition.bands();
    if let Some(first) = bands.categories.first() {
        let below = bands.below.get(lang).to_owned();
        let limit = format!("< {}", short_points(lang, first.from));
        table.push(RowKind::Plain, vec![below, String::new(), limit, String::new()]);
    }
    for category in &bands.categories {
        table.push(
            RowKind::Plain,
            vec![
                category.name.clone(),
                short_points(lang, category.from),
                short_points(lang, category.to),
                category.citation.confidence.meaning().get(lang).to_owned(),
            ],
        );
    }
    table
}

fn confidence(edition: &Edition, lang: Lang) -> Table {
    let mut table = Table::new(&[("", Align::Left), ("", Align::Right)]);
    for share in edition.confidence() {
        let meaning = share.confidence.meaning().get(lang).to_owned();
        table.push(RowKind::Plain, vec![meaning, short_points(lang, share.points)]);
    }
    table
}

fn gates(edition: &Edition, lang: Lang, text: &mut String) {
    if edition.gates().is_empty() {
        return;
    }
    let title = match lang {
        Lang::Id => "SYARAT DI LUAR NILAI (hanya diberitahukan, kecuali disebut membatasi)",
        Lang::En => "CONDITIONS BESIDE THE POINTS (mentioned only, unless said to limit)",
    };
    let _ = write!(text, "\n{title}\n\n");
    for gate in edition.gates() {
        let limits = match (gate.effect, lang) {
            (kla::GateEffect::Cap, Lang::Id) => " Membatasi kategori.",
            (kla::GateEffect::Cap, Lang::En) => " Limits the category.",
            (kla::GateEffect::Notice, _) => "",
        };
        let confidence = gate.citation.confidence.meaning();
        let line = format!("- {}{limits} ({})", gate.text.get(lang), confidence.get(lang));
        let _ = writeln!(text, "{}", wrap(&line, 96, "  "));
    }
}
