//! Arguments of `kla page`.

use std::path::PathBuf;

use clap::Args;

use super::Language;

#[derive(Debug, Args)]
pub(crate) struct PageArguments {
    /// Bahasa pesan; halamannya sendiri dwibahasa
    #[arg(long, value_enum, default_value_t = Language::Id, value_name = "BAHASA")]
    pub(crate) lang: Language,
    /// Tulis ke berkas, bukan ke layar
    #[arg(short = 'o', long, value_name = "BERKAS")]
    pub(crate) output: Option<PathBuf>,
}
