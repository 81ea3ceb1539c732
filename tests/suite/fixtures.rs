//! Every case under `fixtures/`: the engine gives what is known, and so does the second engine.

use std::collections::BTreeSet;

use kla_tests::fixtures::{Case, cases};
use kla_tests::oracle::{judge, read_edition};
use serde_json::{Value, json};

use crate::oracle::disagreements;
use crate::support::{Rules, result, rules, with_card};

/// One kind of question to all cases; what is wrong is collected, so that one run shows all of it.
fn check(test: impl Fn(&Case) -> Vec<String>) {
    let cases = cases();
    assert!(!cases.is_empty(), "there are no cases");
    let wrong: Vec<String> = cases
        .iter()
        .flat_map(|case| test(case).into_iter().map(|problem| format!("{}: {problem}", case.name)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn rules_of(case: &Case) -> &'static Rules {
    rules(&case.edition)
}

fn expected(case: &Case) -> Value {
    serde_json::from_str(&case.expected).unwrap_or_else(|error| panic!("{}: {error}", case.name))
}

#[test]
fn every_case_gives_what_is_known() {
    check(|case| {
        let result = result(&rules_of(case).edition, &case.answers);
        let found = serde_json::to_value(result).expect("results are JSON");
        differences("", &expected(case), &found)
    });
}

#[test]
fn every_case_gives_the_same_by_the_second_engine() {
    check(|case| {
        let rules = rules_of(case);
        let verdict = judge(&read_edition(&rules.files), &case.answers);
        with_card(&rules.edition, &case.answers, |card| disagreements(card, &verdict))
    });
}

/// A case that expects nothing would always pass.
#[test]
fn every_case_expects_a_total_a_category_and_the_way_to_the_next() {
    check(|case| {
        let expected = expected(case);
        let missing = ["total", "category", "next", "blocks"]
            .into_iter()
            .filter(|key| expected.get(key).is_none());
        missing.map(|key| format!("`{key}` is not in score.json")).collect()
    });
}

#[test]
fn every_case_says_where_its_numbers_come_from() {
    check(|case| match case.description.parse() {
        Ok(description) => said(case, &description),
        Err(error) => vec![format!("case.toml: {error}")],
    });
}

fn said(case: &Case, description: &toml::Table) -> Vec<String> {
    const TEXTS: [&str; 6] = ["title", "what", "source", "basis", "stage_note", "expectation"];
    let mut problems = Vec::new();
    for key in TEXTS {
        if description
            .get(key)
            .and_then(toml::Value::as_str)
            .is_none_or(|text| text.trim().is_empty())
        {
            problems.push(format!("case.toml says nothing under `{key}`"));
        }
    }
    let known = |key: &&String| {
        TEXTS.contains(&key.as_str()) || ["illustrative", "lembar"].contains(&key.as_str())
    };
    problems.extend(
        description
            .keys()
            .filter(|key| !known(key))
            .map(|key| format!("case.toml: what is `{key}`?")),
    );
    let basis = description.get("basis").and_then(toml::Value::as_str).unwrap_or_default();
    if !["published", "published-recap", "illustrative"].contains(&basis) {
        problems.push(format!("case.toml: `{basis}` is no basis"));
    }
    let made_up = description.get("illustrative").and_then(toml::Value::as_array);
    match made_up {
        Some(made_up) if made_up.is_empty() != (basis == "illustrative") => {}
        _ => problems.push("case.toml: `illustrative` lists made-up values, and only then is the basis illustrative".to_owned()),
    }
    let answers: toml::Table = case.answers.parse().expect("answers are TOML");
    if basis == "illustrative" && !answers.contains_key("notes") {
        problems.push("answers.toml must say in `notes` that figures are made up".to_owned());
    }
    if answers["edition"].as_str() != Some(&case.edition) {
        problems.push("the folder is named after another edition than the answers'".to_owned());
    }
    problems
}

/// A score file compares what it names; a misspelt key must not pass as absent.
#[test]
fn the_comparison_notices_every_difference() {
    let found = json!({
        "total": { "points": "600.5", "maximum": "1000" },
        "category": null,
        "blocks": [{ "id": "a", "points": "1" }, { "id": "b", "points": "2" }],
        "declared": [
            { "node": "a", "what": "points", "difference": "0" },
            { "node": "a", "what": "maximum", "difference": "-0.01" },
        ],
    });
    let differing = json!([{ "node": "a", "what": "maximum", "difference": "-0.01" }]);
    for same in [
        json!({}),
        json!({ "total": { "points": "600.5" }, "category": null }),
        json!({ "blocks": [{ "id": "b", "points": "2" }, { "id": "a" }] }),
        json!({ "declared": differing }),
    ] {
        assert_eq!(differences("", &same, &found), Vec::<String>::new(), "{same}");
    }
    for other in [
        json!({ "totl": {} }),
        json!({ "total": { "points": "600.50" } }),
        json!({ "total": { "between": null } }),
        json!({ "total": null }),
        json!({ "category": { "id": "pratama" } }),
        json!({ "blocks": [{ "id": "b", "points": "1" }] }),
        json!({ "blocks": [{ "id": "c" }] }),
        json!({ "declared": [] }),
        json!({ "declared": [{ "node": "a", "what": "points", "difference": "-0.01" }] }),
        json!({ "declared": [{ "node": "a", "what": "maximum", "difference": "0.01" }] }),
        json!({ "declared": [differing[0], { "node": "b", "what": "points" }] }),
    ] {
        assert_ne!(differences("", &other, &found), Vec::<String>::new(), "{other}");
    }
}

/// Where the found result is not what was expected; what is not expected is not compared.
fn differences(place: &str, expected: &Value, found: &Value) -> Vec<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => expected
            .iter()
            .flat_map(|(key, expected)| match (key.as_str(), found.get(key)) {
                ("declared", Some(found)) => declared_differences(expected, found),
                (_, Some(found)) => differences(&format!("{place}/{key}"), expected, found),
                (_, None) => vec![format!("{place}/{key} is not in the result")],
            })
            .collect(),
        (Value::Array(expected), Value::Array(found))
            if expected.iter().all(|item| id(item).is_some()) =>
        {
            members(place, expected, found)
        }
        _ if expected == found => Vec::new(),
        _ => vec![format!("{place}: expected {expected}, found {found}")],
    }
}

/// Objects of two lists, matched by what names them.
fn members(place: &str, expected: &[Value], found: &[Value]) -> Vec<String> {
    expected
        .iter()
        .flat_map(|expected| {
            let name = id(expected).unwrap_or_default();
            let place = format!("{place}/{name}");
            match found.iter().find(|found| id(found).as_ref() == Some(&name)) {
                Some(found) => differences(&place, expected, found),
                None => vec![format!("{place} is not in the result")],
            }
        })
        .collect()
}

/// Printed figures: exactly those that differ are expected, no more and no fewer.
fn declared_differences(expected: &Value, found: &Value) -> Vec<String> {
    let none = Vec::new();
    let differing: Vec<Value> = found
        .as_array()
        .unwrap_or(&none)
        .iter()
        .filter(|figure| figure["difference"] != "0")
        .cloned()
        .collect();
    let expected = expected.as_array().unwrap_or(&none);
    let names = |list: &[Value]| list.iter().filter_map(id).collect::<BTreeSet<_>>();
    let mut problems = members("/declared", expected, &differing);
    problems.extend(
        names(&differing)
            .difference(&names(expected))
            .map(|name| format!("/declared/{name} differs and is not expected to")),
    );
    problems
}

/// What names an object in a list: its id, or its node and what is said of it.
fn id(item: &Value) -> Option<String> {
    let text = |key: &str| item.get(key).and_then(Value::as_str);
    match (text("id"), text("node"), text("what")) {
        (Some(id), ..) => Some(id.to_owned()),
        (None, Some(node), Some(what)) => Some(format!("{node} ({what})")),
        _ => None,
    }
}
