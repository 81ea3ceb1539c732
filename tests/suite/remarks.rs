//! What a reader of the score is told, about which node, and on what the score rests.

use kla::{Edition, Lang, Remark};

use crate::support::{Edit, SHAPES, changed, edited, rules, with_card};

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
    // The sheet is known to award 0, 1.8, 3.6, 5.4, 7.2 and 9.
    let off_step = ("off-step", "21B.P2");
    for (points, expected, remarks) in [
        ("P2 = 9\n", "17", &[("capped", "21B")][..]),
        ("P2 = \"8.01\"\n", "17", &[("capped", "21B"), off_step]),
        ("P2 = 8\n", "17", &[off_step]),
        ("P2 = \"7.99\"\n", "16.99", &[off_step]),
        ("P2 = \"7.2\"\n", "16.2", &[]),
    ] {
        assert_eq!(check(&rules.edition, points, &with(points), remarks), None);
        assert_eq!(total(&with(points)), expected, "{points}");
    }
}

/// The one value of the real sheet that its own steps do not explain.
#[test]
fn the_sheet_of_274_questions_has_one_value_off_its_steps() {
    let case = kla_tests::fixtures::cases();
    let form = case.iter().find(|case| case.name == "2023/rekap-274-butir-2024");
    let text = &form.expect("the case is there").answers;
    with_card(&rules("2023").edition, text, |card| {
        let off = card.remarks().into_iter().filter(|remark| remark.code() == "off-step");
        let told: Vec<String> =
            off.map(|off| format!("{} {}", off.node(), off.message(Lang::En))).collect();
        assert_eq!(
            told,
            [
                "26.P8b The value 1.3 is not among the known steps (0; 0.3; 0.6; 0.9; 1.2; 1.5); it counts all the same."
            ]
        );
    });
}

/// Answers to a row of the made-up edition, where every other answer is zero.
struct OfShapes {
    name: &'static str,
    row: &'static str,
    answers: &'static [(&'static str, &'static str)],
    remarks: &'static [(&'static str, &'static str)],
}

const OF_SHAPES: &[OfShapes] = &[
    OfShapes { name: "nothing to say", row: "1", answers: &[("P1", "\"2\"")], remarks: &[] },
    OfShapes {
        name: "points that are no step",
        row: "1",
        answers: &[("P1", "\"1.5\""), ("P2", "\"1.5\"")],
        remarks: &[("off-step", "1.P1")],
    },
    OfShapes {
        name: "typed points that are no level's",
        row: "1",
        answers: &[("P3", "{ points = \"7.25\" }")],
        remarks: &[("off-step", "1.P3")],
    },
    OfShapes {
        name: "typed points that are a level's",
        row: "1",
        answers: &[("P3", "{ points = \"2.50\" }")],
        remarks: &[],
    },
    OfShapes {
        name: "typed points that no range earns, and some that a share may",
        row: "3",
        answers: &[("P3", "{ points = \"1\" }"), ("P1", "{ points = \"1.01\" }")],
        remarks: &[("off-step", "3.P3")],
    },
    OfShapes {
        name: "typed points where a level's are not known",
        row: "2",
        answers: &[("P1", "{ points = \"1.5\" }")],
        remarks: &[],
    },
    OfShapes {
        name: "a level, a percentage and a figure whose points nobody knows",
        row: "2",
        answers: &[("P1", "\"rancangan\"")],
        remarks: &[("figure-without-points", "2.P1")],
    },
    OfShapes {
        name: "figures whose points nobody knows",
        row: "5",
        answers: &[("P7", "{ series = { 2022 = 1, 2023 = 2 } }")],
        remarks: &[("figure-without-points", "5.P7")],
    },
    OfShapes {
        name: "such a figure beside points",
        row: "3",
        answers: &[("P5", "{ percent = 80, points = 4 }")],
        remarks: &[],
    },
    OfShapes {
        name: "too few years",
        row: "5",
        answers: &[
            ("P1", "{ series = { 2023 = 95 } }"),
            ("P2", "{ series = { 2022 = 60, 2023 = 90 } }"),
            ("P7", "{ series = { 2023 = 1 } }"),
        ],
        remarks: &[
            ("series-too-short", "5.P1"),
            ("series-too-short", "5.P2"),
            ("series-too-short", "5.P7"),
        ],
    },
    OfShapes {
        name: "too few years without a total of zero",
        row: "5",
        answers: &[
            ("P2", "{ series = { 2021 = { count = 0, of = 0 }, 2022 = 60, 2023 = 90 } }"),
            ("P3", "{ series = { 2022 = { count = 0, of = 0 }, 2023 = 90 } }"),
        ],
        remarks: &[("zero-total", "5.P2"), ("zero-total", "5.P3")],
    },
    OfShapes {
        name: "units of which nobody knows",
        row: "6",
        answers: &[("P1", "{ units = { A = \"ya\", B = \"tidak-tahu\", C = \"tidak-tahu\" } }")],
        remarks: &[("unknown-units", "6.P1")],
    },
    OfShapes {
        name: "totals of zero by their three rules",
        row: "3",
        answers: &[
            ("P1", "{ count = 0, of = 0 }"),
            ("P2", "{ count = 0, of = 0 }"),
            ("P3", "{ count = 0, of = 0 }"),
            ("P4", "{ count = 0, of = 0 }"),
        ],
        remarks: &[
            ("rescaled", "3"),
            ("not-applicable", "3"),
            ("not-applicable", "3"),
            ("zero-total", "3.P2"),
            ("zero-total", "3.P3"),
        ],
    },
    OfShapes {
        name: "leaving and granted in a row that is over its maximum",
        row: "2",
        answers: &[
            ("P1", "\"tidak-berlaku\""),
            ("P2", "{ items = [\"ruang\", \"tenaga\", \"dana\"] }"),
            ("P3", "{ items = [\"a\", \"b\"] }"),
            ("P4", "\"tidak-berlaku\""),
        ],
        remarks: &[
            ("rescaled", "2"),
            ("capped", "2"),
            ("not-applicable", "2"),
            ("not-applicable", "2"),
        ],
    },
    OfShapes {
        name: "a row that leaves",
        row: "1",
        answers: &[
            ("P1", "\"tidak-berlaku\""),
            ("P2", "\"tidak-berlaku\""),
            ("P3", "\"tidak-berlaku\""),
        ],
        remarks: &[("rescaled", "pilihan"), ("left", "1")],
    },
];

#[test]
fn remarks_on_every_shape() {
    let edition = &rules(SHAPES).edition;
    let check = |case: &OfShapes| {
        let others = edition.indicators().filter(|row| row.id != case.row);
        let others: String = others.map(|row| format!("{} = 0\n", row.id)).collect();
        let row = edition.indicator(case.row).expect("a row of the edition");
        let answers = row.questions().iter().map(|question| {
            let number = question.id.number();
            let said = case.answers.iter().find(|(name, _)| *name == number);
            format!("{number} = {}\n", said.map_or("\"nol\"", |(_, answer)| answer))
        });
        let answers: String = answers.collect();
        let head = HEAD.replace("2023\"", "bentuk\"");
        let text = format!("{head}[indicators]\n{others}[answers.{}]\n{answers}", case.row);
        with_card(edition, &text, |card| {
            // The gates have their own tests.
            let told = card.remarks().into_iter().filter(|remark| !is_of_edition(remark));
            let told: Vec<(&str, String)> =
                told.map(|remark| (remark.code(), remark.node().to_string())).collect();
            let expected: Vec<(&str, String)> =
                case.remarks.iter().map(|(code, node)| (*code, (*node).to_owned())).collect();
            let name = case.name;
            (told != expected).then(|| format!("{name}: expected {expected:?}, told {told:?}"))
        })
    };
    let wrong: Vec<String> = OF_SHAPES.iter().filter_map(check).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn is_of_edition(remark: &Remark<'_>) -> bool {
    matches!(remark, Remark::EditionNote(_) | Remark::Gate { .. })
}

/// What is said, and not only that something is said.
#[test]
fn remarks_on_what_does_not_apply_name_the_rule_and_the_sum() {
    let text = [
        &HEAD.replace("2023\"", "bentuk\""),
        "[blocks]\npilihan = 20\nangka = \"29.97\"\n",
        "[answers.5]\nP1 = \"tidak-berlaku\"\nP2 = \"tidak-berlaku\"\nP3 = \"tidak-berlaku\"\n",
        "P4 = \"tidak-berlaku\"\nP5 = \"tidak-berlaku\"\nP6 = \"tidak-berlaku\"\n",
        "P7 = \"tidak-berlaku\"\nP8 = \"tidak-berlaku\"\n",
        "[answers.6]\nP1 = \"tidak-berlaku\"\nP2 = \"tidak-berlaku\"\nP3 = \"tidak-berlaku\"\nP4 = \"tidak-berlaku\"\n",
    ]
    .concat();
    with_card(&rules(SHAPES).edition, &text, |card| {
        let remarks = card.remarks().into_iter().filter(|remark| !is_of_edition(remark));
        let told: Vec<String> = remarks
            .map(|remark| {
                format!("{} {}: {}", remark.code(), remark.node(), remark.message(Lang::En))
            })
            .collect();
        assert_eq!(
            told,
            [
                "rescaled total: Scaled because parts do not apply: 150 × 49.97 ÷ 100 = 74.955 → 75.",
                "left wilayah: None of it applies; its maximum of 50 leaves the sum.",
            ]
        );
    });
    let text = [
        &HEAD.replace("2023\"", "bentuk\""),
        "[answers.2]\nP1 = \"tidak-berlaku\"\nP2 = \"nol\"\nP3 = \"nol\"\nP4 = \"tidak-berlaku\"\n",
        "[answers.3]\nP4 = \"tidak-berlaku\"\n",
    ]
    .concat();
    with_card(&rules(SHAPES).edition, &text, |card| {
        let remarks = card.remarks().into_iter();
        let told: Vec<String> = remarks
            .filter(|remark| remark.code() == "not-applicable")
            .map(|remark| format!("{}: {}", remark.node(), remark.message(Lang::En)))
            .collect();
        assert_eq!(
            told,
            [
                "2: P1 is not applicable; by the rule its maximum, 5, leaves the sum.",
                "2: P4 is not applicable; by the rule it counts in full, 5.",
                "3: P4 is not applicable; counted as 0 of 5.",
            ]
        );
    });
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
