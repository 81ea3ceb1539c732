//! Zip files in their simplest form, written and taken apart by hand: what a forger would do, without
//! the code under test.

use std::sync::LazyLock;

/// A file in a zip file.
#[derive(Clone, Debug)]
pub struct Entry {
    pub name: String,
    pub bytes: Vec<u8>,
}

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";

fn number(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// The files of a zip file that is not compressed.
pub fn entries(mut bytes: &[u8]) -> Vec<Entry> {
    let mut found = Vec::new();
    while bytes.starts_with(LOCAL) {
        let (size, name) = (number(&bytes[22..26]), number(&bytes[26..28]));
        let (name, rest) = bytes[30..].split_at(name);
        let (data, rest) = rest.split_at(size);
        let name = String::from_utf8(name.to_vec()).expect("a name");
        found.push(Entry { name, bytes: data.to_vec() });
        bytes = rest;
    }
    assert!(bytes.starts_with(CENTRAL), "a directory follows the files");
    found
}

/// A zip file of files, as a bundle is written: nothing compressed, no dates, no extra fields.
pub fn zipped(entries: &[Entry]) -> Vec<u8> {
    zipped_with_flags(entries, 0x0800)
}

/// The same with other flags; the lowest one says that the files are locked.
pub fn zipped_with_flags(entries: &[Entry], flags: u16) -> Vec<u8> {
    let (mut files, mut directory) = (Vec::new(), Vec::new());
    for Entry { name, bytes } in entries {
        let mut header = vec![20, 0];
        header.extend(flags.to_le_bytes());
        header.extend([0, 0, 0, 0, 0x21, 0]);
        header.extend(check_sum(bytes).to_le_bytes());
        let size = u32::try_from(bytes.len()).expect("a small file").to_le_bytes();
        header.extend([size, size].concat());
        header.extend(u16::try_from(name.len()).expect("a short name").to_le_bytes());
        header.extend([0, 0]);
        let start = u32::try_from(files.len()).expect("a small file").to_le_bytes();
        files.extend([LOCAL, &header, name.as_bytes(), bytes].concat());
        let attributes = [0, 0, 0, 0, 0, 0, 0, 0, 0xa4, 0x81];
        directory
            .extend([CENTRAL, &[20, 3], &header, &attributes, &start, name.as_bytes()].concat());
    }
    let number = u16::try_from(entries.len()).expect("a few files").to_le_bytes();
    let sizes = [directory.len(), files.len()];
    let sizes = sizes.map(|size| u32::try_from(size).expect("a small file").to_le_bytes());
    [&files[..], &directory, END, &[0; 4], &number, &number, &sizes.concat(), &[0; 2]].concat()
}

/// CRC-32 with the usual table.
fn check_sum(bytes: &[u8]) -> u32 {
    static TABLE: LazyLock<[u32; 256]> = LazyLock::new(|| {
        std::array::from_fn(|byte| {
            let byte = u32::try_from(byte).expect("a byte");
            (0..8).fold(byte, |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
        })
    });
    let table = &*TABLE;
    !bytes
        .iter()
        .fold(u32::MAX, |sum, byte| table[usize::from(sum.to_le_bytes()[0] ^ byte)] ^ sum >> 8)
}
