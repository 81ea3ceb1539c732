//! What most verbs begin with: answers, and the rules by which they are read.

use kla::{
    Answers, AnswersFile, Diagnostic, Edition, Editions, FindingFile, FindingResult, Source, Text,
};
use serde_json::value::RawValue;

use crate::asked::Asked;
use crate::reply::{Refusal, Reply};

/// What messages call answers that the request gives no name.
const ANSWERS: &str = "answers";

/// The rules of a request: the bundled editions, and what it brings along.
pub(crate) fn editions(asked: &Asked<'_>) -> Result<Editions, Refusal> {
    let texts = asked.named_texts("rules");
    if let Some(texts) = &texts {
        check_names(asked, texts);
    }
    asked.settle()?;
    let editions = match texts {
        Some(texts) => {
            let folder = folder(&texts).to_owned();
            let files = texts.into_iter().map(|(name, text)| Source::new(name, text)).collect();
            Editions::with(Edition::of_folder(&folder, files)?)
        }
        None => Editions::bundled(),
    };
    for key in ["edition", "id"] {
        if let Some(id) = asked.text(key)
            && editions.get(&id).is_none()
        {
            asked.bad_value(key, editions.unknown(&id));
        }
    }
    asked.settle()?;
    Ok(editions)
}

/// An overlay stands alone: what stands beside it would be ignored.
fn check_names(asked: &Asked<'_>, texts: &[(String, String)]) {
    let is_overlay = |name: &str| name.rsplit(['/', '\\']).next() == Some("overlay.toml");
    if texts.len() > 1 && texts.iter().any(|(name, _)| is_overlay(name)) {
        asked.bad_value(
            "rules",
            Text::new(
                "`overlay.toml` dikirim sendiri, tanpa berkas aturan lain",
                "`overlay.toml` is sent alone, without other rule files",
            ),
        );
    }
    for (position, (name, _)) in texts.iter().enumerate() {
        if texts[..position].iter().any(|(before, _)| before == name) {
            asked.bad_value(
                "rules",
                Text::new(
                    format!("berkas aturan `{name}` muncul dua kali"),
                    format!("the rule file `{name}` appears twice"),
                ),
            );
        }
    }
}

/// What results call the rules: the folder in the names of the files, if they say one.
fn folder(texts: &[(String, String)]) -> &str {
    let first = texts.first().map_or("", |(name, _)| name);
    first.rsplit_once('/').map_or("rules", |(folder, _)| folder)
}

/// Does something with the answers of the request.
pub(crate) fn with_answers(
    asked: &Asked<'_>,
    work: impl FnOnce(&Answers<'_>, &Editions) -> Result<Box<RawValue>, Refusal>,
) -> Result<Reply, Refusal> {
    let name = asked.text("name").unwrap_or_else(|| ANSWERS.to_owned());
    let source = asked.required("answers").and_then(|raw| asked.file(raw, &name));
    let editions = editions(asked)?;
    let Some(source) = source else { return Err(Refusal::defect()) };
    let answers = editions.check(AnswersFile::parse(source), asked.text("edition").as_deref())?;
    let result = work(&answers, &editions)?;
    Ok(Reply { warnings: findings(answers.warnings()), result })
}

/// Findings of the library in the shape of responses.
pub(crate) fn findings(found: &[Diagnostic]) -> Vec<FindingResult> {
    FindingFile::new(found).findings
}
