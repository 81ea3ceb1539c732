//! Questions about a score: what of it is safe, what evidence is missing, and what is at stake.
//!
//! ```text
//! Answers ─► Marks (the same answers as far as they are verified, evidenced, claimed, possible)
//!                 └─► four Scorecards ─┬─► Stakes (what is missing, by agency)
//!                                      └─► margins above the floor, scenarios of a fall
//! ```
//!
//! Every figure is the difference of two scores that the library itself computes, so caps, gates and
//! scaling are exact without being known here.
//!
//! ```
//! let edition = kla::Edition::bundled("2023").unwrap();
//! let answers = edition.read_answers("a.toml", r#"
//!     format = 1
//!     edition = "2023"
//!     region = "62.71"
//!     year = 2024
//!     stage = "mandiri"
//!     [answers.4]
//!     P4 = { points = "5", status = "sah" }
//!     P5 = "3"
//! "#).unwrap();
//! let marks = kla_plan::Marks::of(&answers);
//! let cards = marks.score();
//! assert_eq!(cards.verified.total().to_string(), "5");
//! assert_eq!(cards.claimed.total().to_string(), "8");
//! let stakes = kla_plan::Stakes::of(&cards);
//! assert_eq!(stakes.total().to_string(), "995");
//! ```

mod compare;
mod marks;
mod plan;
mod province;
mod range;
mod reconcile;
mod sensitivity;
mod shrink;
mod stake;
mod what_if;

mod handover;

mod json;

pub use compare::{
    AgencyChange, AgencyChanges, BlockBridge, BridgeItem, BridgeRest, BridgeTerms, ItemKind,
    LeafChange, RowRest, Side, StatusChange, YearBridge,
};
pub use handover::{DocumentUse, Handover, NoteOn, OpenItem, OpenWith};
pub use json::compare::compare_json;
pub use json::plan::plan_json;
pub use json::province::province_json;
pub use json::range::range_json;
pub use json::reconcile::reconciliation_json;
pub use json::sensitivity::sensitivity_json;
pub use json::what_if::what_if_json;
pub use marks::{Mark, MarkedCards, Marks, Repair};
pub use plan::{
    Action, Alternative, Answered, Baseline, Blocked, Buffer, Ceiling, CeilingKind, Conditions,
    CurvePoint, Goal, Outcomes, Plan, PlanQuery, Planning, Purpose, Task, Verdict, Within, plan,
    plan_effort,
};
pub use province::{
    Absent, Assessed, Before, BlockPoints, CategoryChange, CategoryCount, CommonLoss, Group,
    Letter, Mix, MixedWith, NodeLoss, Outside, Provila, Province, ProvinceError, ProvinceQuery,
    Rank, RankedRegion, Share, ToFirst, Unread, Who,
};
pub use range::{GateMarks, Margin, NodeMarks, Verdicts};
pub use reconcile::{
    BlockFall, Cause, CauseTotal, Change, ChangeKind, Checked, CheckedBlock, Contest,
    Reconciliation, Rest, StageFigure, StageRemark, StageScore, Stages, StagesError, Step,
    Waterfall,
};
pub use sensitivity::{
    By, EqualBlocks, LeftOut, Noise, NoiseShare, NoiseShares, Part, Parts, Reach, Sensitivity,
    Shift, Standing, Unvaried, Whole, WholeReason,
};
pub use shrink::{BlockAfter, Fall, Kept, KeptOf, LastCycle, Scenario};
pub use stake::{Adjustment, Bucket, Stake, Stakes};
pub use what_if::{Supposed, SupposedCase, Supposition, WhatIf, WhatIfError, suppositions};
