//! From the plan of a form to a CSV table, for programs without formulas.

pub(crate) use kla::cell::{harmless, without_apostrophe};
use rust_decimal::Decimal;

use super::plan::{Plan, Table, Value};
use crate::layout::Field;

pub(super) fn write(plan: &Plan) -> String {
    let mut text = String::from("\u{FEFF}");
    line(&mut text, std::slice::from_ref(&plan.title));
    let region = |wanted| {
        plan.fields.iter().find(|(field, _)| *field == wanted).map_or("", |(_, value)| value)
    };
    for (field, value) in &plan.fields {
        match field {
            // In one cell with the name: alone, a code such as 16.10 would become a number in Excel.
            Field::RegionCode => {
                let both = format!("{value} {}", region(Field::RegionName));
                line(&mut text, &["Wilayah".to_owned(), both.trim().to_owned()]);
            }
            Field::RegionName => {}
            field => {
                let label = field.label().unwrap_or_else(|| field.key());
                line(&mut text, &[label.to_owned(), value.clone()]);
            }
        }
    }
    for table in &plan.tables {
        self::table(&mut text, table);
    }
    text
}

fn table(text: &mut String, table: &Table) {
    line(text, &[]);
    let columns = table.kind.columns();
    let titles: Vec<String> = columns.iter().map(|column| column.title().to_owned()).collect();
    line(text, &titles);
    for row in &table.rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| shown(&cell.value)).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            line(text, &cells);
        }
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Empty | Value::Formula(..) | Value::LevelPoints(_) => String::new(),
        Value::Text(text) => harmless(text),
        Value::Number(number) => self::number(*number),
        Value::Percent(percent) => format!("{}%", self::number(*percent)),
    }
}

/// A number with a decimal comma and without grouping; a zero in front where the comma could be read as
/// grouping, which keeps its decimals as they are.
fn number(number: Decimal) -> String {
    let plain = number.to_string().replace('.', ",");
    let is_grouping = number.scale() == 3 && number >= Decimal::ONE;
    if is_grouping { format!("0{plain}") } else { plain }
}

pub(crate) fn line(text: &mut String, cells: &[String]) {
    let quoted = cells.iter().map(|cell| {
        if cell.contains([';', '"', '\n', '\r']) || cell.trim() != cell {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    });
    text.push_str(&quoted.collect::<Vec<_>>().join(";"));
    text.push_str("\r\n");
}
