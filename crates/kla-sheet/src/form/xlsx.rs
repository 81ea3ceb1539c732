//! From the plan of a form to a workbook.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationErrorStyle,
    DataValidationRule, DocProperties, ExcelDateTime, Formula, Note, ProtectionOptions, Workbook,
    Worksheet,
};

use super::looks::{self, Looks};
use super::plan::{Cell, FIRST, HEADER, Level, Look, Offer, Plan, Row, Table, Value};
use super::{Form, FormError, guide};
use crate::layout::{Column, Field, TableKind, cell_name, sheet};

/// The longest text that a cell can hold, in UTF-16 units as Excel counts.
const LONGEST: usize = 32_767;

/// A4.
const PAPER: u8 = 9;

pub(super) fn write(form: &Form<'_>, plan: &Plan) -> Result<Vec<u8>, FormError> {
    too_long(plan)?;
    let mut choices = Choices::default();
    let mut looks = Looks::default();
    let mut workbook = Workbook::new();
    properties(&mut workbook, plan)?;
    guide::write(form, plan, workbook.add_worksheet())?;
    for table in &plan.tables {
        let worksheet = workbook.add_worksheet();
        self::table(form, plan, table, worksheet, &mut choices, &mut looks)?;
        if table.kind == TableKind::Answers {
            worksheet.set_active(true);
        }
    }
    choices.write(workbook.add_worksheet())?;
    meta(plan, workbook.add_worksheet())?;
    Ok(workbook.save_to_buffer()?)
}

fn too_long(plan: &Plan) -> Result<(), FormError> {
    for row in plan.tables.iter().flat_map(|table| &table.rows) {
        for cell in &row.cells {
            let Value::Text(text) = &cell.value else { continue };
            let length = text.encode_utf16().count();
            if length > LONGEST {
                let code = match row.cells.first().map(|cell| &cell.value) {
                    Some(Value::Text(code)) => code.clone(),
                    _ => String::new(),
                };
                return Err(FormError::TextTooLong { row: code, length });
            }
        }
    }
    Ok(())
}

/// A fixed date, so that the same form gives the same bytes.
fn properties(workbook: &mut Workbook, plan: &Plan) -> Result<(), FormError> {
    let date = ExcelDateTime::from_ymd(2024, 1, 1)?;
    let properties =
        DocProperties::new().set_title(&plan.title).set_author("kla").set_creation_datetime(&date);
    workbook.set_properties(&properties);
    Ok(())
}

fn table(
    form: &Form<'_>,
    plan: &Plan,
    table: &Table,
    sheet: &mut Worksheet,
    choices: &mut Choices,
    looks: &mut Looks,
) -> Result<(), FormError> {
    // What is known of a formula's value is written with it; the rest shows nothing until it is computed.
    sheet.set_name(table.sheet)?.set_formula_result_default("");
    head(form, plan, table, sheet, looks)?;
    let columns = table.kind.columns();
    for (at, column) in (0_u16..).zip(columns) {
        sheet.set_column_width(at, looks::width(table.kind, *column))?;
        sheet.write_string_with_format(HEADER, at, column.title(), &looks::header())?;
        // Editions without reasons have no use for their column.
        if *column == Column::Reason && form.edition.reasons().is_none() {
            sheet.set_column_hidden(at)?;
        }
        if let Some(help) = guide::column_help(form.edition, table.kind, *column) {
            let lines = u32::try_from(help.matches('\n').count()).unwrap_or(0);
            let note = Note::new(help).set_author("kla").add_author_prefix(false);
            // A list is wider and longer than what fits by itself.
            let note = match lines {
                0 => note,
                lines => note.set_width(320).set_height(40 + 16 * lines),
            };
            sheet.insert_note(HEADER, at, &note)?;
        }
    }
    sheet.set_row_height(HEADER, 32)?;
    let mut next = FIRST;
    for row in &table.rows {
        self::row(row, next, sheet, choices, looks)?;
        sheet.set_row_height(next, looks::height(table.kind, row))?;
        next += 1;
    }
    for row in next..next + table.spare {
        for (at, _) in (0_u16..).zip(columns) {
            sheet.write_blank(row, at, looks.of(Look::TextInput, Level::Leaf))?;
        }
    }
    let last = next + table.spare;
    marks(table, last.saturating_sub(1), sheet)?;
    page(table, sheet, last)?;
    let codes = table.column(Column::Code);
    if let Ok(codes) = u16::try_from(codes) {
        let kind = rust_xlsxwriter::IgnoreError::NumberStoredAsText;
        sheet.ignore_error_range(FIRST, codes, last.max(FIRST), codes + 1, kind)?;
    }
    Ok(())
}

/// The lines above the table: what the form is for.
fn head(
    form: &Form<'_>,
    plan: &Plan,
    table: &Table,
    sheet: &mut Worksheet,
    looks: &mut Looks,
) -> Result<(), FormError> {
    sheet.write_string_with_format(0, 0, &plan.title, &looks::title())?;
    sheet.set_row_height(0, 24)?;
    if table.kind != TableKind::Answers {
        let of = plan.fields.iter().find(|(field, _)| *field == Field::RegionName);
        let of = of.map_or("", |(_, name)| name.as_str());
        let line = format!("{} {of}", table.sheet);
        sheet.write_string_with_format(1, 0, line.trim(), &looks::label())?;
        sheet.write_string_with_format(2, 0, guide::table_help(table.kind), &looks::quiet())?;
        return Ok(());
    }
    let places = [
        (Field::RegionName, 1, 0),
        (Field::RegionCode, 2, 0),
        (Field::Agency, 3, 0),
        (Field::Year, 1, 3),
        (Field::Stage, 2, 3),
        (Field::Edition, 3, 3),
    ];
    for (field, row, column) in places {
        let label = field.label().unwrap_or_default();
        let input =
            matches!(field, Field::RegionName | Field::RegionCode | Field::Year | Field::Stage);
        let look = looks.of(if input { Look::TextInput } else { Look::Plain }, Level::Leaf).clone();
        let value = plan.fields.iter().find(|(known, _)| *known == field);
        let value = value.map_or("", |(_, value)| value.as_str());
        let value_column = if column == 0 { 2 } else { column + 1 };
        if column == 0 {
            sheet.merge_range(row, 0, row, 1, label, &looks::label())?;
        } else {
            let look = looks::label().set_indent(1);
            sheet.write_string_with_format(row, column, label, &look)?;
        }
        let look = if field == Field::RegionCode { look.set_num_format("@") } else { look };
        match value.parse::<u16>() {
            Ok(year) if field == Field::Year => {
                let look = look.set_num_format("0").set_align(rust_xlsxwriter::FormatAlign::Left);
                sheet.write_number_with_format(row, value_column, year, &look)?;
            }
            _ => {
                let shown = if field == Field::Agency { agency(form) } else { value.to_owned() };
                sheet.write_string_with_format(row, value_column, shown, &look)?;
            }
        }
    }
    let stages = form.edition.stages().iter().map(|stage| stage.id.as_str());
    let stages: Vec<&str> = stages.collect();
    if stages.iter().map(|stage| stage.len() + 1).sum::<usize>() < 255 {
        let offer = DataValidation::new().allow_list_strings(&stages)?;
        sheet.add_data_validation(2, 4, 2, 4, &offer)?;
    }
    Ok(())
}

fn agency(form: &Form<'_>) -> String {
    match &form.part {
        super::Part::Agency(id) => {
            form.edition.agency(id).map_or_else(|| id.to_string(), |agency| agency.name.clone())
        }
        part => part.word().to_owned(),
    }
}

fn row(
    row: &Row,
    at: u32,
    sheet: &mut Worksheet,
    choices: &mut Choices,
    looks: &mut Looks,
) -> Result<(), FormError> {
    let levels = row.cells.iter().enumerate().find_map(|(column, cell)| match &cell.offer {
        Some(Offer::Levels(levels)) => Some((u32::try_from(column).ok()?, levels)),
        _ => None,
    });
    for (column, cell) in (0_u16..).zip(&row.cells) {
        let look = looks.of(cell.look, row.level);
        match &cell.value {
            Value::Empty => {
                sheet.write_blank(at, column, look)?;
            }
            Value::Text(text) if is_formula_like(text) => {
                sheet.write_string_with_format(
                    at,
                    column,
                    text,
                    &look.clone().set_quote_prefix(),
                )?;
            }
            Value::Text(text) => {
                sheet.write_string_with_format(at, column, text, look)?;
            }
            Value::Number(number) => {
                sheet.write_number_with_format(at, column, float(*number), look)?;
            }
            Value::Percent(percent) => {
                let share =
                    Decimal::try_from_i128_with_scale(percent.mantissa(), percent.scale() + 2);
                let share = share.unwrap_or_default();
                sheet.write_number_with_format(at, column, float(share), look)?;
            }
            Value::Formula(formula, result) => {
                sheet.write_formula_with_format(at, column, with_result(formula, result), look)?;
            }
            Value::LevelPoints(result) => {
                let Some((answer, levels)) = levels else { continue };
                let range = choices.range(&Offer::Levels(levels.clone()), 'B');
                let answer = cell_name(at, answer);
                let formula = format!(
                    "IF({answer}=\"\",\"\",IFERROR(VLOOKUP({answer},{range},2,FALSE),\"\"))"
                );
                sheet.write_formula_with_format(at, column, with_result(&formula, result), look)?;
            }
        }
        if let Some(offer) = &cell.offer {
            let validation = validation(cell, offer, choices)?;
            sheet.add_data_validation(at, column, at, column, &validation)?;
        }
    }
    Ok(())
}

fn with_result(formula: &str, result: &Option<String>) -> Formula {
    let formula = Formula::new(formula);
    match result {
        Some(result) => formula.set_result(result.clone()),
        None => formula,
    }
}

/// Whether a program could take a text for a formula when it is typed again.
fn is_formula_like(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A decimal of at most 15 digits as the nearest binary float, which is what a workbook holds; its
/// shortest text is the decimal again.
pub(crate) fn float(value: Decimal) -> f64 {
    value.normalize().to_string().parse().unwrap_or(0.0)
}

fn validation(
    cell: &Cell,
    offer: &Offer,
    choices: &mut Choices,
) -> Result<DataValidation, FormError> {
    let list = |choices: &mut Choices| {
        let range = choices.range(offer, 'A');
        DataValidation::new().allow_list_formula(Formula::new(format!("={range}")))
    };
    Ok(match offer {
        // A figure may be typed instead of a state.
        Offer::Texts(_) => list(choices).show_error_message(false),
        Offer::OnlyTexts(_) | Offer::Levels(_) => list(choices)
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("Tidak ada dalam daftar")?
            .set_error_message("Pilih salah satu dari daftar pilihan di sel ini.")?,
        Offer::Numbers(_) => list(choices)
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("Bukan nilai yang biasa")?
            .set_error_message(
                "Nilai ini tidak ada dalam tangga nilai yang diketahui. Tetap memakainya?",
            )?,
        Offer::UpTo(maximum) => {
            let rule = DataValidationRule::Between(0.0, float(*maximum));
            let _ = cell;
            DataValidation::new()
                .allow_decimal_number(rule)
                .set_error_style(DataValidationErrorStyle::Stop)
                .set_error_title("Di luar batas")?
                .set_error_message("Nilai berada di antara 0 dan maksimum butir ini.")?
        }
    })
}

/// Letters and colours for how a row stands.
fn marks(table: &Table, last: u32, sheet: &mut Worksheet) -> Result<(), FormError> {
    let conditions: &[(Column, &str, u32)] = match table.kind {
        TableKind::Answers => &[
            (Column::Mark, "K", 0xF8_D7_DA),
            (Column::Mark, "?", 0xFF_E8_A3),
            (Column::Mark, "T", 0xCF_E8_CF),
            (Column::Mark, "N", 0xDD_DD_DD),
            (Column::Mark, "B", 0xDD_DD_DD),
            (Column::Status, "sah", 0xCF_E8_CF),
            (Column::Status, "ditolak", 0xF8_D7_DA),
            (Column::Status, "tidak-ada", 0xF8_D7_DA),
            (Column::Status, "belum-diperiksa", 0xFF_E8_A3),
        ],
        TableKind::Evidence => &[
            (Column::Status, "sah", 0xCF_E8_CF),
            (Column::Status, "ditolak", 0xF8_D7_DA),
            (Column::Status, "tidak-ada", 0xF8_D7_DA),
            (Column::Status, "belum-diperiksa", 0xFF_E8_A3),
        ],
        _ => &[],
    };
    // The coordinator's form of some editions has no question at all.
    for (column, text, colour) in conditions.iter().filter(|_| last >= FIRST) {
        let column = u16::try_from(table.column(*column)).unwrap_or(0);
        let format = rust_xlsxwriter::Format::new().set_background_color(*colour);
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(*text))
            .set_format(format);
        sheet.add_conditional_format(FIRST, column, last, column, &rule)?;
    }
    Ok(())
}

fn page(table: &Table, sheet: &mut Worksheet, last: u32) -> Result<(), FormError> {
    let columns = u16::try_from(table.kind.columns().len()).unwrap_or(1);
    sheet.set_freeze_panes(FIRST, if table.kind == TableKind::Answers { 1 } else { 0 })?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    sheet.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&8&A&R&8Halaman &P dari &N");
    if last > 0 {
        let used = if table.kind == TableKind::Evidence { last.min(FIRST + 25) } else { last };
        sheet.set_print_area(
            0,
            0,
            used.saturating_sub(1).max(HEADER),
            columns.saturating_sub(1),
        )?;
    }
    let options = ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::new()
    };
    sheet.protect_with_options(&options);
    Ok(())
}

fn meta(plan: &Plan, sheet: &mut Worksheet) -> Result<(), FormError> {
    sheet.set_name(sheet::META)?.set_hidden(true);
    for (row, (field, value)) in (0_u32..).zip(&plan.fields) {
        sheet.write_string(row, 0, field.key())?;
        // Always text: as a number, the region code 16.10 would become 16.1.
        let text = rust_xlsxwriter::Format::new().set_num_format("@");
        sheet.write_string_with_format(row, 1, value, &text)?;
    }
    sheet.protect();
    Ok(())
}

/// The lists behind the drop-downs, each once, on a hidden sheet: lists inside a validation may have
/// at most 255 letters, and their decimals depend on the country.
#[derive(Default)]
struct Choices {
    lists: BTreeMap<Offer, u32>,
    next: u32,
}

impl Choices {
    /// The range of a list, from column `A` to the last one wanted.
    fn range(&mut self, offer: &Offer, last: char) -> String {
        let length = match offer {
            Offer::Texts(texts) | Offer::OnlyTexts(texts) => texts.len(),
            Offer::Levels(levels) => levels.len() + crate::layout::STATES.len(),
            Offer::Numbers(numbers) => numbers.len(),
            Offer::UpTo(_) => 0,
        };
        let length = u32::try_from(length).unwrap_or(0);
        let next = self.next;
        let first = *self.lists.entry(offer.clone()).or_insert(next);
        if first == next {
            self.next = next + length + 1;
        }
        format!("{}!$A${}:${last}${}", sheet::CHOICES, first + 1, first + length)
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), FormError> {
        sheet.set_name(sheet::CHOICES)?.set_hidden(true);
        for (offer, first) in &self.lists {
            match offer {
                Offer::Texts(texts) | Offer::OnlyTexts(texts) => {
                    for (row, text) in (*first..).zip(texts) {
                        sheet.write_string(row, 0, text)?;
                    }
                }
                Offer::Levels(levels) => {
                    let states = crate::layout::STATES.iter().map(|(shown, _)| *shown);
                    let all = levels.iter().map(|(label, points)| (label.as_str(), *points));
                    for (row, (label, points)) in
                        (*first..).zip(all.chain(states.map(|shown| (shown, None))))
                    {
                        sheet.write_string(row, 0, label)?;
                        match points {
                            Some(points) => sheet.write_number(row, 1, float(points))?,
                            None => {
                                sheet.write_formula(row, 1, Formula::new("\"\"").set_result(""))?
                            }
                        };
                    }
                }
                Offer::Numbers(numbers) => {
                    for (row, number) in (*first..).zip(numbers) {
                        sheet.write_number(row, 0, float(*number))?;
                    }
                }
                Offer::UpTo(_) => {}
            }
        }
        sheet.protect();
        Ok(())
    }
}
