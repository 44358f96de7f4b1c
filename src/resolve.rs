//! Resolution: of all claims, the set that does not overlap and weighs most (weighted interval scheduling).
//!
//! Ties are broken in a fixed order: more weight, more bytes covered, fewer claims, then the claim that ends first,
//! begins first, and comes from the lower source. The order in which claims were made never matters.

use crate::span::Span;
use std::cmp::Reverse;

/// Something said about a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// Where.
    pub(crate) span: Span,
    /// How sure; only positive weights can win.
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

/// Buffers of [`resolve`](Resolver::resolve).
#[derive(Default)]
pub(crate) struct Resolver {
    order: Vec<Claim>,
    best: Vec<Value>,
    taken: Vec<Option<usize>>,
}

/// What a set of claims is worth; greater is better.
type Value = (i64, i64, Reverse<u32>);

impl Resolver {
    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.order.capacity() * size_of::<Claim>()
            + self.best.capacity() * size_of::<Value>()
            + self.taken.capacity() * size_of::<Option<usize>>()
    }

    /// Appends the winning claims to `winners`, in the order of the text.
    ///
    /// Most claims overlap none or few others. So the claims are cut into groups that do not touch, of which each is resolved
    /// by itself: what wins in one does not depend on the others.
    pub(crate) fn resolve(&mut self, claims: &[Claim], winners: &mut Vec<Claim>) {
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        order.extend(claims.iter().filter(|claim| claim.weight > 0 && !claim.span.is_empty()));
        // Candidates come in the order of the text already.
        if !order.is_sorted_by_key(|claim| claim.span.start) {
            order.sort_by_key(|claim| claim.span.start);
        }
        let mut rest = order.as_mut_slice();
        while let Some(first) = rest.first() {
            let mut end = first.span.end;
            let joins = |claim: &&Claim| {
                let joins = claim.span.start < end;
                end = end.max(claim.span.end);
                joins
            };
            let count = rest.iter().take_while(joins).count();
            let Some((group, after)) = std::mem::take(&mut rest).split_at_mut_checked(count) else { break };
            match group {
                [only] => winners.push(*only),
                _ => self.resolve_group(group, winners),
            }
            rest = after;
        }
        self.order = order;
    }

    fn resolve_group(&mut self, group: &mut [Claim], winners: &mut Vec<Claim>) {
        group.sort_unstable_by_key(|c| (c.span.end, c.span.start, c.source));
        self.best.clear();
        self.best.push((0, 0, Reverse(0)));
        self.taken.clear();
        for (i, claim) in group.iter().enumerate() {
            // How many claims end before this one begins; mostly all but the last few.
            let before = group.get(..i).unwrap_or_default();
            let free = i - before.iter().rev().take_while(|other| other.span.end > claim.span.start).count();
            let (weight, bytes, Reverse(count)) = self.best.get(free).copied().unwrap_or_default();
            let with =
                (weight + i64::from(claim.weight), bytes + claim.span.len() as i64, Reverse(count + 1));
            let without = self.best.get(i).copied().unwrap_or_default();
            self.best.push(with.max(without));
            self.taken.push((with > without).then_some(free));
        }
        let start = winners.len();
        let mut i = group.len();
        while i > 0 {
            match (self.taken.get(i - 1).copied().flatten(), group.get(i - 1)) {
                (Some(free), Some(&claim)) => {
                    winners.push(claim);
                    i = free;
                }
                _ => i -= 1,
            }
        }
        if let Some(added) = winners.get_mut(start..) {
            added.reverse();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn claim((start, len, weight): (usize, usize, i32)) -> Claim {
        Claim { span: Span::new(start, start + len), weight, source: Source::Rule(0) }
    }

    fn winners(claims: &[Claim]) -> Vec<Claim> {
        let mut out = Vec::new();
        Resolver::default().resolve(claims, &mut out);
        out
    }

    /// The best weight over all subsets that do not overlap.
    fn by_hand(claims: &[Claim]) -> i64 {
        (0_u32..1 << claims.len())
            .filter_map(|set| {
                let chosen: Vec<&Claim> =
                    claims.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, c)| c).collect();
                let clash = chosen
                    .iter()
                    .enumerate()
                    .any(|(i, a)| chosen[..i].iter().any(|b| a.span.overlaps(b.span)));
                (!clash).then(|| chosen.iter().map(|c| i64::from(c.weight)).sum())
            })
            .max()
            .unwrap_or(0)
    }

    proptest! {
        #[test]
        fn as_good_as_trying_all_sets(parts in prop::collection::vec((0..20_usize, 1..8_usize, -5..30_i32), 0..10)) {
            let claims: Vec<Claim> = parts.into_iter().map(claim).collect();
            let won = winners(&claims);
            prop_assert_eq!(won.iter().map(|c| i64::from(c.weight)).sum::<i64>(), by_hand(&claims));
            prop_assert!(won.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        }

        #[test]
        fn the_order_of_claims_does_not_matter(
            parts in prop::collection::vec((0..12_usize, 1..6_usize, 1..4_i32), 0..12).prop_shuffle(),
        ) {
            let mut claims: Vec<Claim> = parts.into_iter().enumerate().map(|(i, part)| Claim { source: Source::Rule(i as u32), ..claim(part) }).collect();
            let spans = |claims: &[Claim]| winners(claims).iter().map(|c| (c.span, c.weight)).collect::<Vec<_>>();
            let forward = spans(&claims);
            claims.reverse();
            prop_assert_eq!(forward, spans(&claims));
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
}
