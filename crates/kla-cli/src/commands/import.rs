//! `kla import`: filled forms and recaps back to an answers file.

use std::io::{self, Read};
use std::path::Path;

use kla::{Lang, Severity};
use kla_sheet::{Imported, Known};

use super::form;
use crate::args::ImportArguments;
use crate::load::Rules;
use crate::{Exit, Streams, show};

/// More than any workbook, pictures included.
const LARGEST: u64 = 300 * 1024 * 1024;
/// Findings shown of one file; the rest is counted.
const MOST: usize = 200;

pub(crate) fn run(arguments: &ImportArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    let rules = match Rules::of(arguments.rules.as_ref(), lang, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    if let Some(id) = &arguments.edition
        && rules.edition(id).is_none()
    {
        return show::unknown_edition(id, &rules, lang, streams);
    }
    let region = match arguments.region.as_deref().map(|word| form::region(word, lang, streams)) {
        Some(Ok(region)) => Some(region.code.as_str()),
        Some(Err(exit)) => return exit,
        None => None,
    };
    if arguments.output.as_ref().is_some_and(|output| is_same(output, &arguments.file)) {
        let input = arguments.file.display();
        return show::wrong_use(
            &format!("`{input}` adalah masukan dan tidak akan ditimpa"),
            &format!("`{input}` is an input and will not be overwritten"),
            lang,
            streams,
        );
    }
    if let Some(path) = arguments.output.as_ref().filter(|path| !arguments.force && path.exists()) {
        return show::refuse_to_replace(path, lang, streams);
    }
    let bytes = match read(&arguments.file, streams) {
        Ok(bytes) => bytes,
        Err(error) => {
            show::unreadable(&arguments.file, &error, lang, streams);
            return Exit::Unusable;
        }
    };
    let known = Known {
        edition: arguments.edition.as_deref(),
        region,
        year: arguments.year,
        stage: arguments.stage.as_deref(),
    };
    let name = arguments
        .file
        .file_name()
        .map_or_else(|| "stdin".to_owned(), |name| name.to_string_lossy().into_owned());
    let imported = kla_sheet::import(&name, &bytes, &rules.editions(), known);
    tell(&name, &imported, lang, streams);
    let partial = if imported.is_partial() { Exit::Unusable } else { Exit::Done };
    match imported.to_toml() {
        Some(text) => show::data(&text, arguments.output.as_deref(), lang, streams).max(partial),
        None => partial,
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path| std::fs::canonicalize(path).ok();
    real(one).is_some_and(|one| Some(one) == real(other))
}

fn read(path: &Path, streams: &mut Streams<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        streams.input.take(LARGEST).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn tell(name: &str, imported: &Imported<'_>, lang: Lang, streams: &mut Streams<'_>) {
    for finding in imported.findings.iter().take(MOST) {
        let _ = write!(streams.messages, "{}", finding.render(lang));
    }
    if let Some(more) = imported.findings.len().checked_sub(MOST).filter(|more| *more > 0) {
        let line = match lang {
            Lang::Id => format!("… dan {more} temuan lain"),
            Lang::En => format!("… and {more} more findings"),
        };
        let _ = writeln!(streams.messages, "{line}");
    }
    let warnings =
        imported.findings.iter().filter(|found| found.severity == Severity::Warning).count();
    let (errors, rows) = (imported.problems(), imported.rows.len());
    let mut line = match lang {
        Lang::Id => {
            format!("{name}: {rows} baris butir, {errors} kesalahan, {warnings} peringatan")
        }
        Lang::En => {
            format!("{name}: rows of questions: {rows}; errors: {errors}; warnings: {warnings}")
        }
    };
    if imported.is_partial() {
        line.push_str(match (lang, imported.to_toml().is_some()) {
            (Lang::Id, true) => "; hasilnya baru sebagian",
            (Lang::En, true) => "; the result is only a part",
            (Lang::Id, false) => "; tidak ada yang dapat dibaca",
            (Lang::En, false) => "; nothing could be read",
        });
    }
    let _ = writeln!(streams.messages, "{line}");
}
