//! The rows of `Ringkasan`: totals by formula, figures stated for a whole, printed figures, notes.

use kla::{Address, Between, DeclaredCategory, DeclaredWhat, Lang, Points, Scorecard};
use rust_decimal::Decimal;

use super::leaves::Group;
use super::plan::{Cell, FIRST, Level, Look, Row, Table, Value, position};
use super::rows::{Places, text_or_empty};
use super::{Form, Part, formula};
use crate::layout::{CATEGORY_ROW, Column, NOTE_ROW, TOTAL_ROW, TableKind, cell_name, sheet};

const KIND: TableKind = TableKind::Summary;

/// What a row of the summary says.
struct Line<'l> {
    level: Level,
    code: &'l str,
    name: &'l str,
    maximum: Points,
    answered: String,
    questions: usize,
    points: String,
    /// Whether points may be stated for it as a whole, and those that were.
    stated: Option<Option<Points>>,
    address: Address,
}

pub(super) fn table(
    form: &Form<'_>,
    groups: &[Group<'_>],
    places: &Places,
    card: Option<&Scorecard<'_>>,
) -> Table {
    let mut rows = Vec::new();
    let mut blocks = Vec::new();
    for group in groups {
        let block_row = FIRST + u32::try_from(rows.len()).unwrap_or(0);
        blocks.push(block_row);
        rows.extend(block(form, group, places, card, block_row));
    }
    let whole = form.part == Part::Whole || form.part == Part::Coordinator;
    if whole {
        let column = |column| formula::sum_of(&blocks, position(KIND, column));
        rows.push(row(
            form,
            &Line {
                level: Level::Total,
                code: TOTAL_ROW,
                name: "Nilai total",
                maximum: form.edition.total(),
                answered: column(Column::Answered),
                questions: leaves(groups),
                points: column(Column::Points),
                stated: None,
                address: Address::Total,
            },
            card,
            FIRST + u32::try_from(rows.len()).unwrap_or(0),
        ));
    }
    if whole {
        rows.extend(tail(form, &rows));
    }
    Table { kind: KIND, sheet: sheet::SUMMARY, rows, spare: 0 }
}

fn leaves(groups: &[Group<'_>]) -> usize {
    groups
        .iter()
        .map(|group| {
            let leaves: usize = group.rows.iter().map(|row| row.leaves.len()).sum();
            if group.is_leaf() { 1 } else { leaves }
        })
        .sum()
}

fn block(
    form: &Form<'_>,
    group: &Group<'_>,
    places: &Places,
    card: Option<&Scorecard<'_>>,
    at: u32,
) -> Vec<Row> {
    let block = group.block;
    let place = places.get(block.id.as_str());
    let points = position(KIND, Column::Points);
    let stated = position(KIND, Column::Stated);
    let answered = position(KIND, Column::Answered);
    let isian = place.map_or_else(|| "0".to_owned(), |place| in_answers(place.own));
    let mut lines = Vec::new();
    for (offset, row) in group.rows.iter().enumerate() {
        let line = at + 1 + u32::try_from(offset).unwrap_or(0);
        let place = places.get(row.indicator.id.as_str());
        let own = place.map_or_else(|| "0".to_owned(), |place| in_answers(place.own));
        let given = cell_name(line, answered);
        let whole = cell_name(line, stated);
        let measured = row.indicator.measure().is_some();
        lines.push(Line {
            level: Level::Indicator,
            code: row.indicator.id.as_str(),
            name: row.indicator.name.as_str(),
            maximum: row.indicator.maximum,
            answered: place.map_or_else(|| "0".to_owned(), |place| formula::given(place.leaves)),
            questions: row.leaves.len(),
            points: if measured {
                format!("N({own})")
            } else {
                format!("IF({given}>0,{own},N({whole}))")
            },
            stated: (!measured).then(|| {
                form.answers.and_then(|answers| answers.stated_for_indicator(row.indicator))
            }),
            address: Address::Indicator(row.indicator.id.clone()),
        });
    }
    let (first, last) = (at + 1, at + u32::try_from(lines.len()).unwrap_or(0));
    let range = |column| format!("{}:{}", cell_name(first, column), cell_name(last, column));
    let own_line = if group.is_leaf() {
        Line {
            level: Level::Block,
            code: block.id.as_str(),
            name: &block.name,
            maximum: block.maximum,
            answered: place.map_or_else(|| "0".to_owned(), |place| formula::given(place.leaves)),
            questions: 1,
            points: format!("N({isian})"),
            stated: None,
            address: Address::Block(block.id.clone()),
        }
    } else {
        let whole = cell_name(at, stated);
        Line {
            level: Level::Block,
            code: block.id.as_str(),
            name: &block.name,
            maximum: block.maximum,
            answered: format!("SUM({})", range(answered)),
            questions: group.rows.iter().map(|row| row.leaves.len()).sum(),
            points: format!(
                "IF(SUM({})+COUNT({})>0,SUM({}),N({whole}))",
                range(answered),
                range(stated),
                range(points)
            ),
            stated: Some(form.answers.and_then(|answers| answers.stated_for_block(group.place))),
            address: Address::Block(block.id.clone()),
        }
    };
    std::iter::once(own_line)
        .chain(lines)
        .enumerate()
        .map(|(offset, line)| row(form, &line, card, at + u32::try_from(offset).unwrap_or(0)))
        .collect()
}

/// The cell with the points of a row of `Isian`.
fn in_answers(row: u32) -> String {
    let column = position(TableKind::Answers, Column::Points);
    format!("{}!{}", sheet::ANSWERS, cell_name(row, column))
}

fn row(form: &Form<'_>, line: &Line<'_>, card: Option<&Scorecard<'_>>, at: u32) -> Row {
    let whole = !matches!(form.part, Part::Agency(_));
    let printed = |what: DeclaredWhat| {
        let declared = form.answers.map_or(&[][..], |answers| answers.declared());
        let found = declared.iter().find(|item| item.node == line.address && item.what == what);
        match found.filter(|_| whole) {
            // The digits it was printed with say how exactly it was meant.
            Some(item) => {
                let value = item.points.as_written();
                Cell::new(Value::Number(value), Look::PrintedInput(value.scale()))
            }
            None if whole => Cell::new(Value::Empty, Look::PrintedInput(2)),
            None => Cell::new(Value::Empty, Look::Plain),
        }
    };
    let cells = KIND.columns().iter().map(|column| match column {
        Column::Code => Cell::new(Value::text(line.code), Look::Quiet),
        Column::Name => Cell::new(Value::text(line.name), Look::Plain),
        Column::Maximum => Cell::new(Value::Number(line.maximum.to_decimal()), Look::Points),
        Column::Answered => Cell::new(Value::Formula(line.answered.clone(), None), Look::Centred),
        Column::Questions => Cell::new(Value::Number(Decimal::from(line.questions)), Look::Centred),
        Column::Points => {
            let card = card.filter(|_| form.part == Part::Whole);
            let result = card.and_then(|card| card.points_of(&line.address));
            let result = result.map(|points| points.to_string());
            Cell::new(Value::Formula(line.points.clone(), result), Look::Points)
        }
        Column::Share => {
            let points = cell_name(at, position(KIND, Column::Points));
            let maximum = cell_name(at, position(KIND, Column::Maximum));
            Cell::new(
                Value::Formula(format!("IF({maximum}=0,0,{points}/{maximum})"), None),
                Look::Share,
            )
        }
        Column::Stated => match line.stated.filter(|_| whole) {
            Some(stated) => {
                let value =
                    stated.map_or(Value::Empty, |points| Value::Number(points.to_decimal()));
                Cell::new(value, Look::PointsInput)
            }
            None => Cell::new(Value::Empty, Look::Plain),
        },
        Column::Declared => printed(DeclaredWhat::Points),
        Column::DeclaredMaximum => printed(DeclaredWhat::Maximum),
        _ => Cell::new(Value::Empty, Look::Plain),
    });
    Row { level: line.level, cells: cells.collect() }
}

/// The printed category, and the notes of the file.
fn tail(form: &Form<'_>, above: &[Row]) -> Vec<Row> {
    let mut rows = Vec::new();
    let category = form.answers.and_then(|answers| answers.declared_category());
    let category = category.map_or("", |category| match category {
        DeclaredCategory::Category(category) => category.name.as_str(),
        DeclaredCategory::Below => form.edition.bands().below.get(Lang::Id),
    });
    let total = FIRST + u32::try_from(above.len()).unwrap_or(0).saturating_sub(1);
    let estimate = (form.part == Part::Whole).then(|| estimate(form, total)).flatten();
    rows.push(special(CATEGORY_ROW, "Kategori (perkiraan; hitungan resmi oleh kla)", |column| {
        match column {
            Column::Points => {
                let value = estimate
                    .clone()
                    .map_or(Value::Empty, |formula| Value::Formula(formula, Some(String::new())));
                Cell::new(value, Look::Centred)
            }
            Column::Declared => Cell::new(text_or_empty(category), Look::TextInput),
            _ => Cell::new(Value::Empty, Look::Plain),
        }
    }));
    let notes = form.answers.map_or(&[][..], |answers| answers.notes());
    let blank = std::iter::repeat_n("", 3);
    for note in notes.iter().map(String::as_str).chain(blank) {
        let mut row = special(NOTE_ROW, "", |_| Cell::new(Value::Empty, Look::Plain));
        if let Some(cell) = row.cells.get_mut(1) {
            *cell = Cell::new(text_or_empty(note), Look::TextInput);
        }
        rows.push(row);
    }
    rows
}

fn special(code: &str, name: &str, cell: impl Fn(Column) -> Cell) -> Row {
    let cells = KIND.columns().iter().map(|column| match column {
        Column::Code => Cell::new(Value::text(code), Look::Quiet),
        Column::Name => Cell::new(text_or_empty(name), Look::Plain),
        column => cell(*column),
    });
    Row { level: Level::Leaf, cells: cells.collect() }
}

/// The category by the printed bands, where the rule for the space between them is the simple one.
fn estimate(form: &Form<'_>, total: u32) -> Option<String> {
    let bands = form.edition.bands();
    if bands.between != Between::Lower {
        return None;
    }
    let points = format!("ROUND({},6)", cell_name(total, position(KIND, Column::Points)));
    let mut formula = format!("\"{}\"", bands.below.get(Lang::Id).replace('"', "\"\""));
    for category in &bands.categories {
        let name = category.name.replace('"', "\"\"");
        formula = format!("IF({points}>={},\"{name}\",{formula})", category.from);
    }
    Some(formula)
}
