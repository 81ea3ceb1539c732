//! The pieces of work, by name.

use std::hint::black_box;

use kla::{Lang, ResultFile, Scorecard, Scorer, Source};
use kla_plan::PlanQuery;

use crate::world::World;

/// A piece of work.
pub struct Piece {
    /// The name on the command line.
    pub name: &'static str,
    /// What the table calls it.
    pub what: &'static str,
    /// Makes it ready for so many regions. Where fewer are held, they come again and again.
    pub ready: for<'w> fn(&'w World, usize) -> Box<dyn FnMut() + 'w>,
}

/// All of them.
pub const PIECES: &[Piece] = &[
    Piece {
        name: "decimals",
        what: "floor: decimals by hand",
        ready: |world, regions| {
            each(regions, &world.form_answers, |answers| world.form.total(answers))
        },
    },
    Piece {
        name: "whole",
        what: "whole numbers by hand",
        ready: |world, regions| {
            each(regions, &world.whole_answers, |answers| world.whole.total(answers))
        },
    },
    Piece {
        name: "whole-columns",
        what: "whole numbers by hand, by columns",
        ready: |world, regions| {
            let columns = world.whole_columns(regions);
            let mut totals = vec![0; regions];
            Box::new(move || {
                world.whole.totals(black_box(&columns), &mut totals);
                black_box(totals.iter().map(|total| world.whole.category(*total)).sum::<usize>());
            })
        },
    },
    Piece {
        name: "score",
        what: "kla: score",
        ready: |world, regions| each(regions, &world.answers, |answers| kla::score(answers)),
    },
    Piece {
        name: "score-kept",
        what: "kla: score, all kept",
        ready: |world, regions| {
            Box::new(move || {
                let answers = world.answers.iter().cycle().take(regions);
                black_box(answers.map(|answers| kla::score(answers)).collect::<Vec<_>>());
            })
        },
    },
    Piece {
        name: "score-read",
        what: "kla: score, the trace of every answer read",
        ready: |world, regions| {
            each(regions, &world.answers, |answers| {
                let card = kla::score(answers);
                for leaf in card.indicators().flat_map(|row| row.leaves()) {
                    black_box(leaf);
                }
                black_box(card.placement());
            })
        },
    },
    Piece {
        name: "total",
        what: "kla: total alone",
        ready: |world, regions| {
            let scorer = Scorer::of(world.edition);
            each(regions, &world.answers, move |answers| scorer.total(answers))
        },
    },
    Piece {
        name: "tally",
        what: "kla: tally of rows, blocks and category",
        ready: |world, regions| {
            let scorer = Scorer::of(world.edition);
            each(regions, &world.answers, move |answers| {
                let tally = scorer.tally(answers);
                black_box(tally.placement());
                tally
            })
        },
    },
    Piece {
        name: "columns",
        what: "kla: totals of columns",
        ready: |world, regions| {
            let columns = world.columns(regions);
            Box::new(move || {
                black_box(black_box(&columns).totals());
            })
        },
    },
    Piece {
        name: "columns-made",
        what: "kla: columns made from answers",
        ready: |world, regions| {
            Box::new(move || {
                black_box(world.columns(regions));
            })
        },
    },
    #[cfg(feature = "zen")]
    Piece {
        name: "zen",
        what: "zen-engine 2.1 (decision graph)",
        ready: |world, regions| {
            each(regions, &world.zen_answers, |answers| world.zen.total(answers))
        },
    },
    Piece {
        name: "rhai",
        what: "rhai 1.27 (script, decimals)",
        ready: |world, regions| {
            each(regions, &world.script_answers, |answers| world.script.total(answers))
        },
    },
    Piece {
        name: "profile-decimals",
        what: "floor: decimals by hand",
        ready: |world, regions| {
            each(regions, &world.profile_form_answers, |answers| world.profile.total(answers))
        },
    },
    Piece {
        name: "profile-score",
        what: "kla: score",
        ready: |world, regions| {
            each(regions, &world.profile_answers, |answers| kla::score(answers))
        },
    },
    Piece {
        name: "profile-total",
        what: "kla: total alone",
        ready: |world, regions| {
            let scorer = Scorer::of(world.profile_edition);
            each(regions, &world.profile_answers, move |answers| scorer.total(answers))
        },
    },
    Piece {
        name: "lines",
        what: "a line for each part, by hand",
        ready: |world, regions| {
            each(regions, &world.form_answers, |answers| world.form.lines(answers))
        },
    },
    Piece {
        name: "result",
        what: "kla: result as JSON",
        ready: |world, regions| {
            of_cards(world, regions, |card| ResultFile::new(card, Lang::Id).to_json())
        },
    },
    Piece {
        name: "explain-one",
        what: "kla: one question explained, as text",
        ready: |world, regions| of_cards(world, regions, |card| explained(card, "4.P1", 0)),
    },
    Piece {
        name: "explain-total",
        what: "kla: the total explained, as text",
        ready: |world, regions| of_cards(world, regions, |card| explained(card, "total", 0)),
    },
    Piece {
        name: "explain",
        what: "kla: every node explained, as text",
        ready: |world, regions| of_cards(world, regions, |card| explained(card, "total", 3)),
    },
    Piece {
        name: "report",
        what: "kla: report, as text",
        ready: |world, regions| {
            of_cards(world, regions, |card| {
                kla_report::render(card, kla_report::Format::Text, Lang::Id).ok()
            })
        },
    },
    Piece {
        name: "plan",
        what: "kla: plan to the next category",
        ready: |world, regions| {
            each(regions, &world.answers, |answers| kla_plan::plan(answers, &PlanQuery::default()))
        },
    },
    Piece {
        name: "plan-effort",
        what: "kla: effort of that plan alone",
        ready: |world, regions| {
            each(regions, &world.answers, |answers| {
                kla_plan::plan_effort(answers, &PlanQuery::default())
            })
        },
    },
    Piece {
        name: "toml",
        what: "floor: toml::Table of the text",
        ready: |world, regions| each(regions, &world.texts, |text| text.parse::<toml::Table>()),
    },
    Piece {
        name: "read",
        what: "kla: answers read and checked",
        ready: |world, regions| {
            each(regions, &world.texts, |text| world.edition.read_answers("answers.toml", text))
        },
    },
    Piece {
        name: "toml-edition",
        what: "floor: toml::Table of its 8 files",
        ready: |_, regions| {
            let files = rules("2023");
            Box::new(move || {
                for _ in 0..regions {
                    for (_, text) in black_box(files) {
                        black_box(text.parse::<toml::Table>().is_ok());
                    }
                }
            })
        },
    },
    Piece {
        name: "edition",
        what: "kla: edition read and checked",
        ready: |_, regions| {
            let files = rules("2023");
            Box::new(move || {
                for _ in 0..regions {
                    let files = black_box(files).iter();
                    let files = files.map(|(name, text)| Source::new(*name, *text)).collect();
                    black_box(kla::Edition::parse(files).is_ok());
                }
            })
        },
    },
];

/// A piece by name.
#[must_use]
pub fn piece(name: &str) -> Option<&'static Piece> {
    PIECES.iter().find(|piece| piece.name == name)
}

/// Does the same for each of so many regions.
fn each<'w, T, R>(
    regions: usize,
    held: &'w [T],
    mut work: impl FnMut(&'w T) -> R + 'w,
) -> Box<dyn FnMut() + 'w> {
    Box::new(move || {
        let mut left = regions;
        while left > 0 {
            for one in &held[..left.min(held.len())] {
                black_box(work(black_box(one)));
            }
            left -= left.min(held.len());
        }
    })
}

/// Does the same with the scorecard of each of so many regions.
fn of_cards<'w, R>(
    world: &'w World,
    regions: usize,
    work: impl Fn(&Scorecard<'w>) -> R + 'w,
) -> Box<dyn FnMut() + 'w> {
    let cards: Vec<Scorecard<'_>> =
        world.answers.iter().cycle().take(regions).map(|answers| kla::score(answers)).collect();
    Box::new(move || {
        for card in black_box(&cards) {
            black_box(work(card));
        }
    })
}

fn explained(card: &Scorecard<'_>, node: &str, depth: usize) -> Option<String> {
    kla_report::explain(card, node, depth, Lang::Id).map(|explained| explained.to_text()).ok()
}

fn rules(id: &str) -> &'static [(&'static str, &'static str)] {
    let edition = kla_rules::EDITIONS.iter().find(|edition| edition.id == id);
    edition.expect("a bundled edition").files
}
