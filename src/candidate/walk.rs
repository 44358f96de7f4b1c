//! Walks of the gazetteers: which listed names begin at a word, and whether a surface may stand for them.

use super::{Context, Match};
use crate::annotate::genitive_stems;
use crate::fold::{fold_into, has_control, hash};
use crate::gazetteer::{Alias, Flags, Gazetteer, Node};
use crate::language::Language;
use crate::token::{Marks, Shape};
use std::hint::black_box;

/// Notes the words with which a shipped name may begin that goes on with the next word: as it is written, or without its genitive
/// ending. The look-ups would wait for memory one after the other; so they wait together, first for what need not be looked up at
/// all, then for the rest. `steps` is a buffer.
pub(super) fn note_followed(context: &Context<'_>, steps: &mut Vec<(u32, u64)>) {
    let Some(shipped) = context.gazetteers.first() else { return };
    steps.clear();
    for &first in &context.words.starts {
        let node = context.words.glance(first as usize).map_or(Node::ROOT, |word| word.node);
        if let Some(next) = context.token(first as usize + 1).filter(|_| node.goes_on())
            && !next.marks.has(Marks::BLOCK)
        {
            if next.may_be_genitive(context.text) {
                context.words.note_followed(first as usize);
            } else {
                steps.push((first, Gazetteer::step_key(node, next.hash)));
            }
        }
    }
    black_box(steps.iter().fold(0, |all, &(_, step)| all | shipped.touch_filter(step)));
    steps.retain(|&(_, step)| shipped.may_step(step));
    black_box(steps.iter().fold(0, |all, &(_, step)| all | shipped.touch_step(step)));
    for &(first, _) in steps.iter().filter(|&&(_, step)| shipped.has_step(step)) {
        context.words.note_followed(first as usize);
    }
}

/// Fetches the names that end at the words of this block, all together.
pub(super) fn fetch_names(context: &Context<'_>, starts: &[u32]) {
    let Some(shipped) = context.gazetteers.first() else { return };
    let nodes = || {
        let nodes = starts.iter().filter_map(|&first| Some(context.words.glance(first as usize)?.node));
        nodes.filter(|node| node.ends_name())
    };
    black_box(nodes().fold(0, |all, node| all | shipped.touch_node(node)));
    black_box(nodes().fold(0, |all, node| all | shipped.touch_aliases(node)));
}

/// The node after the word at `index`, in its own form or without its genitive ending.
pub(super) fn step(
    context: &Context<'_>,
    gazetteer: &Gazetteer,
    node: Node,
    index: usize,
    key: &mut String,
) -> Option<Node> {
    let token = context.token(index)?;
    gazetteer.step(node, token.hash_in_lists(context.text)).or_else(|| {
        if !token.may_be_genitive(context.text) {
            return None;
        }
        let word = context.word(index)?;
        if word.stem != token.hash {
            return gazetteer.step(node, word.stem);
        }
        key.clear();
        fold_into(token.bare(context.text), key);
        genitive_stems(key)
            .filter(|stem| stem.len() >= 2)
            .find_map(|stem| gazetteer.step(node, hash(stem.as_bytes())))
    })
}

/// The node after the words from `first` up to `last`, which is not among them.
pub(super) fn node_before(
    context: &Context<'_>,
    gazetteer: &Gazetteer,
    first: usize,
    last: usize,
    key: &mut String,
) -> Option<Node> {
    (first..last).try_fold(Node::ROOT, |node, index| step(context, gazetteer, node, index, key))
}

/// Adds the names that end in `node` and may be a piece of a compound.
pub(super) fn add_piece(
    context: &Context<'_>,
    gazetteer: &Gazetteer,
    number: u8,
    node: Node,
    surface: &str,
    matches: &mut Vec<Match>,
) {
    let aliases = gazetteer.aliases(node);
    let fitting = aliases.filter(|alias| fits(context, gazetteer, *alias, surface, Capitals::Count));
    matches.extend(fitting.map(|alias| Match { gazetteer: number, alias }));
}

/// Follows the words after `first` as long as the gazetteer knows a longer name. Gives back the word with which none goes on.
pub(super) fn walk(
    context: &Context<'_>,
    gazetteer: &Gazetteer,
    number: u8,
    first: usize,
    mut node: Node,
    found: &mut Vec<(u32, Match)>,
) -> Option<u32> {
    let mut key = String::new();
    let begin = context.token(first)?;
    let capitals = match begin.shape {
        Shape::Handle => Capitals::SayNothing,
        _ if context.is_small(first) => Capitals::MayLack,
        _ => Capitals::Count,
    };
    // "new york" where there are no capitals; a single word would be one like others ("target").
    let several = begin.shape == Shape::Lower && !context.is_small_name(first);
    let mut last = first;
    loop {
        let token = context.token(last)?;
        let surface = context.text.get(begin.start as usize..token.end as usize).unwrap_or_default();
        for alias in gazetteer.aliases(node) {
            let is_word = several && last == first && !alias.flags.has(Flags::SMALL);
            if !is_word && fits(context, gazetteer, alias, surface, capitals) {
                found.push((last as u32, Match { gazetteer: number, alias }));
            }
        }
        if !node.goes_on() {
            return None;
        }
        last += 1;
        context.token(last).filter(|next| !next.marks.has(Marks::BLOCK))?;
        match step(context, gazetteer, node, last, &mut key) {
            Some(next) => node = next,
            None => return Some(last as u32),
        }
    }
}

/// The mark of aliases that only the other language has.
fn of_other(language: Language) -> Flags {
    match language {
        Language::De => Flags::ENGLISH,
        Language::En => Flags::GERMAN,
    }
}

/// True when the alias stands for its name wherever its words do, in a text of this language.
pub(super) fn is_free(alias: Alias, language: Language) -> bool {
    !alias.flags.has(of_other(language)) && alias.is_safe()
}

/// How far the capitals of a surface tell names from other words.
#[derive(Clone, Copy, PartialEq)]
enum Capitals {
    Count,
    /// The first word is nothing but a name, or its sentence has no capitals.
    MayLack,
    /// In a handle everything is written small.
    SayNothing,
}

/// True when the alias may stand for `surface` in a text of this language.
fn fits(
    context: &Context<'_>,
    gazetteer: &Gazetteer,
    alias: Alias,
    surface: &str,
    capitals: Capitals,
) -> bool {
    let flags = alias.flags;
    if flags.has(of_other(context.language)) || has_control(surface) {
        return false;
    }
    if capitals == Capitals::SayNothing || flags.has(Flags::HANDLE) {
        return capitals == Capitals::SayNothing;
    }
    if flags.has(Flags::CASE) {
        let (own, surface) = (gazetteer.surface_bytes(alias), surface.as_bytes());
        // A genitive ending or a closing full stop may follow.
        let same = surface.strip_prefix(own).is_some_and(|rest| matches!(rest, b"" | b"s" | b"es" | b"."));
        return same || own.strip_suffix(b".") == Some(surface);
    }
    // A name with a capital is not meant by the same word in small letters.
    flags.has(Flags::SMALL) || capitals == Capitals::MayLack || !surface.starts_with(char::is_lowercase)
}
