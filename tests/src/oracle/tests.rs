//! The second engine by hand: small editions in which every sum fits a comment.

use super::*;

const MAIN: &str = r#"
    id = "e"
    total = { points = "100" }
    depth = "question"
    blocks = ["a", "b"]
    bands = { below = "belum", between = "lower" }
    rounding = { at = "question", digits = 3, ties = "half-up" }
    not_applicable = { policy = "lost" }
    category = [
        { id = "pratama", from = "50", to = "60" },
        { id = "madya", from = "61", to = "80" },
        { id = "utama", from = "81", to = "100" },
    ]
    gate = [
        { id = "g", category = "utama", effect = "cap", all = [
            { question = "3.P1", at_least = "36" } ] },
        { id = "h", category = "utama", effect = "notice", any = [
            { indicator = "2", at_least = "9" }, { question = "1.P2", at_least = "25" } ] },
    ]"#;
const A: &str = r#"
    block = { id = "a", maximum = "60" }
    [[indicator]]
    id = "1"
    name = "1"
    maximum = "50"
    question = [
        { id = "P1", shape = "points", maximum = "30" },
        { id = "P2", shape = "points", maximum = "25" },
    ]
    [[indicator]]
    id = "2"
    name = "2"
    maximum = "10"
    question = [ { id = "P1", shape = "percent", scale = "linear", maximum = "10",
        better = "lower", zero_total = "full" } ]"#;
const B: &str = r#"
    block = { id = "b", maximum = "40" }
    indicator = [{ id = "3", name = "3", maximum = "40", question = [
        { id = "P1", shape = "points", maximum = "40" } ] }]"#;

fn edition(main: &str) -> Edition {
    let files = [("edition.toml", main), ("a.toml", A), ("b.toml", B)];
    read_edition(&files.map(|(name, text)| (name.into(), text.into())))
}

fn judged(main: &str, answers: &str) -> Verdict {
    judge(&edition(main), answers)
}

fn ratio(above: i64, below: i64) -> BigRational {
    integer(above) / integer(below)
}

#[test]
fn cap_lower_figure_and_failed_gate() {
    // 30 + 25 = 55, cut to 50; 10 x (3 - 1) / 3 = 6.667; 35 < 36: 91.667 stays below utama.
    let answers = r#"answers.1 = { P1 = 30, P2 = { points = "25,0" } }
        answers.2.P1 = { count = "1", of = 3 }
        answers.3.P1 = "35"
        indicators.1 = "1"
        blocks.b = "2"
        declared = { total = "91.67", maxima = { a = "50" } }"#;
    let v = judged(MAIN, answers);
    assert_eq!(v.total, ratio(91_667, 1000));
    assert_eq!(v.not_counted, BTreeMap::from([("1".into(), integer(5))]));
    assert_eq!((v.category.as_deref(), v.between, v.kept), (Some("madya"), false, true));
    assert_eq!(v.next, Some(("utama".into(), integer(0))));
    assert_eq!((v.gates["g"], v.gates["h"]), (Some(false), Some(true)));
    assert_eq!(v.nodes["a"], ratio(56_667, 1000));
    let a = ("a".into(), "maximum".into(), integer(50), Some(integer(60)));
    let declared = ratio(9167, 100);
    let total = ("total".into(), "points".into(), declared, Some(v.total));
    assert_eq!(v.declared, [a, total]);
}

#[test]
fn hole_between_bands_and_unknown_gate() {
    // 30 + 10 x 95.5 / 100 + 21 = 60.55
    let answers = r#"answers.1 = { P1 = "30", P2 = { percent = "99" } }
        answers.2.P1 = { percent = "4,5" }
        answers.3.P1 = "tidak-tahu"
        blocks.b = "21""#;
    let v = judged(MAIN, answers);
    assert_eq!(decimal(&v.total), "60.55");
    assert_eq!((v.category.as_deref(), v.between, v.kept), (Some("pratama"), true, false));
    assert_eq!(v.next, Some(("madya".into(), ratio(45, 100))));
    assert_eq!((v.gates["g"], v.gates["h"]), (None, Some(true)));
    assert_eq!(v.nodes["3"], integer(0));
    assert_eq!((&*v.states["1.P2"], &*v.states["2.P1"]), ("tidak-tahu", "terisi"));
    // Where the hole belongs to nobody, 60.55 has no category, and 60 has its own.
    let nobody = MAIN.replace(r#"between = "lower""#, r#"between = "none""#);
    let v = judged(&nobody, answers);
    assert_eq!((v.category.as_deref(), v.between), (None, true));
    assert_eq!(v.next, Some(("madya".into(), ratio(45, 100))));
    let v = judged(&nobody, &answers.replace("\"99\"", "\"98.45\"").replace("\"30\"", "\"29.45\""));
    assert_eq!((decimal(&v.total), v.category.as_deref()), ("60".into(), Some("pratama")));
}

#[test]
fn rounding_states_and_depths() {
    let total = |answers: &str| decimal(&judged(MAIN, answers).total);
    assert_eq!(total(r#"answers.2.P1.percent = "0.005""#), "10"); // 9.9995
    assert_eq!(total(r#"answers.2.P1.percent = "0.006""#), "9.999"); // 9.9994
    assert_eq!(total(r#"answers.2.P1 = { count = 0, of = 0 }"#), "10"); // full
    assert_eq!(total(r#"indicators.2 = "9.9995""#), "9.9995"); // typed, not measured
    assert_eq!(total(r#"answers.2.P1.points = "9.9995""#), "9.9995"); // typed as well
    let two_depths = "answers.2.P1.note = ''\nindicators.2 = 7\nblocks.a = 8";
    assert_eq!(total(two_depths), "7"); // only a note at the deepest depth
    for (state, points) in [("nol", "0"), ("tidak-berlaku", "0"), ("tidak-tahu", "8")] {
        let answers = format!("answers.2.P1.state = '{state}'\nblocks.a = 8");
        assert_eq!(total(&answers), points);
    }
    let v = judged(MAIN, "");
    assert_eq!(v.category, None);
    assert_eq!(v.next, Some(("pratama".into(), integer(50))));
    assert_eq!(v.nodes.len(), 2 + 3 + 4);
}

#[test]
fn what_does_not_apply() {
    let by = |rule: &str| MAIN.replace(r#"policy = "lost""#, rule);
    let leaves = by(r#"policy = "leaves", digits = 1, ties = "half-up""#);
    let of = |main: &str, answers: &str, node: &str| decimal(&judged(main, answers).nodes[node]);
    let one = "answers.1 = { P1 = 'tidak-berlaku', P2 = 20 }";
    assert_eq!(of(MAIN, one, "1"), "20");
    assert_eq!(of(&by(r#"policy = "granted""#), one, "1"), "50"); // 30 + 20
    assert_eq!(of(&leaves, one, "1"), "40"); // 50 x 20 / 25
    assert_eq!(of(&leaves, "answers.1 = { P2 = 'tidak-berlaku', P1 = '12.55' }", "1"), "20.9"); // 20.91...
    assert_eq!(of(&leaves, "answers.1 = { P2 = 'tidak-berlaku', P1 = 'nol' }", "1"), "0");
    // Row 1 leaves: what is left of block a is row 2, 60 x 7 / 10.
    let row = "answers.1 = { P1 = 'tidak-berlaku', P2 = 'tidak-berlaku' }\nanswers.2.P1.points = 7";
    let v = judged(&leaves, row);
    assert_eq!((decimal(&v.nodes["a"]), decimal(&v.total)), ("42".into(), "42".into()));
    assert_eq!(v.left, ["1", "1.P1", "1.P2"].map(String::from).into());
    assert_eq!(v.scaled, ["a".to_string()].into());
    // Block b leaves: 100 x 42 / 60; and then everything.
    let v = judged(&leaves, &format!("{row}\nanswers.3.P1 = 'tidak-berlaku'"));
    assert_eq!(decimal(&v.total), "70");
    assert_eq!(v.gates["g"], Some(false)); // given, and without points
    let all = "answers.1 = { P1 = 'tidak-berlaku', P2 = 'tidak-berlaku' }
        answers.2.P1 = 'tidak-berlaku'\nanswers.3.P1 = 'tidak-berlaku'\nblocks.b = 9";
    assert_eq!(decimal(&judged(&leaves, all).total), "0");
    // A row beside which nothing was given keeps its maximum.
    assert_eq!(of(&leaves, "answers.2.P1 = 'tidak-berlaku'", "a"), "0");
}

#[test]
fn parts_in_parts_and_shares_of_indicators() {
    let gate = |condition: &str| {
        let start = MAIN.find("gate = [").expect("the gates come last");
        let gate =
            format!("gate = [{{ id = 'g', category = 'utama', effect = 'cap', {condition} }}]");
        MAIN[..start].to_string() + &gate
    };
    let outcome = |condition: &str, answers: &str| judged(&gate(condition), answers).gates["g"];
    let nested = "any = [ { question = '3.P1', at_least = 40 }, { all = [
        { indicator = '1', at_least = 20 }, { any = [ { question = '1.P1', at_least = 5 } ] } ] } ]";
    assert_eq!(outcome(nested, "answers.1.P1 = 20"), Some(true));
    assert_eq!(outcome(nested, "answers.1.P1 = 19"), None);
    assert_eq!(outcome(nested, "answers.1.P1 = 19\nanswers.3.P1 = 0"), Some(false));
    assert_eq!(outcome(nested, "answers.1.P2 = 20\nanswers.3.P1 = 0"), None);
    // 70 % of 50, 10 and 40 are 35, 7 and 28.
    let two = "all = [ { indicators = 2, at_share = '70' } ]";
    assert_eq!(outcome(two, "indicators = { 1 = 35, 3 = 28 }"), Some(true));
    assert_eq!(outcome(two, "indicators = { 1 = '34.9', 3 = 28 }"), None);
    assert_eq!(outcome(two, "indicators = { 1 = '34.9', 2 = 6, 3 = 28 }"), Some(false));
    assert_eq!(outcome(two, "indicators = { 1 = '34.9', 2 = 6 }"), Some(false));
    assert_eq!(outcome(two, "blocks = { a = 60, b = 40 }"), None);
}

#[test]
fn an_overlay_touches_what_it_names() {
    let overlay = r#"refines = "e"
        remove = ["1.P2"]
        source = [{ id = "s", title = "s" }]
        question = [{ id = "2.P1", shape = "count", scale = "steps", thresholds = [
            { to = "3", points = "10" }, { above = "3", points = "0" } ] }]
        indicator = [{ id = "1", maximum = "30" }]
        block = [{ id = "a", maximum = "40" }]
        gate = [{ id = "h", category = "utama", effect = "cap", all = [
            { indicator = "1", at_least = "30" } ] }]
        not_applicable = { policy = "granted" }"#;
    let refined = refine(&edition(MAIN), overlay);
    let question = list(list(&refined.blocks[0], "indicator")[1], "question")[0].clone();
    assert_eq!(word(&question, "better"), Some("lower"));
    assert!(!question.contains_key("zero_total"));
    let v = judge(&refined, "answers = { 1.P1 = 'tidak-berlaku', 2.P1.figure = '3,0' }");
    assert_eq!(decimal(&v.total), "40");
    assert_eq!((v.gates["g"], v.gates["h"]), (None, Some(true)));
    assert!(!v.nodes.contains_key("1.P2"));
}

#[test]
fn decimals_are_exact() {
    assert_eq!(decimal(&ratio(-1, 8)), "-0.125");
    assert_eq!(decimal(&number(&Value::String("702,100".into()))), "702.1");
    assert_eq!(number(&Value::String("-0.5".into())), ratio(-1, 2));
}
