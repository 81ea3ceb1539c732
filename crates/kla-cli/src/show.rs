//! Talk: what is wrong, with the line of the file and a pointer.

use std::io;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use kla::{Diagnostic, Lang, Rejected, Severity};

use crate::{Exit, Streams};

/// Whether messages are coloured.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Colour {
    /// Plain text.
    Plain,
    /// Colours of a terminal.
    Styled,
}

/// Everything that is wrong with a file, and how many findings that are.
pub(crate) fn rejected(rejected: &Rejected, lang: Lang, streams: &mut Streams<'_>) {
    for diagnostic in rejected.diagnostics() {
        self::diagnostic(diagnostic, lang, streams);
    }
    let errors = rejected
        .diagnostics()
        .iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
        .count();
    let file = rejected.diagnostics().first().map_or("", |first| first.source().name());
    let line = match lang {
        Lang::Id => format!("{file}: {errors} kesalahan, nilai tidak dihitung"),
        Lang::En => format!("{file}: errors found: {errors}; nothing was scored"),
    };
    let _ = writeln!(streams.messages, "{line}");
}

/// One finding.
pub(crate) fn diagnostic(diagnostic: &Diagnostic, lang: Lang, streams: &mut Streams<'_>) {
    let (error, warning, help) = match lang {
        Lang::Id => ("kesalahan", "peringatan", "saran"),
        Lang::En => ("error", "warning", "help"),
    };
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR.with_name(error),
        Severity::Warning => Level::WARNING.with_name(warning),
    };
    let message = diagnostic.message().get(lang);
    let source = diagnostic.source();
    let snippet = Snippet::source(source.shown())
        .path(source.name())
        .annotation(AnnotationKind::Primary.span(diagnostic.span()));
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.code().name()))
        .element(snippet);
    if let Some(advice) = diagnostic.advice() {
        group = group.element(Level::HELP.with_name(help).message(advice.get(lang)));
    }
    let renderer = match streams.colour {
        Colour::Plain => Renderer::plain(),
        Colour::Styled => Renderer::styled(),
    };
    let _ = writeln!(streams.messages, "{}\n", renderer.render(&[group]));
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
    let written = match output {
        Some(path) => std::fs::write(path, text),
        None => streams.output.write_all(text.as_bytes()),
    };
    match written {
        Ok(()) => Exit::Done,
        // The reader of a pipe has seen enough: nothing to complain about.
        Err(error) if output.is_none() && error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(error) => {
            let target = output.map_or_else(|| "-".to_owned(), |path| path.display().to_string());
            let line = match lang {
                Lang::Id => format!("kesalahan: `{target}` tidak dapat ditulis ({error})"),
                Lang::En => format!("error: `{target}` cannot be written ({error})"),
            };
            let _ = writeln!(streams.messages, "{line}");
            Exit::Unwritable
        }
    }
}
