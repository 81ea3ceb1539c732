//! Plans: nothing cheaper exists, what is promised is reached, and every situation has a clear answer.

mod brute;
mod small;

use kla::{Points, score};
use kla_plan::{Baseline, Buffer, Outcomes, Plan, PlanQuery, Planning, Verdict, Within};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::support::for_all;
use brute::Tried;
use small::{Dice, Small};

fn points(text: &str) -> Points {
    text.parse().expect("points")
}

/// A query for a small edition.
fn query<'e>(small: &'e Small, dice: &mut Dice<'_>) -> PlanQuery<'e> {
    let mut query = PlanQuery::default();
    query.target = small.edition.category(["puncak", "awal"][dice.below(2)]);
    query.baseline = Some(Baseline::ALL[dice.below(3)]);
    query.buffer = Buffer::Points(points(["0", "0.5", "2"][dice.below(3)]));
    query.outcomes = [Outcomes::Improve, Outcomes::Stay][dice.below(2)];
    query.within = if dice.below(5) == 4 { Within::Hours } else { Within::Any };
    query.budget = [None, Some(3), Some(9)][dice.below(3)];
    query
}

/// The least effort that comes to a total under the conditions, with what breaks ties.
fn least(tried: &[Tried], total: Points) -> Option<(u64, usize, usize)> {
    let good = tried.iter().filter(|tried| tried.total >= total && tried.conditions);
    good.map(|tried| (tried.effort, tried.agencies, tried.actions)).min()
}

fn size(plan: &Plan<'_>) -> (u64, usize, usize) {
    (plan.effort, plan.agencies().len(), plan.actions.len())
}

/// What a plan promises, by a text in which every question that it touches has the points it names.
fn replayed(small: &Small, plan: &Plan<'_>, baseline: Baseline) -> Points {
    let text = small::answers(&small.leaves, |leaf| {
        let last = plan.actions.iter().rev().find(|action| action.node.to_string() == leaf.id);
        match last {
            Some(action) => Some(format!("{{ points = \"{}\" }}", action.after)),
            None if brute::stands(leaf, baseline) => small
                .answers
                .lines()
                .skip_while(|line| *line != format!("[answers.\"{}\"]", &leaf.id[..1]))
                .find(|line| line.starts_with(&format!("{} =", &leaf.id[2..])))
                .filter(|_| small.answers.contains(&format!("[answers.\"{}\"]", &leaf.id[..1])))
                .and_then(|line| line.split_once(" = "))
                .map(|(_, said)| said.to_owned())
                .filter(|_| leaf.given != small::Given::Absent || leaf.status.is_some()),
            None => None,
        }
    });
    let answers = small.edition.read_answers("a.toml", &text);
    score(&answers.unwrap_or_else(|rejected| panic!("{rejected}\n{text}"))).total()
}

/// Every action leads on from the one before, and the last one to the total.
fn adds_up(plan: &Plan<'_>) -> bool {
    let gains: Points = plan.by_class.iter().map(|(_, sum)| *sum).sum();
    let effort: u64 = plan.actions.iter().map(|action| action.effort).sum();
    let last = plan.actions.last().map_or(plan.start, |action| action.running);
    let fails = plan.actions.iter().all(|action| action.without <= plan.total);
    last == plan.total && plan.start + gains == plan.total && effort == plan.effort && fails
}

fn check(small: &Small, query: &PlanQuery<'_>) -> TestCaseResult {
    let claimed = small
        .edition
        .read_answers("a.toml", &small.answers)
        .unwrap_or_else(|rejected| panic!("{rejected}\n{}", small.answers));
    let baseline = query.baseline.expect("given");
    let target = query.target.expect("given");
    let tried = brute::all(small, &claimed, baseline, target, query.within, query.outcomes);
    let Some(tried) = tried else {
        return Ok(());
    };
    let planning = kla_plan::plan(&claimed, query);
    let goal = planning.goal.expect("a target was named");
    let best = tried.iter().map(|tried| tried.total).max().expect("staying is a way");
    prop_assert_eq!(planning.best, best, "the best");
    let ceilings: Points = planning.ceilings.iter().map(|ceiling| ceiling.points).sum();
    prop_assert_eq!(planning.best + ceilings, small.edition.total(), "ceilings");
    for point in &planning.curve {
        let most = tried.iter().filter(|tried| tried.effort <= point.effort).map(|one| one.total);
        prop_assert_eq!(Some(point.total), most.max(), "curve at {}", point.effort);
    }
    if let Some(most) = &planning.most {
        let budget = query.budget.unwrap_or(u64::MAX);
        let within = tried.iter().filter(|tried| tried.effort <= budget).map(|one| one.total);
        prop_assert_eq!(Some(most.total), within.max(), "most for {}", budget);
        prop_assert!(most.effort <= budget && adds_up(most));
        prop_assert_eq!(replayed(small, most, baseline), most.total);
    }
    verdict(&planning, &tried)?;
    let plans = planning.plan.iter().chain(&planning.without_buffer).chain(&planning.fewest);
    for plan in plans.chain(&planning.others) {
        prop_assert_eq!(replayed(small, plan, baseline), plan.total, "{:#?}", plan);
        prop_assert!(adds_up(plan), "{:#?}", plan);
        prop_assert!(plan.total >= goal.category.from);
        let reaches = plan.category.is_some_and(|reached| reached.from >= goal.category.from);
        prop_assert!(reaches, "{:#?}", plan);
    }
    Ok(())
}

/// Whether what was found is what trying everything finds.
fn verdict(planning: &Planning<'_>, tried: &[Tried]) -> TestCaseResult {
    let goal = planning.goal.expect("a target was named");
    let (buffered, floor) = (least(tried, goal.total), least(tried, goal.category.from));
    let plan = planning.plan.as_ref();
    match &planning.verdict {
        Verdict::Reached => prop_assert_eq!(buffered, Some((0, 0, 0))),
        Verdict::Reachable => {
            prop_assert_eq!(plan.map(size), buffered);
            if let Some(without) = &planning.without_buffer {
                prop_assert_eq!(Some(size(without)), floor);
            }
        }
        Verdict::NotWithBuffer => {
            prop_assert_eq!(buffered, None);
            prop_assert_eq!(plan.map(size), floor);
        }
        Verdict::Unreachable(_) => prop_assert_eq!(floor, None),
        other => prop_assert!(false, "{other:?}"),
    }
    if let Some(plan) = plan {
        let aim = if matches!(planning.verdict, Verdict::Reachable) {
            goal.total
        } else {
            goal.category.from
        };
        let good = tried.iter().filter(|tried| tried.total >= aim && tried.conditions);
        let fewest = good.map(|tried| tried.actions).min();
        let found = planning.fewest.as_ref().unwrap_or(plan).actions.len();
        prop_assert_eq!(Some(found), fewest, "fewest actions");
        for other in &planning.others {
            prop_assert!(other.effort >= plan.effort);
        }
    }
    Ok(())
}

#[test]
fn no_cheaper_plan_exists_in_small_editions() {
    for_all(600, &vec(any::<u8>(), 72), |numbers| {
        let (own, rest) = numbers.split_at(64);
        let small = Small::new(own);
        let query = query(&small, &mut Dice::new(rest));
        check(&small, &query).map_err(|error| {
            TestCaseError::fail(format!(
                "{error}\n{query:#?}\n{:#?}\n{}",
                small.leaves, small.answers
            ))
        })
    });
}
