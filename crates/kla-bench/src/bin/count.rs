//! One piece of work, so that its instructions can be counted: `count PIECE [REGIONS]`; `count` alone lists
//! the pieces. `count.sh` beside the manifest runs all of them under valgrind.

use std::process::ExitCode;

use kla_bench::pieces::{PIECES, piece};
use kla_bench::world::World;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments.next() else {
        for piece in PIECES {
            println!("{}", piece.name);
        }
        return ExitCode::SUCCESS;
    };
    let regions = arguments.next().map_or(Ok(4), |regions| regions.parse());
    let (Some(piece), Ok(regions)) = (piece(&name), regions) else {
        eprintln!("usage: count [PIECE [REGIONS]]; without arguments it lists the pieces");
        return ExitCode::from(2);
    };
    let world = World::new(regions);
    let mut run = (piece.ready)(&world, regions);
    // What is made once, at the first use, is no part of a region's price.
    run();
    counted(&mut run);
    ExitCode::SUCCESS
}

/// The only function in which instructions are counted; `count.sh` knows it by name.
#[inline(never)]
fn counted(run: &mut dyn FnMut()) {
    run();
}
