//! On whose word the points of an official total rest, and how much of the claim has been checked.

use std::collections::BTreeSet;

use kla::{
    Address, Answers, Basis, Block, BlockScore, Indicator, IndicatorScore, Points, State, score,
};

use super::StageScore;

/// How much of what the first stage claims has been checked by the stages after it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checked<'a> {
    /// The points of the claims on which a later stage has spoken.
    pub points: Points,
    /// The points that the first stage claims.
    pub claimed: Points,
    /// The same of each block, in official order.
    pub blocks: Vec<CheckedBlock<'a>>,
}

/// How much of a block has been checked.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CheckedBlock<'a> {
    /// The block.
    pub block: &'a Block,
    /// The points of the claims on which a later stage has spoken.
    pub points: Points,
    /// The points that the first stage claims.
    pub claimed: Points,
}

/// Fills in shares and checks of each stage.
pub(super) fn fill(stages: &mut [StageScore<'_>]) {
    let owns: Vec<&Answers<'_>> = stages.iter().map(|stage| stage.own).collect();
    let filled: Vec<_> = (0..stages.len())
        .map(|place| {
            let upto = &owns[..=place];
            (shares(stages, place, upto), checked(stages, place, upto))
        })
        .collect();
    for (stage, ((shares, adjustment), checked)) in stages.iter_mut().zip(filled) {
        (stage.shares, stage.adjustment, stage.checked) = (shares, adjustment, checked);
    }
}

/// The points that rest on each stage up to one, and what caps and scaling add.
fn shares(stages: &[StageScore<'_>], place: usize, upto: &[&Answers<'_>]) -> (Vec<Points>, Points) {
    let mut shares = vec![Points::ZERO; place + 1];
    let stage = &stages[place];
    match (&stage.card, stage.total) {
        (Some(card), Some(total)) => {
            for (place, block) in card.blocks().iter().enumerate() {
                share_block(upto, place, block, &mut shares);
            }
            let sum: Points = shares.iter().copied().sum();
            (shares, total - sum)
        }
        // A printed total rests on whoever printed it.
        (None, Some(total)) => {
            let printed = stages[..=place].iter().rposition(|stage| !stage.own_is_silent());
            shares[printed.unwrap_or(place)] = total;
            (shares, Points::ZERO)
        }
        _ => (shares, Points::ZERO),
    }
}

impl StageScore<'_> {
    fn own_is_silent(&self) -> bool {
        self.figure == super::StageFigure::Unchanged
    }
}

fn share_block(upto: &[&Answers<'_>], place: usize, block: &BlockScore<'_>, shares: &mut [Points]) {
    if block.basis == Basis::Stated {
        let states = |own: &Answers<'_>| own.stated_for_block(place).is_some();
        return give(upto, states, block.points, shares);
    }
    for row in &block.indicators {
        share_row(upto, row, shares);
    }
}

fn share_row(upto: &[&Answers<'_>], row: &IndicatorScore<'_>, shares: &mut [Points]) {
    if row.basis == Basis::Stated {
        let states = |own: &Answers<'_>| own.stated_for_indicator(row.indicator).is_some();
        return give(upto, states, row.points, shares);
    }
    for question in &row.questions {
        let speaks = |own: &Answers<'_>| own.response(question.question).speaks();
        give(upto, speaks, question.leaf.points, shares);
    }
    if let Some(leaf) = &row.measured {
        let speaks = |own: &Answers<'_>| own.measured(row.indicator).speaks();
        give(upto, speaks, leaf.points, shares);
    }
}

/// Gives points to the last stage that has spoken.
fn give(
    upto: &[&Answers<'_>],
    speaks: impl Fn(&Answers<'_>) -> bool,
    points: Points,
    shares: &mut [Points],
) {
    let owner = upto.iter().rposition(|own| speaks(own)).unwrap_or(0);
    if let Some(share) = shares.get_mut(owner) {
        *share += points;
    }
}

/// The claims on which any later stage has spoken, scored alone: what they earn under the caps and the
/// scaling of the edition.
fn checked<'a>(
    stages: &[StageScore<'a>],
    place: usize,
    upto: &[&Answers<'_>],
) -> Option<Checked<'a>> {
    let (first, verifiers) = upto.split_first()?;
    let claim = stages.first()?.card.as_ref()?;
    if verifiers.is_empty() || stages.get(place)?.card.is_none() {
        return None;
    }
    let mut spoken = BTreeSet::new();
    for (place, block) in first.edition().blocks().iter().enumerate() {
        spoken_on(verifiers, place, block, &mut spoken);
    }
    // A whole beside its own parts does not count, so it must not come back when they are taken out.
    let counts_whole = |node: &Address| match node {
        Address::Block(id) => {
            let mut blocks = claim.blocks().iter();
            blocks.any(|block| block.block.id == *id && block.basis == Basis::Stated)
        }
        Address::Indicator(id) => {
            claim.indicators().any(|row| row.indicator.id == *id && row.basis == Basis::Stated)
        }
        Address::Total | Address::Question(_) => false,
    };
    let kept = first.revised(
        |leaf| if spoken.contains(&leaf.address) { leaf.response.state } else { State::Empty },
        |whole| {
            let stays = spoken.contains(&whole.address) && counts_whole(&whole.address);
            whole.points.filter(|_| stays)
        },
    );
    let kept = score(&kept);
    let blocks = claim.blocks().iter().zip(kept.blocks()).map(|(claim, kept)| CheckedBlock {
        block: claim.block,
        points: kept.points,
        claimed: claim.points,
    });
    Some(Checked { points: kept.total(), claimed: claim.total(), blocks: blocks.collect() })
}

/// The nodes of a block on which a verifier has spoken: itself, or a whole that holds it, or, where it is
/// known as a whole, any of its parts.
fn spoken_on(
    verifiers: &[&Answers<'_>],
    place: usize,
    block: &Block,
    spoken: &mut BTreeSet<Address>,
) {
    let of_block = verifiers.iter().any(|own| own.stated_for_block(place).is_some());
    let mut any_row = false;
    for row in &block.indicators {
        any_row |= spoken_on_row(verifiers, row, of_block, spoken);
    }
    if of_block || any_row {
        spoken.insert(Address::Block(block.id.clone()));
    }
}

fn spoken_on_row(
    verifiers: &[&Answers<'_>],
    row: &Indicator,
    of_block: bool,
    spoken: &mut BTreeSet<Address>,
) -> bool {
    let of_row = of_block || verifiers.iter().any(|own| own.stated_for_indicator(row).is_some());
    let mut any = of_row
        || (row.measure().is_some() && verifiers.iter().any(|own| own.measured(row).speaks()));
    for question in row.questions() {
        if of_row || verifiers.iter().any(|own| own.response(question).speaks()) {
            any = true;
            spoken.insert(Address::Question(question.id.clone()));
        }
    }
    if any {
        spoken.insert(Address::Indicator(row.id.clone()));
    }
    any
}
