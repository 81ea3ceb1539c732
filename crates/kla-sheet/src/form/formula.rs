//! Formulas: what a workbook shows while it is filled in. They are a preview by binary floats; the
//! points that count are computed from the answers, exactly.

use kla::{Better, Measure, Points, RoundTo, Rounding, RoundingAt, Scale, Shape, ZeroTotal};

use super::plan::position;
use crate::layout::{Column, TableKind, cell_name, sheet};

fn at(row: u32, column: Column) -> String {
    cell_name(row, position(TableKind::Answers, column))
}

/// The sum of some cells of a column.
pub(super) fn sum_of(rows: &[u32], column: u32) -> String {
    let cells: Vec<String> = rows.iter().map(|row| cell_name(*row, column)).collect();
    format!("SUM({})", if cells.is_empty() { "0".to_owned() } else { cells.join(",") })
}

/// The sum of a column from row to row, at most the maximum.
pub(super) fn capped_sum((first, last): (u32, u32), column: u32, maximum: &str) -> String {
    let (first, last) = (cell_name(first, column), cell_name(last, column));
    format!("MIN({maximum},SUM({first}:{last}))")
}

/// How many rows of `Isian` count as given.
pub(super) fn given((first, last): (u32, u32)) -> String {
    let range = |column| format!("{}!{}:{}", sheet::ANSWERS, at(first, column), at(last, column));
    format!("COUNTIF({},\"T\")+COUNTIF({0},\"B\")+COUNTIF({0},\"N\")", range(Column::Mark))
}

/// The letter for how a row stands.
pub(super) fn mark(row: u32) -> String {
    let (answer, points) = (at(row, Column::Answer), at(row, Column::Points));
    let (count, of) = (at(row, Column::Count), at(row, Column::Of));
    format!(
        "IF({answer}=\"tidak tahu\",\"?\",IF({answer}=\"tidak berlaku\",\"B\",\
         IF({answer}=\"nol\",\"N\",IF(ISNUMBER({points}),\"T\",\
         IF(OR({answer}=\"belum diisi\",{answer}&{count}&{of}=\"\"),\"K\",\"?\")))))"
    )
}

/// What an answer earns, for the shapes and scales that a formula can tell.
pub(super) fn points(
    measure: &Measure,
    maximum: Points,
    row: u32,
    rounding: &Rounding,
) -> Option<String> {
    let answer = at(row, Column::Answer);
    let share = format!("{}/{}", at(row, Column::Count), at(row, Column::Of));
    let both = format!("COUNT({},{})=2", at(row, Column::Count), at(row, Column::Of));
    let of = at(row, Column::Of);
    let zero = |zero_total| match zero_total {
        ZeroTotal::NotApplicable => "\"\"".to_owned(),
        ZeroTotal::Full => maximum.to_string(),
        ZeroTotal::None => "0".to_owned(),
    };
    let scaled = |figure: &str, scale: &Scale| on_scale(figure, scale, measure, maximum, rounding);
    match &measure.shape {
        Shape::Ladder(_) => None, // by its list, which only the workbook knows
        Shape::Checklist(items) => {
            let text =
                format!("\",\"&SUBSTITUTE(SUBSTITUTE({answer},\" \",\"\"),\";\",\",\")&\",\"");
            let terms: Vec<String> = items
                .iter()
                .map(|item| format!("ISNUMBER(SEARCH(\",{},\",{text}))*{}", item.id, item.points))
                .collect();
            let states = format!(
                "OR({answer}=\"\",{answer}=\"belum diisi\",{answer}=\"tidak tahu\",\
                 {answer}=\"tidak berlaku\",{answer}=\"nol\")"
            );
            Some(format!("IF({states},\"\",MIN({maximum},{}))", terms.join("+")))
        }
        Shape::Percent { scale, zero_total } => {
            let counted = scaled(&format!("ROUND({share}*100,9)"), scale)?;
            let typed = scaled(&format!("ROUND({answer}*100,9)"), scale)?;
            let zero = zero(*zero_total);
            // More than all is no share: nothing is shown, and the import says why.
            Some(format!(
                "IF({both},IF({of}=0,{zero},IF({share}>1,\"\",{counted})),\
                 IF(ISNUMBER({answer}),IF({answer}>1,\"\",{typed}),\"\"))"
            ))
        }
        Shape::Units { scale, zero_total } => {
            let counted = scaled(&format!("ROUND({share}*100,9)"), scale)?;
            let zero = zero(*zero_total);
            Some(format!("IF({both},IF({of}=0,{zero},IF({share}>1,\"\",{counted})),\"\")"))
        }
        Shape::Count { scale } => {
            Some(format!("IF(ISNUMBER({answer}),{},\"\")", scaled(&answer, scale)?))
        }
        _ => None,
    }
}

fn on_scale(
    figure: &str,
    scale: &Scale,
    measure: &Measure,
    maximum: Points,
    rounding: &Rounding,
) -> Option<String> {
    match scale {
        Scale::Unknown { .. } => None,
        Scale::Steps(thresholds) => {
            let (last, others) = thresholds.split_last()?;
            let mut formula = last.points.to_string();
            for range in others.iter().rev() {
                let bound = range.upper.as_ref()?;
                let sign = if bound.closed { "<=" } else { "<" };
                formula = format!("IF({figure}{sign}{},{},{formula})", bound.value, range.points);
            }
            Some(formula)
        }
        Scale::Linear { target, round, .. } => {
            let share = match (target, measure.better) {
                (None, Better::Higher) => format!("{figure}/100"),
                (None, Better::Lower) => format!("(1-{figure}/100)"),
                (Some(target), Better::Higher) => format!("MIN(1,{figure}/{target})"),
                (Some(target), Better::Lower) => format!("MAX(0,({target}-{figure})/{target})"),
            };
            Some(format!("ROUND({maximum}*{share},{})", digits(*round, rounding)))
        }
        _ => None,
    }
}

fn digits(round: RoundTo, rounding: &Rounding) -> u32 {
    match rounding.at {
        RoundingAt::Indicator(round) | RoundingAt::Question(round) => round.digits,
        _ => round.digits,
    }
}
