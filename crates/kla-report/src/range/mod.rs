//! The range of a score as a paper: four marks on a bar, what keeps them where they are, and what a
//! fall of the part that nobody has verified would leave.

mod fall;
pub(crate) mod floor;
pub(crate) mod total;

use kla::wording::{points, short_points};
use kla::{Address, Lang, Points};
use kla_plan::{LastCycle, Mark, MarkedCards, NodeMarks};

use crate::paper::{Chapter, Paper};
use crate::remarks::remarks;
use crate::table::{Align, RowKind, Table};
use crate::view::{one_line, place};
use crate::words::{category_name, word};

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
    paper.chapter(total::range(cards, lang));
    paper.chapter(floor::margins(cards, lang));
    paper.chapter(floor::gates(cards, lang));
    paper.chapter(fall::scenarios(cards, last, lang));
    for chapter in nodes(cards, depth, lang) {
        paper.chapter(chapter);
    }
    paper.chapter(remarks(&cards.claimed, lang));
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

fn category(cards: &MarkedCards<'_>, mark: Mark, lang: Lang) -> String {
    category_name(cards.placement(mark).category, cards.claimed.edition().bands(), lang)
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
