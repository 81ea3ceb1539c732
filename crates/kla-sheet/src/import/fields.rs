//! What a form is for: edition, region, year, stage, from the hidden sheet and from the lines above the
//! table.

use std::collections::BTreeMap;

use kla::{Edition, Region, Regions, Text, wording};

use super::Known;
use super::draft::{Draft, Origin, Pair, Section, quoted};
use super::tables::Found;
use crate::choice::clean;
use crate::finding::{CellPlace, Finding, SheetCode};
use crate::grid::{Cell, Grid, Value};
use crate::layout::{FORMAT, Field, TableKind, fold};

/// A field with the cell that it was read from.
#[derive(Clone, Debug)]
struct Said {
    cell: Cell,
    place: CellPlace,
}

impl Said {
    fn text(&self) -> String {
        match &self.cell.value {
            Value::Text(text) => clean(text),
            Value::Number(number) => number.clone(),
            _ => self.cell.shown(),
        }
    }

    fn origin(&self) -> Origin {
        Origin { place: self.place.clone(), read: self.cell.shown() }
    }
}

/// The fields of the hidden sheet, and those above the table, which people see.
#[derive(Debug, Default)]
pub(super) struct Head {
    hidden: BTreeMap<Field, Said>,
    seen: BTreeMap<Field, Said>,
}

impl Head {
    /// A field as text, wherever it stands.
    pub(super) fn text(&self, field: Field) -> Option<String> {
        self.hidden.get(&field).or_else(|| self.seen.get(&field)).map(Said::text)
    }

    /// What counts: what people see and fill in, else what is hidden.
    fn said(&self, field: Field) -> Option<&Said> {
        self.seen.get(&field).or_else(|| self.hidden.get(&field))
    }
}

pub(super) fn read(grids: &[Grid], found: &[Found]) -> Head {
    let mut head = Head::default();
    for (at, grid) in grids.iter().enumerate() {
        if is_meta(grid) {
            for (row, cells) in &grid.rows {
                let Some(Value::Text(key)) = cells.get(&0).map(|cell| &cell.value) else {
                    continue;
                };
                let field = Field::ALL.into_iter().find(|field| field.key() == clean(key));
                if let (Some(field), Some(cell)) =
                    (field, cells.get(&1).filter(|cell| !is_blank(cell)))
                {
                    let place = grid.place(*row, 1);
                    head.hidden.entry(field).or_insert(Said { cell: cell.clone(), place });
                }
            }
            continue;
        }
        let table = found.iter().find(|table| {
            table.grid == at && matches!(table.kind, TableKind::Answers | TableKind::Recap)
        });
        if let Some(table) = table {
            above(grid, table.header, &mut head);
        }
    }
    head
}

fn is_meta(grid: &Grid) -> bool {
    let keys: Vec<&str> = grid
        .rows
        .values()
        .filter_map(|cells| match &cells.get(&0)?.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    ["edition", "digest", "format"].iter().all(|key| keys.contains(key))
}

fn is_blank(cell: &Cell) -> bool {
    matches!(&cell.value, Value::Text(text) if clean(text).is_empty())
}

/// How many columns a value may stand to the right of its label: columns may have been inserted, but what
/// stands far away belongs to something else.
const NEAR: u32 = 3;

/// Labels above the table, each with the next cell to its right that holds something.
fn above(grid: &Grid, header: u32, head: &mut Head) {
    for (row, cells) in grid.rows.range(..header) {
        let mut label: Option<(Field, u32)> = None;
        for (column, cell) in cells {
            if is_blank(cell) {
                continue;
            }
            let named = match &cell.value {
                Value::Text(text) => labelled(text),
                _ => None,
            };
            if let Some(field) = named {
                label = Some((field, *column));
            } else if let Some((field, at)) = label.take()
                && column - at <= NEAR
            {
                let place = grid.place(*row, *column);
                put(head, field, cell, place);
            }
        }
    }
}

fn labelled(text: &str) -> Option<Field> {
    let wanted = fold(text.trim_end_matches(':'));
    let is = |field: &Field| {
        field.label().is_some_and(|label| fold(label) == wanted) || fold(field.key()) == wanted
    };
    match wanted.as_str() {
        "wilayah" | "kabupatenkota" => Some(Field::RegionName),
        "tahun" => Some(Field::Year),
        _ => Field::ALL.iter().copied().find(is),
    }
}

/// A field that was seen; a region in one cell is taken apart into code and name.
fn put(head: &mut Head, field: Field, cell: &Cell, place: CellPlace) {
    let said = Said { cell: cell.clone(), place };
    if field == Field::RegionName
        && let Value::Text(text) = &cell.value
    {
        let text = clean(text);
        let (code, name) = text.split_once(' ').unwrap_or((text.as_str(), ""));
        let is_code = code.len() == 5
            && code
                .char_indices()
                .all(|(at, sign)| if at == 2 { sign == '.' } else { sign.is_ascii_digit() });
        if is_code {
            let part = |text: &str| Said {
                cell: Cell { value: Value::Text(text.to_owned()), ..cell.clone() },
                place: said.place.clone(),
            };
            head.seen.entry(Field::RegionCode).or_insert_with(|| part(code));
            if !name.is_empty() {
                head.seen.entry(Field::RegionName).or_insert_with(|| part(name));
            }
            return;
        }
    }
    head.seen.entry(field).or_insert(said);
}

/// Puts the head of the file into the draft and returns the edition; `None` where no edition is certain,
/// without which no row can be read.
pub(super) fn settle<'e>(
    head: &Head,
    editions: &[&'e Edition],
    known: Known<'_>,
    draft: &mut Draft,
    findings: &mut Vec<Finding>,
) -> Option<&'e Edition> {
    if let Some(format) = head.hidden.get(&Field::Format)
        && format.text() != FORMAT
    {
        findings.push(
            about(
                SheetCode::UnknownForm,
                format,
                Text::new(
                    format!("program ini membaca lembar kerja bentuk {FORMAT}"),
                    format!("this program reads forms of shape {FORMAT}"),
                ),
            )
            .help(Text::new("pakai program yang lebih baru", "use a newer program")),
        );
        return None;
    }
    let edition = edition(head, editions, known, findings)?;
    single(draft, "edition", quoted(edition.id().as_str()), head.said(Field::Edition));
    if let Some(digest) = head.hidden.get(&Field::Digest).or_else(|| head.seen.get(&Field::Digest))
        && digest.text() != edition.digest()
    {
        findings.push(
            Finding::new(
                SheetCode::OtherRules,
                Text::new(
                    format!("lembar kerja dibuat dengan naskah edisi {} yang lain; maksimum dan pilihan diperiksa terhadap naskah yang sekarang", edition.id()),
                    format!("the form was made by another text of edition {}; maxima and choices are checked against the one in use", edition.id()),
                ),
            )
            .at(digest.place.clone())
            .help(Text::new(
                "buat lembar kerja baru dengan `kla form`, atau pakai aturan yang sama dengan --rules",
                "make a new form with `kla form`, or use the same rules with --rules",
            )),
        );
    }
    region(head, known, draft, findings);
    year(head, known, draft, findings);
    stage(head, edition, known, draft, findings);
    Some(edition)
}

fn about(code: SheetCode, said: &Said, message: Text) -> Finding {
    Finding::new(code, message).at(said.place.clone()).reading(&said.cell.shown())
}

fn single(draft: &mut Draft, key: &str, value: String, said: Option<&Said>) {
    let origin = said.map(Said::origin);
    let mut pair = Pair {
        key: key.to_owned(),
        value: vec![super::draft::Piece { text: value, origin: None }],
        decides: false,
        dropped: false,
    };
    if let Some(piece) = pair.value.first_mut() {
        piece.origin = origin;
    }
    draft.single(Section::Head, pair);
}

fn edition<'e>(
    head: &Head,
    editions: &[&'e Edition],
    known: Known<'_>,
    findings: &mut Vec<Finding>,
) -> Option<&'e Edition> {
    let ids: Vec<&str> = editions.iter().map(|edition| edition.id().as_str()).collect();
    let choose = || {
        Text::new(
            format!(
                "sebutkan dengan --edition; yang tersedia {}",
                wording::list(kla::Lang::Id, &ids)
            ),
            format!("name it with --edition; available are {}", wording::list(kla::Lang::En, &ids)),
        )
    };
    let said = head.hidden.get(&Field::Edition).or_else(|| head.seen.get(&Field::Edition));
    let Some(said) = said else {
        let Some(wanted) = known.edition else {
            let message = Text::new(
                "lembar ini tidak menyebut edisinya",
                "the sheet does not name its edition",
            );
            findings.push(Finding::new(SheetCode::EditionNotNamed, message).help(choose()));
            return None;
        };
        return editions.iter().copied().find(|edition| *edition.id() == *wanted);
    };
    let id = said.text();
    if let Some(wanted) = known.edition.filter(|wanted| *wanted != id) {
        findings.push(about(
            SheetCode::EditionNotNamed,
            said,
            Text::new(
                format!("lembar ini untuk edisi `{id}`, bukan `{wanted}`"),
                format!("the sheet is for edition `{id}`, not `{wanted}`"),
            ),
        ));
        return None;
    }
    let found = editions.iter().copied().find(|edition| *edition.id() == *id);
    if found.is_none() {
        let message =
            Text::new(format!("edisi `{id}` tidak ada"), format!("there is no edition `{id}`"));
        findings.push(about(SheetCode::EditionNotNamed, said, message).help(choose()));
    }
    found
}

/// The region that a code and a name mean together.
fn region(head: &Head, known: Known<'_>, draft: &mut Draft, findings: &mut Vec<Finding>) {
    let name = head.said(Field::RegionName);
    let code = head.said(Field::RegionCode);
    differ(head, Field::RegionCode, findings);
    differ(head, Field::RegionName, findings);
    let Some(code) = code else {
        match known.region {
            Some(code) => single(draft, "region", quoted(code), None),
            None => missing(
                name.map(|said| &said.place),
                Text::new("kode wilayah belum diisi", "the region code has not been filled in"),
                Text::new(
                    "isi kodenya sebagai teks, misalnya 16.10, atau sebutkan dengan --region",
                    "fill it in as text, such as 16.10, or name it with --region",
                ),
                findings,
            ),
        }
        if let Some(name) = name {
            single(draft, "region_name", quoted(&name.text()), Some(name));
        }
        return;
    };
    let text = match &code.cell.value {
        Value::Text(text) if broken_number(text).is_none() => Some(clean(text)),
        _ => by_name(code, name, findings).map(|region| region.code.clone()),
    };
    let Some(text) = text else { return };
    if let Some(wanted) = known.region.filter(|wanted| *wanted != text) {
        findings.push(about(
            SheetCode::FieldsDiffer,
            code,
            Text::new(
                format!("lembar ini untuk wilayah `{text}`, bukan `{wanted}`"),
                format!("the sheet is for the region `{text}`, not `{wanted}`"),
            ),
        ));
    }
    single(draft, "region", quoted(&text), Some(code));
    if let Some(name) = name {
        single(draft, "region_name", quoted(&name.text()), Some(name));
    }
}

/// A code that a program saved as a number in a CSV table: `16,1`.
fn broken_number(text: &str) -> Option<String> {
    let text = clean(text).replace(',', ".");
    let (whole, rest) = text.split_once('.').unwrap_or((text.as_str(), ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let broken = (1..=2).contains(&whole.len()) && rest.len() < 2 && digits(whole) && digits(rest);
    broken.then(|| text.clone())
}

/// The region whose code became a number: known by its name, and only if the digits fit. The number
/// alone is never completed: 16.1 can be 16.10, or a damaged 16.01.
fn by_name<'r>(
    code: &Said,
    name: Option<&Said>,
    findings: &mut Vec<Finding>,
) -> Option<&'r Region> {
    let regions: &'static Regions = Regions::bundled();
    let called = name.map(Said::text).unwrap_or_default();
    let number = match &code.cell.value {
        Value::Number(number) => number.clone(),
        Value::Text(text) => broken_number(text).unwrap_or_default(),
        _ => String::new(),
    };
    let fits = |region: &&Region| {
        let digits = region.code.trim_end_matches('0').trim_end_matches('.');
        number.is_empty() || digits.trim_start_matches('0') == number.as_str()
    };
    let named = regions.named(&called);
    let fitting: Vec<&'static Region> = named.iter().copied().filter(fits).collect();
    if let [region] = *fitting {
        findings.push(
            about(
                SheetCode::RegionNumber,
                code,
                Text::new(
                    format!("kode wilayah telah menjadi bilangan; wilayah dikenali dari namanya: {}, kode `{}`", region.name, region.code),
                    format!("the region code has become a number; the region was recognised by its name: {}, code `{}`", region.name, region.code),
                ),
            )
            .help(Text::new(
                format!("ubah format sel menjadi Teks, lalu ketik {}", region.code),
                format!("change the format of the cell to Text and type {}", region.code),
            )),
        );
        return Some(region);
    }
    let near: Vec<String> =
        named.iter().map(|region| format!("{} = {}", region.name, region.code)).collect();
    let advice = if near.is_empty() {
        Text::new(
            "ubah format sel menjadi Teks, lalu ketik kodenya lengkap, misalnya 16.10; isi pula nama wilayahnya",
            "change the format of the cell to Text and type the whole code, such as 16.10; fill in the region's name as well",
        )
    } else {
        Text::new(
            format!("ubah format sel menjadi Teks, lalu ketik kodenya: {}", near.join(", ")),
            format!("change the format of the cell to Text and type the code: {}", near.join(", ")),
        )
    };
    findings.push(
        about(
            SheetCode::RegionUnclear,
            code,
            Text::new(
                "kode wilayah telah menjadi bilangan, dan nama wilayahnya tidak memastikannya",
                "the region code has become a number, and the region's name does not make it certain",
            ),
        )
        .help(advice),
    );
    None
}

fn year(head: &Head, known: Known<'_>, draft: &mut Draft, findings: &mut Vec<Finding>) {
    differ(head, Field::Year, findings);
    let Some(said) = head.said(Field::Year) else {
        match known.year {
            Some(year) => single(draft, "year", year.to_string(), None),
            None => missing(
                None,
                Text::new(
                    "tahun evaluasi belum diisi",
                    "the evaluation year has not been filled in",
                ),
                Text::new(
                    "isi tahunnya, atau sebutkan dengan --year",
                    "fill it in, or name it with --year",
                ),
                findings,
            ),
        }
        return;
    };
    let text = said.text();
    if let Some(wanted) = known.year.filter(|wanted| wanted.to_string() != text) {
        findings.push(about(
            SheetCode::FieldsDiffer,
            said,
            Text::new(
                format!("lembar ini untuk tahun {text}, bukan {wanted}"),
                format!("the sheet is for {text}, not for {wanted}"),
            ),
        ));
    }
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    single(draft, "year", if digits { text } else { quoted(&text) }, Some(said));
}

fn stage(
    head: &Head,
    edition: &Edition,
    known: Known<'_>,
    draft: &mut Draft,
    findings: &mut Vec<Finding>,
) {
    differ(head, Field::Stage, findings);
    let Some(said) = head.said(Field::Stage) else {
        match known.stage {
            Some(stage) => single(draft, "stage", quoted(stage), None),
            None => missing(
                None,
                Text::new(
                    "tahap evaluasi belum diisi",
                    "the stage of the evaluation has not been filled in",
                ),
                Text::new(
                    "isi tahapnya, atau sebutkan dengan --stage",
                    "fill it in, or name it with --stage",
                ),
                findings,
            ),
        }
        return;
    };
    let text = said.text();
    let same = |name: &str| fold(name) == fold(&text);
    let meant = edition.stages().iter().find(|stage| {
        same(stage.id.as_str())
            || same(stage.name.get(kla::Lang::Id))
            || same(stage.name.get(kla::Lang::En))
    });
    let id = meant.map_or(text, |stage| stage.id.to_string());
    if let Some(wanted) = known.stage.filter(|wanted| **wanted != id) {
        findings.push(about(
            SheetCode::FieldsDiffer,
            said,
            Text::new(
                format!("lembar ini untuk tahap `{id}`, bukan `{wanted}`"),
                format!("the sheet is for the stage `{id}`, not `{wanted}`"),
            ),
        ));
    }
    single(draft, "stage", quoted(&id), Some(said));
}

fn missing(place: Option<&CellPlace>, message: Text, help: Text, findings: &mut Vec<Finding>) {
    let mut finding = Finding::new(SheetCode::FieldMissing, message).help(help);
    finding.place = place.cloned();
    findings.push(finding);
}

/// Reports a field that people see otherwise than it is hidden: the form of another region, filled in
/// again. What they see is used. A code that became a number is judged by itself.
fn differ(head: &Head, field: Field, findings: &mut Vec<Finding>) {
    let (Some(seen), Some(hidden)) = (head.seen.get(&field), head.hidden.get(&field)) else {
        return;
    };
    let is_number = match &seen.cell.value {
        Value::Text(text) => broken_number(text).is_some(),
        _ => true,
    };
    if fold(&seen.text()) == fold(&hidden.text()) || (field == Field::RegionCode && is_number) {
        return;
    }
    let (hidden_text, label) = (hidden.text(), field.label().unwrap_or_default());
    findings.push(
        about(
            SheetCode::FieldsDiffer,
            seen,
            Text::new(
                format!("{label} di sini lain dari yang tercatat saat lembar ini dibuat, `{hidden_text}`; yang dipakai yang terlihat di sini"),
                format!("{label} differs from what the form was made for, `{hidden_text}`; what stands here is used"),
            ),
        )
        .help(Text::new(
            "kembalikan isinya, atau buat lembar kerja baru dengan `kla form`",
            "put it back, or make a new form with `kla form`",
        )),
    );
}
