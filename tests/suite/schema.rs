//! The schemas for editors: they accept what the reader accepts and refuse what it refuses.

mod corpus;
mod mistakes;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jsonschema::{Validator, draft202012};
use kla_cli::Exit;
use kla_rules::SCHEMAS;
use kla_tests::fixtures::root;
use serde_json::{Value, json};

use crate::run::run;

use corpus::{corpus, results};
use walk::{places, walk};

/// A schema by its name.
fn schema(name: &str) -> Value {
    let found = SCHEMAS.iter().find(|schema| schema.name == name);
    let found = found.unwrap_or_else(|| panic!("there is no schema {name}"));
    serde_json::from_str(found.text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn validator(schema: &Value) -> Validator {
    draft202012::new(schema).unwrap_or_else(|error| panic!("{error}"))
}

/// Where a value breaks a schema, and why.
fn problems(validator: &Validator, value: &Value) -> Vec<(String, String)> {
    let errors = validator.iter_errors(value);
    errors.map(|error| (error.instance_path().to_string(), error.to_string())).collect()
}

#[test]
fn every_schema_is_a_schema_of_its_draft_and_stands_alone() {
    for kla_rules::Schema { name, text, .. } in SCHEMAS {
        let schema = schema(name);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        if let Err(error) = draft202012::meta::validate(&schema) {
            panic!("{name}: {}: {error}", error.instance_path());
        }
        for reference in text.split("\"$ref\": \"").skip(1) {
            assert!(reference.starts_with("#/$defs/"), "{name} leads out: {reference:.40}");
        }
        assert!(text.ends_with("}\n"), "{name} does not end in a line break");
    }
}

#[test]
fn every_schema_file_ships() {
    let files = fs::read_dir(root().join("rules/schema")).expect("the schemas are there");
    let files = files.map(|file| file.expect("a readable folder").file_name());
    let held: BTreeSet<String> = files.map(|file| file.to_string_lossy().into_owned()).collect();
    let named = SCHEMAS.iter().map(|schema| format!("{}.schema.json", schema.name));
    assert_eq!(held, named.collect());
}

#[test]
fn every_file_is_valid() {
    let mut wrong = Vec::new();
    for file in corpus() {
        let found = problems(&validator(&schema(file.schema)), &file.value());
        wrong.extend(found.iter().map(|(at, why)| format!("{}: {at}: {why}", file.path)));
        // What the samples below show holds only if the reader takes them.
        let refused = file.refused(&file.text);
        assert!(refused.is_empty(), "{} is refused: {refused:?}", file.path);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    for name in ["edition", "block", "overlay", "mapping", "answers"] {
        assert!(corpus().iter().any(|file| file.schema == name), "no file for {name}");
    }
}

/// The schema lets keys be added; today's results hold none that it does not describe.
#[test]
fn every_result_is_valid_and_holds_nothing_undescribed() {
    fn close(schema: &mut Value) {
        if let Value::Object(entries) = schema {
            if entries.contains_key("properties") {
                entries.insert("additionalProperties".to_owned(), json!(false));
            }
            entries.values_mut().for_each(close);
        }
    }
    let mut closed = schema("result");
    close(&mut closed);
    let closed = validator(&closed);
    for (name, result) in results() {
        assert_eq!(problems(&closed, result), [], "{name}");
    }
}

/// What the door takes and gives, of every verb, is as its schemas say.
#[test]
fn every_request_and_response_of_the_door_is_valid() {
    let (asked, given) = (validator(&schema("door-request")), validator(&schema("door-response")));
    let result = validator(&schema("result"));
    for (request, response) in crate::door::samples() {
        // A sample that is refused shows that the schema refuses it, too.
        let found = response["diagnostics"].as_array();
        let wrong_request =
            found.is_some_and(|found| found.iter().any(|one| one["file"] == "request"));
        assert_eq!(problems(&asked, &request).is_empty(), !wrong_request, "{request}");
        assert_eq!(problems(&given, &response), [], "{request}");
        if request["verb"] == "score" && response["ok"] == true && request["output"].is_null() {
            assert_eq!(problems(&result, &response["result"]), [], "{request}");
        }
    }
}

#[test]
fn every_result_key_is_required() {
    fn check(place: &str, schema: &Value) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            let keys: Vec<&String> = properties.keys().collect();
            let mut required: Vec<&str> = schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            required.sort_unstable();
            assert_eq!(keys, required, "{place}");
        }
        if let Value::Object(entries) = schema {
            for (key, schema) in entries {
                check(&format!("{place}/{key}"), schema);
            }
        }
    }
    check("result", &schema("result"));
}

/// Keys, by their place in the schemas, that no file uses yet.
const NOT_YET_USED: &[&str] = &[];

#[test]
fn every_key_is_used_or_listed() {
    let mut unused: BTreeSet<String> =
        SCHEMAS.iter().flat_map(|schema| places(schema.name)).collect();
    let mut see = |name: &str, value: &Value| {
        walk(name, value, &mut |spot| {
            unused.remove(&spot.place);
        });
    };
    for file in corpus() {
        see(file.schema, &file.value());
    }
    results().iter().for_each(|(_, result)| see("result", result));
    for (request, response) in crate::door::samples() {
        see("door-request", &request);
        see("door-response", &response);
    }
    assert_eq!(unused, NOT_YET_USED.iter().map(|place| (*place).to_owned()).collect());
}

/// Editors show the description while a key is typed.
#[test]
fn every_key_is_described() {
    for kla_rules::Schema { name, .. } in SCHEMAS {
        let schema = schema(name);
        walk::properties(&schema, &mut |key, property| {
            let own = property.get("description").and_then(Value::as_str);
            let description =
                own.or_else(|| walk::resolved(&schema, property)["description"].as_str());
            let description = description.unwrap_or_default();
            assert!(description.ends_with('.'), "{}: `{key}`: {description:?}", name);
        });
    }
}

/// What a block and an overlay both may say is said once in words and twice in files.
#[test]
fn definitions_of_one_name_are_the_same() {
    let mut known: BTreeMap<String, (String, &str)> = BTreeMap::new();
    for name in ["edition", "block", "overlay", "mapping", "answers"] {
        let schema = schema(name);
        for (definition, text) in schema["$defs"].as_object().into_iter().flatten() {
            let (first, at) =
                known.entry(definition.clone()).or_insert_with(|| (text.to_string(), name));
            assert_eq!(*first, text.to_string(), "`{definition}` of {at} and of {name}");
        }
    }
}

/// An editor finds the schema by the first line, from wherever it was opened.
#[test]
fn every_rule_file_names_its_schema() {
    for edition in kla_rules::EDITIONS {
        for (name, text) in edition.files {
            let first = text.lines().next().unwrap_or_default();
            let named = first.strip_prefix("#:schema ");
            let named = named.unwrap_or_else(|| panic!("{name} begins with `{first}`"));
            let wanted = if name.ends_with("/edition.toml") { "edition" } else { "block" };
            assert_eq!(named, format!("../../schema/{wanted}.schema.json"), "{name}");
            let path = root().join(name);
            let path = path.parent().expect("a file in a folder").join(named);
            assert!(path.is_file(), "{name} names {named}, which is not there");
        }
    }
}

/// Runs `kla schema`: how it ended, its output, its messages.
fn kla(arguments: &[&str]) -> (Exit, String, String) {
    let run = run(["schema"].iter().chain(arguments).copied(), b"");
    (run.exit, run.output, run.messages)
}

#[test]
fn the_program_lists_and_prints_them() {
    for (lang, about) in [("id", "edisi: `edition.toml`"), ("en", "an edition: `edition.toml`")] {
        let (exit, output, messages) = kla(&["--lang", lang]);
        assert_eq!((exit, messages.as_str()), (Exit::Done, ""));
        let names: Vec<&str> =
            output.lines().filter_map(|line| line.split_whitespace().next()).collect();
        let [files @ .., "door-request", "door-response"] = names.as_slice() else {
            panic!("{names:?}");
        };
        assert_eq!(files, ["edition", "block", "overlay", "mapping", "answers", "result"]);
        let first = output.lines().next().unwrap_or_default();
        assert_eq!(first, format!("{:13}  {about}", "edition"));
    }
    for schema in SCHEMAS {
        let printed = kla(&[schema.name]);
        assert_eq!(printed, (Exit::Done, schema.text.to_owned(), String::new()));
    }
}

#[test]
fn a_schema_that_does_not_exist_is_a_wrong_use() {
    for (arguments, said) in [
        (["anwers", "--lang", "id"], "skema `anwers` tidak ada; mungkin maksudnya `answers`"),
        (["anwers", "--lang", "en"], "there is no schema `anwers`; did you mean `answers`?"),
        (
            ["xyz", "--lang", "id"],
            "yang tersedia edition, block, overlay, mapping, answers, result, door-request dan door-response",
        ),
    ] {
        let (exit, output, messages) = kla(&arguments);
        assert_eq!((exit, output.as_str()), (Exit::Usage, ""));
        assert!(messages.contains(said), "{messages}");
    }
}
