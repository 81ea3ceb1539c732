//! What `kla range` is asked.

use std::path::PathBuf;

use clap::Args;

use super::Printed;

#[derive(Debug, Args)]
pub(crate) struct RangeArguments {
    /// Berkas isian TOML atau JSON; `-` membaca masukan standar
    #[arg(value_name = "BERKAS")]
    pub(crate) file: PathBuf,
    /// Masa perbaikan sudah lewat: yang diterima atau ditolak verifikator tetap seperti itu
    #[arg(long)]
    pub(crate) closed: bool,
    /// Isian mandiri dan isian terverifikasi siklus lalu daerah yang sama; yang tidak disebut berkas
    /// kedua dianggap tetap
    #[arg(long, num_args = 2, value_names = ["MANDIRI", "TERVERIFIKASI"])]
    pub(crate) last: Vec<PathBuf>,
    /// Sedalam apa bagian-bagiannya dirinci: 0 total saja, 1 blok, 2 indikator, 3 butir
    #[arg(long, value_name = "TINGKAT", default_value_t = 2)]
    pub(crate) depth: usize,
    #[command(flatten)]
    pub(crate) printed: Printed,
}
