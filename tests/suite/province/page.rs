//! A province as a page and as a workbook: what they show is what the JSON says.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use kla_cli::Exit;
use kla_plan::Repair;
use kla_report::Templates;
use sha2::{Digest as _, Sha256};

use super::{json, kalteng, province, says, total};
use crate::run::Folder;

fn page(arguments: &[&str]) -> String {
    let ended = province(&[arguments, &["--format", "html"]].concat());
    assert_eq!(ended.exit, Exit::Done, "{}", ended.messages);
    ended.output
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("`{start}` is missing"));
    rest.split_once(end).unwrap_or_else(|| panic!("`{end}` is missing")).0
}

/// The names of the rows of the table with a heading, in their order.
fn names<'p>(page: &'p str, heading: &str) -> Vec<&'p str> {
    let table = between(page, &format!("<h2 id=\"{heading}\">"), "</section>");
    let names = table.split("class=\"name\">").skip(1);
    names.filter_map(|rest| Some(rest.split_once('<')?.0)).collect()
}

#[test]
fn a_page_has_each_region_once_in_each_table_and_by_rank() {
    let page = page(&[&kalteng()]);
    says(&page, "7 dari 14 berpredikat");
    let file = json(&[&kalteng()]);
    let regions = file["groups"][0]["regions"].as_array().expect("regions");
    let expected: Vec<String> = regions
        .iter()
        .map(|region| region["name"].as_str().expect("a name").replace("Kabupaten ", "Kab. "))
        .collect();
    for heading in ["peringkat-1", "blok-1"] {
        assert_eq!(names(&page, heading), expected, "{heading}");
    }
    for absent in file["absent"].as_array().expect("a list") {
        says(&page, absent["name"].as_str().expect("a name"));
    }
    assert_eq!(page.matches("class=\"range\"").count(), regions.len());
    assert_eq!(page, self::page(&[&kalteng()]), "the same bytes");
}

#[test]
fn a_page_asks_for_nothing_and_runs_no_script_but_its_own() {
    let page = page(&[&kalteng()]);
    // An address that a file notes is text.
    for outside in ["=\"http", "href=", "src=", "url(", "@import", "eval(", "javascript:"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert_eq!(page.matches("<script").count(), 1);
    let script = between(&page, "<script>", "</script>");
    let named = between(&page, "script-src 'sha256-", "'");
    assert_eq!(decoded(named), Sha256::digest(script.as_bytes()).to_vec());
}

/// Bytes from base64, by another way than the one that wrote it.
fn decoded(text: &str) -> Vec<u8> {
    let signs: Vec<char> =
        ('A'..='Z').chain('a'..='z').chain('0'..='9').chain("+/".chars()).collect();
    let bits: String = text
        .chars()
        .filter_map(|sign| signs.iter().position(|known| *known == sign))
        .map(|place| format!("{place:06b}"))
        .collect();
    let bytes =
        bits.as_bytes().chunks_exact(8).map(|bits| std::str::from_utf8(bits).expect("bits"));
    bytes.map(|bits| u8::from_str_radix(bits, 2).expect("a byte")).collect()
}

#[test]
fn hostile_names_are_text() {
    let folder = Folder::new("halaman");
    folder.write("baik.toml", &total("62.71", "65"));
    folder.write("<img src=x onerror=alert(1)>\"'.toml", "region = \"62.02\"\nformat = ");
    let ended = province(&[&folder.file(""), "--format", "html"]);
    assert_eq!(ended.exit, Exit::Unusable, "{}", ended.messages);
    says(&ended.output, "TIDAK LENGKAP: 1 berkas");
    assert!(!ended.output.contains("<img"), "{}", ended.output);
    assert!(ended.output.contains("&lt;img"), "{}", ended.output);

    let edition = kla::Edition::bundled("2023").expect("a bundled edition");
    let text = total("62.71", "65");
    let answers = edition.read_answers("a.toml", &text).expect("answers");
    let assessed = kla_plan::Assessed::of("a.toml", &text, &answers, Repair::Open);
    let query = kla_plan::ProvinceQuery {
        regions: kla::Regions::bundled(),
        code: None,
        mix: kla_plan::Mix::Refuse,
        repair: Repair::Open,
        before: Vec::new(),
        unread: Vec::new(),
    };
    let mut made = kla_plan::Province::of(vec![assessed], query).expect("a province");
    let hostile = "</td></title><script>alert(1)</script>\" onload=\"x";
    made.name = hostile.to_owned();
    made.groups[0].standings[0].who = kla_plan::Who::Region {
        code: "62.71".to_owned(),
        name: hostile.to_owned(),
        kind: kla::Kind::Kota,
    };
    made.absent[0].name = hostile.to_owned();
    let page =
        kla_report::province_page(&made, &Templates::bundled(), kla::Lang::Id).expect("a page");
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert!(!page.contains("\" onload") && page.contains("&lt;script&gt;alert(1)"), "{page}");
}

#[test]
fn a_page_of_aliases_hides_names_codes_and_kinds() {
    let page = page(&[&kalteng(), "--share", "alias"]);
    for hidden in
        ["Palangka", "Kotawaringin", "Kapuas", "62.", "Kab. ", "data-kind=", "class=\"filter\""]
    {
        assert!(!page.contains(hidden), "{hidden}");
    }
    assert_eq!(names(&page, "peringkat-1").len(), 7);
    let own = self::page(&[&kalteng(), "--share", "own", "--own", "62.02"]);
    assert_eq!(names(&own, "peringkat-1"), ["Kab. Kotawaringin Timur"]);
    assert!(!own.contains("Palangka") && !own.contains("Kapuas"));
}

fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"));
    range.rows().map(<[Data]>::to_vec).collect()
}

/// The rows below the head that begins with a word.
fn below<'r>(rows: &'r [Vec<Data>], head: &str) -> &'r [Vec<Data>] {
    let place = rows.iter().position(|row| row[0] == head).expect("the heads");
    &rows[place + 1..]
}

#[test]
fn a_workbook_has_the_figures_as_numbers_and_codes_as_text() {
    let folder = Folder::new("buku");
    let write = |name: &str, options: &[&str]| {
        let path = folder.file(name);
        let kalteng = kalteng();
        let fixed = [kalteng.as_str(), "--format", "xlsx", "-o", &path];
        let ended = province(&[&fixed[..], options].concat());
        assert_eq!(ended.exit, Exit::Done, "{}", ended.messages);
        fs::read(path).expect("a workbook")
    };
    let bytes = write("a.xlsx", &[]);
    assert_eq!(bytes, write("b.xlsx", &[]), "the same bytes");
    let file = json(&[&kalteng()]);
    let regions = file["groups"][0]["regions"].as_array().expect("regions");
    let ranks = sheet(&bytes, "Peringkat");
    let rows = below(&ranks, "Peringkat");
    assert_eq!(rows.len(), regions.len());
    for (row, region) in rows.iter().zip(regions) {
        assert_eq!(row[0].to_string(), region["rank"]["place"].to_string());
        assert_eq!(row[1].to_string(), region["rank"]["best"].to_string());
        assert_eq!(row[2].to_string(), region["rank"]["worst"].to_string());
        assert_eq!(row[4], Data::String(region["code"].as_str().expect("a code").to_owned()));
        // The shortest decimal text of the number is the one that JSON has.
        assert_eq!(row[9].to_string(), region["points"].as_str().expect("points"));
        assert!(matches!(row[9], Data::Float(_)), "{:?}", row[9]);
    }
    let blocks = sheet(&bytes, "Blok");
    let timur =
        below(&blocks, "Peringkat").iter().find(|row| row[1] == "Kabupaten Kotawaringin Timur");
    let timur = timur.expect("it is there");
    // B 63: 98.65 of 156.
    assert!(timur.iter().map(ToString::to_string).any(|cell| cell == "63"), "{timur:?}");
    assert_eq!(below(&sheet(&bytes, "Tidak ikut"), "Kode").len(), 7);
    let losses = file["groups"][0]["losses"].as_array().expect("losses");
    assert_eq!(below(&sheet(&bytes, "Butir"), "Bagian").len(), losses.len());
    let about: String =
        sheet(&bytes, "Keterangan").iter().flatten().map(|cell| format!("{cell}\n")).collect();
    says(&about, "7 dari 14 berpredikat");
    says(&about, "sha256:");

    let alias = write("c.xlsx", &["--share", "alias"]);
    for name in ["Peringkat", "Blok", "Butir", "Tidak ikut", "Keterangan"] {
        let cells = sheet(&alias, name);
        let text: String = cells.iter().flatten().map(|cell| format!("\n{cell}\n")).collect();
        for hidden in ["Palangka", "Kotawaringin", "\n62.", "\nkota\n"] {
            assert!(!text.contains(hidden), "{name}: {hidden} in\n{text}");
        }
    }
}

#[test]
fn a_workbook_needs_a_file() {
    let ended = province(&[&kalteng(), "--format", "xlsx"]);
    assert_eq!((ended.exit, ended.output.as_str()), (Exit::Usage, ""));
    says(&ended.messages, "-o provinsi.xlsx");
}
