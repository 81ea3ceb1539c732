//! JSON as a tree that keeps the order of its keys, and the comparison of two such trees, node by node.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::container::plain;

/// A JSON value. Fractions are no values here: every amount of points is a text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Tree {
    Null,
    Truth(bool),
    Number(i128),
    Text(String),
    List(Vec<Tree>),
    Table(Vec<(String, Tree)>),
}

impl Tree {
    /// The tree of a text; `None` where it is no JSON, holds fractions, or is too large to be ours.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Tree> {
        // A tree takes many times the memory of its text.
        const LARGEST: usize = 8 * 1024 * 1024;
        if bytes.len() > LARGEST {
            return None;
        }
        serde_json::from_slice(bytes).ok()
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Tree> {
        match self {
            Tree::Table(entries) => {
                entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn list(&self) -> &[Tree] {
        match self {
            Tree::List(items) => items,
            _ => &[],
        }
    }

    /// The value for people, in short.
    fn shown(&self) -> String {
        match self {
            Tree::Null => "null".to_owned(),
            Tree::Truth(truth) => truth.to_string(),
            Tree::Number(number) => number.to_string(),
            Tree::Text(text) => plain(text),
            Tree::List(items) => format!("[{}]", items.len()),
            // A node shows its points, a remark what it says.
            Tree::Table(_) => ["points", "state", "message", "value", "id", "rule"]
                .iter()
                .find_map(|key| self.get(key)?.text())
                .map_or_else(|| "{}".to_owned(), plain),
        }
    }

    /// What tells an item of a list from its neighbours.
    fn label(&self) -> Option<&str> {
        ["id", "file"].iter().find_map(|key| self.get(key)?.text())
    }
}

/// A place at which two trees differ.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Mismatch {
    /// The node by its address, or the key at the top.
    pub(crate) node: String,
    /// The way from there to the value; empty for the node itself.
    pub(crate) field: String,
    /// As it stands there; `None` where it is absent.
    pub(crate) stated: Option<String>,
    /// As it was computed; `None` where there should be nothing.
    pub(crate) computed: Option<String>,
    /// Whether only one of the two trees has this key: shapes may gain keys.
    pub(crate) only_one_has_the_key: bool,
}

/// Every place at which a stated tree differs from a computed one, in the order of the computed one.
pub(crate) fn compare(stated: &Tree, computed: &Tree) -> Vec<Mismatch> {
    let mut found = Vec::new();
    walk(&Spot::default(), Some(stated), Some(computed), &mut found);
    found
}

/// Where the walk stands.
#[derive(Clone, Default)]
struct Spot {
    node: String,
    field: String,
    /// Whether the items here are nodes of the score.
    nodes: bool,
}

impl Spot {
    fn key(&self, key: &str) -> Spot {
        let nodes = matches!(key, "blocks" | "indicators" | "questions");
        match self {
            Spot { node, .. } if node.is_empty() => {
                Spot { node: key.to_owned(), field: String::new(), nodes }
            }
            // A list of nodes inside a node: what follows has addresses of its own.
            Spot { node, .. } if nodes => Spot { node: node.clone(), field: key.to_owned(), nodes },
            Spot { node, field, .. } => {
                Spot { node: node.clone(), field: joined(field, key), nodes }
            }
        }
    }

    fn item(&self, label: &str) -> Spot {
        match self.nodes {
            true => Spot { node: plain(label), field: String::new(), nodes: false },
            false => Spot {
                node: self.node.clone(),
                field: joined(&self.field, &plain(label)),
                nodes: false,
            },
        }
    }
}

fn joined(field: &str, key: &str) -> String {
    if field.is_empty() { key.to_owned() } else { format!("{field}.{key}") }
}

fn walk(spot: &Spot, stated: Option<&Tree>, computed: Option<&Tree>, found: &mut Vec<Mismatch>) {
    match (stated, computed) {
        (Some(Tree::Table(stated)), Some(Tree::Table(computed))) => {
            let mut left: Vec<&(String, Tree)> = stated.iter().collect();
            for (key, value) in computed {
                let place = left.iter().position(|(name, _)| name == key);
                let other = place.map(|place| &left.remove(place).1);
                walk(&spot.key(key), other, Some(value), found);
                mark(other.is_none(), found);
            }
            for (key, value) in left {
                walk(&spot.key(&plain(key)), Some(value), None, found);
                mark(true, found);
            }
        }
        (Some(Tree::List(stated)), Some(Tree::List(computed))) => {
            items(spot, stated, computed, found);
        }
        (stated, computed) if stated == computed => {}
        (stated, computed) => found.push(Mismatch {
            node: spot.node.clone(),
            field: spot.field.clone(),
            stated: stated.map(Tree::shown),
            computed: computed.map(Tree::shown),
            only_one_has_the_key: false,
        }),
    }
}

/// Notes of the last place that it is a key of one tree only.
fn mark(only_one_has_it: bool, found: &mut [Mismatch]) {
    if let Some(last) = found.last_mut().filter(|_| only_one_has_it) {
        last.only_one_has_the_key = true;
    }
}

/// Items of lists are found by what tells them apart, others by their place.
fn items(spot: &Spot, stated: &[Tree], computed: &[Tree], found: &mut Vec<Mismatch>) {
    let mut by_label: BTreeMap<String, VecDeque<&Tree>> = BTreeMap::new();
    let label = |place: usize, item: &Tree| match item.label() {
        Some(label) => label.to_owned(),
        None => (place + 1).to_string(),
    };
    for (place, item) in stated.iter().enumerate() {
        by_label.entry(label(place, item)).or_default().push_back(item);
    }
    for (place, item) in computed.iter().enumerate() {
        let label = label(place, item);
        let other = by_label.get_mut(&label).and_then(VecDeque::pop_front);
        walk(&spot.item(&label), other, Some(item), found);
    }
    for (label, items) in by_label {
        for item in items {
            walk(&spot.item(&label), Some(item), None, found);
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tree, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Tree;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value without fractions")
            }

            fn visit_unit<E>(self) -> Result<Tree, E> {
                Ok(Tree::Null)
            }

            fn visit_bool<E>(self, truth: bool) -> Result<Tree, E> {
                Ok(Tree::Truth(truth))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
                Ok(Tree::Number(number.into()))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Tree, E> {
                Ok(Tree::Number(number.into()))
            }

            fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
                Ok(Tree::Text(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Tree, E> {
                Ok(Tree::Text(text))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = access.next_element()? {
                    items.push(item);
                }
                Ok(Tree::List(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Tree, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = access.next_entry()? {
                    entries.push(entry);
                }
                Ok(Tree::Table(entries))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}
