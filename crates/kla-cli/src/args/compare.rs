//! What `kla compare` is asked.

use std::path::PathBuf;

use clap::Args;

use super::Printed;

#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// Berkas isian tahun sebelumnya; `-` membaca masukan standar
    #[arg(value_name = "SEBELUM")]
    pub(crate) before: PathBuf,
    /// Berkas isian tahun sesudahnya, daerah dan tahap yang sama
    #[arg(value_name = "SESUDAH")]
    pub(crate) after: PathBuf,
    /// Berkas padanan antara kedua edisi, menggantikan padanan bawaan (lihat `kla schema mapping`)
    #[arg(long, value_name = "BERKAS")]
    pub(crate) mapping: Option<PathBuf>,
    /// Bandingkan walau tahapnya berbeda; selisihnya lalu bercampur dengan hasil verifikasi
    #[arg(long)]
    pub(crate) stages: bool,
    #[command(flatten)]
    pub(crate) printed: Printed,
}
