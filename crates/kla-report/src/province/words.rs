//! How regions, categories and ranks of a province are worded.

use kla::wording::{points, whole};
use kla::{Address, Category, Edition, Lang};
use kla_plan::{Absent, CategoryChange, Mark, Province, Rank, RankedRegion, Who};

use crate::words::word;

/// A region's name, or its alias.
pub(super) fn who(who: &Who, lang: Lang) -> String {
    match who {
        Who::Region { name, .. } => name.clone(),
        Who::Alias(letters) => format!("{} {letters}", word(lang, "Daerah", "Region")),
    }
}

/// A region's name as a narrow table prints it, with `Kab.` in front; or its alias.
pub(super) fn short_who(region: &Who, lang: Lang) -> String {
    let name = who(region, lang);
    match name.strip_prefix("Kabupaten ") {
        Some(rest) => format!("Kab. {rest}"),
        None => name,
    }
}

/// The range in which a total can still end, from what is verified to what is possible.
pub(super) fn range(region: &RankedRegion<'_>, lang: Lang) -> String {
    let mark = |mark| points(lang, region.at(mark));
    format!("{}–{}", mark(Mark::Verified), mark(Mark::Potential))
}

/// A category, or what having none is called.
pub(super) fn category(province: &Province<'_>, category: Option<&Category>, lang: Lang) -> String {
    category.map_or_else(|| province.below.get(lang).to_owned(), |category| category.name.clone())
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
pub(super) fn change(change: Option<CategoryChange>, lang: Lang) -> &'static str {
    match change {
        Some(CategoryChange::Up) => word(lang, "naik", "up"),
        Some(CategoryChange::Same) => word(lang, "tetap", "same"),
        Some(CategoryChange::Down) => word(lang, "turun", "down"),
        _ => word(lang, "tidak sebanding", "not comparable"),
    }
}

/// Why a region is not among those that are scored.
pub(super) fn absence(absent: &Absent<'_>, lang: Lang) -> &'static str {
    match absent.is_unread {
        true => word(lang, "berkas tidak dapat dibaca", "its file could not be used"),
        false => word(lang, "tidak ikut serta", "not taking part"),
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
