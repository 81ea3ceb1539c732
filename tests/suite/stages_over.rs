//! Answers of a later stage over those of an earlier one: what the later say counts, the rest stays.

use std::cell::Cell;
use std::collections::BTreeMap;

use kla::{Address, Answers, Edition, OverError, ResponseDetails, State, score};
use kla_tests::generate::answers;
use proptest::prelude::*;

use crate::oracle::points_of_nodes;
use crate::support::{Rules, every_rules, for_all, rules};

const CASES: u32 = 24;

fn read<'e>(edition: &'e Edition, text: &str) -> Answers<'e> {
    edition.read_answers("answers.toml", text).unwrap_or_else(|error| panic!("{error}\n\n{text}"))
}

/// The points of every node and of the whole.
fn points(answers: &Answers<'_>) -> BTreeMap<String, String> {
    let card = score(answers);
    let mut points = points_of_nodes(&card);
    points.insert("total".to_owned(), card.total().to_string());
    points
}

/// A file of the same region and year that says nothing, of the last stage.
fn empty_later<'e>(earlier: &Answers<'e>) -> Answers<'e> {
    let edition = earlier.edition();
    let stage = edition.stages().last().expect("a stage");
    let text = format!(
        "format = 1\nedition = \"{}\"\nregion = \"{}\"\nyear = {}\nstage = \"{}\"\n",
        edition.id(),
        earlier.place().code,
        earlier.year(),
        stage.id
    );
    read(edition, &text)
}

// Laws

#[test]
fn answers_over_themselves_are_worth_the_same() {
    for Rules { name, edition, files } in every_rules() {
        for_all(CASES, &answers(files), |text| {
            let answers = read(edition, &text);
            let twice = answers.over(&answers);
            prop_assert!(twice.is_ok(), "{}: {:?}", name, twice.err());
            prop_assert_eq!(points(&twice.expect("it is")), points(&answers), "{}", name);
            Ok(())
        });
    }
}

#[test]
fn a_stage_that_touches_nothing_changes_nothing() {
    for Rules { name, edition, files } in every_rules() {
        for_all(CASES, &answers(files), |text| {
            let earlier = read(edition, &text);
            let later = empty_later(&earlier);
            let laid = later.over(&earlier).expect("it speaks of nothing");
            prop_assert_eq!(points(&laid), points(&earlier), "{}", name);
            prop_assert_eq!(&laid.stage().id, &later.stage().id);
            prop_assert_eq!(laid.notes(), earlier.notes());
            for (one, other) in laid.leaves().zip(earlier.leaves()) {
                prop_assert_eq!(one.response, other.response, "{}", other.address);
            }
            // What says nothing takes everything over, and covers nothing up.
            let under = earlier.over(&later).expect("nothing is known as a whole");
            prop_assert_eq!(points(&under), points(&earlier), "{}", name);
            Ok(())
        });
    }
}

/// A later file that answers every question, or states every block where there are none, is all that
/// counts.
#[test]
fn a_complete_later_stage_is_worth_what_it_is_worth_alone() {
    let tried = Cell::new(0);
    for Rules { name, edition, files } in every_rules() {
        for_all(CASES, &(answers(files), answers(files)), |(earlier, later)| {
            let (earlier, later) = (read(edition, &earlier), read(edition, &later));
            let has_parts = edition.indicators().next().is_some();
            let later = later.revised(
                |leaf| match leaf.response.state {
                    State::Empty => State::Zero,
                    state => state,
                },
                |node| (!has_parts).then(|| node.points.unwrap_or_default()),
            );
            // Random files are of any year of the edition.
            if later.year() != earlier.year() {
                let error = later.over(&earlier).map(drop);
                prop_assert_eq!(error, Err(OverError::OtherYear(earlier.year(), later.year())));
                return Ok(());
            }
            tried.set(tried.get() + 1);
            let laid = later.over(&earlier);
            prop_assert!(laid.is_ok(), "{}: {:?}", name, laid.err());
            prop_assert_eq!(points(&laid.expect("it is")), points(&later), "{}", name);
            Ok(())
        });
    }
    assert!(tried.get() > CASES, "only {} pairs were of one year", tried.get());
}

// Cases

const HEAD: &str = "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\n";

fn stage<'e>(edition: &'e Edition, stage: &str, body: &str) -> Answers<'e> {
    read(edition, &format!("{HEAD}stage = \"{stage}\"\n{body}"))
}

/// The later answers over the earlier ones of 2023.
fn laid(earlier: &str, later: &str) -> Result<Answers<'static>, OverError> {
    let edition = &rules("2023").edition;
    stage(edition, "verifikasi-administrasi", later).over(&stage(edition, "mandiri", earlier))
}

/// Earlier answers, later ones, and the points of nodes.
#[test]
fn what_the_later_say_counts_and_what_they_leave_out_stays() {
    let own = "[answers.4]\nP4 = \"5\"\nP5 = { points = \"3\", evidence = [] }\n";
    for (name, earlier, later, expected) in [
        ("a value", own, "[answers.4]\nP4 = \"2\"\n", [("4.P4", "2"), ("4", "5")]),
        ("a state", own, "[answers.4]\nP4 = \"tidak-tahu\"\n", [("4.P4", "0"), ("4", "3")]),
        ("nothing given", own, "[answers.4]\nP4 = \"nol\"\n", [("4.P4", "0"), ("4", "3")]),
        ("accepted", own, "[answers.4]\nP4 = { status = \"sah\" }\n", [("4.P4", "5"), ("4", "8")]),
        (
            "not looked at",
            own,
            "[answers.4]\nP4 = { status = \"belum-diperiksa\" }\n",
            [("4.P4", "5"), ("4", "8")],
        ),
        (
            "only a reason",
            own,
            "[answers.4]\nP4 = { reason = \"OK\" }\n",
            [("4.P4", "5"), ("4", "8")],
        ),
        (
            "rejected",
            own,
            "[answers.4]\nP4 = { status = \"ditolak\", reason = \"BK\" }\n",
            [("4.P4", "0"), ("4", "3")],
        ),
        (
            "rejected, and worth less",
            own,
            "[answers.4]\nP4 = { points = \"1\", status = \"ditolak\", reason = \"BT\" }\n",
            [("4.P4", "1"), ("4", "4")],
        ),
        (
            "only a note",
            own,
            "[answers.4]\nP4 = { note = \"lihat halaman 2\" }\n",
            [("4.P4", "5"), ("4", "8")],
        ),
        (
            "a question nobody had answered",
            own,
            "[answers.4]\nP1 = \"1\"\n",
            [("4.P1", "1"), ("4", "9")],
        ),
        (
            "a row in place of its questions",
            own,
            "[indicators]\n4 = \"7\"\n",
            [("4.P4", "0"), ("4", "7")],
        ),
        (
            "a block in place of its rows",
            own,
            "[blocks]\nklaster-1 = \"50\"\n",
            [("4", "0"), ("klaster-1", "50")],
        ),
        (
            "a row in place of its questions, with a word on one of them",
            own,
            "[indicators]\n4 = \"7\"\n[answers.4]\nP4 = { status = \"ditolak\" }\n",
            [("4.P4", "0"), ("4", "7")],
        ),
        (
            "another row",
            "[indicators]\n4 = \"7\"\n",
            "[indicators]\n5 = \"2\"\n",
            [("4", "7"), ("5", "2")],
        ),
        (
            "a row in place of a row",
            "[indicators]\n4 = \"7\"\n",
            "[indicators]\n4 = \"6\"\n",
            [("4", "6"), ("klaster-1", "6")],
        ),
        (
            "a block in place of a block",
            "[blocks]\nklaster-1 = \"50\"\n",
            "[blocks]\nklaster-1 = \"40\"\n",
            [("4", "0"), ("klaster-1", "40")],
        ),
        (
            "a row below a block that is stated again",
            "[blocks]\nklaster-1 = \"50\"\n",
            "[blocks]\nklaster-1 = \"40\"\n[indicators]\n4 = \"7\"\n",
            [("4", "7"), ("klaster-1", "7")],
        ),
    ] {
        let points = points(&laid(earlier, later).unwrap_or_else(|why| panic!("{name}: {why}")));
        for (node, expected) in expected {
            let found = points.get(node).map_or("0", String::as_str);
            assert_eq!(found, expected, "{name}: {node}");
        }
    }
}

#[test]
fn parts_of_what_is_known_only_as_a_whole_are_refused() {
    let block = "[blocks]\nklaster-1 = \"50\"\n";
    let row = "[indicators]\n4 = \"7\"\n";
    for (name, earlier, later, clashes) in [
        ("a question of a row", row, "[answers.4]\nP4 = \"1\"\n", &["4"][..]),
        ("a word on one", row, "[answers.4]\nP4 = { status = \"sah\" }\n", &["4"]),
        ("a row of a block", block, row, &["klaster-1"]),
        ("a question of a block", block, "[answers.4]\nP4 = \"1\"\n", &["klaster-1"]),
        (
            "two of them",
            "[indicators]\n4 = \"7\"\n5 = \"1\"\n",
            "[answers.4]\nP4 = \"1\"\n[answers.5]\nP1 = \"0\"\n",
            &["4", "5"],
        ),
    ] {
        let error = laid(earlier, later).expect_err(name);
        let OverError::PartsOfWholes(found) = &error else { panic!("{name}: {error}") };
        let found: Vec<String> = found.iter().map(Address::to_string).collect();
        assert_eq!(found, clashes, "{name}");
        assert!(clashes.iter().all(|node| error.to_string().contains(node)), "{name}: {error}");
    }
    for (name, earlier, later) in [
        ("a note", row, "[answers.4]\nP4 = { note = \"?\" }\n"),
        (
            "documents",
            row,
            "[answers.4]\nP4 = { evidence = [\"E1\"] }\n[[evidence]]\nid = \"E1\"\ntitle = \"SK\"\n",
        ),
    ] {
        let laid = laid(earlier, later).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(points(&laid)["4"], "7", "{name}");
    }
}

/// Every question of a row that was known as a whole: then the parts are what counts.
#[test]
fn all_parts_of_a_whole_take_its_place() {
    let edition = &rules("2023").edition;
    let row = edition.indicator("4").expect("a row");
    let questions = row.questions().iter();
    let lines: String = questions
        .map(|question| {
            let (_, number) = question.id.as_str().split_once('.').expect("an address");
            format!("{number} = \"nol\"\n")
        })
        .collect();
    let all = laid("[indicators]\n4 = \"7\"\n", &format!("[answers.4]\n{lines}"));
    assert_eq!(points(&all.expect("all of them"))["4"], "0");
}

#[test]
fn what_a_verifier_says_comes_along_and_the_documents_of_both() {
    let document =
        |id: &str, title: &str| format!("[[evidence]]\nid = \"{id}\"\ntitle = \"{title}\"\n");
    let earlier = [
        "notes = [\"dari daerah\"]\n[declared]\ntotal = \"5\"\n",
        "[answers.4]\nP4 = { points = \"5\", evidence = [\"E1\"], status = \"belum-diperiksa\", note = \"satu\" }\n",
        &document("E1", "SK"),
    ]
    .concat();
    let later = [
        "notes = [\"dari provinsi\"]\n",
        "[answers.4]\nP4 = { status = \"ditolak\", reason = \"BT\", evidence = [\"E2\"] }\n",
        &document("E1", "SK Bupati"),
        &document("E2", "Telaah"),
    ]
    .concat();
    let laid = laid(&earlier, &later).expect("they are about the same");
    let question = laid.edition().question("4.P4").expect("a question");
    let response = laid.response(question);
    assert_eq!(response.state, State::Zero);
    let ResponseDetails { evidence, status, reason, note, .. } = &**response;
    assert_eq!(evidence.iter().map(ToString::to_string).collect::<Vec<_>>(), ["E1", "E2"]);
    assert_eq!(status.map(kla::EvidenceStatus::word), Some("ditolak"));
    assert_eq!(reason.as_ref().map(ToString::to_string).as_deref(), Some("BT"));
    assert_eq!(note.as_deref(), None, "the remark was on another answer");
    let titles: Vec<&str> = laid.evidence().iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["SK Bupati", "Telaah"]);
    assert_eq!(laid.notes(), ["dari daerah", "dari provinsi"]);
    assert_eq!(
        (laid.stage().id.to_string(), laid.declared().len()),
        ("verifikasi-administrasi".to_owned(), 0)
    );
}

#[test]
fn answers_about_something_else_are_refused() {
    let edition = &rules("2023").edition;
    let of = |head: &str| read(edition, &format!("{head}stage = \"mandiri\"\n"));
    let later = of(HEAD);
    let region = later.over(&of(&HEAD.replace("62.71", "62.01"))).map(drop);
    assert_eq!(region, Err(OverError::OtherRegion("62.01".to_owned(), "62.71".to_owned())));
    let year = later.over(&of(&HEAD.replace("2024", "2023"))).map(drop);
    assert_eq!(year, Err(OverError::OtherYear(2023, 2024)));
    let other = crate::support::changed("revised", "2023", &[("revision = ", "revision = 1")]);
    let text = format!("{HEAD}stage = \"mandiri\"\n");
    assert_eq!(later.over(&read(&other.edition, &text)).map(drop), Err(OverError::OtherRules));
}
