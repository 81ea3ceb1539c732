//! The requests that every language answers, what the library answers, and whether the program says the same.
//!
//! ```text
//! cargo run -p kla-tests --example conform -- KLA OUT
//! ```
//!
//! Writes `OUT/requests/NAME.json` and `OUT/rust/NAME.json`; ends with 1 where the program `KLA` gives other
//! bytes for an answers file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use kla_door::{call, result_of};
use kla_tests::fixtures::root;
use serde_json::{Value, json};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let (Some(program), Some(out)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: conform KLA OUT");
        return ExitCode::from(2);
    };
    let program = program.canonicalize().expect("the program is there");
    let files = answers_files(&root().join("fixtures"));
    let (mut scored, mut refused, mut wrong) = (0, 0, 0);
    for file in &files {
        let response = call(&score(file).to_string());
        let said = match result_of(&response) {
            Some(_) => (scored += 1, run(&program, "score", file)).1,
            None => (refused += 1, run(&program, "check", file)).1,
        };
        if !agrees(&response, &said) {
            eprintln!("{}: the program says\n{said}\nand the library\n{response}", file.display());
            wrong += 1;
        }
    }
    let requests = files.iter().flat_map(|file| requests(file)).chain(others()).collect::<Vec<_>>();
    for folder in ["requests", "rust"] {
        fs::create_dir_all(out.join(folder)).expect("a folder for the requests");
    }
    for (name, request) in &requests {
        let request = request.to_string();
        let write = |folder: &str, text: &str| {
            fs::write(out.join(folder).join(format!("{name}.json")), text)
                .expect("room on the disk");
        };
        write("requests", &request);
        write("rust", &call(&request));
    }
    println!(
        "{} answers files, {scored} scored, {refused} refused, {wrong} where the program differs; {} requests",
        files.len(),
        requests.len()
    );
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Every `answers.toml` below a folder, in the order of their paths.
fn answers_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            found.extend(answers_files(&path));
        } else if path.file_name().is_some_and(|name| name == "answers.toml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The text of an answers file, if it is one: a request cannot hold other bytes.
fn text(file: &Path) -> String {
    String::from_utf8_lossy(&fs::read(file).expect("a readable file")).into_owned()
}

fn score(file: &Path) -> Value {
    json!({ "format": 1, "verb": "score", "answers": text(file), "name": "answers.toml" })
}

/// What the program prints for a file, where the file stands.
fn run(program: &Path, verb: &str, file: &Path) -> String {
    let folder = file.parent().expect("a file stands in a folder");
    let run = Command::new(program)
        .args([verb, "answers.toml", "--format", "json"])
        .current_dir(folder)
        .output()
        .expect("the program starts");
    String::from_utf8_lossy(&run.stdout).into_owned()
}

/// Whether a response holds the bytes of a result of the program, or its findings.
fn agrees(response: &str, said: &str) -> bool {
    if let Some(result) = result_of(response) {
        return result == said.trim_end_matches('\n');
    }
    let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let (response, said) = (parsed(response), parsed(said));
    response["diagnostics"].is_array() && response["diagnostics"] == said["findings"]
}

/// The requests about one answers file.
fn requests(file: &Path) -> Vec<(String, Value)> {
    let place = file.strip_prefix(root().join("fixtures")).expect("it stands below");
    let place =
        place.parent().map(Path::to_string_lossy).unwrap_or_default().replace(['/', '\\'], "-");
    let answers = text(file);
    let request = |verb: &str, more: Value| {
        let mut request = json!({ "format": 1, "verb": verb, "answers": answers });
        for (key, value) in more.as_object().into_iter().flatten() {
            request[key] = value.clone();
        }
        (format!("{verb}-{place}"), request)
    };
    let mut all = vec![(format!("score-{place}"), score(file))];
    if result_of(&call(&score(file).to_string())).is_some() {
        all.push(request("explain", json!({ "depth": 9, "lang": "en" })));
        all.push(request("write", json!({ "output": "json" })));
        all.push(request("range", json!({})));
        all.push(request("check", json!({ "name": "isian.toml" })));
    }
    all
}

/// Requests that are about no answers file of their own.
fn others() -> Vec<(String, Value)> {
    let form = text(&root().join("fixtures/2023/rekap-274-butir-2024/answers.toml"));
    let overlay = text(&root().join("fixtures/guide/overlay/overlay.toml"));
    let table = json!({
        "region": ["62.71", "32.73", "32.7", null],
        "kelembagaan": [null, "145,24", null, 7],
        "4.P1": ["0,5", null, "tidak tahu", null],
    });
    [
        ("version", json!({})),
        ("regions", json!({})),
        ("editions", json!({ "id": "2023" })),
        ("check", json!({ "rules": { "overlay.toml": overlay } })),
        ("score", json!({ "answers": form, "output": "html" })),
        ("plan", json!({ "answers": form, "to": "utama", "buffer": "15%" })),
        ("batch", json!({ "table": table, "edition": "2023", "year": 2024, "stage": "mandiri", "columns": true })),
        ("batch", json!({ "answers": [form, "rusak", { "format": 1 }], "names": ["a", "b", "é\u{2028}\u{0}"] })),
        ("scor", json!({ "answers": 0.1 })),
    ]
    .into_iter()
    .enumerate()
    .map(|(place, (verb, more))| {
        let mut request = json!({ "format": 1, "verb": verb });
        for (key, value) in more.as_object().into_iter().flatten() {
            request[key] = value.clone();
        }
        (format!("other-{place}-{verb}"), request)
    })
    .collect()
}
