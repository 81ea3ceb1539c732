//! Talk: what is wrong, with the line of the file and a pointer.

use std::io;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use kla::{Code, Diagnostic, Lang, Rejected, Severity};

use crate::load::Rules;
use crate::{Exit, Streams};

/// Whether messages are coloured.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Colour {
    /// Plain text.
    Plain,
    /// Colours of a terminal.
    Styled,
}

/// Findings shown of one file; the rest is counted.
const MOST: usize = 100;

/// Everything that is wrong with a file, and how many findings that are.
pub(crate) fn rejected(rejected: &Rejected, lang: Lang, streams: &mut Streams<'_>) {
    let found = rejected.diagnostics();
    findings(found, lang, streams);
    let errors = found.iter().filter(|finding| finding.severity() == Severity::Error).count();
    let file = found.first().map_or("", |first| first.source().name());
    let line = match lang {
        Lang::Id => format!("{file}: {errors} kesalahan, nilai tidak dihitung"),
        Lang::En => format!("{file}: errors found: {errors}; nothing was scored"),
    };
    let _ = writeln!(streams.messages, "{line}");
}

/// Findings with their lines and pointers; beyond many the rest is counted.
pub(crate) fn findings(found: &[Diagnostic], lang: Lang, streams: &mut Streams<'_>) {
    for diagnostic in found.iter().take(MOST) {
        self::diagnostic(diagnostic, lang, streams);
    }
    if let Some(more) = found.len().checked_sub(MOST).filter(|more| *more > 0) {
        let line = match lang {
            Lang::Id => format!("… dan {more} temuan lain"),
            Lang::En => format!("… and {more} more findings"),
        };
        let _ = writeln!(streams.messages, "{line}");
        let last = found.last().filter(|last| last.code() == Code::TooManyFindings);
        if let Some(last) = last {
            diagnostic(last, lang, streams);
        }
    }
}

/// One finding, with its line and a pointer.
pub(crate) fn diagnostic(diagnostic: &Diagnostic, lang: Lang, streams: &mut Streams<'_>) {
    let word = diagnostic.severity().word(lang);
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR.with_name(word),
        Severity::Warning => Level::WARNING.with_name(word),
    };
    let (source, span) = (diagnostic.source(), diagnostic.span());
    let (line, _) = source.position(span.start);
    let (start, shown) = source.shown_line(line, span.start);

    let within = |offset: usize| offset.saturating_sub(start).min(shown.len());
    let snippet = Snippet::source(shown.as_str())
        .line_start(line)
        .path(source.name())
        .annotation(AnnotationKind::Primary.span(within(span.start)..within(span.end)));
    let title = level.primary_title(diagnostic.message().get(lang)).id(diagnostic.code().name());
    let mut group = Group::with_title(title).element(snippet);
    if let Some(advice) = diagnostic.advice() {
        let help = Level::HELP.with_name(Diagnostic::advice_word(lang));
        group = group.element(help.message(advice.get(lang)));
    }
    let renderer = match streams.colour {
        Colour::Plain => Renderer::plain(),
        Colour::Styled => Renderer::styled(),
    };
    let _ = writeln!(streams.messages, "{}\n", renderer.render(&[group]));
}

/// A wrong use, in one line.
pub(crate) fn wrong_use(id: &str, en: &str, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let (word, reason) = match lang {
        Lang::Id => ("kesalahan", id),
        Lang::En => ("error", en),
    };
    let _ = writeln!(streams.messages, "{word}: {reason}");
    Exit::Usage
}

/// Input that can be read but not used, in one line.
pub(crate) fn unusable(id: &str, en: &str, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    wrong_use(id, en, lang, streams);
    Exit::Unusable
}

/// An edition was named that does not exist.
pub(crate) fn unknown_edition(
    id: &str,
    rules: &Rules,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Exit {
    let said = rules.unknown(id);
    wrong_use(said.get(Lang::Id), said.get(Lang::En), lang, streams)
}

/// The input that an output would overwrite.
pub(crate) fn overwritten<'i>(output: &Path, inputs: &'i [PathBuf]) -> Option<&'i Path> {
    let output = std::fs::canonicalize(output).ok()?;
    let same = |input: &&PathBuf| std::fs::canonicalize(input).is_ok_and(|input| input == output);
    inputs.iter().find(same).map(PathBuf::as_path)
}

/// The input was named twice.
pub(crate) fn refuse_to_read_twice(lang: Lang, streams: &mut Streams<'_>) -> Exit {
    wrong_use(
        "masukan standar `-` hanya dapat dibaca sekali",
        "the standard input `-` can be read only once",
        lang,
        streams,
    )
}

/// An output was named that is one of the inputs.
pub(crate) fn refuse_to_overwrite(input: &Path, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let input = input.display();
    wrong_use(
        &format!("`{input}` adalah masukan dan tidak akan ditimpa"),
        &format!("`{input}` is an input and will not be overwritten"),
        lang,
        streams,
    )
}

/// A file is there already, and somebody may have filled it in.
pub(crate) fn refuse_to_replace(path: &Path, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let path = path.display();
    wrong_use(
        &format!(
            "`{path}` sudah ada dan mungkin sudah diisi; pilih nama lain, atau --force untuk menimpanya"
        ),
        &format!(
            "`{path}` exists and may have been filled in; choose another name, or --force to replace it"
        ),
        lang,
        streams,
    )
}

/// A file that could not be read at all.
pub(crate) fn unreadable(path: &Path, error: &io::Error, lang: Lang, streams: &mut Streams<'_>) {
    let path = path.display();
    let line = match (lang, error.kind()) {
        (Lang::Id, io::ErrorKind::NotFound) => {
            format!("kesalahan: berkas `{path}` tidak ditemukan; periksa nama dan foldernya")
        }
        (Lang::En, io::ErrorKind::NotFound) => {
            format!("error: there is no file `{path}`; check its name and folder")
        }
        (Lang::Id, _) => format!("kesalahan: berkas `{path}` tidak dapat dibaca ({error})"),
        (Lang::En, _) => format!("error: the file `{path}` cannot be read ({error})"),
    };
    let _ = writeln!(streams.messages, "{line}");
}

/// Data, to the named file or to the output.
pub(crate) fn data(
    text: &str,
    output: Option<&Path>,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Exit {
    bytes(text.as_bytes(), output, lang, streams)
}

/// Data that need not be text.
pub(crate) fn bytes(
    data: &[u8],
    output: Option<&Path>,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Exit {
    let written = match output {
        Some(path) => std::fs::write(path, data),
        None => streams.output.write_all(data),
    };
    match written {
        Ok(()) => Exit::Done,
        // The reader of a pipe has seen enough: nothing to complain about.
        Err(error) if output.is_none() && error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(error) => unwritable(output.unwrap_or(Path::new("-")), &error, lang, streams),
    }
}

/// A file or folder that could not be written.
pub(crate) fn unwritable(
    path: &Path,
    error: &io::Error,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Exit {
    let target = path.display();
    let line = match lang {
        Lang::Id => format!("kesalahan: `{target}` tidak dapat ditulis ({error})"),
        Lang::En => format!("error: `{target}` cannot be written ({error})"),
    };
    let _ = writeln!(streams.messages, "{line}");
    Exit::Unwritable
}
