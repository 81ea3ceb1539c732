//! Filled forms and recaps back to answers.
//!
//! ```text
//! bytes ─► guard ─► grids of cells ─► tables by their titles ─► draft with a cell for every value
//!                                                                  │
//!                         answers, or what of them can be used ◄── check against the edition
//! ```

mod answers;
mod cells;
mod details;
mod draft;
mod evidence;
mod fields;
mod recap;
mod settle;
mod summary;
mod tables;

use std::collections::BTreeMap;

use kla::{Answers, Edition, Severity, Text};

use crate::finding::{CellPlace, Finding, SheetCode, cross_out};
use crate::grid::{self, Grid, Value};
use crate::guard::{self, Kind};
use crate::layout::TableKind;

use draft::Draft;

/// What is known beside the sheet: what it leaves out is taken from here, and where it says otherwise,
/// that is a finding.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'k> {
    /// The id of the edition.
    pub edition: Option<&'k str>,
    /// The code of the region.
    pub region: Option<&'k str>,
    /// The evaluation year.
    pub year: Option<u16>,
    /// The id of the stage.
    pub stage: Option<&'k str>,
}

/// What was read from a sheet.
#[derive(Debug)]
#[non_exhaustive]
pub struct Imported<'e> {
    /// The answers that could be used; `None` where not even edition, region, year and stage are
    /// certain.
    pub answers: Option<Answers<'e>>,
    /// Every finding, in the order of the sheets.
    pub findings: Vec<Finding>,
    /// The codes of the rows that the sheet holds, answered or not: which questions a form was for.
    pub rows: Vec<String>,
    /// The id of the form, where it has one: copies of one form share it.
    pub form: Option<String>,
    /// Which part of the questions the form is for: an agency's id, `semua` or `koordinator`.
    pub part: Option<String>,
    raw: String,
}

impl Imported<'_> {
    /// Whether something could not be taken over.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.answers.is_none() || self.problems() > 0
    }

    /// How many findings are errors.
    #[must_use]
    pub fn problems(&self) -> usize {
        self.findings.iter().filter(|found| found.severity == Severity::Error).count()
    }

    /// What could be read, as the text of an answers file; `None` where nothing could. A first line
    /// says so where it is only a part.
    #[must_use]
    pub fn to_toml(&self) -> Option<String> {
        let text = self.answers.as_ref().map_or_else(|| self.raw.clone(), Answers::to_toml);
        if text.is_empty() {
            return None;
        }
        let text = self.with_blanks(text);
        if !self.is_partial() {
            return Some(text);
        }
        let problems = self.problems();
        let note = format!(
            "\"SEBAGIAN: {problems} masalah pada lembar kerja belum dibereskan, jadi ada isian yang belum terbaca.\""
        );
        // As a note it goes wherever the answers go: into scores, reports and merged files.
        let text = match text.split_once("\nnotes = [") {
            Some((before, after)) => format!("{before}\nnotes = [{note}, {after}"),
            None => text.replacen('\n', &format!("\nnotes = [{note}]\n"), 1),
        };
        Some(format!("# SEBAGIAN / PARTIAL: {problems}\n{text}"))
    }
}

impl Imported<'_> {
    /// The text with the questions of the form that were left blank: merging tells by them what an
    /// agency has taken back.
    fn with_blanks(&self, text: String) -> String {
        let Some(answers) = self.answers.as_ref().filter(|_| self.form.is_some()) else {
            return text;
        };
        // A form in which nothing was written takes nothing back.
        if answers.leaves().all(|leaf| leaf.response.state == kla::State::Empty) {
            return text;
        }
        let mut blanks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for code in &self.rows {
            let question = answers.edition().question(code);
            let is_blank = question.is_some_and(|question| {
                let response = answers.response(question);
                response.state == kla::State::Empty
                    && response.beside.is_none()
                    && response.evidence.is_empty()
                    && response.status.is_none()
                    && response.reason.is_none()
                    && response.note.is_none()
            });
            if let Some((row, number)) = code.split_once('.').filter(|_| is_blank) {
                blanks.entry(row).or_default().push(number);
            }
        }
        let mut text = text;
        for (row, numbers) in blanks {
            let lines: String =
                numbers.iter().map(|number| format!("{number} = \"belum-diisi\"\n")).collect();
            let head = format!("\n[answers.\"{row}\"]\n");
            match text.find(&head) {
                Some(at) => text.insert_str(at + head.len(), &lines),
                None => {
                    // Before the tables that must come last.
                    let end = ["\n[declared", "\n[[evidence]]"]
                        .iter()
                        .filter_map(|last| text.find(last))
                        .min();
                    let end = end.unwrap_or(text.len());
                    text.insert_str(end, &format!("{head}{lines}"));
                }
            }
        }
        text
    }
}

/// Reads a filled form, or a recap of questions with their points, from an .xlsx workbook or a CSV
/// table. `name` is what messages call a CSV table; `editions` are those that it may be for.
///
/// Never fails: whatever is wrong is among the findings, all of it at once, and what could be read is
/// there all the same. Rows are recognised by the stable code of their question and columns by their
/// titles, wherever they stand.
///
/// ```
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let region = kla::Regions::bundled().get("16.10").unwrap();
/// let form = kla_sheet::Form::blank(edition).region(region).to_xlsx().unwrap();
/// let read = kla_sheet::import("isian.xlsx", &form, &[edition], kla_sheet::Known::default());
/// assert!(!read.is_partial());
/// assert_eq!(read.answers.unwrap().place().code, "16.10");
/// ```
#[must_use]
pub fn import<'e>(
    name: &str,
    bytes: &[u8],
    editions: &[&'e Edition],
    known: Known<'_>,
) -> Imported<'e> {
    let mut findings = Vec::new();
    let grids = match guard::inspect(bytes) {
        Ok(Kind::Workbook { macros }) => {
            if macros {
                findings.push(macros_ignored());
            }
            grid::workbook(bytes)
        }
        Ok(Kind::Text(text)) => grid::table(name, &text).map(|grid| vec![grid]),
        Err(finding) => Err(finding),
    };
    match grids {
        Ok(grids) => read(grids, editions, known, findings),
        Err(finding) => {
            findings.push(*finding);
            nothing(findings)
        }
    }
}

fn nothing<'e>(findings: Vec<Finding>) -> Imported<'e> {
    Imported {
        answers: None,
        findings,
        rows: Vec::new(),
        form: None,
        part: None,
        raw: String::new(),
    }
}

fn macros_ignored() -> Finding {
    Finding::new(
        SheetCode::MacrosIgnored,
        Text::new(
            "buku kerja ini memuat makro; makronya tidak dijalankan dan tidak dibaca",
            "the workbook holds macros; they are neither run nor read",
        ),
    )
}

fn read<'e>(
    mut grids: Vec<Grid>,
    editions: &[&'e Edition],
    known: Known<'_>,
    mut findings: Vec<Finding>,
) -> Imported<'e> {
    without_niks(&mut grids, &mut findings);
    let found = tables::find(&grids, &mut findings);
    let head = fields::read(&grids, &found);
    let form = head.text(crate::layout::Field::File);
    let part = head.text(crate::layout::Field::Agency);
    let has = |kind| found.iter().any(|table| table.kind == kind);
    if !has(TableKind::Answers) && !has(TableKind::Recap) {
        findings.push(no_table());
        if !has(TableKind::Summary) {
            return nothing(findings);
        }
    }
    let mut draft = Draft::default();
    let Some(edition) = fields::settle(&head, editions, known, &mut draft, &mut findings) else {
        return Imported { form, part, ..nothing(findings) };
    };
    let register = evidence::read(&grids, &found, &mut draft, &mut findings);
    let details = details::read(&grids, &found, edition, &mut findings);
    let mut rows =
        answers::read(&grids, &found, edition, &register, details, &mut draft, &mut findings);
    summary::read(&grids, &found, edition, &mut draft, &mut findings);
    rows.extend(recap::read(&grids, &found, edition, &mut draft, &mut findings));
    let (answers, raw) = settle::settle(draft, edition, &mut findings);
    findings.sort_by(|one, other| one.place.cmp(&other.place));
    Imported { answers, findings, rows, form, part, raw }
}

fn no_table() -> Finding {
    Finding::new(
        SheetCode::NoTable,
        Text::new(
            "lembar isian tidak ditemukan: tidak ada baris judul kolom seperti Kode, Jawaban, Nilai, Maksimum",
            "the sheet of answers was not found: no row has titles such as Kode, Jawaban, Nilai, Maksimum",
        ),
    )
    .help(Text::new(
        "pakai lembar kerja dari `kla form`, atau rekap dengan judul kolom Indikator, Butir, Maksimum, Nilai EM",
        "use a form from `kla form`, or a recap with the titles Indikator, Butir, Maksimum, Nilai EM",
    ))
}

/// Takes what looks like a NIK out of the cells, wherever it stands, and says where it was. A SHA-256
/// may hold such a run.
fn without_niks(grids: &mut [Grid], findings: &mut Vec<Finding>) {
    for grid in grids {
        let mut places: Vec<CellPlace> = Vec::new();
        for (row, cells) in &grid.rows {
            for (column, cell) in cells {
                let text = match &cell.value {
                    Value::Text(text) => text,
                    // The decimals of a share are no NIK.
                    Value::Number(number) if !number.contains('.') => number,
                    _ => continue,
                };
                if cross_out(text) != *text && !is_digest(text) {
                    places.push(grid.place(*row, *column));
                }
            }
        }
        for place in places {
            if let Some(cells) = grid.rows.get_mut(&place.row) {
                cells.remove(&place.column);
            }
            let finding = Finding::new(
                SheetCode::LooksLikeNik,
                Text::new(
                    "bilangan enam belas angka menyerupai NIK; hanya data agregat yang diterima",
                    "a number of sixteen digits looks like a NIK; only aggregates are accepted",
                ),
            );
            findings.push(finding.at(place).help(Text::new(
                "hapus nomor itu dari lembar kerja",
                "remove the number from the sheet",
            )));
        }
    }
}

fn is_digest(text: &str) -> bool {
    let digits = text.trim().trim_start_matches("sha256:");
    digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}
