//! What `kla sensitivity` is asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use kla_plan::{By, Noise};

use super::Printed;

#[derive(Debug, Args)]
pub(crate) struct SensitivityArguments {
    /// Berkas isian TOML atau JSON; `-` membaca masukan standar
    #[arg(value_name = "BERKAS")]
    pub(crate) file: PathBuf,
    /// Bobot yang diubah; blok yang hanya diketahui jumlahnya diubah sebagai satu kesatuan
    #[arg(long, value_enum, default_value_t = Varied::Indicator, value_name = "BAGIAN")]
    pub(crate) by: Varied,
    /// Banyak percobaan dengan bobot acak
    #[arg(long, value_name = "BANYAK", default_value_t = 1000,
          value_parser = clap::value_parser!(u32).range(1..=i64::from(Noise::MOST_RUNS)))]
    pub(crate) runs: u32,
    /// Seberapa jauh bobot acak boleh berubah, dalam persen
    #[arg(long, value_name = "PERSEN", default_value_t = 10,
          value_parser = clap::value_parser!(u32).range(0..=i64::from(Noise::WIDEST)))]
    pub(crate) spread: u32,
    /// Benih bilangan acak; benih yang sama memberi hasil yang sama
    #[arg(long, value_name = "BILANGAN", default_value_t = 1)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) printed: Printed,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Varied {
    /// Bobot tiap blok
    Block,
    /// Bobot tiap indikator
    Indicator,
}

impl From<Varied> for By {
    fn from(varied: Varied) -> By {
        match varied {
            Varied::Block => By::Block,
            Varied::Indicator => By::Indicator,
        }
    }
}
