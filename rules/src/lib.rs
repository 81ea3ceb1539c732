//! The law as data: the editions of the KLA instrument and the list of regions, as text.
//!
//! This crate holds texts and nothing else; the crate `kla` reads and checks them. What the texts
//! mean is written in `FORMAT.md` beside them.

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

/// The provinces and regions with their Kemendagri codes. Origin and licence: `NOTICE-regions.md`.
pub const REGIONS: &str = include_str!("../regions.toml");
