//! The rows of `Bukti`: the register of evidence.

use super::Form;
use super::leaves::{self, Group};
use super::plan::{Cell, Level, Look, Offer, Row, Table, Value};
use super::rows::{STATUSES, text_or_empty};
use crate::choice;
use crate::layout::{Column, TableKind, sheet};

pub(super) fn table(form: &Form<'_>, groups: &[Group<'_>]) -> Table {
    let kind = TableKind::Evidence;
    let rows = leaves::evidence(form, groups).into_iter().map(|item| {
        let text = |text: &Option<String>| text.as_deref().map_or(Value::Empty, text_or_empty);
        let agency = item.agency.as_ref().and_then(|id| form.edition.agency(id));
        let cells = kind.columns().iter().map(|column| {
            let (value, look) = match column {
                Column::EvidenceId => {
                    (Value::Text(choice::join(&[item.id.as_str()])), Look::TextInput)
                }
                Column::Title => (text_or_empty(&item.title), Look::TextInput),
                Column::Agency => (
                    agency.map_or(Value::Empty, |agency| Value::text(agency.short.clone())),
                    Look::AnyInput,
                ),
                Column::From => (text(&item.from), Look::DayInput),
                Column::To => (text(&item.to), Look::DayInput),
                Column::Status => {
                    let word = item.status.map(|status| status.word());
                    (word.map_or(Value::Empty, Value::text), Look::AnyInput)
                }
                Column::Link => (text(&item.link), Look::TextInput),
                _ => (text(&item.sha256), Look::TextInput),
            };
            with_offer(form, *column, Cell::new(value, look))
        });
        Row { level: Level::Leaf, cells: cells.collect() }
    });
    let mut rows: Vec<Row> = rows.collect();
    // Empty rows have the same drop-downs.
    let blank = || {
        let cells = kind.columns().iter().map(|column| {
            let look = match column {
                Column::From | Column::To => Look::DayInput,
                Column::Agency | Column::Status => Look::AnyInput,
                _ => Look::TextInput,
            };
            with_offer(form, *column, Cell::new(Value::Empty, look))
        });
        Row { level: Level::Leaf, cells: cells.collect() }
    };
    let spare = 60;
    rows.extend((0..spare).map(|_| blank()));
    Table { kind, sheet: sheet::EVIDENCE, rows, spare: 0 }
}

fn with_offer(form: &Form<'_>, column: Column, cell: Cell) -> Cell {
    match column {
        Column::Status => cell.offering(Offer::OnlyTexts(STATUSES.map(str::to_owned).to_vec())),
        Column::Agency => {
            let names = form.edition.agencies().iter().map(|agency| agency.short.clone());
            let names: Vec<String> = names.collect();
            if names.is_empty() { cell } else { cell.offering(Offer::Texts(names)) }
        }
        _ => cell,
    }
}
