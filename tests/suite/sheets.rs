//! Damaged sheets: each case under `fixtures/sheets` says what was done to a form, and what must be
//! found, cell by cell.

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use kla::{AnswersFile, Edition, Lang, Regions, Source};
use kla_sheet::{Form, Imported, Known, SheetCode, import};
use kla_tests::fixtures::root;
use toml::{Table, Value};

use crate::sheet_edit::Parts;
use crate::support::{SHAPES, rules};

struct Case {
    name: String,
    folder: PathBuf,
    description: Table,
}

impl Case {
    fn said(&self, key: &str) -> Option<&str> {
        self.description.get(key).and_then(Value::as_str)
    }

    fn list(&self, key: &str) -> Vec<String> {
        let found = self.description.get(key).and_then(Value::as_array);
        let found = found.map_or(&[][..], |list| list.as_slice());
        found.iter().map(|entry| entry.as_str().expect("a text").to_owned()).collect()
    }

    fn edition(&self) -> &'static Edition {
        match self.said("edition").unwrap_or(SHAPES) {
            SHAPES => &rules(SHAPES).edition,
            bundled => Edition::bundled(bundled).expect("a bundled edition"),
        }
    }

    /// The form before anything happened to it.
    fn base(&self, use_form: impl FnOnce(Form<'_>) -> Vec<u8>) -> Vec<u8> {
        let edition = self.edition();
        let head = format!(
            "format = 1\nedition = \"{}\"\nregion = \"16.10\"\nyear = 2024\nstage = \"mandiri\"\n",
            edition.id()
        );
        let text = head + self.said("answers").unwrap_or_default();
        let file = AnswersFile::parse(Source::new(&self.name, text));
        let answers = file.check(edition, Some(Regions::bundled()));
        let answers = answers.unwrap_or_else(|rejected| panic!("{}: {rejected}", self.name));
        use_form(Form::filled(&answers))
    }

    fn bytes(&self) -> Vec<u8> {
        let workbook = || self.base(|form| form.to_xlsx().expect("a form"));
        if let Some(text) = self.said("csv") {
            return text.as_bytes().to_vec();
        }
        if let Some(input) = self.said("input") {
            return made(input, workbook());
        }
        if self.said("as") == Some("csv") {
            let text = self.base(|form| form.to_csv().into_bytes());
            let mut text = String::from_utf8(text).expect("UTF-8");
            for change in
                self.description.get("replace").and_then(Value::as_array).into_iter().flatten()
            {
                let (from, to) =
                    (change[0].as_str().expect("from"), change[1].as_str().expect("to"));
                assert!(text.contains(from), "{}: there is no `{from}` in\n{text}", self.name);
                text = text.replace(from, to);
            }
            return text.into_bytes();
        }
        let mut parts = Parts::of(&workbook());
        for edit in self.description.get("edit").and_then(Value::as_array).into_iter().flatten() {
            parts.edit(edit.as_table().expect("an edit is a table"));
        }
        parts.write()
    }

    fn found(&self) -> Imported<'static> {
        let known = self.description.get("known").and_then(Value::as_table);
        let word = |key: &str| known.and_then(|known| known.get(key)).and_then(Value::as_str);
        let year = known.and_then(|known| known.get("year")).and_then(Value::as_integer);
        let known = Known {
            edition: word("edition"),
            region: word("region"),
            year: year.map(|year| u16::try_from(year).expect("a year")),
            stage: word("stage"),
        };
        let name = if self.said("as") == Some("csv") || self.said("csv").is_some() {
            "isian.csv"
        } else {
            "isian.xlsx"
        };
        let bytes = self.bytes();
        let mut editions: Vec<&Edition> =
            Edition::bundled_ids().into_iter().filter_map(Edition::bundled).collect();
        editions.push(&rules(SHAPES).edition);
        import(name, &bytes, &editions, known)
    }
}

/// Inputs that no repository should hold.
fn made(input: &str, form: Vec<u8>) -> Vec<u8> {
    let with = |name: &str, content: &[u8]| {
        let mut writer = zip::ZipWriter::new_append(Cursor::new(form.clone())).expect("an archive");
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(content).expect("a part");
        writer.finish().expect("an archive").into_inner()
    };
    let sheet = |rows: &str| {
        let content = format!(
            "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
        );
        replaced(&form, "xl/worksheets/sheet2.xml", content.as_bytes())
    };
    match input {
        "empty" => Vec::new(),
        "truncated" => form[..form.len() / 2].to_vec(),
        "old" => [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 2000]].concat(),
        "locked" => {
            let name: Vec<u8> =
                "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 500], &name, &[0; 500]]
                .concat()
        }
        "macros" => with("xl/vbaProject.bin", b"not run"),
        "picture" => vec![0x89, b'P', b'N', b'G', 0, 1, 2, 3],
        "latin-1" => b"Kode;Jawaban;Nilai\r\n4.P1;caf\xE9;1\r\n".to_vec(),
        "utf-16" => "\u{FEFF}Kode\tNilai".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "bomb" => with("xl/worksheets/sheet99.xml", &vec![b' '; 100 * 1024 * 1024]),
        "not-xml" => replaced(
            &form,
            "xl/worksheets/sheet2.xml",
            b"<worksheet><sheetData><row><c r=\"A1\"><v>1</x>",
        ),
        "million-rows" => {
            let rows: String = (1..=1_000_000).map(|row| format!("<row r=\"{row}\"/>")).collect();
            sheet(&rows)
        }
        "far-cell" => sheet("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"),
        "open-document" => {
            let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
            for name in ["mimetype", "content.xml"] {
                writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
            }
            writer.finish().expect("an archive").into_inner()
        }
        other => panic!("what is `{other}`?"),
    }
}

/// An archive with one part replaced.
fn replaced(form: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(form)).expect("an archive");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).expect("a part");
        if part.name().expect("a name") != name {
            writer.raw_copy_file(part).expect("a part");
        }
    }
    writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
    writer.write_all(content).expect("a part");
    writer.finish().expect("an archive").into_inner()
}

fn cases() -> Vec<Case> {
    let folder = root().join("fixtures/sheets");
    let mut cases: Vec<Case> = fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.is_dir())
        .map(|folder| {
            let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(folder.join("case.toml"));
            let text = text.unwrap_or_else(|error| panic!("{name}: {error}"));
            let description = text.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
            Case { name, folder, description }
        })
        .collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

fn rendered(found: &Imported<'_>) -> String {
    let said = |lang| found.findings.iter().map(|finding| finding.render(lang)).collect::<String>();
    format!("# Indonesia\n\n{}\n# English\n\n{}", said(Lang::Id), said(Lang::En))
}

/// Codes and cells stand in `case.toml`, which nothing writes; `expected.txt` remembers the wording, and
/// `KLA_BLESS=1` writes it anew.
#[test]
fn every_damaged_sheet_is_told_cell_by_cell() {
    let mut wrong = Vec::new();
    for case in cases() {
        let found = case.found();
        let read = rendered(&found);
        let codes: Vec<String> = found
            .findings
            .iter()
            .map(|finding| match &finding.place {
                Some(place) => format!("{} {place}", finding.code.name()),
                None => finding.code.name().to_owned(),
            })
            .collect();
        if codes != case.list("finds") {
            wrong.push(format!(
                "{}: expected {:#?}\nfound {codes:#?}\n{read}",
                case.name,
                case.list("finds")
            ));
            continue;
        }
        let partial = case.description.get("partial").and_then(Value::as_bool).unwrap_or(false);
        if found.is_partial() != partial {
            wrong.push(format!("{}: is it partial? {}", case.name, found.is_partial()));
        }
        let text = found.to_toml().unwrap_or_default();
        for kept in case.list("kept") {
            if !text.contains(&kept) {
                wrong.push(format!("{}: `{kept}` is not in\n{text}", case.name));
            }
        }
        for lost in case.list("lost") {
            if text.contains(&lost) {
                wrong.push(format!("{}: `{lost}` is in\n{text}", case.name));
            }
        }
        if partial && !text.is_empty() && !text.starts_with("# SEBAGIAN") {
            wrong.push(format!("{}: the text does not say that it is a part", case.name));
        }
        let kept = case.folder.join("expected.txt");
        if std::env::var_os("KLA_BLESS").is_some() {
            fs::write(&kept, read).expect("the wording can be written");
        } else if fs::read_to_string(&kept).ok().as_deref() != Some(&read) {
            wrong.push(format!(
                "{}: reads otherwise now; KLA_BLESS=1 writes it:\n{read}",
                case.name
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn there_are_many_cases_and_each_says_what_it_is() {
    const KEYS: [&str; 15] = [
        "title", "what", "edition", "answers", "as", "csv", "input", "replace", "edit", "known",
        "finds", "partial", "kept", "lost", "slow",
    ];
    let cases = cases();
    assert!(cases.len() >= 40, "{}", cases.len());
    for case in &cases {
        assert!(case.said("title").is_some_and(|title| !title.is_empty()), "{}", case.name);
        let unknown: Vec<&String> =
            case.description.keys().filter(|key| !KEYS.contains(&key.as_str())).collect();
        assert!(unknown.is_empty(), "{}: what is {unknown:?}?", case.name);
    }
}

#[test]
fn every_code_has_a_case() {
    let finds: Vec<String> = cases().iter().flat_map(|case| case.list("finds")).collect();
    let shown =
        |code: &SheetCode| finds.iter().any(|find| find.split(' ').next() == Some(code.name()));
    let missing: Vec<&str> =
        SheetCode::ALL.iter().filter(|code| !shown(code)).map(|code| code.name()).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

/// Hostile files end soon, also without optimisation.
#[test]
fn hostile_workbooks_end_soon() {
    let edition = &rules(SHAPES).edition;
    let region = Regions::bundled().get("16.10").expect("it is there");
    let form = Form::blank(edition).region(region).to_xlsx().expect("a form");
    for input in ["bomb", "million-rows", "far-cell"] {
        let bytes = made(input, form.clone());
        let start = Instant::now();
        let found = import("isian.xlsx", &bytes, &[edition], Known::default());
        assert!(!found.findings.is_empty(), "{input}");
        assert!(start.elapsed() < Duration::from_secs(60), "{input}: {:?}", start.elapsed());
    }
}
