//! Evidence that no table gives to a word: what the extractor finds out of words where they stand, and asks for by name.

use crate::evidence::{Code, Family};
use crate::fold::hash;
use crate::lexicon::forms::FORM;
use crate::lexicon::letters;
use crate::lexicon::major::Major;
use crate::lexicon::{Digits, Said};
use crate::profiles::Profiles;
use crate::token::Shape;
use std::collections::BTreeSet;

impl Profiles {
    /// Adds the profiles of one piece of such evidence.
    pub(super) fn add_runtime(&mut self) {
        for shape in Shape::EACH {
            self.single(&format!("shape:{}", shape.name()), Major::UNKNOWN);
            let unlisted = format!("unlisted:{}", shape.name());
            let id = self.add(&BTreeSet::from([unlisted.clone()]), Major::UNKNOWN, Some(shape));
            self.single.push((hash(unlisted.as_bytes()), id));
            for usual in [Shape::Capital, Shape::Lower] {
                self.instead(usual, shape);
            }
        }
        for looks in letters::all() {
            let id = self.add(&looks.evidence().into_iter().collect(), Major::UNKNOWN, None);
            self.single.push((hash(looks.name().as_bytes()), id));
        }
        for length in 2..=6 {
            self.single(&format!("capitals:{length}"), Major::ACRONYM);
        }
        for name in ["edge:start", "edge:end"] {
            self.single(name, Major::EDGE);
        }
        for name in Digits::NAMES {
            self.single(name, Major::NUMBER);
        }
        for name in FORM.into_iter().chain(Said::NAMES) {
            self.single(name, Major::UNKNOWN);
        }
        let letters: Vec<u8> = (b'A'..=b'Z').chain(b'a'..=b'z').collect();
        for &first in &letters {
            for &last in &letters {
                self.single_code(Code::new(Family::Compound, [first, last]));
                self.single_code(Code::new(Family::Compound, [first, b'-', last]));
                self.single_code(Code::new(Family::Compound, [first, b'@', last]));
                self.single_code(Code::new(Family::Joined, [first, last]));
            }
        }
    }
}
