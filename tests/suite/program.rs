//! The program as its users meet it: exit codes, what goes where, README and reports.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use kla_cli::Exit;

use crate::run::{Run, run};

/// Runs the program at the root of the repository.
pub fn kla(arguments: &[&str], input: &str) -> Run {
    let root = root();
    let absolute = |argument: &&str| match root.join(argument) {
        path if argument.contains('/') && path.exists() => path.into_os_string(),
        _ => OsString::from(argument),
    };
    run(arguments.iter().map(absolute), input.as_bytes())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .expect("the repository is there")
}

const BANDUNG: &str = "fixtures/2023/kota-bandung-2024/answers.toml";
const FORM: &str = "fixtures/2023/rekap-274-butir-2024/answers.toml";

#[test]
fn a_score_goes_to_the_output_and_nothing_to_the_messages() {
    let run = kla(&["score", BANDUNG], "");
    assert_eq!((run.exit, run.messages.as_str()), (Exit::Done, ""));
    for said in ["Kategori: Utama", "Nilai: 880,39 dari 1.000", "kurang 20,61", "−0,01"] {
        assert!(run.output.contains(said), "{said} is missing in:\n{}", run.output);
    }
}

#[test]
fn unusable_input_ends_with_3_and_prints_no_score() {
    let run = kla(&["score", "-"], "format = 1\nedition = \"2023\"\nregion = \"62.71\"\n");
    assert_eq!((run.exit, run.output.as_str()), (Exit::Unusable, ""));
    assert!(run.messages.contains("kesalahan[missing-key]"), "{}", run.messages);
    assert!(run.messages.contains("stdin:"), "{}", run.messages);
}

#[test]
fn a_file_for_another_edition_is_refused() {
    let run = kla(&["score", "fixtures/2022/sumbawa-2022/answers.toml", "--edition", "2023"], "");
    assert_eq!((run.exit, run.output.as_str()), (Exit::Unusable, ""));
    assert!(run.messages.contains("edition-mismatch"), "{}", run.messages);
}

#[test]
fn one_bad_file_among_several_is_named_and_the_rest_is_scored() {
    let run = kla(&["score", BANDUNG, "fixtures/does-not-exist.toml", FORM], "");
    assert_eq!(run.exit, Exit::Unusable);
    assert!(run.output.contains("880,39") && run.output.contains("771,81"), "{}", run.output);
    assert!(run.messages.contains("does-not-exist.toml"), "{}", run.messages);
}

#[test]
fn a_file_that_cannot_be_written_ends_with_4() {
    let run = kla(&["score", BANDUNG, "-o", "/no/such/folder/report.txt"], "");
    assert_eq!((run.exit, run.output.as_str()), (Exit::Unwritable, ""));
    assert!(run.messages.contains("/no/such/folder/report.txt"), "{}", run.messages);
}

#[test]
fn wrong_use_ends_with_2_and_is_said_in_indonesian() {
    for (arguments, said) in [
        (&["skor"][..], "perintah `skor` tidak dikenal"),
        (&["score"][..], "belum disebut"),
        (&["score", BANDUNG, "--format", "pdf"][..], "`pdf` bukan nilai"),
        (&["score", BANDUNG, FORM, "--format", "html"][..], "satu berkas saja"),
        (&["explain", BANDUNG, "klaster-6"][..], "mungkin maksudnya `klaster-"),
        (&["editions", "1999"][..], "edisi `1999` tidak ada"),
    ] {
        let run = kla(arguments, "");
        assert_eq!((run.exit, run.output.as_str()), (Exit::Usage, ""), "{arguments:?}");
        assert!(run.messages.contains(said), "{arguments:?}: {}", run.messages);
    }
}

#[test]
fn help_is_data_and_indonesian() {
    let run = kla(&["--help"], "");
    assert_eq!((run.exit, run.messages.as_str()), (Exit::Done, ""));
    assert!(run.output.contains("Pemakaian: kla <PERINTAH>"), "{}", run.output);
}

#[test]
fn the_explanation_of_row_19_shows_the_cap_and_what_did_not_count() {
    let run = kla(&["explain", FORM, "19"], "");
    assert_eq!(run.exit, Exit::Done);
    for said in [
        "42,60 dari 51",
        "dari 54",
        "menawarkan 54, sedangkan maksimum indikator 51",
        "tidak dihitung 0",
        "rules/editions/2023/klaster-4.toml:",
    ] {
        assert!(run.output.contains(said), "{said} is missing in:\n{}", run.output);
    }
}

#[test]
fn a_cap_that_bites_is_explained_with_what_it_takes() {
    let text = std::fs::read_to_string(root().join(FORM)).expect("the form is there");
    // Question 19.P1 earned 0 of 4 and P2a 1.6 of 3.2: raised to their maxima, the row earns 48.2;
    // with P2b, P2d, P2e and P3 at theirs as well, all 54.
    let mut row = false;
    let full: Vec<String> = text
        .lines()
        .map(|line| {
            row = if line.starts_with('[') { line == "[answers.\"19\"]" } else { row };
            match line.split_once(" = ") {
                Some((key, _)) if row => {
                    let maximum = match key {
                        "P1" => "4",
                        "P3" => "2",
                        "P4" | "P6" => "6",
                        "P5" | "P7" | "P8" | "P9" => "5",
                        _ => "3.2",
                    };
                    format!("{key} = \"{maximum}\"")
                }
                _ => line.to_owned(),
            }
        })
        .collect();
    let run = kla(&["explain", "-", "19"], &full.join("\n"));
    assert!(run.output.contains("54,00 − 51,00 = 3,00 tidak dihitung"), "{}", run.output);
}

#[test]
fn a_ratio_is_explained_down_to_its_rounding() {
    let run = kla(&["explain", "fixtures/profil-22/tebing-tinggi-2023/answers.toml", "4"], "");
    // 20 × 53 612 ÷ 54 317 by pocket calculator.
    for said in ["53.612 dari 54.317", "20 × 53.612 ÷ 54.317 = 19,74041276…", "19,74"] {
        assert!(run.output.contains(said), "{said} is missing in:\n{}", run.output);
    }
}

#[test]
fn editions_say_what_they_contain() {
    for (id, said) in [
        ("2023", "7 blok, 31 baris indikator, 274 butir; nilai total 1.000"),
        ("profil-22", "5 klaster, 22 indikator; nilai total 1.000"),
        ("2022", "8 blok; nilai total 1.000"),
    ] {
        let run = kla(&["editions", id], "");
        assert_eq!(run.exit, Exit::Done);
        assert!(run.output.contains(said), "{said} is missing in:\n{}", run.output);
    }
    let english = kla(&["editions", "profil-22", "--lang", "en"], "").output;
    assert!(english.contains("5 clusters, 22 indicators; 1,000 points"), "{english}");
    let said: String = english.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("are not the ministry's"), "{english}");
}

#[test]
fn every_case_renders_in_every_form_and_language_and_twice_the_same() {
    for case in kla_tests::fixtures::cases() {
        for format in ["text", "md", "html", "json"] {
            for lang in ["id", "en"] {
                let arguments = ["score", "-", "--format", format, "--lang", lang];
                let (first, second) =
                    (kla(&arguments, &case.answers), kla(&arguments, &case.answers));
                assert_eq!(first.exit, Exit::Done, "{}: {}", case.name, first.messages);
                assert!(first.output == second.output, "{}: {format} differs", case.name);
                assert!(first.output.ends_with('\n') && !first.output.contains('\r'));
            }
        }
    }
}

/// The Markdown report beside a case is a memory of how it read, not evidence: `KLA_BLESS=1` writes
/// it anew, and the difference is reviewed like code.
#[test]
fn reports_read_as_they_did() {
    let mut wrong = Vec::new();
    for case in kla_tests::fixtures::cases() {
        let kept = case.folder.join("report.md");
        if !kept.exists() {
            continue;
        }
        let written = kla(&["score", "-", "--format", "md"], &case.answers).output;
        if std::env::var_os("KLA_BLESS").is_some() {
            std::fs::write(&kept, written).expect("the report can be written");
        } else if std::fs::read_to_string(&kept).expect("the report is there") != written {
            wrong.push(case.name);
        }
    }
    assert!(
        wrong.is_empty(),
        "reports that read otherwise now: {wrong:?}; KLA_BLESS=1 writes them"
    );
}

#[test]
fn the_html_report_is_one_self_contained_page() {
    let page = kla(&["score", FORM, "--format", "html"], "").output;
    for needed in
        ["<!doctype html>", "lang=\"id\"", "<svg", "role=\"img\"", "<title>", "<desc", "<table"]
    {
        assert!(page.to_lowercase().contains(needed), "{needed} is missing");
    }
    for forbidden in ["<script", "<link", "<img", "@import", "url(", " src="] {
        assert!(!page.contains(forbidden), "{forbidden} stands in the page");
    }
}

#[test]
fn text_from_a_file_cannot_inject_markup() {
    let text = std::fs::read_to_string(root().join(BANDUNG)).expect("the case is there");
    let text = text.replace("notes = [", "notes = [\"<script>alert(1)</script>\",");
    let page = kla(&["score", "-", "--format", "html"], &text).output;
    assert!(
        page.contains("&lt;script&gt;") && !page.contains("<script>"),
        "a note was not escaped"
    );
}

/// A program that was built with the page writes all of it, any other says what to do.
#[test]
fn the_page_is_whole_or_absent() {
    let run = kla(&["page", "--lang", "en"], "");
    if run.exit == Exit::Done {
        assert!(run.output.starts_with("<!doctype html>"), "{}", run.messages);
        assert!(run.output.ends_with("</html>\n"), "the page is cut");
    } else {
        assert_eq!((run.exit, run.output.as_str()), (Exit::Unusable, ""));
        assert!(run.messages.starts_with("error[page-absent]: "), "{}", run.messages);
    }
}

/// The commands of the README work, and what it prints below them is what they print.
#[test]
fn the_readme_says_what_happens() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("there is a README");
    let blocks: Vec<(&str, &str)> = readme
        .split("```")
        .skip(1)
        .step_by(2)
        .map(|block| block.split_once('\n').unwrap_or((block, "")))
        .collect();
    let mut compared = 0;
    for pair in blocks.windows(2) {
        let [(_, command), (language, shown)] = pair else { continue };
        let Some(arguments) = command.trim().strip_prefix("cargo run -q -- ") else { continue };
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        let run = kla(&arguments, "");
        assert_eq!(run.exit, Exit::Done, "{command}: {}", run.messages);
        assert_eq!(*language, "text");
        let shown = shown.trim_end().trim_end_matches('…');
        assert!(run.output.starts_with(shown), "the README shows\n{shown}\nnot\n{}", run.output);
        compared += 1;
    }
    assert_eq!(compared, 2, "the README shows two commands with their output");
    assert!(blocks.iter().any(|(_, text)| text.trim() == "cargo test"));
    let sample = blocks
        .iter()
        .find(|(language, text)| *language == "toml" && text.contains("region ="))
        .expect("the README shows an answers file");
    let run = kla(&["score", "-"], sample.1);
    assert_eq!(run.exit, Exit::Done, "{}", run.messages);
}

#[test]
fn an_overlay_is_never_silent() {
    let rules = "rules/overlays/syarat-2018";
    let run = kla(&["score", FORM, "--rules", rules], "");
    assert_eq!(run.exit, Exit::Done, "{}", run.messages);
    for said in
        ["Aturan tambahan: syarat-2018", "sha256:", "Kategori: Madya", "membatasinya pada Madya"]
    {
        assert!(run.output.contains(said), "{said} is missing in:\n{}", run.output);
    }
    let json = kla(&["score", FORM, "--rules", rules, "--format", "json"], "").output;
    assert!(json.contains("\"id\": \"syarat-2018\""), "{json}");
}

#[test]
fn a_check_ends_with_1_where_something_is_wrong_and_tells_it_in_three_forms() {
    let sound = kla(&["check", "rules/editions/2023", "rules/overlays/syarat-2018", FORM], "");
    assert_eq!((sound.exit, sound.output.as_str()), (Exit::Done, ""));
    assert_eq!(sound.messages.matches("tidak ada masalah").count(), 3, "{}", sound.messages);
    let broken = "fixtures/rejected/twenty/edition";
    let text = kla(&["check", broken], "");
    assert_eq!((text.exit, text.output.as_str()), (Exit::Difference, ""));
    let plain = kla(&["check", broken, "--format", "plain"], "");
    assert_eq!(plain.output.lines().count(), 20, "{}", plain.output);
    let json = kla(&["check", broken, "--format", "json"], "");
    assert_eq!(json.output.matches("\"code\":").count(), 20, "{}", json.output);
}

#[test]
fn codes_are_listed_and_explained() {
    let list = kla(&["check", "--codes"], "");
    assert_eq!(list.output.lines().count(), kla::Code::ALL.len() + kla_sheet::SheetCode::ALL.len());
    let explained = kla(&["check", "--explain", "threshold-hole"], "");
    assert!(explained.output.contains("tidak masuk rentang"), "{}", explained.output);
    let unknown = kla(&["check", "--explain", "threshold-whole"], "");
    assert_eq!(unknown.exit, Exit::Usage);
    assert!(unknown.messages.contains("`threshold-hole`"), "{}", unknown.messages);
}

#[test]
fn two_editions_are_told_apart_with_a_region_whose_category_changes() {
    let run = kla(&["editions", "diff", "2022", "2023"], "");
    for said in
        ["kelembagaan: maksimum 150 → 164", "klaster-2: maksimum 170 → 156", "500,00, Pratama"]
    {
        assert!(run.output.contains(said), "{said} is missing in:\n{}", run.output);
    }
    let overlay = "rules/overlays/syarat-2018";
    let given = kla(&["editions", "diff", "2023", overlay, FORM], "");
    for said in ["nindya-25: baru", "2023: 771,81, Nindya", "2023 + syarat-2018: 771,81, Madya"] {
        assert!(given.output.contains(said), "{said} is missing in:\n{}", given.output);
    }
    let same = kla(&["editions", "diff", "2023", "2023"], "");
    assert!(same.output.contains("Tidak ada perbedaan."), "{}", same.output);
}
