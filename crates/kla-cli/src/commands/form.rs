//! `kla form`: forms to fill in, for a region or for each of its agencies.

use std::path::{Path, PathBuf};

use kla::{Answers, Edition, Lang, Region, Regions, wording};
use kla_sheet::{Form, Part};

use crate::args::{FormArguments, FormFormat};
use crate::load::{self, Rules};
use crate::{Exit, Streams, show};

pub(crate) fn run(arguments: &FormArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    let wanted = match arguments.format {
        FormFormat::Xlsx => "xlsx",
        FormFormat::Csv => "csv",
    };
    if let Some(path) = &arguments.output
        && path.extension().is_none_or(|extension| extension != wanted)
    {
        let path = path.display();
        return show::wrong_use(
            &format!("`{path}` tidak berakhiran .{wanted}; pilih bentuknya dengan --format"),
            &format!("`{path}` does not end in .{wanted}; choose the form with --format"),
            lang,
            streams,
        );
    }
    if arguments.format == FormFormat::Xlsx
        && arguments.output.is_none()
        && arguments.per_agency.is_none()
    {
        return show::wrong_use(
            "sebutkan berkas yang ditulis: -o isian.xlsx, atau --per-agency FOLDER",
            "name the file to write: -o isian.xlsx, or --per-agency FOLDER",
            lang,
            streams,
        );
    }
    let rules = match Rules::of(arguments.rules.as_ref(), lang, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    if let Some(edition) = rules.edition(&arguments.what) {
        let form = blank(arguments, edition, lang, streams);
        return form.map_or_else(|exit| exit, |form| write(arguments, form, lang, streams));
    }
    let path = Path::new(&arguments.what);
    if arguments.what != "-" && !path.exists() {
        let known: Vec<&str> =
            rules.editions().iter().map(|edition| edition.id().as_str()).collect();
        return show::wrong_use(
            &format!(
                "`{}` bukan edisi ({}) dan bukan berkas yang ada",
                arguments.what,
                wording::list(lang, &known)
            ),
            &format!(
                "`{}` is neither an edition ({}) nor a file that exists",
                arguments.what,
                wording::list(lang, &known)
            ),
            lang,
            streams,
        );
    }
    let read = load::source(path, streams).and_then(|source| load::check(source, None, &rules));
    match read {
        Ok(answers) => filled(arguments, &answers, lang, streams),
        Err(error) => error.show(lang, streams),
    }
}

fn filled(
    arguments: &FormArguments,
    answers: &Answers<'_>,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Exit {
    if arguments.region.is_some() || arguments.year.is_some() || arguments.stage.is_some() {
        return show::wrong_use(
            "wilayah, tahun, dan tahap sudah ditentukan oleh berkas isiannya",
            "region, year and stage are those of the answers file",
            lang,
            streams,
        );
    }
    write(arguments, Form::filled(answers), lang, streams)
}

fn blank<'e>(
    arguments: &FormArguments,
    edition: &'e Edition,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<Form<'e>, Exit> {
    let mut form = Form::blank(edition);
    if let Some(word) = &arguments.region {
        form = form.region(region(word, lang, streams)?);
    }
    if let Some(year) = arguments.year {
        if !edition.years().contains(&year) {
            let (first, last) = (*edition.years().start(), *edition.years().end());
            return Err(show::wrong_use(
                &format!("edisi {} berlaku untuk {first}–{last}, bukan {year}", edition.id()),
                &format!("edition {} is meant for {first}–{last}, not for {year}", edition.id()),
                lang,
                streams,
            ));
        }
        form = form.year(year);
    }
    if let Some(word) = &arguments.stage {
        form = form.stage(stage(word, edition, lang, streams)?);
    }
    Ok(form)
}

/// A region by code or name; a name that stands for two is asked about.
pub(crate) fn region(
    word: &str,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<&'static Region, Exit> {
    let regions = Regions::bundled();
    let named = match regions.get(word) {
        Some(region) => vec![region],
        None => regions.named(word),
    };
    if let [region] = *named {
        return Ok(region);
    }
    let near: Vec<String> = named
        .iter()
        .copied()
        .chain(regions.nearest(word).filter(|_| named.is_empty()))
        .map(|region| format!("{} ({})", region.code, region.name))
        .collect();
    let (id, en) = if near.is_empty() {
        (
            format!("wilayah `{word}` tidak dikenal; tulis kodenya, misalnya 16.10"),
            format!("the region `{word}` is not known; write its code, such as 16.10"),
        )
    } else {
        (
            format!("wilayah `{word}` belum jelas; mungkin maksudnya {}", near.join(", ")),
            format!("the region `{word}` is not clear; did you mean {}?", near.join(", ")),
        )
    };
    Err(show::wrong_use(&id, &en, lang, streams))
}

fn stage<'e>(
    word: &str,
    edition: &'e Edition,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<&'e kla::Stage, Exit> {
    edition.stage(word).ok_or_else(|| {
        let known: Vec<&str> = edition.stages().iter().map(|stage| stage.id.as_str()).collect();
        let known = wording::list(lang, &known);
        show::wrong_use(
            &format!("tahap `{word}` tidak ada; pilih {known}"),
            &format!("there is no stage `{word}`; choose {known}"),
            lang,
            streams,
        )
    })
}

fn write(arguments: &FormArguments, form: Form<'_>, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    if let Some(folder) = &arguments.per_agency {
        return for_each(arguments, &form, folder, lang, streams);
    }
    let part = match &arguments.agency {
        Some(word) => match agency(word, &form, lang, streams) {
            Ok(part) => part,
            Err(exit) => return exit,
        },
        None => Part::Whole,
    };
    one(arguments, form.part(part), arguments.output.as_deref(), lang, streams)
}

fn agency(
    word: &str,
    form: &Form<'_>,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<Part, Exit> {
    if word == Part::Coordinator.word() {
        return Ok(Part::Coordinator);
    }
    let edition = form.edition();
    if let Some(agency) = edition.agency_named(word) {
        return Ok(Part::Agency(agency.id.clone()));
    }
    let names = edition.agencies().iter().map(|agency| agency.id.as_str());
    let shorts = edition.agencies().iter().map(|agency| agency.short.as_str());
    let near = wording::nearest(word, shorts.chain(names));
    let (id, en) = match near {
        Some(near) => (
            format!("perangkat daerah `{word}` tidak dikenal; mungkin maksudnya `{near}`"),
            format!("the agency `{word}` is not known; did you mean `{near}`?"),
        ),
        None => (
            format!("perangkat daerah `{word}` tidak dikenal edisi {}", edition.id()),
            format!("edition {} does not know the agency `{word}`", edition.id()),
        ),
    };
    Err(show::wrong_use(&id, &en, lang, streams))
}

/// A form for each agency and one for the coordinator, named after them.
fn for_each(
    arguments: &FormArguments,
    form: &Form<'_>,
    folder: &Path,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Exit {
    if let Err(error) = std::fs::create_dir_all(folder) {
        let folder = folder.display();
        let line = match lang {
            Lang::Id => format!("kesalahan: folder `{folder}` tidak dapat dibuat ({error})"),
            Lang::En => format!("error: the folder `{folder}` cannot be made ({error})"),
        };
        let _ = writeln!(streams.messages, "{line}");
        return Exit::Unwritable;
    }
    let parts = Part::all(form.edition());
    // All or nothing: a folder of which half was replaced helps nobody.
    if let Some(path) = parts
        .iter()
        .map(|part| path_of(arguments, folder, part))
        .find(|path| !arguments.force && path.exists())
    {
        return show::refuse_to_replace(&path, lang, streams);
    }
    let (mut exit, number) = (Exit::Done, parts.len());
    for part in parts {
        let path = path_of(arguments, folder, &part);
        exit = exit.max(one(arguments, form.clone().part(part), Some(&path), lang, streams));
    }
    if exit == Exit::Done {
        let folder = folder.display();
        let line = match lang {
            Lang::Id => format!("{number} lembar kerja ditulis ke {folder}"),
            Lang::En => format!("{number} forms written to {folder}"),
        };
        let _ = writeln!(streams.messages, "{line}");
    }
    exit
}

fn path_of(arguments: &FormArguments, folder: &Path, part: &Part) -> PathBuf {
    let extension = match arguments.format {
        FormFormat::Xlsx => "xlsx",
        FormFormat::Csv => "csv",
    };
    folder.join(format!("{}.{extension}", part.word()))
}

fn one(
    arguments: &FormArguments,
    form: Form<'_>,
    output: Option<&Path>,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Exit {
    if let Some(path) = output.filter(|path| !arguments.force && path.exists()) {
        return show::refuse_to_replace(path, lang, streams);
    }
    if arguments.format == FormFormat::Csv {
        return show::bytes(form.to_csv().as_bytes(), output, lang, streams);
    }
    match form.to_xlsx() {
        Ok(bytes) => show::bytes(&bytes, output, lang, streams),
        Err(error) => {
            let word = kla::Severity::Error.word(lang);
            let _ = writeln!(streams.messages, "{word}: {}", error.message().get(lang));
            Exit::Unusable
        }
    }
}
