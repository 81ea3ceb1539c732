//! `kla merge`: the files of several agencies joined into one.

use kla::{Answers, Lang, Merge, MergeEntry, MergeError, MergeKind, MergeValue, merge, wording};

use crate::args::MergeArguments;
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &MergeArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    let mut inputs = arguments.files.clone();
    inputs.extend(arguments.base.clone());
    let rules = match load::settle(&arguments.shared, &inputs, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let mut exit = Exit::Done;
    let mut parts: Vec<(String, Answers<'_>)> = Vec::new();
    for file in &arguments.files {
        match load::answers(file, &arguments.shared, &rules, streams) {
            Ok(answers) => parts.push((load::name(file), answers)),
            Err(failed) => exit = exit.max(failed),
        }
    }
    let base = match &arguments.base {
        Some(file) => match load::answers(file, &arguments.shared, &rules, streams) {
            Ok(answers) => Some(answers),
            Err(failed) => return failed,
        },
        None => None,
    };
    // A file that cannot be used leaves the others incomplete: nothing is joined.
    if exit > Exit::Done {
        return exit;
    }
    let merged = match merge(base.as_ref(), &parts) {
        Ok(merged) => merged,
        Err(error) => return refused(&error, lang, streams),
    };
    let _ = write!(streams.messages, "{}", told(&merged, parts.len(), lang));
    let text = merged.answers.to_toml();
    let written = show::data(&text, arguments.shared.output.as_deref(), lang, streams);
    let conflicts = merged.conflicts().next().is_some();
    written.max(if conflicts { Exit::Difference } else { Exit::Done })
}

/// The files are not about the same: who says what.
fn refused(error: &MergeError, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let what = error.what.get(lang);
    let mut text = match lang {
        Lang::Id => format!("kesalahan: berkas-berkas ini berbeda {what}, jadi tidak digabung\n"),
        Lang::En => format!("error: these files differ in their {what}, so nothing was merged\n"),
    };
    for value in &error.values {
        text.push_str(&line(value));
    }
    let _ = write!(streams.messages, "{text}");
    Exit::Unusable
}

/// Updates, duplicates and conflicts one by one, the rest counted.
fn told(merged: &Merge<'_>, files: usize, lang: Lang) -> String {
    let mut text = String::new();
    for (twin, first) in &merged.duplicates {
        text.push_str(&match lang {
            Lang::Id => format!("{twin}: isinya sama persis dengan {first}\n"),
            Lang::En => format!("{twin}: holds exactly what {first} does\n"),
        });
    }
    for kind in [MergeKind::Updated, MergeKind::Conflict, MergeKind::TwoDepths] {
        for entry in merged.entries.iter().filter(|entry| entry.kind == kind) {
            text.push_str(&entry_text(entry, lang));
        }
    }
    let counts: Vec<String> = MergeKind::ALL
        .iter()
        .map(|kind| format!("{} {}", merged.count(*kind), word(*kind, lang)))
        .collect();
    let counts = wording::list(lang, &counts);
    text + &match lang {
        Lang::Id => format!("{files} berkas digabung: {counts}\n"),
        Lang::En => format!("{files} files merged: {counts}\n"),
    }
}

fn entry_text(entry: &MergeEntry, lang: Lang) -> String {
    let mut text = match (entry.kind, lang) {
        (MergeKind::Conflict, Lang::Id) => {
            format!(
                "{}: bertentangan, tidak ada yang dipakai; pilih satu dan hapus yang lain\n",
                entry.what
            )
        }
        (MergeKind::Conflict, Lang::En) => {
            format!("{}: in conflict, none is taken; keep one and remove the others\n", entry.what)
        }
        (MergeKind::TwoDepths, Lang::Id) => {
            format!(
                "{}: satu berkas menyatakan keseluruhannya, berkas lain bagian-bagiannya (…); yang akan dihitung hanya bagian-bagiannya\n",
                entry.what
            )
        }
        (MergeKind::TwoDepths, Lang::En) => {
            format!(
                "{}: one file states the whole, another gives parts (…); only the parts will count\n",
                entry.what
            )
        }
        (kind, lang) => format!("{}: {}\n", entry.what, word(kind, lang)),
    };
    for value in &entry.values {
        text.push_str(&line(value));
    }
    text
}

fn line(value: &MergeValue) -> String {
    format!("  {}  ({})\n", value.text, value.origins.join(", "))
}

fn word(kind: MergeKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (MergeKind::New, Lang::Id) => "baru",
        (MergeKind::New, Lang::En) => "new",
        (MergeKind::Same, Lang::Id) => "sama",
        (MergeKind::Same, Lang::En) => "same",
        (MergeKind::Updated, Lang::Id) => "diperbarui",
        (MergeKind::Updated, Lang::En) => "updated",
        (MergeKind::Conflict, Lang::Id) => "bertentangan",
        (MergeKind::Conflict, Lang::En) => "in conflict",
        (MergeKind::TwoDepths, Lang::Id) => "dua kedalaman",
        (MergeKind::TwoDepths, Lang::En) => "at two depths",
    }
}
