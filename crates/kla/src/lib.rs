//! x
mod answers;
mod code;
mod diagnostic;
mod document;
mod edition;
mod id;
mod number;
mod points;
mod region;
pub mod wording;
pub use answers::*;
pub use code::Code;
pub use diagnostic::*;
pub use edition::*;
pub use points::*;
pub use region::{Region, Regions};
pub use wording::Lang;
pub use id::*;
