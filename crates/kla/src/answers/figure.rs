//! What an answer says in the terms of its shape: figures, levels, ticks, series, units.

use super::model::{Answered, Figure, ResponseDetails, Ticks, UnitAnswer};
use super::response::Leaf;
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::document::{
    Ceiling, Entry, Node, Span, TableReader, Value, as_count, as_points, as_text, suggest,
};
use crate::edition::{Item, Level, Percent, SeriesOf, Shape};
use crate::points::{Points, Ties};
use crate::wording::Text;

/// What a table says beside state and points.
#[derive(Default)]
pub(super) struct Said {
    /// Whether anything was written, even if it could not be read.
    pub(super) written: bool,
    pub(super) answered: Option<Answered>,
    pub(super) series: Vec<(u16, Figure)>,
    pub(super) unknown_units: u64,
    pub(super) units: Vec<(String, UnitAnswer)>,
}

impl Said {
    /// What of it stands beside the state of a response; `beside` is a figure that does not decide it.
    pub(super) fn beside(self, beside: Option<Answered>) -> ResponseDetails {
        ResponseDetails {
            beside,
            series: self.series,
            unknown_units: self.unknown_units,
            units: self.units,
            ..ResponseDetails::default()
        }
    }

    fn of(written: bool, answered: Option<Answered>) -> Said {
        Said { written, answered, ..Said::default() }
    }
}

/// Reads the keys that the shape knows.
pub(super) fn read(leaf: &Leaf<'_>, reader: &TableReader<'_>) -> Said {
    match leaf.shape {
        Shape::Points(_) => {
            let (figure, written) = share(leaf, reader);
            if written {
                return Said::of(true, figure.map(Answered::Figure));
            }
            plain(reader)
        }
        Shape::Percent { .. } => {
            let (figure, written) = share(leaf, reader);
            Said::of(written, figure.map(Answered::Figure))
        }
        Shape::Count { .. } => plain(reader),
        Shape::Ladder(levels) => match reader.optional("level") {
            Some(node) => {
                let level = as_text(node, reader.sink())
                    .and_then(|word| level(levels, word.text, word.span, reader.sink()));
                Said::of(true, level)
            }
            None => Said::default(),
        },
        Shape::Checklist(items) => match reader.optional("items") {
            Some(_) => Said::of(true, ticks(items, reader)),
            None => Said::default(),
        },
        Shape::Series { of, .. } => series(leaf, *of, reader),
        Shape::Units { .. } => units(reader),
    }
}

/// A level by its id.
pub(super) fn level(levels: &[Level], id: &str, span: &Span, sink: &Sink) -> Option<Answered> {
    let found = levels.iter().position(|level| level.id == id);
    if found.is_none() {
        let known = levels.iter().map(|level| level.id.as_str());

        let message = Text::new(
            format!("tingkat `{id}` tidak ada pada butir ini"),
            format!("this question has no level `{id}`"),
        );
        suggest(Code::UnknownChoice, span, message, id, known, sink);
    }
    found.map(Answered::Level)
}

fn ticks(items: &[Item], reader: &TableReader<'_>) -> Option<Answered> {
    let mut ticks = Ticks::default();
    let mut sound = true;
    for word in reader.optional_texts("items") {
        match items.iter().position(|item| item.id == word.text) {
            Some(position) if !ticks.has(position) => ticks.tick(position),
            Some(_) => {
                sound = false;
                reader.sink().report(
                    Code::UnknownChoice,
                    word.span,
                    Text::new(
                        format!("`{}` dicentang dua kali", word.text),
                        format!("`{}` is ticked twice", word.text),
                    ),
                );
            }
            None => {
                sound = false;
                let known = items.iter().map(|item| item.id.as_str());
                let message = Text::new(
                    format!("pilihan `{}` tidak ada pada butir ini", word.text),
                    format!("this question has no item `{}`", word.text),
                );
                suggest(Code::UnknownChoice, word.span, message, word.text, known, reader.sink());
            }
        }
    }
    sound.then_some(Answered::Ticked(ticks))
}

fn plain(reader: &TableReader<'_>) -> Said {
    match reader.optional("figure") {
        Some(node) => {
            let figure = as_points(node, Ceiling::Unknown, reader.sink());
            Said::of(true, figure.map(|figure| Answered::Figure(Figure::Plain(figure))))
        }
        None => Said::default(),
    }
}

fn series(leaf: &Leaf<'_>, of: SeriesOf, reader: &TableReader<'_>) -> Said {
    let Some(table) = reader.optional_table("series") else {
        return Said::of(reader.optional("series").is_some(), None);
    };
    not_empty(&table);
    let mut series: Vec<(u16, Figure)> =
        table.entries().iter().filter_map(|entry| year(leaf, of, entry, reader.sink())).collect();
    series.sort_by_key(|(year, _)| *year);
    let sound = series.len() == table.entries().len();
    Said { written: true, answered: sound.then_some(Answered::Series), series, ..Said::default() }
}

fn year(leaf: &Leaf<'_>, of: SeriesOf, entry: &Entry, sink: &Sink) -> Option<(u16, Figure)> {
    // "+2023" and "02023" would be the same year once more.
    let written = Some(&entry.key).filter(|key| key.len() == 4);
    let year = written.and_then(|key| key.parse().ok()).filter(|year| (1990..=2999).contains(year));
    if year.is_none() {
        sink.report(
            Code::NotANumber,
            &entry.key_span,
            Text::new(
                format!("`{}` bukan tahun seperti 2023", entry.key),
                format!("`{}` is not a year such as 2023", entry.key),
            ),
        );
    }
    let figure = match (of, &entry.node.value) {
        (SeriesOf::Count, _) => as_points(&entry.node, Ceiling::Unknown, sink).map(Figure::Plain),
        (SeriesOf::Percent { .. }, Value::Table(table)) => {
            let reader = TableReader::new(table, &entry.node.span, sink);
            let (figure, written) = share(leaf, &reader);
            if !written {
                reader.required("percent");
            }
            reader.finish();
            figure
        }
        (SeriesOf::Percent { .. }, _) => percent(leaf, &entry.node, sink).map(Figure::Percent),
    };
    Some((year?, figure?))
}

/// How many say yes: counted, or one by one.
fn units(reader: &TableReader<'_>) -> Said {
    if let Some(table) = reader.optional_table("units") {
        return if not_empty(&table) {
            one_by_one(&table, reader.sink())
        } else {
            Said::of(true, None)
        };
    }
    if reader.optional("units").is_some() {
        return Said::of(true, None);
    }
    let (yes, of) = (reader.optional("yes"), reader.optional("of"));
    let figure = match (yes, of) {
        (Some(yes), Some(of)) => counted(yes, of, reader.sink()),
        (None, None) => return Said::default(),
        _ => {
            together(reader, "yes", "of", yes.or(of));
            None
        }
    };
    Said::of(true, figure.map(Answered::Figure))
}

/// Whether a table of years or units holds anything; an empty one is reported.
fn not_empty(table: &TableReader<'_>) -> bool {
    let empty = table.entries().is_empty();
    if empty {
        table.sink().report(
            Code::WrongAnswer,
            table.span(),
            Text::new("tabel ini masih kosong", "this table is empty"),
        );
    }
    !empty
}

fn one_by_one(table: &TableReader<'_>, sink: &Sink) -> Said {
    let mut units = Vec::new();
    for entry in table.entries() {
        let Some(word) = as_text(&entry.node, sink) else { continue };
        match UnitAnswer::WORDS.iter().find(|(known, _)| *known == word.text) {
            Some((_, answer)) => units.push((entry.key.clone(), *answer)),
            None => {
                let found = word.text;
                let message = Text::new(
                    format!("`{found}` bukan jawaban sebuah kecamatan atau desa"),
                    format!("`{found}` is not the answer of a kecamatan or village"),
                );
                let known = UnitAnswer::WORDS.iter().map(|(known, _)| *known);
                suggest(Code::UnknownChoice, word.span, message, found, known, sink);
            }
        }
    }
    let sound = units.len() == table.entries().len();
    let how_many = |wanted: fn(UnitAnswer) -> bool| {
        units.iter().fold(0, |sum, (_, answer)| sum + u64::from(wanted(*answer)))
    };
    let count = how_many(|answer| answer == UnitAnswer::Yes);
    let of = how_many(|answer| answer != UnitAnswer::NotApplicable);
    Said {
        written: true,
        answered: sound.then_some(Answered::Figure(Figure::Count { count, of })),
        series: Vec::new(),
        unknown_units: how_many(|answer| answer == UnitAnswer::Unknown),
        units,
    }
}

/// A percentage or a count of a total, and whether one was written at all.
fn share(leaf: &Leaf<'_>, reader: &TableReader<'_>) -> (Option<Figure>, bool) {
    let sink = reader.sink();
    let percent_node = reader.optional("percent");
    let (count_node, of_node) = (reader.optional("count"), reader.optional("of"));
    let written = percent_node.is_some() || count_node.is_some() || of_node.is_some();
    let percentage = percent_node.and_then(|node| percent(leaf, node, sink));
    let count = match (count_node, of_node) {
        (Some(count), Some(of)) => counted(count, of, sink),
        (None, None) => None,
        _ => {
            together(reader, "count", "of", count_node.or(of_node));
            return (None, written);
        }
    };
    if let (Some(percentage), Some(counted), Some(node)) = (percentage, count, percent_node)
        && !agree(percentage, counted)
    {
        sink.advise(
            Code::FiguresDisagree,
            &node.span,
            Text::new(
                format!("`{}` persen tidak sama dengan jumlah dibagi total", node.written()),
                format!("`{}` per cent is not what count and total give", node.written()),
            ),
            Text::new(
                "hapus persentasenya atau perbaiki salah satu angka",
                "remove the percentage or correct one of the figures",
            ),
        );
        return (None, written);
    }
    let sound =
        percent_node.is_none() == percentage.is_none() && count_node.is_none() == count.is_none();
    (count.or(percentage.map(Figure::Percent)).filter(|_| sound), written)
}

fn percent(leaf: &Leaf<'_>, node: &Node, sink: &Sink) -> Option<Percent> {
    let value = as_points(node, Ceiling::At(leaf.edition.total()), sink)?;
    let percent = Percent::new(value);
    if percent.is_none() {
        sink.advise(
            Code::PercentAbove100,
            &node.span,
            Text::new(
                format!("`{}` persen melebihi 100", node.written()),
                format!("`{}` per cent is above 100", node.written()),
            ),
            Text::new(
                "persentase berada di antara 0 dan 100; bila cakupan melebihi sasaran, tulis 100 dan jelaskan di `note`",
                "percentages lie between 0 and 100; where coverage exceeds its target, write 100 and explain in `note`",
            ),
        );
    }
    percent
}

fn counted(count: &Node, of: &Node, sink: &Sink) -> Option<Figure> {
    let (number, total) = (as_count(count, sink), as_count(of, sink));
    let (number, total) = (number?, total?);
    if number > total {
        sink.advise(
            Code::PercentAbove100,
            &count.span,
            Text::new(
                format!("jumlah `{}` melebihi totalnya, `{}`", count.written(), of.written()),
                format!("the count `{}` is above its total, `{}`", count.written(), of.written()),
            ),
            Text::new("periksa apakah keduanya tertukar", "check whether the two are swapped"),
        );
        return None;
    }
    Some(Figure::Count { count: number, of: total })
}

/// Two keys that make sense only together.
fn together(reader: &TableReader<'_>, first: &str, second: &str, found: Option<&Node>) {
    reader.sink().report(
        Code::MissingKey,
        found.map_or(reader.span(), |node| &node.span),
        Text::new(
            format!("`{first}` dan `{second}` ditulis bersama; salah satunya tidak ada"),
            format!("`{first}` and `{second}` go together; one of them is missing"),
        ),
    );
}

/// Whether a percentage is the count's share, rounded as the percentage was written.
fn agree(percent: Percent, figure: Figure) -> bool {
    // A total of zero has no percentage at all.
    let Some(share) = figure.share() else { return false };
    let written = percent.to_decimal();
    share.times(Points::from(100)).rounded(written.scale(), Ties::HalfUp).to_decimal()
        == written.normalize()
}
