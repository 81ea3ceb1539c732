//! Everything that can be done to a bundle, and what verification says of it.

use kla_bundle::BundleError;
use proptest::prelude::*;

use super::zip::zipped_with_flags;
use super::*;
use crate::support::for_all;

/// Changes one file of a bundle and leaves the rest, receipt and all, as it is.
fn with(bytes: &[u8], name: &str, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut entries = entries(bytes);
    let entry = entries.iter_mut().find(|entry| entry.name == name);
    change(&mut entry.unwrap_or_else(|| panic!("there is no {name}")).bytes);
    zip::zipped(&entries)
}

/// A forger's work: a text of one file is replaced, and the receipt is made to fit.
fn forged(bytes: &[u8], changes: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut entries = entries(bytes);
    for (name, from, to) in changes {
        let entry = entries.iter_mut().find(|entry| entry.name == *name);
        let entry = entry.unwrap_or_else(|| panic!("there is no {name}"));
        let text = String::from_utf8(entry.bytes.clone()).expect("a text");
        assert!(text.contains(from), "{name} holds no `{from}`:\n{text}");
        let (before, old) = (sha256(&entry.bytes), entry.bytes.len());
        entry.bytes = text.replacen(from, to, 1).into_bytes();
        let (after, new) = (sha256(&entry.bytes), entry.bytes.len());
        let receipt = entries.iter_mut().find(|entry| entry.name == RECEIPT).expect("a receipt");
        let text = String::from_utf8(receipt.bytes.clone()).expect("a text");
        let listed = |size, digest| format!("\"bytes\": {size},\n      \"sha256\": \"{digest}\"");
        receipt.bytes = text.replace(&listed(old, before), &listed(new, after)).into_bytes();
    }
    zip::zipped(&entries)
}

fn form() -> Bundle {
    let answers = File::new("answers.toml", read(FORM));
    packed(&Case { name: FORM.to_owned(), answers, rules: RuleTexts::Shipped })
}

/// Changes some bytes of every file, one at a time: each change is caught, and the file is named.
fn check_every_byte(bundle: &[u8], step: usize) {
    for Entry { name, bytes } in entries(bundle) {
        // The guide is text for people, nearly all of it the same in every bundle.
        let step = if name == README { 50 * step } else { step };
        for place in (0..bytes.len()).step_by(step) {
            let changed = with(bundle, &name, |bytes| bytes[place] ^= 1 << (place % 8));
            let verdict = verdict(&changed);
            // The receipt itself is held against the recomputed one, and against the files it lists.
            let named = verdict.differences.iter().any(|found| match found {
                Difference::Digest { file, .. } => *file == name,
                _ => false,
            }) || (name == RECEIPT && !verdict.is_same());
            assert!(named, "{name}, byte {place}: {}", messages(&verdict));
        }
    }
}

#[test]
fn every_single_byte_that_is_changed_is_caught_and_its_file_is_named() {
    check_every_byte(&packed(&smallest()).bytes, 1);
}

/// A case so small that each of its bytes can be tried.
fn smallest() -> Case {
    let text = "format = 1\nedition = \"contoh\"\nregion = \"32.73\"\nyear = 2024\n\
        stage = \"mandiri\"\nblocks = { satu = \"7,5\" }\n";
    let rules = folder(&root().join("fixtures/rejected/needless-alias/edition"));
    Case { name: "smallest".to_owned(), answers: File::new("isian.toml", text), rules }
}

#[test]
fn a_byte_here_and_there_of_the_longest_form_is_caught() {
    check_every_byte(&form().bytes, 4001);
}

/// On the way the bytes of the zip file itself change, not those of its files.
#[test]
fn a_zip_file_that_was_flipped_or_cut_is_never_the_same_and_never_a_crash() {
    let bundle = packed(&smallest()).bytes;
    let changed = (0..bundle.len(), 1..=255_u8).prop_map(|(place, bits)| {
        let mut bytes = bundle.clone();
        bytes[place] ^= bits;
        (place, bytes)
    });
    let not_the_same = |bytes: &[u8]| match verify(bytes) {
        Ok(verdict) => !verdict.is_same(),
        Err(error) => !error.to_string().is_empty(),
    };
    for_all(250, &changed.prop_map(|(place, bytes)| (place, Shown(bytes))), |(place, bytes)| {
        prop_assert!(not_the_same(&bytes.0), "byte {place}");
        Ok(())
    });
    for_all(100, &(0..bundle.len()), |length| {
        prop_assert!(not_the_same(&bundle[..length]), "cut at {length}");
        prop_assert!(not_the_same(&bundle[bundle.len() - length..]), "cut before {length}");
        Ok(())
    });
    // The directory is small: every byte of it and of the end.
    let directory = bundle.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory");
    for place in directory..bundle.len() {
        let mut bytes = bundle.clone();
        bytes[place] ^= 1 << (place % 8);
        assert!(not_the_same(&bytes), "byte {place} of the directory");
    }
    assert!(not_the_same(&[&bundle[..], b" "].concat()));
    assert!(not_the_same(&[b" ", &bundle[..]].concat()));
}

/// Bytes that need not be printed.
struct Shown(Vec<u8>);

impl std::fmt::Debug for Shown {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} bytes", self.0.len())
    }
}

#[test]
fn bytes_that_are_anything_at_all_never_crash() {
    for_all(200, &prop::collection::vec(any::<u8>(), 0..600), |bytes| {
        prop_assert!(verify(&bytes).is_err());
        Ok(())
    });
}

/// Points are raised in the result and the receipt is made to fit: only computing anew can tell.
#[test]
fn a_forgery_that_fits_its_receipt_is_caught_with_node_and_both_figures() {
    let bundle = form().bytes;
    for (node, field, from, to) in [
        ("total", "points", "771.81", "871.81"),
        ("category", "name", "Nindya", "Utama"),
        ("19", "points", "42.6", "43.6"),
    ] {
        let key = field;
        // The row by its id, then the first such key behind it.
        let result = entries(&bundle).into_iter().find(|entry| entry.name == RESULT);
        let text = String::from_utf8(result.expect("a result").bytes).expect("a text");
        let anchor = match node {
            "19" => "\"id\": \"19\"".to_owned(),
            node => format!("\"{node}\": {{"),
        };
        let start = text.find(&anchor).unwrap_or_else(|| panic!("no {anchor}"));
        let value = format!("\"{key}\": \"{from}\"");
        let end =
            start + text[start..].find(&value).unwrap_or_else(|| panic!("{value}")) + value.len();
        let old = &text[start..end];
        let new = old.replace(&value, &format!("\"{key}\": \"{to}\""));
        let verdict = verdict(&forged(&bundle, &[(RESULT, old, &new)]));
        assert!(tells(&verdict, (node, field, to, from)), "{node}: {}", messages(&verdict));
        let digests = verdict.differences.iter().filter(|found| found.kind() == "digest");
        assert_eq!(digests.count(), 0, "the receipt fits");
        assert_eq!(verdict.differences.len(), 1, "{}", messages(&verdict));
    }
}

#[test]
fn a_changed_answer_is_told_with_every_node_it_moves_in_official_order() {
    let bundle = form().bytes;
    // 4.P1 stands first in the table of indicator 4.
    let text = String::from_utf8(read(FORM)).expect("a text");
    let start = text.find("[answers.\"4\"]").expect("indicator 4");
    let end = start + text[start..].find("P1 = \"1\"").expect("4.P1 has 1") + "P1 = \"1\"".len();
    let old = &text[start..end];
    let new = format!("{}\"0\"", old.strip_suffix("\"1\"").expect("it ends so"));
    let verdict = verdict(&forged(&bundle, &[(ANSWERS_TOML, old, &new)]));
    let points: Vec<&str> = verdict
        .differences
        .iter()
        .filter_map(|found| match found {
            Difference::Value { file, node, field, .. } if file == RESULT && field == "points" => {
                Some(node.as_str())
            }
            _ => None,
        })
        .collect();
    assert_eq!(points[0], "total", "{}", messages(&verdict));
    assert!(points.ends_with(&["klaster-1", "4", "4.P1"]), "{points:?}");
    assert!(tells(&verdict, ("4.P1", "points", "1", "0")), "{}", messages(&verdict));
}

#[test]
fn rules_that_were_changed_and_called_the_shipped_ones_are_caught() {
    let bundle = packed(&replaced()).bytes;
    let hidden =
        forged(&bundle, &[(RECEIPT, "\"origin\": \"replaced\"", "\"origin\": \"shipped\"")]);
    let verdict = verdict(&hidden);
    let named: Vec<&str> = verdict
        .differences
        .iter()
        .filter_map(|found| match found {
            Difference::NotAsShipped { file } => Some(file.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(named, ["aturan/edition.toml"], "{}", messages(&verdict));
}

#[test]
fn a_rule_text_that_was_changed_under_the_result_is_caught_by_what_it_moves() {
    let bundle = packed(&every_case().into_iter().find(|case| case.name == "overlay").expect("it"));
    let from = "{ above = \"90\", points = \"1\" }";
    let to = "{ above = \"90\", points = \"0.75\" }";
    let verdict = verdict(&forged(&bundle.bytes, &[(OVERLAY, from, to)]));
    // The best step must reach the maximum, so this overlay cannot be used at all.
    let said = messages(&verdict);
    assert!(said.contains("aturan-tambahan/overlay.toml: cannot be recomputed"), "{said}");
    let verdict = super::verdict(&forged(
        &bundle.bytes,
        &[(OVERLAY, "confidence = \"inferred\"", "confidence = \"official\"")],
    ));
    let said = messages(&verdict);
    assert!(said.contains("edition (overlay.digest)") && said.contains("touched"), "{said}");
}

#[test]
fn what_the_receipt_says_is_recomputed_as_well() {
    let bundle = form().bytes;
    for (from, to, said) in [
        (
            "\"points\": \"771.81\"",
            "\"points\": \"971.81\"",
            "result: tanda-terima.json states 971.81, recomputed 771.81",
        ),
        (
            "\"overlay\": null",
            "\"overlay\": {}",
            "overlay: tanda-terima.json states {}, recomputed null",
        ),
        (
            "\"overrides\": []",
            "\"overrides\": [{}]",
            "overrides (1): tanda-terima.json states {}, recomputed nothing",
        ),
        (
            "\"year\": 2024",
            "\"year\": 2023",
            "case (year): tanda-terima.json states 2023, recomputed 2024",
        ),
        ("\"engine\": \"0", "\"engine\": \"9", "engine: hasil.json states 0"),
        ("\"format\": 1", "\"format\": 2", "format: tanda-terima.json states 2, recomputed 1"),
        ("\"format\": 1", "\"format\":  1", "tanda-terima.json: not exactly"),
    ] {
        let verdict = verdict(&forged(&bundle, &[(RECEIPT, from, to)]));
        assert!(messages(&verdict).contains(said), "{from} → {to}: {}", messages(&verdict));
    }
}

#[test]
fn a_guide_that_was_rewritten_is_caught_though_the_receipt_fits() {
    let bundle = form().bytes;
    let verdict = verdict(&forged(&bundle, &[(README, "771,81 dari", "971,81 dari")]));
    assert_eq!(
        messages(&verdict),
        "BACA-SAYA.txt: not exactly what the program writes for these answers and rules"
    );
}

#[test]
fn another_version_of_the_engine_is_a_notice_as_long_as_the_values_are_the_same() {
    let bundle = form().bytes;
    let engine = ("\"engine\": \"0.1.0\"", "\"engine\": \"0.0.9\"");
    let [result, receipt] = [(RESULT, engine.0, engine.1), (RECEIPT, engine.0, engine.1)];
    let guide = (README, "kla 0.1.0", "kla 0.0.9");
    let verdict = verdict(&forged(&bundle, &[result, receipt, guide, guide]));
    assert!(verdict.is_same(), "{}", messages(&verdict));
    assert!(matches!(&verdict.notices[..], [Notice::Engine { stated, .. }] if stated == "0.0.9"));
    // The guide names that version, and says nothing else.
    let total = (README, "771,81 dari", "971,81 dari");
    let told = self::verdict(&forged(&bundle, &[result, receipt, guide, guide, total]));
    assert!(!told.is_same(), "a forged guide is told whatever version wrote it");
    let lie = (RESULT, "\"points\": \"771.81\"", "\"points\": \"871.81\"");
    let verdict = super::verdict(&forged(&bundle, &[result, receipt, lie]));
    assert!(tells(&verdict, ("total", "points", "871.81", "771.81")), "{}", messages(&verdict));
}

#[test]
fn files_that_are_missing_or_do_not_belong_are_named() {
    let bundle = packed(&json()).bytes;
    let all = entries(&bundle);
    for gone in &all {
        let left: Vec<Entry> =
            all.iter().filter(|entry| entry.name != gone.name).cloned().collect();
        let verdict = verdict(&zip::zipped(&left));
        let said = messages(&verdict);
        assert!(said.contains(&format!("{}: is missing", gone.name)), "{}: {said}", gone.name);
    }
    for (name, said) in [
        ("nama-anak.csv", "nama-anak.csv: does not belong"),
        (OVERLAY, "aturan-tambahan/overlay.toml: cannot be recomputed"),
        (ANSWERS_TOML, "isian.toml: "),
        ("aturan/tambahan.toml", "aturan/tambahan.toml: "),
    ] {
        let extra = Entry { name: name.to_owned(), bytes: b"a = 1\n".to_vec() };
        let verdict = verdict(&zip::zipped(&[&all[..], &[extra]].concat()));
        assert!(messages(&verdict).contains(said), "{name}: {}", messages(&verdict));
    }
}

#[test]
fn a_bundle_packed_again_in_another_order_has_the_same_contents_and_is_not_the_same_file() {
    let mut entries = entries(&packed(&json()).bytes);
    entries.reverse();
    let verdict = verdict(&zip::zipped(&entries));
    assert_eq!(verdict.differences, [Difference::Container { same_files: true }]);
}

#[test]
fn what_is_no_bundle_or_not_safe_is_refused() {
    let all = entries(&packed(&json()).bytes);
    let entry = |name: &str| Entry { name: name.to_owned(), bytes: Vec::new() };
    let plus = |name: &str| verify(&zip::zipped(&[&all[..], &[entry(name)]].concat()));
    for name in ["../jahat", "/etc/passwd", "a/../../b", "C:jahat", "a\\b", "a\nb", "a//b"] {
        assert!(matches!(plus(name), Err(BundleError::UnsafeName(_))), "{name:?}");
    }
    assert!(matches!(plus(RESULT), Err(BundleError::TwiceTheSameName)));
    assert!(matches!(verify(&zip::zipped(&[entry("a")])), Err(BundleError::NotABundle)));
    assert!(matches!(verify(&zip::zipped(&[])), Err(BundleError::NotABundle)));
    assert!(matches!(verify(b""), Err(BundleError::NotAZip)));
    let locked = verify(&zipped_with_flags(&all, 0x0801));
    assert!(matches!(locked, Err(BundleError::Encrypted(_))), "{locked:?}");
    let many: Vec<Entry> = (0..201).map(|number| entry(&format!("aturan/{number}"))).collect();
    assert!(matches!(verify(&zip::zipped(&many)), Err(BundleError::TooManyFiles)));
    let large = Entry { bytes: vec![b' '; 33 << 20], ..entry(RESULT) };
    let larger = Entry { name: README.to_owned(), ..large.clone() };
    assert!(matches!(verify(&zip::zipped(&[large, larger])), Err(BundleError::TooLarge)));
}
