//! What holds for every answers file of every edition, tried on random ones.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use kla::{
    Address, AgencyId, AnswersFile, Basis, BlockScore, Edition, IndicatorScore, Lang, LeafScore,
    Loss, Measure, NotApplicablePolicy, Regions, Rescale, ResultFile, Scorecard, Severity, Source,
    Step,
};
use kla_tests::generate::{answers, better, shuffled};
use num_rational::BigRational;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{TestCaseError, TestCaseResult};

use crate::oracle::points_of_nodes;
use crate::support::{Rules, every_rules, exact, for_all, json, result, with_card};

/// How many files per edition each law is tried on.
const CASES: u32 = 48;

/// Tries a law on random answers files of every bundled edition, and of the one of every shape.
fn check(law: impl Fn(&Rules, &str) -> TestCaseResult) {
    for rules in every_rules() {
        for_all(CASES, &answers(&rules.files), |text| law(rules, &text));
    }
}

/// Tries a law on the scorecards of random answers files.
fn check_card(law: impl Fn(&Scorecard<'_>) -> TestCaseResult) {
    check(|rules, text| with_card(&rules.edition, text, &law));
}

fn sum(parts: impl Iterator<Item = impl ToString>) -> BigRational {
    parts.map(exact).fold(zero(), |sum, part| sum + part)
}

fn zero() -> BigRational {
    exact("0")
}

// Points

/// Only where the leaf was given before and still is: an answer at a deeper level replaces what was
/// stated above it, and may well be less.
#[test]
fn a_better_answer_never_lowers_anything() {
    for rules in every_rules() {
        let improved = Cell::new(0);
        let pairs = answers(&rules.files).prop_flat_map(|text| {
            let better = better(&rules.files, &text);
            (Just(text), better)
        });
        for_all(CASES, &pairs, |(text, better)| {
            let Some(better) = better else { return Ok(()) };
            improved.set(improved.get() + 1);
            let node = &better.node;
            let before = with_card(&rules.edition, &text, all_points);
            let after = with_card(&rules.edition, &better.text, all_points);
            for (node, points) in &before {
                prop_assert!(
                    after[node] >= *points,
                    "{node} fell from {points} to {}",
                    after[node]
                );
            }
            // Rounding or a range may swallow a better figure, but nothing swallows better points.
            if better.rises {
                prop_assert!(after[node] > before[node], "{node} did not rise");
            }
            Ok(())
        });
        assert!(improved.get() > CASES / 4, "{}: hardly anything was improved", rules.name);
    }
}

/// The points of every node and, for its size, the place of the category.
fn all_points(card: &Scorecard<'_>) -> BTreeMap<String, BigRational> {
    let mut points: BTreeMap<String, BigRational> =
        points_of_nodes(card).into_iter().map(|(node, points)| (node, exact(points))).collect();
    let categories = &card.edition().bands().categories;
    let reached = card.placement().category.map(|reached| &reached.id);
    let place = categories.iter().position(|category| Some(&category.id) == reached);
    points.insert("total".to_owned(), exact(card.total()));
    points.insert("category".to_owned(), exact(place.map_or(0, |place| place + 1)));
    points
}

/// A part of a whole: its maximum, its points, and whether it left because it does not apply.
struct Part(BigRational, BigRational, bool);

impl Part {
    fn new(maximum: kla::Points, points: kla::Points, left: bool) -> Part {
        Part(exact(maximum), exact(points), left)
    }
}

/// How a whole follows from its parts: by their sum, cut to its maximum, or where parts left, by what
/// stayed, scaled up and rounded.
fn whole_follows(
    card: &Scorecard<'_>,
    node: &dyn std::fmt::Display,
    [maximum, points]: [kla::Points; 2],
    rescale: Option<&Rescale>,
    parts: &[Part],
) -> TestCaseResult {
    let (maximum, points) = (exact(maximum), exact(points));
    let stay = || parts.iter().filter(|Part(_, _, left)| !left);
    let earned = stay().fold(zero(), |sum, Part(_, points, _)| sum + points);
    let Some(rescale) = rescale else {
        let all_stay = stay().count() == parts.len();
        prop_assert!(all_stay, "{} lost a part and was not scaled", node);
        prop_assert_eq!(points, earned.min(maximum), "{}", node);
        return Ok(());
    };
    prop_assert!(stay().count() < parts.len(), "{} is scaled and nothing left", node);
    let stayed = stay().fold(zero(), |sum, Part(maximum, ..)| sum + maximum).min(maximum.clone());
    let earned = earned.min(stayed.clone());
    let told = [rescale.whole, rescale.stayed, rescale.earned].map(exact);
    prop_assert_eq!(told, [maximum.clone(), stayed.clone(), earned.clone()], "{}", node);
    let NotApplicablePolicy::Leaves(round) = card.edition().not_applicable().policy else {
        return Err(TestCaseError::fail(format!("{node} is scaled by no rule")));
    };
    prop_assert_eq!(rescale.round, round);
    let step = exact(format!("0.{:0>1$}", 1, round.digits as usize));
    let steps = &points / &step;
    prop_assert!(steps.is_integer(), "{} has {}, which is not rounded", node, points);
    // At most half a step away, and exactly half only upwards.
    let away = (points - maximum * earned / stayed) / step;
    let half = exact("0.5");
    prop_assert!(away > -half.clone() && away <= half, "{} is {} steps away", node, away);
    Ok(())
}

#[test]
fn parts_make_wholes_to_the_last_digit() {
    check_card(|card| {
        let whole = [card.edition().total(), card.total()];
        let part = |block: &BlockScore<'_>| {
            Part::new(block.block.maximum, block.points, block.basis == Basis::Left)
        };
        let parts: Vec<Part> = card.blocks().iter().map(part).collect();
        if parts.iter().all(|Part(_, _, left)| *left) {
            prop_assert_eq!(exact(card.total()), zero());
        } else {
            whole_follows(card, &"the total", whole, card.rescale(), &parts)?;
        }
        card.blocks().iter().try_for_each(|block| block_is_made_of_its_rows(card, block))
    });
}

fn block_is_made_of_its_rows(card: &Scorecard<'_>, block: &BlockScore<'_>) -> TestCaseResult {
    let (id, points) = (&block.block.id, exact(block.points));
    let part = |row: &IndicatorScore<'_>| {
        Part::new(row.indicator.maximum, row.points, row.basis == Basis::Left)
    };
    let parts: Vec<Part> = block.indicators.iter().map(part).collect();
    match block.basis {
        Basis::Parts => {
            let whole = [block.block.maximum, block.points];
            whole_follows(card, id, whole, block.rescale.as_ref(), &parts)?;
        }
        Basis::Stated => prop_assert_eq!(Some(block.points), block.stated, "block {}", id),
        Basis::Nothing => prop_assert_eq!(points, zero(), "block {}", id),
        Basis::Left => {
            let all_left = parts.iter().all(|Part(_, _, left)| *left);
            prop_assert!(all_left && points == zero(), "block {} left", id);
        }
        Basis::Measured => prop_assert!(false, "a block is never measured itself"),
    }
    block.indicators.iter().try_for_each(|row| row_is_made_of_its_questions(card, row))
}

fn row_is_made_of_its_questions(card: &Scorecard<'_>, row: &IndicatorScore<'_>) -> TestCaseResult {
    let (id, points) = (&row.indicator.id, exact(row.points));
    let questions = sum(row.questions.iter().map(|question| question.leaf.points));
    let part = |question: kla::QuestionScore<'_>| {
        let leaf = &question.leaf;
        Part::new(question.question.maximum, leaf.points, leaf.left().is_some())
    };
    let parts: Vec<Part> = row.questions.iter().map(part).collect();
    match row.basis {
        Basis::Parts => {
            let maximum = exact(row.indicator.maximum);
            prop_assert_eq!(exact(row.earned), questions.clone(), "row {}", id);
            let over = (&questions - &maximum).max(zero());
            prop_assert_eq!(exact(row.not_counted()), over, "row {}", id);
            prop_assert!(questions <= maximum || row.indicator.excess().is_some(), "row {}", id);
            let whole = [row.indicator.maximum, row.points];
            whole_follows(card, id, whole, row.rescale.as_ref(), &parts)?;
        }
        Basis::Left => {
            let all_left = parts.iter().all(|Part(_, _, left)| *left);
            let measured = row.measured.as_ref().is_none_or(|leaf| leaf.left().is_some());
            prop_assert!(all_left && measured && points == zero(), "row {} left", id);
        }
        Basis::Measured => {
            let measured = row.measured.as_ref().map(|leaf| exact(leaf.points));
            prop_assert_eq!(Some(points), measured, "row {}", id);
        }
        Basis::Stated => prop_assert_eq!(Some(row.points), row.stated, "row {}", id),
        Basis::Nothing => prop_assert_eq!(points, zero(), "row {}", id),
    }
    Ok(())
}

#[test]
fn every_node_lies_between_zero_and_its_maximum() {
    check_card(|card| {
        let within = |node: &dyn ToString, points: kla::Points, maximum: kla::Points| {
            let inside = exact(points) >= zero() && exact(points) <= exact(maximum);
            prop_assert!(inside, "{} has {points} of {maximum}", node.to_string());
            Ok(())
        };
        within(&"the total", card.total(), card.edition().total())?;
        for block in card.blocks() {
            within(&block.block.id, block.points, block.block.maximum)?;
            for row in &block.indicators {
                within(&row.indicator.id, row.points, row.indicator.maximum)?;
                for question in &row.questions {
                    within(&question.question.id, question.leaf.points, question.question.maximum)?;
                }
            }
        }
        Ok(())
    });
}

// Losses

/// What a node loses is exactly what the total gains when that node alone is full, whatever caps and
/// scaling do on the way; and every loss is told.
#[test]
fn a_loss_is_what_the_total_gains_when_it_is_won() {
    check_card(|card| {
        let losses = card.losses();
        let mut seen = BTreeSet::new();
        for loss in &losses {
            prop_assert!(seen.insert(&loss.node), "{} is lost twice", loss.node);
            let gained = gain(card, &|node| *node == loss.node);
            prop_assert_eq!(exact(loss.lost), gained, "{}", loss.node);
        }
        let ordered = losses.windows(2).all(|pair| pair[0].lost >= pair[1].lost);
        prop_assert!(ordered, "the largest loss comes first");
        let all = gain(card, &|node| seen.contains(node));
        let full = card.rescale().is_none() && !losses.is_empty();
        prop_assert!(!full || exact(card.total()) + all == exact(card.edition().total()));
        Ok(())
    });
}

/// What the total gains when some nodes are full.
fn gain(card: &Scorecard<'_>, wins: &dyn Fn(&Address) -> bool) -> BigRational {
    let answers = card.answers();
    let row_of = |node: &Address| match node {
        Address::Question(id) => id.as_str().split_once('.').map(|(row, _)| row.to_owned()),
        _ => None,
    };
    let row_wins = |node: &Address| {
        row_of(node).is_some_and(|row| {
            let row = card.edition().indicator(&row).expect("a row of the edition");
            wins(&Address::Indicator(row.id.clone()))
        })
    };
    let won = answers.revised(
        |leaf| match wins(&leaf.address) || row_wins(&leaf.address) {
            true => kla::State::Points(leaf.maximum),
            false => leaf.response.state,
        },
        |whole| if wins(&whole.address) { Some(whole.maximum) } else { whole.points },
    );
    exact(kla::score(&won).total()) - exact(card.total())
}

#[test]
fn an_agency_loses_what_its_nodes_lose() {
    check_card(|card| {
        let edition = card.edition();
        let owners = |node: &Address| -> BTreeSet<AgencyId> {
            let own = |measure: &Measure| measure.agencies.clone();
            match node {
                Address::Question(id) => edition
                    .question(id.as_str())
                    .iter()
                    .flat_map(|question| own(&question.measure))
                    .collect(),
                Address::Indicator(id) => {
                    let row = edition.indicator(id.as_str()).expect("a row of the edition");
                    let questions = row.questions().iter().map(|question| &question.measure);
                    questions.chain(row.measure()).flat_map(own).collect()
                }
                Address::Block(_) | Address::Total => BTreeSet::new(),
            }
        };
        let losses = card.losses();
        let agencies = card.agency_losses();
        for agency in edition.agencies() {
            // Row by row, because a capped row cannot lose more than the room it has left.
            let zero = exact(0);
            let (mut alone, mut shared, mut owns) = (zero.clone(), zero, false);
            for (room, row) in rows_of(card, &losses) {
                let of = |is_alone: bool| {
                    let owners = row.iter().map(|loss| (owners(&loss.node), loss.lost));
                    let owned = owners.filter(|(owners, _)| owners.contains(&agency.id));
                    sum(owned
                        .filter(|(owners, _)| (owners.len() == 1) == is_alone)
                        .map(|(_, lost)| lost))
                };
                owns |= row.iter().any(|loss| owners(&loss.node).contains(&agency.id));
                let own = of(true).min(room.clone());
                shared += of(false).min(&room - &own);
                alone += own;
            }
            let found = agencies.iter().find(|loss| loss.agency.id == agency.id);
            let found = found.map(|loss| (exact(loss.alone), exact(loss.shared)));
            let expected = owns.then_some((alone, shared));
            prop_assert_eq!(found, expected, "{}", agency.id);
        }
        Ok(())
    });
}

/// The losses of each row, or of a block as a whole, with what that has left to earn.
fn rows_of<'l, 'a>(
    card: &Scorecard<'_>,
    losses: &'l [Loss<'a>],
) -> Vec<(BigRational, Vec<&'l Loss<'a>>)> {
    let row_of = |node: &Address| match node {
        Address::Question(id) => {
            id.as_str().split_once('.').expect("an address in a row").0.to_owned()
        }
        node => node.to_string(),
    };
    let mut rows: BTreeMap<String, Vec<&Loss<'_>>> = BTreeMap::new();
    for loss in losses {
        rows.entry(row_of(&loss.node)).or_default().push(loss);
    }
    rows.into_iter()
        .map(|(id, losses)| {
            let row = card.indicators().find(|row| row.indicator.id.as_str() == id);
            let room = match row {
                Some(_) => gain(card, &|node| losses.iter().any(|loss| loss.node == *node)),
                None => sum(losses.iter().map(|loss| loss.lost)),
            };
            (room, losses)
        })
        .collect()
}

// What is known about a score

#[test]
fn confidence_shares_sum_to_the_total_of_the_edition() {
    check_card(|card| {
        let shares = card.confidence();
        prop_assert_eq!(
            sum(shares.iter().map(|share| share.points)),
            exact(card.edition().total())
        );
        let rising = shares.windows(2).all(|pair| pair[0].confidence < pair[1].confidence);
        prop_assert!(rising, "each level once, surest first");
        Ok(())
    });
}

#[test]
fn completeness_stays_within_what_there_is() {
    check_card(|card| {
        let found = card.completeness();
        prop_assert!(found.answered <= found.leaves);
        prop_assert_eq!(found.maximum, card.edition().total());
        prop_assert!(exact(found.points) <= exact(found.maximum));
        prop_assert!(exact(card.total()) <= exact(found.points), "points come from what was given");
        Ok(())
    });
}

/// Leaves count whatever else was given; points at stake count at the depth that decided.
#[test]
fn completeness_counts_what_was_given() {
    check_card(|card| {
        let leaves: Vec<LeafScore<'_>> = card
            .indicators()
            .flat_map(|row| row.questions.iter().map(|question| question.leaf).chain(row.measured))
            .collect();
        let found = card.completeness();
        prop_assert_eq!(found.leaves, leaves.len());
        prop_assert_eq!(found.answered, leaves.iter().filter(|leaf| is_given(leaf)).count());
        let at_stake = card.blocks().iter().map(|block| match block.basis {
            Basis::Nothing => zero(),
            Basis::Stated | Basis::Measured | Basis::Left => exact(block.block.maximum),
            Basis::Parts => {
                block.indicators.iter().map(at_stake).fold(zero(), |sum, row| sum + row)
            }
        });
        prop_assert_eq!(exact(found.points), at_stake.fold(zero(), |sum, block| sum + block));
        Ok(())
    });
}

fn at_stake(row: &IndicatorScore<'_>) -> BigRational {
    let maximum = exact(row.indicator.maximum);
    match row.basis {
        Basis::Nothing => zero(),
        Basis::Stated | Basis::Measured | Basis::Left => maximum,
        Basis::Parts => {
            let given = row.questions.iter().filter(|question| is_given(&question.leaf));
            sum(given.map(|question| question.question.maximum)).min(maximum)
        }
    }
}

fn is_given(leaf: &LeafScore<'_>) -> bool {
    leaf.step() != Step::Missing
}

#[test]
fn remarks_name_nodes_that_exist_in_both_languages() {
    check_card(|card| {
        for remark in card.remarks() {
            prop_assert!(exists(card.edition(), &remark.node()), "{}", remark.node());
            let (id, en) = (remark.message(Lang::Id), remark.message(Lang::En));
            prop_assert!(!id.trim().is_empty() && !en.trim().is_empty() && id != en, "{id} = {en}");
        }
        Ok(())
    });
}

/// Asked node by node, nothing is missed and nothing is said twice.
#[test]
fn remarks_on_a_node_are_those_of_the_whole_that_name_it() {
    check_card(|card| {
        let all = card.remarks();
        let mut found = 0;
        for node in nodes(card) {
            let on = card.remarks_on(&node);
            let wanted = all.iter().filter(|remark| remark.node() == node);
            let told = |remark: &kla::Remark<'_>| format!("{remark:?}");
            prop_assert_eq!(
                on.iter().map(told).collect::<Vec<_>>(),
                wanted.map(told).collect::<Vec<_>>(),
                "{}",
                node
            );
            found += on.len();
        }
        prop_assert_eq!(found, all.len());
        Ok(())
    });
}

/// Every node, from the total down.
fn nodes(card: &Scorecard<'_>) -> Vec<Address> {
    let rows = card.indicators();
    let blocks = card.blocks().iter().map(|block| Address::Block(block.block.id.clone()));
    let of_row = |row: &IndicatorScore<'_>| {
        let questions = row.questions.iter();
        let questions = questions.map(|one| Address::Question(one.question.id.clone()));
        std::iter::once(Address::Indicator(row.indicator.id.clone()))
            .chain(questions)
            .collect::<Vec<_>>()
    };
    std::iter::once(Address::Total).chain(blocks).chain(rows.flat_map(of_row)).collect()
}

fn exists(edition: &Edition, node: &Address) -> bool {
    match node {
        Address::Total => true,
        Address::Block(id) => edition.block(id.as_str()).is_some(),
        Address::Indicator(id) => edition.indicator(id.as_str()).is_some(),
        Address::Question(id) => edition.question(id.as_str()).is_some(),
    }
}

#[test]
fn every_printed_figure_that_differs_is_remarked_on() {
    check_card(|card| {
        let differing = card
            .comparisons()
            .into_iter()
            .filter(|figure| {
                figure.computed.is_some_and(|points| exact(figure.declared.points) != exact(points))
            })
            .map(|figure| figure.declared.node.to_string());
        let remarks =
            card.remarks().into_iter().filter(|remark| remark.code() == "declared-differs");
        let remarked: Vec<String> = remarks.map(|remark| remark.node().to_string()).collect();
        prop_assert_eq!(remarked, differing.collect::<Vec<_>>());
        Ok(())
    });
}

#[test]
fn every_capped_row_is_remarked_on() {
    check_card(|card| {
        let over = card.indicators().filter(|row| {
            let questions = sum(row.questions.iter().map(|question| question.leaf.points));
            row.basis == Basis::Parts && questions > exact(row.indicator.maximum)
        });
        let of_blocks_that_count: BTreeSet<String> = card
            .blocks()
            .iter()
            .filter(|block| block.basis == Basis::Parts)
            .flat_map(|block| &block.indicators)
            .map(|row| row.indicator.id.to_string())
            .collect();
        let over = over.map(|row| row.indicator.id.to_string());
        let over: Vec<String> = over.filter(|row| of_blocks_that_count.contains(row)).collect();
        let remarks = card.remarks().into_iter().filter(|remark| remark.code() == "capped");
        let remarked: Vec<String> = remarks.map(|remark| remark.node().to_string()).collect();
        prop_assert_eq!(remarked, over);
        Ok(())
    });
}

// Form

#[test]
fn the_order_of_answers_does_not_matter() {
    for rules in every_rules() {
        let pairs = answers(&rules.files).prop_flat_map(|text| {
            let shuffled = shuffled(&text);
            (Just(text), shuffled)
        });
        for_all(CASES, &pairs, |(text, shuffled)| {
            prop_assert_eq!(json(&rules.edition, &text), json(&rules.edition, &shuffled));
            Ok(())
        });
    }
}

#[test]
fn a_decimal_comma_is_a_decimal_dot() {
    check(|rules, text| {
        let (dots, commas) = (with_mark(text, "."), with_mark(text, ","));
        prop_assert_eq!(json(&rules.edition, &dots), json(&rules.edition, &commas));
        Ok(())
    });
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    check(|rules, text| {
        prop_assert_eq!(json(&rules.edition, text), json(&rules.edition, text));
        Ok(())
    });
}

/// Another reading of the same rules, even of its files in another order, changes nothing either.
#[test]
fn the_same_rules_give_the_same_bytes() {
    for rules in every_rules() {
        let mut files = rules.files.clone();
        files.reverse();
        let again = kla::Edition::parse(crate::support::sources(&files)).expect("sound rules");
        for_all(8, &answers(&rules.files), |text| {
            prop_assert_eq!(json(&rules.edition, &text), json(&again, &text));
            Ok(())
        });
    }
}

#[test]
fn what_is_printed_reads_back_to_the_same() {
    check(|rules, text| {
        let printed = result(&rules.edition, text);
        let read: ResultFile = serde_json::from_str(&printed.to_json()).expect("results are JSON");
        prop_assert_eq!(&read, &printed);
        prop_assert_eq!(read.to_json(), printed.to_json());
        Ok(())
    });
}

#[test]
fn answers_in_json_give_the_same_as_in_toml() {
    check(|rules, text| {
        let file: toml::Table = text.parse().expect("answers are TOML");
        let as_json = serde_json::to_string_pretty(&file).expect("answers fit JSON");
        prop_assert_eq!(json(&rules.edition, text), json(&rules.edition, &as_json));
        Ok(())
    });
}

#[test]
fn the_language_changes_messages_only() {
    check_card(|card| {
        let mut indonesian = ResultFile::new(card, Lang::Id);
        let mut english = ResultFile::new(card, Lang::En);
        for remark in indonesian.remarks.iter_mut().chain(&mut english.remarks) {
            remark.message.clear();
        }
        prop_assert_eq!(indonesian, english);
        Ok(())
    });
}

/// The same answers with one decimal mark throughout; the region's code keeps its dot.
fn with_mark(text: &str, mark: &str) -> String {
    fn write(value: &mut toml::Value, mark: &str) {
        match value {
            toml::Value::String(text)
                if text.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte)) =>
            {
                *text = text.replace(['.', ','], mark);
            }
            toml::Value::Table(table) => {
                for (_, value) in table.iter_mut().filter(|(key, _)| *key != "region") {
                    write(value, mark);
                }
            }
            _ => {}
        }
    }
    let mut file = toml::Value::Table(text.parse().expect("answers are TOML"));
    write(&mut file, mark);
    toml::to_string(&file).expect("answers fit TOML")
}

// Damage

/// What people and programs leave in a file by accident.
const PIECES: &[&str] = &[
    "",
    "\"",
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    "\n",
    "\\",
    "#",
    "0",
    "-1",
    "1.5",
    "1.000",
    "é",
    "\u{feff}",
    "null",
    "6271012345678901",
    "[answers]",
    "state",
];

/// A damaged file is read or refused with reasons; it never stops the program.
#[test]
fn no_text_goes_without_an_answer() {
    for rules in every_rules() {
        let damage = vec((any::<Index>(), 0..3_usize, proptest::sample::select(PIECES)), 1..6);
        let texts = (answers(&rules.files), damage, any::<bool>());
        for_all(CASES * 2, &texts, |(text, damage, in_json)| {
            let file: toml::Table = text.parse().expect("answers are TOML");
            let text = if in_json { serde_json::to_string(&file).expect("it fits") } else { text };
            reads_or_refuses(rules, &damaged(&text, &damage))
        });
    }
}

fn damaged(text: &str, damage: &[(Index, usize, &str)]) -> String {
    let mut signs: Vec<String> = text.chars().map(String::from).collect();
    for (at, dropped, piece) in damage {
        let at = at.index(signs.len() + 1);
        let end = (at + dropped).min(signs.len());
        signs.splice(at..end, [(*piece).to_owned()]);
    }
    signs.concat()
}

fn reads_or_refuses(rules: &Rules, text: &str) -> TestCaseResult {
    let file = AnswersFile::parse(Source::new("answers", text));
    match file.check(&rules.edition, Some(Regions::bundled())) {
        Ok(answers) => {
            prop_assert!(
                answers.warnings().iter().all(|found| found.severity() == Severity::Warning)
            );
            let result = ResultFile::new(&kla::score(&answers), Lang::Id);
            prop_assert!(!result.to_json().is_empty());
        }
        Err(rejected) => {
            let found = rejected.diagnostics();
            prop_assert!(found.iter().any(|found| found.severity() == Severity::Error));
            let in_order =
                found.windows(2).all(|pair| pair[0].span().start <= pair[1].span().start);
            prop_assert!(in_order, "findings come in the order of the file");
            for found in found {
                let span = found.span();
                prop_assert!(found.source().text().get(span).is_some(), "a place in the text");
                prop_assert!(found.render(Lang::Id) != found.render(Lang::En));
            }
        }
    }
    Ok(())
}
