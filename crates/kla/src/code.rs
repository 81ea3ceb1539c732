//! The stable codes of findings, each with one sentence.

use std::fmt;

use crate::wording::{Lang, Text};

/// Whether a finding stops the work.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used; someone should look.
    Warning,
}

impl Severity {
    /// What a finding of it is introduced with.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Severity::Error, Lang::Id) => "kesalahan",
            (Severity::Error, Lang::En) => "error",
            (Severity::Warning, Lang::Id) => "peringatan",
            (Severity::Warning, Lang::En) => "warning",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $severity:ident $name:literal, $id:literal, $en:literal;)*) => {
        /// The kind of a finding. The names are stable: scripts may rely on them.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $en] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the guide.
            pub const ALL: &[Code] = &[$(Code::$variant),*];

            /// The name printed in messages.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),* }
            }

            /// One sentence on what the code means.
            #[must_use]
            pub fn explanation(self) -> Text {
                match self { $(Code::$variant => Text::new($id, $en)),* }
            }

            /// Whether it stops the work.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),* }
            }
        }
    };
}

codes! {
    // Any file
    Syntax Error "syntax",
        "Berkas tidak dapat dibaca sebagai TOML atau JSON.",
        "The file cannot be read as TOML or JSON.";
    NotUtf8 Error "not-utf8",
        "Berkas bukan teks UTF-8.",
        "The file is not UTF-8 text.";
    FileTooLarge Error "file-too-large",
        "Berkas jauh lebih besar daripada berkas aturan atau isian mana pun.",
        "The file is far larger than any rule or answers file.";
    TooManyFindings Error "too-many-findings",
        "Temuannya begitu banyak sehingga sisanya hanya dihitung: berkas ini mungkin bukan berkas yang dimaksud.",
        "There are so many findings that the rest is only counted: this is probably not the file that was meant.";
    UnsupportedFormat Error "unsupported-format",
        "Kunci `format` menyebut bentuk berkas yang belum dikenal program ini.",
        "The `format` key names a file shape this program does not know.";
    MissingKey Error "missing-key",
        "Kunci yang wajib ada tidak ditemukan.",
        "A required key is absent.";
    UnknownKey Error "unknown-key",
        "Kunci tidak dikenal; tidak ada yang diabaikan diam-diam.",
        "A key is not known; nothing is ignored in silence.";
    WrongType Error "wrong-type",
        "Nilai bukan jenis yang diharapkan, misalnya tabel di tempat teks.",
        "A value is not of the expected kind, such as a table where text belongs.";
    UnknownWord Error "unknown-word",
        "Kata tidak termasuk daftar pilihan kunci ini.",
        "A word is not among the choices of its key.";
    LooksLikeNik Error "looks-like-nik",
        "Bilangan enam belas angka menyerupai NIK; hanya data agregat yang diterima.",
        "A number of sixteen digits looks like a NIK; only aggregates are accepted.";

    // Numbers
    BareFraction Error "bare-fraction",
        "Pecahan desimal tanpa tanda kutip melewati bilangan biner dan dapat berubah.",
        "An unquoted decimal fraction passes through a binary float and may change.";
    AmbiguousNumber Error "ambiguous-number",
        "Tanda diikuti tiga angka dapat berarti desimal atau ribuan.",
        "A mark before three digits can mean a decimal or thousands.";
    NotANumber Error "not-a-number",
        "Teks bukan bilangan seperti `12`, `0,66`, atau `0.66`.",
        "The text is not a number such as `12`, `0,66` or `0.66`.";
    NotWhole Error "not-whole",
        "Jumlah harus bilangan bulat tanpa tanda pemisah.",
        "A count must be a whole number without any mark.";
    TooManyDigits Error "too-many-digits",
        "Bilangan memuat lebih banyak angka daripada nilai mana pun dalam instrumen.",
        "A number has more digits than any figure of the instrument.";
    NegativeFigure Error "negative-figure",
        "Nilai, persentase, dan jumlah tidak pernah negatif.",
        "Points, percentages and counts are never negative.";
    PercentAbove100 Error "percent-above-100",
        "Persentase melebihi 100, atau jumlah melebihi totalnya.",
        "A percentage is above 100, or a count above its total.";
    FiguresDisagree Error "figures-disagree",
        "Persentase tidak sama dengan jumlah dibagi totalnya.",
        "A percentage is not what its count and total give.";

    // Answers
    UnknownEdition Error "unknown-edition",
        "Edisi yang disebut berkas isian tidak ada.",
        "The edition that the answers file names does not exist.";
    EditionMismatch Error "edition-mismatch",
        "Berkas isian ditulis untuk edisi lain.",
        "The answers file was written for another edition.";
    UnknownRegion Error "unknown-region",
        "Kode wilayah tidak ada dalam daftar Kemendagri.",
        "The region code is not in the Kemendagri list.";
    RegionMismatch Error "region-mismatch",
        "Kode dan nama wilayah tidak menunjuk wilayah yang sama.",
        "Code and name do not mean the same region.";
    UnknownStage Error "unknown-stage",
        "Tahap tidak ada dalam edisi ini.",
        "The stage does not exist in this edition.";
    YearOutsideEdition Warning "year-outside-edition",
        "Tahun evaluasi di luar tahun berlakunya edisi.",
        "The evaluation year lies outside the years of the edition.";
    UnknownBlock Error "unknown-block",
        "Klaster atau blok tidak ada dalam edisi ini.",
        "The block does not exist in this edition.";
    UnknownIndicator Error "unknown-indicator",
        "Indikator tidak ada dalam edisi ini.",
        "The indicator does not exist in this edition.";
    UnknownQuestion Error "unknown-question",
        "Butir tidak ada dalam indikator ini.",
        "The question does not exist in this indicator.";
    PointsAboveMaximum Error "points-above-maximum",
        "Nilai melebihi nilai maksimum butir, indikator, atau bloknya.",
        "Points are above the maximum of their question, indicator or block.";
    WrongAnswer Error "wrong-answer",
        "Bentuk jawaban tidak cocok dengan cara butir ini dinilai.",
        "The answer's form does not fit the way this question is scored.";
    UnknownState Error "unknown-state",
        "Kata bukan salah satu keadaan jawaban.",
        "The word is not one of the states of an answer.";
    UnknownChoice Error "unknown-choice",
        "Tingkat, pilihan, atau jawaban tidak ada pada butir ini.",
        "The question has no such level, item or answer.";
    UnknownReason Error "unknown-reason",
        "Alasan perubahan tidak ada dalam daftar alasan edisi.",
        "A reason for a change is not in the edition's list of reasons.";
    UnknownAgency Error "unknown-agency",
        "Perangkat daerah tidak dikenal edisi ini, juga sebagai alias.",
        "The agency is not known to this edition, not even by an alias.";
    UnknownEvidence Error "unknown-evidence",
        "Bukti yang dirujuk tidak ada dalam daftar bukti.",
        "The evidence referred to is not in the evidence register.";
    EvidenceOutside Warning "evidence-outside",
        "Bukti ini mulai sesudah tahun evaluasi; bukti harus berasal dari masa yang dinilai.",
        "The evidence begins after the year of evaluation; it must date from the period assessed.";
    EvidencePerson Warning "evidence-person",
        "Judul bukti tampaknya menyebut nama orang; daftar bukti tidak memuat data perorangan.",
        "The title of the evidence seems to name a person; the register holds no personal data.";
    EvidenceUnlinked Warning "evidence-unlinked",
        "Bukti ada dalam daftar, tetapi tidak dirujuk jawaban mana pun.",
        "The evidence is in the register, but no answer refers to it.";
    DuplicateEvidence Error "duplicate-evidence",
        "Dua bukti memakai id yang sama.",
        "Two pieces of evidence share an id.";
    UnknownCategory Error "unknown-category",
        "Kategori tidak ada dalam edisi ini.",
        "The category does not exist in this edition.";

    // Tables with a row for each region
    UnknownColumn Error "unknown-column",
        "Judul kolom bukan kolom wilayah dan bukan alamat dalam edisi.",
        "The title of a column is neither one of a region nor an address in the edition.";
    DuplicateColumn Error "duplicate-column",
        "Dua kolom memakai judul yang sama.",
        "Two columns have the same title.";
    BrokenRow Error "broken-row",
        "Baris tabel tidak cocok dengan judul kolomnya, atau tanda kutipnya tidak ditutup.",
        "A row of the table does not fit the titles of its columns, or a quote is not closed.";

    // Editions
    BadId Error "bad-id",
        "Id memakai huruf atau tanda yang tidak diperbolehkan.",
        "An id uses characters that are not allowed.";
    DuplicateId Error "duplicate-id",
        "Id dipakai dua kali.",
        "An id is used twice.";
    UnknownReference Error "unknown-reference",
        "Aturan merujuk sesuatu yang tidak didefinisikan edisi ini.",
        "A rule refers to something this edition does not define.";
    AliasTaken Error "alias-taken",
        "Satu ejaan menunjuk dua perangkat daerah.",
        "One spelling stands for two agencies.";
    UnusedSource Warning "unused-source",
        "Sumber didaftar tetapi tidak dirujuk aturan mana pun.",
        "A source is listed but no rule cites it.";
    MissingFile Error "missing-file",
        "Berkas sebuah blok tidak ada dalam folder edisi.",
        "The file of a block is not in the edition's folder.";
    ExtraFile Error "extra-file",
        "Folder edisi memuat berkas yang tidak disebut daftar blok.",
        "The edition's folder holds a file its block list does not name.";
    SumMismatch Error "sum-mismatch",
        "Nilai maksimum bagian-bagian tidak berjumlah sama dengan induknya.",
        "The maxima of the parts do not add up to the whole.";
    NeedlessCap Error "needless-cap",
        "Indikator menyatakan pembatasan padahal butirnya tidak melebihi maksimum.",
        "An indicator declares a cap although its questions do not exceed it.";
    StepsNotRising Error "steps-not-rising",
        "Langkah atau tingkat berikutnya tidak lebih tinggi daripada sebelumnya.",
        "A step or level is not above the one before it.";
    StepsStart Warning "steps-start",
        "Langkah nilai seharusnya mulai dari 0.",
        "The steps of points should begin at 0.";
    MaximumNotReached Error "maximum-not-reached",
        "Tidak ada jawaban yang memperoleh nilai maksimum.",
        "No answer can earn the maximum.";
    ThresholdHole Error "threshold-hole",
        "Ada capaian yang tidak masuk rentang mana pun.",
        "Some attainment is in no range.";
    ThresholdOverlap Error "threshold-overlap",
        "Ada capaian yang masuk dua rentang.",
        "Some attainment is in two ranges.";
    ThresholdEmpty Error "threshold-empty",
        "Sebuah rentang tidak memuat angka apa pun.",
        "A range holds no figure at all.";
    BadGate Error "bad-gate",
        "Bentuk syarat tidak lengkap atau berlebihan.",
        "A gate's condition is incomplete or says too much.";
    OverlayMismatch Error "overlay-mismatch",
        "Berkas tambahan ditulis untuk edisi lain.",
        "The overlay was written for another edition.";
    RemovedQuestion Error "removed-question",
        "Butir dijawab, tetapi berkas tambahan menghapusnya.",
        "A question is answered that the overlay takes out.";
    BandOrder Error "band-order",
        "Rentang kategori tidak menaik, tumpang tindih, atau melewati total.",
        "The bands of the categories do not rise, overlap, or pass the total.";
    BandHole Warning "band-hole",
        "Ada nilai total yang tidak masuk kategori mana pun, dan edisi tidak menyebut aturannya.",
        "Some total falls in no category, and the edition does not say what becomes of it.";
    NeedlessAlias Warning "needless-alias",
        "Alias sama dengan ejaan lain perangkat daerah itu sendiri.",
        "An alias is the same as another spelling of the agency itself.";
    WrongDepth Error "wrong-depth",
        "Isi blok lebih dalam atau lebih dangkal daripada kedalaman edisi.",
        "A block's content is deeper or shallower than the edition says.";
    MappingMismatch Error "mapping-mismatch",
        "Berkas padanan menyebut edisi lain daripada edisi isian yang dibandingkan.",
        "The mapping file names other editions than those of the answers that are compared.";
    MappedTwice Error "mapped-twice",
        "Sebuah blok, indikator, atau butir dipadankan dua kali.",
        "A block, indicator or question is mapped twice.";
    MappedNested Error "mapped-nested",
        "Berkas padanan menyebut sebuah blok atau indikator dan juga bagiannya.",
        "A mapping file names a block or indicator and a part of it as well.";
    RoundingNeeded Error "rounding-needed",
        "Nilai dari perbandingan jarang berakhir; edisi harus menyebut pembulatannya.",
        "Points from a ratio seldom end; the edition must say how they are rounded.";
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
