//! How a run ended.

/// How a run ended; higher is worse, and the worst of several files counts.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Exit {
    /// Everything was done.
    Done,
    /// A check, audit or verification found a difference.
    Difference,
    /// The arguments were wrong.
    Usage,
    /// An input could not be used.
    Unusable,
    /// The output could not be written.
    Unwritable,
}

impl Exit {
    /// The process's exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Difference => 1,
            Exit::Usage => 2,
            Exit::Unusable => 3,
            Exit::Unwritable => 4,
        }
    }
}
