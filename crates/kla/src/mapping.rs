//! Which nodes of two editions ask for the same: what a score of one year is compared by with one of
//! another.

mod read;

use std::sync::Arc;

use crate::answers::Address;
use crate::diagnostic::{Rejected, Sink, Source, settle};
use crate::document::{self, TableReader};
use crate::edition::{Citation, Edition, SourceEntry, file_digest};
use crate::id::EditionId;

/// Which nodes of an earlier edition ask for the same as which of a later one.
///
/// Read from a mapping file, or made from the ids of two texts of one edition. Whatever it does not
/// name is retired (only the earlier edition has it) or new (only the later one has it).
///
/// Invariant: each node stands in at most one pair of its side, and none stands inside another one of
/// its side.
#[derive(Clone, Debug)]
pub struct Mapping {
    file: Option<MappingFile>,
    from: EditionId,
    to: EditionId,
    pairs: Vec<MappedNodes>,
    sources: Vec<SourceEntry>,
}

/// The file that a mapping was read from.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct MappingFile {
    /// What messages call it.
    pub name: String,
    /// SHA-256 of its text.
    pub digest: String,
    /// Whether it is read from its later edition back to its earlier one.
    pub reversed: bool,
}

/// Nodes of the earlier edition that together ask for the same as nodes of the later one.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct MappedNodes {
    /// Those of the earlier edition; at least one.
    pub from: Vec<Address>,
    /// Those of the later edition; at least one.
    pub to: Vec<Address>,
    /// Who says so, and how surely; `None` where the ids themselves are the same.
    pub citation: Option<Citation>,
}

impl Mapping {
    /// Reads a mapping file for two editions. One that was written for the other direction is turned
    /// round.
    ///
    /// # Errors
    ///
    /// Every problem of the file, in its order.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// use kla::{Edition, Mapping, Source};
    /// let (old, new) = (Edition::bundled("2022").unwrap(), Edition::bundled("2023").unwrap());
    /// let text = r#"
    ///     format = 1
    ///     from = "2022"
    ///     to = "2023"
    ///     [[source]]
    ///     id = "juknis"
    ///     title = "Juknis"
    ///     [[map]]
    ///     from = ["kelana", "dekela"]
    ///     to = ["kelana-dekela"]
    ///     source = "juknis"
    ///     confidence = "official"
    /// "#;
    /// let mapping = Mapping::read(Source::new("padanan.toml", text), old, new).unwrap();
    /// assert_eq!(mapping.pairs()[0].from.len(), 2);
    /// let back = Mapping::read(Source::new("padanan.toml", text), new, old).unwrap();
    /// assert_eq!(back.pairs()[0].to.len(), 2);
    /// # }
    /// ```
    pub fn read(source: Source, from: &Edition, to: &Edition) -> Result<Mapping, Rejected> {
        let digest = file_digest(std::slice::from_ref(&source));
        let source = Arc::new(source);
        let sink = Sink::new(&source);
        let table = document::parse(&source, &sink);
        let reader = TableReader::new(&table, &(0..0), &sink);
        let read = reader.format().then(|| {
            let read = read::file(&reader, from, to);
            reader.finish();
            read
        });
        let (read, _) = settle(sink.into_findings(), read.flatten())?;
        let file = MappingFile { name: source.name().to_owned(), digest, reversed: read.reversed };
        let mapping = Mapping {
            file: Some(file),
            from: from.id().clone(),
            to: to.id().clone(),
            pairs: read.pairs,
            sources: read.sources,
        };
        Ok(mapping)
    }

    /// The mapping of one edition to itself, or to another text of it: every row, and every block that
    /// has no rows, to the one with the same id.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// assert_eq!(kla::Mapping::by_id(edition, edition).pairs().len(), 31);
    /// # }
    /// ```
    #[must_use]
    pub fn by_id(from: &Edition, to: &Edition) -> Mapping {
        let pair = |node: Address| MappedNodes {
            from: vec![node.clone()],
            to: vec![node],
            citation: None,
        };
        let mut pairs = Vec::new();
        for block in to.blocks() {
            let Some(before) = from.block(block.id.as_str()) else { continue };
            if block.indicators.is_empty() || before.indicators.is_empty() {
                pairs.push(pair(Address::Block(block.id.clone())));
                continue;
            }
            let kept = block.indicators.iter();
            let kept = kept.filter(|row| before.indicators.iter().any(|old| old.id == row.id));
            pairs.extend(kept.map(|row| pair(Address::Indicator(row.id.clone()))));
        }
        Mapping {
            file: None,
            from: from.id().clone(),
            to: to.id().clone(),
            pairs,
            sources: Vec::new(),
        }
    }

    /// The file that it was read from; `None` where the ids themselves are the same.
    #[must_use]
    pub fn file(&self) -> Option<&MappingFile> {
        self.file.as_ref()
    }

    /// The earlier edition.
    #[must_use]
    pub fn from(&self) -> &EditionId {
        &self.from
    }

    /// The later edition.
    #[must_use]
    pub fn to(&self) -> &EditionId {
        &self.to
    }

    /// What asks for the same, in the order of the file.
    #[must_use]
    pub fn pairs(&self) -> &[MappedNodes] {
        &self.pairs
    }

    /// The documents that pairs cite.
    #[must_use]
    pub fn sources(&self) -> &[SourceEntry] {
        &self.sources
    }
}

#[cfg(feature = "bundled")]
impl Mapping {
    /// The mapping between two editions that comes with the library, in either direction; by their ids
    /// where they are texts of one edition. `None` where nobody has written one.
    ///
    /// # Errors
    ///
    /// When one of the editions is not the bundled one but a refined one, and lacks what the file names.
    ///
    /// ```
    /// use kla::{Edition, Mapping};
    /// let edition = |id| Edition::bundled(id).unwrap();
    /// let mapping = Mapping::bundled(edition("2023"), edition("profil-22")).unwrap().unwrap();
    /// assert!(mapping.file().unwrap().reversed);
    /// assert!(Mapping::bundled(edition("2022"), edition("profil-22")).unwrap().is_none());
    /// ```
    pub fn bundled(from: &Edition, to: &Edition) -> Result<Option<Mapping>, Rejected> {
        if from.id() == to.id() {
            return Ok(Some(Mapping::by_id(from, to)));
        }
        let named = |one: &str, other: &str| *from.id() == *one && *to.id() == *other;
        let found = kla_rules::MAPPINGS
            .iter()
            .find(|known| named(known.from, known.to) || named(known.to, known.from));
        found.map(|found| Mapping::read(Source::new(found.path, found.text), from, to)).transpose()
    }
}
