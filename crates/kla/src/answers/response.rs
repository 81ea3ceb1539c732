//! One answer: a number, a word, or a table.

use super::model::{EvidenceStatus, Figure, Response, State};
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::document::{
    Ceiling, Entry, Node, Span, TableReader, Value, as_count, as_points, suggest,
};
use crate::edition::{Edition, Percent, Shape};
use crate::id::EvidenceId;
use crate::points::{Points, Ties};
use crate::wording::{Lang, Text, short_points};

/// The words for states that are not figures.
const STATES: [(&str, State); 4] = [
    ("belum-diisi", State::Empty),
    ("tidak-tahu", State::Unknown),
    ("tidak-berlaku", State::NotApplicable),
    ("nol", State::Zero),
];

/// The leaf that is answered.
pub(super) struct Leaf<'a> {
    pub(super) edition: &'a Edition,
    /// How messages call it: `butir 4.P1`.
    pub(super) name: Text,
    pub(super) maximum: Points,
    pub(super) shape: &'a Shape,
}

/// Reads the answer to a leaf; `None` when it cannot be used.
pub(super) fn read(leaf: &Leaf<'_>, entry: &Entry, sink: &Sink) -> Option<Response> {
    let node = &entry.node;
    let line = Some(sink.source().position(entry.key_span.start).0);
    match &node.value {
        Value::Table(table) => {
            let reader = TableReader::new(table, &node.span, sink);
            let response = from_table(leaf, &reader);
            reader.finish();
            response.map(|response| Response { line, ..response })
        }
        Value::Text(text) if text.starts_with(|sign: char| sign.is_alphabetic()) => {
            let state = word(text, &node.span, sink)?;
            Some(Response { state, line, ..Response::default() })
        }
        _ => {
            let points = bare_points(leaf, node, sink)?;
            Some(Response { state: State::Points(points), line, ..Response::default() })
        }
    }
}

/// Points for a node, at most its maximum.
pub(super) fn points_within(
    edition: &Edition,
    name: &Text,
    maximum: Points,
    node: &Node,
    sink: &Sink,
) -> Option<Points> {
    let points = as_points(node, Ceiling::At(edition.total()), sink)?;
    if points <= maximum {
        return Some(points);
    }
    let (id, en) = (name.get(Lang::Id), name.get(Lang::En));
    let found = node.written();
    sink.advise(
        Code::PointsAboveMaximum,
        &node.span,
        Text::new(
            format!(
                "nilai `{found}` melebihi maksimum {id}, yaitu {}",
                short_points(Lang::Id, maximum)
            ),
            format!(
                "`{found}` is above the maximum of {en}, which is {}",
                short_points(Lang::En, maximum)
            ),
        ),
        Text::new(
            format!(
                "tulis nilai antara 0 dan {}, atau periksa apakah edisinya benar",
                short_points(Lang::Id, maximum)
            ),
            format!(
                "write a value from 0 to {}, or check that the edition is the right one",
                short_points(Lang::En, maximum)
            ),
        ),
    );
    None
}

fn word(text: &str, span: &Span, sink: &Sink) -> Option<State> {
    let found = STATES.iter().find(|(name, _)| *name == text).map(|(_, state)| *state);
    if found.is_none() {
        let message = Text::new(
            format!("`{text}` bukan keadaan jawaban"),
            format!("`{text}` is not a state of an answer"),
        );
        let names = STATES.map(|(name, _)| name);
        suggest(Code::UnknownState, span, message, text, &names, sink);
    }
    found
}

fn bare_points(leaf: &Leaf<'_>, node: &Node, sink: &Sink) -> Option<Points> {
    if let Shape::PercentLinear { .. } = leaf.shape {
        // A number that cannot be read at all is reported as such first.
        as_points(node, Ceiling::At(leaf.edition.total()), sink)?;
        let (id, en) = (leaf.name.get(Lang::Id), leaf.name.get(Lang::En));
        sink.advise(
            Code::WrongAnswer,
            &node.span,
            Text::new(
                format!("{id} dijawab dengan angka capaian; bilangan saja bisa berarti persen atau nilai"),
                format!("{en} is answered by an attainment; a bare number could be a percentage or points"),
            ),
            Text::new(
                "tulis `{ percent = \"98,7\" }`, `{ count = \"…\", of = \"…\" }`, atau `{ points = \"…\" }`",
                "write `{ percent = \"98.7\" }`, `{ count = \"…\", of = \"…\" }` or `{ points = \"…\" }`",
            ),
        );
        return None;
    }
    points_within(leaf.edition, &leaf.name, leaf.maximum, node, sink)
}

fn from_table(leaf: &Leaf<'_>, reader: &TableReader<'_>) -> Option<Response> {
    let sink = reader.sink();
    let state = reader.optional_text("state");
    let points = reader.optional("points");
    let (figure, asked) = figure(leaf, reader);
    let evidence = reader
        .optional_texts("evidence")
        .into_iter()
        .map(|word| EvidenceId::new(word.text))
        .collect();
    let status = reader.optional_choice("status", &EvidenceStatus::WORDS);
    let note = reader.optional_text("note").map(|word| word.text.to_owned());

    let (state, beside) = match (state, points) {
        (Some(state), None) if !asked => (word(state.text, state.span, sink)?, None),
        (None, Some(points)) if !asked || *leaf.shape == Shape::Points => {
            let points = points_within(leaf.edition, &leaf.name, leaf.maximum, points, sink)?;
            (State::Points(points), figure)
        }
        (None, None) if asked => match leaf.shape {
            // The steps from this figure to points are not published.
            Shape::Points => (State::Unknown, Some(figure?)),
            Shape::PercentLinear { .. } => (State::Figure(figure?), None),
        },
        (None, None) => (State::Empty, None),
        _ => {
            sink.advise(
                Code::WrongAnswer,
                reader.span(),
                Text::new(
                    "jawaban memuat dua hal yang masing-masing menentukan nilainya",
                    "the answer holds two things that each decide its points",
                ),
                Text::new(
                    "pilih salah satu: keadaan, nilai, atau angka capaian",
                    "choose one of them: a state, points, or a figure",
                ),
            );
            return None;
        }
    };
    Some(Response { state, beside, evidence, status, note, line: None })
}

/// The figure of an answer, and whether one was written at all.
fn figure(leaf: &Leaf<'_>, reader: &TableReader<'_>) -> (Option<Figure>, bool) {
    let sink = reader.sink();
    let percent_node = reader.optional("percent");
    let (count_node, of_node) = (reader.optional("count"), reader.optional("of"));
    let asked = percent_node.is_some() || count_node.is_some() || of_node.is_some();
    let percent = percent_node.and_then(|node| {
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
    });
    let count = match (count_node, of_node) {
        (Some(count), Some(of)) => counted(count, of, sink),
        (None, None) => None,
        (given, _) => {
            let (missing, span) = if given.is_some() { ("of", given) } else { ("count", of_node) };
            sink.report(
                Code::MissingKey,
                span.map_or(reader.span(), |node| &node.span),
                Text::new(
                    format!("`count` dan `of` ditulis bersama; `{missing}` tidak ada"),
                    format!("`count` and `of` go together; `{missing}` is missing"),
                ),
            );
            return (None, asked);
        }
    };
    if let (Some(percent), Some(counted), Some(node)) = (percent, count, percent_node)
        && !agree(percent, counted)
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
        return (None, asked);
    }
    (count.or(percent.map(Figure::Percent)), asked)
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

/// Whether a percentage is the count's share, rounded as the percentage was written.
fn agree(percent: Percent, figure: Figure) -> bool {
    // A total of zero has no percentage at all.
    let Some(share) = figure.share() else { return false };
    let written = percent.to_decimal();
    share.times(Points::from(100)).rounded(written.scale(), Ties::HalfUp).to_decimal()
        == written.normalize()
}
