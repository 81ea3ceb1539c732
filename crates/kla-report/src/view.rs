//! A scorecard as ready strings in one language: what templates place.

use kla::wording::{points, short_points, signed_points};
use kla::{
    Address, Basis, BlockScore, DeclaredWhat, IndicatorScore, Lang, Points, QuestionScore, Remark,
    Scorecard, wording,
};
use serde::Serialize;

use crate::chart::Chart;
use crate::table::{Align, RowKind, Table};
use crate::words::{Words, category_name};

/// How many losses a report lists.
const LARGEST: usize = 10;

/// Everything a report says.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) lang: &'static str,
    pub(crate) words: Words,
    pub(crate) region: String,
    pub(crate) region_line: String,
    pub(crate) year: String,
    pub(crate) stage: String,
    pub(crate) edition: String,
    pub(crate) overlay_line: String,
    pub(crate) edition_id: String,
    pub(crate) digest: String,
    pub(crate) engine: &'static str,
    pub(crate) notes: Vec<String>,
    pub(crate) category: String,
    pub(crate) category_line: String,
    pub(crate) total: String,
    pub(crate) maximum: String,
    pub(crate) next_line: String,
    pub(crate) answered_line: String,
    pub(crate) chart: Chart,
    pub(crate) bands: Table,
    pub(crate) blocks: Table,
    pub(crate) rows: Table,
    pub(crate) losses: Table,
    pub(crate) agencies: Table,
    pub(crate) questions: Vec<RowQuestions>,
    pub(crate) declared: Table,
    pub(crate) confidence: Table,
    pub(crate) remarks: Vec<RemarkLine>,
    pub(crate) sources: Vec<SourceLine>,
}

/// A remark and where it belongs.
#[derive(Debug, Serialize)]
pub(crate) struct RemarkLine {
    pub(crate) code: String,
    pub(crate) place: String,
    pub(crate) message: String,
}

/// A source that rules cite.
#[derive(Debug, Serialize)]
pub(crate) struct SourceLine {
    pub(crate) title: String,
    pub(crate) url: String,
}

/// The questions of one row.
#[derive(Debug, Serialize)]
pub(crate) struct RowQuestions {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) points: String,
    pub(crate) maximum: String,
    pub(crate) table: Table,
}

impl View {
    pub(crate) fn new(card: &Scorecard<'_>, lang: Lang) -> View {
        let (answers, edition) = (card.answers(), card.edition());
        let words = Words::new(lang);
        let place = answers.place();
        let region_line = match &place.province {
            Some(province) => format!("{} ({}), {province}", place.label(), place.code),
            None => format!("{} ({})", place.label(), place.code),
        };
        View {
            lang: match lang {
                Lang::Id => "id",
                Lang::En => "en",
            },
            region: place.label().to_owned(),
            region_line,
            year: answers.year().to_string(),
            stage: answers.stage().name.get(lang).to_owned(),
            overlay_line: overlay_line(card),
            edition: format!(
                "{} — {} ({} {})",
                edition.id(),
                edition.name(),
                words.revision,
                edition.revision()
            ),
            edition_id: edition.id().to_string(),
            digest: edition.digest().to_owned(),
            engine: env!("CARGO_PKG_VERSION"),
            notes: answers.notes().iter().map(|note| one_line(note)).collect(),
            category: category(card, lang),
            category_line: category_line(card, lang),
            total: points(lang, card.total()),
            maximum: short_points(lang, edition.total()),
            next_line: next_line(card, lang),
            answered_line: answered_line(card, lang),
            chart: Chart::new(card, lang),
            bands: bands(card, lang, &words),
            blocks: blocks(card, lang, &words),
            rows: rows(card, lang, &words),
            losses: losses(card, lang, &words),
            agencies: agencies(card, lang, &words),
            questions: questions(card, lang, &words),
            declared: declared(card, lang, &words),
            confidence: confidence(card, lang, &words),
            remarks: card.remarks().iter().map(|remark| remark_line(remark, card, lang)).collect(),
            sources: edition
                .sources()
                .iter()
                .map(|source| SourceLine {
                    title: source.title.clone(),
                    url: source.url.clone().unwrap_or_default(),
                })
                .collect(),
            words,
        }
    }
}

/// The overlay that refined the rules and its digest; empty where there is none.
fn overlay_line(card: &Scorecard<'_>) -> String {
    card.edition().overlay().map_or_else(String::new, |overlay| {
        format!("{} — {} ({})", overlay.id, overlay.name, overlay.digest)
    })
}

fn category(card: &Scorecard<'_>, lang: Lang) -> String {
    category_name(card.placement().category, card.edition().bands(), lang)
}

pub(crate) fn category_line(card: &Scorecard<'_>, lang: Lang) -> String {
    let placement = card.placement();
    let name = category(card, lang);
    if let Some(without) = placement.without_gates {
        return match lang {
            Lang::Id => {
                format!("{name} (menurut nilainya {}, tertahan sebuah syarat)", without.name)
            }
            Lang::En => {
                format!("{name} (by its points {}, kept lower by a condition)", without.name)
            }
        };
    }
    let Some(reached) = placement.category else { return name };
    let (from, to) = (short_points(lang, reached.from), short_points(lang, reached.to));
    match lang {
        Lang::Id => format!("{name} (rentang {from}–{to})"),
        Lang::En => format!("{name} (band {from}–{to})"),
    }
}

pub(crate) fn next_line(card: &Scorecard<'_>, lang: Lang) -> String {
    if let (Some(next), Some(_)) = (&card.placement().next, card.placement().without_gates) {
        return match lang {
            Lang::Id => format!("{}; nilainya cukup, syaratnya belum", next.category.name),
            Lang::En => {
                format!("{}; the points suffice, its condition is not met", next.category.name)
            }
        };
    }
    match (&card.placement().next, lang) {
        (Some(next), Lang::Id) => format!(
            "kurang {} menuju {}, yang mulai di {}",
            points(lang, next.gap),
            next.category.name,
            short_points(lang, next.category.from)
        ),
        (Some(next), Lang::En) => format!(
            "{} short of {}, which begins at {}",
            points(lang, next.gap),
            next.category.name,
            short_points(lang, next.category.from)
        ),
        (None, Lang::Id) => "tidak ada kategori yang lebih tinggi".to_owned(),
        (None, Lang::En) => "there is no higher category".to_owned(),
    }
}

pub(crate) fn answered_line(card: &Scorecard<'_>, lang: Lang) -> String {
    let completeness = card.completeness();
    let (covered, whole) =
        (short_points(lang, completeness.points), short_points(lang, completeness.maximum));
    let (answered, leaves) = (
        wording::whole(lang, completeness.answered as i128),
        wording::whole(lang, completeness.leaves as i128),
    );
    let by_points = match lang {
        Lang::Id => format!("isian mencakup {covered} dari {whole} nilai"),
        Lang::En => format!("the answers cover {covered} of {whole} points"),
    };
    match (completeness.answered, lang) {
        (0, _) => by_points,
        (_, Lang::Id) => format!("{by_points}; {answered} dari {leaves} jawaban terisi"),
        (_, Lang::En) => format!("{by_points}; {answered} of {leaves} answers given"),
    }
}

/// A share in percent with one decimal; a dash where there is no whole.
pub(crate) fn percent(lang: Lang, part: Points, whole: Points) -> String {
    part.percent_of(whole, 1)
        .map_or_else(|| "–".to_owned(), |share| wording::decimal(lang, share, 1))
}

fn bands(card: &Scorecard<'_>, lang: Lang, words: &Words) -> Table {
    let mut table = Table::new(&[
        (words.category, Align::Left),
        (words.from, Align::Right),
        (words.to, Align::Right),
        ("", Align::Left),
    ]);
    let reached = card.placement().category.map(|category| &category.id);
    for category in &card.edition().bands().categories {
        let here = reached == Some(&category.id);
        table.push(
            if here { RowKind::Group } else { RowKind::Plain },
            vec![
                category.name.clone(),
                short_points(lang, category.from),
                short_points(lang, category.to),
                if here { format!("◄ {}", words.here) } else { String::new() },
            ],
        );
    }
    table
}

pub(crate) fn blocks(card: &Scorecard<'_>, lang: Lang, words: &Words) -> Table {
    let mut table = Table::new(&[
        (words.block, Align::Left),
        (words.points, Align::Right),
        (words.maximum, Align::Right),
        (words.share, Align::Right),
        (words.lost, Align::Right),
    ]);
    let line = |name: &str, earned: Points, maximum: Points| {
        vec![
            name.to_owned(),
            points(lang, earned),
            short_points(lang, maximum),
            percent(lang, earned, maximum),
            points(lang, maximum - earned),
        ]
    };
    for block in card.blocks() {
        let cells = line(&block.block.short, block.points, block.block.maximum);
        table.push(RowKind::Plain, cells);
    }
    table.push(RowKind::Total, line(words.sum, card.total(), card.edition().total()));
    table
}

/// Every row under its block; blocks of which only the whole is known stand alone.
fn rows(card: &Scorecard<'_>, lang: Lang, words: &Words) -> Table {
    let mut table = Table::new(&[
        (words.number, Align::Left),
        (words.indicator, Align::Left),
        (words.points, Align::Right),
        (words.maximum, Align::Right),
        (words.share, Align::Right),
        (words.lost, Align::Right),
    ]);
    let line = |id: &str, name: &str, earned: Points, maximum: Points| {
        vec![
            id.to_owned(),
            name.to_owned(),
            points(lang, earned),
            short_points(lang, maximum),
            percent(lang, earned, maximum),
            points(lang, maximum - earned),
        ]
    };
    for block in card.blocks() {
        table.push(RowKind::Group, line("", &block.block.name, block.points, block.block.maximum));
        for row in shown_rows(block) {
            let indicator = row.indicator;
            let mut cells =
                line(indicator.id.as_str(), &indicator.name, row.points, indicator.maximum);
            // What left the sum is not lost.
            if let (Basis::Left, Some(lost)) = (row.basis, cells.last_mut()) {
                "–".clone_into(lost);
            }
            table.push(RowKind::Plain, cells);
        }
    }
    table.push(RowKind::Total, line("", words.sum, card.total(), card.edition().total()));
    table
}

/// The rows of a block, where something is known about them.
fn shown_rows<'c, 'a>(block: &'c BlockScore<'a>) -> &'c [IndicatorScore<'a>] {
    match block.basis {
        Basis::Parts | Basis::Measured | Basis::Left => &block.indicators,
        Basis::Stated | Basis::Nothing => &[],
    }
}

fn losses(card: &Scorecard<'_>, lang: Lang, words: &Words) -> Table {
    let mut table = Table::new(&[
        (words.lost, Align::Right),
        (words.number, Align::Left),
        (words.what, Align::Left),
        (words.agencies, Align::Left),
    ]);
    for loss in card.losses().iter().take(LARGEST) {
        let agencies: Vec<&str> =
            loss.agencies.iter().map(|agency| agency.short.as_str()).collect();
        let number = match &loss.node {
            Address::Block(_) | Address::Total => String::new(),
            node => node.to_string(),
        };
        table.push(
            RowKind::Plain,
            vec![points(lang, loss.lost), number, loss.name.to_owned(), agencies.join(", ")],
        );
    }
    table
}

fn agencies(card: &Scorecard<'_>, lang: Lang, words: &Words) -> Table {
    let mut table = Table::new(&[
        (words.agency, Align::Left),
        (words.alone, Align::Right),
        (words.shared, Align::Right),
    ]);
    for loss in card.agency_losses() {
        table.push(
            RowKind::Plain,
            vec![loss.agency.short.clone(), points(lang, loss.alone), points(lang, loss.shared)],
        );
    }
    table
}

fn questions(card: &Scorecard<'_>, lang: Lang, words: &Words) -> Vec<RowQuestions> {
    card.blocks()
        .iter()
        .flat_map(shown_rows)
        .filter(|row| row.basis == Basis::Parts)
        .map(|row| {
            let mut table = Table::new(&[
                (words.number, Align::Left),
                (words.question, Align::Left),
                (words.points, Align::Right),
                (words.maximum, Align::Right),
                (words.state, Align::Left),
            ]);
            for QuestionScore { question, leaf, .. } in &row.questions {
                table.push(
                    RowKind::Plain,
                    vec![
                        question.id.number().to_owned(),
                        leaf.measure.text.clone(),
                        points(lang, leaf.points),
                        short_points(lang, leaf.maximum),
                        state_word(leaf.response.state, lang).to_owned(),
                    ],
                );
            }
            RowQuestions {
                id: row.indicator.id.to_string(),
                name: row.indicator.name.clone(),
                points: points(lang, row.points),
                maximum: short_points(lang, row.indicator.maximum),
                table,
            }
        })
        .collect()
}

/// A state in words.
pub(crate) fn state_word(state: kla::State, lang: Lang) -> &'static str {
    match (state, lang) {
        (kla::State::Empty, Lang::Id) => "belum diisi",
        (kla::State::Empty, Lang::En) => "not answered",
        (kla::State::Unknown, Lang::Id) => "tidak tahu",
        (kla::State::Unknown, Lang::En) => "unknown",
        (kla::State::NotApplicable, Lang::Id) => "tidak berlaku",
        (kla::State::NotApplicable, Lang::En) => "not applicable",
        (kla::State::Zero, Lang::Id) => "nol",
        (kla::State::Zero, Lang::En) => "zero",
        (_, Lang::Id) => "terisi",
        (_, Lang::En) => "answered",
    }
}

pub(crate) fn declared(card: &Scorecard<'_>, lang: Lang, words: &Words) -> Table {
    let mut table = Table::new(&[
        (words.what, Align::Left),
        (words.printed, Align::Right),
        (words.computed, Align::Right),
        (words.difference, Align::Right),
    ]);
    for comparison in card.comparisons().iter().filter(|comparison| comparison.differs()) {
        let node = place(&comparison.declared.node, card, lang);
        let what = match comparison.declared.what {
            DeclaredWhat::Points => node,
            DeclaredWhat::Maximum => format!("{node}, {}", words.maximum.to_lowercase()),
        };
        table.push(
            RowKind::Plain,
            vec![
                what,
                points(lang, comparison.declared.points),
                comparison.computed.map_or_else(String::new, |value| points(lang, value)),
                comparison
                    .difference()
                    .map_or_else(String::new, |value| signed_points(lang, value)),
            ],
        );
    }
    table
}

fn confidence(card: &Scorecard<'_>, lang: Lang, words: &Words) -> Table {
    let mut table =
        Table::new(&[(words.sure_head, Align::Left), (words.sure_points, Align::Right)]);
    for share in card.confidence() {
        table.push(
            RowKind::Plain,
            vec![share.confidence.meaning().get(lang).to_owned(), short_points(lang, share.points)],
        );
    }
    table
}

pub(crate) fn remark_line(remark: &Remark<'_>, card: &Scorecard<'_>, lang: Lang) -> RemarkLine {
    RemarkLine {
        code: remark.code().to_owned(),
        place: match (remark.node(), remark) {
            (Address::Total, Remark::DeclaredDiffers(_))
            | (Address::Block(_), _)
            | (Address::Indicator(_), _)
            | (Address::Question(_), _) => place(&remark.node(), card, lang),
            (Address::Total, _) => String::new(),
        },
        message: sentence(&remark.message(lang)),
    }
}

/// A node as a person would call it.
pub(crate) fn place(node: &Address, card: &Scorecard<'_>, lang: Lang) -> String {
    let (total, indicator, question) = match lang {
        Lang::Id => ("Nilai total", "Indikator", "Butir"),
        Lang::En => ("Total", "Indicator", "Question"),
    };
    match node {
        Address::Total => total.to_owned(),
        Address::Block(id) => card
            .edition()
            .block(id.as_str())
            .map_or_else(|| id.to_string(), |block| block.short.clone()),
        Address::Indicator(id) => format!("{indicator} {id}"),
        Address::Question(id) => format!("{question} {id}"),
    }
}

/// Text of a file on one line and without control characters, which could steer a terminal or end
/// a paragraph, and without signs that turn the direction of what follows.
pub(crate) fn one_line(text: &str) -> String {
    let turns = |sign| matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.split(|sign: char| sign.is_control() || sign.is_whitespace() || turns(sign))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// With a capital and a full stop, as messages that began as diagnostics lack both.
pub(crate) fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let mut sentence: String =
        characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect();
    if !sentence.ends_with(['.', '!', '?', ')']) {
        sentence.push('.');
    }
    sentence
}
