//! `kla editions`: what ships, what it contains, how sure it is.

use kla::{Edition, Lang};

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
            None => return show::unknown_edition(id, lang, streams),
        },
    };
    show::data(&text, arguments.output.as_deref(), lang, streams)
}
