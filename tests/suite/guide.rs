//! The tutorial `rules/GUIDE.md`: its examples are the files of `fixtures/guide/`, its commands print
//! what it shows, and its sums come out.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;

use kla::{Edition, QuestionScore, Source};
use kla_cli::Exit;
use kla_tests::fixtures::root;

use crate::run::run;

use crate::support::with_card;

const FOLDER: &str = "fixtures/guide/";

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn guide() -> String {
    text("rules/GUIDE.md")
}

/// A fenced block: its language, its text, and the last line before it that is not empty.
struct Fence<'g> {
    language: &'g str,
    text: &'g str,
    before: &'g str,
}

fn fences(guide: &str) -> Vec<Fence<'_>> {
    let parts: Vec<&str> = guide.split("```").collect();
    assert!(parts.len() % 2 == 1, "a fence is not closed");
    parts
        .chunks_exact(2)
        .map(|pair| {
            let (language, text) = pair[1].split_once('\n').expect("a fence of several lines");
            let before = pair[0].lines().rev().find(|line| !line.trim().is_empty());
            Fence { language, text, before: before.unwrap_or_default() }
        })
        .collect()
}

/// The teaching edition.
fn edition() -> Edition {
    let names = ["edition.toml", "tata-kelola.toml", "layanan.toml"];
    let file = |name| {
        let path = format!("{FOLDER}edition/{name}");
        let text = text(&path);
        Source::new(path, text)
    };
    let read = Edition::parse(names.map(file).into());
    read.unwrap_or_else(|rejected| panic!("{rejected}"))
}

/// Every question with its points, and the total.
fn points(edition: &Edition, answers: &str) -> BTreeMap<String, String> {
    with_card(edition, answers, |card| {
        let questions = card.indicators().flat_map(|row| &row.questions);
        let points =
            |one: QuestionScore<'_>| (one.question.id.to_string(), one.leaf.points.to_string());
        questions.map(points).chain([("Jumlah".to_owned(), card.total().to_string())]).collect()
    })
}

#[test]
fn every_example_is_its_file_and_every_line_is_shown() {
    let guide = guide();
    let mut shown: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for fence in fences(&guide).into_iter().filter(|fence| fence.language == "toml") {
        let named = fence.before.split('`').nth(1).unwrap_or_default();
        assert!(named.starts_with(FOLDER), "an example does not name its file: {}", fence.before);
        let file = text(named);
        let excerpt = format!("\n{}", fence.text);
        assert!(format!("\n{file}").contains(&excerpt), "{named} does not hold\n{}", fence.text);
        shown.entry(named.to_owned()).or_default().extend(fence.text.lines());
    }
    let files = [
        "edition/edition",
        "edition/tata-kelola",
        "edition/layanan",
        "overlay/overlay",
        "overlay-usaha/overlay",
        "answers",
        "answers-2023",
    ];
    let files = files.map(|name| format!("{FOLDER}{name}.toml"));
    assert!(shown.keys().all(|name| files.contains(name)), "{:?}", shown.keys());
    for name in files {
        let text = text(&name);
        let filled = |line: &&str| !line.trim().is_empty();
        let held: Vec<&str> = text.lines().filter(filled).collect();
        let shown: Vec<&str> =
            shown.get(&name).into_iter().flatten().copied().filter(filled).collect();
        assert_eq!(shown, held, "{name}");
    }
}

/// Nobody may take the examples for the ministry's.
#[test]
fn every_example_says_that_it_is_invented() {
    for (name, text) in [("guide", guide()), ("edition", edition().name().to_owned())] {
        assert!(text.to_lowercase().contains("khayalan"), "the {name} does not say so");
    }
    for name in [
        "edition/edition",
        "edition/tata-kelola",
        "edition/layanan",
        "overlay/overlay",
        "overlay-usaha/overlay",
        "answers",
        "answers-2023",
    ] {
        let text = text(&format!("{FOLDER}{name}.toml"));
        assert!(text.starts_with("# KHAYALAN"), "{name} does not say so in its first line");
    }
}

#[test]
fn the_edition_has_every_shape_and_no_warning() {
    let edition = edition();
    assert_eq!(edition.warnings().len(), 0, "{:?}", edition.warnings());
    assert_eq!((edition.blocks().len(), edition.indicators().count()), (2, 3));
    for shape in ["points", "ladder", "checklist", "percent", "count", "series", "units"] {
        let written = format!("shape = \"{shape}\"\n");
        let files =
            ["tata-kelola", "layanan"].map(|name| text(&format!("{FOLDER}edition/{name}.toml")));
        assert!(files.iter().any(|file| file.contains(&written)), "there is no {shape}");
    }
}

/// The table of the guide was worked out by hand.
#[test]
fn the_sums_of_the_guide_come_out() {
    let guide = guide();
    let points = points(&edition(), &text("fixtures/guide/answers.toml"));
    let mut compared = 0;
    for row in guide.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [node, .., value] = *cells else { continue };
        if let Some(found) = points.get(node) {
            assert_eq!(*found, value.replace(',', "."), "{node}");
            compared += 1;
        }
    }
    assert_eq!(compared, points.len(), "every question and the total are worked out");
}

#[test]
fn the_overlay_changes_one_question_and_nothing_else() {
    let answers = text("fixtures/guide/answers-2023.toml");
    let base = Edition::bundled("2023").expect("it is bundled");
    let overlay = Source::new("overlay.toml", text("fixtures/guide/overlay/overlay.toml"));
    let refined = base.refined(overlay).unwrap_or_else(|rejected| panic!("{rejected}"));
    assert_eq!(refined.warnings().len(), base.warnings().len());
    let (without, with) = (points(base, &answers), points(&refined, &answers));
    let changed: Vec<(&str, &str, &str)> = without
        .iter()
        .filter(|(node, points)| with[*node] != **points)
        .map(|(node, points)| (node.as_str(), points.as_str(), with[node].as_str()))
        .collect();
    assert_eq!((without.len(), with.len()), (275, 275));
    assert_eq!(changed, [("4.P1", "0", "0.5"), ("Jumlah", "3.5", "4")]);
}

/// Every command of the guide works, and what is shown below it is part of what it prints.
#[test]
fn the_commands_of_the_guide_print_what_it_shows() {
    let guide = guide();
    let fences = fences(&guide);
    let mut run = 0;
    for pair in fences.windows(2).filter(|pair| pair[0].language == "sh") {
        let command = pair[0].text.trim();
        let (exit, printed) = kla(command);
        let expected =
            if pair[1].text.contains("kesalahan[") { Exit::Difference } else { Exit::Done };
        assert_eq!(exit, expected, "{command}\n{printed}");
        assert_eq!(pair[1].language, "text", "what `{command}` prints is not shown");
        assert!(printed.contains(pair[1].text.trim_end()), "{command} prints\n{printed}");
        run += 1;
    }
    assert_eq!(run, guide.matches("```sh").count());
    assert!(run >= 6, "only {run} commands");
}

/// How a command ends, and everything it prints.
fn kla(command: &str) -> (Exit, String) {
    let root = root().canonicalize().expect("the repository is there");
    let arguments = command.split_whitespace().skip(1).map(|word| match root.join(word) {
        path if word.contains('/') && path.exists() => path.into_os_string(),
        _ => OsString::from(word),
    });
    let run = run(arguments, b"");
    let (exit, printed) = (run.exit, run.output + &run.messages);
    // Messages name files as they were named: here from the root of the repository.
    let root = format!("{}/", root.to_string_lossy().replace('\\', "/"));
    (exit, printed.replace(&root, ""))
}
