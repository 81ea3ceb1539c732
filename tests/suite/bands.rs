//! Totals at the edges of the bands: each edge exactly, one step below and one above.

use kla::{Lang, Points, Remark, Scorecard};

use crate::support::{Rules, changed, exact, rules, with_card};

/// A total of edition 2023 and what follows from it.
#[derive(Clone, Copy)]
struct Case {
    total: &'static str,
    category: Option<&'static str>,
    next: Option<(&'static str, &'static str)>,
    beside: Beside,
}

/// What a reader must be told about the place of a total.
#[derive(Clone, Copy)]
enum Beside {
    /// Nothing.
    Clear,
    /// At most one point under the next floor.
    Near,
    /// Between two printed bands, in the words of both languages.
    Between([&'static str; 2], [&'static str; 2]),
}

use Beside::{Between, Clear, Near};

const PRATAMA_MADYA: Beside =
    Between(["Pratama (500–600)", "Madya (601–700)"], ["Pratama (500–600)", "Madya (601–700)"]);
const MADYA_NINDYA: Beside =
    Between(["Madya (601–700)", "Nindya (701–800)"], ["Madya (601–700)", "Nindya (701–800)"]);
const NINDYA_UTAMA: Beside =
    Between(["Nindya (701–800)", "Utama (801–900)"], ["Nindya (701–800)", "Utama (801–900)"]);
const UTAMA_KLA: Beside = Between(
    ["Utama (801–900)", "KLA (kategori) (901–1.000)"],
    ["Utama (801–900)", "KLA (kategori) (901–1,000)"],
);

const fn case(
    total: &'static str,
    category: &'static str,
    next: (&'static str, &'static str),
    beside: Beside,
) -> Case {
    Case { total, category: Some(category), next: Some(next), beside }
}

const fn none(total: &'static str, gap: &'static str, beside: Beside) -> Case {
    Case { total, category: None, next: Some(("pratama", gap)), beside }
}

const fn top(total: &'static str) -> Case {
    Case { total, category: Some("kla"), next: None, beside: Clear }
}

/// Printed bands: 500–600, 601–700, 701–800, 801–900, 901–1000. Between two of them the lower one.
const CASES: &[Case] = &[
    none("0.00", "500", Clear),
    none("498.99", "1.01", Clear),
    none("499.00", "1", Near),
    none("499.99", "0.01", Near),
    case("500.00", "pratama", ("madya", "101"), Clear),
    case("500.01", "pratama", ("madya", "100.99"), Clear),
    case("599.99", "pratama", ("madya", "1.01"), Clear),
    case("600.00", "pratama", ("madya", "1"), Near),
    case("600.01", "pratama", ("madya", "0.99"), PRATAMA_MADYA),
    case("600.50", "pratama", ("madya", "0.5"), PRATAMA_MADYA),
    case("600.99", "pratama", ("madya", "0.01"), PRATAMA_MADYA),
    case("601.00", "madya", ("nindya", "100"), Clear),
    case("601.01", "madya", ("nindya", "99.99"), Clear),
    case("699.99", "madya", ("nindya", "1.01"), Clear),
    case("700.00", "madya", ("nindya", "1"), Near),
    case("700.01", "madya", ("nindya", "0.99"), MADYA_NINDYA),
    case("700.99", "madya", ("nindya", "0.01"), MADYA_NINDYA),
    case("701.00", "nindya", ("utama", "100"), Clear),
    case("701.01", "nindya", ("utama", "99.99"), Clear),
    case("799.99", "nindya", ("utama", "1.01"), Clear),
    case("800.00", "nindya", ("utama", "1"), Near),
    case("800.01", "nindya", ("utama", "0.99"), NINDYA_UTAMA),
    case("800.99", "nindya", ("utama", "0.01"), NINDYA_UTAMA),
    case("801.00", "utama", ("kla", "100"), Clear),
    case("801.01", "utama", ("kla", "99.99"), Clear),
    case("899.99", "utama", ("kla", "1.01"), Clear),
    case("900.00", "utama", ("kla", "1"), Near),
    case("900.01", "utama", ("kla", "0.99"), UTAMA_KLA),
    case("900.50", "utama", ("kla", "0.5"), UTAMA_KLA),
    case("900.99", "utama", ("kla", "0.01"), UTAMA_KLA),
    top("901.00"),
    top("901.01"),
    top("999.99"),
    top("1000.00"),
];

#[test]
fn totals_at_every_edge() {
    let rules = rules("2023");
    for case in CASES {
        with_card(&rules.edition, &blocks(rules, case.total), |card| check(case, card));
    }
}

fn check(case: &Case, card: &Scorecard<'_>) {
    let (total, placement) = (case.total, card.placement());
    assert_eq!(exact(card.total()), exact(total));
    assert_eq!(placement.category.map(|category| category.id.as_str()), case.category, "{total}");
    let next = placement.next.as_ref();
    let next = next.map(|next| (next.category.id.as_str(), next.gap.to_string()));
    assert_eq!(next, case.next.map(|(id, gap)| (id, gap.to_owned())), "{total}");
    assert_eq!(placement.between.is_some(), matches!(case.beside, Between(..)), "{total}");
    let remarks = card.remarks();
    let with = |code| remarks.iter().filter(move |remark| remark.code() == code);
    let count = |code| with(code).count();
    let expected = match case.beside {
        Clear => (0, 0),
        Near => (1, 0),
        Between(..) => (0, 1),
    };
    assert_eq!((count("near-floor"), count("between-bands")), expected, "{total}");
    if let Between(id, en) = case.beside {
        for (lang, bands) in [(Lang::Id, id), (Lang::En, en)] {
            let message =
                with("between-bands").map(|remark| remark.message(lang)).collect::<String>();
            let named = bands.iter().all(|band| message.contains(band));
            assert!(named, "{total}: {message}");
        }
    }
}

/// Where nobody says whose the holes are, a total in one has no category; all others keep theirs.
#[test]
fn totals_in_a_hole_that_belongs_to_nobody() {
    let rules = changed("holes", "2023", &[("between = \"lower\"", "between = \"none\"")]);
    for case in CASES {
        with_card(&rules.edition, &blocks(&rules, case.total), |card| {
            let category = case.category.filter(|_| !matches!(case.beside, Between(..)));
            check(&Case { category, ..*case }, card);
        });
    }
    // The holes themselves are told to whoever reads the edition.
    let told = rules.edition.warnings().iter().map(|found| found.code().name());
    assert_eq!(told.collect::<Vec<_>>(), ["band-hole"; 4]);
}

/// An answers file with a total, given by blocks: one after the other is filled.
fn blocks(rules: &Rules, total: &str) -> String {
    let mut text = String::from(
        "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n[blocks]\n",
    );
    let mut rest: u32 = total.replace('.', "").parse().expect("hundredths");
    for block in rules.edition.blocks() {
        let maximum: u32 = block.maximum.to_string().parse().expect("a whole maximum");
        let points = rest.min(maximum * 100);
        rest -= points;
        text += &format!("{} = \"{}.{:02}\"\n", block.id, points / 100, points % 100);
    }
    assert_eq!(rest, 0, "{total} is more than the blocks can earn");
    text
}

// Gates

/// Answers that reach so many points in whole blocks, with all of row 1 but its first question.
const HIGH_WITHOUT_PERDA: &str = r#"
format = 1
edition = "2023"
region = "62.71"
year = 2024
stage = "mandiri"
[answers.1]
P1 = "11.99"
[indicators]
2 = "36"
3 = "32"
[blocks]
klaster-1 = "115"
klaster-2 = "156"
klaster-3 = "150"
klaster-4 = "110"
klaster-5 = "205"
kelana-dekela = "100"
"#;

#[test]
fn a_failed_gate_that_is_a_notice_changes_nothing_and_is_told() {
    with_card(&rules("2023").edition, HIGH_WITHOUT_PERDA, |card| {
        assert_eq!(card.total().to_string(), "915.99");
        let placement = card.placement();
        assert_eq!(placement.category.map(|category| category.id.as_str()), Some("kla"));
        assert!(placement.without_gates.is_none() && placement.next.is_none());
        assert_eq!(
            gates_told(card),
            [("perda-kla", "gate-failed"), ("iklan-rokok", "gate-unknown")]
        );
    });
}

#[test]
fn a_failed_gate_that_caps_keeps_the_result_below_its_category() {
    let rules = changed("capping", "2023", &[("effect = \"notice\"", "effect = \"cap\"")]);
    with_card(&rules.edition, HIGH_WITHOUT_PERDA, |card| {
        let placement = card.placement();
        let id =
            |category: Option<&kla::Category>| category.map(|category| category.id.to_string());
        assert_eq!(id(placement.category).as_deref(), Some("nindya"));
        assert_eq!(id(placement.without_gates).as_deref(), Some("kla"));
        let next = placement.next.as_ref().map(|next| (next.category.id.as_str(), next.gap));
        assert_eq!(next, Some(("utama", Points::ZERO)));
        assert_eq!(gates_told(card), [("perda-kla", "gate-failed")]);
    });
}

#[test]
fn an_unknown_gate_keeps_nobody_down() {
    let rules = changed("capping", "2023", &[("effect = \"notice\"", "effect = \"cap\"")]);
    with_card(&rules.edition, &blocks(&rules, "1000.00"), |card| {
        assert_eq!(card.placement().category.map(|category| category.id.as_str()), Some("kla"));
        assert_eq!(
            gates_told(card),
            [("perda-kla", "gate-unknown"), ("iklan-rokok", "gate-unknown")]
        );
    });
}

/// Far below the category of a gate, the gate is of no use to anybody.
#[test]
fn a_gate_out_of_reach_is_not_told() {
    let rules = rules("2023");
    with_card(&rules.edition, &blocks(rules, "500.00"), |card| assert_eq!(gates_told(card), []));
}

fn gates_told<'a>(card: &Scorecard<'a>) -> Vec<(&'a str, &'static str)> {
    let told = card.remarks().into_iter().filter_map(|remark| match remark {
        Remark::Gate { gate, .. } => Some((gate.id.as_str(), remark.code())),
        _ => None,
    });
    told.collect()
}
