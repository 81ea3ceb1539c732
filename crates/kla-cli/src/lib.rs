//! The program `kla` as a function, so that tests run it without a process.
//!
//! Data goes to the output, talk to the messages; `-` reads the input. This is the only crate that
//! reads files. A command reads, calls a library and shows; if it computes, the code belongs in a
//! library.

mod args;
mod commands;
mod exit;
mod load;
mod show;
mod walk;

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;

use clap::Parser as _;

pub use exit::Exit;
pub use show::Colour;

use args::{Arguments, Command};

/// Where a run reads from and writes to.
pub struct Streams<'s> {
    /// What `-` reads.
    pub input: &'s mut dyn Read,
    /// Data.
    pub output: &'s mut dyn Write,
    /// Talk.
    pub messages: &'s mut dyn Write,
    /// Whether messages are coloured.
    pub colour: Colour,
    /// The folder of rules that the environment names (`KLA_RULES`).
    pub rules: Option<PathBuf>,
}

/// Runs the program; the first argument is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return args::report(&error, streams),
    };
    match arguments.command {
        Command::Score(arguments) => commands::score::run(&arguments, streams),
        Command::Explain(arguments) => commands::explain::run(&arguments, streams),
        Command::Editions(arguments) => commands::editions::run(&arguments, streams),
        Command::Check(arguments) => commands::check::run(&arguments, streams),
        Command::Audit(arguments) => commands::audit::run(&arguments, streams),
        Command::Format(arguments) => commands::format::run(&arguments, streams),
        Command::Schema(arguments) => commands::schema::run(&arguments, streams),
        Command::Templates(arguments) => commands::templates::run(&arguments, streams),
        Command::Evidence(arguments) => commands::evidence::run(&arguments, streams),
        Command::Plan(arguments) => commands::plan::run(&arguments, streams),
        Command::Range(arguments) => commands::range::run(&arguments, streams),
        Command::Sensitivity(arguments) => commands::sensitivity::run(&arguments, streams),
        Command::Handover(arguments) => commands::handover::run(&arguments, streams),
        Command::Province(arguments) => commands::province::run(&arguments, streams),
        Command::Compare(arguments) => commands::compare::run(&arguments, streams),
        Command::Merge(arguments) => commands::merge::run(&arguments, streams),
        Command::Reconcile(arguments) => commands::reconcile::run(&arguments, streams),
        Command::Bundle(arguments) => commands::bundle::run(&arguments, streams),
        Command::Verify(arguments) => commands::verify::run(&arguments, streams),
        Command::Form(arguments) => commands::form::run(&arguments, streams),
        Command::Import(arguments) => commands::import::run(&arguments, streams),
        Command::Page(arguments) => commands::page::run(&arguments, streams),
    }
}
