//! `kla templates`: the report templates that a designer can copy and replace; and reading a folder of
//! replacements.

use std::path::PathBuf;

use kla::{Lang, wording};
use kla_report::{RenderError, Templates};

use crate::args::TemplatesArguments;
use crate::load::{self, LoadError};
use crate::{Exit, Streams, show};

pub(crate) fn run(arguments: &TemplatesArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    let Some(name) = &arguments.name else {
        let names: String = Templates::names().iter().map(|name| format!("{name}\n")).collect();
        return show::data(&names, None, lang, streams);
    };
    match Templates::bundled().get(name) {
        Some(text) => show::data(text, arguments.output.as_deref(), lang, streams),
        None => unknown(name, lang, streams),
    }
}

/// The templates of a run: those that come with the program, and those of the folder over them.
pub(crate) fn of(
    folder: Option<&PathBuf>,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<Templates, Exit> {
    let mut templates = Templates::bundled();
    let Some(folder) = folder else { return Ok(templates) };
    let files = load::files_named(folder, "j2").map_err(|error| error.show(lang, streams))?;
    if files.is_empty() {
        return Err(show::wrong_use(
            &format!("folder `{}` tidak memuat templat (*.j2)", folder.display()),
            &format!("the folder `{}` holds no template (*.j2)", folder.display()),
            lang,
            streams,
        ));
    }
    for path in files {
        let text = load::file(&path).map_err(|error: LoadError| error.show(lang, streams))?;
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
        if templates.replace(name.as_str(), text.text()).is_err() {
            return Err(unknown(&name, lang, streams));
        }
    }
    Ok(templates)
}

/// A template that could not be filled: the user's own, since the bundled ones are tested.
pub(crate) fn broken(error: &RenderError, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let reason = error.reason();
    let line = match lang {
        Lang::Id => format!("kesalahan: templat tidak dapat diisi: {reason}"),
        Lang::En => format!("error: the template cannot be filled: {reason}"),
    };
    let _ = writeln!(streams.messages, "{line}");
    Exit::Unusable
}

fn unknown(name: &str, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let known = wording::list(lang, &Templates::names());
    show::wrong_use(
        &format!(
            "templat `{name}` tidak dikenal; yang dapat diganti {known}, dan bagian yang namanya diawali `_`"
        ),
        &format!(
            "there is no template `{name}`; those that can be replaced are {known}, and parts whose names begin with `_`"
        ),
        lang,
        streams,
    )
}
