//! Files of several agencies become one: whatever the order, however often, and nothing in silence.

use kla::{Answers, Edition, MergeKind, merge, score};
use kla_tests::{fixtures, generate};
use proptest::prelude::*;

use crate::support::{every_rules, for_all, rules};

fn read<'e>(edition: &'e Edition, text: &str) -> Answers<'e> {
    edition.read_answers("answers.toml", text).unwrap_or_else(|error| panic!("{error}\n\n{text}"))
}

/// Parts under the names a, b, c, … .
fn parts<'e>(edition: &'e Edition, texts: &[String]) -> Vec<(String, Answers<'e>)> {
    let names = ('a'..='z').map(|letter| format!("{letter}.toml"));
    names.zip(texts).map(|(name, text)| (name, read(edition, text))).collect()
}

const HEAD: &str =
    "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n";

fn joined(base: Option<&str>, texts: &[&str]) -> (String, Vec<(String, MergeKind, Vec<String>)>) {
    let edition = &rules("2023").edition;
    let base = base.map(|text| read(edition, &format!("{HEAD}{text}")));
    let texts: Vec<String> = texts.iter().map(|text| format!("{HEAD}{text}")).collect();
    let merged = merge(base.as_ref(), &parts(edition, &texts)).expect("they are about the same");
    let entries = merged.entries.iter().map(|entry| {
        let values = entry.values.iter();
        let values = values.map(|value| format!("{} {}", value.text, value.origins.join(" ")));
        (entry.what.clone(), entry.kind, values.collect())
    });
    let text = merged.answers.to_toml();
    let body = text.split_once("stage = \"mandiri\"\n").map_or("", |(_, body)| body.trim());
    (body.to_owned(), entries.collect())
}

#[test]
fn new_same_updated_and_in_conflict() {
    let p1 = |points: &str| format!("[answers.4]\nP1 = \"{points}\"\n");
    let entry = |kind, values: &[&str]| {
        vec![("4.P1".to_owned(), kind, values.iter().map(|text| (*text).to_owned()).collect())]
    };
    let kept = |points: &str| format!("[answers.\"4\"]\nP1 = \"{points}\"");
    let disputed = |points: &str, sides: &str| {
        let note = format!("BERTENTANGAN: {sides}; tulis jawaban yang benar dan hapus catatan ini");
        format!("[answers.\"4\"]\nP1 = {{ {points}note = \"{note}\" }}")
    };
    for (name, base, given, stands, entries) in [
        ("new", None, vec!["1"], kept("1"), entry(MergeKind::New, &["\"1\" a.toml"])),
        (
            "same",
            None,
            vec!["1", "1,0"],
            kept("1"),
            entry(MergeKind::Same, &["\"1\" a.toml b.toml"]),
        ),
        (
            "conflict",
            None,
            vec!["1", "0.5"],
            disputed("", "0.5 (b.toml); 1 (a.toml)"),
            entry(MergeKind::Conflict, &["\"0.5\" b.toml", "\"1\" a.toml"]),
        ),
        ("unchanged", Some("1"), vec!["1"], kept("1"), entry(MergeKind::Same, &["\"1\" a.toml"])),
        (
            "updated",
            Some("0"),
            vec!["0", "1"],
            kept("1"),
            entry(MergeKind::Updated, &["\"0\" a.toml", "\"1\" b.toml"]),
        ),
        (
            "both changed",
            Some("0"),
            vec!["0.5", "1"],
            disputed("points = \"0\", ", "0.5 (a.toml); 1 (b.toml)"),
            entry(MergeKind::Conflict, &["\"0.5\" a.toml", "\"1\" b.toml"]),
        ),
    ] {
        let base = base.map(p1);
        // A note keeps files with the same answer from being the same file.
        let texts: Vec<String> = given
            .iter()
            .enumerate()
            .map(|(place, points)| format!("notes = [\"{place}\"]\n{}", p1(points)))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (body, found) = joined(base.as_deref(), &texts);
        let body = body.rsplit_once("]\n\n").map_or("", |(_, body)| body);
        assert_eq!((body, found), (stands.as_str(), entries), "{name}");
    }
}

/// Every agency calls its first document E1.
#[test]
fn documents_that_share_an_id_stay_apart() {
    let part = |question: &str, agency: &str, title: &str| {
        format!(
            "[answers.4]\n{question} = {{ points = \"1\", evidence = [\"E1\"] }}\n\
             [[evidence]]\nid = \"E1\"\ntitle = \"{title}\"\nagency = \"{agency}\"\n"
        )
    };
    let (capil, health) = (part("P1", "disdukcapil", "SK"), part("P2", "dinkes", "Foto"));
    let (body, _) = joined(None, &[&capil, &health]);
    for line in [
        "P1 = { points = \"1\", evidence = [\"disdukcapil-E1\"] }",
        "P2 = { points = \"1\", evidence = [\"dinkes-E1\"] }",
    ] {
        assert!(body.contains(line), "{line} is missing in\n{body}");
    }
    // Again with one of them: nothing changes.
    let (again, _) = joined(None, &[&body, &health]);
    assert_eq!(again, body);
    // Two documents of one agency are told apart by what they are.
    let other = part("P3", "disdukcapil", "Perda");
    let (three, _) = joined(None, &[&capil, &other]);
    assert_eq!(three.matches("id = \"E1-").count(), 2, "{three}");
    // The same document twice is one.
    let (one, _) = joined(None, &[&capil, &part("P2", "disdukcapil", "SK")]);
    assert_eq!(one.matches("[[evidence]]").count(), 1, "{one}");
}

#[test]
fn files_about_something_else_are_refused() {
    let edition = &rules("2023").edition;
    for (from, to, what) in
        [("62.71", "62.01", "region"), ("2024", "2025", "year"), ("mandiri", "final", "stage")]
    {
        let texts = [HEAD.to_owned(), HEAD.replace(from, to)];
        let error = merge(None, &parts(edition, &texts)).expect_err(what);
        assert_eq!(error.what.get(kla::Lang::En), what);
        let origins: Vec<&str> =
            error.values.iter().flat_map(|value| &value.origins).map(String::as_str).collect();
        assert_eq!(origins.len(), 2, "{origins:?}");
    }
    assert!(merge(None, &[]).is_err(), "nothing to join");
}

/// The whole form, filled agency by agency, in whatever order they answer.
#[test]
fn the_agencies_parts_of_the_form_are_the_form() {
    let edition = &rules("2023").edition;
    let form = fixtures::cases().into_iter().find(|case| case.name.contains("274")).expect("it");
    let whole = read(edition, &form.answers);
    let mut texts: Vec<String> = edition
        .agencies()
        .iter()
        .map(|agency| {
            let own = whole.revised(
                |leaf| match leaf.measure.agencies.contains(&agency.id) {
                    true => leaf.response.state,
                    false => kla::State::Empty,
                },
                |_| None,
            );
            own.to_toml()
        })
        .collect();
    let total = score(&whole).total();
    assert_eq!(total.to_string(), "771.81");
    for turn in 0..4 {
        texts.rotate_left(turn * 5 + 1);
        texts.reverse();
        let parts: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(place, text)| (format!("opd-{place}.toml"), read(edition, text)))
            .collect();
        let merged = merge(None, &parts).expect("they are about the same");
        assert_eq!(merged.conflicts().count(), 0);
        assert_eq!(score(&merged.answers).total(), total);
        assert_eq!(merged.answers.to_toml().matches("\nP").count(), 274);
    }
}

/// Order and repetition change nothing, for any answers of any edition.
#[test]
fn joining_is_idempotent_and_knows_no_order() {
    for rules in every_rules() {
        let edition = &rules.edition;
        let strategy = proptest::collection::vec(generate::answers(&rules.files), 2..4);
        for_all(12, &strategy, |texts| {
            // Random files differ in region and stage: the first one's head for all.
            let heads = |text: &str| {
                let answers = read(edition, text);
                (answers.place().code.clone(), answers.year(), answers.stage().id.to_string())
            };
            let head = heads(&texts[0]);
            let texts: Vec<String> = texts.into_iter().filter(|text| heads(text) == head).collect();
            let all = parts(edition, &texts);
            let merged = merge(None, &all).expect("they are about the same").answers.to_toml();
            let mut turned: Vec<_> = parts(edition, &texts);
            turned.reverse();
            let other = merge(None, &turned).expect("they are about the same").answers.to_toml();
            prop_assert_eq!(&merged, &other);
            let again = merge(None, &[("m".to_owned(), read(edition, &merged))]).expect("one");
            prop_assert_eq!(&again.answers.to_toml(), &merged);
            let mut with_it = parts(edition, &texts);
            with_it.push(("m".to_owned(), read(edition, &merged)));
            let twice = merge(None, &with_it).expect("they are about the same");
            prop_assert_eq!(&twice.answers.to_toml(), &merged);
            Ok(())
        });
    }
}

/// What a verifier has accepted is the answer that was there, not the one that came later.
#[test]
fn a_status_stays_with_its_answer() {
    let with = |answer: &str| format!("[answers.4]\nP4 = {answer}\n");
    let (base, checked) = (with("\"1\""), with("{ points = \"1\", status = \"sah\" }"));
    let (raised, alone) = (with("\"5\""), with("{ status = \"sah\" }"));
    for (name, files, stands) in [
        ("the same answer", [&checked, &base], "P4 = { points = \"1\", status = \"sah\" }"),
        ("another answer", [&checked, &raised], "P4 = \"5\""),
        ("a status alone speaks of the base", [&alone, &raised], "P4 = \"5\""),
    ] {
        let (body, _) = joined(Some(&base), &[files[0], files[1]]);
        assert!(body.ends_with(stands), "{name}: {body}");
    }
    let (body, _) = joined(None, &[&checked, &raised]);
    assert!(!body.contains("sah"), "a conflict is not accepted: {body}");
}

/// A verifier's reason goes with the answer that it explains, and alone with the answer of the base.
#[test]
fn a_reason_stays_with_its_answer() {
    let with = |answer: &str| format!("[answers.4]\nP4 = {answer}\n");
    let (base, raised) = (with("\"1\""), with("\"5\""));
    let lowered = with("{ points = \"0.5\", status = \"ditolak\", reason = \"BT\" }");
    let (alone, other) = (with("{ reason = \"OK\" }"), with("{ reason = \"BK\" }"));
    for (name, base, files, stands) in [
        (
            "the answer it explains",
            Some(&base),
            vec![&lowered, &base],
            "P4 = { points = \"0.5\", status = \"ditolak\", reason = \"BT\" }",
        ),
        ("alone", Some(&base), vec![&alone], "P4 = { points = \"1\", reason = \"OK\" }"),
        ("twice", None, vec![&alone, &base, &alone], "P4 = { points = \"1\", reason = \"OK\" }"),
        ("two of them", Some(&base), vec![&alone, &other], "P4 = \"1\""),
    ] {
        let files: Vec<&str> = files.into_iter().map(String::as_str).collect();
        let (body, entries) = joined(base.map(String::as_str), &files);
        assert!(body.ends_with(stands), "{name}: {body}");
        let told = entries.iter().filter(|entry| entry.0 == "4.P4 reason");
        let kinds: Vec<MergeKind> = told.map(|entry| entry.1).collect();
        let is_open = kinds.contains(&MergeKind::Conflict);
        assert_eq!((kinds.len(), is_open), (1, name == "two of them"), "{name}");
    }
    let (body, _) = joined(None, &[&lowered, &raised]);
    assert!(!body.contains("BT"), "a conflict is explained by neither side: {body}");
}

#[test]
fn what_is_emptied_on_purpose_is_empty() {
    let answer = |word: &str| format!("[answers.4]\nP4 = \"{word}\"\n");
    let (body, entries) = joined(Some(&answer("1")), &[&answer("belum-diisi")]);
    assert_eq!((body.as_str(), entries[0].1), ("", MergeKind::Updated));
    // A form that nobody has filled empties nothing.
    let (body, _) = joined(None, &[&answer("belum-diisi"), &answer("1")]);
    assert!(body.contains("P4 = \"1\""), "{body}");
}

#[test]
fn what_becomes_known_of_a_document_is_joined() {
    let register = |more: &str| {
        format!(
            "[answers.4]\nP4 = {{ points = \"1\", evidence = [\"E1\"] }}\n\
             [[evidence]]\nid = \"E1\"\ntitle = \"Dok\"\n{more}"
        )
    };
    let (body, _) = joined(
        Some(&register("")),
        &[&register("link = \"a\"\n"), &register("status = \"sah\"\nfrom = 2024-01-01\n")],
    );
    assert_eq!(body.matches("[[evidence]]").count(), 1, "{body}");
    for line in ["link = \"a\"", "status = \"sah\"", "from = 2024-01-01", "evidence = [\"E1\"]"] {
        assert!(body.contains(line), "{line} is missing in\n{body}");
    }
    let (_, entries) = joined(None, &[&register("link = \"a\"\n"), &register("link = \"b\"\n")]);
    let links: Vec<_> = entries.iter().filter(|entry| entry.0 == "evidence E1 link").collect();
    assert_eq!(links[0].1, MergeKind::Conflict);
}

/// A conflict that was not decided stays one when one side comes again, whichever that is; a person decides
/// by writing an answer and removing the note.
#[test]
fn an_open_conflict_is_decided_by_nobody_but_a_person() {
    let (one, two) = ("[answers.4]\nP1 = \"1\"\n", "[answers.4]\nP1 = \"0.5\"\n");
    let (joint, _) = joined(None, &[one, two]);
    let note =
        "BERTENTANGAN: 0.5 (b.toml); 1 (a.toml); tulis jawaban yang benar dan hapus catatan ini";
    assert_eq!(joint, format!("[answers.\"4\"]\nP1 = {{ note = \"{note}\" }}"));
    for side in [one, two] {
        let (again, entries) = joined(None, &[&joint, side]);
        assert_eq!(again, joint);
        assert_eq!(entries[0].1, MergeKind::Conflict);
    }
    let decided = joint.replace(&format!("{{ note = \"{note}\" }}"), "\"1\"");
    let (after, entries) = joined(None, &[&decided]);
    assert_eq!((after.as_str(), entries[0].1), ("[answers.\"4\"]\nP1 = \"1\"", MergeKind::New));
}

/// A verifier's word without an answer beside it is told, and not taken.
#[test]
fn a_status_without_an_answer_is_told() {
    let (answer, word) = ("[answers.4]\nP1 = \"1\"\n", "[answers.4]\nP1 = { status = \"sah\" }\n");
    let (body, entries) = joined(None, &[answer, word]);
    assert!(!body.contains("sah"), "{body}");
    let told = entries.iter().find(|entry| entry.0 == "4.P1 status").expect("it is told");
    assert_eq!((told.1, told.2.as_slice()), (MergeKind::Conflict, &["sah b.toml".to_owned()][..]));
}

#[test]
fn a_whole_and_parts_from_different_files_are_told() {
    let whole = "[indicators]\n4 = \"15\"\n";
    let parts = "[answers.4]\nP1 = \"1\"\n";
    let (_, entries) = joined(None, &[whole, parts]);
    let told = entries.iter().find(|entry| entry.1 == MergeKind::TwoDepths).expect("it is told");
    assert_eq!(told.0, "4");
    assert_eq!(told.2, ["\"15\" a.toml", "… b.toml"]);
    // One file that does both is told when it is scored.
    let (_, entries) = joined(None, &[&format!("{whole}{parts}")]);
    assert!(entries.iter().all(|entry| entry.1 != MergeKind::TwoDepths));
}
