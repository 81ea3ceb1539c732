//! What forms and readers agree on: sheets, columns with their titles, labels of the head.

pub(crate) use kla::cell::{NOTHING_TICKED, STATES, fold};

/// The form of the workbook; it changes only when older forms could no longer be read.
pub(crate) const FORMAT: &str = "1";

/// The row of `Ringkasan` that holds the printed category.
pub(crate) const CATEGORY_ROW: &str = "kategori";
/// The rows of `Ringkasan` that hold the notes of the file.
pub(crate) const NOTE_ROW: &str = "catatan";
/// The row of the total.
pub(crate) const TOTAL_ROW: &str = "total";

/// Names of sheets in a new form. They may be renamed: a reader goes by the titles of columns.
pub(crate) mod sheet {
    pub(crate) const GUIDE: &str = "Petunjuk";
    pub(crate) const ANSWERS: &str = "Isian";
    pub(crate) const DETAILS: &str = "Rincian";
    pub(crate) const EVIDENCE: &str = "Bukti";
    pub(crate) const SUMMARY: &str = "Ringkasan";
    pub(crate) const CHOICES: &str = "_pilihan";
    pub(crate) const META: &str = "_meta";
}

/// A table of a form.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum TableKind {
    /// One row per question.
    Answers,
    /// One row per year of a series, and per kecamatan or village.
    Details,
    /// The register of evidence.
    Evidence,
    /// Totals, figures stated for a whole, printed figures.
    Summary,
    /// A recap as regions keep it: question, maximum, points.
    Recap,
}

impl TableKind {
    /// Its columns, in the order of a new form.
    pub(crate) fn columns(self) -> &'static [Column] {
        use Column as C;
        match self {
            TableKind::Answers => &[
                C::Code,
                C::Indicator,
                C::Text,
                C::Choices,
                C::Answer,
                C::Count,
                C::Of,
                C::Points,
                C::Maximum,
                C::Mark,
                C::Status,
                C::Reason,
                C::Evidence,
                C::Note,
                C::Agency,
            ],
            TableKind::Details => &[C::Code, C::Part, C::Answer, C::Count, C::Of],
            TableKind::Evidence => {
                &[C::EvidenceId, C::Title, C::Agency, C::From, C::To, C::Status, C::Link, C::Sha256]
            }
            TableKind::Summary => &[
                C::Code,
                C::Name,
                C::Maximum,
                C::Answered,
                C::Questions,
                C::Points,
                C::Share,
                C::Stated,
                C::Declared,
                C::DeclaredMaximum,
            ],
            TableKind::Recap => {
                &[C::Block, C::Indicator, C::Question, C::Maximum, C::SelfPoints, C::Agency]
            }
        }
    }
}

/// A column by what it holds.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Column {
    Code,
    Block,
    Indicator,
    Question,
    Text,
    Choices,
    Answer,
    Count,
    Of,
    Points,
    SelfPoints,
    Maximum,
    Mark,
    Status,
    Reason,
    Evidence,
    Note,
    Agency,
    Part,
    EvidenceId,
    Title,
    From,
    To,
    Link,
    Sha256,
    Name,
    Answered,
    Questions,
    Share,
    Stated,
    Declared,
    DeclaredMaximum,
}

impl Column {
    /// The title in a new form.
    pub(crate) fn title(self) -> &'static str {
        self.titles()[0]
    }

    /// Every title under which it is found; case, blanks and signs do not matter.
    pub(crate) fn titles(self) -> &'static [&'static str] {
        match self {
            Column::Code => &["Kode", "Kode butir"],
            Column::Block => &["Blok", "block", "Klaster"],
            Column::Indicator => &["Indikator", "indicator", "No indikator"],
            Column::Question => &["Butir", "question", "No", "Nomor", "Kode butir", "Kode"],
            Column::Text => &["Pertanyaan", "Uraian", "Indikator/pertanyaan"],
            Column::Choices => &["Pilihan/satuan"],
            Column::Answer => &["Jawaban"],
            Column::Count => &["Jumlah"],
            Column::Of => &["Dari"],
            Column::Points => &["Nilai"],
            Column::SelfPoints => &[
                "Nilai EM",
                "EM",
                "Nilai mandiri",
                "Nilai evaluasi mandiri",
                "Penilaian mandiri",
                "Nilai",
                "Skor",
                "points",
            ],
            Column::Maximum => &["Maksimum", "Nilai maksimum", "Nilai maksimal", "Maks", "maximum"],
            Column::Mark => &["Keadaan"],
            Column::Status => &["Status bukti"],
            Column::Reason => &["Alasan", "Kode alasan", "Alasan perubahan"],
            Column::Evidence => &["Bukti", "Bukti dukung"],
            Column::Note => &["Catatan", "Keterangan"],
            Column::Agency => {
                &["Perangkat daerah", "OPD", "Instansi", "agencies", "Penanggung jawab"]
            }
            Column::Part => &["Tahun/nama", "Tahun atau nama"],
            Column::EvidenceId => &["Id bukti"],
            Column::Title => &["Judul", "Judul bukti"],
            Column::From => &["Berlaku dari"],
            Column::To => &["Berlaku sampai"],
            Column::Link => &["Tautan"],
            Column::Sha256 => &["SHA-256"],
            Column::Name => &["Blok/indikator"],
            Column::Answered => &["Butir terisi"],
            Column::Questions => &["Jumlah butir"],
            Column::Share => &["Capaian"],
            Column::Stated => &["Nilai keseluruhan"],
            Column::Declared => &["Nilai tercantum"],
            Column::DeclaredMaximum => &["Maksimum tercantum"],
        }
    }
}

/// A field of the head, as `_meta` and the lines above the table name it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Field {
    Format,
    Edition,
    Digest,
    RegionCode,
    RegionName,
    Year,
    Stage,
    Agency,
    File,
}

impl Field {
    pub(crate) const ALL: [Field; 9] = [
        Field::Format,
        Field::Edition,
        Field::Digest,
        Field::RegionCode,
        Field::RegionName,
        Field::Year,
        Field::Stage,
        Field::Agency,
        Field::File,
    ];

    /// The key in `_meta`.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Field::Format => "format",
            Field::Edition => "edition",
            Field::Digest => "digest",
            Field::RegionCode => "region",
            Field::RegionName => "region_name",
            Field::Year => "year",
            Field::Stage => "stage",
            Field::Agency => "agency",
            Field::File => "file",
        }
    }

    /// The label above the table, for those that stand there.
    pub(crate) fn label(self) -> Option<&'static str> {
        match self {
            Field::Edition => Some("Edisi"),
            Field::RegionCode => Some("Kode wilayah"),
            Field::RegionName => Some("Nama wilayah"),
            Field::Year => Some("Tahun evaluasi"),
            Field::Stage => Some("Tahap"),
            Field::Agency => Some("Perangkat daerah"),
            Field::Format | Field::Digest | Field::File => None,
        }
    }
}

/// A cell's name, such as `E12`; row and column from 0.
pub(crate) fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => break,
        }
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        for (column, name) in [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1")] {
            assert_eq!(cell_name(0, column), name);
        }
    }
}
