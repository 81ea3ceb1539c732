//! The zip file itself: written so that the same files give the same bytes, read so that no file can
//! do harm.
//!
//! Writing is done here and not by a library, because the bytes are a promise: nothing is compressed,
//! so no version of a compressor shows in them; every date is 1 January 1980 and every permission the
//! same. Reading is left to a library, so that a bundle which somebody packed again is understood too.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use kla::Text;
use zip::ZipArchive;

use crate::error::BundleError;
use crate::file::File;

/// More than any bundle holds: an edition has about 150 kB.
pub(crate) const LARGEST_TOTAL: u64 = 64 * 1024 * 1024;
/// More entries than any bundle has: an edition has about ten files.
pub(crate) const MOST_ENTRIES: usize = 200;

/// 1 January 1980, the first day a zip file can name: no years since, then month and day.
const DAY: u16 = (1 << 5) | 1;
/// A plain file that everybody may read, as Unix writes it (`-rw-r--r--`).
const PERMISSIONS: u32 = 0o100_644 << 16;
/// The names are UTF-8.
const FLAGS: u16 = 1 << 11;
/// Zip 2.0, from Unix.
const VERSION_MADE_BY: u16 = 3 << 8 | 20;
const VERSION_NEEDED: u16 = 20;

/// The zip file of some files, in their order.
pub(crate) fn write(files: &[File]) -> Result<Vec<u8>, BundleError> {
    let too_large = |_| BundleError::TooLarge;
    let total: u64 = files.iter().map(|file| file.bytes.len() as u64).sum();
    if total > LARGEST_TOTAL {
        return Err(BundleError::TooLarge);
    }
    if files.len() > MOST_ENTRIES {
        return Err(BundleError::TooManyFiles);
    }
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let size = u32::try_from(file.bytes.len()).map_err(too_large)?;
        let name_length = u16::try_from(file.name.len()).map_err(too_large)?;
        let start = u32::try_from(body.len()).map_err(too_large)?;
        let mut common = Vec::new();
        for field in [VERSION_NEEDED, FLAGS, 0, 0, DAY] {
            common.extend(field.to_le_bytes());
        }
        for field in [crc32fast::hash(&file.bytes), size, size] {
            common.extend(field.to_le_bytes());
        }
        // The name, and no extra fields.
        common.extend(name_length.to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        body.extend(b"PK\x03\x04");
        body.extend(&common);
        body.extend(file.name.as_bytes());
        body.extend(&file.bytes);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION_MADE_BY.to_le_bytes());
        directory.extend(&common);
        // No comment, first disk, no inner attributes.
        directory.extend([0_u8; 6]);
        directory.extend(PERMISSIONS.to_le_bytes());
        directory.extend(start.to_le_bytes());
        directory.extend(file.name.as_bytes());
    }
    let start = u32::try_from(body.len()).map_err(too_large)?;
    let size = u32::try_from(directory.len()).map_err(too_large)?;
    let entries = u16::try_from(files.len()).map_err(too_large)?;
    body.extend(&directory);
    body.extend(b"PK\x05\x06");
    body.extend([0_u8; 4]);
    body.extend(entries.to_le_bytes());
    body.extend(entries.to_le_bytes());
    body.extend(size.to_le_bytes());
    body.extend(start.to_le_bytes());
    body.extend([0_u8; 2]);
    Ok(body)
}

/// A zip file taken apart.
pub(crate) struct Contents {
    /// Its files, in its order.
    pub(crate) files: Vec<File>,
    /// The names of those that do not fit their check sum or could not be read to their end.
    pub(crate) damaged: BTreeSet<String>,
    /// Whether it is, byte for byte, the zip file that would be written of these files.
    pub(crate) exact: bool,
}

/// Takes a zip file apart.
pub(crate) fn read(bytes: &[u8]) -> Result<Contents, BundleError> {
    if bytes.len() as u64 > 2 * LARGEST_TOTAL {
        return Err(BundleError::TooLarge);
    }
    let not_a_zip = |_| BundleError::NotAZip;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(not_a_zip)?;
    if archive.len() > MOST_ENTRIES {
        return Err(BundleError::TooManyFiles);
    }
    if archive.has_duplicate_names() {
        return Err(BundleError::TwiceTheSameName);
    }
    let mut contents = Contents { files: Vec::new(), damaged: BTreeSet::new(), exact: false };
    let mut left = LARGEST_TOTAL;
    for place in 0..archive.len() {
        // What the directory says, even where the entry itself cannot be read.
        let entry = archive.by_index_data(place).map_err(not_a_zip)?;
        let name = entry.name().map_err(not_a_zip)?.into_owned();
        if entry.encrypted() {
            return Err(BundleError::Encrypted(plain(&name)));
        }
        if name.ends_with('/') {
            // Folders hold nothing; other programs list them.
            continue;
        }
        if !is_safe(&name) {
            return Err(BundleError::UnsafeName(plain(&name)));
        }
        let (data, sound) = match archive.by_index(place) {
            Ok(entry) => {
                let mut data = Vec::new();
                let sound = entry.take(left + 1).read_to_end(&mut data).is_ok();
                (data, sound)
            }
            Err(_) => (Vec::new(), false),
        };
        left = left.checked_sub(data.len() as u64).ok_or(BundleError::TooLarge)?;
        if contents.files.iter().any(|file| file.name == name) {
            return Err(BundleError::TwiceTheSameName);
        }
        if !sound {
            contents.damaged.insert(name.clone());
        }
        contents.files.push(File { name, bytes: data });
    }
    contents.exact = write(&contents.files).is_ok_and(|written| written == bytes);
    Ok(contents)
}

/// Whether a name stays inside the folder that a bundle is unpacked to, on every system.
fn is_safe(name: &str) -> bool {
    name.len() <= 200
        && !name.contains(['\\', ':'])
        && !name.chars().any(char::is_control)
        && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// A text from a stranger, fit to be shown: no control signs, and not endless.
pub(crate) fn plain(text: &str) -> String {
    const MOST: usize = 200;
    let hidden = |sign: char| {
        sign.is_control()
            || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut shown: String =
        text.chars().take(MOST).map(|sign| if hidden(sign) { '\u{fffd}' } else { sign }).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

/// What the limits are, for messages.
pub(crate) fn limits() -> Text {
    let megabytes = LARGEST_TOTAL / (1024 * 1024);
    Text::new(
        format!("paling banyak {MOST_ENTRIES} berkas dan {megabytes} MB"),
        format!("at most {MOST_ENTRIES} files and {megabytes} MB"),
    )
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    fn files() -> Vec<File> {
        vec![File::new("a.txt", "satu"), File::new("b/c.txt", vec![0; 5000])]
    }

    /// As another program packs them.
    fn packed_elsewhere(method: CompressionMethod) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(method);
        writer.add_directory("b/", options).expect("a folder");
        for File { name, bytes } in files() {
            writer.start_file(name, options).expect("a file");
            writer.write_all(&bytes).expect("its bytes");
        }
        writer.finish().expect("a zip file").into_inner()
    }

    #[test]
    fn what_was_written_is_read_back_and_exact() {
        let bytes = write(&files()).expect("small files");
        let contents = read(&bytes).expect("a zip file");
        assert_eq!(contents.files, files());
        assert!(contents.exact && contents.damaged.is_empty());
    }

    #[test]
    fn what_another_program_packed_again_is_read_and_not_exact() {
        for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
            let contents = read(&packed_elsewhere(method)).expect("a zip file");
            assert_eq!(contents.files, files(), "{method}");
            assert!(!contents.exact && contents.damaged.is_empty(), "{method}");
        }
    }

    #[test]
    fn a_byte_that_changed_underway_is_damage() {
        let mut bytes = write(&files()).expect("small files");
        let place =
            bytes.windows(4).position(|four| four == b"satu").expect("it is not compressed");
        bytes[place] = b'S';
        let contents = read(&bytes).expect("a zip file");
        assert_eq!(contents.damaged, BTreeSet::from(["a.txt".to_owned()]));
        assert!(!contents.exact);
    }

    /// The size is what comes out, not what the directory claims.
    #[test]
    fn a_small_file_that_unpacks_to_too_much_is_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file("a", options).expect("a file");
        let megabyte = vec![0; 1024 * 1024];
        for _ in 0..=LARGEST_TOTAL / (1024 * 1024) {
            writer.write_all(&megabyte).expect("its bytes");
        }
        let bytes = writer.finish().expect("a zip file").into_inner();
        assert!(bytes.len() < 1024 * 1024);
        assert!(matches!(read(&bytes), Err(BundleError::TooLarge)));
    }

    #[test]
    fn texts_of_strangers_are_shown_without_control_signs_and_in_part() {
        assert_eq!(plain("a\u{1b}[31mb\u{202e}c"), "a\u{fffd}[31mb\u{fffd}c");
        assert_eq!(plain(&"x".repeat(300)).chars().count(), 201);
    }
}
