//! Forms and back: what stands in a workbook is what was answered.

use std::collections::BTreeSet;

use calamine::Reader as _;
use kla::{Answers, AnswersFile, Edition, Lang, Regions, ResultFile, Source, score};
use kla_sheet::{Form, Imported, Known, Part, import};
use kla_tests::fixtures::{cases, root};
use kla_tests::generate::answers;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::support::{SHAPES, every_rules, for_all, rules};

/// Workbooks take a while without optimisation.
const CASES: u32 = 6;

fn read<'e>(edition: &'e Edition, text: &str) -> Answers<'e> {
    let file = AnswersFile::parse(Source::new("answers.toml", text));
    let answers = file.check(edition, Some(Regions::bundled()));
    answers.unwrap_or_else(|rejected| panic!("{rejected}\n\n{text}"))
}

fn json(answers: &Answers<'_>) -> String {
    ResultFile::new(&score(answers), Lang::Id).to_json()
}

fn told(imported: &Imported<'_>) -> String {
    imported.findings.iter().map(|found| found.render(Lang::Id)).collect()
}

fn imported<'e>(name: &str, bytes: &[u8], edition: &'e Edition) -> Imported<'e> {
    import(name, bytes, &[edition], Known::default())
}

/// The same answers come back, and the same score.
fn comes_back(before: &Answers<'_>, after: &Imported<'_>) -> TestCaseResult {
    let said = told(after);
    prop_assert!(after.answers.is_some(), "{}", said);
    let Some(answers) = &after.answers else { return Ok(()) };
    // Only the year may be remarked on.
    prop_assert!(!after.is_partial(), "{}", said);
    prop_assert_eq!(answers.to_toml(), before.to_toml(), "{}", said);
    prop_assert_eq!(json(answers), json(before));
    Ok(())
}

fn round_trip(edition: &Edition, text: &str) -> TestCaseResult {
    let before = read(edition, text);
    let form = Form::filled(&before);
    let workbook = form.to_xlsx().expect("no text is too long");
    comes_back(&before, &imported("isian.xlsx", &workbook, edition))?;
    comes_back(&before, &imported("isian.csv", form.to_csv().as_bytes(), edition))
}

#[test]
fn every_case_comes_back_from_a_workbook_and_a_table() {
    for case in cases() {
        let edition = Edition::bundled(&case.edition).expect("a bundled edition");
        round_trip(edition, &case.answers).unwrap_or_else(|why| panic!("{}: {why}", case.name));
    }
}

#[test]
fn random_answers_come_back_from_a_workbook_and_a_table() {
    for rules in every_rules() {
        for_all(CASES, &answers(&rules.files), |text| round_trip(&rules.edition, &text));
    }
}

/// Everything that random answers leave out: texts that look like formulas, odd ids, villages one by
/// one, every column of the register, figures beside points, printed figures with all their digits.
const ODD: &str = r#"
format = 1
edition = "bentuk"
region = "16.10"
year = 2024
stage = "final"
notes = ["=1+1", "satu\ndua", "  blanks  "]
[indicators]
5 = "0,5"
[answers.1]
P1 = { figure = "1,1250", note = "=SUM(A1)", evidence = ["E 1; \"x\"", "E2"] }
P2 = { points = "1.500", percent = "98.70", status = "ditolak", reason = "BK", note = "-5" }
P3 = { level = "perbup", reason = "OK", note = "'=apostrophe" }
[answers.2]
P1 = { points = "3", level = "rancangan", note = "@x" }
P2 = { items = [], note = "+62" }
P4 = { reason = "HT" }
P3 = { items = ["a", "d"], note = "\ttab" }
[answers.3]
P1 = { percent = "0,85" }
P2 = { percent = "1" }
P3 = { count = "0", of = "0" }
P5 = { percent = "99.123456", points = "3" }
[answers.4]
P1 = { figure = "01.250" }
P5 = { figure = "7", points = "2" }
[answers.6]
P1 = { units = { 'Kec. "A"' = "ya", "Kec = B; C" = "tidak-tahu", "=D" = "tidak-berlaku", "16" = "tidak" } }
[declared]
total = "01.000"
category = "Madya"
maxima = { total = "150.000" }
[[evidence]]
id = "E 1; \"x\""
title = "-judul dengan \"kutip\"; dan koma, serta\nbaris baru"
from = 2023-01-01
to = 2023-12-31
agency = "DPPPA"
link = "=HYPERLINK(\"http://x\")"
status = "sah"
[[evidence]]
id = "E2"
title = ""
sha256 = "1234567890123456abcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdef"
"#;

#[test]
fn odd_answers_come_back() {
    let edition = &rules(SHAPES).edition;
    round_trip(edition, ODD).unwrap_or_else(|why| panic!("{why}"));
}

/// No text in a CSV table is taken for a formula, and none in a workbook is one.
#[test]
fn free_text_is_never_a_formula() {
    let edition = &rules(SHAPES).edition;
    let answers = read(edition, ODD);
    let table = Form::filled(&answers).to_csv();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .flexible(true)
        .has_headers(false)
        .from_reader(table.trim_start_matches('\u{FEFF}').as_bytes());
    let mut guarded = 0;
    for record in reader.records() {
        for cell in &record.expect("a record") {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
            guarded += usize::from(cell.starts_with('\''));
        }
    }
    assert!(guarded >= 8, "{guarded}");
}

/// The same form gives the same bytes.
#[test]
fn a_form_is_always_the_same() {
    let edition = Edition::bundled("2023").expect("it is there");
    let region = Regions::bundled().get("16.10").expect("it is there");
    let form = || Form::blank(edition).region(region).year(2024).to_xlsx().expect("a form");
    assert!(form() == form());
}

#[test]
fn a_blank_form_comes_back_empty() {
    for rules in every_rules() {
        let region = Regions::bundled().get("16.10").expect("it is there");
        let form = Form::blank(&rules.edition).region(region);
        for bytes in [form.to_xlsx().expect("a form"), form.to_csv().into_bytes()] {
            let back = imported("kosong", &bytes, &rules.edition);
            assert!(!back.is_partial(), "{}: {}", rules.name, told(&back));
            let text = back.to_toml().expect("there is a head");
            assert!(!text.contains('['), "{}: {text}", rules.name);
        }
    }
}

/// Each agency's form holds its own questions; together they hold everything.
#[test]
fn the_forms_of_the_agencies_hold_everything() {
    let path = root().join("fixtures/2023/rekap-274-butir-2024/answers.toml");
    let text = std::fs::read_to_string(path).expect("the case is there");
    let edition = Edition::bundled("2023").expect("it is there");
    let whole = read(edition, &text);
    let of_question = |answers: &Answers<'_>, id: &str| {
        let question = edition.question(id).expect("a question");
        format!("{:?}", answers.response(question).state)
    };
    let mut answered = BTreeSet::new();
    for part in Part::all(edition) {
        let form = Form::filled(&whole).part(part.clone());
        let back = imported("bagian.xlsx", &form.to_xlsx().expect("a form"), edition);
        assert!(!back.is_partial(), "{}: {}", part.word(), told(&back));
        assert_eq!(back.part.as_deref(), Some(part.word()));
        let answers = back.answers.expect("not partial");
        for question in edition.questions() {
            let id = question.id.as_str();
            let owned = match &part {
                Part::Agency(agency) => question.measure.agencies.contains(agency),
                _ => question.measure.agencies.is_empty(),
            };
            assert_eq!(back.rows.iter().any(|row| row == id), owned, "{}: {id}", part.word());
            if owned {
                assert_eq!(of_question(&answers, id), of_question(&whole, id));
                answered.insert(id.to_owned());
            }
        }
        if part == Part::Coordinator {
            assert_eq!(answers.declared(), whole.declared());
            assert_eq!(answers.notes(), whole.notes());
        }
    }
    assert_eq!(answered.len(), 274);
}

/// The whole way: a form for every agency, filled in apart, read back, and joined in any order, gives the
/// score of the whole form to the last digit.
#[test]
fn the_agencies_forms_joined_in_any_order_are_the_whole_form() {
    let path = root().join("fixtures/2023/rekap-274-butir-2024/answers.toml");
    let text = std::fs::read_to_string(path).expect("the case is there");
    let edition = Edition::bundled("2023").expect("it is there");
    let whole = read(edition, &text);
    let forms: Vec<(String, String)> = Part::all(edition)
        .into_iter()
        .map(|part| {
            let form = Form::filled(&whole).part(part.clone()).to_xlsx().expect("a form");
            let back = imported("bagian.xlsx", &form, edition);
            (format!("{}.xlsx", part.word()), back.answers.expect("not partial").to_toml())
        })
        .collect();
    assert!(forms.len() >= 32, "{} agencies", forms.len());
    let joined = |forms: &[(String, String)]| {
        let parts: Vec<(String, Answers<'_>)> =
            forms.iter().map(|(name, text)| (name.clone(), read(edition, text))).collect();
        let merged = kla::merge(None, &parts).expect("one region");
        assert_eq!(merged.conflicts().count(), 0);
        merged.answers.to_toml()
    };
    let once = joined(&forms);
    assert_eq!(score(&read(edition, &once)).total(), score(&whole).total());
    assert_eq!(score(&read(edition, &once)).total().to_string(), "771.81");
    let mut turned = forms.clone();
    for turn in [7, 19] {
        turned.rotate_left(turn);
        turned.reverse();
        assert_eq!(joined(&turned), once);
    }
    // Notes of several files have no order of their own; all else is as it was.
    let body = |text: &str| text.split_once("\n\n").map(|(_, body)| body.to_owned());
    assert_eq!(body(&once), body(&whole.to_toml()), "nothing of the whole form is lost");
}

/// The real recap behind a case gives that case's answers.
#[test]
fn the_recap_of_274_questions_gives_its_answers() {
    let folder = root().join("fixtures/2023/rekap-274-butir-2024");
    let sheet = std::fs::read(folder.join("lembar.csv")).expect("the sheet is there");
    let text = std::fs::read_to_string(folder.join("answers.toml")).expect("the case is there");
    let edition = Edition::bundled("2023").expect("it is there");
    let case = read(edition, &text);
    let known = Known {
        edition: Some("2023"),
        region: Some("16.10"),
        year: Some(2024),
        stage: Some("mandiri"),
    };
    let back = import("lembar.csv", &sheet, &[edition], known);
    assert!(back.findings.is_empty(), "{}", told(&back));
    let answers = back.answers.expect("all of it can be used");
    for question in edition.questions() {
        assert_eq!(
            answers.response(question).state,
            case.response(question).state,
            "{}",
            question.id
        );
    }
    assert_eq!(score(&answers).total().to_string(), "771.81");
    assert_eq!(back.rows.len(), 274);
}

/// LibreOffice opens a form, computes it and saves it again: the same answers come back. Without it the
/// test passes, unless `KLA_OFFICE=require`.
#[test]
fn a_form_survives_libreoffice() {
    let office = ["soffice", "libreoffice"].into_iter().find(|name| {
        std::process::Command::new(name)
            .arg("--version")
            .output()
            .is_ok_and(|run| run.status.success())
    });
    let Some(office) = office else {
        let required = std::env::var("KLA_OFFICE").is_ok_and(|word| word == "require");
        assert!(!required, "KLA_OFFICE=require, but there is no soffice");
        return;
    };
    let folder = std::env::temp_dir().join(format!("kla-office-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("out")).expect("a folder for this run");
    let texts = [
        (
            "2023",
            std::fs::read_to_string(root().join("fixtures/2023/rekap-274-butir-2024/answers.toml")),
        ),
        (
            "profil-22",
            std::fs::read_to_string(
                root().join("fixtures/profil-22/tebing-tinggi-2023/answers.toml"),
            ),
        ),
        ("2022", std::fs::read_to_string(root().join("fixtures/2022/sumbawa-2022/answers.toml"))),
        (SHAPES, Ok(ODD.to_owned())),
    ];
    let texts = texts.map(|(id, text)| (id, text.expect("the case is there")));
    let mut files = Vec::new();
    for (id, text) in &texts {
        let answers = read(&rules(id).edition, text);
        let file = folder.join(format!("{id}.xlsx"));
        std::fs::write(&file, Form::filled(&answers).to_xlsx().expect("a form")).expect("a file");
        files.push(file);
    }
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let run = std::process::Command::new(office)
        .args([profile.as_str(), "--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(folder.join("out"))
        .args(&files)
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for (id, text) in &texts {
        let edition = &rules(id).edition;
        let bytes = std::fs::read(folder.join(format!("out/{id}.xlsx"))).expect("it was saved");
        let before = read(edition, text);
        let after = imported("isian.xlsx", &bytes, edition);
        comes_back(&before, &after).unwrap_or_else(|why| panic!("{id}: {why}"));
        // Its formulas come to the same total, where nothing leaves the sum.
        if *id != SHAPES {
            let shown = shown_total(&bytes);
            assert_eq!(shown, score(&before).total().to_string(), "{id}");
        }
    }
    std::fs::remove_dir_all(&folder).expect("the folder of this run");
}

/// The program: a form out, filled answers in, exit codes, and a partial result that says so.
#[test]
fn the_program_makes_forms_and_reads_them() {
    let folder = std::env::temp_dir().join(format!("kla-sheet-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for this run");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let kla = |arguments: &[&str]| {
        let run = crate::run::run(arguments.iter().copied(), b"");
        (run.exit, run.output, run.messages)
    };
    let case = root().join("fixtures/2023/rekap-274-butir-2024");
    let answers = case.join("answers.toml").to_string_lossy().into_owned();

    let (form, toml) = (path("isian.xlsx"), path("isian.toml"));
    assert_eq!(kla(&["form", &answers, "-o", &form]).0, kla_cli::Exit::Done);
    let (exit, output, messages) = kla(&["import", &form, "-o", &toml]);
    assert_eq!((exit, output.as_str()), (kla_cli::Exit::Done, ""), "{messages}");
    assert!(messages.contains("274 baris butir, 0 kesalahan"), "{messages}");
    assert!(kla(&["score", &toml]).1.contains("771,81"));

    let (exit, table, _) = kla(&["form", "2023", "--region", "Ogan Ilir", "--format", "csv"]);
    assert_eq!(exit, kla_cli::Exit::Done);
    let broken = path("rusak.csv");
    let table = table.replacen("1.P1;1;", "1.P1;1;Pertanyaan;;98;;;;12;;;;;\r\n1.P1;1;", 1);
    std::fs::write(&broken, table).expect("a file");
    let (exit, output, messages) = kla(&["import", &broken]);
    assert_eq!(exit, kla_cli::Exit::Unusable);
    assert!(output.starts_with("# SEBAGIAN"), "{output}");
    assert!(messages.contains("kesalahan[ambiguous-answer]: rusak.csv!E"), "{messages}");
    assert!(messages.contains("kesalahan[row-twice]: rusak.csv!A"), "{messages}");

    let agencies = path("opd");
    assert_eq!(kla(&["form", &answers, "--per-agency", &agencies]).0, kla_cli::Exit::Done);
    assert!(
        folder.join("opd/dinkes.xlsx").exists() && folder.join("opd/koordinator.xlsx").exists()
    );

    for (arguments, said) in [
        (&["form", "2023"][..], "-o isian.xlsx"),
        (&["form", "2099", "-o", form.as_str()][..], "bukan edisi"),
        (&["form", "2023", "--region", "Bandung", "-o", form.as_str()][..], "32.73 (Kota Bandung)"),
        (&["form", "2023", "--agency", "Dinkez", "-o", form.as_str()][..], "mungkin maksudnya"),
        (&["import", form.as_str(), "-o", form.as_str()][..], "tidak akan ditimpa"),
        // Whoever filled these in must not lose them to a repeated command.
        (&["form", answers.as_str(), "-o", form.as_str()][..], "--force"),
        (&["form", answers.as_str(), "--per-agency", agencies.as_str()][..], "--force"),
        (&["import", form.as_str(), "-o", toml.as_str()][..], "--force"),
        (&["form", "2023", "-o", "isian.csv"][..], ".xlsx"),
        (&["import", form.as_str(), "--edition", "1999"][..], "edisi `1999` tidak ada"),
    ] {
        let (exit, output, messages) = kla(arguments);
        assert_eq!((exit, output.as_str()), (kla_cli::Exit::Usage, ""), "{arguments:?}");
        assert!(messages.contains(said), "{arguments:?}: {messages}");
    }
    let forced = ["import", form.as_str(), "-o", toml.as_str(), "--force"];
    assert_eq!(kla(&forced).0, kla_cli::Exit::Done);
    let (exit, _, messages) = kla(&["score", &form]);
    assert_eq!(exit, kla_cli::Exit::Unusable);
    assert!(messages.contains("kla import"), "{messages}");
    std::fs::remove_dir_all(&folder).expect("the folder of this run");
}

/// The total that the sheet of answers shows, to six decimals.
fn shown_total(bytes: &[u8]) -> String {
    let mut workbook: calamine::Xlsx<_> =
        calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let range = workbook.worksheet_range("Ringkasan").expect("a sheet");
    let (_, first) = range.start().expect("it is not empty");
    assert_eq!(first, 0);
    let is_total = |row: &&[calamine::Data]| row[0] == "total";
    let row = range.rows().find(is_total).expect("a row of the total");
    let shown = format!("{:.6}", row[5].to_string().parse::<f64>().expect("a number"));
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}
