//! The band chart: where the total stands among the categories, in exact coordinates.

use kla::wording::{points, short_points};
use kla::{Lang, Points, Scorecard};
use rust_decimal::Decimal;
use serde::Serialize;

/// How tall the bar is in units of the drawing: a quarter of a unit for each of 1000 points.
const HEIGHT: Decimal = Decimal::from_parts(250, 0, 0, false, 0);

/// An upright bar in units of the drawing, zero at its foot, ready for an SVG.
///
/// Upright, so that the names of narrow bands stay readable beside them on a phone.
#[derive(Debug, Serialize)]
pub(crate) struct Chart {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) segments: Vec<Segment>,
    /// How far the total stands below the top of the bar.
    pub(crate) mark: String,
    /// How far it stands above the foot.
    pub(crate) filled: String,
    pub(crate) label: String,
}

/// A stretch of the bar, measured from its top.
#[derive(Debug, Serialize)]
pub(crate) struct Segment {
    pub(crate) y: String,
    pub(crate) height: String,
    pub(crate) middle: String,
    pub(crate) foot: String,
    pub(crate) name: String,
    pub(crate) from: String,
    pub(crate) reached: bool,
    /// Whether it is a category, or the stretch below all of them.
    pub(crate) category: bool,
}

impl Segment {
    fn new(name: &str, (from, end): (Points, Points), whole: Points, lang: Lang) -> Segment {
        let (foot, top) = (depth(from, whole), depth(end, whole));
        Segment {
            y: unit(top),
            height: unit(foot - top),
            middle: unit((foot + top) / Decimal::TWO),
            foot: unit(foot),
            name: name.to_owned(),
            from: short_points(lang, from),
            reached: false,
            category: true,
        }
    }
}

impl Chart {
    pub(crate) fn new(card: &Scorecard<'_>, lang: Lang) -> Chart {
        let edition = card.edition();
        let whole = edition.total();
        let categories = &edition.bands().categories;
        let reached = card.placement().category.map(|category| &category.id);
        let first = categories.first().map_or(whole, |category| category.from);
        let below = edition.bands().below.get(lang);
        let mut segments = vec![Segment {
            reached: reached.is_none(),
            category: false,
            ..Segment::new(below, (Points::ZERO, first), whole, lang)
        }];
        for (position, category) in categories.iter().enumerate() {
            let end = categories.get(position + 1).map_or(whole, |next| next.from);
            segments.push(Segment {
                reached: reached == Some(&category.id),
                ..Segment::new(&category.name, (category.from, end), whole, lang)
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
                    "Garis bilangan dari 0 sampai {} dengan nilai {total}. Hasilnya: {name}.",
                    short_points(lang, whole)
                ),
            ),
            Lang::En => (
                format!("Where {total} stands among the bands"),
                format!(
                    "A scale from 0 to {} with the score of {total}. The outcome: {name}.",
                    short_points(lang, whole)
                ),
            ),
        };
        let mark = depth(card.total(), whole);
        Chart {
            title,
            description,
            segments,
            mark: unit(mark),
            filled: unit(HEIGHT - mark),
            label: total,
        }
    }
}

/// How far below the top of the bar points stand.
fn depth(points: Points, whole: Points) -> Decimal {
    let share = points.percent_of(whole, 3).unwrap_or_default();
    HEIGHT - share * HEIGHT / Decimal::ONE_HUNDRED
}

/// A length as SVG wants it: as short as can be and always with a dot.
fn unit(length: Decimal) -> String {
    length.normalize().to_string()
}
