//! Reads each shipped table as strictly as a proof-reader: form, order, flags, references, collisions, manifest. What the
//! tables are for is said in data/README.md; whether extraction gets better by them is not asked here.

use crate::tables::{TABLES, below, none, table};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// Renews what is made from other tables.
const REMAKE: &str = "python3 data/tools/collisions.py && python3 data/tools/manifest.py";
const ORGANISATIONS: &str = "id class name legal country parent aliases former isin ticker src";
const PEOPLE: &str = "id class name country aliases src";
const PLACES: &str = "id class name aliases country population src";
/// The folders with tables of entries.
const ENTRIES: [&str; 3] = ["organisations/", "people/", "places/"];

#[test]
fn tables_are_well_formed() {
    let mut faults = Vec::new();
    for table in TABLES.iter() {
        let path = &table.path;
        let mut fault = |line: usize, what: String| faults.push(format!("data/{path}:{line}: {what}"));
        if table.text.starts_with('#') || table.header.iter().any(|column| column.trim().is_empty()) {
            fault(1, "no header line".to_owned());
        }
        if table.text.contains('\r') || !table.text.ends_with('\n') || table.text.contains("\n\n") {
            fault(1, "carriage return, empty line or no line end at the end".to_owned());
        }
        for (i, line) in table.text.lines().enumerate() {
            if !unicode_normalization::is_nfc(line) {
                fault(i + 1, format!("not composed (NFC): \"{line}\""));
            }
        }
        for (line, row) in &table.rows {
            if row.len() != table.header.len() {
                fault(*line, format!("{} cells, expected {}", row.len(), table.header.len()));
            }
            for cell in row {
                if cell.trim() != cell || cell.contains("  ") {
                    fault(*line, format!("blanks in \"{cell}\""));
                }
            }
        }
        for (line, cell) in
            ["aliases", "former", "variants", "countries", "also"].into_iter().flat_map(|c| table.cells(c))
        {
            let list: Vec<&str> = cell.split('|').collect();
            if list.iter().collect::<HashSet<_>>().len() < list.len() {
                fault(line, format!("twice in the list \"{cell}\""));
            }
        }
        for pair in table.rows.windows(2) {
            let [(_, before), (line, row)] = pair else { continue };
            if before == row {
                fault(*line, format!("the row of \"{}\" stands twice", row[0]));
            } else if before[0].as_bytes() > row[0].as_bytes() {
                fault(*line, format!("\"{}\" after \"{}\", expected byte order", row[0], before[0]));
            }
        }
    }
    none(
        &faults,
        "edit the row, or for a generated table its source (data/tools/README.md), then data/tools/make.sh",
    );
}

#[test]
fn columns_sources_and_languages() {
    let mut faults = Vec::new();
    for (folder, columns) in [("organisations/", ORGANISATIONS), ("people/", PEOPLE), ("places/", PLACES)] {
        for table in below(folder).filter(|table| table.header.join(" ") != columns) {
            faults.push(format!(
                "data/{}:1: columns \"{}\", expected \"{columns}\"",
                table.path,
                table.header.join(" ")
            ));
        }
    }
    for table in TABLES.iter() {
        for (line, letters) in table.cells("src") {
            let known = letters.chars().all(|c| "cgtfwuslbh".contains(c) || ",|".contains(c));
            if letters.is_empty() || !known {
                faults.push(format!(
                    "data/{}:{line}: source \"{letters}\", expected letters of data/README.md",
                    table.path
                ));
            }
        }
    }
    let names = |language: &str| {
        below(language)
            .map(|table| (table.path[language.len()..].to_owned(), table.header.join(" ")))
            .collect::<BTreeSet<_>>()
    };
    for (file, columns) in names("de/").symmetric_difference(&names("en/")) {
        faults.push(format!(
            "{file}: not the same file with the same columns \"{columns}\" in data/de and data/en"
        ));
    }
    none(&faults, "edit the table; an empty table keeps its header and says why in a comment");
}

/// A surface of an entry, with its flags.
struct Surface {
    place: String,
    id: &'static str,
    kind: &'static str,
    text: &'static str,
    flags: &'static str,
}

/// The kind of each class.
fn kinds_of_classes() -> HashMap<&'static str, &'static str> {
    let classes = table("classes.tsv");
    let pairs = classes.cells("class").zip(classes.cells("kind"));
    pairs.map(|((_, class), (_, kind))| (class, kind)).collect()
}

/// All surfaces; flags of a name that is repeated among the aliases go before those of the name.
fn surfaces() -> Vec<Surface> {
    let kinds = kinds_of_classes();
    let mut found = Vec::new();
    for table in ENTRIES.into_iter().flat_map(below) {
        for (line, row) in &table.rows {
            let cell =
                |name: &str| table.header.iter().position(|c| c == name).map_or("", |at| row[at].as_str());
            let listed: BTreeMap<&str, &str> = cell("aliases")
                .split('|')
                .chain(cell("former").split('|'))
                .filter(|a| !a.is_empty())
                .map(flagged)
                .collect();
            let own = [cell("name"), cell("legal")].into_iter().filter(|own| !own.is_empty());
            let mut all: BTreeMap<&str, &str> = own.map(|own| (own, "")).collect();
            all.extend(listed);
            let kind = kinds.get(cell("class")).copied().unwrap_or_default();
            found.extend(all.into_iter().map(|(text, flags)| Surface {
                place: format!("data/{}:{line}", table.path),
                id: &row[0],
                kind,
                text,
                flags,
            }));
        }
    }
    found
}

/// "Zeit[n]" as "Zeit" and "n".
fn flagged(alias: &'static str) -> (&'static str, &'static str) {
    alias.strip_suffix(']').and_then(|alias| alias.rsplit_once('[')).unwrap_or((alias, ""))
}

#[test]
fn each_entry_has_an_id_of_its_own() {
    let mut faults = Vec::new();
    let mut ids: HashMap<&str, String> = HashMap::new();
    for table in ENTRIES.into_iter().flat_map(below) {
        for (line, id) in table.cells("id") {
            let here = format!("data/{}:{line}", table.path);
            if !is_id(id, &table.path) {
                faults.push(format!(
                    "{here}: id \"{id}\", expected lower-case words with hyphens, for people p-…, for places h-…, gn:… or iso:…"
                ));
            }
            if let Some(other) = ids.insert(id, here.clone()) {
                faults.push(format!("{here}: id \"{id}\" stands at {other} too"));
            }
        }
    }
    none(&faults, "edit the row");
}

/// True for an id as the entries of a table have it. Those by hand have the prefix of their folder; those of
/// organisations have none.
fn is_id(id: &str, path: &str) -> bool {
    let (places, prefix) = match path.split('/').next() {
        Some("people") => (false, "p-"),
        Some("places") => (true, "h-"),
        _ => (false, ""),
    };
    let word = |text: &str, more: &str| {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || more.contains(c);
        !text.is_empty() && text.chars().all(good)
    };
    match id.split_once(':') {
        None => id.starts_with(prefix) && word(id, ""),
        Some(("gn" | "iso", rest)) => places && word(&rest.to_lowercase(), "."),
        Some(_) => false,
    }
}

#[test]
fn entries_are_sound() {
    let mut faults = Vec::new();
    let classes: HashSet<&str> = table("classes.tsv").cells("class").map(|(_, class)| class).collect();
    let countries: HashSet<&str> =
        table("places/countries.tsv").cells("id").filter_map(|(_, id)| id.strip_prefix("iso:")).collect();
    for table in ENTRIES.into_iter().flat_map(below) {
        let mut fault =
            |line: usize, what: String| faults.push(format!("data/{}:{line}: {what}", table.path));
        for (line, class) in table.cells("class").filter(|(_, class)| !classes.contains(class)) {
            fault(line, format!("class \"{class}\", expected one of data/classes.tsv"));
        }
        for (line, code) in table.cells("country") {
            if !code.is_empty() && !countries.contains(code) {
                fault(line, format!("country \"{code}\", expected a code of places/countries.tsv"));
            }
        }
        for (line, people) in table.cells("population") {
            if !people.is_empty() && people.parse::<u64>().is_err() {
                fault(line, format!("population \"{people}\", expected a number"));
            }
        }
    }
    none(&faults, "edit the row");
}

#[test]
fn shared_names_are_those_of_entries() {
    let mut faults = Vec::new();
    let extractor = konzern::Extractor::default();
    let list = extractor.shipped_gazetteer();
    let countries: HashSet<&str> =
        table("places/countries.tsv").cells("country").map(|(_, code)| code).collect();
    let shared = table("shared_names.tsv");
    for (line, row) in &shared.rows {
        let mut fault = |what: String| faults.push(format!("data/shared_names.tsv:{line}: {what}"));
        let [surface, others, codes, alone, _] = row.as_slice() else { continue };
        if !list.lookup(surface).iter().any(|known| known.surface == surface) {
            fault(format!("\"{surface}\" is the name of no entry"));
        }
        for name in others.split('|').filter(|name| !name.is_empty()) {
            if !list.lookup(name).iter().any(|known| known.surface == name) {
                fault(format!("\"{name}\", expected a name of an entry"));
            }
        }
        for code in codes.split('|').filter(|code| !["", "*"].contains(code) && !countries.contains(code)) {
            fault(format!("country \"{code}\", expected a code of places/countries.tsv or *"));
        }
        if !["0", "1"].contains(&alone.as_str()) {
            fault(format!("alone \"{alone}\", expected 0 or 1"));
        }
    }
    let people: HashSet<&str> = table("classes.tsv")
        .rows
        .iter()
        .filter(|(_, row)| row[1] == "person")
        .map(|(_, row)| row[0].as_str())
        .collect();
    for path in ["de/beside.tsv", "en/beside.tsv"] {
        for (line, class) in table(path).cells("class") {
            if !["in", "of", "article", "role"].contains(&class) {
                faults
                    .push(format!("data/{path}:{line}: class \"{class}\", expected in, of, article or role"));
            }
        }
        for (line, fits) in table(path).cells("fits") {
            for class in fits.split('|').filter(|class| !class.is_empty() && !people.contains(class)) {
                faults.push(format!("data/{path}:{line}: \"{class}\", expected a class of people"));
            }
        }
    }
    none(&faults, "edit the row");
}

#[test]
fn words_that_tell_classes_are_sound() {
    const WHERE: [&str; 6] = ["first", "head", "last", "end", "ending", "form"];
    let kinds = kinds_of_classes();
    let mut faults = Vec::new();
    let mut told = HashMap::new();
    for (line, row) in &table("classes_of_words.tsv").rows {
        let mut fault = |what: String| faults.push(format!("data/classes_of_words.tsv:{line}: {what}"));
        let [word, place, class, endings, _] = row.as_slice() else { continue };
        if !WHERE.contains(&place.as_str()) {
            fault(format!("\"{place}\", expected one of {}", WHERE.join(", ")));
        }
        let kind = if class == "-" { "-" } else { kinds.get(class.as_str()).copied().unwrap_or_default() };
        if !["organization", "place", "-"].contains(&kind) {
            fault(format!("class \"{class}\", expected one of organisations or places, or \"-\""));
        }
        for ending in endings.split('|') {
            let key = (fold(&format!("{word}{ending}")), place, kind);
            if let Some(other) = told.insert(key, class).filter(|other| *other != class) {
                fault(format!("\"{word}{ending}\" is {other} as well as {class}"));
            }
        }
    }
    none(&faults, "edit the row; a word tells one class of a kind at each place");
}

#[test]
fn owners_and_isins_are_sound() {
    let mut faults = Vec::new();
    let ids: HashSet<&str> =
        ENTRIES.into_iter().flat_map(below).flat_map(|table| table.cells("id")).map(|(_, id)| id).collect();
    for table in below("organisations/") {
        let mut fault =
            |line: usize, what: String| faults.push(format!("data/{}:{line}: {what}", table.path));
        let parents = table.cells("id").zip(table.cells("parent"));
        for ((line, id), (_, parent)) in parents.filter(|(_, (_, parent))| !parent.is_empty()) {
            if id == parent || !ids.contains(parent) {
                fault(line, format!("parent \"{parent}\", expected the id of another entry"));
            }
        }
        for (line, list) in table.cells("isin") {
            for isin in list.split('|').filter(|isin| !isin.is_empty() && !is_isin(isin)) {
                fault(line, format!("ISIN \"{isin}\" has a wrong check digit"));
            }
        }
    }
    none(&faults, "edit the row");
}

/// Country, nine signs, check digit: digits of all signs (A = 10 …), every second one doubled from the right.
fn is_isin(isin: &str) -> bool {
    let shape = isin.len() == 12
        && isin.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && isin.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let digits: Vec<u32> = isin
        .chars()
        .filter_map(|c| c.to_digit(36))
        .flat_map(|value| if value < 10 { vec![value] } else { vec![value / 10, value % 10] })
        .collect();
    let doubled =
        |(i, digit): (usize, &u32)| if i % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit };
    shape && digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

#[test]
fn surfaces_and_flags() {
    let mut faults = Vec::new();
    let all = surfaces();
    for Surface { place, text, flags, .. } in &all {
        let sorted: BTreeSet<char> = flags.chars().collect();
        if flags.chars().any(|c| !"cnode".contains(c)) || sorted.len() < flags.chars().count() {
            faults.push(format!(
                "{place}: flags \"{flags}\" of \"{text}\", expected each of c, n, o, d, e once at most"
            ));
        }
        if flags.contains('d') && flags.contains('e') {
            faults.push(format!("{place}: \"{text}[{flags}]\" counts in German only and in English only"));
        }
        if text.contains(['[', ']']) || text.chars().count() < 2 && !flags.contains(['n', 'o']) {
            faults.push(format!("{place}: surface \"{text}\", expected two characters or more, no brackets"));
        }
    }
    let organisations = all.iter().filter(|surface| surface.kind == "organization");
    let (entries, names): (HashSet<&str>, Vec<&str>) = organisations.map(|s| (s.id, s.text)).unzip();
    // So that no table is lost without a word.
    assert!(entries.len() >= 60_000, "{} organisations, expected at least 60,000", entries.len());
    assert!(names.len() >= 100_000, "{} names of organisations, expected at least 100,000", names.len());
    none(&faults, "edit the alias; flags are told in data/README.md");
}

/// What readers take as the same name; the same as `fold` in data/tools/facts.py.
fn fold(text: &str) -> String {
    let mut plain = String::new();
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'æ' => plain.push_str("ae"),
            'ö' | 'œ' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' => plain.push('d'),
            'ı' => plain.push('i'),
            '’' | 'ʻ' | '‘' => plain.push('\''),
            '-' => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect()
}

/// The risk class of all surfaces with one key, as data/tools/collisions.py tells it; "free" for a single entry.
fn risk(group: &[&Surface]) -> &'static str {
    let on: Vec<&&Surface> = group.iter().filter(|s| !s.flags.contains('o')).collect();
    let ids: BTreeSet<&str> = on.iter().map(|s| s.id).collect();
    let mut free: HashMap<(char, &str), BTreeSet<&str>> = HashMap::new();
    for surface in on.iter().filter(|s| !s.flags.contains('n')) {
        let upper =
            surface.text.chars().any(char::is_uppercase) && !surface.text.chars().any(char::is_lowercase);
        let capitals = if upper || surface.flags.contains('c') { surface.text } else { "" };
        for language in ['d', 'e'] {
            let other = if language == 'd' { 'e' } else { 'd' };
            if !surface.flags.contains(other) {
                free.entry((language, capitals)).or_default().insert(surface.id);
            }
        }
    }
    let open: BTreeSet<&str> = free.values().flatten().copied().collect();
    if on.is_empty() {
        "off"
    } else if ids.len() < 2 {
        if open.is_empty() { "cue" } else { "free" }
    } else if free.values().any(|ids| ids.len() > 1) {
        "open"
    } else {
        match open.len() {
            0 => "cue",
            1 => "dominant",
            _ => "case",
        }
    }
}

/// The surfaces by what readers take as the same name.
fn collisions(surfaces: &[Surface]) -> BTreeMap<String, Vec<&Surface>> {
    let mut groups: BTreeMap<String, Vec<&Surface>> = BTreeMap::new();
    for surface in surfaces {
        groups.entry(fold(surface.text)).or_default().push(surface);
    }
    groups
}

#[test]
fn no_name_is_free_on_two_entries() {
    let all = surfaces();
    let mut faults = Vec::new();
    for (key, group) in collisions(&all).iter().filter(|(_, group)| risk(group) == "open") {
        let places: Vec<String> = group.iter().map(|s| format!("{} {}", s.place, s.id)).collect();
        faults.push(format!("\"{key}\" is free on two entries: {}", places.join(", ")));
    }
    none(
        &faults,
        "flag one of them with [n], [d], [e] or [o], or drop it; for places see data/tools/cities_hand.tsv",
    );
}

#[test]
fn every_collision_carries_a_risk_class() {
    let all = surfaces();
    let groups = collisions(&all);
    let mut faults = Vec::new();
    let report = table("collisions.tsv");
    let (kinds, words, level) = (report.column("kinds"), report.column("words"), report.column("risk"));
    for (line, row) in &report.rows {
        let here = format!("data/collisions.tsv:{line}: \"{}\"", row[0]);
        let Some(group) = groups.get(&row[0]) else {
            faults.push(format!("{here} is a surface no more"));
            continue;
        };
        let ids: Vec<&str> = group.iter().map(|s| s.id).collect::<BTreeSet<_>>().into_iter().collect();
        if ids.join("|") != row[1] {
            faults.push(format!("{here} belongs to {}, not to {}", ids.join("|"), row[1]));
        }
        let expected = match risk(group) {
            "free" if row[words].is_empty() => "name",
            "free" => "word",
            other => other,
        };
        if expected != row[level] {
            faults.push(format!("{here} has risk \"{}\", expected \"{expected}\"", row[level]));
        }
        if !row[kinds].contains(group[0].kind) {
            faults.push(format!("{here} is \"{}\", expected \"{}\" among them", row[kinds], group[0].kind));
        }
    }
    none(&faults, REMAKE);
}

#[test]
fn every_collision_is_reported() {
    let all = surfaces();
    let mut faults = Vec::new();
    let reported: HashSet<&str> =
        table("collisions.tsv").rows.iter().map(|(_, row)| row[0].as_str()).collect();
    let frequent = ["names/given.tsv", "names/surnames.tsv"].into_iter().flat_map(|path| {
        table(path)
            .cells("name")
            .zip(table(path).cells("freq"))
            .filter(|(_, (_, freq))| *freq != "0")
            .map(|((_, n), _)| fold(n))
    });
    let english =
        table("en/words.tsv").cells("word").map(|(_, w)| w).filter(|w| w.starts_with(char::is_lowercase));
    let others: HashSet<String> = frequent.chain(english.map(fold)).collect();
    for (key, group) in collisions(&all) {
        let ids: HashSet<&str> = group.iter().map(|s| s.id).collect();
        if (ids.len() > 1 || others.contains(&key)) && !reported.contains(key.as_str()) {
            faults.push(format!(
                "{}: \"{}\" collides and is not in data/collisions.tsv",
                group[0].place, group[0].text
            ));
        }
    }
    none(&faults, REMAKE);
}

#[test]
fn names_and_words() {
    let mut faults = Vec::new();
    for path in ["names/given.tsv", "names/surnames.tsv"] {
        for (line, freq) in
            table(path).cells("freq").filter(|(_, freq)| !["0", "1", "2", "3", "4"].contains(freq))
        {
            faults.push(format!("data/{path}:{line}: freq \"{freq}\", expected 0 to 4"));
        }
        for (line, also) in table(path).cells("also") {
            let known = ["word-de", "word-en", "place", "org", "given", "surname", "month"];
            if also.split('|').any(|one| !one.is_empty() && !known.contains(&one)) {
                faults.push(format!("data/{path}:{line}: also \"{also}\", expected {}", known.join(", ")));
            }
        }
    }
    for (line, sex) in table("names/given.tsv").cells("sex").filter(|(_, sex)| !["m", "f", "u"].contains(sex))
    {
        faults.push(format!("data/names/given.tsv:{line}: sex \"{sex}\", expected m, f or u"));
    }
    for table in below("names/") {
        for pair in table.rows.windows(2).filter(|pair| pair[0].1[0] == pair[1].1[0]) {
            faults.push(format!("data/{}:{}: \"{}\" stands twice", table.path, pair[1].0, pair[1].1[0]));
        }
    }
    let places: HashSet<&str> =
        below("places/").flat_map(|table| table.cells("id").map(|(_, id)| id)).collect();
    for path in ["de/derived.tsv", "en/derived.tsv"] {
        for (line, place) in table(path).cells("place").filter(|(_, p)| !p.is_empty() && !places.contains(p))
        {
            faults.push(format!("data/{path}:{line}: place \"{place}\", expected an id of data/places"));
        }
        for (line, kind) in table(path).cells("kind") {
            if !["adjective", "person"].contains(&kind.trim_end_matches('?')) {
                faults.push(format!("data/{path}:{line}: kind \"{kind}\", expected adjective or person"));
            }
        }
    }
    for table in TABLES.iter().filter(|table| table.path.ends_with("/words.tsv")) {
        for (line, row) in &table.rows {
            if row[2..12]
                .iter()
                .any(|level| level.len() > 1 || level.parse::<u8>().is_err() && !level.is_empty())
            {
                faults.push(format!(
                    "data/{}:{line}: \"{}\" has a level that is not 0 to 9",
                    table.path, row[0]
                ));
            }
        }
    }
    none(&faults, "data/tools/make.sh");
}

#[test]
fn manifest_names_each_table_with_rows_and_hash() {
    let mut faults = Vec::new();
    let manifest = table("MANIFEST.tsv");
    let listed: BTreeMap<&str, (usize, &Vec<String>)> =
        manifest.rows.iter().map(|(line, row)| (row[0].as_str(), (*line, row))).collect();
    for table in TABLES.iter().filter(|table| table.path != "MANIFEST.tsv") {
        let Some((line, row)) = listed.get(table.path.as_str()) else {
            faults.push(format!("data/{} is not in data/MANIFEST.tsv", table.path));
            continue;
        };
        let hash: String =
            Sha256::digest(table.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        if row[1] != table.rows.len().to_string() || row[2] != hash {
            faults
                .push(format!("data/MANIFEST.tsv:{line}: rows or hash of data/{} have changed", table.path));
        }
        if row[3].is_empty() || row[4].is_empty() {
            faults.push(format!("data/MANIFEST.tsv:{line}: no licence or no source"));
        }
    }
    for (path, (line, _)) in listed.iter().filter(|(path, _)| TABLES.iter().all(|table| table.path != **path))
    {
        faults.push(format!("data/MANIFEST.tsv:{line}: there is no data/{path}"));
    }
    none(&faults, REMAKE);
}

/// A name is known, or its parts are: a given name and a surname, in this order or, as in Korea, the other.
#[test]
fn those_who_act_in_business_stories_are_known() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/coverage.txt");
    let list = fs::read_to_string(&path).unwrap();
    let surfaces: HashSet<String> =
        surfaces().iter().filter(|s| !s.flags.contains('o')).map(|s| fold(s.text)).collect();
    let names = |path: &str| table(path).cells("name").map(|(_, name)| name).collect::<HashSet<_>>();
    let (given, surnames) = (names("names/given.tsv"), names("names/surnames.tsv"));
    let is_person = |name: &str| {
        let (first, last) =
            (name.split(' ').next().unwrap_or_default(), name.rsplit(' ').next().unwrap_or_default());
        let person = |one: &str, other: &str| given.contains(one) && surnames.contains(other);
        first != last && (person(first, last) || person(last, first))
    };
    let mut faults = Vec::new();
    for (i, name) in list.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        if !surfaces.contains(&fold(name)) && !is_person(name) {
            faults.push(format!("tests/fixtures/coverage.txt:{}: \"{name}\" is not known", i + 1));
        }
    }
    none(&faults, "add the entry to data/organisations, data/people or data/places, then data/tools/make.sh");
}
