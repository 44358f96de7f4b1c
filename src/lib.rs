//! konzern
#![forbid(unsafe_code)]
mod annotate;
mod block;
mod candidate;
mod entity;
mod error;
mod evidence;
mod extractor;
mod fold;
mod gazetteer;
mod image;
mod kind;
mod language;
mod lexicon;
mod memory;
mod money;
mod pipeline;
mod resolve;
mod rule;
mod score;
mod span;
pub mod study;
mod token;
mod tsv;

pub use entity::Entity;
pub use error::Error;
pub use extractor::{Extractor, ExtractorBuilder, extract};
pub use gazetteer::{Entry, EntryRef, Flags, Gazetteer, GazetteerBuilder};
pub use kind::{Form, Kind};
pub use language::Language;
pub use money::{Currency, Decimal, Money, ParseMoneyError, Value};
pub use pipeline::Scratch;
pub use rule::{Claims, Page, PageToken, PatternRule, Rule};
pub use span::Span;
pub use token::Shape;
