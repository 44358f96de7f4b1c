//! Names inside of names: "Hamburg" in "Landgericht Hamburg".

use super::{Scratch, Tools};
use crate::candidate::{Candidate, Context, Match, kind_of_lane};
use crate::evidence::PLACE;
use crate::kind::Kind;
use crate::language::Language;
use crate::resolve::{Claim, Source};
use crate::rule::Claimed;
use crate::score::{SpanWeights, own_scores};
use crate::span::Span;
use std::cmp::Reverse;

impl Scratch {
    /// The claims that lie inside winners, resolved among themselves; appended to [`winners`](Self::winners). Inside of an
    /// amount there is no name but those of the user ("US" in "US-Dollar"), and where nothing is claimed to be, there is none
    /// at all.
    pub(crate) fn nest(&mut self, tools: &Tools<'_>, block: &str, language: Language) {
        let outer = std::mem::take(&mut self.winners);
        let nested = self.claims.iter().filter(|claim| self.is_nested(claim, &outer));
        let mut inner: Vec<Claim> = nested.copied().collect();
        self.add_places(&self.context(tools, block, language), tools.spans(language), &outer, &mut inner);
        self.resolver.resolve(&inner, |_| None, &mut self.winners);
        self.winners.extend(outer);
        self.winners.sort_by_key(|claim| (claim.span.start, Reverse(claim.span.end)));
    }

    /// True for a claim inside of a winner. A surname is no name inside of the full name: what lies inside is of another kind,
    /// or stands in a list of the user.
    fn is_nested(&self, claim: &Claim, winners: &[Claim]) -> bool {
        let Some(outer) = self.kind_around(claim.span, winners) else { return false };
        let candidate = match claim.source {
            Source::Candidate(_, index) => self.candidates.list.get(index as usize),
            Source::Money(_) | Source::Rule(_) => None,
        };
        let differs = || self.kind_claimed(claim) != Some(outer);
        let Some(candidate) = candidate else { return differs() };
        // Only what it would be by itself.
        let by_itself = candidate.best_lane().is_some_and(|(lane, _)| claim.source.lane() == Some(lane));
        let is_listed = || self.candidates.matches(candidate).iter().any(|found| found.gazetteer > 0);
        by_itself && (outer != Kind::Money && differs() || is_listed())
    }

    /// Adds the places that win nothing where they stand: what stands around a town in the name of its police speaks of the
    /// police. So their own words decide.
    fn add_places(
        &self,
        context: &Context<'_>,
        spans: &SpanWeights,
        winners: &[Claim],
        inner: &mut Vec<Claim>,
    ) {
        let is_whole = |candidate: &Candidate| candidate.inside.is_none() && candidate.best_lane().is_none();
        let is_place = |found: &Match| found.alias.kind == Kind::Place && found.alias.is_safe();
        for (index, candidate) in self.candidates.list.iter().enumerate() {
            let (span, matches) = (candidate.span(context), self.candidates.matches(candidate));
            let around = || self.kind_around(span, winners);
            if is_whole(candidate)
                && around().is_some_and(|outer| !matches!(outer, Kind::Place | Kind::Money))
                && matches.iter().any(is_place)
            {
                let weight = own_scores(context, spans, candidate, matches)[PLACE];
                inner.push(Claim { span, weight, source: Source::Candidate(PLACE as u8, index as u32) });
            }
        }
    }

    /// The kind of the winner around a span.
    fn kind_around(&self, span: Span, winners: &[Claim]) -> Option<Kind> {
        let winner = winners.get(winners.partition_point(|winner| winner.span.end < span.end));
        let winner = winner.filter(|winner| winner.span.contains(span) && winner.span != span);
        winner.and_then(|winner| self.kind_claimed(winner))
    }

    /// What a claim says that there is; `None` for one that says that there is nothing.
    fn kind_claimed(&self, claim: &Claim) -> Option<Kind> {
        match claim.source {
            Source::Candidate(lane, _) => Some(kind_of_lane(usize::from(lane))),
            Source::Money(_) => Some(Kind::Money),
            Source::Rule(number) => match self.rule_claims.list.get(number as usize)?.claimed {
                Claimed::Nothing => None,
                Claimed::Name(kind) => Some(kind),
                Claimed::Money(_) => Some(Kind::Money),
            },
        }
    }
}
