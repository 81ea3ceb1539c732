//! From one year to the next: the bridge sums exactly, drops nothing, and is zero on every line for a
//! file beside itself.

use std::fs;

use kla::{Address, Answers, Edition, Mapping, Points, Source, State};
use kla_cli::Exit;
use kla_plan::{BridgeTerms, ItemKind, Side, YearBridge};
use kla_tests::fixtures::root;
use kla_tests::generate;
use proptest::prelude::*;
use serde_json::Value;

use crate::run::{Folder, Run, run};
use crate::support::{every_rules, exact, for_all, rules};

/// Editions that a mapping leads between, in both directions.
const MAPPED: [(&str, &str); 4] =
    [("2022", "2023"), ("2023", "2022"), ("profil-22", "2023"), ("2023", "profil-22")];

fn read<'e>(edition: &'e Edition, text: &str) -> Answers<'e> {
    let read = edition.read_answers("answers.toml", text);
    read.unwrap_or_else(|rejected| panic!("{rejected}\n\n{text}"))
}

fn mapping(from: &Edition, to: &Edition) -> Mapping {
    let found = Mapping::bundled(from, to).unwrap_or_else(|rejected| panic!("{rejected}"));
    found.unwrap_or_else(|| panic!("no mapping from {} to {}", from.id(), to.id()))
}

/// Asks the bridge between two texts something.
fn bridged<T>(
    from: (&Edition, &str),
    to: (&Edition, &str),
    ask: impl FnOnce(&YearBridge<'_, '_>) -> T,
) -> T {
    let (before, after) = (read(from.0, from.1), read(to.0, to.1));
    let (before, after) = (kla::score(&before), kla::score(&after));
    let mapping = mapping(from.0, to.0);
    ask(&YearBridge::of(&before, &after, &mapping))
}

/// Runs a property over random pairs of every edition beside itself and of every two that are mapped.
fn for_all_pairs(
    cases: u32,
    test: impl Fn((&Edition, &str), (&Edition, &str)) -> Result<(), TestCaseError>,
) {
    let same = every_rules().map(|rules| (rules, rules));
    let mapped = MAPPED.map(|(from, to)| (rules(from), rules(to)));
    for (from, to) in same.chain(mapped) {
        let pair = (generate::answers(&from.files), generate::answers(&to.files));
        for_all(cases, &pair, |(before, after)| {
            test((&from.edition, &before), (&to.edition, &after))
        });
    }
}

/// Whether the terms lead from before to after, counted by numbers that the library has no hand in.
fn leads(terms: &BridgeTerms) -> bool {
    exact(terms.before) + exact(terms.rules) + exact(terms.performance) + exact(terms.new)
        - exact(terms.retired)
        + exact(terms.adjustment)
        == exact(terms.after)
}

// Properties

#[test]
fn the_bridge_sums_exactly_in_total_by_block_and_by_agency() {
    for_all_pairs(16, |from, to| {
        bridged(from, to, |bridge| {
            let total = bridge.total();
            prop_assert_eq!(total.before, bridge.before().total());
            prop_assert_eq!(total.after, bridge.after().total());
            prop_assert!(leads(&total), "{total:?}");
            let blocks = bridge.blocks();
            for block in &blocks {
                prop_assert!(leads(&block.terms), "{block:?}");
            }
            let sum = |term: fn(&BridgeTerms) -> Points| -> Points {
                blocks.iter().map(|block| term(&block.terms)).sum()
            };
            prop_assert_eq!(sum(|terms| terms.before), total.before);
            prop_assert_eq!(sum(|terms| terms.rules), total.rules);
            prop_assert_eq!(sum(|terms| terms.performance), total.performance);
            prop_assert_eq!(sum(|terms| terms.new), total.new);
            prop_assert_eq!(sum(|terms| terms.retired), total.retired);
            prop_assert_eq!(sum(|terms| terms.adjustment), total.adjustment);
            let leaves: Points = bridge.leaves().iter().map(|leaf| leaf.performance()).sum();
            let rests: Points = bridge.row_rests().iter().map(|rest| rest.performance).sum();
            prop_assert_eq!(leaves + rests, total.performance);
            let agencies = bridge.agencies();
            let alone: Points = agencies.agencies.iter().map(|change| change.alone).sum();
            prop_assert_eq!(
                alone + agencies.shared + agencies.nobody + agencies.rests,
                total.performance
            );
            Ok(())
        })
    });
}

#[test]
fn a_file_beside_itself_is_zero_on_every_line() {
    for rules in every_rules() {
        for_all(32, &generate::answers(&rules.files), |answers| {
            let own = (&rules.edition, answers.as_str());
            bridged(own, own, |bridge| {
                let zero = |terms: &BridgeTerms| {
                    [terms.rules, terms.performance, terms.new, terms.retired, terms.adjustment]
                        .iter()
                        .all(|term| term.is_zero())
                };
                prop_assert!(zero(&bridge.total()), "{:?}", bridge.total());
                for block in bridge.blocks() {
                    prop_assert!(zero(&block.terms), "{block:?}");
                }
                for item in bridge.items() {
                    prop_assert!(zero(&item.terms()) && !item.cut, "{item:?}");
                }
                for leaf in bridge.leaves() {
                    prop_assert!(leaf.performance().is_zero(), "{leaf:?}");
                }
                prop_assert_eq!(bridge.row_rests(), []);
                prop_assert!(bridge.statuses().is_empty());
                for change in bridge.agencies().agencies {
                    prop_assert!(change.alone.is_zero() && change.shared.is_zero(), "{change:?}");
                }
                Ok(())
            })
        });
    }
}

#[test]
fn the_other_way_round_the_change_is_the_opposite() {
    for_all_pairs(12, |from, to| {
        let (there, pairs) = bridged(from, to, |bridge| (bridge.total(), sides(bridge)));
        let (back, mut swapped) = bridged(to, from, |bridge| (bridge.total(), sides(bridge)));
        prop_assert_eq!(there.change() + back.change(), Points::ZERO);
        prop_assert_eq!(there.adjustment + back.adjustment, Points::ZERO);
        prop_assert_eq!((there.new, there.retired), (back.retired, back.new));
        for pair in &mut swapped {
            std::mem::swap(&mut pair.0, &mut pair.1);
        }
        swapped.sort();
        prop_assert_eq!(pairs, swapped);
        Ok(())
    });
}

/// The nodes of every item, sorted.
fn sides(bridge: &YearBridge<'_, '_>) -> Vec<(Vec<Address>, Vec<Address>)> {
    let sorted = |nodes: &[Address]| {
        let mut nodes = nodes.to_vec();
        nodes.sort();
        nodes
    };
    let items = bridge.items().iter();
    let mut pairs: Vec<_> = items.map(|item| (sorted(&item.from), sorted(&item.to))).collect();
    pairs.sort();
    pairs
}

#[test]
fn every_node_of_both_editions_is_compared_once_or_told_as_new_or_retired() {
    for_all_pairs(12, |from, to| {
        bridged(from, to, |bridge| {
            for (side, edition) in [(Side::Before, from.0), (Side::After, to.0)] {
                let held: Vec<&Address> = bridge
                    .items()
                    .iter()
                    .flat_map(|item| if side == Side::Before { &item.from } else { &item.to })
                    .collect();
                for id in edition.addresses() {
                    let node = edition.address(id).expect("a node of the edition");
                    let holds =
                        |known: &&&Address| **known == &node || edition.is_inside(&node, known);
                    let times = held.iter().filter(holds).count();
                    let above = held.iter().any(|known| edition.is_inside(known, &node));
                    prop_assert!(
                        times == 1 || times == 0 && above,
                        "{side:?} {node}: {times} times"
                    );
                }
            }
            Ok(())
        })
    });
}

/// What is full stays full, and what is empty stays empty, under every mapping and both ways.
#[test]
fn full_is_carried_to_full_and_nothing_to_nothing() {
    for (from, to) in MAPPED {
        let (from, to) = (&rules(from).edition, &rules(to).edition);
        let full = |edition: &Edition| {
            let year = *edition.years().start();
            let blocks: Vec<String> = edition
                .blocks()
                .iter()
                .map(|block| format!("{} = \"{}\"\n", block.id, block.maximum))
                .collect();
            format!(
                "format = 1\nedition = \"{}\"\nregion = \"62.71\"\nyear = {year}\nstage = \"final\"\n[blocks]\n{}",
                edition.id(),
                blocks.concat()
            )
        };
        let (before, after) = (full(from), full(to));
        let (before, after) = (read(from, &before), read(to, &after));
        // As deep as the edition goes, and by block.
        let parts = before.revised(|leaf| State::Points(leaf.maximum), |whole| Some(whole.maximum));
        let mapping = mapping(from, to);
        for (name, before) in [("parts", &parts), ("wholes", &before)] {
            let (old, new) = (kla::score(before), kla::score(&after));
            let bridge = YearBridge::of(&old, &new, &mapping);
            for item in bridge.of_kind(ItemKind::Mapped) {
                assert_eq!(item.carried, item.maximum_after, "{name}: {item:?}");
                assert!(!item.cut && item.terms().performance.is_zero(), "{name}: {item:?}");
            }
        }
        let empty = before.revised(|_| State::Empty, |_| None);
        let (old, new) = (kla::score(&empty), kla::score(&after));
        let bridge = YearBridge::of(&old, &new, &mapping);
        assert!(bridge.total().rules.is_zero());
        assert!(bridge.items().iter().all(|item| item.carried.is_zero()));
    }
}

// Cases

fn compare(before: &str, after: &str, more: &[&str]) -> Run {
    let arguments = ["compare", before, after].into_iter().chain(more.iter().copied());
    run(arguments, b"")
}

fn case(name: &str, file: &str) -> String {
    root().join("fixtures/compare").join(name).join(file).to_string_lossy().into_owned()
}

fn json(before: &str, after: &str, more: &[&str]) -> Value {
    let more: Vec<&str> = more.iter().copied().chain(["--format", "json"]).collect();
    let ended = compare(before, after, &more);
    assert_eq!((ended.exit, ended.messages.as_str()), (Exit::Done, ""));
    serde_json::from_str(&ended.output).expect("JSON")
}

/// The figures of `case.toml`, which were worked out by hand there.
#[test]
fn the_cases_give_what_was_worked_out() {
    let folder = root().join("fixtures/compare");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the cases are there") {
        let name = entry.expect("a case").file_name().to_string_lossy().into_owned();
        let text = fs::read_to_string(case(&name, "case.toml")).expect("case.toml");
        let described: toml::Table = text.parse().expect("TOML");
        let expected = described["expected"].as_table().expect("a table");
        let found = json(&case(&name, "before.toml"), &case(&name, "after.toml"), &[]);
        for (key, figure) in expected.iter().filter(|(_, value)| value.is_str()) {
            assert_eq!(found["total"][key].as_str(), figure.as_str(), "{name}: {key}");
        }
        let blocks = expected["blocks"].as_table().expect("a table");
        let told = found["blocks"].as_array().expect("a list");
        assert_eq!(told.len(), blocks.len(), "{name}");
        for block in told {
            let id = block["blocks"][0].as_str().expect("an id");
            for (key, figure) in blocks[id].as_table().expect("a table") {
                assert_eq!(block[key].as_str(), figure.as_str(), "{name}: {id} {key}");
            }
        }
        count += 1;
    }
    assert_eq!(count, 2);
}

/// By hand in `case.toml`: Disdukcapil +1 alone and 2 − 2 = 0 shared; DP3A 2 − 2 − 4 = −4 shared.
#[test]
fn agencies_evidence_and_caps_of_the_case_by_question() {
    let name = "butir-2023-2024";
    let found = json(&case(name, "before.toml"), &case(name, "after.toml"), &[]);
    let agencies = &found["agencies"];
    let each = agencies["each"].as_array().expect("a list");
    let of = |id: &str| {
        let agency = each.iter().find(|agency| agency["id"] == id).expect("it owns something");
        (agency["alone"].as_str().expect("text"), agency["shared"].as_str().expect("text"))
    };
    assert_eq!(of("disdukcapil"), ("1", "0"));
    assert_eq!(of("dp3a"), ("0", "-4"));
    assert_eq!([&agencies["shared"], &agencies["nobody"], &agencies["rests"]], ["-4", "-50", "3"]);
    let statuses: Vec<String> = found["statuses"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|status| format!("{} {}", status["node"], status["change"]).replace('"', ""))
        .collect();
    assert_eq!(statuses, ["4.P1 gained", "4.P5 lost"]);
    assert_eq!(found["row_rests"][0]["node"], "19");
    assert_eq!(found["lifted"][0]["node"], "klaster-2");
}

/// The computed 20 stays beside the printed 21; the bridge takes the computed figure.
#[test]
fn a_printed_figure_that_differs_is_told_and_never_rewritten() {
    let folder = Folder::new("compare-declared");
    let blocks = "[blocks]\nklaster-1 = \"20\"\n[declared]\n";
    folder.write("a.toml", &(head("2023", 2023) + blocks + "total = \"21\"\n"));
    folder
        .write("b.toml", &(head("2023", 2024) + blocks + "total = \"20\"\ncategory = \"Madya\"\n"));
    let (before, after) = (folder.file("a.toml"), folder.file("b.toml"));
    let found = json(&before, &after, &[]);
    let figures = |side: &str| {
        let one = &found[side]["declared"][0];
        ["declared", "computed", "difference"]
            .map(|key| one[key].as_str().expect("text").to_owned())
    };
    assert_eq!([figures("before"), figures("after")], [["21", "20", "1"], ["20", "20", "0"]]);
    assert_eq!(found["total"]["change"], "0");
    assert_eq!(found["after"]["declared_category"]["id"], "madya");
    assert!(found["before"]["declared_category"].is_null());
    let text = compare(&before, &after, &[]).output;
    assert!(text.contains("seperti dilaporkan: Madya"), "{text}");
    let line = text.lines().find(|line| line.contains("21,00")).expect("the printed figure");
    let cells: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(cells, ["Nilai", "21,00", "20,00", "+1,00", "20,00", "20,00", "0,00"]);
}

fn head(edition: &str, year: u16) -> String {
    format!(
        "format = 1\nedition = \"{edition}\"\nregion = \"62.71\"\nyear = {year}\nstage = \"mandiri\"\n"
    )
}

/// Row 4: 50 % of 20 is 10; of 15 it is 7.5; then 5 + 3 = 8. Rules 7.5 − 10 = −2.5, performance
/// 8 − 7.5 = 0.5. Kelembagaan has 12 in 1.P1 and is new. Mapped are 1000 − 164 − 100 = 736 of 1000.
#[test]
fn from_the_profile_to_the_instrument_by_hand() {
    let folder = Folder::new("compare-profile");
    folder.write("a.toml", &(head("profil-22", 2023) + "[indicators]\n4 = { percent = \"50\" }\n"));
    let answers = "[answers.1]\nP1 = \"12\"\n[answers.4]\nP4 = \"5\"\nP5 = \"3\"\n";
    folder.write("b.toml", &(head("2023", 2024) + answers));
    let found = json(&folder.file("a.toml"), &folder.file("b.toml"), &[]);
    let total = &found["total"];
    let terms = ["before", "rules", "performance", "new", "retired", "adjustment", "after"];
    assert_eq!(
        terms.map(|term| total[term].as_str().expect("text")),
        ["10", "-2.5", "0.5", "12", "0", "0", "20"]
    );
    assert_eq!(found["covered"]["after"], "736");
    assert_eq!(found["covered"]["before"], "1000");
    // The other way round Kelembagaan is retired: 8 of 15 is 10.6666666… of 20, cut to 10.666666; rules
    // 2.666666, performance 10 − 10.666666. That 2023 is then the earlier year is the file's own doing.
    folder.write(
        "later.toml",
        &(head("profil-22", 2025) + "[indicators]\n4 = { percent = \"50\" }\n"),
    );
    let ended = compare(&folder.file("b.toml"), &folder.file("later.toml"), &["--format", "json"]);
    let back: Value = serde_json::from_str(&ended.output).expect("JSON");
    assert_eq!(
        terms.map(|term| back["total"][term].as_str().expect("text")),
        ["20", "2.666666", "-0.666666", "0", "12", "0", "10"]
    );
}

#[test]
fn a_mapping_of_ones_own_leaves_the_rest_new_and_retired() {
    let folder = Folder::new("compare-mapping");
    folder.write("a.toml", &(head("2022", 2022) + "[blocks]\nkelana = \"10\"\ndekela = \"30\"\n"));
    folder.write("b.toml", &(head("2023", 2023) + "[blocks]\nkelana-dekela = \"70\"\n"));
    folder.write(
        "padanan.toml",
        "format = 1\nfrom = \"2022\"\nto = \"2023\"\n[[source]]\nid = \"s\"\ntitle = \"S\"\n\
         [[map]]\nfrom = [\"dekela\"]\nto = [\"kelana-dekela\"]\nsource = \"s\"\nconfidence = \"inferred\"\n",
    );
    let mapping = folder.file("padanan.toml");
    let (before, after) = (folder.file("a.toml"), folder.file("b.toml"));
    let found = json(&before, &after, &["--mapping", &mapping]);
    // 30 of 75 is 40 of 100: rules +10, performance 70 − 40 = 30; the 10 of Kelana are retired.
    let terms = ["before", "rules", "performance", "new", "retired", "after"];
    assert_eq!(
        terms.map(|term| found["total"][term].as_str().expect("text")),
        ["40", "10", "30", "0", "10", "70"]
    );
    let text = compare(&before, &after, &["--mapping", &mapping]).output;
    assert!(text.contains("Kelana") && text.contains("Yang dihapus"), "{text}");
}

// Refusals

#[test]
fn other_regions_stages_and_unmapped_editions_are_refused_and_say_why() {
    let folder = Folder::new("compare-refused");
    let rest = "[blocks]\nklaster-1 = \"10\"\n";
    let plain = head("2023", 2024) + rest;
    folder.write("a.toml", &plain);
    folder.write("region.toml", &plain.replace("62.71", "62.01"));
    folder.write("stage.toml", &plain.replace("mandiri", "final"));
    folder.write("profile.toml", &(head("profil-22", 2024) + rest));
    folder.write("old.toml", &(head("2022", 2022) + rest));
    let refused = |before: &str, after: &str, said: &str| {
        let ended = compare(&folder.file(before), &folder.file(after), &[]);
        assert_eq!((ended.exit, ended.output.as_str()), (Exit::Unusable, ""), "{said}");
        assert!(ended.messages.contains(said), "{}", ended.messages);
    };
    refused("a.toml", "region.toml", "daerah yang berbeda");
    refused("a.toml", "stage.toml", "tahapnya berbeda");
    refused("old.toml", "profile.toml", "tidak ada padanan antara edisi 2022 dan profil-22");
    let ended = compare(&folder.file("a.toml"), &folder.file("stage.toml"), &["--stages"]);
    assert_eq!(ended.exit, Exit::Done);
    assert!(ended.output.contains("*** Tahapnya berbeda"), "{}", ended.output);
    let ended = compare(&folder.file("a.toml"), &folder.file("old.toml"), &[]);
    assert_eq!(ended.exit, Exit::Done);
    assert!(ended.messages.contains("menurut urutan berkas"), "{}", ended.messages);
}

#[test]
fn every_bundled_mapping_reads_both_ways_and_names_every_pair_once() {
    for known in kla_rules::MAPPINGS {
        let (from, to) = (&rules(known.from).edition, &rules(known.to).edition);
        let read = |from, to| {
            Mapping::read(Source::new(known.path, known.text), from, to)
                .unwrap_or_else(|rejected| panic!("{rejected}"))
        };
        let (there, back) = (read(from, to), read(to, from));
        assert_eq!(there.pairs().len(), back.pairs().len());
        for (there, back) in there.pairs().iter().zip(back.pairs()) {
            assert_eq!((&there.from, &there.to), (&back.to, &back.from));
        }
    }
}
