//! The sheet `Petunjuk`, and the short explanations beside columns.

use kla::Edition;
use rust_xlsxwriter::Worksheet;

use super::plan::Plan;
use super::{Form, FormError, looks};
use crate::layout::{Column, Field, TableKind, sheet};

pub(super) fn write(
    form: &Form<'_>,
    plan: &Plan,
    worksheet: &mut Worksheet,
) -> Result<(), FormError> {
    worksheet.set_name(sheet::GUIDE)?.set_column_width(0, 4)?.set_column_width(1, 104)?;
    worksheet.write_string_with_format(0, 0, &plan.title, &looks::title())?;
    worksheet.set_row_height(0, 24)?;
    let field = |wanted| {
        plan.fields.iter().find(|(known, _)| *known == wanted).map_or("", |(_, text)| text.as_str())
    };
    let region = match field(Field::RegionName) {
        "" => "wilayah belum diisi".to_owned(),
        name => format!("{name} ({})", field(Field::RegionCode)),
    };
    let line = format!("{region}, tahun evaluasi {}, edisi {}", form.year, form.edition.id());
    worksheet.write_string_with_format(1, 0, line, &looks::label())?;
    let mut row = 3;
    for (title, lines) in TEXT {
        worksheet.write_string_with_format(row, 0, *title, &looks::label())?;
        row += 1;
        for (number, line) in (1..).zip(*lines) {
            worksheet.write_string_with_format(row, 0, format!("{number}."), &looks::quiet())?;
            worksheet.write_string_with_format(row, 1, *line, &looks::text())?;
            worksheet.set_row_height(row, 2 + 15 * looks::lines(line, 100))?;
            row += 1;
        }
        row += 1;
    }
    if let Some(known) = form.edition.reasons() {
        worksheet.write_string_with_format(row, 0, REASONS, &looks::label())?;
        row += 1;
        for reason in &known.reasons {
            worksheet.write_string_with_format(row, 0, reason.id.as_str(), &looks::quiet())?;
            let name = reason.name.get(kla::Lang::Id);
            worksheet.write_string_with_format(row, 1, name, &looks::text())?;
            row += 1;
        }
        row += 1;
    }
    for note in form.edition.notes() {
        let text = note.text.get(kla::Lang::Id);
        worksheet.write_string_with_format(row, 1, text, &looks::text())?;
        worksheet.set_row_height(row, 2 + 15 * looks::lines(text, 100))?;
        row += 1;
    }
    worksheet.set_paper_size(9).set_print_fit_to_pages(1, 1);
    worksheet.set_footer("&L&8&A&R&8Halaman &P dari &N");
    worksheet.protect();
    Ok(())
}

const REASONS: &str =
    "Kode di kolom Alasan, untuk pemeriksa yang mengubah atau menilai sebuah jawaban";

const TEXT: &[(&str, &[&str])] = &[
    (
        "Cara mengisi",
        &[
            "Buka lembar Isian. Isilah hanya sel berwarna kuning muda; sel lain terkunci agar kode dan rumus tidak rusak. Kunci ini tanpa kata sandi.",
            "Nilai: butir yang diberi nilai langsung diisi di kolom Nilai. Pilih dari daftar bila ada; nilai lain antara 0 dan maksimum tetap diterima.",
            "Jawaban: pilih tingkat, tulis persentase beserta tanda % (misalnya 98,7%), atau tulis angka, sesuai kolom Pilihan/satuan. Untuk jumlah dari total, isi kolom Jumlah dan Dari; persentasenya dihitung sendiri.",
            "Yang belum ada jawabannya biarkan kosong. Kosong tidak sama dengan nol. Di kolom Jawaban dapat ditulis: belum diisi, tidak tahu, tidak berlaku, atau nol.",
            "Kode wilayah adalah teks, misalnya 16.10. Jangan diubah menjadi bilangan: Excel akan membacanya 16,1.",
        ],
    ),
    (
        "Bukti",
        &[
            "Daftarkan setiap dokumen satu kali di lembar Bukti dengan id sendiri, misalnya E1. Berkasnya tidak ikut disimpan di sini.",
            "Di lembar Isian, tulis id bukti di kolom Bukti; beberapa id dipisah koma. Satu dokumen boleh dipakai banyak butir.",
            "Hanya data agregat: jangan menulis nama anak, NIK, tanggal lahir, atau alamat. Bilangan enam belas angka ditolak.",
        ],
    ),
    (
        "Ringkasan",
        &[
            "Kolom Nilai di lembar Ringkasan menjumlah isian secara langsung. Nilai yang sah dihitung oleh program kla dari jawaban, tanpa pembulatan Excel.",
            "Nilai keseluruhan hanya untuk blok atau indikator yang rinciannya tidak diisi. Nilai dan maksimum tercantum adalah angka pada dokumen lain; angka itu dibandingkan, tidak pernah dihitung.",
        ],
    ),
    (
        "Huruf di kolom Keadaan",
        &[
            "T terisi · K kosong · N nol · B tidak berlaku · ? tidak tahu, atau nilainya belum dapat dihitung",
        ],
    ),
    (
        "Sesudah selesai",
        &[
            "Simpan sebagai .xlsx lalu jalankan: kla import NAMA-BERKAS.xlsx -o isian.toml. Setiap masalah disebut dengan nama lembar dan selnya.",
            "Baris dan kolom boleh disisipkan, lembar boleh diganti namanya. Yang harus tetap ada hanya judul kolom dan isi kolom Kode.",
        ],
    ),
];

/// A line below the title of the other sheets.
pub(super) fn table_help(kind: TableKind) -> &'static str {
    match kind {
        TableKind::Answers | TableKind::Recap => "",
        TableKind::Details => {
            "Satu baris per tahun, atau per kecamatan/desa: ya, tidak, tidak tahu, tidak berlaku."
        }
        TableKind::Evidence => "Satu baris per dokumen. Tanggal ditulis 2023-01-31.",
        TableKind::Summary => "Kolom kuning muda hanya diisi bila angka itu ada pada dokumen lain.",
    }
}

/// What a note on a column title says.
pub(super) fn column_help(edition: &Edition, kind: TableKind, column: Column) -> Option<String> {
    if (kind, column) == (TableKind::Answers, Column::Reason) {
        let meaning =
            |reason: &kla::Reason| format!("\n{} = {}", reason.id, reason.name.get(kla::Lang::Id));
        let meanings: String = edition.reasons()?.reasons.iter().map(meaning).collect();
        return Some(format!("Mengapa pemeriksa mengubah atau menilai jawaban:{meanings}"));
    }
    let fixed = match (kind, column) {
        (TableKind::Answers, Column::Answer) => Some(
            "Tingkat, persentase dengan tanda %, angka, atau keadaan: belum diisi, tidak tahu, tidak berlaku, nol.",
        ),
        (TableKind::Answers, Column::Mark) => {
            Some("T terisi, K kosong, N nol, B tidak berlaku, ? tidak tahu.")
        }
        (TableKind::Answers, Column::Evidence) => {
            Some("Id dari lembar Bukti, dipisah koma: E1, E2.")
        }
        (TableKind::Summary, Column::Stated) => {
            Some("Nilai seluruh blok atau indikator, hanya bila rinciannya tidak diisi.")
        }
        _ => None,
    };
    fixed.map(str::to_owned)
}
