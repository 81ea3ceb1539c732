//! The audit: what it compares, what it finds, and what no case has tried.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use kla::{AuditKind, RuleCoverage, RuleKind, Scorecard, audit};
use kla_cli::Exit;
use kla_tests::fixtures::{Case, cases, root};

use crate::run::{self, Folder};
use crate::support::{json, rules, with_card};

/// Runs `kla audit` and returns how it ended and what it printed.
fn run(arguments: &[&str], paths: &[&Path]) -> (Exit, String) {
    let words = ["audit"].iter().chain(arguments).map(OsString::from);
    let run = run::run(words.chain(paths.iter().map(|path| path.as_os_str().to_owned())), b"");
    (run.exit, run.output + &run.messages)
}

fn case(name: &str) -> Case {
    cases().into_iter().find(|case| case.name == name).expect("the case is there")
}

const FORM: &str = "2023/rekap-274-butir-2024";

#[test]
fn the_fixtures_agree_and_the_last_line_counts() {
    let (exit, text) = run(&[], &[&root().join("fixtures")]);
    assert_eq!(exit, Exit::Done, "{text}");
    let last = text.lines().last().expect("a line");
    // Every case, both years of each comparison, the tutorial's two, the table of published results, and the
    // regions of a province.
    let compared = std::fs::read_dir(root().join("fixtures/compare")).expect("comparisons").count();
    let files = cases().len() + 2 * compared + 3 + 7;
    assert!(last.starts_with(&format!("{files} kasus, ")), "{last}");
    assert!(
        last.ends_with(
            "0 berbeda; 13 perbedaan yang sudah dicatat, 2 beda tampilan, 11 celah yang dikenal"
        ),
        "{last}"
    );
}

#[test]
fn a_digit_that_changed_names_file_node_and_both_figures() {
    let form = case(FORM);
    let folder = Folder::new("audit-digit");
    folder.write("kasus/score.json", &form.expected);
    folder.write("kasus/answers.toml", &form.answers.replace("\"770.36\"", "\"770.37\""));
    let (exit, text) = run(&[], &[&folder.0]);
    assert_eq!(exit, Exit::Difference, "{text}");
    assert!(text.contains("kasus/answers.toml\n"), "{text}");
    let line = "  total: tercantum 770,37, hasil hitung 771,81, selisih −1,44 (berbeda)";
    assert!(text.lines().any(|found| found == line), "{text}");
    assert!(text.contains("1 berbeda; 12 perbedaan"), "told once: {text}");
}

/// Whatever printed figure slips by one in its last digit, the audit says so.
#[test]
fn any_declared_figure_that_changed_is_noticed() {
    let mut tried = 0;
    for case in cases() {
        let edition = &rules(&case.edition).edition;
        let declared = case.answers.find("[declared").map_or("", |at| &case.answers[at..]);
        let figures = declared.split('"').skip(1).step_by(2);
        for figure in figures.filter(|figure| figure.bytes().any(|byte| byte.is_ascii_digit())) {
            let Some(changed) = next(figure) else { continue };
            let text = declared.replacen(&format!("\"{figure}\""), &format!("\"{changed}\""), 1);
            let text = case.answers.replace(declared, &text);
            // Figures above the maximum are refused before they are compared.
            let file = kla::AnswersFile::parse(kla::Source::new("answers.toml", text.as_str()));
            let Ok(answers) = file.check(edition, Some(kla::Regions::bundled())) else { continue };
            let card = kla::score(&answers);
            let audit = audit(&card, Some(&case.expected)).expect("JSON");
            let before = with_card(edition, &case.answers, |card| {
                kla::audit(card, Some(&case.expected)).expect("JSON").findings
            });
            assert_ne!(audit.findings, before, "{}: {figure} → {changed}", case.name);
            tried += 1;
        }
    }
    assert!(tried > 30, "only {tried} figures");
}

/// A figure that is one more in its last digit.
fn next(figure: &str) -> Option<String> {
    let (rest, last) = figure.split_at_checked(figure.len().checked_sub(1)?)?;
    Some(format!("{rest}{}", (last.parse::<u32>().ok()? + 1) % 10))
}

/// The slips of the real sheet, each with both figures.
#[test]
fn the_form_of_274_questions_lists_its_own_slips() {
    let folder = root().join("fixtures").join(FORM);
    let (exit, text) = run(&["--lang", "en"], &[&folder]);
    assert_eq!(exit, Exit::Done, "{text}");
    for line in [
        "total: stated 770.36, computed 771.81, difference −1.45 (known)",
        "kelembagaan: stated 127.66, computed 126.91, difference +0.75 (known)",
        "1: stated 73.16, computed 72.41, difference +0.75 (known)",
        "klaster-1 (maximum): stated 150, computed 115, difference +35 (known)",
        "7: stated 25, computed 20, difference +5 (known)",
        "klaster-3: stated 137, computed 136, difference +1 (known)",
        "17: stated 28, computed 27, difference +1 (known)",
        "klaster-4: stated 91.6, computed 94.6, difference −3 (known)",
        "19: stated 39.6, computed 42.6, difference −3 (known)",
        "klaster-5: stated 163.8, computed 163, difference +0.8 (known)",
        "21B: stated 15.2, computed 14.4, difference +0.8 (known)",
        "kelana-dekela: stated 67.5, computed 68.5, difference −1 (known)",
        "26: stated 41.5, computed 52.4, difference −10.9 (known)",
    ] {
        assert!(text.contains(&format!("  {line}\n")), "{line} is missing in\n{text}");
    }
    assert_eq!(text.matches("(known)").count(), 13, "{text}");
}

#[test]
fn a_gap_that_closes_and_one_without_a_row_fail() {
    let table = "region_code,region,year,stage,total,category,address,remark\n\
                 33.14,Kabupaten Sragen,2019,final,620,madya,x,x\n";
    let gap = "edition = \"2023\"\n[[gap]]\nregion_code = \"33.14\"\nyear = 2019\nstage = \"final\"\ntotal = \"620\"\n";
    let folder = Folder::new("audit-gaps");
    folder.write("published-results.csv", table);
    folder.write("known-gaps.toml", gap);
    let (exit, text) = run(&[], &[&folder.0]);
    assert_eq!(exit, Exit::Difference);
    assert!(text.contains("sudah cocok, harus keluar dari known-gaps.toml"), "{text}");

    folder.write("published-results.csv", &table.replace("madya", "pratama"));
    let (exit, text) = run(&[], &[&folder.0]);
    assert_eq!(exit, Exit::Done, "{text}");
    assert!(text.contains("tercantum pratama, hasil hitung madya (celah yang dikenal)"), "{text}");

    let two = format!("{gap}{}", gap.replace("edition = \"2023\"\n", "").replace("2019", "2020"));
    folder.write("known-gaps.toml", &two);
    let (exit, text) = run(&[], &[&folder.0]);
    assert_eq!(exit, Exit::Difference, "a gap without a row alone fails: {text}");

    folder.write("known-gaps.toml", &gap.replace("2019", "2020"));
    let (exit, text) = run(&[], &[&folder.0]);
    assert_eq!(exit, Exit::Difference);
    assert!(text.contains("tidak ada barisnya dalam tabel"), "{text}");
    assert!(text.contains("tercantum pratama, hasil hitung madya (berbeda)"), "{text}");
}

/// The printed category against the band of the printed total, or else against the computed one; a gate
/// that keeps a region lower explains it.
#[test]
fn a_printed_category_is_held_against_its_total() {
    let head = "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n\
                [blocks]\nkelembagaan = \"145.24\"\n[declared]\n";
    let edition = &rules("2023").edition;
    for (declared, said) in [
        ("category = \"Utama\"\ntotal = \"880\"\n", None),
        (
            "category = \"Madya\"\ntotal = \"880\"\n",
            Some(("category of the printed total", "Madya", "Utama")),
        ),
        ("category = \"Madya\"\n", Some(("category", "Madya", "-"))),
        ("category = \"belum berkategori\"\n", None),
    ] {
        with_card(edition, &format!("{head}{declared}"), |card| {
            let found = audit(card, None).expect("no golden result").findings;
            let of_category = found.iter().find(|finding| finding.node.starts_with("category"));
            let of_category = of_category.map(|finding| {
                (finding.node.as_str(), finding.expected.as_str(), finding.found.as_str())
            });
            assert_eq!(of_category, said, "{declared}");
        });
    }
    let form = case(FORM).answers.replace("[declared]\n", "[declared]\ncategory = \"Madya\"\n");
    let form = form.replace("\"770.36\"", "\"771.81\"");
    let overlay = fs::read_to_string(root().join("rules/overlays/syarat-2018/overlay.toml"));
    let overlay = kla::Source::new("overlay.toml", overlay.expect("the overlay is there"));
    let capped = edition.refined(overlay).expect("it fits");
    let of_category = |edition: &kla::Edition| {
        with_card(edition, &form, |card| {
            let found = audit(card, None).expect("no golden result").findings;
            found.iter().filter(|finding| finding.node.starts_with("category")).count()
        })
    };
    assert_eq!((of_category(edition), of_category(&capped)), (1, 0));
}

/// Figures that agree but for rounding are no matter of display where the category changes with them.
#[test]
fn a_total_across_the_edge_of_a_band_is_a_real_difference() {
    let kind = |blocks: &str, total: &str| {
        let text = format!(
            "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n\
             [blocks]\n{blocks}[declared]\ntotal = \"{total}\"\n"
        );
        with_card(&rules("2023").edition, &text, |card| {
            audit(card, None).expect("no golden result").findings.first().map(|found| found.kind)
        })
    };
    let blocks = "kelembagaan = \"163.99\"\nklaster-1 = \"115\"\nklaster-2 = \"156\"\n\
                  klaster-3 = \"150\"\nklaster-4 = \"110\"\nklaster-5 = \"205\"\n";
    // 899.99 computed: Utama. Printed 900.00 it still is, 901 is KLA.
    assert_eq!(kind(blocks, "900.00"), Some(AuditKind::Display));
    assert_eq!(kind(blocks, "900.0"), Some(AuditKind::Display), "the printed digits explain it");
    let blocks = blocks.replace("163.99", "65.00");
    // 801.00 computed: Utama. 800.99 is within the rounding of six figures, and Nindya.
    assert_eq!(kind(&blocks, "800.99"), Some(AuditKind::Declared));
}

/// A golden result that lists what is not there any more, or what never was, is itself wrong.
#[test]
fn a_golden_result_that_fits_no_longer_fails() {
    let form = case(FORM);
    let findings = |answers: &str, golden: &str| -> Vec<(String, AuditKind)> {
        with_card(&rules("2023").edition, answers, |card| {
            let found = audit(card, Some(golden)).expect("JSON").findings;
            let failing = found.into_iter().filter(|finding| finding.kind.fails());
            failing.map(|finding| (finding.node, finding.kind)).collect()
        })
    };
    assert_eq!(findings(&form.answers, &form.expected), []);
    // The printed total was corrected: its entry must leave the list.
    let corrected = form.answers.replace("\"770.36\"", "\"771.81\"");
    assert_eq!(
        findings(&corrected, &form.expected),
        [("declared.total.difference".to_owned(), AuditKind::Golden)]
    );
    let golden = r#"{ "blocks": [{ "id": "klaster-9", "points": "1" }] }"#;
    let nodes: Vec<String> =
        findings(&form.answers, golden).into_iter().map(|(node, _)| node).collect();
    assert!(nodes.contains(&"blocks.klaster-9".to_owned()), "{nodes:?}");
}

// The results of another program

#[test]
fn results_of_another_program_are_held_against_ours() {
    let folder = Folder::new("audit-results");
    for case in cases() {
        let edition = &rules(&case.edition).edition;
        let theirs = json(edition, &case.answers).replace("\"engine\": \"", "\"engine\": \"lain ");
        folder.write(&format!("{}/result.json", case.name), &theirs);
    }
    let results = folder.0.to_string_lossy().into_owned();
    let cases_of = |edition: &str| root().join("fixtures").join(edition);
    let ours = |edition: &str| {
        let results = format!("{results}/{edition}");
        run(&["--results", &results], &[&cases_of(edition)])
    };
    for edition in ["2022", "2023", "profil-22"] {
        let (exit, text) = ours(edition);
        assert_eq!(exit, Exit::Done, "{text}");
    }
    let name = "2023/kota-bandung-2024";
    let theirs =
        json(&rules("2023").edition, &case(name).answers).replace("\"880.39\"", "\"880.4\"");
    folder.write(&format!("{name}/result.json"), &theirs);
    let (exit, text) = ours("2023");
    assert_eq!(exit, Exit::Difference, "{text}");
    let line = "total.points: acuan 880,4, hasil hitung 880,39, selisih +0,01 (berbeda)";
    assert!(text.contains(line), "{text}");

    folder.write(&format!("{name}/result.json"), "{}");
    let (exit, text) = ours("2023");
    assert_eq!(exit, Exit::Difference, "an empty result agrees with nothing: {text}");
    assert!(text.contains("  total: acuan tidak ada"), "{text}");

    fs::remove_file(folder.0.join(name).join("result.json")).expect("it was there");
    let (exit, text) = ours("2023");
    assert_eq!(exit, Exit::Unusable, "a missing result is told: {text}");
}

// Rule coverage

/// Shapes, bands, gates and policies of the bundled editions are all exercised by the fixtures. A rule
/// that comes new needs a case.
#[test]
fn no_shape_band_gate_or_policy_is_without_a_case() {
    let cases = cases();
    for id in kla::Edition::bundled_ids() {
        let edition = &rules(id).edition;
        let of_edition: Vec<_> = cases.iter().filter(|case| case.edition == id).collect();
        let answers: Vec<_> = of_edition
            .iter()
            .map(|case| {
                let name = case.name.as_str();
                edition.read_answers(name, &case.answers).expect("the case is read")
            })
            .collect();
        let cards: Vec<Scorecard<'_>> = answers.iter().map(kla::score).collect();
        let coverage = RuleCoverage::of(edition, &cards);
        let needed = [RuleKind::Shape, RuleKind::Band, RuleKind::Gate, RuleKind::Policy];
        let missing: Vec<_> =
            coverage.missing().filter(|rule| needed.contains(&rule.kind)).collect();
        assert!(missing.is_empty(), "edition {id}: {missing:#?}");
        // Without one of the cases the test would say so.
        let fewer = RuleCoverage::of(edition, &cards[1..]);
        assert!(fewer.missing().count() >= coverage.missing().count());
    }
}

#[test]
fn coverage_names_what_nobody_tried() {
    let folder = root().join("fixtures/2023/kota-bandung-2024");
    let (exit, text) = run(&["--coverage"], &[&folder]);
    assert_eq!(exit, Exit::Done, "{text}");
    for line in [
        "Cakupan aturan edisi 2023 oleh 1 kasus",
        "  pita kategori: 1 dari 10",
        "    belum dicoba: kla reached",
        "  keadaan syarat: 2 dari 6",
        "    belum dicoba: perda-kla failed",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is missing in\n{text}");
    }
}

// Forms for programs

#[test]
fn json_and_junit_say_the_same() {
    let form = case(FORM);
    let folder = Folder::new("audit-forms");
    folder.write("a&b/answers.toml", &form.answers);
    let (exit, text) = run(&["--format", "json"], &[&folder.0]);
    assert_eq!(exit, Exit::Difference);
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(report["summary"]["different"], 13);
    assert_eq!(report["cases"][0]["findings"][0]["difference"], "-1.45");
    let (_, text) = run(&["--format", "junit"], &[&folder.0]);
    assert!(text.contains("tests=\"1\" failures=\"1\""), "{text}");
    assert!(text.contains("a&amp;b/answers.toml"), "{text}");
    assert_eq!(text.matches("<failure ").count(), 13, "{text}");
}

#[test]
fn kinds_that_fail_are_those_that_nobody_knows() {
    let fails: Vec<AuditKind> =
        [AuditKind::Display, AuditKind::Known, AuditKind::Declared, AuditKind::Golden]
            .into_iter()
            .filter(|kind| kind.fails())
            .collect();
    assert_eq!(fails, [AuditKind::Declared, AuditKind::Golden]);
}
