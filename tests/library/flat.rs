//! Memory stays flat: the buffers of an extraction do not grow with the amount of text that goes through them.

use crate::text;
use konzern::{Extractor, Scratch};

/// Sends `megabytes` through one scratch, in documents of a tenth of a megabyte, and gives back what it holds then.
fn stream(extractor: &Extractor, page: &str, scratch: &mut Scratch, megabytes: usize) -> usize {
    let mut found = Vec::new();
    let mut entities = 0;
    for number in 0..megabytes * 10 {
        let from = page.floor_char_boundary(number * 7_919 % (page.len() - 110_000));
        let to = page.floor_char_boundary(from + 100_000);
        found.clear();
        extractor.extract_with(&page[from..to], None, scratch, &mut found);
        entities += found.len();
    }
    assert!(entities > megabytes * 4_000, "{entities} entities in {megabytes} MB");
    scratch.size()
}

#[test]
fn buffers_do_not_grow_with_the_stream() -> Result<(), konzern::Error> {
    // In debug builds, which are thirty times slower, a shorter stream must do.
    let megabytes = if cfg!(debug_assertions) { 2 } else { 64 };
    let extractor = Extractor::builder().build()?;
    let page = text::german(2_000_000);
    let mut scratch = Scratch::default();
    let after_one = stream(&extractor, &page, &mut scratch, 1);
    let after_all = stream(&extractor, &page, &mut scratch, megabytes);
    assert!(after_one > 0 && after_all < after_one * 2, "{after_one} bytes, then {after_all}");
    assert!(after_all < 4_000_000, "{after_all} bytes");
    Ok(())
}

#[test]
fn one_long_document_needs_no_more_than_its_names() -> Result<(), konzern::Error> {
    let extractor = Extractor::builder().build()?;
    let page = text::german(if cfg!(debug_assertions) { 500_000 } else { 8_000_000 });
    let mut scratch = Scratch::default();
    let mut found = Vec::new();
    extractor.extract_with(&page, None, &mut scratch, &mut found);
    assert!(scratch.size() < 8_000_000, "{} bytes", scratch.size());
    Ok(())
}
