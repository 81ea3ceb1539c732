//! `kla explain`: one number as a worked sum.

use kla::{Lang, score};

use crate::args::ExplainArguments;
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &ExplainArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    let files = std::slice::from_ref(&arguments.file);
    if let Err(exit) = load::settle(&arguments.shared, files, streams) {
        return exit;
    }
    let answers = match load::answers(&arguments.file, &arguments.shared, streams) {
        Ok(answers) => answers,
        Err(failed) => return failed,
    };
    for warning in answers.warnings() {
        show::diagnostic(warning, lang, streams);
    }
    match kla_report::explain(&score(&answers), &arguments.node, lang) {
        Ok(text) => show::data(&text, arguments.shared.output.as_deref(), lang, streams),
        Err(unknown) => {
            let _ = writeln!(streams.messages, "{}", unknown.message(answers.edition(), lang));
            Exit::Usage
        }
    }
}
