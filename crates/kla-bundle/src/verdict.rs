//! What a verification found: differences, which fail it, and notices, which do not.

use kla::Text;

use crate::receipt::Receipt;

/// What a verification found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Verdict {
    /// The SHA-256 of the bundle's own bytes.
    pub sha256: String,
    /// Everything that is not as it should be: files first, then nodes in official order.
    pub differences: Vec<Difference>,
    /// What is worth knowing and no difference: another engine, rules that are not the shipped ones.
    pub notices: Vec<Notice>,
    /// The receipt as it should read, where the bundle could be recomputed.
    pub recomputed: Option<Receipt>,
}

impl Verdict {
    /// Whether everything is as it should be.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Something that is not as it should be.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Difference {
    /// A file that the receipt lists, or that every bundle has, is not there.
    Missing {
        /// The file.
        file: String,
    },
    /// A file is there that does not belong.
    Extra {
        /// The file.
        file: String,
    },
    /// A file does not fit its own check sum in the zip file, or cannot be read to its end.
    Damaged {
        /// The file.
        file: String,
    },
    /// A file is not the one that the receipt lists.
    Digest {
        /// The file.
        file: String,
        /// Its SHA-256 by the receipt.
        stated: String,
        /// Its SHA-256 as it is.
        found: String,
    },
    /// A rule text is said to be the shipped one, and is not.
    NotAsShipped {
        /// The file.
        file: String,
    },
    /// The answers or the rules cannot be used, so nothing could be recomputed.
    Unusable {
        /// The file.
        file: String,
        /// Why.
        reason: Text,
    },
    /// The result or the receipt cannot be read.
    Unreadable {
        /// The file.
        file: String,
    },
    /// A value is not the recomputed one.
    Value {
        /// The file that states it: the result or the receipt.
        file: String,
        /// Whose value it is: a node by its address such as `4.P1`, or a key such as `category`.
        node: String,
        /// The way from there to the value, such as `points`; empty for the node itself.
        field: String,
        /// As stated; none where it is absent.
        stated: Option<String>,
        /// As recomputed; none where there should be nothing.
        computed: Option<String>,
    },
    /// A file is not what the program writes for these answers and rules, though no value is another.
    Spelling {
        /// The file.
        file: String,
    },
    /// The zip file around the files is not the one that was written.
    Container {
        /// Whether every file in it is as it should be.
        same_files: bool,
    },
}

impl Difference {
    /// The word in JSON.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Difference::Missing { .. } => "missing",
            Difference::Extra { .. } => "extra",
            Difference::Damaged { .. } => "damaged",
            Difference::Digest { .. } => "digest",
            Difference::NotAsShipped { .. } => "not-as-shipped",
            Difference::Unusable { .. } => "unusable",
            Difference::Unreadable { .. } => "unreadable",
            Difference::Value { .. } => "value",
            Difference::Spelling { .. } => "spelling",
            Difference::Container { .. } => "container",
        }
    }

    /// The file it is about; none for the zip file itself.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        match self {
            Difference::Missing { file }
            | Difference::Extra { file }
            | Difference::Damaged { file }
            | Difference::Digest { file, .. }
            | Difference::NotAsShipped { file }
            | Difference::Unusable { file, .. }
            | Difference::Unreadable { file }
            | Difference::Value { file, .. }
            | Difference::Spelling { file } => Some(file),
            Difference::Container { .. } => None,
        }
    }

    /// What is not as it should be, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            Difference::Missing { file } => {
                Text::new(format!("{file}: tidak ada"), format!("{file}: is missing"))
            }
            Difference::Extra { file } => Text::new(
                format!("{file}: bukan bagian bundel ini"),
                format!("{file}: does not belong to this bundle"),
            ),
            Difference::Damaged { file } => Text::new(
                format!("{file}: rusak, tidak cocok dengan jumlah periksanya dalam berkas zip"),
                format!("{file}: damaged, it does not fit its check sum in the zip file"),
            ),
            Difference::Digest { file, stated, found } => Text::new(
                format!(
                    "{file}: isinya bukan yang dicatat tanda terima (sidik tercatat {stated}, sekarang {found})"
                ),
                format!(
                    "{file}: is not what the receipt lists (digest stated {stated}, found {found})"
                ),
            ),
            Difference::NotAsShipped { file } => Text::new(
                format!("{file}: disebut aturan bawaan, padahal bunyinya lain"),
                format!("{file}: is said to be the shipped rule text, but says something else"),
            ),
            Difference::Unusable { file, reason } => Text::new(
                format!("{file}: tidak dapat dihitung ulang: {}", reason.get(kla::Lang::Id)),
                format!("{file}: cannot be recomputed: {}", reason.get(kla::Lang::En)),
            ),
            Difference::Unreadable { file } => {
                Text::new(format!("{file}: tidak dapat dibaca"), format!("{file}: cannot be read"))
            }
            Difference::Value { file, node, field, stated, computed } => {
                let place = place(node, field);
                let absent = |value: &Option<String>, word: &str| {
                    value.clone().unwrap_or_else(|| word.to_owned())
                };
                Text::new(
                    format!(
                        "{place}: {file} mencatat {}, hitung ulang {}",
                        absent(stated, "tidak ada"),
                        absent(computed, "tidak ada")
                    ),
                    format!(
                        "{place}: {file} states {}, recomputed {}",
                        absent(stated, "nothing"),
                        absent(computed, "nothing")
                    ),
                )
            }
            Difference::Spelling { file } => Text::new(
                format!(
                    "{file}: tidak persis seperti yang ditulis program untuk isian dan aturan ini"
                ),
                format!("{file}: not exactly what the program writes for these answers and rules"),
            ),
            Difference::Container { same_files: true } => Text::new(
                "isi sama, tetapi berkas zip tidak persis sama; mungkin pernah dibuka dan dikemas ulang",
                "the contents are the same, but the zip file is not; it may have been packed again",
            ),
            Difference::Container { same_files: false } => Text::new(
                "berkas zip-nya sendiri tidak persis seperti yang ditulis `kla bundle`",
                "the zip file itself is not exactly as `kla bundle` writes it",
            ),
        }
    }
}

/// A value for people: a node's points by its address alone.
fn place(node: &str, field: &str) -> String {
    match field {
        "" | "points" => node.to_owned(),
        field => format!("{node} ({field})"),
    }
}

/// Something worth knowing.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Notice {
    /// The bundle was written by another version of the engine.
    Engine {
        /// The version that the bundle names.
        stated: String,
        /// The version that verified.
        own: String,
    },
    /// Values that only one of the two versions knows were not compared.
    NotCompared {
        /// The file.
        file: String,
        /// The values.
        values: Vec<String>,
    },
    /// An overlay refined the edition.
    Overlay {
        /// Its id.
        id: String,
        /// What it is called.
        name: String,
    },
    /// The edition is not one that ships with this program.
    OwnEdition {
        /// Its id.
        id: String,
    },
    /// The edition was put in the place of the shipped one.
    Replaced {
        /// Its id.
        id: String,
    },
    /// This program ships the edition at another revision.
    OtherRevision {
        /// The edition's id.
        id: String,
        /// The revision in the bundle.
        stated: u32,
        /// The revision that ships with this program.
        own: u32,
    },
}

impl Notice {
    /// The word in JSON.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Notice::Engine { .. } => "engine",
            Notice::NotCompared { .. } => "not-compared",
            Notice::Overlay { .. } => "overlay",
            Notice::OwnEdition { .. } => "own-edition",
            Notice::Replaced { .. } => "replaced",
            Notice::OtherRevision { .. } => "other-revision",
        }
    }

    /// What is worth knowing, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            Notice::Engine { stated, own } => Text::new(
                format!("bundel ini dibuat oleh kla {stated}; yang memeriksa kla {own}"),
                format!("this bundle was written by kla {stated}; verified by kla {own}"),
            ),
            Notice::NotCompared { file, values } => {
                let values = values.join(", ");
                Text::new(
                    format!(
                        "{file}: hanya dikenal salah satu versi, jadi tidak dibandingkan: {values}"
                    ),
                    format!("{file}: known to one version only, so not compared: {values}"),
                )
            }
            Notice::Overlay { id, name } => Text::new(
                format!("nilainya memakai aturan tambahan {id} ({name})"),
                format!("the score uses the overlay {id} ({name})"),
            ),
            Notice::OwnEdition { id } => Text::new(
                format!("edisi {id} bukan bawaan program ini"),
                format!("edition {id} does not ship with this program"),
            ),
            Notice::Replaced { id } => Text::new(
                format!("aturan edisi {id} diganti oleh pembuat bundel, bukan bawaan program"),
                format!("edition {id} was replaced by whoever made the bundle"),
            ),
            Notice::OtherRevision { id, stated, own } => Text::new(
                format!(
                    "aturan edisi {id} dalam bundel revisi {stated}; bawaan program ini revisi {own}"
                ),
                format!(
                    "the rules of edition {id} in the bundle have revision {stated}; this program ships revision {own}"
                ),
            ),
        }
    }
}
