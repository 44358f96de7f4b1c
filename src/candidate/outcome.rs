//! What a candidate is when it wins: its kind and form, and the bytes that it covers.

use super::{Candidate, Context};
use crate::evidence::{DERIVED, LANES, ORGANIZATION, PERSON};
use crate::fold::{is_apostrophe, seen_end};
use crate::kind::{Form, Kind};
use crate::language::Language;
use crate::lexicon::major::Major;
use crate::span::Span;
use crate::token::{Marks, Shape, Token};

/// How far before a name the quotation mark may stand that the sign behind it closes, in tokens.
const QUOTE_REACH: usize = 12;

impl Candidate {
    /// The lane with the greatest score, when it is positive. Of equal ones the first.
    pub(crate) fn best_lane(&self) -> Option<(usize, i32)> {
        let best = self.scores.iter().enumerate().max_by_key(|(lane, score)| (**score, LANES - lane));
        best.map(|(lane, &score)| (lane, score)).filter(|&(_, score)| score > 0)
    }

    /// What it is in a lane.
    pub(crate) fn kind_in(&self, lane: usize, language: Language) -> (Kind, Form) {
        let form = match self.inside {
            Some(_) if makes_parts(language) => Form::Part,
            _ if lane == DERIVED => Form::Derived,
            _ => Form::Name,
        };
        (kind_of_lane(lane), form)
    }

    /// Its bytes in the block. In German a genitive after an apostrophe belongs to the name ("Adidas'",
    /// "Andrea's"), in English it does not.
    pub(crate) fn span(&self, context: &Context<'_>) -> Span {
        if let Some(inside) = self.inside {
            let (start, end) = (inside.start as usize, inside.end as usize);
            return Span::new(start, seen_end(context.text, start, end));
        }
        let (first, last) = (self.first as usize, self.last as usize);
        let (Some(begin), Some(token)) = (context.token(first), context.token(last)) else {
            return Span::new(0, 0);
        };
        let mut end = token.end;
        if token.marks.has(Marks::DOT) && ends_sentence(context, self, *token) {
            end -= 1;
        }
        if context.language == Language::De
            && let Some(next) = context.token(last + 1).filter(|next| next.start == token.end)
            && (next.shape == Shape::Clitic || is_genitive_apostrophe(context, first, *token, *next))
        {
            end = next.end;
        }
        Span::new(begin.start as usize, end as usize)
    }
}

/// The kind of what wins in a lane. Derived words are places, too.
pub(crate) fn kind_of_lane(lane: usize) -> Kind {
    match lane {
        ORGANIZATION => Kind::Organization,
        PERSON => Kind::Person,
        _ => Kind::Place,
    }
}

/// True where a compound is one word, and a name in it is a part of that ("Tiktok-Gebot"). English hyphens join words that
/// stay what they are: "Google" in "Google-owned" is a name.
pub(crate) fn makes_parts(language: Language) -> bool {
    language == Language::De
}

/// True when the full stop of the last word of a name is that of the sentence: after "Inc." at the end of a paragraph, after a
/// name that is a title elsewhere ("Hun Sen."), and after the numeral of a monarch in English, where it makes no ordinal
/// ("Elisabeth II. kam", but "They met Elizabeth II.").
fn ends_sentence(context: &Context<'_>, candidate: &Candidate, token: Token) -> bool {
    let last = candidate.last as usize;
    // A line without small words is no sentence: "© 2016 Google Inc."
    let in_sentence = || {
        let before = context.tokens.get(..candidate.first as usize).unwrap_or_default().iter().rev();
        let mut line = before.take_while(|token| !token.marks.has(Marks::SENTENCE));
        line.any(|token| token.shape == Shape::Lower)
    };
    let is_last = || context.begins_block(last + 1) && in_sentence();
    let is_legal = || candidate.legal_form(context).is_some();
    let is_title = || context.major(last) == Some(Major::TITLE);
    context.language == Language::En && token.is_roman(context.text)
        || !token.bare(context.text).contains('.') && is_last() && (is_legal() || is_title())
}

/// "Adidas' Umsatz", but not the end of 'Adidas'.
fn is_genitive_apostrophe(context: &Context<'_>, first: usize, last: Token, next: Token) -> bool {
    let is_one = |token: &Token| token.text(context.text).chars().all(is_apostrophe);
    let opens = |token: &Token| is_one(token) || token.text(context.text) == "‚";
    is_one(&next)
        && last.text(context.text).ends_with(['s', 'x', 'z', 'ß', 'S', 'X', 'Z'])
        && !context.tokens.get(first.saturating_sub(QUOTE_REACH)..first).unwrap_or_default().iter().any(opens)
}
