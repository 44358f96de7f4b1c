//! Filters: what need not be looked up.

/// A bitmap over hashes that tells what need not be looked up: small enough to stay near the processor, where its table
/// does not. About one hash in sixteen passes for one that was put in.
#[derive(Clone, Copy)]
pub(crate) struct Filter<'a> {
    bytes: &'a [u8],
    shift: u32,
}

impl<'a> Filter<'a> {
    /// The bitmap in `bytes`, whose number is a power of two. An empty one lets nothing pass.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        // The highest bits of a hash are the number of its bit: three for that in its byte, the others for the byte.
        Self { bytes, shift: (u64::BITS - 3).saturating_sub(bytes.len().max(1).ilog2()) }
    }

    /// Fetches what [`may_have`](Self::may_have) will read, see [`Table::touch`](super::Table::touch).
    #[inline]
    pub(crate) fn touch(&self, hash: u64) -> u8 {
        self.bytes.get((hash >> self.shift >> 3) as usize).copied().unwrap_or(0)
    }

    /// False when `hash` was not put in; true when it was, and for a few others.
    #[inline]
    pub(crate) fn may_have(&self, hash: u64) -> bool {
        let bit = hash >> self.shift;
        self.bytes.get((bit >> 3) as usize).is_some_and(|byte| byte >> (bit & 7) & 1 != 0)
    }

    /// The bytes of a filter with these hashes.
    pub(crate) fn build(hashes: &[u64]) -> Vec<u8> {
        // Twelve to twenty-four bits for each.
        let mut bytes = vec![0_u8; (hashes.len() * 3 / 2).max(8).next_power_of_two()];
        let shift = Filter::new(&bytes).shift;
        for hash in hashes {
            let bit = hash >> shift;
            if let Some(byte) = bytes.get_mut((bit >> 3) as usize) {
                *byte |= 1 << (bit & 7);
            }
        }
        bytes
    }
}
