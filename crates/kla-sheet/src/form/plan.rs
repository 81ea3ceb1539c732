//! A form as tables of cells, before it becomes a workbook or a CSV table.

use rust_decimal::Decimal;

use super::{Form, evidence, leaves, rows, summary};
use crate::layout::{Column, Field, TableKind};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Empty,
    Text(String),
    Number(Decimal),
    /// A percentage by the number in front of the sign.
    Percent(Decimal),
    /// An English formula without the sign in front, and the text of its value where that is known.
    Formula(String, Option<String>),
    /// What the chosen level earns, by the list of levels in the same row; and its value where that is
    /// known.
    LevelPoints(Option<String>),
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }
}

/// How a cell looks, and whether it is for filling in.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Look {
    /// Nothing special.
    Plain,
    /// Small and grey: ids, agencies.
    Quiet,
    /// In the middle: marks.
    Centred,
    /// Points that are computed or given by the rules.
    Points,
    /// A share that is computed.
    Share,
    /// Free text to fill in.
    TextInput,
    /// A choice, a state or any figure to fill in.
    AnyInput,
    /// Points to fill in.
    PointsInput,
    /// A whole number to fill in.
    CountInput,
    /// A percentage to fill in, with so many decimals.
    PercentInput(u32),
    /// A printed figure with so many decimals.
    PrintedInput(u32),
    /// A day to fill in.
    DayInput,
}

impl Look {
    pub(super) fn is_input(self) -> bool {
        !matches!(self, Look::Plain | Look::Quiet | Look::Centred | Look::Points | Look::Share)
    }
}

/// What a cell offers in a drop-down, or accepts.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Offer {
    /// These texts; what else is typed is kept.
    Texts(Vec<String>),
    /// These texts and nothing else.
    OnlyTexts(Vec<String>),
    /// The levels of a ladder with their points, then states; nothing else.
    Levels(Vec<(String, Option<Decimal>)>),
    /// These numbers; another one is questioned.
    Numbers(Vec<Decimal>),
    /// Numbers from nothing to this.
    UpTo(Decimal),
}

#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) value: Value,
    pub(super) look: Look,
    pub(super) offer: Option<Offer>,
}

impl Cell {
    pub(super) fn new(value: Value, look: Look) -> Cell {
        Cell { value, look, offer: None }
    }

    pub(super) fn offering(mut self, offer: Offer) -> Cell {
        self.offer = Some(offer);
        self
    }
}

/// What kind of row it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Level {
    Total,
    Block,
    Indicator,
    Leaf,
}

#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) level: Level,
    /// One for every column of the table.
    pub(super) cells: Vec<Cell>,
}

/// A table on a sheet of its own.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) kind: TableKind,
    pub(super) sheet: &'static str,
    pub(super) rows: Vec<Row>,
    /// Empty rows that may be filled in below.
    pub(super) spare: u32,
}

impl Table {
    pub(super) fn column(&self, column: Column) -> u32 {
        position(self.kind, column)
    }
}

/// The place of a column in a new form.
pub(super) fn position(kind: TableKind, column: Column) -> u32 {
    let at = kind.columns().iter().position(|found| *found == column).unwrap_or(0);
    u32::try_from(at).unwrap_or(0)
}

/// Everything of a form.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) title: String,
    /// Every field of the head that is known.
    pub(super) fields: Vec<(Field, String)>,
    pub(super) tables: Vec<Table>,
}

/// The row, from 0, in which the titles of a table stand.
pub(super) const HEADER: u32 = 5;
/// The row of the first entry.
pub(super) const FIRST: u32 = HEADER + 1;

pub(super) fn of(form: &Form<'_>) -> Plan {
    let groups = leaves::groups(form);
    let card = form.answers.map(kla::score);
    let (answers, places) = rows::answers(form, &groups, card.as_ref());
    let details = rows::details(form, &groups);
    let mut tables = vec![answers];
    tables.extend(details);
    tables.push(evidence::table(form, &groups));
    tables.push(summary::table(form, &leaves::summarised(form), &places, card.as_ref()));
    Plan { title: title(form), fields: fields(form), tables }
}

fn title(form: &Form<'_>) -> String {
    format!("Lembar Kerja Evaluasi KLA – {}", form.edition.name())
}

fn fields(form: &Form<'_>) -> Vec<(Field, String)> {
    Field::ALL
        .into_iter()
        .filter_map(|field| {
            let value = match field {
                Field::Format => Some(crate::layout::FORMAT.to_owned()),
                Field::Edition => Some(form.edition.id().to_string()),
                Field::Digest => Some(form.edition.digest().to_owned()),
                Field::RegionCode => form.code.clone(),
                Field::RegionName => form.name.clone(),
                Field::Year => Some(form.year.to_string()),
                Field::Stage => form.stage.map(|stage| stage.id.to_string()),
                Field::Agency => Some(form.part.word().to_owned()),
                Field::File => Some(form.id()),
            };
            value.map(|value| (field, value))
        })
        .collect()
}
