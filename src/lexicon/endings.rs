//! Endings of a word: the hashes of all of them in one pass from its last byte to its first.
//!
//! What a word that stands in no table may be is told by its longest known ending, by the last part of which it is joined and
//! by its last letters: some thirty endings, which would be hashed one by one else.

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// One more byte before those that were hashed.
#[inline]
const fn step(hash: u64, byte: u8) -> u64 {
    (hash.rotate_left(23) ^ byte as u64).wrapping_mul(FACTOR)
}

/// The hash of an ending. It may be shown to a [filter](crate::image::Filter) or go into another hash.
pub(crate) fn hash_ending(ending: &str) -> u64 {
    ending.bytes().rev().fold(0, step)
}

/// The hashes of the beginnings of a word, by their length in bytes.
pub(crate) fn hash_beginnings(word: &str) -> impl Iterator<Item = u64> {
    word.bytes().scan(0, |hash, byte| {
        *hash = step(*hash, byte);
        Some(*hash)
    })
}

/// Bytes of the longest ending that is looked at.
const LONGEST: usize = 64;

/// The hashes of the endings of a word.
pub(crate) struct Endings {
    /// By their distance from the end of the word.
    hashes: [u64; LONGEST],
    len: usize,
}

impl Endings {
    pub(crate) fn of(word: &str) -> Self {
        let mut endings = Self { hashes: [0; LONGEST], len: word.len() };
        let mut hash = 0;
        for (to, byte) in endings.hashes.iter_mut().zip(word.bytes().rev()) {
            hash = step(hash, byte);
            *to = hash;
        }
        endings
    }

    /// The hash of the ending that begins at the byte `at`; `None` when it is too long or empty.
    #[inline]
    pub(crate) fn at(&self, at: usize) -> Option<u64> {
        self.hashes.get(self.len.checked_sub(at + 1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pass_gives_the_hashes_of_all() {
        let word = "sperrholzplatten";
        let endings = Endings::of(word);
        for at in 0..word.len() {
            assert_eq!(endings.at(at), Some(hash_ending(&word[at..])));
        }
        assert_eq!(endings.at(word.len()), None);
        let turned: String = word.chars().rev().collect();
        assert_eq!(hash_beginnings(&turned).nth(3), Some(hash_ending("tten")));
        assert_eq!(Endings::of(&"a".repeat(100)).at(10), None);
    }
}
