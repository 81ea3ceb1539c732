//! The doors through which text comes in, and what must hold behind them: any bytes end in findings or
//! in a score, never in a panic.
//!
//! The fuzz targets here and the suite's `hostile` run the same functions.

use std::fmt::Write as _;
use std::sync::OnceLock;

use kla::{
    AnswersFile, Diagnostic, Edition, Lang, Points, Regions, Rejected, ResultFile, Severity, Source,
};

/// Findings that are put into words; the program shows no more of them either.
const MOST: usize = 100;

/// Bytes as an answers file, checked against the edition it names.
pub fn answers(bytes: &[u8]) {
    let Some(source) = text("answers.toml", bytes) else { return };
    let file = AnswersFile::parse(source);
    match file.edition_id().and_then(edition_called) {
        Some(edition) => drop(total(file, edition)),
        None => refused(&file.without_edition(&[teaching()], Some(Regions::bundled()))),
    }
}

/// Bytes as the only block of an edition, once for each depth that has rows.
pub fn edition(bytes: &[u8]) {
    let Some(block) = text("satu.toml", bytes) else { return };
    for depth in ["question", "indicator"] {
        let frame = Source::new("edition.toml", frame(depth));
        match Edition::parse(vec![frame, block.clone()]) {
            Ok(edition) => use_up(&edition),
            Err(rejected) => refused(&rejected),
        }
    }
}

/// Bytes as an overlay of the edition that it refines, or else of the teaching edition.
pub fn overlay(bytes: &[u8]) {
    let Some(overlay) = text("overlay.toml", bytes) else { return };
    let file = AnswersFile::parse(overlay.clone());
    let base = file.word("refines").and_then(edition_called).unwrap_or_else(teaching);
    match base.refined(overlay) {
        Ok(refined) => use_up(&refined),
        Err(rejected) => refused(&rejected),
    }
}

/// The file of an edition around the block, for one of the depths.
pub fn frame(depth: &str) -> String {
    FRAME.replace("DEPTH", depth)
}

const FRAME: &str = r#"
format = 1
id = "karangan"
revision = 1
name = "Edisi karangan"
years = [2024, 2024]
depth = "DEPTH"
blocks = ["satu"]

[total]
points = "10"
source = "karangan"
confidence = "inferred"

[bands]
below = "belum berkategori"
between = "lower"
source = "karangan"
confidence = "inferred"

[[category]]
id = "cukup"
name = "Cukup"
from = "5"
to = "10"
source = "karangan"
confidence = "inferred"

[rounding]
at = "DEPTH"
digits = 2
ties = "half-up"
source = "karangan"
confidence = "inferred"

[not_applicable]
policy = "leaves"
digits = 2
ties = "half-up"
source = "karangan"
confidence = "inferred"

[[gate]]
id = "merata"
category = "cukup"
effect = "cap"
text = "Satu baris harus mencapai setengah nilainya."
any = [{ indicators = 1, at_share = "50" }]
source = "karangan"
confidence = "inferred"

[[stage]]
id = "mandiri"
name = "Evaluasi mandiri"

[evidence]
source = "karangan"
confidence = "inferred"
[[evidence.kind]]
id = "dokumen"
name = "Dokumen"

[[agency]]
id = "dinkes"
name = "Dinas Kesehatan"
short = "Dinkes"

[[source]]
id = "karangan"
title = "Karangan"
"#;

/// The edition of the guide, which has every shape.
fn teaching() -> &'static Edition {
    static READ: OnceLock<Edition> = OnceLock::new();
    macro_rules! file {
        ($name:literal) => {
            Source::new($name, include_str!(concat!("../../../../fixtures/guide/edition/", $name)))
        };
    }
    READ.get_or_init(|| {
        let files = vec![file!("edition.toml"), file!("tata-kelola.toml"), file!("layanan.toml")];
        Edition::parse(files).unwrap_or_else(|rejected| panic!("{rejected}"))
    })
}

fn edition_called(id: &str) -> Option<&'static Edition> {
    Some(teaching()).filter(|edition| *edition.id() == *id).or_else(|| Edition::bundled(id))
}

fn text(name: &str, bytes: &[u8]) -> Option<Source> {
    Source::from_bytes(name, bytes.to_vec()).map_err(|rejected| refused(&rejected)).ok()
}

/// A refusal has a reason.
fn refused(rejected: &Rejected) {
    let mut found = rejected.diagnostics().iter();
    assert!(found.any(|finding| finding.severity() == Severity::Error), "refused for no reason");
    said(rejected.diagnostics());
}

/// What was found can be put into words.
fn said(found: &[Diagnostic]) {
    for finding in found.iter().take(MOST) {
        for lang in [Lang::Id, Lang::En] {
            assert!(finding.render(lang).contains(finding.code().name()));
        }
    }
}

/// The total of answers that are accepted, with everything that can be asked of them.
fn total(file: AnswersFile, edition: &Edition) -> Option<Points> {
    let answers = match file.check(edition, Some(Regions::bundled())) {
        Ok(answers) => answers,
        Err(rejected) => {
            refused(&rejected);
            return None;
        }
    };
    said(answers.warnings());
    let card = kla::score(&answers);
    let total = card.total();
    assert!(!total.is_negative() && total <= edition.total(), "{total} of {}", edition.total());
    for lang in [Lang::Id, Lang::En] {
        assert!(ResultFile::new(&card, lang).to_json().ends_with("}\n"));
    }
    drop((card.losses(), card.agency_losses(), card.comparisons()));
    Some(total)
}

/// An edition that was accepted scores whatever is answered, and everything when all is earned.
fn use_up(edition: &Edition) {
    said(edition.warnings());
    for state in ["belum-diisi", "tidak-tahu", "tidak-berlaku", "nol"] {
        let same = |_| format!("{{ state = \"{state}\" }}");
        assert!(total(answered(edition, same), edition).is_some(), "`{state}` is refused");
    }
    let all = answered(edition, |maximum| format!("{{ points = \"{maximum}\" }}"));
    let earned = total(all, edition);
    assert!(edition.indicators().count() == 0 || earned == Some(edition.total()), "{earned:?}");
}

/// The same answer to every question or measured row.
fn answered(edition: &Edition, answer: impl Fn(Points) -> String) -> AnswersFile {
    let mut text = format!(
        "format = 1\nedition = \"{}\"\nregion = \"62.71\"\nyear = {}\nstage = \"{}\"\n[indicators]\n",
        edition.id(),
        edition.years().start(),
        edition.stages()[0].id
    );
    for row in edition.indicators().filter(|row| row.measure().is_some()) {
        let _ = writeln!(text, "{} = {}", row.id, answer(row.maximum));
    }
    for row in edition.indicators().filter(|row| row.measure().is_none()) {
        let _ = writeln!(text, "[answers.{}]", row.id);
        for question in row.questions() {
            let _ = writeln!(text, "{} = {}", question.id.number(), answer(question.maximum));
        }
    }
    AnswersFile::parse(Source::new("answers.toml", text))
}
