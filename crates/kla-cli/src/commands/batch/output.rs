//! What is written of a line: a row of a table, or an object of JSON.

use kla::{
    Answers, Diagnostic, FindingFile, FindingResult, Lang, Remark, ResultFile, Scorecard, Severity,
    cell,
};
use serde::Serialize;

use crate::load::{LoadError, Rules};

/// The form of the output.
pub(super) enum Form {
    /// A table of these blocks, with a column for the file where there are several.
    Table { blocks: Vec<String>, files: bool, lang: Lang },
    /// The result of each region, as of one alone.
    Json { lang: Lang },
}

/// What became of a line.
pub(super) struct Outcome {
    /// What is written of it.
    pub(super) text: String,
    /// What is wrong with it, or worth knowing.
    pub(super) findings: Vec<Diagnostic>,
    pub(super) scored: bool,
}

/// A line that could not be scored, in JSON.
#[derive(Serialize)]
struct Refused {
    line: usize,
    diagnostics: Vec<FindingResult>,
}

const BEFORE: [&str; 13] = [
    "line", "region", "name", "province", "year", "stage", "edition", "total", "maximum",
    "category", "between", "next", "gap",
];

/// How far the figures can be trusted, and why there are none.
const AFTER: [&str; 6] = ["answered", "questions", "covered", "remarks", "code", "message"];

impl Form {
    /// A table with the blocks of one edition, or of every edition of the run: so its columns never
    /// depend on what the lines say.
    pub(super) fn table(rules: &Rules, edition: Option<&str>, files: usize, lang: Lang) -> Form {
        let mut blocks: Vec<String> = Vec::new();
        for known in rules.editions() {
            if edition.is_some_and(|id| *known.id() != *id) {
                continue;
            }
            for block in known.blocks() {
                if !blocks.iter().any(|id| block.id == *id.as_str()) {
                    blocks.push(block.id.to_string());
                }
            }
        }
        Form::Table { blocks, files: files > 1, lang }
    }

    /// What stands before all lines.
    pub(super) fn titles(&self) -> String {
        let Form::Table { blocks, files, .. } = self else { return String::new() };
        let mut titles: Vec<&str> = if *files { vec!["file"] } else { Vec::new() };
        titles.extend(BEFORE);
        titles.extend(blocks.iter().map(String::as_str));
        titles.extend(AFTER);
        row(&titles)
    }

    /// What is written of a line.
    pub(super) fn outcome(
        &self,
        file: &str,
        line: usize,
        checked: Result<Answers<'_>, LoadError>,
    ) -> Outcome {
        match checked {
            Ok(answers) => {
                let text = match self {
                    Form::Table { blocks, files, .. } => {
                        let before = files.then_some(file);
                        row(&figures(before, line, &answers, blocks))
                    }
                    Form::Json { lang } => {
                        ResultFile::new(&kla::score(&answers), *lang).to_json_line()
                    }
                };
                Outcome { text, findings: answers.warnings().to_vec(), scored: true }
            }
            Err(error) => {
                let findings = error.findings().to_vec();
                Outcome { text: self.refused(file, line, &findings), findings, scored: false }
            }
        }
    }

    fn refused(&self, file: &str, line: usize, findings: &[Diagnostic]) -> String {
        match self {
            Form::Table { blocks, files, lang } => {
                let mut cells: Vec<String> =
                    files.then(|| cell::harmless(file)).into_iter().collect();
                cells.push(line.to_string());
                let empty = BEFORE.len() - 1 + blocks.len() + AFTER.len() - 2;
                cells.resize(cells.len() + empty, String::new());
                let errors = || findings.iter().filter(|found| found.severity() == Severity::Error);
                if let Some(first) = errors().next() {
                    let message = first.message().get(*lang);
                    let more = match errors().count() - 1 {
                        0 => String::new(),
                        more => format!(" (+{more})"),
                    };
                    cells.push(first.code().to_string());
                    cells.push(cell::harmless(&format!("{message}{more}")));
                }
                row(&cells)
            }
            Form::Json { .. } => {
                let several = FindingFile::new(findings).findings;
                let refused = Refused { line, diagnostics: several };
                match serde_json::to_string(&refused) {
                    Ok(text) => text + "\n",
                    // Numbers and texts only.
                    Err(error) => unreachable!("findings cannot be written: {error}"),
                }
            }
        }
    }
}

/// The figures of a region, as programs read them: exact, with a dot.
fn figures(
    file: Option<&str>,
    line: usize,
    answers: &Answers<'_>,
    blocks: &[String],
) -> Vec<String> {
    let (edition, place) = (answers.edition(), answers.place());
    let card = kla::score(answers);
    let (placement, completeness) = (card.placement(), card.completeness());
    let harmless = |text: &Option<String>| text.as_deref().map(cell::harmless).unwrap_or_default();
    let mut cells: Vec<String> = file.map(cell::harmless).into_iter().collect();
    cells.extend([
        line.to_string(),
        place.code.clone(),
        harmless(&place.name),
        harmless(&place.province),
        answers.year().to_string(),
        answers.stage().id.to_string(),
        edition.id().to_string(),
        card.total().to_string(),
        edition.total().to_string(),
        placement.category.map(|category| category.id.to_string()).unwrap_or_default(),
        placement.between.is_some().to_string(),
        placement.next.as_ref().map(|next| next.category.id.to_string()).unwrap_or_default(),
        placement.next.as_ref().map(|next| next.gap.to_string()).unwrap_or_default(),
    ]);
    cells.extend(blocks.iter().map(|id| {
        let block = card.blocks().iter().find(|score| score.block.id == *id.as_str());
        block.map(|score| score.points.to_string()).unwrap_or_default()
    }));
    cells.extend([
        completeness.answered.to_string(),
        completeness.leaves.to_string(),
        completeness.points.to_string(),
        remarks(&card),
        String::new(),
        String::new(),
    ]);
    cells
}

/// The codes of what `kla score` remarks on a region, each once: that nothing was given, that something was
/// passed over, that its year is not one of the edition's.
fn remarks(card: &Scorecard<'_>) -> String {
    let mut codes: Vec<&str> = Vec::new();
    for remark in card.remarks() {
        let code = remark.code();
        if !matches!(remark, Remark::EditionNote(_)) && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.join(" ")
}

/// A line of CSV, ending in a line break.
fn row(cells: &[impl AsRef<str>]) -> String {
    let mut text = String::new();
    for (at, cell) in cells.iter().map(AsRef::as_ref).enumerate() {
        if at > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            text.extend(["\"", &cell.replace('"', "\"\""), "\""]);
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
    text
}
