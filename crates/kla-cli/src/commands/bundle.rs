//! `kla bundle`: a case as one file that anybody can recompute.

use kla::Lang;
use kla_bundle::{BundleError, RuleTexts, pack};

use crate::args::BundleArguments;
use crate::load::{self, LoadError};
use crate::{Exit, Streams, show};

pub(crate) fn run(arguments: &BundleArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    let folder = arguments.rules.clone().or_else(|| streams.rules.clone());
    let mut inputs = vec![arguments.file.clone()];
    if let Some(folder) = &folder {
        // A folder that cannot be read is told below.
        inputs.extend(load::files_named(folder, "toml").unwrap_or_default());
    }
    if let Some(input) = show::overwritten(&arguments.output, &inputs) {
        return show::refuse_to_overwrite(input, lang, streams);
    }
    let rules = folder.map_or(Ok(RuleTexts::Shipped), |folder| load::rule_texts(&folder));
    let read = rules.and_then(|rules| {
        let answers = load::raw_source(&arguments.file, load::LARGEST, streams)?;
        Ok((answers, rules))
    });
    let (answers, rules) = match read {
        Ok(read) => read,
        Err(error) => return error.show(lang, streams),
    };
    let bundle = match pack(&answers, &rules) {
        Ok(bundle) => bundle,
        Err(BundleError::Rejected(rejected)) => {
            return LoadError::Rejected(rejected).show(lang, streams);
        }
        Err(error) => return unusable(&answers.name, &error, lang, streams),
    };
    for warning in &bundle.warnings {
        show::diagnostic(warning, lang, streams);
    }
    let written = show::bytes(&bundle.bytes, Some(&arguments.output), lang, streams);
    if written != Exit::Done {
        return written;
    }
    let (path, sha256) = (arguments.output.display(), &bundle.sha256);
    let text = match lang {
        Lang::Id => format!("{path}: bundel ditulis\nsidik berkas (SHA-256): {sha256}\n"),
        Lang::En => format!("{path}: bundle written\nfile digest (SHA-256): {sha256}\n"),
    };
    show::data(&text, None, lang, streams)
}

/// Says why a file is of no use, in one line.
pub(crate) fn unusable(
    file: &str,
    error: &BundleError,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Exit {
    let word = kla::Severity::Error.word(lang);
    let _ = writeln!(streams.messages, "{word}: {file}: {}", error.message().get(lang));
    Exit::Unusable
}
