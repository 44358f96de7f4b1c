//! What a byte is: a capital, a digit, white space. Sixteen of them are looked at in one calculation.

pub(super) const SIGN: u8 = 0;
pub(super) const UPPER: u8 = 1;
pub(super) const LOWER: u8 = 2;
pub(super) const DIGIT: u8 = 4;
pub(super) const SPACE: u8 = 8;
pub(super) const HIGH: u8 = 16;
pub(super) const WORD: u8 = UPPER | LOWER | DIGIT;

/// The class of each byte.
pub(super) const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => LOWER,
            b'0'..=b'9' => DIGIT,
            b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => SPACE,
            0x80.. => HIGH,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// True for the bytes after which the letters before them are a whole word. Digits, hyphens, apostrophes, full stops and
/// letters that are none of ASCII need a second look.
pub(super) const ENDS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x80 {
        let goes_on = matches!(byte as u8, b'-' | b'\'' | b'&' | b':' | b'@' | b'.');
        table[byte] = !goes_on && CLASS[byte] & WORD == 0;
        byte += 1;
    }
    table
};

/// The folded form of a German letter, by its second byte; the first is 0xC3.
pub(super) const fn german_letter(second: u8) -> Option<[u8; 2]> {
    match second {
        0x84 | 0xA4 => Some(*b"ae"),
        0x96 | 0xB6 => Some(*b"oe"),
        0x9C | 0xBC => Some(*b"ue"),
        0x9F => Some(*b"ss"),
        _ => None,
    }
}

/// `byte` in all sixteen places.
pub(super) const fn all(byte: u8) -> u128 {
    u128::from_le_bytes([byte; 16])
}

/// How many bytes at the beginning of `window` are ASCII letters: all sixteen are looked at in one calculation.
#[inline]
pub(super) fn letters_in(window: u128) -> usize {
    // The highest bit of each byte tells the answer, and so no sum runs over into the next byte.
    let small = (window | all(0x20)) & all(0x7F);
    let at_least_a = small + all(0x80 - b'a');
    let beyond_z = small + all(0x7F - b'z');
    let other = (!at_least_a | beyond_z | window) & all(0x80);
    other.trailing_zeros() as usize / 8
}

/// Letters of the Latin script outside ASCII, which take the fast road.
pub(super) fn is_latin(c: char) -> bool {
    matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') && !matches!(c, '×' | '÷')
}
