//! The canonical form: what ships has it, every way to write a file leads to it, and nothing that a
//! file says gets lost on the way.

mod pieces;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use kla_cli::Exit;
use kla_format::{FormatError, format};
use kla_tests::fixtures::{cases, root, stages_cases};
use kla_tests::generate::answers;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use toml::Value;

use crate::run::{Run, run};

use crate::support::{every_edition, for_all, json};
use pieces::{Change, Dice, comments, dice, rewritten};

/// How many ways of writing each file is tried in.
const CASES: u32 = 12;

/// Every rule file and every answers file of a case. Those under `fixtures/rejected` are wrong on
/// purpose, and how they are written is part of it.
fn shipped() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for rules in every_edition() {
        let folder = root().join("rules/editions").join(&rules.name);
        found.extend(rules.files.iter().map(|(name, _)| folder.join(name)));
    }
    let mappings = kla_rules::MAPPINGS.iter().map(|mapping| root().join(mapping.path));
    found.extend(mappings);
    found.extend(cases().into_iter().map(|case| case.folder.join("answers.toml")));
    found.extend(stages_cases().into_iter().flat_map(|case| case.files).map(|(path, _)| path));
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Formats a text that must be of a known kind.
fn formatted(text: &str) -> String {
    format(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Tries a law on every shipped file, with dice.
fn check(law: impl Fn(&str, &mut Dice) -> TestCaseResult) {
    for path in shipped() {
        let text = text(&path);
        for_all(CASES, &dice(), |mut dice| law(&text, &mut dice));
    }
}

#[test]
fn what_ships_is_canonical() {
    let files: Vec<OsString> = shipped().into_iter().map(PathBuf::into_os_string).collect();
    let run = kla(["--check".into()].into_iter().chain(files), b"");
    assert_eq!((run.exit, run.output.as_str(), run.messages.as_str()), (Exit::Done, "", ""));
}

#[test]
fn blanks_and_line_breaks_make_no_difference() {
    check(|text, dice| {
        let other = rewritten(text, Change::Layout, dice);
        prop_assert_eq!(formatted(&other), text, "{}", other);
        Ok(())
    });
}

#[test]
fn the_order_of_known_keys_makes_no_difference() {
    check(|text, dice| {
        let other = reordered(text, dice);
        prop_assert_eq!(formatted(&other), text, "{}", other);
        Ok(())
    });
}

#[test]
fn comments_stay_wherever_they_stand() {
    check(|text, dice| {
        let other = rewritten(&reordered(text, dice), Change::Comments, dice);
        let once = formatted(&other);
        prop_assert_eq!(comments(&once), comments(&other), "{}", other);
        prop_assert_eq!(&formatted(&once), &once, "twice is not once:\n{}", other);
        says_the_same(&other, &once)
    });
}

#[test]
fn answers_score_the_same_before_and_after() {
    for rules in every_edition() {
        let written = (answers(&rules.files), dice());
        for_all(CASES * 4, &written, |(text, mut dice)| {
            let text = rewritten(&text, Change::Comments, &mut dice);
            let once = formatted(&text);
            prop_assert_eq!(json(&rules.edition, &once), json(&rules.edition, &text));
            prop_assert_eq!(comments(&once), comments(&text));
            prop_assert_eq!(&formatted(&once), &once, "twice is not once:\n{}", text);
            says_the_same(&text, &once)
        });
    }
}

#[test]
fn a_refused_number_is_still_refused() {
    for rejected in ["ambiguous-number", "bare-fraction", "not-a-number", "not-whole"] {
        let path = root().join("fixtures/rejected").join(rejected).join("answers.toml");
        let once = formatted(&text(&path));
        let file = kla::AnswersFile::parse(kla::Source::new("answers.toml", once.as_str()));
        let edition = file.edition_id().and_then(kla::Edition::bundled).expect("it is named");
        let found = file.check(edition, None).expect_err("the file is still wrong");
        let codes: Vec<&str> = found.diagnostics().iter().map(|one| one.code().name()).collect();
        assert!(codes.contains(&rejected), "{rejected} became {codes:?}:\n{once}");
    }
}

/// Every place where a comment can stand, and every rule of the canonical form at least once.
#[test]
fn a_file_is_put_in_order() {
    let written = r#"# Kepala berkas

  # Tentang edisi.
edition='2023'   # di belakang edisi
format  = 1
regoin = "62.71"  # salah ketik tetap ada
year = 2_024
notes = [ # di belakang kurung
  'satu "kutip"', # di belakang satu

  # sebelum dua
  "dua" # sebelum koma
  ,
  # sebelum penutup
] # di belakang daftar
# stage = "mandiri"

# Tentang nilai per blok.


[ blocks ] # di belakang kepala
kelembagaan = 145
klaster-1 = "103,50"
'klaster-2' = "1,000"
klaster-3 = 0.5
[answers.4]
# Tentang 4.P1.
P1 = 1

P2 = { note = 'lama', of=54317, count = '53612', points = 3, evidence = [
  "E1", # akta
], tinggi = 1 }
P3 = { series = { "2022" = 98, "2023" = { of = 12, count = 9 } } }
P4 = { note = """
Baris satu.\t
Baris "dua".""", state = "nol" }
[[evidence]]
title = "Matriks"
from = 2023-01-01
id = "E1"
# Penutup.
"#;
    let expected = r#"# Kepala berkas

format = 1
# Tentang edisi.
edition = "2023" # di belakang edisi
year = 2_024
notes = [ # di belakang kurung
  "satu \"kutip\"", # di belakang satu
  # sebelum dua
  "dua", # sebelum koma
  # sebelum penutup
] # di belakang daftar
regoin = "62.71" # salah ketik tetap ada
# stage = "mandiri"

# Tentang nilai per blok.

[blocks] # di belakang kepala
kelembagaan = "145"
klaster-1 = "103.50"
klaster-2 = "1,000"
klaster-3 = 0.5

[answers."4"]
# Tentang 4.P1.
P1 = 1

P2 = { points = "3", count = "53612", of = "54317", evidence = [
  "E1", # akta
], note = "lama", tinggi = 1 }
P3 = { series = { 2022 = "98", 2023 = { count = "9", of = "12" } } }
P4 = { state = "nol", note = """
Baris satu.\t
Baris "dua".""" }

[[evidence]]
id = "E1"
title = "Matriks"
from = 2023-01-01
# Penutup.
"#;
    assert_eq!(formatted(written), expected);
    assert_eq!(formatted(expected), expected);
    assert_eq!(formatted(&written.replace('\n', "\r\n")), expected);
}

#[test]
fn rules_are_put_in_the_order_of_the_guide() {
    for (written, expected) in [
        (
            "format = 1\n[block]\nmaximum = 12\nid = 'k'\n[[indicator]]\n# excess = 'cap'\n\n\
             [[indicator.question]]\nconfidence = 'news'\nthresholds = [{points=0,below=60},\
             {points='1,5',from=60}]\nyears = 2\nshape = 'series'\nid = 'P1'\n",
            "format = 1\n\n[block]\nid = \"k\"\nmaximum = \"12\"\n\n[[indicator]]\n\
             # excess = 'cap'\n\n[[indicator.question]]\nid = \"P1\"\nshape = \"series\"\n\
             years = 2\nthresholds = [ { below = \"60\", points = \"0\" }, \
             { from = \"60\", points = \"1.5\" } ]\nconfidence = \"news\"\n",
        ),
        (
            "refines = '2023'\nid = 'x'\nformat = 1\n[[gate]]\nall = [{at_share = 70, indicators \
             = 17}]\nid = 'g'\n[[question]]\nid = '1.P1'\n",
            "format = 1\nid = \"x\"\nrefines = \"2023\"\n\n[[gate]]\nid = \"g\"\n\
             all = [ { indicators = 17, at_share = \"70\" } ]\n\n[[question]]\nid = \"1.P1\"\n",
        ),
        (
            "[evidence]\nsource = 's'\n[[reasons.reason]]\nname = 'x'\nid = 'BK'\n[shrink]\n\
             reference = '12,5'\npercents = [10, '20,50']\n[effort]\nstep = 5\nusual = 'k'\n\
             [[effort.class]]\nunits = 4\nid = 'k'\n[bands]\nbetween = 'lower'\n",
            "[evidence]\nsource = \"s\"\n\n[[reasons.reason]]\nid = \"BK\"\n\
             name = \"x\"\n\n[shrink]\npercents = [\"10\", \"20.50\"]\nreference = \"12.5\"\n\n\
             [effort]\nusual = \"k\"\nstep = \"5\"\n\n[[effort.class]]\nid = \"k\"\nunits = 4\n\n\
             [bands]\nbetween = \"lower\"\n",
        ),
        (
            "depth='block'\nyears = [ 2023 , 2025 ]\ntotal.points = 1000\n[[category]]\nto = 600\n",
            "years = [2023, 2025]\ndepth = \"block\"\ntotal.points = \"1000\"\n\n[[category]]\n\
             to = \"600\"\n",
        ),
    ] {
        assert_eq!(formatted(written), expected);
        assert_eq!(formatted(expected), expected);
    }
}

#[test]
fn a_file_of_efforts_is_no_answers_file() {
    let text = "edition = '2023'\nformat=1\nlock=['7']\n[classes]\nregulasi=20 # lama\n";
    let wanted =
        "format = 1\nedition = \"2023\"\nlock = [\"7\"]\n\n[classes]\nregulasi = 20 # lama\n";
    assert_eq!(formatted(text), wanted);
}

#[test]
fn what_an_editor_reads_stays_at_the_top() {
    assert_eq!(
        formatted(
            "#:schema answers.schema.json\n# Tentang edisi.\nedition = \"2023\"\nformat = 1\n"
        ),
        "#:schema answers.schema.json\nformat = 1\n# Tentang edisi.\nedition = \"2023\"\n",
    );
}

#[test]
fn a_list_is_broken_where_it_would_pass_the_hundredth_column() {
    let list =
        |length: usize| format!("edition = \"2023\"\nnotes = [\"{}\"]\n", "a".repeat(length));
    // `notes = ["` and `"]` are 12 columns.
    assert_eq!(formatted(&list(88)), list(88));
    let broken = format!("edition = \"2023\"\nnotes = [\n  \"{}\",\n]\n", "a".repeat(89));
    assert_eq!(formatted(&list(89)), broken);
    assert_eq!(formatted(&broken.replace(&"a".repeat(89), &"a".repeat(88))), list(88));
}

#[test]
fn what_is_no_file_of_ours_is_refused() {
    assert_eq!(format("{ \"format\": 1 }"), Err(FormatError::Json));
    assert_eq!(format("[package]\nname = \"kla\"\n"), Err(FormatError::UnknownKind));
    assert_eq!(format(""), Err(FormatError::UnknownKind));
    assert_eq!(format(kla_rules::REGIONS), Err(FormatError::UnknownKind));
    let broken = format("edition = \"2023\"\nregion = \"é\" 62\n").expect_err("it is broken");
    let FormatError::Syntax { line, column, .. } = broken else { panic!("{broken:?}") };
    assert_eq!((line, column), (2, 14));
    let deep = format!("edition = {}", "[".repeat(100_000));
    assert!(matches!(format(&deep), Err(FormatError::Syntax { .. })));
}

// The program

/// Runs `kla format`.
fn kla(arguments: impl IntoIterator<Item = OsString>, input: &[u8]) -> Run {
    run(["format".into()].into_iter().chain(arguments), input)
}

/// A folder of its own for a test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("format").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry.expect("a readable folder").file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

const UNTIDY: &str = "edition='2023' # satu\nformat=1\n";
const TIDY: &str = "format = 1\nedition = \"2023\" # satu\n";

#[test]
fn a_file_is_rewritten_in_its_place() {
    let folder = folder("rewritten");
    let (untidy, tidy) = (folder.join("a.toml"), folder.join("b.toml"));
    fs::write(&untidy, format!("\u{feff}{UNTIDY}")).expect("a file");
    fs::write(&tidy, TIDY).expect("a file");
    let before = fs::metadata(&tidy).and_then(|data| data.modified()).expect("a time");

    let check = kla(["--check".into(), untidy.clone().into(), tidy.clone().into()], b"");
    assert_eq!(check.exit, Exit::Difference);
    assert!(check.output.ends_with("a.toml\n") && check.output.lines().count() == 1);
    assert_eq!(text(&untidy), format!("\u{feff}{UNTIDY}"));

    let run = kla([untidy.clone().into(), tidy.clone().into()], b"");
    assert_eq!((run.exit, run.output.as_str()), (Exit::Done, ""));
    assert!(run.messages.contains("a.toml: dibakukan\n"), "{}", run.messages);
    assert!(run.messages.contains("b.toml: sudah baku\n"), "{}", run.messages);
    assert_eq!((text(&untidy).as_str(), text(&tidy).as_str()), (TIDY, TIDY));
    let after = fs::metadata(&tidy).and_then(|data| data.modified()).expect("a time");
    assert_eq!(before, after, "a canonical file was written again");
    assert_eq!(names(&folder), ["a.toml", "b.toml"]);

    let english = kla(["--lang".into(), "en".into(), untidy.into()], b"");
    assert!(english.messages.contains("a.toml: canonical already\n"), "{}", english.messages);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = folder("links");
    let (file, link) = (folder.join("a.toml"), folder.join("b.toml"));
    fs::write(&file, UNTIDY).expect("a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink("a.toml", &link).expect("a link");
    assert_eq!(kla([link.clone().into()], b"").exit, Exit::Done);
    assert_eq!(text(&file), TIDY);
    assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
    let mode = fs::metadata(&file).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);

    fs::write(&file, UNTIDY).expect("a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).expect("permissions");
    let run = kla([link.into()], b"");
    assert_eq!(run.exit, Exit::Unwritable);
    assert_eq!((text(&file).as_str(), names(&folder).len()), (UNTIDY, 2));
}

#[test]
fn what_cannot_be_formatted_is_left_as_it_is() {
    let folder = folder("left");
    for (name, bytes, said) in [
        ("syntax.toml", &b"format = 1\nedition = \n"[..], "kesalahan[syntax]"),
        ("twice.toml", b"edition = \"2023\"\nedition = \"2023\"\n", "kesalahan[syntax]"),
        ("bytes.toml", b"edition = \"2023\" # \xff\n", "kesalahan[not-utf8]"),
        ("json.toml", b"{ \"edition\": \"2023\" }", "berkas ini JSON"),
        ("other.toml", b"[package]\nname='x'\n", "bukan berkas aturan"),
    ] {
        let path = folder.join(name);
        fs::write(&path, bytes).expect("a file");
        let run = kla([path.clone().into()], b"");
        assert_eq!((run.exit, run.output.as_str()), (Exit::Unusable, ""), "{name}");
        assert!(run.messages.contains(said), "{name}: {}", run.messages);
        assert!(run.messages.ends_with(&format!("{name}: tidak diubah\n")), "{}", run.messages);
        assert_eq!(fs::read(&path).expect("the file"), bytes, "{name}");
    }
    let run = kla([folder.join("none.toml").into()], b"");
    assert_eq!(run.exit, Exit::Unusable);
    assert!(run.messages.contains("tidak ditemukan"), "{}", run.messages);
}

#[test]
fn the_input_goes_to_the_output() {
    let run = kla(["-".into()], UNTIDY.as_bytes());
    assert_eq!((run.exit, run.output.as_str(), run.messages.as_str()), (Exit::Done, TIDY, ""));
    let check = kla(["--check".into(), "-".into()], UNTIDY.as_bytes());
    assert_eq!((check.exit, check.output.as_str()), (Exit::Difference, "stdin\n"));
    let wrong = kla(["-".into(), "-".into()], b"");
    assert_eq!(wrong.exit, Exit::Usage);
}

// What a file says

/// The same data, save that numbers may be quoted and have a dot.
fn says_the_same(before: &str, after: &str) -> TestCaseResult {
    let parse = |text: &str| {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        text.parse::<toml::Table>().map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))
    };
    let (before, after) = (Value::Table(parse(before)?), Value::Table(parse(after)?));
    prop_assert!(same(&before, &after), "{before}\nbecame\n{after}");
    Ok(())
}

fn same(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Table(before), Value::Table(after)) => {
            before.len() == after.len()
                && before
                    .iter()
                    .all(|(key, value)| after.get(key).is_some_and(|after| same(value, after)))
        }
        (Value::Array(before), Value::Array(after)) => {
            before.len() == after.len() && before.iter().zip(after).all(|(b, a)| same(b, a))
        }
        (Value::Integer(number), Value::String(text)) => number.to_string() == *text,
        (Value::String(before), Value::String(after)) => {
            let number = |text: &str| text.chars().all(|sign| "-,.0123456789".contains(sign));
            before == after || (number(before) && before.replacen(',', ".", 1) == *after)
        }
        _ => before == after,
    }
}

/// A canonical file with the keys of its tables in another order, save where the keys are data. No
/// shipped file has a comment between two keys of a table, so only whole pairs change places.
fn reordered(text: &str, dice: &mut Dice) -> String {
    let is_data = |header: &str| {
        let data = ["[answers.", "[blocks]", "[indicators]", "[declared."];
        data.iter().any(|start| header.starts_with(start))
    };
    let mut written = String::new();
    let mut pairs: Vec<String> = Vec::new();
    let (mut data, mut open) = (false, false);
    for line in text.lines() {
        let first = line.chars().next();
        if open {
            let last = pairs.last_mut().expect("a pair is open");
            last.push_str(line);
            last.push('\n');
            open = first != Some(']');
            continue;
        }
        match first {
            Some(sign) if sign.is_alphabetic() || sign == '"' => {
                pairs.push(format!("{line}\n"));
                open = line.ends_with('[');
            }
            _ => {
                flush(&mut pairs, data, &mut written, dice);
                if first == Some('[') {
                    data = is_data(line);
                }
                written.push_str(line);
                written.push('\n');
            }
        }
    }
    flush(&mut pairs, data, &mut written, dice);
    written
}

fn flush(pairs: &mut Vec<String>, data: bool, written: &mut String, dice: &mut Dice) {
    while !pairs.is_empty() {
        let place = if data { 0 } else { dice.throw(pairs.len()) };
        written.push_str(&pairs.remove(place));
    }
}
