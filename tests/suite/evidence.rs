//! Marks and stakes: what is verified, evidenced, claimed and possible, and what lies between.

use calamine::Reader as _;
use kla::{Address, Points, Scorecard};
use kla_cli::Exit;
use kla_plan::{Bucket, MarkedCards, Marks, Stakes};
use kla_tests::fixtures::root;
use kla_tests::{fixtures, generate};
use num_rational::BigRational;
use proptest::prelude::*;

use crate::run::{Folder, run};
use crate::support::{every_rules, exact, for_all, rules};

/// The marks of a text that must be free of mistakes.
fn with_cards<T>(edition: &kla::Edition, text: &str, ask: impl FnOnce(&MarkedCards<'_>) -> T) -> T {
    let answers = edition
        .read_answers("answers.toml", text)
        .unwrap_or_else(|rejected| panic!("{rejected}\n\n{text}"));
    ask(&Marks::of(&answers).score())
}

fn addresses(card: &Scorecard<'_>) -> Vec<Address> {
    let blocks = card.blocks().iter().map(|block| Address::Block(block.block.id.clone()));
    let rows = card.indicators().map(|row| Address::Indicator(row.indicator.id.clone()));
    std::iter::once(Address::Total).chain(blocks).chain(rows).collect()
}

/// Where the total, each block and each row do not rise from mark to mark. Rows of a block that was
/// stated as a whole are not known at the claimed mark.
fn not_rising(cards: &MarkedCards<'_>) -> Vec<String> {
    let known = |node: &Address| cards.claimed.points_of(node).is_some();
    let rises = |node: &Address| cards.at(node).is_sorted();
    let wrong = addresses(&cards.claimed).into_iter().filter(known).filter(|node| !rises(node));
    wrong.map(|node| format!("{node}: {:?}", cards.at(&node))).collect()
}

/// The sum of what is at stake, added up by other means than the library's.
fn added_up(stakes: &Stakes<'_>) -> BigRational {
    let stakes_sum: BigRational = stakes.stakes.iter().map(|stake| signed(stake.points)).sum();
    stakes.adjustments.iter().map(|other| signed(other.points)).sum::<BigRational>() + stakes_sum
}

fn signed(points: Points) -> BigRational {
    let size = exact(points.abs());
    if points.is_negative() { -size } else { size }
}

#[test]
fn what_is_at_stake_adds_up_to_potential_minus_verified() {
    for rules in every_rules() {
        for_all(24, &generate::answers(&rules.files), |answers| {
            with_cards(&rules.edition, &answers, |cards| {
                let stakes = Stakes::of(cards);
                let [verified, _, _, potential] = cards.at(&Address::Total);
                prop_assert_eq!(
                    added_up(&stakes),
                    exact(potential) - exact(verified),
                    "{}",
                    answers
                );
                let wrong = not_rising(cards);
                prop_assert!(wrong.is_empty(), "{}\n\n{answers}", wrong.join("\n"));
                Ok(())
            })
        });
    }
}

/// Each agency sees what it shares, the total counts it once.
#[test]
fn shared_questions_stand_with_each_owner_and_count_once() {
    let form = fixtures::cases().into_iter().find(|case| case.name.contains("274")).expect("it");
    let edition = &rules("2023").edition;
    with_cards(edition, &form.answers, |cards| {
        let stakes = Stakes::of(cards);
        assert_eq!(stakes.total().to_string(), "1000");
        let agencies = stakes.agencies(edition);
        assert!(agencies.len() > 20, "{} agencies", agencies.len());
        for stake in &stakes.stakes {
            let owners = agencies
                .iter()
                .filter(|agency| stakes.of_agency(agency).any(|own| std::ptr::eq(own, stake)));
            assert_eq!(owners.count(), stake.agencies.len(), "{}", stake.node);
        }
        // The caps of rows 19 and 21B take what their questions offer too much.
        let adjusted: Vec<String> = stakes
            .adjustments
            .iter()
            .map(|other| format!("{} {}", other.node, other.points))
            .collect();
        assert_eq!(adjusted, ["19 -3", "21B -1"]);
    });
}

const HEAD: &str =
    "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n";

/// Each status, said of the answer or of its documents, in its bucket.
#[test]
fn every_status_has_its_bucket() {
    let text = format!(
        "{HEAD}[answers.4]\n\
         P1 = {{ points = \"1\", status = \"sah\" }}\n\
         P2 = {{ points = \"1\", status = \"ditolak\", evidence = [\"A\"] }}\n\
         P3 = {{ points = \"1\", evidence = [\"A\", \"B\"] }}\n\
         P4 = {{ points = \"3\", evidence = [\"C\"] }}\n\
         P5 = {{ points = \"3\" }}\n\
         P6 = {{ points = \"2\", evidence = [\"A\"] }}\n\
         [[evidence]]\nid = \"A\"\ntitle = \"SK\"\nstatus = \"sah\"\n\
         [[evidence]]\nid = \"B\"\ntitle = \"Foto\"\nstatus = \"ditolak\"\n\
         [[evidence]]\nid = \"C\"\ntitle = \"Tabel\"\n"
    );
    let edition = &rules("2023").edition;
    with_cards(edition, &text, |cards| {
        let marks = cards.at(&Address::Total).map(|mark| mark.to_string());
        // P1 and P6 are accepted; P4 is there and unchecked; P2, P3 rejected, P5 without a document.
        assert_eq!(marks, ["3", "6", "11", "1000"]);
        let stakes = Stakes::of(cards);
        let of_row = |bucket| -> Vec<String> {
            let found = stakes.stakes.iter().filter(|stake| stake.bucket == bucket);
            let found = found.filter(|stake| stake.node.to_string().starts_with("4."));
            found.map(|stake| format!("{} {}", stake.node, stake.points)).collect()
        };
        assert_eq!(of_row(Bucket::Rejected), ["4.P2 1", "4.P3 1"]);
        assert_eq!(of_row(Bucket::NoDocument), ["4.P5 3"]);
        assert_eq!(of_row(Bucket::Unchecked), ["4.P4 3"]);
        assert_eq!(of_row(Bucket::NotClaimed), ["4.P4 2", "4.P7 2"]);
    });
}

#[test]
fn more_evidence_never_lowers_a_mark() {
    let edition = &rules("2023").edition;
    let rules = rules("2023");
    for_all(12, &generate::answers(&rules.files), |answers| {
        // Accepting everything: the verified mark rises to the claimed one of the leaves.
        let accepted = answers.replace("\"ditolak\"", "\"sah\"");
        let marks = |text: &str| with_cards(edition, text, |cards| cards.at(&Address::Total));
        let (before, after) = (marks(&answers), marks(&accepted));
        prop_assert!(before[0] <= after[0] && before[1] <= after[1], "{answers}");
        prop_assert_eq!(&before[2..], &after[2..]);
        Ok(())
    });
}

// The program

const FORM: &str = "fixtures/2023/rekap-274-butir-2024/answers.toml";

#[test]
fn a_list_has_each_question_once_and_adds_up() {
    let form = root().join(FORM).to_string_lossy().into_owned();
    let run = run(["evidence", &form, "--format", "csv"], b"");
    assert_eq!((run.exit, run.messages.as_str()), (Exit::Done, ""));
    let table = run.output.strip_prefix('\u{feff}').expect("a mark that Excel knows");
    let mut rows = table.lines();
    assert!(rows.next().is_some_and(|heads| heads.starts_with("Nilai;Butir;Keadaan;")));
    let (mut sum, mut seen) = (exact(0), std::collections::BTreeSet::new());
    for row in rows {
        let mut cells = row.split(';');
        let points = cells.next().expect("points").replace(',', ".");
        sum += match points.strip_prefix('-') {
            Some(size) => -exact(size),
            None => exact(&points),
        };
        let (node, state) = (cells.next().expect("a question"), cells.next().expect("a state"));
        assert!(seen.insert((node.to_owned(), state.to_owned())), "{node} stands twice");
    }
    // Rows 19 and 21B offer 3 and 1 more than counts, which two rows of the list take off again.
    assert_eq!(sum, exact(1000));
}

#[test]
fn every_agency_gets_a_sheet_of_its_own() {
    let folder = Folder::new("bukti-opd");
    let form = root().join(FORM).to_string_lossy().into_owned();
    let target = folder.file("opd");
    let ended = run(["evidence", &form, "--per-agency", &target], b"");
    assert_eq!(ended.exit, Exit::Done, "{}", ended.messages);
    let files = std::fs::read_dir(&target).expect("a folder").count();
    assert_eq!(files, 34, "{}", ended.messages);
    let bytes = std::fs::read(folder.file("opd/disdukcapil.xlsx")).expect("it was written");
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    let sheet = book.worksheet_range("Bukti").expect("the sheet");
    let cells: Vec<String> = sheet.rows().flatten().map(ToString::to_string).collect();
    assert!(cells.iter().any(|cell| cell.ends_with("Dinas Kependudukan dan Pencatatan Sipil")));
    assert!(cells.iter().any(|cell| cell == "4.P4"));
    assert!(!cells.iter().any(|cell| cell == "20.P1"), "another agency's question");
    // Without a name for the file there is nowhere to write a workbook.
    assert_eq!(run(["evidence", &form, "--format", "xlsx"], b"").exit, Exit::Usage);
}

#[test]
fn nothing_to_mend_is_said_and_not_that_nothing_is_missing() {
    let empty = HEAD.as_bytes();
    for format in ["text", "chat"] {
        let run = run(["evidence", "-", "--mendable", "--format", format], empty);
        let said = "Tidak ada yang dapat dilengkapi dengan dokumen saja.";
        assert!(run.output.contains(said), "{format}: {}", run.output);
    }
}

#[test]
fn an_agency_is_found_by_any_of_its_names() {
    let form = root().join(FORM).to_string_lossy().into_owned();
    for name in ["CAPIL", "Dinas Kependudukan dan Pencatatan Sipil"] {
        let run = run(["evidence", &form, "--agency", name, "--format", "chat"], b"");
        assert!(run.output.contains("*KLA Kabupaten Ogan Ilir 2024"), "{}", run.output);
        assert!(run.output.contains("\n1. 7.P2"), "{}", run.output);
    }
    let unknown = run(["evidence", &form, "--agency", "Capill"], b"");
    assert_eq!(unknown.exit, Exit::Usage);
    assert!(unknown.messages.contains("mungkin maksudnya `Capil`"), "{}", unknown.messages);
}

#[test]
fn what_makes_the_marks_unsure_is_said_first() {
    let text = format!(
        "{HEAD}notes = [\"SEBAGIAN: 2 masalah.\"]\n[answers.4]\n\
         P1 = {{ note = \"BERTENTANGAN: 1 (a); 0.5 (b)\" }}\nP2 = {{ points = \"1\", status = \"sah\" }}\n"
    );
    let run = run(["evidence", "-"], text.as_bytes());
    for said in ["SEBAGIAN: 2 masalah.", "1 jawaban bertentangan", "1 jawaban berstatus sah tanpa"]
    {
        assert!(run.output.contains(said), "{said} is missing in\n{}", run.output);
    }
    let row = run.output.lines().find(|line| line.contains("  4.P1 ")).expect("it is listed");
    assert!(row.contains("bertentangan antarberkas"), "{row}");
}
