//! The weights, how a step changes them, and what a look does not see.

use crate::LANES;
use crate::options::Options;

/// The weights of all evidence in all lanes, with the state of FTRL-proximal.
pub(crate) struct Model {
    z: Vec<[f32; LANES]>,
    n: Vec<[f32; LANES]>,
    pub(crate) w: Vec<[f32; LANES]>,
    options: (f32, f32, f32),
}

impl Model {
    pub(crate) fn new(size: usize, options: &Options) -> Self {
        let zero = vec![[0.0; LANES]; size];
        Self { z: zero.clone(), n: zero.clone(), w: zero, options: (options.alpha, options.l1, options.l2) }
    }

    pub(crate) fn score<'a>(&self, features: impl IntoIterator<Item = &'a u32>) -> [f32; LANES] {
        let mut sum = [0.0; LANES];
        for &feature in features {
            for (to, from) in sum.iter_mut().zip(&self.w[feature as usize]) {
                *to += from;
            }
        }
        sum
    }

    pub(crate) fn update(&mut self, feature: u32, gradient: &[f32; LANES]) {
        let (alpha, l1, l2) = self.options;
        let i = feature as usize;
        for (lane, &g) in gradient.iter().enumerate() {
            if g == 0.0 {
                continue;
            }
            let (z, n, w) = (&mut self.z[i][lane], &mut self.n[i][lane], &mut self.w[i][lane]);
            let sigma = ((*n + g * g).sqrt() - n.sqrt()) / alpha;
            *z += g - sigma * *w;
            *n += g * g;
            *w = if z.abs() <= l1 { 0.0 } else { -(*z - z.signum() * l1) / ((1.0 + n.sqrt()) / alpha + l2) };
        }
    }
}

/// What one look at a document does not see: by chance, but the same for all of its candidates.
pub(crate) struct Veil {
    pub(crate) seed: u32,
    pub(crate) hidden: f32,
}

impl Veil {
    /// The evidence of a candidate that is seen.
    pub(crate) fn seen<'a>(&self, features: &'a [u32]) -> impl Iterator<Item = &'a u32> + use<'a> {
        let (seed, bound) = (self.seed, (self.hidden * u32::MAX as f32) as u32);
        features.iter().filter(move |&feature| {
            let mixed = (feature ^ seed).wrapping_mul(0x85eb_ca6b);
            let mixed = (mixed ^ mixed >> 15).wrapping_mul(0xc2b2_ae35);
            mixed ^ mixed >> 13 >= bound
        })
    }

    /// By how much what is seen counts more, to stand for what is not.
    pub(crate) fn scale(&self) -> f32 {
        1.0 / (1.0 - self.hidden)
    }
}

/// The mean of the weights after several passes.
pub(crate) struct Mean {
    sum: Vec<[f32; LANES]>,
    passes: f32,
}

impl Mean {
    pub(crate) fn new(size: usize) -> Self {
        Self { sum: vec![[0.0; LANES]; size], passes: 0.0 }
    }

    pub(crate) fn add(&mut self, weights: &[[f32; LANES]]) {
        self.passes += 1.0;
        for (to, from) in self.sum.iter_mut().flatten().zip(weights.iter().flatten()) {
            *to += from;
        }
    }

    pub(crate) fn weights(self) -> Vec<[f32; LANES]> {
        self.sum.into_iter().map(|sums| sums.map(|sum| sum / self.passes.max(1.0))).collect()
    }
}
