//! Overlays: what they name changes, what they do not name stays, and a mistake in one is found.

use std::collections::{BTreeMap, BTreeSet};

use kla::{AnswersFile, Diagnostic, Edition, Lang, Regions, Source};
use kla_cli::Exit;
use kla_tests::fixtures::cases;
use kla_tests::generate::answers;
use kla_tests::oracle::{judge, read_edition, refine};
use proptest::prelude::*;

use crate::oracle::{disagreements, points_of_nodes};
use crate::run::{Folder, run};
use crate::support::{Rules, SHAPES, changed, for_all, result, rules, sources, with_card};

/// The first lines of an overlay for an edition; what follows begins on line 5.
fn overlay(refines: &str, body: &str) -> String {
    format!(
        "format = 1\nid = \"tambahan\"\nrefines = \"{refines}\"\nname = \"Tambahan untuk uji\"\n{body}"
    )
}

/// `source` and `confidence` of a rule, by a source that each of these overlays lists.
const CITED: &str = "source = \"juknis\"\nconfidence = \"official\"\n";
const JUKNIS: &str = "[[source]]\nid = \"juknis\"\ntitle = \"Juknis\"\n";

fn refined(edition: &Edition, text: &str) -> Edition {
    let refined = edition.refined(Source::new("overlay.toml", text));
    refined.unwrap_or_else(|rejected| panic!("{rejected}\n\n{text}"))
}

/// The real sheet of 274 questions.
fn form() -> String {
    let cases = cases();
    let form = cases.iter().find(|case| case.name == "2023/rekap-274-butir-2024");
    form.expect("the case is there").answers.clone()
}

/// The sheet with another answer to the first question, whose ladder the overlay below fills in.
fn with_first(answer: &str) -> String {
    let form = form();
    let at = form.find("[answers.\"1\"]\nP1 = ").expect("the first question") + 18;
    let end = at + form[at..].find('\n').expect("a line");
    format!("{}{answer}{}", &form[..at], &form[end..])
}

fn perda() -> String {
    let ladder = "[[question]]\nid = \"1.P1\"\nshape = \"ladder\"\nlevels = [\n\
        { id = \"tidak\", text = \"Belum ada\", points = \"0\" },\n\
        { id = \"perbup\", text = \"Perbup\", points = \"7.5\" },\n\
        { id = \"perda\", text = \"Perda\", points = \"12\" },\n]\n";
    overlay("2023", &[JUKNIS, ladder, CITED].concat())
}

// What changes

#[test]
fn one_ladder_changes_the_score_of_its_question_and_nothing_else() {
    let base = &rules("2023").edition;
    let refined = refined(base, &perda());
    let before = with_card(base, &with_first("\"12\""), points_of_nodes);
    for (answer, points, lost) in
        [("\"perda\"", "12", "0"), ("\"perbup\"", "7.5", "4.5"), ("\"tidak\"", "0", "12")]
    {
        let after = with_card(&refined, &with_first(answer), points_of_nodes);
        let differing: BTreeSet<&str> = before
            .iter()
            .filter(|(node, points)| after[*node] != **points)
            .map(|(node, _)| node.as_str())
            .collect();
        let expected: &[&str] = if lost == "0" { &[] } else { &["1", "1.P1", "kelembagaan"] };
        assert_eq!(differing, expected.iter().copied().collect(), "{answer}");
        assert_eq!((after.len(), after["1.P1"].as_str()), (before.len(), points));
        let fell = |node: &str| {
            (crate::support::exact(&before[node]) - crate::support::exact(&after[node])).to_string()
        };
        let lost = crate::support::exact(lost).to_string();
        assert_eq!([fell("1"), fell("kelembagaan")], [lost.clone(), lost]);
    }
}

/// With the same points in it, the whole result is the same but for the name of the rules.
#[test]
fn what_an_overlay_does_not_name_stays() {
    let base = &rules("2023").edition;
    let refined = refined(base, &perda());
    let plain = result(base, &with_first("\"7.5\""));
    let named = result(&refined, &with_first("{ points = \"7.5\" }"));
    let stamp = named.edition.overlay.clone().expect("the result names the overlay");
    assert_eq!((stamp.id.as_str(), stamp.name.as_str()), ("tambahan", "Tambahan untuk uji"));
    let hexadecimal = stamp.digest.strip_prefix("sha256:").expect("a named digest");
    assert!(hexadecimal.len() == 64 && hexadecimal.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(plain.edition.overlay, None);
    assert_eq!(plain.edition.digest, named.edition.digest, "the edition's own files are the same");
    let mut unnamed = named;
    unnamed.edition.overlay = None;
    // 7.5 is one of the steps of the ladder and none of the sheet's; and the rule is surer now.
    let off_step = |remark: &kla::RemarkResult| (remark.code == "off-step", remark.node == "1.P1");
    let mut plain = plain;
    plain.remarks.retain(|remark| off_step(remark) != (true, true));
    let confidence = std::mem::take(&mut unnamed.confidence);
    let official = confidence.iter().find(|share| share.level == "official");
    assert_eq!(official.map(|share| share.points.as_str()), Some("12"));
    plain.confidence.clear();
    assert_eq!(unnamed, plain);
}

#[test]
fn the_stamp_says_what_was_touched_and_the_digest_tells_every_change() {
    let base = &rules("2023").edition;
    let read = refined(base, &perda());
    let stamp = read.overlay().expect("a refined edition").clone();
    assert_eq!((stamp.touched, stamp.removed.len()), (vec!["1.P1".to_owned()], 0));
    let other = refined(base, &(perda() + "# catatan\n"));
    assert_ne!(other.overlay().expect("a refined edition").digest, stamp.digest);
    let cited = "source = \"juknis\"\nconfidence = \"inferred\"\n";
    let rules_too = format!(
        "{}[rounding]\nat = \"never\"\n{cited}[not_applicable]\npolicy = \"granted\"\n{cited}",
        perda()
    );
    let touched = refined(base, &rules_too).overlay().expect("a refined edition").touched.clone();
    assert_eq!(touched, ["rounding", "not_applicable", "1.P1"]);
    assert_eq!(base.overlay().map(|stamp| &stamp.id), None);
    assert!(base.question("1.P1").is_some_and(|it| it.measure.shape.word() == "points"));
}

/// Refining an edition gives what a hand would get that changes its files, and what the second
/// engine makes of the same overlay.
fn check(name: &str, base: &Rules, text: &str, cases: u32) {
    let by_overlay = refined(&base.edition, text);
    let second = refine(&read_edition(&base.files), text);
    let files = second.files();
    let by_hand = Edition::parse(sources(&files));
    let by_hand = by_hand.unwrap_or_else(|rejected| panic!("{name}: {rejected}"));
    for_all(cases, &answers(&files), |answers| {
        let verdict = judge(&second, &answers);
        let wrong = with_card(&by_overlay, &answers, |card| disagreements(card, &verdict));
        prop_assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
        let mut one = result(&by_overlay, &answers);
        let mut other = result(&by_hand, &answers);
        one.edition.overlay = None;
        one.edition.digest.clear();
        other.edition.digest.clear();
        prop_assert_eq!(one, other, "{}", name);
        Ok(())
    });
}

#[test]
fn an_overlay_does_what_a_hand_would_do_to_the_files() {
    let cited = |tables: &[&str]| {
        let rules: String = tables.iter().map(|table| format!("{table}\n{CITED}")).collect();
        JUKNIS.to_owned() + &rules
    };
    let shapes: &[(&str, &[&str])] = &[
        (
            "steps where they were unknown",
            &[
                "[[question]]\nid = \"3.P5\"\nshape = \"percent\"\nscale = \"steps\"\nzero_total = \"full\"\nthresholds = [ { to = \"40\", points = \"0\" }, { above = \"40\", points = \"4\" } ]",
            ],
        ),
        (
            "another shape, and the direction stays",
            &[
                "[[question]]\nid = \"4.P4\"\nshape = \"units\"\nscale = \"linear\"\nzero_total = \"none\"",
            ],
        ),
        (
            "another rule for what does not apply, of two questions",
            &[
                "[[question]]\nid = \"2.P4\"\nnot_applicable = \"leaves\"",
                "[[question]]\nid = \"3.P4\"\nnot_applicable = \"granted\"",
            ],
        ),
        (
            "points that move from a question to another",
            &[
                "[[question]]\nid = \"3.P1\"\nmaximum = \"7.5\"",
                "[[question]]\nid = \"3.P2\"\nmaximum = \"6.5\"",
            ],
        ),
        (
            "points that move from a block to another",
            &[
                "[[question]]\nid = \"4.P1\"\nmaximum = \"3\"",
                "[[indicator]]\nid = \"4\"\nmaximum = \"28\"",
                "[[block]]\nid = \"angka\"\nmaximum = \"58\"",
                "[[question]]\nid = \"6.P1\"\nmaximum = \"7\"",
                "[[indicator]]\nid = \"6\"\nmaximum = \"17\"",
                "[[block]]\nid = \"wilayah\"\nmaximum = \"52\"",
            ],
        ),
        (
            "a cap",
            &[
                "[[question]]\nid = \"3.P1\"\nmaximum = \"9\"",
                "[[indicator]]\nid = \"3\"\nexcess = \"cap\"\nexcess_reason = \"juknis\"",
            ],
        ),
        ("nothing is scaled", &["[not_applicable]\npolicy = \"lost\""]),
        (
            "scaled to whole points",
            &["[not_applicable]\npolicy = \"leaves\"\ndigits = 0\nties = \"half-up\""],
        ),
        (
            "shares to one decimal",
            &["[rounding]\nat = \"question\"\ndigits = 1\nties = \"half-up\""],
        ),
        (
            "a gate in place of one, and one more",
            &[
                "[[gate]]\nid = \"perda\"\ncategory = \"pratama\"\neffect = \"cap\"\ntext = \"?\"\nany = [ { indicator = \"5\", at_least = \"20\" }, { all = [ { question = \"1.P3\", at_least = \"6\" } ] } ]",
                "[[gate]]\nid = \"baru\"\ncategory = \"utama\"\neffect = \"cap\"\ntext = \"?\"\nall = [ { indicators = 5, at_share = \"33.3\" } ]",
            ],
        ),
        (
            "reasons of its own, which score nothing",
            &["[reasons]\nreason = [ { id = \"XY\", name = \"Lain\" } ]"],
        ),
        (
            "falls and classes of its own, which score nothing",
            &[
                "[shrink]\npercents = [\"5\"]\nreference = \"5\"",
                "[effort]\nusual = \"hasil\"\nmissing = \"hasil\"\nrejected = \"hasil\"\nunchecked = \"hasil\"\nstep = \"1\"\nclass = [ { id = \"hasil\", name = \"Hasil\", action = \"Perbaiki\", units = 1 } ]",
                "[[question]]\nid = \"4.P5\"\neffort = \"hasil\"",
            ],
        ),
    ];
    for (name, tables) in shapes {
        check(name, rules(SHAPES), &overlay(SHAPES, &cited(tables)), 32);
    }
    let taken_out = "remove = [\"4.P5\", \"5.P7\"]\n".to_owned()
        + &cited(&[
            "[[question]]\nid = \"4.P1\"\nmaximum = \"9\"",
            "[[question]]\nid = \"5.P6\"\nmaximum = \"7\"",
        ]);
    check("questions taken out", rules(SHAPES), &overlay(SHAPES, &taken_out), 48);
    let measured = cited(&[
        "[[indicator]]\nid = \"4\"\nshape = \"count\"\nscale = \"linear\"\ntarget = \"30\"\nbetter = \"lower\"",
    ]);
    check("a measured indicator", rules("profil-22"), &overlay("profil-22", &measured), 32);
    check("a ladder of 2023", rules("2023"), &perda(), 8);
    let blocks = cited(&[
        "[[block]]\nid = \"kelana\"\nmaximum = \"30\"",
        "[[block]]\nid = \"dekela\"\nmaximum = \"70\"",
    ]);
    check("blocks of 2022", rules("2022"), &overlay("2022", &blocks), 32);
}

// Gates

/// Answers to 2023 that reach 915.99 points, with 11.99 of the 12 for question 1.P1.
const HIGH: &str = "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n\
    [answers.1]\nP1 = \"11.99\"\n[indicators]\n2 = \"36\"\n3 = \"32\"\n[blocks]\nklaster-1 = \"115\"\n\
    klaster-2 = \"156\"\nklaster-3 = \"150\"\nklaster-4 = \"110\"\nklaster-5 = \"205\"\nkelana-dekela = \"100\"\n";

/// What a gate makes of these answers: category, gap to the next, and the remarks on gates.
fn with_gate(condition: &str) -> (Option<String>, String, Vec<String>) {
    let gate = format!(
        "{JUKNIS}[[gate]]\nid = \"baru\"\ncategory = \"utama\"\neffect = \"cap\"\ntext = \"Syarat baru.\"\n{condition}\n{CITED}"
    );
    with_card(&refined(&rules("2023").edition, &overlay("2023", &gate)), HIGH, |card| {
        assert_eq!(card.total().to_string(), "915.99");
        let placement = card.placement();
        let gap = placement.next.as_ref().map(|next| format!("{} {}", next.category.id, next.gap));
        let remarks = card.remarks().into_iter();
        let remarks = remarks.filter(|remark| {
            remark.code() == "kept-by-gate" || remark.message(Lang::Id).contains("Syarat baru.")
        });
        let remarks: Vec<String> = remarks.map(|remark| remark.code().to_owned()).collect();
        (placement.category.map(|it| it.id.to_string()), gap.unwrap_or_default(), remarks)
    })
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn a_failed_gate_of_an_overlay_keeps_the_result_down_and_is_told() {
    for failed in [
        "all = [ { question = \"1.P1\", at_least = \"12\" } ]",
        "any = [ { question = \"1.P1\", at_least = \"12\" }, { indicator = \"2\", at_least = \"36.01\" } ]",
        // Nothing is known of 28 of the 31 rows; the three that are given reach 12.48, 100 and 100 %.
        "all = [ { any = [ { indicator = \"9\", at_least = \"0\" }, { question = \"1.P1\", at_least = \"11.98\" } ] }, { indicator = \"1\", at_least = \"12\" } ]",
        "all = [ { indicators = 31, at_share = \"12.49\" } ]",
    ] {
        let (category, next, remarks) = with_gate(failed);
        assert_eq!((category.as_deref(), next.as_str()), (Some("nindya"), "utama 0"), "{failed}");
        assert_eq!(remarks, strings(&["kept-by-gate", "gate-failed"]), "{failed}");
    }
}

#[test]
fn an_unknown_gate_of_an_overlay_changes_nothing_and_is_told() {
    for unknown in [
        "all = [ { question = \"1.P1\", at_least = \"11\" }, { indicator = \"9\", at_least = \"1\" } ]",
        "any = [ { question = \"1.P1\", at_least = \"12\" }, { indicator = \"9\", at_least = \"0\" } ]",
        "all = [ { indicators = 4, at_share = \"70\" } ]",
        "all = [ { indicators = 30, at_share = \"70\" } ]",
    ] {
        let (category, next, remarks) = with_gate(unknown);
        assert_eq!((category.as_deref(), next.as_str()), (Some("kla"), ""), "{unknown}");
        assert_eq!(remarks, strings(&["gate-unknown"]), "{unknown}");
    }
}

#[test]
fn a_passed_gate_of_an_overlay_is_not_told() {
    for passed in [
        "all = [ { question = \"1.P1\", at_least = \"11.99\" } ]",
        "any = [ { question = \"1.P1\", at_least = \"12\" }, { all = [ { indicator = \"2\", at_least = \"36\" } ] } ]",
        "all = [ { indicators = 2, at_share = \"100\" } ]",
        // 11.99 of 96 is 12.489583… %.
        "all = [ { indicators = 3, at_share = \"12.489583\" } ]",
    ] {
        let (category, next, remarks) = with_gate(passed);
        assert_eq!((category.as_deref(), next.as_str()), (Some("kla"), ""), "{passed}");
        assert_eq!(remarks, Vec::<String>::new(), "{passed}");
    }
    let a_hair_more = "all = [ { indicators = 3, at_share = \"12.489584\" } ]";
    assert_eq!(with_gate(a_hair_more).2, strings(&["gate-unknown"]));
}

// Mistakes

/// An overlay with a mistake, and all that must be found: code, line, what the English says.
struct Mistake {
    name: &'static str,
    refines: &'static str,
    body: &'static str,
    finds: &'static [(&'static str, usize, &'static str)],
}

const MISTAKES: &[Mistake] = &[
    Mistake {
        name: "for another edition",
        refines: "2022",
        body: "",
        finds: &[("overlay-mismatch", 3, "for edition `2022`")],
    },
    Mistake {
        name: "a question that is not there",
        refines: SHAPES,
        body: "[[source]]\nid = \"j\"\ntitle = \"j\"\n[[question]]\nid = \"3.P7\"\nmaximum = \"1\"\nsource = \"j\"\nconfidence = \"official\"\n",
        finds: &[("unknown-question", 9, "3.P7")],
    },
    Mistake {
        name: "an indicator and a block that are not there",
        refines: SHAPES,
        body: "[[indicator]]\nid = \"7\"\nsource = \"buatan\"\nconfidence = \"derived\"\n[[block]]\nid = \"wilayahh\"\nsource = \"buatan\"\nconfidence = \"derived\"\n",
        finds: &[("unknown-indicator", 6, "7"), ("unknown-block", 10, "wilayahh")],
    },
    Mistake {
        name: "a question to take out that is not there",
        refines: SHAPES,
        body: "remove = [\"4.P5\", \"4.P9\"]\n",
        finds: &[("unknown-question", 5, "4.P9")],
    },
    Mistake {
        name: "questions that no longer add up",
        refines: SHAPES,
        body: "[[indicator]]\nid = \"3\"\nmaximum = \"29\"\nsource = \"buatan\"\nconfidence = \"derived\"\n",
        finds: &[("sum-mismatch", 1, "60"), ("sum-mismatch", 7, "not to 29")],
    },
    Mistake {
        name: "a question taken out and not made up for",
        refines: SHAPES,
        body: "remove = [\"4.P5\"]\n",
        finds: &[("sum-mismatch", 1, "26, not to 30")],
    },
    Mistake {
        name: "blocks that no longer add up",
        refines: "2022",
        body: "[[block]]\nid = \"kelana\"\nmaximum = \"26\"\nsource = \"tafsiran\"\nconfidence = \"derived\"\n",
        finds: &[("sum-mismatch", 1, "1001")],
    },
    Mistake {
        name: "a cap without need",
        refines: SHAPES,
        body: "[[indicator]]\nid = \"3\"\nmaximum = \"30\"\nexcess = \"cap\"\nexcess_reason = \"?\"\nsource = \"buatan\"\nconfidence = \"derived\"\n",
        finds: &[("needless-cap", 7, "30")],
    },
    Mistake {
        name: "a touch without a source",
        refines: SHAPES,
        body: "[[question]]\nid = \"4.P5\"\nanswered_by = \"desa\"\n",
        finds: &[("missing-key", 5, "source"), ("missing-key", 5, "confidence")],
    },
    Mistake {
        name: "a source that nobody lists",
        refines: SHAPES,
        body: "[[question]]\nid = \"4.P5\"\nanswered_by = \"desa\"\nsource = \"juknis\"\nconfidence = \"derived\"\n",
        finds: &[("unknown-reference", 8, "juknis")],
    },
    Mistake {
        name: "a key that nothing reads",
        refines: SHAPES,
        body: "[[question]]\nid = \"4.P5\"\nweight = \"1\"\nsource = \"buatan\"\nconfidence = \"derived\"\n",
        finds: &[("unknown-key", 7, "weight")],
    },
    Mistake {
        name: "a shape that does not reach the maximum",
        refines: SHAPES,
        body: "[[question]]\nid = \"4.P5\"\nshape = \"count\"\nscale = \"steps\"\nthresholds = [ { to = \"1\", points = \"0\" }, { above = \"1\", points = \"3\" } ]\nsource = \"buatan\"\nconfidence = \"derived\"\n",
        finds: &[("maximum-not-reached", 9, "3")],
    },
    Mistake {
        name: "a direction that the ranges do not have",
        refines: SHAPES,
        body: "[[question]]\nid = \"4.P3\"\nbetter = \"lower\"\nsource = \"buatan\"\nconfidence = \"derived\"\n",
        finds: &[("missing-key", 5, "shape")],
    },
    Mistake {
        name: "a maximum that the ranges and levels do not have",
        refines: SHAPES,
        body: "[[question]]\nid = \"4.P3\"\nmaximum = \"6.5\"\nsource = \"buatan\"\nconfidence = \"derived\"\n[[question]]\nid = \"1.P3\"\nmaximum = \"9\"\nsource = \"buatan\"\nconfidence = \"derived\"\n",
        finds: &[("maximum-not-reached", 7, "6"), ("maximum-not-reached", 12, "10")],
    },
    Mistake {
        name: "a level above the maximum, below one of which nothing is known",
        refines: "2023",
        body: "[[question]]\nid = \"4.P1\"\nshape = \"ladder\"\nlevels = [\n{ id = \"a\", text = \"A\", points = \"0\" },\n{ id = \"b\", text = \"B\", points = \"12\" },\n{ id = \"c\", text = \"C\", points = \"unknown\" } ]\nsource = \"rekap-2024\"\nconfidence = \"derived\"\n",
        finds: &[("maximum-not-reached", 10, "12")],
    },
    Mistake {
        name: "a maximum that the rounding of its scale does not leave",
        refines: "profil-22",
        body: "[[indicator]]\nid = \"8\"\nmaximum = \"61.0055\"\nsource = \"tafsiran\"\nconfidence = \"derived\"\n[[indicator]]\nid = \"9\"\nmaximum = \"17.9945\"\nsource = \"tafsiran\"\nconfidence = \"derived\"\n",
        finds: &[("rounding-needed", 7, "61.0055"), ("rounding-needed", 12, "17.9945")],
    },
    Mistake {
        name: "a linear scale where nothing is rounded",
        refines: "2023",
        body: "[[question]]\nid = \"4.P1\"\nshape = \"percent\"\nscale = \"linear\"\nzero_total = \"none\"\nsource = \"rekap-2024\"\nconfidence = \"derived\"\n",
        finds: &[("rounding-needed", 8, "linear")],
    },
    Mistake {
        name: "a question that leaves where nothing is scaled",
        refines: "2023",
        body: "[[question]]\nid = \"4.P1\"\nnot_applicable = \"leaves\"\nsource = \"rekap-2024\"\nconfidence = \"derived\"\n",
        finds: &[("rounding-needed", 7, "leaves")],
    },
    Mistake {
        name: "a gate on a question taken out",
        refines: SHAPES,
        body: "remove = [\"2.P4\"]\n[[gate]]\nid = \"g\"\ncategory = \"utama\"\neffect = \"cap\"\ntext = \"?\"\nall = [ { question = \"2.P4\", at_least = \"1\" } ]\nsource = \"buatan\"\nconfidence = \"derived\"\n",
        finds: &[("unknown-reference", 11, "2.P4")],
    },
    Mistake {
        name: "classes of effort without one that questions name",
        refines: SHAPES,
        body: "[effort]\nusual = \"rapat\"\nmissing = \"rapat\"\nrejected = \"rapat\"\nunchecked = \"rapat\"\nstep = \"5\"\nsource = \"buatan\"\nconfidence = \"derived\"\n[[effort.class]]\nid = \"rapat\"\nname = \"Rapat\"\naction = \"Adakan rapat\"\nunits = 2\n",
        finds: &[("unknown-reference", 5, "`hasil`")],
    },
    Mistake {
        name: "a class of effort that the edition does not have",
        refines: SHAPES,
        body: "[[question]]\nid = \"4.P5\"\neffort = \"rapat\"\nsource = \"buatan\"\nconfidence = \"derived\"\n",
        finds: &[("unknown-reference", 7, "rapat")],
    },
    Mistake {
        name: "effort without classes, reasons without a reason, and falls without a source",
        refines: SHAPES,
        body: "[effort]\nusual = \"rapat\"\nstep = \"5\"\nsource = \"buatan\"\nconfidence = \"derived\"\nclass = []\n[reasons]\nsource = \"buatan\"\nconfidence = \"derived\"\nreason = []\n[shrink]\npercents = [\"10\"]\nreference = \"10\"\n",
        finds: &[
            ("missing-key", 5, "missing"),
            ("missing-key", 5, "rejected"),
            ("missing-key", 5, "unchecked"),
            ("unknown-reference", 6, "rapat"),
            ("missing-key", 10, "class"),
            ("missing-key", 14, "reason"),
            ("missing-key", 15, "source"),
            ("missing-key", 15, "confidence"),
        ],
    },
    Mistake {
        name: "an overlay of tomorrow",
        refines: SHAPES,
        body: "format = 2\n",
        finds: &[("syntax", 5, "")],
    },
];

/// What the guide asks for and the library does not find yet.
const AWAITED: &[Mistake] = &[
    Mistake {
        name: "a maximum that the items do not reach, and one that the last level does not have",
        refines: SHAPES,
        body: "[[question]]\nid = \"2.P2\"\nmaximum = \"9\"\nsource = \"buatan\"\nconfidence = \"derived\"\n[[question]]\nid = \"2.P1\"\nmaximum = \"6\"\nsource = \"buatan\"\nconfidence = \"derived\"\n",
        finds: &[("maximum-not-reached", 7, "8"), ("maximum-not-reached", 12, "5")],
    },
    Mistake {
        name: "no rounding where shares need one",
        refines: "profil-22",
        body: "[rounding]\nat = \"never\"\nsource = \"tafsiran\"\nconfidence = \"derived\"\n",
        finds: &[("rounding-needed", 6, "round")],
    },
    Mistake {
        name: "a question taken out that a gate of the edition needs",
        refines: SHAPES,
        body: "remove = [\"6.P3\"]\n[[question]]\nid = \"6.P1\"\nmaximum = \"9\"\nsource = \"buatan\"\nconfidence = \"derived\"\n",
        finds: &[("unknown-reference", 5, "6.P3")],
    },
    Mistake {
        name: "a question touched twice",
        refines: SHAPES,
        body: "[[question]]\nid = \"4.P5\"\nanswered_by = \"desa\"\nsource = \"buatan\"\nconfidence = \"derived\"\n[[question]]\nid = \"4.P5\"\nanswered_by = \"kecamatan\"\nsource = \"buatan\"\nconfidence = \"derived\"\n",
        finds: &[("duplicate-id", 11, "4.P5")],
    },
    Mistake {
        name: "a source that the edition has already",
        refines: SHAPES,
        body: "[[source]]\nid = \"buatan\"\ntitle = \"Yang lain\"\n",
        finds: &[("duplicate-id", 6, "buatan")],
    },
    Mistake {
        name: "a spelling that means an agency of the edition",
        refines: SHAPES,
        body: "[[agency]]\nid = \"dinas-lain\"\nname = \"Dinas Lain\"\nshort = \"dpppa\"\naliases = []\n",
        finds: &[("alias-taken", 8, "dpppa")],
    },
];

/// What is found in an overlay: why it is refused, or what it is warned of.
fn findings(edition: &Edition, text: &str) -> Vec<Diagnostic> {
    match edition.refined(Source::new("overlay.toml", text)) {
        Ok(refined) => refined.warnings().to_vec(),
        Err(rejected) => rejected.diagnostics().to_vec(),
    }
}

/// What is not as expected about the findings of a spoilt overlay.
fn problem(Mistake { name, refines, body, finds }: &Mistake) -> Option<String> {
    // The first one is given to an edition that it does not name.
    let base = if *refines == "2022" && body.is_empty() { "2023" } else { refines };
    let found = findings(&rules(base).edition, &overlay(refines, body));
    let place = |found: &Diagnostic| found.source().position(found.span().start).0;
    let places: Vec<(&str, usize)> =
        found.iter().map(|found| (found.code().name(), place(found))).collect();
    let expected: Vec<(&str, usize)> = finds.iter().map(|(code, line, _)| (*code, *line)).collect();
    let said = |(found, (_, _, text)): (&Diagnostic, &(&str, usize, &str))| {
        found.message().get(Lang::Id) != found.message().get(Lang::En)
            && found.render(Lang::En).contains(text)
    };
    if places == expected && found.iter().zip(*finds).all(said) {
        return None;
    }
    let rendered: String = found.iter().map(|found| found.render(Lang::En)).collect();
    Some(format!("{name}: expected {finds:?}, found {places:?}\n{rendered}"))
}

#[test]
fn every_mistake_in_an_overlay_is_found_in_its_place() {
    let wrong: Vec<String> = MISTAKES.iter().filter_map(problem).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn more_mistakes_in_an_overlay_are_found_in_their_place() {
    let wrong: Vec<String> = AWAITED.iter().filter_map(problem).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A rounding that leaves no decimals would round half a point above a maximum that has one.
#[test]
fn fewer_digits_are_held_against_every_maximum() {
    let half = |from: &str, to: &str, asks: &str| {
        let text = |maximum: &str| format!("maximum = \"{maximum}\"\ntext = \"{asks}");
        (text(from), text(to))
    };
    let halves = [
        half(
            "61",
            "61.5",
            "Dari seluruh kecamatan, berapa persen yang memiliki layanan konsultasi",
        ),
        half("18", "17.5", "Dari seluruh satuan pendidikan anak usia dini"),
    ];
    let halves = halves.each_ref().map(|(from, to)| (from.as_str(), to.as_str()));
    let base = changed("halves", "profil-22", &halves);
    let body = "[rounding]\nat = \"indicator\"\ndigits = 0\nties = \"half-up\"\nsource = \"tafsiran\"\nconfidence = \"derived\"\n";
    let found = findings(&base.edition, &overlay("profil-22", body));
    assert_eq!(found.len(), 2);
    for finding in &found {
        let line = finding.source().position(finding.span().start).0;
        assert_eq!((finding.code().name(), line), ("rounding-needed", 5));
    }
}

/// A question's own `leaves` needs the rounding that the edition's rule states.
#[test]
fn nothing_is_scaled_any_more_and_a_question_leaves_all_the_same() {
    let leaves = [("not_applicable = \"granted\"", "not_applicable = \"leaves\"")];
    let base = changed("leaving", SHAPES, &leaves);
    let body =
        "[not_applicable]\npolicy = \"lost\"\nsource = \"buatan\"\nconfidence = \"derived\"\n";
    let found = findings(&base.edition, &overlay(SHAPES, body));
    let codes: Vec<&str> = found.iter().map(|found| found.code().name()).collect();
    assert_eq!(codes, ["rounding-needed"]);
}

#[test]
fn an_answer_to_a_question_taken_out_is_refused_as_such() {
    let body = format!(
        "remove = [\"4.P7\"]\n{JUKNIS}[[question]]\nid = \"4.P6\"\nshape = \"points\"\nsteps = {{ unknown = \"?\" }}\nmaximum = \"4\"\n{CITED}"
    );
    let base = &rules("2023").edition;
    let refined = refined(base, &overlay("2023", &body));
    assert_eq!(refined.overlay().map(|stamp| stamp.removed.len()), Some(1));
    assert!(refined.question("4.P7").is_none() && refined.question("5.P1").is_some());
    let found = |answers: &str| -> Vec<(&'static str, usize)> {
        let head = "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n";
        let file = AnswersFile::parse(Source::new("answers.toml", head.to_owned() + answers));
        match file.check(&refined, Some(Regions::bundled())) {
            Ok(_) => Vec::new(),
            Err(rejected) => rejected
                .diagnostics()
                .iter()
                .map(|found| (found.code().name(), found.source().position(found.span().start).0))
                .collect(),
        }
    };
    assert_eq!(found("[answers.4]\nP6 = 4\nP7 = 1\n"), [("removed-question", 8)]);
    assert_eq!(found("[answers.4]\nP6 = 4\nP8 = 1\n"), [("unknown-question", 8)]);
    assert_eq!(found("[answers.4]\nP6 = 4\n[answers.5]\nP7 = 1\n"), []);
    // What follows the gap keeps its own answers.
    let points = with_card(
        &refined,
        &form().replace("\nP6 = \"2\"\nP7 = \"2\"\n", "\nP6 = \"2\"\n"),
        points_of_nodes,
    );
    let before = with_card(base, &form(), points_of_nodes);
    let differing: BTreeMap<&String, &String> =
        points.iter().filter(|(node, points)| before[*node] != **points).collect();
    let differing: Vec<&str> = differing.keys().map(|node| node.as_str()).collect();
    assert_eq!(differing, ["4", "klaster-1"]);
}

/// A gate and a question of the same edition, refined one after the other.
#[test]
fn an_overlay_on_a_changed_edition_keeps_the_changes() {
    let capping = changed("capping", "2023", &[("effect = \"notice\"", "effect = \"cap\"")]);
    let refined = refined(&capping.edition, &perda());
    with_card(&refined, &HIGH.replace("\"11.99\"", "\"perbup\""), |card| {
        assert_eq!(card.total().to_string(), "911.5");
        assert_eq!(card.placement().category.map(|it| it.id.as_str()), Some("nindya"));
    });
}

/// Which of the two is meant, nobody knows: the program counts with neither.
#[test]
fn an_overlay_beside_a_whole_edition_is_refused() {
    let folder = Folder::new("overlay-beside");
    for (name, text) in &rules("2023").files {
        folder.write(name, text);
    }
    folder.write("overlay.toml", &overlay("2023", ""));
    let (beside, zip) = (folder.0.to_string_lossy(), folder.file("a.zip"));
    for arguments in [
        vec!["score", "-", "--rules", &beside],
        vec!["bundle", "-", "--rules", &beside, "-o", &zip],
        vec!["check", &beside],
    ] {
        let went = run(&arguments, form().as_bytes());
        assert_ne!(went.exit, Exit::Done, "{arguments:?}");
        assert!(
            went.output.is_empty() && went.messages.contains("extra-file"),
            "{}",
            went.messages
        );
        assert!(went.messages.contains("taruh di folder tersendiri"), "{}", went.messages);
    }
}
