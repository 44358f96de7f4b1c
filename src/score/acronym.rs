//! Acronyms that are defined where they stand: "Verband der Nudelmacher (VDN)".

use crate::candidate::Context;
use crate::fold::fold;
use crate::lexicon::Traits;
use crate::token::Shape;

/// "Verband der Nudelmacher (VDN)" or "VDN (Verband der Nudelmacher)": the capitals of the words, in their order, are among
/// the letters of the acronym, which begins with the first, and its letters are among those of the words.
#[inline]
pub(crate) fn has_acronym(context: &Context<'_>, first: usize, last: usize) -> bool {
    first < last
        && match context.sign(last + 1) {
            b'(' => is_acronym(context, first, last, last + 2),
            b')' if first > 1 && context.sign(first - 1) == b'(' => {
                is_acronym(context, first, last, first - 2)
            }
            _ => false,
        }
}

#[inline(never)]
fn is_acronym(context: &Context<'_>, first: usize, last: usize, beside: usize) -> bool {
    let Some(acronym) = context.token(beside).filter(|token| {
        matches!(token.shape, Shape::Upper | Shape::Mixed) && (2..=8).contains(&(token.end - token.start))
    }) else {
        return false;
    };
    let folded = |from: usize, to: usize| fold(context.text.get(from..to).unwrap_or_default());
    let (Some(begin), Some(end)) = (context.token(first), context.token(last)) else { return false };
    let acronym = folded(acronym.start as usize, acronym.end as usize);
    let name = folded(begin.start as usize, end.end as usize);
    let tokens = context.tokens.get(first..=last).unwrap_or_default();
    let mut initials = tokens
        .iter()
        .filter(|token| token.shape.is_name_like())
        .filter_map(|token| folded(token.start as usize, token.end as usize).chars().next());
    let mut letters = acronym.chars();
    let mut rest = name.chars();
    // Terms have acronyms as well: "General Public License (GPL)".
    let mut words = (first..=last).filter_map(|index| context.gist(index));
    // Each `any` goes on behind the letter that it found.
    words.any(|word| word.traits.has(Traits::HEAD))
        && acronym.chars().next() == name.chars().next()
        && initials.all(|initial| letters.any(|letter| letter == initial))
        && acronym.chars().all(|letter| rest.any(|other| other == letter))
}
