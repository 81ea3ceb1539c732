//! One answer: a number, a word, or a table.

use super::figure::{self, Said};
use super::model::{Answered, EvidenceStatus, Response, State};
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::document::{Ceiling, Entry, Node, Span, TableReader, Value, as_points, suggest};
use crate::edition::{Block, Edition, STATE_WORDS, Scale, Shape};
use crate::id::{EvidenceId, IndicatorId, QuestionId, ReasonId};
use crate::points::Points;
use crate::wording::{Lang, Text, short_points};

/// The states in the order of their words.
const STATES: [State; 4] = [State::Empty, State::Unknown, State::NotApplicable, State::Zero];

/// The leaf that is answered.
pub(super) struct Leaf<'a> {
    pub(super) edition: &'a Edition,
    /// How messages call it: `butir 4.P1`.
    pub(super) name: Name<'a>,
    pub(super) maximum: Points,
    pub(super) shape: &'a Shape,
}

/// Whose points they are. Put into words only where something is wrong with them.
#[derive(Clone, Copy)]
pub(super) enum Name<'a> {
    Block(&'a Block),
    Indicator(&'a IndicatorId),
    Question(&'a QuestionId),
}

impl Name<'_> {
    fn text(&self) -> Text {
        match self {
            Name::Block(block) => Text::new(format!("blok {}", block.short), block.short.clone()),
            Name::Indicator(id) => Text::new(format!("indikator {id}"), format!("indicator {id}")),
            Name::Question(id) => Text::new(format!("butir {id}"), format!("question {id}")),
        }
    }
}

/// Reads the answer to a leaf; `None` when it cannot be used.
pub(super) fn read(leaf: &Leaf<'_>, entry: &Entry, sink: &Sink) -> Option<Response> {
    let node = &entry.node;
    let line = u32::try_from(sink.source().line_at(entry.key_span.start)).ok();
    let mut response = match &node.value {
        Value::Table(table) => {
            let reader = TableReader::new(table, &node.span, sink);
            let response = from_table(leaf, &reader);
            reader.finish();
            response?
        }
        Value::Text(text) => from_text(leaf, text, node, sink)?,
        _ => Response::from(State::Points(bare_points(leaf, node, sink)?)),
    };
    response.line = line;
    Some(response)
}

/// A word for a state or a level, or else a number.
fn from_text(leaf: &Leaf<'_>, text: &str, node: &Node, sink: &Sink) -> Option<Response> {
    let is_word = text.starts_with(|sign: char| sign.is_alphabetic());
    if let Shape::Ladder(levels) = leaf.shape
        && !STATE_WORDS.contains(&text)
        && (is_word || levels.iter().any(|level| level.id == text))
    {
        let level = figure::level(levels, text, &node.span, sink)?;
        return Some(decided(
            leaf,
            Said { written: true, answered: Some(level), ..Said::default() },
        ));
    }
    let state = if is_word {
        word(text, &node.span, sink)?
    } else {
        State::Points(bare_points(leaf, node, sink)?)
    };
    Some(Response::from(state))
}

/// Points for a node, at most its maximum.
pub(super) fn points_within(
    edition: &Edition,
    name: &Name<'_>,
    maximum: Points,
    node: &Node,
    sink: &Sink,
) -> Option<Points> {
    let points = as_points(node, Ceiling::At(edition.total()), sink)?;
    if points <= maximum {
        return Some(points);
    }
    let name = name.text();
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
    let found = STATE_WORDS.iter().position(|name| *name == text).map(|place| STATES[place]);
    if found.is_none() {
        let message = Text::new(
            format!("`{text}` bukan keadaan jawaban"),
            format!("`{text}` is not a state of an answer"),
        );
        suggest(Code::UnknownState, span, message, text, STATE_WORDS, sink);
    }
    found
}

fn bare_points(leaf: &Leaf<'_>, node: &Node, sink: &Sink) -> Option<Points> {
    if let Shape::Points(_) = leaf.shape {
        return points_within(leaf.edition, &leaf.name, leaf.maximum, node, sink);
    }
    // A number that cannot be read at all is reported as such first.
    as_points(node, Ceiling::At(leaf.edition.total()), sink)?;
    let name = leaf.name.text();
    let (id, en) = (name.get(Lang::Id), name.get(Lang::En));
    let form = expected(leaf.shape);
    sink.advise(
        Code::WrongAnswer,
        &node.span,
        Text::new(
            format!("{id} tidak dijawab dengan bilangan saja; itu bisa berarti capaian atau nilai"),
            format!("{en} is not answered by a bare number; it could be a figure or points"),
        ),
        Text::new(
            format!("tulis {form}, atau `{{ points = \"…\" }}` bila hanya nilainya yang diketahui"),
            format!("write {form}, or `{{ points = \"…\" }}` where only the points are known"),
        ),
    );
    None
}

/// How an answer of a shape is written.
fn expected(shape: &Shape) -> &'static str {
    match shape {
        Shape::Points(_) => "`\"1.5\"`",
        Shape::Ladder(_) => "`{ level = \"…\" }`",
        Shape::Checklist(_) => "`{ items = [\"…\"] }`",
        Shape::Percent { .. } => "`{ percent = \"98,7\" }` / `{ count = \"…\", of = \"…\" }`",
        Shape::Count { .. } => "`{ figure = \"12\" }`",
        Shape::Series { .. } => "`{ series = { 2022 = \"…\", 2023 = \"…\" } }`",
        Shape::Units { .. } => "`{ yes = \"…\", of = \"…\" }`",
    }
}

fn from_table(leaf: &Leaf<'_>, reader: &TableReader<'_>) -> Option<Response> {
    let sink = reader.sink();
    let state = reader.optional_text("state");
    let points = reader.optional("points");
    let said = figure::read(leaf, reader);
    let evidence: Vec<EvidenceId> = reader
        .optional_texts("evidence")
        .into_iter()
        .map(|word| EvidenceId::new(word.text))
        .collect();
    let status = reader.optional_choice("status", &EvidenceStatus::WORDS);
    let reason = reason(leaf.edition, reader);
    let note = reader.optional_text("note").map(|word| word.text.to_owned());

    let mut response = match (state, points) {
        (Some(state), None) if !said.written => Response::from(word(state.text, state.span, sink)?),
        (None, Some(points)) if !said.written || !earns(leaf.shape, said.answered) => {
            let points = points_within(leaf.edition, &leaf.name, leaf.maximum, points, sink)?;
            if said.written {
                said.answered?;
            }
            let beside = said.answered;
            Response::with(State::Points(points), said.beside(beside))
        }
        (None, None) if said.written => {
            said.answered?;
            decided(leaf, said)
        }
        (None, None) => Response::default(),
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
    if !evidence.is_empty() || status.is_some() || reason.is_some() || note.is_some() {
        response.evidence = evidence;
        response.status = status;
        response.reason = reason;
        response.note = note;
    }
    Some(response)
}

/// Why a verifier changed the answer, in a code of the edition.
fn reason(edition: &Edition, reader: &TableReader<'_>) -> Option<ReasonId> {
    let word = reader.optional_text("reason")?;
    let reasons = edition.reasons().map_or(&[][..], |known| &known.reasons);
    if let Some(found) = reasons.iter().find(|reason| reason.id == *word.text) {
        return Some(found.id.clone());
    }
    let message = Text::new(
        format!("alasan `{}` tidak ada dalam edisi {}", word.text, edition.id()),
        format!("edition {} has no reason `{}`", edition.id(), word.text),
    );
    let known = reasons.iter().map(|reason| reason.id.as_str());
    suggest(Code::UnknownReason, word.span, message, word.text, known, reader.sink());
    None
}

/// What was said, as the state where it earns by itself, else beside a state that is unknown.
fn decided(leaf: &Leaf<'_>, said: Said) -> Response {
    let enough = match leaf.shape {
        Shape::Series { years, .. } => said.series.len() >= *years,
        _ => true,
    };
    let (state, beside) = match said.answered {
        Some(answered) if enough && earns(leaf.shape, said.answered) => {
            (State::Given(answered), None)
        }
        answered => (State::Unknown, answered),
    };
    Response::with(state, said.beside(beside))
}

/// Whether an answer of this shape earns by itself: its steps are known.
fn earns(shape: &Shape, answered: Option<Answered>) -> bool {
    match (shape, answered) {
        (Shape::Points(_), _) => false,
        (Shape::Ladder(levels), Some(Answered::Level(level))) => {
            levels.get(level).is_some_and(|level| level.points.is_some())
        }
        _ => !matches!(shape.scale(), Some(Scale::Unknown { .. })),
    }
}
