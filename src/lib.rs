//! Finds companies and other organisations, people, places and amounts of money in German and English text.
//!
//! ```
//! let found = konzern::extract("Walmart bietet mit Microsoft für Tiktok.");
//! assert_eq!(found[0].text, "Walmart");
//! assert_eq!(found[0].span, konzern::Span::new(0, 7));
//! assert_eq!(found[0].entry.map(|entry| entry.name()), Some("Walmart"));
//! ```
//!
//! # The picture
//! Gazetteers know names, tables of words know what stands beside them, and both only *propose*. Every proposal collects
//! named evidence with integer weights from tables; the heaviest set of proposals that do not overlap wins. Nothing is
//! downloaded, nothing is random, and [`Extractor::explain`] shows the evidence behind each entity.
//!
//! An [`Entity`] has a [`Kind`], a [`Form`] (the name itself, a part of a compound such as "Tiktok" in "Tiktok-Gebot", or a
//! word derived from a place such as "amerikanische"), and a [`Span`] of UTF-8 bytes in the text as you gave it. A known
//! name carries its entry, with its id and identifiers; money carries an exact decimal.
//!
//! # What it does not do
//! It does not link a name to one of several bearers beyond what its tables say, resolves no pronouns, finds no dates,
//! products, works or events, and reads no other languages than German and English (text in others does no harm).
//!
//! What it costs: a program grows by 106 MB of tables, of which only what a text needs is read into memory, and the first build
//! takes one to two minutes.
//!
//! # Recipes
//! Settings, and names of your own:
//! ```
//! use konzern::{Entry, Extractor, Gazetteer, Kind};
//! let names = Gazetteer::builder()
//!     .entry(Entry::new("acme", Kind::Organization, "Acme Raketenbau").alias("Acme"))
//!     .build()?;
//! let extractor = Extractor::builder().gazetteer(names).deny("Union").build()?;
//! let found = extractor.extract("Acme baut wieder.");
//! assert_eq!(found[0].entry.map(|entry| entry.id()), Some("acme"));
//! # Ok::<(), konzern::Error>(())
//! ```
//!
//! | to | see |
//! |---|---|
//! | find names in one text | [`extract`] |
//! | choose language, kinds and score; read many texts, from any number of threads | [`Extractor`], [`ExtractorBuilder`] |
//! | reuse buffers: one [`Scratch`] for each thread | [`Extractor::extract_with`] |
//! | know what was found | [`Entity`], [`EntryRef`], [`Money`] |
//! | know why | [`Extractor::explain`] |
//! | add names of your own, from code or lists | [`GazetteerBuilder`] tells what they look like |
//! | open a list of a million names at once | [`GazetteerBuilder::compile_to`], [`Gazetteer::open`] |
//! | claim entities by code, or by a regular expression | [`Rule`], [`PatternRule`] |
//! | exchange an extractor while threads use it | [`Live`] |
//!
//! A text of more than 24 kB is read in pieces of some 16 kB, so that memory grows with what is found, and not with the
//! text. They are cut between paragraphs where there are any, else after a sentence; no name reaches from one into the
//! next, but what was learned of the names of a document holds for all of it.
//!
//! # Features
//! - `mmap` (default): compiled gazetteers are mapped into memory instead of read.
//! - `rust_decimal`: conversion of [`Decimal`] to and from the type of that crate.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice))]

mod annotate;
mod beside;
mod block;
mod buffer;
mod candidate;
mod class;
mod compiled;
mod deny;
mod entity;
mod error;
mod evidence;
mod explain;
mod extractor;
mod fold;
mod gazetteer;
mod image;
mod kind;
mod language;
mod lexicon;
mod link;
mod linking;
mod live;
mod memory;
mod money;
mod pipeline;
mod reference;
mod resolve;
mod rule;
mod score;
mod span;
#[doc(hidden)]
pub mod study;
mod token;
mod tsv;
mod wrap;

pub use entity::Entity;
pub use error::{Error, ErrorKind};
pub use explain::{Beaten, Evidence, Explanation};
pub use extractor::{Extractor, ExtractorBuilder, extract};
pub use gazetteer::{AliasMatch, Entry, EntryRef, Flags, Gazetteer, GazetteerBuilder};
pub use kind::{Form, Kind};
pub use language::Language;
pub use live::Live;
pub use money::{Currency, Decimal, Money, Value};
pub use pipeline::Scratch;
pub use rule::{Block, BlockToken, Claims, PatternRule, Rule};
pub use span::Span;
pub use token::Shape;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
