//! One number as a worked sum that can be checked with a pocket calculator.

mod document;
mod leaf;
mod node;
mod placement;
mod writer;

use kla::{
    BlockScore, Edition, IndicatorScore, Lang, QuestionScore, Scorecard, Severity, Text, wording,
};

pub use document::Explanation;
use writer::Writer;

/// The edition has no such node.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("there is no node `{found}`{}", .near.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
pub struct UnknownNode {
    /// What was asked for.
    pub found: String,
    /// The nearest address, if one is near.
    pub near: Option<String>,
}

impl UnknownNode {
    fn near(edition: &Edition, node: &str) -> UnknownNode {
        let blocks = edition.blocks().iter().map(|block| block.id.as_str());
        let rows = edition.indicators().map(|row| row.id.as_str());
        let questions = edition.questions().map(|question| question.id.as_str());
        let known = std::iter::once("total").chain(blocks).chain(rows).chain(questions);
        let near = wording::nearest(node, known).map(str::to_owned);
        UnknownNode { found: node.to_owned(), near }
    }

    /// What to say to a person, as a message of its own.
    #[must_use]
    pub fn message(&self, edition: &Edition, lang: Lang) -> String {
        let text = self.text(edition);
        format!("{}: {}", Severity::Error.word(lang), text.get(lang))
    }

    /// What to say to a person.
    #[must_use]
    pub fn text(&self, edition: &Edition) -> Text {
        let (found, id) = (&self.found, edition.id());
        match &self.near {
            Some(near) => Text::new(
                format!("`{found}` tidak ada dalam edisi {id}; mungkin maksudnya `{near}`"),
                format!("`{found}` is not in edition {id}; did you mean `{near}`?"),
            ),
            None => Text::new(
                format!(
                    "`{found}` tidak ada dalam edisi {id}; tulis `total`, sebuah blok (`klaster-1`), indikator (`4`), atau butir (`4.P1`)"
                ),
                format!(
                    "`{found}` is not in edition {id}; write `total`, a block (`klaster-1`), an indicator (`4`) or a question (`4.P1`)"
                ),
            ),
        }
    }
}

/// How a node's points came about: `total`, a block (`klaster-1`), a row (`19`), a question
/// (`4.P1`); and, as deep as wanted, how its parts' did: 0 is the node alone, 3 goes from the total to
/// every question.
///
/// # Errors
///
/// When the edition has no such node.
///
/// ```
/// # let edition = kla::Edition::bundled("2023").unwrap();
/// # let answers = edition.read_answers("a.toml", r#"
/// #     format = 1
/// #     edition = "2023"
/// #     region = "32.73"
/// #     year = 2024
/// #     stage = "mandiri"
/// #     [answers.4]
/// #     P1 = "1"
/// # "#).unwrap();
/// let card = kla::score(&answers);
/// let explanation = kla_report::explain(&card, "4.P1", 0, kla::Lang::En).unwrap();
/// assert!(explanation.to_text().starts_with("4.P1: 1.00 of 1"));
/// ```
pub fn explain(
    card: &Scorecard<'_>,
    node: &str,
    depth: usize,
    lang: Lang,
) -> Result<Explanation, UnknownNode> {
    let walk = Walk { card, lang };
    if node == "total" {
        return Ok(walk.total(depth));
    }
    for block in card.blocks() {
        if block.block.id == *node {
            return Ok(walk.block(block, depth));
        }
        for row in &block.indicators {
            if row.indicator.id == *node {
                return Ok(walk.row(block, row, depth));
            }
            if let Some(found) = row.questions.iter().find(|known| known.question.id == *node) {
                return Ok(walk.question(block, row, &found));
            }
        }
    }
    Err(UnknownNode::near(card.edition(), node))
}

/// A walk from a node down to its parts.
struct Walk<'w, 'a> {
    card: &'w Scorecard<'a>,
    lang: Lang,
}

impl Walk<'_, '_> {
    fn total(&self, depth: usize) -> Explanation {
        let mut whole = self.write("total", |writer| writer.total());
        if depth > 0 {
            whole.parts =
                self.card.blocks().iter().map(|part| self.block(part, depth - 1)).collect();
        }
        whole
    }

    fn block(&self, block: &BlockScore<'_>, depth: usize) -> Explanation {
        let mut whole = self.write(block.block.id.as_str(), |writer| writer.block(block));
        if depth > 0 {
            let rows = block.indicators.iter();
            whole.parts = rows.map(|row| self.row(block, row, depth - 1)).collect();
        }
        whole
    }

    fn row(&self, block: &BlockScore<'_>, row: &IndicatorScore<'_>, depth: usize) -> Explanation {
        let mut whole = self.write(row.indicator.id.as_str(), |writer| writer.row(block, row));
        if depth > 0 {
            let questions = row.questions.iter();
            whole.parts = questions.map(|part| self.question(block, row, &part)).collect();
        }
        whole
    }

    fn question(
        &self,
        block: &BlockScore<'_>,
        row: &IndicatorScore<'_>,
        question: &QuestionScore<'_>,
    ) -> Explanation {
        let id = question.question.id.as_str();
        self.write(id, |writer| writer.question(block, row, question))
    }

    fn write(&self, node: &str, write: impl FnOnce(&mut Writer<'_, '_>)) -> Explanation {
        let mut writer = Writer::new(self.card, self.lang, node);
        write(&mut writer);
        writer.finish()
    }
}
