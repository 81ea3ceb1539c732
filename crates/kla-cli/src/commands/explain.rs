//! `kla explain`: one number as a worked sum.

use kla::{Answers, Lang, score};

use super::templates;
use crate::args::ExplainArguments;
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &ExplainArguments, streams: &mut Streams<'_>) -> Exit {
    load::with_answers(&arguments.file, &arguments.shared, streams, |answers, streams| {
        explain(arguments, answers, streams)
    })
}

fn explain(arguments: &ExplainArguments, answers: &Answers<'_>, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    let templates = match templates::of(arguments.templates.as_ref(), lang, streams) {
        Ok(templates) => templates,
        Err(exit) => return exit,
    };
    let explained = kla_report::explain(&score(answers), &arguments.node, arguments.depth, lang);
    let explanation = match explained {
        Ok(explanation) => explanation,
        Err(unknown) => {
            let _ = writeln!(streams.messages, "{}", unknown.message(answers.edition(), lang));
            return Exit::Usage;
        }
    };
    match explanation.render(&templates, arguments.format.into(), lang) {
        Ok(text) => show::data(&text, arguments.shared.output.as_deref(), lang, streams),
        Err(error) => templates::broken(&error, lang, streams),
    }
}
