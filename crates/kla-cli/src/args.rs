//! The command line: Indonesian first.

mod compare;
mod handover;
mod page;
mod plan;
mod printed;
mod province;
mod range;
mod reconcile;
mod score;
mod sensitivity;

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use kla::Lang;

pub(crate) use reconcile::ReconcileArguments;

use crate::{Exit, Streams, show};

pub(crate) use compare::CompareArguments;
pub(crate) use handover::HandoverArguments;
pub(crate) use page::PageArguments;
pub(crate) use plan::{FromMark, PlanArguments};
pub(crate) use printed::Printed;
pub(crate) use province::{ProvinceArguments, ProvinceFormat, ShareMode};
pub(crate) use range::RangeArguments;
pub(crate) use score::{ScoreArguments, ScoreFormat};
pub(crate) use sensitivity::SensitivityArguments;

const TEMPLATE: &str = "\
{about}

Pemakaian: {usage}

{all-args}{after-help}
";

const EXAMPLES: &str = "\
Contoh:
  kla score fixtures/2023/kota-bandung-2024/answers.toml
  kla score isian.toml --format html -o laporan.html
  kla explain isian.toml 19
  kla editions 2023

Kode keluar: 0 selesai; 1 ada selisih; 2 salah pakai; 3 masukan tidak dapat dipakai; 4 keluaran gagal ditulis.";

/// Menilai Kabupaten/Kota Layak Anak (KLA): nilai persis, kategori, dan penjelasan tiap angka.
#[derive(Debug, Parser)]
#[command(
    name = "kla",
    version,
    help_template = TEMPLATE,
    after_help = EXAMPLES,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    subcommand_help_heading = "Perintah",
    subcommand_value_name = "PERINTAH",
    next_help_heading = "Pilihan",
    arg_required_else_help = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Tampilkan bantuan (show help)
    #[arg(short = 'h', long, action = clap::ArgAction::Help, global = true)]
    help: Option<bool>,

    /// Tampilkan versi (show version)
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Hitung nilai dan kategori dari berkas isian (score answers files)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Score(ScoreArguments),
    /// Jelaskan satu angka, sampai dapat dihitung ulang dengan kalkulator (explain one number)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Explain(ExplainArguments),
    /// Edisi instrumen yang tersedia, isinya, dan kepastiannya (the editions that ship)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Editions(EditionsArguments),
    /// Periksa folder edisi, berkas tambahan, atau berkas isian: semua masalah sekaligus (check)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Check(CheckArguments),
    /// Hitung ulang kasus dan bandingkan dengan angka tercantum dan hasil acuannya (audit)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Audit(AuditArguments),
    /// Tulis berkas aturan atau isian dalam bentuk bakunya, komentar tetap ada (format)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Format(FormatArguments),
    /// JSON Schema sebuah bentuk berkas, untuk penyunting teks (schema)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Schema(SchemaArguments),
    /// Templat laporan bawaan, untuk disalin dan diganti dengan `--templates` (templates)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Templates(TemplatesArguments),
    /// Bukti yang kurang per perangkat daerah, menurut nilai yang dipertaruhkan (evidence)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Evidence(EvidenceArguments),
    /// Rentang nilai: terverifikasi, berbukti, diklaim, paling tinggi; dan jarak amannya (range)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Range(RangeArguments),
    /// Seandainya bobotnya lain: analisis kepekaan, bukan nilai resmi (sensitivity)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Sensitivity(SensitivityArguments),
    /// Rencana: cara termurah menuju suatu kategori, langkah demi langkah (plan)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Plan(PlanArguments),
    /// Serah terima: satu halaman berisi segala yang diperlukan untuk melanjutkan (handover)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Handover(HandoverArguments),
    /// Satu provinsi sekilas: peringkat, Provila, yang belum berkategori, nilai yang hilang di mana-mana (province)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Province(ProvinceArguments),
    /// Dari nilai satu tahun ke tahun lain: akibat aturan, kinerja, yang baru dan yang dihapus (compare)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Compare(CompareArguments),
    /// Gabungkan berkas isian dari beberapa perangkat daerah menjadi satu (merge)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Merge(MergeArguments),
    /// Sandingkan isian beberapa tahap: apa yang berubah, karena apa, dan apa yang dapat ditanggapi (reconcile)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Reconcile(ReconcileArguments),
    /// Kemas isian, aturan, dan hasil dalam satu berkas yang dapat dihitung ulang siapa pun (bundle)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Bundle(BundleArguments),
    /// Hitung ulang isi bundel: sama, atau apa saja yang berbeda (verify)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Verify(VerifyArguments),
    /// Buat lembar kerja Excel atau CSV, kosong atau terisi (form)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Form(FormArguments),
    /// Baca lembar kerja atau rekap yang terisi menjadi berkas isian (import)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Import(ImportArguments),
    /// Halaman luring: satu berkas HTML untuk mengisi dan menilai di peramban, tanpa internet (page)
    #[command(help_template = TEMPLATE, next_help_heading = "Pilihan")]
    Page(PageArguments),
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// Berkas isian TOML atau JSON; `-` membaca masukan standar
    #[arg(value_name = "BERKAS")]
    pub(crate) file: PathBuf,
    /// Angka yang dijelaskan: `total`, blok (`klaster-1`), indikator (`19`), atau butir (`4.P1`)
    #[arg(value_name = "ANGKA", default_value = "total")]
    pub(crate) node: String,
    /// Sedalam apa bagian-bagiannya ikut dijelaskan: 0 angka itu saja, 3 dari total sampai butir
    #[arg(long, value_name = "TINGKAT", default_value_t = 0)]
    pub(crate) depth: usize,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value_t = OutputFormat::Text, value_name = "BENTUK")]
    pub(crate) format: OutputFormat,
    /// Folder templat yang menggantikan templat bawaan (lihat `kla templates`)
    #[arg(long, value_name = "FOLDER")]
    pub(crate) templates: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

#[derive(Debug, Args)]
pub(crate) struct EditionsArguments {
    /// Edisi yang dirinci, misalnya `2023`; atau `diff A B` untuk membandingkan dua edisi
    #[arg(value_name = "EDISI", num_args = 0..)]
    pub(crate) words: Vec<String>,
    /// Folder aturan yang menggantikan atau melengkapi edisi bawaan
    #[arg(long, value_name = "FOLDER")]
    pub(crate) rules: Option<PathBuf>,
    /// Bahasa keluaran
    #[arg(long, value_enum, default_value_t = Language::Id, value_name = "BAHASA")]
    pub(crate) lang: Language,
    /// Tulis ke berkas, bukan ke layar
    #[arg(short = 'o', long, value_name = "BERKAS")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Folder edisi, folder berkas tambahan, atau berkas isian
    #[arg(value_name = "TEMPAT")]
    pub(crate) paths: Vec<PathBuf>,
    /// Daftar semua kode temuan
    #[arg(long)]
    pub(crate) codes: bool,
    /// Jelaskan satu kode temuan
    #[arg(long, value_name = "KODE")]
    pub(crate) explain: Option<String>,
    /// Folder aturan tempat berkas isian diperiksa (juga lewat KLA_RULES)
    #[arg(long, value_name = "FOLDER")]
    pub(crate) rules: Option<PathBuf>,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value_t = CheckFormat::Text, value_name = "BENTUK")]
    pub(crate) format: CheckFormat,
    /// Bahasa keluaran
    #[arg(long, value_enum, default_value_t = Language::Id, value_name = "BAHASA")]
    pub(crate) lang: Language,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Teks dengan baris berkas dan penunjuk
    Text,
    /// Satu baris per temuan
    Plain,
    /// JSON untuk program lain
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct AuditArguments {
    /// Berkas isian, atau folder yang ditelusuri; `score.json` di sampingnya adalah hasil acuan
    #[arg(required = true, value_name = "TEMPAT")]
    pub(crate) paths: Vec<PathBuf>,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value_t = AuditFormat::Text, value_name = "BENTUK")]
    pub(crate) format: AuditFormat,
    /// Folder hasil program lain, `result.json` per kasus, yang dibandingkan dengan hasil di sini
    #[arg(long, value_name = "FOLDER")]
    pub(crate) results: Option<PathBuf>,
    /// Sebutkan pula aturan edisi yang belum dicoba satu kasus pun
    #[arg(long)]
    pub(crate) coverage: bool,
    /// Folder aturan yang menggantikan atau melengkapi edisi bawaan (juga lewat KLA_RULES)
    #[arg(long, value_name = "FOLDER")]
    pub(crate) rules: Option<PathBuf>,
    /// Bahasa keluaran
    #[arg(long, value_enum, default_value_t = Language::Id, value_name = "BAHASA")]
    pub(crate) lang: Language,
    /// Tulis ke berkas, bukan ke layar
    #[arg(short = 'o', long, value_name = "BERKAS")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum AuditFormat {
    /// Teks, satu baris per perbedaan
    Text,
    /// JSON untuk program lain
    Json,
    /// JUnit XML untuk CI
    Junit,
}

#[derive(Debug, Args)]
pub(crate) struct FormatArguments {
    /// Berkas TOML; `-` membaca masukan standar dan menulis ke keluaran standar
    #[arg(required = true, value_name = "BERKAS")]
    pub(crate) files: Vec<PathBuf>,
    /// Hanya periksa apakah sudah baku; kode keluar 1 bila belum
    #[arg(long)]
    pub(crate) check: bool,
    /// Bahasa keluaran
    #[arg(long, value_enum, default_value_t = Language::Id, value_name = "BAHASA")]
    pub(crate) lang: Language,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    /// Nama bentuk berkas: edition, block, overlay, mapping, answers, result, door-request, door-response
    #[arg(value_name = "NAMA")]
    pub(crate) name: Option<String>,
    /// Bahasa keluaran
    #[arg(long, value_enum, default_value_t = Language::Id, value_name = "BAHASA")]
    pub(crate) lang: Language,
}

#[derive(Debug, Args)]
pub(crate) struct TemplatesArguments {
    /// Nama templat yang ditulis, misalnya report.html.j2
    #[arg(value_name = "NAMA")]
    pub(crate) name: Option<String>,
    /// Bahasa keluaran
    #[arg(long, value_enum, default_value_t = Language::Id, value_name = "BAHASA")]
    pub(crate) lang: Language,
    /// Tulis ke berkas, bukan ke layar
    #[arg(short = 'o', long, value_name = "BERKAS")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct MergeArguments {
    /// Berkas isian yang digabung; urutannya tidak berpengaruh
    #[arg(required = true, value_name = "BERKAS")]
    pub(crate) files: Vec<PathBuf>,
    /// Berkas asal yang dibagikan; yang berbeda darinya dianggap pembaruan, bukan pertentangan
    #[arg(long, value_name = "BERKAS")]
    pub(crate) base: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

#[derive(Debug, Args)]
pub(crate) struct EvidenceArguments {
    /// Berkas isian TOML atau JSON; `-` membaca masukan standar
    #[arg(value_name = "BERKAS")]
    pub(crate) file: PathBuf,
    /// Hanya perangkat daerah ini: id, nama, singkatan, atau alias
    #[arg(long, value_name = "NAMA")]
    pub(crate) agency: Option<String>,
    /// Hanya yang masih dapat dilengkapi dengan dokumen, seperti dalam 2×24 jam setelah verifikasi
    #[arg(long)]
    pub(crate) mendable: bool,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value_t = EvidenceFormat::Text, value_name = "BENTUK")]
    pub(crate) format: EvidenceFormat,
    /// Folder untuk satu lembar kerja Excel per perangkat daerah
    #[arg(long, value_name = "FOLDER")]
    pub(crate) per_agency: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum EvidenceFormat {
    /// Tabel per perangkat daerah
    Text,
    /// Teks pendek untuk ditempel di percakapan
    Chat,
    /// Satu tabel CSV, tiap butir satu kali
    Csv,
    /// Satu lembar kerja Excel; perlu -o
    Xlsx,
}

#[derive(Debug, Args)]
pub(crate) struct Shared {
    /// Edisi yang harus dipakai; berkas isian untuk edisi lain ditolak
    #[arg(long, value_name = "EDISI")]
    pub(crate) edition: Option<String>,
    /// Folder aturan yang menggantikan atau melengkapi edisi bawaan (juga lewat KLA_RULES)
    #[arg(long, value_name = "FOLDER")]
    pub(crate) rules: Option<PathBuf>,
    /// Bahasa keluaran
    #[arg(long, value_enum, default_value_t = Language::Id, value_name = "BAHASA")]
    pub(crate) lang: Language,
    /// Tulis ke berkas, bukan ke layar
    #[arg(short = 'o', long, value_name = "BERKAS")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// Teks untuk layar
    Text,
    /// JSON untuk program lain
    Json,
    /// Markdown
    Md,
    /// Satu halaman HTML, siap cetak
    Html,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Language {
    /// Bahasa Indonesia
    Id,
    /// English
    En,
}

#[derive(Debug, Args)]
pub(crate) struct BundleArguments {
    /// Berkas isian TOML atau JSON; `-` membaca masukan standar
    #[arg(value_name = "BERKAS")]
    pub(crate) file: PathBuf,
    /// Berkas zip yang ditulis
    #[arg(short = 'o', long, value_name = "ZIP")]
    pub(crate) output: PathBuf,
    /// Folder aturan yang menggantikan atau melengkapi edisi bawaan (juga lewat KLA_RULES)
    #[arg(long, value_name = "FOLDER")]
    pub(crate) rules: Option<PathBuf>,
    /// Bahasa pesan; bundelnya sendiri selalu dwibahasa
    #[arg(long, value_enum, default_value_t = Language::Id, value_name = "BAHASA")]
    pub(crate) lang: Language,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// Berkas zip dari `kla bundle`; `-` membaca masukan standar
    #[arg(required = true, value_name = "ZIP")]
    pub(crate) files: Vec<PathBuf>,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value_t = VerifyFormat::Text, value_name = "BENTUK")]
    pub(crate) format: VerifyFormat,
    /// Bahasa keluaran
    #[arg(long, value_enum, default_value_t = Language::Id, value_name = "BAHASA")]
    pub(crate) lang: Language,
    /// Tulis ke berkas, bukan ke layar
    #[arg(short = 'o', long, value_name = "BERKAS")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum VerifyFormat {
    /// Teks, satu baris per perbedaan
    Text,
    /// JSON untuk program lain
    Json,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Lang {
        match language {
            Language::Id => Lang::Id,
            Language::En => Lang::En,
        }
    }
}

/// Help and version are data; anything else is a wrong use, said in Indonesian with the program's
/// own English line below.
pub(crate) fn report(error: &clap::Error, streams: &mut Streams<'_>) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let text = error.render().to_string();
        let text = text.trim_end();
        return show::data(
            &format!(
                "{text}
"
            ),
            None,
            Lang::Id,
            streams,
        );
    }
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let reason = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("perintah `{}` tidak dikenal", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => {
            format!("pilihan `{}` tidak dikenal", context(ContextKind::InvalidArg))
        }
        ErrorKind::MissingRequiredArgument => {
            format!("belum disebut: {}", context(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue => format!(
            "`{}` bukan nilai untuk {}; pilih {}",
            context(ContextKind::InvalidValue),
            context(ContextKind::InvalidArg),
            context(ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => format!(
            "`{}` tidak dapat dipakai untuk {}",
            context(ContextKind::InvalidValue),
            context(ContextKind::InvalidArg)
        ),
        ErrorKind::WrongNumberOfValues => format!(
            "{} memerlukan {} nilai, yang disebut {}",
            context(ContextKind::InvalidArg),
            context(ContextKind::ExpectedNumValues),
            context(ContextKind::ActualNumValues)
        ),
        _ => String::new(),
    };
    if !reason.is_empty() {
        let _ = writeln!(streams.messages, "kesalahan: {reason}");
    }
    let _ = write!(streams.messages, "{}", error.render());
    Exit::Usage
}

impl From<OutputFormat> for kla_report::Format {
    fn from(format: OutputFormat) -> kla_report::Format {
        match format {
            OutputFormat::Text => kla_report::Format::Text,
            OutputFormat::Json => kla_report::Format::Json,
            OutputFormat::Md => kla_report::Format::Markdown,
            OutputFormat::Html => kla_report::Format::Html,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct FormArguments {
    /// Edisi untuk lembar kosong, misalnya `2023`; atau berkas isian yang dipindahkan ke lembar kerja
    #[arg(value_name = "EDISI|BERKAS")]
    pub(crate) what: String,
    /// Wilayah: kode Kemendagri seperti `16.10`, atau namanya
    #[arg(long, value_name = "WILAYAH")]
    pub(crate) region: Option<String>,
    /// Tahun evaluasi; bila tidak disebut, tahun terakhir edisi itu
    #[arg(long, value_name = "TAHUN")]
    pub(crate) year: Option<u16>,
    /// Tahap evaluasi; bila tidak disebut, tahap pertama edisi itu
    #[arg(long, value_name = "TAHAP")]
    pub(crate) stage: Option<String>,
    /// Hanya butir satu perangkat daerah: id, nama, atau singkatannya
    #[arg(long, value_name = "PERANGKAT", conflicts_with = "per_agency")]
    pub(crate) agency: Option<String>,
    /// Satu lembar kerja untuk setiap perangkat daerah, ke folder ini
    #[arg(long, value_name = "FOLDER", conflicts_with = "output")]
    pub(crate) per_agency: Option<PathBuf>,
    /// Bentuk lembar kerja
    #[arg(long, value_enum, default_value_t = FormFormat::Xlsx, value_name = "BENTUK")]
    pub(crate) format: FormFormat,
    /// Folder aturan yang menggantikan atau melengkapi edisi bawaan (juga lewat KLA_RULES)
    #[arg(long, value_name = "FOLDER")]
    pub(crate) rules: Option<PathBuf>,
    /// Timpa berkas yang sudah ada
    #[arg(long)]
    pub(crate) force: bool,
    /// Bahasa pesan
    #[arg(long, value_enum, default_value_t = Language::Id, value_name = "BAHASA")]
    pub(crate) lang: Language,
    /// Berkas lembar kerja yang ditulis
    #[arg(short = 'o', long, value_name = "BERKAS")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum FormFormat {
    /// Buku kerja Excel, dengan daftar pilihan dan jumlah langsung
    Xlsx,
    /// Tabel CSV untuk Excel Indonesia: UTF-8, titik koma
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// Lembar kerja .xlsx atau .csv, atau rekap butir dan nilainya; `-` membaca masukan standar
    #[arg(value_name = "BERKAS")]
    pub(crate) file: PathBuf,
    /// Edisi, bila lembarnya tidak menyebutnya; lembar untuk edisi lain ditolak
    #[arg(long, value_name = "EDISI")]
    pub(crate) edition: Option<String>,
    /// Wilayah, bila lembarnya tidak menyebutnya: kode Kemendagri atau nama
    #[arg(long, value_name = "WILAYAH")]
    pub(crate) region: Option<String>,
    /// Tahun evaluasi, bila lembarnya tidak menyebutnya
    #[arg(long, value_name = "TAHUN")]
    pub(crate) year: Option<u16>,
    /// Tahap evaluasi, bila lembarnya tidak menyebutnya
    #[arg(long, value_name = "TAHAP")]
    pub(crate) stage: Option<String>,
    /// Folder aturan yang menggantikan atau melengkapi edisi bawaan (juga lewat KLA_RULES)
    #[arg(long, value_name = "FOLDER")]
    pub(crate) rules: Option<PathBuf>,
    /// Timpa berkas yang sudah ada
    #[arg(long)]
    pub(crate) force: bool,
    /// Bahasa pesan
    #[arg(long, value_enum, default_value_t = Language::Id, value_name = "BAHASA")]
    pub(crate) lang: Language,
    /// Tulis berkas isian ke sini, bukan ke layar
    #[arg(short = 'o', long, value_name = "BERKAS")]
    pub(crate) output: Option<PathBuf>,
}
