//! Other weights: a part left out, the smallest change that moves the category, random weights, equal
//! blocks.

use std::cell::RefCell;

use kla::{Edition, Fraction};
use kla_cli::Exit;
use kla_plan::{By, Noise, Reach, Sensitivity};
use kla_tests::fixtures::root;
use kla_tests::generate;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use proptest::prelude::*;

use crate::run::run;
use crate::support::{Edit, edited, every_rules, exact, for_all, rules, with_card};

/// The sensitivity of a text that must be free of mistakes, where there is any weight to vary.
fn with_sensitivity<T>(
    edition: &Edition,
    text: &str,
    by: By,
    noise: Noise,
    ask: impl FnOnce(&kla::Scorecard<'_>, &Sensitivity<'_>) -> T,
) -> Option<T> {
    with_card(edition, text, |card| Sensitivity::of(card, by, noise).map(|found| ask(card, &found)))
}

fn noise(runs: u32, spread: u32, seed: u64) -> Noise {
    Noise::new(runs, spread, seed).expect("a possible noise")
}

fn rational(fraction: Fraction) -> BigRational {
    BigRational::new(BigInt::from(fraction.numerator()), BigInt::from(fraction.denominator()))
}

/// Weight and points of each part.
fn figures(found: &Sensitivity<'_>) -> Vec<(BigRational, BigRational)> {
    let parts = found.parts.parts.iter();
    parts.map(|part| (exact(part.weight), exact(part.points))).collect()
}

fn sum(numbers: impl Iterator<Item = BigRational>) -> BigRational {
    numbers.fold(BigRational::zero(), |sum, number| sum + number)
}

/// The most that the points gain when each weight may change by all of itself and together they must
/// not: tried at every corner of what is allowed, which has all parts but one at an end.
fn most_gained(figures: &[(BigRational, BigRational)]) -> BigRational {
    let figures: Vec<_> = figures.iter().filter(|(weight, _)| !weight.is_zero()).collect();
    let mut most = BigRational::zero();
    for free in 0..figures.len() {
        for signs in (0..1_u32 << figures.len()).filter(|signs| signs >> free & 1 == 0) {
            let end = |place: usize| {
                let one = BigRational::one();
                if signs >> place & 1 == 1 { one } else { -one }
            };
            let others = || (0..figures.len()).filter(|place| *place != free);
            let moved = sum(others().map(|place| end(place) * &figures[place].0));
            let rest = -moved / &figures[free].0;
            if rest.abs() <= BigRational::one() {
                let gained = sum(others().map(|place| end(place) * &figures[place].1));
                most = most.max(gained + rest * &figures[free].1);
            }
        }
    }
    most
}

/// The smallest change that covers a distance at a slope; `None` where it is above all of the weight.
fn smallest(distance: &BigRational, slope: &BigRational, suffices: bool) -> Option<BigRational> {
    if slope.is_zero() {
        return None;
    }
    let change = distance / slope;
    let possible = change < BigRational::one() || suffices && change.is_one();
    possible.then_some(change)
}

#[test]
fn the_smallest_change_of_weights_is_that_of_brute_force() {
    let seen = RefCell::new([0; 3]);
    let check = |found: &Sensitivity<'_>, answers: &str| {
        let categories = &found.parts.edition.bands().categories;
        let total = rational(found.total);
        let next = categories.iter().find(|category| exact(category.from) > total);
        let under = categories.iter().rfind(|category| exact(category.from) <= total);
        // On the way down the same change gains the opposite.
        let figures = figures(found);
        let weight = sum(figures.iter().map(|(weight, _)| weight.clone()));
        let slope = exact(found.parts.edition.total()) / weight * most_gained(&figures);
        for (reach, edge, suffices) in [(&found.up, next, true), (&found.down, under, false)] {
            let edge = edge.map(|category| exact(category.from));
            let distance = edge.as_ref().map(|edge| (edge - &total).abs());
            let expected = distance.map(|distance| smallest(&distance, &slope, suffices));
            match (reach, expected) {
                (Reach::NoFurther, None) => seen.borrow_mut()[0] += 1,
                (Reach::Impossible, Some(None)) => seen.borrow_mut()[1] += 1,
                (Reach::By(shift), Some(Some(change))) => {
                    seen.borrow_mut()[2] += 1;
                    prop_assert_eq!(rational(shift.exact), change.clone(), "{}", answers);
                    prop_assert_eq!(shift.suffices, suffices);
                    moves(found, shift, &change, &edge.expect("an edge"))?;
                }
                (reach, expected) => prop_assert!(false, "{reach:?} {expected:?}\n\n{answers}"),
            }
        }
        Ok(())
    };
    for rules in every_rules() {
        for_all(24, &generate::answers(&rules.files), |answers| {
            for by in [By::Block, By::Indicator] {
                let ask = |_: &kla::Scorecard<'_>, found: &Sensitivity<'_>| {
                    if found.parts.parts.len() > 7 { Ok(()) } else { check(found, &answers) }
                };
                let result = with_sensitivity(&rules.edition, &answers, by, noise(1, 0, 1), ask);
                result.unwrap_or(Ok(()))?;
            }
            Ok(())
        });
    }
    assert!(seen.borrow().iter().all(|count| *count > 10), "{:?}", seen.borrow());
}

/// The weights that are printed are allowed, move the category, and would not with a hundredth of a
/// percent less.
fn moves(
    found: &Sensitivity<'_>,
    shift: &kla_plan::Shift<'_>,
    change: &BigRational,
    edge: &BigRational,
) -> Result<(), TestCaseError> {
    let figures = figures(found);
    let hundred = BigRational::from_integer(100.into());
    let percent = exact(shift.percent) / &hundred;
    let hundredth = BigRational::one() / (&hundred * &hundred);
    prop_assert!(percent >= *change && percent.clone() - hundredth <= *change);
    let weights: Vec<BigRational> = shift.weights.iter().map(|weight| rational(*weight)).collect();
    let whole = sum(figures.iter().map(|(weight, _)| weight.clone()));
    prop_assert_eq!(sum(weights.iter().cloned()), whole.clone());
    let mut points = BigRational::zero();
    for ((weight, earned), after) in figures.iter().zip(&weights) {
        prop_assert!((after - weight).abs() <= &percent * weight);
        if !weight.is_zero() {
            points += after * earned / weight;
        }
    }
    let total = points * exact(found.parts.edition.total()) / whole;
    prop_assert_eq!(&total, &rational(shift.total));
    prop_assert_eq!(total >= *edge, shift.suffices);
    Ok(())
}

#[test]
fn no_spread_leaves_every_run_in_the_present_category() {
    for rules in every_rules() {
        for_all(24, &generate::answers(&rules.files), |answers| {
            let ask = |card: &kla::Scorecard<'_>, found: &Sensitivity<'_>| {
                let present = found.standing.category.map(|category| category.id.clone());
                for share in &found.noise.shares {
                    let is_present = share.category.map(|category| category.id.clone()) == present;
                    let expected = if is_present { 20 } else { 0 };
                    prop_assert_eq!(share.runs, expected, "{}", answers);
                }
                // Where nothing left the sum, the present total is the score itself.
                if found.total.against(card.total()).is_eq() {
                    let placement = card.edition().placement(card.total());
                    let by_points = placement.category.map(|category| category.id.clone());
                    prop_assert_eq!(by_points, present, "{}", answers);
                } else {
                    let scaled = card.rescale().is_some();
                    prop_assert!(scaled, "{}", answers);
                }
                Ok(())
            };
            let result =
                with_sensitivity(&rules.edition, &answers, By::Indicator, noise(20, 0, 3), ask);
            result.unwrap_or(Ok(()))
        });
    }
}

/// A part left out, computed by other means: the mean achievement of the others.
#[test]
fn leaving_a_part_out_is_the_mean_of_the_others() {
    for rules in every_rules() {
        for_all(16, &generate::answers(&rules.files), |answers| {
            let ask = |_: &kla::Scorecard<'_>, found: &Sensitivity<'_>| {
                let whole = exact(found.parts.edition.total());
                for out in &found.left_out {
                    let others = found.parts.parts.iter().filter(|part| part.node != out.node);
                    let weight = sum(others.clone().map(|part| exact(part.weight)));
                    let points = sum(others.map(|part| exact(part.points)));
                    prop_assert_eq!(rational(out.total), points / weight * &whole, "{}", answers);
                }
                let effects: Vec<_> = found.left_out.iter().map(|out| out.effect.abs()).collect();
                prop_assert!(effects.is_sorted_by(|left, right| left >= right), "{effects:?}");
                Ok(())
            };
            let noise = noise(1, 0, 1);
            with_sensitivity(&rules.edition, &answers, By::Indicator, noise, ask).unwrap_or(Ok(()))
        });
    }
}

#[test]
fn leaving_out_what_weighs_nothing_changes_nothing() {
    let edit = |file, from, to| Edit { file, after: "maximum", from, to };
    let weightless = edited(
        "weightless",
        "2022",
        &[edit("kelana", "\"25\"", "\"0\""), edit("dekela", "\"75\"", "\"100\"")],
    );
    let text = "format = 1\nedition = \"2022\"\nregion = \"62.71\"\nyear = 2022\nstage = \"mandiri\"\n[blocks]\nkelana = \"0\"\ndekela = \"60\"\nkelembagaan = \"100\"\n";
    let ask = |_: &kla::Scorecard<'_>, found: &Sensitivity<'_>| {
        let out = found.left_out.iter().find(|out| out.node.to_string() == "kelana").expect("it");
        assert_eq!(rational(out.total), exact("160"));
        assert!(out.effect.is_zero());
        // And it does not count as a block of its own: 100 ÷ 165 and 60 ÷ 100 by seven blocks.
        assert_eq!(found.equal.expect("short fractions").blocks, 7);
    };
    with_sensitivity(&weightless.edition, text, By::Block, noise(1, 0, 1), ask).expect("weights");
}

// The program

const BANDUNG: &str = "fixtures/2023/kota-bandung-2024/answers.toml";

fn sensitivity(more: &[&str]) -> String {
    let file = root().join(BANDUNG).to_string_lossy().into_owned();
    let arguments = ["sensitivity", &file].into_iter().chain(more.iter().copied());
    let ended = run(arguments, b"");
    assert_eq!((ended.exit, ended.messages.as_str()), (Exit::Done, ""));
    ended.output
}

fn says(output: &str, said: &str) {
    let flat = output.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(said), "`{said}` is missing in\n{output}");
}

/// By pocket calculator from the seven published sums of Bandung, 880.39 together.
#[test]
fn bandung_by_hand() {
    let output = sensitivity(&[]);
    says(&output, "Bobot sekarang: 880,39 → Utama");
    // Without Kelana-Dekela: (880.39 − 68.85) × 1000 ÷ (1000 − 100) = 901.711…
    says(&output, "Kelana-Dekela 100 68,85 901,71… +21,32 KLA (kategori)");
    // The lower half of the weight, 500, is Kelana-Dekela 100, Klaster II 156, Klaster V 205 and 39 of
    // the 164 of Kelembagaan. At 100 % the points gain 103 + 142.5 + 105.6 − 68.85 − 136 − 179.2 and
    // (125 − 39) × 145.24 ÷ 164 = 76.1621…, together 43.2121…; to 901 they lack 20.61, and
    // 20.61 ÷ 43.2121… = 47.694… %.
    says(&output, "Naik: KLA (kategori) dengan mengubah bobot ±47,70%");
    says(&output, "Kelembagaan 88,6 164 205,022");
    // 880.39 − 43.21 is still above 801.
    says(&output, "Turun: tidak mungkin");
    // The seven achievements 0.88560…, 0.89565…, 0.87179…, 0.95, 0.96, 0.87414…, 0.6885 by 7.
    says(&output, "Total: 875,10… → Utama");
}

/// What a program of a few lines in another language draws by the documented rule, with exact fractions.
#[test]
fn random_weights_are_those_of_the_documented_rule() {
    let narrow = sensitivity(&[]);
    says(&narrow, "Utama 1.000 100,0");
    says(&narrow, "total antara 876,82 dan 883,91");
    let wide = sensitivity(&["--runs", "500", "--spread", "80", "--seed", "7", "--by", "block"]);
    says(&wide, "Utama 490 98,0 KLA (kategori) 10 2,0");
    says(&wide, "total antara 838,96 dan 910,15");
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let json = |seed| sensitivity(&["--format", "json", "--spread", "40", "--seed", seed]);
    assert_eq!(json("5"), json("5"));
    assert_ne!(json("5"), json("6"));
}

#[test]
fn every_form_says_that_it_is_analysis_and_what_was_varied() {
    for format in ["text", "md", "html"] {
        let output = sensitivity(&["--format", format]);
        assert!(output.contains("ANALISIS, BUKAN NILAI RESMI"), "{format}");
        says(&output, "hanya jumlah bloknya yang diketahui");
        assert!(output.contains("syarat di luar nilai; kategori di sini menurut nilai saja"));
    }
    let output = sensitivity(&["--format", "json"]);
    let file: serde_json::Value = serde_json::from_str(&output).expect("JSON");
    assert_eq!(file["notice"], "ANALISIS, BUKAN NILAI RESMI");
    assert_eq!((&file["official"], &file["by"]), (&false.into(), &"indicator".into()));
    assert_eq!(file["varied"].as_array().map(Vec::len), Some(7));
    assert_eq!(file["wholes"][0]["reason"], "stated");
    assert_eq!(file["up"]["change"]["epsilon"], "28167/59057");
    assert_eq!(file["up"]["change"]["percent"], "47.7");
    assert_eq!(file["total"]["fraction"], "88039/100");
    let english = sensitivity(&["--lang", "en", "--format", "json"]);
    assert!(english.contains("ANALYSIS, NOT AN OFFICIAL SCORE"));
}

/// Rows that do not apply leave the sum in the edition of every shape: their block is varied as a whole.
#[test]
fn blocks_that_are_scaled_are_varied_as_wholes() {
    let seen = RefCell::new(false);
    let rules = rules(crate::support::SHAPES);
    for_all(100, &generate::answers(&rules.files), |answers| {
        let ask = |card: &kla::Scorecard<'_>, found: &Sensitivity<'_>| {
            let scaled = card.blocks().iter().filter(|block| block.rescale.is_some()).count();
            let named = found.parts.wholes.iter();
            let named = named.filter(|whole| whole.reason == kla_plan::WholeReason::Scaled);
            prop_assert_eq!(named.count(), scaled, "{}", answers);
            *seen.borrow_mut() |= scaled > 0;
            Ok(())
        };
        let noise = noise(1, 0, 1);
        with_sensitivity(&rules.edition, &answers, By::Indicator, noise, ask).unwrap_or(Ok(()))
    });
    assert!(*seen.borrow());
}

/// A block of which nothing applies has left the total: there is no weight to vary, and that is said.
#[test]
fn a_block_that_left_the_total_is_named() {
    let edition = &rules(crate::support::SHAPES).edition;
    let (year, stage) = (edition.years().start().to_owned(), &edition.stages()[0].id);
    let mut left = Vec::new();
    for block in edition.blocks() {
        let mut text = format!(
            "format = 1\nedition = \"{}\"\nregion = \"62.71\"\nyear = {year}\nstage = \"{stage}\"\n",
            edition.id()
        );
        for row in &block.indicators {
            text.push_str(&format!("[answers.{}]\n", row.id));
            for question in row.questions() {
                text.push_str(&format!("{} = \"tidak-berlaku\"\n", question.id.number()));
            }
        }
        let ask = |card: &kla::Scorecard<'_>, found: &Sensitivity<'_>| {
            let Some(unvaried) = found.parts.unvaried.first() else { return };
            assert_eq!(unvaried.node.to_string(), block.id.to_string());
            let paper = kla_report::sensitivity_paper(card, found, kla::Lang::Id);
            let templates = kla_report::Templates::bundled();
            let printed = paper.render(&templates, kla_report::Format::Text).expect("rendered");
            let said = format!("{}: seluruhnya tidak berlaku; bobotnya sudah keluar", block.short);
            says(&printed, &said);
            left.push(block.id.clone());
        };
        with_sensitivity(edition, &text, By::Indicator, noise(1, 0, 1), ask);
    }
    assert!(!left.is_empty());
}

#[test]
fn a_wrong_use_is_said_in_indonesian() {
    for (arguments, said) in [
        (&["sensitivity", "-", "--runs", "0"][..], "`0` tidak dapat dipakai untuk --runs"),
        (&["sensitivity", "-", "--spread", "100"][..], "`100` tidak dapat dipakai untuk --spread"),
        (&["range", "-", "--last", "a.toml"][..], "memerlukan 2 nilai, yang disebut 1"),
    ] {
        let ended = run(arguments.iter().copied(), b"");
        assert_eq!(ended.exit, Exit::Usage);
        assert!(ended.messages.contains(said), "{said} is missing in {}", ended.messages);
    }
}
