//! The range of a score: four marks at every node, the margin above the floor, and what a fall leaves.

use std::cell::RefCell;

use kla::{Category, Edition, Points};
use kla_cli::Exit;
use kla_plan::{Fall, MarkedCards, Marks, NodeMarks, Repair};
use kla_tests::fixtures::root;
use kla_tests::generate;
use proptest::prelude::*;
use toml::{Table, Value};

use crate::run::{Folder, Run, run};
use crate::support::{Rules, changed, every_rules, for_all, rules};

const BOTH: [Repair; 2] = [Repair::Open, Repair::Over];

/// The marks of a text that must be free of mistakes.
fn marked<T>(
    edition: &Edition,
    text: &str,
    repair: Repair,
    ask: impl FnOnce(&MarkedCards<'_>) -> T,
) -> T {
    let answers = edition
        .read_answers("answers.toml", text)
        .unwrap_or_else(|rejected| panic!("{rejected}\n\n{text}"));
    ask(&Marks::with(&answers, repair).score())
}

/// The marks of every node as node and points.
fn marks(edition: &Edition, text: &str, repair: Repair) -> Vec<(String, [Points; 4])> {
    marked(edition, text, repair, |cards| {
        let known = |node: &NodeMarks<'_>| node.known;
        let nodes = cards.nodes().into_iter().filter(known);
        nodes.map(|node| (node.node.to_string(), node.points)).collect()
    })
}

/// Runs a property over the answers of every edition.
fn for_all_rules(cases: u32, test: impl Fn(&Rules, &str) -> Result<(), TestCaseError>) {
    for rules in every_rules() {
        let test = |answers: String| test(rules, &answers);
        for_all(cases, &generate::answers(&rules.files), test);
    }
}

// Properties

#[test]
fn no_mark_falls_below_the_one_before_it_at_any_node() {
    for_all_rules(24, |rules, answers| {
        for repair in BOTH {
            for (node, points) in marks(&rules.edition, answers, repair) {
                prop_assert!(points.is_sorted(), "{repair:?} {node}: {points:?}\n\n{answers}");
            }
        }
        Ok(())
    });
}

#[test]
fn no_category_falls_from_mark_to_mark() {
    for_all_rules(48, |rules, answers| {
        for repair in BOTH {
            let places = marked(&rules.edition, answers, repair, |cards| {
                kla_plan::Mark::ALL.map(|mark| place(cards, cards.placement(mark).category))
            });
            prop_assert!(places.is_sorted(), "{repair:?}: {places:?}\n\n{answers}");
        }
        Ok(())
    });
}

fn place(cards: &MarkedCards<'_>, category: Option<&Category>) -> Option<usize> {
    let categories = &cards.claimed.edition().bands().categories;
    category.and_then(|wanted| categories.iter().position(|category| category.id == wanted.id))
}

#[test]
fn once_repair_is_over_the_marks_lie_inside_those_of_open_repair() {
    for_all_rules(24, |rules, answers| {
        let open = marks(&rules.edition, answers, Repair::Open);
        let over = marks(&rules.edition, answers, Repair::Over);
        for ((node, open), (_, over)) in open.iter().zip(&over) {
            let inside = over.iter().all(|mark| (open[0]..=open[3]).contains(mark));
            prop_assert!(inside, "{node}: {over:?} is not within {open:?}\n\n{answers}");
            // What is accepted is the same either way, and nothing else is.
            prop_assert_eq!(open[0], over[0], "{}\n\n{}", node, answers);
        }
        Ok(())
    });
}

/// Of the answers that are written as tables, the one that a roll picks gets each status in turn.
fn with_each_status(answers: &str, roll: usize, statuses: &[&str]) -> Option<Vec<String>> {
    let file: Table = answers.parse().expect("answers are TOML");
    let mut places = Vec::new();
    for (part, nodes) in [("answers", 2), ("indicators", 1)] {
        let Some(Value::Table(rows)) = file.get(part) else { continue };
        for (row, answer) in rows {
            if nodes == 1 {
                places.extend(answer.is_table().then(|| vec![part, row]));
            } else {
                let questions = answer.as_table().into_iter().flatten();
                let tables = questions.filter(|(_, answer)| answer.is_table());
                places.extend(tables.map(|(question, _)| vec![part, row, question]));
            }
        }
    }
    let place = places.get(roll.checked_rem(places.len())?)?.clone();
    let set = |status: &&str| {
        let mut file = file.clone();
        let mut at = &mut file;
        for key in &place {
            at = at.get_mut(*key).and_then(Value::as_table_mut).expect("it was found there");
        }
        at.insert("status".to_owned(), Value::from(*status));
        file.to_string()
    };
    Some(statuses.iter().map(set).collect())
}

#[test]
fn better_evidence_never_lowers_a_mark_and_a_decision_never_widens_the_range() {
    let ladder = ["tidak-ada", "ditolak", "belum-diperiksa", "sah"];
    for rules in every_rules() {
        let tried = RefCell::new(0);
        let strategy = (generate::answers(&rules.files), any::<usize>());
        for_all(32, &strategy, |(answers, roll)| {
            let Some(texts) = with_each_status(&answers, roll, &ladder) else { return Ok(()) };
            *tried.borrow_mut() += 1;
            for repair in BOTH {
                let [missing, rejected, unchecked, accepted] =
                    [0, 1, 2, 3].map(|rung| marks(&rules.edition, &texts[rung], repair));
                // Once repair is over an accepted answer can no longer be raised.
                let raised = if repair == Repair::Open { 4 } else { 3 };
                for (before, after, count) in [
                    (&missing, &unchecked, 4),
                    (&rejected, &unchecked, 4),
                    (&unchecked, &accepted, raised),
                ] {
                    for ((node, before), (_, after)) in before.iter().zip(after) {
                        let rises = before.iter().zip(after).take(count).all(|(b, a)| b <= a);
                        prop_assert!(
                            rises,
                            "{repair:?} {node}: {before:?} {after:?}\n\n{}",
                            texts[3]
                        );
                    }
                }
                let width = |nodes: &[(String, [Points; 4])]| nodes[0].1[3] - nodes[0].1[0];
                // Once repair is over a rejection is a decision as well: there is nothing to narrow.
                let undecided = match repair {
                    Repair::Open => vec![&missing, &rejected, &unchecked],
                    Repair::Over => vec![&missing, &unchecked],
                };
                for before in undecided {
                    prop_assert!(width(&accepted) <= width(before), "{repair:?}\n\n{}", texts[3]);
                }
            }
            Ok(())
        });
        let deep = rules.edition.indicators().next().is_some();
        assert_eq!(*tried.borrow() > 0, deep, "{}: nothing was tried", rules.name);
    }
}

#[test]
fn a_larger_fall_leaves_no_more_and_none_leaves_what_is_claimed() {
    for_all_rules(24, falls_in_order);
    // Whole blocks that leave the total are rare.
    let shapes = rules(crate::support::SHAPES);
    for_all(300, &generate::answers(&shapes.files), |answers| falls_in_order(shapes, &answers));
}

fn falls_in_order(rules: &Rules, answers: &str) -> Result<(), TestCaseError> {
    let (falls, none, claimed, verified) = marked(&rules.edition, answers, Repair::Open, |cards| {
        let total = |fall| cards.scenario(fall, None).map(|scenario| scenario.total);
        let falls = [0, 1, 10, 33, 99, 100].map(|part| Fall::Percent(Points::from(part)));
        let falls: Vec<Points> = falls.into_iter().filter_map(total).collect();
        (falls, total(Fall::Nothing), cards.claimed.total(), cards.verified.total())
    });
    prop_assert_eq!(none, Some(claimed), "{}", answers);
    prop_assert!(falls.is_sorted_by(|left, right| left >= right), "{falls:?}\n\n{answers}");
    prop_assert!(falls[0] <= claimed && falls[5] >= verified, "{falls:?}\n\n{answers}");
    Ok(())
}

// Situations

const HEAD: &str =
    "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n";

/// Blocks that add up to a total: five are full (695), the rest goes to Klaster V and then to
/// Kelana-Dekela.
fn total_of(klaster_5: &str, kelana_dekela: &str) -> String {
    format!(
        "{HEAD}[blocks]\nkelembagaan = \"164\"\nklaster-1 = \"115\"\nklaster-2 = \"156\"\n\
         klaster-3 = \"150\"\nklaster-4 = \"110\"\nklaster-5 = \"{klaster_5}\"\n\
         kelana-dekela = \"{kelana_dekela}\"\n"
    )
}

/// The form of 274 questions with a status on every answer that a filter picks.
fn form(status: impl Fn(&str, &str) -> Option<&'static str>) -> String {
    let path = root().join("fixtures/2023/rekap-274-butir-2024/answers.toml");
    let text = std::fs::read_to_string(path).expect("the case is there");
    let mut file: Table = text.parse().expect("answers are TOML");
    file.remove("declared");
    let Some(Value::Table(rows)) = file.get_mut("answers") else { panic!("it has answers") };
    for (row, questions) in rows.iter_mut() {
        for (question, answer) in questions.as_table_mut().expect("questions").iter_mut() {
            let Some(status) = status(row, question) else { continue };
            let points = answer.as_str().expect("awarded points").to_owned();
            let said = [("points", Value::from(points)), ("status", Value::from(status))];
            *answer = Value::Table(
                said.map(|(key, value)| (key.to_owned(), value)).into_iter().collect(),
            );
        }
    }
    file.to_string()
}

fn range(text: &str, more: &[&str]) -> Run {
    let arguments = ["range", "-"].into_iter().chain(more.iter().copied());
    let ended = run(arguments, text.as_bytes());
    assert_eq!((ended.exit, ended.messages.as_str()), (Exit::Done, ""), "{text}");
    ended
}

fn says(output: &str, said: &str) {
    let flat = output.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(said), "`{said}` is missing in\n{output}");
}

/// 770.36 − 701 = 69.36, by 770.36 is 9.003…%; 934.2 − 901 = 33.2, by 934.2 is 3.55…%;
/// 721 − 701 = 20, by 721 is 2.77…%. With nothing verified the shares of what may be rejected are the
/// same.
#[test]
fn margins_of_published_self_assessments() {
    for (klaster_5, kelana, margin, share) in [
        ("75.36", "0", "69,36 di atas 701, batas bawah Nindya", "9,0%"),
        ("205", "34.2", "33,20 di atas 901, batas bawah KLA (kategori)", "3,6%"),
        ("26", "0", "20,00 di atas 701, batas bawah Nindya", "2,8%"),
    ] {
        let output = range(&total_of(klaster_5, kelana), &[]).output;
        says(&output, margin);
        says(&output, &format!("{share} dari nilainya"));
        says(&output, &format!("ditolak, yaitu {share} dari"));
    }
}

#[test]
fn points_known_only_as_sums_are_claimed_and_nothing_is_verified() {
    let output = range(&total_of("75.36", "0"), &[]).output;
    says(
        &output,
        "Kategori: belum ada yang diverifikasi; diklaim Nindya; paling tinggi KLA (kategori)",
    );
    says(&output, "T terverifikasi 0,00 belum ada yang diverifikasi");
    says(&output, "770,36 dari nilai yang diklaim hanya diketahui sebagai jumlah");
    says(&output, "belum ada nilai yang berbukti");
    says(&output, "tidak ada jawaban per butir");
}

#[test]
fn rejections_without_an_acceptance_are_told_apart_from_silence() {
    let text = format!("{HEAD}[answers.4]\nP4 = {{ points = \"5\", status = \"ditolak\" }}\n");
    says(&range(&text, &[]).output, "belum ada yang diterima, 1 jawaban ditolak");
}

#[test]
fn everything_verified_is_one_line_once_repair_is_over() {
    let text = form(|_, _| Some("sah"));
    let open = range(&text, &[]).output;
    says(
        &open,
        "T = terverifikasi 771,81; B = berbukti 771,81; K = diklaim 771,81; P = paling tinggi 1.000,00",
    );
    says(&open, "Nindya, yang terverifikasi maupun yang diklaim; paling tinggi KLA (kategori)");
    says(&open, "Seluruhnya sudah diverifikasi.");
    says(&open, "Tidak ada nilai yang belum diverifikasi, jadi tidak ada yang dapat menyusut.");
    let over = range(&text, &["--closed"]).output;
    says(&over, "P = paling tinggi 771,81");
    says(&over, "Keempat tanda sama: tidak ada lagi yang dapat berubah.");
    for (node, points) in marks(&rules("2023").edition, &text, Repair::Over) {
        assert!(points.iter().all(|mark| *mark == points[0]), "{node}: {points:?}");
    }
}

/// P4 can have 5 and P5 3: for good 1000 − 2 − 3 is the most, and P5 has lost what it claims.
#[test]
fn what_was_rejected_is_gone_once_repair_is_over() {
    let text = format!(
        "{HEAD}[answers.4]\nP4 = {{ points = \"3\", status = \"sah\" }}\nP5 = {{ points = \"3\", status = \"ditolak\" }}\n"
    );
    let total =
        |repair| marks(&rules("2023").edition, &text, repair)[0].1.map(|mark| mark.to_string());
    assert_eq!(total(Repair::Open), ["3", "3", "6", "1000"]);
    assert_eq!(total(Repair::Over), ["3", "3", "3", "995"]);
    // The row is known only as a whole, so what is said of its questions does not count.
    let whole = format!(
        "{HEAD}[indicators]\n4 = \"15\"\n[answers.4]\nP5 = {{ state = \"belum-diisi\", status = \"ditolak\" }}\n"
    );
    let total =
        |repair| marks(&rules("2023").edition, &whole, repair)[0].1.map(|mark| mark.to_string());
    assert_eq!(total(Repair::Over), ["0", "0", "15", "1000"]);
}

#[test]
fn a_mark_between_two_bands_says_so() {
    // 600.5 lies above 500–600 and below 601.
    let text = format!(
        "{HEAD}[blocks]\nkelembagaan = \"164\"\nklaster-1 = \"115\"\nklaster-2 = \"156\"\nklaster-3 = \"150\"\nklaster-4 = \"15.5\"\n"
    );
    let output = range(&text, &[]).output;
    says(
        &output,
        "diklaim 600,50: di antara dua rentang, di atas Pratama yang berakhir di 600 dan kurang 0,50 dari Madya yang mulai di 601; dihitung Pratama.",
    );
    says(&output, "100,50 di atas 500, batas bawah Pratama");
    let holes = changed("holes", "2023", &[("between = \"lower\"", "between = \"none\"")]);
    marked(&holes.edition, &text, Repair::Open, |cards| {
        assert!(cards.margin(kla_plan::Mark::Claimed).is_none());
        let paper = kla_report::range_paper(cards, None, 0, kla::Lang::Id);
        let templates = kla_report::Templates::bundled();
        let text = paper.render(&templates, kla_report::Format::Text).expect("it is rendered");
        says(&text, "edisi ini tidak memberinya kategori");
        says(&text, "belum berkategori; kurang 0,50 menuju Madya");
    });
}

#[test]
fn the_top_category_and_none_at_all() {
    let top = range(&total_of("205", "100"), &[]).output;
    says(&top, "diklaim KLA (kategori)");
    says(&top, "99,00 di atas 901");
    // 499.99 is a hundredth short of the first band.
    let text = format!(
        "{HEAD}[blocks]\nkelembagaan = \"164\"\nklaster-1 = \"115\"\nklaster-2 = \"156\"\nklaster-3 = \"64.99\"\n"
    );
    let below = range(&text, &[]).output;
    says(&below, "belum ada yang diverifikasi; diklaim belum berkategori");
    says(&below, "belum berkategori; kurang 0,01 menuju Pratama");
}

/// By hand from the form: 22 of 31 rows reach 70 %, so Madya (21) holds and Nindya (25) fails. Without
/// rows 23B and 24B, which have 4 and 6 points, 20 reach it and 2 are not shown.
#[test]
fn conditions_count_at_their_worst_when_verified() {
    let overlay = root().join("rules/overlays/syarat-2018").to_string_lossy().into_owned();
    let all = range(&form(|_, _| Some("sah")), &["--rules", &overlay]).output;
    says(
        &all,
        "terverifikasi: menurut nilainya Nindya, tertahan Madya; syarat tidak terpenuhi: Nindya memerlukan 25",
    );
    let without = |row: &str, _: &str| (row != "23B" && row != "24B").then_some("sah");
    let some = range(&form(without), &["--rules", &overlay]).output;
    says(&some, "T terverifikasi 761,81 Pratama");
    says(
        &some,
        "terverifikasi: menurut nilainya Nindya, tertahan Pratama; syarat belum terbukti, dihitung tidak terpenuhi: Madya memerlukan 21",
    );
    says(&some, "Pratama sampai Madya (terverifikasi sampai diklaim)");
    says(&some, "penolakan dapat menggugurkan sebuah syarat lebih dulu");
    // What was not answered keeps no claim lower: only the sums of the blocks are known.
    let unknown = range(&total_of("155", "0"), &["--rules", &overlay]).output;
    says(&unknown, "K diklaim 850,00 Utama");
    says(&unknown, "madya-21 Madya menahan belum terbukti belum terbukti belum terjawab terpenuhi");
}

/// By hand: Kelembagaan kept 120 of 150, Klaster I 50 of 100; Klaster II was not there, so it keeps the
/// 170 of 250 of all. 100 × 120 ÷ 150 = 80, 80 × 50 ÷ 100 = 40, 90 × 170 ÷ 250 = 61.2.
#[test]
fn a_region_falls_as_it_did_in_its_last_cycle() {
    let folder = Folder::new("siklus-lalu");
    let last = |stage: &str, blocks: &str| {
        format!(
            "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2023\nstage = \"{stage}\"\n[blocks]\n{blocks}"
        )
    };
    folder.write("em.toml", &last("mandiri", "kelembagaan = \"150\"\nklaster-1 = \"100\"\n"));
    folder.write("vlh.toml", &last("final", "kelembagaan = \"120\"\nklaster-1 = \"50\"\n"));
    folder.write("lain.toml", &last("final", "kelembagaan = \"1\"\n").replace("62.71", "32.73"));
    folder.write(
        "tahun.toml",
        &last("final", "kelembagaan = \"1\"\n").replace("year = 2023", "year = 2024"),
    );
    folder.write("butir.toml", &last("final", "").replace("[blocks]", "[answers.4]\nP4 = \"5\""));
    let now =
        format!("{HEAD}[blocks]\nkelembagaan = \"100\"\nklaster-1 = \"80\"\nklaster-2 = \"90\"\n");
    let (own, verified) = (folder.file("em.toml"), folder.file("vlh.toml"));
    let output = range(&now, &["--last", &own, &verified]).output;
    says(&output, "seperti siklus 2023 181,20 belum berkategori");
    says(&output, "seluruhnya 170,00 ÷ 250,00 = 68,0%");
    says(&output, "- Kelembagaan: 120,00 ÷ 150,00 = 80,0%");
    says(
        &output,
        "- Klaster II: 170,00 ÷ 250,00 = 68,0% (tidak ada pada siklus itu atau nol; dipakai perbandingan seluruhnya)",
    );
    for (first, second, said) in [
        ("lain.toml", "lain.toml", "siklus lalu milik Kota Bandung (32.73)"),
        ("em.toml", "lain.toml", "milik daerah yang berbeda: 62.71 dan 32.73"),
        ("em.toml", "tahun.toml", "milik tahun yang berbeda: 2023 dan 2024"),
        ("em.toml", "butir.toml", "hanya memuat jumlah klaster-1"),
    ] {
        let files = [folder.file(first), folder.file(second)];
        let ended = run(["range", "-", "--last", &files[0], &files[1]], now.as_bytes());
        assert_eq!((ended.exit, ended.output.as_str()), (Exit::Unusable, ""));
        assert!(ended.messages.contains(said), "{said} is missing in {}", ended.messages);
    }
}

/// 100 × (100 − 10) % = 90 and so on; 33.33 × 76.8 % = 25.597…, cut to 25.59.
#[test]
fn falls_are_cut_and_not_rounded() {
    let text = format!("{HEAD}[blocks]\nkelembagaan = \"100\"\nklaster-1 = \"33.33\"\n");
    let output = range(&text, &[]).output;
    says(&output, "Klaster I 0,00 33,33 29,99 26,66 25,59 23,33");
    says(&output, "−23,2% (acuan) 102,39 belum berkategori");
    says(&output, "dipotong (tidak dibulatkan) pada dua desimal");
    let bare = changed(
        "bare",
        "2023",
        &[(
            "[shrink]\npercents = [\"10\", \"20\", \"30\"]\nreference = \"23.2\"\nsource = \"skor-terbit\"\nconfidence = \"inferred\"\n",
            "",
        )],
    );
    marked(&bare.edition, &text, Repair::Open, |cards| {
        let paper = kla_report::range_paper(cards, None, 0, kla::Lang::Id);
        let text = paper
            .render(&kla_report::Templates::bundled(), kla_report::Format::Text)
            .expect("it is rendered");
        says(&text, "Aturan edisi 2023 tidak memuat besar penyusutan ([shrink])");
        assert!(!text.contains("acuan"), "{text}");
    });
}

#[test]
fn programs_read_the_same_figures() {
    let text =
        format!("{HEAD}[answers.4]\nP4 = {{ points = \"2.5\", status = \"sah\" }}\nP5 = \"3\"\n");
    let output = range(&text, &["--format", "json", "--closed"]).output;
    let file: serde_json::Value = serde_json::from_str(&output).expect("JSON");
    assert_eq!(file["format"], 1);
    assert_eq!(file["repair"], "over");
    assert_eq!(file["edition"]["id"], "2023");
    let points: Vec<&str> = file["marks"]
        .as_array()
        .expect("marks")
        .iter()
        .filter_map(|mark| mark["points"].as_str())
        .collect();
    // P4 keeps its 2.5 of 5 for good: 1000 − 2.5 is left.
    assert_eq!(points, ["2.5", "2.5", "5.5", "997.5"]);
    let nodes = file["nodes"].as_array().expect("nodes");
    assert_eq!(nodes.len(), 1 + 7 + 31 + 274);
    let question = nodes.iter().find(|node| node["node"] == "4.P4").expect("it is there");
    assert_eq!(
        (question["claimed"].as_str(), question["potential"].as_str()),
        (Some("2.5"), Some("2.5"))
    );
    for format in ["md", "html"] {
        assert!(range(&text, &["--format", format]).output.contains("terverifikasi 2,50"));
    }
}
