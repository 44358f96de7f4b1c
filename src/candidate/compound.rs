//! Names inside compounds: "Tiktok" in "Tiktok-Gebot", "Deutsche Bank" in "Deutsche Bank-Chef", "Trump" in "anti-Trump".

use super::walk::{add_piece, node_before};
use super::{Candidate, Candidates, Context, Inside, Judge, join_key};
use crate::fold::{fold_compound_into, hash};
use crate::gazetteer::Node;
use crate::language::Language;
use crate::token::{HYPHENS, Marks};

/// Where in a compound a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand<'k> {
    /// At its beginning, or in words before it.
    First,
    /// Behind this folded piece, and before others.
    Middle(&'k str),
    /// At its end.
    Last,
}

/// Folded pieces of a compound: the last one of the name, and the one at the other end of the compound, which is its head
/// unless the name stands at the end.
#[derive(Clone, Copy)]
pub(crate) struct Pieces<'k> {
    /// What of the name stands in the compound, as it is written.
    pub(crate) surface: &'k str,
    pub(crate) name: &'k str,
    pub(crate) beside: &'k str,
    pub(crate) stand: Stand<'k>,
}

impl<'k> Pieces<'k> {
    /// The pieces of a `folded` compound for a name that stands there, given the name as it is written and folded.
    pub(crate) fn of(surface: &'k str, folded: &'k str, name: &'k str, stand: Stand<'k>) -> Self {
        let last = |text: &'k str| text.rsplit_once('-').map_or(text, |(_, last)| last);
        let at_end = stand == Stand::Last;
        let beside = if at_end { folded.split('-').next().unwrap_or(folded) } else { last(folded) };
        Pieces { surface, name: last(name), beside, stand }
    }
}

impl Candidates {
    /// "Deutsche Bank-Chef": the compounds in which a run, or a name of the lists, may end.
    #[inline(never)]
    pub(super) fn open_compounds_after(
        &mut self,
        context: &Context<'_>,
        first: usize,
        judge: &mut impl Judge,
    ) {
        let is_compound = |last: u32| {
            let token = context.token(last as usize).filter(|_| last as usize > first);
            token.is_some_and(|token| token.marks.has(Marks::HYPHEN))
        };
        // Where only a list leads, only the list tells where the name ends.
        for at in 0..self.stops.len() {
            let Some(&last) = self.stops.get(at) else { break };
            if is_compound(last) && !self.ends.contains(&last) {
                self.open_compound(context, first, last as usize, false, judge);
            }
        }
        for at in 0..self.ends.len() {
            let Some(&last) = self.ends.get(at) else { break };
            if is_compound(last) {
                self.open_compound(context, first, last as usize, true, judge);
            }
        }
    }

    /// Names that end inside a compound: "Tiktok" in "Tiktok-Gebot", and with words before it "Deutsche Bank" in "Deutsche
    /// Bank-Chef". The compound is the word at `last`; `runs`: a name that no list knows may reach into it.
    #[inline(never)]
    pub(super) fn open_compound(
        &mut self,
        context: &Context<'_>,
        first: usize,
        last: usize,
        runs: bool,
        judge: &mut impl Judge,
    ) {
        /// The pieces of the longest unlisted name.
        const MOST_JOINED: usize = 3;
        let (Some(begin), Some(token)) = (context.token(first), context.token(last)) else { return };
        let text = token.bare(context.text);
        let mut folded = std::mem::take(&mut self.key);
        let mut nodes = std::mem::take(&mut self.nodes);
        nodes.clear();
        nodes.extend(
            context.gazetteers.iter().map(|shipped| node_before(context, shipped, first, last, &mut folded)),
        );
        folded.clear();
        fold_compound_into(text, &mut folded);
        let (mut start, mut folded_end, mut name_like) = (0, 0, runs);
        // All hyphens are alike in the folded key.
        for (number, ((at, hyphen), name)) in text.match_indices(HYPHENS).zip(folded.split('-')).enumerate() {
            let step_hash = hash(name.as_bytes());
            folded_end += name.len();
            let from = self.matches.len();
            let inside = Inside { start: begin.start, end: token.start + at as u32 };
            let surface = context.text.get(inside.start as usize..inside.end as usize).unwrap_or_default();
            for (number, (gazetteer, node)) in context.gazetteers.iter().zip(&mut nodes).enumerate() {
                *node = node.and_then(|node| gazetteer.step(node, step_hash));
                if let Some(node) = *node {
                    add_piece(context, gazetteer, number as u8, node, surface, &mut self.matches);
                }
            }
            // "Wollbach" and "Wollbach-Hirschmann" in "Wollbach-Hirschmann-Gruppe".
            let piece = text.get(start..at).unwrap_or_default();
            name_like &= piece.len() >= 2 && piece.starts_with(char::is_uppercase) && number < MOST_JOINED;
            if self.matches.len() > from || name_like {
                let front = folded.get(..folded_end).unwrap_or_default();
                let key = join_key(context, first, last, hash(front.as_bytes()));
                let pieces = Pieces::of(text.get(..at).unwrap_or_default(), &folded, name, Stand::First);
                let candidate =
                    Candidate { inside: Some(inside), key, ..Candidate::new(first as u32, last as u32) };
                self.offer(candidate, from, Some(pieces), judge);
            }
            start = at + hyphen.len();
            folded_end += 1;
        }
        if first == last {
            match context.language {
                Language::De => self.open_middle(context, last, &folded, judge),
                Language::En => self.close_compound(context, last, start, &folded, judge),
            }
        }
        (self.key, self.nodes) = (folded, nodes);
    }

    /// The listed names behind the first piece of a German compound: "Hamburg" in "Berlin-Hamburg-Strecke". The last piece is
    /// its head.
    fn open_middle(&mut self, context: &Context<'_>, index: usize, folded: &str, judge: &mut impl Judge) {
        let Some(token) = context.token(index) else { return };
        let text = token.bare(context.text);
        let mut hyphens = text.match_indices(HYPHENS).map(|(at, hyphen)| (at, at + hyphen.len())).peekable();
        let mut names = folded.split('-').zip(folded.split('-').skip(1));
        // Most compounds have one hyphen, and no middle.
        while let (Some((_, start)), Some(&(end, _))) = (hyphens.next(), hyphens.peek()) {
            let Some((before, name)) = names.next() else { break };
            let (from, key) = (self.matches.len(), hash(name.as_bytes()));
            let surface = text.get(start..end).unwrap_or_default();
            self.look_up_piece(context, key, surface);
            if self.matches.len() > from {
                let inside = Inside { start: token.start + start as u32, end: token.start + end as u32 };
                let pieces = Pieces::of(surface, folded, name, Stand::Middle(before));
                let index = index as u32;
                let candidate = Candidate { inside: Some(inside), key, ..Candidate::new(index, index) };
                self.offer(candidate, from, Some(pieces), judge);
            }
        }
    }

    /// The listed names that are this one piece of a compound, given its hash.
    fn look_up_piece(&mut self, context: &Context<'_>, key: u64, surface: &str) {
        for (number, gazetteer) in context.gazetteers.iter().enumerate() {
            if let Some(node) = gazetteer.step(Node::ROOT, key) {
                add_piece(context, gazetteer, number as u8, node, surface, &mut self.matches);
            }
        }
    }

    /// A name at the end of an English compound, where it is as free as at the beginning: "Turkey" in "EU-Turkey", "Trump" in
    /// "anti-Trump".
    fn close_compound(
        &mut self,
        context: &Context<'_>,
        index: usize,
        start: usize,
        folded: &str,
        judge: &mut impl Judge,
    ) {
        let Some(token) = context.token(index) else { return };
        // The full stop of an abbreviation belongs to it: "D-Calif.".
        let inside = Inside { start: token.start + start as u32, end: token.end };
        let written = context.text.get(inside.start as usize..inside.end as usize).unwrap_or_default();
        let surface = token.bare(context.text).get(start..).unwrap_or_default();
        if !surface.starts_with(char::is_uppercase) || surface.len() < 2 {
            return;
        }
        let pieces = Pieces::of(written, folded, folded, Stand::Last);
        let (from, key) = (self.matches.len(), hash(pieces.name.as_bytes()));
        self.look_up_piece(context, key, surface);
        let candidate = Candidate { inside: Some(inside), key, ..Candidate::new(index as u32, index as u32) };
        self.offer(candidate, from, Some(pieces), judge);
    }
}
