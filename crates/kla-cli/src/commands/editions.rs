//! `kla editions`: what ships, what it contains, how sure it is.

use kla::{Edition, Lang, wording};

use crate::args::EditionsArguments;
use crate::{Exit, Streams, show};

pub(crate) fn run(arguments: &EditionsArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    let ids = Edition::bundled_ids();
    let text = match &arguments.edition {
        None => {
            let editions: Vec<&Edition> =
                ids.iter().filter_map(|id| Edition::bundled(id)).collect();
            kla_report::list_editions(&editions, lang)
        }
        Some(id) => match Edition::bundled(id) {
            Some(edition) => kla_report::describe_edition(edition, lang),
            None => return unknown(id, &ids, lang, streams),
        },
    };
    show::data(&text, arguments.output.as_deref(), lang, streams)
}

fn unknown(id: &str, known: &[&str], lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let known = wording::list(lang, known);
    let line = match lang {
        Lang::Id => format!("kesalahan: edisi `{id}` tidak ada; yang tersedia {known}"),
        Lang::En => format!("error: there is no edition `{id}`; available are {known}"),
    };
    let _ = writeln!(streams.messages, "{line}");
    Exit::Usage
}
