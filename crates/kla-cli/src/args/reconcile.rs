//! What `kla reconcile` is asked.

use std::path::PathBuf;

use clap::Args;

use super::Printed;

#[derive(Debug, Args)]
pub(crate) struct ReconcileArguments {
    /// Berkas isian dari dua tahap atau lebih; urutannya tidak berpengaruh
    #[arg(required = true, value_name = "BERKAS")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) printed: Printed,
}
