//! The files that the schemas describe, as the repository holds them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kla::{Edition, Lang, Mapping, Rejected, ResultFile, Severity, Source};
use kla_tests::fixtures::root;
use serde_json::{Map, Value};

/// The samples beside this test: made-up files that use what no other file uses.
const SAMPLES: &str = "tests/suite/schema/";

/// A file, what describes it, and what it is read with.
pub struct File {
    /// The name of its schema.
    pub schema: &'static str,
    /// Its path inside the repository.
    pub path: String,
    pub text: String,
    /// The other rule files of its folder.
    beside: Vec<(String, String)>,
}

impl File {
    /// How much the reader has to read.
    pub fn size(&self) -> usize {
        self.text.len() + self.beside.iter().map(|(_, text)| text.len()).sum::<usize>()
    }

    pub fn value(&self) -> Value {
        self.value_of(&self.text)
    }

    /// A changed text of the file as JSON.
    pub fn value_of(&self, text: &str) -> Value {
        let table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", self.path));
        as_json(&toml::Value::Table(table))
    }

    /// The codes of the errors for which the reader refuses a text, TOML or JSON, in place of the
    /// file's own; none where it accepts it.
    pub fn refused(&self, text: &str) -> Vec<&'static str> {
        let source = Source::new(self.path.as_str(), text);
        let named = |key| self.value()[key].as_str().map(edition).expect("a known edition");
        let found = match self.schema {
            "overlay" => named("refines").refined(source).map(drop),
            "mapping" => Mapping::read(source, named("from"), named("to")).map(drop),
            "answers" => named("edition").read_answers(&self.path, text).map(drop),
            _ => {
                let beside = self.beside.iter().map(|(name, text)| Source::new(name, text));
                Edition::parse(std::iter::once(source).chain(beside).collect()).map(drop)
            }
        };
        let Err(rejected) = found else { return Vec::new() };
        let found = rejected.diagnostics().iter();
        let codes: Vec<&str> = found
            .filter(|found| found.severity() == Severity::Error)
            .map(|found| found.code().name())
            .collect();
        assert!(!codes.is_empty(), "{} is refused without a reason:\n{text}", self.path);
        codes
    }
}

/// Every rule and answers file that is meant to be accepted.
pub fn corpus() -> &'static [File] {
    static READ: OnceLock<Vec<File>> = OnceLock::new();
    READ.get_or_init(|| {
        let mut files = Vec::new();
        for folder in ["rules", "fixtures", SAMPLES] {
            collect(&root().join(folder), &mut files);
        }
        files
    })
}

/// One of them.
pub fn file(path: &str) -> &'static File {
    let found = corpus().iter().find(|file| file.path == path);
    found.unwrap_or_else(|| panic!("there is no file {path}"))
}

fn collect(folder: &Path, files: &mut Vec<File>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    // What stands there is refused for one reason or another.
    paths.retain(|path| !path.ends_with("fixtures/rejected"));
    paths.iter().filter(|path| path.is_dir()).for_each(|path| collect(path, files));
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let texts: Vec<(String, String)> = paths
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).expect("the files are text")))
        .collect();
    let is_edition = paths.iter().any(|path| path.ends_with("edition.toml"));
    for (path, text) in &texts {
        let file = path.rsplit('/').next().unwrap_or(path);
        let schema = match file {
            "edition.toml" => "edition",
            _ if is_edition => "block",
            _ if path.starts_with("rules/mappings/") || file.starts_with("mapping") => "mapping",
            _ if file.starts_with("overlay") => "overlay",
            _ if file.starts_with("answers") => "answers",
            _ => continue,
        };
        let beside = texts.iter().filter(|(other, _)| is_edition && other != path).cloned();
        files.push(File {
            schema,
            path: path.clone(),
            text: text.clone(),
            beside: beside.collect(),
        });
    }
}

/// The path inside the repository, with slashes on every system.
fn name(path: &Path) -> String {
    let inside = path.strip_prefix(root()).expect("a file of the repository");
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(flag) => (*flag).into(),
        // Editors hand a day to the schema as its text.
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(list) => list.iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            let entries = table.iter().map(|(key, value)| (key.clone(), as_json(value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

/// An edition of the corpus.
fn edition(id: &str) -> &'static Edition {
    static READ: OnceLock<BTreeMap<String, Edition>> = OnceLock::new();
    let read = || {
        let editions = corpus().iter().filter(|file| file.schema == "edition").map(|file| {
            let beside = file.beside.iter().map(|(name, text)| Source::new(name, text));
            let own = Source::new(file.path.as_str(), file.text.as_str());
            let read = Edition::parse(std::iter::once(own).chain(beside).collect());
            let edition = read.unwrap_or_else(|rejected| panic!("{}: {rejected}", file.path));
            (edition.id().to_string(), edition)
        });
        editions.collect()
    };
    let found = READ.get_or_init(read).get(id);
    found.unwrap_or_else(|| panic!("there is no edition {id}"))
}

/// The result of every answers file, by its edition and by each overlay of it.
pub fn results() -> &'static [(String, Value)] {
    static SCORED: OnceLock<Vec<(String, Value)>> = OnceLock::new();
    SCORED.get_or_init(|| {
        let of = |schema| corpus().iter().filter(move |file| file.schema == schema);
        let mut results = Vec::new();
        for file in of("answers") {
            let id = file.value()["edition"].as_str().expect("an edition").to_owned();
            results.push((file.path.clone(), score(edition(&id), file).expect("a result")));
            for overlay in of("overlay").filter(|overlay| overlay.value()["refines"] == *id) {
                let source = Source::new(overlay.path.as_str(), overlay.text.as_str());
                let refined = edition(&id).refined(source);
                let refined = refined.unwrap_or_else(|rejected| panic!("{rejected}"));
                // An answer may no longer fit what the overlay asks.
                if let Ok(result) = score(&refined, file) {
                    results.push((format!("{} by {}", file.path, overlay.path), result));
                }
            }
        }
        results
    })
}

fn score(edition: &Edition, file: &File) -> Result<Value, Rejected> {
    let answers = edition.read_answers(&file.path, &file.text)?;
    let result = ResultFile::new(&kla::score(&answers), Lang::Id).to_json();
    Ok(serde_json::from_str(&result).expect("a result is JSON"))
}
