//! Answers written as text again: reading that text gives equal answers.

use kla::{AnswersFile, Edition, Lang, Points, Regions, Response, ResultFile, Source, score};
use kla_tests::fixtures::cases;
use kla_tests::generate::answers;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::support::{SHAPES, every_rules, for_all, rules};

const CASES: u32 = 32;

fn written(edition: &Edition, text: &str) -> String {
    let file = AnswersFile::parse(Source::new("answers.toml", text));
    let answers = file.check(edition, Some(Regions::bundled()));
    answers.unwrap_or_else(|rejected| panic!("{rejected}\n\n{text}")).to_toml()
}

/// What is compared: everything that answers hold but the lines they stood on.
fn held(edition: &Edition, text: &str) -> (Vec<Response>, Vec<Option<Points>>, String) {
    let file = AnswersFile::parse(Source::new("answers.toml", text));
    let answers = file.check(edition, Some(Regions::bundled()));
    let answers = answers.unwrap_or_else(|rejected| panic!("{rejected}\n\n{text}"));
    let (mut responses, mut stated) = (Vec::new(), Vec::new());
    for indicator in edition.indicators() {
        let measured = indicator.measure().map(|_| answers.measured(indicator));
        let questions = indicator.questions().iter().map(|question| answers.response(question));
        responses.extend(measured.into_iter().chain(questions).map(|response| {
            let mut response = response.clone();
            response.line = None;
            response
        }));
        stated.push(answers.stated_for_indicator(indicator));
    }
    stated.extend((0..edition.blocks().len()).map(|place| answers.stated_for_block(place)));
    let json = ResultFile::new(&score(&answers), Lang::Id).to_json();
    let rest = format!(
        "{:?} {} {} {:?} {:?} {:?} {:?} {json}",
        answers.place(),
        answers.year(),
        answers.stage().id,
        answers.notes(),
        answers.declared(),
        answers.declared_category(),
        answers.evidence(),
    );
    (responses, stated, rest)
}

fn same(edition: &Edition, text: &str) -> TestCaseResult {
    let again = written(edition, text);
    prop_assert!(held(edition, text) == held(edition, &again), "{}", again);
    prop_assert_eq!(&written(edition, &again), &again);
    let canonical = kla_format::format(&again).expect("it is TOML");
    prop_assert_eq!(&canonical, &again, "`kla format` would change it");
    Ok(())
}

#[test]
fn random_answers_are_equal_after_writing_and_reading() {
    for rules in every_rules() {
        for_all(CASES, &answers(&rules.files), |text| same(&rules.edition, &text));
    }
}

#[test]
fn every_case_is_equal_after_writing_and_reading() {
    for case in cases() {
        let edition = Edition::bundled(&case.edition).expect("a bundled edition");
        same(edition, &case.answers).unwrap_or_else(|why| panic!("{}: {why}", case.name));
    }
}

/// Odd signs in free text, ids that need quotes, numbers that could be read in two ways, villages one
/// by one, and everything else that random answers leave out.
#[test]
fn odd_texts_and_numbers_survive() {
    let text = "format = 1\nedition = 'bentuk'\nregion = '16.10'\nyear = 2024\nstage = 'final'\n\
        notes = [\"a \\\"b\\\" \\\\ c\", \"satu\\ndua\\ttiga\\u0001\\u00a0\", '=1+1']\n\
        [indicators]\n5 = '0,5'\n\
        [answers.1]\nP1 = { figure = '1,1250', note = '@x', evidence = ['E 1; \"x\"', 'E2'] }\n\
        P2 = { points = '1.500', percent = '98.70', status = 'ditolak' }\n\
        [answers.2]\nP1 = { points = '3', level = 'rancangan' }\nP2 = { items = [] }\n\
        [answers.4]\nP1 = { figure = '01.250' }\nP5 = { figure = '7', points = '2' }\n\
        [answers.6]\nP1 = { units = { 'Kec. \"A\"' = 'ya', 'Kec = B; C' = 'tidak-tahu', D = 'tidak-berlaku' } }\n\
        [declared]\ntotal = '01.000'\nmaxima = { total = '150.000' }\n\
        [[evidence]]\nid = 'E 1; \"x\"'\ntitle = '-judul'\nfrom = 2023-01-01\nto = '2023-12-31'\nagency = 'DPPPA'\n\
        [[evidence]]\nid = 'E2'\ntitle = ''\nsha256 = 'ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD'\n";
    let edition = &rules(SHAPES).edition;
    same(edition, text).unwrap_or_else(|why| panic!("{why}"));
    assert!(written(edition, text).contains("\"Kec = B; C\" = \"tidak-tahu\""));
}
