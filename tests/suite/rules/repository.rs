//! The repository stands alone and ships what it holds.

use std::fs;
use std::path::{Path, PathBuf};

use kla_tests::fixtures::root;

/// Every file below a folder, in the order of the paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
    {
        let path = entry.expect("a readable folder").path();
        if path.is_file() {
            found.push(path);
        } else if !["target", "node_modules"].iter().any(|made| path.ends_with(made)) {
            found.extend(files(&path));
        }
    }
    found.sort();
    found
}

/// The path inside the repository, with slashes on every system.
fn name(path: &Path) -> String {
    let inside = path.strip_prefix(root()).expect("a file of the repository");
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[test]
fn every_edition_file_ships_as_it_is() {
    let held: Vec<(String, String)> = files(&root().join("rules/editions"))
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).expect("rules are text")))
        .collect();
    let mut shipped: Vec<(String, String)> = kla_rules::EDITIONS
        .iter()
        .flat_map(|edition| edition.files)
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    shipped.sort();
    let names = |files: &[(String, String)]| -> Vec<String> {
        files.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&shipped), names(&held));
    for ((name, shipped), (_, held)) in shipped.iter().zip(&held) {
        assert!(shipped == held, "{name} ships another text");
    }
    for edition in kla_rules::EDITIONS {
        let folder = format!("rules/editions/{}/", edition.id);
        assert!(edition.files.iter().all(|(name, _)| name.starts_with(&folder)), "{}", edition.id);
    }
    let regions = fs::read_to_string(root().join("rules/regions.toml"));
    assert_eq!(regions.expect("regions are text"), kla_rules::REGIONS);
}

/// Each edition file names its schema, for editors, and the guide that explains it, for people.
#[test]
fn every_edition_file_says_what_it_is() {
    for edition in kla_rules::EDITIONS {
        for (name, text) in edition.files {
            let mut lines = text.lines();
            let kind = if name.ends_with("/edition.toml") { "edition" } else { "block" };
            let schema = format!("#:schema ../../schema/{kind}.schema.json");
            assert_eq!(lines.next(), Some(schema.as_str()), "{name}");
            let second = lines.next().unwrap_or_default();
            assert!(second.starts_with("# ") && second.contains("FORMAT.md"), "{name}: {second}");
        }
    }
}

/// Nothing leans on files that only the authors had.
#[test]
fn nothing_points_out_of_the_repository() {
    let needles = [["../", "shared"].concat(), ["/", "work/"].concat()];
    let mut searched = 0;
    let entries = fs::read_dir(root()).expect("the repository");
    let beside = entries.map(|entry| entry.expect("a readable folder").path());
    // Git's own file in a second work tree is no part of the repository.
    let beside = beside.filter(|path| path.is_file() && !path.ends_with(".git"));
    let folders = ["rules", "crates", "fixtures", "tests"].map(|folder| root().join(folder));
    for path in beside.chain(folders.iter().flat_map(|folder| files(folder))) {
        // A workbook or a picture is not text.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        searched += 1;
        for needle in &needles {
            let line = text.lines().position(|line| line.contains(needle.as_str()));
            assert_eq!(line.map(|line| line + 1), None, "`{needle}` in {}", name(&path));
        }
    }
    assert!(searched > 100, "only {searched} files were searched");
}
