//! `kla verify`: bundles recomputed; the same, or everything that differs.

use kla::{Lang, Text, wording};
use kla_bundle::{Difference, Notice, Verdict, verify};
use serde::Serialize;

use super::bundle::unusable;
use crate::args::{VerifyArguments, VerifyFormat};
use crate::{Exit, Streams, load, show};

/// More than any bundle; reading stops there, and the library says why.
const LARGEST: u64 = 129 * 1024 * 1024;
/// Differences shown of one bundle as text; the rest is counted.
const MOST: usize = 100;

/// One bundle and what its verification found.
#[derive(Serialize)]
struct Case {
    file: String,
    same: bool,
    sha256: String,
    differences: Vec<Found>,
    notices: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    node: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    computed: Option<String>,
    message: String,
    message_en: String,
}

pub(crate) fn run(arguments: &VerifyArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    if load::reads_input_twice(&arguments.files) {
        return show::refuse_to_read_twice(lang, streams);
    }
    if let Some(output) = &arguments.output
        && let Some(input) = show::overwritten(output, &arguments.files)
    {
        return show::refuse_to_overwrite(input, lang, streams);
    }
    let mut exit = Exit::Done;
    let mut verdicts = Vec::new();
    for path in &arguments.files {
        match load::raw_source(path, LARGEST, streams) {
            Ok(file) => match verify(&file.bytes) {
                Ok(verdict) => verdicts.push((file.name, verdict)),
                Err(error) => exit = exit.max(unusable(&file.name, &error, lang, streams)),
            },
            Err(error) => exit = exit.max(error.show(lang, streams)),
        }
    }
    if verdicts.is_empty() && arguments.format == VerifyFormat::Text {
        return exit;
    }
    let text = match arguments.format {
        VerifyFormat::Text => {
            let said = verdicts.iter().map(|(file, verdict)| said(file, verdict, lang));
            said.collect::<Vec<_>>().join("\n")
        }
        VerifyFormat::Json => json(&verdicts),
    };
    let differs = verdicts.iter().any(|(_, verdict)| !verdict.is_same());
    let written = show::data(&text, arguments.output.as_deref(), lang, streams);
    exit.max(written).max(if differs { Exit::Difference } else { Exit::Done })
}

/// A verdict in lines.
fn said(file: &str, verdict: &Verdict, lang: Lang) -> String {
    let number = verdict.differences.len();
    let head = match (verdict.is_same(), lang) {
        (true, Lang::Id) => format!("sama: {file}"),
        (true, Lang::En) => format!("same: {file}"),
        (false, Lang::Id) => format!("berbeda: {file}: {number} perbedaan"),
        (false, Lang::En) => format!("different: {file}: differences found: {number}"),
    };
    let mut lines = vec![head];
    if let Some(line) = outcome(verdict, lang) {
        lines.push(line);
    }
    let messages = verdict.differences.iter().map(Difference::message).take(MOST);
    lines.extend(messages.map(|message| format!("  {}", message.get(lang))));
    if let Some(more) = number.checked_sub(MOST).filter(|more| *more > 0) {
        lines.push(match lang {
            Lang::Id => format!("  … dan {more} perbedaan lain; `--format json` memuat semuanya"),
            Lang::En => format!("  … and {more} more; `--format json` has them all"),
        });
    }
    let word = match lang {
        Lang::Id => "catatan",
        Lang::En => "note",
    };
    let notices = verdict.notices.iter().map(Notice::message);
    lines.extend(notices.map(|notice| format!("  {word}: {}", notice.get(lang))));
    lines.push(match lang {
        Lang::Id => format!("  sidik berkas (SHA-256): {}", verdict.sha256),
        Lang::En => format!("  file digest (SHA-256): {}", verdict.sha256),
    });
    lines.join("\n") + "\n"
}

/// What the recomputation came to.
fn outcome(verdict: &Verdict, lang: Lang) -> Option<String> {
    let receipt = verdict.recomputed.as_ref()?;
    let case = &receipt.case;
    let region = case.name.as_ref().unwrap_or(&case.region);
    let points = receipt.result.points.parse();
    let points = points
        .map_or_else(|_| receipt.result.points.clone(), |points| wording::points(lang, points));
    let (year, stage, edition) = (case.year, &case.stage, &receipt.edition.id);
    let category = receipt.result.category_name.as_deref();
    Some(match lang {
        Lang::Id => {
            let category = category.unwrap_or("belum ada");
            format!(
                "  hitung ulang: {region}, {year}, {stage}: {points}, kategori {category} (edisi {edition})"
            )
        }
        Lang::En => {
            let category = category.unwrap_or("none yet");
            format!(
                "  recomputed: {region}, {year}, {stage}: {points}, category {category} (edition {edition})"
            )
        }
    })
}

fn json(verdicts: &[(String, Verdict)]) -> String {
    let cases: Vec<Case> = verdicts
        .iter()
        .map(|(file, verdict)| Case {
            file: file.clone(),
            same: verdict.is_same(),
            sha256: verdict.sha256.clone(),
            differences: verdict.differences.iter().map(difference).collect(),
            notices: verdict.notices.iter().map(notice).collect(),
        })
        .collect();
    match serde_json::to_string_pretty(&cases) {
        Ok(text) => text + "\n",
        // Strings and lists only.
        Err(error) => unreachable!("a verdict cannot be written: {error}"),
    }
}

fn difference(difference: &Difference) -> Found {
    let file = difference.file().map(str::to_owned);
    let found = Found { file, ..found(difference.kind(), &difference.message()) };
    match difference {
        Difference::Value { node, field, stated, computed, .. } => Found {
            node: Some(node.clone()),
            field: Some(field.clone()),
            stated: stated.clone(),
            computed: computed.clone(),
            ..found
        },
        Difference::Digest { stated, found: computed, .. } => {
            Found { stated: Some(stated.clone()), computed: Some(computed.clone()), ..found }
        }
        _ => found,
    }
}

fn notice(notice: &Notice) -> Found {
    found(notice.kind(), &notice.message())
}

fn found(kind: &'static str, message: &Text) -> Found {
    Found {
        kind,
        file: None,
        node: None,
        field: None,
        stated: None,
        computed: None,
        message: message.get(Lang::Id).to_owned(),
        message_en: message.get(Lang::En).to_owned(),
    }
}
