//! The files of an edition's folder: names and digest.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::diagnostic::Source;

/// SHA-256 over the files in the order of their names, each as name, length and text, so that no
/// two folders share a digest by moving text from one file to another.
pub(crate) fn digest(files: &[Source]) -> String {
    let mut files: Vec<(&str, &str)> =
        files.iter().map(|file| (base_name(file.name()), file.text())).collect();
    files.sort_unstable();
    let mut hash = Sha256::new();
    for (name, text) in files {
        hash.update(format!("{name}\n{}\n", text.len()));
        hash.update(text);
    }
    hash.finalize().iter().fold(String::from("sha256:"), |mut digest, byte| {
        let _ = write!(digest, "{byte:02x}");
        digest
    })
}

/// The part of a file name after the last slash.
pub(super) fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// The file name without `.toml`: the id of the block it holds.
pub(super) fn stem(file: &Source) -> &str {
    let name = base_name(file.name());
    name.strip_suffix(".toml").unwrap_or(name)
}
