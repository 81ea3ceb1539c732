//! Ranks on exact points: ties share the better rank, and an interval says how far a rank may still move.

use kla::Points;

/// A rank among others, and how far it may still move.
///
/// Points that are equal share a rank, and the ranks they fill are left out after them: 1, 2, 2, 4.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Rank {
    /// The rank by the points as they are: one more than the regions with more points.
    pub place: usize,
    /// The best rank that is still possible: that of a region which ends at the top of its range while
    /// all others end at the bottom of theirs. One more than the regions whose bottom is above its top.
    pub best: usize,
    /// The worst rank that is still possible: that of a region which ends at the bottom of its range while
    /// all others end at the top of theirs. One more than the other regions whose top is above its bottom;
    /// a top that only equals it would share the rank.
    pub worst: usize,
    /// How many are ranked.
    pub among: usize,
}

/// What is ranked: the points, and the range in which they can still end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    pub(super) low: Points,
    pub(super) points: Points,
    pub(super) high: Points,
}

/// The rank of each, in their order.
pub(super) fn ranks(ranked: &[Ranked]) -> Vec<Rank> {
    let place_of = |(place, own): (usize, &Ranked)| {
        let others = || ranked.iter().enumerate().filter(move |(other, _)| *other != place);
        Rank {
            place: 1 + others().filter(|(_, other)| other.points > own.points).count(),
            best: 1 + others().filter(|(_, other)| other.low > own.high).count(),
            worst: 1 + others().filter(|(_, other)| other.high > own.low).count(),
            among: ranked.len(),
        }
    };
    ranked.iter().enumerate().map(place_of).collect()
}
