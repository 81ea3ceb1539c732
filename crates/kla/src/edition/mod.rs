//! Editions of the instrument: read from text, checked, and asked.

mod citation;
mod gates;
mod model;
mod planning;
mod policy;
mod shape;

mod blocks;
mod check;
mod files;
mod flat;
mod index;
mod overlay;
mod parts;
mod read;
mod read_gates;
mod read_planning;
mod read_shape;
mod thresholds;

use std::sync::Arc;

pub(crate) use citation::shares;
pub use citation::{Citation, Confidence, ConfidenceShare};
pub(crate) use files::digest as file_digest;
pub(crate) use flat::{Earning, Flat, FlatBlock, FlatLeaf, FlatRow};
pub use gates::{Condition, Gate, GateEffect};
pub(crate) use index::{Index, Lexicon, RowPlace};
pub use model::{
    Agency, Bands, Block, BlockKind, Category, Content, Depth, Edition, EvidenceKind,
    EvidenceKinds, Excess, Indicator, Note, OverlayStamp, Question, RulePlace, SourceEntry, Stage,
};
pub(crate) use parts::{reference, sources as read_sources};
pub use planning::{Effort, EffortClass, EffortKind, Pace, Reason, Reasons, Shrink};
pub use policy::{Between, NotApplicable, NotApplicablePolicy, RoundTo, Rounding, RoundingAt};
pub(crate) use read_planning::MOST_UNITS;
pub(crate) use shape::STATE_WORDS;
pub use shape::{
    AnsweredBy, Better, Bound, Item, Level, Measure, Percent, Scale, SeriesOf, Shape, Steps, Take,
    Threshold, ZeroTotal,
};

use crate::diagnostic::{Diagnostic, Rejected, Source, settle};
use crate::id::{AgencyId, EditionId, QuestionId, ReasonId, SourceId};
use crate::points::Points;

impl Edition {
    /// Reads an edition from the texts of its folder: `edition.toml` and one file per block.
    ///
    /// The order of the files does not matter; their names do, as far as the part after the last
    /// slash goes.
    ///
    /// # Errors
    ///
    /// Every problem of every file, when one of them keeps the edition from being used.
    ///
    /// ```
    /// use kla::{Edition, Source};
    /// let rejected = Edition::parse(vec![Source::new("edition.toml", "format = 2")]).unwrap_err();
    /// assert_eq!(rejected.diagnostics()[0].code().name(), "unsupported-format");
    /// ```
    pub fn parse(files: Vec<Source>) -> Result<Edition, Rejected> {
        let digest = files::digest(&files);
        let files: Vec<Arc<Source>> = files.into_iter().map(Arc::new).collect();
        let (edition, findings) = read::read(&files, digest);
        let (mut edition, warnings) = settle(findings, edition)?;
        edition.warnings = warnings;
        Ok(edition)
    }

    /// The id, such as `2023`.
    #[must_use]
    pub fn id(&self) -> &EditionId {
        &self.id
    }

    /// The revision, raised with each correction.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The evaluation years it is meant for.
    #[must_use]
    pub fn years(&self) -> std::ops::RangeInclusive<u16> {
        self.years.clone()
    }

    /// The most points a region can reach.
    #[must_use]
    pub fn total(&self) -> Points {
        self.total
    }

    /// How deep it goes.
    #[must_use]
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// Where its total comes from.
    #[must_use]
    pub fn citation(&self) -> &Citation {
        &self.citation
    }

    /// What it says about itself in every report.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The categories and the rule between them.
    #[must_use]
    pub fn bands(&self) -> &Bands {
        &self.bands
    }

    /// Whether and where it rounds.
    #[must_use]
    pub fn rounding(&self) -> &Rounding {
        &self.rounding
    }

    /// What an answer that does not apply does.
    #[must_use]
    pub fn not_applicable(&self) -> &NotApplicable {
        &self.not_applicable
    }

    /// The conditions beside the points.
    #[must_use]
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// The stages of an evaluation, in order.
    #[must_use]
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The kinds of evidence it asks for, if it asks for any.
    #[must_use]
    pub fn evidence(&self) -> Option<&EvidenceKinds> {
        self.evidence.as_ref()
    }

    /// The reasons with which verifiers change answers, if it lists any.
    #[must_use]
    pub fn reasons(&self) -> Option<&Reasons> {
        self.reasons.as_ref()
    }

    /// A reason by its code.
    #[must_use]
    pub fn reason(&self, id: &ReasonId) -> Option<&Reason> {
        self.reasons()?.reasons.iter().find(|reason| reason.id == *id)
    }

    /// How far self-scores fall on verification, if it says so.
    #[must_use]
    pub fn shrink(&self) -> Option<&Shrink> {
        self.shrink.as_ref()
    }

    /// How much work actions are, if it says so.
    #[must_use]
    pub fn effort(&self) -> Option<&Effort> {
        self.effort.as_ref()
    }

    /// The agencies it knows.
    #[must_use]
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// How many points rest on rules of each confidence, at the deepest level, surest first; together
    /// they are the total.
    #[must_use]
    pub fn confidence(&self) -> Vec<ConfidenceShare> {
        let rules = self.blocks.iter().flat_map(|block| {
            if block.indicators.is_empty() {
                vec![(&block.citation, block.maximum)]
            } else {
                block.indicators.iter().flat_map(Indicator::deciding_rules).collect()
            }
        });
        shares(rules)
    }

    /// The sources its rules cite.
    #[must_use]
    pub fn sources(&self) -> &[SourceEntry] {
        &self.sources
    }

    /// The blocks, in official order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Every indicator row, in official order.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.blocks.iter().flat_map(|block| &block.indicators)
    }

    /// Every question, in official order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.indicators().flat_map(Indicator::questions)
    }

    /// SHA-256 over names and texts of its files: `sha256:` and 64 hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The overlay that refined it, if one did.
    #[must_use]
    pub fn overlay(&self) -> Option<&OverlayStamp> {
        self.overlay.as_ref()
    }

    /// What was found while reading that does not keep it from being used.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// A block by id.
    #[must_use]
    pub fn block(&self, id: &str) -> Option<&Block> {
        self.blocks.iter().find(|block| block.id == id)
    }

    /// An indicator by number.
    #[must_use]
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.index.indicator(id)?.row(&self.blocks)
    }

    /// A question by address, such as `4.P1`.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        let (row, place) = self.index.question(id)?;
        row.row(&self.blocks)?.questions().get(place)
    }

    /// A question of an indicator by its number there, such as `P1`.
    pub(crate) fn question_of(&self, indicator: &Indicator, number: &str) -> Option<&Question> {
        self.question(QuestionId::within(&indicator.id, number).as_str())
    }

    /// What a score needs to know of it; made once.
    pub(crate) fn flat(&self) -> &Flat {
        self.flat.get_or_init(|| Flat::of(self))
    }

    /// Where the nodes stand.
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// An agency by id.
    #[must_use]
    pub fn agency(&self, id: &AgencyId) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.id == *id)
    }

    /// An agency by id, name, short name or alias; case, spaces and punctuation do not matter.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// assert_eq!(edition.agency_named("CAPIL").unwrap().id, "disdukcapil");
    /// # }
    /// ```
    #[must_use]
    pub fn agency_named(&self, name: &str) -> Option<&Agency> {
        self.agencies.get(self.index.agency(name)?)
    }

    /// A source by id.
    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<&SourceEntry> {
        self.sources.iter().find(|source| source.id == *id)
    }

    /// A stage by id.
    #[must_use]
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// A category by id or label; case does not matter.
    #[must_use]
    pub fn category(&self, name: &str) -> Option<&Category> {
        let wanted = name.to_lowercase();
        self.bands.categories.iter().find(|category| {
            category.id.as_str().to_lowercase() == wanted || category.name.to_lowercase() == wanted
        })
    }
}

impl Agency {
    /// Every way its name is written: id, full name, short name, aliases.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        [self.id.as_str(), &self.name, &self.short]
            .into_iter()
            .chain(self.aliases.iter().map(String::as_str))
    }
}

#[cfg(feature = "bundled")]
impl Edition {
    /// The ids of the editions that come with the library, in the order of their years.
    #[must_use]
    pub fn bundled_ids() -> Vec<&'static str> {
        kla_rules::EDITIONS.iter().map(|edition| edition.id).collect()
    }

    /// An edition that comes with the library; `None` for an unknown id.
    ///
    /// ```
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// assert_eq!(edition.total().to_string(), "1000");
    /// assert_eq!(edition.questions().count(), 274);
    /// ```
    #[must_use]
    pub fn bundled(id: &str) -> Option<&'static Edition> {
        use std::sync::OnceLock;
        static READ: OnceLock<Vec<OnceLock<Edition>>> = OnceLock::new();
        let read =
            READ.get_or_init(|| kla_rules::EDITIONS.iter().map(|_| OnceLock::new()).collect());
        let place = kla_rules::EDITIONS.iter().position(|edition| edition.id == id)?;
        Some(read[place].get_or_init(|| {
            let files = kla_rules::EDITIONS[place].files;
            let sources = files.iter().map(|(name, text)| Source::new(*name, *text)).collect();
            match Edition::parse(sources) {
                Ok(edition) => edition,
                // A test reads every bundled edition, so no release can reach this line.
                Err(rejected) => unreachable!("a bundled edition is broken: {rejected}"),
            }
        }))
    }
}
