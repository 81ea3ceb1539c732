//! Whatever the bytes, they end in a message or in a score: never in a panic, and never not at all.
//!
//! The same doors are open to a fuzzer in `crates/kla/fuzz`; here a bounded run, the same on every
//! machine, knocks at them with every seed, every rule file and every fixture, changed in many ways.

#[path = "../../crates/kla/fuzz/src/lib.rs"]
mod doors;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use kla::{AnswersFile, Edition, Source};
use kla_tests::fixtures::root;

/// A way in for bytes.
type Door = fn(&[u8]);

const DOORS: [(&str, Door); 3] =
    [("answers", doors::answers), ("edition", doors::edition), ("overlay", doors::overlay)];

/// How many changed forms of a seed and of a fixture are tried.
const FORMS_OF_A_SEED: u64 = 48;
const FORMS_OF_A_FIXTURE: u64 = 6;

/// A file, and the door it is meant for.
struct Text {
    name: String,
    door: Door,
    bytes: Vec<u8>,
}

fn seeds() -> Vec<Text> {
    let folder = root().join("crates/kla/fuzz/corpus-seeds");
    let of = |(name, door): (&str, Door)| {
        let files = files(&folder.join(name)).into_iter();
        files.map(move |path| Text::read(&path, door)).collect::<Vec<_>>()
    };
    DOORS.into_iter().flat_map(of).collect()
}

/// Every TOML file among rules and fixtures, behind the door that its name suggests.
fn fixtures() -> Vec<Text> {
    let folders = ["fixtures", "rules"].map(|folder| files(&root().join(folder)));
    let tomls = folders.into_iter().flatten().filter(|path| {
        path.extension().is_some_and(|extension| extension == "toml")
            && !path.ends_with("case.toml")
    });
    tomls
        .map(|path| {
            let door = match path.file_name().and_then(|name| name.to_str()) {
                Some("overlay.toml") => doors::overlay,
                Some(name) if name.starts_with("answers") => doors::answers,
                _ if path.to_string_lossy().contains("stages") => doors::answers,
                _ => doors::edition as Door,
            };
            Text::read(&path, door)
        })
        .collect()
}

impl Text {
    fn read(path: &Path, door: Door) -> Text {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Text { name: path.display().to_string(), door, bytes }
    }
}

/// Every file below a folder, in the order of the paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    paths
        .into_iter()
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

/// Whether bytes come to an end behind a door.
fn ends(door: Door, bytes: &[u8]) -> bool {
    catch_unwind(|| door(bytes)).is_ok()
}

fn expect_none(panicked: &[String]) {
    assert!(panicked.is_empty(), "the library panicked on\n{}", panicked.join("\n"));
}

// Seeds and fixtures

#[test]
fn every_seed_ends_behind_every_door() {
    let mut panicked = Vec::new();
    let seeds = seeds();
    assert!(seeds.len() >= 30, "only {} seeds", seeds.len());
    for seed in seeds {
        for (name, door) in DOORS {
            if !ends(door, &seed.bytes) {
                panicked.push(format!("{} as {name}", seed.name));
            }
        }
    }
    expect_none(&panicked);
}

#[test]
fn every_changed_seed_ends() {
    expect_none(&changed(&seeds(), FORMS_OF_A_SEED));
}

#[test]
fn every_changed_fixture_ends() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 100, "only {} files", fixtures.len());
    expect_none(&changed(&fixtures, FORMS_OF_A_FIXTURE));
}

/// The forms of some texts on which the library panics. A form depends on nothing but the text's place
/// in the list and its own number.
fn changed(texts: &[Text], forms: u64) -> Vec<String> {
    let mut panicked = Vec::new();
    for (place, text) in (0_u64..).zip(texts) {
        for form in 0..forms {
            let mut dice = Dice::new(place * 1000 + form);
            let other = &texts[dice.below(texts.len())].bytes;
            let mut bytes = text.bytes.clone();
            for _ in 0..=dice.below(4) {
                change(&mut bytes, other, &mut dice);
            }
            if !ends(text.door, &bytes) {
                panicked.push(format!(
                    "{}, form {form}:\n{}",
                    text.name,
                    String::from_utf8_lossy(&bytes)
                ));
            }
        }
    }
    panicked
}

/// What people and programs get wrong, and what breaks readers.
const PIECES: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "#",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\\",
    "\\u",
    "\u{feff}",
    "\u{0}",
    "\u{1f600}",
    "\u{202e}",
    "\u{663}",
    "−",
    "\"\"",
    "\"1.000\"",
    "\"0\"",
    "\"-1\"",
    "\"−0,5\"",
    "0.1",
    "1e999",
    "nan",
    "-inf",
    "0x10",
    "1_0",
    "99999999999999999999",
    "\"999999999.999999\"",
    "\"6271012345678901\"",
    "\"000000001\"",
    "true",
    "1979-05-27",
    "null",
    "[]",
    "{}",
    "\"total\"",
    "\"tidak-berlaku\"",
    "\"nol\"",
    "\"unknown\"",
    "\"leaves\"",
    "\"granted\"",
    "\"linear\"",
    "\"change\"",
    "\"lower\"",
    "[[question]]\n",
    "[[indicator]]\n",
    "[[indicator.question]]\n",
    "[answers.\"4\"]\n",
    "[declared]\n",
    "remove = [\"4.P1\"]\n",
    "maximum = \"0\"\n",
    "points = \"10\"\n",
    "format = 1\n",
];

/// One small harm.
fn change(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let (start, end) = (dice.below(bytes.len() + 1), dice.below(bytes.len() + 1));
    let (start, end) = (start.min(end), start.max(end));
    let near = end.min(start + dice.below(40));
    match dice.below(8) {
        0 => bytes.truncate(start),
        1 => drop(bytes.drain(start..near)),
        2 => drop(bytes.splice(start..start, bytes[start..near].to_vec())),
        3 => drop(bytes.splice(start..near, other.iter().copied().skip(start).take(60))),
        4 => bytes.iter_mut().skip(start).take(1).for_each(|byte| *byte ^= 1 << dice.below(8)),
        5 => {
            // Two lines change places.
            let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            let (one, two) = (dice.below(lines.len().max(1)), dice.below(lines.len().max(1)));
            if !lines.is_empty() {
                lines.swap(one, two);
            }
            *bytes = lines.concat();
        }
        6 => {
            // The value of a line becomes another.
            let from =
                bytes[start..].windows(2).position(|pair| pair == b"= ").map(|at| start + at + 2);
            if let Some(from) = from {
                let rest = &bytes[from..];
                let to =
                    rest.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| from + at);
                bytes.splice(from..to, dice.piece().bytes());
            }
        }
        _ => drop(bytes.splice(start..start, dice.piece().bytes())),
    }
}

/// Numbers that look random and are the same in every run (xorshift64*).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(drawn).expect("31 bits") % most.max(1)
    }

    fn piece(&mut self) -> &'static str {
        PIECES[self.below(PIECES.len())]
    }
}

// Far too much

/// A build without optimisation is some twenty times slower and gets as much less.
const LESS: usize = if cfg!(debug_assertions) { 20 } else { 1 };
const MANY: usize = 100_000 / LESS;
const MEGABYTE: usize = 1_000_000 / LESS;

const ANSWERS: &str =
    "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n";
const TEACHING: &str =
    "format = 1\nedition = \"belajar\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n";
const OVERLAY: &str = "format = 1\nid = \"o\"\nrefines = \"2023\"\nname = \"O\"\n";
const CITED: &str = "source = \"karangan\"\nconfidence = \"inferred\"\n";

/// A block with one row, up to where its questions follow.
fn block() -> String {
    let maximum = "maximum = \"10\"\n";
    format!(
        "format = 1\n[block]\nid = \"satu\"\nname = \"Satu\"\nshort = \"Satu\"\n{maximum}{CITED}\
         [[indicator]]\nid = \"1\"\nname = \"Baris\"\n{maximum}{CITED}"
    )
}

fn question(id: usize, maximum: &str, shape: &str) -> String {
    format!(
        "[[indicator.question]]\nid = \"P{id}\"\ntext = \"?\"\nmaximum = \"{maximum}\"\n{CITED}{shape}\n"
    )
}

const POINTS: &str = "shape = \"points\"\nsteps = { unknown = \"?\" }";

/// So many of something, one after the other.
fn many(number: usize, one: impl Fn(usize) -> String) -> String {
    (0..number).map(one).collect()
}

fn knock(door: Door, texts: impl IntoIterator<Item = (&'static str, String)>) {
    let panicked = texts.into_iter().filter(|(_, text)| !ends(door, text.as_bytes()));
    expect_none(&panicked.map(|(name, _)| name.to_owned()).collect::<Vec<_>>());
}

#[test]
fn nested_toml_without_end_ends() {
    let deep = |open: &str, close: &str| {
        let times = 10 * MEGABYTE / (open.len() + close.len());
        open.repeat(times) + "1" + &close.repeat(times)
    };
    knock(
        doors::answers,
        [
            ("lists", format!("{ANSWERS}notes = {}\n", deep("[", "]"))),
            ("tables", format!("{ANSWERS}blocks = {}\n", deep("{a=", "}"))),
            ("lists without end", format!("{ANSWERS}notes = {}", deep("[", ""))),
            ("dotted keys", format!("{ANSWERS}{} = 1\n", deep("a.", ""))),
            ("a header", format!("{ANSWERS}[{}]\n", deep("a.", ""))),
        ],
    );
}

#[test]
fn nested_json_without_end_ends() {
    let deep = |open: &str, close: &str| {
        let times = 10 * MEGABYTE / (open.len() + close.len());
        open.repeat(times) + "1" + &close.repeat(times)
    };
    knock(
        doors::answers,
        [
            ("objects", deep("{\"a\":", "}")),
            ("objects without end", deep("{\"a\":", "")),
            ("lists", format!("{{\"format\": 1, \"notes\": {}}}", deep("[", "]"))),
        ],
    );
}

#[test]
fn what_is_hardly_text_ends() {
    for (name, door) in DOORS {
        for bytes in [
            Vec::new(),
            vec![0xff; MEGABYTE],
            vec![0; MEGABYTE],
            "\u{feff}".repeat(MEGABYTE / 3).into(),
            format!("\u{feff}{ANSWERS}").replace('\n', "\r\n").into(),
            format!("{ANSWERS}{}", "# x\r\n".repeat(MANY)).into(),
            "\r".repeat(MEGABYTE).into(),
            format!("{ANSWERS}{}", "\r".repeat(MEGABYTE)).into(),
            "=".repeat(MEGABYTE).into(),
            ".\n".repeat(MEGABYTE / 2).into(),
            format!("{ANSWERS}{}", "a=1x\n".repeat(MANY)).into(),
            format!("#{}", "x".repeat(MEGABYTE)).into(),
            " ".repeat(MEGABYTE).into(),
            [ANSWERS.as_bytes(), b"notes = [\"\xc3\x28\"]\n"].concat(),
        ] {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(20)]).into_owned();
            assert!(ends(door, &bytes), "{name}: {} bytes, {head:?}…", bytes.len());
        }
    }
}

#[test]
fn endless_numbers_and_words_end() {
    let digits = "7".repeat(10_000);
    let long = "x".repeat(MEGABYTE);
    knock(
        doors::answers,
        [
            ("points in quotes", format!("{ANSWERS}[answers.4]\nP1 = \"{digits}\"\n")),
            ("points", format!("{ANSWERS}[answers.4]\nP1 = {digits}\n")),
            ("decimals", format!("{ANSWERS}[answers.4]\nP1 = \"0,{digits}\"\n")),
            ("a fraction", format!("{ANSWERS}[answers.4]\nP1 = 0.{digits}\n")),
            ("a negative", format!("{ANSWERS}[answers.4]\nP1 = \"-{digits}\"\n")),
            ("signs", format!("{ANSWERS}[answers.4]\nP1 = \"{}1\"\n", "-".repeat(2_000))),
            (
                "a count",
                format!("{ANSWERS}[answers.4]\nP1 = {{ count = {digits}, of = {digits} }}\n"),
            ),
            ("a year", ANSWERS.replace("2024", &digits)),
            ("a region", ANSWERS.replace("62.71", &digits)),
            ("a state", format!("{ANSWERS}[answers.4]\nP1 = \"{long}\"\n")),
            ("a stage", ANSWERS.replace("mandiri", &long)),
            ("a key", format!("{ANSWERS}{long} = 1\n")),
            ("a note on one line", format!("{ANSWERS}notes = [\"{long}\"]\n")),
            ("a name", format!("{ANSWERS}region_name = \"{long}\"\n")),
        ],
    );
    knock(
        doors::edition,
        [
            ("a maximum", block().replace("\"10\"", &format!("\"{digits}\""))),
            ("an id", block().replace("\"satu\"", &format!("\"{long}\""))),
            ("a shape", block() + &question(1, "10", &format!("shape = \"{long}\""))),
        ],
    );
}

#[test]
fn very_many_unknown_keys_end() {
    let keys = || many(MANY, |number| format!("klaster{number} = 1\n"));
    let members = many(MANY, |number| format!("\"k{number}\":1,"));
    knock(
        doors::answers,
        [
            ("keys", format!("{ANSWERS}{}", keys())),
            ("blocks", format!("{ANSWERS}[blocks]\n{}", keys())),
            ("indicators", format!("{ANSWERS}[indicators]\n{}", keys())),
            ("questions", format!("{ANSWERS}[answers.4]\n{}", keys())),
            ("members of JSON on one line", format!("{{{members}\"format\":1}}")),
            ("the same key", format!("{ANSWERS}{}", "notes = []\n".repeat(MANY))),
            ("lines that are no TOML", format!("{ANSWERS}{}", "= = [\n".repeat(MANY))),
        ],
    );
    knock(doors::edition, [("keys of a block", format!("{}{}", block(), keys()))]);
    knock(doors::overlay, [("keys of an overlay", format!("{OVERLAY}{}", keys()))]);
}

#[test]
fn huge_lists_end() {
    let list = |one: &str| vec![one; MANY].join(",");
    let evidence = |rest: &str| {
        many(MANY, |number| format!("[[evidence]]\nid = \"E{number}\"\ntitle = \"?\"\n{rest}"))
    };
    knock(
        doors::answers,
        [
            ("notes", format!("{ANSWERS}notes = [{}]\n", list("\"catatan\""))),
            ("no notes", format!("{ANSWERS}notes = [{}]\n", list("1"))),
            ("persons", format!("{ANSWERS}notes = [{}]\n", list("\"6271012345678901\""))),
            ("evidence", format!("{ANSWERS}{}", evidence(""))),
            ("ticks", format!("{TEACHING}[answers.1]\nP3 = {{ items = [{}] }}\n", list("\"sk\""))),
            (
                "units",
                format!(
                    "{TEACHING}[answers.2]\nP2 = {{ units = {{ {} }} }}\n",
                    many(MANY, |number| format!("k{number} = \"ya\", "))
                ),
            ),
        ],
    );
    let one = |shape: String| block() + &question(1, "10", &shape);
    knock(
        doors::edition,
        [
            (
                "ranges",
                one(format!(
                    "shape = \"count\"\nscale = \"steps\"\nthresholds = [{}]",
                    many(MANY, |at| format!(
                        "{{ from = \"{at}\", below = \"{}\", points = \"{at}\" }},",
                        at + 1
                    ))
                )),
            ),
            (
                "steps",
                one(format!(
                    "shape = \"points\"\nsteps = {{ values = [{}], {} }}",
                    many(MANY, |step| format!("\"{step}\",")),
                    CITED.trim().replace('\n', ", ")
                )),
            ),
            ("agencies", one(format!("{POINTS}\nagencies = [{}]", list("\"?\"")))),
            (
                "levels",
                one(format!(
                    "shape = \"ladder\"\nlevels = [{}]",
                    many(MANY, |at| format!(
                        "{{ id = \"l{at}\", text = \"?\", points = \"{at}\" }},"
                    ))
                )),
            ),
        ],
    );
    knock(
        doors::overlay,
        [("removed questions", format!("{OVERLAY}remove = [{}]\n", list("\"4.P1\"")))],
    );
}

#[test]
fn very_many_questions_in_one_block_are_read_and_scored() {
    let frame = Source::new("edition.toml", doors::frame("question"));
    // All of them together are worth 10.
    let maximum = if LESS == 1 { "0.0001" } else { "0.002" };
    let questions = many(MANY, |number| question(number, maximum, POINTS));
    let edition = Edition::parse(vec![frame, Source::new("satu.toml", block() + &questions)]);
    let edition = edition.unwrap_or_else(|rejected| panic!("{}", rejected.diagnostics().len()));
    assert_eq!(edition.questions().count(), MANY);
    let answers =
        TEACHING.replace("belajar", "karangan") + &format!("[answers.1]\nP0 = \"{maximum}\"\n");
    let answers = AnswersFile::parse(Source::new("answers.toml", answers)).check(&edition, None);
    let answers = answers.unwrap_or_else(|rejected| panic!("{rejected}"));
    assert_eq!(kla::score(&answers).total().to_string(), maximum);
}

#[test]
fn very_many_questions_that_are_wrong_end() {
    knock(
        doors::edition,
        [
            ("too much together", block() + &many(MANY, |number| question(number, "1", POINTS))),
            ("the same id", block() + &question(1, "1", POINTS).repeat(MANY)),
            ("nothing in them", block() + &"[[indicator.question]]\n".repeat(MANY)),
        ],
    );
}
