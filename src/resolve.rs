//! Resolution: of all claims, the set that does not overlap and weighs most (weighted interval scheduling), together with what
//! [links](crate::link) between neighbours weigh.
//!
//! Ties are broken in a fixed order: more weight, fewer claims, more bytes covered, then the claim that ends first,
//! begins first, and comes from the lower source. The order in which claims were made never matters.

use crate::buffer::held;
use crate::evidence::Weights;
use crate::link::{LONGEST_GAP, Link};
use crate::span::Span;
use std::cmp::Reverse;

/// Something said about a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// Where.
    pub(crate) span: Span,
    /// How sure. One that is not positive wins by its links alone, or not at all.
    pub(crate) weight: i32,
    /// Who made it; also breaks ties between claims on the same span.
    pub(crate) source: Source,
}

/// Who made a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// An amount of money, by number.
    Money(u32),
    /// A claim of a rule of the user, by number.
    Rule(u32),
    /// A candidate, by lane and number.
    Candidate(u8, u32),
}

impl Source {
    /// True for claims of the same candidate, in whatever lanes, and of the same other source.
    pub(crate) fn is_same(self, other: Source) -> bool {
        match (self, other) {
            (Source::Candidate(_, one), Source::Candidate(_, another)) => one == another,
            _ => self == other,
        }
    }

    /// The lane of a candidate. What others claim has none, and no links.
    pub(crate) fn lane(self) -> Option<usize> {
        match self {
            Source::Candidate(lane, _) => Some(usize::from(lane)),
            Source::Money(_) | Source::Rule(_) => None,
        }
    }
}

/// Two winners beside each other, and what the link between them weighs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bond {
    /// Who made the claim before, and who that after.
    pub(crate) sources: [Source; 2],
    /// What stands between.
    pub(crate) gap: Span,
    /// In hundredths.
    pub(crate) weight: i32,
}

/// Buffers of [`resolve`](Resolver::resolve).
#[derive(Default)]
pub(crate) struct Resolver {
    order: Vec<Claim>,
    /// The best of the first so many claims of a group.
    best: Vec<Step>,
    /// The best that ends with each claim, and which claim goes before it.
    ending: Vec<Step>,
    window: Window,
    /// The links between winners are appended to these.
    pub(crate) bonds: Vec<Bond>,
}

/// What a set of claims is worth; greater is better.
type Value = (i64, Reverse<u32>, usize);

/// A set of claims.
#[derive(Clone, Copy, Default)]
struct Step {
    value: Value,
    /// The number of its last claim; of a set that ends with a certain claim, that of the one before.
    last: Option<usize>,
}

/// What can go before claims that begin at one place.
#[derive(Default)]
struct Window {
    start: usize,
    /// How many claims end so far before that no link reaches.
    far: usize,
    /// The others that end before, the nearest first; each with what the link weighs, by the lane of the claim behind it.
    near: Vec<(usize, Weights)>,
}

impl Resolver {
    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        held(&self.order)
            + held(&self.best)
            + held(&self.ending)
            + held(&self.window.near)
            + held(&self.bonds)
    }

    /// Appends the winning claims to `winners`, in the order of the text, with the weights of their links added to their own.
    /// `link` looks up what stands between two names.
    ///
    /// Most claims are far from all but a few others. So the claims are cut into groups too far apart for links, of which each
    /// is resolved by itself: what wins in one does not depend on the others.
    pub(crate) fn resolve(
        &mut self,
        claims: &[Claim],
        mut link: impl FnMut(Span) -> Option<Link>,
        winners: &mut Vec<Claim>,
    ) {
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        // What has no links needs a weight of its own.
        let may_win = |claim: &Claim| claim.weight > 0 || claim.source.lane().is_some();
        order.extend_from_slice(claims);
        order.retain(|claim| !claim.span.is_empty() && may_win(claim));
        // Candidates come in the order of the text already.
        if !order.is_sorted_by_key(|claim| claim.span.start) {
            order.sort_by_key(|claim| claim.span.start);
        }
        let mut rest = order.as_mut_slice();
        while let Some(&first) = rest.first() {
            let mut end = first.span.end;
            let joins = |claim: &&Claim| {
                let joins = claim.span.start <= end + LONGEST_GAP;
                end = end.max(claim.span.end);
                joins
            };
            let count = rest.iter().take_while(joins).count();
            let Some((group, after)) = std::mem::take(&mut rest).split_at_mut_checked(count) else { break };
            // Most groups are one candidate.
            if group.iter().all(|claim| claim.span == first.span) {
                let best = group.iter().max_by_key(|claim| (claim.weight, Reverse(claim.source)));
                winners.extend(best.filter(|claim| claim.weight > 0));
            } else {
                self.resolve_group(group, &mut link, winners);
            }
            rest = after;
        }
        self.order = order;
    }

    fn resolve_group(
        &mut self,
        group: &mut [Claim],
        link: &mut impl FnMut(Span) -> Option<Link>,
        winners: &mut Vec<Claim>,
    ) {
        group.sort_unstable_by_key(|c| (c.span.end, c.span.start, c.source));
        self.best.clear();
        self.best.push(Step::default());
        self.ending.clear();
        for (i, claim) in group.iter().enumerate() {
            let step = self.best_before(group, i, link);
            let (weight, Reverse(count), bytes) = step.value;
            let value = (weight + i64::from(claim.weight), Reverse(count + 1), bytes + claim.span.len());
            self.ending.push(Step { value, last: step.last });
            let without = self.best.last().copied().unwrap_or_default();
            let with = Step { value, last: Some(i) };
            self.best.push(if value > without.value { with } else { without });
        }
        let start = winners.len();
        let mut at = self.best.last().and_then(|step| step.last);
        let mut after: Option<Claim> = None;
        while let Some(i) = at {
            let Some(&claim) = group.get(i) else { break };
            winners.push(claim);
            if let (Some(next), [.., later, earlier]) = (after, winners.as_mut_slice()) {
                let gap = Span::new(claim.span.end, next.span.start);
                let weight = link(gap).map_or(0, |link| weight_between(&link, &claim, &next));
                if weight != 0 {
                    later.weight += weight;
                    earlier.weight += weight;
                    self.bonds.push(Bond { sources: [claim.source, next.source], gap, weight });
                }
            }
            after = Some(claim);
            at = self.ending.get(i).and_then(|step| step.last);
        }
        if let Some(added) = winners.get_mut(start..) {
            added.reverse();
        }
    }

    /// The best set of claims before claim `i` of a group, and what it weighs together with the link to that claim.
    fn best_before(
        &mut self,
        group: &[Claim],
        i: usize,
        link: &mut impl FnMut(Span) -> Option<Link>,
    ) -> Step {
        let Some(claim) = group.get(i) else { return Step::default() };
        // Of one candidate there are several claims, one after the other.
        if i == 0 || self.window.start != claim.span.start {
            self.open_window(group.get(..i).unwrap_or_default(), claim.span.start, link);
        }
        let mut best = self.best.get(self.window.far).copied().unwrap_or_default();
        let lane = claim.source.lane();
        for &(number, weights) in self.window.near.iter().rev() {
            let Some(Step { value: (weight, count, bytes), .. }) = self.ending.get(number) else { continue };
            let bond = lane.and_then(|lane| weights.get(lane)).map_or(0, |&bond| i64::from(bond));
            let value = (weight + bond, *count, *bytes);
            if value > best.value {
                best = Step { value, last: Some(number) };
            }
        }
        best
    }

    fn open_window(&mut self, before: &[Claim], start: usize, link: &mut impl FnMut(Span) -> Option<Link>) {
        let window = &mut self.window;
        (window.start, window.far) = (start, 0);
        window.near.clear();
        for (number, other) in before.iter().enumerate().rev() {
            let end = other.span.end;
            if end + LONGEST_GAP < start {
                window.far = number + 1;
                break;
            }
            if end <= start {
                let weights = other.source.lane().and_then(|lane| {
                    let link = link(Span::new(end, start))?;
                    link.0.get(lane).copied()
                });
                window.near.push((number, weights.unwrap_or_default()));
            }
        }
    }
}

/// What a link between two claims weighs.
fn weight_between(link: &Link, before: &Claim, after: &Claim) -> i32 {
    match (before.source.lane(), after.source.lane()) {
        (Some(before), Some(after)) => link.weight(before, after),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn claim((start, len, weight): (usize, usize, i32)) -> Claim {
        Claim { span: Span::new(start, start + len), weight, source: Source::Rule(0) }
    }

    /// Claims of rules, and of candidates in a lane.
    fn claims_of(parts: Vec<(usize, usize, i32, Option<u8>)>) -> Vec<Claim> {
        let source = |number: u32, lane: Option<u8>| {
            lane.map_or(Source::Rule(number), |lane| Source::Candidate(lane, number))
        };
        let numbered = parts.into_iter().zip(0..);
        numbered
            .map(|((start, len, weight, lane), number)| Claim {
                source: source(number, lane),
                ..claim((start, len, weight))
            })
            .collect()
    }

    fn winners(claims: &[Claim]) -> Vec<Claim> {
        let mut out = Vec::new();
        Resolver::default().resolve(claims, |_| None, &mut out);
        out
    }

    /// A link that some gaps have, with weights as various as can be.
    fn some_link(gap: Span) -> Option<Link> {
        let number = gap.start * 7 + gap.end;
        let weight = |first: usize, second: usize| ((number * 5 + first * 3 + second) % 31) as i16 - 15;
        let row = |first: usize| std::array::from_fn(|second| weight(first, second));
        (!number.is_multiple_of(3) && gap.len() <= LONGEST_GAP).then(|| Link(std::array::from_fn(row)))
    }

    /// What a set of claims in the order of the text is worth; `None` when some overlap.
    fn worth(set: &[Claim]) -> Option<i64> {
        let mut sum: i64 = set.iter().map(|claim| i64::from(claim.weight)).sum();
        for pair in set.windows(2) {
            pair[1].span.start.checked_sub(pair[0].span.end)?;
            let link = some_link(Span::new(pair[0].span.end, pair[1].span.start));
            sum += link.map_or(0, |link| i64::from(weight_between(&link, &pair[0], &pair[1])));
        }
        Some(sum)
    }

    /// The best worth of all subsets.
    fn by_hand(claims: &[Claim]) -> i64 {
        let mut sorted = claims.to_vec();
        sorted.retain(|claim| claim.weight > 0 || claim.source.lane().is_some());
        sorted.sort_by_key(|claim| claim.span);
        let subset = |set: u32| {
            let chosen = sorted.iter().enumerate().filter(move |(i, _)| set >> i & 1 == 1);
            chosen.map(|(_, claim)| *claim).collect::<Vec<Claim>>()
        };
        (0..1 << sorted.len()).filter_map(|set| worth(&subset(set))).max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn as_good_as_trying_all_sets(
            parts in prop::collection::vec((0..60_usize, 1..8_usize, -15..30_i32, prop::option::of(0..4_u8)), 0..10),
        ) {
            let claims = claims_of(parts);
            let (mut resolver, mut won) = (Resolver::default(), Vec::new());
            resolver.resolve(&claims, some_link, &mut won);
            let bonds: i64 = resolver.bonds.iter().map(|bond| i64::from(bond.weight)).sum();
            // A bond adds to either of the two.
            prop_assert_eq!(won.iter().map(|c| i64::from(c.weight)).sum::<i64>() - bonds, by_hand(&claims));
            prop_assert!(won.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        }

        #[test]
        fn the_order_of_claims_does_not_matter(
            parts in prop::collection::vec((0..30_usize, 1..6_usize, -2..4_i32, prop::option::of(0..4_u8)), 0..12)
                .prop_shuffle(),
        ) {
            let mut claims = claims_of(parts);
            let won = |claims: &[Claim]| {
                let mut won = Vec::new();
                Resolver::default().resolve(claims, some_link, &mut won);
                won
            };
            let forward = won(&claims);
            claims.reverse();
            prop_assert_eq!(forward, won(&claims));
        }
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        assert_eq!(winners(&[claim((0, 3, 1)), claim((3, 3, 1))]).len(), 2);
    }

    #[test]
    fn a_tie_goes_to_the_longer_span() {
        let won = winners(&[claim((0, 3, 1)), claim((4, 3, 1)), claim((0, 7, 2))]);
        assert_eq!(won, [claim((0, 7, 2))]);
    }

    #[test]
    fn a_tie_goes_to_fewer_claims() {
        let won = winners(&[claim((0, 3, 1)), claim((4, 6, 1)), claim((2, 4, 2))]);
        assert_eq!(won, [claim((2, 4, 2))]);
    }

    #[test]
    fn a_rule_without_weight_breaks_no_link() {
        let bond = |_| Some(Link([[-50; 4]; 4]));
        let [mut left, between, mut right] = [claim((0, 3, 100)), claim((3, 1, 0)), claim((4, 3, 100))];
        (left.source, right.source) = (Source::Candidate(0, 0), Source::Candidate(0, 1));
        let mut won = Vec::new();
        Resolver::default().resolve(&[left, between, right], bond, &mut won);
        assert_eq!(won.iter().map(|claim| claim.weight).collect::<Vec<_>>(), [50, 50]);
    }

    #[test]
    fn what_weighs_nothing_wins_by_its_neighbour() {
        let bond = |_| Some(Link([[0, 50, 0, 0], [0; 4], [0; 4], [0; 4]]));
        let [mut sure, mut doubtful] = [claim((0, 3, 100)), claim((8, 3, -20))];
        (sure.source, doubtful.source) = (Source::Candidate(0, 0), Source::Candidate(1, 1));
        let (mut resolver, mut won) = (Resolver::default(), Vec::new());
        resolver.resolve(&[sure, doubtful], bond, &mut won);
        assert_eq!(won.iter().map(|claim| claim.weight).collect::<Vec<_>>(), [150, 30]);
        assert_eq!(winners(&[sure, doubtful]), [sure]);
    }
}
