//! What several kinds of test share: editions, scoring a text, random runs.

use std::fmt::Debug;
use std::sync::OnceLock;

use kla::{AnswersFile, Diagnostic, Edition, Lang, Regions, ResultFile, Scorecard, Source};
use kla_tests::fixtures::root;
use kla_tests::oracle::load_edition;
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestError, TestRunner};

/// An edition with the texts it was read from, which is what the second engine reads.
pub struct Rules {
    /// How messages call it.
    pub name: String,
    pub edition: Edition,
    /// File name and text: `edition.toml` and the blocks.
    pub files: Vec<(String, String)>,
}

/// Every bundled edition, by the files in the repository.
pub fn every_edition() -> &'static [Rules] {
    static READ: OnceLock<Vec<Rules>> = OnceLock::new();
    let read = |id| changed(id, id, &[]);
    READ.get_or_init(|| Edition::bundled_ids().into_iter().map(read).collect())
}

/// One of them, or the edition of every shape.
pub fn rules(id: &str) -> &'static Rules {
    let found = every_rules().find(|rules| rules.name == id);
    found.unwrap_or_else(|| panic!("there is no edition {id}"))
}

/// The id of the made-up edition that has every shape and scale; it stands under `fixtures/shapes`.
pub const SHAPES: &str = "bentuk";

/// Every bundled edition and the one of every shape: what holds for all rules holds for these.
pub fn every_rules() -> impl Iterator<Item = &'static Rules> {
    static SHAPES_READ: OnceLock<Rules> = OnceLock::new();
    let shapes = SHAPES_READ.get_or_init(|| changed(SHAPES, SHAPES, &[]));
    every_edition().iter().chain([shapes])
}

/// An edition with every occurrence of some texts replaced, under a name of its own.
pub fn changed(name: &str, id: &str, changes: &[(&str, &str)]) -> Rules {
    let mut files = files(id);
    for (from, to) in changes {
        assert!(files.iter().any(|(_, text)| text.contains(from)), "{name}: there is no `{from}`");
        for (_, text) in &mut files {
            *text = text.replace(from, to);
        }
    }
    read(name, files)
}

/// An edition with a few places changed, under a name of its own.
pub fn edited(name: &str, id: &str, edits: &[Edit]) -> Rules {
    let mut files = files(id);
    for edit in edits {
        edit.apply(&mut files);
    }
    read(name, files)
}

/// In a file: the first such text after another one becomes a third.
pub struct Edit {
    /// The file without `.toml`.
    pub file: &'static str,
    pub after: &'static str,
    pub from: &'static str,
    pub to: &'static str,
}

impl Edit {
    pub fn apply(&self, files: &mut [(String, String)]) {
        let Edit { file, after, from, to } = self;
        let found = files.iter_mut().find(|(name, _)| *name == format!("{file}.toml"));
        let (_, text) = found.unwrap_or_else(|| panic!("there is no file {file}"));
        let at = place(text, after, from);
        let at = at.unwrap_or_else(|| panic!("{file}: there is no `{from}` after `{after}`"));
        text.replace_range(at..at + from.len(), to);
    }
}

/// Where a text first stands after another one first stands.
pub fn place(text: &str, after: &str, wanted: &str) -> Option<usize> {
    let start = text.find(after)? + after.len();
    Some(start + text[start..].find(wanted)?)
}

/// The files of a bundled edition, or of the one of every shape.
fn files(id: &str) -> Vec<(String, String)> {
    match id {
        SHAPES => load_edition(&root().join("fixtures/shapes/edition")),
        bundled => load_edition(&root().join("rules/editions").join(bundled)),
    }
}

fn read(name: &str, files: Vec<(String, String)>) -> Rules {
    let edition = Edition::parse(sources(&files));
    let edition = edition.unwrap_or_else(|rejected| panic!("{name}: {rejected}"));
    Rules { name: name.to_owned(), edition, files }
}

pub fn sources(files: &[(String, String)]) -> Vec<Source> {
    files.iter().map(|(name, text)| Source::new(name, text)).collect()
}

/// Scores a text that must be free of mistakes and asks the scorecard something.
pub fn with_card<T>(edition: &Edition, text: &str, ask: impl FnOnce(&Scorecard<'_>) -> T) -> T {
    let file = AnswersFile::parse(Source::new("answers.toml", text));
    let answers = file
        .check(edition, Some(Regions::bundled()))
        .unwrap_or_else(|rejected| panic!("{rejected}\n\n{text}"));
    ask(&kla::score(&answers))
}

/// The result of a text that must be free of mistakes.
pub fn result(edition: &Edition, text: &str) -> ResultFile {
    with_card(edition, text, |card| ResultFile::new(card, Lang::Id))
}

/// The bytes of that result.
pub fn json(edition: &Edition, text: &str) -> String {
    result(edition, text).to_json()
}

/// The first name that an advice gives twice, as in "known are `a`, `b` and `a`".
pub fn named_twice(found: &Diagnostic) -> Option<String> {
    let advice = found.advice()?.get(Lang::En);
    let known = advice.strip_prefix("known are ")?;
    let mut names = std::collections::BTreeSet::new();
    let names_in_order = known.split('`').skip(1).step_by(2);
    names_in_order.map(str::to_owned).find(|name| !names.insert(name.clone()))
}

/// A printed decimal as an exact number that the library has no hand in.
pub fn exact(printed: impl ToString) -> BigRational {
    let printed = printed.to_string();
    let (whole, decimals) = printed.split_once('.').unwrap_or((&printed, ""));
    let digits: BigInt = format!("{whole}{decimals}").parse().expect("digits");
    let places = u32::try_from(decimals.len()).expect("a short number");
    BigRational::new(digits, BigInt::from(10).pow(places))
}

/// Runs a test on random values, and shows the smallest one that fails.
///
/// The seed is fixed, so that a run depends on nothing but the code; `PROPTEST_RNG_SEED` sets another
/// one. Nothing is written to disk: a failure becomes a case under `fixtures/`.
pub fn for_all<S: Strategy>(cases: u32, strategy: &S, test: impl Fn(S::Value) -> TestCaseResult)
where
    S::Value: Debug,
{
    let from_environment = Config::default();
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 1024,
        max_shrink_time: 20_000,
        rng_seed: match from_environment.rng_seed {
            RngSeed::Random => RngSeed::Fixed(2023),
            chosen @ RngSeed::Fixed(_) => chosen,
        },
        ..from_environment
    };
    match TestRunner::new(config).run(strategy, test) {
        Ok(()) => {}
        Err(TestError::Fail(why, value)) => {
            let shown = format!("{value:#?}").replace("\\n", "\n").replace("\\\"", "\"");
            panic!("{why}\nthe smallest input that fails:\n{shown}");
        }
        Err(TestError::Abort(why)) => panic!("the run was given up: {why}"),
    }
}
