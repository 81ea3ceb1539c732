//! A province at a glance: ranks and how far they may move, Provila, the cycle before, and what is shared.

mod page;
mod refused;
mod shared;

use std::fs;

use kla::{Edition, Points, Regions};
use kla_cli::Exit;
use kla_plan::{Assessed, Mark, Mix, Provila, Province, ProvinceQuery, Repair};
use kla_tests::fixtures::root;
use proptest::prelude::*;
use serde_json::Value;

use crate::run::{Folder, Run, run};
use crate::support::for_all;

/// The seven regions of Kalimantan Tengah that were announced in 2023.
const KALTENG: &str = "fixtures/province/kalteng-2023";

fn kalteng() -> String {
    root().join(KALTENG).to_string_lossy().into_owned()
}

/// Answers of edition 2023 that state one block; everything else is empty.
fn stated(region: &str, blocks: &[(&str, &str)]) -> String {
    let blocks: String =
        blocks.iter().map(|(id, points)| format!("{id} = \"{points}\"\n")).collect();
    format!(
        "format = 1\nedition = \"2023\"\nregion = \"{region}\"\nyear = 2024\nstage = \"final\"\n\n[blocks]\n{blocks}"
    )
}

/// Answers of edition 2023 whose total is 505 less something: 164 + 115 + 156 + 70 = 505.
fn total(region: &str, klaster_3: &str) -> String {
    stated(
        region,
        &[
            ("kelembagaan", "164"),
            ("klaster-1", "115"),
            ("klaster-2", "156"),
            ("klaster-3", klaster_3),
        ],
    )
}

fn province(arguments: &[&str]) -> Run {
    run(std::iter::once("province").chain(arguments.iter().copied()), b"")
}

fn json(arguments: &[&str]) -> Value {
    let ended = province(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&ended.output)
        .unwrap_or_else(|error| panic!("{error}: {}\n{}", ended.messages, ended.output))
}

/// What is expected of a result; lists have the same length, and keys that are not expected may be there.
fn holds(place: &str, expected: &Value, found: &Value) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, expected) in expected {
                let found = found.get(key).unwrap_or_else(|| panic!("{place}/{key} is not there"));
                holds(&format!("{place}/{key}"), expected, found);
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            assert_eq!(expected.len(), found.len(), "{place}");
            for (number, (expected, found)) in expected.iter().zip(found).enumerate() {
                holds(&format!("{place}/{number}"), expected, found);
            }
        }
        _ => assert_eq!(expected, found, "{place}"),
    }
}

fn golden(name: &str) -> Value {
    let text = fs::read_to_string(root().join(KALTENG).join(name)).expect("it is there");
    serde_json::from_str(&text).expect("JSON")
}

fn says(text: &str, wanted: &str) {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(folded(text).contains(&folded(wanted)), "`{wanted}` is missing in\n{text}");
}

// The announced regions of Kalimantan Tengah

#[test]
fn the_announced_regions_of_kalimantan_tengah_have_their_categories() {
    holds("", &golden("province.json"), &json(&[&kalteng()]));
    holds("", &golden("province-closed.json"), &json(&[&kalteng(), "--closed"]));
}

#[test]
fn the_text_tells_who_is_missing_and_why_it_is_no_provila() {
    let text = province(&[&kalteng()]).output;
    says(&text, "Predikat: 7 dari 14 berpredikat");
    says(&text, "Provila: belum tercapai: 7 daerah tidak ikut serta");
    says(&text, "4 1–7 Kab. Kotawaringin Timur 588,40 551,80–1.000,00 Pratama 3/6 kabupaten");
    says(&text, "- Kabupaten Barito Selatan (62.04)");
    says(&text, "Yang tidak ikut serta tidak diberi nilai, juga tidak nol.");
    says(&text, "Kab. Kotawaringin Timur B 63 B 65 C 52 C 46 B 62");
    assert!(!text.contains("Yang belum berkategori"), "{text}");
    let closed = province(&[&kalteng(), "--closed"]).output;
    says(&closed, "4 2–7 Kab. Kotawaringin Timur 588,40 551,80–601,80 Pratama");
    says(&closed, "Perbaikan: sudah ditutup (--closed)");
}

/// With totals that are equal, and with files that cannot be used.
#[test]
fn the_order_of_files_changes_nothing() {
    let folder = Folder::new("urutan");
    let equal = ["62.04", "62.05", "62.07", "62.09"];
    for (region, name) in equal.iter().zip(["d.toml", "c.toml", "b.toml", "a.toml"]) {
        folder.write(name, &total(region, "65"));
    }
    folder.write("e.toml", &total("62.10", "66"));
    folder.write("rusak-1.toml", "region = \"62.12\"\n");
    folder.write("rusak-2.toml", "region 62.13\n");
    let files: Vec<String> = fs::read_dir(&folder.0)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files.len(), 7);
    let path = folder.file("");
    for options in [&["--format", "json"][..], &["--format", "csv"], &[], &["--share", "alias"]] {
        let told = |run: Run| (run.output, run.messages);
        let mut sorted: Vec<&str> = files.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        let first = told(province(&[sorted.as_slice(), options].concat()));
        assert!(first.0.contains("500"), "{}", first.0);
        assert_eq!(province(&[&[path.trim_end_matches('/')], options].concat()).output, first.0);
        for_all(12, &Just(files.clone()).prop_shuffle(), |files| {
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            prop_assert_eq!(&told(province(&[files.as_slice(), options].concat())), &first);
            Ok(())
        });
    }
}

// Ranks

/// 505 and twice 500 and 499.99: 1, 2, 2, 4. Among the kabupaten 1, 2 and 3, the kota alone.
#[test]
fn equal_totals_share_a_rank_and_the_next_is_left_out() {
    let folder = Folder::new("peringkat");
    // Written so that neither names nor codes are in the order of the ranks.
    folder.write("a.toml", &total("62.11", "64.99"));
    folder.write("b.toml", &total("62.71", "65"));
    folder.write("c.toml", &total("62.02", "65.00"));
    folder.write("d.toml", &total("62.05", "70"));
    let file = json(&[&folder.file("")]);
    let rows = file["groups"][0]["regions"].as_array().expect("regions");
    let found: Vec<(&str, u64, u64, u64)> = rows
        .iter()
        .map(|row| {
            let rank = |key: &str, part: &str| row[key][part].as_u64().expect("a rank");
            let code = row["code"].as_str().expect("a code");
            (
                code,
                rank("rank", "place"),
                rank("rank_in_kind", "place"),
                rank("rank_in_kind", "among"),
            )
        })
        .collect();
    let expected = [("62.05", 1, 1, 3), ("62.02", 2, 2, 3), ("62.71", 2, 1, 1), ("62.11", 4, 3, 3)];
    assert_eq!(found, expected);
    assert_eq!(file["with_category"], 3);
    // One hundredth is missing, and no evidence is needed for a claim.
    assert_eq!(rows[3]["to_first"]["gap"], "0.01");
}

/// By trying every way in which the regions can end: at the bottom, at the total, at the top.
#[test]
fn no_way_to_end_gives_a_rank_outside_the_interval_and_each_end_is_reached() {
    let points = prop::collection::vec((0_u32..5, 0_u32..4, 0_u32..4), 1..6);
    for_all(64, &points, |regions| {
        let edition = Edition::bundled("profil-22").expect("bundled");
        let assessed: Vec<Assessed<'_>> = regions
            .iter()
            .enumerate()
            .map(|(number, (accepted, claimed, open))| {
                // Indicator 18 counts 33 and 23 counts 37; what is accepted stands, what nobody has
                // looked at can still reach its maximum or be lost.
                let mut text = format!(
                    "format = 1\nedition = \"profil-22\"\nregion = \"62.{:02}\"\nyear = 2023\nstage = \"final\"\n[indicators]\n",
                    number + 1
                );
                for id in ["4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "19", "20", "21a", "21b", "22", "24"] {
                    text += &format!("\"{id}\" = {{ state = \"nol\", status = \"sah\" }}\n");
                }
                text += &format!("\"18\" = {{ percent = \"{}\", status = \"sah\" }}\n", accepted * 25);
                let status = if *open == 0 { "sah" } else { "belum-diperiksa" };
                text += &format!("\"23\" = {{ percent = \"{}\", status = \"{status}\" }}\n", claimed * 25);
                let answers = edition
                    .read_answers("a.toml", &text)
                    .unwrap_or_else(|rejected| panic!("{rejected}\n{text}"));
                Assessed::of("a.toml", &text, &answers, Repair::Over)
            })
            .collect();
        let ranges: Vec<[Points; 3]> = assessed
            .iter()
            .map(|one| [one.at(Mark::Verified), one.total(), one.at(Mark::Potential)])
            .collect();
        let codes: Vec<String> = assessed.iter().map(|one| one.code.clone()).collect();
        let found = Province::of(assessed, query()).expect("a province");
        let ways = 3_usize.pow(u32::try_from(ranges.len()).expect("few"));
        for (place, code) in codes.iter().enumerate() {
            let mut seen = Vec::new();
            for way in 0..ways {
                let ends: Vec<Points> = ranges
                    .iter()
                    .enumerate()
                    .map(|(other, range)| {
                        let power = 3_usize.pow(u32::try_from(other).expect("few"));
                        range[way / power % 3]
                    })
                    .collect();
                seen.push(1 + ends.iter().filter(|other| **other > ends[place]).count());
            }
            let rank = found
                .standings()
                .find(|one| one.who.code() == Some(code))
                .map(|one| one.rank)
                .expect("it takes part");
            prop_assert_eq!(seen.iter().min(), Some(&rank.best), "{}: {:?}", code, ranges);
            prop_assert_eq!(seen.iter().max(), Some(&rank.worst), "{}: {:?}", code, ranges);
            prop_assert!(rank.best <= rank.place && rank.place <= rank.worst);
        }
        Ok(())
    });
}

fn query<'e>() -> ProvinceQuery<'static, 'e> {
    ProvinceQuery {
        regions: Regions::bundled(),
        code: None,
        mix: Mix::Refuse,
        repair: Repair::Over,
        before: Vec::new(),
        unread: Vec::new(),
    }
}

// Provila

/// Province 31 has six regions, one of them a kabupaten.
#[test]
fn a_province_is_a_provila_when_every_region_has_a_category() {
    let folder = Folder::new("provila");
    let codes: Vec<&str> = Regions::bundled()
        .regions()
        .iter()
        .map(|region| region.code.as_str())
        .filter(|code| code.starts_with("31."))
        .collect();
    assert_eq!(codes.len(), 6);
    for code in &codes {
        folder.write(&format!("{code}.toml"), &total(code, "65"));
    }
    let path = folder.file("");
    let all = json(&[&path]);
    assert_eq!((&all["provila"], &all["with_category"]), (&"reached".into(), &6.into()));
    says(
        &province(&[&path]).output,
        "Provila: tercapai: setiap kabupaten dan kota sedikitnya Pratama",
    );
    // A hundredth less in one of them.
    folder.write("31.71.toml", &total("31.71", "64.99"));
    let ended = province(&[&path]);
    says(&ended.output, "5 dari 6 berpredikat");
    says(&ended.output, "Provila: belum tercapai: 1 daerah belum berkategori");
    says(&ended.output, "Kota Administrasi Jakarta Pusat 499,99 0,00–1.000,00 0,01 Pratama");
    // Its file is broken: it may have a category, and nobody can tell.
    folder.write("31.71.toml", &total("31.71", "64.99").replace("year = 2024", "year = "));
    let ended = province(&[&path]);
    assert_eq!(ended.exit, Exit::Unusable);
    says(&ended.output, "Provila: belum dapat dipastikan");
    says(&ended.output, "TIDAK LENGKAP: 1 berkas tidak dapat dibaca");
    fs::remove_file(folder.file("31.71.toml")).expect("removed");
    says(&province(&[&path]).output, "Provila: belum tercapai: 1 daerah tidak ikut serta");
}

#[test]
fn words_of_the_state_are_those_of_the_guide() {
    let words = [Provila::Reached, Provila::NotReached, Provila::Unknown].map(Provila::word);
    assert_eq!(words, ["reached", "not-reached", "unknown"]);
}

/// The effort is that of the plan which the note names.
#[test]
fn the_effort_of_a_blocker_is_that_of_its_plan() {
    let folder = Folder::new("usaha");
    // Points of questions, so that something can be planned: 500 − 5 − 3 = 492.
    let text = stated("62.71", &[]) + "[answers.4]\nP4 = \"5\"\nP5 = \"3\"\n";
    folder.write("a.toml", &text);
    let row = json(&[&folder.file("")])["groups"][0]["regions"][0].clone();
    assert_eq!(row["to_first"]["gap"], "492");
    let plan = run(
        [
            "plan",
            &folder.file("a.toml"),
            "--to",
            "pratama",
            "--from",
            "diklaim",
            "--buffer",
            "0",
            "--format",
            "json",
        ],
        b"",
    );
    let plan: Value = serde_json::from_str(&plan.output).expect("JSON");
    assert!(plan["plan"]["effort"].is_u64(), "{plan}");
    assert_eq!(row["to_first"]["effort"], plan["plan"]["effort"]);
}

// Where regions lose points

/// By hand: question 4.P4 has 5 points and 4.P5 has 3. The first region misses 0 and 2, the second 1 and 2;
/// of the third only the sum of a block is known.
#[test]
fn what_most_regions_lose_stands_first() {
    let folder = Folder::new("hilang");
    let answers = |region: &str, four: &str, five: &str| {
        let text = stated(region, &[]);
        text + &format!("[answers.4]\nP4 = \"{four}\"\nP5 = \"{five}\"\n")
    };
    folder.write("a.toml", &answers("62.01", "5", "1"));
    folder.write("b.toml", &answers("62.02", "4", "1"));
    // Known only as a sum of its block: nothing is said of its questions.
    folder.write("c.toml", &stated("62.03", &[("kelembagaan", "160")]));
    let file = json(&[&folder.file("")]);
    let losses = file["groups"][0]["losses"].as_array().expect("losses");
    let loss = |node: &str| {
        let found = losses.iter().find(|loss| loss["node"] == node);
        found.unwrap_or_else(|| panic!("{node} is not there")).clone()
    };
    let expect = |node: &str, lost_in: u64, known_in: u64, lost: &str| {
        let loss = loss(node);
        assert_eq!(
            (&loss["lost_in"], &loss["known_in"], &loss["lost"]),
            (&lost_in.into(), &known_in.into(), &lost.into()),
            "{node}"
        );
    };
    expect("4.P4", 1, 2, "1");
    expect("4.P5", 2, 2, "4");
    // Row 4 is in Klaster I, which the third region states as nothing: 115.
    expect("klaster-1", 1, 1, "115");
    // Two have nothing of 164, the third has 160.
    expect("kelembagaan", 3, 3, "332");
    // All three have nothing of 156.
    expect("klaster-2", 3, 3, "468");
    let counts: Vec<u64> = losses.iter().filter_map(|loss| loss["lost_in"].as_u64()).collect();
    assert!(counts.is_sorted_by(|one, other| one >= other), "{counts:?}");
}
