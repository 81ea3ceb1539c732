//! `kla editions`: what ships, what it contains, how sure it is.

use kla::Lang;

use crate::args::EditionsArguments;
use crate::load::Rules;
use crate::{Exit, Streams, show};

pub(crate) fn run(arguments: &EditionsArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    let rules = match Rules::of(arguments.rules.as_ref(), lang, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let words: Vec<&str> = arguments.words.iter().map(String::as_str).collect();
    let text = match *words {
        [] => kla_report::list_editions(&rules.editions(), lang),
        [id] => match rules.edition(id) {
            Some(edition) => kla_report::describe_edition(edition, lang),
            None => return show::unknown_edition(id, &rules, lang, streams),
        },
        _ => {
            return show::wrong_use(
                "tulis `kla editions`, `kla editions EDISI`, atau `kla editions diff A B`",
                "write `kla editions`, `kla editions EDITION` or `kla editions diff A B`",
                lang,
                streams,
            );
        }
    };
    show::data(&text, arguments.output.as_deref(), lang, streams)
}
