//! The cases under `fixtures/`, read as they are: `fixtures/<edition>/<slug>/`.

use std::fs;
use std::path::{Path, PathBuf};

/// A case: an answers file and what is known about its result.
#[derive(Debug, Clone)]
pub struct Case {
    /// Edition and slug, such as `2023/batas-600-5`.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The edition, which is the name of the folder above.
    pub edition: String,
    /// The text of `case.toml`: title, source, and where each expected number comes from.
    pub description: String,
    /// The text of `answers.toml`.
    pub answers: String,
    /// The text of `score.json`: the expected result, in part.
    pub expected: String,
}

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the tests stand in the repository").to_path_buf()
}

/// Folders under `fixtures/` that hold something else than the cases of an edition.
const OTHERS: [&str; 7] =
    ["compare", "guide", "province", "rejected", "shapes", "sheets", "stages"];

/// Every case, in the order of its name.
///
/// # Panics
///
/// A folder without one of the three files of a case stops the run: a case that is passed over in
/// silence would seem to pass.
#[must_use]
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for edition in folders(&root().join("fixtures")) {
        if OTHERS.contains(&name(&edition).as_str()) {
            continue;
        }
        for folder in folders(&edition) {
            let (edition, slug) = (name(&edition), name(&folder));
            cases.push(Case {
                name: format!("{edition}/{slug}"),
                edition,
                description: read(&folder.join("case.toml")),
                answers: read(&folder.join("answers.toml")),
                expected: read(&folder.join("score.json")),
                folder,
            });
        }
    }
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

/// A case of several stages: `fixtures/stages/<slug>/`.
#[derive(Debug, Clone)]
pub struct StagesCase {
    /// Its slug.
    pub name: String,
    /// The answers file of each stage: path and text, by name.
    pub files: Vec<(PathBuf, String)>,
    /// The text of `case.toml`.
    pub description: String,
    /// The text of `stages.json`: the expected result, in part.
    pub expected: String,
}

/// Every case of several stages, in the order of its name.
#[must_use]
pub fn stages_cases() -> Vec<StagesCase> {
    let case = |folder: PathBuf| {
        let entries = fs::read_dir(&folder).expect("a readable folder");
        let paths = entries.map(|entry| entry.expect("a readable folder").path());
        let mut files: Vec<PathBuf> = paths
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .filter(|path| !path.ends_with("case.toml"))
            .collect();
        files.sort();
        StagesCase {
            name: name(&folder),
            files: files.into_iter().map(|path| (path.clone(), read(&path))).collect(),
            description: read(&folder.join("case.toml")),
            expected: read(&folder.join("stages.json")),
        }
    };
    folders(&root().join("fixtures/stages")).into_iter().map(case).collect()
}

/// The folders in a folder, in the order of their names.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(path: &Path) -> String {
    path.file_name().expect("a folder with a name").to_string_lossy().into_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
