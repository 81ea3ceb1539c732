//! Every shape and scale by hand: the worked cases under `fixtures/shapes`, by both engines.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kla::{Bound, Question, Scale, Scorecard};
use kla_tests::fixtures::root;
use kla_tests::oracle::{Verdict, decimal, judge, read_edition};
use num_rational::BigRational;
use toml::{Table, Value};

use crate::oracle::disagreements;
use crate::support::{SHAPES, exact, rules, with_card};

const HEAD: &str =
    "format = 1\nedition = \"bentuk\"\nregion = \"62.71\"\nyear = 2023\nstage = \"mandiri\"\n";

/// What is known about answers to the made-up edition.
struct Case {
    /// How messages call it.
    name: String,
    /// A whole answers file.
    text: String,
    /// The question, for a case of one answer.
    question: Option<String>,
    /// The points of nodes.
    points: BTreeMap<String, String>,
    /// The state of that question.
    state: Option<String>,
    /// All nodes whose maximum leaves the sum above them.
    left: BTreeSet<String>,
}

/// The tables under a key of the file, with the keys that may stand in them.
fn tables(key: &str, known: &[&str]) -> Vec<Table> {
    let path = root().join("fixtures/shapes/cases.toml");
    let text = fs::read_to_string(path).expect("the cases are in the repository");
    let file: Table = text.parse().expect("the cases are TOML");
    let found = file[key].as_array().expect("a list").iter();
    let found: Vec<Table> = found.map(|case| case.as_table().expect("a table").clone()).collect();
    for case in &found {
        let strange = case.keys().find(|key| !known.contains(&key.as_str()));
        assert!(strange.is_none(), "{}: what is {strange:?}?", text_of(case, "name"));
        let how = text_of(case, "how");
        assert!(!how.is_empty(), "{}: how was it computed?", text_of(case, "name"));
    }
    found
}

fn text_of<'a>(case: &'a Table, key: &str) -> &'a str {
    case[key].as_str().unwrap_or_else(|| panic!("`{key}` is a text in {case}"))
}

/// Answers to one question.
fn of_questions() -> Vec<Case> {
    let keys = ["name", "question", "answer", "points", "state", "left", "how"];
    let read = |case: &Table| {
        let question = text_of(case, "question").to_owned();
        let (row, number) = question.split_once('.').expect("an address");
        let left = case.get("left").is_some_and(|left| left == &Value::Boolean(true));
        let state = case.get("state").map_or("terisi", |_| text_of(case, "state"));
        Case {
            name: format!("{question}, {}", text_of(case, "name")),
            text: format!("{HEAD}[answers.{row}]\n{number} = {}\n", text_of(case, "answer")),
            points: [(question.clone(), text_of(case, "points").to_owned())].into(),
            state: Some(state.to_owned()),
            left: left.then(|| question.clone()).into_iter().collect(),
            question: Some(question),
        }
    };
    tables("case", &keys).iter().map(read).collect()
}

/// Answers of which something does not apply, and what becomes of the rest.
fn of_rows() -> Vec<Case> {
    let texts = |list: &Value| -> BTreeSet<String> {
        let list = list.as_array().expect("a list").iter();
        list.map(|text| text.as_str().expect("a text").to_owned()).collect()
    };
    let read = |case: &Table| {
        let points = case["points"].as_table().expect("points of nodes").iter();
        Case {
            name: text_of(case, "name").to_owned(),
            text: format!("{HEAD}{}", text_of(case, "answers")),
            question: None,
            points: points
                .map(|(node, points)| (node.clone(), points.as_str().expect("a text").to_owned()))
                .collect(),
            state: None,
            left: texts(&case["left"]),
        }
    };
    let keys = ["name", "answers", "points", "left", "how"];
    tables("row", &keys).iter().map(read).collect()
}

fn cases() -> Vec<Case> {
    of_questions().into_iter().chain(of_rows()).collect()
}

/// One question to all cases; what is wrong is collected, so that one run shows all of it.
fn check(test: impl Fn(&Case) -> Vec<String>) {
    let wrong: Vec<String> = cases()
        .iter()
        .flat_map(|case| test(case).into_iter().map(|problem| format!("{}: {problem}", case.name)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What is found beside what is known; of the points only those of the nodes that the case names.
fn compare(
    case: &Case,
    points: &BTreeMap<String, String>,
    states: &BTreeMap<String, String>,
    left: &BTreeSet<String>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for (node, expected) in &case.points {
        match points.get(node) {
            Some(found) if found == expected => {}
            found => wrong.push(format!("{node} earns {found:?}, not {expected}")),
        }
    }
    let state = case.question.as_ref().and_then(|question| states.get(question));
    if state != case.state.as_ref() {
        wrong.push(format!("its state is {state:?}, not {:?}", case.state));
    }
    // A row of which the only answer leaves keeps the questions that were not answered.
    if *left != case.left {
        wrong.push(format!("{left:?} left, not {:?}", case.left));
    }
    wrong
}

fn of_card(case: &Case, card: &Scorecard<'_>) -> Vec<String> {
    let mut points = crate::oracle::points_of_nodes(card);
    points.insert("total".to_owned(), card.total().to_string());
    compare(case, &points, &crate::oracle::states_of_leaves(card), &crate::oracle::left_nodes(card))
}

fn of_verdict(case: &Case, verdict: &Verdict) -> Vec<String> {
    let nodes = verdict.nodes.iter().map(|(node, points)| (node.clone(), decimal(points)));
    let mut points: BTreeMap<String, String> = nodes.collect();
    points.insert("total".to_owned(), decimal(&verdict.total));
    compare(case, &points, &verdict.states, &verdict.left)
}

#[test]
fn every_case_earns_what_was_computed_by_hand() {
    let edition = &rules(SHAPES).edition;
    check(|case| with_card(edition, &case.text, |card| of_card(case, card)));
}

#[test]
fn every_case_earns_the_same_by_the_second_engine() {
    let rules = rules(SHAPES);
    let second = read_edition(&rules.files);
    check(|case| {
        let verdict = judge(&second, &case.text);
        let mut wrong = of_verdict(case, &verdict);
        wrong.extend(with_card(&rules.edition, &case.text, |card| disagreements(card, &verdict)));
        wrong
    });
}

/// A scale is only known when it was tried at its edges: on each, and a little to both sides.
#[test]
fn every_edge_of_every_scale_has_its_cases() {
    let edition = &rules(SHAPES).edition;
    let mut tried: BTreeMap<String, Vec<BigRational>> = BTreeMap::new();
    for case in of_questions() {
        let question = case.question.expect("a case of one answer");
        let figure = with_card(edition, &case.text, |card| figure_of(card, &question));
        tried.entry(question).or_default().extend(figure);
    }
    let (mut edges, mut wrong) = (0, Vec::new());
    for question in edition.questions() {
        let tried = tried.get(question.id.as_str()).map_or(&[][..], Vec::as_slice);
        if tried.is_empty() && question.measure.shape.scale().is_some_and(has_figures) {
            wrong.push(format!("{} was never tried", question.id));
        }
        for edge in edges_of(question) {
            edges += 1;
            let near = exact("0.0001");
            let sides = [
                ("below", tried.iter().any(|it| *it < edge && &edge - it <= near)),
                ("on", tried.contains(&edge)),
                ("above", tried.iter().any(|it| *it > edge && it - &edge <= near)),
            ];
            // There is no percentage below zero and none above a hundred.
            let possible = |side: &str| match question.measure.shape.word() {
                "percent" | "units" => {
                    !(side == "below" && edge == exact("0")
                        || side == "above" && edge == exact("100"))
                }
                _ => true,
            };
            let missing = sides.iter().filter(|(side, tried)| !tried && possible(side));
            wrong.extend(
                missing.map(|(side, _)| format!("{} {side} {edge} was never tried", question.id)),
            );
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(edges >= 24, "only {edges} edges");
}

fn has_figures(scale: &Scale) -> bool {
    !matches!(scale, Scale::Unknown { .. })
}

/// The bounds of a question's ranges, each once.
fn edges_of(question: &Question) -> BTreeSet<BigRational> {
    let Some(Scale::Steps(ranges)) = question.measure.shape.scale() else {
        return BTreeSet::new();
    };
    let value = |bound: Bound| exact(bound.value);
    ranges.iter().flat_map(|range| [range.lower, range.upper]).flatten().map(value).collect()
}

/// The figure that the scale of a question has seen.
fn figure_of(card: &Scorecard<'_>, question: &str) -> Option<BigRational> {
    let questions = card.indicators().flat_map(|row| &row.questions);
    let found = questions.into_iter().find(|known| known.question.id == *question)?;
    let figure = found.leaf.step().figure()?;
    Some(BigRational::new(figure.numerator().into(), figure.denominator().into()))
}

#[test]
fn cases_have_names_of_their_own() {
    let names: BTreeSet<String> = cases().into_iter().map(|case| case.name).collect();
    assert_eq!(names.len(), cases().len());
    assert!(of_questions().len() >= 60 && of_rows().len() >= 10);
}

/// The edition is no use if it lacks what the guide describes.
#[test]
fn the_made_up_edition_has_everything() {
    let edition = &rules(SHAPES).edition;
    assert!(edition.warnings().is_empty());
    let scale = |question: &Question| match question.measure.shape.scale() {
        Some(Scale::Linear { .. }) => "linear",
        Some(Scale::Steps(_)) => "steps",
        Some(Scale::Unknown { .. }) => "unknown",
        _ => "-",
    };
    let found: BTreeSet<(&str, &str)> = edition
        .questions()
        .map(|question| (question.measure.shape.word(), scale(question)))
        .collect();
    let scaled = ["percent", "count", "series", "units"].into_iter();
    let expected: BTreeSet<(&str, &str)> = scaled
        .flat_map(|shape| ["linear", "steps", "unknown"].map(|scale| (shape, scale)))
        .chain([("points", "-"), ("ladder", "-"), ("checklist", "-")])
        .collect();
    assert_eq!(found, expected);
    let own_rules = edition.questions().filter_map(|question| question.measure.not_applicable);
    let own_rules: BTreeSet<&str> = own_rules.map(kla::NotApplicablePolicy::word).collect();
    assert_eq!(own_rules, BTreeSet::from(["granted", "lost"]));
    assert_eq!(edition.not_applicable().policy.word(), "leaves");
}
