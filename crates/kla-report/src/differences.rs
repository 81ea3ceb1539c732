//! What changed between two editions, in words, with a region whose category changes with it.

use std::fmt::Write as _;

use kla::wording::{points, short_points};
use kla::{Change, Difference, DifferenceKind, Edition, Lang, Points, Scorecard, Standing};

use crate::table::wrap;
use crate::words::category_name;

/// The differences between two editions, or between an edition and its refined form.
#[must_use]
pub fn describe_differences(old: &Edition, new: &Edition, lang: Lang) -> String {
    let found = old.differences(new);
    let mut text = format!("{} → {}\n", title(old), title(new));
    if found.is_empty() {
        text.push_str(match lang {
            Lang::Id => "\nTidak ada perbedaan.\n",
            Lang::En => "\nNo difference.\n",
        });
        return text;
    }
    let mut kind = None;
    for difference in &found {
        if kind != Some(difference.kind) {
            kind = Some(difference.kind);
            let _ = write!(text, "\n{}\n\n", heading(difference.kind, lang));
        }
        let line = format!("- {}: {}", difference.about, change(difference, lang));
        let _ = writeln!(text, "{}", wrap(&line, 96, "  "));
    }
    flip(old, new, lang, &mut text);
    text
}

/// One region by two editions.
#[must_use]
pub fn describe_both(before: &Scorecard<'_>, after: &Scorecard<'_>, lang: Lang) -> String {
    let standing = |card: &Scorecard<'_>| {
        let category = category_name(card.placement().category, card.edition().bands(), lang);
        format!("{}: {}, {category}", title(card.edition()), points(lang, card.total()))
    };
    let region = before.answers().place().label();
    format!("\n{region}\n\n{}\n{}\n", standing(before), standing(after))
}

fn title(edition: &Edition) -> String {
    match edition.overlay() {
        Some(overlay) => format!("{} + {}", edition.id(), overlay.id),
        None => edition.id().to_string(),
    }
}

fn heading(kind: DifferenceKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (DifferenceKind::Rule, Lang::Id) => "ATURAN UMUM",
        (DifferenceKind::Rule, Lang::En) => "GENERAL RULES",
        (DifferenceKind::Category, Lang::Id) => "KATEGORI",
        (DifferenceKind::Category, Lang::En) => "CATEGORIES",
        (DifferenceKind::Gate, Lang::Id) => "SYARAT",
        (DifferenceKind::Gate, Lang::En) => "CONDITIONS",
        (DifferenceKind::Block, Lang::Id) => "BLOK",
        (DifferenceKind::Block, Lang::En) => "BLOCKS",
        (DifferenceKind::Indicator, Lang::Id) => "INDIKATOR",
        (DifferenceKind::Indicator, Lang::En) => "INDICATORS",
        (_, Lang::Id) => "BUTIR",
        (_, Lang::En) => "QUESTIONS",
    }
}

fn change(difference: &Difference, lang: Lang) -> String {
    let maximum = |points: &Option<Points>| match (points, lang) {
        (Some(points), Lang::Id) => format!(", maksimum {}", short_points(lang, *points)),
        (Some(points), Lang::En) => format!(", maximum {}", short_points(lang, *points)),
        (None, _) => String::new(),
    };
    match (&difference.change, lang) {
        (Change::Added(points), Lang::Id) => format!("baru{}", maximum(points)),
        (Change::Added(points), Lang::En) => format!("new{}", maximum(points)),
        (Change::Removed(points), Lang::Id) => format!("dihapus{}", maximum(points)),
        (Change::Removed(points), Lang::En) => format!("gone{}", maximum(points)),
        (Change::Maximum(before, after), _) => {
            let word = match lang {
                Lang::Id => "maksimum",
                Lang::En => "maximum",
            };
            format!("{word} {} → {}", short_points(lang, *before), short_points(lang, *after))
        }
        (Change::Band(before, after), _) => {
            let band = |(from, to): &(Points, Points)| {
                format!("{}–{}", short_points(lang, *from), short_points(lang, *to))
            };
            format!("{} → {}", band(before), band(after))
        }
        (Change::Words(before, after), _) => format!("{before} → {after}"),
        _ => String::new(),
    }
}

fn flip(old: &Edition, new: &Edition, lang: Lang, text: &mut String) {
    let Some(flip) = old.flip(new) else {
        text.push_str(match lang {
            Lang::Id => "\nTidak ditemukan daerah contoh yang kategorinya berubah.\n",
            Lang::En => "\nNo example of a region was found whose category changes.\n",
        });
        return;
    };
    let standing = |standing: &Standing, edition: &Edition| {
        let total = points(lang, standing.total);
        let category =
            standing.category.clone().unwrap_or_else(|| edition.bands().below.get(lang).to_owned());
        format!("{}: {total}, {category}", title(edition))
    };
    let head = match lang {
        Lang::Id => "CONTOH DAERAH YANG KATEGORINYA BERUBAH (angka buatan)",
        Lang::En => "AN EXAMPLE OF A REGION WHOSE CATEGORY CHANGES (invented figures)",
    };
    let _ = write!(text, "\n{head}\n\n{}\n", standing(&flip.before, old));
    if flip.answers_before != flip.answers_after {
        let _ = write!(text, "\n{}\n", flip.answers_before);
    }
    let _ = write!(text, "{}\n\n{}", standing(&flip.after, new), flip.answers_after);
}
