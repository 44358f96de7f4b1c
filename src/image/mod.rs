//! The flat file in which gazetteers and the lexicon live: a header and named sections of little-endian numbers, read
//! in place. Nothing is parsed or copied when it is opened.
//!
//! A section may hold a `table`, a `filter` or `strings`. What they mean is not known here, see `gazetteer` and `lexicon`.

mod filter;
mod strings;
mod table;

use crate::error::Error;
pub(crate) use filter::Filter;
use std::sync::Arc;
pub(crate) use strings::{Strings, StringsWriter};
pub(crate) use table::{HashTable, Table};

/// Raised with each change of a section's layout.
pub(crate) const VERSION: u32 = 5;
/// Magic, version, number of sections, length, checksum.
const HEADER: usize = 8 + 4 + 4 + 8 + 8;
/// Name (8 bytes), start, end.
const SECTION: usize = 8 + 8 + 8;
/// Bytes that the processor fetches at once.
const LINE: usize = 64;

/// Bytes that can be shared: part of the program, on the heap, or a mapped file.
#[derive(Clone)]
pub(crate) enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<dyn AsRef<[u8]> + Send + Sync>),
}

impl Bytes {
    pub(crate) fn owned(bytes: Vec<u8>) -> Self {
        Bytes::Shared(Arc::new(bytes))
    }

    #[inline]
    pub(crate) fn as_slice(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Shared(bytes) => (**bytes).as_ref(),
        }
    }
}

/// An opened image.
#[derive(Clone)]
pub(crate) struct Image {
    bytes: Bytes,
}

impl Image {
    /// The first bytes of an image.
    pub(crate) const MAGIC: &[u8; 8] = b"konzern\x01";

    /// Checks the header and the table of sections; with `checksum`, all bytes.
    ///
    /// # Errors
    /// When the bytes are no image, are cut off, damaged, or of another version.
    pub(crate) fn open(bytes: Bytes, checksum: bool) -> Result<Self, Error> {
        let data = bytes.as_slice();
        if data.get(..8) != Some(Self::MAGIC) {
            return Err(Error::format("not a compiled gazetteer: the first bytes are wrong"));
        }
        let version = read_u32(data, 8);
        if version != VERSION {
            return Err(Error::format(format!(
                "compiled with format {version}, expected {VERSION}: compile it again"
            )));
        }
        let length = read_u64(data, 16);
        if length != data.len() as u64 {
            return Err(Error::format(format!(
                "file has {} bytes, expected {length}: it is cut off, or has more behind it",
                data.len()
            )));
        }
        if checksum && read_u64(data, 24) != checksum_of(data) {
            return Err(Error::format("checksum differs: the file is damaged"));
        }
        let sections = read_u32(data, 12) as usize;
        for i in 0..sections {
            let at = HEADER + i * SECTION;
            let (start, end) = (read_u64(data, at + 8), read_u64(data, at + 16));
            if start > end || end > length {
                return Err(Error::format("table of sections is damaged"));
            }
        }
        Ok(Self { bytes })
    }

    /// An image without sections: everything looked up in it is absent.
    pub(crate) fn empty() -> Self {
        Self { bytes: Bytes::Static(&[]) }
    }

    /// The section; empty when there is none of that name.
    pub(crate) fn section(&self, name: &str) -> Section {
        let data = self.bytes.as_slice();
        let wanted = section_name(name);
        let found = (0..read_u32(data, 12) as usize)
            .map(|i| HEADER + i * SECTION)
            .find(|&at| data.get(at..at + 8) == Some(&wanted));
        let (start, end) =
            found.map_or((0, 0), |at| (read_u64(data, at + 8) as usize, read_u64(data, at + 16) as usize));
        Section { bytes: self.bytes.clone(), start, end }
    }

    /// The bytes of a section of an image that is part of the program; empty for others.
    pub(crate) fn fixed(&self, name: &str) -> &'static [u8] {
        let Section { bytes, start, end } = self.section(name);
        match bytes {
            Bytes::Static(bytes) => bytes.get(start..end).unwrap_or_default(),
            Bytes::Shared(_) => &[],
        }
    }

    /// Size in bytes.
    pub(crate) fn len(&self) -> usize {
        self.bytes.as_slice().len()
    }
}

/// One section of an image.
#[derive(Clone)]
pub(crate) struct Section {
    bytes: Bytes,
    start: usize,
    end: usize,
}

impl Section {
    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.as_slice().get(self.start..self.end).unwrap_or_default()
    }

    /// The number at `index` of a section of 32-bit numbers; 0 outside.
    #[inline]
    pub(crate) fn u32(&self, index: usize) -> u32 {
        read_u32(self.bytes(), index * 4)
    }

    /// The record of `N` bytes at `index`; zeros outside.
    #[inline]
    pub(crate) fn record<const N: usize>(&self, index: usize) -> [u8; N] {
        let mut out = [0; N];
        if let Some(bytes) = self.bytes().get(index * N..(index + 1) * N) {
            out.copy_from_slice(bytes);
        }
        out
    }
}

/// Reads a little-endian number; 0 outside.
#[inline]
pub(crate) fn read_u32(data: &[u8], at: usize) -> u32 {
    data.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

#[inline]
fn read_u64(data: &[u8], at: usize) -> u64 {
    data.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
}

fn section_name(name: &str) -> [u8; 8] {
    let mut out = [0; 8];
    debug_assert!(name.len() <= out.len(), "{name}");
    for (to, from) in out.iter_mut().zip(name.bytes()) {
        *to = from;
    }
    out
}

/// The checksum of an image: over the number of its sections and all that stands behind the header, whose other fields are
/// checked by themselves. Four interleaved FNV sums over words of eight bytes: as fast as memory, and enough against damage (it is no
/// protection against forgery).
fn checksum_of(image: &[u8]) -> u64 {
    const FACTOR: u64 = 0x0100_0000_01b3;
    let data = image.get(HEADER..).unwrap_or_default();
    let mut sums = [0xcbf2_9ce4_8422_2325_u64, 1, 2, u64::from(read_u32(image, 12))];
    let mut chunks = data.chunks_exact(32);
    for chunk in &mut chunks {
        for (i, sum) in sums.iter_mut().enumerate() {
            *sum = (*sum ^ read_u64(chunk, i * 8)).wrapping_mul(FACTOR).rotate_left(29);
        }
    }
    let mut total =
        sums.iter().fold(data.len() as u64, |total, sum| (total ^ sum).wrapping_mul(FACTOR).rotate_left(31));
    for &byte in chunks.remainder() {
        total = (total ^ u64::from(byte)).wrapping_mul(FACTOR);
    }
    total
}

/// Collects sections and writes the image.
#[derive(Default)]
pub(crate) struct Writer {
    sections: Vec<([u8; 8], Vec<u8>)>,
}

impl Writer {
    /// Adds a section. Names are of at most eight bytes.
    pub(crate) fn section(&mut self, name: &str, bytes: Vec<u8>) {
        self.sections.push((section_name(name), bytes));
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(Image::MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&(self.sections.len() as u32).to_le_bytes());
        out.extend_from_slice(&[0; 16]);
        let mut start = HEADER + self.sections.len() * SECTION;
        for (name, bytes) in &self.sections {
            start = start.next_multiple_of(LINE);
            out.extend_from_slice(name);
            out.extend_from_slice(&(start as u64).to_le_bytes());
            out.extend_from_slice(&((start + bytes.len()) as u64).to_le_bytes());
            start += bytes.len();
        }
        for (_, bytes) in self.sections {
            out.resize(out.len().next_multiple_of(LINE), 0);
            out.extend_from_slice(&bytes);
        }
        let sum = checksum_of(&out);
        let length = out.len() as u64;
        if let Some(to) = out.get_mut(16..24) {
            to.copy_from_slice(&length.to_le_bytes());
        }
        if let Some(to) = out.get_mut(24..32) {
            to.copy_from_slice(&sum.to_le_bytes());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut writer = Writer::default();
        writer.section("table", HashTable::build_numbers(&[(7, 70), (7 << 32, 71), (8, 0)]));
        let mut strings = StringsWriter::new();
        strings.add("Walmart");
        strings.write("s", &mut writer);
        writer.finish()
    }

    #[test]
    fn what_is_written_is_read() -> Result<(), Error> {
        let image = Image::open(Bytes::owned(sample()), true)?;
        let table = HashTable::open(image.section("table"));
        assert_eq!([7, 7 << 32, 9 << 32].map(|h| table.number(h)), [Some(70), Some(71), None]);
        let strings = Strings::open(&image, "s");
        assert_eq!((strings.get(0), strings.get(1), strings.get(2), strings.len()), ("", "Walmart", "", 2));
        Ok(())
    }

    #[test]
    fn damage_is_refused() {
        let good = sample();
        let mut cut = good.clone();
        cut.truncate(good.len() - 1);
        for bit in 0..8 * good.len() {
            let mut flipped = good.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(Image::open(Bytes::owned(flipped), true).is_err(), "bit {bit}");
        }
        let mut newer = good.clone();
        newer[8] = 99;
        for (bytes, expected) in [(cut, "cut off"), (newer, "format 99"), (b"hello".to_vec(), "first bytes")]
        {
            let message =
                Image::open(Bytes::owned(bytes), true).err().map(|e| e.to_string()).unwrap_or_default();
            assert!(message.contains(expected), "{message}");
        }
    }
}
