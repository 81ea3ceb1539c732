//! `kla province`: a province at a glance, from the answers of its regions.

mod read;
mod refuse;

use kla::{Answers, Lang, Regions};
use kla_plan::{Assessed, Before, Mix, Province, ProvinceQuery, Repair, province_json};
use kla_report::{
    Format, ProvinceCell, ProvinceList, Templates, province_book, province_list, province_page,
    province_paper,
};
use kla_sheet::{List, ListCell};

use super::templates;
use crate::args::{ProvinceArguments, ProvinceFormat, ShareMode};
use crate::load::Rules;
use crate::{Exit, Streams, load, show};
use read::{Cycle, Many, Reader};

pub(crate) fn run(arguments: &ProvinceArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    let all: Vec<_> = arguments.paths.iter().chain(&arguments.last).cloned().collect();
    let rules = match load::settle(&arguments.shared, &all, streams) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    if arguments.own.is_some() && arguments.share != ShareMode::Own {
        return show::wrong_use(
            "--own hanya dipakai bersama --share own",
            "--own is only used with --share own",
            lang,
            streams,
        );
    }
    if arguments.format == ProvinceFormat::Xlsx && arguments.shared.output.is_none() {
        return show::wrong_use(
            "sebutkan berkas yang ditulis: -o provinsi.xlsx",
            "name the file to write: -o province.xlsx",
            lang,
            streams,
        );
    }
    let code = match &arguments.province {
        Some(name) => match province_code(name, lang, streams) {
            Ok(code) => Some(code),
            Err(exit) => return exit,
        },
        None => None,
    };
    let repair = if arguments.closed { Repair::Over } else { Repair::Open };
    let now = regions(arguments, &rules, repair, streams);
    let before = cycle_before(arguments, &rules, streams);
    let exit = now.exit.max(before.exit);
    let mut unread = now.unread;
    unread.extend(before.unread);
    if now.made.is_empty() && unread.iter().all(|one| one.is_before) {
        return refuse::nothing_found(&arguments.paths, lang, streams);
    }
    let query = ProvinceQuery {
        regions: Regions::bundled(),
        code,
        mix: if arguments.mixed { Mix::Apart } else { Mix::Refuse },
        repair,
        before: before.made,
        unread,
    };
    match Province::of(now.made, query) {
        Ok(province) => exit.max(deliver(arguments, province, streams)),
        Err(error) => exit.max(refuse::refuse(&error, lang, streams)),
    }
}

fn regions<'r>(
    arguments: &'r ProvinceArguments,
    rules: &'r Rules,
    repair: Repair,
    streams: &mut Streams<'_>,
) -> Many<Assessed<'r>> {
    let reader = Reader {
        rules,
        edition: arguments.shared.edition.as_deref(),
        cycle: Cycle::Now,
        lang: arguments.shared.lang.into(),
        make: |name: &str, text: &str, answers: &Answers<'r>, repair| {
            Assessed::of(name, text, answers, repair)
        },
        repair,
    };
    reader.read(&arguments.paths, streams)
}

fn cycle_before<'r>(
    arguments: &'r ProvinceArguments,
    rules: &'r Rules,
    streams: &mut Streams<'_>,
) -> Many<Before<'r>> {
    let reader = Reader {
        rules,
        edition: None,
        cycle: Cycle::Before,
        lang: arguments.shared.lang.into(),
        make: |name: &str, _: &str, answers: &Answers<'r>, _| Before::of(name, answers),
        repair: Repair::Open,
    };
    reader.read(&arguments.last, streams)
}

/// Writes what of the province is to be shared.
fn deliver(
    arguments: &ProvinceArguments,
    province: Province<'_>,
    streams: &mut Streams<'_>,
) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    if !province.outside.is_empty() {
        refuse::outside(&province, lang, streams);
    }
    let province = match (arguments.share, &arguments.own) {
        (ShareMode::Alias, _) => province.with_aliases(),
        (ShareMode::Own, Some(code)) => {
            let name = province.name.clone();
            match province.with_own(code) {
                Some(own) => own,
                None => return refuse::not_there(code, &name, lang, streams),
            }
        }
        (ShareMode::Own | ShareMode::Full, _) => province,
    };
    let output = arguments.shared.output.as_deref();
    let format = match arguments.format {
        ProvinceFormat::Json => {
            return show::data(&province_json(&province, lang), output, lang, streams);
        }
        ProvinceFormat::Csv => {
            return show::data(
                &list(province_list(&province, lang)).to_csv(),
                output,
                lang,
                streams,
            );
        }
        ProvinceFormat::Xlsx => return workbook(&province, arguments, streams),
        ProvinceFormat::Html => {
            return match province_page(&province, &Templates::bundled(), lang) {
                Ok(page) => show::data(&page, output, lang, streams),
                Err(error) => templates::broken(&error, lang, streams),
            };
        }
        ProvinceFormat::Text => Format::Text,
        ProvinceFormat::Md => Format::Markdown,
    };
    match province_paper(&province, lang).render(&Templates::bundled(), format) {
        Ok(text) => show::data(&text, output, lang, streams),
        Err(error) => templates::broken(&error, lang, streams),
    }
}

fn workbook(
    province: &Province<'_>,
    arguments: &ProvinceArguments,
    streams: &mut Streams<'_>,
) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    let sheets: Vec<(&str, List)> = province_book(province, lang)
        .into_iter()
        .map(|(name, sheet)| (name, list(sheet)))
        .collect();
    match List::book(sheets.iter().map(|(name, list)| (*name, list))) {
        Ok(bytes) => show::bytes(&bytes, arguments.shared.output.as_deref(), lang, streams),
        Err(error) => {
            let word = kla::Severity::Error.word(lang);
            let _ = writeln!(streams.messages, "{word}: {}", error.message().get(lang));
            Exit::Unwritable
        }
    }
}

/// A table as a list whose columns are as wide as what they hold, within reason.
fn list(table: ProvinceList) -> List {
    let widths: Vec<u16> = (0..table.heads.len())
        .map(|column| {
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            let letters = cells.map(|cell| match cell {
                ProvinceCell::Text(text) => text.chars().count(),
                ProvinceCell::Number(_) | ProvinceCell::Count(_) => 0,
            });
            let widest = letters.max().unwrap_or(0) + 2;
            u16::try_from(widest.clamp(12, 60)).unwrap_or(12)
        })
        .collect();
    let cell = |cell: ProvinceCell| match cell {
        ProvinceCell::Text(text) => ListCell::Text(text),
        ProvinceCell::Number(number) => ListCell::Points(number),
        ProvinceCell::Count(count) => ListCell::Count(u32::try_from(count).unwrap_or(u32::MAX)),
    };
    List {
        title: table.title,
        lines: table.lines,
        columns: table.heads.into_iter().zip(widths).collect(),
        rows: table.rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
    }
}

/// A province by its code, its name, or another name in use.
fn province_code(name: &str, lang: Lang, streams: &mut Streams<'_>) -> Result<&'static str, Exit> {
    let provinces = Regions::bundled().provinces();
    let spellings = |province: &'static kla::Province| {
        let names = province.aliases.iter().chain(std::iter::once(&province.name));
        names.map(String::as_str)
    };
    let is_called = |province: &&'static kla::Province| {
        province.code == name || spellings(province).any(|one| one.eq_ignore_ascii_case(name))
    };
    if let Some(province) = provinces.iter().find(is_called) {
        return Ok(&province.code);
    }
    let near = kla::wording::nearest(name, provinces.iter().flat_map(spellings));
    let (id, en) = near.map_or_else(
        || ("; pakai kodenya, misalnya `62`".to_owned(), "; use its code, such as `62`".to_owned()),
        |near| (format!("; mungkin maksudnya `{near}`"), format!("; did you mean `{near}`?")),
    );
    Err(show::wrong_use(
        &format!("provinsi `{name}` tidak ada{id}"),
        &format!("there is no province `{name}`{en}"),
        lang,
        streams,
    ))
}
