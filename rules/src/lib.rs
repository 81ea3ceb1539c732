//! The law as data: the editions of the KLA instrument, the list of regions, and the schemas of
//! the files, as text.
//!
//! This crate holds texts and nothing else; the crate `kla` reads and checks them. What the texts
//! mean is written in `FORMAT.md` beside them.

mod regions;

/// An edition's folder.
#[derive(Clone, Copy, Debug)]
pub struct EditionFolder {
    /// The edition's id, which is the folder's name.
    pub id: &'static str,
    /// Path inside the repository and text of each file.
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! edition {
    ($id:literal, $($file:literal),*) => {
        EditionFolder {
            id: $id,
            files: &[$((
                concat!("rules/editions/", $id, "/", $file, ".toml"),
                include_str!(concat!("../editions/", $id, "/", $file, ".toml")),
            )),*],
        }
    };
}

/// The editions that ship, oldest instrument first, then the frames derived from it.
pub const EDITIONS: &[EditionFolder] = &[
    edition!(
        "2022",
        "edition",
        "kelembagaan",
        "klaster-1",
        "klaster-2",
        "klaster-3",
        "klaster-4",
        "klaster-5",
        "kelana",
        "dekela"
    ),
    edition!(
        "2023",
        "edition",
        "kelembagaan",
        "klaster-1",
        "klaster-2",
        "klaster-3",
        "klaster-4",
        "klaster-5",
        "kelana-dekela"
    ),
    edition!(
        "profil-22",
        "edition",
        "klaster-1",
        "klaster-2",
        "klaster-3",
        "klaster-4",
        "klaster-5"
    ),
];

/// A mapping between two editions: which nodes of both ask for the same.
#[derive(Clone, Copy, Debug)]
pub struct MappingText {
    /// The earlier edition.
    pub from: &'static str,
    /// The later edition.
    pub to: &'static str,
    /// The path inside the repository.
    pub path: &'static str,
    /// The text.
    pub text: &'static str,
}

macro_rules! mapping {
    ($from:literal, $to:literal) => {
        MappingText {
            from: $from,
            to: $to,
            path: concat!("rules/mappings/", $from, "-", $to, ".toml"),
            text: include_str!(concat!("../mappings/", $from, "-", $to, ".toml")),
        }
    };
}

/// The mappings that ship.
pub const MAPPINGS: &[MappingText] = &[mapping!("2022", "2023"), mapping!("profil-22", "2023")];

/// A JSON Schema of one kind of file, with which an editor helps while the file is written.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// Its name: the file `schema/<name>.schema.json`.
    pub name: &'static str,
    /// The schema, as JSON.
    pub text: &'static str,
    /// What it describes, in Indonesian.
    pub about_id: &'static str,
    /// What it describes, in English.
    pub about_en: &'static str,
}

macro_rules! schema {
    ($name:literal, $about_id:literal, $about_en:literal) => {
        Schema {
            name: $name,
            text: include_str!(concat!("../schema/", $name, ".schema.json")),
            about_id: $about_id,
            about_en: $about_en,
        }
    };
}

/// The schemas: what is written, from the edition to the answers, then what comes out.
pub const SCHEMAS: &[Schema] = &[
    schema!("edition", "edisi: `edition.toml`", "an edition: `edition.toml`"),
    schema!("block", "satu blok dari sebuah edisi", "a block of an edition"),
    schema!("overlay", "berkas tambahan: `overlay.toml`", "an overlay: `overlay.toml`"),
    schema!(
        "mapping",
        "padanan antara dua edisi, untuk `kla compare`",
        "a mapping between two editions, for `kla compare`"
    ),
    schema!("answers", "berkas isian, TOML atau JSON", "an answers file, TOML or JSON"),
    schema!(
        "result",
        "hasil: keluaran `kla score --format json`",
        "a result: what `kla score --format json` writes"
    ),
    schema!(
        "door-request",
        "permintaan kepada `kla-door`, pintu bagi bahasa lain",
        "a request to `kla-door`, the door for other languages"
    ),
    schema!("door-response", "jawaban `kla-door`", "a response of `kla-door`"),
];

/// A province of the list.
#[derive(Clone, Copy, Debug)]
pub struct ProvinceRow {
    /// Two digits.
    pub code: &'static str,
    /// The official name.
    pub name: &'static str,
    /// Other names in use.
    pub aliases: &'static [&'static str],
    /// Its regions, by code.
    pub regions: &'static [RegionRow],
}

/// A region of the list.
#[derive(Clone, Copy, Debug)]
pub struct RegionRow {
    /// Four digits with a dot.
    pub code: &'static str,
    /// The official name.
    pub name: &'static str,
    /// Other spellings in use.
    pub aliases: &'static [&'static str],
}

/// The same list as [`REGIONS`], taken apart.
pub const PROVINCES: &[ProvinceRow] = regions::PROVINCES;

/// The provinces and regions with their Kemendagri codes. Origin and licence: `NOTICE-regions.md`.
pub const REGIONS: &str = include_str!("../regions.toml");
