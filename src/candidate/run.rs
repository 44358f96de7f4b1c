//! Runs: how far a name may reach that no list knows, by the way in which its words are written and joined.

use super::Context;
use super::turned::given_names;
use crate::fold::is_apostrophe;
use crate::language::Language;
use crate::lexicon::forms::FormStep;
use crate::lexicon::major::Major;
use crate::lexicon::{Said, Traits};
use crate::token::{Marks, Shape, Token};

/// The longest name without an entry, in words.
const LONGEST: usize = 10;
/// The most small words in a row inside a name: "Bank für den internationalen ...".
const MOST_SMALL: usize = 3;

/// True for the name of an account or a topic, which is no part of a longer name.
fn is_handle(token: &Token) -> bool {
    token.shape == Shape::Handle
}

/// The first and the last word of a legal form at the end of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) first: u32,
    pub(super) last: u32,
}

/// The ends of all spans from `first` that are written like names, and the legal forms of several words among them.
#[inline]
pub(super) fn run_ends(context: &Context<'_>, first: usize, ends: &mut Vec<u32>, forms: &mut Vec<Form>) {
    ends.push(first as u32);
    let [begin, rest @ ..] = context.tokens.get(first..).unwrap_or_default() else { return };
    if is_handle(begin) {
        return;
    }
    let head = context.traits(first).has(Traits::HEAD);
    let mut run = Run { first, small: 0, head, closed: first, ends, forms };
    for (last, token) in (first + 1..).zip(rest).take(LONGEST - 1) {
        let ends = token.marks.has(Marks::BLOCK) || is_handle(token);
        if ends || last > run.closed && !run.take(context, last, token) {
            return;
        }
    }
}

/// A run, as far as it has been read.
struct Run<'r> {
    first: usize,
    /// The small words and signs since the last word that is written like a name.
    small: usize,
    /// The head of an institution is among its words.
    head: bool,
    /// The last token of what was taken at once: a legal form, a number with its parts, what stands in a bracket within the name
    /// ("Frankfurt (Main) Hbf").
    closed: usize,
    ends: &'r mut Vec<u32>,
    forms: &'r mut Vec<Form>,
}

impl Run<'_> {
    /// Takes the token at `last`; false when no name goes on with it or behind it.
    #[inline]
    fn take(&mut self, context: &Context<'_>, last: usize, token: &Token) -> bool {
        let traits = context.traits(last);
        // A head has a capital or is a sign ("&"); a small word may not have been looked up.
        self.head |= traits.has(Traits::HEAD) && token.shape != Shape::Lower;
        let after_name = self.small == 0;
        if after_name
            && traits.has(Traits::LEGAL_START)
            && let Some(end) = form_from(context, last)
        {
            return self.take_form(context, last, end);
        }
        // "the Board of the Company" ends before "the": what has an article is no legal form.
        if traits.has(Traits::LEGAL) && !after_name && context.is_article(last - 1) {
            return false;
        }
        if token.shape.is_name_like() && (!traits.is_grammar() || is_no_grammar(token, traits)) {
            self.small = 0;
            self.ends.push(last as u32);
            return true;
        }
        match token.shape {
            Shape::Number if after_name && is_count(context, last) => self.take_number(context, last),
            Shape::Clitic if context.language == Language::En && after_name => self.small += 1,
            Shape::Sign => return after_name && self.take_sign(context, last),
            _ if after_name && is_suffix(context, last) => self.ends.push(last as u32),
            _ => return self.take_small(context, last, traits),
        }
        true
    }

    /// Takes the legal form from `last` to `end`, with which the name ends unless more of it follows.
    fn take_form(&mut self, context: &Context<'_>, last: usize, end: usize) -> bool {
        if end > last && context.is_name_like(last) {
            self.ends.push(last as u32);
        }
        self.ends.push(end as u32);
        self.forms.push(Form { first: last as u32, last: end as u32 });
        self.closed = end;
        // In "Torvex (Pty) Ltd and Marbelo Sdn Bhd" the next name begins.
        context.is_name_like(end + 1)
            || matches!(context.sign(end + 1), b'&' | b'+')
            || begins_form(context, end, end + 1)
            || context.sign(end + 1) == b',' && begins_form(context, end, end + 2)
    }

    /// Takes a number: that of a house with its parts.
    fn take_number(&mut self, context: &Context<'_>, last: usize) {
        self.closed = house_number(context, last);
        self.ends.push(self.closed as u32);
        if is_house_letter(context, self.closed + 1) {
            self.closed += 1;
            self.ends.push(self.closed as u32);
        }
    }

    /// Takes a sign directly behind a word of the name.
    fn take_sign(&mut self, context: &Context<'_>, last: usize) -> bool {
        if last == self.first + 1 {
            let names = given_names(context, last);
            self.ends.extend((last + 1..=last + names).map(|at| at as u32));
        }
        if let Some(end) = sign_joins(context, last, self.head) {
            self.small += 1;
            self.closed = end;
            return true;
        }
        let closes = closes_at_once(context, self.first, last);
        if closes {
            self.closed = last + 2;
            self.ends.push(self.closed as u32);
        }
        closes
    }

    /// Takes a small word, with which no name ends.
    fn take_small(&mut self, context: &Context<'_>, last: usize, traits: Traits) -> bool {
        self.small += 1;
        // "Amt für Bodenmanagement": any noun for a body may be such a head where it stands.
        self.head |= traits.has(Traits::CONNECTOR) && is_body(context, last - 1);
        let heads = || self.head || context.language == Language::En;
        // "Gesellschaft für bedrohte Völker": behind a small word an adjective may follow.
        let joins = traits.has(Traits::PARTICLE)
            || is_ordinal_ending(context, self.first, last)
            || self.head && self.small > 1
            || traits.has(Traits::CONNECTOR) && heads();
        // In "the Lagos Government and the Federal Government" another name begins.
        let begins_other = || context.joins_list(last - 1) && context.is_article(last);
        joins && self.small <= MOST_SMALL && !begins_other()
    }
}

/// True for what is written like a word of grammar and is none: the "A." of "Thomas A." is no article, nor is the "AS"
/// of "Havbris Marine AS" a conjunction.
fn is_no_grammar(token: &Token, traits: Traits) -> bool {
    let is_initial = token.shape == Shape::Initial && token.marks.has(Marks::DOT);
    let is_form =
        || token.shape == Shape::Upper && traits.has(Traits::LEGAL) && !token.marks.has(Marks::UPPER_LINE);
    is_initial || is_form()
}

/// The last token of what a sign begins between the words of one name; `None` when the name ends before the sign. `head`: a word
/// before it is the head of an institution.
fn sign_joins(context: &Context<'_>, at: usize, head: bool) -> Option<usize> {
    // What stands in the next paragraph changes nothing here.
    if !context.is_same_block(at, at + 1) {
        return None;
    }
    let joins = match context.sign(at) {
        b'&' | b'+' => true,
        b'/' => is_glued_sign(context, at),
        // The conjunction of "Schach- und Skatclub" belongs to it.
        b'-' if is_left_open(context, at) => return Some(at + 1),
        b'-' => is_glued_sign(context, at) && is_short(context, at - 1),
        b',' => is_legal_behind(context, at) || lists_partners(context, at, head),
        b'"' | b'\'' | 0x80.. => {
            let end = nickname_end(context, at);
            if end.is_some() {
                return end;
            }
            is_plural_genitive(context, at) || is_glued_sign(context, at) && context.text_of(at) == "–"
        }
        _ => false,
    };
    joins.then_some(at)
}

/// True for the comma of "Acme, Inc.", but not for those of "Reno, NV" and of "EG, OG, DG".
fn is_legal_behind(context: &Context<'_>, comma: usize) -> bool {
    let is_short = |at: usize| {
        context.token(at).is_some_and(|token| token.shape == Shape::Upper && token.end - token.start == 2)
    };
    if comma.checked_sub(1).is_some_and(is_short) && is_short(comma + 1) {
        return false;
    }
    let is_state = || {
        let of_place = |profile| context.lexicon.evidence(profile).any(|name| name.starts_with("name:place"));
        is_short(comma + 1) && context.word(comma + 1).is_some_and(|word| word.profiles().any(of_place))
    };
    let traits = context.traits(comma + 1);
    traits.has(Traits::LEGAL) && !is_state()
        || traits.has(Traits::LEGAL_START) && form_from(context, comma + 1).is_some()
}

/// True for a number without signs: that of a house, a club, a road.
fn is_count(context: &Context<'_>, number: usize) -> bool {
    context.text_of(number).bytes().all(|digit| digit.is_ascii_digit())
}

/// The last token of a house number: "12", "3-5", "47/48", "5a".
fn house_number(context: &Context<'_>, number: usize) -> usize {
    const MOST_JOINED: usize = 2;
    let mut last = number;
    let joins = |at: usize| context.sign(at) == b'/' || context.is_dash(at);
    for _ in 0..MOST_JOINED {
        if joins(last + 1) && is_glued_sign(context, last + 1) && context.is_number(last + 2) {
            last += 2;
        }
    }
    if is_letter(context, last + 1) && !context.is_spaced(last + 1) { last + 1 } else { last }
}

/// True for the "b" of "Lindenweg 3 b".
fn is_house_letter(context: &Context<'_>, index: usize) -> bool {
    context.language == Language::De && is_letter(context, index) && context.is_spaced(index)
}

/// True for a small letter alone.
fn is_letter(context: &Context<'_>, index: usize) -> bool {
    context.token(index).is_some_and(|token| token.shape == Shape::Lower && token.end - token.start == 1)
}

/// True for a word with the full stop of an abbreviation.
fn is_short(context: &Context<'_>, index: usize) -> bool {
    context.token(index).is_some_and(|token| token.marks.has(Marks::DOT))
}

/// True when a name that no list knows may go on from the word at `first` over the sign behind it.
pub(super) fn reaches_over_sign(context: &Context<'_>, first: usize) -> bool {
    let head = context.traits(first).has(Traits::HEAD);
    sign_joins(context, first + 1, head).is_some()
        || closes_at_once(context, first, first + 1)
        || given_names(context, first + 1) > 0
}

/// True for the "jun." of "Alois Lechner jun.".
fn is_suffix(context: &Context<'_>, index: usize) -> bool {
    is_short(context, index) && context.major(index) == Some(Major::SUFFIX)
}

/// True for a noun that is said of organisations: "Amt", "Unternehmen".
fn is_body(context: &Context<'_>, index: usize) -> bool {
    context.major(index) == Some(Major::BODY)
}

/// True for the hyphen of "Obst- und Gartenbauverein".
fn is_left_open(context: &Context<'_>, hyphen: usize) -> bool {
    !context.is_spaced(hyphen) && context.is_spaced(hyphen + 1) && context.joins_list(hyphen + 1)
}

/// True for the comma of "Cravath, Swaine & Moore", behind the head of an institution for that of "Department of Parks, Trails
/// and Recreation", before one for that of "Bakers, Food and Allied Workers Union".
fn lists_partners(context: &Context<'_>, comma: usize, head: bool) -> bool {
    const MOST: usize = 4;
    let commas = (comma..)
        .step_by(2)
        .take(MOST)
        .take_while(|&at| context.sign(at) == b',' && context.is_name_like(at + 1));
    let Some(last) = commas.last() else { return false };
    let head_follows = || {
        let words = (last + 3..=last + 3 + MOST).take_while(|&at| context.is_name_like(at));
        let ends = |at: usize| context.traits(at).has(Traits::HEAD) || context.traits(at).has(Traits::LEGAL);
        context.language == Language::En && words.skip(1).any(ends)
    };
    context.is_name_like(last + 3)
        && (context.sign(last + 2) == b'&' || context.joins_list(last + 2) && (head || head_follows()))
        && context.is_same_block(comma, last + 3)
}

/// True for the apostrophe of "Waterside Workers' Federation".
fn is_plural_genitive(context: &Context<'_>, apostrophe: usize) -> bool {
    context.language == Language::En
        && context.text_of(apostrophe).chars().all(is_apostrophe)
        && !context.is_spaced(apostrophe)
        && apostrophe.checked_sub(1).is_some_and(|word| context.text_of(word).ends_with('s'))
        && context.is_spaced(apostrophe + 1)
        && context.is_name_like(apostrophe + 1)
}

/// The last word of the legal form in the table that begins with the word at `start`, the longest. Full stops may be missing.
#[inline(never)]
pub(super) fn form_from(context: &Context<'_>, start: usize) -> Option<usize> {
    let (mut chain, mut end) = (0, None);
    for (index, token) in (start..).zip(context.tokens.get(start..).unwrap_or_default()) {
        if index > start && token.marks.has(Marks::BLOCK) {
            break;
        }
        if index > start && context.sign(index) == b'.' {
            continue;
        }
        chain = FormStep::chain(chain, token.hash);
        let step = context.lexicon.legal_form(chain);
        if step.has(FormStep::COMPLETE) {
            end = Some(index);
        }
        if !step.has(FormStep::BEGUN) {
            break;
        }
    }
    end
}

/// The last word before the legal form that ends with the word at `last`; without one, `last`.
pub(super) fn before_legal_form(context: &Context<'_>, last: u32) -> u32 {
    let mut end = last as usize;
    while end > 0 && context.traits(end).has(Traits::LEGAL) {
        end -= if matches!(context.sign(end - 1), b',' | b'&' | b'+') { 2.min(end) } else { 1 };
    }
    end as u32
}

/// True for a number with small letters that no name follows: "5kg", "am 5ten". That of "5th Street" may begin a name.
pub(super) fn is_measure(context: &Context<'_>, number: usize) -> bool {
    let is_named = |at: usize| context.is_name_like(at) && context.is_same_block(number, at);
    !is_named(number + 1) && !is_named(number + 2)
}

/// True for the letters of "5th", when a name begins with that.
fn is_ordinal_ending(context: &Context<'_>, first: usize, index: usize) -> bool {
    index == first + 1 && context.is_number(first)
}

/// True for the small word of "neusta GmbH".
pub(super) fn is_small_firm(context: &Context<'_>, word: usize) -> bool {
    context.is_name_like(word + 1)
        && !context.begins_block(word + 1)
        && context.traits(word + 1).has(Traits::LEGAL)
        && !context.traits(word).is_grammar()
}

/// True for the "A" of the road "A 45", with which a German sentence may begin.
pub(super) fn is_road(context: &Context<'_>, letter: usize) -> bool {
    let shape = |at: usize| context.token(at).map(|token| token.shape);
    context.language == Language::De
        && shape(letter) == Some(Shape::Initial)
        && shape(letter + 1) == Some(Shape::Number)
}

/// True for the preposition of "Am Klopferspitz 19a" and "Unter den Eichen 7" at the beginning of a line, in German: behind
/// some words stands the number of a house, and nothing else behind that.
pub(super) fn is_street(context: &Context<'_>, preposition: usize) -> bool {
    /// So many words stand between them.
    const MOST: usize = 4;
    /// The number of a house has so many digits, that of a town more.
    const MOST_DIGITS: u32 = 3;
    // First, as every word of grammar is asked that begins a sentence.
    if context.language != Language::De {
        return false;
    }
    let is_preposition = |profile| {
        [Said::PlacePreposition, Said::Preposition].iter().any(|cue| context.lexicon.says(profile, *cue))
    };
    let words = context.tokens.get(preposition + 1..).unwrap_or_default().iter();
    let in_name = |token: &&Token| {
        !token.marks.has(Marks::BLOCK) && (token.shape == Shape::Lower || token.shape.is_name_like())
    };
    let number = preposition + 1 + words.take(MOST).take_while(in_name).count();
    let is_number = |at: usize| {
        context
            .token(at)
            .is_some_and(|token| token.shape == Shape::Number && token.end - token.start <= MOST_DIGITS)
    };
    let ends = |at: usize| match context.token(at) {
        None => true,
        Some(token) if token.marks.has(Marks::BLOCK) || token.marks.has(Marks::LINE) => true,
        Some(token) if token.shape == Shape::Number => token.end - token.start > MOST_DIGITS,
        Some(_) => matches!(context.sign(at), b',' | b':' | b'|' | b'(' | 0x80..),
    };
    is_number(number)
        && context.is_name_like(number - 1)
        && number > preposition + 1
        && ends(house_number(context, number) + 1)
        && context.word(preposition).is_some_and(|word| word.profiles().any(is_preposition))
}

/// True for a sign without white space on either side: that of "Köln/Bonn".
fn is_glued_sign(context: &Context<'_>, sign: usize) -> bool {
    context.is_glued(sign) && context.is_glued(sign + 1)
}

/// Where the quotation marks of a nickname close: `William "Cowboy" Cowley`.
fn nickname_end(context: &Context<'_>, open: usize) -> Option<usize> {
    let close = (open + 2..=open + 3).find(|&at| context.is_quote(at)).filter(|_| context.is_quote(open))?;
    let is_name = |at: usize| context.is_name_like(at) && context.is_same_block(open, at);
    ((open + 1..close).all(is_name) && is_name(close + 1)).then_some(close)
}

/// "(Saale)": one word in brackets, directly after a name of one word or in a name with a legal form ("Helvetia
/// Precision (Suzhou) Ltd", "Schroder Investment (UK) Trading Limited"). That of "(D-Md.)" is none.
fn closes_at_once(context: &Context<'_>, first: usize, open: usize) -> bool {
    let is_plain = |token: &Token| {
        let in_form = token.shape == Shape::Upper && leads_to_form(context, open + 3);
        (token.shape == Shape::Capital || in_form) && !token.marks.has(Marks::HYPHEN)
    };
    context.sign(open) == b'('
        && context.token(open + 1).is_some_and(is_plain)
        && context.sign(open + 2) == b')'
        && context.is_same_block(open, open + 2)
        && (open == first + 1 || leads_to_form(context, open + 3))
}

/// True when a legal form begins at `index`, or one word behind it.
fn leads_to_form(context: &Context<'_>, index: usize) -> bool {
    let is_form = |at: usize| begins_form(context, index - 1, at) && !context.traits(at).is_grammar();
    is_form(index) || context.is_name_like(index) && is_form(index + 1)
}

/// True when a legal form may begin at `index`, in the block of the token at `from`.
fn begins_form(context: &Context<'_>, from: usize, index: usize) -> bool {
    let traits = context.traits(index);
    (traits.has(Traits::LEGAL) || traits.has(Traits::LEGAL_START)) && context.is_same_block(from, index)
}
