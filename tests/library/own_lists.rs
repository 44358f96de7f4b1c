//! Your own lists, from code, from tables and from compiled files: found alike, and refused alike.

use crate::folder::Folder;
use konzern::{Entity, Entry, ErrorKind, Extractor, Gazetteer, Kind, Language};
use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

const TEXT: &str = "QUO wächst, Quo nicht. Frag @quaxo und quaxo. Die Quaxolit AG und Zorbums Gewinn.";

impl Folder {
    fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

/// What is found with a list, each with the id of its entry.
fn found(gazetteer: Gazetteer, text: &str) -> Vec<(String, Option<String>)> {
    let extractor = Extractor::builder().language(Language::De).gazetteer(gazetteer).build().unwrap();
    let id = |entity: &Entity<'_>| entity.entry.map(|entry| entry.id().to_owned());
    extractor.extract(text).iter().map(|entity| (entity.text.to_owned(), id(entity))).collect()
}

/// What the names of a list find in [`TEXT`], with their ids.
fn found_by(gazetteer: Gazetteer) -> Vec<(String, String)> {
    found(gazetteer, TEXT).into_iter().filter_map(|(text, id)| Some((text, id?))).collect()
}

/// What is found with a table.
fn found_in(text: &str, table: &str) -> Vec<(String, Option<String>)> {
    found(Gazetteer::builder().tsv("own.tsv", table).unwrap().build().unwrap(), text)
}

const TABLE: &str =
    "id\tkind\tname\tlegal\taliases\nq\torganization\tQuaxolit\tQuaxolit AG\tQUO|@quaxo|Zorbum\n";

#[test]
fn code_tables_and_json_lines_find_the_same() {
    let code = Entry::new("q", Kind::Organization, "Quaxolit").legal_name("Quaxolit AG");
    let code = Gazetteer::builder().entry(code.alias("QUO").alias("@quaxo").alias("Zorbum")).build().unwrap();
    let json = r#"{"id":"q","kind":"organization","name":"Quaxolit","legal":"Quaxolit AG","aliases":["QUO","@quaxo","Zorbum"]}"#;
    let json = Gazetteer::builder().jsonl("own.jsonl", json).unwrap().build().unwrap();
    let table = Gazetteer::builder().tsv("own.tsv", TABLE).unwrap().build().unwrap();
    let expected = ["QUO", "quaxo", "Quaxolit AG", "Zorbums"].map(|text| (text.to_owned(), "q".to_owned()));
    for list in [code, json, table] {
        assert_eq!(found_by(list), expected);
    }
}

#[test]
fn a_compiled_file_takes_the_place_of_no_other() {
    let folder = Folder::new("compiled");
    fs::write(folder.at("names.tmp"), "mine").unwrap();
    let builder = Gazetteer::builder().tsv("own.tsv", TABLE).unwrap();
    for name in ["names.konzern", "names.konzern", "x.tmp", "NAMES.KONZERN", "without"] {
        builder.compile_to(folder.at(name)).unwrap();
    }
    assert_eq!(folder.files(), ["NAMES.KONZERN", "names.konzern", "names.tmp", "without", "x.tmp"]);
    assert_eq!(fs::read_to_string(folder.at("names.tmp")).unwrap(), "mine");
    let expected = found_by(builder.build().unwrap());
    for name in ["names.konzern", "NAMES.KONZERN", "x.tmp", "without"] {
        assert_eq!(found_by(Gazetteer::open(folder.at(name)).unwrap()), expected);
        assert_eq!(
            found_by(Gazetteer::load(folder.at(name)).unwrap()),
            expected,
            "{name} is recognised by its first bytes"
        );
    }
    // What is read is not shared with the file.
    let read = Gazetteer::read(folder.at("x.tmp")).unwrap();
    fs::File::options().write(true).open(folder.at("x.tmp")).unwrap().set_len(100).unwrap();
    assert_eq!(found_by(read), expected);
    let cut = Gazetteer::open(folder.at("x.tmp")).unwrap_err();
    assert_eq!((cut.kind(), cut.line()), (ErrorKind::Format, None));
    assert!(cut.file().is_some_and(|file| file.ends_with("x.tmp")), "{cut}");
}

#[test]
fn the_text_decides_the_kind_and_the_order_of_lists_the_entry() {
    let list = |id: &str, kind| Gazetteer::builder().entry(Entry::new(id, kind, "Quaxo")).build().unwrap();
    let id = |first, last, text| {
        let builder = Extractor::builder().gazetteer(list("first", first)).gazetteer(list("last", last));
        builder.build().unwrap().extract(text)[0].entry.map(|entry| entry.id().to_owned())
    };
    let [place, body] = [Kind::Place, Kind::Organization];
    assert_eq!(id(place, place, "Wir fahren nach Quaxo.").as_deref(), Some("last"));
    assert_eq!(id(place, body, "Wir fahren nach Quaxo.").as_deref(), Some("first"));
    assert_eq!(id(place, body, "Die Quaxo AG wächst.").as_deref(), Some("last"));
}

#[test]
fn a_name_in_many_lists_counts_once() {
    let list = |number| {
        let entry = Entry::new(format!("q{number}"), Kind::Person, "Quaxo");
        Gazetteer::builder().entry(entry).build().unwrap()
    };
    let told = |lists: usize| {
        let extractor =
            (0..lists).fold(Extractor::builder(), |builder, number| builder.gazetteer(list(number)));
        let extractor = extractor.build().unwrap();
        let found = extractor.extract("Quaxo kam.");
        found.iter().map(|entity| (entity.kind, entity.score)).collect::<Vec<_>>()
    };
    let one = told(1);
    assert!(matches!(one.as_slice(), [(Kind::Person, _)]), "{one:?}");
    for lists in [2, 40, 200] {
        assert_eq!(told(lists), one, "{lists} lists");
    }
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing_behind() {
    let folder = Folder::new("unwritable");
    // A folder that is not empty cannot be replaced by a file.
    fs::create_dir_all(folder.at("names.konzern/inside")).unwrap();
    let builder = Gazetteer::builder().tsv("own.tsv", TABLE).unwrap();
    let error = builder.compile_to(folder.at("names.konzern")).unwrap_err();
    assert!(error.kind() == ErrorKind::Io && error.io_error().is_some(), "{error}");
    assert_eq!(folder.files(), ["names.konzern"]);
    let error = builder.compile_to(folder.at("none/names.konzern")).unwrap_err();
    assert!(error.kind() == ErrorKind::Io, "{error}");
}

#[cfg(unix)]
#[test]
fn a_socket_is_not_replaced_by_a_file() {
    use std::os::unix::fs::FileTypeExt;
    use std::os::unix::net::UnixListener;

    let folder = Folder::new("socket");
    let _listener = UnixListener::bind(folder.at("s")).unwrap();
    let error = Gazetteer::builder().compile_to(folder.at("s")).unwrap_err();
    assert!(error.kind() == ErrorKind::Io && error.file().is_some_and(|file| file.ends_with('s')), "{error}");
    assert!(fs::metadata(folder.at("s")).unwrap().file_type().is_socket());
    assert_eq!(folder.files(), ["s"]);
}

#[test]
fn lists_are_told_by_their_extension_in_any_case() {
    let folder = Folder::new("extensions");
    fs::write(folder.at("G1.JSONL"), "\u{feff}{\"id\":\"q\",\"kind\":\"place\",\"name\":\"Zorbum\"}\n")
        .unwrap();
    fs::write(folder.at("G2.TSV"), TABLE).unwrap();
    fs::write(folder.at("no.KONZERN"), TABLE).unwrap();
    assert_eq!(Gazetteer::load(folder.at("G1.JSONL")).unwrap().len(), 1);
    assert_eq!(Gazetteer::load(folder.at("G2.TSV")).unwrap().len(), 1);
    assert_eq!(Gazetteer::load(folder.at("no.KONZERN")).unwrap_err().kind(), ErrorKind::Format);
    assert_eq!(Gazetteer::load(folder.at("none.tsv")).unwrap_err().kind(), ErrorKind::Io);
}

/// Names that are found as they stand in a list without ids.
fn as_written<const N: usize>(names: [&str; N]) -> [(String, Option<String>); N] {
    names.map(|name| (name.to_owned(), Some(name.to_owned())))
}

#[test]
fn a_surname_stands_for_the_person_of_the_list() {
    const PEOPLE: &str = "id\tclass\tname\np1\tpolitician\tKlaus Quaxberger\np2\tpolitician\tAngela Merkel\n";
    let people = |text: &str| -> Vec<(String, Option<String>)> {
        found_in(text, PEOPLE).into_iter().filter(|(text, _)| !text.starts_with("Berlin")).collect()
    };
    let entry = |text: &str, id: &str| (text.to_owned(), Some(id.to_owned()));
    assert_eq!(
        people("Klaus Quaxberger sprach in Berlin. Quaxberger ging."),
        [entry("Klaus Quaxberger", "p1"), entry("Quaxberger", "p1")]
    );
    assert_eq!(
        people("Angela Merkel sprach in Berlin. Merkel ging."),
        [entry("Angela Merkel", "p2"), entry("Merkel", "p2")]
    );
    // Of two it may be either.
    assert_eq!(
        people("Klaus Quaxberger sprach in Berlin mit Anna Quaxberger. Quaxberger ging."),
        [
            entry("Klaus Quaxberger", "p1"),
            ("Anna Quaxberger".to_owned(), None),
            ("Quaxberger".to_owned(), None)
        ]
    );
}

#[test]
fn a_cell_as_spreadsheets_write_it_is_found() {
    let table = "name\tkind\taliases\n\"Acme, Quaxo\"\torganization\t\"Zorb \"\"Z\"\" Werk\"\n";
    let found = found_in("Der Konzern Acme, Quaxo kauft Zorb \"Z\" Werk.", table);
    let id = Some("Acme, Quaxo".to_owned());
    assert_eq!(found, [("Acme, Quaxo".to_owned(), id.clone()), ("Zorb \"Z\" Werk".to_owned(), id)]);
}

#[test]
fn entries_are_kept_in_sets() {
    let list = Gazetteer::builder().tsv("own.tsv", TABLE).unwrap().build().unwrap();
    let same = Gazetteer::builder().tsv("same.tsv", TABLE).unwrap().build().unwrap();
    let entries: HashSet<_> = list.entries().chain(same.entries()).collect();
    assert_eq!(entries.len(), 1);
}

#[test]
fn a_name_may_begin_with_a_sign() {
    let table = "name\tkind\n(Q)Zorb\torganization\n'Quaxetta\torganization\n";
    let found = found_in("Der Konzern (Q)Zorb kauft die 'Quaxetta.", table);
    assert_eq!(found, as_written(["(Q)Zorb", "'Quaxetta"]));
}

#[test]
fn scripts_without_capitals_have_names_too() {
    for name in ["한국전력", "クワクソ", "עברית", "العربية", "ไทยออย", "東京電力"]
    {
        let table = format!("kind\tname\norganization\t{name}\n");
        let text = format!("Der Konzern {name} wächst.");
        assert_eq!(found_in(&text, &table), as_written([name]), "{name}");
    }
}

#[test]
fn addresses_and_topics_are_found_as_they_are_written() {
    let names = ["www.quaxo.de", "https://zorb.de/x", "info@vlimpf.de", "#quaxo", "Bund bei www.krazzo.de"];
    // In quotation marks, or the line with "#quaxo" would be a comment.
    let row = |name: &&str| format!("\"{name}\"\torganization\n");
    let table = format!("name\tkind\n{}", names.iter().map(row).collect::<String>());
    let text = "Der Konzern www.quaxo.de, der Konzern https://zorb.de/x und der Konzern info@vlimpf.de wachsen. Frag #quaxo und \
        den Bund bei www.krazzo.de. Nicht www.quaxo.com, info@quaxo.de und www.zorb.de.";
    assert_eq!(found_in(text, &table), as_written(names));
    let list = Gazetteer::builder().tsv("own.tsv", &table).unwrap().build().unwrap();
    assert!(names.iter().all(|name| list.lookup(name).iter().any(|known| known.surface == *name)));
    assert!(list.lookup("www.zorb.de").is_empty());
    // One address is denied, and no other.
    let builder = Extractor::builder().language(Language::De).gazetteer(list).deny("www.quaxo.de");
    let extractor = builder.build().unwrap();
    let left: Vec<&str> = extractor.extract(text).iter().map(|entity| entity.text).collect();
    assert_eq!(left, names[1..]);
}

#[test]
fn an_ampersand_may_be_written_as_pages_have_it() {
    let table = "name\tkind\nQuaxo &amp; Vlimpf\torganization\n";
    let found = found_in("Der Konzern Quaxo & Vlimpf und der Konzern Quaxo &amp; Vlimpf.", table);
    let id = Some("Quaxo &amp; Vlimpf".to_owned());
    assert_eq!(found, ["Quaxo & Vlimpf", "Quaxo &amp; Vlimpf"].map(|text| (text.to_owned(), id.clone())));
}

#[test]
fn a_prefix_belongs_to_the_name_that_has_it() {
    let table = "name\tkind\nAnti-Quaxo Liga\torganization\npro-Zorb\torganization\n";
    let found = found_in("Die Anti-Quaxo Liga traf die Gruppe pro-Zorb.", table);
    assert_eq!(found, as_written(["Anti-Quaxo Liga", "pro-Zorb"]));
}

#[test]
fn what_no_text_can_have_is_refused_with_its_line() {
    for (name, told) in [
        ("@Köln", "own.tsv:3: account \"@Köln\", expected letters a to z"),
        ("@Deutsche Quaxo", "own.tsv:3: account \"@Deutsche Quaxo\""),
        ("Qua\u{1}xo", "own.tsv:3: name \"Qua\\u{1}xo\", expected one without control characters"),
    ] {
        let table = format!("name\tkind\nZorb\torganization\n{name}\torganization\n");
        let error = Gazetteer::builder().tsv("own.tsv", &table).unwrap_err();
        assert_eq!((error.kind(), error.line()), (ErrorKind::Data, Some(3)));
        assert!(error.to_string().starts_with(told), "{error}");
    }
}
