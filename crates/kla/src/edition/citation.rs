//! Where a rule comes from and how sure it is.

use std::collections::BTreeMap;

use crate::id::SourceId;
use crate::points::Points;
use crate::wording::Text;

/// Where a rule comes from and how sure it is.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Citation {
    /// The source, listed in the edition.
    pub source: SourceId,
    /// How sure the rule is.
    pub confidence: Confidence,
}

/// How sure a rule is, surest first.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Confidence {
    /// Official text was seen.
    Official,
    /// A government site or slide quotes it.
    Secondary,
    /// Press reports.
    News,
    /// Data in a public application.
    Application,
    /// Our reading of what was seen.
    Inferred,
    /// Computed by us from other figures.
    Derived,
}

impl Confidence {
    /// Every level, surest first.
    pub const ALL: [Confidence; 6] = [
        Confidence::Official,
        Confidence::Secondary,
        Confidence::News,
        Confidence::Application,
        Confidence::Inferred,
        Confidence::Derived,
    ];

    /// The word in the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Official => "official",
            Confidence::Secondary => "secondary",
            Confidence::News => "news",
            Confidence::Application => "application",
            Confidence::Inferred => "inferred",
            Confidence::Derived => "derived",
        }
    }

    /// What the word means.
    #[must_use]
    pub fn meaning(self) -> Text {
        match self {
            Confidence::Official => Text::new("naskah resmi", "official text"),
            Confidence::Secondary => Text::new(
                "kutipan resmi (situs atau paparan pemerintah)",
                "official secondary source",
            ),
            Confidence::News => Text::new("berita", "press reports"),
            Confidence::Application => {
                Text::new("data dalam aplikasi publik", "data in a public application")
            }
            Confidence::Inferred => Text::new("tafsiran kami", "our reading"),
            Confidence::Derived => Text::new("turunan hitungan kami", "computed by us"),
        }
    }
}

/// Points that rest on rules of one confidence.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ConfidenceShare {
    /// The confidence.
    pub confidence: Confidence,
    /// The maxima that rest on them.
    pub points: Points,
}

/// Points by confidence, surest first.
pub(crate) fn shares<'r>(
    rules: impl IntoIterator<Item = (&'r Citation, Points)>,
) -> Vec<ConfidenceShare> {
    let mut shares: BTreeMap<Confidence, Points> = BTreeMap::new();
    for (citation, points) in rules {
        *shares.entry(citation.confidence).or_default() += points;
    }
    shares.into_iter().map(|(confidence, points)| ConfidenceShare { confidence, points }).collect()
}
