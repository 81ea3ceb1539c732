//! Explanations can be checked by hand: here a hand that knows nothing of the engine checks them.

use std::collections::BTreeSet;

use kla::{Edition, Lang, Scorecard};
use kla_report::{Format, Templates};
use kla_tests::{fixtures, generate};
use num_rational::BigRational;
use num_traits::Signed as _;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{SHAPES, every_rules, exact, for_all, rules, with_card};

/// More than any edition is deep.
const ALL: usize = 9;

/// The explanation of a node as data.
fn explained(card: &Scorecard<'_>, node: &str, depth: usize) -> Value {
    let explanation = kla_report::explain(card, node, depth, Lang::Id).expect("the node is there");
    serde_json::from_str(&explanation.to_json()).expect("it is JSON")
}

/// A node and all below it, flat.
fn nodes(explanation: &Value) -> Vec<&Value> {
    let parts = explanation["parts"].as_array().expect("parts");
    std::iter::once(explanation).chain(parts.iter().flat_map(nodes)).collect()
}

fn pieces(node: &Value) -> impl Iterator<Item = &Value> {
    let sections = node["sections"].as_array().expect("sections");
    sections.iter().flat_map(|section| section.as_array().expect("a section"))
}

/// The first number of a text as Indonesians write it, and what follows it.
fn number(text: &str) -> Option<(BigRational, &str)> {
    let text = text.trim_start();
    if let Some(positive) = text.strip_prefix('−') {
        return number(positive).map(|(value, rest)| (-value, rest));
    }
    let end = text.find(|sign: char| !sign.is_ascii_digit() && sign != '.' && sign != ',');
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    let digits = digits.trim_end_matches(['.', ',']);
    if digits.is_empty() {
        return None;
    }
    Some((exact(digits.replace('.', "").replace(',', ".")), rest))
}

/// The last number of a text.
fn last_number(text: &str) -> Option<BigRational> {
    let start = text
        .char_indices()
        .rev()
        .find(|(_, sign)| !sign.is_ascii_digit() && !matches!(sign, '.' | ',' | '−'))
        .map_or(0, |(at, sign)| at + sign.len_utf8());
    number(&text[start..]).map(|(value, _)| value)
}

/// What is wrong with the arithmetic that a text shows: `a × b ÷ c = d` and `a − b = c`.
fn wrong_arithmetic(text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let close = |computed: BigRational, after: &str| {
        let Some((shown, rest)) = number(after) else { return false };
        let is_cut_down = computed.abs() >= shown.abs();
        let difference = computed - shown;
        if rest.starts_with('…') {
            // Cut after eight decimals, never rounded away from zero.
            is_cut_down && difference.abs() < exact("0.00000001")
        } else {
            difference == exact("0")
        }
    };
    for (at, _) in text.match_indices(" = ") {
        let (before, after) = (&text[..at], &text[at + 3..]);
        let computed = if let Some(place) = before.rfind(" × ") {
            let factors = last_number(&before[..place]).zip(number(&before[place + " × ".len()..]));
            factors.and_then(|(first, (second, rest))| {
                let (divisor, _) = number(rest.trim_start().strip_prefix('÷')?)?;
                Some(first * second / divisor)
            })
        } else if let Some(place) = before.rfind(" − ") {
            let terms = last_number(&before[..place]).zip(number(&before[place + " − ".len()..]));
            terms
                .filter(|(_, (_, rest))| rest.is_empty())
                .map(|(first, (second, _))| first - second)
        } else {
            continue;
        };
        if let Some(computed) = computed
            && !close(computed.clone(), after)
        {
            wrong.push(format!("{text}: {computed}"));
        }
    }
    wrong
}

/// Everything in an explanation that a pocket calculator would not confirm, and how much it confirmed.
fn check(explanation: &Value) -> (usize, Vec<String>) {
    let (mut confirmed, mut wrong) = (0, Vec::new());
    for node in nodes(explanation) {
        for piece in pieces(node) {
            if let Some(parts) = piece["parts"].as_array() {
                let value =
                    |text: &Value| number(text.as_str().expect("a text")).expect("a number").0;
                let sum: BigRational = parts.iter().map(|part| value(&part["points"])).sum();
                if sum != value(&piece["sum"]) {
                    wrong.push(format!("{}: the parts are {sum}", node["title"]));
                }
                confirmed += 1;
            }
            if let Some(text) = piece["text"].as_str() {
                let found = wrong_arithmetic(text);
                confirmed += usize::from(found.is_empty() && text.contains(" = "));
                wrong.extend(found);
            }
        }
    }
    (confirmed, wrong)
}

#[test]
fn the_calculator_notices_a_wrong_figure() {
    for (text, sound) in [
        ("15 × 53.612 ÷ 54.317 = 14,80530957…", true),
        ("15 × 53.612 ÷ 54.317 = 14,80530958…", false),
        ("Utama: 801 − 771,81 = 29,19", true),
        ("Utama: 801 − 771,81 = 29,20", false),
        ("perubahan: 34,58 − 34,68 = −0,10", true),
        ("perubahan: 34,58 − 34,68 = 0,10", false),
        ("dibatasi menjadi 51,00; 54,00 − 51,00 = 3,00 tidak dihitung", true),
        ("dibatasi menjadi 51,00; 54,00 − 51,00 = 2,00 tidak dihitung", false),
    ] {
        assert_eq!(wrong_arithmetic(text).is_empty(), sound, "{text}");
    }
}

#[test]
fn every_figure_of_every_case_is_confirmed_by_a_calculator() {
    let (mut confirmed, mut wrong) = (0, Vec::new());
    for case in fixtures::cases() {
        with_card(&rules(&case.edition).edition, &case.answers, |card| {
            let (sound, found) = check(&explained(card, "total", ALL));
            confirmed += sound;
            wrong.extend(found.into_iter().map(|found| format!("{}: {found}", case.name)));
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(confirmed >= 90, "only {confirmed} sums and steps were checked");
}

#[test]
fn every_figure_of_any_answers_is_confirmed_by_a_calculator() {
    for rules in every_rules() {
        for_all(12, &generate::answers(&rules.files), |answers| {
            let (_, wrong) =
                with_card(&rules.edition, &answers, |card| check(&explained(card, "total", ALL)));
            prop_assert!(wrong.is_empty(), "{}\n\n{answers}", wrong.join("\n"));
            Ok(())
        });
    }
}

#[test]
fn depth_reaches_every_node_once() {
    let edition = &rules("2023").edition;
    let form = fixtures::cases().into_iter().find(|case| case.name.contains("274")).expect("it");
    with_card(edition, &form.answers, |card| {
        let count = |depth| {
            let explanation = explained(card, "total", depth);
            let found = nodes(&explanation);
            let names: BTreeSet<&str> = found.iter().filter_map(|n| n["node"].as_str()).collect();
            assert_eq!(names.len(), found.len(), "a node stands twice");
            found.len()
        };
        assert_eq!([count(0), count(1), count(2), count(3)], [1, 8, 39, 313]);
        assert_eq!(count(ALL), count(3));
    });
}

#[test]
fn every_node_is_explained_in_every_form_and_language() {
    let shapes = rules(SHAPES);
    let edition = &shapes.edition;
    let answers = format!(
        "format = 1\nedition = \"{SHAPES}\"\nregion = \"62.71\"\nyear = {}\nstage = \"mandiri\"\n",
        edition.years().start()
    );
    with_card(edition, &answers, |card| {
        for node in addresses(edition) {
            for lang in [Lang::Id, Lang::En] {
                let explanation = kla_report::explain(card, &node, 1, lang).expect("it is there");
                for (format, begins) in [
                    (Format::Text, ""),
                    (Format::Markdown, "# "),
                    (Format::Html, "<!doctype html>"),
                    (Format::Json, "{"),
                ] {
                    let text = explanation.render(&Templates::bundled(), format, lang);
                    let text = text.expect("the template is whole");
                    assert!(text.trim_start().starts_with(begins), "{node}: {text}");
                }
            }
        }
    });
}

fn addresses(edition: &Edition) -> Vec<String> {
    let blocks = edition.blocks().iter().map(|block| block.id.to_string());
    let rows = edition.indicators().map(|row| row.id.to_string());
    let questions = edition.questions().map(|question| question.id.to_string());
    std::iter::once("total".to_owned()).chain(blocks).chain(rows).chain(questions).collect()
}

/// A note in an answers file cannot become markup.
#[test]
fn what_a_file_says_stays_text() {
    let edition = &rules("2023").edition;
    let answers = "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n\
                   [answers.4]\nP1 = { points = \"1\", note = \"<script>*tebal*</script>\" }\n";
    with_card(edition, answers, |card| {
        let explanation = kla_report::explain(card, "4.P1", 0, Lang::Id).expect("it is there");
        let render = |format| {
            explanation.render(&Templates::bundled(), format, Lang::Id).expect("it is whole")
        };
        assert!(render(Format::Html).contains("&lt;script&gt;"), "{}", render(Format::Html));
        assert!(!render(Format::Html).contains("<script"), "{}", render(Format::Html));
        assert!(render(Format::Markdown).contains(r"\<script\>\*tebal\*"));
    });
}

#[test]
fn templates_are_replaced_by_name_and_may_leave_no_hole() {
    let edition = &rules("2023").edition;
    let answers = "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n\
                   [blocks]\nkelembagaan = \"100\"\n";
    with_card(edition, answers, |card| {
        let mut templates = Templates::bundled();
        templates.replace("_kop.md.j2", "Kop surat").expect("a part");
        templates
            .replace("report.md.j2", "{% include \"_kop.md.j2\" %}: {{ view.total }}\n")
            .expect("a known name");
        let text = templates.render(card, Format::Markdown, Lang::Id).expect("it is whole");
        assert_eq!(text, "Kop surat: 100,00\n");

        templates.replace("report.md.j2", "satu\n{{ view.totl }}\n").expect("a known name");
        let error = templates.render(card, Format::Markdown, Lang::Id).expect_err("a hole");
        assert!(error.reason().starts_with("report.md.j2:2: "), "{}", error.reason());

        let unknown = templates.replace("raport.md.j2", "").expect_err("nobody uses it");
        assert!(unknown.to_string().contains("report.md.j2"), "{unknown}");
    });
}
