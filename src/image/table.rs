//! Hash tables that are read in place.

use super::{LINE, Section};

/// A hash table from 64-bit hashes to records of `N` bytes, in one section. A bucket is a cache line: the tags of its
/// records, of which 0 marks the empty ones, and the records. A look-up mostly reads one line, and compares all tags in it
/// at once.
#[derive(Clone, Copy)]
pub(crate) struct Table<'a, const N: usize> {
    buckets: &'a [[u8; LINE]],
}

/// Tables with fewer records are half empty, so that nearly all look-ups end in the first bucket: of seven tenths one in three goes
/// on to the next. In large ones that would cost more room than it is worth.
const SMALL: usize = 1 << 16;

/// A [`Table`] that owns its share of the image.
#[derive(Clone)]
pub(crate) struct HashTable<const N: usize> {
    buckets: Section,
}

/// The part of a hash that is kept in the bucket; the rest tells where the bucket is.
#[inline]
fn tag(hash: u64) -> u32 {
    ((hash >> 32) as u32).max(1)
}

/// The bucket at which the search for a hash begins.
#[inline]
fn home(hash: u64, buckets: usize) -> usize {
    (((hash & 0xFFFF_FFFF) * buckets as u64) >> 32) as usize
}

impl<'a, const N: usize> Table<'a, N> {
    /// Records in a bucket.
    const SLOTS: usize = LINE / (4 + N);

    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { buckets: bytes.as_chunks().0 }
    }

    /// The record stored for `hash`.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> Option<&'a [u8; N]> {
        let wanted = tag(hash);
        let mut index = home(hash, self.buckets.len());
        // A full turn ends the search even in a damaged table.
        for _ in 0..self.buckets.len() {
            let (tags, records) = self.buckets.get(index)?.split_at_checked(4 * Self::SLOTS)?;
            let tags = tags.as_chunks().0;
            let mut found = 0_u32;
            for (slot, tag) in tags.iter().enumerate() {
                found |= u32::from(u32::from_le_bytes(*tag) == wanted) << slot;
            }
            if found != 0 {
                return records.as_chunks().0.get(found.trailing_zeros() as usize);
            }
            // The places of a bucket are filled in their order.
            if tags.last() == Some(&[0; 4]) {
                return None;
            }
            index = if index + 1 == self.buckets.len() { 0 } else { index + 1 };
        }
        None
    }

    /// Reads a byte of the first bucket for `hash`. Look-ups in a row wait for memory one after the other; when this has
    /// been called for all of them before, they wait together.
    #[inline]
    pub(crate) fn touch(&self, hash: u64) -> u8 {
        self.buckets.get(home(hash, self.buckets.len())).map_or(0, |&[first, ..]| first)
    }
}

impl<const N: usize> HashTable<N> {
    pub(crate) fn open(buckets: Section) -> Self {
        Self { buckets }
    }

    /// The table, for a series of look-ups.
    #[inline]
    pub(crate) fn table(&self) -> Table<'_, N> {
        Table::new(self.buckets.bytes())
    }

    /// The bytes of a table that holds `pairs`. The first of equal hashes wins.
    pub(crate) fn build(pairs: &[(u64, [u8; N])]) -> Vec<u8> {
        let slots = Table::<N>::SLOTS;
        let tenths = if pairs.len() < SMALL { 5 } else { 7 };
        let count = (pairs.len() * 10).div_ceil(tenths * slots).max(1);
        let mut buckets = vec![[0_u8; LINE]; count];
        for (hash, record) in pairs {
            let mut index = home(*hash, count);
            while let Some(bucket) = buckets.get_mut(index) {
                let (tags, records) = bucket.split_at_mut(4 * slots);
                let tags = tags.as_chunks_mut::<4>().0;
                let free = tags.iter().position(|found| {
                    matches!(u32::from_le_bytes(*found), 0) || *found == tag(*hash).to_le_bytes()
                });
                if let Some(slot) = free {
                    if let (Some(to), Some(place)) =
                        (tags.get_mut(slot), records.as_chunks_mut::<N>().0.get_mut(slot))
                        && *to == [0; 4]
                    {
                        *to = tag(*hash).to_le_bytes();
                        *place = *record;
                    }
                    break;
                }
                index = if index + 1 == count { 0 } else { index + 1 };
            }
        }
        buckets.concat()
    }
}

impl Table<'_, 4> {
    /// The number stored for `hash`.
    #[inline]
    pub(crate) fn number(&self, hash: u64) -> Option<u32> {
        self.get(hash).map(|number| u32::from_le_bytes(*number))
    }
}

impl HashTable<4> {
    /// The number stored for `hash`.
    #[inline]
    pub(crate) fn number(&self, hash: u64) -> Option<u32> {
        self.table().number(hash)
    }

    /// The bytes of a table of numbers.
    pub(crate) fn build_numbers(pairs: &[(u64, u32)]) -> Vec<u8> {
        let pairs: Vec<(u64, [u8; 4])> =
            pairs.iter().map(|&(hash, number)| (hash, number.to_le_bytes())).collect();
        Self::build(&pairs)
    }
}
