//! Supposed answers beside those that were given, for people: never to be mistaken for a result.

use kla::wording::{points, short_points, signed_points};
use kla::{Address, Answers, Lang, Points, Scorecard, State};
use kla_plan::{Supposed, SupposedCase, Supposition};

use crate::paper::{Chapter, Paper};
use crate::reconcile::category;
use crate::table::{Align, RowKind, Table};
use crate::view::state_word;
use crate::words::word;

/// What the first note of a supposed score begins with, in either language.
const MARKER: &str = "PENGANDAIAN";

/// Scenarios in one table; more stand in further ones.
const BESIDE: usize = 7;

/// The note that no report of a supposed score goes without: what is supposed, what was given, and the
/// score that was.
///
/// ```
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let text = "format=1\nedition='2023'\nregion='62.71'\nyear=2024\nstage='mandiri'\n[answers.4]\nP4='3'";
/// let answers = edition.read_answers("a.toml", text).unwrap();
/// let changes = answers.read_changes(kla::Source::new("--set", "'4.P4' = '5'")).unwrap();
/// let supposed = answers.changed_by(&changes).unwrap();
/// let (base, card) = (kla::score(&answers), kla::score(&supposed));
/// let found = kla_plan::suppositions(&changes, &base, &card);
/// let note = kla_report::supposition_note(&found, &base, &card, kla::Lang::Id);
/// assert!(note.starts_with("PENGANDAIAN: 4.P4 = 5 (semula 3)."));
/// ```
#[must_use]
pub fn supposition_note(
    suppositions: &[Supposition],
    base: &Scorecard<'_>,
    supposed: &Scorecard<'_>,
    lang: Lang,
) -> String {
    let each: Vec<String> = suppositions
        .iter()
        .map(|one| {
            let before = value(one, base, 0, lang);
            let after = value(one, supposed, 1, lang);
            match lang {
                Lang::Id => format!("{} = {after} (semula {before})", one.node),
                Lang::En => format!("{} = {after} (was {before})", one.node),
            }
        })
        .collect();
    let (each, total) = (each.join("; "), points(lang, base.total()));
    let change = signed_points(lang, supposed.total() - base.total());
    match lang {
        Lang::Id => format!(
            "{MARKER}: {each}. Ini bukan nilai sebenarnya; tanpa pengandaian nilainya {total} (selisih {change})."
        ),
        Lang::En => format!(
            "{MARKER}: what if {each}. This is no real score; without the supposition it is {total} (difference {change})."
        ),
    }
}

/// The note of a comparison of scenarios.
#[must_use]
pub fn scenarios_note(lang: Lang) -> String {
    match lang {
        Lang::Id => format!(
            "{MARKER}: skenario di bawah ini bukan nilai sebenarnya; yang sebenarnya hanya kolom `semula`"
        ),
        Lang::En => format!(
            "{MARKER}: the scenarios are suppositions and no real scores; only `as given` is real"
        ),
    }
}

/// Scenarios side by side with the answers that were given.
#[must_use]
pub fn scenarios(supposed: &Supposed<'_>, lang: Lang) -> Paper {
    let answers = supposed.base.answers();
    let subject = word(lang, "pengandaian", "what if");
    let mut paper = Paper::about(&supposed.base, subject, lang);
    for note in answers.notes() {
        paper.head(crate::view::one_line(note));
    }
    paper.warn(scenarios_note(lang));
    paper.chapter(totals(supposed, lang));
    paper.chapter(blocks(supposed, lang));
    for case in &supposed.cases {
        paper.chapter(changes(case, &supposed.base, lang));
    }
    paper
}

fn totals(supposed: &Supposed<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Nilai dan kategori", "Score and category");
    let mut chapter = Chapter::new(title);
    let mut table = Table::new(&[
        ("", Align::Left),
        (word(lang, "Nilai", "Points"), Align::Right),
        (word(lang, "Selisih", "Change"), Align::Right),
        (word(lang, "Kategori", "Category"), Align::Left),
        (word(lang, "Kurang", "Gap"), Align::Right),
        (word(lang, "menuju", "to"), Align::Left),
    ]);
    let line = |name: String, card: &Scorecard<'_>, difference: Option<Points>| {
        let placement = card.placement();
        let next = placement.next.as_ref();
        vec![
            name,
            points(lang, card.total()),
            difference.map_or_else(String::new, |size| signed_points(lang, size)),
            category(placement, card.answers(), lang),
            next.map_or_else(|| "–".to_owned(), |next| points(lang, next.gap)),
            next.map_or_else(String::new, |next| next.category.name.clone()),
        ]
    };
    let given = word(lang, "semula", "as given").to_owned();
    table.push(RowKind::Group, line(given, &supposed.base, None));
    for (place, case) in supposed.cases.iter().enumerate() {
        let name = format!("{}: {}", letter(place), case.name);
        let difference = case.difference(&supposed.base);
        table.push(RowKind::Plain, line(name, &case.card, Some(difference)));
    }
    chapter.table(title, table.unshortened());
    chapter
}

/// How columns call the scenario at a place: `S1`.
fn letter(place: usize) -> String {
    format!("S{}", place + 1)
}

fn blocks(supposed: &Supposed<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Nilai per blok", "Points by block");
    let mut chapter = Chapter::new(title);
    let cases: Vec<(String, &SupposedCase<'_>)> =
        supposed.cases.iter().enumerate().map(|(place, case)| (letter(place), case)).collect();
    for cases in cases.chunks(BESIDE) {
        let mut columns = vec![
            (word(lang, "Blok", "Block"), Align::Left),
            (word(lang, "semula", "as given"), Align::Right),
        ];
        columns.extend(cases.iter().map(|(name, _)| (name.as_str(), Align::Right)));
        let mut table = Table::new(&columns);
        for (place, block) in supposed.base.blocks().iter().enumerate() {
            let mut cells = vec![block.block.short.clone(), points(lang, block.points)];
            cells.extend(cases.iter().map(|(_, case)| {
                let block = case.card.blocks().get(place);
                block.map_or_else(String::new, |block| points(lang, block.points))
            }));
            table.push(RowKind::Plain, cells);
        }
        let mut cells =
            vec![word(lang, "Jumlah", "Sum").to_owned(), points(lang, supposed.base.total())];
        cells.extend(cases.iter().map(|(_, case)| points(lang, case.card.total())));
        table.push(RowKind::Total, cells);
        chapter.table(title, table.unshortened());
    }
    chapter
}

/// What one scenario supposes.
fn changes(case: &SupposedCase<'_>, base: &Scorecard<'_>, lang: Lang) -> Chapter {
    let size = signed_points(lang, case.difference(base));
    let mut chapter = Chapter::new(format!("{} ({size})", case.name));
    let mut table = Table::new(&[
        (word(lang, "Butir", "Question"), Align::Left),
        (word(lang, "Semula", "As given"), Align::Left),
        (word(lang, "Diandaikan", "Supposed"), Align::Left),
        (word(lang, "Nilai butir", "Its points"), Align::Right),
        (word(lang, "Pertanyaan", "What is asked"), Align::Left),
    ]);
    for one in &case.changes {
        let known = |place: usize| {
            one.points[place].map_or_else(|| "–".to_owned(), |size| short_points(lang, size))
        };
        table.push(
            RowKind::Plain,
            vec![
                one.node.to_string(),
                value(one, base, 0, lang),
                value(one, &case.card, 1, lang),
                format!("{} → {}", known(0), known(1)),
                crate::table::shorten(&asked(&one.node, base.answers()), 80),
            ],
        );
    }
    chapter.table(word(lang, "Yang diandaikan", "What is supposed"), table.unshortened());
    chapter
}

fn asked(node: &Address, answers: &Answers<'_>) -> String {
    let edition = answers.edition();
    let text = match node {
        Address::Total => None,
        Address::Block(id) => edition.block(id.as_str()).map(|block| &block.name),
        Address::Indicator(id) => edition.indicator(id.as_str()).map(|row| &row.name),
        Address::Question(id) => {
            edition.question(id.as_str()).map(|question| &question.measure.text)
        }
    };
    crate::view::one_line(text.map_or("", String::as_str))
}

/// A value before or after in words: points with a comma, a state, or the answer as it is written.
fn value(one: &Supposition, card: &Scorecard<'_>, place: usize, lang: Lang) -> String {
    let answers = card.answers();
    let edition = answers.edition();
    let response = match &one.node {
        Address::Question(id) => {
            edition.question(id.as_str()).map(|question| answers.response(question))
        }
        Address::Indicator(id) => edition
            .indicator(id.as_str())
            .filter(|row| row.measure().is_some())
            .map(|row| answers.measured(row)),
        Address::Total | Address::Block(_) => None,
    };
    let written = if place == 0 { &one.before } else { &one.after };
    match response {
        None => one.points[place].map_or_else(|| "–".to_owned(), |size| short_points(lang, size)),
        Some(response) => match response.state {
            State::Points(size) if response.beside.is_none() => short_points(lang, size),
            State::Empty | State::Unknown | State::NotApplicable | State::Zero
                if response.beside.is_none() =>
            {
                state_word(response.state, lang).to_owned()
            }
            _ => {
                let written = written.as_deref().unwrap_or("–");
                written.trim_matches(['{', '}', ' ']).replace('"', "")
            }
        },
    }
}
