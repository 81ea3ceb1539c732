//! The rules of a bundle: which texts they are, and whether they are the ones that ship.

use kla::{AnswersFile, Edition, Rejected, Source};
use kla_rules::EDITIONS;

use crate::file::{File, OVERLAY, RULES};

/// The rules by which answers are to be packed.
#[derive(Clone, Debug)]
pub enum RuleTexts {
    /// The edition that the answers name, as it ships with the program.
    Shipped,
    /// A whole edition of the user's own: the files of its folder.
    Edition(Vec<File>),
    /// A shipped edition as the user's overlay refines it.
    Overlay(File),
}

/// Where the edition of a bundle comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Origin {
    /// It ships with the program.
    Shipped,
    /// Somebody put it in the place of the shipped edition of the same id.
    Replaced,
    /// It is an edition of somebody's own.
    Own,
}

impl Origin {
    const ALL: [Origin; 3] = [Origin::Shipped, Origin::Replaced, Origin::Own];

    /// The word in receipts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Origin::Shipped => "shipped",
            Origin::Replaced => "replaced",
            Origin::Own => "own",
        }
    }

    pub(crate) fn named(word: &str) -> Option<Origin> {
        Origin::ALL.into_iter().find(|origin| origin.word() == word)
    }
}

/// How an edition's text stands to the editions that ship with this very program.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Standing {
    /// It is one of them.
    Same,
    /// One of them has its id and revision, but says something else.
    Changed,
    /// One of them has its id, at another revision.
    OtherRevision(u32),
    /// None has its id.
    Unknown,
}

/// Rules that can be used, with the texts they were read from.
pub(crate) struct Law {
    pub(crate) edition: Edition,
    pub(crate) origin: Origin,
    pub(crate) standing: Standing,
    /// The texts of the edition and of the overlay, as entries of a bundle.
    pub(crate) files: Vec<File>,
}

impl Law {
    /// The rules for answers to an edition.
    pub(crate) fn of(answers: &AnswersFile, texts: &RuleTexts) -> Result<Option<Law>, Rejected> {
        let id = answers.edition_id();
        match texts {
            RuleTexts::Overlay(overlay) => {
                let parsed = AnswersFile::parse(text(overlay)?);
                let refines = parsed.word("refines").map(str::to_owned);
                let Some(base) = refines.as_deref().and_then(shipped) else {
                    return Err(parsed.without_base(&editions()));
                };
                // An overlay for another edition does not touch these answers.
                if refines.as_deref() == id {
                    return Law::read(&base, Some(overlay), None).map(Some);
                }
            }
            RuleTexts::Edition(files) => {
                let law = Law::read(files, None, None)?;
                if id.is_some_and(|id| *law.edition.id() == *id) {
                    return Ok(Some(law));
                }
            }
            RuleTexts::Shipped => {}
        }
        id.and_then(shipped).map(|files| Law::read(&files, None, None)).transpose()
    }

    /// Rules from the texts of an edition and of an overlay. Where this program cannot tell whether the
    /// edition shipped with another version, a receipt's word counts.
    pub(crate) fn read(
        base: &[File],
        overlay: Option<&File>,
        stated: Option<Origin>,
    ) -> Result<Law, Rejected> {
        let mut sources = Vec::new();
        for file in base {
            sources.push(text(file)?);
        }
        let mut edition = Edition::parse(sources)?;
        let standing = Standing::of(&edition);
        let origin = match (standing, stated) {
            (Standing::Same, _) => Origin::Shipped,
            (Standing::Changed, _) => Origin::Replaced,
            (Standing::OtherRevision(_), Some(Origin::Shipped))
            | (Standing::Unknown, Some(Origin::Shipped)) => Origin::Shipped,
            (Standing::OtherRevision(_), _) => Origin::Replaced,
            (Standing::Unknown, _) => Origin::Own,
        };
        let mut files: Vec<File> =
            base.iter().map(|file| file.renamed(format!("{RULES}{}", file.base_name()))).collect();
        files.sort_by(|one, other| one.name.cmp(&other.name));
        if let Some(overlay) = overlay {
            edition = edition.refined(text(overlay)?)?;
            files.push(overlay.renamed(OVERLAY));
        } else if origin == Origin::Replaced {
            // The same name on every machine, not the path of somebody's folder.
            edition = edition.in_place_of_bundled(RULES.trim_end_matches('/'));
        }
        Ok(Law { edition, origin, standing, files })
    }
}

impl Standing {
    fn of(edition: &Edition) -> Standing {
        match Edition::bundled(edition.id().as_str()) {
            Some(shipped) if shipped.digest() == edition.digest() => Standing::Same,
            Some(shipped) if shipped.revision() == edition.revision() => Standing::Changed,
            Some(shipped) => Standing::OtherRevision(shipped.revision()),
            None => Standing::Unknown,
        }
    }
}

/// Every edition that ships.
pub(crate) fn editions() -> Vec<&'static Edition> {
    Edition::bundled_ids().into_iter().filter_map(Edition::bundled).collect()
}

/// The texts of an edition that ships.
pub(crate) fn shipped(id: &str) -> Option<Vec<File>> {
    let folder = EDITIONS.iter().find(|folder| folder.id == id)?;
    Some(folder.files.iter().map(|(name, text)| File::new(*name, *text)).collect())
}

/// A file as text.
pub(crate) fn text(file: &File) -> Result<Source, Rejected> {
    Source::from_bytes(file.name.as_str(), file.bytes.clone())
}
