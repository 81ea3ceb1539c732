//! `kla evidence`: what is missing, agency by agency, by points at stake.

use std::path::Path;

use kla::{Agency, Answers, Edition, Lang, wording};
use kla_plan::{MarkedCards, Marks, Stakes};
use kla_report::{EvidenceList, EvidenceQuery, evidence_chat, evidence_list, evidence_table};
use kla_sheet::{List, ListCell};

use crate::args::{EvidenceArguments, EvidenceFormat};
use crate::{Exit, Streams, load, show};

pub(crate) fn run(arguments: &EvidenceArguments, streams: &mut Streams<'_>) -> Exit {
    load::with_answers(&arguments.file, &arguments.shared, streams, |answers, streams| {
        list(arguments, answers, streams)
    })
}

fn list(arguments: &EvidenceArguments, answers: &Answers<'_>, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.shared.lang.into();
    let agency = match &arguments.agency {
        Some(name) => match agency(name, answers.edition(), lang, streams) {
            Ok(agency) => Some(agency),
            Err(exit) => return exit,
        },
        None => None,
    };
    let marks = Marks::of(answers);
    let cards = marks.score();
    let stakes = Stakes::of(&cards);
    let query = EvidenceQuery { agency, mendable: arguments.mendable };
    if let Some(folder) = &arguments.per_agency {
        return per_agency(folder, &cards, &stakes, query, lang, streams);
    }
    let output = arguments.shared.output.as_deref();
    match arguments.format {
        EvidenceFormat::Text => {
            show::data(&evidence_table(&cards, &stakes, query, lang), output, lang, streams)
        }
        EvidenceFormat::Chat => {
            show::data(&evidence_chat(&cards, &stakes, query, lang), output, lang, streams)
        }
        EvidenceFormat::Csv => {
            let list = list_of(&evidence_list(&cards, &stakes, query, lang));
            show::data(&list.to_csv(), output, lang, streams)
        }
        EvidenceFormat::Xlsx if output.is_none() => show::wrong_use(
            "sebutkan berkas yang ditulis: -o bukti.xlsx",
            "name the file to write: -o evidence.xlsx",
            lang,
            streams,
        ),
        EvidenceFormat::Xlsx => {
            let list = list_of(&evidence_list(&cards, &stakes, query, lang));
            workbook(&list, output, lang, streams)
        }
    }
}

/// A workbook for each agency that owns something, called after it.
fn per_agency(
    folder: &Path,
    cards: &MarkedCards<'_>,
    stakes: &Stakes<'_>,
    query: EvidenceQuery<'_>,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Exit {
    if let Err(error) = std::fs::create_dir_all(folder) {
        return show::unwritable(folder, &error, lang, streams);
    }
    let (mut exit, mut written) = (Exit::Done, 0);
    for agency in stakes.agencies(cards.claimed.edition()) {
        let own = EvidenceQuery { agency: Some(agency), ..query };
        if query.agency.is_some_and(|only| only.id != agency.id) {
            continue;
        }
        let list = list_of(&evidence_list(cards, stakes, own, lang));
        if list.rows.is_empty() {
            continue;
        }
        let path = folder.join(format!("{}.xlsx", agency.id));
        exit = exit.max(workbook(&list, Some(&path), lang, streams));
        written += 1;
    }
    let folder = folder.display();
    let _ = match lang {
        Lang::Id => writeln!(streams.messages, "{folder}: {written} lembar kerja ditulis"),
        Lang::En => writeln!(streams.messages, "{folder}: {written} workbooks written"),
    };
    exit
}

fn workbook(list: &List, output: Option<&Path>, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    match list.to_xlsx("Bukti") {
        Ok(bytes) => show::bytes(&bytes, output, lang, streams),
        Err(error) => {
            let word = kla::Severity::Error.word(lang);
            let _ = writeln!(streams.messages, "{word}: {}", error.message().get(lang));
            Exit::Unwritable
        }
    }
}

fn list_of(list: &EvidenceList) -> List {
    const WIDTHS: [u16; 8] = [9, 14, 18, 48, 28, 28, 22, 24];
    let row = |(points, texts): &(kla::Points, [String; 7])| {
        let texts = texts.iter().cloned().map(ListCell::Text);
        std::iter::once(ListCell::Points(*points)).chain(texts).collect()
    };
    List {
        title: list.title.clone(),
        lines: list.lines.clone(),
        columns: list.heads.iter().cloned().zip(WIDTHS).collect(),
        rows: list.rows.iter().map(row).collect(),
    }
}

/// An agency by any of its spellings.
fn agency<'e>(
    name: &str,
    edition: &'e Edition,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Result<&'e Agency, Exit> {
    edition.agency_named(name).ok_or_else(|| {
        let known: Vec<&str> = edition.agencies().iter().map(|agency| agency.id.as_str()).collect();
        let spellings = edition.agencies().iter().flat_map(Agency::spellings);
        let (id, en) = match wording::nearest(name, spellings) {
            Some(near) => {
                (format!("mungkin maksudnya `{near}`"), format!("did you mean `{near}`?"))
            }
            None => (
                format!("yang dikenal {}", wording::list(Lang::Id, &known)),
                format!("known are {}", wording::list(Lang::En, &known)),
            ),
        };
        show::wrong_use(
            &format!("perangkat daerah `{name}` tidak dikenal edisi {}; {id}", edition.id()),
            &format!("edition {} knows no agency `{name}`; {en}", edition.id()),
            lang,
            streams,
        )
    })
}
