//! Character references of HTML: "M&uuml;ller", "&#8364;", "O&#x27;Neill".
//!
//! A block that has some is read in a copy in which they stand for their characters, so that nothing else in the program needs to know
//! of them; where something was found there is told in bytes of the text as it came. "&lt;" and "&gt;" stay as they are: they were written so
//! to be no tags.

use crate::span::Span;

/// The names of the characters from U+00A0 on (HTML 4, Latin-1).
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo",
    "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot",
    "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",
    "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute",
    "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash",
    "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde",
    "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc",
    "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave",
    "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// Others that texts have (HTML Living Standard).
#[rustfmt::skip]
const OTHERS: [(&str, char); 92] = [
    ("amp", '&'), ("quot", '"'), ("apos", '\''), ("num", '#'), ("commat", '@'), ("period", '.'),
    ("comma", ','), ("colon", ':'), ("lpar", '('), ("rpar", ')'), ("dollar", '$'), ("percnt", '%'),
    ("hyphen", '\u{2010}'), ("dash", '\u{2010}'), ("ndash", '–'), ("mdash", '—'), ("lsquo", '‘'),
    ("rsquo", '’'), ("sbquo", '‚'), ("ldquo", '“'), ("rdquo", '”'), ("bdquo", '„'), ("lsaquo", '‹'),
    ("rsaquo", '›'), ("bull", '•'), ("hellip", '…'), ("prime", '′'), ("Prime", '″'), ("dagger", '†'),
    ("Dagger", '‡'), ("permil", '‰'), ("euro", '€'), ("trade", '™'), ("minus", '−'), ("larr", '←'),
    ("rarr", '→'), ("ensp", '\u{2002}'), ("emsp", '\u{2003}'), ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200C}'), ("zwj", '\u{200D}'), ("lrm", '\u{200E}'), ("rlm", '\u{200F}'), ("OElig", 'Œ'),
    ("oelig", 'œ'), ("Scaron", 'Š'), ("scaron", 'š'), ("Yuml", 'Ÿ'), ("Amacr", 'Ā'), ("amacr", 'ā'),
    ("Abreve", 'Ă'), ("abreve", 'ă'), ("Aogon", 'Ą'), ("aogon", 'ą'), ("Cacute", 'Ć'), ("cacute", 'ć'),
    ("Ccaron", 'Č'), ("ccaron", 'č'), ("Dcaron", 'Ď'), ("dcaron", 'ď'), ("Dstrok", 'Đ'), ("dstrok", 'đ'),
    ("Ecaron", 'Ě'), ("ecaron", 'ě'), ("Eogon", 'Ę'), ("eogon", 'ę'), ("gbreve", 'ğ'), ("Idot", 'İ'),
    ("inodot", 'ı'), ("Lstrok", 'Ł'), ("lstrok", 'ł'), ("Nacute", 'Ń'), ("nacute", 'ń'), ("ncaron", 'ň'),
    ("Odblac", 'Ő'), ("odblac", 'ő'), ("Rcaron", 'Ř'), ("rcaron", 'ř'), ("Sacute", 'Ś'), ("sacute", 'ś'),
    ("Scedil", 'Ş'), ("scedil", 'ş'), ("tcaron", 'ť'), ("tcedil", 'ţ'), ("Udblac", 'Ű'), ("udblac", 'ű'),
    ("uring", 'ů'), ("Zacute", 'Ź'), ("zacute", 'ź'), ("Zcaron", 'Ž'), ("zcaron", 'ž'), ("zdot", 'ż'),
];

/// The characters of windows-1252 from 0x80 on, which numbers mean by a common mistake (HTML Living Standard); blanks for none.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// The longest reference is shorter.
const LONGEST: usize = 12;

/// How far what stands behind a reference has moved.
#[derive(Clone, Copy, Debug)]
struct Shift {
    /// Where the character ends in the copy.
    at: usize,
    /// How many bytes the text is longer up to there.
    by: usize,
}

/// A block with characters in place of their references.
#[derive(Default)]
pub(crate) struct Decoded {
    text: String,
    shifts: Vec<Shift>,
}

impl Decoded {
    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.text.capacity() + self.shifts.capacity() * size_of::<Shift>()
    }

    /// The block that begins at `start`, as it is to be read: itself, or a copy if it has references.
    pub(crate) fn read<'t>(&'t mut self, start: usize, block: &'t str) -> (&'t str, Origin<'t>) {
        self.text.clear();
        self.shifts.clear();
        let (mut copied, mut by) = (0, 0);
        for (at, _) in block.match_indices('&') {
            let Some((character, end)) = block.get(at..).and_then(reference).filter(|_| at >= copied) else {
                continue;
            };
            self.text.push_str(block.get(copied..at).unwrap_or_default());
            self.text.push(character);
            copied = at + end;
            by += end - character.len_utf8();
            self.shifts.push(Shift { at: self.text.len(), by });
        }
        let origin = Origin { start, shifts: &self.shifts };
        if self.shifts.is_empty() {
            return (block, origin);
        }
        self.text.push_str(block.get(copied..).unwrap_or_default());
        (&self.text, origin)
    }
}

/// The character for which the reference at the beginning of a text stands, and its length in the text.
fn reference(text: &str) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    let length = bytes.iter().take(LONGEST).position(|&byte| byte == b';')?;
    let name = text.get(1..length)?;
    let character = match name.strip_prefix('#') {
        Some(number) => by_number(number)?,
        None => by_name(name)?,
    };
    Some((character, length + 1))
}

fn by_name(name: &str) -> Option<char> {
    let latin = || {
        let place = LATIN.iter().position(|latin| *latin == name)?;
        char::from_u32(0xA0 + u32::try_from(place).ok()?)
    };
    let other = || OTHERS.iter().find(|(other, _)| *other == name).map(|(_, character)| *character);
    latin().or_else(other)
}

fn by_number(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let character = match code {
        0x80..=0x9F => WINDOWS.chars().nth((code - 0x80) as usize).filter(|&c| c != ' ')?,
        _ => char::from_u32(code)?,
    };
    (!character.is_control() && !matches!(character, '<' | '>')).then_some(character)
}

/// Where a block stands in its text.
#[derive(Clone, Copy)]
pub(crate) struct Origin<'a> {
    start: usize,
    shifts: &'a [Shift],
}

impl Origin<'_> {
    /// The bytes of the text for those of the block as it was read.
    pub(crate) fn span(self, span: Span) -> Span {
        Span::new(self.place(span.start), self.place(span.end))
    }

    fn place(self, at: usize) -> usize {
        let passed = self.shifts.partition_point(|shift| shift.at <= at);
        let by = passed.checked_sub(1).and_then(|last| self.shifts.get(last)).map_or(0, |shift| shift.by);
        self.start + at + by
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stand_for_characters() {
        for (text, expected) in [
            ("M&uuml;ller &amp; S&#246;hne, K&#xF6;ln", "Müller & Söhne, Köln"),
            ("O&#39;Neill, McDonald&rsquo;s, Tom O&#146;Leary", "O'Neill, McDonald’s, Tom O’Leary"),
            ("5&nbsp;Mio.&#160;&euro;", "5\u{a0}Mio.\u{a0}€"),
            (
                "&lt;b&gt; &#60; &uuml &#; &#x; &foo; &#0; &#xD800; & &;",
                "&lt;b&gt; &#60; &uuml &#; &#x; &foo; &#0; &#xD800; & &;",
            ),
            ("&amp;uuml; R&D; AT&T", "&uuml; R&D; AT&T"),
            ("&Zcaron;i&zcaron;ek &#128;5 &#129;", "Žižek €5 &#129;"),
        ] {
            assert_eq!(Decoded::default().read(0, text).0, expected);
        }
        assert_eq!(WINDOWS.chars().count(), 0x20);
    }

    #[test]
    fn spans_are_those_of_the_text() {
        let text = "ab&uuml;c&amp;&szlig;";
        let mut decoded = Decoded::default();
        let (copy, origin) = decoded.read(10, text);
        for (surface, in_text) in
            [("ab", "ab"), ("bü", "b&uuml;"), ("üc", "&uuml;c"), ("&ß", "&amp;&szlig;"), ("ß", "&szlig;")]
        {
            let at = copy.find(surface).unwrap();
            let span = origin.span(Span::new(at, at + surface.len()));
            assert_eq!(&text[span.start - 10..span.end - 10], in_text);
        }
    }
}
