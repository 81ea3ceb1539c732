//! From one year to the next as a paper: the bridge, what was printed, blocks, agencies, rises and
//! falls, what both years miss, and what is new or gone.

mod bridge;
mod parts;
mod printed;

use kla::{Address, Edition, Lang, Scorecard};
use kla_plan::{Side, YearBridge};

use crate::paper::Paper;
use crate::view::one_line;
use crate::words::{Words, word};

/// How many rises, falls and lasting losses are told.
const LARGEST: usize = 10;

/// The bridge from one year to another.
///
/// ```
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let read = |year: u16, points: &str| {
///     edition.read_answers("a.toml", &format!(r#"
///         format = 1
///         edition = "2023"
///         region = "62.71"
///         year = {year}
///         stage = "final"
///         [answers.4]
///         P4 = "{points}"
///     "#)).unwrap()
/// };
/// let (last, this) = (read(2023, "3"), read(2024, "5"));
/// let (last, this) = (kla::score(&last), kla::score(&this));
/// let mapping = kla::Mapping::by_id(edition, edition);
/// let bridge = kla_plan::YearBridge::of(&last, &this, &mapping);
/// let paper = kla_report::compare_paper(&bridge, kla::Lang::Id);
/// let templates = kla_report::Templates::bundled();
/// let text = paper.render(&templates, kla_report::Format::Text).unwrap();
/// assert!(text.contains("+2,00"));
/// ```
#[must_use]
pub fn compare_paper(bridge: &YearBridge<'_, '_>, lang: Lang) -> Paper {
    let names = Names::new(bridge, lang);
    let mut paper = head(bridge, lang);
    paper.chapter(bridge::total(bridge, &names, lang));
    paper.chapter(printed::figures(bridge, &names, lang));
    paper.chapter(bridge::blocks(bridge, &names, lang));
    paper.chapter(bridge::items(bridge, &names, lang));
    paper.chapter(parts::agencies(bridge, lang));
    for chapter in parts::rises_and_falls(bridge, &names, lang) {
        paper.chapter(chapter);
    }
    paper.chapter(parts::statuses(bridge, &names, lang));
    paper.chapter(parts::persistent(bridge, &names, lang));
    for chapter in parts::unmapped(bridge, &names, lang) {
        paper.chapter(chapter);
    }
    paper.chapter(bridge::notes(bridge, &names, lang));
    paper
}

fn head(bridge: &YearBridge<'_, '_>, lang: Lang) -> Paper {
    let place = bridge.after().answers().place();
    let [before, after] = [bridge.before(), bridge.after()].map(|card| card.answers().year());
    let subject = word(lang, "dari", "from");
    let until = word(lang, "ke", "to");
    let mut paper =
        Paper::new(lang, format!("{}: {subject} {before} {until} {after}", place.label()));
    let province = place.province.as_ref().map_or_else(String::new, |name| format!(", {name}"));
    paper.head(format!("{} ({}){province}", place.label(), place.code));
    let words = Words::new(lang);
    for (side, name) in [
        (Side::Before, word(lang, "Sebelum", "Before")),
        (Side::After, word(lang, "Sesudah", "After")),
    ] {
        let card = bridge.card(side);
        let (answers, edition) = (card.answers(), card.edition());
        let overlay = edition.overlay().map_or_else(String::new, |overlay| {
            format!("; {}: {}", words.overlay.to_lowercase(), overlay.id)
        });
        paper.head(format!(
            "{name}: {} {}, {}; {} {} ({} {}){overlay}",
            words.year.to_lowercase(),
            answers.year(),
            answers.stage().name.get(lang),
            word(lang, "edisi", "edition"),
            edition.id(),
            words.revision,
            edition.revision()
        ));
    }
    if let Some(file) = bridge.mapping().file() {
        let name = word(lang, "Padanan antaredisi", "Mapping between the editions");
        paper.head(format!("{name}: {}, {}", one_line(&file.name), file.digest));
    }
    paper.head(words.unofficial);
    if bridge.before().answers().stage().id != bridge.after().answers().stage().id {
        paper.warn(word(
            lang,
            "Tahapnya berbeda: selisih ini bercampur dengan hasil verifikasi, jadi bukan kinerja semata.",
            "The stages differ: the change is mixed with what verification did, so it is not performance alone.",
        ));
    }
    paper
}

/// How the two years and their nodes are called.
struct Names<'b> {
    before: &'b Edition,
    after: &'b Edition,
    same_rules: bool,
    years: [String; 2],
}

impl<'b> Names<'b> {
    fn new(bridge: &'b YearBridge<'_, '_>, lang: Lang) -> Names<'b> {
        let year = |card: &Scorecard<'_>| card.answers().year().to_string();
        let (first, second) = (year(bridge.before()), year(bridge.after()));
        let years = if first == second {
            // Two files of one year: the years would not tell them apart.
            [word(lang, "sebelum", "before").to_owned(), word(lang, "sesudah", "after").to_owned()]
        } else {
            [first, second]
        };
        Names {
            before: bridge.before().edition(),
            after: bridge.after().edition(),
            same_rules: bridge.same_rules(),
            years,
        }
    }

    fn year(&self, side: Side) -> &str {
        match side {
            Side::Before => &self.years[0],
            Side::After => &self.years[1],
        }
    }

    fn edition(&self, side: Side) -> &'b Edition {
        match side {
            Side::Before => self.before,
            Side::After => self.after,
        }
    }

    /// Nodes of one edition in a line: a block by its short name, others by their number.
    fn nodes(&self, side: Side, nodes: &[Address]) -> String {
        let name = |node: &Address| match node {
            Address::Block(id) => self
                .edition(side)
                .block(id.as_str())
                .map_or_else(|| id.to_string(), |block| block.short.clone()),
            other => other.to_string(),
        };
        nodes.iter().map(name).collect::<Vec<_>>().join(" + ")
    }

    /// Nodes of both editions: once where they are called the same.
    fn pair(&self, from: &[Address], to: &[Address]) -> String {
        let (old, new) = (self.nodes(Side::Before, from), self.nodes(Side::After, to));
        if old == new { new } else { format!("{old} → {new}") }
    }
}
