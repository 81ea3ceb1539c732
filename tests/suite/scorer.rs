//! The scorer of totals and the dense columns give what the scorecard gives, for every edition and every
//! answers file; the scorecard is held against the second engine elsewhere.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use kla::{Answers, Columns, Points, Scorer, State, score};
use kla_tests::generate::answers;
use kla_tests::oracle::{judge, read_edition};
use num_rational::BigRational;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseResult;

use crate::support::{Rules, changed, every_rules, exact, for_all, rules};

const CASES: u32 = 48;

/// Every edition, the one of every shape, and ones in which parts leave, columns are wide, or both.
fn with_variants(check: impl Fn(&Rules)) {
    every_rules().for_each(&check);
    let leaves = "policy = \"leaves\"\ndigits = 2\nties = \"half-up\"";
    check(&changed("leaves", "2023", &[("policy = \"lost\"", leaves)]));
    check(&changed("leaves", "profil-22", &[("policy = \"lost\"", leaves)]));
    check(&changed("fine", "profil-22", &[("digits = 2", "digits = 6")]));
}

fn read<'e>(rules: &'e Rules, text: &str) -> Answers<'e> {
    rules.edition.read_answers("answers.toml", text).unwrap_or_else(|found| panic!("{found}"))
}

#[test]
fn a_tally_is_the_scorecard_without_its_trace() {
    with_variants(|rules| {
        let scorer = Scorer::of(&rules.edition);
        for_all(CASES, &answers(&rules.files), |text| {
            let answers = read(rules, &text);
            let (card, tally) = (score(&answers), scorer.tally(&answers));
            prop_assert_eq!(tally.total(), card.total());
            prop_assert_eq!(scorer.total(&answers), card.total());
            let blocks: Vec<Points> = card.blocks().iter().map(|block| block.points).collect();
            prop_assert_eq!(tally.blocks(), &blocks[..]);
            let rows: Vec<Points> = card.indicators().map(|row| row.points).collect();
            prop_assert_eq!(tally.indicators(), &rows[..]);
            let placed = format!("{:?}", tally.placement());
            prop_assert_eq!(placed, format!("{:?}", card.placement()));
            Ok(())
        });
    });
}

/// Answers of many regions: more than lie side by side, so that there are full lanes and a rest.
#[test]
fn columns_add_up_to_the_totals_of_the_second_engine() {
    let (apart, within) = (Cell::new(0), Cell::new(0));
    let widths = RefCell::new(BTreeSet::new());
    with_variants(|rules| {
        let (scorer, second) = (Scorer::of(&rules.edition), read_edition(&rules.files));
        for_all(4, &vec(answers(&rules.files), 1..140), |texts| {
            let mut columns = Columns::of(&scorer);
            let mut expected = Vec::new();
            for (region, text) in texts.iter().enumerate() {
                prop_assert_eq!(columns.push(&read(rules, text)), region);
                expected.push(judge(&second, text).total);
            }
            apart.set(apart.get() + columns.apart());
            within.set(within.get() + columns.len() - columns.apart());
            let leaves = rules.edition.questions().count()
                + rules.edition.indicators().filter(|row| row.measure().is_some()).count();
            widths.borrow_mut().insert(columns.bytes_per_region().checked_div(leaves));
            let found: Vec<BigRational> = columns.totals().into_iter().map(exact).collect();
            prop_assert_eq!(&found, &expected);
            prop_assert_eq!(columns.par_totals(), columns.totals());
            Ok(())
        });
    });
    assert!(apart.get() > 0, "no region was too fine for its columns, or left a sum");
    assert!(within.get() > 100, "few regions lie within the columns");
    let widths: Vec<usize> = widths.into_inner().into_iter().flatten().collect();
    assert_eq!(widths, [2, 8], "columns of both widths");
}

/// Changing what a question earns in the columns is changing the answer.
#[test]
fn a_changed_column_is_a_changed_answer() {
    let rules = rules("2023");
    let scorer = Scorer::of(&rules.edition);
    let set = Cell::new(0);
    let change = (answers(&rules.files), any::<Index>(), 0_u32..=100);
    for_all(CASES, &change, |(text, which, percent)| -> TestCaseResult {
        let answers = read(rules, &text);
        let mut columns = Columns::of(&scorer);
        let region = columns.push(&answers);
        let questions: Vec<_> = rules.edition.questions().collect();
        let question = which.get(&questions);
        let leaf = columns.leaf(question.id.as_str()).expect("every question has a column");
        let points = question.maximum.part_of(percent.into(), 100.into(), 2).expect("a share");
        let fits = columns.apart() == 0;
        prop_assert_eq!(columns.set(region, leaf, points), fits);
        if fits {
            set.set(set.get() + 1);
            // Read anew with the answer in it: what was stated for a whole of which it is a part stands there
            // still, and counts no longer.
            let changed = with_answer(&text, question.id.as_str(), &points.to_string());
            prop_assert_eq!(columns.totals()[region], score(&read(rules, &changed)).total());
        }
        Ok(())
    });
    assert!(set.get() > 0, "no region fitted the columns");
}

/// A file with another answer to a question.
fn with_answer(text: &str, question: &str, points: &str) -> String {
    let mut file: toml::Table = text.parse().expect("it is TOML");
    let (indicator, number) = question.split_once('.').expect("an id of a question");
    let table = |key: &str, of: &mut toml::Table| -> toml::Table {
        of.remove(key).and_then(|value| value.try_into().ok()).unwrap_or_default()
    };
    let mut answers = table("answers", &mut file);
    let mut row = table(indicator, &mut answers);
    row.insert(number.to_owned(), points.into());
    answers.insert(indicator.to_owned(), row.into());
    file.insert("answers".to_owned(), answers.into());
    file.to_string()
}

/// The gates that keep a category away are those of the edition that the answers bring along.
#[test]
fn a_tally_goes_by_the_gates_of_the_answers() {
    let base = rules("2023");
    let capping = changed("capping", "2023", &[("effect = \"notice\"", "effect = \"cap\"")]);
    let text =
        "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"";
    let [free, capped] = [base, &capping].map(|rules| {
        read(rules, text).revised(
            |leaf| match leaf.address.to_string().as_str() {
                "1.P1" => State::Zero,
                _ => State::Points(leaf.maximum),
            },
            |_| None,
        )
    });
    let category = |scorer: Scorer<'_>, answers: &Answers<'_>| {
        scorer.tally(answers).placement().category.map(|found| found.id.to_string())
    };
    let scorers = || [Scorer::of(&base.edition), Scorer::of(&capping.edition)];
    for (answers, expected) in [(&free, "kla"), (&capped, "nindya")] {
        let told = score(answers).placement().category.map(|found| found.id.to_string());
        assert_eq!(told.as_deref(), Some(expected));
        for scorer in scorers() {
            assert_eq!(category(scorer, answers), told);
        }
    }
}

#[test]
fn columns_refuse_what_they_cannot_hold() {
    let rules = rules("2023");
    let mut columns = Columns::of(&Scorer::of(&rules.edition));
    let head =
        "format=1\nedition='2023'\nregion='32.73'\nyear=2024\nstage='mandiri'\n[answers.4]\n";
    let whole = columns.push(&read(rules, &format!("{head}P1='1'")));
    let fine = columns.push(&read(rules, &format!("{head}P1='0.125'")));
    let leaf = columns.leaf("4.P1").expect("a question");
    assert_eq!((columns.len(), columns.apart()), (2, 1));
    assert!(!columns.set(fine, leaf, Points::ZERO), "a region apart");
    assert!(!columns.set(whole, leaf, Points::from(1000)), "more than the maximum");
    assert!(!columns.set(whole + 2, leaf, Points::ZERO), "no such region");
    assert!(!columns.set(whole, 9999, Points::ZERO), "no such question");
    let totals: Vec<String> = columns.totals().iter().map(ToString::to_string).collect();
    assert_eq!(totals, ["1", "0.125"]);
    assert_eq!(columns.bytes_per_region(), 274 * 2);
}
