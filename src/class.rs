//! The class of a name that the lists do not have, where its words tell it: "Universität Quaxdorf" is a university, "Quaxo GmbH" a
//! company.
//!
//! Which words tell which class stands in `data/classes_of_words.tsv`. Here is where in a name they count, and what is said when they
//! disagree: nothing. Names with an entry have the class of that, see `linking`.

use crate::candidate::{Candidate, Context, key_of_words};
use crate::fold::{ByHash, fold, fold_into, fold_word_into, hash};
use crate::gazetteer::classes::Classes;
use crate::kind::Kind;
use crate::lexicon::Traits;
use crate::lexicon::endings::{Endings, hash_ending};
use crate::token::{Shape, Token, tokenize};
use crate::tsv::included;
use once_cell::sync::Lazy;
use std::collections::{HashMap, HashSet};

/// The class of whatever has a legal form that tells nothing else.
const COMPANY: &str = "company";
/// The classes of bodies of a state. They have no legal form of their own: "Ministry of Sound Ltd" is none.
const PUBLIC: [&str; 10] = [
    "party",
    "parliament",
    "government",
    "ministry",
    "court",
    "central-bank",
    "authority",
    "police",
    "military",
    "secret-service",
];
/// The most words of a cue.
const LONGEST: usize = 4;
/// What must stand before an ending, in bytes: no name is "Bank" with one letter before it.
const LEAST_BEFORE: usize = 3;

/// True for the class of a body of a state: whichever of a shared name is meant is one.
pub(crate) fn is_public(class: &str) -> bool {
    PUBLIC.contains(&class)
}

/// Where in a name a word must stand to tell its class.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At its beginning, with more behind it.
    First,
    /// Anywhere before its first small word.
    Head,
    /// At its end, or before its first small word: "Bank of Quax".
    Last,
    /// At its end alone: "Eagles of Death" are no club.
    End,
    /// At its end, as a legal form.
    Form,
}

/// What a word tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// The class, and the kind that has it.
    Class(&'static str, Kind),
    /// Whatever the other words say, it is something else: no "Quax University Alumni" is a university.
    Other,
}

impl Says {
    fn of(class: &'static str) -> Option<Self> {
        match class {
            "-" => Some(Says::Other),
            class => Classes::shipped().kind(class).map(|kind| Says::Class(class, kind)),
        }
    }

    /// True when it says something of names of a kind.
    fn is_about(self, kind: Kind) -> bool {
        match self {
            Says::Class(_, of) => of == kind,
            Says::Other => true,
        }
    }
}

/// What `data/classes_of_words.tsv` says.
#[derive(Default)]
struct Table {
    /// By the chain of the words.
    words: HashMap<u64, Vec<(Place, Says)>, ByHash>,
    /// The chains of the first words alone: with most words of names no cue begins.
    firsts: HashSet<u64, ByHash>,
    /// The last bytes of the endings: most words have others, and need not be folded.
    tails: HashSet<u64, ByHash>,
    /// By the [hash of the ending](hash_ending).
    endings: HashMap<u64, Vec<Says>, ByHash>,
    /// The longest ending, in bytes.
    longest: usize,
}

static TABLE: Lazy<Table> = Lazy::new(|| Table::parse(include_str!("../data/classes_of_words.tsv")));

impl Table {
    fn parse(text: &'static str) -> Self {
        let mut table = Self::default();
        let (mut word, mut tokens) = (String::new(), Vec::new());
        for [cue, place, class, endings] in included(text) {
            let Some(says) = Says::of(class) else { continue };
            let place = match place {
                "first" => Some(Place::First),
                "head" => Some(Place::Head),
                "last" => Some(Place::Last),
                "end" => Some(Place::End),
                "form" => Some(Place::Form),
                _ => None,
            };
            for ending in endings.split('|') {
                word.clear();
                word.extend([cue, ending]);
                match place {
                    Some(place) => {
                        tokens.clear();
                        tokenize(&word, &mut tokens);
                        table.firsts.extend(tokens.first().and_then(|first| chain(&[*first])));
                        table.words.entry(chain(&tokens).unwrap_or(0)).or_default().push((place, says));
                    }
                    None => {
                        let ending = fold(&word);
                        table.longest = table.longest.max(ending.len());
                        table.tails.extend(ending.as_bytes().last_chunk::<3>().map(|tail| hash(tail)));
                        table.endings.entry(hash_ending(&ending)).or_default().push(says);
                    }
                }
            }
        }
        table
    }

    /// False for most words that end in none of the endings.
    fn may_end(&self, word: &str) -> bool {
        let Some(last) = word.as_bytes().last_chunk::<3>() else { return false };
        !last.is_ascii() || self.tails.contains(&hash(last))
    }

    /// What the end of a compound says of names of a kind: the longest ending decides.
    fn ending(&self, folded: &str, kind: Kind) -> Option<Says> {
        let endings = Endings::of(folded);
        let from = folded.len().saturating_sub(self.longest).max(LEAST_BEFORE);
        let ends = (from..folded.len()).filter(|&at| folded.is_char_boundary(at));
        let mut known = ends.filter_map(|at| self.endings.get(&endings.at(at)?));
        known.find_map(|said| said.iter().copied().find(|says| says.is_about(kind)))
    }
}

/// Identifies the words of a cue; `None` where there are none. Full stops may be missing.
fn chain(tokens: &[Token]) -> Option<u64> {
    let mut words = tokens.iter().filter(|token| token.hash != hash(b".")).map(|token| token.hash);
    let last = words.next_back()?;
    Some(key_of_words(words, last))
}

/// What the words of a name have said so far.
#[derive(Default)]
struct Vote {
    class: Option<&'static str>,
    /// Two classes were told, or that it is something else.
    is_doubtful: bool,
}

impl Vote {
    fn add(&mut self, says: Says) {
        match says {
            Says::Class(class, _) => {
                self.is_doubtful |= self.class.is_some_and(|other| other != class);
                self.class = Some(class);
            }
            Says::Other => self.is_doubtful = true,
        }
    }
}

/// The class of a name without an entry, if its words tell it.
pub(crate) fn class_of(context: &Context<'_>, candidate: &Candidate, kind: Kind) -> Option<&'static str> {
    // No word of a person's name tells what the person is.
    if kind == Kind::Person {
        return None;
    }
    let table = &*TABLE;
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    let mut key = String::new();
    if let Some(inside) = candidate.inside {
        let part = context.text.get(inside.start as usize..inside.end as usize)?;
        fold_into(part, &mut key);
        return match table.ending(&key, kind)? {
            Says::Class(class, _) => Some(class),
            Says::Other => None,
        };
    }
    let name = Name { table, context, kind, first };
    let (end, form) = name.before_form(candidate.legal_form(context), last);
    let vote = name.vote(end, form.is_some(), &mut key);
    match (vote.class, form) {
        // A legal form says more than words in doubt, and than those of a body of the state.
        (class, Some(Says::Class(form, _))) if vote.is_doubtful || class.is_none_or(is_public) => Some(form),
        (class, _) => class.filter(|_| !vote.is_doubtful),
    }
}

/// A name of whole words.
struct Name<'a> {
    table: &'a Table,
    context: &'a Context<'a>,
    kind: Kind,
    /// Its first token.
    first: usize,
}

impl Name<'_> {
    /// The token behind the last one before the legal form, and what that says.
    fn before_form(&self, form: Option<u32>, last: usize) -> (usize, Option<Says>) {
        let context = self.context;
        let mut end = last + 1;
        let mut says = None;
        if let Some(form) = form.map(|form| form as usize).filter(|&form| form > self.first) {
            // A "Dance Company" is none, whatever a "Company" is.
            let from = [form - 1, form];
            let told = from.into_iter().find_map(|from| self.told(from, end, |place| place == Place::Form));
            says = told.or_else(|| Says::of(COMPANY)).filter(|says| says.is_about(self.kind));
            end = form;
        }
        // "Quax GmbH & Co. KG", the year of "TSV Quax 1860" and the number of "Quaxstraße 5a".
        let is_form = |at: usize| context.gist(at).is_some_and(|word| word.traits.has(Traits::LEGAL));
        let ends = |at: usize| match context.token(at).map(|token| token.shape) {
            Some(Shape::Sign | Shape::Number | Shape::Clitic) => true,
            Some(Shape::Lower) => context.is_number(at - 1) && context.is_glued(at),
            _ => says.is_some() && is_form(at),
        };
        while end > self.first + 1 && ends(end - 1) {
            end -= 1;
        }
        (end, says)
    }

    /// What the words before `end` say. Before a legal form a word alone says nothing: "Opera Ltd" is no opera house.
    fn vote(&self, end: usize, has_form: bool, key: &mut String) -> Vote {
        let phrase_end = (self.first + 1..end).find(|&at| self.ends_phrase(at)).unwrap_or(end);
        let begin = self.first + usize::from(self.context.is_article(self.first));
        let mut vote = Vote::default();
        let mut at = self.first;
        while at < phrase_end {
            let reach = if self.begins_cue(at) { end.min(at + LONGEST) } else { at };
            let cue = (at + 1..=reach).rev().find_map(|to| {
                if has_form && (at, to) == (self.first, end) {
                    return None;
                }
                let fits = |place| match place {
                    Place::First => at == begin && to < end,
                    Place::Head => true,
                    Place::Last => to == phrase_end || to == end,
                    Place::End => to == end,
                    Place::Form => false,
                };
                Some((to, self.told(at, to, fits)?))
            });
            let (to, says) = match cue {
                Some((to, says)) => (to, Some(says)),
                None => (at + 1, self.ending(at, key)),
            };
            says.into_iter().for_each(|says| vote.add(says));
            at = to;
        }
        // "University of Quax" is one, but what is the "University of Quax Press"? Alone such an end tells nothing: "Zell am See".
        let tail = (phrase_end.max(at)..end).filter(|at| vote.class.is_some() && end - at <= LONGEST);
        let ends = |place| matches!(place, Place::Last | Place::End);
        let mut tail = tail.filter_map(|at| self.told(at, end, ends));
        if let Some(says) = tail.next() {
            vote.add(says);
        }
        vote
    }

    /// True for what ends the phrase whose last word is what the name is: "of", "für", a bracket. That of "Industrie- und
    /// Handelskammer" goes on.
    fn ends_phrase(&self, at: usize) -> bool {
        let context = self.context;
        // That of "2nd Air Force" belongs to the number.
        let is_small = context.token(at).is_some_and(|token| token.shape == Shape::Lower)
            && !(context.is_glued(at) && context.is_number(at - 1));
        is_small && !context.joins_list(at)
            || matches!(context.sign(at), b',' | b'(' | b'/' | b':' | b'|')
            || context.is_dash(at) && context.is_spaced(at)
    }

    /// True when cues begin with the token.
    fn begins_cue(&self, at: usize) -> bool {
        let first = self.context.tokens.get(at..=at).and_then(chain);
        first.is_some_and(|first| self.table.firsts.contains(&first))
    }

    /// What the tokens from `from` to before `to` tell as one cue, at a place that fits.
    fn told(&self, from: usize, to: usize, fits: impl Fn(Place) -> bool) -> Option<Says> {
        let told = self.table.words.get(&chain(self.context.tokens.get(from..to)?)?)?.iter();
        let told = told.filter(|&&(place, says)| fits(place) && says.is_about(self.kind));
        // The same word may tell something of places alone, and it stands at several places.
        told.map(|&(_, says)| says).max_by_key(|&says| says != Says::Other)
    }

    fn ending(&self, at: usize, key: &mut String) -> Option<Says> {
        let token = self.context.token(at).filter(|token| token.shape.is_name_like())?;
        let word = token.bare(self.context.text);
        if !self.table.may_end(word) {
            return None;
        }
        key.clear();
        fold_word_into(word, key);
        self.table.ending(key, self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extractor::Extractor;
    use crate::language::Language;
    use crate::pipeline::Scratch;
    use std::collections::BTreeMap;
    use std::fs;

    /// The class of a text of which the whole is a name, as if no list had it.
    fn class(extractor: &Extractor, scratch: &mut Scratch, text: &str, kind: Kind) -> Option<&'static str> {
        let tools = extractor.tools();
        Language::EACH.into_iter().find_map(|language| {
            scratch.begin_document();
            scratch.read(&tools, text, Some(language));
            scratch.propose(&tools, text, language, false);
            let last = scratch.tokens.len().checked_sub(1)?;
            let whole = |it: &&Candidate| it.inside.is_none() && (it.first, it.last as usize) == (0, last);
            let candidate = scratch.candidates.list.iter().find(whole)?;
            Some(class_of(&scratch.context(&tools, text, language), candidate, kind))
        })?
    }

    #[test]
    fn words_tell_the_class() {
        let (extractor, mut scratch) = (Extractor::default(), Scratch::default());
        let mut wrong = Vec::new();
        for (kind, name, expected) in [
            (Kind::Organization, "Quaxo GmbH", "company"),
            (Kind::Organization, "Quaxo Inc.", "company"),
            (Kind::Organization, "Quaxo, Inc.", "company"),
            (Kind::Organization, "Müller & Söhne KG", "company"),
            (Kind::Organization, "Quaxo GmbH & Co. KG", "company"),
            (Kind::Organization, "Universität Quaxdorf", "university"),
            (Kind::Organization, "Technischen Universität Quaxdorf", "university"),
            (Kind::Organization, "Quax-Universität", "university"),
            (Kind::Organization, "Quax University", "university"),
            (Kind::Organization, "University of Quax", "university"),
            (Kind::Organization, "Landgericht Musterstadt", "court"),
            (Kind::Organization, "Amtsgerichts Musterstadt", "court"),
            (Kind::Organization, "Quax County Court", "court"),
            (Kind::Organization, "Sparkasse Quaxtal", "bank"),
            (Kind::Organization, "Quaxbank", "bank"),
            (Kind::Organization, "Bank of Quax", "bank"),
            (Kind::Organization, "TSV Quaxdorf", "club"),
            (Kind::Organization, "TSV Quaxdorf 1860", "club"),
            (Kind::Organization, "FC Quax", "club"),
            (Kind::Organization, "Quax Rovers F.C.", "club"),
            (Kind::Organization, "Ministerium für Nudeln", "ministry"),
            (Kind::Organization, "Ministry of Noodles", "ministry"),
            (Kind::Organization, "Quaxdorfer Zeitung", "media"),
            (Kind::Organization, "Quax Evening News", "media"),
            (Kind::Organization, "Klinikum Quaxdorf", "hospital"),
            (Kind::Organization, "Quax Memorial Hospital", "hospital"),
            (Kind::Organization, "Quax-Stiftung", "foundation"),
            (Kind::Organization, "Verein Deutscher Quaxer e.V.", "association"),
            (Kind::Organization, "Quaxverband", "association"),
            (Kind::Organization, "Bundesverband der Quaxer", "association"),
            (Kind::Organization, "Industrie- und Handelskammer Quaxdorf", "association"),
            (Kind::Organization, "Polizei Quaxdorf", "police"),
            (Kind::Organization, "2nd Quax Air Force", "military"),
            (Kind::Place, "Landkreis Quax", "district"),
            (Kind::Place, "Quaxstraße", "landmark"),
            (Kind::Place, "Quaxstraße 5a", "landmark"),
            (Kind::Place, "Lake Quax", "lake"),
            (Kind::Place, "River Quax", "river"),
            (Kind::Place, "Quax County", "region"),
            // What it is goes before the legal form that it has, but a body of the state has none.
            (Kind::Organization, "Klinikum Quax gGmbH", "hospital"),
            (Kind::Organization, "Sparkasse Quax AöR", "bank"),
            (Kind::Organization, "FC Quax GmbH & Co. KGaA", "club"),
            (Kind::Organization, "Ministry of Quax Ltd", "company"),
            (Kind::Organization, "Opera Ltd", "company"),
            // The longer cue tells more.
            (Kind::Organization, "Quax University Hospital", "hospital"),
            (Kind::Organization, "Quax Animal Hospital", "-"),
            (Kind::Organization, "Quaxdatenbank", "-"),
            // In doubt there is none.
            (Kind::Organization, "Quax", "-"),
            (Kind::Organization, "Quax e.V.", "-"),
            (Kind::Organization, "Eagles of Quax", "-"),
            (Kind::Organization, "Universität Klinikum Quax", "-"),
            (Kind::Organization, "University of Quax Press", "-"),
            (Kind::Organization, "Förderverein der Universität Quax", "-"),
            (Kind::Organization, "Quax University Alumni", "-"),
            (Kind::Place, "Quax am See", "-"),
            (Kind::Place, "Universität Quax", "-"),
        ] {
            let told = class(&extractor, &mut scratch, name, kind).unwrap_or("-");
            if told != expected {
                wrong.push(format!("{name}: {told}, expected {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// The names of the entries of a folder of `data/`, with the classes of these.
    fn listed(folder: &str) -> Vec<(String, String)> {
        let mut names = Vec::new();
        let folder = format!("{}/data/{folder}", env!("CARGO_MANIFEST_DIR"));
        for file in fs::read_dir(folder).expect("a folder").flatten() {
            let text = fs::read_to_string(file.path()).expect("a table");
            let table = crate::tsv::Table::parse("", &text).expect("a table");
            let class = table.require("class").expect("classes");
            let columns = ["name", "legal", "aliases", "former"].map(|column| table.column(column));
            for row in table.rows() {
                let cells = columns.iter().flat_map(|&column| row.list(column));
                let own = cells.map(|name| name.split('[').next().unwrap_or_default());
                names.extend(own.map(|name| (name.to_owned(), row.cell(class).to_owned())));
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn words_tell_of_listed_names_what_the_lists_say() {
        /// The classes of firms: of one that is listed as a bank, "Quaxo AG" tells that it is a company.
        const FIRMS: [&str; 7] = ["airline", "bank", "consultancy", "exchange", "fund", "insurer", "media"];
        let (extractor, mut scratch) = (Extractor::default(), Scratch::default());
        for (folder, least) in [("organisations", 97.0), ("places", 95.0)] {
            let mut told = BTreeMap::new();
            for (name, listed) in listed(folder) {
                let kind = Classes::shipped().kind(&listed).expect("a known class");
                let Some(class) = class(&extractor, &mut scratch, &name, kind) else { continue };
                let is_right = class == listed || class == COMPANY && FIRMS.contains(&listed.as_str());
                let [all, right] = told.entry(class).or_insert([0, 0]);
                (*all, *right) = (*all + 1, *right + usize::from(is_right));
            }
            let share = |[all, right]: [usize; 2]| 100.0 * right as f64 / all as f64;
            let whole = told.values().fold([0, 0], |[a, b], [c, d]| [a + c, b + d]);
            let classes =
                told.iter().map(|(class, &counts)| format!("{class} {:.1} of {counts:?}", share(counts)));
            assert!(
                share(whole) >= least,
                "data/{folder}: {:.2} % of {} names, expected {least}; see the words in data/classes_of_words.tsv\n{}",
                share(whole),
                whole[0],
                classes.collect::<Vec<_>>().join("\n")
            );
        }
    }

    #[test]
    fn bodies_of_a_state_are_classes_of_the_table() {
        for class in PUBLIC.into_iter().chain([COMPANY]) {
            assert_eq!(Classes::shipped().kind(class), Some(Kind::Organization), "{class}");
        }
    }
}
