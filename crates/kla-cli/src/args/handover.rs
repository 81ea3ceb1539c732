//! What `kla handover` is asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{OutputFormat, Shared};

#[derive(Debug, Args)]
pub(crate) struct HandoverArguments {
    /// Berkas isian TOML atau JSON; `-` membaca masukan standar
    #[arg(value_name = "BERKAS")]
    pub(crate) file: PathBuf,
    /// Tanggal serah terima, misalnya "12 Mei 2026"; bila tidak disebut, diisi dengan tangan
    #[arg(long, value_name = "TANGGAL")]
    pub(crate) date: Option<String>,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value_t = HandoverFormat::Html, value_name = "BENTUK")]
    pub(crate) format: HandoverFormat,
    /// Folder templat yang menggantikan templat bawaan (lihat `kla templates`)
    #[arg(long, value_name = "FOLDER")]
    pub(crate) templates: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum HandoverFormat {
    /// Satu halaman HTML, siap cetak
    Html,
    /// Markdown
    Md,
    /// Teks untuk layar
    Text,
}

impl From<HandoverFormat> for OutputFormat {
    fn from(format: HandoverFormat) -> OutputFormat {
        match format {
            HandoverFormat::Html => OutputFormat::Html,
            HandoverFormat::Md => OutputFormat::Md,
            HandoverFormat::Text => OutputFormat::Text,
        }
    }
}
