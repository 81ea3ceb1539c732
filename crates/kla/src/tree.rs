//! An edition as a tree of nodes: by name, up, down, and what each can earn.

use crate::answers::Address;
use crate::edition::Edition;
use crate::points::Points;

impl Edition {
    /// A node by what people write: `total` is none that can be named here.
    #[must_use]
    pub fn address(&self, id: &str) -> Option<Address> {
        let block = || self.block(id).map(|block| Address::Block(block.id.clone()));
        let row = || self.indicator(id).map(|row| Address::Indicator(row.id.clone()));
        let question = || self.question(id).map(|one| Address::Question(one.id.clone()));
        question().or_else(row).or_else(block)
    }

    /// Whether a node is a part of another one, however deep; none is a part of itself.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let node = |id| edition.address(id).unwrap();
    /// assert!(edition.is_inside(&node("4.P1"), &node("klaster-1")));
    /// assert!(!edition.is_inside(&node("klaster-1"), &node("4.P1")));
    /// # }
    /// ```
    #[must_use]
    pub fn is_inside(&self, part: &Address, whole: &Address) -> bool {
        let mut above = self.parent(part);
        while let Some(node) = above {
            if node == *whole {
                return true;
            }
            above = self.parent(&node);
        }
        false
    }

    /// The node that a node is a part of: the row of a question, the block of a row, the total of a
    /// block; `None` for the total, and for what this edition does not have.
    #[must_use]
    pub fn parent(&self, node: &Address) -> Option<Address> {
        let block_at = |place: usize| self.blocks().get(place);
        match node {
            Address::Total => None,
            Address::Block(id) => self.block(id.as_str()).map(|_| Address::Total),
            Address::Indicator(id) => {
                let place = self.index().indicator(id.as_str())?;
                block_at(place.block).map(|block| Address::Block(block.id.clone()))
            }
            Address::Question(id) => {
                let (place, _) = self.index().question(id.as_str())?;
                place.row(self.blocks()).map(|row| Address::Indicator(row.id.clone()))
            }
        }
    }

    /// The nodes that a node consists of, in official order; none for a question, and for what this
    /// edition does not have.
    #[must_use]
    pub fn parts(&self, node: &Address) -> Vec<Address> {
        match node {
            Address::Total => {
                self.blocks().iter().map(|block| Address::Block(block.id.clone())).collect()
            }
            Address::Block(id) => {
                let rows = self.block(id.as_str()).map_or(&[][..], |block| &block.indicators);
                rows.iter().map(|row| Address::Indicator(row.id.clone())).collect()
            }
            Address::Indicator(id) => {
                let questions = self.indicator(id.as_str()).map_or(&[][..], |row| row.questions());
                questions.iter().map(|question| Address::Question(question.id.clone())).collect()
            }
            Address::Question(_) => Vec::new(),
        }
    }

    /// The most that a node can earn; `None` for what this edition does not have.
    #[must_use]
    pub fn maximum_of(&self, node: &Address) -> Option<Points> {
        match node {
            Address::Total => Some(self.total()),
            Address::Block(id) => self.block(id.as_str()).map(|block| block.maximum),
            Address::Indicator(id) => self.indicator(id.as_str()).map(|row| row.maximum),
            Address::Question(id) => self.question(id.as_str()).map(|question| question.maximum),
        }
    }

    /// Which leaf a node is, in official order from 0: a question, or an indicator that is measured itself;
    /// `None` for nodes that have parts.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// assert_eq!(edition.leaf("1.P2a"), Some(1));
    /// assert_eq!(edition.leaf("klaster-1"), None);
    /// # }
    /// ```
    #[must_use]
    pub fn leaf(&self, node: &str) -> Option<usize> {
        let ids = self.indicators().flat_map(|row| {
            let own = row.measure().map(|_| row.id.as_str());
            row.questions().iter().map(|question| question.id.as_str()).chain(own)
        });
        ids.enumerate().find(|(_, id)| *id == node).map(|(place, _)| place)
    }

    /// Everything that [`Edition::address`] finds, in official order.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let rows = self.indicators().map(|row| row.id.as_str());
        let questions = self.questions().map(|question| question.id.as_str());
        self.blocks().iter().map(|block| block.id.as_str()).chain(rows).chain(questions)
    }
}
