//! Where a rule comes from and how sure it is.

use crate::id::SourceId;
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
