//! `kla range`: four marks of a score, the margin above the floor, and the scenarios of a fall.

use std::path::{Path, PathBuf};

use kla::{Answers, Lang};
use kla_plan::{LastCycle, Marks, Repair, range_json};
use kla_report::range_paper;

use super::paper;
use crate::args::RangeArguments;
use crate::load::Rules;
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &RangeArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.printed.shared.lang.into();
    let files: Vec<PathBuf> =
        std::iter::once(&arguments.file).chain(&arguments.last).cloned().collect();
    if load::reads_input_twice(&files) {
        return show::refuse_to_read_twice(lang, streams);
    }
    let rules = match load::settle(&arguments.printed.shared, &files, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let answers = match load::answers(&arguments.file, &arguments.printed.shared, &rules, streams) {
        Ok(answers) => answers,
        Err(exit) => return exit,
    };
    for warning in answers.warnings() {
        show::diagnostic(warning, lang, streams);
    }
    let last = match last_cycle(arguments, &answers, &rules, streams) {
        Ok(last) => last,
        Err(exit) => return exit,
    };
    let repair = if arguments.closed { Repair::Over } else { Repair::Open };
    let marks = Marks::with(&answers, repair);
    let cards = marks.score();
    paper::print(
        &arguments.printed,
        || range_json(&cards, last.as_ref(), lang),
        || range_paper(&cards, last.as_ref(), arguments.depth, lang),
        streams,
    )
}

/// The last cycle of the region, where two files of it are named.
fn last_cycle(
    arguments: &RangeArguments,
    answers: &Answers<'_>,
    rules: &Rules,
    streams: &mut Streams<'_>,
) -> Result<Option<LastCycle>, Exit> {
    let [own, verified] = arguments.last.as_slice() else { return Ok(None) };
    let lang: Lang = arguments.printed.shared.lang.into();
    let mut read = |path: &Path| {
        // The last cycle may be of another edition than the one that is asked for.
        load::source(path, streams)
            .and_then(|source| load::check(source, None, rules))
            .map_err(|error| error.show(lang, streams))
    };
    let (own, verified) = (read(own)?, read(verified)?);
    LastCycle::beside(answers, &own, &verified)
        .map(Some)
        .map_err(|text| show::unusable(text.get(Lang::Id), text.get(Lang::En), lang, streams))
}
