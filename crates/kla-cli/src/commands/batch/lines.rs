//! Lines of a stream with their numbers, in chunks, in memory that does not grow with the stream.

use std::io::{self, Read};

use crate::load::LARGEST;

/// Lines that are scored at once.
const CHUNK_LINES: usize = 1024;
/// Bytes of a chunk, past which no further line joins it.
const CHUNK_BYTES: usize = 4 * 1024 * 1024;
/// Bytes that are asked for at once.
const BUFFER: usize = 128 * 1024;

/// A line without its end; of one that is longer than any text that is read, the beginning.
#[derive(Debug)]
pub(super) struct Line {
    /// Which one it is, from 1, blank ones counted.
    pub(super) number: usize,
    pub(super) bytes: Vec<u8>,
}

impl Line {
    /// Whether there is nothing in it. Of a cut line nobody knows; its last byte may have been taken for an end.
    fn is_blank(&self) -> bool {
        self.bytes.len() + 1 < most() && self.start().is_empty()
    }

    /// Its text without a byte order mark and blanks around it, as far as that is clear.
    pub(super) fn start(&self) -> &[u8] {
        self.bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&self.bytes).trim_ascii()
    }
}

/// The lines of one stream.
pub(super) struct Lines {
    buffer: Box<[u8]>,
    /// What of the buffer has been read and not yet taken.
    from: usize,
    to: usize,
    number: usize,
    over: bool,
}

impl Lines {
    pub(super) fn new() -> Lines {
        let buffer = vec![0; BUFFER].into_boxed_slice();
        Lines { buffer, from: 0, to: 0, number: 0, over: false }
    }

    /// Whether the stream has ended.
    pub(super) fn are_over(&self) -> bool {
        self.over
    }

    /// The next lines that are not blank.
    pub(super) fn chunk(&mut self, input: &mut dyn Read) -> io::Result<Vec<Line>> {
        let (mut lines, mut bytes) = (Vec::new(), 0);
        while lines.len() < CHUNK_LINES && bytes < CHUNK_BYTES {
            let Some(line) = self.line(input)? else { break };
            if !line.is_blank() {
                bytes += line.bytes.len();
                lines.push(line);
            }
        }
        Ok(lines)
    }

    /// The next line. Of one that is longer than any file the beginning is kept, by which the library
    /// sees that it is too long, and the rest is passed over.
    fn line(&mut self, input: &mut dyn Read) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let mut begun = false;
        loop {
            if self.from == self.to && !self.refill(input)? {
                self.over = true;
                break;
            }
            begun = true;
            let read = &self.buffer[self.from..self.to];
            let end = read.iter().position(|byte| *byte == b'\n');
            let part = &read[..end.unwrap_or(read.len())];
            let room = most().saturating_sub(bytes.len());
            bytes.extend_from_slice(&part[..part.len().min(room)]);
            self.from += part.len() + usize::from(end.is_some());
            if end.is_some() {
                break;
            }
        }
        if !begun {
            return Ok(None);
        }
        self.number += 1;
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        Ok(Some(Line { number: self.number, bytes }))
    }

    /// Reads on; whether there was anything more.
    fn refill(&mut self, input: &mut dyn Read) -> io::Result<bool> {
        loop {
            match input.read(&mut self.buffer) {
                Ok(read) => {
                    (self.from, self.to) = (0, read);
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// The most bytes of a line that are kept: more than any text that is read.
fn most() -> usize {
    usize::try_from(LARGEST).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time.
    struct Slow<'b>(&'b [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            buffer[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    #[test]
    fn blank_lines_are_counted_and_passed_over() {
        let text = "\u{FEFF}satu\r\n\r\n  \ndua\n\ntiga";
        let mut inputs: [Box<dyn Read>; 2] =
            [Box::new(text.as_bytes()), Box::new(Slow(text.as_bytes()))];
        for input in &mut inputs {
            let found = Lines::new().chunk(input).expect("nothing fails");
            let found: Vec<(usize, &[u8])> =
                found.iter().map(|line| (line.number, line.start())).collect();
            assert_eq!(found, [(1, &b"satu"[..]), (4, b"dua"), (6, b"tiga")]);
        }
    }
}
