//! Text fit for a terminal: without signs that would move the cursor, change the colours or turn the direction.

/// The text with its line breaks and tabs; other control characters and signs of direction are shown as pictures.
pub fn printable(text: &str) -> String {
    let show = |c: char| if matches!(c, '\n' | '\t') { c } else { picture(c) };
    text.replace("\r\n", "\n").chars().map(show).collect()
}

/// The text in one line, every control character as a picture: for ids and messages, where each sign counts.
pub fn visible(text: &str) -> String {
    text.chars().map(picture).collect()
}

/// A name in one line: it may run over the end of one in its text.
pub fn one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The text, or its beginning, when it is longer than so many characters.
pub fn clip(text: &str, longest: usize) -> String {
    if text.chars().nth(longest).is_none() {
        return text.to_owned();
    }
    text.chars().take(longest.saturating_sub(1)).chain(['…']).collect()
}

fn picture(c: char) -> char {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('␦'),
        '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => '␦',
        // Signs of direction: with them a text looks other than it is.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '␦',
        _ => c,
    }
}
