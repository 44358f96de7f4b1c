//! Names with the surname first, as registers and lists have them: "Fischer, Horst Peter".

use super::Context;
use crate::lexicon::Said;
use crate::lexicon::major::Major;
use crate::token::{Marks, Shape, Token};

/// How many given names stand behind the comma of "Fischer, Horst Peter". "Mia, Paul" are two people, and so are all in "Tillack,
/// Yildiz und Bohm".
pub(super) fn given_names(context: &Context<'_>, comma: usize) -> usize {
    const MOST: usize = 2;
    let surname = comma.checked_sub(1).filter(|&at| context.sign(comma) == b',' && is_surname(context, at));
    let Some(surname) = surname else { return 0 };
    let count = (comma + 1..=comma + MOST).take_while(|&at| is_given(context, at)).count();
    let joins = |at: usize| context.sign(at) == b',' || context.joins_list(at);
    let follows_list = surname >= 2
        && joins(surname - 1)
        && context.is_name_like(surname - 2)
        && context.is_same_block(surname - 2, surname)
        && !ends_turned(context, surname - 2);
    let after = comma + count + 1;
    let in_list = || {
        follows_list || joins(after) && is_given(context, after + 1) && context.is_same_block(comma, after)
    };
    if in_list() { 0 } else { count }
}

/// True for the word with which such a name ends: in "Lang, Uta, Krug, Jens" surnames and given names take turns.
fn ends_turned(context: &Context<'_>, last: usize) -> bool {
    let before = |at: usize| at.checked_sub(1);
    let Some(next_to) = before(last).filter(|_| is_given(context, last)) else { return false };
    let comma = if is_given(context, next_to) { before(next_to) } else { Some(next_to) };
    let comma = comma.filter(|&at| context.sign(at) == b',');
    comma.and_then(before).is_some_and(|at| is_surname(context, at))
}

fn is_given(context: &Context<'_>, at: usize) -> bool {
    let is_name = |token: &Token| {
        matches!(token.shape, Shape::Capital | Shape::Initial) && !token.marks.has(Marks::BLOCK)
    };
    // "Murat" is a river, too.
    let of_given = |profile| context.lexicon.says(profile, Said::Given);
    context.token(at).is_some_and(is_name)
        && context.word(at).is_some_and(|word| word.major.is_given() || word.profiles().any(of_given))
}

fn is_surname(context: &Context<'_>, at: usize) -> bool {
    context.token(at).is_some_and(|token| matches!(token.shape, Shape::Capital | Shape::Upper))
        && context.major(at) != Some(Major::GIVEN)
}
