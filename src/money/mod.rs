//! Money: finds amounts in German and English text, with exact value and currency.
//!
//! The way of a text:
//!
//! ```text
//! tokens ──► find ──► sign ──► amount ──► guard ──► claim, which grows ──► Found
//!            │        │        │          │         │
//!            where a  which    which      may they  more of it: magnitude, parts, range, bracket, minus, country
//!            currency currency number     stand     more of them: list, elided
//!            may be   is it    is beside  together  what is said of it: around
//! ```
//!
//! - `find` walks over the tokens once and stops only where a currency may stand; `compound` looks into words there.
//! - Numbers: `atoms` finds their pieces, `digits` reads figures, `number` puts pieces together, `manner` tells which sign groups
//!   them where the language does not, `amount` looks for them beside a currency.
//! - What is none: `guard`, with `date`, `weight` and `program`.
//! - A `claim` grows by what stands apart from it and is complete when the words around it have been asked; `link` tells what two
//!   numbers have to do with each other.
//! - All of them ask one `reader`, which knows the text and, from `words` and `lexicon`, what the tables say of it; `flags` are the
//!   letters in the tables.
//! - `value` and `decimal` are the public types.
//!
//! What other kinds of candidates say about the same place is not asked here, that is resolution.

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
pub use decimal::Decimal;
pub(crate) use find::find;
pub(crate) use lexicon::Lexicon;
pub use value::{Currency, Money, Value};

#[cfg(test)]
mod tests;
