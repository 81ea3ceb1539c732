//! The peak memory of totals for many regions: `memory PIECE [REGIONS]`.
//!
//! Typed answers of a million regions fill no usual memory, so the answers of a thousand regions are held
//! and gone through again and again, which is what a program does that reads its regions in batches. Columns
//! are held whole.

use std::process::ExitCode;
use std::time::Instant;

use kla_bench::measure::{grouped, time};
use kla_bench::pieces::piece;
use kla_bench::world::World;

/// How many regions a batch has.
const BATCH: usize = 1000;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let regions: Result<usize, _> = arguments.next().map_or(Ok(1_000_000), |text| text.parse());
    let (Some(piece), Ok(regions)) = (piece(&name), regions) else {
        eprintln!("usage: memory PIECE [REGIONS]; `count` lists the pieces");
        return ExitCode::from(2);
    };
    let world = World::new(BATCH.min(regions));
    let before = peak();
    let start = Instant::now();
    let mut run = (piece.ready)(&world, regions);
    let ready = start.elapsed();
    let start = Instant::now();
    run();
    let picoseconds = start.elapsed().as_nanos() * 1000 / regions as u128;
    println!(
        "{name}: {} regions; {} MiB with the answers of {} regions read, {} MiB at the end; {} by region, {} ms to lay them out",
        grouped(regions as u64),
        before / 1024,
        grouped(world.answers.len() as u64),
        peak() / 1024,
        time(u64::try_from(picoseconds).unwrap_or(u64::MAX)),
        ready.as_millis(),
    );
    ExitCode::SUCCESS
}

/// The most memory this process has held, in KiB; 0 where the system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
