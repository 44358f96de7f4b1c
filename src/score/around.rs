//! What stands around a candidate, and how it fits in.

use super::SpanWeights;
use super::acronym::has_acronym;
use super::sink::{Majors, Sink};
use crate::candidate::{Candidate, Context};
use crate::evidence::{Code, Fact, Family, Where};
use crate::lexicon::Traits;
use crate::lexicon::major::Major;
use crate::token::{Marks, Shape};

/// What stands around the candidate, and how it fits in.
#[inline]
pub(super) fn observe_surroundings(
    context: &Context<'_>,
    spans: &SpanWeights,
    candidate: &Candidate,
    sink: &mut impl Sink,
) {
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    let is_part = candidate.inside.is_some();
    let before = sink.front(context, spans, first, is_part);
    if is_part {
        return;
    }
    let after = sink.back(context, spans, last);
    let (mut own, mut count) = (0, 0);
    let mut add = |major: Option<Major>| {
        if count < Code::MOST_SIGNS {
            own |= major.map_or(0, |major| u64::from(major.0)) << (8 * count);
        }
        count += 1;
    };
    let words = first..candidate.form.map_or(last + 1, |form| form as usize);
    for index in words.filter(|&index| index == first || !context.follows_initial(index)) {
        add(context.major(index));
    }
    if candidate.form.is_some() {
        add(Some(Major::LEGAL));
    }
    sink.patterns(Majors { own, count, before, after });
    observe_span(context, first, last, count, sink);
}

/// The two words before, which is all that counts for a part of a compound; beyond them the neighbour in a list and the noun
/// that small words part from the candidate ("Sprecher der X", "Chef von X"); and how the first word is marked.
#[inline(never)]
pub(super) fn observe_front(
    context: &Context<'_>,
    spans: &SpanWeights,
    first: usize,
    is_part: bool,
    sink: &mut impl Sink,
) -> Major {
    let mut at = first;
    let mut majors = [Major::EDGE; 2];
    for (place, major) in [Where::Before1, Where::Before2].into_iter().zip(&mut majors) {
        if at == 0 || context.begins_block(at) {
            sink.profile(place, spans.edges[0]);
            break;
        }
        at -= 1;
        sink.word(context, place, at);
        *major = context.major(at).unwrap_or(Major::EDGE);
    }
    let [nearest, farther] = majors;
    sink.code(Code::new(Family::Before, [farther.0, nearest.0]));
    let Some(token) = context.token(first).filter(|_| !is_part) else { return nearest };
    if is_listed_before(context, first) {
        sink.word(context, Where::Listed, first - 2);
    }
    observe_noun_before(context, first, sink);
    if token.marks.has(Marks::SENTENCE) {
        sink.fact(Fact::SentenceStart);
    }
    if first > 0 && !token.marks.has(Marks::BLOCK) && context.is_name_like(first - 1) {
        sink.fact(Fact::RunBefore);
    }
    if token.marks.has(Marks::CODE) {
        sink.fact(Fact::Code);
    }
    if first > 0
        && token.is_glued()
        && (context.sign(first - 1) == b'.' || is_sign_of_code(context, first - 1))
    {
        sink.fact(Fact::GluedBefore);
    }
    if token.marks.has(Marks::TITLE_LINE) {
        sink.fact(Fact::TitleLine);
    }
    if token.marks.has(Marks::UPPER_LINE) {
        sink.fact(Fact::UpperLine);
    }
    if first >= 3 && is_result(context, first - 3) && context.is_same_block(first - 3, first) {
        sink.fact(Fact::Result);
    }
    nearest
}

fn observe_noun_before(context: &Context<'_>, first: usize, sink: &mut impl Sink) {
    const MOST_SKIPPED: usize = 4;
    let mut at = first;
    for skipped in 0..MOST_SKIPPED {
        if at == 0 || context.begins_block(at) {
            return;
        }
        at -= 1;
        match context.token(at).map(|token| token.shape) {
            Some(Shape::Lower) => {}
            Some(shape) if shape.is_name_like() && skipped > 0 => {
                return sink.word(context, Where::Noun, at);
            }
            _ => return,
        }
    }
}

/// The two words after, beyond them the neighbour in a list and what stands in brackets; and how the last word ends.
#[inline(never)]
pub(super) fn observe_back(
    context: &Context<'_>,
    spans: &SpanWeights,
    last: usize,
    sink: &mut impl Sink,
) -> Major {
    let mut at = last;
    let mut majors = [Major::EDGE; 2];
    for (place, major) in [Where::After1, Where::After2].into_iter().zip(&mut majors) {
        at += 1;
        if context.begins_block(at) {
            sink.profile(place, spans.edges[1]);
            break;
        }
        sink.word(context, place, at);
        *major = context.major(at).unwrap_or(Major::EDGE);
    }
    let [nearest, farther] = majors;
    sink.code(Code::new(Family::After, [nearest.0, farther.0]));
    if is_listed_after(context, last) {
        sink.word(context, Where::Listed, last + 2);
    }
    if context.sign(last + 1) == b'(' && context.is_same_block(last, last + 2) {
        sink.word(context, Where::Bracket, last + 2);
    }
    if has_result(context, last + 1) {
        sink.fact(Fact::Result);
    }
    if context.is_glued(last + 1) {
        let is_sign = match context.sign(last + 1) {
            b'(' => true,
            b'.' => context.token(last + 2).is_some_and(|next| next.shape != Shape::Sign && next.is_glued()),
            _ => is_sign_of_code(context, last + 1),
        };
        if is_sign {
            sink.fact(Fact::GluedAfter);
        }
    }
    let genitive = context.gist(last).is_some_and(|word| word.traits.has(Traits::GENITIVE));
    if genitive {
        sink.fact(Fact::Genitive);
    }
    if context.is_name_like(last + 1) && context.is_same_block(last, last + 1) {
        sink.fact(if genitive { Fact::GenitiveRun } else { Fact::RunAfter });
    }
    nearest
}

/// True for signs that stand beside words in code. A colon does elsewhere, so two are asked for, and a low line emphasises words
/// ("_so_"), so it must join two.
fn is_sign_of_code(context: &Context<'_>, index: usize) -> bool {
    let is_word = |at: usize| context.token(at).is_some_and(|token| token.shape != Shape::Sign);
    match context.sign(index) {
        b'_' => {
            index.checked_sub(1).is_some_and(is_word)
                && context.is_glued(index)
                && context.is_glued(index + 1)
                && is_word(index + 1)
        }
        b'=' | b'<' | b'>' | b'$' | b'\\' | b'~' | b'[' | b'{' => true,
        b':' => context.sign(index + 1) == b':' || index > 0 && context.sign(index - 1) == b':',
        _ => false,
    }
}

/// True when nothing but names and dashes stands between `from` and the result of a match: "Aue – Dresden 0:2".
fn has_result(context: &Context<'_>, from: usize) -> bool {
    const REACH: usize = 6;
    for (index, token) in (from..).zip(context.tokens.get(from..).unwrap_or_default()).take(REACH) {
        match token.shape {
            _ if token.marks.has(Marks::BLOCK) => return false,
            Shape::Number => return is_result(context, index),
            Shape::Sign if context.is_dash(index) => {}
            shape if shape.is_name_like() => {}
            _ => return false,
        }
    }
    false
}

/// True for the first number of "2:1", "3–0".
fn is_result(context: &Context<'_>, number: usize) -> bool {
    const MOST_DIGITS: u32 = 3;
    let is_count = |at: usize| {
        context
            .token(at)
            .is_some_and(|token| token.shape == Shape::Number && token.end - token.start <= MOST_DIGITS)
    };
    is_count(number)
        && (context.sign(number + 1) == b':' || context.is_dash(number + 1))
        && is_count(number + 2)
        && context.is_glued(number + 1)
        && context.is_glued(number + 2)
}

/// True when the words from `first` to `last` may have a neighbour in a list: beyond a sign or word that joins, or a dash, and
/// maybe an article ("Siemens und die Quaxo").
pub(super) fn stands_in_list(context: &Context<'_>, first: usize, last: usize) -> bool {
    let is_long_dash = |at: usize| context.sign(at) == 0xE2 && context.text_of(at) == "—";
    let joins = |at: usize| joins(context, at) || context.is_dash(at) || is_long_dash(at);
    let before = || {
        let next_to = first.checked_sub(1)?;
        let joiner = if context.is_article(next_to) { next_to.checked_sub(1)? } else { next_to };
        let neighbour = joiner.checked_sub(1).filter(|_| joins(joiner))?;
        // "A, B, and C"
        let comma = usize::from(context.sign(neighbour) == b',');
        let neighbour = neighbour.checked_sub(comma)?;
        Some(context.is_name_like(neighbour) && context.is_same_block(neighbour, first))
    };
    let after = || {
        let comma = usize::from(context.sign(last + 1) == b',' && joins(last + 2));
        let beyond = last + 2 + comma;
        let neighbour = beyond + usize::from(context.is_article(beyond));
        context.is_name_like(neighbour) && context.is_same_block(last, neighbour)
    };
    joins(last + 1) && after() || before() == Some(true)
}

fn is_listed_before(context: &Context<'_>, first: usize) -> bool {
    first >= 2
        && context.is_name_like(first - 2)
        && joins(context, first - 1)
        && context.is_same_block(first - 2, first)
}

fn is_listed_after(context: &Context<'_>, last: usize) -> bool {
    context.is_name_like(last + 2) && joins(context, last + 1) && context.is_same_block(last, last + 2)
}

/// True for the signs and words that join the members of a list.
fn joins(context: &Context<'_>, index: usize) -> bool {
    matches!(context.sign(index), b',' | b'/' | b'&') || context.joins_list(index)
}

pub(super) fn observe_patterns(majors: Majors, sink: &mut impl Sink) {
    let Majors { own, count, before, after } = majors;
    let (before, after) = (u64::from(before.0), u64::from(after.0));
    let front = own & 0xFFFF_FFFF;
    sink.code(Code::of(Family::Pattern, own));
    sink.code(Code::of(Family::Left, before | front << 8));
    sink.code(Code::of(Family::Right, front | (u64::from(b'>') | after << 8) << (8 * count.min(4))));
    if count == 1 {
        sink.code(Code::of(Family::Around, before | front << 8 | after << 16));
    }
}

/// How long the candidate is, and the signs around it. `count`: the words that count.
#[inline]
fn observe_span(context: &Context<'_>, first: usize, last: usize, count: usize, sink: &mut impl Sink) {
    sink.fact(match count {
        1 => Fact::Length1,
        2 => Fact::Length2,
        3 => Fact::Length3,
        4 => Fact::Length4,
        _ => Fact::Length5,
    });
    if has_acronym(context, first, last) {
        sink.fact(Fact::Acronym);
    }
    let after_first = context.tokens.get(first + 1..=last).unwrap_or_default();
    if after_first.iter().any(|token| token.marks.has(Marks::LINE)) {
        sink.fact(Fact::LineInside);
    }
    let Some(before) = first.checked_sub(1) else { return };
    if context.is_quote(before) && context.is_quote(last + 1) {
        sink.fact(Fact::Quoted);
    } else if context.sign(before) == b'(' && context.sign(last + 1) == b')' {
        sink.fact(Fact::Bracketed);
    }
}
