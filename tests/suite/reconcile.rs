//! Stages held against each other: every point of the way is accounted for, whatever the answers.

use std::collections::{BTreeMap, BTreeSet};

use kla::{Address, Answers, Edition, Lang, OverError, Points};
use kla_cli::Exit;
use kla_plan::{
    Cause, ChangeKind, Reconciliation, Rest, StageFigure, StageRemark, Stages, StagesError,
    reconciliation_json,
};
use kla_tests::fixtures::{root, stages_cases};
use kla_tests::generate;
use num_rational::BigRational;
use num_traits::Zero as _;
use proptest::prelude::*;
use serde_json::Value;

use crate::run::{Folder, Run, run};
use crate::support::{Rules, every_rules, exact, for_all, rules};

/// Answers of some stages, each with its name and text, that must be free of mistakes.
fn read<'e>(edition: &'e Edition, files: &[(&str, &str)]) -> Vec<(String, Answers<'e>)> {
    let read = |(name, text): &(&str, &str)| {
        let answers = edition
            .read_answers(name, text)
            .unwrap_or_else(|rejected| panic!("{rejected}\n\n{text}"));
        ((*name).to_owned(), answers)
    };
    files.iter().map(read).collect()
}

fn signed(points: Points) -> BigRational {
    let size = exact(points.abs());
    if points.is_negative() { -size } else { size }
}

// The cases of the repository

/// What is expected and not found: of objects the keys that are named, of lists each item in its place.
fn missing(place: &str, expected: &Value, found: &Value) -> Vec<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => expected
            .iter()
            .flat_map(|(key, expected)| {
                let place = format!("{place}/{key}");
                match found.get(key) {
                    Some(found) => missing(&place, expected, found),
                    None => vec![format!("{place} is not there")],
                }
            })
            .collect(),
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => expected
            .iter()
            .zip(found)
            .enumerate()
            .flat_map(|(at, (expected, found))| missing(&format!("{place}/{at}"), expected, found))
            .collect(),
        _ if expected == found => Vec::new(),
        _ => vec![format!("{place}: expected {expected}, found {found}")],
    }
}

#[test]
fn every_case_of_stages_gives_what_is_known() {
    let cases = stages_cases();
    assert_eq!(cases.len(), 3);
    for case in cases {
        let paths: Vec<String> =
            case.files.iter().map(|(path, _)| path.to_string_lossy().into_owned()).collect();
        let arguments = ["reconcile", "--format", "json"].map(str::to_owned);
        let Run { exit, output, messages } = run(arguments.into_iter().chain(paths), b"");
        assert_eq!((exit, messages.as_str()), (Exit::Done, ""), "{}", case.name);
        let found: Value = serde_json::from_str(&output).expect("JSON");
        let expected: Value = serde_json::from_str(&case.expected).expect("JSON");
        let wrong = missing("", &expected, &found);
        assert!(wrong.is_empty(), "{}:\n{}", case.name, wrong.join("\n"));
    }
}

#[test]
fn every_case_of_stages_says_where_its_numbers_come_from() {
    for case in stages_cases() {
        let description: toml::Table = case.description.parse().expect("TOML");
        for key in ["title", "what", "source", "basis", "stage_note", "expectation"] {
            let text = description.get(key).and_then(toml::Value::as_str).unwrap_or_default();
            assert!(!text.trim().is_empty(), "{}: nothing under `{key}`", case.name);
        }
        let made_up = description["illustrative"].as_array().is_some_and(|list| !list.is_empty());
        assert_eq!(made_up, description["basis"].as_str() == Some("illustrative"), "{}", case.name);
        for (path, text) in &case.files {
            assert!(text.contains("\nnotes = "), "{}: no notes", path.display());
        }
    }
}

// What holds for all answers

/// Three files of one case, the later ones with reasons here and there and without anything that cannot be
/// laid over the earlier.
fn of_one_case(rules: &Rules, texts: [String; 3]) -> Vec<(String, String)> {
    let stages: Vec<&str> = rules.edition.stages().iter().map(|one| one.id.as_str()).collect();
    let mut tables: Vec<toml::Table> =
        texts.iter().map(|text| text.parse().expect("answers are TOML")).collect();
    let year = tables[0]["year"].clone();
    for (place, table) in tables.iter_mut().enumerate() {
        table.insert("year".into(), year.clone());
        table.insert("stage".into(), stages[place].into());
        if place > 0 {
            give_reasons(table);
        }
    }
    // Parts of what is known only as a whole are taken out, as the refusal names them.
    loop {
        let files: Vec<(String, String)> = stages
            .iter()
            .zip(&tables)
            .map(|(stage, table)| ((*stage).to_owned(), table.to_string()))
            .collect();
        let named: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        match Stages::of(read(&rules.edition, &named)) {
            Ok(_) => return files,
            Err(StagesError::Over { later, reason: OverError::PartsOfWholes(nodes), .. }) => {
                let place = stages.iter().position(|stage| *stage == later).expect("a stage");
                for node in nodes {
                    silence(&mut tables[place], &rules.edition, &node);
                }
            }
            Err(error) => panic!("{error}"),
        }
    }
}

/// Gives some of the awarded points a reason and some a note.
fn give_reasons(file: &mut toml::Table) {
    let codes = ["BK", "BT", "BP", "BR", "HT", "TF", "NA", "OK", "NAIK"];
    let rows = file.get_mut("answers").and_then(toml::Value::as_table_mut);
    for (at, (_, row)) in rows.into_iter().flatten().enumerate() {
        let questions = row.as_table_mut().into_iter().flatten();
        for (place, (_, answer)) in questions.enumerate() {
            let dice = at * 7 + place;
            let points =
                answer.as_str().filter(|text| text.starts_with(|c: char| c.is_ascii_digit()));
            let Some(points) = points.filter(|_| dice % 3 > 0).map(str::to_owned) else { continue };
            let mut table = toml::Table::new();
            table.insert("points".into(), points.into());
            table.insert("reason".into(), codes[dice % codes.len()].into());
            *answer = table.into();
        }
    }
}

/// Takes out what a file says of the parts of a block or row.
fn silence(file: &mut toml::Table, edition: &Edition, node: &Address) {
    let node = node.to_string();
    let rows: Vec<String> = match edition.block(&node) {
        Some(block) => block.indicators.iter().map(|row| row.id.to_string()).collect(),
        None => vec![node],
    };
    for key in ["answers", "indicators"] {
        if let Some(table) = file.get_mut(key).and_then(toml::Value::as_table_mut) {
            table.retain(|row, _| !rows.iter().any(|silent| silent == row));
        }
    }
}

/// Tries a law on random files of three stages of every edition.
fn check(
    cases: u32,
    law: impl Fn(&Reconciliation<'_>, &[(String, String)]) -> Result<(), TestCaseError>,
) {
    for rules in every_rules() {
        if rules.edition.reasons().is_none() || rules.edition.stages().len() < 3 {
            continue;
        }
        let one = || generate::answers(&rules.files);
        for_all(cases, &[one(), one(), one()], |texts| {
            let files = of_one_case(rules, texts);
            let named: Vec<(&str, &str)> =
                files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            let stages = Stages::of(read(&rules.edition, &named)).expect("one case");
            law(&stages.reconcile(), &files)
        });
    }
}

/// The block that holds a node.
fn block_of(edition: &Edition, node: &Address) -> Option<usize> {
    let node = node.to_string();
    edition.blocks().iter().position(|block| {
        block.id == *node
            || block.indicators.iter().any(|row| {
                row.id == *node || row.questions().iter().any(|question| question.id == *node)
            })
    })
}

#[test]
fn changes_reasons_and_blocks_add_up_to_the_difference() {
    check(16, |found, _| {
        for step in &found.steps {
            let [before, after] = step.between;
            let totals = (found.stages[before].total, found.stages[after].total);
            let (Some(from), Some(to)) = totals else {
                prop_assert!(step.waterfall.is_none() && step.changes.is_empty());
                continue;
            };
            let difference = signed(to) - signed(from);
            let changes: BigRational = step.changes.iter().map(|one| signed(one.points)).sum();
            prop_assert_eq!(&changes, &difference);
            let fall = step.waterfall.as_ref().expect("both totals are known");
            let blocks: BigRational =
                fall.blocks.iter().filter_map(|block| block.difference()).map(signed).sum();
            prop_assert_eq!(blocks + signed(fall.rest), difference);
            let cards = (&found.stages[before].card, &found.stages[after].card);
            let (Some(before), Some(after)) = cards else { continue };
            // Blocks add up by themselves unless some left the total.
            if before.rescale().is_none() && after.rescale().is_none() {
                prop_assert!(fall.rest.is_zero(), "rest {}", fall.rest);
            }
            let mut by_block: BTreeMap<usize, BigRational> = BTreeMap::new();
            for change in &step.changes {
                if let Some(place) = block_of(before.edition(), &change.node) {
                    *by_block.entry(place).or_default() += signed(change.points);
                }
            }
            for (place, block) in fall.blocks.iter().enumerate() {
                let known = block.difference().map(signed);
                let sum = by_block.remove(&place).unwrap_or_default();
                prop_assert_eq!(known, Some(sum), "{}", block.block.id);
            }
        }
        let causes: BigRational = found.causes().iter().map(|one| signed(one.total().1)).sum();
        if let Some(all) =
            found.difference().filter(|_| found.steps.iter().all(|one| one.waterfall.is_some()))
        {
            prop_assert_eq!(causes, signed(all));
        }
        Ok(())
    });
}

/// The official total is that of the answers laid over each other by hand, stage by stage.
#[test]
fn an_official_total_is_the_score_of_what_stands() {
    check(8, |found, files| {
        let edition = found.stages[0].own.edition();
        let named: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let mut read = read(edition, &named).into_iter().map(|(_, answers)| answers);
        let mut stands = read.next().expect("a first stage");
        for (place, stage) in found.stages.iter().enumerate() {
            if place > 0 {
                stands = read.next().expect("a stage").over(&stands).expect("one case");
            }
            if stage.figure == StageFigure::Computed {
                prop_assert_eq!(stage.total, Some(kla::score(&stands).total()));
            }
        }
        Ok(())
    });
}

#[test]
fn shares_add_up_to_the_official_total() {
    check(16, |found, _| {
        for (place, stage) in found.stages.iter().enumerate() {
            prop_assert_eq!(stage.shares.len(), place + 1);
            let Some(total) = stage.total else { continue };
            let shares: BigRational = stage.shares.iter().map(|share| signed(*share)).sum();
            prop_assert_eq!(shares + signed(stage.adjustment), signed(total));
            prop_assert!(stage.shares.iter().all(|share| !share.is_negative()));
            let bends = stage.card.as_ref().is_some_and(|card| {
                card.rescale().is_some()
                    || card.blocks().iter().any(|block| block.rescale.is_some())
                    || card
                        .indicators()
                        .any(|row| row.rescale.is_some() || !row.not_counted().is_zero())
            });
            prop_assert!(bends || stage.adjustment.is_zero());
        }
        Ok(())
    });
}

#[test]
fn no_more_is_checked_than_is_claimed() {
    check(16, |found, _| {
        for checked in found.stages.iter().filter_map(|stage| stage.checked.as_ref()) {
            prop_assert!(checked.points <= checked.claimed);
            for block in &checked.blocks {
                prop_assert!(block.points <= block.claimed, "{}", block.block.id);
            }
        }
        Ok(())
    });
}

#[test]
fn the_order_of_the_files_changes_nothing() {
    check(6, |found, files| {
        let edition = found.stages[0].own.edition();
        let known = reconciliation_json(found, Lang::Id);
        for order in [[1, 0, 2], [2, 1, 0], [1, 2, 0]] {
            let named: Vec<(&str, &str)> =
                order.iter().map(|place| (&*files[*place].0, &*files[*place].1)).collect();
            let stages = Stages::of(read(edition, &named)).expect("one case");
            prop_assert_eq!(&reconciliation_json(&stages.reconcile(), Lang::Id), &known);
        }
        Ok(())
    });
}

#[test]
fn a_stage_that_says_nothing_changes_nothing() {
    check(8, |found, files| {
        let edition = found.stages[0].own.edition();
        let Some(last) = edition.stages().get(3) else { return Ok(()) };
        let silent = files[0].1.parse::<toml::Table>().expect("TOML");
        let mut silent: toml::Table = silent
            .into_iter()
            .filter(|(key, _)| ["format", "edition", "region", "year"].contains(&key.as_str()))
            .collect();
        silent.insert("stage".into(), last.id.as_str().into());
        let silent = silent.to_string();
        let mut named: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        named.push(("silent", &silent));
        let stages = Stages::of(read(edition, &named)).expect("one case");
        let with = stages.reconcile();
        prop_assert_eq!(with.stages[3].total, found.stages[2].total);
        prop_assert!(with.steps[2].changes.is_empty());
        prop_assert_eq!(with.difference(), found.difference());
        prop_assert_eq!(with.contests.len(), found.contests.len());
        let expected = if found.stages[2].total.is_some() {
            StageFigure::Unchanged
        } else {
            StageFigure::Unknown
        };
        prop_assert_eq!(with.stages[3].figure, expected);
        Ok(())
    });
}

// Depths

const HEAD: &str = "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\n";

fn file(stage: &str, rest: &str) -> String {
    format!("{HEAD}stage = \"{stage}\"\n{rest}\n")
}

/// Asks something of stages of edition 2023 that must go together.
fn asked<T>(files: &[(&str, &str)], ask: impl FnOnce(&Reconciliation<'_>) -> T) -> T {
    let texts: Vec<(&str, String)> =
        files.iter().map(|(stage, rest)| (*stage, file(stage, rest))).collect();
    let named: Vec<(&str, &str)> =
        texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let stages = Stages::of(read(&rules("2023").edition, &named)).expect("one case");
    ask(&stages.reconcile())
}

fn totals(found: &Reconciliation<'_>) -> Vec<String> {
    let total = |stage: &kla_plan::StageScore<'_>| {
        stage.total.map_or_else(|| "–".to_owned(), |total| total.to_string())
    };
    found.stages.iter().map(total).collect()
}

/// The blocks of the self-assessment: 100 + 90 + 120 + 110 + 80 + 150 + 60 = 710.
const BLOCKS: &str = "[blocks]\nkelembagaan = \"100\"\nklaster-1 = \"90\"\nklaster-2 = \"120\"\n\
    klaster-3 = \"110\"\nklaster-4 = \"80\"\nklaster-5 = \"150\"\nkelana-dekela = \"60\"";

#[test]
fn parts_over_a_printed_total_have_no_total() {
    let printed = ("verifikasi-administrasi", "[declared]\ntotal = \"600\"");
    let part = "[blocks]\nklaster-1 = \"70\"";
    asked(&[("mandiri", BLOCKS), printed, ("verifikasi-lapangan", part)], |found| {
        assert_eq!(totals(found), ["710", "600", "–"]);
        assert_eq!(found.stages[2].figure, StageFigure::Unknown);
        assert!(found.steps[1].waterfall.is_none() && found.overall.is_none());
        let told = |one: &StageRemark<'_>| {
            matches!(one, StageRemark::NotComputable { stage: 2, since: 1, printed: false })
        };
        assert!(found.remarks.iter().any(told), "{:?}", found.remarks);
    });
    // With its own printed total that one is used, and nothing is computed.
    let with_total = format!("{part}\n[declared]\ntotal = \"590\"");
    asked(&[("mandiri", BLOCKS), printed, ("verifikasi-lapangan", &with_total)], |found| {
        assert_eq!(totals(found), ["710", "600", "590"]);
        assert_eq!(found.stages[2].figure, StageFigure::Declared);
        let told =
            |one: &StageRemark<'_>| matches!(one, StageRemark::NotComputable { printed: true, .. });
        assert!(found.remarks.iter().any(told), "{:?}", found.remarks);
    });
    // With all blocks it stands on its own: 710 − 20 = 690.
    let all = BLOCKS.replace("\"90\"", "\"70\"");
    asked(&[("mandiri", BLOCKS), printed, ("verifikasi-lapangan", &all)], |found| {
        assert_eq!(totals(found), ["710", "600", "690"]);
        assert_eq!(found.stages[2].figure, StageFigure::Computed);
        // Over all the blocks are known on both sides, though not in between.
        let overall = found.overall.as_ref().expect("both totals");
        assert_eq!(overall.difference.to_string(), "-20");
        assert!(overall.rest.is_zero());
        assert_eq!(found.steps[0].changes[0].kind, ChangeKind::Undivided);
    });
}

#[test]
fn a_file_that_says_nothing_at_first_is_not_zero() {
    asked(&[("mandiri", ""), ("verifikasi-administrasi", BLOCKS)], |found| {
        assert_eq!(totals(found), ["–", "710"]);
        assert!(found.steps[0].waterfall.is_none());
        assert!(found.steps[0].changes.is_empty());
    });
}

/// Printed blocks are divided as far as both sides print them; what is left is one line.
#[test]
fn printed_blocks_divide_a_printed_difference() {
    let before =
        "[declared]\ntotal = \"700\"\nblocks = { klaster-1 = \"90\", klaster-2 = \"120\" }";
    let after = "[declared]\ntotal = \"650\"\nblocks = { klaster-1 = \"70.5\" }";
    asked(&[("mandiri", before), ("final", after)], |found| {
        let fall = found.steps[0].waterfall.as_ref().expect("both totals");
        let known: Vec<String> = fall
            .blocks
            .iter()
            .filter_map(|block| Some(format!("{} {}", block.block.id, block.difference()?)))
            .collect();
        // −50 = −19.5 of Klaster I and −30.5 of the others.
        assert_eq!(known, ["klaster-1 -19.5"]);
        assert_eq!((fall.rest.to_string().as_str(), fall.why), ("-30.5", Rest::Undivided));
    });
    // All blocks printed on one side, computed on the other; the printed ones add up to 689, not 690.
    let printed = BLOCKS.replace("[blocks]", "[declared.blocks]").replace("\"90\"", "\"69\"");
    let printed = format!("[declared]\ntotal = \"690\"\n{printed}");
    asked(&[("mandiri", BLOCKS), ("final", &printed)], |found| {
        let fall = found.steps[0].waterfall.as_ref().expect("both totals");
        assert_eq!(fall.difference.to_string(), "-20");
        assert_eq!((fall.rest.to_string().as_str(), fall.why), ("1", Rest::Printed));
    });
}

#[test]
fn a_printed_total_that_really_differs_is_told() {
    let near = format!("{BLOCKS}\n[declared]\ntotal = \"710.00\"");
    let wrong = format!("{BLOCKS}\n[declared]\ntotal = \"720\"\ncategory = \"Madya\"");
    asked(&[("mandiri", &wrong), ("final", &near)], |found| {
        let codes: BTreeSet<(&str, Option<usize>)> =
            found.remarks.iter().map(|one| (one.code(), one.stage())).collect();
        assert!(codes.contains(&("declared-differs", Some(0))));
        assert!(codes.contains(&("declared-category-differs", Some(0))));
        assert!(!codes.contains(&("declared-differs", Some(1))));
        assert_eq!(totals(found), ["710", "710"]);
    });
}

/// A reason beside an answer that is confirmed changes nothing, and is not flagged.
#[test]
fn a_confirmed_answer_is_no_change() {
    let claim = "[answers.4]\nP1 = \"1\"\nP4 = \"5\"";
    let confirmed =
        "[answers.4]\nP1 = { status = \"sah\" }\nP4 = { points = \"5\", reason = \"OK\" }";
    asked(&[("mandiri", claim), ("verifikasi-administrasi", confirmed)], |found| {
        assert!(found.steps[0].changes.is_empty());
        let shares: Vec<String> = found.stages[1].shares.iter().map(ToString::to_string).collect();
        // Both answers now rest on the verifier's word.
        assert_eq!(shares, ["0", "6"]);
        let codes: Vec<&str> = found.remarks.iter().map(StageRemark::code).collect();
        assert!(!codes.contains(&"without-reason"), "{codes:?}");
        let checked = found.stages[1].checked.as_ref().expect("computed");
        assert_eq!((checked.points, checked.claimed), (Points::from(6), Points::from(6)));
    });
}

/// A whole beside its own parts does not count, and is not what was checked.
#[test]
fn a_whole_beside_its_parts_is_no_checked_claim() {
    let claim = "[blocks]\nklaster-1 = \"90\"\n[indicators]\n\"5\" = \"40\"\n\
        [answers.4]\nP4 = \"5\"\nP5 = \"3\"\n[answers.5]\nP1 = \"2\"";
    // The verifier speaks on two questions that nobody claimed.
    let later = "[answers.4]\nP1 = \"1\"\n[answers.5]\nP2 = \"1\"";
    asked(&[("mandiri", claim), ("verifikasi-administrasi", later)], |found| {
        let checked = found.stages[1].checked.as_ref().expect("computed");
        assert_eq!((checked.points, checked.claimed), (Points::ZERO, Points::from(10)));
    });
}

#[test]
fn another_answer_of_equal_points_still_wants_a_note() {
    let claim = "[answers.4]\nP1 = \"0\"";
    let other = "[answers.4]\nP1 = \"nol\"";
    asked(&[("mandiri", claim), ("verifikasi-administrasi", other)], |found| {
        let change = &found.steps[0].changes[0];
        assert!(change.points.is_zero() && change.lacks_note() && change.lacks_reason());
        assert!(found.causes().iter().any(|one| matches!(one.cause, Cause::NoReason)));
        assert!(found.contests.is_empty());
    });
}

// The program

fn reconcile(folder: &Folder, files: &[(&str, String)], options: &[&str]) -> Run {
    for (name, text) in files {
        folder.write(name, text);
    }
    let paths = files.iter().map(|(name, _)| folder.file(name));
    let options = options.iter().map(|option| (*option).to_owned());
    run(std::iter::once("reconcile".to_owned()).chain(paths).chain(options), b"")
}

#[test]
fn files_that_are_no_stages_of_one_case_are_refused() {
    let folder = Folder::new("reconcile-refused");
    let own = || ("a.toml", file("mandiri", BLOCKS));
    let refused = |other: String, exit: Exit, said: &str| {
        let Run { exit: found, output, messages } =
            reconcile(&folder, &[own(), ("b.toml", other)], &[]);
        assert_eq!((found, output.as_str()), (exit, ""), "{messages}");
        assert!(messages.contains(said), "{messages}");
    };
    let later = |from: &str, to: &str| file("final", BLOCKS).replace(from, to);
    refused(file("mandiri", BLOCKS), Exit::Unusable, "sama-sama tahap `mandiri`");
    refused(later("62.71", "62.02"), Exit::Unusable, "daerahnya berbeda, 62.71 dan 62.02");
    refused(later("2024", "2025"), Exit::Unusable, "tahunnya berbeda, 2024 dan 2025");
    let other_edition = file("final", "[declared]\ntotal = \"1\"")
        .replace("\"2023\"", "\"2022\"")
        .replace("2024", "2022");
    refused(other_edition, Exit::Unusable, "edisi atau aturan tambahannya berbeda");
    refused(file("final", "[answers.4]\nP1 = \"1\""), Exit::Unusable, "`klaster-1`");
    refused(file("final", "[blocks]\nklaster-9 = \"1\""), Exit::Unusable, "klaster-9");
    let alone = reconcile(&folder, &[own()], &[]);
    assert_eq!(alone.exit, Exit::Usage);
    assert!(alone.messages.contains("dua tahap atau lebih"), "{}", alone.messages);
}

/// The whole paper in every form, and nothing wider than a terminal.
#[test]
fn a_reconciliation_reads_well_in_every_form() {
    let folder = root().join("fixtures/stages/contoh-butir");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let files = ["final.toml", "mandiri.toml", "verifikasi-administrasi.toml"].map(path);
    let print = |options: &[&str]| {
        let arguments = std::iter::once("reconcile".to_owned()).chain(files.clone());
        let options = options.iter().map(|option| (*option).to_owned());
        let Run { exit, output, messages } = run(arguments.chain(options), b"");
        assert_eq!((exit, messages.as_str()), (Exit::Done, ""));
        output
    };
    let text = print(&[]);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "nilainya turun 37,10 (4,4 %): 851,00 → 813,90",
        "Tidak ada berkas tahap Verifikasi lapangan (VLH)",
        "1 jawaban ditolak tanpa nilai baru, jadi dihitung nol (−2,00): 4.P6",
        "1 butir yang dikosongkan daerah diisi pada tahap ini (+1,00): 4.P7",
        "BT: Bukti tidak sesuai dengan yang ditanyakan",
        "TANPA KODE",
        "TANPA CATATAN",
        "perlu konsensus",
        "Bila ada bukti lain yang sesuai dengan yang ditanyakan, unggah bukti itu.",
        "bukan penetapan Kementerian PPPA",
    ] {
        assert!(words.contains(said), "`{said}` is not in\n{text}");
    }
    // Long paths in the head are the only thing that cannot be broken.
    for line in text.lines().filter(|line| !line.contains(".toml")) {
        assert!(line.chars().count() <= 100, "{line}");
    }
    assert!(print(&["--format", "md"]).contains("| **−33,50** | **Jumlah** |"));
    let page = print(&["--format", "html"]);
    assert!(page.contains(">−21,50</td>"));
    assert!(!page.contains("http://") && !page.contains("<script"));
    let english = print(&["--lang", "en"]);
    let words = english.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("the score fell by 37.10 (4.4 %): 851.00 → 813.90"), "{english}");
    for word in ["Nilai", "Selisih", "tanpa"] {
        assert!(!english.contains(word), "`{word}` in English");
    }
}

#[test]
fn nothing_is_lost_when_all_three_stages_differ() {
    // Each step is a change of its own, so the way back up is seen as well.
    let stages = ["5", "2", "4"].map(|points| format!("[answers.4]\nP4 = \"{points}\""));
    let files = [
        ("mandiri", stages[0].as_str()),
        ("verifikasi-administrasi", stages[1].as_str()),
        ("final", stages[2].as_str()),
    ];
    asked(&files, |found| {
        let steps: Vec<String> =
            found.steps.iter().map(|step| step.changes[0].points.to_string()).collect();
        assert_eq!(steps, ["-3", "2"]);
        // What the last stage judged again is settled.
        assert!(found.contests.is_empty());
        let sum: BigRational = found.causes().iter().map(|one| signed(one.total().1)).sum();
        assert!(!sum.is_zero());
        assert_eq!(sum, -exact("1"));
    });
}

#[test]
fn a_source_that_is_no_answers_file_stops_the_run() {
    let folder = Folder::new("reconcile-broken");
    let found = reconcile(
        &folder,
        &[("a.toml", file("mandiri", BLOCKS)), ("b.toml", "format = 1\n".to_owned())],
        &[],
    );
    assert_eq!(found.exit, Exit::Unusable);
    assert!(found.output.is_empty());
}
