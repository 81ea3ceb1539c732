//! From a draft to answers: the edition's own check decides, and what it refuses is left out, cell by
//! cell, until the rest can be used.

use kla::{Answers, AnswersFile, Code, Diagnostic, Edition, Lang, Regions, Severity, Source, Text};

use super::draft::{Draft, Rendered, Section};
use crate::finding::{Finding, FindingCode};

/// Rounds of leaving out. What one round leaves out can make something else unusable, such as a
/// document that an answer refers to, but not many times over.
const ROUNDS: usize = 8;

/// The answers that can be used, and the text of everything that was read.
pub(super) fn settle<'e>(
    mut draft: Draft,
    edition: &'e Edition,
    findings: &mut Vec<Finding>,
) -> (Option<Answers<'e>>, String) {
    let whole = draft.render().text;
    for _ in 0..ROUNDS {
        let rendered = draft.render();
        let file = AnswersFile::parse(Source::new("lembar", rendered.text.as_str()));
        match file.check(edition, Some(Regions::bundled())) {
            Ok(answers) => {
                findings.extend(answers.warnings().iter().map(|found| finding(found, &rendered)));
                return (Some(answers), whole);
            }
            Err(rejected) => {
                let errors = rejected
                    .diagnostics()
                    .iter()
                    .filter(|found| found.severity() == Severity::Error);
                let mut left_out = false;
                for found in errors {
                    let told = finding(found, &rendered);
                    // What is missing because it could not be read has been told where it stands.
                    let follows = told.place.is_none() && found.code() == Code::MissingKey;
                    if !follows {
                        findings.push(told);
                    }
                    if let Some(place) = rendered.pair_at(found.span().start) {
                        left_out |= drop_pair(&mut draft, place);
                    }
                }
                if !left_out {
                    break;
                }
            }
        }
    }
    (None, whole)
}

/// Leaves out a pair; what decides the points of an answer is left out together. Whether anything was.
fn drop_pair(draft: &mut Draft, (entry, place): (usize, usize)) -> bool {
    let Some(entry) = draft.entries.get_mut(entry) else { return false };
    let decides = entry.pairs.get(place).is_some_and(|pair| pair.decides);
    // A document is nothing without its id.
    let whole = matches!(entry.section, Section::Evidence(_))
        && entry.pairs.get(place).is_some_and(|pair| pair.key == "id");
    let mut changed = false;
    for (at, pair) in entry.pairs.iter_mut().enumerate() {
        if at == place || whole || (decides && pair.decides) {
            changed |= !pair.dropped;
            pair.dropped = true;
        }
    }
    changed
}

/// What the check found, with the cell that it is about, in words that fit a sheet.
fn finding(found: &Diagnostic, rendered: &Rendered) -> Finding {
    let origin = rendered.origin(found.span().start);
    let message = match found.code() {
        Code::MissingKey if origin.is_some() => Text::new(
            "`Jumlah` dan `Dari` diisi bersama; salah satunya kosong",
            "`Jumlah` and `Dari` go together; one of them is empty",
        ),
        _ => in_a_sheet(found.message()),
    };
    Finding {
        code: FindingCode::Answers(found.code()),
        severity: found.severity(),
        place: origin.map(|origin| origin.place.clone()),
        read: origin.map(|origin| crate::finding::shortened(&origin.read)),
        message,
        help: found.advice().map(in_a_sheet),
    }
}

/// Advice without the quotes and keys of an answers file.
fn in_a_sheet(text: &Text) -> Text {
    let plain = |lang| text.get(lang).replace("`\"", "`").replace("\"`", "`");
    Text::new(
        plain(Lang::Id).replace("`note`", "kolom Catatan"),
        plain(Lang::En).replace("`note`", "the column Catatan"),
    )
}
