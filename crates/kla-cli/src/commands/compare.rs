//! `kla compare`: from the score of one year to that of another.

use std::path::PathBuf;

use kla::{Answers, Lang, Mapping, wording};
use kla_plan::{YearBridge, compare_json};
use kla_report::compare_paper;

use super::paper;
use crate::args::CompareArguments;
use crate::load::{self, LoadError};
use crate::{Exit, Streams, show};

pub(crate) fn run(arguments: &CompareArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.printed.shared.lang.into();
    let files: Vec<PathBuf> = [&arguments.before, &arguments.after]
        .into_iter()
        .chain(&arguments.mapping)
        .cloned()
        .collect();
    if load::reads_input_twice(&files) {
        return show::refuse_to_read_twice(lang, streams);
    }
    let shared = &arguments.printed.shared;
    let rules = match load::settle(shared, &files, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let mut read = |path| load::answers(path, shared, &rules, streams);
    let (before, after) = match (read(&arguments.before), read(&arguments.after)) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(exit), _) | (_, Err(exit)) => return exit,
    };
    for warning in before.warnings().iter().chain(after.warnings()) {
        show::diagnostic(warning, lang, streams);
    }
    if let Err(exit) = comparable(&before, &after, arguments, streams) {
        return exit;
    }
    let mapping = match mapping(arguments, &before, &after, streams) {
        Ok(mapping) => mapping,
        Err(exit) => return exit,
    };
    let (before, after) = (kla::score(&before), kla::score(&after));
    let bridge = YearBridge::of(&before, &after, &mapping);
    paper::print(
        &arguments.printed,
        || compare_json(&bridge),
        || compare_paper(&bridge, lang),
        streams,
    )
}

/// Whether the two are of one region and stage. A later year before an earlier one is only told.
fn comparable(
    before: &Answers<'_>,
    after: &Answers<'_>,
    arguments: &CompareArguments,
    streams: &mut Streams<'_>,
) -> Result<(), Exit> {
    let lang: Lang = arguments.printed.shared.lang.into();
    let (here, there) = (before.place(), after.place());
    if here.code != there.code {
        let (here, there) = (
            format!("{} ({})", here.label(), here.code),
            format!("{} ({})", there.label(), there.code),
        );
        return Err(show::unusable(
            &format!(
                "kedua isian milik daerah yang berbeda: {here} dan {there}; jembatan antartahun hanya untuk satu daerah"
            ),
            &format!(
                "the two files are of different regions: {here} and {there}; a bridge from year to year is of one region"
            ),
            lang,
            streams,
        ));
    }
    let (first, second) = (before.stage(), after.stage());
    if first.id != second.id && !arguments.stages {
        return Err(show::unusable(
            &format!(
                "tahapnya berbeda: {} dan {}; selisihnya akan bercampur dengan hasil verifikasi. Pakai dua isian dari tahap yang sama, atau --stages bila memang itu yang dicari",
                first.name.get(Lang::Id),
                second.name.get(Lang::Id)
            ),
            &format!(
                "the stages differ: {} and {}; the change would be mixed with what verification did. Use two files of one stage, or --stages if that is what you want",
                first.name.get(Lang::En),
                second.name.get(Lang::En)
            ),
            lang,
            streams,
        ));
    }
    if before.year() > after.year() {
        let (first, second) = (before.year(), after.year());
        let line = match lang {
            Lang::Id => format!(
                "peringatan: berkas pertama dari tahun {first}, yang kedua dari {second}; selisih dihitung menurut urutan berkas"
            ),
            Lang::En => format!(
                "warning: the first file is of {first}, the second of {second}; the change is counted in the order of the files"
            ),
        };
        let _ = writeln!(streams.messages, "{line}");
    }
    Ok(())
}

/// The mapping that was named, or the one that comes with the program.
fn mapping(
    arguments: &CompareArguments,
    before: &Answers<'_>,
    after: &Answers<'_>,
    streams: &mut Streams<'_>,
) -> Result<Mapping, Exit> {
    let lang: Lang = arguments.printed.shared.lang.into();
    let (from, to) = (before.edition(), after.edition());
    let read = match &arguments.mapping {
        Some(path) => load::source(path, streams).and_then(|source| {
            Mapping::read(source, from, to).map(Some).map_err(LoadError::Rejected)
        }),
        None => Mapping::bundled(from, to).map_err(LoadError::Rejected),
    };
    match read {
        Ok(Some(mapping)) => Ok(mapping),
        Ok(None) => {
            let known: Vec<String> = kla_rules::MAPPINGS
                .iter()
                .map(|known| format!("{} ↔ {}", known.from, known.to))
                .collect();
            Err(show::unusable(
                &format!(
                    "tidak ada padanan antara edisi {} dan {}; yang tersedia {}. Tulis padanan sendiri dan sebutkan dengan --mapping (lihat `kla schema mapping`)",
                    from.id(),
                    to.id(),
                    wording::list(Lang::Id, &known)
                ),
                &format!(
                    "there is no mapping between editions {} and {}; available are {}. Write one and name it with --mapping (see `kla schema mapping`)",
                    from.id(),
                    to.id(),
                    wording::list(Lang::En, &known)
                ),
                lang,
                streams,
            ))
        }
        Err(error) => Err(error.show(lang, streams)),
    }
}
