//! `kla score --batch`: streams of regions.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io;

use kla::ResultFile;
use kla_cli::{Colour, Exit, Streams};
use kla_tests::fixtures::root;
use kla_tests::generate::answers;
use proptest::collection::vec;
use proptest::prelude::*;
use toml::{Table, Value};

use crate::program::kla;
use crate::run::{Folder, Run, run};
use crate::support::{SHAPES, every_rules, for_all};

fn batch(arguments: &[&str], input: &[u8]) -> Run {
    run(["score", "--batch"].iter().chain(arguments), input)
}

/// Rows of the table, without the titles.
fn rows(run: &Run) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_reader(run.output.as_bytes());
    reader.records().map(|row| row.expect("every row has all columns")).collect()
}

/// What stands in a column of a row.
fn column<'r>(run: &Run, row: &'r csv::StringRecord, title: &str) -> &'r str {
    let titles = run.output.lines().next().expect("titles");
    let at = titles.split(',').position(|known| known == title);
    &row[at.unwrap_or_else(|| panic!("no column {title}"))]
}

fn input(name: &str) -> Vec<u8> {
    std::fs::read(root().join("fixtures/batch").join(name)).expect("the input is there")
}

fn path(name: &str) -> String {
    root().join("fixtures/batch").join(name).to_string_lossy().into_owned()
}

/// Where the figures of an expected table come from.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Sums {
    /// They were added up by hand.
    ByHand,
    /// They are a memory of what was written.
    Remembered,
}

/// What an input gives, compared byte for byte with what stands beside it. Tables of sums that were done by
/// hand are never blessed.
fn check(name: &str, exit: Exit, sums: Sums) {
    let input = input(name);
    let table = batch(&["-"], &input);
    let json = batch(&["-", "--format", "json"], &input);
    let english = batch(&["-", "--lang", "en"], &input);
    assert_eq!((table.exit, json.exit), (exit, exit), "{}", table.messages);
    let said = format!("# Indonesia\n\n{}\n# English\n\n{}", table.messages, english.messages);
    assert_eq!(table.messages, json.messages);
    for (form, found, blessable) in [
        ("csv", table.output, sums == Sums::Remembered),
        ("ndjson", json.output, true),
        ("txt", said, true),
    ] {
        let kept = root().join("fixtures/batch").join(format!("{name}.expected.{form}"));
        if blessable && std::env::var_os("KLA_BLESS").is_some() {
            std::fs::write(&kept, found).expect("it can be written");
        } else {
            let expected = std::fs::read_to_string(&kept).unwrap_or_default();
            assert!(expected == found, "{}: expected\n{expected}\nfound\n{found}", kept.display());
        }
    }
}

#[test]
fn a_nation_as_excel_saves_it() {
    check("nation.csv", Exit::Done, Sums::ByHand);
}

#[test]
fn a_nation_as_json_lines() {
    check("nation.ndjson", Exit::Done, Sums::ByHand);
}

#[test]
fn damaged_rows_are_told_and_the_rest_is_scored() {
    check("damaged.csv", Exit::Unusable, Sums::Remembered);
}

#[test]
fn damaged_lines_are_told_and_the_rest_is_scored() {
    check("damaged.ndjson", Exit::Unusable, Sums::Remembered);
}

#[test]
fn wrong_titles_are_told_all_at_once_and_nothing_is_scored() {
    check("titles.csv", Exit::Unusable, Sums::Remembered);
}

/// A value on one line, as TOML.
fn inline(value: &Value) -> String {
    match value {
        Value::Table(table) => {
            let pairs: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{} = {}", Value::from(key.as_str()), inline(value)))
                .collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        plain => plain.to_string(),
    }
}

/// An answer as people write it into a cell.
fn cell(answer: &Value) -> String {
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let Value::Table(table) = answer else { return word(answer) };
    let pairs: Vec<(&str, &Value)> =
        table.iter().map(|(key, value)| (key.as_str(), value)).collect();
    match *pairs {
        [("state" | "level", text)] => word(text),
        [("percent", percent)] => format!("{} %", word(percent)),
        [("count", count), ("of", of)] | [("of", of), ("yes", count)] => {
            format!("{}/{}", word(count), word(of))
        }
        [("items", Value::Array(items))] if items.is_empty() => "Tidak satu pun".to_owned(),
        [("items", Value::Array(items))] => items.iter().map(word).collect::<Vec<_>>().join("; "),
        _ => inline(answer),
    }
}

/// The cells of a region, by column.
fn cells(file: &Table) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    for (key, value) in file.iter().filter(|(key, _)| *key != "format") {
        match (key.as_str(), value) {
            ("answers", Value::Table(rows)) => {
                for (row, answers) in rows {
                    for (number, answer) in answers.as_table().expect("answers of a row") {
                        cells.push((format!("{row}.{number}"), cell(answer)));
                    }
                }
            }
            ("declared", Value::Table(figures)) => {
                let figures = figures.iter();
                cells
                    .extend(figures.map(|(key, figure)| (format!("declared.{key}"), cell(figure))));
            }
            (_, Value::Table(figures)) => {
                cells.extend(figures.iter().map(|(key, figure)| (key.clone(), cell(figure))));
            }
            (key, value) => cells.push((key.to_owned(), cell(value))),
        }
    }
    cells
}

fn table(files: &[Table], separator: char) -> String {
    let regions: Vec<Vec<(String, String)>> = files.iter().map(cells).collect();
    let mut titles: Vec<&str> = Vec::new();
    for (title, _) in regions.iter().flatten() {
        if !titles.contains(&title.as_str()) {
            titles.push(title);
        }
    }
    let mut text = titles.join(&separator.to_string()) + "\n";
    for region in &regions {
        let of = |title: &&str| {
            let cell = region.iter().find(|(known, _)| known == title).map_or("", |(_, cell)| cell);
            let special = cell.contains([separator, '"']);
            if special { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
        };
        let cells: Vec<String> = titles.iter().map(of).collect();
        let _ = writeln!(text, "{}", cells.join(&separator.to_string()));
    }
    text
}

/// Through either stream a region has the result that it has alone, to the last byte, and the table has
/// its figures.
#[test]
fn a_stream_says_what_each_region_says_alone() {
    const CASES: u32 = 12;
    for rules in every_rules() {
        let own = root().join("fixtures/shapes/edition");
        let own = own.to_str().expect("a path in UTF-8");
        let own: &[&str] = if rules.name == SHAPES { &["--rules", own] } else { &[] };
        for_all(CASES, &vec(answers(&rules.files), 1..5), |texts| {
            let files: Vec<Table> = texts
                .iter()
                .map(|text| {
                    let mut file: Table = text.parse().expect("TOML");
                    if let Some(Value::Table(declared)) = file.get_mut("declared") {
                        declared.retain(|key, _| ["total", "category"].contains(&key));
                    }
                    file
                })
                .collect();
            let alone: Vec<ResultFile> = files
                .iter()
                .map(|file| {
                    let run = run(
                        ["score", "-", "--format", "json"].iter().chain(own),
                        file.to_string().as_bytes(),
                    );
                    serde_json::from_str(&run.output).unwrap_or_else(|_| panic!("{}", run.messages))
                })
                .collect();
            let expected: String = alone.iter().map(ResultFile::to_json_line).collect();
            let lines: Vec<String> =
                files.iter().map(|file| serde_json::to_string(file).expect("JSON")).collect();
            for (input, first) in [
                (lines.join("\n"), 1),
                (table(&files, ';'), 2),
                (table(&files, ',').replace('\n', "\r\n"), 2),
            ] {
                let arguments: Vec<&str> =
                    own.iter().copied().chain(["-", "--format", "json"]).collect();
                let json = batch(&arguments, input.as_bytes());
                prop_assert_eq!(&json.output, &expected, "{}\n{}", input, json.messages);
                let arguments: Vec<&str> = own.iter().copied().chain(["-"]).collect();
                let run = batch(&arguments, input.as_bytes());
                prop_assert_eq!(rows(&run).len(), alone.len());
                for ((row, result), line) in rows(&run).iter().zip(&alone).zip(first..) {
                    let of = |title| column(&run, row, title);
                    prop_assert_eq!(of("line"), line.to_string());
                    prop_assert_eq!(of("total"), &result.total.points);
                    prop_assert_eq!(of("maximum"), &result.total.maximum);
                    let category = result.category.as_ref();
                    prop_assert_eq!(of("category"), category.map_or("", |category| &category.id));
                    let between = category.is_some_and(|category| category.between).to_string();
                    prop_assert_eq!(of("between"), between);
                    let next = result.next.as_ref();
                    prop_assert_eq!(of("next"), next.map_or("", |next| &next.id));
                    prop_assert_eq!(of("gap"), next.map_or("", |next| &next.gap));
                    for block in &result.blocks {
                        prop_assert_eq!(of(&block.id), &block.points);
                    }
                    prop_assert_eq!(of("answered"), &result.completeness.questions);
                    prop_assert_eq!(of("questions"), &result.completeness.of);
                    prop_assert_eq!(of("covered"), &result.completeness.points);
                    for remark in result.remarks.iter().filter(|it| it.code != "edition-note") {
                        prop_assert!(of("remarks").split(' ').any(|code| code == remark.code));
                    }
                }
            }
            Ok(())
        });
    }
}

/// Many lines, each with points of its own; every 97th is wrong and every 50th is blank.
fn many(lines: usize) -> String {
    let mut text = String::from("edition,region,klaster-1\n");
    for number in 0..lines {
        let _ = match number {
            _ if number % 97 == 5 => writeln!(text, "2023,62.71,1000"),
            _ if number % 50 == 7 => writeln!(text),
            _ => writeln!(text, "2023,62.71,\"{},{:04}\"", number / 10_000, number % 10_000),
        };
    }
    text
}

#[test]
fn order_is_kept_over_many_chunks_and_by_any_number_of_threads() {
    const LINES: usize = 5000;
    let text = many(LINES);
    let arguments = ["-", "--year", "2024", "--stage", "mandiri"];
    let runs: Vec<Run> = [1, 7]
        .into_iter()
        .map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.expect("threads").install(|| batch(&arguments, text.as_bytes()))
        })
        .collect();
    assert_eq!(runs[0].output, runs[1].output);
    assert_eq!(runs[0].messages, runs[1].messages);
    let (mut found, mut refused) = (rows(&runs[0]).into_iter(), 0);
    for number in (0..LINES).filter(|number| number % 97 == 5 || number % 50 != 7) {
        let row = found.next().expect("a row for every line that is not blank");
        assert_eq!(column(&runs[0], &row, "line"), (number + 2).to_string());
        let points = column(&runs[0], &row, "klaster-1");
        if number % 97 == 5 {
            refused += 1;
            assert_eq!((points, column(&runs[0], &row, "code")), ("", "points-above-maximum"));
        } else {
            let expected = format!("{}.{:04}", number / 10_000, number % 10_000);
            assert_eq!(points, expected.trim_end_matches('0').trim_end_matches('.'));
        }
    }
    assert!(found.next().is_none());
    assert_eq!(runs[0].exit, Exit::Unusable);
    let said = &runs[0].messages;
    assert_eq!(said.matches("points-above-maximum").count(), 20, "{said}");
    assert!(said.contains(&format!("… dan {} temuan lain", refused - 20)), "{said}");
    assert!(said.ends_with(&format!("dinilai, {refused} ditolak\n")), "{said}");
}

#[test]
fn a_huge_line_is_refused_and_the_next_one_scored() {
    let good = String::from_utf8(input("nation.ndjson")).expect("text");
    let good = good.lines().next().expect("a line");
    let text = format!("{good}\n{{\"notes\":[\"{}\"]}}\n{good}\n", "é".repeat(20 * 1024 * 1024));
    let run = batch(&["-"], text.as_bytes());
    let found = rows(&run);
    let codes: Vec<&str> = found.iter().map(|row| column(&run, row, "code")).collect();
    assert_eq!(codes, ["", "file-too-large", ""]);
    assert_eq!(column(&run, &found[2], "line"), "3");
}

/// The beginning of a row is another row: blanks hide a number, and cells that are too many.
#[test]
fn a_row_that_was_cut_is_not_scored() {
    let blanks = " ".repeat(34 << 20);
    let head = "region;edition;year;stage;klaster-1\n";
    let row = |region: &str, cell: &str| format!("{region};2023;2024;mandiri;{cell}\n");
    let text = [
        head,
        &row("62.71", &format!("1{blanks}5;junk;junk")),
        &row("32.73", &format!("{blanks}15")),
        &row("11.71", "2"),
        &blanks,
    ]
    .concat();
    let run = batch(&["-"], text.as_bytes());
    let found = rows(&run);
    let codes: Vec<(&str, &str)> =
        found.iter().map(|row| (column(&run, row, "line"), column(&run, row, "code"))).collect();
    let long = "file-too-large";
    assert_eq!(codes, [("2", long), ("3", long), ("4", ""), ("5", long)]);
    assert_eq!(column(&run, &found[2], "total"), "2");
    let titles = batch(&["-"], format!("region;{blanks}\n{}", row("11.71", "2")).as_bytes());
    assert_eq!((titles.exit, titles.output.as_str()), (Exit::Unusable, ""));
    assert!(titles.messages.contains(long), "{}", titles.messages);
}

#[test]
fn one_damaged_line_does_not_make_titles_of_objects() {
    let good = String::from_utf8(input("nation.ndjson")).expect("text");
    for first in ["null", "oops", "[{}]", "\u{feff}\u{feff}{}"] {
        let run = batch(&["-"], format!("{first}\n{good}").as_bytes());
        let codes: Vec<bool> =
            rows(&run).iter().map(|row| column(&run, row, "code").is_empty()).collect();
        assert_eq!(codes, [false, true, true, true, true, true], "{first}: {}", run.messages);
    }
}

#[test]
fn a_stream_of_nothing_is_no_mistake() {
    for (text, lines) in [("", 1), ("\n\n", 1), ("edition;region;year;stage;4.P1\r\n", 1)] {
        let run = batch(&["-"], text.as_bytes());
        assert_eq!((run.exit, run.output.lines().count()), (Exit::Done, lines), "{text:?}");
        assert_eq!(run.messages, "0 wilayah dibaca, 0 dinilai, 0 ditolak\n");
        assert_eq!(batch(&["-", "--format", "json"], text.as_bytes()).output, "");
    }
}

#[test]
fn the_options_fill_in_what_lines_leave_out_and_nothing_else() {
    let given = ["-", "--edition", "2023", "--year", "2024", "--stage", "mandiri"];
    let text = "sep=;\nregion;year;klaster-1\n62.71;;1,5\n62.71;2025;1,5\n";
    let run = batch(&given, text.as_bytes());
    let found = rows(&run);
    let years: Vec<&str> = found.iter().map(|row| column(&run, row, "year")).collect();
    assert_eq!((years, run.exit), (vec!["2024", "2025"], Exit::Done), "{}", run.messages);
    let other = "edition,region,klaster-1\n2022,62.71,1\n";
    let run = batch(&given, other.as_bytes());
    assert_eq!(column(&run, &rows(&run)[0], "code"), "edition-mismatch");
    let json = "{\"format\":1,\"region\":\"62.71\",\"blocks\":{\"klaster-1\":\"1.5\"}}";
    assert_eq!(batch(&given, json.as_bytes()).exit, Exit::Done);
}

#[test]
fn several_files_have_a_column_for_their_name() {
    let file = "fixtures/batch/nation.csv";
    let run = kla(&["score", "--batch", file, "fixtures/batch/nation.ndjson"], "");
    let found = rows(&run);
    let ends: Vec<bool> =
        found.iter().map(|row| column(&run, row, "file").ends_with("nation.csv")).collect();
    assert_eq!(ends, [[true; 5], [false; 5]].concat());
}

#[test]
fn a_file_takes_its_name_only_once_it_is_whole() {
    let folder = Folder::new("batch");
    let output = folder.file("nilai.csv");
    let run = batch(&["-", "-o", &output], &input("titles.csv"));
    assert_eq!((run.exit, run.output.as_str()), (Exit::Unusable, ""));
    assert_eq!(std::fs::read_dir(&folder.0).expect("a folder").count(), 0);
    folder.write("nilai.csv", "lama");
    let run = batch(&["-", "-o", &output], &input("nation.csv"));
    assert_eq!((run.exit, run.output.as_str()), (Exit::Done, ""), "{}", run.messages);
    assert_eq!(std::fs::read(&output).expect("it is there"), input("nation.csv.expected.csv"));
    assert_eq!(std::fs::read_dir(&folder.0).expect("a folder").count(), 1);
    let nowhere = batch(&["-", "-o", "/no/such/folder/nilai.csv"], &input("nation.csv"));
    assert_eq!(nowhere.exit, Exit::Unwritable);
    // A stream that could not be read is missing: the older file is worth more.
    let whole = std::fs::read(&output).expect("it is there");
    for missing in [folder.file("tiada.csv"), path("titles.csv")] {
        let run = batch(&["-", &missing, "-o", &output], &input("damaged.csv"));
        assert_eq!(run.exit, Exit::Unusable);
        assert!(run.messages.contains("nilai.csv` tidak ditulis"), "{}", run.messages);
        assert_eq!(std::fs::read(&output).expect("it is there"), whole);
    }
    assert_eq!(std::fs::read_dir(&folder.0).expect("a folder").count(), 1);
    // Rows that were refused are told in the file itself.
    let run = batch(&["-", "-o", &output], &input("damaged.csv"));
    assert_eq!(run.exit, Exit::Unusable);
    assert_eq!(std::fs::read(&output).expect("written"), input("damaged.csv.expected.csv"));
}

#[cfg(unix)]
#[test]
fn a_link_keeps_pointing_to_its_file_even_to_one_that_is_yet_to_be() {
    let folder = Folder::new("batch-link");
    let (link, file) = (folder.file("tautan.csv"), folder.file("nilai.csv"));
    std::os::unix::fs::symlink("nilai.csv", &link).expect("a link");
    for _ in 0..2 {
        assert_eq!(batch(&["-", "-o", &link], &input("nation.csv")).exit, Exit::Done);
        assert!(std::fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(std::fs::read(&file).expect("written"), input("nation.csv.expected.csv"));
    }
}

#[test]
fn what_a_batch_has_no_use_for_is_wrong_use() {
    for (arguments, said) in [
        (&["--format", "html"][..], "--format csv atau --format json"),
        (&["--set", "4.P1=1"], "--set berlaku untuk satu wilayah"),
        (&["--scenarios", "a.toml"], "--scenarios berlaku untuk satu wilayah"),
        (&["--templates", "folder"], "--templates berlaku untuk satu wilayah"),
        (&["--stage", "mandri"], "tahap `mandri` tidak ada"),
        (&["--edition", "1999"], "edisi `1999` tidak ada"),
        (&["-", "-"], "hanya dapat dibaca sekali"),
    ] {
        let run = batch(arguments, b"");
        assert_eq!((run.exit, run.output.as_str()), (Exit::Usage, ""), "{arguments:?}");
        assert!(run.messages.contains(said), "{arguments:?}: {}", run.messages);
    }
    for arguments in [&["--format", "csv"][..], &["--year", "2024"], &["--stage", "mandiri"]] {
        let run = run(["score", "-"].iter().chain(arguments), b"");
        assert_eq!((run.exit, run.output.as_str()), (Exit::Usage, ""), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    struct Closed;
    impl io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let ended = |text: &[u8]| {
        let (mut input, mut messages) = (text, Vec::new());
        let exit = kla_cli::run(
            ["kla", "score", "--batch"].map(OsString::from),
            &mut Streams {
                input: &mut input,
                output: &mut Closed,
                messages: &mut messages,
                colour: Colour::Plain,
                rules: None,
            },
        );
        (exit, String::from_utf8(messages).expect("UTF-8"))
    };
    assert_eq!(ended(&input("nation.csv")), (Exit::Done, String::new()));
    // What was refused until then is told all the same.
    let (exit, messages) = ended(&input("damaged.csv"));
    assert_eq!(exit, Exit::Unusable);
    assert!(messages.contains("broken-row") && !messages.contains("ditolak"), "{messages}");
}
