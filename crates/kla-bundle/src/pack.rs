//! Packing: answers and rules in, one file out.

use kla::{AnswersFile, Diagnostic, Lang, Regions, ResultFile, score};

use crate::container;
use crate::error::BundleError;
use crate::file::{ANSWERS_JSON, ANSWERS_TOML, File, README, RECEIPT, RESULT, sha256};
use crate::law::{Law, RuleTexts, editions, text};
use crate::readme;
use crate::receipt::{FileReceipt, Receipt};

/// A case as one file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Bundle {
    /// The bytes of the zip file: the same for the same answers, rules and engine.
    pub bytes: Vec<u8>,
    /// Their SHA-256, to be quoted where the case is spoken of.
    pub sha256: String,
    /// The receipt inside.
    pub receipt: Receipt,
    /// What was found in the answers that does not keep them from being scored.
    pub warnings: Vec<Diagnostic>,
}

/// Packs answers with the rules, the result and the receipt.
///
/// The result is computed here, from the very bytes that are packed.
///
/// # Errors
///
/// Every problem of the answers or the rules; a number of sixteen digits in a comment; more than a
/// bundle may hold.
///
/// ```
/// use kla_bundle::{File, RuleTexts, pack, verify};
/// let answers = File::new("isian.toml", r#"
///     format = 1
///     edition = "2023"
///     region = "32.73"
///     year = 2024
///     stage = "mandiri"
///     [blocks]
///     kelembagaan = "145,24"
/// "#);
/// let bundle = pack(&answers, &RuleTexts::Shipped).unwrap();
/// assert_eq!(bundle.receipt.result.points, "145.24");
/// assert!(verify(&bundle.bytes).unwrap().is_same());
/// ```
pub fn pack(answers: &File, rules: &RuleTexts) -> Result<Bundle, BundleError> {
    let parsed = AnswersFile::parse(text(answers)?);
    let Some(law) = Law::of(&parsed, rules)? else {
        return Err(parsed.without_edition(&editions(), Some(Regions::bundled())).into());
    };
    refuse_persons(answers)?;
    law.files.iter().try_for_each(refuse_persons)?;
    let packed = assemble(&law, answers, None)?;
    let bytes = container::write(&packed.files)?;
    let sha256 = sha256(&bytes);
    Ok(Bundle { sha256, bytes, receipt: packed.receipt, warnings: packed.warnings })
}

/// The files of a bundle, in their order, with what they state.
pub(crate) struct Packed {
    pub(crate) files: Vec<File>,
    pub(crate) receipt: Receipt,
    pub(crate) result: ResultFile,
    /// The version of this engine, whatever the files state.
    pub(crate) engine: String,
    pub(crate) warnings: Vec<Diagnostic>,
}

impl Packed {
    /// What a file of the bundle must hold.
    pub(crate) fn file(&self, name: &str) -> Option<&File> {
        self.files.iter().find(|file| file.name == name)
    }
}

/// Scores and writes everything. A verification has it signed with the version that the receipt names,
/// so that versions can be told apart from values.
pub(crate) fn assemble(
    law: &Law,
    answers: &File,
    signed: Option<&str>,
) -> Result<Packed, BundleError> {
    let checked =
        AnswersFile::parse(text(answers)?).check(&law.edition, Some(Regions::bundled()))?;
    let card = score(&checked);
    let mut result = ResultFile::new(&card, Lang::Id);
    let engine = result.engine.clone();
    if let Some(signed) = signed {
        signed.clone_into(&mut result.engine);
    }
    let mut inputs = vec![answers.renamed(answers_name(answers))];
    inputs.extend(law.files.iter().cloned());
    let stated = File::new(RESULT, result.to_json());
    // The guide tells what the receipt states, and the receipt lists the guide: so it comes last.
    let mut receipt = Receipt::new(law, &card, &result, &inputs, std::slice::from_ref(&stated));
    let guide = File::new(README, readme::write(&card, &receipt));
    receipt.outputs.insert(0, FileReceipt::of(&guide));
    let mut files = vec![guide];
    files.extend(inputs);
    files.push(stated);
    files.push(File::new(RECEIPT, receipt.to_json()));
    let warnings = checked.warnings().to_vec();
    Ok(Packed { files, receipt, result, engine, warnings })
}

/// What the answers are called inside: by their notation, told apart as the engine does.
fn answers_name(answers: &File) -> &'static str {
    let text = answers.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&answers.bytes);
    match std::str::from_utf8(text) {
        Ok(text) if text.trim_start().starts_with('{') => ANSWERS_JSON,
        _ => ANSWERS_TOML,
    }
}

/// The engine refuses such numbers in what it reads; a bundle carries comments along as well. Digits
/// inside a digest stand between letters and are no such number.
fn refuse_persons(file: &File) -> Result<(), BundleError> {
    const DIGITS: usize = 16;
    for (place, line) in file.bytes.split(|byte| *byte == b'\n').enumerate() {
        let mut words = line.split(|byte| !byte.is_ascii_alphanumeric());
        if words.any(|word| word.len() == DIGITS && word.iter().all(u8::is_ascii_digit)) {
            return Err(BundleError::LooksLikeNik { file: file.name.clone(), line: place + 1 });
        }
    }
    Ok(())
}
