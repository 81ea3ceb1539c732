//! The door for other languages: it says what the program says, to the last byte, and refuses with the
//! place and the reason.

use kla_cli::Exit;
use kla_door::{DoorCode, VERBS, call, result_of};
use kla_tests::fixtures::{cases, root};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::run::run;
use crate::support::for_all;

/// What `kla.h` asks of a thread.
const STACK: usize = 512 * 1024;

fn parsed(response: &str) -> Value {
    serde_json::from_str(response).unwrap_or_else(|error| panic!("{error}\n{response}"))
}

fn ask(request: &Value) -> Value {
    parsed(&call(&request.to_string()))
}

/// The codes of a refusal, with the line and column of each.
fn refused(request: &str) -> Vec<(String, u64, u64)> {
    let response = parsed(&call(request));
    assert_eq!(response["ok"], false, "{request}\n{response}");
    let found = response["diagnostics"].as_array().expect("diagnostics");
    let place = |one: &Value, key: &str| one[key].as_u64().expect("a place");
    found
        .iter()
        .map(|one| {
            let code = one["code"].as_str().expect("a code").to_owned();
            (code, place(one, "line"), place(one, "column"))
        })
        .collect()
}

/// An answers file of the repository: its path and its text.
fn file(path: &str) -> (String, String) {
    let path = root().join(path);
    let text = std::fs::read_to_string(&path).expect("a file of the repository");
    (path.to_string_lossy().into_owned(), text)
}

const BUTIR: &str = "fixtures/2023/rekap-274-butir-2024/answers.toml";

/// A small set of answers as data.
fn small() -> Value {
    json!({
        "format": 1, "edition": "2023", "region": "62.71", "year": 2024, "stage": "mandiri",
        "blocks": { "kelembagaan": "145,24", "klaster-1": "103" },
    })
}

/// A table of three regions; the last cannot be scored.
fn table() -> Value {
    json!({
        "region": ["62.71", "32.73", "32.7"],
        "kelembagaan": [null, "145,24", null],
        "klaster-1": [null, 103, null],
        "4.P1": ["0,5", null, null],
    })
}

/// Requests that use every key, and what is answered.
pub fn samples() -> Vec<(Value, Value)> {
    let text = file(BUTIR).1;
    let overlay = file("fixtures/guide/overlay/overlay.toml").1;
    let requests = [
        json!({ "format": 1, "verb": "version", "lang": "en" }),
        json!({ "format": 1, "verb": "regions", "lang": null }),
        json!({ "format": 1, "verb": "editions" }),
        json!({ "format": 1, "verb": "editions", "id": "2023" }),
        json!({ "format": 1, "verb": "score", "answers": text, "name": "isian.toml" }),
        json!({ "format": 1, "verb": "score", "answers": small(), "edition": "2023", "output": "md" }),
        json!({ "format": 1, "verb": "explain", "answers": text, "node": "4.P1", "depth": 0 }),
        json!({ "format": 1, "verb": "check", "rules": { "overlay.toml": overlay } }),
        json!({ "format": 1, "verb": "write", "answers": small() }),
        json!({ "format": 1, "verb": "write", "answers": small(), "output": "json" }),
        json!({ "format": 1, "verb": "batch", "answers": [small(), "rusak"], "names": ["a", "b"] }),
        json!({ "format": 1, "verb": "batch", "answers": [text, small()], "columns": true }),
        json!({ "format": 1, "verb": "batch", "table": table(), "name": "tabel", "year": 2024,
            "stage": "mandiri", "edition": "2023", "columns": true }),
        json!({ "format": 1, "verb": "range", "answers": small(), "closed": true, "depth": 1,
            "last": [small(), small()], "output": "md" }),
        json!({ "format": 1, "verb": "range", "answers": small(), "depth": 1 }),
        json!({ "format": 1, "verb": "check", "rules": {}, "edition": "2023" }),
        json!({ "format": 1, "verb": "check", "answers": text, "edition": "2023" }),
        json!({ "format": 1, "verb": "plan", "answers": text, "to": "utama", "from": "claimed",
            "effort": "format = 1\nedition = '2023'\n", "lock": ["klaster-5"], "budget": 40,
            "mendable": true, "closed": false, "outcomes": true, "conditions": true,
            "buffer": "15%", "output": "json" }),
        json!({ "format": 1, "verb": "score", "answers": "format = 1\nedition = '2032'" }),
        json!({ "format": 1, "verb": "score", "answer": small() }),
        json!({ "format": 1, "verb": "regions", "answers": small() }),
        json!({ "format": 1, "verb": "scor" }),
    ];
    let answered = requests.into_iter().map(|request| {
        let response = ask(&request);
        (request, response)
    });
    answered.collect()
}

/// Runs the program, which must do its work.
fn program(arguments: &[&str]) -> String {
    let run = run(arguments.iter().copied(), b"");
    assert_eq!(run.exit, Exit::Done, "{arguments:?}\n{}", run.messages);
    run.output
}

#[test]
fn every_case_has_the_bytes_of_the_program() {
    for case in cases() {
        let path = case.folder.join("answers.toml");
        let path = path.to_string_lossy();
        let wanted = program(&["score", "--format", "json", &path]);
        let request = json!({ "format": 1, "verb": "score", "answers": case.answers });
        let response = call(&request.to_string());
        assert_eq!(result_of(&response), Some(wanted.trim_end_matches('\n')), "{}", case.name);
        assert_eq!(parsed(&response)["ok"], true, "{}", case.name);
        // And so it has in a batch.
        let request = json!({ "format": 1, "verb": "batch", "answers": [case.answers] });
        assert!(call(&request.to_string()).contains(wanted.trim_end()), "{}", case.name);
    }
}

#[test]
fn every_other_verb_says_what_the_program_says() {
    let (path, text) = file(BUTIR);
    for (arguments, more) in [
        (vec!["score", &path], json!({ "verb": "score", "output": "text" })),
        (
            vec!["score", &path, "--format", "html", "--lang", "en"],
            json!({ "verb": "score", "output": "html", "lang": "en" }),
        ),
        (vec!["explain", &path, "4.P1"], json!({ "verb": "explain", "node": "4.P1" })),
        (
            vec!["explain", &path, "--format", "md", "--depth", "2"],
            json!({ "verb": "explain", "output": "md", "depth": 2 }),
        ),
        (vec!["range", &path, "--format", "json"], json!({ "verb": "range" })),
        (vec!["range", &path], json!({ "verb": "range", "output": "text" })),
        (
            vec!["plan", &path, "--format", "json", "--to", "utama", "--lock", "klaster-5"],
            json!({ "verb": "plan", "to": "utama", "lock": ["klaster-5"] }),
        ),
        (
            vec!["check", &path, "--format", "json"],
            json!({ "verb": "check", "name": path.replace('\\', "/") }),
        ),
    ] {
        let mut request = more;
        request["format"] = json!(1);
        request["answers"] = json!(text);
        let wanted = program(&arguments);
        let response = call(&request.to_string());
        let result = result_of(&response).unwrap_or_else(|| panic!("{response}"));
        match parsed(result) {
            Value::String(found) => assert_eq!(found, wanted, "{arguments:?}"),
            _ => assert_eq!(result, wanted.trim_end_matches('\n'), "{arguments:?}"),
        }
    }
}

#[test]
fn answers_as_data_are_written_and_read_again() {
    let written = ask(&json!({ "format": 1, "verb": "write", "answers": small() }));
    let text = written["result"].as_str().expect("a text");
    assert!(text.starts_with("format = 1\nedition = \"2023\"\nregion = \"62.71\"\n"), "{text}");
    let score = |answers: Value| {
        ask(&json!({ "format": 1, "verb": "score", "answers": answers }))["result"].clone()
    };
    assert_eq!(score(json!(text)), score(small()));
    // As an object too, with the dates of documents as texts.
    let dated =
        format!("{text}\n[[evidence]]\nid = \"E1\"\ntitle = \"Matriks\"\nfrom = 2024-01-01\n");
    let object = ask(&json!({ "format": 1, "verb": "write", "answers": dated, "output": "json" }));
    assert_eq!(object["result"]["evidence"][0]["from"], "2024-01-01");
    let again = |answers: Value| {
        ask(&json!({ "format": 1, "verb": "write", "answers": answers }))["result"].clone()
    };
    assert_eq!(again(object["result"].clone()), again(json!(dated)));
    assert_eq!(score(small())["total"]["points"], "248.24");
}

#[test]
fn the_rules_of_a_request_count() {
    let overlay = file("fixtures/guide/overlay/overlay.toml").1;
    let request = json!({ "format": 1, "verb": "score", "answers": small(),
        "rules": { "overlay.toml": overlay } });
    assert!(ask(&request)["result"]["edition"]["overlay"].is_object());
    // A changed edition stands in place of the bundled one, and results say so.
    let folder = kla_rules::EDITIONS.iter().find(|folder| folder.id == "2023").expect("2023");
    let rules = |change: &dyn Fn(&str) -> String| -> Value {
        let texts =
            folder.files.iter().map(|(name, text)| ((*name).to_owned(), change(text).into()));
        Value::Object(texts.collect())
    };
    let stamp = |rules: Value| {
        let request = json!({ "format": 1, "verb": "score", "answers": small(), "rules": rules });
        ask(&request)["result"]["edition"]["overlay"].clone()
    };
    assert_eq!(stamp(rules(&str::to_owned)), Value::Null);
    let changed = stamp(rules(&|text| format!("{text}\n# diubah\n")));
    assert_eq!(changed["id"], "rules/editions/2023");
}

#[test]
fn a_batch_keeps_its_order_and_its_errors() {
    let answers = json!([small(), "rusak", small()]);
    let list = ask(&json!({ "format": 1, "verb": "batch", "answers": answers }));
    let went: Vec<bool> =
        list["result"].as_array().expect("a list").iter().map(|one| one["ok"] == true).collect();
    assert_eq!(went, [true, false, true]);
    assert_eq!(list["result"][1]["diagnostics"][0]["file"], "answers[1]");
    let columns =
        ask(&json!({ "format": 1, "verb": "batch", "answers": answers, "columns": true }));
    let columns = &columns["result"];
    assert_eq!(columns["ok"], json!(went));
    assert_eq!(columns["total"], json!(["248.24", null, "248.24"]));
    let lengths = columns.as_object().expect("columns").values();
    assert!(lengths.map(|column| column.as_array().map(Vec::len)).all(|length| length == Some(3)));
}

#[test]
fn a_table_is_scored_row_by_row() {
    let request = json!({ "format": 1, "verb": "batch", "table": table(), "year": 2024,
        "stage": "mandiri", "edition": "2023" });
    let rows = ask(&request)["result"].clone();
    assert_eq!(rows[0]["result"]["total"]["points"], "0.5");
    // What a row says is what the same answers say.
    let mut alone = small();
    alone["region"] = json!("32.73");
    assert_eq!(
        rows[1],
        ask(&json!({ "format": 1, "verb": "batch", "answers": [alone] }))["result"][0]
    );
    let finding = &rows[2]["diagnostics"][0];
    assert_eq!((&finding["file"], &finding["line"]), (&json!("table"), &json!(4)), "{finding}");
    assert_eq!(finding["code"], "unknown-region");

    // Titles, cells and keys that cannot be used are said at once, and no row is scored.
    let codes = |table: Value, more: Value| -> Vec<String> {
        let mut request = json!({ "format": 1, "verb": "batch", "table": table, "year": 2024 });
        for (key, value) in more.as_object().expect("an object") {
            request[key] = value.clone();
        }
        refused(&request.to_string()).into_iter().map(|(code, ..)| code).collect()
    };
    let whole = json!({ "edition": "2023", "stage": "mandiri" });
    assert_eq!(
        codes(json!({ "region": ["62.71"], "4.P99": [1] }), whole.clone()),
        ["unknown-column"]
    );
    assert_eq!(codes(json!({ "region": ["62.71"] }), json!({})), ["missing-key", "missing-key"]);
    assert_eq!(
        codes(json!({ "region": ["62.71", 62.71], "4.P1": [0.5], "4": "1" }), whole.clone()),
        ["request-value", "request-wrong-type", "request-wrong-type", "request-wrong-type"]
    );
    // What holds for all rows is said once.
    let more =
        |key: &str, value: Value| json!({ "edition": "2023", "stage": "mandiri", key: value });
    assert_eq!(codes(table(), more("stage", json!("mandri"))), ["request-value"]);
    assert_eq!(codes(table(), more("year", json!(99_999))), ["request-value"]);
    let both = json!({ "answers": [small()], "edition": "2023" });
    assert_eq!(codes(table(), both), ["request-value"]);
    let neither = json!({ "format": 1, "verb": "batch", "year": 2024 });
    let found = refused(&neither.to_string());
    let found: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
    assert_eq!(found, ["request-missing-key", "request-value"]);
}

#[test]
fn an_edition_is_all_that_a_form_needs() {
    let found = ask(&json!({ "format": 1, "verb": "editions", "id": "2023" }));
    let edition = &found["result"];
    assert_eq!((&edition["id"], &edition["total"]), (&json!("2023"), &json!("1000")));
    let rows = edition["blocks"].as_array().expect("blocks").iter();
    let rows = rows.flat_map(|block| block["indicators"].as_array().expect("indicators"));
    let questions: Vec<&Value> =
        rows.flat_map(|row| row["questions"].as_array().expect("questions")).collect();
    assert_eq!(questions.len(), 274);
    for question in questions {
        assert!(question["maximum"].is_string() && question["shape"]["kind"].is_string());
        assert!(question["text"].as_str().is_some_and(|text| !text.is_empty()));
    }
}

#[test]
fn what_is_wrong_with_a_request_is_said_with_its_place() {
    let place = |code: &str, line, column| (code.to_owned(), line, column);
    for (request, wanted) in [
        ("", vec![place("request-syntax", 1, 1)]),
        ("[]", vec![place("request-syntax", 1, 1)]),
        (r#"{"format":2,"verb":"version"}"#, vec![place("request-format", 1, 11)]),
        (r#"{"verb":"version"}"#, vec![place("request-missing-key", 1, 1)]),
        ("{\"format\":1,\n \"verb\":\"scor\"}", vec![place("request-word", 2, 9)]),
        (
            "{\"format\":1,\"verb\":\"version\",\n\"lang\":\"jv\",\"nama\":1}",
            vec![place("request-word", 2, 8), place("request-unknown-key", 2, 14)],
        ),
        (
            "{\"format\":1,\"verb\":\"version\",\"verb\":\"version\"}",
            vec![place("request-unknown-key", 1, 31)],
        ),
        (
            "{\"format\":1,\"verb\":\"score\",\n\"answers\":7}",
            vec![place("request-wrong-type", 2, 11)],
        ),
        (
            "{\"format\":1,\"verb\":\"editions\",\n\"id\":\"2032\"}",
            vec![place("request-value", 2, 6)],
        ),
        // A key that is read twice is refused once.
        (
            r#"{"format":1,"verb":"score","answers":{},"lang":"jv"}"#,
            vec![place("request-word", 1, 48)],
        ),
        // A key that would do nothing is refused.
        (
            r#"{"format":1,"verb":"range","answers":{},"depth":1}"#,
            vec![place("request-value", 1, 49)],
        ),
        (
            r#"{"format":1,"verb":"check","rules":{},"name":"a","edition":"2023"}"#,
            vec![place("request-value", 1, 46), place("request-value", 1, 60)],
        ),
        // In the answers, places are those of the answers.
        (
            r#"{"format":1,"verb":"score","answers":"format = 1\nedition = \"2032\"\n"}"#,
            vec![
                place("missing-key", 1, 1),
                place("missing-key", 1, 1),
                place("missing-key", 1, 1),
                place("unknown-edition", 2, 11),
            ],
        ),
    ] {
        assert_eq!(refused(request), wanted, "{request}");
    }
}

#[test]
fn a_misspelt_key_gets_a_suggestion_and_a_strange_one_the_verbs_that_use_it() {
    for (request, help, help_en) in [
        (
            json!({ "format": 1, "verb": "score", "answers": small(), "outptu": "json" }),
            "mungkin maksudnya `output`",
            "did you mean `output`?",
        ),
        (
            json!({ "format": 1, "verb": "score", "answers": small(), "node": "4" }),
            "yang memakainya `explain`",
            "it is used by `explain`",
        ),
        (
            json!({ "format": 1, "verb": "plna" }),
            "mungkin maksudnya `plan`",
            "did you mean `plan`?",
        ),
    ] {
        let found = &ask(&request)["diagnostics"][0];
        assert_eq!((&found["help"], &found["help_en"]), (&json!(help), &json!(help_en)));
    }
}

/// A value that looks like a person's number is not said again.
#[test]
fn a_nik_does_not_come_back() {
    let request =
        json!({ "format": 1, "verb": "score", "3273012345678901": 1, "answers": small() });
    assert!(!call(&request.to_string()).contains("3273012345678901"));
}

#[test]
fn no_code_of_the_door_is_one_of_the_library() {
    for code in DoorCode::ALL {
        assert!(kla::Code::ALL.iter().all(|known| known.name() != code.name()));
    }
}

/// The guide names every verb, key and code.
#[test]
fn the_guide_is_complete() {
    let guide = file("crates/kla-door/README.md").1;
    let keys = VERBS.iter().flat_map(|verb| verb.all_keys().chain([verb.name]));
    for word in keys.chain(DoorCode::ALL.iter().map(|code| code.name())) {
        assert!(guide.contains(&format!("`{word}`")), "the guide says nothing of `{word}`");
    }
    let request = guide.split("```json\n").nth(1).and_then(|rest| rest.split("```").next());
    assert_eq!(ask(&parsed(request.expect("an example")))["ok"], true);
}

/// Bytes are never replaced by other signs: a name would become another one.
#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let sound = json!({ "format": 1, "verb": "score", "answers": small() }).to_string();
    assert_eq!(kla_door::call_bytes(sound.as_bytes()), call(&sound));
    let response = parsed(&kla_door::call_bytes(b"{\"format\":1,\n\"verb\":\"\xc3\xa9\xff\"}"));
    let found = &response["diagnostics"][0];
    assert_eq!(
        (&found["code"], &found["line"], &found["column"]),
        (&json!("request-syntax"), &json!(2), &json!(10)),
        "{found}"
    );
    assert_eq!(found["message"], "permintaan bukan UTF-8: byte ke-24 tidak dapat dibaca");
}

#[test]
fn a_long_word_is_shown_by_its_beginning() {
    let long = "é".repeat(1_000_000);
    for request in [
        json!({ "format": 1, "verb": long }),
        json!({ "format": 1, "verb": "version", "lang": long }),
        json!({ "format": 1, "verb": "version", (long.as_str()): 1 }),
    ] {
        let response = call(&request.to_string());
        assert!(response.len() < 2_000 && response.contains("é…`"), "{} bytes", response.len());
    }
}

/// The least stack that the header of C promises, in a build without optimisation.
#[test]
fn deep_requests_need_little_stack() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(120), close.repeat(120));
    let toml = |value: String| {
        format!(
            "format = 1\nedition = '2023'\nregion = '32.73'\nyear = 2024\nstage = 'mandiri'\nblocks = {value}\n"
        )
    };
    let requests = [
        format!(r#"{{"format":1,"verb":"score","answers":{}}}"#, deep("{\"a\":", "}")),
        json!({ "format": 1, "verb": "score", "answers": deep("[", "]") }).to_string(),
        json!({ "format": 1, "verb": "score", "answers": toml(deep("[", "]")) }).to_string(),
        json!({ "format": 1, "verb": "score", "answers": toml(deep("{a=", "}")) }).to_string(),
        json!({ "format": 1, "verb": "explain", "answers": small(), "depth": 9, "output": "html" })
            .to_string(),
        json!({ "format": 1, "verb": "plan", "answers": small(), "output": "html" }).to_string(),
    ];
    let thread = std::thread::Builder::new().stack_size(STACK);
    let answered = thread.spawn(move || {
        requests.iter().all(|request| call(request).starts_with("{\"format\":1,\"ok\":"))
    });
    assert!(answered.expect("a thread").join().expect("no panic"));
}

#[test]
fn no_text_is_too_strange() {
    let texts = prop_oneof![
        any::<String>(),
        "[\\[\\]{}\":,0-9a-z\\\\ \n]{0,80}",
        (prop::sample::select(VERBS), any::<String>()).prop_map(|(verb, text)| {
            json!({ "format": 1, "verb": verb.name, "answers": text }).to_string()
        }),
        (prop::sample::select(VERBS), "[a-z]{1,9}", "[\\[\\]{}\":,0-9a-z]{0,20}").prop_map(
            |(verb, key, raw)| format!(
                "{{\"format\":1,\"verb\":\"{}\",\"{key}\":{raw}}}",
                verb.name
            )
        ),
    ];
    for_all(600, &texts, |text| {
        let response = call(&text);
        let read: Value = serde_json::from_str(&response).expect("a response is JSON");
        prop_assert_eq!(read["format"].as_u64(), Some(1));
        prop_assert_eq!(read["ok"].is_boolean(), true);
        prop_assert!(!response.contains("door-defect"), "{}", response);
        Ok(())
    });
    // Deep nesting, and a lone half of a sign.
    for text in ["[".repeat(100_000), format!("{{\"a\":{}", "{\"a\":".repeat(100_000))] {
        assert!(call(&text).contains("request-syntax"));
    }
    let lone = r#"{"format":1,"verb":"score","answers":"\ud800"}"#;
    assert!(call(lone).contains("\"ok\":false"));
}
