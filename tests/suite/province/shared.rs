//! What is handed on: tables, aliases, one region's own row, and the cycle before.

use super::{json, kalteng, province, says, total};
use crate::run::Folder;

const NAMES: [&str; 7] =
    ["Palangka", "Pulang Pisau", "Kotawaringin", "Kapuas", "Katingan", "Sukamara", "Barito"];

#[test]
fn an_alias_tells_neither_name_nor_code_nor_kind() {
    for format in ["text", "json", "csv", "md"] {
        let text = province(&[&kalteng(), "--share", "alias", "--format", format]).output;
        for hidden in
            NAMES.iter().chain(&["\"62.", ";62.", "(62.", "kabupaten\"", "/6 ", "kalteng-2023"])
        {
            assert!(!text.contains(hidden), "{format}: `{hidden}` in\n{text}");
        }
        assert!(text.contains("588"), "{format}: the points stay");
    }
    let file = json(&[&kalteng(), "--share", "alias"]);
    let rows = file["groups"][0]["regions"].as_array().expect("regions");
    let mut letters: Vec<&str> = rows.iter().filter_map(|row| row["alias"].as_str()).collect();
    // Neither by rank nor by code.
    assert!(!letters.is_sorted(), "{letters:?}");
    letters.sort_unstable();
    assert_eq!(letters, ["A", "B", "C", "D", "E", "F", "G"]);
}

#[test]
fn an_own_row_shows_nobody_else() {
    for format in ["text", "json", "csv", "md"] {
        let arguments = [&kalteng(), "--share", "own", "--own", "62.02", "--format", format];
        let text = province(&arguments.map(|one: &str| one)).output;
        for hidden in NAMES.iter().filter(|name| **name != "Kotawaringin") {
            assert!(!text.contains(hidden), "{format}: `{hidden}` in\n{text}");
        }
        assert!(!text.contains("Kotawaringin Barat") && !text.contains("653"), "{format}:\n{text}");
        assert!(text.contains("Kotawaringin Timur"), "{format}");
    }
    let text = province(&[&kalteng(), "--share", "own", "--own", "62.02"]).output;
    says(&text, "4 1–7 Kab. Kotawaringin Timur 588,40");
    says(&text, "Madya 3");
    says(&text, "7 dari 14 kabupaten dan kota");
}

#[test]
fn a_table_opens_in_excel_and_holds_no_formula() {
    let text = province(&[&kalteng(), "--format", "csv"]).output;
    assert!(text.starts_with('\u{feff}'), "a byte order mark");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 1 + 7 + 7, "{text}");
    assert!(
        lines[4].starts_with("dinilai;62.02;Kabupaten Kotawaringin Timur;profil-22;2023;final;4;1;7;3;588,4;551,8;588,4;1000;Pratama;;;;98,65;139,65;106,65;69;174,45"),
        "{}",
        lines[4]
    );
    assert!(
        lines[8].starts_with("tidak ikut serta;62.04;Kabupaten Barito Selatan;"),
        "{}",
        lines[8]
    );
    let columns = |line: &&str| line.split(';').count();
    assert!(lines.iter().map(columns).all(|count| count == columns(&lines[0])), "{text}");
}

/// A file with a name that a spreadsheet would take for a formula.
#[test]
fn a_file_that_cannot_be_used_is_told_in_every_form() {
    let folder = Folder::new("rusak");
    folder.write("baik.toml", &total("62.71", "65"));
    // It cannot even be taken apart, so that nobody knows whose it is.
    folder.write("=1+1.toml", "region 62.02\n");
    for (format, mark) in [
        ("text", "TIDAK LENGKAP: 1 berkas"),
        ("md", "TIDAK LENGKAP: 1 berkas"),
        ("csv", "TIDAK LENGKAP: 1 berkas"),
        ("json", "\"complete\": false"),
    ] {
        let ended = province(&[&folder.file(""), "--format", format]);
        assert_eq!(ended.exit, kla_cli::Exit::Unusable, "{format}");
        assert!(ended.output.contains(mark), "{format}: {}", ended.output);
        assert!(ended.output.contains("Palangkaraya"), "{format}: the others are delivered");
        assert!(ended.messages.contains("=1+1.toml"), "{}", ended.messages);
        assert!(!ended.output.lines().any(|line| line.starts_with('=')), "{}", ended.output);
    }
}

/// 62.71 was without a category and has Pratama now, 62.02 had Madya, 62.05 stays, 62.11 no longer takes
/// part.
#[test]
fn categories_change_against_the_cycle_before() {
    let (now, last) = (Folder::new("siklus-ini"), Folder::new("siklus-lalu"));
    now.write("a.toml", &total("62.71", "65"));
    now.write("b.toml", &total("62.02", "65"));
    now.write("c.toml", &total("62.05", "65"));
    let before = |region: &str, points: &str| total(region, points).replace("2024", "2023");
    last.write("a.toml", &before("62.71", "64"));
    // 164 + 115 + 156 + 66 + 100 = 601.
    last.write("b.toml", &(before("62.02", "66") + "klaster-5 = \"100\"\n"));
    last.write("c.toml", &before("62.05", "65"));
    last.write("d.toml", &before("62.11", "65"));
    let text = province(&[&now.file(""), "--last", &last.file("")]).output;
    // Madya 0 now and 1 then; Pratama 3 and 2; none 0 and 1.
    says(&text, "Madya 0 1 −1 Pratama 3 2 +1 belum berkategori 0 1 −1");
    says(&text, "Kota Palangkaraya 2023 final 499,00 belum berkategori 500,00 Pratama naik");
    says(&text, "Kab. Kotawaringin Timur 2023 final 601,00 Madya 500,00 Pratama turun");
    says(&text, "Kab. Barito Utara 2023 final 500,00 Pratama 500,00 Pratama tetap");
    says(&text, "Kabupaten Pulang Pisau (62.11); siklus 2023: Pratama");
    let file = json(&[&now.file(""), "--last", &last.file("")]);
    let changes: Vec<&str> = file["groups"][0]["regions"]
        .as_array()
        .expect("regions")
        .iter()
        .filter_map(|row| row["change"].as_str())
        .collect();
    assert_eq!(changes, ["down", "same", "up"]);
    assert_eq!(file["groups"][0]["regions"][2]["before"]["points"], "499");
    let same = province(&[&now.file(""), "--last", &now.file("")]);
    says(&same.messages, "tidak lebih awal daripada siklus ini");
}
