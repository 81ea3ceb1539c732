//! `kla explain`: one number as a worked sum.

use kla::{Lang, score};

use crate::args::ExplainArguments;
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &ExplainArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    let answers = match load::answers(&arguments.file, &arguments.shared, streams) {
        Ok(answers) => answers,
        Err(failed) => return failed,
    };
    match kla_report::explain(&score(&answers), &arguments.node, lang) {
        Ok(text) => show::data(&text, arguments.shared.output.as_deref(), lang, streams),
        Err(unknown) => {
            let _ = writeln!(streams.messages, "{}", unknown.message(answers.edition(), lang));
            Exit::Usage
        }
    }
}
