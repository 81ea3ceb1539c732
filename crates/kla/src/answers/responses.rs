//! The responses of a region side by side, with what can be added up without looking at them.

use std::ops::{Index, Range};

use super::model::{Response, State};
use crate::edition::FlatRow;

/// The responses to the leaves of an edition, by their places.
///
/// A response is as large as a handful of numbers, and a nation has a hundred thousand of them, more than
/// a processor keeps at hand. So the points of those that are nothing but points stand beside them once more:
/// a sum reads these. Both are written together, and only here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Responses {
    all: Vec<Response>,
    plain: Vec<Plain>,
}

/// What a response adds to a sum: millionths of a point, shifted, and above marks for what is more than that.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Plain(i64);

impl Plain {
    /// How many marks there are.
    const MARKS: u32 = 3;
    /// Not answered: nothing to add.
    const WITHOUT: Plain = Plain(1);
    /// Answered, but not with points: nothing to add, unless a rule says otherwise.
    const NOT_APPLICABLE: Plain = Plain(2);
    /// What it adds is for its shape to say.
    const BY_SHAPE: Plain = Plain(4);
    /// The most that there is room for.
    const MOST: i64 = i64::MAX >> Plain::MARKS;

    fn of(state: State) -> Plain {
        match state {
            State::Empty | State::Unknown => Plain::WITHOUT,
            State::Zero => Plain(0),
            State::NotApplicable => Plain::NOT_APPLICABLE,
            State::Points(points) if (0..=Plain::MOST).contains(&points.in_millionths()) => {
                Plain(points.in_millionths() << Plain::MARKS)
            }
            State::Points(_) | State::Given(_) => Plain::BY_SHAPE,
        }
    }
}

const _: () = assert!(FlatRow::MOST <= Plain::MOST);

/// What responses come to that are added up without looking at them.
pub(crate) enum PlainSum {
    /// So many millionths, and whether any of them is answered.
    Points(i64, bool),
    /// One of them does not apply, and a rule says what that earns.
    ByRule,
    /// What one of them earns is for its shape to say.
    ByShape,
}

/// What some responses come to; `lost` says that those which do not apply earn nothing. Together they are at
/// most [`FlatRow::MOST`], as the edition has proved. This is where the time of a nation goes.
#[inline]
pub(crate) fn plain_sum(responses: &[Plain], lost: bool) -> PlainSum {
    let (mut sum, mut any, mut all) = (0_i64, 0, -1);
    for Plain(plain) in responses {
        sum = sum.wrapping_add(plain >> Plain::MARKS);
        any |= plain;
        all &= plain;
    }
    if any & Plain::BY_SHAPE.0 != 0 {
        PlainSum::ByShape
    } else if any & Plain::NOT_APPLICABLE.0 != 0 && !lost {
        PlainSum::ByRule
    } else {
        PlainSum::Points(sum, all & Plain::WITHOUT.0 == 0)
    }
}

impl Responses {
    /// So many leaves, none of them answered.
    pub(crate) fn none(leaves: usize) -> Responses {
        Responses { all: vec![Response::default(); leaves], plain: vec![Plain::WITHOUT; leaves] }
    }

    /// How many leaves there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// The response at a place.
    #[inline]
    pub(crate) fn get(&self, place: usize) -> Option<&Response> {
        self.all.get(place)
    }

    /// What can be added up of them.
    #[inline]
    pub(crate) fn plain(&self, places: Range<usize>) -> Option<&[Plain]> {
        self.plain.get(places)
    }

    /// Each of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Response> {
        self.all.iter()
    }

    /// Puts a response at a place; `false` where there is no such leaf.
    pub(crate) fn set(&mut self, place: usize, response: Response) -> bool {
        let (Some(kept), Some(plain)) = (self.all.get_mut(place), self.plain.get_mut(place)) else {
            return false;
        };
        *plain = Plain::of(response.state);
        *kept = response;
        true
    }
}

impl Index<usize> for Responses {
    type Output = Response;
    fn index(&self, place: usize) -> &Response {
        &self.all[place]
    }
}
