//! The table: each piece of work beside its floor, measured in turns in the same run.
//!
//! `cargo bench --manifest-path crates/kla-bench/Cargo.toml [-- WORD…]`: only the parts whose title holds one
//! of the words.

use kla_bench::measure::{self, Counting, Subject, in_turns};
use kla_bench::pieces::piece;
use kla_bench::world::{NATION, World};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many regions' answers are held. More regions than these are these again and again.
const HELD: usize = 1000;

/// A part of the table: pieces beside the first of them.
struct Part {
    title: String,
    names: &'static [&'static str],
    regions: usize,
    rounds: usize,
}

fn main() {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let parts = parts().into_iter().filter(|part| {
        words.is_empty() || words.iter().any(|word| part.title.contains(word.as_str()))
    });
    let world = World::new(HELD);
    world.check();
    println!("{}", measure::head());
    for part in parts {
        println!("\n{}", part.title);
        // A piece of a feature that is not built has no line.
        let pieces = part.names.iter().filter_map(|name| piece(name));
        let mut subjects: Vec<Subject<'_>> = pieces
            .map(|piece| Subject {
                name: piece.what.to_owned(),
                regions: part.regions,
                run: (piece.ready)(&world, part.regions),
            })
            .collect();
        for taken in in_turns(&mut subjects, part.rounds) {
            println!("{}", taken.line());
        }
    }
}

fn parts() -> Vec<Part> {
    let part = |title: &str, regions, rounds, names| Part {
        title: title.to_owned(),
        names,
        regions,
        rounds,
    };
    let mut parts = vec![
        part(
            "274 questions, one region",
            1,
            201,
            &["decimals", "whole", "score", "score-read", "tally", "total", "zen", "rhai"],
        ),
        part(
            "274 questions, a nation of 514 regions",
            NATION,
            31,
            &[
                "decimals",
                "whole",
                "whole-columns",
                "score",
                "score-read",
                "score-kept",
                "tally",
                "total",
                "columns-made",
                "columns",
            ],
        ),
        part(
            "22 percentages, a nation of 514 regions",
            NATION,
            31,
            &["profile-decimals", "profile-score", "profile-total"],
        ),
        part(
            "274 questions, what can be asked of a score (16 regions)",
            16,
            11,
            &[
                "decimals",
                "score",
                "lines",
                "result",
                "explain-one",
                "explain-total",
                "explain",
                "report",
                "plan-effort",
                "plan",
            ],
        ),
        part("answers file (16 regions)", 16, 31, &["toml", "read"]),
        part("edition 2023, once", 1, 31, &["toml-edition", "edition"]),
    ];
    for (regions, rounds) in
        [(1, 101), (10, 101), (100, 61), (1_000, 31), (10_000, 11), (100_000, 3), (1_000_000, 1)]
    {
        parts.push(Part {
            title: format!("growth: totals of {} regions", measure::grouped(regions as u64)),
            names: &["decimals", "score", "total", "columns", "whole-columns"],
            regions,
            rounds,
        });
    }
    parts
}
