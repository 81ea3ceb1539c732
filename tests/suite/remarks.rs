//! What a reader of the score is told, about which node, and on what the score rests.

use kla::{Edition, Lang};

use crate::support::{Edit, changed, edited, rules, with_card};

/// Answers, and all remarks on them but those that the edition makes on itself.
struct Case {
    name: &'static str,
    /// What follows the head. Edition 2023 has 0 points in every block but klaster-1.
    body: &'static str,
    remarks: &'static [(&'static str, &'static str)],
}

const HEAD: &str =
    "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n";

/// Every block but klaster-1: points that nobody needs to be told about.
const REST: &str = "[blocks]\nkelembagaan = 0\nklaster-2 = 0\nklaster-3 = 0\nklaster-4 = 0\nklaster-5 = 0\nkelana-dekela = 0\n";

const OF_2023: &[Case] = &[
    Case { name: "nothing of a block", body: "", remarks: &[("nothing-given", "klaster-1")] },
    Case { name: "a block as a whole", body: "klaster-1 = 103\n", remarks: &[] },
    Case {
        name: "a block that is not the sum of its rows",
        body: "klaster-1 = 103\n[indicators]\n4 = 15\n5 = 45\n6 = \"42.99\"\n",
        remarks: &[("two-depths", "klaster-1")],
    },
    Case {
        name: "a block that is the sum of its rows",
        body: "klaster-1 = \"102,90\"\n[indicators]\n4 = 15\n5 = 45\n6 = \"42.9\"\n",
        remarks: &[],
    },
    Case {
        name: "a row that is not the sum of its questions, and rows without anything",
        body: "[indicators]\n4 = 14\n[answers.4]\nP1 = 1\nP2 = 1\nP3 = 1\nP4 = 5\nP5 = 3\nP6 = 2\nP7 = \"nol\"\n",
        remarks: &[("two-depths", "4"), ("nothing-given", "5"), ("nothing-given", "6")],
    },
    Case {
        name: "questions without points, by their states",
        body: "[indicators]\n5 = 45\n6 = 55\n[answers.4]\nP1 = 1\nP2 = \"tidak-tahu\"\nP3 = \"tidak-berlaku\"\nP4 = \"nol\"\nP5 = { percent = 50 }\n",
        remarks: &[
            ("not-answered", "4"),
            ("unknown", "4"),
            ("not-applicable", "4"),
            ("figure-without-points", "4.P5"),
        ],
    },
    Case {
        name: "a figure beside points",
        body: "[indicators]\n5 = 45\n6 = 55\n[answers.4]\nP1 = { points = 1, percent = 50 }\nP2 = 1\nP3 = 1\nP4 = 5\nP5 = 3\nP6 = 2\nP7 = 2\n",
        remarks: &[],
    },
    Case {
        name: "a row of which only a figure is known",
        body: "[indicators]\n5 = 45\n6 = 55\n[answers.4]\nP1 = { percent = 50 }\n",
        remarks: &[("not-answered", "4"), ("figure-without-points", "4.P1")],
    },
    Case {
        name: "a row of which points and a figure are known",
        body: "[indicators]\n4 = 10\n5 = 45\n6 = 55\n[answers.4]\nP1 = { percent = 50 }\n",
        remarks: &[("recorded-only", "4")],
    },
    Case {
        name: "printed figures that differ, in official order",
        body: "klaster-1 = 100\n[declared]\ncategory = \"Pratama\"\nmaxima = { klaster-1 = 150, 4 = 15 }\nblocks = { klaster-2 = 1, klaster-1 = 100 }\ntotal = 101\n",
        remarks: &[
            ("declared-differs", "total"),
            ("declared-differs", "klaster-1"),
            ("declared-differs", "klaster-2"),
            ("declared-category-differs", "total"),
        ],
    },
    Case {
        name: "printed figures that agree",
        body: "klaster-1 = 100\n[declared]\ncategory = \"belum berkategori\"\nmaxima = { klaster-1 = 115, total = \"1000\" }\nblocks = { klaster-1 = \"100,00\" }\ntotal = \"100.0\"\n",
        remarks: &[],
    },
];

#[test]
fn remarks_on_answers_of_2023() {
    let rules = rules("2023");
    let text = |case: &Case| [HEAD, REST, case.body].concat();
    let check = |case: &Case| check(&rules.edition, case.name, &text(case), case.remarks);
    let wrong: Vec<String> = OF_2023.iter().filter_map(check).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// In the profile every indicator is measured itself; all but 4 earn nothing here.
const OF_THE_PROFILE: &[Case] = &[
    Case { name: "not known", body: "4 = \"tidak-tahu\"\n", remarks: &[("unknown", "4")] },
    Case {
        name: "does not apply",
        body: "4 = \"tidak-berlaku\"\n",
        remarks: &[("not-applicable", "4")],
    },
    Case { name: "zero", body: "4 = \"nol\"\n", remarks: &[] },
    Case { name: "given", body: "4 = { percent = 50 }\n", remarks: &[] },
];

#[test]
fn remarks_on_measured_indicators() {
    let rules = rules("profil-22");
    let text = |case: &Case| measured(&rules.edition, case.body);
    let check = |case: &Case| check(&rules.edition, case.name, &text(case), case.remarks);
    let wrong: Vec<String> = OF_THE_PROFILE.iter().filter_map(check).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn remarks_on_a_total_of_zero() {
    let nothing_there = "4 = { count = 0, of = 0 }\n";
    for (rule, remark) in
        [("not-applicable", "not-applicable"), ("full", "zero-total"), ("none", "zero-total")]
    {
        let written = format!("zero_total = \"{rule}\"");
        let rules = changed(rule, "profil-22", &[("zero_total = \"not-applicable\"", &written)]);
        let text = measured(&rules.edition, nothing_there);
        assert_eq!(check(&rules.edition, rule, &text, &[(remark, "4")]), None);
        let points = with_card(&rules.edition, &text, |card| card.total().to_string());
        assert_eq!(points, if rule == "full" { "20" } else { "0" }, "{rule}");
    }
}

#[test]
fn a_row_over_its_maximum() {
    let rules = rules("2023");
    let rest = REST.replace("klaster-5 = 0\n", "klaster-1 = 0\n");
    let rows =
        "[indicators]\n21A = 0\n21C = 0\n22A = 0\n22B = 0\n23A = 0\n23B = 0\n24A = 0\n24B = 0\n";
    let with = |points: &str| [HEAD, &rest, rows, "[answers.21B]\nP1 = 9\n", points].concat();
    let total = |text: &str| with_card(&rules.edition, text, |card| card.total().to_string());
    for (points, expected, remarks) in [
        ("P2 = 9\n", "17", &[("capped", "21B")][..]),
        ("P2 = \"8.01\"\n", "17", &[("capped", "21B")]),
        ("P2 = 8\n", "17", &[]),
        ("P2 = \"7.99\"\n", "16.99", &[]),
    ] {
        assert_eq!(check(&rules.edition, points, &with(points), remarks), None);
        assert_eq!(total(&with(points)), expected, "{points}");
    }
}

#[test]
fn a_year_of_another_instrument() {
    let text = [HEAD, REST, "klaster-1 = 0\n"].concat().replace("year = 2024", "year = 2026");
    let remarks = [("year-outside-edition", "total")];
    assert_eq!(check(&rules("2023").edition, "2026", &text, &remarks), None);
}

#[test]
fn an_edition_says_about_itself_what_it_must() {
    let rules = rules("profil-22");
    with_card(&rules.edition, &measured(&rules.edition, "4 = \"nol\"\n"), |card| {
        let notes = card.remarks().into_iter().filter(|remark| remark.code() == "edition-note");
        let told: Vec<String> = notes.map(|note| note.message(Lang::Id)).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("bukan bobot Kementerian PPPA"), "{}", told[0]);
    });
}

const fn confidence(file: &'static str, after: &'static str, to: &'static str) -> Edit {
    Edit { file, after, from: "confidence = \"application\"", to }
}

/// Other confidences for the block klaster-1, its row 4, and the capped row 19.
const CONFIDENCES: &[Edit] = &[
    confidence("klaster-1", "[block]", "confidence = \"official\""),
    confidence("klaster-1", "id = \"4\"", "confidence = \"secondary\""),
    confidence("klaster-4", "id = \"19\"", "confidence = \"derived\""),
];

#[test]
fn a_score_rests_on_the_rules_at_the_depth_of_its_answers() {
    let rules = edited("confidences", "2023", CONFIDENCES);
    for (name, body, expected) in [
        ("nothing", "", &[("official", "115"), ("application", "885")][..]),
        ("a block", "[blocks]\nklaster-1 = 1\n", &[("official", "115"), ("application", "885")]),
        ("a row", "[indicators]\n4 = 1\n", &[("secondary", "15"), ("application", "985")]),
        ("another row", "[indicators]\n5 = 1\n", &[("secondary", "15"), ("application", "985")]),
        ("a question", "[answers.4]\nP1 = 1\n", &[("application", "1000")]),
        (
            "a question of a capped row",
            "[answers.19]\nP1 = 1\n",
            &[("official", "115"), ("application", "834"), ("derived", "51")],
        ),
    ] {
        with_card(&rules.edition, &[HEAD, body].concat(), |card| {
            let shares = card.confidence();
            let found: Vec<(&str, String)> = shares
                .iter()
                .map(|share| (share.confidence.word(), share.points.to_string()))
                .collect();
            let expected: Vec<(&str, String)> =
                expected.iter().map(|(level, points)| (*level, (*points).to_owned())).collect();
            assert_eq!(found, expected, "{name}");
        });
    }
}

fn measured(edition: &Edition, indicator_4: &str) -> String {
    let others = edition.indicators().filter(|row| row.id != "4");
    let others: String = others.map(|row| format!("{} = \"nol\"\n", row.id)).collect();
    [&HEAD.replace("2023", "profil-22"), "[indicators]\n", indicator_4, &others].concat()
}

fn check(edition: &Edition, name: &str, text: &str, expected: &[(&str, &str)]) -> Option<String> {
    with_card(edition, text, |card| {
        let remarks = card.remarks().into_iter().filter(|remark| remark.code() != "edition-note");
        let told: Vec<(&str, String)> =
            remarks.map(|remark| (remark.code(), remark.node().to_string())).collect();
        let expected: Vec<(&str, String)> =
            expected.iter().map(|(code, node)| (*code, (*node).to_owned())).collect();
        (told != expected).then(|| format!("{name}: expected {expected:?}, told {told:?}"))
    })
}
