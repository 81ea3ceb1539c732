//! `kla range`: four marks of a score, the margin above the floor, and the scenarios of a fall.

use std::path::{Path, PathBuf};

use kla::{Answers, Lang, OverError};
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
    let (here, there) = (answers.place(), own.place());
    if here.code != there.code {
        return Err(show::unusable(
            &format!(
                "siklus lalu milik {} ({}), sedangkan isiannya milik {} ({}); pakai berkas daerah yang sama",
                there.label(),
                there.code,
                here.label(),
                here.code
            ),
            &format!(
                "the last cycle is that of {} ({}), but the answers are of {} ({}); use files of one region",
                there.label(),
                there.code,
                here.label(),
                here.code
            ),
            lang,
            streams,
        ));
    }
    LastCycle::of(&own, &verified).map(Some).map_err(|error| refuse(&error, lang, streams))
}

/// The two files of the last cycle do not belong together.
fn refuse(error: &OverError, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let (id, en) = match error {
        OverError::OtherRules => (
            "kedua berkas --last memakai edisi atau aturan yang berbeda".to_owned(),
            "the two files of --last use different editions or rules".to_owned(),
        ),
        OverError::OtherRegion(first, second) => (
            format!("kedua berkas --last milik daerah yang berbeda: {first} dan {second}"),
            format!("the two files of --last are of different regions: {first} and {second}"),
        ),
        OverError::OtherYear(first, second) => (
            format!("kedua berkas --last milik tahun yang berbeda: {first} dan {second}"),
            format!("the two files of --last are of different years: {first} and {second}"),
        ),
        OverError::PartsOfWholes(nodes) => {
            let nodes: Vec<String> = nodes.iter().map(ToString::to_string).collect();
            (
                format!(
                    "berkas mandiri hanya memuat jumlah {}, sedangkan berkas verifikasi memuat sebagian rinciannya; isi seluruh rinciannya, atau jumlahnya saja, di kedua berkas",
                    kla::wording::list(Lang::Id, &nodes)
                ),
                format!(
                    "the self-assessment holds only the sum of {}, and the verified file some of its parts; give all of them, or only the sum, in both files",
                    kla::wording::list(Lang::En, &nodes)
                ),
            )
        }
        _ => (
            "kedua berkas --last tidak dapat dibandingkan".to_owned(),
            "the two files of --last cannot be compared".to_owned(),
        ),
    };
    show::unusable(&id, &en, lang, streams)
}
