//! The editions of a run: those that come with the library, and one of the user's own.

use crate::answers::{Answers, AnswersFile};
use crate::diagnostic::{Rejected, Source};
use crate::edition::Edition;
use crate::region::Regions;
use crate::wording::{Lang, Text, list};

/// The editions of a run: those that come with the library, and the one that the user puts over or in
/// place of one of them.
///
/// ```
/// use kla::{AnswersFile, Editions, Source};
/// let editions = Editions::bundled();
/// let text = "format = 1\nedition = '2023'\nregion = '62.71'\nyear = 2024\nstage = 'mandiri'\n";
/// let answers = editions.check(AnswersFile::parse(Source::new("a.toml", text)), None).unwrap();
/// assert_eq!(answers.edition().id().as_str(), "2023");
/// ```
#[derive(Debug, Default)]
pub struct Editions {
    own: Option<Edition>,
}

impl Editions {
    /// Those that come with the library alone.
    #[must_use]
    pub fn bundled() -> Editions {
        Editions::default()
    }

    /// Those that come with the library, and one of the user's own.
    #[must_use]
    pub fn with(own: Edition) -> Editions {
        Editions { own: Some(own) }
    }

    /// The user's own edition, if there is one.
    #[must_use]
    pub fn own(&self) -> Option<&Edition> {
        self.own.as_ref()
    }

    /// An edition by id: the user's own first.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Edition> {
        match &self.own {
            Some(own) if *own.id() == *id => Some(own),
            _ => Edition::bundled(id),
        }
    }

    /// Every edition of the run: those that ship in their order, then one that has another id.
    #[must_use]
    pub fn all(&self) -> Vec<&Edition> {
        let mut ids = Edition::bundled_ids();
        if let Some(own) = &self.own
            && !ids.contains(&own.id().as_str())
        {
            ids.push(own.id().as_str());
        }
        ids.into_iter().filter_map(|id| self.get(id)).collect()
    }

    /// What to say of an edition that is none of them.
    #[must_use]
    pub fn unknown(&self, id: &str) -> Text {
        let known: Vec<&str> = self.all().iter().map(|edition| edition.id().as_str()).collect();
        Text::new(
            format!("edisi `{id}` tidak ada; yang tersedia {}", list(Lang::Id, &known)),
            format!("there is no edition `{id}`; available are {}", list(Lang::En, &known)),
        )
    }

    /// What to say of a stage that none of them has, or not the wanted one; `None` where one has it.
    ///
    /// ```
    /// let editions = kla::Editions::bundled();
    /// assert!(editions.unknown_stage("mandiri", Some("2023")).is_none());
    /// let said = editions.unknown_stage("mandri", None).unwrap();
    /// assert!(said.get(kla::Lang::Id).contains("mandiri"));
    /// ```
    #[must_use]
    pub fn unknown_stage(&self, stage: &str, wanted: Option<&str>) -> Option<Text> {
        let mut known: Vec<&str> = Vec::new();
        let all = self.all();
        for edition in all.iter().filter(|edition| wanted.is_none_or(|id| *edition.id() == *id)) {
            let ids = edition.stages().iter().map(|stage| stage.id.as_str());
            known.extend(ids.filter(|id| !known.contains(id)).collect::<Vec<_>>());
        }
        (!known.contains(&stage)).then(|| {
            Text::new(
                format!("tahap `{stage}` tidak ada; yang tersedia {}", list(Lang::Id, &known)),
                format!("there is no stage `{stage}`; available are {}", list(Lang::En, &known)),
            )
        })
    }

    /// Answers checked against the edition they name, or the wanted one.
    ///
    /// # Errors
    ///
    /// Every problem of the file, in its order, when one of them keeps it from being scored.
    pub fn check(&self, file: AnswersFile, wanted: Option<&str>) -> Result<Answers<'_>, Rejected> {
        let edition = wanted.or(file.edition_id()).and_then(|id| self.get(id));
        let Some(edition) = edition else {
            return Err(file.without_edition(&self.all(), Some(Regions::bundled())));
        };
        file.check(edition, Some(Regions::bundled()))
    }
}

impl Edition {
    /// The edition of the texts of a folder: a whole one, marked where it stands in place of a bundled
    /// one; or a bundled one as the only text, an overlay, refines it. `folder` is what results call it.
    ///
    /// # Errors
    ///
    /// Every problem of every text, when one of them keeps the edition from being used.
    ///
    /// ```
    /// use kla::{Edition, Source};
    /// let overlay = Source::new("overlay.toml", "format = 1\nrefines = '2032'");
    /// let rejected = Edition::of_folder("aturan", vec![overlay]).unwrap_err();
    /// assert_eq!(rejected.diagnostics()[0].code().name(), "unknown-edition");
    /// ```
    pub fn of_folder(folder: &str, mut files: Vec<Source>) -> Result<Edition, Rejected> {
        if let [only] = files.as_slice()
            && is_overlay(only)
            && let Some(overlay) = files.pop()
        {
            let parsed = AnswersFile::parse(overlay.clone());
            return match parsed.word("refines").and_then(Edition::bundled) {
                Some(base) => base.refined(overlay),
                None => Err(parsed.without_base(&Editions::bundled().all())),
            };
        }
        let edition = Edition::parse(files)?;
        let replaces = Edition::bundled(edition.id().as_str())
            .is_some_and(|bundled| bundled.digest() != edition.digest());
        Ok(if replaces { edition.in_place_of_bundled(folder) } else { edition })
    }
}

/// Whether a text is an overlay by its name.
fn is_overlay(file: &Source) -> bool {
    file.name().rsplit(['/', '\\']).next() == Some("overlay.toml")
}
