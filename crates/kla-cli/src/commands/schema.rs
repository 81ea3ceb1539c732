//! `kla schema`: the JSON Schema of a file.

use kla::{Lang, wording};
use kla_rules::{SCHEMAS, Schema};

use crate::args::SchemaArguments;
use crate::{Exit, Streams, show};

pub(crate) fn run(arguments: &SchemaArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    let Some(name) = &arguments.name else {
        return show::data(&list(lang), None, lang, streams);
    };
    match SCHEMAS.iter().find(|schema| schema.name == name) {
        Some(schema) => show::data(schema.text, None, lang, streams),
        None => unknown(name, lang, streams),
    }
}

/// One line for each schema.
fn list(lang: Lang) -> String {
    let width = SCHEMAS.iter().map(|schema| schema.name.len()).max().unwrap_or(0);
    SCHEMAS.iter().fold(String::new(), |text, Schema { name, about_id, about_en, .. }| {
        let about = match lang {
            Lang::Id => about_id,
            Lang::En => about_en,
        };
        text + &format!("{name:width$}  {about}\n")
    })
}

fn unknown(name: &str, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let names: Vec<&str> = SCHEMAS.iter().map(|schema| schema.name).collect();
    let (advice_id, advice_en) = match wording::nearest(name, names.iter().copied()) {
        Some(near) => (format!("mungkin maksudnya `{near}`"), format!("did you mean `{near}`?")),
        None => (
            format!("yang tersedia {}", wording::list(Lang::Id, &names)),
            format!("available are {}", wording::list(Lang::En, &names)),
        ),
    };
    show::wrong_use(
        &format!("skema `{name}` tidak ada; {advice_id}"),
        &format!("there is no schema `{name}`; {advice_en}"),
        lang,
        streams,
    )
}
