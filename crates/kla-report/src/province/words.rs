//! How regions, categories and ranks of a province are worded.

use kla::wording::whole;
use kla::{Address, Category, Edition, Lang};
use kla_plan::{CategoryChange, Province, Rank, RankedRegion, Who};

use crate::words::word;

/// A region's name, or its alias.
pub(super) fn who(who: &Who, lang: Lang) -> String {
    match who {
        Who::Region { name, .. } => name.clone(),
        Who::Alias(letters) => format!("{} {letters}", word(lang, "Daerah", "Region")),
    }
}

/// A category, or what having none is called.
pub(super) fn category(
    province: &Province<'_>,
    category: Option<&Category>,
    lang: Lang,
) -> String {
    category.map_or_else(
        || province.below.get(lang).to_owned(),
        |category| category.name.clone(),
    )
}

/// The category of a region, with a mark where a condition or a hole has to be told of.
pub(super) fn category_of(
    province: &Province<'_>,
    region: &RankedRegion<'_>,
    lang: Lang,
) -> String {
    let name = category(province, region.category, lang);
    match (region.without_gates, region.between) {
        (Some(_), _) => format!("{name} (*)"),
        (None, Some(_)) => format!("{name} (^)"),
        (None, None) => name,
    }
}

/// How far a rank may still move, such as `2–5`.
pub(super) fn interval(rank: Rank) -> String {
    match rank.best == rank.worst {
        true => rank.best.to_string(),
        false => format!("{}–{}", rank.best, rank.worst),
    }
}

/// How a category differs from that of the cycle before.
pub(super) fn change(
    province: &Province<'_>,
    region: &RankedRegion<'_>,
    lang: Lang,
) -> String {
    let Some(before) = &region.before else { return "–".to_owned() };
    let name = category(province, before.category, lang);
    match region.change {
        Some(CategoryChange::Same) => word(lang, "tetap", "same").to_owned(),
        Some(CategoryChange::Up) => format!("{} {name}", word(lang, "naik dari", "up from")),
        Some(CategoryChange::Down) => format!("{} {name}", word(lang, "turun dari", "down from")),
        _ => format!("{} {name}", word(lang, "dulu", "was")),
    }
}

/// How many, in words: `3 daerah`.
pub(super) fn count(lang: Lang, count: usize) -> String {
    let number = whole(lang, count as i128);
    match (lang, count) {
        (Lang::Id, _) => format!("{number} daerah"),
        (Lang::En, 1) => format!("{number} region"),
        (Lang::En, _) => format!("{number} regions"),
    }
}

/// A node as a person would call it.
pub(super) fn node(edition: &Edition, node: &Address) -> String {
    match node {
        Address::Block(id) => {
            edition.block(id.as_str()).map_or_else(|| id.to_string(), |block| block.short.clone())
        }
        other => other.to_string(),
    }
}
