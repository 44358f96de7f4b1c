//! The lists of the user, each by itself and beside the others.

use konzern::{EntryRef, Gazetteer};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};

/// Reads the lists. Within one of them an id stands once; in several it may stand for the same, but not for different things: of what is
/// found only the id is told, and not the list.
pub fn load(paths: &[PathBuf]) -> Result<Vec<Gazetteer>, String> {
    let lists: Vec<Gazetteer> =
        paths.iter().map(Gazetteer::load).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    if lists.len() > 1 {
        let mut known: HashMap<&str, (&Path, EntryRef<'_>)> = HashMap::new();
        for (path, list) in paths.iter().zip(&lists) {
            // What has no id is known by its name, as several may be.
            for entry in list.entries().filter(|entry| entry.id() != entry.name()) {
                match known.entry(entry.id()) {
                    Entry::Vacant(place) => drop(place.insert((path, entry))),
                    Entry::Occupied(place) => differs(place.get(), (path, entry))?,
                }
            }
        }
    }
    Ok(lists)
}

/// # Errors
/// When two entries of one id are not the same.
fn differs(first: &(&Path, EntryRef<'_>), second: (&Path, EntryRef<'_>)) -> Result<(), String> {
    let is = |entry: &EntryRef<'_>| (entry.kind(), entry.name().to_owned());
    if is(&first.1) == is(&second.1) {
        return Ok(());
    }
    let told = |(path, entry): &(&Path, EntryRef<'_>)| {
        format!("{} \"{}\" in {}", entry.kind(), entry.name(), path.display())
    };
    Err(format!(
        "id \"{}\" stands for {} and for {}, expected one of its own for each",
        second.1.id(),
        told(first),
        told(&second)
    ))
}
