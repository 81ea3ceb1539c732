//! The evidence register of an answers file, and what answers refer to in it.

use std::collections::{BTreeSet, HashSet};

use super::model::{Evidence, EvidenceStatus};
use super::note::names_a_person;
use crate::code::Code;
use crate::document::{Span, TableReader, Value, Word, is_sha256, suggest};
use crate::edition::Edition;
use crate::id::{AgencyId, EvidenceId};
use crate::wording::Text;

/// A document with its place in the file.
pub(super) struct Listed {
    pub(super) evidence: Evidence,
    span: Span,
}

/// The register; without an edition its agencies are not known.
pub(super) fn read(
    reader: &TableReader<'_>,
    edition: Option<&Edition>,
    year: Option<u16>,
) -> Vec<Listed> {
    let mut seen = BTreeSet::new();
    let mut register = Vec::new();
    for table in reader.optional_tables("evidence") {
        let (id, title) = (table.text("id"), table.text("title"));
        let named = table.optional_text("agency");
        let agency = named.zip(edition).and_then(|(word, edition)| agency(word, edition, &table));
        let (from, to) = (date(&table, "from"), date(&table, "to"));
        if let (Some(year), Some(first), Some(node)) = (year, &from, table.optional("from"))
            && first
                .get(..4)
                .and_then(|first| first.parse().ok())
                .is_some_and(|first: u16| first > year)
        {
            table.sink().report(
                Code::EvidenceOutside,
                &node.span,
                Text::new(
                    format!("bukti ini mulai {first}, sesudah tahun evaluasi {year}"),
                    format!("this evidence begins on {first}, after the year of evaluation {year}"),
                ),
            );
        }
        if let Some(title) = title
            && names_a_person(title.text)
        {
            table.sink().advise(
                Code::EvidencePerson,
                title.span,
                Text::new(
                    "judul ini tampaknya menyebut nama orang",
                    "this title seems to name a person",
                ),
                Text::new(
                    "tulis jenis dokumennya saja, tanpa nama anak",
                    "write what kind of document it is, without the name of a child",
                ),
            );
        }
        if let (Some(first), Some(last)) = (&from, &to)
            && first > last
            && let Some(node) = table.optional("to")
        {
            table.sink().report(
                Code::WrongType,
                &node.span,
                Text::new(
                    format!("masa bukti berakhir ({last}) sebelum dimulai ({first})"),
                    format!("the evidence ends ({last}) before it begins ({first})"),
                ),
            );
        }
        let item = Evidence {
            id: EvidenceId::new(id.map_or("", |id| id.text)),
            title: title.map_or_else(String::new, |title| title.text.to_owned()),
            agency,
            from,
            to,
            sha256: sha256(&table),
            link: table.optional_text("link").map(|word| word.text.to_owned()),
            status: table.optional_choice("status", &EvidenceStatus::WORDS),
        };
        if let Some(id) = id.filter(|id| id.text.trim().is_empty()) {
            table.sink().report(
                Code::BadId,
                id.span,
                Text::new("id bukti tidak boleh kosong", "an evidence id must not be empty"),
            );
        } else if let Some(id) = id
            && !seen.insert(id.text)
        {
            table.sink().report(
                Code::DuplicateEvidence,
                id.span,
                Text::new(
                    format!("bukti `{}` sudah didaftar di atas", id.text),
                    format!("the evidence `{}` is already listed above", id.text),
                ),
            );
        }
        register.push(Listed { evidence: item, span: table.span().clone() });
        table.finish();
    }
    register
}

fn agency(word: Word<'_>, edition: &Edition, table: &TableReader<'_>) -> Option<AgencyId> {
    let found = edition.agency_named(word.text).map(|agency| agency.id.clone());
    if found.is_none() {
        let known = edition.agencies().iter().map(|agency| agency.short.as_str());
        let message = Text::new(
            format!("perangkat daerah `{}` tidak dikenal edisi {}", word.text, edition.id()),
            format!("edition {} does not know the agency `{}`", edition.id(), word.text),
        );
        suggest(Code::UnknownAgency, word.span, message, word.text, known, table.sink());
    }
    found
}

/// A day as `2023-01-31`, bare in TOML or quoted.
fn date(table: &TableReader<'_>, key: &'static str) -> Option<String> {
    let node = table.optional(key)?;
    let text = match &node.value {
        Value::Date(text) | Value::Text(text) => text.as_str(),
        _ => "",
    };
    if is_day(text) {
        return Some(text.to_owned());
    }
    table.sink().report(
        Code::WrongType,
        &node.span,
        Text::new(
            "di sini seharusnya tanggal seperti 2023-01-31",
            "expected a day such as 2023-01-31",
        ),
    );
    None
}

/// Whether a text is a day of the calendar, as `2023-01-31`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = *parts else { return false };
    let digits = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return false;
    }
    let number = |part: &str| part.parse::<u16>().unwrap_or(0);
    let (year, day) = (number(year), number(day));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match number(month) {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// The SHA-256 of a document: 64 hexadecimal digits.
fn sha256(table: &TableReader<'_>) -> Option<String> {
    let word = table.optional_text("sha256")?;
    if is_sha256(word.text) {
        return Some(word.text.to_ascii_lowercase());
    }
    table.sink().report(
        Code::WrongType,
        word.span,
        Text::new(
            "di sini seharusnya sidik SHA-256, 64 angka heksadesimal",
            "expected a SHA-256, 64 hexadecimal digits",
        ),
    );
    None
}

/// Answers may only refer to evidence that is in the register.
pub(super) fn known(reader: &TableReader<'_>, register: &[Listed]) {
    let ids = || register.iter().map(|listed| listed.evidence.id.as_str());
    let known: HashSet<&str> = ids().collect();
    let mut linked: HashSet<&str> = HashSet::new();
    let mut sound = true;
    let nested = |key| match reader.optional(key).map(|node| &node.value) {
        Some(Value::Table(table)) => table.entries.as_slice(),
        _ => &[],
    };
    let measured = nested("indicators").iter();
    let questions = nested("answers").iter().flat_map(|entry| match &entry.node.value {
        Value::Table(table) => table.entries.as_slice(),
        _ => &[],
    });
    for entry in measured.chain(questions) {
        let Value::Table(answer) = &entry.node.value else { continue };
        for entry in answer.entries.iter().filter(|entry| entry.key == "evidence") {
            let Value::List(references) = &entry.node.value else { continue };
            for node in references {
                let Value::Text(id) = &node.value else { continue };
                linked.insert(id);
                if !known.contains(id.as_str()) {
                    sound = false;
                    let message = Text::new(
                        format!("bukti `{id}` tidak ada dalam daftar bukti"),
                        format!("the evidence `{id}` is not in the evidence register"),
                    );
                    suggest(Code::UnknownEvidence, &node.span, message, id, ids(), reader.sink());
                }
            }
        }
    }
    // Where a reference is misspelt, the document that it meant only seems to be forgotten.
    for listed in register {
        if !sound || !linked.insert(listed.evidence.id.as_str()) {
            continue;
        }
        reader.sink().report(
            Code::EvidenceUnlinked,
            &listed.span,
            Text::new(
                format!("bukti `{}` tidak dirujuk jawaban mana pun", listed.evidence.id),
                format!("no answer refers to the evidence `{}`", listed.evidence.id),
            ),
        );
    }
}
