//! An edition's files, and what an overlay changes in them.

use super::values::{table, text, word};
use std::path::Path;
use toml::{Table, Value};

/// An edition's files as they are: `edition.toml` and the block files in its order.
#[derive(Debug, Clone)]
pub struct Edition {
    pub(crate) main: Table,
    pub(crate) blocks: Vec<Table>,
}

/// Reads the edition from (file name, text): `edition.toml` and the blocks.
pub fn read_edition(files: &[(String, String)]) -> Edition {
    let file = |name: &str| -> Table {
        let found = files.iter().find(|(file_name, _)| file_name == name);
        let (_, content) = found.expect("the file is there");
        content.parse().expect("edition files are TOML")
    };
    let main = file("edition.toml");
    let blocks = block_names(&main).iter().map(|name| file(name)).collect();
    Edition { main, blocks }
}

fn block_names(main: &Table) -> Vec<String> {
    let ids = main["blocks"].as_array().expect("blocks").iter();
    let ids = ids.map(|id| id.as_str().expect("a block id"));
    ids.map(|id| format!("{id}.toml")).collect()
}

/// Reads a folder: `edition.toml` first, then the blocks in the order it lists them.
pub fn load_edition(dir: &Path) -> Vec<(String, String)> {
    let read = |name: String| {
        let content = std::fs::read_to_string(dir.join(&name)).expect("a readable edition file");
        (name, content)
    };
    let mut files = vec![read("edition.toml".to_string())];
    let main: Table = files[0].1.parse().expect("edition.toml is TOML");
    files.extend(block_names(&main).into_iter().map(read));
    files
}

/// Everything that belongs to a shape and goes with it.
const OF_A_SHAPE: [&str; 11] = [
    "shape",
    "steps",
    "levels",
    "items",
    "scale",
    "thresholds",
    "target",
    "zero_total",
    "of",
    "years",
    "take",
];

/// The edition as an overlay refines it.
pub fn refine(edition: &Edition, overlay: &str) -> Edition {
    let overlay: Table = overlay.parse().expect("overlays are TOML");
    assert_eq!(overlay["refines"], edition.main["id"]);
    let mut refined = edition.clone();
    for key in ["rounding", "not_applicable", "reasons", "shrink", "effort"] {
        if let Some(rule) = overlay.get(key) {
            refined.main.insert(key.to_string(), rule.clone());
        }
    }
    for key in ["source", "agency"] {
        entries(&mut refined.main, key).extend(tables(&overlay, key).map(Value::from));
    }
    for gate in tables(&overlay, "gate") {
        let gates = entries(&mut refined.main, "gate");
        match gates.iter_mut().find(|known| known.get("id") == gate.get("id")) {
            Some(known) => *known = gate.into(),
            None => gates.push(gate.into()),
        }
    }
    for kind in ["question", "indicator", "block"] {
        for change in tables(&overlay, kind) {
            let node = node_mut(&mut refined, kind, text(&change, "id"));
            let node = node.expect("a node of the edition");
            if change.contains_key("shape") {
                node.retain(|key, _| !OF_A_SHAPE.contains(&key));
            }
            node.extend(change.into_iter().filter(|(key, _)| key != "id"));
        }
    }
    for id in overlay.get("remove").and_then(Value::as_array).into_iter().flatten() {
        let (row, number) = id.as_str().and_then(|id| id.split_once('.')).expect("an address");
        let row = node_mut(&mut refined, "indicator", row).expect("a row of the edition");
        entries(row, "question").retain(|question| question["id"].as_str() != Some(number));
    }
    refined
}

/// Copies of the tables under a key.
fn tables(from: &Table, key: &str) -> impl Iterator<Item = Table> + use<> {
    let found = super::values::list(from, key).into_iter().cloned();
    found.collect::<Vec<_>>().into_iter()
}

fn entries<'a>(from: &'a mut Table, key: &str) -> &'a mut Vec<Value> {
    let list = from.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    list.as_array_mut().expect("a list")
}

/// A block, an indicator or, by its address, a question.
fn node_mut<'a>(edition: &'a mut Edition, kind: &str, id: &str) -> Option<&'a mut Table> {
    if kind == "block" {
        let mut files = edition.blocks.iter_mut();
        let file = files.find(|file| text(table(file, "block"), "id") == id)?;
        return file.get_mut("block")?.as_table_mut();
    }
    let (row, number) = id.split_once('.').map_or((id, None), |(row, number)| (row, Some(number)));
    let rows = edition.blocks.iter_mut().flat_map(|file| entries(file, "indicator"));
    let mut rows = rows.map(|row| row.as_table_mut().expect("a table"));
    let row = rows.find(|known| word(known, "id") == Some(row))?;
    let Some(number) = number else { return Some(row) };
    let questions = entries(row, "question").iter_mut();
    let mut questions = questions.map(|question| question.as_table_mut().expect("a table"));
    questions.find(|question| word(question, "id") == Some(number))
}

impl Edition {
    /// The files that say the same: file name and text.
    pub fn files(&self) -> Vec<(String, String)> {
        let print = |file: &Table| toml::to_string(file).expect("a table fits TOML");
        let names = std::iter::once("edition.toml".to_string()).chain(block_names(&self.main));
        let texts = std::iter::once(&self.main).chain(&self.blocks).map(print);
        names.zip(texts).collect()
    }
}
