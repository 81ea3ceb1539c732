//! Writing an explanation piece by piece.

use kla::{Address, Citation, Lang, RulePlace, Scorecard};

use super::document::{Explanation, Piece};

/// Writes the explanation of one node.
pub(super) struct Writer<'w, 'a> {
    pub(super) card: &'w Scorecard<'a>,
    pub(super) lang: Lang,
    explanation: Explanation,
}

impl<'w, 'a> Writer<'w, 'a> {
    pub(super) fn new(card: &'w Scorecard<'a>, lang: Lang, node: &str) -> Writer<'w, 'a> {
        Writer { card, lang, explanation: Explanation::new(node) }
    }

    pub(super) fn finish(self) -> Explanation {
        self.explanation
    }

    /// Where the rule stands, and how sure it is.
    pub(super) fn rule(&mut self, place: &RulePlace, citation: &Citation) {
        self.gap();
        self.labelled(self.word("Aturan", "Rule"), place.to_string());
        self.citation(citation);
    }

    /// The title of the source that a rule cites.
    pub(super) fn source(&self, citation: &Citation) -> String {
        let source = self.card.edition().source(&citation.source);
        source.map_or_else(|| citation.source.to_string(), |source| source.title.clone())
    }

    pub(super) fn citation(&mut self, citation: &Citation) {
        let title = self.source(citation);
        self.labelled(self.word("Sumber", "Source"), title);
        let confidence = citation.confidence.meaning();
        self.labelled(self.word("Kepastian", "Confidence"), confidence.get(self.lang));
    }

    /// The remarks on this very node, printed figures among them.
    pub(super) fn remarks(&mut self, node: &Address) {
        for remark in self.card.remarks_on(node) {
            self.labelled(self.word("Perhatikan", "Remark"), remark.message(self.lang));
        }
    }

    pub(super) fn word(&self, id: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    pub(super) fn heading(&mut self, title: String) {
        self.explanation.title = title;
    }

    pub(super) fn paragraph(&mut self, id: &str, en: &str) {
        let text = match self.lang {
            Lang::Id => id,
            Lang::En => en,
        };
        self.gap();
        self.push(Piece::Paragraph { text: text.to_owned() });
    }

    pub(super) fn labelled(&mut self, label: &'static str, text: impl Into<String>) {
        self.push(Piece::Pair { label, text: text.into() });
    }

    pub(super) fn push(&mut self, piece: Piece) {
        match self.explanation.sections.last_mut() {
            Some(section) => section.push(piece),
            None => self.explanation.sections.push(vec![piece]),
        }
    }

    /// What follows stands apart from what came before.
    pub(super) fn gap(&mut self) {
        if self.explanation.sections.last().is_some_and(|section| !section.is_empty()) {
            self.explanation.sections.push(Vec::new());
        }
    }
}
