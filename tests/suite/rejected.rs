//! The cases under `fixtures/rejected/`: for every code a file that shows it, and what is then said.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kla::{
    AnswersFile, AnswersHead, Code, Diagnostic, Edition, Lang, Mapping, Regions, Rejected, Source,
    TableColumns, TableRow,
};
use kla_tests::fixtures::root;

/// A case: a file with a mistake, and where the mistake is.
struct Case {
    /// The folder's name: the code that the case shows, or `twenty`.
    name: String,
    folder: PathBuf,
    description: toml::Table,
}

/// What answers begin with.
const HEAD: &str =
    "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n";

/// Stands in `finds` for findings too many to list.
const MANY: &str = "…";

/// The case with many mistakes; every other one is named after its code.
const TWENTY: &str = "twenty";

fn cases() -> Vec<Case> {
    let folder = root().join("fixtures/rejected");
    let entries = fs::read_dir(folder).expect("the cases are there");
    let folders = entries.map(|entry| entry.expect("a readable folder").path());
    let mut cases: Vec<Case> = folders.filter(|path| path.is_dir()).map(Case::read).collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

impl Case {
    fn read(folder: PathBuf) -> Case {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let description = text(&folder.join("case.toml"));
        let description = description.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        Case { name, folder, description }
    }

    fn said(&self, key: &str) -> Option<&str> {
        self.description.get(key)?.as_str()
    }

    /// `code:line`, in an edition `code:file:line`, in the order in which they are found.
    fn expected(&self) -> Vec<String> {
        let finds = self.description.get("finds").and_then(toml::Value::as_array);
        let finds = finds.unwrap_or_else(|| panic!("{}: `finds` is missing", self.name));
        finds.iter().map(|find| find.as_str().expect("a text").to_owned()).collect()
    }

    fn found(&self) -> Vec<Diagnostic> {
        let found = match self.said("kind") {
            Some("answers") => self.answers(),
            Some("edition") => {
                edition(&self.folder, "edition").map(|read| read.warnings().to_vec())
            }
            Some("mapping") => self.mapping(),
            Some("table") => self.table(),
            Some("overlay") => self.refined().map(|read| read.warnings().to_vec()),
            other => panic!("{}: {other:?} is no kind", self.name),
        };
        found.unwrap_or_else(|rejected| rejected.diagnostics().to_vec())
    }

    /// As the program reads them: by the edition of the case, or else the one that the file names.
    fn answers(&self) -> Result<Vec<Diagnostic>, Rejected> {
        let name = ["answers.json", "answers.toml"].into_iter().find(|name| self.holds(name));
        let name = name.unwrap_or("answers.toml");
        let bytes = self.made().unwrap_or_else(|| text(&self.folder.join(name)).into_bytes());
        let file = AnswersFile::parse(Source::from_bytes(name, bytes)?);
        let edition = match (self.said("base"), file.edition_id()) {
            _ if self.holds("overlay.toml") => Some(self.refined()?),
            (Some(base), _) => Some(self.base(base)),
            (None, Some(id)) => Edition::bundled(id).cloned(),
            (None, None) => Edition::bundled("2023").cloned(),
        };
        let Some(edition) = edition else {
            let known: Vec<&Edition> =
                Edition::bundled_ids().into_iter().filter_map(Edition::bundled).collect();
            return Err(file.without_edition(&known, Some(Regions::bundled())));
        };
        file.check(&edition, Some(Regions::bundled())).map(|answers| answers.warnings().to_vec())
    }

    /// As a batch reads a table: its titles, then row after row until one is wrong.
    fn table(&self) -> Result<Vec<Diagnostic>, Rejected> {
        let text = text(&self.folder.join("table.csv"));
        let row = |at: usize, line: &str| {
            let source = Source::line_from_bytes("table.csv", at + 1, line.into());
            source.map(|source| TableRow::split(source, ','))
        };
        let (edition, head) = (self.base("2023"), AnswersHead::default());
        let mut lines = text.lines().enumerate();
        let (at, titles) = lines.next().expect("a table has titles");
        let columns = TableColumns::read(row(at, titles)?, &[&edition], &head)?;
        for (at, line) in lines {
            columns.file(row(at, line)?).check(&edition, Some(Regions::bundled()))?;
        }
        Ok(Vec::new())
    }

    /// As answers of 2022 are compared with those of 2023.
    fn mapping(&self) -> Result<Vec<Diagnostic>, Rejected> {
        let source = Source::new("mapping.toml", text(&self.folder.join("mapping.toml")));
        Mapping::read(source, &self.base("2022"), &self.base("2023")).map(|_| Vec::new())
    }

    fn refined(&self) -> Result<Edition, Rejected> {
        let overlay = Source::new("overlay.toml", text(&self.folder.join("overlay.toml")));
        let refines = AnswersFile::parse(overlay.clone()).word("refines").map(str::to_owned);
        let base = self.said("base").or(refines.as_deref()).expect("an edition to refine");
        self.base(base).refined(overlay)
    }

    /// A bundled edition, or the one in a folder beside the case.
    fn base(&self, base: &str) -> Edition {
        if base.contains('/') {
            return edition(&self.folder, base).unwrap_or_else(|rejected| panic!("{rejected}"));
        }
        Edition::bundled(base).unwrap_or_else(|| panic!("no edition {base} is bundled")).clone()
    }

    fn holds(&self, name: &str) -> bool {
        self.folder.join(name).exists()
    }

    /// What no repository should hold: bytes that are no text, and far too many of them.
    fn made(&self) -> Option<Vec<u8>> {
        self.said("input")?;
        match self.name.as_str() {
            "not-utf8" => Some(b"format = 1\nregion_name = \"Kota \xff\"\n".to_vec()),
            "file-too-large" => Some(vec![b'\n'; 32 * 1024 * 1024 + 1]),
            "too-many-findings" => {
                let keys = (0..2000).map(|number| format!("kunci{number} = 1\n"));
                Some(HEAD.bytes().chain(keys.flat_map(String::into_bytes)).collect())
            }
            other => panic!("nobody makes the input of {other}"),
        }
    }
}

/// The edition in a folder of the case's; messages name its files by their path from the case.
fn edition(case: &Path, folder: &str) -> Result<Edition, Rejected> {
    let entries = fs::read_dir(case.join(folder)).expect("the edition is there");
    let names = entries.map(|entry| entry.expect("a readable folder").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    let source = |name: &String| {
        let name = format!("{folder}/{name}");
        let text = text(&case.join(&name));
        Source::new(name, text)
    };
    Edition::parse(names.iter().map(source).collect())
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// One kind of question to all cases; what is wrong is collected, so that one run shows all of it.
fn check(test: impl Fn(&Case) -> Vec<String>) {
    let wrong: Vec<String> = cases()
        .iter()
        .flat_map(|case| test(case).into_iter().map(|problem| format!("{}: {problem}", case.name)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_case_of_its_own() {
    let held: Vec<String> = cases().into_iter().map(|case| case.name).collect();
    let held: BTreeSet<&str> = held.iter().map(String::as_str).collect();
    let codes = Code::ALL.iter().map(|code| code.name());
    assert_eq!(held, codes.chain([TWENTY]).collect::<BTreeSet<&str>>());
}

#[test]
fn every_case_shows_its_code_on_its_line() {
    check(|case| {
        let edition = case.said("kind") == Some("edition");
        let place = |finding: &Diagnostic| {
            let (line, _) = finding.source().position(finding.span().start);
            let file = finding.source().name().trim_start_matches("edition/");
            let code = finding.code().name();
            if edition { format!("{code}:{file}:{line}") } else { format!("{code}:{line}") }
        };
        let found: Vec<String> = case.found().iter().map(place).collect();
        let fits = match case.expected().split_first() {
            Some((many, last)) if many == MANY => found.ends_with(last),
            _ => found == case.expected(),
        };
        if fits {
            return Vec::new();
        }
        vec![format!("expected {:#?}\nfound {found:#?}\n{}", case.expected(), rendered(case))]
    });
}

#[test]
fn the_case_of_twenty_mistakes_holds_twenty() {
    let cases = cases();
    let twenty = cases.iter().find(|case| case.name == TWENTY).expect("it is there");
    assert_eq!(twenty.expected().len(), 20);
    assert_eq!(twenty.found().len(), 20);
}

/// A reader of a case must learn what it shows without the code.
#[test]
fn every_case_says_what_it_is() {
    const KEYS: [&str; 7] = ["title", "what", "kind", "base", "input", "beside", "finds"];
    check(|case| {
        let mut problems = Vec::new();
        for key in ["title", "what"] {
            if case.said(key).is_none_or(|text| text.trim().is_empty()) {
                problems.push(format!("case.toml says nothing under `{key}`"));
            }
        }
        let unknown = case.description.keys().filter(|key| !KEYS.contains(&key.as_str()));
        problems.extend(unknown.map(|key| format!("case.toml: what is `{key}`?")));
        if case.name != TWENTY {
            let own = format!("{}:", case.name);
            let (own, others): (Vec<String>, Vec<String>) =
                case.expected().into_iter().partition(|find| find.starts_with(&own));
            if own.len() != 1 {
                problems.push("it does not show its code once".to_owned());
            }
            if others.is_empty() == case.said("beside").is_some() {
                problems.push("`beside` says why other codes are found, and only then".to_owned());
            }
        }
        problems
    });
}

/// What was found, as people read it in either language.
fn rendered(case: &Case) -> String {
    let mut found = case.found();
    if case.expected().first().is_some_and(|find| find == MANY) {
        found.drain(..found.len() - (case.expected().len() - 1));
    }
    let said =
        |lang| found.iter().map(|finding| finding.render(lang)).collect::<Vec<_>>().join("\n");
    format!("# Indonesia\n\n{}\n# English\n\n{}", said(Lang::Id), said(Lang::En))
}

/// The wording beside a case is a memory of how it read, not evidence: `KLA_BLESS=1` writes it anew,
/// and the difference is reviewed like code. Codes and lines stand in `case.toml`, which nothing writes.
#[test]
fn findings_read_as_they_did() {
    check(|case| {
        let kept = case.folder.join("expected.txt");
        let read = rendered(case);
        if std::env::var_os("KLA_BLESS").is_some() {
            fs::write(&kept, read).expect("the wording can be written");
            return Vec::new();
        }
        match fs::read_to_string(&kept) {
            Ok(expected) if expected == read => Vec::new(),
            Ok(_) => vec![format!("reads otherwise now; KLA_BLESS=1 writes it:\n{read}")],
            Err(_) => vec!["there is no expected.txt; KLA_BLESS=1 writes it".to_owned()],
        }
    });
}
