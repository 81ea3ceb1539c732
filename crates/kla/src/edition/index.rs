//! Where each node of an edition stands, by id.

use std::collections::HashMap;

use super::model::{Agency, Block, Indicator};
use crate::id::{IndicatorId, QuestionId};
use crate::wording::fold;

/// The way to each row and question: nothing is searched for, however large the edition.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    indicators: HashMap<IndicatorId, RowPlace>,
    questions: HashMap<QuestionId, (RowPlace, usize)>,
    /// Agencies by each of their spellings, folded.
    agencies: HashMap<String, usize>,
}

/// Which row of which block, both from 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowPlace {
    pub(crate) block: usize,
    pub(crate) row: usize,
}

impl Index {
    pub(crate) fn of(blocks: &[Block], agencies: &[Agency]) -> Index {
        let (mut indicators, mut questions) = (HashMap::new(), HashMap::new());
        for (block, rows) in blocks.iter().map(|block| &block.indicators).enumerate() {
            for (row, indicator) in rows.iter().enumerate() {
                let place = RowPlace { block, row };
                indicators.insert(indicator.id.clone(), place);
                for (question, found) in indicator.questions().iter().enumerate() {
                    questions.insert(found.id.clone(), (place, question));
                }
            }
        }
        let mut spelt = HashMap::new();
        for (place, agency) in agencies.iter().enumerate() {
            for spelling in agency.spellings() {
                spelt.entry(fold(spelling)).or_insert(place);
            }
        }
        Index { indicators, questions, agencies: spelt }
    }

    /// Which agency is written so.
    pub(crate) fn agency(&self, name: &str) -> Option<usize> {
        self.agencies.get(&fold(name)).copied()
    }

    pub(crate) fn indicator(&self, id: &str) -> Option<RowPlace> {
        self.indicators.get(id).copied()
    }

    /// The row of a question, and which of its questions it is.
    pub(crate) fn question(&self, id: &str) -> Option<(RowPlace, usize)> {
        self.questions.get(id).copied()
    }
}

impl RowPlace {
    pub(crate) fn row(self, blocks: &[Block]) -> Option<&Indicator> {
        blocks.get(self.block)?.indicators.get(self.row)
    }

    pub(crate) fn row_mut(self, blocks: &mut [Block]) -> Option<&mut Indicator> {
        blocks.get_mut(self.block)?.indicators.get_mut(self.row)
    }
}

/// Names to refer to, in the order in which they are listed.
#[derive(Debug)]
pub(crate) struct Lexicon {
    listed: Vec<String>,
    known: std::collections::HashSet<String>,
}

impl Lexicon {
    pub(crate) fn of(names: impl IntoIterator<Item = impl ToString>) -> Lexicon {
        let listed: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
        let known = listed.iter().cloned().collect();
        Lexicon { listed, known }
    }

    pub(crate) fn holds(&self, name: &str) -> bool {
        self.known.contains(name)
    }

    pub(crate) fn len(&self) -> usize {
        self.listed.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.listed.iter().map(String::as_str)
    }
}
