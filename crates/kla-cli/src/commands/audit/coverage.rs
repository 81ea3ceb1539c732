//! `kla audit --coverage`: which rules no case has exercised.

use kla::{Lang, RuleCoverage, RuleKind, Scorecard};
use serde::Serialize;

use crate::load::Rules;

/// What the cases exercised of one edition.
#[derive(Serialize)]
pub(super) struct Coverage {
    edition: String,
    cases: usize,
    kinds: Vec<Kind>,
    missing: Vec<Missing>,
}

#[derive(Serialize)]
struct Kind {
    kind: &'static str,
    exercised: usize,
    rules: usize,
    #[serde(skip)]
    of: RuleKind,
}

#[derive(Serialize)]
struct Missing {
    kind: &'static str,
    node: String,
    what: String,
}

/// The coverage of every edition of the run that a case is for.
pub(super) fn of(rules: &Rules, cards: &[Scorecard<'_>]) -> Vec<Coverage> {
    let of = |edition: &kla::Edition| {
        let cases = cards.iter().filter(|card| card.edition().digest() == edition.digest()).count();
        let coverage = RuleCoverage::of(edition, cards);
        let kind = |of: RuleKind| {
            let (exercised, rules) = coverage.count(of);
            Kind { kind: of.word(), exercised, rules, of }
        };
        Coverage {
            edition: edition.id().to_string(),
            cases,
            kinds: RuleKind::ALL.map(kind).into(),
            missing: coverage
                .missing()
                .map(|rule| Missing {
                    kind: rule.kind.word(),
                    node: rule.node.clone(),
                    what: rule.what.clone(),
                })
                .collect(),
        }
    };
    let coverages = rules.editions().into_iter().map(of);
    coverages.filter(|coverage| coverage.cases > 0).collect()
}

/// Counts for each kind of rule, and the names of what nobody has tried.
pub(super) fn text(coverages: &[Coverage], lang: Lang) -> String {
    const SHOWN: usize = 20;
    let mut text = String::new();
    for coverage in coverages {
        let (edition, cases) = (&coverage.edition, coverage.cases);
        text.push_str(&match lang {
            Lang::Id => format!("\nCakupan aturan edisi {edition} oleh {cases} kasus\n"),
            Lang::En => format!("\nRules of edition {edition} exercised by {cases} cases\n"),
        });
        for kind in coverage.kinds.iter().filter(|kind| kind.rules > 0) {
            let name = kind.of.name();
            let (exercised, rules) = (kind.exercised, kind.rules);
            let of = match lang {
                Lang::Id => "dari",
                Lang::En => "of",
            };
            text.push_str(&format!("  {}: {exercised} {of} {rules}\n", name.get(lang)));
            let missing = || coverage.missing.iter().filter(|rule| rule.kind == kind.kind);
            for rule in missing().take(SHOWN) {
                let node = if rule.node.is_empty() { "" } else { &format!("{} ", rule.node) };
                text.push_str(&match lang {
                    Lang::Id => format!("    belum dicoba: {node}{}\n", rule.what),
                    Lang::En => format!("    not tried: {node}{}\n", rule.what),
                });
            }
            let more = missing().count().saturating_sub(SHOWN);
            if more > 0 {
                text.push_str(&match lang {
                    Lang::Id => {
                        format!("    dan {more} lainnya; semuanya ada dalam --format json\n")
                    }
                    Lang::En => format!("    and {more} more; all of them in --format json\n"),
                });
            }
        }
    }
    text
}
