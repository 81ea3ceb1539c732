//! What `kla province` is asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Shared;

#[derive(Debug, Args)]
pub(crate) struct ProvinceArguments {
    /// Berkas isian, atau folder yang ditelusuri; urutannya tidak berpengaruh
    #[arg(required = true, value_name = "TEMPAT")]
    pub(crate) paths: Vec<PathBuf>,
    /// Provinsi: kode seperti `62`, atau namanya; bila tidak disebut, provinsi semua berkasnya
    #[arg(long, value_name = "PROVINSI")]
    pub(crate) province: Option<String>,
    /// Berkas isian atau folder siklus sebelumnya, untuk perubahan kategori
    #[arg(long, value_name = "TEMPAT")]
    pub(crate) last: Vec<PathBuf>,
    /// Masa perbaikan sudah lewat: yang diterima atau ditolak verifikator tetap seperti itu
    #[arg(long)]
    pub(crate) closed: bool,
    /// Tahap, tahun, atau aturan yang berbeda boleh berdampingan; peringkatnya terpisah
    #[arg(long)]
    pub(crate) mixed: bool,
    /// Yang dibagikan: semuanya, nama samaran, atau baris satu daerah saja (dengan --own)
    #[arg(long, value_enum, default_value_t = ShareMode::Full, value_name = "CARA")]
    pub(crate) share: ShareMode,
    /// Kode daerah untuk `--share own`, misalnya `62.71`
    #[arg(long, value_name = "KODE", required_if_eq("share", "own"))]
    pub(crate) own: Option<String>,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value_t = ProvinceFormat::Text, value_name = "BENTUK")]
    pub(crate) format: ProvinceFormat,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum ShareMode {
    /// Semua daerah dengan namanya
    Full,
    /// Semua daerah dengan nama samaran: Daerah A, Daerah B, …
    Alias,
    /// Satu daerah, peringkatnya, dan jumlah per kategori
    Own,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum ProvinceFormat {
    /// Teks untuk layar
    Text,
    /// JSON untuk program lain
    Json,
    /// Satu tabel CSV, satu baris per daerah: UTF-8, titik koma
    Csv,
    /// Markdown
    Md,
    /// Satu halaman HTML: tabelnya dapat diurutkan dan disaring, siap cetak A4 mendatar
    Html,
    /// Buku kerja Excel; perlu -o
    Xlsx,
}
