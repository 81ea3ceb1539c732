//! `kla bundle` and `kla verify` as their users meet them.

use std::fs;

use kla_cli::Exit;

use crate::run::{Folder, Run, run};

use super::*;

const BANDUNG: &str = "fixtures/2023/kota-bandung-2024/answers.toml";

fn kla(arguments: &[&str], input: &[u8]) -> Run {
    run(arguments.iter().copied(), input)
}

fn at(path: &str) -> String {
    root().join(path).to_string_lossy().into_owned()
}

#[test]
fn a_case_is_packed_and_verified_and_both_print_the_digest() {
    let folder = Folder::new("bundle-sama");
    let zip = folder.file("kasus.zip");
    let run = kla(&["bundle", &at(BANDUNG), "-o", &zip], b"");
    assert_eq!((run.exit, run.messages.as_str()), (Exit::Done, ""));
    let digest = sha256(&fs::read(&zip).expect("it was written"));
    assert!(run.output.contains(&digest), "{}", run.output);
    let run = kla(&["verify", &zip], b"");
    assert_eq!((run.exit, run.messages.as_str()), (Exit::Done, ""));
    assert!(run.output.starts_with("sama: "), "{}", run.output);
    for said in
        [digest.as_str(), "Kota Bandung, 2024, mandiri: 880,39, kategori Utama (edisi 2023)"]
    {
        assert!(run.output.contains(said), "{said} is missing in:\n{}", run.output);
    }
    let english = kla(&["verify", "-", "--lang", "en"], &fs::read(&zip).expect("it was written"));
    assert!(english.output.starts_with("same: stdin\n"), "{}", english.output);
}

#[test]
fn a_changed_bundle_ends_with_1_and_names_file_and_node() {
    let folder = Folder::new("bundle-berbeda");
    let zip = folder.file("kasus.zip");
    kla(&["bundle", &at(BANDUNG), "-o", &zip], b"");
    let mut bytes = entries(&fs::read(&zip).expect("it was written"));
    let answers = bytes.iter_mut().find(|entry| entry.name == ANSWERS_TOML).expect("answers");
    let text = String::from_utf8(answers.bytes.clone()).expect("a text");
    answers.bytes = text.replacen("145.24", "155.24", 1).into_bytes();
    assert_ne!(text.as_bytes(), answers.bytes);
    fs::write(&zip, zip::zipped(&bytes)).expect("it can be written");
    let run = kla(&["verify", &zip], b"");
    assert_eq!((run.exit, run.messages.as_str()), (Exit::Difference, ""));
    for said in [
        "berbeda: ",
        "isian.toml: isinya bukan yang dicatat tanda terima",
        "total: hasil.json mencatat 880.39, hitung ulang 890.39",
        "kelembagaan: hasil.json mencatat 145.24, hitung ulang 155.24",
    ] {
        assert!(run.output.contains(said), "{said} is missing in:\n{}", run.output);
    }
    let run = kla(&["verify", &zip, "--format", "json"], b"");
    let told: Value = serde_json::from_str(&run.output).expect("JSON");
    assert_eq!((run.exit, &told[0]["same"]), (Exit::Difference, &Value::from(false)));
    let found = told[0]["differences"].as_array().expect("a list");
    assert_eq!((&found[0]["kind"], &found[0]["file"]), (&"digest".into(), &ANSWERS_TOML.into()));
    assert_eq!(found[1]["node"], "total");
}

#[test]
fn rules_of_the_users_own_come_along_and_are_never_silent() {
    let folder = Folder::new("bundle-aturan");
    let zip = folder.file("kasus.zip");
    for (answers, rules, said) in [
        (
            "fixtures/guide/answers-2023.toml",
            "fixtures/guide/overlay",
            "aturan tambahan belajar-4-p1",
        ),
        ("fixtures/guide/answers.toml", "fixtures/guide/edition", "bukan bawaan program ini"),
    ] {
        let run = kla(&["bundle", &at(answers), "--rules", &at(rules), "-o", &zip], b"");
        assert_eq!(run.exit, Exit::Done, "{}", run.messages);
        let run = kla(&["verify", &zip], b"");
        assert_eq!(run.exit, Exit::Done, "{}", run.output);
        assert!(run.output.contains(said), "{said} is missing in:\n{}", run.output);
    }
}

#[test]
fn what_cannot_be_done_ends_with_its_own_code() {
    let folder = Folder::new("bundle-salah");
    let (zip, answers) = (folder.file("kasus.zip"), folder.file("isian.toml"));
    fs::copy(at(BANDUNG), &answers).expect("it can be copied");
    fs::write(&zip, "bukan zip").expect("it can be written");
    let nowhere = folder.file("tidak/ada.zip");
    for (arguments, exit, said) in [
        (&["bundle", &answers][..], Exit::Usage, "belum disebut"),
        (&["bundle", &answers, "-o", &answers][..], Exit::Usage, "tidak akan ditimpa"),
        (&["bundle", &answers, "-o", &nowhere][..], Exit::Unwritable, "tidak dapat ditulis"),
        (&["bundle", "-", "-o", &zip][..], Exit::Unusable, "kesalahan[missing-key]"),
        (&["verify", &zip, "-o", &zip][..], Exit::Usage, "tidak akan ditimpa"),
        (
            &["bundle", &at(BANDUNG), "--rules", &folder.file(""), "-o", &answers][..],
            Exit::Usage,
            "tidak akan ditimpa",
        ),
        (&["verify"][..], Exit::Usage, "belum disebut"),
        (&["verify", "-", "-"][..], Exit::Usage, "hanya dapat dibaca sekali"),
        (&["verify", &nowhere][..], Exit::Unusable, "tidak ditemukan"),
        (&["verify", &zip][..], Exit::Unusable, "bukan berkas zip yang utuh"),
        (&["verify", &answers][..], Exit::Unusable, "bukan berkas zip yang utuh"),
    ] {
        let run = kla(arguments, b"format = 1\nedition = \"2023\"\n");
        assert_eq!((run.exit, run.output.as_str()), (exit, ""), "{arguments:?}: {}", run.messages);
        assert!(run.messages.contains(said), "{arguments:?}: {}", run.messages);
    }
    let kept = fs::read(&answers).expect("it is there");
    assert_eq!(kept, read(BANDUNG), "the answers were left alone");
}
