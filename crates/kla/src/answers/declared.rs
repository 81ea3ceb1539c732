//! Printed figures, which are compared and never scored.

use super::model::{Address, Declared, DeclaredCategory, DeclaredWhat};
use crate::code::Code;
use crate::document::{Ceiling, Entry, TableReader, as_points, suggest};
use crate::edition::{Block, Edition};
use crate::wording::Text;

/// The figures of the table `[declared]` in official order, and its category.
pub(super) fn read<'e>(
    reader: &TableReader<'_>,
    edition: &'e Edition,
) -> (Vec<Declared>, Option<DeclaredCategory<'e>>) {
    let Some(table) = reader.optional_table("declared") else { return (Vec::new(), None) };
    let mut declared = Vec::new();
    if let Some(node) = table.optional("total")
        && let Some(points) = as_points(node, Ceiling::At(edition.total()), table.sink())
    {
        declared.push(Declared { node: Address::Total, what: DeclaredWhat::Points, points });
    }
    for (key, what) in [
        ("blocks", DeclaredWhat::Points),
        ("indicators", DeclaredWhat::Points),
        ("maxima", DeclaredWhat::Maximum),
    ] {
        let Some(figures) = table.optional_table(key) else { continue };
        for entry in figures.entries() {
            declared.extend(figure(entry, key, what, edition, &table));
        }
    }
    declared.sort_by_key(|declared| place(edition, &declared.node));
    let category = category(&table, edition);
    table.finish();
    (declared, category)
}

fn figure(
    entry: &Entry,
    key: &str,
    what: DeclaredWhat,
    edition: &Edition,
    table: &TableReader<'_>,
) -> Option<Declared> {
    let block = || edition.block(&entry.key).map(|block| Address::Block(block.id.clone()));
    let indicator =
        || edition.indicator(&entry.key).map(|indicator| Address::Indicator(indicator.id.clone()));
    let node = match key {
        "blocks" => block(),
        "indicators" => indicator(),
        _ if entry.key == "total" => Some(Address::Total),
        _ => block().or_else(indicator),
    };
    let Some(node) = node else {
        let blocks = edition.blocks().iter().map(|block| block.id.as_str());
        let indicators = edition.indicators().map(|indicator| indicator.id.as_str());
        let (code, known): (Code, Vec<&str>) = match key {
            "blocks" => (Code::UnknownBlock, blocks.collect()),
            "indicators" => (Code::UnknownIndicator, indicators.collect()),
            _ => (Code::UnknownIndicator, blocks.chain(indicators).collect()),
        };
        let message = Text::new(
            format!("`{}` tidak ada dalam edisi {}", entry.key, edition.id()),
            format!("`{}` is not in edition {}", entry.key, edition.id()),
        );
        suggest(code, &entry.key_span, message, &entry.key, known, table.sink());
        return None;
    };
    let points = as_points(&entry.node, Ceiling::At(edition.total()), table.sink())?;
    Some(Declared { node, what, points })
}

fn category<'e>(table: &TableReader<'_>, edition: &'e Edition) -> Option<DeclaredCategory<'e>> {
    let word = table.optional_text("category")?;
    if let Some(category) = edition.category(word.text) {
        return Some(DeclaredCategory::Category(category));
    }
    let below = edition.bands().below.get(crate::Lang::Id);
    if word.text.to_lowercase() == below.to_lowercase() {
        return Some(DeclaredCategory::Below);
    }
    let mut known: Vec<&str> =
        edition.bands().categories.iter().map(|category| category.name.as_str()).collect();
    known.push(below);
    let message = Text::new(
        format!("`{}` bukan kategori edisi {}", word.text, edition.id()),
        format!("`{}` is not a category of edition {}", word.text, edition.id()),
    );
    suggest(Code::UnknownCategory, word.span, message, word.text, known, table.sink());
    None
}

/// Where a node stands in the official order: the total, then each block before its rows.
pub(super) fn place(edition: &Edition, node: &Address) -> (usize, usize) {
    match node {
        Address::Total => (0, 0),
        Address::Block(id) => (block_place(edition, |block| block.id == *id), 0),
        Address::Indicator(id) => {
            let row = edition.indicator(id.as_str()).map_or(0, |row| row.position);
            let holds = |block: &Block| block.indicators.iter().any(|other| other.position == row);
            (block_place(edition, holds), row + 1)
        }
        Address::Question(_) => (usize::MAX, 0),
    }
}

fn block_place(edition: &Edition, test: impl Fn(&Block) -> bool) -> usize {
    edition.blocks().iter().position(test).unwrap_or(0) + 1
}
