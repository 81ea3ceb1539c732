//! What was found in a workbook or table: coded, with its cell, what was read and what to do.

use std::fmt;

use kla::{Code, Lang, Severity, Text};

use crate::layout::cell_name;

macro_rules! codes {
    ($($variant:ident $severity:ident $name:literal, $id:literal, $en:literal;)*) => {
        /// The kind of a finding in a sheet. The names are stable: scripts may rely on them.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum SheetCode {
            $(#[doc = $en] $variant,)*
        }

        impl SheetCode {
            /// Every code.
            pub const ALL: &[SheetCode] = &[$(SheetCode::$variant),*];

            /// The name printed in messages.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(SheetCode::$variant => $name),* }
            }

            /// One sentence on what the code means.
            #[must_use]
            pub fn explanation(self) -> Text {
                match self { $(SheetCode::$variant => Text::new($id, $en)),* }
            }

            /// Whether something could not be taken over.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(SheetCode::$variant => Severity::$severity),* }
            }
        }
    };
}

codes! {
    // The file
    NotASheet Error "not-a-sheet",
        "Berkas ini bukan buku kerja .xlsx dan bukan tabel CSV.",
        "The file is neither an .xlsx workbook nor a CSV table.";
    OldWorkbook Error "old-workbook",
        "Buku kerja Excel 97–2003 (.xls) tidak dibaca.",
        "A workbook of Excel 97–2003 (.xls) is not read.";
    LockedWorkbook Error "locked-workbook",
        "Buku kerja dilindungi kata sandi.",
        "The workbook is protected by a password.";
    BrokenWorkbook Error "broken-workbook",
        "Buku kerja rusak atau terpotong.",
        "The workbook is broken or cut off.";
    WorkbookTooLarge Error "workbook-too-large",
        "Isi buku kerja jauh lebih besar daripada lembar kerja mana pun.",
        "What is in the workbook is far larger than any form.";
    MacrosIgnored Warning "macros-ignored",
        "Buku kerja memuat makro; makro tidak dijalankan dan tidak dibaca.",
        "The workbook holds macros; they are neither run nor read.";
    OneColumn Error "one-column",
        "Pemisah kolom CSV tidak dikenali, sehingga semuanya akan menjadi satu kolom.",
        "The separator of the CSV is not recognised, so that all would be one column.";
    SheetNotUtf8 Error "sheet-not-utf8",
        "Tabel CSV bukan teks UTF-8.",
        "The CSV table is not UTF-8 text.";
    NoTable Error "no-table",
        "Tidak ada baris judul kolom yang dikenali.",
        "No row of known column titles was found.";
    MissingColumn Error "missing-column",
        "Baris judul kolom tidak lengkap.",
        "The row of titles is incomplete.";
    ColumnTwice Error "column-twice",
        "Dua kolom memakai judul yang sama.",
        "Two columns have the same title.";

    // What it is for
    UnknownForm Error "unknown-form",
        "Bentuk lembar kerja lebih baru daripada program ini.",
        "The form is newer than this program.";
    EditionNotNamed Error "edition-not-named",
        "Edisi instrumen tidak disebut, tidak dikenal, atau berlainan.",
        "The edition of the instrument is not named, not known, or another one.";
    OtherRules Warning "other-rules",
        "Lembar kerja dibuat dengan naskah aturan yang berbeda dari yang dipakai sekarang.",
        "The form was made by another text of the rules than the one in use.";
    FieldsDiffer Error "fields-differ",
        "Wilayah, tahun, atau tahap ditulis berlainan di dua tempat.",
        "Region, year or stage is written differently in two places.";
    FieldMissing Error "field-missing",
        "Wilayah, tahun, atau tahap belum diisi.",
        "Region, year or stage has not been filled in.";
    RegionNumber Warning "region-number",
        "Kode wilayah telah menjadi bilangan; wilayah dikenali dari namanya.",
        "The region code has become a number; the region was recognised by its name.";
    RegionUnclear Error "region-unclear",
        "Kode wilayah telah menjadi bilangan dan tidak ada nama yang memastikannya.",
        "The region code has become a number and no name makes it certain.";

    // Rows
    RowTwice Error "row-twice",
        "Satu kode ditulis pada dua baris.",
        "One code stands in two rows.";
    UnknownRow Error "unknown-row",
        "Kode baris tidak ada dalam edisi ini.",
        "The code of a row is not in this edition.";
    RowWithoutCode Error "row-without-code",
        "Baris memuat isian tetapi kolom kodenya kosong.",
        "A row holds answers but its code is empty.";
    LockedCellChanged Warning "locked-cell-changed",
        "Sel yang bukan isian telah diubah; yang dipakai adalah aturan edisi.",
        "A cell that is not for filling in was changed; the rules of the edition are used.";
    NotAnAnswerCell Error "not-an-answer-cell",
        "Isian berdiri di kolom yang tidak dipakai baris ini.",
        "Something was filled in that this row does not use.";

    // Cells
    AmbiguousShare Error "ambiguous-share",
        "Angka ini dapat berarti persen atau bagian dari satu.",
        "The number can mean per cent or a share of one.";
    AmbiguousAnswer Error "ambiguous-answer",
        "Angka ini dapat berarti nilai atau capaian.",
        "The number can mean points or a figure.";
    ReadAsDate Error "read-as-date",
        "Excel membaca isian sebagai tanggal atau jam.",
        "Excel has read the entry as a date or a time.";
    ErrorValue Error "error-value",
        "Sel memuat galat rumus.",
        "The cell holds the error of a formula.";
    WrongCell Error "wrong-cell",
        "Isi sel bukan jenis yang dipakai kolom ini.",
        "What stands in the cell is not of the kind that its column takes.";
    TooManyDecimals Error "too-many-decimals",
        "Bilangan memuat lebih dari enam desimal.",
        "The number has more than six decimals.";
    UnknownLevel Error "unknown-level",
        "Jawaban tidak ada dalam pilihan butir ini.",
        "The answer is not among the choices of the question.";
    UnclearEvidence Error "unclear-evidence",
        "Bukti disebut dengan id atau judul yang tidak ada dalam daftar bukti.",
        "Evidence is named by an id or title that is not in the register.";
    LooksLikeNik Error "cell-looks-like-nik",
        "Sel memuat bilangan enam belas angka yang menyerupai NIK.",
        "The cell holds a number of sixteen digits that looks like a NIK.";
}

/// The code of a finding: of the sheet, or of the answers that were read from it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum FindingCode {
    /// Found in the sheet itself.
    Sheet(SheetCode),
    /// Found when the answers were checked against the edition.
    Answers(Code),
}

impl FindingCode {
    /// The name printed in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FindingCode::Sheet(code) => code.name(),
            FindingCode::Answers(code) => code.name(),
        }
    }
}

/// A cell; row and column from 0.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct CellPlace {
    /// The place of the sheet in the workbook.
    pub(crate) index: usize,
    /// The name of the sheet; of a CSV table the name of the file.
    pub sheet: String,
    /// The row.
    pub row: u32,
    /// The column.
    pub column: u32,
}

impl fmt::Display for CellPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}!{}", self.sheet, cell_name(self.row, self.column))
    }
}

/// One finding.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// Its kind.
    pub code: FindingCode,
    /// An error where something could not be taken over.
    pub severity: Severity,
    /// Where; `None` for the file as a whole.
    pub place: Option<CellPlace>,
    /// What was read there.
    pub read: Option<String>,
    /// What is wrong, and what is allowed.
    pub message: Text,
    /// How to mend it.
    pub help: Option<Text>,
}

impl Finding {
    pub(crate) fn new(code: SheetCode, message: Text) -> Finding {
        Finding {
            code: FindingCode::Sheet(code),
            severity: code.severity(),
            place: None,
            read: None,
            message: without_niks(&message),
            help: None,
        }
    }

    pub(crate) fn at(mut self, place: CellPlace) -> Finding {
        self.place = Some(place);
        self
    }

    pub(crate) fn reading(mut self, read: &str) -> Finding {
        self.read = Some(shortened(read)).filter(|read| !read.is_empty());
        self
    }

    pub(crate) fn help(mut self, help: Text) -> Finding {
        self.help = Some(without_niks(&help));
        self
    }

    /// The finding in one line and, where there is advice, another: ending in a line break.
    ///
    /// ```text
    /// kesalahan[ambiguous-share]: Isian!E12: terbaca `0,85`: dapat berarti 0,85 % atau 85 %
    ///   saran: tulis 85% atau 0,85% dengan tanda persennya
    /// ```
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let mut text = format!("{}[{}]: ", self.severity.word(lang), self.code.name());
        if let Some(place) = &self.place {
            text.push_str(&format!("{place}: "));
        }
        if let Some(read) = &self.read {
            let word = match lang {
                Lang::Id => "terbaca",
                Lang::En => "read",
            };
            text.push_str(&format!("{word} `{read}`: "));
        }
        text.push_str(self.message.get(lang));
        text.push('\n');
        if let Some(help) = &self.help {
            let word = kla::Diagnostic::advice_word(lang);
            text.push_str(&format!("  {word}: {}\n", help.get(lang)));
        }
        text
    }
}

/// A text with every run of exactly sixteen digits crossed out.
pub(crate) fn cross_out(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut digits = String::new();
    let finish = |digits: &mut String, shown: &mut String| {
        let run = std::mem::take(digits);
        shown.push_str(if run.len() == 16 { "xxxxxxxxxxxxxxxx" } else { &run });
    };
    for sign in text.chars() {
        if sign.is_ascii_digit() {
            digits.push(sign);
        } else {
            finish(&mut digits, &mut shown);
            shown.push(sign);
        }
    }
    finish(&mut digits, &mut shown);
    shown
}

fn without_niks(text: &Text) -> Text {
    Text::new(cross_out(text.get(Lang::Id)), cross_out(text.get(Lang::En)))
}

/// What a message shows of a long text.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    let crossed = cross_out(text).replace(['\n', '\r'], " ");
    if crossed.chars().count() <= MOST {
        return crossed;
    }
    let start: String = crossed.chars().take(MOST).collect();
    format!("{start}…")
}
