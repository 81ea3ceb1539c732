//! Files as bytes with a name, and what stands where in a bundle.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// What a person reads first.
pub const README: &str = "BACA-SAYA.txt";
/// The answers, where they are TOML.
pub const ANSWERS_TOML: &str = "isian.toml";
/// The answers, where they are JSON.
pub const ANSWERS_JSON: &str = "isian.json";
/// The folder of the edition's files; ends in a slash.
pub const RULES: &str = "aturan/";
/// The overlay, where one was used.
pub const OVERLAY: &str = "aturan-tambahan/overlay.toml";
/// The result.
pub const RESULT: &str = "hasil.json";
/// The receipt.
pub const RECEIPT: &str = "tanda-terima.json";

/// A file as bytes with its name: of an input what messages call it, of an entry its path in the bundle.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct File {
    /// The name.
    pub name: String,
    /// What it holds, exactly.
    pub bytes: Vec<u8>,
}

impl File {
    /// A named file.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> File {
        File { name: name.into(), bytes: bytes.into() }
    }

    /// The part of the name after the last slash.
    pub(crate) fn base_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    /// The same bytes under another name.
    pub(crate) fn renamed(&self, name: impl Into<String>) -> File {
        File { name: name.into(), bytes: self.bytes.clone() }
    }
}

/// The SHA-256 of bytes, as 64 hexadecimal digits: what `sha256sum` prints.
///
/// ```
/// assert!(kla_bundle::sha256(b"").starts_with("e3b0c442"));
/// ```
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut digest, byte| {
        let _ = write!(digest, "{byte:02x}");
        digest
    })
}
