//! Many sets of answers at once: a result for each, or columns for a table.

use kla::{Answers, AnswersFile, Editions, FindingResult, Lang, RegionStamp, ResultFile, Text};
use serde::Serialize;

use crate::asked::Asked;
use crate::case::{editions, findings};
use crate::reply::{Refusal, Reply, json, outcome, written};
use crate::verbs::table;

/// `batch`: results in the order of the answers, or of the rows of a table.
pub(super) fn batch(asked: &Asked<'_>) -> Result<Reply, Refusal> {
    let (lang, in_columns) = (asked.lang(), asked.flag("columns"));
    let (editions, files) = match asked.get("table") {
        Some(_) => table::files(asked)?,
        None => files(asked)?,
    };
    let wanted = asked.text("edition");
    let read = files.into_iter().map(|file| editions.check(file, wanted.as_deref()));
    let result = if in_columns {
        let mut columns = Columns::default();
        for answers in read {
            match answers {
                Ok(answers) => columns.push(&answers),
                Err(rejected) => columns.push_refused(Refusal::from(rejected).diagnostics),
            }
        }
        written(&columns)?
    } else {
        let mut results = Vec::new();
        for answers in read {
            results.push(outcome(answers.map_err(Refusal::from).and_then(|a| one(&a, lang)))?);
        }
        written(&results)?
    };
    Ok(Reply { warnings: Vec::new(), result })
}

/// The files of `answers`, and the rules.
fn files(asked: &Asked<'_>) -> Result<(Editions, Vec<AnswersFile>), Refusal> {
    for key in ["name", "year", "stage"] {
        if asked.get(key).is_some() {
            asked.bad_value(
                key,
                Text::new(
                    format!("`{key}` berlaku untuk `table`; isian menyebutnya sendiri"),
                    format!("`{key}` is about a `table`; answers say it themselves"),
                ),
            );
        }
    }
    asked.required("answers");
    let (list, names) = (asked.list("answers").unwrap_or_default(), asked.texts("names"));
    if !names.is_empty() && names.len() != list.len() {
        asked.bad_value(
            "names",
            Text::new(
                format!("ada {} nama untuk {} isian", names.len(), list.len()),
                format!("there are {} names for {} sets of answers", names.len(), list.len()),
            ),
        );
    }
    let mut files = Vec::new();
    for (place, raw) in list.into_iter().enumerate() {
        let name = names.get(place).cloned().unwrap_or_else(|| format!("answers[{place}]"));
        files.extend(asked.file(raw, &name).map(AnswersFile::parse));
    }
    Ok((editions(asked)?, files))
}

/// The result of one set of answers, as `score` gives it.
fn one(answers: &Answers<'_>, lang: Lang) -> Result<Reply, Refusal> {
    let result = json(ResultFile::new(&kla::score(answers), lang).to_json())?;
    Ok(Reply { warnings: findings(answers.warnings()), result })
}

/// Columns of one length, a place for each set of answers; `null` where it could not be scored.
#[derive(Default, Serialize)]
struct Columns {
    ok: Vec<bool>,
    edition: Vec<Option<String>>,
    region: Vec<Option<String>>,
    region_name: Vec<Option<String>>,
    year: Vec<Option<u16>>,
    stage: Vec<Option<String>>,
    total: Vec<Option<String>>,
    maximum: Vec<Option<String>>,
    category: Vec<Option<String>>,
    category_name: Vec<Option<String>>,
    /// Warnings, or everything that kept the answers from being scored.
    diagnostics: Vec<Vec<FindingResult>>,
}

impl Columns {
    fn push(&mut self, answers: &Answers<'_>) {
        let card = kla::score(answers);
        let region = RegionStamp::of(answers.place());
        let category = card.placement().category;
        self.ok.push(true);
        self.edition.push(Some(card.edition().id().to_string()));
        self.region.push(Some(region.code));
        self.region_name.push(region.name);
        self.year.push(Some(answers.year()));
        self.stage.push(Some(answers.stage().id.to_string()));
        self.total.push(Some(card.total().to_string()));
        self.maximum.push(Some(card.edition().total().to_string()));
        self.category.push(category.map(|category| category.id.to_string()));
        self.category_name.push(category.map(|category| category.name.clone()));
        self.diagnostics.push(findings(answers.warnings()));
    }

    fn push_refused(&mut self, diagnostics: Vec<FindingResult>) {
        self.ok.push(false);
        self.year.push(None);
        self.diagnostics.push(diagnostics);
        for column in [
            &mut self.edition,
            &mut self.region,
            &mut self.region_name,
            &mut self.stage,
            &mut self.total,
            &mut self.maximum,
            &mut self.category,
            &mut self.category_name,
        ] {
            column.push(None);
        }
    }
}
