//! The regions that are assessed: 416 kabupaten and 98 kota in 38 provinces, by Kemendagri code.

use std::sync::Arc;

use crate::code::Code;
use crate::diagnostic::{Rejected, Sink, Source, settle};
use crate::document::{self, TableReader};
use crate::wording::{self, Text, fold};

/// A list of provinces and regions.
#[derive(Debug)]
pub struct Regions {
    provinces: Vec<Province>,
    regions: Vec<Region>,
}

/// A province.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Province {
    /// Two digits, such as `62`. The Papua provinces have 91 to 96.
    pub code: String,
    /// The official name.
    pub name: String,
    /// Other names in use, such as `Kalteng`.
    pub aliases: Vec<String>,
}

/// A kabupaten or a kota.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Region {
    /// Four digits with a dot, such as `62.71`. Always text: as a number `16.10` would become 16.1.
    pub code: String,
    /// The official name, beginning with Kabupaten or Kota.
    pub name: String,
    /// Other spellings in use, without Kabupaten or Kota.
    pub aliases: Vec<String>,
}

/// What a region is, by its code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// 01 to 69.
    Kabupaten,
    /// 71 to 99.
    Kota,
}

impl Region {
    /// Kabupaten or kota, by the code and never by the name.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.code.as_bytes().get(3) {
            Some(b'7'..=b'9') => Kind::Kota,
            _ => Kind::Kabupaten,
        }
    }

    /// Whether this is one of the ways the region's name is written, with or without
    /// `Kabupaten`, `Kab.` or `Kota`; case, spaces and hyphens do not matter.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let region = kla::Regions::bundled().get("62.71").unwrap();
    /// assert!(region.is_called("Kota Palangka Raya") && region.is_called("PALANGKARAYA"));
    /// assert!(!region.is_called("Kabupaten Palangka Raya"));
    /// # }
    /// ```
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let (kind, bare) = split_kind(name);
        self.is_folded(kind, &fold(bare))
    }

    fn is_folded(&self, kind: Option<Kind>, bare: &str) -> bool {
        kind.is_none_or(|kind| kind == self.kind())
            && self.spellings().any(|spelling| fold(spelling) == bare)
    }

    /// Whether this may be a slip in writing the region's name.
    pub(crate) fn is_nearly(&self, name: &str) -> bool {
        let (kind, bare) = split_kind(name);
        kind.is_none_or(|kind| kind == self.kind())
            && wording::nearest(bare, self.spellings()).is_some()
    }

    /// The official name and the aliases, without Kabupaten or Kota.
    fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(split_kind(&self.name).1).chain(self.aliases.iter().map(String::as_str))
    }
}

impl Regions {
    /// Reads a region list.
    ///
    /// # Errors
    ///
    /// Every problem of the list.
    pub fn parse(source: Source) -> Result<Regions, Rejected> {
        let source = Arc::new(source);
        let sink = Sink::new(&source);
        let table = document::parse(&source, &sink);
        let reader = TableReader::new(&table, &(0..0), &sink);
        let regions = reader.format().then(|| {
            let regions = read(&reader);
            reader.finish();
            regions
        });
        settle(sink.into_findings(), regions).map(|(regions, _)| regions)
    }

    /// The list that comes with the library.
    #[cfg(feature = "bundled")]
    #[must_use]
    pub fn bundled() -> &'static Regions {
        static READ: std::sync::OnceLock<Regions> = std::sync::OnceLock::new();
        READ.get_or_init(Regions::from_table)
    }

    /// A test holds the table against the text, read with every check.
    #[cfg(feature = "bundled")]
    fn from_table() -> Regions {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let provinces = kla_rules::PROVINCES.iter().map(|row| Province {
            code: row.code.to_owned(),
            name: row.name.to_owned(),
            aliases: owned(row.aliases),
        });
        let rows = kla_rules::PROVINCES.iter().flat_map(|province| province.regions);
        let regions = rows.map(|row| Region {
            code: row.code.to_owned(),
            name: row.name.to_owned(),
            aliases: owned(row.aliases),
        });
        Regions { provinces: provinces.collect(), regions: regions.collect() }
    }

    /// All provinces, by code.
    #[must_use]
    pub fn provinces(&self) -> &[Province] {
        &self.provinces
    }

    /// All regions, by code.
    #[must_use]
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// A region by its code, such as `62.71`.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.code == code)
    }

    /// The province of a region.
    #[must_use]
    pub fn province_of(&self, region: &Region) -> Option<&Province> {
        self.provinces.iter().find(|province| region.code.starts_with(&province.code))
    }

    /// Every region that a name may mean: `Bandung` is a kabupaten and a kota.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<&Region> {
        let (kind, bare) = split_kind(name);
        let bare = fold(bare);
        self.regions.iter().filter(|region| region.is_folded(kind, &bare)).collect()
    }

    /// The region whose name comes nearest, if one is near enough.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&Region> {
        let (kind, bare) = split_kind(name);
        let fits = |region: &&Region| kind.is_none_or(|kind| kind == region.kind());
        let spellings = self.regions.iter().filter(fits).flat_map(Region::spellings);
        let near = wording::nearest(bare, spellings)?;
        self.regions
            .iter()
            .filter(fits)
            .find(|region| region.spellings().any(|spelling| spelling == near))
    }
}

fn read(reader: &TableReader<'_>) -> Regions {
    reader.text("source");
    let mut list = Regions { provinces: Vec::new(), regions: Vec::new() };
    for province in reader.optional_tables("province") {
        let (code, name) = (province.text("code"), province.text("name"));
        let code = code.filter(|code| {
            let sound = is_code(code.text, &[2])
                && list.provinces.iter().all(|known| known.code != code.text);
            if !sound {
                province.sink().report(
                    Code::BadId,
                    code.span,
                    Text::new(
                        format!("`{}` bukan kode provinsi yang baru", code.text),
                        format!("`{}` is not a new province code", code.text),
                    ),
                );
            }
            sound
        });
        for table in province.optional_tables("regions") {
            let region = region(&table, code.map_or("", |code| code.text), &list);
            list.regions.extend(region);
            table.finish();
        }
        let aliases = province.optional_texts("aliases");
        if let (Some(code), Some(name)) = (code, name) {
            list.provinces.push(Province {
                code: code.text.to_owned(),
                name: name.text.to_owned(),
                aliases: aliases.iter().map(|word| word.text.to_owned()).collect(),
            });
        }
        province.finish();
    }
    list
}

fn region(table: &TableReader<'_>, province: &str, list: &Regions) -> Option<Region> {
    let (code, name) = (table.text("code")?, table.text("name")?);
    let aliases = table.optional_texts("aliases");
    let fits = is_code(code.text, &[2, 2]) && code.text.starts_with(province);
    if !fits || list.get(code.text).is_some() {
        table.sink().report(
            Code::BadId,
            code.span,
            Text::new(
                format!("`{}` bukan kode wilayah baru di provinsi {province}", code.text),
                format!("`{}` is not a new region code of province {province}", code.text),
            ),
        );
        return None;
    }
    Some(Region {
        code: code.text.to_owned(),
        name: name.text.to_owned(),
        aliases: aliases.iter().map(|word| word.text.to_owned()).collect(),
    })
}

/// Whether a text is groups of so many digits with dots between them.
pub(crate) fn is_code(text: &str, groups: &[usize]) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == groups.len()
        && parts.iter().zip(groups).all(|(part, length)| {
            part.len() == *length && part.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// `Kabupaten`, `Kab.` or `Kota` in front of a name, and the rest.
fn split_kind(name: &str) -> (Option<Kind>, &str) {
    let name = name.trim();
    for (word, kind) in [
        ("kabupaten", Kind::Kabupaten),
        ("kab.", Kind::Kabupaten),
        ("kab", Kind::Kabupaten),
        ("kota", Kind::Kota),
    ] {
        if let Some(start) = name.get(..word.len())
            && start.eq_ignore_ascii_case(word)
            && let Some(rest) = name.get(word.len()..)
            && (rest.starts_with(' ') || word.ends_with('.'))
        {
            return (Some(kind), rest.trim_start());
        }
    }
    (None, name)
}
