//! Money: finds amounts in German and English text, with exact value and currency.
//!
//! `find` walks over the tokens once and stops only where a currency may stand. `sign` knows the currencies that begin
//! there, `amount` the numbers beside them; `extend` makes an amount longer (cents, magnitudes apart), `range`, `list`
//! and `elided` join it to other numbers, `compound` looks into words, `minus` at signs and brackets, `guard` for what
//! only looks like an amount. `atoms` finds the pieces of numbers, `digits` and `number` read them, `manner` tells which
//! sign groups them where the language does not. `context` asks the words around, among them `around` for what they say
//! of an amount (about, at least, per share) and `country` for whose currency it is; `lexicon` holds the words and
//! `flags` what their letters mean, `value` and `decimal` are the public types. What other kinds of candidates say about
//! the same place is not asked here, that is resolution.

mod amount;
mod around;
mod atoms;
mod bracket;
mod claim;
mod compound;
mod country;
mod date;
mod decimal;
mod digits;
mod elided;
mod find;
mod flags;
mod guard;
mod lexicon;
mod link;
mod list;
mod magnitude;
mod manner;
mod minus;
mod number;
mod parts;
mod program;
mod range;
mod reader;
mod sign;
mod value;
mod weight;
mod words;

pub(crate) use claim::Found;
pub use decimal::{Decimal, ParseMoneyError};
pub(crate) use find::find;
pub(crate) use lexicon::Lexicon;
pub use value::{Currency, Money, Value};

#[cfg(test)]
mod tests;
