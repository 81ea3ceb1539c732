//! Whether a province is a Provila: every one of its regions has at least the first category.

/// Whether every region of a province has at least the first category.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Provila {
    /// Every region takes part and has one.
    Reached,
    /// A region has none, or does not take part.
    NotReached,
    /// Only regions whose files could not be used may be in the way.
    Unknown,
}

impl Provila {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Provila::Reached => "reached",
            Provila::NotReached => "not-reached",
            Provila::Unknown => "unknown",
        }
    }

    /// By how many regions have no category, how many do not take part, and how many files could not be
    /// used: each of those may be of a region that seems not to take part.
    pub(super) fn of(without: usize, absent: usize, unread: usize) -> Provila {
        match (without, absent) {
            (0, 0) => Provila::Reached,
            (0, absent) if absent <= unread => Provila::Unknown,
            _ => Provila::NotReached,
        }
    }
}
