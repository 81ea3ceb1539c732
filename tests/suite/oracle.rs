//! The engine and a second one, written from `rules/FORMAT.md` alone, agree on random answers.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use kla::{Basis, Lang, ResultFile, Scale, Scorecard, Shape, Step};
use kla_tests::generate::answers;
use kla_tests::oracle::{Verdict, decimal, judge, read_edition};
use num_rational::BigRational;
use proptest::prelude::*;

use crate::support::{Rules, SHAPES, changed, for_all, rules, with_card};

/// Scores random answers by both and compares all that both say.
fn check(cases: u32, rules: &Rules) {
    let second = read_edition(&rules.files);
    for_all(cases, &answers(&rules.files), |text| {
        let verdict = judge(&second, &text);
        let wrong = with_card(&rules.edition, &text, |card| disagreements(card, &verdict));
        prop_assert!(wrong.is_empty(), "{}:\n{}", rules.name, wrong.join("\n"));
        Ok(())
    });
}

#[test]
fn questions_of_2023() {
    check(192, rules("2023"));
}

#[test]
fn blocks_of_2022() {
    check(512, rules("2022"));
}

#[test]
fn percentages_of_profil_22() {
    check(512, rules("profil-22"));
}

#[test]
fn every_shape() {
    check(384, rules(SHAPES));
}

/// What the made-up edition does with answers that do not apply.
const LEAVES: &str = "policy = \"leaves\"\ndigits = 1\nties = \"half-up\"";

#[test]
fn every_shape_where_what_does_not_apply_is_lost_or_granted() {
    for policy in ["lost", "granted"] {
        let written = format!("policy = \"{policy}\"");
        check(96, &changed(policy, SHAPES, &[(LEAVES, &written)]));
    }
}

#[test]
fn every_shape_with_other_digits() {
    for digits in [0, 3, 6] {
        let scaled = format!("policy = \"leaves\"\ndigits = {digits}\nties = \"half-up\"");
        let shares = format!("at = \"question\"\ndigits = {}", digits.max(1));
        let changes = [(LEAVES, scaled.as_str()), ("at = \"question\"\ndigits = 2", &shares)];
        check(48, &changed("other digits", SHAPES, &changes));
    }
}

/// Every total of zero by another rule than its own.
#[test]
fn every_shape_with_other_totals_of_zero() {
    let zero = |rule: &str| format!("zero_total = \"{rule}\"");
    for (from, to) in
        [("none", "not-applicable"), ("full", "not-applicable"), ("not-applicable", "full")]
    {
        check(48, &changed(to, SHAPES, &[(&zero(from), &zero(to))]));
    }
}

/// The same ranges with their bounds on the other side.
#[test]
fn every_shape_with_other_bounds() {
    let closed_below =
        [(", to = ", ", BELOW = "), (", below = ", ", to = "), (", BELOW = ", ", below = ")];
    let open_above =
        [("{ from = ", "{ ABOVE = "), ("{ above = ", "{ from = "), ("{ ABOVE = ", "{ above = ")];
    let first =
        [("{ to = ", "{ BELOW = "), ("{ below = ", "{ to = "), ("{ BELOW = ", "{ below = ")];
    // What begins and ends on one figure, or on the ends of the domain, has no other side.
    let kept = [
        (
            "{ above = \"0\", below = \"0\", points = \"1\" }",
            "{ from = \"0\", to = \"0\", points = \"1\" }",
        ),
        (
            "{ above = \"-5\", to = \"0\", points = \"2.5\" }",
            "{ above = \"-5\", below = \"0\", points = \"2.5\" }",
        ),
        ("{ from = \"0\", points = \"0\" }", "{ above = \"0\", points = \"0\" }"),
        ("{ above = \"0\", below = \"33.34\"", "{ from = \"0\", below = \"33.34\""),
        ("below = \"100\", points = \"4\" },\n]", "to = \"100\", points = \"4\" },\n]"),
        ("to = \"100\", points = \"2\"", "below = \"100\", points = \"2\""),
        ("{ above = \"100\", points = \"4\" }", "{ from = \"100\", points = \"4\" }"),
    ];
    let changes: Vec<(&str, &str)> = [&closed_below[..], &open_above, &first, &kept].concat();
    check(96, &changed("bounds on the other side", SHAPES, &changes));
}

#[test]
fn questions_of_2023_that_leave() {
    let leaves = "policy = \"leaves\"\ndigits = 2\nties = \"half-up\"";
    check(64, &changed("2023, leaves", "2023", &[("policy = \"lost\"", leaves)]));
}

#[test]
fn indicators_of_profil_22_that_leave_or_are_granted() {
    for policy in ["policy = \"leaves\"\ndigits = 2\nties = \"half-up\"", "policy = \"granted\""] {
        check(128, &changed(policy, "profil-22", &[("policy = \"lost\"", policy)]));
    }
}

#[test]
fn totals_in_a_hole_that_belongs_to_nobody() {
    let changes = [("between = \"lower\"", "between = \"none\"")];
    check(256, &changed("2022, holes", "2022", &changes));
    check(64, &changed("every shape, holes", SHAPES, &changes));
}

/// Agreement says little about what never comes up.
#[test]
fn random_answers_to_every_shape_come_to_every_situation() {
    let rules = rules(SHAPES);
    let second = read_edition(&rules.files);
    let seen = RefCell::new(BTreeSet::new());
    for_all(384, &answers(&rules.files), |text| {
        let verdict = judge(&second, &text);
        let mut seen = seen.borrow_mut();
        let states = verdict.states.iter();
        let shape = |leaf: &str| {
            let question = rules.edition.question(leaf).expect("a question of the edition");
            question.measure.shape.word()
        };
        seen.extend(states.map(|(leaf, state)| format!("{} {state}", shape(leaf))));
        // What a leaf earned, and not because it was typed.
        with_card(&rules.edition, &text, |card| {
            for question in card.indicators().flat_map(|row| &row.questions) {
                seen.insert(format!("{} {}", question.question.id, step_of(&question.leaf.step())));
            }
        });
        seen.extend(verdict.left.iter().map(|node| format!("{node} left")));
        seen.extend(verdict.scaled.iter().map(|node| format!("{node} scaled")));
        let gates = verdict.gates.iter();
        seen.extend(gates.map(|(gate, outcome)| format!("gate {gate} {outcome:?}")));
        seen.insert(format!("kept by a gate {}", verdict.kept));
        Ok(())
    });
    let seen = seen.into_inner();
    let missing: Vec<String> =
        situations(rules).into_iter().filter(|situation| !seen.contains(situation)).collect();
    assert!(missing.is_empty(), "never seen: {missing:#?}");
}

/// What should come up in answers to the made-up edition.
fn situations(rules: &Rules) -> Vec<String> {
    let mut expected = Vec::new();
    for question in rules.edition.questions() {
        let id = &question.id;
        let shape = &question.measure.shape;
        for state in ["belum-diisi", "tidak-tahu", "tidak-berlaku", "nol", "terisi"] {
            expected.push(format!("{} {state}", shape.word()));
        }
        let places = match shape.scale() {
            Some(Scale::Steps(ranges)) => ranges.len(),
            _ => 0,
        };
        expected.extend((0..places).map(|place| format!("{id} range {place}")));
        if let Some(Scale::Linear { .. }) = shape.scale() {
            expected.extend(["none", "some", "all"].map(|share| format!("{id} {share}")));
        }
        if let Shape::Ladder(levels) = shape {
            let known = levels.iter().enumerate().filter(|(_, level)| level.points.is_some());
            expected.extend(known.map(|(place, _)| format!("{id} level {place}")));
        }
        if let Shape::Checklist(_) = shape {
            expected.push(format!("{id} ticked"));
        }
    }
    let mut nodes = vec!["pilihan", "angka", "wilayah", "total"];
    nodes.extend(rules.edition.indicators().map(|row| row.id.as_str()));
    expected
        .extend(nodes.iter().filter(|node| **node != "angka").map(|node| format!("{node} scaled")));
    // Rows 2 and 3 have a question that never leaves.
    expected.extend(["1", "4", "5", "6", "wilayah"].map(|node| format!("{node} left")));
    for gate in rules.edition.gates() {
        let outcomes = ["Some(true)", "Some(false)", "None"];
        expected.extend(outcomes.map(|outcome| format!("gate {} {outcome}", gate.id)));
    }
    expected.extend(["true", "false"].map(|kept| format!("kept by a gate {kept}")));
    expected
}

fn step_of(step: &Step) -> String {
    match step {
        Step::Level(place) => format!("level {place}"),
        Step::Ticked { .. } => "ticked".to_owned(),
        Step::Threshold { place, .. } => format!("range {place}"),
        Step::Share(share) if share.counted.numerator() == 0 => "none".to_owned(),
        Step::Share(share) if share.counted.numerator() == share.counted.denominator() => {
            "all".to_owned()
        }
        Step::Share(_) => "some".to_owned(),
        _ => "otherwise".to_owned(),
    }
}

/// Agreement says little about what never comes up.
#[test]
fn random_answers_come_to_every_situation() {
    let rules = rules("2023");
    let second = read_edition(&rules.files);
    let seen = RefCell::new(BTreeSet::new());
    for_all(128, &answers(&rules.files), |text| {
        let verdict = judge(&second, &text);
        let mut seen = seen.borrow_mut();
        seen.insert(format!("category {}", verdict.category.as_deref().unwrap_or("none")));
        seen.insert(format!("between {}", verdict.between));
        seen.insert(format!("a row over its maximum {}", !verdict.not_counted.is_empty()));
        seen.insert(format!("printed figures {}", !verdict.declared.is_empty()));
        let gates = verdict.gates.iter();
        seen.extend(gates.map(|(gate, outcome)| format!("gate {gate} {outcome:?}")));
        Ok(())
    });
    let gates = ["iklan-rokok", "perda-kla"].into_iter().flat_map(|gate| {
        ["Some(true)", "Some(false)", "None"].map(|outcome| format!("gate {gate} {outcome}"))
    });
    let categories = ["none", "pratama", "madya", "nindya", "utama", "kla"];
    let either = ["between", "a row over its maximum", "printed figures"];
    let expected: BTreeSet<String> = categories
        .map(|category| format!("category {category}"))
        .into_iter()
        .chain(gates)
        .chain(
            either.into_iter().flat_map(|what| [format!("{what} true"), format!("{what} false")]),
        )
        .collect();
    assert_eq!(seen.into_inner(), expected);
}

/// A new edition gets a line above; until then this one fails.
#[test]
fn no_bundled_edition_is_left_out() {
    assert_eq!(kla::Edition::bundled_ids(), ["2022", "2023", "profil-22"]);
}

#[test]
fn gates_that_keep_a_result_down() {
    let capping = [("effect = \"notice\"", "effect = \"cap\"")];
    check(128, &changed("2023, gates cap", "2023", &capping));
}

#[test]
fn gates_of_which_one_part_suffices() {
    let any = [("all = [", "any = ["), ("effect = \"notice\"", "effect = \"cap\"")];
    check(64, &changed("2023, any", "2023", &any));
}

#[test]
fn totals_of_zero_that_earn_all_or_nothing() {
    for rule in ["full", "none"] {
        let written = format!("zero_total = \"{rule}\"");
        let change = [("zero_total = \"not-applicable\"", written.as_str())];
        check(128, &changed(rule, "profil-22", &change));
    }
}

#[test]
fn rounding_to_whole_points() {
    check(256, &changed("whole points", "profil-22", &[("digits = 2", "digits = 0")]));
}

/// What the two engines say differently about the same answers.
pub fn disagreements(card: &Scorecard<'_>, verdict: &Verdict) -> Vec<String> {
    let mut wrong = Vec::new();
    let placement = card.placement();
    compare("total", &card.total().to_string(), &decimal(&verdict.total), &mut wrong);
    compare(
        "category",
        &placement.category.map(|category| category.id.to_string()),
        &verdict.category,
        &mut wrong,
    );
    compare("between", &placement.between.is_some(), &verdict.between, &mut wrong);
    compare("kept by a gate", &placement.without_gates.is_some(), &verdict.kept, &mut wrong);
    let next = placement.next.as_ref();
    compare(
        "next",
        &next.map(|next| (next.category.id.to_string(), next.gap.to_string())),
        &verdict.next.as_ref().map(|(id, gap)| (id.clone(), decimal(&at_least_zero(gap)))),
        &mut wrong,
    );
    let printed = |points: &BTreeMap<String, BigRational>| -> BTreeMap<String, String> {
        points.iter().map(|(node, points)| (node.clone(), decimal(points))).collect()
    };
    compare_maps("points", &points_of_nodes(card), &printed(&verdict.nodes), &mut wrong);
    compare_maps("state", &states_of_leaves(card), &verdict.states, &mut wrong);
    let answered = verdict.states.values().filter(|state| is_answered(state)).count();
    compare("answered", &card.completeness().answered, &answered, &mut wrong);
    compare("what left", &left_nodes(card), &verdict.left, &mut wrong);
    compare("what is scaled", &scaled_nodes(card), &verdict.scaled, &mut wrong);
    let not_counted = card
        .indicators()
        .filter(|row| !row.not_counted().is_zero())
        .map(|row| (row.indicator.id.to_string(), row.not_counted().to_string()))
        .collect();
    compare_maps("not counted", &not_counted, &printed(&verdict.not_counted), &mut wrong);
    let gates =
        card.gates().iter().map(|gate| (gate.gate.id.to_string(), gate.state.word())).collect();
    let state = |state: &Option<bool>| match state {
        Some(true) => "passed",
        Some(false) => "failed",
        None => "unknown",
    };
    let expected =
        verdict.gates.iter().map(|(gate, outcome)| (gate.clone(), state(outcome))).collect();
    compare_maps("gate", &gates, &expected, &mut wrong);
    let mut declared: Vec<[String; 4]> = card
        .comparisons()
        .iter()
        .map(|figure| {
            let what = figure.declared.what.word().to_owned();
            let declared = figure.declared.points.to_string();
            let computed = figure.computed.map_or("-".to_owned(), |points| points.to_string());
            [figure.declared.node.to_string(), what, declared, computed]
        })
        .collect();
    declared.sort();
    let mut expected: Vec<[String; 4]> = verdict
        .declared
        .iter()
        .map(|(node, what, declared, computed)| {
            let computed = computed.as_ref().map_or("-".to_owned(), decimal);
            [node.clone(), what.clone(), decimal(declared), computed]
        })
        .collect();
    expected.sort();
    compare("declared", &declared, &expected, &mut wrong);
    in_the_file(&ResultFile::new(card, Lang::Id), verdict, &mut wrong);
    wrong
}

/// The same figures once more where others read them: in the result file.
fn in_the_file(file: &ResultFile, verdict: &Verdict, wrong: &mut Vec<String>) {
    compare("total in the file", &file.total.points, &decimal(&verdict.total), wrong);
    let category = file.category.as_ref();
    compare(
        "category in the file",
        &category.map(|category| category.id.clone()),
        &verdict.category,
        wrong,
    );
    if let Some(category) = category {
        compare("between in the file", &category.between, &verdict.between, wrong);
    }
    let mut nodes: Vec<(&str, &str)> = Vec::new();
    for block in &file.blocks {
        nodes.push((&block.id, &block.points));
        for row in &block.indicators {
            nodes.push((&row.id, &row.points));
            nodes.extend(row.questions.iter().map(|question| (&*question.id, &*question.points)));
            let expected = verdict.not_counted.get(&row.id).map_or("0".to_owned(), decimal);
            compare("not counted in the file", &row.not_counted, &expected, wrong);
        }
    }
    for (node, points) in nodes {
        let expected = verdict.nodes.get(node).map(decimal);
        compare(&format!("{node} in the file"), &Some(points.to_owned()), &expected, wrong);
    }
    for figure in &file.declared {
        let same = |(node, what, ..): &&(String, String, BigRational, Option<BigRational>)| {
            (node, what) == (&figure.node, &figure.what)
        };
        let expected = verdict.declared.iter().find(same);
        let difference = expected.map(|(_, _, declared, computed)| {
            computed.as_ref().map(|computed| decimal(&(declared - computed)))
        });
        compare("difference in the file", &Some(figure.difference.clone()), &difference, wrong);
    }
}

fn is_answered(state: &str) -> bool {
    state != "belum-diisi" && state != "tidak-tahu"
}

/// The state of every leaf in its word.
pub fn states_of_leaves(card: &Scorecard<'_>) -> BTreeMap<String, String> {
    let mut states = BTreeMap::new();
    for row in card.indicators() {
        if let Some(leaf) = &row.measured {
            states.insert(row.indicator.id.to_string(), leaf.response.state.word().to_owned());
        }
        for question in &row.questions {
            let state = question.leaf.response.state.word().to_owned();
            states.insert(question.question.id.to_string(), state);
        }
    }
    states
}

/// Every node whose maximum left the sum above it.
pub fn left_nodes(card: &Scorecard<'_>) -> BTreeSet<String> {
    let blocks = card.blocks().iter().filter(|block| block.basis == Basis::Left);
    let rows = card.indicators().filter(|row| row.basis == Basis::Left);
    let questions = card.indicators().flat_map(|row| &row.questions);
    let questions = questions.filter(|question| question.leaf.left().is_some());
    blocks
        .map(|block| block.block.id.to_string())
        .chain(rows.map(|row| row.indicator.id.to_string()))
        .chain(questions.map(|question| question.question.id.to_string()))
        .collect()
}

/// Every node of which something left, so that the rest was scaled.
fn scaled_nodes(card: &Scorecard<'_>) -> BTreeSet<String> {
    let blocks = card.blocks().iter().filter(|block| block.rescale.is_some());
    let rows = card.indicators().filter(|row| row.rescale.is_some());
    let total = card.rescale().map(|_| "total".to_owned());
    total
        .into_iter()
        .chain(blocks.map(|block| block.block.id.to_string()))
        .chain(rows.map(|row| row.indicator.id.to_string()))
        .collect()
}

/// The points of every block, row and question, as the engine prints them.
pub fn points_of_nodes(card: &Scorecard<'_>) -> BTreeMap<String, String> {
    let mut points = BTreeMap::new();
    for block in card.blocks() {
        points.insert(block.block.id.to_string(), block.points.to_string());
        for row in &block.indicators {
            points.insert(row.indicator.id.to_string(), row.points.to_string());
            points.extend(row.questions.iter().map(|question| {
                (question.question.id.to_string(), question.leaf.points.to_string())
            }));
        }
    }
    points
}

fn at_least_zero(gap: &BigRational) -> BigRational {
    gap.max(&BigRational::from_integer(0.into())).clone()
}

fn compare<T: Debug + PartialEq>(what: &str, engine: &T, second: &T, wrong: &mut Vec<String>) {
    if engine != second {
        wrong.push(format!("{what}: the engine says {engine:?}, the second one {second:?}"));
    }
}

/// Compares entry by entry, so that a failure shows the entry and not the whole edition.
fn compare_maps<T: Debug + PartialEq>(
    what: &str,
    engine: &BTreeMap<String, T>,
    second: &BTreeMap<String, T>,
    wrong: &mut Vec<String>,
) {
    let mut keys: Vec<&String> = engine.keys().chain(second.keys()).collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        compare(&format!("{what} of {key}"), &engine.get(key), &second.get(key), wrong);
    }
}
