//! What `kla plan` is asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Printed;

#[derive(Debug, Args)]
pub(crate) struct PlanArguments {
    /// Berkas isian TOML atau JSON; `-` membaca masukan standar
    #[arg(value_name = "BERKAS")]
    pub(crate) file: PathBuf,
    /// Kategori tujuan; bila tidak disebut, kategori berikutnya
    #[arg(long, value_name = "KATEGORI")]
    pub(crate) to: Option<String>,
    /// Tanda tempat rencana mulai; bila tidak disebut, berbukti, atau diklaim bila tidak ada bukti satu pun
    #[arg(long, value_enum, value_name = "TANDA")]
    pub(crate) from: Option<FromMark>,
    /// Berkas usaha: satuan kelas, usaha tiap butir, dan butir yang dikunci
    #[arg(long, value_name = "BERKAS")]
    pub(crate) effort: Option<PathBuf>,
    /// Butir, indikator, atau blok yang tidak dapat diubah; boleh diulang, atau dipisah koma
    #[arg(long, value_name = "BUTIR", value_delimiter = ',')]
    pub(crate) lock: Vec<String>,
    /// Usaha paling banyak: tunjukkan nilai terbanyak untuk usaha sebesar itu
    #[arg(long, value_name = "SATUAN")]
    pub(crate) budget: Option<u64>,
    /// Hanya yang dapat dikerjakan dalam 2×24 jam, seperti setelah verifikasi lapangan
    #[arg(long)]
    pub(crate) mendable: bool,
    /// Masa perbaikan sudah lewat: yang diterima atau ditolak verifikator tetap seperti itu
    #[arg(long)]
    pub(crate) closed: bool,
    /// Sertakan program yang memperbaiki keadaan anak dan keluarga
    #[arg(long)]
    pub(crate) outcomes: bool,
    /// Penuhi juga syarat yang hanya diberitahukan
    #[arg(long)]
    pub(crate) conditions: bool,
    /// Penyangga: nilai di atas batas kategori (`25`), atau penyusutan yang harus ditahan (`15%`)
    #[arg(long, value_name = "NILAI")]
    pub(crate) buffer: Option<String>,
    #[command(flatten)]
    pub(crate) printed: Printed,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum FromMark {
    /// Yang diterima verifikator (verified)
    #[value(alias = "verified")]
    Terverifikasi,
    /// Yang berbukti dan tidak ditolak (evidenced)
    #[value(alias = "evidenced")]
    Berbukti,
    /// Yang diklaim (claimed)
    #[value(alias = "claimed")]
    Diklaim,
}
