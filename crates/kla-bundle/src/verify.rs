//! Verifying: a bundle in, everything that is not as it should be out.
//!
//! Nothing in a bundle is believed. The answers and the rules are scored again; then every file is held
//! against the receipt, the result against the recomputed one, the receipt against the recomputed one,
//! and at last the zip file against the one that would be written of the same files.

use std::collections::{BTreeMap, BTreeSet};

use kla::{Rejected, Severity};

use crate::container::{self, Contents, plain};
use crate::error::BundleError;
use crate::file::{
    ANSWERS_JSON, ANSWERS_TOML, File, OVERLAY, README, RECEIPT, RESULT, RULES, sha256,
};
use crate::law::{Law, Origin, Standing, shipped};
use crate::pack::{Packed, assemble};
use crate::tree::{Mismatch, Tree, compare};
use crate::verdict::{Difference, Notice, Verdict};

/// Recomputes a bundle and tells everything that is not as it should be.
///
/// # Errors
///
/// When the bytes are no bundle, or one that is not safe to read. A bundle that was tampered with is
/// not an error.
///
/// ```
/// # use kla_bundle::{File, RuleTexts, pack};
/// # let text = "format = 1\nedition = \"2023\"\nregion = \"32.73\"\nyear = 2024\nstage = \"final\"\n";
/// # let bundle = pack(&File::new("isian.toml", text), &RuleTexts::Shipped).unwrap();
/// let mut bytes = bundle.bytes;
/// let place = bytes.windows(4).position(|four| four == b"2024").unwrap();
/// bytes[place + 3] = b'3';
/// let verdict = kla_bundle::verify(&bytes).unwrap();
/// assert!(!verdict.is_same());
/// ```
pub fn verify(bytes: &[u8]) -> Result<Verdict, BundleError> {
    let contents = container::read(bytes)?;
    let known = |file: &File| {
        [README, ANSWERS_TOML, ANSWERS_JSON, OVERLAY, RESULT, RECEIPT].contains(&file.name.as_str())
            || file.name.starts_with(RULES)
    };
    if !contents.files.iter().any(known) {
        return Err(BundleError::NotABundle);
    }
    let mut check = Check {
        contents: &contents,
        receipt: None,
        differences: Vec::new(),
        notices: Vec::new(),
        told: BTreeSet::new(),
    };
    let recomputed = check.all();
    Ok(Verdict {
        sha256: sha256(bytes),
        differences: check.differences,
        notices: check.notices,
        recomputed: recomputed.map(|packed| packed.receipt),
    })
}

/// A verification under way.
struct Check<'c> {
    contents: &'c Contents,
    receipt: Option<Tree>,
    differences: Vec<Difference>,
    notices: Vec<Notice>,
    /// Files of which a difference has been told.
    told: BTreeSet<String>,
}

impl Check<'_> {
    fn all(&mut self) -> Option<Packed> {
        if let Some(file) = self.file(RECEIPT) {
            self.receipt = Tree::parse(&file.bytes);
        }
        self.damage();
        self.listed();
        let packed = self.recompute();
        if let Some(packed) = &packed {
            self.belongs(packed);
            self.values(RESULT, packed);
            self.guide(packed);
            self.values(RECEIPT, packed);
        }
        let same_files = self.differences.is_empty();
        // Where files are missing or too many that has been told; else their order is part of the zip file.
        let names = |files: &[File]| files.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
        let in_order = packed
            .as_ref()
            .is_none_or(|packed| names(&packed.files) == names(&self.contents.files));
        if !self.contents.exact || (same_files && !in_order) {
            self.differences.push(Difference::Container { same_files });
        }
        packed
    }

    fn file(&self, name: &str) -> Option<&File> {
        self.contents.files.iter().find(|file| file.name == name)
    }

    fn tell(&mut self, difference: Difference) {
        self.told.extend(difference.file().map(str::to_owned));
        self.differences.push(difference);
    }

    fn stated(&self, path: &[&str]) -> Option<&str> {
        let mut tree = self.receipt.as_ref()?;
        for key in path {
            tree = tree.get(key)?;
        }
        tree.text()
    }

    fn damage(&mut self) {
        for file in &self.contents.damaged {
            self.tell(Difference::Damaged { file: file.clone() });
        }
        for name in [README, RESULT, RECEIPT] {
            if self.file(name).is_none() {
                self.tell(Difference::Missing { file: name.to_owned() });
            }
        }
        if self.receipt.is_none() && !self.told.contains(RECEIPT) {
            self.tell(Difference::Unreadable { file: RECEIPT.to_owned() });
        }
    }

    /// Every file against its digest in the receipt.
    fn listed(&mut self) {
        let Some(receipt) = self.receipt.clone() else { return };
        // Once for each file, however often a receipt may list it.
        let files = self.contents.files.iter();
        let digests: BTreeMap<&str, String> =
            files.map(|file| (file.name.as_str(), sha256(&file.bytes))).collect();
        for list in ["inputs", "outputs"] {
            for entry in receipt.get(list).map_or(&[][..], Tree::list) {
                let text = |key| entry.get(key).and_then(Tree::text);
                let (Some(name), Some(stated)) = (text("file"), text("sha256")) else { continue };
                let name = plain(name);
                match digests.get(name.as_str()) {
                    None if self.told.contains(&name) => {}
                    None => self.tell(Difference::Missing { file: name }),
                    Some(found) if found == stated => {}
                    Some(found) => {
                        let (stated, found) = (plain(stated), found.clone());
                        self.tell(Difference::Digest { file: name, stated, found });
                    }
                }
            }
        }
    }

    /// Scores the answers by the rules, both as they are in the bundle.
    fn recompute(&mut self) -> Option<Packed> {
        let contents = self.contents;
        let base: Vec<File> =
            contents.files.iter().filter(|file| file.name.starts_with(RULES)).cloned().collect();
        let answers: Vec<&File> = contents
            .files
            .iter()
            .filter(|file| [ANSWERS_TOML, ANSWERS_JSON].contains(&file.name.as_str()))
            .collect();
        if base.is_empty() && !self.told.iter().any(|file| file.starts_with(RULES)) {
            self.tell(Difference::Missing { file: RULES.to_owned() });
        }
        let told = |name| self.told.contains(name);
        if answers.is_empty() && !told(ANSWERS_TOML) && !told(ANSWERS_JSON) {
            self.tell(Difference::Missing { file: ANSWERS_TOML.to_owned() });
        }
        let answers = *answers.first()?;
        if base.is_empty() {
            return None;
        }
        let stated = self.stated(&["edition", "origin"]).and_then(Origin::named);
        let law = match Law::read(&base, self.file(OVERLAY), stated) {
            Ok(law) => law,
            Err(rejected) => {
                self.unusable(RULES, &rejected);
                return None;
            }
        };
        self.standing(&law, &base, stated);
        let engine = self.stated(&["engine"]).map(str::to_owned);
        match assemble(&law, answers, engine.as_deref()) {
            Ok(packed) => {
                if let Some(stated) = engine.filter(|stated| *stated != packed.engine) {
                    let stated = plain(&stated);
                    self.notices.push(Notice::Engine { stated, own: packed.engine.clone() });
                }
                Some(packed)
            }
            Err(BundleError::Rejected(rejected)) => {
                self.unusable(&answers.name, &rejected);
                None
            }
            Err(error) => {
                let file = answers.name.clone();
                self.tell(Difference::Unusable { file, reason: error.message() });
                None
            }
        }
    }

    /// Texts that cannot be used, by the first thing that is wrong with each.
    fn unusable(&mut self, fallback: &str, rejected: &Rejected) {
        let errors = rejected.diagnostics().iter();
        let first = errors.clone().find(|found| found.severity() == Severity::Error);
        let found = first.or(rejected.diagnostics().first());
        let (file, reason) = match found {
            Some(found) => (found.source().name().to_owned(), found.message().clone()),
            None => (fallback.to_owned(), kla::Text::new("", "")),
        };
        self.tell(Difference::Unusable { file, reason });
    }

    /// What is to be said of the rules themselves.
    fn standing(&mut self, law: &Law, base: &[File], stated: Option<Origin>) {
        let id = law.edition.id().to_string();
        match law.standing {
            Standing::Same => {}
            Standing::Changed if stated == Some(Origin::Shipped) || stated.is_none() => {
                let shipped = shipped(&id).unwrap_or_default();
                for file in base {
                    let known = shipped.iter().find(|known| known.base_name() == file.base_name());
                    if known.is_none_or(|known| known.bytes != file.bytes) {
                        self.tell(Difference::NotAsShipped { file: file.name.clone() });
                    }
                }
            }
            Standing::Changed => self.notices.push(Notice::Replaced { id }),
            Standing::OtherRevision(own) => {
                if law.origin == Origin::Replaced {
                    self.notices.push(Notice::Replaced { id: id.clone() });
                }
                let stated = law.edition.revision();
                self.notices.push(Notice::OtherRevision { id, stated, own });
            }
            Standing::Unknown => self.notices.push(Notice::OwnEdition { id }),
        }
        if self.file(OVERLAY).is_some()
            && let Some(overlay) = law.edition.overlay()
        {
            let (id, name) = (plain(&overlay.id), plain(&overlay.name));
            self.notices.push(Notice::Overlay { id, name });
        }
    }

    /// Every file must be one that packing writes.
    fn belongs(&mut self, packed: &Packed) {
        let contents = self.contents;
        for file in &contents.files {
            if packed.file(&file.name).is_none() && !self.told.contains(&file.name) {
                self.tell(Difference::Extra { file: file.name.clone() });
            }
        }
    }

    /// The result or the receipt, value by value, against the recomputed one.
    fn values(&mut self, name: &str, packed: &Packed) {
        let (Some(file), Some(wanted)) = (self.file(name), packed.file(name)) else { return };
        if file.bytes == wanted.bytes {
            return;
        }
        let (Some(stated), Some(computed)) = (Tree::parse(&file.bytes), Tree::parse(&wanted.bytes))
        else {
            if !self.differences.contains(&Difference::Unreadable { file: name.to_owned() }) {
                self.tell(Difference::Unreadable { file: name.to_owned() });
            }
            return;
        };
        let own = self.is_own_engine(packed);
        let found = compare(&stated, &computed);
        let same = found.is_empty();
        let mut not_compared = Vec::new();
        for mismatch in found {
            if name == RECEIPT && self.is_held_elsewhere(&mismatch, own) {
                continue;
            }
            let of_the_program = name == RECEIPT && is_of_the_program(&mismatch);
            let new_key = mismatch.only_one_has_the_key;
            let Mismatch { node, field, stated, computed, .. } = mismatch;
            if !own && (new_key || of_the_program) {
                let dot = if field.is_empty() { "" } else { "." };
                not_compared.push(format!("{node}{dot}{field}"));
                continue;
            }
            let file = name.to_owned();
            self.tell(Difference::Value { file, node, field, stated, computed });
        }
        if !not_compared.is_empty() {
            let file = name.to_owned();
            self.notices.push(Notice::NotCompared { file, values: not_compared });
        }
        if same || (own && self.differences.is_empty()) {
            self.tell(Difference::Spelling { file: name.to_owned() });
        }
    }

    /// The guide, which people read first: it says what this version would write, with the name of the
    /// version that the bundle claims.
    fn guide(&mut self, packed: &Packed) {
        let (Some(file), Some(wanted)) = (self.file(README), packed.file(README)) else { return };
        if file.bytes != wanted.bytes && !self.told.contains(README) {
            self.tell(Difference::Spelling { file: README.to_owned() });
        }
    }

    /// Length and digest of a file are held against the file itself.
    fn is_held_elsewhere(&self, mismatch: &Mismatch, own: bool) -> bool {
        if !matches!(mismatch.node.as_str(), "inputs" | "outputs") {
            return false;
        }
        match mismatch.field.rsplit_once('.') {
            Some((_, "sha256")) => true,
            Some((file, "bytes")) => !own || self.told.contains(file),
            _ => false,
        }
    }

    fn is_own_engine(&self, packed: &Packed) -> bool {
        packed.result.engine == packed.engine
    }
}

/// What another version of the program may have known otherwise: its list of regions, its own rules.
fn is_of_the_program(mismatch: &Mismatch) -> bool {
    matches!(mismatch.node.as_str(), "regions" | "replaced")
}
