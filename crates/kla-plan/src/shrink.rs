//! What a score would be if the part of it that nobody has verified shrank.

use std::collections::BTreeMap;

use kla::{
    Answers, Basis, Block, BlockId, BlockScore, Edition, Lang, OverError, Placement, Points,
    Scorecard, Text, score, wording,
};

use crate::marks::{MarkedCards, Marks, Repair};

/// Decimals that remain of the part of a block that survives.
const DECIMALS: u32 = 2;

/// How far the part of a score that is not verified falls.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fall {
    /// Not at all: the claimed mark.
    Nothing,
    /// By so many percent, which the edition names.
    Percent(Points),
    /// By so many percent, the fall to expect where nothing better is known.
    Reference(Points),
    /// As the region's own score fell in its last cycle, block by block.
    LastCycle,
}

impl Fall {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Fall::Nothing => "nothing",
            Fall::Percent(_) => "percent",
            Fall::Reference(_) => "reference",
            Fall::LastCycle => "last-cycle",
        }
    }

    /// By how many percent, where that is the same for every block.
    #[must_use]
    pub fn percent(self) -> Option<Points> {
        match self {
            Fall::Nothing => Some(Points::ZERO),
            Fall::Percent(percent) | Fall::Reference(percent) => Some(percent),
            Fall::LastCycle => None,
        }
    }
}

/// What a score would be after a fall.
#[derive(Debug)]
#[non_exhaustive]
pub struct Scenario<'a> {
    /// The fall.
    pub fall: Fall,
    /// The blocks after it, in official order.
    pub blocks: Vec<BlockAfter<'a>>,
    /// The total after it.
    pub total: Points,
    /// The category by the points alone.
    pub placement: Placement<'a>,
}

/// A block after a fall.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BlockAfter<'a> {
    /// The block.
    pub block: &'a Block,
    /// Its points: what is verified, and what survives of the rest, cut after two decimals.
    pub points: Points,
    /// By which ratio the rest survives, where the last cycle says so.
    pub kept: Option<Kept>,
}

/// How much of a self-assessment was left after verification.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Kept {
    /// The points after verification.
    pub verified: Points,
    /// The points of the self-assessment; above zero.
    pub own: Points,
    /// Whose they are.
    pub of: KeptOf,
}

/// Whose points a ratio of the last cycle is made of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeptOf {
    /// The block's own.
    Block,
    /// All blocks' together, because the block was not there, or had no points.
    Total,
}

/// A region's last cycle: its self-assessment and what verification left of it, block by block.
#[derive(Clone, Debug)]
pub struct LastCycle {
    blocks: BTreeMap<BlockId, (Points, Points)>,
    verified: Points,
    own: Points,
    year: u16,
}

impl LastCycle {
    /// [`LastCycle::of`] for the region of the answers at hand.
    ///
    /// # Errors
    ///
    /// What to say to a person where the files are of another region or do not belong together.
    pub fn beside(
        answers: &Answers<'_>,
        own: &Answers<'_>,
        verified: &Answers<'_>,
    ) -> Result<LastCycle, Text> {
        let (here, there) = (answers.place(), own.place());
        if here.code != there.code {
            let (here, there) = (
                format!("{} ({})", here.label(), here.code),
                format!("{} ({})", there.label(), there.code),
            );
            return Err(Text::new(
                format!(
                    "siklus lalu milik {there}, sedangkan isiannya milik {here}; pakai berkas daerah yang sama"
                ),
                format!(
                    "the last cycle is that of {there}, but the answers are of {here}; use files of one region"
                ),
            ));
        }
        LastCycle::of(own, verified).map_err(|error| apart(&error))
    }

    /// The last cycle from its two files of answers, which are of one region, year and edition, be it
    /// another than that of the answers at hand. What the verified file leaves out stayed as it was;
    /// what it rejects is worth nothing.
    ///
    /// # Errors
    ///
    /// When the two do not belong together, or the verified file speaks of a part of what the other
    /// knows only as a whole.
    ///
    /// ```
    /// let edition = kla::Edition::bundled("2022").unwrap();
    /// let read = |stage: &str, points: &str| {
    ///     let text = format!("format = 1\nedition = '2022'\nregion = '62.71'\nyear = 2022\nstage = '{stage}'\n[blocks]\nkelembagaan = '{points}'\n");
    ///     edition.read_answers("a.toml", &text).unwrap()
    /// };
    /// let last = kla_plan::LastCycle::of(&read("mandiri", "150"), &read("final", "120")).unwrap();
    /// let kept = last.total().unwrap();
    /// assert_eq!((kept.verified.to_string(), kept.own.to_string()), ("120".to_owned(), "150".to_owned()));
    /// ```
    pub fn of<'e>(own: &Answers<'e>, verified: &Answers<'e>) -> Result<LastCycle, OverError> {
        let official = verified.over(own)?;
        let marks = Marks::with(&official, Repair::Over);
        let cards = marks.score();
        let before = score(own);
        let given = |block: &BlockScore<'_>| block.basis != Basis::Nothing;
        let pairs = before.blocks().iter().zip(cards.claimed.blocks());
        let pairs = pairs.filter(|(own, verified)| given(own) && given(verified));
        let blocks: BTreeMap<BlockId, (Points, Points)> = pairs
            .map(|(own, verified)| (own.block.id.clone(), (verified.points, own.points)))
            .collect();
        Ok(LastCycle {
            verified: blocks.values().map(|(verified, _)| *verified).sum(),
            own: blocks.values().map(|(_, own)| *own).sum(),
            blocks,
            year: own.year(),
        })
    }

    /// The year of the cycle.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.year
    }

    /// What was left of all blocks together; `None` where the self-assessment had no points.
    #[must_use]
    pub fn total(&self) -> Option<Kept> {
        (!self.own.is_zero()).then_some(Kept {
            verified: self.verified,
            own: self.own,
            of: KeptOf::Total,
        })
    }

    /// What was left of a block; of all of them, where it was not there or had no points.
    #[must_use]
    pub fn kept(&self, block: &Block) -> Option<Kept> {
        match self.blocks.get(&block.id) {
            Some((verified, own)) if !own.is_zero() => {
                Some(Kept { verified: *verified, own: *own, of: KeptOf::Block })
            }
            _ => self.total(),
        }
    }
}

impl<'a> MarkedCards<'a> {
    /// What the score would be after each fall that the edition names, and after that of the region's
    /// last cycle; from the smallest to the largest, with the region's own at the end. Nothing falls in
    /// the first one. Only the first and the last are there where the edition names no falls.
    #[must_use]
    pub fn scenarios(&self, last: Option<&LastCycle>) -> Vec<Scenario<'a>> {
        let mut falls = vec![Fall::Nothing];
        if let Some(shrink) = self.claimed.edition().shrink() {
            falls.extend(shrink.percents.iter().map(|percent| Fall::Percent(*percent)));
            falls.push(Fall::Reference(shrink.reference));
            falls.sort_by_key(|fall| fall.percent());
        }
        let own = last.filter(|last| last.total().is_some());
        falls.extend(own.map(|_| Fall::LastCycle));
        falls.into_iter().filter_map(|fall| self.scenario(fall, own)).collect()
    }

    /// What the score would be after a fall; `None` where it is that of a last cycle and there is none.
    #[must_use]
    pub fn scenario(&self, fall: Fall, last: Option<&LastCycle>) -> Option<Scenario<'a>> {
        let trios = self.verified.blocks().iter().zip(self.claimed.blocks());
        let trios = trios.zip(self.potential.blocks());
        let mut blocks = Vec::new();
        for ((verified, claimed), potential) in trios {
            let rest = claimed.points - verified.points;
            let kept = match fall {
                Fall::LastCycle => Some(last?.kept(claimed.block)?),
                _ => None,
            };
            let survives = match fall {
                Fall::Nothing => rest,
                Fall::Percent(percent) | Fall::Reference(percent) => {
                    survives(rest, Points::from(100) - percent, Points::from(100))
                }
                Fall::LastCycle => {
                    kept.map_or(Points::ZERO, |kept| survives(rest, kept.verified, kept.own))
                }
            };
            // A region whose score rose in its last cycle cannot rise above what is possible.
            let points = (verified.points + survives).min(potential.points);
            blocks.push(BlockAfter { block: claimed.block, points, kept });
        }
        let total = self.total_after(&blocks);
        let edition: &'a Edition = self.claimed.edition();
        Some(Scenario { fall, blocks, total, placement: edition.placement(total) })
    }

    /// The total of blocks after a fall. Where blocks left the total because they do not apply, the
    /// part of the total that is not verified falls as the blocks' parts do together.
    fn total_after(&self, blocks: &[BlockAfter<'_>]) -> Points {
        let sum = blocks.iter().map(|after| after.points).sum::<Points>();
        let scaled = |card: &Scorecard<'_>| card.rescale().is_some();
        if !scaled(&self.verified) && !scaled(&self.claimed) {
            return sum;
        }
        let of = |card: &Scorecard<'_>| -> Points {
            card.blocks().iter().map(|block| block.points).sum()
        };
        let (verified, claimed) = (of(&self.verified), of(&self.claimed));
        if sum == claimed {
            return self.claimed.total();
        }
        let rest = self.claimed.total() - self.verified.total();
        let total = self.verified.total() + survives(rest, sum - verified, claimed - verified);
        total.min(self.potential.total())
    }
}

fn survives(rest: Points, part: Points, whole: Points) -> Points {
    rest.part_of(part, whole, DECIMALS).unwrap_or_default()
}

/// The two files of the last cycle do not belong together.
fn apart(error: &OverError) -> Text {
    let (id, en) = match error {
        OverError::OtherRules => (
            "kedua berkas siklus lalu memakai edisi atau aturan yang berbeda".to_owned(),
            "the two files of the last cycle use different editions or rules".to_owned(),
        ),
        OverError::OtherRegion(first, second) => (
            format!("kedua berkas siklus lalu milik daerah yang berbeda: {first} dan {second}"),
            format!(
                "the two files of the last cycle are of different regions: {first} and {second}"
            ),
        ),
        OverError::OtherYear(first, second) => (
            format!("kedua berkas siklus lalu milik tahun yang berbeda: {first} dan {second}"),
            format!("the two files of the last cycle are of different years: {first} and {second}"),
        ),
        OverError::PartsOfWholes(nodes) => {
            let nodes: Vec<String> = nodes.iter().map(ToString::to_string).collect();
            (
                format!(
                    "berkas mandiri hanya memuat jumlah {}, sedangkan berkas verifikasi memuat sebagian rinciannya; isi seluruh rinciannya, atau jumlahnya saja, di kedua berkas",
                    wording::list(Lang::Id, &nodes)
                ),
                format!(
                    "the self-assessment holds only the sum of {}, and the verified file some of its parts; give all of them, or only the sum, in both files",
                    wording::list(Lang::En, &nodes)
                ),
            )
        }
        _ => (
            "kedua berkas siklus lalu tidak dapat dibandingkan".to_owned(),
            "the two files of the last cycle cannot be compared".to_owned(),
        ),
    };
    Text::new(id, en)
}
