//! The band chart: where the total stands among the categories, in exact coordinates.

use kla::wording::{points, short_points};
use kla::{Lang, Points, Scorecard};
use rust_decimal::Decimal;
use serde::Serialize;

/// The bar as parts of a width of 1000, ready for an SVG.
#[derive(Debug, Serialize)]
pub(crate) struct Chart {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) segments: Vec<Segment>,
    /// The horizontal place of the total.
    pub(crate) mark: String,
    /// On which side of the mark its label has room: `start`, `middle` or `end`.
    pub(crate) anchor: &'static str,
    pub(crate) label: String,
}

/// A stretch of the bar.
#[derive(Debug, Serialize)]
pub(crate) struct Segment {
    pub(crate) x: String,
    pub(crate) width: String,
    pub(crate) name: String,
    pub(crate) from: String,
    pub(crate) reached: bool,
    /// Whether it is a category, or the stretch below all of them.
    pub(crate) category: bool,
}

impl Chart {
    pub(crate) fn new(card: &Scorecard<'_>, lang: Lang) -> Chart {
        let edition = card.edition();
        let whole = edition.total();
        let categories = &edition.bands().categories;
        let reached = card.placement().category.map(|category| &category.id);
        let mut segments = Vec::new();
        let first = categories.first().map_or(whole, |category| category.from);
        segments.push(Segment {
            x: place(Points::ZERO, whole),
            width: place(first, whole),
            name: edition.bands().below.get(lang).to_owned(),
            from: short_points(lang, Points::ZERO),
            reached: reached.is_none(),
            category: false,
        });
        for (position, category) in categories.iter().enumerate() {
            let end = categories.get(position + 1).map_or(whole, |next| next.from);
            segments.push(Segment {
                x: place(category.from, whole),
                width: place(end - category.from, whole),
                name: category.name.clone(),
                from: short_points(lang, category.from),
                reached: reached == Some(&category.id),
                category: true,
            });
        }
        let total = points(lang, card.total());
        let name = segments
            .iter()
            .find(|segment| segment.reached)
            .map_or_else(String::new, |segment| segment.name.clone());
        let (title, description) = match lang {
            Lang::Id => (
                format!("Letak nilai {total} pada rentang kategori"),
                format!(
                    "Garis bilangan dari 0 sampai {}. Nilai {total} berada pada {name}.",
                    short_points(lang, whole)
                ),
            ),
            Lang::En => (
                format!("Where {total} stands among the bands"),
                format!(
                    "A scale from 0 to {}. The score of {total} stands in {name}.",
                    short_points(lang, whole)
                ),
            ),
        };
        let share = card.total().percent_of(whole, 2).unwrap_or_default();
        let anchor = if share < Decimal::from(12) {
            "start"
        } else if share > Decimal::from(88) {
            "end"
        } else {
            "middle"
        };
        Chart { title, description, segments, mark: place(card.total(), whole), anchor, label: total }
    }
}

/// A place on a bar of 1000 units, with at most two decimals and always a dot.
fn place(points: Points, whole: Points) -> String {
    let share = points.percent_of(whole, 3).unwrap_or_default();
    (share * Decimal::TEN).normalize().to_string()
}
