//! `kla evidence`: what is missing, agency by agency, by points at stake.

use kla::{Agency, Answers, Edition, Lang, wording};
use kla_plan::{Marks, Stakes};
use kla_report::{EvidenceQuery, evidence_chat, evidence_table};

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
    let text = match arguments.format {
        EvidenceFormat::Text => evidence_table(&cards, &stakes, query, lang),
        EvidenceFormat::Chat => evidence_chat(&cards, &stakes, query, lang),
    };
    show::data(&text, arguments.shared.output.as_deref(), lang, streams)
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
