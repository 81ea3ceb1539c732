//! Letters for shares of a maximum, so that a table of many blocks is read without colour.

use kla::Points;

/// How much of a maximum was earned, in fifths. The bounds are a way to read a table and no part of any
/// rule.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Letter {
    /// 80 % and more.
    A,
    /// 60 % to less than 80 %.
    B,
    /// 40 % to less than 60 %.
    C,
    /// 20 % to less than 40 %.
    D,
    /// Less than 20 %.
    E,
}

impl Letter {
    /// All of them, the best first.
    pub const ALL: [Letter; 5] = [Letter::A, Letter::B, Letter::C, Letter::D, Letter::E];

    /// The letter itself.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Letter::A => 'A',
            Letter::B => 'B',
            Letter::C => 'C',
            Letter::D => 'D',
            Letter::E => 'E',
        }
    }

    /// The percentage at which it begins; the next better one ends it.
    #[must_use]
    pub fn from_percent(self) -> u32 {
        match self {
            Letter::A => 80,
            Letter::B => 60,
            Letter::C => 40,
            Letter::D => 20,
            Letter::E => 0,
        }
    }

    /// The letter of some points of a maximum, without dividing; `None` where there is nothing to earn.
    ///
    /// ```
    /// use kla::Points;
    /// use kla_plan::Letter;
    /// let letter = |points: &str| Letter::of(points.parse().unwrap(), Points::from(50));
    /// assert_eq!(letter("40"), Some(Letter::A));
    /// assert_eq!(letter("39.99"), Some(Letter::B));
    /// assert_eq!(Letter::of(Points::ZERO, Points::ZERO), None);
    /// ```
    #[must_use]
    pub fn of(points: Points, maximum: Points) -> Option<Letter> {
        let (points, maximum) = (points.millionths(), maximum.millionths());
        let reaches = |letter: &Letter| points * 100 >= maximum * i128::from(letter.from_percent());
        (maximum > 0).then(|| Letter::ALL.into_iter().find(reaches).unwrap_or(Letter::E))
    }
}
