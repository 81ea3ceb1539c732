//! What if: suppositions are never mistaken for results, and are exactly what they say.

use kla::{Address, Source};
use kla_cli::Exit;
use kla_plan::{WhatIf, suppositions};
use kla_tests::fixtures::root;
use kla_tests::generate;
use proptest::prelude::*;
use serde_json::Value;

use crate::run::{Folder, Run, run};
use crate::support::{every_rules, for_all, rules};

const CASE: &str = "fixtures/stages/contoh-butir/mandiri.toml";

fn score(options: &[&str]) -> Run {
    let file = root().join(CASE).to_string_lossy().into_owned();
    let options = options.iter().map(|option| (*option).to_owned());
    run(["score".to_owned(), file].into_iter().chain(options), b"")
}

/// The case has 851; see its description for the sum.
#[test]
fn a_supposed_score_says_so_in_every_form() {
    // 4.P7 was empty: 851 + 2 = 853. Klaster II was stated as 140: 853 − 40 = 813.
    let set = ["--set", "4.P7=2", "--set", "klaster-2=100"];
    let note = "PENGANDAIAN: 4.P7 = 2 (semula belum diisi); klaster-2 = 100 (semula 140).";
    for format in ["text", "md", "html", "json"] {
        let found = score(&[&set[..], &["--format", format]].concat());
        assert_eq!(found.exit, Exit::Done, "{}", found.messages);
        let words: Vec<&str> = found.output.split_whitespace().collect();
        assert!(words.join(" ").contains(note), "{format}:\n{}", found.output);
    }
    let result: Value =
        serde_json::from_str(&score(&[&set[..], &["--format", "json"]].concat()).output)
            .expect("JSON");
    assert_eq!(result["total"]["points"], "813");
    let first = result["notes"][0].as_str().expect("a note");
    assert!(first.starts_with(note) && first.contains("851,00"), "{first}");
    assert!(result["notes"][1].as_str().expect("the file's own note").starts_with("Angka buatan"));
    assert_eq!(result["declared"].as_array().map(Vec::len), Some(0));
    let english = score(&["--set", "4.P4=2,5", "--lang", "en"]).output;
    assert!(english.contains("PENGANDAIAN: what if 4.P4 = 2.5 (was 5)."), "{english}");
}

/// Points, states, emptied answers, wholes over their parts, and tables.
#[test]
fn every_kind_of_value_can_be_supposed() {
    for (set, total, said) in [
        ("4.P4=2,5", "848.5", "4.P4 = 2,5 (semula 5)"),
        ("4.P4=2.5", "848.5", "4.P4 = 2,5 (semula 5)"),
        ("4.P4=tidak-tahu", "846", "4.P4 = tidak tahu (semula 5)"),
        ("4.P4=belum-diisi", "846", "4.P4 = belum diisi (semula 5)"),
        ("4.P4={ points = \"1\" }", "847", "4.P4 = 1 (semula 5)"),
        ("klaster-1=103", "859", "klaster-1 = 103 (semula 95)"),
        ("5=40", "849", "5 = 40 (semula 42)"),
        // Row 19 offers 54 and is cut to 51, so 3 can go before anything is lost.
        ("19.P4=3", "851", "19.P4 = 3 (semula 6)"),
        ("19.P4=2", "850", "19.P4 = 2 (semula 6)"),
    ] {
        let found = score(&["--set", set, "--format", "json"]);
        assert_eq!(found.exit, Exit::Done, "{set}: {}", found.messages);
        let result: Value = serde_json::from_str(&found.output).expect("JSON");
        assert_eq!(result["total"]["points"], total, "{set}");
        let note = result["notes"][0].as_str().expect("a note");
        assert!(note.contains(said), "{set}: {note}");
    }
}

#[test]
fn what_cannot_be_supposed_is_told() {
    for (options, exit, said) in [
        (&["--set", "4.P9=1"][..], Exit::Unusable, "indikator 4 tidak memiliki butir `P9`"),
        (&["--set", "klaster1=1"], Exit::Unusable, "mungkin maksudnya `klaster-1`"),
        (&["--set", "44.P1=1"], Exit::Unusable, "unknown-question"),
        (&["--set", "total=900"], Exit::Unusable, "nilai total adalah jumlah"),
        (&["--set", "4.P4=6"], Exit::Unusable, "melebihi maksimum butir 4.P4, yaitu 5"),
        (&["--set", "4.P4=kosong"], Exit::Unusable, "--set:1:10"),
        (
            &["--set", "4.P4={ points = \"1\", evidence = [\"E9\"] }"],
            Exit::Unusable,
            "unknown-evidence",
        ),
        (&["--set", "4.P4"], Exit::Usage, "ALAMAT=NILAI"),
        (&["--set", "4.P4=1", "--set", "4.P4=2"], Exit::Usage, "diandaikan dua kali"),
        (&["--set", "klaster-1=90", "--set", "4.P4=2"], Exit::Unusable, "diandaikan sekaligus"),
        (
            &["--set", "6.P1=1"],
            Exit::Unusable,
            "dari `6` hanya nilai keseluruhannya yang diketahui",
        ),
        (&["--set", "6.P1=belum-diisi"], Exit::Unusable, "dari `6` hanya nilai keseluruhannya"),
        (&["--set", "4.P4=1", "--scenarios", "x.toml"], Exit::Usage, "pilih salah satu"),
        (&["--scenarios", "tidak-ada.toml"], Exit::Unusable, "tidak ditemukan"),
    ] {
        let found = score(options);
        assert_eq!(
            (found.exit, found.output.as_str()),
            (exit, ""),
            "{options:?}: {}",
            found.messages
        );
        assert!(found.messages.contains(said), "{options:?}: {}", found.messages);
    }
    let file = root().join(CASE).to_string_lossy().into_owned();
    let two = run(["score", &file, &file, "--set", "4.P4=1"], b"");
    assert_eq!(two.exit, Exit::Usage);
}

const SCENARIOS: &str = "format = 1\n\
    [[scenario]]\nname = \"akta\"\n[scenario.set]\n\"4.P7\" = \"2\"\n\"5.P5\" = \"3\"\n\
    [[scenario]]\nname = \"kelembagaan turun\"\nset = { kelembagaan = \"70\" }\n";

/// 851 + 2 + 3 = 856, utama, 45 below 901; 851 − 50 = 801, utama, 100 below 901.
#[test]
fn scenarios_stand_side_by_side() {
    let folder = Folder::new("scenarios");
    folder.write("skenario.toml", SCENARIOS);
    let path = folder.file("skenario.toml");
    let found = score(&["--scenarios", &path, "--format", "json"]);
    assert_eq!((found.exit, found.messages.as_str()), (Exit::Done, ""));
    let result: Value = serde_json::from_str(&found.output).expect("JSON");
    assert!(result["notes"][0].as_str().expect("a note").starts_with("PENGANDAIAN: "));
    assert_eq!(result["base"]["total"], "851");
    let case = |place: usize| {
        let case = &result["scenarios"][place];
        ["name", "total", "difference", "category"]
            .map(|key| case[key].as_str().expect("a text").to_owned())
    };
    assert_eq!(case(0), ["akta", "856", "5", "utama"]);
    assert_eq!(case(1), ["kelembagaan turun", "801", "-50", "utama"]);
    assert_eq!(result["scenarios"][0]["next"]["gap"], "45");
    assert_eq!(result["scenarios"][1]["next"]["gap"], "100");
    assert_eq!(result["scenarios"][0]["blocks"][1]["difference"], "5");
    assert_eq!(result["scenarios"][0]["changes"][1]["node"], "5.P5");
    assert_eq!(result["scenarios"][0]["changes"][1]["points_after"], "3");
    for format in ["text", "md", "html"] {
        let page = score(&["--scenarios", &path, "--format", format]).output;
        assert!(page.contains("PENGANDAIAN: skenario"), "{format}:\n{page}");
        assert!(page.contains("S2: kelembagaan turun") && page.contains("−50,00"), "{page}");
    }
}

#[test]
fn scenarios_with_mistakes_are_refused_with_their_places() {
    let folder = Folder::new("scenarios-wrong");
    for (text, said) in [
        (SCENARIOS.replace("kelembagaan turun", "akta"), "skenario.toml:8:8"),
        (
            SCENARIOS.replace("[[scenario]]\nname = \"akta\"", "[[scenario]]\nnama = \"akta\""),
            "unknown-key",
        ),
        (SCENARIOS.replace("\"70\"", "\"170\""), "skenario.toml:9:23"),
        (SCENARIOS.replace("\"70\"", "70.5"), "bare-fraction"),
        (SCENARIOS.replace("set = { kelembagaan = \"70\" }", "set = {}"), "tidak mengubah apa pun"),
        (SCENARIOS.replace("format = 1", "format = 2"), "unsupported-format"),
        ("format = 1\n".to_owned(), "kunci `scenario` wajib ada"),
        (
            SCENARIOS.replace("kelembagaan = \"70\"", "\"6.P1\" = \"1\""),
            "skenario `kelembagaan turun` tidak dapat dihitung",
        ),
    ] {
        folder.write("skenario.toml", &text);
        let found = score(&["--scenarios", &folder.file("skenario.toml")]);
        assert_eq!((found.exit, found.output.as_str()), (Exit::Unusable, ""), "{text}");
        assert!(found.messages.contains(said), "`{said}`:\n{}", found.messages);
    }
}

/// The first answered leaf supposed as it is changes nothing but the note, and as empty is a loss or none.
#[test]
fn a_value_supposed_as_it_is_changes_nothing() {
    for rules in every_rules() {
        for_all(12, &generate::answers(&rules.files), |text| {
            let answers = rules.edition.read_answers("a.toml", &text).expect("sound");
            let base = kla::score(&answers);
            let given = answers.leaves().find(|leaf| leaf.response.state.is_given());
            let Some(leaf) = given else { return Ok(()) };
            let written = answers.written(&leaf.address).expect("it is given");
            let source = Source::new("--set", format!("\"{}\" = {written}", leaf.address));
            let changes = answers.read_changes(source).expect("what is written can be read");
            let same = answers.changed_by(&changes).expect("its parts are known");
            let card = kla::score(&same);
            prop_assert_eq!(card.total(), base.total());
            let told = suppositions(&changes, &base, &card);
            prop_assert_eq!(&told[0].before, &told[0].after);
            // Alone of its row, its answer leaves the row without any.
            let source = Source::new("--set", format!("\"{}\" = \"belum-diisi\"", leaf.address));
            let emptied = answers.read_changes(source).expect("a state");
            let emptied = answers.changed_by(&emptied).expect("its parts are known");
            let wanted = Some(None);
            prop_assert_eq!(Some(emptied.written(&leaf.address)), wanted);
            Ok(())
        });
    }
}

#[test]
fn cases_are_laid_over_the_answers_each_alone() {
    let edition = &rules("2023").edition;
    let text = std::fs::read_to_string(root().join(CASE)).expect("the case");
    let answers = edition.read_answers("a.toml", &text).expect("sound");
    let cases = answers.read_scenarios(Source::new("s.toml", SCENARIOS)).expect("sound");
    assert_eq!(cases[0].changes.nodes().len(), 2);
    let what_if = WhatIf::of(&answers, &cases).expect("whole blocks and known rows");
    let supposed = what_if.score();
    let kelembagaan = Address::Block(edition.blocks()[0].id.clone());
    let of = |place: usize| supposed.cases[place].card.points_of(&kelembagaan).expect("a block");
    assert_eq!((of(0).to_string(), of(1).to_string()), ("120".to_owned(), "70".to_owned()));
}
