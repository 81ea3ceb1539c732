//! What a score costs, beside a loop by hand and beside rule engines that are published.
//!
//! ```text
//! random answers text ─► kla::Answers ─┬─► kla: trace, explanation, plan …
//!                                      ├─► loops by hand (the floor)
//!                                      └─► rule engines (the peers)
//! ```
//!
//! All of them see the same answers and must give the same total before anything is timed. The table
//! (`benches/table.rs`), the instruction counts (`bin/count.rs`) and the peak memory (`bin/memory.rs`)
//! run the same pieces of work.

pub mod floor;
pub mod measure;
pub mod peer;
pub mod pieces;
pub mod random;
pub mod world;
