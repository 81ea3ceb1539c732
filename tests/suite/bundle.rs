//! Bundles: what was packed verifies as the same, and whatever was changed is caught and named.

mod program;
mod tamper;
mod zip;

use std::path::Path;

use kla_bundle::{
    ANSWERS_JSON, ANSWERS_TOML, Bundle, Difference, File, Notice, OVERLAY, README, RECEIPT, RESULT,
    RULES, RuleTexts, Verdict, pack, sha256, verify,
};
use kla_tests::fixtures::{cases, root};
use serde_json::Value;

use zip::Entry;

const FORM: &str = "fixtures/2023/rekap-274-butir-2024/answers.toml";

/// An edition with a question of every shape.
const SHAPES: &str = "fixtures/shapes/edition";

/// A case to pack.
struct Case {
    name: String,
    answers: File,
    rules: RuleTexts,
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn folder(path: &Path) -> RuleTexts {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).unwrap_or_else(|error| panic!("{path:?}: {error}")) {
        let path = entry.expect("a readable folder").path();
        let name = path.file_name().expect("a file with a name").to_string_lossy().into_owned();
        if name.ends_with(".toml") {
            files.push(File::new(name, std::fs::read(&path).expect("a readable file")));
        }
    }
    RuleTexts::Edition(files)
}

fn overlay(path: &str) -> RuleTexts {
    RuleTexts::Overlay(File::new("overlay.toml", read(path)))
}

/// Every case of the fixtures, with the edition that stands beside it, and cases with an edition and
/// overlays of their own.
fn every_case() -> Vec<Case> {
    let mut found: Vec<Case> = cases()
        .into_iter()
        .map(|case| {
            let own = case.folder.join("edition");
            let rules = if own.is_dir() { folder(&own) } else { RuleTexts::Shipped };
            Case { name: case.name, answers: File::new("answers.toml", case.answers), rules }
        })
        .collect();
    let mut case = |name: &str, answers: &str, rules| {
        let answers = File::new("answers.toml", read(answers));
        found.push(Case { name: name.to_owned(), answers, rules });
    };
    case(
        "own edition",
        "fixtures/guide/answers.toml",
        folder(&root().join("fixtures/guide/edition")),
    );
    case(
        "overlay",
        "fixtures/guide/answers-2023.toml",
        overlay("fixtures/guide/overlay/overlay.toml"),
    );
    case("gates", FORM, overlay("rules/overlays/syarat-2018/overlay.toml"));
    found.push(Case {
        name: "shapes".to_owned(),
        answers: shapes(),
        rules: folder(&root().join(SHAPES)),
    });
    found.push(json());
    found.push(replaced());
    found
}

/// No answers at all to the edition of every shape.
fn shapes() -> File {
    File::new(
        "answers.json",
        r#"{ "format": 1, "edition": "bentuk", "region": "32.73", "year": 2024, "stage": "mandiri" }"#,
    )
}

fn json() -> Case {
    let text = r#"{ "format": 1, "edition": "2022", "region": "32.73", "year": 2022,
        "stage": "mandiri", "blocks": { "kelembagaan": "100", "klaster-1": "83,5" } }"#;
    let answers = File::new("answers.json", text);
    Case { name: "json".to_owned(), answers, rules: RuleTexts::Shipped }
}

/// The shipped edition of 2022 with the first category lowered, in its place.
fn replaced() -> Case {
    let RuleTexts::Edition(mut files) = folder(&root().join("rules/editions/2022")) else {
        unreachable!("a folder is an edition");
    };
    let edition = files.iter_mut().find(|file| file.name == "edition.toml").expect("an edition");
    let text = String::from_utf8(edition.bytes.clone()).expect("a text");
    assert!(text.contains("from = \"500\""), "{text}");
    edition.bytes = text.replacen("from = \"500\"", "from = \"499\"", 1).into_bytes();
    Case { name: "replaced".to_owned(), rules: RuleTexts::Edition(files), ..json() }
}

fn packed(case: &Case) -> Bundle {
    pack(&case.answers, &case.rules).unwrap_or_else(|error| panic!("{}: {error}", case.name))
}

fn verdict(bytes: &[u8]) -> Verdict {
    verify(bytes).unwrap_or_else(|error| panic!("it is a bundle: {error}"))
}

fn messages(verdict: &Verdict) -> String {
    let said =
        verdict.differences.iter().map(|found| found.message().get(kla::Lang::En).to_owned());
    said.collect::<Vec<_>>().join("\n")
}

/// A bundle taken apart, to be changed and put together again.
fn entries(bytes: &[u8]) -> Vec<Entry> {
    zip::entries(bytes)
}

fn receipt(bundle: &Bundle) -> Value {
    serde_json::from_str(&bundle.receipt.to_json()).expect("a receipt is JSON")
}

#[test]
fn every_case_packs_to_the_same_bytes_twice_and_verifies_as_the_same() {
    for case in every_case() {
        let (first, second) = (packed(&case), packed(&case));
        assert!(first.bytes == second.bytes, "{}: other bytes the second time", case.name);
        assert_eq!(first.sha256, sha256(&first.bytes), "{}", case.name);
        let verdict = verdict(&first.bytes);
        assert!(verdict.is_same(), "{}: {}", case.name, messages(&verdict));
        assert_eq!(verdict.sha256, first.sha256);
        let entries = entries(&first.bytes);
        assert!(zip::zipped(&entries) == first.bytes, "{}: not in its simplest form", case.name);
    }
}

#[test]
fn a_bundle_holds_the_exact_bytes_and_a_digest_of_each() {
    for case in every_case() {
        let bundle = packed(&case);
        let entries = entries(&bundle.bytes);
        let answers = entries
            .iter()
            .find(|entry| [ANSWERS_TOML, ANSWERS_JSON].contains(&entry.name.as_str()));
        assert_eq!(answers.expect("answers").bytes, case.answers.bytes, "{}", case.name);
        let receipt = receipt(&bundle);
        let mut listed = Vec::new();
        for entry in
            ["inputs", "outputs"].iter().flat_map(|list| receipt[list].as_array().expect("a list"))
        {
            let name = entry["file"].as_str().expect("a name");
            let file = entries.iter().find(|entry| entry.name == name).expect("it is there");
            assert_eq!(entry["sha256"], sha256(&file.bytes), "{}: {name}", case.name);
            assert_eq!(entry["bytes"], file.bytes.len(), "{}: {name}", case.name);
            listed.push(name);
        }
        let others = entries.iter().filter(|entry| !listed.contains(&entry.name.as_str()));
        assert_eq!(
            others.map(|entry| entry.name.as_str()).collect::<Vec<_>>(),
            [RECEIPT],
            "{}",
            case.name
        );
    }
}

#[test]
fn the_guide_inside_tells_region_year_stage_total_category_and_how_to_verify() {
    let case = every_case().into_iter().find(|case| case.name.ends_with("kota-bandung-2024"));
    let bundle = packed(&case.expect("the case is there"));
    let guide = entries(&bundle.bytes).remove(0);
    assert_eq!(guide.name, README);
    let guide = String::from_utf8(guide.bytes).expect("a text");
    for said in [
        "Kota Bandung (32.73), Jawa Barat",
        "2024",
        "Evaluasi mandiri",
        "880,39 dari 1.000",
        "Utama",
        "kla verify",
        "880.39 of 1,000",
        "145,24 dari 164",
    ] {
        assert!(guide.contains(said), "{said} is missing in:\n{guide}");
    }
    assert!(!guide.contains('\r'));
}

#[test]
fn the_receipt_tells_every_value_that_an_overlay_made() {
    let cases = every_case();
    let case = cases.iter().find(|case| case.name == "overlay").expect("the case is there");
    let bundle = packed(case);
    let told = receipt(&bundle);
    assert_eq!(told["overlay"]["id"], "belajar-4-p1");
    assert_eq!(
        told["overlay"]["touched"],
        serde_json::json!([
            { "rule": "4.P1", "kind": "question", "source": "khayalan", "confidence": "inferred" }
        ])
    );
    let overrides = told["overrides"].as_array().expect("a list");
    let question = overrides.iter().find(|value| value["node"] == "4.P1").expect("4.P1 is told");
    assert_eq!(
        (&question["because"], &question["rule"]),
        (&Value::from("overlay"), &Value::from("4.P1"))
    );
    let result = entries(&bundle.bytes).into_iter().find(|entry| entry.name == RESULT);
    let result: Value = serde_json::from_slice(&result.expect("a result").bytes).expect("JSON");
    let rows = result["blocks"].as_array().expect("blocks").iter();
    let question_points = rows
        .flat_map(|block| block["indicators"].as_array().expect("rows"))
        .flat_map(|row| row["questions"].as_array().expect("questions"))
        .find(|question| question["id"] == "4.P1")
        .expect("4.P1 has points");
    assert_eq!(question["value"], question_points["points"]);
    let notices = verdict(&bundle.bytes).notices;
    assert!(
        matches!(&notices[..], [Notice::Overlay { id, .. }] if id == "belajar-4-p1"),
        "{notices:?}"
    );

    let gates = packed(cases.iter().find(|case| case.name == "gates").expect("the case is there"));
    let told = receipt(&gates);
    let states: Vec<(&str, &str)> = told["overrides"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|value| value["kind"] == "gate")
        .map(|value| {
            (value["node"].as_str().expect("a gate"), value["value"].as_str().expect("a state"))
        })
        .collect();
    assert_eq!(states, [("pratama-17", "passed"), ("madya-21", "passed"), ("nindya-25", "failed")]);
}

#[test]
fn a_replaced_edition_is_told_with_what_is_different_in_it() {
    let bundle = packed(&replaced());
    let told = receipt(&bundle);
    assert_eq!(told["edition"]["origin"], "replaced");
    assert_eq!(told["overlay"], Value::Null);
    assert_eq!(told["replaced"], serde_json::json!(["category.pratama"]));
    let notices = verdict(&bundle.bytes).notices;
    assert!(matches!(&notices[..], [Notice::Replaced { id }] if id == "2022"), "{notices:?}");
    // The folder that the rules came from is nobody's business, and would differ between machines.
    let text = String::from_utf8_lossy(&bundle.bytes).into_owned();
    assert!(!text.contains(env!("CARGO_MANIFEST_DIR")));
}

#[test]
fn points_stated_as_a_whole_are_told() {
    let told = receipt(&packed(&json()));
    let stated: Vec<&Value> =
        told["overrides"].as_array().expect("a list").iter().map(|value| &value["node"]).collect();
    assert_eq!(stated, ["kelembagaan", "klaster-1"]);
    assert_eq!(told["overrides"][0]["because"], "stated");
}

#[test]
fn answers_that_cannot_be_scored_are_not_packed() {
    let refused = |answers: &str, rules: &RuleTexts| {
        let refused = pack(&File::new("isian.toml", answers), rules);
        refused.err().map(|error| error.to_string()).unwrap_or_default()
    };
    assert_ne!(refused("format = 1\nedition = \"1999\"", &RuleTexts::Shipped), "");
    let sound =
        "format = 1\nedition = \"2023\"\nregion = \"32.73\"\nyear = 2024\nstage = \"final\"\n";
    assert_eq!(refused(sound, &RuleTexts::Shipped), "");
    let comment = format!("{sound}# NIK 3273012345678901\n");
    assert!(refused(&comment, &RuleTexts::Shipped).contains("sixteen digits"));
    let digest = format!("{sound}# a1234567890123456b\n");
    assert_eq!(refused(&digest, &RuleTexts::Shipped), "");
    let broken = RuleTexts::Overlay(File::new("overlay.toml", "format = 1\nrefines = \"1999\"\n"));
    assert_ne!(refused(sound, &broken), "");
}

#[test]
fn an_overlay_for_another_edition_stays_out() {
    let other = overlay("rules/overlays/syarat-2018/overlay.toml");
    let (with, without) = (packed(&Case { rules: other, ..json() }), packed(&json()));
    assert!(with.bytes == without.bytes);
    assert!(entries(&with.bytes).iter().all(|entry| entry.name != OVERLAY));
    assert!(entries(&with.bytes).iter().any(|entry| entry.name.starts_with(RULES)));
}

/// Whether a difference is about a node's value in the result, with both figures.
fn tells(verdict: &Verdict, wanted: (&str, &str, &str, &str)) -> bool {
    verdict.differences.iter().any(|found| match found {
        Difference::Value { file, node, field, stated: Some(stated), computed: Some(computed) } => {
            file == RESULT
                && (node.as_str(), field.as_str(), stated.as_str(), computed.as_str()) == wanted
        }
        _ => false,
    })
}
