//! What `kla score` is asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{OutputFormat, Shared};

#[derive(Debug, Args)]
pub(crate) struct ScoreArguments {
    /// Berkas isian TOML atau JSON; `-` membaca masukan standar
    #[arg(required_unless_present = "batch", value_name = "BERKAS")]
    pub(crate) files: Vec<PathBuf>,
    /// Pengandaian: hitung dengan nilai lain, misalnya `4.P4=5`, `klaster-1=103`, `4.P1=tidak-tahu`; boleh berulang
    #[arg(long, value_name = "ALAMAT=NILAI")]
    pub(crate) set: Vec<String>,
    /// Berkas beberapa pengandaian yang disandingkan dengan nilai sebenarnya
    #[arg(long, value_name = "BERKAS")]
    pub(crate) scenarios: Option<PathBuf>,
    /// Banyak wilayah sekaligus: tiap baris berkas satu wilayah, CSV atau NDJSON
    #[arg(long)]
    pub(crate) batch: bool,
    /// Dengan --batch: tahun evaluasi, bila barisnya tidak menyebutnya
    #[arg(long, value_name = "TAHUN", requires = "batch")]
    pub(crate) year: Option<u16>,
    /// Dengan --batch: tahap evaluasi, bila barisnya tidak menyebutnya
    #[arg(long, value_name = "TAHAP", requires = "batch")]
    pub(crate) stage: Option<String>,
    /// Bentuk keluaran; bila tidak disebut, text, dan csv dengan --batch
    #[arg(long, value_enum, value_name = "BENTUK")]
    pub(crate) format: Option<ScoreFormat>,
    /// Folder templat yang menggantikan templat bawaan (lihat `kla templates`)
    #[arg(long, value_name = "FOLDER")]
    pub(crate) templates: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum ScoreFormat {
    /// Teks untuk layar
    Text,
    /// JSON untuk program lain; dengan --batch satu objek per baris
    Json,
    /// Markdown
    Md,
    /// Satu halaman HTML, siap cetak
    Html,
    /// Satu tabel CSV, satu baris per wilayah; hanya dengan --batch
    Csv,
}

impl ScoreArguments {
    /// The form of a report on one region; none for the table of many.
    pub(crate) fn report(&self) -> Option<OutputFormat> {
        match self.format {
            None | Some(ScoreFormat::Text) => Some(OutputFormat::Text),
            Some(ScoreFormat::Json) => Some(OutputFormat::Json),
            Some(ScoreFormat::Md) => Some(OutputFormat::Md),
            Some(ScoreFormat::Html) => Some(OutputFormat::Html),
            Some(ScoreFormat::Csv) => None,
        }
    }
}
