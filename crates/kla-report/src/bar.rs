//! Marks of a score on one bar against the bands, in exact coordinates.

use kla::wording::{points, short_points};
use kla::{Edition, Lang, Points};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Serialize;

/// Columns of the bar in text.
const COLUMNS: usize = 80;
/// How long the bar is in units of the drawing.
const LENGTH: Decimal = Decimal::from_parts(800, 0, 0, false, 0);
/// How far letters stand apart.
const LETTER: Decimal = Decimal::from_parts(24, 0, 0, false, 0);

/// A lying bar from 0 to the edition's total with the floors of the bands and some marks, which do not
/// fall.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Bar {
    title: String,
    description: String,
    stretches: Vec<Stretch>,
    marks: Vec<Mark>,
    text: String,
}

/// A band, from left to right.
#[derive(Clone, Debug, Serialize)]
struct Stretch {
    x: String,
    width: String,
    name: String,
    from: String,
}

/// A mark: what is filled up to it since the one before.
#[derive(Clone, Debug, Serialize)]
struct Mark {
    letter: char,
    name: String,
    points: String,
    x: String,
    /// Where the letter stands: beside those of other marks, not over them.
    letter_x: String,
    /// Where the part since the mark before begins, and how long it is.
    start: String,
    width: String,
}

impl Bar {
    /// A bar of marks, each a letter, a name and its points; rising.
    pub(crate) fn new(
        edition: &Edition,
        title: &str,
        marks: &[(char, &str, Points)],
        lang: Lang,
    ) -> Bar {
        let whole = edition.total();
        let bands = &edition.bands().categories;
        let mut edges = vec![(edition.bands().below.get(lang), Points::ZERO)];
        edges.extend(bands.iter().map(|category| (category.name.as_str(), category.from)));
        let stretches = edges.iter().enumerate().map(|(place, (name, from))| {
            let end = edges.get(place + 1).map_or(whole, |(_, next)| *next);
            Stretch {
                x: unit(along(*from, whole)),
                width: unit(along(end, whole) - along(*from, whole)),
                name: (*name).to_owned(),
                from: short_points(lang, *from),
            }
        });
        let mut before = Points::ZERO;
        let mut drawn = Vec::new();
        let places: Vec<Decimal> = marks.iter().map(|(_, _, mark)| along(*mark, whole)).collect();
        let letters = apart(&places);
        for ((letter, name, mark), letter_x) in marks.iter().zip(letters) {
            let (start, x) = (along(before, whole), along(*mark, whole));
            drawn.push(Mark {
                letter: *letter,
                name: (*name).to_owned(),
                points: points(lang, *mark),
                x: unit(x),
                letter_x: unit(letter_x),
                start: unit(start),
                width: unit(x - start),
            });
            before = before.max(*mark);
        }
        let named: Vec<String> =
            drawn.iter().map(|mark| format!("{} {}", mark.name, mark.points)).collect();
        let stretches: Vec<Stretch> = stretches.collect();
        let floors: Vec<String> =
            stretches.iter().map(|band| format!("{} {}", band.name, band.from)).collect();
        Bar {
            title: title.to_owned(),
            description: format!("{}: {}. {}.", title, named.join("; "), floors.join(" · ")),
            stretches,
            text: text(&edges, marks, whole, lang),
            marks: drawn,
        }
    }

    /// Four lines: the floors, the bar filled with the letter of the mark that each part belongs to, a
    /// letter under the end of each mark, and what the letters mean.
    pub(crate) fn to_text(&self) -> &str {
        &self.text
    }
}

fn text(
    edges: &[(&str, Points)],
    marks: &[(char, &str, Points)],
    whole: Points,
    lang: Lang,
) -> String {
    let mut ruler = vec![' '; COLUMNS + 6];
    let mut bar = vec!['·'; COLUMNS];
    for (_, from) in edges {
        let place = column(*from, whole).min(COLUMNS - 1);
        bar[place] = '|';
        for (offset, sign) in short_points(lang, *from).chars().enumerate() {
            if let Some(cell) = ruler.get_mut(place + offset) {
                *cell = sign;
            }
        }
    }
    let mut start = 0;
    for (letter, _, mark) in marks {
        let end = column(*mark, whole);
        for cell in bar.iter_mut().take(end).skip(start) {
            if *cell == '·' {
                *cell = *letter;
            }
        }
        start = start.max(end);
    }
    let legend: Vec<String> = marks
        .iter()
        .map(|(letter, name, mark)| format!("{letter} = {name} {}", points(lang, *mark)))
        .collect();
    let mut pointers = vec![' '; COLUMNS + marks.len()];
    let mut free = 0;
    for (letter, _, mark) in marks {
        // The last column that a mark fills; marks that end together stand side by side.
        let place = column(*mark, whole).saturating_sub(1).max(free);
        pointers[place] = *letter;
        free = place + 1;
    }
    let line = |cells: Vec<char>| cells.into_iter().collect::<String>().trim_end().to_owned();
    format!("{}\n{}\n{}\n{}", line(ruler), line(bar), line(pointers), legend.join("; "))
}

/// Places for letters that want to stand at rising places, far enough from each other to be read.
fn apart(places: &[Decimal]) -> Vec<Decimal> {
    let mut apart: Vec<Decimal> = Vec::new();
    for place in places {
        let least = apart.last().map_or(*place, |before| *before + LETTER);
        apart.push(least.max(*place));
    }
    // Whatever was pushed over the end moves back, and pushes those before it.
    let mut most = LENGTH;
    for place in apart.iter_mut().rev() {
        *place = (*place).min(most);
        most = *place - LETTER;
    }
    apart
}

/// How many columns of the bar points fill, cut.
fn column(points: Points, whole: Points) -> usize {
    let columns = Points::from(u32::try_from(COLUMNS).unwrap_or(0));
    let filled = columns.part_of(points, whole, 0).unwrap_or_default();
    filled.to_decimal().to_usize().unwrap_or(0).min(COLUMNS)
}

/// How far along a bar points are, in units of the drawing.
pub(crate) fn along(points: Points, whole: Points) -> Decimal {
    points.percent_of(whole, 3).unwrap_or_default() * LENGTH / Decimal::ONE_HUNDRED
}

/// A length as SVG wants it: as short as can be and always with a dot.
pub(crate) fn unit(length: Decimal) -> String {
    length.normalize().to_string()
}
