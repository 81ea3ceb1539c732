//! One set of answers: its score, an explanation, what is wrong with it, its canonical text.

use kla::{AnswersFile, FindingFile, Text};
use kla_report::{Format, RenderError, Templates};

use crate::asked::Asked;
use crate::case::{editions, with_answers};
use crate::reply::{Refusal, Reply, json, written};

/// `score`: the result as JSON, or a report.
pub(super) fn score(asked: &Asked<'_>) -> Result<Reply, Refusal> {
    let (lang, output) = (asked.lang(), asked.output(Format::Json));
    with_answers(asked, |answers, _| {
        rendered(kla_report::render(&kla::score(answers), output, lang), output)
    })
}

/// `explain`: one number as a worked sum.
pub(super) fn explain(asked: &Asked<'_>) -> Result<Reply, Refusal> {
    let (lang, output) = (asked.lang(), asked.output(Format::Text));
    let node = asked.text("node").unwrap_or_else(|| "total".to_owned());
    let depth = asked.whole("depth").map_or(0, usize_of);
    with_answers(asked, |answers, _| {
        let explained = kla_report::explain(&kla::score(answers), &node, depth, lang);
        let explained =
            explained.map_err(|unknown| asked.refuse("node", unknown.text(answers.edition())))?;
        rendered(explained.render(&Templates::bundled(), output, lang), output)
    })
}

/// `check`: everything that is wrong with answers, or with the rules where there are no answers.
pub(super) fn check(asked: &Asked<'_>) -> Result<Reply, Refusal> {
    if asked.get("answers").is_none() && asked.get("rules").is_none() {
        asked.required("answers");
    }
    for key in ["name", "edition"] {
        if asked.get("answers").is_none() && asked.get(key).is_some() {
            let message = Text::new(
                format!("`{key}` berlaku untuk isian; di sini hanya aturan yang diperiksa"),
                format!("`{key}` is about answers; only rules are checked here"),
            );
            asked.bad_value(key, message);
        }
    }
    let name = asked.text("name").unwrap_or_else(|| "answers".to_owned());
    let source = asked.get("answers").and_then(|raw| asked.file(raw, &name));
    let found = match (source, editions(asked)) {
        (Some(source), editions) => {
            let editions = editions?;
            match editions.check(AnswersFile::parse(source), asked.text("edition").as_deref()) {
                Ok(answers) => FindingFile::new(answers.warnings()),
                Err(rejected) => FindingFile::new(rejected.diagnostics()),
            }
        }
        (None, Ok(editions)) => {
            FindingFile::new(editions.own().map_or(&[], |edition| edition.warnings()))
        }
        (None, Err(refusal)) => {
            // What is wrong with the request itself is no finding of the rules.
            if refusal.diagnostics.iter().any(|found| found.file == crate::reply::REQUEST) {
                return Err(refusal);
            }
            let mut found = FindingFile::new(&[]);
            found.findings = refusal.diagnostics;
            found
        }
    };
    Ok(Reply { warnings: Vec::new(), result: json(found.to_json())? })
}

/// `write`: the answers as the canonical text of an answers file, or as an object of the same shape.
pub(super) fn write(asked: &Asked<'_>) -> Result<Reply, Refusal> {
    let choices = [("text", Format::Text), ("json", Format::Json)];
    let output = asked.choice("output", &choices).unwrap_or(Format::Text);
    with_answers(asked, |answers, _| {
        let text = answers.to_toml();
        match output {
            Format::Json => match toml::from_str::<toml::Table>(&text) {
                Ok(table) => written(&plain(toml::Value::Table(table))),
                // What is written can be read again: the tests do so with every kind of answer.
                Err(_) => Err(Refusal::defect()),
            },
            _ => written(&text),
        }
    })
}

/// A table of TOML as JSON; dates become texts, as answers in JSON write them.
fn plain(value: toml::Value) -> serde_json::Value {
    use serde_json::Value as Json;
    match value {
        toml::Value::String(text) => Json::from(text),
        toml::Value::Integer(whole) => Json::from(whole),
        toml::Value::Boolean(flag) => Json::from(flag),
        toml::Value::Datetime(date) => Json::from(date.to_string()),
        // An answers file has no bare fractions; one that had would be kept as it is written.
        toml::Value::Float(number) => Json::from(number.to_string()),
        toml::Value::Array(items) => items.into_iter().map(plain).collect(),
        toml::Value::Table(table) => {
            Json::Object(table.into_iter().map(|(key, value)| (key, plain(value))).collect())
        }
    }
}

/// JSON as it is; what people read as a text.
pub(super) fn rendered(
    text: Result<String, RenderError>,
    output: Format,
) -> Result<Box<serde_json::value::RawValue>, Refusal> {
    match (text, output) {
        (Ok(text), Format::Json) => json(text),
        (Ok(text), _) => written(&text),
        // The bundled templates are filled in tests with every edition and every kind of answer.
        (Err(_), _) => Err(Refusal::defect()),
    }
}

/// A depth: more than any is as good as all.
pub(super) fn usize_of(depth: u64) -> usize {
    usize::try_from(depth).unwrap_or(usize::MAX)
}
