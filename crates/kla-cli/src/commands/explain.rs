//! `kla explain`: one number as a worked sum.

use kla::{Lang, score};

use super::templates;
use crate::args::ExplainArguments;
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &ExplainArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    let files = std::slice::from_ref(&arguments.file);
    let rules = match load::settle(&arguments.shared, files, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let answers = match load::answers(&arguments.file, &arguments.shared, &rules, streams) {
        Ok(answers) => answers,
        Err(failed) => return failed,
    };
    for warning in answers.warnings() {
        show::diagnostic(warning, lang, streams);
    }
    let templates = match templates::of(arguments.templates.as_ref(), lang, streams) {
        Ok(templates) => templates,
        Err(exit) => return exit,
    };
    let explained = kla_report::explain(&score(&answers), &arguments.node, arguments.depth, lang);
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
