//! Every way through a small edition, tried one by one.

use std::collections::{BTreeMap, BTreeSet};

use kla::{Answers, GateEffect, GateState, Points, State, score};
use kla_plan::{Baseline, Outcomes, Within};

use super::small::{CLASSES, Given, Kind, Leaf, Small};

/// One thing that can be done for a question.
#[derive(Clone, Debug)]
pub struct Way {
    /// The answer then; none where it stays.
    pub state: Option<State>,
    pub effort: u64,
    pub actions: usize,
}

/// What a combination leads to.
#[derive(Clone, Debug)]
pub struct Tried {
    pub total: Points,
    pub effort: u64,
    pub actions: usize,
    pub agencies: usize,
    /// Whether every condition that could keep the result below the target holds, and it has a category.
    pub conditions: bool,
}

/// Whether a claim counts at the baseline.
pub fn stands(leaf: &Leaf, baseline: Baseline) -> bool {
    match baseline {
        Baseline::Claimed => true,
        Baseline::Evidenced => matches!(leaf.status, Some("sah" | "belum-diperiksa")),
        Baseline::Verified => leaf.status == Some("sah"),
    }
}

/// The answers as they stand at the baseline.
pub fn start<'e>(small: &Small, claimed: &Answers<'e>, baseline: Baseline) -> Answers<'e> {
    let dropped: BTreeSet<&str> = small
        .leaves
        .iter()
        // What does not apply and leaves the sum stands at every mark.
        .filter(|leaf| {
            !(stands(leaf, baseline) || small.leave && leaf.given == Given::NotApplicable)
        })
        .map(|leaf| leaf.id.as_str())
        .collect();
    claimed.revised(
        |leaf| {
            let is_dropped = dropped.contains(leaf.address.to_string().as_str());
            if is_dropped { State::Empty } else { leaf.response.state }
        },
        |_| None,
    )
}

fn of(hundredths: u64) -> Points {
    Points::of_millionths(i128::from(hundredths) * 10_000).expect("a small number")
}

fn hundredths(points: Points) -> u64 {
    u64::try_from(points.millionths() / 10_000).expect("not below nothing")
}

/// Every way for one question, staying included.
fn ways(
    leaf: &Leaf,
    claimed: Points,
    now: Points,
    state: State,
    within: Within,
    outcomes: Outcomes,
) -> Vec<Way> {
    let mut ways = vec![Way { state: None, effort: 0, actions: 0 }];
    if leaf.given == Given::NotApplicable {
        return ways;
    }
    let hours = within == Within::Hours;
    let evidence = (claimed > now).then(|| match leaf.status {
        None => (CLASSES[0].1, true),
        Some("ditolak") => (CLASSES[1].1, true),
        _ => (CLASSES[2].1, false),
    });
    if let Some((effort, quick)) = evidence {
        if hours && !quick {
            return ways;
        }
        ways.push(Way { state: Some(state), effort, actions: 1 });
    }
    // No class of question is quick.
    if hours || (leaf.class == 5 && outcomes == Outcomes::Stay) {
        return ways;
    }
    let before = evidence.map_or(0, |(effort, _)| effort);
    let (max, claim) = (leaf.maximum, hundredths(claimed));
    let work = |gain: u64| (CLASSES[leaf.class].1 * gain).div_ceil(max).max(1);
    if leaf.kind == Kind::Checklist {
        let ticked: &[usize] = match leaf.given {
            Given::Part => &[0],
            Given::Full => &[0, 1, 2],
            _ => &[],
        };
        let items = [max / 2, max / 2, 50];
        let sum: u64 = ticked.iter().map(|place| items[*place]).sum();
        let open: Vec<u64> =
            (0..3).filter(|place| !ticked.contains(place)).map(|place| items[place]).collect();
        if claim < max {
            for chosen in 1..1_u32 << open.len() {
                let picked: Vec<u64> = open
                    .iter()
                    .enumerate()
                    .filter(|(place, _)| chosen & (1 << place) != 0)
                    .map(|(_, points)| *points)
                    .collect();
                let points = (sum + picked.iter().sum::<u64>()).min(max);
                ways.push(Way {
                    state: Some(State::Points(of(points))),
                    effort: before + picked.iter().map(|points| work(*points)).sum::<u64>(),
                    actions: picked.len() + usize::from(before > 0),
                });
            }
        }
        return ways;
    }
    let reachable: Vec<u64> = match leaf.kind {
        Kind::Unknown | Kind::Lower => vec![max],
        Kind::Halves | Kind::Ladder | Kind::Ranges => vec![max / 2, max],
        // max × 25 %, 50 %, 75 %, 100 %, half up to hundredths
        Kind::Linear => (1..=4).map(|step| (max * step * 25 + 50) / 100).collect(),
        Kind::Checklist => Vec::new(),
    };
    for points in reachable.into_iter().filter(|points| *points > claim) {
        ways.push(Way {
            state: Some(State::Points(of(points))),
            effort: before + work(points - claim),
            actions: 1,
        });
    }
    ways
}

/// All combinations; `None` where there are too many to try.
pub fn all(
    small: &Small,
    claimed: &Answers<'_>,
    baseline: Baseline,
    target: &kla::Category,
    within: Within,
    outcomes: Outcomes,
) -> Option<Vec<Tried>> {
    let start = start(small, claimed, baseline);
    let (before, now) = (score(claimed), score(&start));
    let states: BTreeMap<String, State> =
        claimed.leaves().map(|leaf| (leaf.address.to_string(), leaf.response.state)).collect();
    let ways: Vec<Vec<Way>> = small
        .leaves
        .iter()
        .map(|leaf| {
            let address = small.edition.address(&leaf.id).expect("a question of the edition");
            let points = |card: &kla::Scorecard<'_>| card.points_of(&address).expect("known");
            ways(leaf, points(&before), points(&now), states[&leaf.id], within, outcomes)
        })
        .collect();
    let number: usize = ways.iter().map(Vec::len).product();
    if number > 2_000 {
        return None;
    }
    let mut tried = Vec::with_capacity(number);
    for mut code in 0..number {
        let mut chosen: BTreeMap<String, State> = BTreeMap::new();
        let (mut effort, mut actions) = (0, 0);
        let mut agencies = BTreeSet::new();
        for (leaf, ways) in small.leaves.iter().zip(&ways) {
            let way = &ways[code % ways.len()];
            code /= ways.len();
            if let Some(state) = way.state {
                chosen.insert(leaf.id.clone(), state);
                agencies.extend(leaf.agencies.iter().copied());
            }
            effort += way.effort;
            actions += way.actions;
        }
        let answers = start.revised(
            |leaf| chosen.get(&leaf.address.to_string()).copied().unwrap_or(leaf.response.state),
            |_| None,
        );
        let card = score(&answers);
        let holds = |gate: &kla::GateScore<'_>| {
            let of = small.edition.category(gate.gate.category.as_str()).expect("a category");
            of.from > target.from
                || gate.gate.effect != GateEffect::Cap
                || gate.state == GateState::Passed
        };
        tried.push(Tried {
            total: card.total(),
            effort,
            actions,
            agencies: agencies.len(),
            conditions: card.gates().iter().all(holds) && card.placement().category.is_some(),
        });
    }
    Some(tried)
}
