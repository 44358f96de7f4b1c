//! Tags of HTML, as they stand in web pages and filings: they are no text. Words go on over those that only change the looks of a
//! word; the others end a line or part what stands beside them, as a browser shows it.
//!
//! Only what is surely a tag is left out: a known element with attributes written as they should be. `a < b`, `Vec<String>` and
//! `<max@example.org>` are text.

/// What a piece of markup does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing: bold type, a picture, a comment.
    None,
    /// It ends a line.
    Line,
    /// It parts what stands before it from what stands behind: paragraphs, cells, items of lists.
    Block,
    /// It ends a link or a span: several in a row, with nothing between, are a list.
    Closes,
    /// It begins one.
    Opens,
}

/// Elements within a line (HTML Living Standard, and those of older versions that are still met).
const INLINE: [&str; 49] = [
    "abbr", "acronym", "audio", "b", "bdi", "bdo", "big", "canvas", "cite", "code", "data", "del", "dfn",
    "em", "embed", "font", "i", "iframe", "img", "input", "ins", "kbd", "label", "map", "mark", "meter",
    "noscript", "object", "output", "picture", "progress", "q", "rp", "rt", "ruby", "s", "samp", "slot",
    "small", "source", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];
/// Elements that stand in lines of their own, or in cells, and the marks of the documents of EDGAR.
#[rustfmt::skip]
const BLOCK: [&str; 87] = [
    "address", "area", "article", "aside", "base", "blockquote", "body", "button", "c", "caption",
    "center", "circle", "col", "colgroup", "datalist", "dd", "description", "details", "dialog", "dir",
    "div", "dl", "document", "dt", "fieldset", "figcaption", "figure", "filename", "footer", "form",
    "frame", "frameset", "g", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr",
    "html", "legend", "li", "line", "link", "main", "math", "menu", "meta", "nav", "noframes", "ol",
    "optgroup", "option", "p", "page", "param", "path", "pre", "rect", "script", "search", "section",
    "select", "sequence", "style", "summary", "svg", "table", "tbody", "td", "template", "text",
    "textarea", "tfoot", "th", "thead", "title", "tr", "track", "type", "ul", "use", "video",
];
/// Elements of which menus and lists are made.
const LISTED: [&str; 2] = ["a", "span"];
/// Elements whose content is no text.
const RAW: [&str; 2] = ["script", "style"];
/// Longer names of elements are none.
const NAME: usize = 64;

/// Reads markup. What was looked for and stands nowhere in the rest of a text is not looked for again.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Markup {
    /// Neither a comment nor one of the raw elements ends any more.
    unclosed: [bool; RAW.len() + 1],
}

impl Markup {
    /// The end of the markup that begins with the "<" at `at`, and what it does; `None` for a sign like any other. Markup between
    /// backticks is spoken about, and stays.
    pub(crate) fn read(&mut self, text: &str, at: usize) -> Option<(usize, Effect)> {
        let rest = text.get(at + 1..)?;
        if text.get(..at)?.ends_with('`') {
            return None;
        }
        if let Some(comment) = rest.strip_prefix("!--") {
            let end = self.find(RAW.len(), comment, |rest| rest.find("-->").map(|end| end + 3))?;
            return Some((at + "<!--".len() + end, Effect::None));
        }
        if let Some(rest) =
            rest.strip_prefix(['!', '?']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            let end = rest.find(['<', '>']).filter(|&end| rest.as_bytes().get(end) == Some(&b'>'))?;
            return Some((at + 2 + end + 1, Effect::Block));
        }
        let closes = rest.starts_with('/');
        let name = rest.get(usize::from(closes)..)?;
        let mut lower = [0; NAME];
        let element = name_of(name, &mut lower)?;
        let effect = effect_of(element, closes)?;
        let attributes = name.get(element.len()..)?;
        let end = at + 1 + usize::from(closes) + element.len() + end_of_tag(attributes)?;
        if let Some(number) = RAW.iter().position(|raw| *raw == element).filter(|_| !closes)
            && let Some(length) = self.find(number, text.get(end..)?, |rest| end_of_raw(rest, element))
        {
            return Some((end + length, effect));
        }
        Some((end, effect))
    }

    /// Looks for an end, unless it was missed before.
    fn find(&mut self, sort: usize, rest: &str, end: impl Fn(&str) -> Option<usize>) -> Option<usize> {
        let unclosed = self.unclosed.get_mut(sort)?;
        let found = if *unclosed { None } else { end(rest) };
        *unclosed = found.is_none();
        found
    }
}

/// The name of the element with which `text` begins, in small letters.
fn name_of<'n>(text: &str, lower: &'n mut [u8; NAME]) -> Option<&'n str> {
    let in_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':');
    let length = text.bytes().take(NAME).take_while(in_name).count();
    let name = lower.get_mut(..length)?;
    name.copy_from_slice(text.as_bytes().get(..length)?);
    name.make_ascii_lowercase();
    std::str::from_utf8(name).ok()
}

/// What an element does; `None` for what is none. Those of other vocabularies (`ix:nonNumeric` in filings) and of single pages
/// (`app-link`) have a colon or a hyphen in their names, and are taken to stand within a line.
fn effect_of(element: &str, closes: bool) -> Option<Effect> {
    let is_foreign = || {
        let mut parts = element.split([':', '-']);
        element.starts_with(|c: char| c.is_ascii_lowercase())
            && parts.clone().count() > 1
            && parts.all(|part| !part.is_empty())
    };
    match element {
        "br" => Some(Effect::Line),
        _ if LISTED.contains(&element) => Some(if closes { Effect::Closes } else { Effect::Opens }),
        _ if INLINE.contains(&element) => Some(Effect::None),
        _ if BLOCK.contains(&element) => Some(Effect::Block),
        _ => is_foreign().then_some(Effect::None),
    }
}

/// The length of the attributes of a tag, with the bracket that closes it; `None` for what is no tag. Of words alone there may be one
/// ("disabled"): `x <b and c> d` is no tag.
fn end_of_tag(text: &str) -> Option<usize> {
    let (mut at, mut words, mut values) = (0, 0, 0);
    loop {
        let rest = text.get(at..)?;
        let blanks = rest.len() - rest.trim_ascii_start().len();
        let rest = rest.get(blanks..)?;
        at += blanks;
        let closing = if rest.starts_with('>') {
            1
        } else if rest.starts_with("/>") {
            2
        } else {
            0
        };
        if closing > 0 {
            return (words <= 1 || values > 0).then_some(at + closing);
        }
        let name = rest.find(|c: char| c.is_ascii_whitespace() || "=<>\"'`".contains(c))?;
        if blanks == 0 && values == 0 || name == 0 {
            return None;
        }
        words += 1;
        at += name;
        let behind = text.get(at..)?;
        if let Some(value) = behind.trim_ascii_start().strip_prefix('=') {
            let value = value.trim_ascii_start();
            let length = match value.as_bytes().first()? {
                &quote @ (b'"' | b'\'') => value.get(1..)?.find(char::from(quote))? + 2,
                _ => value
                    .find(|c: char| c.is_ascii_whitespace() || "<>\"'`".contains(c))
                    .filter(|&length| length > 0)?,
            };
            at += behind.len() - value.len() + length;
            values += 1;
        }
    }
}

/// The length of the content of a raw element, with the tag that closes it.
fn end_of_raw(text: &str, element: &str) -> Option<usize> {
    text.match_indices("</").find_map(|(at, _)| {
        let name = text.get(at + 2..)?;
        let same = name.get(..element.len())?.eq_ignore_ascii_case(element);
        same.then(|| Some(at + 2 + element.len() + end_of_tag(name.get(element.len()..)?)?))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a text without its markup; "|" where it parts, "/" where it ends a line.
    fn without(text: &str) -> String {
        let (mut markup, mut out, mut at) = (Markup::default(), String::new(), 0);
        while let Some(c) = text[at..].chars().next() {
            match (c == '<').then(|| markup.read(text, at)).flatten() {
                Some((end, effect)) => {
                    out.push_str(match effect {
                        Effect::None | Effect::Opens | Effect::Closes => "",
                        Effect::Line => "/",
                        Effect::Block => "|",
                    });
                    at = end;
                }
                None => {
                    out.push(c);
                    at += c.len_utf8();
                }
            }
        }
        out
    }

    #[test]
    fn tags_are_left_out() {
        for (text, expected) in [
            ("<p>Die <b>Kranich GmbH</b> in Köln</p>", "|Die Kranich GmbH in Köln|"),
            (r#"The <a href="/x" class=big>Microsoft</a> deal"#, "The Microsoft deal"),
            ("<TR><TD NOWRAP>Siemens AG</TD><td>5</td></TR>", "||Siemens AG||5||"),
            ("a<br>b<br/>c<BR clear=all />d", "a/b/c/d"),
            ("<h2\n id='x'\n>So</h2>", "|So|"),
            (r#"<img src="a.png" alt="x > y">Text"#, "Text"),
            ("<option selected>Ja</option>", "|Ja|"),
            ("<!DOCTYPE html><?xml version='1.0'?>So", "||So"),
            ("vor<!-- Siemens -->her", "vorher"),
            ("<script>var a = '<b>';</script>So<style type='x'>b {}</STYLE >so", "|So|so"),
            ("<TYPE>10-K <SEQUENCE>1 <PAGE>", "|10-K |1 |"),
            (r#"<ix:nonNumeric name="a:b">Apple</ix:nonNumeric> <app-link to='x'>so</app-link>"#, "Apple so"),
        ] {
            assert_eq!(without(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_tag_stays() {
        for text in [
            "a < b > c",
            "if a <b and c> d",
            "Vec<String> und List<Integer>",
            "Max <max@example.org>, <max-m@example.org>, <mailto:max@example.org>",
            "std::vector<std::string>",
            "Dear <Name>, <https://example.org>",
            "`<b>` macht fett",
            "<b",
            "<a href=",
            "<a href=\"offen>",
            "<a \"b\">",
            "<p<q",
            "<!-- offen",
            "<3",
            "<",
            "</",
        ] {
            assert_eq!(without(text), text);
        }
    }

    #[test]
    fn what_does_not_end_is_a_tag_alone() {
        assert_eq!(
            without("Das Element <script> und <style> bei Siemens"),
            "Das Element | und | bei Siemens"
        );
    }
}
