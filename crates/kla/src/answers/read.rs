//! From an answers file to [`Answers`], with every problem on the way.

use super::declared;
use super::model::{Answers, Place};
use super::register;
use super::response::{self, Leaf, Name};
use super::responses::Responses;
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::document::{Entry, Table, TableReader, Value, Word, suggest};
use crate::edition::{Content, Edition, Indicator, Stage};
use crate::points::Points;
use crate::region::{Region, Regions, is_code};
use crate::wording::Text;

/// What can be judged without an edition: region, year, notes, the evidence register, and keys that no
/// answers file has.
pub(super) fn read_without_edition(table: &Table, sink: &Sink, regions: Option<&Regions>) {
    let reader = TableReader::new(table, &(0..0), sink);
    if !reader.format() {
        return;
    }
    place(&reader, regions);
    written_year(&reader);
    reader.text("stage");
    reader.optional_texts("notes");
    for key in ["edition", "blocks", "indicators", "answers", "declared"] {
        reader.optional(key);
    }
    register::known(&reader, &register::read(&reader, None, None));
    reader.finish();
}

/// The answers, if nothing essential is missing; what was found is in the sink.
pub(super) fn read<'e>(
    table: &Table,
    sink: &Sink,
    edition: &'e Edition,
    regions: Option<&Regions>,
) -> Option<Answers<'e>> {
    let span = 0..0;
    let reader = TableReader::new(table, &span, sink);
    if !reader.format() {
        return None;
    }
    let fits = edition_fits(&reader, edition);
    let place = place(&reader, regions);
    let year = year(&reader, edition, fits);
    let stage = stage(&reader, edition);
    let notes = reader.optional_texts("notes");
    let evidence = register::read(&reader, Some(edition), year);
    let mut figures = Figures::none(edition);
    let (mut declared, mut declared_category) = (Vec::new(), None);
    if fits {
        figures.blocks(&reader, edition);
        figures.indicators(&reader, edition);
        figures.questions(&reader, edition);
        (declared, declared_category) = declared::read(&reader, edition);
    } else {
        // Figures for another edition would only be called unknown or too large, one by one.
        for key in ["blocks", "indicators", "answers", "declared"] {
            reader.optional(key);
        }
    }
    register::known(&reader, &evidence);
    reader.finish();
    Some(Answers {
        edition,
        place: place?,
        year: year?,
        stage: stage?,
        notes: notes.iter().map(|word| word.text.to_owned()).collect(),
        blocks: figures.blocks,
        indicators: figures.indicators,
        responses: figures.responses,
        declared,
        declared_category,
        evidence: evidence.into_iter().map(|listed| listed.evidence).collect(),
        warnings: Vec::new(),
    })
}

fn edition_fits(reader: &TableReader<'_>, edition: &Edition) -> bool {
    let Some(word) = reader.text("edition") else { return true };
    if *edition.id() == *word.text {
        return true;
    }
    reader.sink().advise(
        Code::EditionMismatch,
        word.span,
        Text::new(
            format!("berkas ini untuk edisi `{}`, bukan `{}`", word.text, edition.id()),
            format!("this file is for edition `{}`, not `{}`", word.text, edition.id()),
        ),
        Text::new(
            "nilai maksimum berubah antaredisi; hitung berkas ini dengan edisinya sendiri",
            "maxima change between editions; score this file with its own",
        ),
    );
    false
}

fn place(reader: &TableReader<'_>, regions: Option<&Regions>) -> Option<Place> {
    let name = reader.optional_text("region_name");
    let code = region_code(reader, regions, name)?;
    let Some(regions) = regions else {
        return code_without_list(reader, code).map(|code| Place {
            code,
            name: name.map(|name| name.text.to_owned()),
            province: None,
        });
    };
    let Some(region) = regions.get(code.text) else {
        unknown_region(reader, regions, code, name);
        return None;
    };
    if let Some(name) = name
        && !region.is_called(name.text)
    {
        let message = Text::new(
            format!("{} adalah {}, bukan {}", region.code, region.name, name.text),
            format!("{} is {}, not {}", region.code, region.name, name.text),
        );
        if region.is_nearly(name.text) {
            reader.sink().advise(
                Code::RegionMismatch,
                name.span,
                message,
                Text::new(
                    format!("mungkin hanya salah eja; tulis `{}`", region.name),
                    format!("probably a spelling; write `{}`", region.name),
                ),
            );
            return None;
        }
        match regions.named(name.text).first().copied().or_else(|| regions.nearest(name.text)) {
            Some(meant) => reader.sink().advise(
                Code::RegionMismatch,
                code.span,
                message,
                Text::new(
                    format!("kode {} adalah `{}`", meant.name, meant.code),
                    format!("the code of {} is `{}`", meant.name, meant.code),
                ),
            ),
            None => reader.sink().report(Code::RegionMismatch, code.span, message),
        }
        return None;
    }
    let province = regions.province_of(region).map(|province| province.name.as_str());
    Some(Place::new(region, province))
}

/// The code as text. Excel and TOML both take `16.10` for the number 16.1; whoever wrote it is told
/// which region that would be.
fn region_code<'t>(
    reader: &TableReader<'t>,
    regions: Option<&Regions>,
    name: Option<Word<'_>>,
) -> Option<Word<'t>> {
    let node = reader.required("region")?;
    let (Value::Fraction(number), Some(regions)) = (&node.value, regions) else {
        return reader.text("region");
    };
    let meant = meant_by(regions, number, name);
    let written: Vec<String> =
        meant.iter().map(|region| format!("`\"{}\"` ({})", region.code, region.name)).collect();
    let message = Text::new(
        format!(
            "kode wilayah `{number}` ditulis sebagai bilangan, sehingga nol di ujungnya hilang"
        ),
        format!("the region code `{number}` is written as a number, which loses a final zero"),
    );
    let help = if written.is_empty() {
        Text::new(
            "tulis kodenya dalam tanda kutip, misalnya `\"62.71\"`",
            "write the code in quotes, such as `\"62.71\"`",
        )
    } else {
        Text::new(
            format!("tulis {}", written.join(" / ")),
            format!("write {}", written.join(" / ")),
        )
    };
    reader.sink().advise(Code::WrongType, &node.span, message, help);
    None
}

/// The regions that an unknown code may mean: by the name beside it, by a final zero that was lost, by
/// a slip in either.
fn meant_by<'r>(regions: &'r Regions, code: &str, name: Option<Word<'_>>) -> Vec<&'r Region> {
    let called = name.map_or(code, |name| name.text);
    let named = regions.named(called);
    if !named.is_empty() {
        return named;
    }
    let whole = || regions.get(code);
    let with_zero = || regions.get(&format!("{code}0"));
    let by_code = || {
        let province = code.get(..3);
        let codes = regions.regions().iter().map(|region| region.code.as_str());
        let codes = codes.filter(|code| code.get(..3) == province);
        crate::wording::nearest(code, codes).and_then(|code| regions.get(code))
    };
    let found = regions.nearest(called).or_else(whole).or_else(with_zero).or_else(by_code);
    found.into_iter().collect()
}

fn code_without_list(reader: &TableReader<'_>, code: Word<'_>) -> Option<String> {
    if is_code(code.text, &[2, 2]) {
        return Some(code.text.to_owned());
    }
    reader.sink().report(
        Code::UnknownRegion,
        code.span,
        Text::new(
            format!("`{}` bukan kode wilayah seperti `62.71`", code.text),
            format!("`{}` is not a region code such as `62.71`", code.text),
        ),
    );
    None
}

fn unknown_region(
    reader: &TableReader<'_>,
    regions: &Regions,
    code: Word<'_>,
    name: Option<Word<'_>>,
) {
    let meant = meant_by(regions, code.text, name);
    let near: Vec<String> =
        meant.iter().map(|region| format!("{} = `{}`", region.name, region.code)).collect();
    let message = Text::new(
        format!("kode wilayah `{}` tidak dikenal", code.text),
        format!("the region code `{}` is not known", code.text),
    );
    if near.is_empty() {
        reader.sink().report(Code::UnknownRegion, code.span, message);
    } else {
        reader.sink().advise(
            Code::UnknownRegion,
            code.span,
            message,
            Text::new(
                format!("mungkin maksudnya {}", near.join(", ")),
                format!("did you mean {}?", near.join(", ")),
            ),
        );
    }
}

fn year(reader: &TableReader<'_>, edition: &Edition, fits: bool) -> Option<u16> {
    let year = written_year(reader)?;
    let years = edition.years();
    if fits
        && !years.contains(&year)
        && let Some(node) = reader.optional("year")
    {
        let (first, last) = (years.start(), years.end());
        reader.sink().report(
            Code::YearOutsideEdition,
            &node.span,
            Text::new(
                format!("edisi {} berlaku untuk {first}–{last}, bukan {year}", edition.id()),
                format!("edition {} is meant for {first}–{last}, not for {year}", edition.id()),
            ),
        );
    }
    Some(year)
}

fn written_year(reader: &TableReader<'_>) -> Option<u16> {
    u16::try_from(reader.whole("year", 1990, 2999)?).ok()
}

fn stage<'e>(reader: &TableReader<'_>, edition: &'e Edition) -> Option<&'e Stage> {
    let word = reader.text("stage")?;
    let found = edition.stage(word.text);
    if found.is_none() {
        let known = edition.stages().iter().map(|stage| stage.id.as_str());
        let message = Text::new(
            format!("tahap `{}` tidak ada dalam edisi {}", word.text, edition.id()),
            format!("edition {} has no stage `{}`", edition.id(), word.text),
        );
        suggest(Code::UnknownStage, word.span, message, word.text, known, reader.sink());
    }
    found
}

/// Points and responses by the position of their node in the edition.
struct Figures {
    blocks: Vec<Option<Points>>,
    indicators: Vec<Option<Points>>,
    responses: Responses,
}

impl Figures {
    fn none(edition: &Edition) -> Figures {
        let measured =
            edition.indicators().filter(|indicator| indicator.measure().is_some()).count();
        let leaves = edition.questions().count().max(measured);
        Figures {
            blocks: vec![None; edition.blocks().len()],
            indicators: vec![None; edition.indicators().count()],
            responses: Responses::none(leaves),
        }
    }

    fn blocks(&mut self, reader: &TableReader<'_>, edition: &Edition) {
        let Some(table) = reader.optional_table("blocks") else { return };
        for entry in table.entries() {
            let Some(block) = edition.block(&entry.key) else {
                let known = edition.blocks().iter().map(|block| block.id.as_str());
                unknown(Code::UnknownBlock, entry, edition, known, reader.sink());
                continue;
            };
            let name = Name::Block(block);
            self.blocks[block.position] =
                response::points_within(edition, &name, block.maximum, &entry.node, reader.sink());
        }
    }

    fn indicators(&mut self, reader: &TableReader<'_>, edition: &Edition) {
        let Some(table) = reader.optional_table("indicators") else { return };
        for entry in table.entries() {
            let Some(indicator) = edition.indicator(&entry.key) else {
                unknown_indicator(entry, edition, reader.sink());
                continue;
            };
            let name = Name::Indicator(&indicator.id);
            match &indicator.content {
                Content::Measured(measure) => {
                    let leaf =
                        Leaf { edition, name, maximum: indicator.maximum, shape: &measure.shape };
                    if let Some(response) = response::read(&leaf, entry, reader.sink()) {
                        self.responses.set(indicator.position, response);
                    }
                }
                Content::Questions { .. } => {
                    self.indicators[indicator.position] = response::points_within(
                        edition,
                        &name,
                        indicator.maximum,
                        &entry.node,
                        reader.sink(),
                    );
                }
            }
        }
    }

    fn questions(&mut self, reader: &TableReader<'_>, edition: &Edition) {
        let Some(table) = reader.optional_table("answers") else { return };
        for entry in table.entries() {
            let Some(indicator) = edition.indicator(&entry.key) else {
                unknown_indicator(entry, edition, reader.sink());
                continue;
            };
            if let Some(answers) = TableReader::of(&entry.node, reader.sink()) {
                for entry in answers.entries() {
                    self.question(entry, edition, indicator, reader.sink());
                }
            }
        }
    }

    fn question(&mut self, entry: &Entry, edition: &Edition, indicator: &Indicator, sink: &Sink) {
        let questions = indicator.questions();
        let Some(question) = edition.question_of(indicator, &entry.key) else {
            if let Some(overlay) = edition.overlay()
                && overlay
                    .removed
                    .iter()
                    .any(|id| *id == *format!("{}.{}", indicator.id, entry.key))
            {
                sink.advise(
                    Code::RemovedQuestion,
                    &entry.key_span,
                    Text::new(
                        format!(
                            "butir {}.{} dihapus oleh berkas tambahan `{}`",
                            indicator.id, entry.key, overlay.id
                        ),
                        format!(
                            "question {}.{} is taken out by the overlay `{}`",
                            indicator.id, entry.key, overlay.id
                        ),
                    ),
                    Text::new(
                        "hapus jawabannya, atau hitung tanpa berkas tambahan itu",
                        "remove the answer, or score without that overlay",
                    ),
                );
                return;
            }
            let known = questions.iter().map(|question| question.id.number());
            let message = Text::new(
                format!("indikator {} tidak memiliki butir `{}`", indicator.id, entry.key),
                format!("indicator {} has no question `{}`", indicator.id, entry.key),
            );
            suggest(Code::UnknownQuestion, &entry.key_span, message, &entry.key, known, sink);
            return;
        };
        let leaf = Leaf {
            edition,
            name: Name::Question(&question.id),
            maximum: question.maximum,
            shape: &question.measure.shape,
        };
        if let Some(response) = response::read(&leaf, entry, sink) {
            self.responses.set(question.position, response);
        }
    }
}

fn unknown_indicator(entry: &Entry, edition: &Edition, sink: &Sink) {
    let known = edition.indicators().map(|indicator| indicator.id.as_str());
    unknown(Code::UnknownIndicator, entry, edition, known, sink);
}

fn unknown<'k>(
    code: Code,
    entry: &Entry,
    edition: &Edition,
    known: impl IntoIterator<Item = &'k str>,
    sink: &Sink,
) {
    let message = Text::new(
        format!("`{}` tidak ada dalam edisi {}", entry.key, edition.id()),
        format!("`{}` is not in edition {}", entry.key, edition.id()),
    );
    suggest(code, &entry.key_span, message, &entry.key, known, sink);
}
