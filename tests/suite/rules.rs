//! The rules as they ship: what they must hold, and what is found when somebody spoils them.

mod bundled;
mod mistakes;
mod places;
mod repository;
mod shape_mistakes;
