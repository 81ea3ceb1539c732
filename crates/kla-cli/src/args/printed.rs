//! How a paper is written, and where.

use std::path::PathBuf;

use clap::Args;

use super::{OutputFormat, Shared};

#[derive(Debug, Args)]
pub(crate) struct Printed {
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value_t = OutputFormat::Text, value_name = "BENTUK")]
    pub(crate) format: OutputFormat,
    /// Folder templat yang menggantikan templat bawaan (lihat `kla templates`)
    #[arg(long, value_name = "FOLDER")]
    pub(crate) templates: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) shared: Shared,
}
