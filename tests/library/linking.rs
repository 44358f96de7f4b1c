//! Which entry a find stands for, by what the text says.

use konzern::{Extractor, Language};

/// The finds of a text with their entries; "-" for none.
fn linked(language: Language, text: &str) -> Vec<(String, String)> {
    let extractor = Extractor::builder().language(language).build().unwrap();
    let found = extractor.extract(text);
    let entry = |id: Option<&str>| id.unwrap_or("-").to_owned();
    found.iter().map(|it| (it.text.to_owned(), entry(it.entry.map(|entry| entry.id())))).collect()
}

fn check(language: Language, text: &str, expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> =
        expected.iter().map(|(name, id)| ((*name).to_owned(), (*id).to_owned())).collect();
    assert_eq!(linked(language, text), expected, "{text}");
}

/// The entry of the first find with this name; "-" for none.
fn check_one(language: Language, text: &str, name: &str, id: &str) {
    let found = linked(language, text).into_iter().find(|(it, _)| it == name);
    assert_eq!(found.map(|(_, id)| id).as_deref(), Some(id), "{text}");
}

#[test]
fn an_acronym_stands_for_what_it_was_said_to_stand_for() {
    let text = "The Federal Audit Agency (FAA) published its report. The FAA was late.";
    check(Language::En, text, &[("Federal Audit Agency", "-"), ("FAA", "-"), ("FAA", "-")]);
    let text = "Die Bundesagentur für Arbeit (BA) meldet mehr Stellen. Die BA warnt.";
    let id = "bundesagentur-fuer-arbeit";
    check(Language::De, text, &[("Bundesagentur für Arbeit", id), ("BA", id), ("BA", id)]);
    // The lists have it with other words, but not with all others.
    let text = "The American Food and Drug Authority (FDA) came. The FDA left.";
    check(Language::En, text, &[("American Food and Drug Authority", "-"), ("FDA", "fda"), ("FDA", "fda")]);
}

#[test]
fn a_town_lies_in_the_state_beside_it() {
    let text = "He left Odessa, Texas, and London, Ontario.";
    check(
        Language::En,
        text,
        &[
            ("Odessa", "gn:5527554"),
            ("Texas", "iso:US-TX"),
            ("London", "gn:6058560"),
            ("Ontario", "iso:CA-ON"),
        ],
    );
    // In its own country, and beside a country, it is the one of the lists.
    let text = "Er kam aus München, Bayern, und flog nach Paris, Frankreich.";
    check(
        Language::De,
        text,
        &[
            ("München", "gn:2867714"),
            ("Bayern", "iso:DE-BY"),
            ("Paris", "gn:2988507"),
            ("Frankreich", "iso:FR"),
        ],
    );
}

#[test]
fn a_surname_stands_for_nobody_with_another_given_name() {
    let known = |text: &str| linked(Language::De, text).iter().any(|(_, id)| id == "p-olaf-scholz");
    assert!(!known("Geschäftsführer: Scholz, Petra, Kiel."));
    assert!(known("Bundeskanzler Scholz, Christian Lindner und Robert Habeck reisten nach Kiel."));
    assert!(known("Es reisten: Scholz, Olaf, Berlin."));
}

#[test]
fn a_town_lies_where_its_text_says() {
    check_one(Language::De, "In Freiburg (Schweiz) spricht man Französisch.", "Freiburg", "gn:2660718");
    check_one(
        Language::De,
        "Birmingham in Alabama war ein Zentrum der Bewegung.",
        "Birmingham",
        "gn:4049979",
    );
    check_one(Language::En, "He went to San José, Costa Rica.", "San José", "gn:3621849");
    check_one(Language::En, "The plant in Reno, Nevada, was closed.", "Reno", "gn:5511077");
    check_one(Language::En, "Paris, Texas, is a small town.", "Paris", "-");
    check_one(Language::De, "In Bergen in Norwegen regnet es oft.", "Bergen", "gn:3161732");
    check_one(Language::En, "Hyderabad, Pakistan, saw protests.", "Hyderabad", "gn:1176734");
    check_one(Language::En, "The company moved to Cambridge, MA in May.", "Cambridge", "gn:4931972");
    check_one(Language::En, "Lebanon, Pennsylvania, is a small city.", "Lebanon", "-");
    // A list says nothing of where they lie, nor does where somebody goes.
    check_one(Language::En, "Offices in London, Canada and India will close.", "London", "gn:2643743");
    check_one(Language::En, "He flew from London to Canada.", "London", "gn:2643743");
    check_one(Language::De, "Er kam aus Wien in den Jemen.", "Wien", "gn:2761369");
    // Some states have the name of a town or a country.
    check_one(Language::En, "Vancouver, Washington, lies on the river.", "Washington", "iso:US-WA");
    check_one(Language::En, "Rome, Georgia, lies in the hills.", "Georgia", "iso:US-GA");
    check_one(Language::En, "Rome, Georgia, lies in the hills.", "Rome", "-");
    check_one(Language::En, "Atlanta is the capital of Georgia.", "Georgia", "iso:US-GA");
    check_one(Language::En, "Tbilisi is the capital of Georgia.", "Georgia", "iso:GE");
    check_one(Language::En, "Alexandria, Virginia, lies near Washington.", "Washington", "gn:4140963");
}

#[test]
fn a_body_that_many_countries_have_is_that_of_the_country_at_hand() {
    check_one(Language::En, "The Senate voted on Tuesday.", "Senate", "us-senat");
    check_one(Language::En, "The Senate in Manila approved the bill.", "Senate", "-");
    check_one(
        Language::En,
        "India's Supreme Court upheld the law.",
        "Supreme Court",
        "supreme-court-of-india",
    );
    check_one(Language::En, "Labour in Australia won the election.", "Labour", "australian-labor-party");
    check_one(Language::De, "Der Bundesrat stimmte dem Abkommen mit Kanada zu.", "Bundesrat", "bundesrat");
    check_one(Language::De, "Der Schweizer Bundesrat lehnt das ab.", "Bundesrat", "schweizer-bundesrat");
    check_one(Language::De, "In Österreich verloren die Grünen Stimmen.", "Grünen", "gruene-at");
    check_one(Language::De, "Die Grünen in Hamburg sind zufrieden.", "Grünen", "gruene");
    // Alone it tells nothing of its country.
    check_one(Language::En, "The National Assembly in Seoul voted.", "National Assembly", "-");
    check_one(Language::En, "Members of the National Assembly voted.", "National Assembly", "-");
    // What is sure without an entry is told: it is a parliament.
    let extractor = Extractor::builder().language(Language::En).build().unwrap();
    let found = extractor.extract("The Senate in Manila approved the bill.");
    assert_eq!((found[0].entry, found[0].class), (None, Some("parliament")));
}

#[test]
fn a_role_that_a_known_person_does_not_have_is_that_of_another() {
    let known = |language, text: &str, id: &str| linked(language, text).iter().any(|(_, it)| it == id);
    let mueller = "p-thomas-mueller";
    assert!(!known(Language::De, "Thomas Müller, Bürgermeister von Altdorf, kam.", mueller));
    assert!(!known(
        Language::De,
        "Der Landwirt Thomas Müller verkauft Milch. Müller ist zufrieden.",
        mueller
    ));
    assert!(known(Language::De, "Der Stürmer Thomas Müller traf doppelt. Müller jubelte.", mueller));
    assert!(known(Language::De, "Dank Thomas Müller, Bürgermeister Schmidt und Fans kam Geld.", mueller));
    assert!(!known(Language::De, "Die Zahnärztin Dr. Andrea Berg zog nach Kassel.", "p-andrea-berg"));
    assert!(!known(Language::En, "Kevin Hart, the mayor of Springfield, cut the ribbon.", "p-kevin-hart"));
    assert!(known(Language::En, "Nikita Khrushchev, son of a miner, spoke.", "p-nikita-khrushchev"));
}

#[test]
fn a_name_of_several_people_is_that_of_the_best_known_or_of_the_one_with_the_role() {
    let check = |language, text: &str, id: &str| {
        assert_eq!(linked(language, text).first().map(|(_, id)| id.as_str()), Some(id), "{text}");
    };
    check(Language::En, "Paul Simon sang in the park.", "p-paul-simon");
    check(Language::En, "Senator Paul Simon spoke in the park.", "p-paul-simon-2");
    check(Language::En, "John Williams wrote the score.", "p-john-williams");
    check(Language::De, "Gerd Müller sprach im Bundestag.", "p-gerd-mueller");
    check(Language::De, "Der Stürmer Gerd Müller traf viermal.", "p-gerd-mueller-2");
    check(Language::De, "Max Weber schrieb über die Bürokratie.", "p-max-weber");
    check(Language::En, "Abraham Lincoln was shot. Lincoln died.", "p-abraham-lincoln");
}

#[test]
fn of_several_entries_that_need_a_cue_the_likeliest_is_told() {
    let known = |language, text: &str, id: &str| linked(language, text).iter().any(|(_, it)| it == id);
    assert!(known(Language::En, "Arsenal drew with Liverpool in the Premier League.", "fc-arsenal"));
    assert!(known(Language::De, "Die BA-Chefin Andrea Nahles warnt.", "bundesagentur-fuer-arbeit"));
    assert!(known(Language::De, "Merck & Co. aus New Jersey legt Zahlen vor.", "merck-co"));
}

/// The finds of a text with their classes; "-" for none.
fn classes(language: Language, text: &str) -> Vec<(String, String)> {
    let extractor = Extractor::builder().language(language).build().unwrap();
    let found = extractor.extract(text);
    found.iter().map(|it| (it.text.to_owned(), it.class.unwrap_or("-").to_owned())).collect()
}

#[test]
fn the_words_of_an_unlisted_name_tell_its_class() {
    let check = |language, text: &str, expected: &[(&str, &str)]| {
        let found = classes(language, text);
        let found: Vec<(&str, &str)> = found.iter().map(|(name, class)| (&**name, &**class)).collect();
        assert_eq!(found, expected, "{text}");
    };
    let text = "Das Landgericht Quaxdorf verurteilte die Quaxo GmbH & Co. KG.";
    check(Language::De, text, &[("Landgericht Quaxdorf", "court"), ("Quaxo GmbH & Co. KG", "company")]);
    let text = "She studied at the University of Quaxford and joined Quaxo Inc. in May.";
    check(Language::En, text, &[("University of Quaxford", "university"), ("Quaxo Inc.", "company")]);
    let text = "Die TSV Quaxdorf spielt in der Quaxstraße 5.";
    check(Language::De, text, &[("TSV Quaxdorf", "club"), ("Quaxstraße 5", "landmark")]);
    // The short name has the class of the long one.
    let text = "Die Quaxo GmbH baut. Quaxo will wachsen. Quaxos Umsatz stieg.";
    check(Language::De, text, &[("Quaxo GmbH", "company"), ("Quaxo", "company"), ("Quaxos", "company")]);
    // An entry has its own class, whatever its words say.
    check(Language::De, "Er kam von der Merkur Privatbank.", &[("Merkur Privatbank", "bank")]);
    check(Language::En, "He listened to Bad Company.", &[("Bad Company", "band")]);
}
