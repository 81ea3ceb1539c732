//! The rows of `Isian`: one per question, found by its code.

use std::collections::BTreeMap;

use kla::{Edition, Lang, Measure, Points, Reason, Scale, Shape, Text, wording};

use super::cells::{free_text, no_number, number, origin, percent, wrong};
use super::details::Details;
use super::draft::{Draft, Entry, Pair, Section, quoted};
use super::evidence::{Register, status_word};
use super::tables::{Found, Row, rows};
use crate::choice::{clean, items_meant, level_labels, level_meant, split, state_meant};
use crate::finding::{CellPlace, Finding, SheetCode};
use crate::grid::{Cell, Grid, Value};
use crate::layout::{Column, NOTHING_TICKED, STATES, TOTAL_ROW, TableKind, fold};
use crate::number::Share;

/// The columns that somebody fills in.
const INPUTS: [Column; 8] = [
    Column::Answer,
    Column::Count,
    Column::Of,
    Column::Points,
    Column::Status,
    Column::Reason,
    Column::Evidence,
    Column::Note,
];

/// What the code of a row stands for.
pub(super) enum Node<'e> {
    Leaf {
        code: &'e str,
        section: Section,
        key: &'e str,
        maximum: Points,
        measure: &'e Measure,
    },
    /// A block of an edition that knows only blocks.
    BlockLeaf {
        code: &'e str,
        maximum: Points,
    },
    /// A block, an indicator with questions, the total: its points are a sum.
    Sum {
        maximum: Points,
    },
}

impl Node<'_> {
    pub(super) fn maximum(&self) -> Points {
        match self {
            Node::Leaf { maximum, .. }
            | Node::BlockLeaf { maximum, .. }
            | Node::Sum { maximum } => *maximum,
        }
    }
}

/// The node that a code means; case and blanks do not matter where that is clear.
pub(super) fn node<'e>(edition: &'e Edition, code: &str) -> Option<Node<'e>> {
    exact_node(edition, code).or_else(|| {
        let wanted: String = code.split_whitespace().collect::<String>().to_lowercase();
        let questions = edition.questions().map(|question| question.id.as_str());
        let indicators = edition.indicators().map(|indicator| indicator.id.as_str());
        let blocks = edition.blocks().iter().map(|block| block.id.as_str());
        let mut same = questions
            .chain(indicators)
            .chain(blocks)
            .chain([TOTAL_ROW])
            .filter(|known| known.to_lowercase() == wanted);
        let only = same.next().filter(|_| same.next().is_none())?;
        exact_node(edition, only)
    })
}

fn exact_node<'e>(edition: &'e Edition, code: &str) -> Option<Node<'e>> {
    if let Some(question) = edition.question(code) {
        let (indicator, number) = question.id.as_str().split_once('.')?;
        let place = edition.indicators().position(|known| known.id == *indicator)?;
        return Some(Node::Leaf {
            code: question.id.as_str(),
            section: Section::Questions(place, indicator.to_owned()),
            key: number,
            maximum: question.maximum,
            measure: &question.measure,
        });
    }
    if let Some(indicator) = edition.indicator(code) {
        let maximum = indicator.maximum;
        return Some(match indicator.measure() {
            Some(measure) => Node::Leaf {
                code: indicator.id.as_str(),
                section: Section::Indicators,
                key: indicator.id.as_str(),
                maximum,
                measure,
            },
            None => Node::Sum { maximum },
        });
    }
    if let Some(block) = edition.block(code) {
        let maximum = block.maximum;
        return Some(match block.indicators.is_empty() {
            true => Node::BlockLeaf { code: block.id.as_str(), maximum },
            false => Node::Sum { maximum },
        });
    }
    (code == TOTAL_ROW).then(|| Node::Sum { maximum: edition.total() })
}

/// Reads the answers into the draft; returns the codes of the leaves that have a row.
pub(super) fn read(
    grids: &[Grid],
    found: &[Found],
    edition: &Edition,
    register: &Register,
    mut details: Details,
    draft: &mut Draft,
    findings: &mut Vec<Finding>,
) -> Vec<String> {
    let mut seen: BTreeMap<String, CellPlace> = BTreeMap::new();
    let mut codes = Vec::new();
    for row in rows(grids, found, TableKind::Answers) {
        let input = INPUTS.into_iter().find_map(|column| Some((column, row.typed(column)?)));
        let Some(code) = row.text(Column::Code) else {
            if let Some((column, cell)) = input {
                findings.push(wrong(
                    &row,
                    column,
                    cell,
                    SheetCode::RowWithoutCode,
                    Text::new("baris ini berisi, tetapi kolom Kode kosong", "the row is filled in, but its column Kode is empty"),
                    Text::new(
                        "isi kodenya, misalnya 4.P1, atau pindahkan isiannya ke baris butirnya",
                        "write the code, such as 4.P1, or move the entry to the row of its question",
                    ),
                ));
            }
            continue;
        };
        let Some(node) = node(edition, &code) else {
            findings.push(unknown_row(&row, &code, edition));
            continue;
        };
        let code = match &node {
            Node::Leaf { code, .. } | Node::BlockLeaf { code, .. } => *code,
            Node::Sum { .. } => {
                maximum(&row, node.maximum(), findings);
                sum_row(&row, findings);
                continue;
            }
        };
        if let Some(first) = seen.get(code) {
            findings.push(twice(&row, code, first));
            continue;
        }
        seen.insert(code.to_owned(), row.place(Column::Code));
        maximum(&row, node.maximum(), findings);
        codes.push(code.to_owned());
        let entry = match node {
            Node::Leaf { section, key, measure, .. } => {
                let details = details.remove(code);
                let mut pairs = leaf(&row, measure, register, details, findings);
                pairs.extend(verdict(&row, edition));
                Entry { section, key: Some(key.to_owned()), pairs }
            }
            _ => Entry { section: Section::Blocks, key: None, pairs: block(&row, code, findings) },
        };
        if !entry.pairs.is_empty() {
            draft.entries.push(entry);
        }
    }
    // Details of a question that has no row here: they are an answer of their own.
    for (code, pair) in details {
        if let Some(Node::Leaf { section, key, .. }) = node(edition, &code) {
            draft.entries.push(Entry { section, key: Some(key.to_owned()), pairs: vec![pair] });
        }
    }
    codes
}

fn unknown_row(row: &Row<'_>, code: &str, edition: &Edition) -> Finding {
    let questions = edition.questions().map(|question| question.id.as_str());
    let indicators = edition.indicators().map(|indicator| indicator.id.as_str());
    let blocks = edition.blocks().iter().map(|block| block.id.as_str());
    let near = wording::nearest(code, questions.chain(indicators).chain(blocks));
    let help = match near {
        Some(near) => {
            Text::new(format!("mungkin maksudnya `{near}`"), format!("did you mean `{near}`?"))
        }
        None => Text::new(
            "salin kodenya dari lembar kerja yang baru, atau hapus barisnya",
            "copy the code from a new form, or remove the row",
        ),
    };
    Finding::new(
        SheetCode::UnknownRow,
        Text::new(
            format!(
                "kode ini tidak ada dalam edisi {}; isian barisnya tidak dipakai",
                edition.id()
            ),
            format!("the code is not in edition {}; what the row holds is not used", edition.id()),
        ),
    )
    .at(row.place(Column::Code))
    .reading(code)
    .help(help)
}

fn twice(row: &Row<'_>, code: &str, first: &CellPlace) -> Finding {
    Finding::new(
        SheetCode::RowTwice,
        Text::new(
            format!("butir ini sudah ada di {first}; yang dipakai baris yang pertama itu"),
            format!("the question is already at {first}; that first row is used"),
        ),
    )
    .at(row.place(Column::Code))
    .reading(code)
    .help(Text::new(
        "hapus salah satu barisnya, atau lembar salinannya",
        "remove one of the rows, or the sheet that is a copy",
    ))
}

/// The maximum belongs to the edition; a changed one is reported and not used.
pub(super) fn maximum(row: &Row<'_>, expected: Points, findings: &mut Vec<Finding>) {
    let Some(cell) = row.cell(Column::Maximum) else { return };
    let written = match &cell.value {
        Value::Number(number) => number.clone(),
        Value::Text(text) => clean(text).replace(',', "."),
        _ => String::new(),
    };
    if written.parse::<Points>().ok() != Some(expected) {
        findings.push(wrong(
            row,
            Column::Maximum,
            cell,
            SheetCode::LockedCellChanged,
            Text::new(
                format!(
                    "maksimum menurut edisi adalah {}; angka di sel ini tidak dipakai",
                    wording::short_points(Lang::Id, expected)
                ),
                format!(
                    "the edition's maximum is {}; the figure in the cell is not used",
                    wording::short_points(Lang::En, expected)
                ),
            ),
            Text::new(
                "kembalikan angkanya, atau periksa apakah lembar ini untuk edisi lain",
                "put the figure back, or check whether the sheet is for another edition",
            ),
        ));
    }
}

/// A row of sums takes no entry.
fn sum_row(row: &Row<'_>, findings: &mut Vec<Finding>) {
    for column in INPUTS {
        let Some(cell) = row.typed(column) else { continue };
        if column == Column::Points {
            findings.push(wrong(
                row,
                column,
                cell,
                SheetCode::LockedCellChanged,
                Text::new(
                    "jumlah ini diketik, padahal dihitung dari butirnya; angka ini tidak dipakai",
                    "this sum was typed, but it is computed from its questions; the figure is not used",
                ),
                Text::new(
                    "nilai seluruh blok atau indikator ditulis di lembar Ringkasan, kolom Nilai keseluruhan",
                    "points for a whole block or indicator belong on the sheet Ringkasan, column Nilai keseluruhan",
                ),
            ));
        } else {
            findings.push(wrong(
                row,
                column,
                cell,
                SheetCode::NotAnAnswerCell,
                Text::new("baris jumlah tidak menerima isian", "a row of sums takes no entry"),
                Text::new(
                    "pindahkan isiannya ke baris butirnya",
                    "move the entry to the row of its question",
                ),
            ));
        }
    }
}

/// The points of a block.
fn block(row: &Row<'_>, code: &str, findings: &mut Vec<Finding>) -> Vec<Pair> {
    let others = INPUTS.into_iter().filter(|column| *column != Column::Points);
    for column in others {
        if let Some(cell) = row.typed(column) {
            findings.push(not_used(row, column, cell));
        }
    }
    let points = row.cell(Column::Points).and_then(|cell| {
        let text = number(row, Column::Points, cell, 0, findings)?;
        Some(Pair::new(code, text, origin(row, Column::Points, cell)))
    });
    points.into_iter().collect()
}

fn not_used(row: &Row<'_>, column: Column, cell: &Cell) -> Finding {
    let title = column.title();
    wrong(
        row,
        column,
        cell,
        SheetCode::NotAnAnswerCell,
        Text::new(
            format!("baris ini tidak memakai kolom {title}"),
            format!("this row does not use the column {title}"),
        ),
        Text::new(
            "lihat kolom Pilihan/satuan, atau tulis keterangannya di kolom Catatan",
            "see the column Pilihan/satuan, or write a remark into the column Catatan",
        ),
    )
}

/// Everything that a row says of a question.
fn leaf(
    row: &Row<'_>,
    measure: &Measure,
    register: &Register,
    details: Option<Pair>,
    findings: &mut Vec<Finding>,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    if let Some(cell) = row.cell(Column::Answer) {
        pairs.extend(answer(row, cell, measure, findings).map(Pair::deciding));
    }
    // A formula that the form has put there shows what the answer earns; any other is an entry.
    let entry =
        if is_computed(measure) { row.typed(Column::Points) } else { row.cell(Column::Points) };
    if let Some(cell) = entry {
        pairs.extend(points(row, cell, &pairs, findings).map(Pair::deciding));
    }
    pairs.extend(counted(row, measure, findings).into_iter().map(Pair::deciding));
    pairs.extend(details);
    if let Some(cell) = row.cell(Column::Evidence) {
        pairs.extend(register.references(row, cell, findings));
    }
    pairs
}

/// What is said of the answer, by a verifier or by whoever filled it in.
fn verdict(row: &Row<'_>, edition: &Edition) -> Vec<Pair> {
    let said = |column, key, word: fn(&Edition, &str) -> String| {
        let cell = row.cell(column)?;
        let text = quoted(&word(edition, &free_text(cell)));
        Some(Pair::new(key, text, origin(row, column, cell)))
    };
    let status = said(Column::Status, "status", |_, text| status_word(text));
    let reason = said(Column::Reason, "reason", reason_word);
    let note = said(Column::Note, "note", |_, text| text.to_owned());
    [status, reason, note].into_iter().flatten().collect()
}

/// The code of a reason as the edition writes it, by its code or its name, where one is meant.
fn reason_word(edition: &Edition, text: &str) -> String {
    let wanted = fold(text);
    let known = edition.reasons().map_or(&[][..], |known| &known.reasons);
    let is_meant = |reason: &&Reason| {
        fold(reason.id.as_str()) == wanted || fold(reason.name.get(Lang::Id)) == wanted
    };
    let exact = known.iter().find(|reason| reason.id == *clean(text));
    let found = exact.or_else(|| {
        let mut meant = known.iter().filter(is_meant);
        meant.next().filter(|_| meant.next().is_none())
    });
    found.map_or_else(|| clean(text), |reason| reason.id.to_string())
}

/// Whether a form computes the points of a question by a formula.
fn is_computed(measure: &Measure) -> bool {
    match &measure.shape {
        Shape::Points(_) | Shape::Series { .. } => false,
        shape => !matches!(shape.scale(), Some(Scale::Unknown { .. })),
    }
}

/// The column `Nilai`: points, or a state that was written there.
fn points(
    row: &Row<'_>,
    cell: &Cell,
    others: &[Pair],
    findings: &mut Vec<Finding>,
) -> Option<Pair> {
    let from = origin(row, Column::Points, cell);
    if let Value::Text(text) = &cell.value
        && let Some(word) = state_meant(text)
        && others.is_empty()
    {
        return Some(Pair::new("state", quoted(word), from));
    }
    number(row, Column::Points, cell, 0, findings).map(|text| Pair::new("points", text, from))
}

/// The columns `Jumlah` and `Dari`.
fn counted(row: &Row<'_>, measure: &Measure, findings: &mut Vec<Finding>) -> Vec<Pair> {
    let (count, of) = (row.cell(Column::Count), row.cell(Column::Of));
    let key = match &measure.shape {
        Shape::Percent { .. } => "count",
        Shape::Units { .. } => "yes",
        // A count without a total is a figure by itself.
        Shape::Points(_) if of.is_none() => "figure",
        Shape::Points(_) => "count",
        _ => {
            for (column, cell) in [(Column::Count, count), (Column::Of, of)] {
                findings.extend(cell.map(|cell| not_used(row, column, cell)));
            }
            return Vec::new();
        }
    };
    let mut pairs = Vec::new();
    for (key, column, cell) in [(key, Column::Count, count), ("of", Column::Of, of)] {
        let Some(cell) = cell else { continue };
        // One of them says nothing without the other.
        let Some(text) = number(row, column, cell, 0, findings) else { return Vec::new() };
        pairs.push(Pair::new(key, text, origin(row, column, cell)));
    }
    pairs
}

/// The column `Jawaban`, in the terms of the question's shape.
fn answer(
    row: &Row<'_>,
    cell: &Cell,
    measure: &Measure,
    findings: &mut Vec<Finding>,
) -> Option<Pair> {
    let column = Column::Answer;
    let from = || origin(row, column, cell);
    if let Value::Date(_) | Value::Error(_) = &cell.value {
        findings.push(no_number(row, column, cell));
        return None;
    }
    let text = row.text(column)?;
    let state = state_meant(&text).filter(|_| matches!(cell.value, Value::Text(_)));
    match &measure.shape {
        Shape::Ladder(levels) => {
            if let Some(level) = level_meant(levels, &said(cell, &text)) {
                return Some(Pair::new("level", quoted(&level.id), from()));
            }
            if let Some(word) = state {
                return Some(Pair::new("state", quoted(word), from()));
            }
            let mut known = level_labels(levels);
            known.extend(STATES.iter().map(|(shown, _)| (*shown).to_owned()));
            findings.push(no_choice(row, cell, &text, &known));
            None
        }
        _ if state.is_some() => state.map(|word| Pair::new("state", quoted(word), from())),
        Shape::Checklist(items) => {
            let parts = if fold(&text) == fold(NOTHING_TICKED) { Vec::new() } else { split(&text) };
            match items_meant(items, &parts) {
                Ok(ticked) => {
                    let ids: Vec<String> = ticked.iter().map(|item| quoted(&item.id)).collect();
                    Some(Pair::new("items", format!("[{}]", ids.join(", ")), from()))
                }
                Err(part) => {
                    let mut known: Vec<String> = items.iter().map(|item| item.id.clone()).collect();
                    known.push(NOTHING_TICKED.to_owned());
                    findings.push(no_choice(row, cell, &part, &known));
                    None
                }
            }
        }
        Shape::Percent { .. } => figure_or_word(row, cell, &text, findings)
            .then(|| percent(row, column, cell, findings))
            .flatten()
            .map(|text| Pair::new("percent", text, from())),
        Shape::Count { .. } => figure_or_word(row, cell, &text, findings)
            .then(|| number(row, column, cell, 0, findings))
            .flatten()
            .map(|text| Pair::new("figure", text, from())),
        Shape::Points(_) => {
            beside_points(row, cell, &text, findings).map(|text| Pair::new("percent", text, from()))
        }
        _ => {
            findings.push(not_used(row, column, cell));
            None
        }
    }
}

/// What a cell says of a level: TRUE and FALSE are how Excel takes yes and no.
fn said(cell: &Cell, text: &str) -> String {
    match &cell.value {
        Value::Flag(true) => "ya".to_owned(),
        Value::Flag(false) => "tidak".to_owned(),
        _ => text.to_owned(),
    }
}

/// Whether a cell can be a figure at all; a word that is no state is reported with the states.
fn figure_or_word(row: &Row<'_>, cell: &Cell, text: &str, findings: &mut Vec<Finding>) -> bool {
    let is_word = matches!(&cell.value, Value::Text(_))
        && text.starts_with(|sign: char| sign.is_alphabetic());
    if is_word {
        let known: Vec<String> = STATES.iter().map(|(shown, _)| (*shown).to_owned()).collect();
        findings.push(no_choice(row, cell, text, &known));
    }
    !is_word
}

/// What may stand beside the points of a `points` question: a percentage that is marked as one. A bare
/// number could be points as well.
fn beside_points(
    row: &Row<'_>,
    cell: &Cell,
    text: &str,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    if !figure_or_word(row, cell, text, findings) {
        return None;
    }
    let marked = match &cell.value {
        Value::Number(_) => cell.format.share != Share::Plain,
        Value::Text(_) => text.ends_with('%'),
        _ => false,
    };
    if marked {
        return percent(row, Column::Answer, cell, findings);
    }
    findings.push(wrong(
        row,
        Column::Answer,
        cell,
        SheetCode::AmbiguousAnswer,
        Text::new(
            format!("dapat berarti nilai {text} atau capaian {text}"),
            format!("can mean {text} points or a figure of {text}"),
        ),
        Text::new(
            "nilai ditulis di kolom Nilai; persentase ditulis dengan tanda %; angka lain di kolom Jumlah",
            "points belong in the column Nilai; a percentage is written with %; another figure in the column Jumlah",
        ),
    ));
    None
}

fn no_choice(row: &Row<'_>, cell: &Cell, text: &str, known: &[String]) -> Finding {
    let near = wording::nearest(text, known.iter().map(String::as_str));
    let list = |lang| {
        let quoted: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        wording::list(lang, &quoted)
    };
    let help = match near {
        Some(near) => Text::new(
            format!("mungkin maksudnya `{near}`; yang dapat dipilih {}", list(Lang::Id)),
            format!("did you mean `{near}`? The choices are {}", list(Lang::En)),
        ),
        None => Text::new(
            format!("yang dapat dipilih {}", list(Lang::Id)),
            format!("the choices are {}", list(Lang::En)),
        ),
    };
    wrong(
        row,
        Column::Answer,
        cell,
        SheetCode::UnknownLevel,
        Text::new(
            format!("`{text}` tidak ada dalam pilihan butir ini"),
            format!("`{text}` is not among the choices of this question"),
        ),
        help,
    )
}
