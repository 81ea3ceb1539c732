//! `kla score --set` and `--scenarios`: what if some answers were others.

use std::fmt::Write as _;
use std::path::Path;

use kla::{Answers, Lang, OverError, Rejected, Source, Text, score, wording};
use kla_plan::{WhatIf, suppositions, what_if_json};
use kla_report::{Templates, scenarios, scenarios_note, supposition_note};

use super::templates;
use crate::args::{OutputFormat, ScoreArguments};
use crate::{Exit, Streams, load, show};

/// How messages call the text that is made of the arguments.
const SOURCE: &str = "--set";

/// What keeps suppositions from being made at all.
pub(crate) fn misused(
    arguments: &ScoreArguments,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Option<Exit> {
    if arguments.set.is_empty() && arguments.scenarios.is_none() {
        return None;
    }
    if !arguments.set.is_empty() && arguments.scenarios.is_some() {
        return Some(show::wrong_use(
            "pilih salah satu: --set untuk satu pengandaian, atau --scenarios untuk beberapa",
            "choose one: --set for one supposition, or --scenarios for several",
            lang,
            streams,
        ));
    }
    if arguments.files.len() > 1 {
        return Some(show::wrong_use(
            "pengandaian berlaku untuk satu wilayah; sebutkan satu berkas isian saja",
            "a supposition is about one region; name one answers file only",
            lang,
            streams,
        ));
    }
    None
}

/// The answers as `--set` supposes them, with the note that says so.
pub(crate) fn supposed<'r>(
    answers: &Answers<'r>,
    arguments: &ScoreArguments,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<Answers<'r>, Exit> {
    if let Some(twice) = named_twice(&arguments.set) {
        return Err(show::wrong_use(
            &format!("`{twice}` diandaikan dua kali; pilih satu nilai"),
            &format!("`{twice}` is supposed twice; choose one value"),
            lang,
            streams,
        ));
    }
    let text = match lines(&arguments.set) {
        Ok(text) => text,
        Err(wrong) => {
            return Err(show::wrong_use(
                &format!("`{wrong}` bukan pengandaian; tulis ALAMAT=NILAI, misalnya --set 4.P4=5"),
                &format!("`{wrong}` is no supposition; write ADDRESS=VALUE, such as --set 4.P4=5"),
                lang,
                streams,
            ));
        }
    };
    let changes = answers
        .read_changes(Source::new(SOURCE, text))
        .map_err(|rejected| refused(&rejected, lang, streams))?;
    let supposed = answers.changed_by(&changes).map_err(|reason| {
        let reason = impossible(&reason);
        show::unusable(
            &format!("pengandaian ini tidak dapat dihitung: {}", reason.get(Lang::Id)),
            &format!("this supposition cannot be scored: {}", reason.get(Lang::En)),
            lang,
            streams,
        )
    })?;
    let base = score(answers);
    let note = {
        let card = score(&supposed);
        supposition_note(&suppositions(&changes, &base, &card), &base, &card, lang)
    };
    Ok(supposed.with_first_note(note))
}

/// The scenarios of a file side by side with the answers.
pub(crate) fn compared(
    answers: &Answers<'_>,
    file: &Path,
    format: OutputFormat,
    templates: &Templates,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<String, Exit> {
    let source = load::source(file, streams).map_err(|error| error.show(lang, streams))?;
    let cases =
        answers.read_scenarios(source).map_err(|rejected| refused(&rejected, lang, streams))?;
    let what_if = WhatIf::of(answers, &cases).map_err(|error| {
        let (name, reason) = (error.name, impossible(&error.reason));
        show::unusable(
            &format!("skenario `{name}` tidak dapat dihitung: {}", reason.get(Lang::Id)),
            &format!("the scenario `{name}` cannot be scored: {}", reason.get(Lang::En)),
            lang,
            streams,
        )
    })?;
    let supposed = what_if.score();
    if format == OutputFormat::Json {
        return Ok(what_if_json(&supposed, vec![scenarios_note(lang)]));
    }
    scenarios(&supposed, lang)
        .render(templates, format.into())
        .map_err(|error| templates::broken(&error, lang, streams))
}

/// Why a supposition cannot be laid over the answers.
fn impossible(error: &OverError) -> Text {
    let OverError::PartsOfWholes(nodes) = error else {
        return Text::new(error.to_string(), error.to_string());
    };
    let nodes: Vec<String> = nodes.iter().map(|node| format!("`{node}`")).collect();
    Text::new(
        format!(
            "dari {} hanya nilai keseluruhannya yang diketahui, jadi bagiannya tidak dapat diubah; andaikan nilai keseluruhannya",
            wording::list(Lang::Id, &nodes)
        ),
        format!(
            "of {} only the whole is known, so a part of it cannot be changed; suppose the whole",
            wording::list(Lang::En, &nodes)
        ),
    )
}

/// The first address that is named twice.
fn named_twice(set: &[String]) -> Option<&str> {
    let address = |argument: &'_ String| -> Option<String> {
        argument.split_once('=').map(|(address, _)| address.trim().to_owned())
    };
    let twice = set.iter().enumerate().find(|(place, argument)| {
        set[..*place].iter().any(|earlier| address(earlier) == address(argument))
    });
    twice.and_then(|(_, argument)| argument.split_once('=')).map(|(address, _)| address.trim())
}

fn refused(rejected: &Rejected, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    show::rejected(rejected, lang, streams);
    Exit::Unusable
}

/// The arguments as lines of a file; what has no `=` is given back.
fn lines(set: &[String]) -> Result<String, &str> {
    let mut text = String::new();
    for argument in set {
        let Some((address, value)) = argument.split_once('=') else { return Err(argument) };
        let (address, value) = (address.trim(), value.trim());
        if address.is_empty() || value.is_empty() {
            return Err(argument);
        }
        // A table or a quoted text is written as in a file; anything else needs no quotes here.
        let is_written = value.starts_with(['{', '[', '"', '\'']);
        let value = if is_written { value.to_owned() } else { quoted(value) };
        let _ = writeln!(text, "{} = {value}", quoted(address.trim_matches(['"', '\''])));
    }
    Ok(text)
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            sign if sign.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(sign));
            }
            sign => quoted.push(sign),
        }
    }
    quoted + "\""
}
