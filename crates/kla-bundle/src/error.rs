//! Why something cannot be packed, or is no bundle at all.

use std::fmt;

use kla::{Lang, Rejected, Text};

use crate::container::limits;

/// Why something cannot be packed, or is no bundle at all.
///
/// A bundle that was tampered with is not an error: verifying it tells the differences.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// The answers or the rules cannot be used; the findings say why.
    Rejected(Rejected),
    /// An input holds what looks like the number of a person (NIK), here in a comment.
    LooksLikeNik {
        /// The input.
        file: String,
        /// The line, from 1.
        line: usize,
    },
    /// The bytes are not a zip file.
    NotAZip,
    /// A zip file, but none that `kla bundle` wrote: not one of its files is there.
    NotABundle,
    /// More bytes than a bundle may hold.
    TooLarge,
    /// More files than a bundle may hold.
    TooManyFiles,
    /// Two files have the same name.
    TwiceTheSameName,
    /// A name leads out of the folder it is unpacked to, or holds signs that names do not have.
    UnsafeName(String),
    /// A file is locked with a password.
    Encrypted(String),
}

impl BundleError {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            BundleError::Rejected(rejected) => {
                let first = rejected.diagnostics().first();
                let said = |lang| first.map_or("", |found| found.message().get(lang)).to_owned();
                Text::new(said(Lang::Id), said(Lang::En))
            }
            BundleError::LooksLikeNik { file, line } => Text::new(
                format!(
                    "`{file}` baris {line}: ada bilangan enam belas angka, seperti NIK; bundel hanya boleh memuat angka agregat, jadi hapus dahulu"
                ),
                format!(
                    "`{file}`, line {line}: a number of sixteen digits, like a NIK; a bundle may hold aggregates only, so take it out first"
                ),
            ),
            BundleError::NotAZip => Text::new(
                "bukan berkas zip yang utuh; minta kirim ulang berkas aslinya",
                "not a whole zip file; ask for the original again",
            ),
            BundleError::NotABundle => Text::new(
                "berkas zip ini bukan bundel dari `kla bundle`",
                "this zip file is not a bundle written by `kla bundle`",
            ),
            BundleError::TooLarge | BundleError::TooManyFiles => {
                let limits = limits();
                Text::new(
                    format!("terlalu besar untuk sebuah bundel: {}", limits.get(Lang::Id)),
                    format!("too large for a bundle: {}", limits.get(Lang::En)),
                )
            }
            BundleError::TwiceTheSameName => Text::new(
                "dua berkas di dalamnya bernama sama, jadi tidak jelas mana yang berlaku",
                "two files in it have the same name, so it is unclear which one counts",
            ),
            BundleError::UnsafeName(name) => Text::new(
                format!("nama berkas `{name}` di dalamnya tidak aman"),
                format!("the file name `{name}` in it is not safe"),
            ),
            BundleError::Encrypted(name) => Text::new(
                format!(
                    "berkas `{name}` di dalamnya dikunci kata sandi; bundel tidak pernah dikunci"
                ),
                format!("the file `{name}` in it is locked by a password; bundles never are"),
            ),
        }
    }
}

impl fmt::Display for BundleError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message().get(Lang::En))
    }
}

impl From<Rejected> for BundleError {
    fn from(rejected: Rejected) -> BundleError {
        BundleError::Rejected(rejected)
    }
}
