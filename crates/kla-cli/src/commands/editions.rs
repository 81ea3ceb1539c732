//! `kla editions`: what ships, what it contains, how sure it is.

use std::path::Path;

use kla::{AnswersFile, Edition, Lang, Regions, score};

use crate::args::EditionsArguments;
use crate::load::{self, LoadError, Rules};
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
        ["diff", old, new, ref files @ ..] => match (edition(old, &rules), edition(new, &rules)) {
            (Ok(old), Ok(new)) => {
                let mut text = kla_report::describe_differences(&old, &new, lang);
                for file in files {
                    match both(Path::new(file), &old, &new, lang, streams) {
                        Ok(line) => text.push_str(&line),
                        Err(error) => return error.show(lang, streams),
                    }
                }
                text
            }
            (Err(error), _) | (_, Err(error)) => return error.show(lang, streams),
        },
        ["diff", id] => match (Edition::bundled(id), rules.edition(id)) {
            (Some(old), Some(new)) => kla_report::describe_differences(old, new, lang),
            _ => return show::unknown_edition(id, &rules, lang, streams),
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

/// A given region by both editions.
fn both(
    path: &Path,
    old: &Edition,
    new: &Edition,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<String, LoadError> {
    let source = load::source(path, streams)?;
    let read = |edition| {
        let file = AnswersFile::parse(source.clone());
        file.check(edition, Some(Regions::bundled())).map_err(LoadError::Rejected)
    };
    let (before, after) = (read(old)?, read(new)?);
    Ok(kla_report::describe_both(&score(&before), &score(&after), lang))
}

/// An edition by id, or the one in a folder.
fn edition(word: &str, rules: &Rules) -> Result<Edition, LoadError> {
    match rules.edition(word) {
        Some(edition) => Ok(edition.clone()),
        None => load::edition(Path::new(word)),
    }
}
