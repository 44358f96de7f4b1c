//! The walk over the tokens: a currency with its number before or after it, minor units, ranges, compounds.
//!
//! Each rule has an id, listed with examples in docs/MONEY.md. How a number is read is in `number`; what stands around
//! an amount is in `context`.

use super::context::{self, Context};
use super::lexicon::{Class, Item, Lexicon, Meaning, Of, Unit, Words};
use super::number::{self, Atom, DASHES, Number, Part, Reader, hyphen_parts};
use super::value::{Currency, Decimal, Money, Value};
use crate::fold;
use crate::language::Language;
use crate::span::Span;
use crate::token::{Marks, Shape, Token};

/// An amount of money in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The number of its first token.
    pub first: u32,
    /// The number of its last token.
    pub last: u32,
    /// Its bytes. They may lie inside a token: "20-Euro" in "20-Euro-Schein".
    pub span: Span,
    /// What it says.
    pub money: Money,
    /// The id of the rule that found it.
    pub rule: &'static str,
}

/// Number words are looked for in so many tokens before and after a currency.
const REACH: usize = 14;

/// Appends all amounts of money to `out`.
pub(crate) fn find(lexicon: &Lexicon, text: &str, tokens: &[Token], language: Language, out: &mut Vec<Found>) {
    let words = lexicon.words(language);
    let begin = out.len();
    let mut walk = None;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if !words.may_trigger(token.hash) && !token.marks.has(Marks::HYPHEN) && token.shape != Shape::AlphaNumeric {
            at += 1;
            continue;
        }
        let walk = walk.get_or_insert_with(|| Walk {
            reader: Reader { text, tokens, words, language },
            lexicon,
            atoms: Vec::new(),
            stack: Vec::new(),
            free: 0,
            begin,
            last_power: 0,
        });
        at = walk.visit(at, out).max(at + 1);
    }
}

struct Walk<'t> {
    reader: Reader<'t>,
    lexicon: &'t Lexicon,
    /// Buffers.
    atoms: Vec<Atom>,
    stack: Vec<usize>,
    /// The first token that no amount has taken yet.
    free: usize,
    /// Where the results of this walk begin.
    begin: usize,
    /// The power of the last number found, for "$10 to $15 million".
    last_power: u32,
}

/// A currency in the text: tokens `at` up to, and not including, `end`.
#[derive(Clone, Copy)]
struct Sign {
    at: usize,
    end: usize,
    item: Item,
    unit: Unit,
}

/// A number in the text.
#[derive(Clone, Copy)]
struct Amount {
    number: Number,
    first: usize,
    /// The last token of it, this one included.
    last: usize,
    start: usize,
    end: usize,
}

/// A claim that grows until it is pushed.
struct Claim {
    first: usize,
    last: usize,
    start: usize,
    end: usize,
    value: Value,
    unit: Unit,
    rule: &'static str,
    power: u32,
    /// A per-unit that was found inside ("12-cent-a-share").
    per: Option<Box<str>>,
    /// The token of the currency, where cues are looked for.
    sign: usize,
}

impl<'t> Walk<'t> {
    fn words(&self) -> &'t Words {
        self.reader.words
    }

    fn token(&self, at: usize) -> Option<&'t Token> {
        self.reader.tokens.get(at)
    }

    fn text_of(&self, at: usize) -> &'t str {
        self.token(at).map_or("", |token| token.text(self.reader.text))
    }

    fn spaced(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| token.marks.has(Marks::SPACE))
    }

    /// True when token `at` begins a new block of text, or there is none.
    fn blocked(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| token.marks.has(Marks::BLOCK))
    }

    fn context(&self) -> Context<'_, 't> {
        Context { reader: &self.reader, lexicon: self.lexicon }
    }

    /// Looks at the token `at`, and tells where to go on.
    #[inline(never)]
    fn visit(&mut self, at: usize, out: &mut Vec<Found>) -> usize {
        let Some(token) = self.token(at) else { return at + 1 };
        if self.words().may_trigger(token.hash) && self.words().step(0, token.hash).is_some() {
            let mut signs = [None; 8];
            self.signs(at, &mut signs);
            for sign in signs.iter().rev().flatten() {
                if let Some(claim) = self.claim(*sign) {
                    return self.push(claim, out);
                }
            }
        }
        if token.marks.has(Marks::HYPHEN)
            && let Some(claim) = self.compound(at)
        {
            return self.push(claim, out);
        }
        if token.shape == Shape::AlphaNumeric
            && let Some(claim) = self.glued_code(at)
        {
            return self.push(claim, out);
        }
        at + 1
    }

    /// The currencies that begin at token `at`, the longest last.
    fn signs(&self, at: usize, out: &mut [Option<Sign>; 8]) {
        let mut node = 0;
        let mut slots = out.iter_mut();
        let mut end = at;
        while let Some(token) = self.token(end) {
            if end > at && token.marks.has(Marks::BLOCK) {
                break;
            }
            let Some(next) = self.words().step(node, token.hash) else { break };
            (node, end) = (next, end + 1);
            for item in self.words().items(node) {
                let Meaning::Unit(unit) = item.meaning else { continue };
                if !matches!(item.class, Class::Symbol | Class::Name | Class::Subunit) || !self.form_fits(item, at, end) {
                    continue;
                }
                if let Some(slot) = slots.next() {
                    *slot = Some(Sign { at, end, item: *item, unit });
                }
            }
        }
    }

    /// The flags about how a word is written.
    fn form_fits(&self, item: &Item, at: usize, end: usize) -> bool {
        let flags = item.flags;
        if flags.has(b'g') && (at + 1..end).any(|i| self.spaced(i)) {
            return false;
        }
        if flags.has(b's') && !self.spaced(end) {
            return false;
        }
        if flags.has(b'x') {
            let from = self.token(at).map_or(0, |token| token.start as usize);
            let to = self.token(end.saturating_sub(1)).map_or(0, |token| token.end as usize);
            let written = self.reader.text.get(from..to).unwrap_or_default();
            let letters = |c: &char| !c.is_whitespace();
            return written.trim_end_matches('.').chars().filter(letters).eq(item.form.trim_end_matches('.').chars().filter(letters));
        }
        true
    }

    /// The amount of which `sign` is the currency.
    fn claim(&mut self, sign: Sign) -> Option<Claim> {
        let symbol = sign.item.class == Class::Symbol;
        let never_before = sign.item.flags.has(b'n');
        let mut before = self.before(sign.at);
        // "norwegische Kronen", "malaysia ringgits": a country beside the noun belongs to it.
        let mut sign = sign;
        let mut start_at = sign.at;
        if !symbol && let Some((from, of)) = self.context().country_beside(self.free, sign.at, sign.unit.of) {
            sign.unit.of = of;
            start_at = from;
            before = self.before(from);
        }
        if let Some(amount) = &before
            && !self.may_stand_before(amount, &sign)
        {
            before = None;
        }
        let after = if never_before || sign.item.class == Class::Subunit || self.is_pair(sign.at) {
            None
        } else {
            let after = self.after(sign.end, &sign);
            after.filter(|amount| if symbol { self.symbol_takes(amount, &sign) } else { self.name_takes(amount, &sign) })
        };
        let rule = match (symbol, before.is_some() && !self.prefers_after(&before, &after, &sign)) {
            (true, true) => "money.symbol-after",
            (true, false) => "money.symbol-before",
            (false, true) => "money.name-after",
            (false, false) => "money.name-before",
        };
        if matches!(rule, "money.symbol-after" | "money.name-after") {
            let amount = before?;
            let last = sign.end - 1;
            let end = self.token(last)?.end as usize;
            let mut claim = Claim {
                first: amount.first,
                last,
                start: amount.start,
                end,
                value: Value::Exact(amount.number.value.checked_mul(sign.unit.factor)?),
                unit: sign.unit,
                rule,
                power: amount.number.power,
                per: None,
                sign: sign.at,
            };
            self.magnitude_behind(&mut claim, &amount);
            self.minor(&mut claim, &amount, false);
            self.range_before(&mut claim, &amount);
            Some(claim)
        } else {
            let amount = after?;
            let start = self.token(start_at)?.start as usize;
            let mut claim = Claim {
                first: start_at,
                last: amount.last,
                start,
                end: amount.end,
                value: Value::Exact(amount.number.value.checked_mul(sign.unit.factor)?),
                unit: sign.unit,
                rule,
                power: amount.number.power,
                per: None,
                sign: sign.at,
            };
            self.range_after(&mut claim, &amount);
            self.same_currency_behind(&mut claim);
            self.minor(&mut claim, &amount, true);
            Some(claim)
        }
    }

    /// "EUR/USD 1,0577" is a rate, not an amount.
    fn is_pair(&self, at: usize) -> bool {
        at > 1 && self.reader.glued_sign(at - 1, &["/"]) && !self.spaced(at) && {
            let mut signs = [None; 8];
            self.signs(at - 2, &mut signs);
            signs.iter().flatten().any(|sign| sign.end == at - 1)
        }
    }

    fn prefers_after(&self, before: &Option<Amount>, after: &Option<Amount>, sign: &Sign) -> bool {
        let (Some(before), Some(_)) = (before, after) else { return before.is_none() };
        if sign.item.class != Class::Symbol || !self.spaced(sign.at) {
            return false;
        }
        !self.spaced(sign.end) || before.number.year || before.number.article
    }

    /// The number that ends right before token `at`.
    fn before(&mut self, at: usize) -> Option<Amount> {
        self.before_with(at, None)
    }

    /// The number that ends right before token `at`; with `parts`, the beginning of the hyphenated word `at` belongs to it
    /// as well: "500 Millionen-Euro-Projekt".
    fn before_with(&mut self, at: usize, parts: Option<(&str, usize)>) -> Option<Amount> {
        let lowest = self.free.max(at.saturating_sub(REACH));
        // Number tokens, from the last to the first.
        self.stack.clear();
        let mut first = at;
        while first > lowest {
            if self.blocked(first) {
                break;
            }
            let Some(start) = self.number_token_before(first, lowest) else { break };
            first = start;
            self.stack.push(first);
        }
        if let Some((word, start)) = parts {
            self.atoms.clear();
            self.reader.push_hyphenated(at, word, start, &mut self.atoms);
            if let Some(number) = self.read_all(0).filter(|_| self.stack.is_empty()) {
                return self.amount(number, 0);
            }
        }
        // From the earliest start from which a number reaches up to the currency.
        while let Some(start) = self.stack.pop() {
            self.atoms.clear();
            let mut next = start;
            while next < at {
                match self.reader.push(next, &mut self.atoms) {
                    Some(after) => next = after,
                    None => break,
                }
            }
            if next != at {
                continue;
            }
            if let Some((word, start)) = parts {
                self.reader.push_hyphenated(at, word, start, &mut self.atoms);
            }
            if let Some(number) = self.read_all(0) {
                if self.context().is_vague_before(start) {
                    return None;
                }
                return self.amount(number, 0);
            }
        }
        if let Some((word, start)) = parts {
            self.atoms.clear();
            self.reader.push_hyphenated(at, word, start, &mut self.atoms);
            return self.read_all(0).and_then(|number| self.amount(number, 0));
        }
        None
    }

    /// The first token of the number token, or number with its signs, that ends before `at`.
    fn number_token_before(&mut self, at: usize, lowest: usize) -> Option<usize> {
        let last = at.checked_sub(1).filter(|&last| last >= lowest)?;
        let mut start = last;
        if self.reader.glued_sign(last, &["."]) {
            start = last.checked_sub(1)?;
        } else if self.reader.glued_sign(last, DASHES) {
            // "3.000,-" or "500.--"
            let mut sign = last.checked_sub(1)?;
            if self.reader.glued_sign(sign, DASHES) {
                sign = sign.checked_sub(1)?;
            }
            if self.reader.glued_sign(sign, &[",", "."]) {
                start = sign.checked_sub(1)?;
            } else if last + 1 == at && sign + 1 == last && !self.spaced(at) {
                // "3-€-Stück"
                return None;
            }
        }
        if start < lowest {
            return None;
        }
        self.atoms.clear();
        let next = self.reader.push(start, &mut self.atoms)?;
        (next == at).then_some(start)
    }

    /// The number that all atoms from `from` make together.
    fn read_all(&self, from: usize) -> Option<Number> {
        let atoms = self.atoms.get(from..)?;
        number::read(atoms).filter(|number| number.used == atoms.len())
    }

    /// Where the atoms of `number` stand.
    fn amount(&self, number: Number, from: usize) -> Option<Amount> {
        let first = self.atoms.get(from)?;
        let last = self.atoms.get(from + number.used.checked_sub(1)?)?;
        let mut token = first.token;
        // The token of a dotted or signed number is its last one.
        while token > 0 && self.token(token).is_some_and(|t| t.start as usize > first.start) {
            token -= 1;
        }
        Some(Amount { number, first: token, last: last.token, start: first.start, end: last.end })
    }

    /// The number that begins at token `at`.
    fn after(&mut self, at: usize, sign: &Sign) -> Option<Amount> {
        if self.blocked(at) {
            return None;
        }
        self.atoms.clear();
        let mut next = at;
        let dot = sign.item.flags.has(b'.') && self.reader.glued_sign(at, &["."]);
        if dot {
            next += 1;
        }
        // "$.50"
        if self.text_of(at) == "." && !dot && !self.spaced(at) && !self.spaced(at + 1) {
            return self.bare_fraction(at);
        }
        while next < at + REACH {
            if next > at && self.blocked(next) {
                break;
            }
            // A currency ends the number: "rmb 10 usd 20".
            match self.reader.push(next, &mut self.atoms) {
                Some(after) => next = after,
                None => break,
            }
        }
        if let Some(token) = self.token(next)
            && token.marks.has(Marks::HYPHEN)
        {
            let word = token.text(self.reader.text);
            self.reader.push_hyphenated(next, word, token.start as usize, &mut self.atoms);
        }
        let number = number::read(&self.atoms).filter(|number| !number.article)?;
        self.amount(number, 0)
    }

    /// ".50" after a currency sign.
    fn bare_fraction(&self, at: usize) -> Option<Amount> {
        let token = self.token(at + 1).filter(|token| token.shape == Shape::Number)?;
        let digits = token.text(self.reader.text);
        let mantissa = digits.parse::<i128>().ok()?;
        let value = Decimal::new(mantissa, u32::try_from(digits.len()).ok()?)?;
        let number = Number { value, used: 1, power: 0, article: false, year: false, large: true, signed: true, short: false };
        let start = self.token(at)?.start as usize;
        Some(Amount { number, first: at, last: at + 1, start, end: token.end as usize })
    }

    /// The flags about numbers before a currency.
    fn may_stand_before(&self, amount: &Amount, sign: &Sign) -> bool {
        let flags = sign.item.flags;
        let number = &amount.number;
        if flags.has(b'm') && !number.large || flags.has(b'r') && !number.signed || flags.has(b'a') && number.article {
            return false;
        }
        if flags.has(b'k') && (self.spaced(sign.at) || number.value >= Decimal::from(1000) || number.article) {
            return false;
        }
        if flags.has(b'e') && !self.context().clause_ends(sign.end) {
            return false;
        }
        if number.article && self.context().is(sign.end, Class::NoHead) {
            return false;
        }
        if flags.has(b'w') && !number.large && self.context().is_weight(amount.first, sign.end) {
            return false;
        }
        // Line breaks part a list of numbers from what follows, except after a magnitude.
        !(self.token(sign.at).is_some_and(|token| token.marks.has(Marks::LINE)) && sign.item.class == Class::Symbol && !number.large)
    }

    /// May this number stand after a symbol or code?
    fn symbol_takes(&self, amount: &Amount, sign: &Sign) -> bool {
        let number = &amount.number;
        if sign.item.flags.has(b'm') && !number.large || sign.item.flags.has(b'r') && !number.signed {
            return false;
        }
        if self.token(sign.end).is_some_and(|token| token.marks.has(Marks::LINE)) {
            return false;
        }
        // A word after a sign is rare: "$ five million".
        self.token(amount.first).is_some_and(|token| token.shape == Shape::Number || token.shape == Shape::AlphaNumeric || token.shape == Shape::Sign)
            || number.power > 0
            || self.atoms.first().is_some_and(|atom| matches!(atom.part, Part::Digits(_) | Part::Number(_)))
    }

    /// May this number stand after the name of a currency? "Euro 2024" is no amount, "Euro 3.000,-" is.
    fn name_takes(&self, amount: &Amount, sign: &Sign) -> bool {
        let number = &amount.number;
        let digits = self.atoms.first().is_some_and(|atom| matches!(atom.part, Part::Digits(_)));
        let mut signs = [None; 8];
        self.signs(amount.last + 1, &mut signs);
        if !digits || number.year || signs.iter().flatten().next().is_some() || !self.spaced(sign.end) && false {
            return false;
        }
        if self.token(sign.end).is_some_and(|token| token.marks.has(Marks::LINE)) {
            return false;
        }
        number.power > 0
            || number.large && !number.short
            || number.value >= Decimal::from(10) && self.context().clause_ends(amount.last + 1)
    }

    /// "75 USD million".
    fn magnitude_behind(&mut self, claim: &mut Claim, amount: &Amount) {
        if amount.number.power > 0 || amount.number.article || self.blocked(claim.last + 1) {
            return;
        }
        self.atoms.clear();
        let Some(next) = self.reader.push(claim.last + 1, &mut self.atoms) else { return };
        let [Atom { part: Part::Magnitude(power), end, .. }] = *self.atoms.as_slice() else { return };
        let mut signs = [None; 8];
        self.signs(next, &mut signs);
        if power < 6 || signs.iter().flatten().next().is_some() {
            return;
        }
        if let Value::Exact(value) = claim.value
            && let Some(value) = value.shift(power)
        {
            (claim.value, claim.power) = (Value::Exact(value), power);
            (claim.last, claim.end) = (next - 1, end);
        }
    }

    /// "$5 million USD": the same currency once more.
    fn same_currency_behind(&self, claim: &mut Claim) {
        let at = claim.last + 1;
        if self.blocked(at) {
            return;
        }
        let mut signs = [None; 8];
        self.signs(at, &mut signs);
        let Some(sign) = signs.iter().rev().flatten().find(|sign| sign.unit.factor == Decimal::from(1)) else { return };
        let same = match (claim.unit.of, sign.unit.of) {
            (Of::Family(family), Of::Code(code)) => {
                self.lexicon.families.get(family).is_some_and(|family| family.members.iter().any(|&(_, c)| c == code))
            }
            (one, other) => one == other || self.default_of(one) == self.default_of(other),
        };
        let digit_follows = self.token(sign.end).is_some_and(|token| token.shape == Shape::Number);
        if !same || digit_follows || sign.item.flags.has(b'm') || sign.item.class == Class::Symbol && sign.item.form.len() < 3 {
            return;
        }
        if let Of::Code(_) = sign.unit.of {
            claim.unit.of = sign.unit.of;
        }
        if let Some(token) = self.token(sign.end - 1) {
            (claim.last, claim.end) = (sign.end - 1, token.end as usize);
        }
    }

    fn default_of(&self, of: Of) -> Option<Currency> {
        match of {
            Of::Code(code) => Some(code),
            Of::Family(family) => self.words().default_of(family),
        }
    }

    /// "2 Euro 50", "15 dollars and 15 cents", "one dollar and one".
    fn minor(&mut self, claim: &mut Claim, amount: &Amount, strict: bool) {
        let Value::Exact(main) = claim.value else { return };
        if !main.is_integer() || amount.number.power > 0 || claim.unit.factor > Decimal::from(1) {
            return;
        }
        let major = claim.unit.factor == Decimal::from(1);
        let mut at = claim.last + 1;
        if self.blocked(at) || self.text_of(at) == "," && self.blocked(at + 1) {
            return;
        }
        let and = self.context().is(at, Class::And) || self.text_of(at) == "," && major;
        let strong_and = self.context().is(at, Class::MinorAnd);
        at += usize::from(and);
        if self.blocked(at) {
            return;
        }
        self.atoms.clear();
        let mut next = at;
        while next < at + 4 {
            match self.reader.push(next, &mut self.atoms) {
                Some(after) => next = after,
                None => break,
            }
        }
        let hundred = Decimal::from(100);
        let Some(number) = number::read(&self.atoms)
            .filter(|number| number.value < hundred && number.value.is_integer() && number.power == 0)
        else {
            return;
        };
        let Some(small) = self.amount(number, 0) else { return };
        let end = small.last + 1;
        let mut signs = [None; 8];
        self.signs(end, &mut signs);
        // With its own unit.
        for sign in signs.iter().flatten() {
            let factor = sign.unit.factor;
            let fits = sign.item.class == Class::Subunit
                && factor < claim.unit.factor
                && (!sign.item.flags.has(b'k') || !self.spaced(end))
                && self.is_part_of(sign.unit.of, claim.unit.of, factor);
            if !fits {
                continue;
            }
            let Some(part) = small.number.value.checked_mul(factor) else { continue };
            if part >= claim.unit.factor {
                continue;
            }
            if let Some(sum) = main.checked_add(part)
                && let Some(token) = self.token(sign.end - 1)
            {
                claim.value = Value::Exact(sum);
                (claim.last, claim.end) = (sign.end - 1, token.end as usize);
                self.last_digit(claim, sum, factor);
            }
            return;
        }
        if signs.iter().flatten().next().is_some() || self.text_of(at - usize::from(and)) == "," || number.article || !major {
            return;
        }
        // Without.
        let two = small.number.value >= Decimal::from(10);
        let clause = self.context().clause_ends(end);
        let ends = if strict && !and { self.context().sentence_ends(end) } else { clause || self.context().is(end, Class::MinorEnd) };
        if (and && !strong_and) || (!and && !two) || !ends {
            return;
        }
        let Some(part) = small.number.value.checked_mul(Decimal::new(1, 2).unwrap_or_default()) else { return };
        if let Some(sum) = main.checked_add(part) {
            claim.value = Value::Exact(sum);
            (claim.last, claim.end) = (small.last, small.end);
        }
    }

    /// "five mao five": one more digit after tenths.
    fn last_digit(&mut self, claim: &mut Claim, sum: Decimal, factor: Decimal) {
        if Decimal::new(1, 1) != Some(factor) {
            return;
        }
        self.atoms.clear();
        if self.blocked(claim.last + 1) || self.reader.push(claim.last + 1, &mut self.atoms).is_none() {
            return;
        }
        let Some(number) = number::read(&self.atoms).filter(|n| n.value < Decimal::from(10) && n.value.is_integer() && !n.article)
        else {
            return;
        };
        let Some(digit) = self.amount(number, 0).filter(|digit| self.context().clause_ends(digit.last + 1)) else { return };
        let part = number.value.checked_mul(Decimal::new(1, 2).unwrap_or_default());
        if let Some(sum) = part.and_then(|part| sum.checked_add(part)) {
            claim.value = Value::Exact(sum);
            (claim.last, claim.end) = (digit.last, digit.end);
        }
    }

    /// Cents go with every currency that has hundredths, other parts with their own.
    fn is_part_of(&self, part: Of, whole: Of, factor: Decimal) -> bool {
        let member = |family: usize, code: Currency| {
            self.lexicon.families.get(family).is_some_and(|family| family.members.iter().any(|&(_, c)| c == code))
        };
        match (part, whole) {
            (Of::Code(one), Of::Code(other)) => one == other,
            (Of::Code(code), Of::Family(family)) => member(family, code) || self.words().default_of(family) == Some(code),
            (Of::Family(family), Of::Code(code)) => member(family, code) || Decimal::new(1, 2) == Some(factor),
            (Of::Family(_), Of::Family(_)) => true,
        }
    }

    /// "zehn bis 15 Millionen Euro", "zwischen 8,85 und 8,95 Milliarden Dollar", "10-20 dollars".
    fn range_before(&mut self, claim: &mut Claim, high: &Amount) {
        let Value::Exact(top) = claim.value else { return };
        let Some((link, join)) = self.context().link_before(self.free, high.first) else { return };
        let end = self.context().without_about_before(self.free, link);
        let Some(low) = self.before(end) else { return };
        if join && !self.context().is_before(low.first, Class::Between, 2) {
            return;
        }
        // "2014 – 10 Millionen Euro" names a year first.
        if low.number.article || low.number.year && !high.number.year {
            return;
        }
        // "2 008 - 2 009" and other dashes between what is no range: the first must be smaller.
        let Some(bottom) = scaled(low.number, high.number.power, top, claim.unit.factor) else { return };
        if bottom >= top {
            return;
        }
        claim.value = Value::Range(bottom, top);
        (claim.first, claim.start) = (low.first, low.start);
        claim.rule = "money.range";
    }

    /// "$10-15 million", "€10 bis 15 Mio.".
    fn range_after(&mut self, claim: &mut Claim, low: &Amount) {
        let Value::Exact(_) = claim.value else { return };
        let Some((next, dash, join)) = self.context().link_after(low.last + 1) else { return };
        if join && !self.context().is_before(claim.first, Class::Between, 2) {
            return;
        }
        self.atoms.clear();
        let mut at = next;
        while at < next + REACH && (at == next || !self.blocked(at)) {
            match self.reader.push(at, &mut self.atoms) {
                Some(after) => at = after,
                None => break,
            }
        }
        if let Some(token) = self.token(at)
            && token.marks.has(Marks::HYPHEN)
        {
            let word = token.text(self.reader.text);
            self.reader.push_hyphenated(at, word, token.start as usize, &mut self.atoms);
        }
        let Some(number) = number::read(&self.atoms).filter(|number| !number.article) else { return };
        if !matches!(self.atoms.first(), Some(Atom { part: Part::Digits(_) | Part::Number(_), .. })) {
            return;
        }
        let Some(high) = self.amount(number, 0) else { return };
        let mut signs = [None; 8];
        self.signs(high.last + 1, &mut signs);
        let other = signs.iter().flatten().next();
        if other.is_some_and(|sign| self.default_of(sign.unit.of) != self.default_of(claim.unit.of)) {
            return;
        }
        if !dash && !join && number.power == 0 && other.is_none() && !self.context().clause_ends(high.last + 1) {
            return;
        }
        let Some(top) = number.value.checked_mul(claim.unit.factor) else { return };
        let Some(bottom) = scaled(low.number, number.power, top, claim.unit.factor) else { return };
        if bottom >= top {
            return;
        }
        claim.value = Value::Range(bottom, top);
        claim.power = number.power;
        (claim.last, claim.end) = (high.last, high.end);
        claim.rule = "money.range";
    }

    /// "500-Millionen-Euro-Übernahme", "20-Cent-Münze", "12-cent-a-share"; also the end of "500 Millionen-Euro-Deal".
    fn compound(&mut self, at: usize) -> Option<Claim> {
        let token = self.token(at)?;
        let start = token.start as usize;
        // "500-Mio.-Euro-Deal" is cut by the tokens; the word goes on up to the next space.
        let mut last = at;
        while self.reader.glued_sign(last + 1, &["."])
            && self.reader.glued_sign(last + 2, &["-"])
            && self.token(last + 3).is_some_and(|token| !token.marks.has(Marks::SPACE) && token.shape.is_word())
        {
            last += 3;
        }
        let end = self.token(last)?.end as usize;
        let word = self.reader.text.get(start..end)?;
        // The first part that is a currency, alone or with the next one ("US-Dollar").
        let mut found = None;
        let mut parts = hyphen_parts(word).peekable();
        let mut numbers_end = 0;
        while let Some((from, to)) = parts.next() {
            let longer = parts.peek().map(|&(_, next)| next);
            for end in longer.into_iter().chain([to]) {
                let part = word.get(from..end)?;
                let hash = fold::hash(part.as_bytes());
                if !part.is_ascii() || !self.words().may_trigger(hash) {
                    continue;
                }
                let unit = self.words().word(hash).iter().find_map(|item| match item.meaning {
                    Meaning::Unit(unit) if !item.flags.has(b'k') && (!item.flags.has(b'x') || part == item.form) => {
                        Some((unit, item.flags))
                    }
                    _ => None,
                });
                if let Some((unit, flags)) = unit {
                    found = Some((from, end, unit, flags));
                    break;
                }
            }
            if found.is_some() {
                break;
            }
            numbers_end = to;
        }
        let (from, to, unit, flags) = found?;
        let head = word.get(from..)?.get(to - from..)?.trim_start_matches(['-', '\u{2010}', '\u{2011}']);
        let numbers = word.get(..numbers_end)?;
        let amount = if from == 0 {
            self.before(at)?
        } else {
            let amount = self.before_with(at, Some((numbers, start)))?;
            // All parts before the currency must belong to the number.
            (self.atoms.last()?.end == start + numbers_end).then_some(amount)?
        };
        let context = self.context();
        let head_word = hyphen_parts(head).next().and_then(|(a, b)| head.get(a..b)).unwrap_or_default();
        let simple = amount.number.power == 0;
        if simple && context.word_is(head_word, Class::NoHead) {
            return None;
        }
        // "17 Euro-Länder" are countries; "20 Euro-Schein" is a note.
        if from == 0 && simple && !context.word_is(head_word, Class::Head) {
            return None;
        }
        if flags.has(b'w') && !amount.number.large && !head.is_empty() && !context.word_is(head_word, Class::Head) {
            return None;
        }
        if flags.has(b'm') && !amount.number.large || amount.number.article && from == 0 {
            return None;
        }
        let per = context.per_of_parts(head);
        let mut claim = Claim {
            first: amount.first,
            last,
            start: amount.start,
            end: start + to,
            value: Value::Exact(amount.number.value.checked_mul(unit.factor)?),
            unit,
            rule: "money.compound",
            power: amount.number.power,
            per,
            sign: at,
        };
        self.range_before(&mut claim, &amount);
        Some(claim)
    }

    /// "USD34.6 million", "Rs20": a code glued to its number.
    fn glued_code(&mut self, at: usize) -> Option<Claim> {
        let token = self.token(at)?;
        let word = token.text(self.reader.text);
        let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        let code = word.get(..letters).filter(|code| !code.is_empty())?;
        let item = *self.words().word(fold::hash_word(code)).iter().find(|item| {
            matches!(item.class, Class::Symbol | Class::Name)
                && matches!(item.meaning, Meaning::Unit(_))
                && !item.flags.has(b'n')
                && (!item.flags.has(b'x') || code == item.form)
        })?;
        let Meaning::Unit(unit) = item.meaning else { return None };
        if item.class == Class::Name && item.form.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let start = token.start as usize;
        // The digits, with signs, up to where the number ends.
        let rest = self.reader.text.get(start + letters..)?;
        let mut len = 0;
        let bytes = rest.as_bytes();
        while let Some(&byte) = bytes.get(len) {
            let digit_follows = bytes.get(len + 1).is_some_and(u8::is_ascii_digit);
            if byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'\'') && digit_follows {
                len += 1;
            } else {
                break;
            }
        }
        let digits = number::digits(rest.get(..len)?, self.reader.language)?;
        let mut end = start + letters + len;
        let mut last = at;
        while self.token(last + 1).is_some_and(|token| (token.start as usize) < end) {
            last += 1;
        }
        let mut number = Number {
            value: digits.value,
            used: 1,
            power: 0,
            article: false,
            year: false,
            large: !digits.plain || digits.value >= Decimal::from(1000),
            signed: !digits.plain,
            short: false,
        };
        // A magnitude, glued inside the same word ("EUR500m") or in the next one.
        let token_end = self.token(last)?.end as usize;
        let glued = self.reader.text.get(end..token_end).unwrap_or_default();
        self.atoms.clear();
        let power = if glued.is_empty() {
            let next = self.reader.push(last + 1, &mut self.atoms).filter(|_| !self.blocked(last + 1));
            match (next, self.atoms.as_slice()) {
                (Some(next), &[Atom { part: Part::Magnitude(power), end, .. }]) => Some((power, next - 1, end)),
                _ => None,
            }
        } else {
            let items = self.words().word(fold::hash_word(glued));
            let power = items.iter().find_map(|item| match item.meaning {
                Meaning::Power(power) if item.class == Class::Magnitude => Some(power),
                _ => None,
            })?;
            Some((power, last, token_end))
        };
        if let Some((power, token, magnitude_end)) = power {
            number.value = number.value.shift(power)?;
            (number.power, number.large, number.signed) = (power, true, true);
            (last, end) = (token, magnitude_end);
        }
        if item.flags.has(b'm') && !number.large || item.flags.has(b'r') && !number.signed {
            return None;
        }
        let amount = Amount { number, first: at, last, start, end };
        let mut claim = Claim {
            first: at,
            last,
            start,
            end,
            value: Value::Exact(number.value.checked_mul(unit.factor)?),
            unit,
            rule: "money.symbol-before",
            power: number.power,
            per: None,
            sign: at,
        };
        self.range_after(&mut claim, &amount);
        Some(claim)
    }

    /// Completes the claim with what stands around it, and appends it.
    fn push(&mut self, mut claim: Claim, out: &mut Vec<Found>) -> usize {
        let next = claim.last + 1;
        let currency = {
            let earlier = out.get(self.begin..).unwrap_or_default();
            self.context().currency(claim.unit.of, claim.sign, earlier)
        };
        let Some(currency) = currency else { return next };
        self.negative(&mut claim);
        let context = self.context();
        let beside = out.get(self.begin..).and_then(<[Found]>::last).filter(|last| last.last as usize + 1 >= self.free);
        // "$10 to $15 million": the amount before is the lower end.
        let link = context.link_before(self.free.saturating_sub(1), claim.first);
        if let (Some((link, join)), Some(last), Value::Exact(top)) = (link, beside, claim.value)
            && context.without_about_before(self.free, link) == self.free
            && last.last as usize + 1 == self.free
            && last.money.currency == currency
            && last.money.per.is_none()
            && let Value::Exact(low) | Value::AtLeast(low) = last.money.value
            && (!join || context.is_before(last.first as usize, Class::Between, 2))
            && (join || !context.changes(last.first as usize))
        {
            let scaled = if self.last_power == 0 { low.shift(claim.power).filter(|scaled| *scaled < top) } else { None };
            let low = scaled.unwrap_or(low);
            if low < top {
                claim.value = Value::Range(low, top);
                (claim.first, claim.start) = (last.first as usize, last.span.start);
                claim.rule = "money.range";
                out.pop();
            }
        }
        let around = context.around(claim.first, claim.last, self.free, claim.value, claim.rule == "money.compound");
        let money = Money {
            currency,
            value: around.value,
            approximate: around.approximate,
            per: claim.per.or_else(|| context.per(claim.last + 1).filter(|_| claim.rule != "money.compound")),
        };
        self.free = next;
        self.last_power = claim.power;
        out.push(Found {
            first: u32::try_from(claim.first).unwrap_or(u32::MAX),
            last: u32::try_from(claim.last).unwrap_or(u32::MAX),
            span: Span::new(claim.start, claim.end),
            money,
            rule: claim.rule,
        });
        next
    }

    /// "-5 Mio. Euro", "-$5": a minus that is glued to the amount and to nothing before it.
    fn negative(&self, claim: &mut Claim) {
        let Some(sign) = claim.first.checked_sub(1).filter(|&sign| sign >= self.free) else { return };
        let minus = matches!(self.text_of(sign), "-" | "\u{2212}");
        let free_before = self.spaced(sign) || sign == 0 || self.text_of(sign - 1) == "(";
        if let (true, Value::Exact(value), Some(token)) =
            (minus && free_before && !self.spaced(claim.first), claim.value, self.token(sign))
        {
            claim.value = Value::Exact(value.negated());
            (claim.first, claim.start) = (sign, token.start as usize);
        }
    }
}

/// The lower end of a range: a magnitude that stands only at the upper end counts for both.
fn scaled(low: Number, power: u32, top: Decimal, factor: Decimal) -> Option<Decimal> {
    let bottom = low.value.checked_mul(factor)?;
    if low.power > 0 || power == 0 {
        return Some(bottom);
    }
    Some(bottom.shift(power).filter(|scaled| *scaled < top).unwrap_or(bottom))
}

