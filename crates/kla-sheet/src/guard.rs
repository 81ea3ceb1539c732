//! What a file is, and whether it is safe to take apart: before a reader of workbooks sees it.

use std::io::{self, Cursor, Read};

use kla::Text;
use zip::ZipArchive;

use crate::finding::{Finding, SheetCode};

/// Entries in a workbook. Pictures are entries of their own, so there may be many.
const MOST_ENTRIES: usize = 10_000;
/// Bytes of one part, taken apart. A form has less than one megabyte.
const LARGEST_PART: u64 = 96 * 1024 * 1024;
/// Bytes of all parts that are read.
const LARGEST_WHOLE: u64 = 160 * 1024 * 1024;

/// Bytes of pictures and other parts that a form has no use for.
const LARGEST_PICTURES: u64 = 512 * 1024 * 1024;

/// What bytes are.
pub(crate) enum Kind {
    /// A workbook whose parts have sound sizes.
    Workbook {
        /// Whether it holds macros.
        macros: bool,
    },
    /// Text, to be read as CSV.
    Text(String),
}

/// Finds out what the bytes are. Whatever cannot be read safely is refused here.
pub(crate) fn inspect(bytes: &[u8]) -> Result<Kind, Box<Finding>> {
    match bytes {
        [] => Err(refused(
            SheetCode::NotASheet,
            ("berkas ini kosong", "the file is empty"),
            ("simpan ulang lembar kerjanya", "save the form again"),
        )),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(compound(bytes)),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => workbook(bytes),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Err(not_utf8()),
        _ => text(bytes),
    }
}

fn refused(
    code: SheetCode,
    message: (&'static str, &'static str),
    help: (&'static str, &'static str),
) -> Box<Finding> {
    Box::new(Finding::new(code, Text::new(message.0, message.1)).help(Text::new(help.0, help.1)))
}

/// The container of old workbooks, and of new ones that are encrypted.
fn compound(bytes: &[u8]) -> Box<Finding> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let near = &bytes[..bytes.len().min(4 * 1024 * 1024)];
    if near.windows(name.len()).any(|part| part == name) {
        return refused(
            SheetCode::LockedWorkbook,
            (
                "buku kerja ini dilindungi kata sandi, sehingga isinya tidak dapat dibaca",
                "the workbook is protected by a password, so that it cannot be read",
            ),
            (
                "buka di Excel, hapus kata sandinya (Berkas › Info › Lindungi Buku Kerja), lalu simpan ulang",
                "open it in Excel, remove the password (File › Info › Protect Workbook) and save it again",
            ),
        );
    }
    refused(
        SheetCode::OldWorkbook,
        (
            "ini buku kerja Excel 97–2003 (.xls) atau dokumen lama lain",
            "this is a workbook of Excel 97–2003 (.xls) or another old document",
        ),
        (
            "buka di Excel atau LibreOffice lalu simpan sebagai .xlsx",
            "open it in Excel or LibreOffice and save it as .xlsx",
        ),
    )
}

fn text(bytes: &[u8]) -> Result<Kind, Box<Finding>> {
    if bytes.iter().take(4096).any(|byte| *byte == 0) {
        return Err(refused(
            SheetCode::NotASheet,
            (
                "berkas ini bukan buku kerja .xlsx dan bukan tabel CSV",
                "the file is neither an .xlsx workbook nor a CSV table",
            ),
            ("simpan lembar kerjanya sebagai .xlsx", "save the form as .xlsx"),
        ));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Kind::Text(text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned())),
        Err(_) => Err(not_utf8()),
    }
}

fn not_utf8() -> Box<Finding> {
    refused(
        SheetCode::SheetNotUtf8,
        ("tabel ini bukan teks UTF-8", "the table is not UTF-8 text"),
        (
            "simpan sebagai .xlsx, atau di Excel pilih jenis berkas \"CSV UTF-8\"",
            "save it as .xlsx, or choose the file type \"CSV UTF-8\" in Excel",
        ),
    )
}

fn broken(reason: &str) -> Box<Finding> {
    let finding = Finding::new(
        SheetCode::BrokenWorkbook,
        Text::new(
            format!("buku kerja ini rusak atau terpotong ({reason})"),
            format!("the workbook is broken or cut off ({reason})"),
        ),
    )
    .help(Text::new(
        "salin ulang berkasnya; bila masih gagal, buka di Excel atau LibreOffice lalu simpan ulang",
        "copy the file again; if that does not help, open it in Excel or LibreOffice and save it again",
    ));
    Box::new(finding)
}

/// What a reader of workbooks said of it.
pub(crate) fn unreadable(error: &calamine::XlsxError) -> Box<Finding> {
    broken(&error.to_string())
}

fn too_large() -> Box<Finding> {
    refused(
        SheetCode::WorkbookTooLarge,
        (
            "isi buku kerja ini jauh lebih besar daripada lembar kerja mana pun",
            "what is in this workbook is far larger than any form",
        ),
        (
            "salin isian ke lembar kerja baru dari `kla form`",
            "copy the answers into a new form from `kla form`",
        ),
    )
}

/// Takes every part apart once, and stops where it grows too large: what the directory of the archive
/// says of sizes is only a claim. Nothing is kept.
fn workbook(bytes: &[u8]) -> Result<Kind, Box<Finding>> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    if archive.len() > MOST_ENTRIES {
        return Err(too_large());
    }
    let names: Vec<String> =
        archive.file_names().filter_map(|name| name.ok().map(|name| name.into_owned())).collect();
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    if !has("xl/workbook.xml") {
        return Err(other_archive(has("content.xml"), has("xl/workbook.bin")));
    }
    let (mut text_left, mut other_left) = (LARGEST_WHOLE, LARGEST_PICTURES);
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| broken(&error.to_string()))?;
        let name = part.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        let is_text = [".xml", ".rels", ".vml"].iter().any(|end| name.ends_with(end));
        let left = if is_text { &mut text_left } else { &mut other_left };
        let limit = LARGEST_PART.min(*left) + 1;
        if part.size() >= limit {
            return Err(too_large());
        }
        let size = io::copy(&mut part.take(limit), &mut io::sink());
        let size = size.map_err(|error| broken(&error.to_string()))?;
        *left = left.checked_sub(size).ok_or_else(too_large)?;
        if size >= limit {
            return Err(too_large());
        }
    }
    Ok(Kind::Workbook { macros: has("xl/vbaProject.bin") })
}

fn other_archive(ods: bool, xlsb: bool) -> Box<Finding> {
    let message = match (ods, xlsb) {
        (true, _) => ("ini berkas OpenDocument (.ods)", "this is an OpenDocument file (.ods)"),
        (_, true) => ("ini buku kerja biner (.xlsb)", "this is a binary workbook (.xlsb)"),
        _ => ("arsip ini bukan buku kerja .xlsx", "the archive is not an .xlsx workbook"),
    };
    refused(
        SheetCode::NotASheet,
        message,
        (
            "buka di Excel atau LibreOffice lalu simpan sebagai .xlsx",
            "open it in Excel or LibreOffice and save it as .xlsx",
        ),
    )
}
