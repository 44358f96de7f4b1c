//! Words that are written as one, each with a capital: "DeutscheBank", "SBahnBerlin", "DB_Bahn".

/// The words of a handle, a topic or an identifier, in their order.
pub(crate) fn words(joined: &str) -> impl Iterator<Item = &str> {
    joined.split('_').filter(|piece| !piece.is_empty()).flat_map(|piece| {
        let mut rest = piece;
        std::iter::from_fn(move || {
            let (word, after) = rest.split_at_checked(end_of_first(rest))?;
            rest = after;
            (!word.is_empty()).then_some(word)
        })
    })
}

/// Where the next word begins: at a capital behind a small letter, or at the last of several capitals before one ("SBahn").
fn end_of_first(text: &str) -> usize {
    let letters = || text.char_indices().skip(1);
    let before = text.chars();
    let after = text.chars().skip(2).map(Some).chain([None]);
    letters()
        .zip(before)
        .zip(after)
        .find(|&(((_, letter), before), after)| {
            letter.is_uppercase() && (before.is_lowercase() || after.is_some_and(char::is_lowercase))
        })
        .map_or(text.len(), |(((at, _), _), _)| at)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn capitals_part_words() {
        for (joined, expected) in [
            ("DeutscheBank", vec!["Deutsche", "Bank"]),
            ("SBahnBerlin", vec!["S", "Bahn", "Berlin"]),
            ("DB_Bahn", vec!["DB", "Bahn"]),
            ("ÖsterreichÄrger", vec!["Österreich", "Ärger"]),
            ("AfD", vec!["Af", "D"]),
            ("bvg", vec!["bvg"]),
            ("", vec![]),
        ] {
            assert_eq!(words(joined).collect::<Vec<_>>(), expected, "{joined}");
        }
    }
}
