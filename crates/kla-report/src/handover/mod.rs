//! A hand-over as a paper: what somebody needs who goes on with a file that others have begun.

mod about;
mod glossary;
mod open;
mod register;
mod score;

use kla::Lang;
use kla_plan::{Handover, MarkedCards};

use crate::paper::Paper;
use crate::view::one_line;
use crate::words::word;

/// What a hand-over says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct HandoverHead<'h> {
    /// What the answers file is called, for the commands with which one goes on.
    pub file: &'h str,
    /// The day of the hand-over, as people write it; a line to be filled in by hand where there is none.
    pub date: Option<&'h str>,
}

/// Everything that a new operator needs on one page: the last score, what is open with whom, every note,
/// every document, what is not answered, the words, and the commands.
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
///     P4 = { points = "5", note = "angkanya diminta dari Disdukcapil tiap Februari" }
/// "#).unwrap();
/// let marks = kla_plan::Marks::of(&answers);
/// let head = kla_report::HandoverHead { file: "isian.toml", date: Some("12 Mei 2026") };
/// let paper = kla_report::handover_paper(&marks.score(), head, kla::Lang::Id);
/// let templates = kla_report::Templates::bundled();
/// let text = paper.render(&templates, kla_report::Format::Text).unwrap();
/// assert!(text.contains("12 Mei 2026"));
/// assert!(text.contains("angkanya diminta dari Disdukcapil tiap Februari"));
/// assert!(text.contains("kla plan isian.toml"));
/// ```
#[must_use]
pub fn handover_paper(cards: &MarkedCards<'_>, head: HandoverHead<'_>, lang: Lang) -> Paper {
    let card = &cards.claimed;
    let handover = Handover::of(cards);
    let mut paper = Paper::about(card, word(lang, "serah terima", "hand-over"), lang);
    let partial = card.answers().notes().iter().filter(|note| note.starts_with("SEBAGIAN"));
    let mut warnings: Vec<String> = partial.map(|note| one_line(note)).collect();
    let persons = about::persons(&handover, card, lang);
    if !persons.is_empty() {
        let warning = word(
            lang,
            "Mungkin ada nama orang di halaman ini: baca bab pertama sebelum membagikannya.",
            "This page may name a person: read the first chapter before you share it.",
        );
        warnings.push(warning.to_owned());
    }
    if !warnings.is_empty() {
        paper.warn(warnings.join(" "));
    }
    paper.contents(word(lang, "Isi", "Contents"));
    paper.chapter(persons);
    paper.chapter(about::about(card, head, lang));
    paper.chapter(score::last(cards, lang));
    paper.chapter(open::first(&handover, card, lang));
    paper.chapter(open::open(&handover, cards, lang));
    paper.chapter(register::notes(&handover, card, lang));
    paper.chapter(register::documents(&handover, card, lang));
    paper.chapter(open::unanswered(&handover, cards, lang));
    paper.chapter(glossary::words(card.edition(), lang));
    paper.chapter(about::commands(head.file, lang));
    paper
}
