//! What a schema refuses, the reader refuses as well, and where the mistake stands.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::corpus::{File, corpus, file};
use super::walk::{Spot, followed, resolved, walk};
use super::{problems, schema, validator};
use crate::support::place;

/// A mistake in a file: after a text, another one becomes a third. The reader's code for it, and where
/// the schema sees it: there or inside, and nowhere else.
struct Mistake {
    file: &'static str,
    after: &'static str,
    from: &'static str,
    to: &'static str,
    code: &'static str,
    at: &'static str,
}

macro_rules! mistakes {
    ($($file:ident { $($after:literal, $from:literal => $to:literal, $code:literal at $at:literal;)* })*) => {
        &[$($(Mistake { file: $file, after: $after, from: $from, to: $to, code: $code, at: $at }),*),*]
    };
}

const EDITION: &str = "tests/suite/schema/contoh/edition.toml";
const BLOCK: &str = "tests/suite/schema/contoh/satu.toml";
const CAPPED: &str = "rules/editions/2023/klaster-4.toml";
const GATED: &str = "rules/editions/2023/edition.toml";
const CHANGED_QUESTIONS: &str = "tests/suite/schema/overlay-butir.toml";
const CHANGED_INDICATORS: &str = "tests/suite/schema/overlay-indikator.toml";
const MAPPING: &str = "rules/mappings/2022-2023.toml";
const ANSWERS: &str = "tests/suite/schema/answers.toml";

/// What depends on more than one key, and numbers, ids and days that are written wrongly. What concerns
/// one key alone is tried for all keys below.
const MISTAKES: &[Mistake] = mistakes! {
    EDITION {
        "", "id = \"contoh\"" => "id = \"con toh\"", "bad-id" at "/id";
        "", "[2020, 2029]" => "[2020, 2024, 2029]", "wrong-type" at "/years";
        "", "[\"satu\"]" => "[\"satu\", \"satu\"]", "duplicate-id" at "/blocks";
        "", "[\"satu\"]" => "[\"satu\", \"total\"]", "bad-id" at "/blocks/1";
        "", "points = 100" => "points = \"1.000\"", "ambiguous-number" at "/total/points";
        "", "\"50,5\"" => "\"1.050,5\"", "not-a-number" at "/category/0/from";
        "[rounding]", "\"indicator\"" => "\"never\"", "unknown-key" at "/rounding";
        "[rounding]", "digits = 2\n" => "", "missing-key" at "/rounding";
        "[rounding]", "digits = 2" => "digits = 7", "not-a-number" at "/rounding/digits";
        "[not_applicable]", "\"leaves\"" => "\"lost\"", "unknown-key" at "/not_applicable";
        "[not_applicable]", "ties = \"half-up\"\n" => "", "missing-key" at "/not_applicable";
        "[reasons]", "id = \"BK\"" => "id = \"B K\"", "bad-id" at "/reasons/reason/0/id";
        "[reasons]", "reply = \"Unggah buktinya.\"\n" => "", "unknown-key" at "/reasons/reason/0";
        "[shrink]", "[\"10\", \"20.5\"]" => "[]", "missing-key" at "/shrink/percents";
        "[shrink]", "\"20.5\"" => "\"100,5\"", "percent-above-100" at "/shrink/percents/1";
        "[shrink]", "\"20.5\"" => "\"10\"", "steps-not-rising" at "/shrink/percents";
        "[shrink]", "\"12.5\"" => "\"-12.5\"", "negative-figure" at "/shrink/reference";
        "[effort]", "step = \"5\"" => "step = \"0,0\"", "percent-above-100" at "/effort/step";
        "[effort]", "step = \"5\"" => "step = 101", "percent-above-100" at "/effort/step";
        "[effort]", "units = 1" => "units = 0", "not-a-number" at "/effort/class/0/units";
        "[effort]", "units = 1" => "units = 10001", "not-a-number" at "/effort/class/0/units";
        "[effort]", "\"quick\"" => "\"slow\"", "unknown-word" at "/effort/class/0/pace";
    }
    GATED {
        "perda-kla", "all = [" => "any = []\nall = [", "bad-gate" at "/gate/0";
        "perda-kla", "all = [" => "# [", "bad-gate" at "/gate/0";
        "perda-kla", "{ question = \"1.P1\", at_least = \"12\" }" => "", "bad-gate" at "/gate/0/all";
        "perda-kla", "question = \"1.P1\", at_least = \"12\"" => "", "bad-gate" at "/gate/0/all/0";
        "perda-kla", ", at_least = \"12\"" => "", "missing-key" at "/gate/0/all/0";
        "perda-kla", "\"1.P1\"" => "\"1-P1\"", "unknown-reference" at "/gate/0/all/0/question";
        "perda-kla", "{ q" => "{ indicator = \"1\", q", "unknown-key" at "/gate/0/all/0";
        "perda-kla", "{ q" => "{ at_share = \"9\", q", "unknown-key" at "/gate/0/all/0/at_share";
    }
    BLOCK {
        "", "maximum = \"100\"" => "maximum = \"1,000\"", "ambiguous-number" at "/block/maximum";
        "", "maximum = \"100\"" => "maximum = \"0.1234567\"", "too-many-digits" at "/block/maximum";
        "", "maximum = \"100\"" => "maximum = \"-100\"", "negative-figure" at "/block/maximum";
        "", "maximum = \"100\"" => "maximum = -100", "negative-figure" at "/block/maximum";
        "id = \"1\"", "steps = { values" => "levels = { values", "missing-key" at "/indicator/0";
        "id = \"1\"", "shape =" => "scale = \"linear\"\nshape =", "unknown-key" at "/indicator/0/scale";
        "id = \"1\"", "shape =" => "excess = \"cap\"\nshape =", "unknown-key" at "/indicator/0";
        "id = \"1\"", ", source = \"buatan\"," => ",", "missing-key" at "/indicator/0/steps";
        "id = \"2\"", "steps = { " => "steps = { values = [], ", "unknown-key" at "/indicator/1/steps/values";
        "id = \"2\"", "unknown = \"tidak diketahui\"" => "", "missing-key" at "/indicator/1/steps";
        "id = \"3\"", "levels =" => "items =", "missing-key" at "/indicator/2";
        "id = \"3\"", "\"belum\"" => "\"nol\"", "bad-id" at "/indicator/2/levels/0/id";
        "id = \"3\"", "\"unknown\"" => "\"tidak\"", "not-a-number" at "/indicator/2/levels/0/points";
        "id = \"4\"", "shape =" => "target = \"9\"\nshape =", "unknown-key" at "/indicator/3/target";
        "id = \"5\"", "zero_total = \"full\"\n" => "", "missing-key" at "/indicator/4";
        "id = \"5\"", "scale = \"steps\"\n" => "", "missing-key" at "/indicator/4";
        "id = \"5\"", "\"steps\"" => "\"linear\"", "unknown-key" at "/indicator/4/thresholds";
        "id = \"5\"", "above =" => "from = \"5\", above =", "wrong-type" at "/indicator/4/thresholds/1";
        "id = \"5\"", "below =" => "to = \"9\", below =", "wrong-type" at "/indicator/4/thresholds/1";
        "id = \"5\"", "to = \"5\"" => "to = \"-5\"", "negative-figure" at "/indicator/4/thresholds/0/to";
        "id = \"6\"", "target = \"12\"\n" => "", "missing-key" at "/indicator/5";
        "id = \"6\"", "\"12\"" => "\"0,0\"", "not-a-number" at "/indicator/5/target";
        "id = \"6\"", "\"linear\"" => "\"steps\"", "missing-key" at "/indicator/5";
        "id = \"6\"", "shape =" => "zero_total = \"none\"\nshape =", "unknown-key" at "/indicator/5/zero_total";
        "id = \"6\"", "shape =" => "take = \"last\"\nshape =", "unknown-key" at "/indicator/5/take";
        "id = \"7\"", "of = \"percent\"\n" => "", "missing-key" at "/indicator/6";
        "id = \"7\"", "take = \"change\"\n" => "", "missing-key" at "/indicator/6";
        "id = \"7\"", "\"change\"" => "\"last\"", "negative-figure" at "/indicator/6/thresholds";
        "id = \"7\"", "\"steps\"" => "\"linear\"", "unknown-word" at "/indicator/6";
        "id = \"7\"", "zero_total = \"none\"\n" => "", "missing-key" at "/indicator/6";
        "id = \"8\"", "shape =" => "zero_total = \"none\"\nshape =", "unknown-key" at "/indicator/7/zero_total";
        "id = \"8\"", "years = 1" => "years = 21", "not-a-number" at "/indicator/7/years";
        "id = \"9\"", "shape =" => "of = \"count\"\nshape =", "unknown-key" at "/indicator/8";
        "id = \"9\"", "zero_total = \"not-applicable\"\n" => "", "missing-key" at "/indicator/8";
        "id = \"5\"", "\"hasil\"" => "\"ha sil\"", "unknown-reference" at "/indicator/4/effort";
    }
    CAPPED {
        "", "excess_reason" => "alasan", "missing-key" at "/indicator";
        "", "excess = \"cap\"\n" => "", "unknown-key" at "/indicator";
        "", "[[indicator.question]]" => "better = \"lower\"\n[[indicator.question]]", "unknown-key" at "/indicator/0/better";
        "", "[[indicator.question]]" => "effort = \"hasil\"\n[[indicator.question]]", "unknown-key" at "/indicator/0/effort";
        "", "[[indicator.question]]" => "text = \"?\"\n[[indicator.question]]", "unknown-key" at "/indicator/0";
        "", "[[indicator]]" => "[[indicator]]\nid = \"Z\"\nname = \"?\"\nmaximum = 0\nsource = \"rekap-2024\"\nconfidence = \"inferred\"\n[[indicator]]", "missing-key" at "/indicator/0";
    }
    CHANGED_QUESTIONS {
        "", "remove = [\"4.P7\"]" => "remove = [\"4P7\"]", "unknown-question" at "/remove/0";
        "", "id = \"4.P1\"" => "id = \"P1\"", "unknown-question" at "/question/0/id";
        "id = \"4.P3\"", "shape = \"ladder\"\n" => "", "unknown-key" at "/question/2/levels";
        "id = \"4.P2\"", "target = \"9\"\n" => "", "missing-key" at "/question/1";
        "[[indicator]]", "excess_reason" => "# ", "missing-key" at "/indicator/0";
        "[[indicator]]", "excess = \"cap\"" => "excess = \"none\"", "unknown-key" at "/indicator/0/excess_reason";
        "[[indicator]]", "excess = \"cap\"\n" => "", "unknown-key" at "/indicator/0/excess_reason";
        "[[indicator]]", "excess =" => "effort = \"hasil\"\nexcess =", "unknown-key" at "/indicator/0/effort";
        "[[indicator]]", "excess =" => "text = \"?\"\nexcess =", "unknown-key" at "/indicator/0/text";
        "[[gate]]", ", at_share = \"70\"" => "", "missing-key" at "/gate/0/any/2/all/0";
        "[[gate]]", "{ any = [{" => "{ all = [], any = [{", "bad-gate" at "/gate/0/any/2/all/1";
    }
    CHANGED_INDICATORS {
        "", "id = \"satu\"" => "id = \"satu\"\nname = \"Satu\"", "unknown-key" at "/block/0";
        "id = \"6\"", "zero_total = \"none\"\n" => "", "missing-key" at "/indicator/4";
        "[effort]", "usual = \"hasil\"\n" => "", "missing-key" at "/effort";
    }
    MAPPING {
        "", "from = \"2022\"" => "from = \"20 22\"", "mapping-mismatch" at "/from";
        "[[map]]", "from = [\"kelembagaan\"]" => "from = []", "missing-key" at "/map/0/from";
        "[[map]]", "from = [\"kelembagaan\"]" => "from = [\"kelembagaan\", \"kelembagaan\"]", "mapped-twice" at "/map/0/from";
        "[[map]]", "to = [\"kelembagaan\"]" => "to = [\"total\"]", "unknown-reference" at "/map/0/to/0";
        "[[map]]", "to = [\"kelembagaan\"]" => "to = [\"1.P.1\"]", "unknown-reference" at "/map/0/to/0";
        "[[map]]", "source = \"nama-blok\"" => "source = \"nama blok\"", "unknown-reference" at "/map/0/source";
    }
    ANSWERS {
        "", "\"62.71\"" => "\"62.7\"", "unknown-region" at "/region";
        "", "year = 2024" => "year = 1989", "not-a-number" at "/year";
        "", "\"0,5\"" => "\"1.234,56\"", "not-a-number" at "/indicators/1/points";
        "", "\"0,5\"" => "\"-0,5\"", "negative-figure" at "/indicators/1/points";
        "", "\"0,5\"" => "\"0,1234567\"", "too-many-digits" at "/indicators/1/points";
        "", "reason = \"OK\"" => "reason = \"O K\"", "unknown-reason" at "/indicators/1/reason";
        "", "\"62.125\"" => "\"100,5\"", "percent-above-100" at "/indicators/2/percent";
        "", "percent = \"62.125\"" => "percent = \"62.125\", figure = \"3\"", "unknown-key" at "/indicators/2";
        "", "{ level = \"perda\" }" => "{ level = \"perda\", items = [] }", "unknown-key" at "/indicators/3";
        "", "{ level = \"perda\" }" => "{ level = \"nol\" }", "unknown-choice" at "/indicators/3/level";
        "", "{ level = \"perda\" }" => "\"per da\"", "unknown-choice" at "/indicators/3";
        "", "[\"a\", \"b\"]" => "[\"a\", \"a\"]", "unknown-choice" at "/indicators/4/items";
        "", ", of = 4000" => "", "missing-key" at "/indicators/5";
        "", "count = \"0120\", " => "", "missing-key" at "/indicators/5";
        "", "\"0120\"" => "\"1.000\"", "not-whole" at "/indicators/5/count";
        "", "\"7.25\"" => "\"7.250\"", "ambiguous-number" at "/indicators/6/figure";
        "", "2022 =" => "22 =", "not-a-number" at "/indicators/7/series";
        "", "{ percent = 80 }" => "{}", "missing-key" at "/indicators/7/series/2024";
        "", "percent = 80" => "of = \"80\"", "missing-key" at "/indicators/7/series/2024";
        "", "{ state =" => "{ points = \"1\", state =", "wrong-answer" at "/indicators/8";
        "", "{ state =" => "{ series = { 2024 = \"1\" }, state =", "wrong-answer" at "/indicators/8";
        "", "\"ya\"" => "\"mungkin\"", "unknown-choice" at "/indicators/9/units/Desa Maju";
        "", "Desa Maju" => "6271012345678901", "looks-like-nik" at "/indicators/9/units";
        "", "{ yes = \"3\", of = \"4\" }" => "{ yes = \"3\" }", "missing-key" at "/indicators/10";
        "", "yes = \"3\"" => "yes = \"3\", count = \"3\"", "unknown-key" at "/indicators/10";
        "[blocks]", "satu =" => "\"sa tu\" =", "unknown-block" at "/blocks";
        "[[evidence]]", "id = \"E1\"" => "id = \" \"", "bad-id" at "/evidence/0/id";
        "[[evidence]]", "\"2023-12-31\"" => "\"2023-13-31\"", "wrong-type" at "/evidence/0/to";
        "[[evidence]]", "\"2023-12-31\"" => "\"31-12-2023\"", "wrong-type" at "/evidence/0/to";
        "[[evidence]]", "\"9f86d0" => "\"9f86d", "wrong-type" at "/evidence/0/sha256";
    }
};

#[test]
fn reader_and_schema_refuse_the_same_at_the_same_place() {
    let wrong: Vec<String> = MISTAKES.iter().filter_map(check).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What is not as expected about a mistake.
fn check(mistake: &Mistake) -> Option<String> {
    let Mistake { file: path, after, from, to, code, at } = mistake;
    let file = file(path);
    let mut text = file.text.clone();
    let start = place(&text, after, from);
    let start = start.unwrap_or_else(|| panic!("{path}: there is no `{from}` after `{after}`"));
    text.replace_range(start..start + from.len(), to);
    let codes = file.refused(&text);
    let seen = problems(&validator(&schema(file.schema)), &file.value_of(&text));
    let elsewhere = seen.iter().any(|(place, _)| !is_inside(place, at));
    if codes.contains(code) && !seen.is_empty() && !elsewhere {
        return None;
    }
    Some(format!("{path}: `{from}` to `{to}`: the reader says {codes:?}, the schema {seen:?}"))
}

/// Whether a place is another one or stands inside it.
fn is_inside(place: &str, outer: &str) -> bool {
    place.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Every key at every place that a schema describes: absent where it is required, beside a key that
/// nobody knows, of another type, not one of its words, a bare fraction, a person's number.
#[test]
fn reader_and_schema_agree_on_every_key() {
    let mut files: Vec<&File> = corpus().iter().collect();
    // The smallest file that shows a place is enough, and soonest read.
    files.sort_by_key(|file| file.size());
    let (mut tried, mut count, mut wrong) = (BTreeSet::new(), 0, Vec::new());
    for file in files {
        let (root, whole) = (schema(file.schema), file.value());
        let validator = validator(&root);
        walk(file.schema, &whole, &mut |spot| {
            if tried.insert((file.schema, spot.place.clone())) {
                for (what, spoilt) in spoilt(&root, &whole, spot) {
                    count += 1;
                    wrong.extend(disagreement(file, &validator, &spot.at, &what, &spoilt));
                }
            }
        });
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 1000, "only {count} mistakes were tried");
}

/// A value with one mistake at a place, and what it is.
fn spoilt(root: &Value, whole: &Value, spot: &Spot<'_>) -> Vec<(String, Value)> {
    let schema = resolved(root, spot.schema);
    let mut all = Vec::new();
    let mut add = |what: String, spoil: &dyn Fn(&mut Value)| {
        let mut whole = whole.clone();
        spoil(whole.pointer_mut(&spot.at).expect("the place is there"));
        all.push((what, whole));
    };
    if let Some(entries) = spot.value.as_object() {
        for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            add(format!("without `{key}`"), &|value| {
                value.as_object_mut().and_then(|entries| entries.remove(key));
            });
        }
        let known = schema.get("additionalProperties") == Some(&json!(false));
        assert!(known || spot.place == "answer.units", "{} is open", spot.place);
        assert!(!entries.contains_key("kunci asing"));
        if known {
            add("with an unknown key".to_owned(), &|value| value["kunci asing"] = json!("1"));
        }
    }
    if spot.at.is_empty() {
        return all;
    }
    add("true".to_owned(), &|value| *value = json!(true));
    let is = |kind: &str| match &schema["type"] {
        Value::Array(kinds) => kinds.iter().any(|known| known == kind),
        known => known == kind,
    };
    if is("integer") {
        add("a bare fraction".to_owned(), &|value| *value = json!(0.66));
        if !is("string") {
            add("a quoted number".to_owned(), &|value| *value = json!("1"));
        }
    } else if is("string") {
        add("a number".to_owned(), &|value| *value = json!(12));
    }
    if schema.get("enum").is_some() {
        add("another word".to_owned(), &|value| *value = json!("bukan-kata"));
    }
    if *schema == root["$defs"]["text"] {
        add("a NIK".to_owned(), &|value| *value = json!("akta 6271012345678901"));
    }
    if is("object") || is("array") {
        add("a text".to_owned(), &|value| {
            *value = json!("teks yang bukan tabel, bukan pula daftar")
        });
    }
    all
}

/// How reader and schema differ on a mistake, or where the schema sees it elsewhere.
fn disagreement(
    file: &File,
    validator: &Validator,
    at: &str,
    what: &str,
    spoilt: &Value,
) -> Option<String> {
    let codes = file.refused(&spoilt.to_string());
    let seen = problems(validator, spoilt);
    let elsewhere = seen.iter().any(|(place, _)| !is_inside(place, at));
    (codes.is_empty() || seen.is_empty() || elsewhere).then(|| {
        format!("{}: {at} {what}: the reader says {codes:?}, the schema {seen:?}", file.path)
    })
}

/// Places where what else may stand depends on another file: on the shape of the question that is
/// answered, on the depth of the edition that is refined.
const DEPENDS_ON_ANOTHER_FILE: &[&str] = &["answer", "indicator-change"];

/// Each key taken out, and each key put in with a value from elsewhere: wherever the reader misses or
/// does not know a key, so does the schema, and the schema refuses nothing that the reader takes.
#[test]
fn reader_and_schema_agree_on_which_keys_go_together() {
    let mut lent = BTreeMap::new();
    for file in corpus() {
        walk(file.schema, &file.value(), &mut |spot| {
            lent.entry(spot.place.clone()).or_insert_with(|| spot.value.clone());
        });
    }
    let mut files: Vec<&File> = corpus().iter().collect();
    files.sort_by_key(|file| file.size());
    // The large editions hold nothing that the others do not, and take long to read.
    files.retain(|file| file.size() < 30_000);
    let (mut tried, mut count, mut wrong) = (BTreeSet::new(), 0, Vec::new());
    for file in files {
        let (root, whole) = (schema(file.schema), file.value());
        let validator = validator(&root);
        walk(file.schema, &whole, &mut |spot| {
            let (place, schema) = followed(&root, file.schema, spot.place.clone(), spot.schema);
            let Some(entries) = spot.value.as_object() else { return };
            let Some(known) = schema.get("properties").and_then(Value::as_object) else { return };
            // What the words of a table are decides which keys it has.
            let words =
                known.iter().filter(|(_, schema)| resolved(&root, schema).get("enum").is_some());
            let words = words.map(|(key, _)| entries.get(key).map(Value::to_string));
            let keys = known.keys().map(|key| entries.contains_key(key));
            if !tried.insert((place.clone(), keys.collect::<Vec<_>>(), words.collect::<Vec<_>>())) {
                return;
            }
            for key in known.keys() {
                let mut changed = whole.clone();
                let table = changed.pointer_mut(&spot.at).and_then(Value::as_object_mut);
                let table = table.expect("the place is there");
                if table.remove(key).is_none() {
                    if DEPENDS_ON_ANOTHER_FILE.contains(&place.as_str()) {
                        continue;
                    }
                    table.insert(key.clone(), lent[&format!("{place}.{key}")].clone());
                }
                count += 1;
                let codes = file.refused(&changed.to_string());
                let has = |names: [&str; 2]| codes.iter().any(|code| names.contains(code));
                // A list of the root that comes or goes is missed elsewhere.
                let keys = has(["missing-key", "unknown-key"])
                    && !has(["unknown-reference", "wrong-depth"]);
                let seen = problems(&validator, &changed);
                let differ = if seen.is_empty() { keys } else { codes.is_empty() };
                if differ {
                    let at = &spot.at;
                    wrong.push(format!("{}: {at} `{key}`: {codes:?}, {seen:?}", file.path));
                }
            }
        });
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 1000, "only {count} changes were tried");
}
