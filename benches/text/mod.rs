//! Texts for the benches: written sentences with names put in, from a fixed seed. The recipe stands in `README.md`.

/// A small generator of numbers (xorshift), so that the texts are the same everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % sides.max(1)
    }

    pub fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let at = self.roll(list.len());
        list.get(at).copied().unwrap_or_default()
    }
}

/// Sentences and word lists of a language. `{o}` in a sentence stands for an organisation, `{g} {s}` for a person, `{p}` a
/// place, `{n}` a noun, `{a}` an adjective, `{v}` any word in small letters, and so on.
struct Language {
    sentences: &'static [&'static str],
    words: &'static [(char, &'static [&'static str])],
    /// The table of words that the rarer words are drawn from.
    table: &'static str,
}

/// The generated texts, and the one that `KONZERN_TEXT` names, read as German; each with its name and language.
pub fn all(bytes: usize) -> Vec<(String, String, konzern::Language)> {
    let mut texts = vec![
        ("German, generated".to_owned(), german(bytes), konzern::Language::De),
        ("English, generated".to_owned(), english(bytes), konzern::Language::En),
    ];
    if let Some(path) = std::env::var_os("KONZERN_TEXT") {
        let text = std::fs::read_to_string(&path).expect("KONZERN_TEXT names a text");
        texts.push((path.to_string_lossy().into_owned(), text, konzern::Language::De));
    }
    texts
}

/// At least `bytes` bytes of German news.
pub fn german(bytes: usize) -> String {
    write(&GERMAN, bytes, 0x9E37_79B9_7F4A_7C15)
}

/// At least `bytes` bytes of English news.
pub fn english(bytes: usize) -> String {
    write(&ENGLISH, bytes, 0xD1B5_4A32_D192_ED03)
}

/// The cells of a column in a table of `data/`.
fn column(file: &str, name: &str) -> Vec<String> {
    let path = format!("{}/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut rows = text.lines().filter(|line| !line.starts_with('#'));
    let at = rows.next().and_then(|head| head.split('\t').position(|cell| cell == name)).unwrap_or(0);
    rows.map(|row| row.split('\t').nth(at).unwrap_or_default().to_owned()).collect()
}

/// Long lists for some letters: what is drawn from them makes a text need as many different words as real ones do.
struct Pools {
    lists: Vec<(char, Vec<String>)>,
}

impl Pools {
    fn new(language: &Language) -> Self {
        let words: Vec<(String, u32)> = column(language.table, "word")
            .into_iter()
            .zip(column(language.table, "freq"))
            .map(|(word, frequency)| (word, frequency.parse().unwrap_or(2)))
            .collect();
        let of_case = |upper: bool| {
            let of_case = words.iter().filter(move |(word, _)| word.starts_with(char::is_uppercase) == upper);
            // The table gives the logarithm of how often a word was counted. Rare words come about once, so that half of
            // all that is drawn are rare ones.
            of_case
                .filter(|(word, _)| word.len() > 3)
                .flat_map(|(word, frequency)| {
                    std::iter::repeat_n(word.clone(), 1 << frequency.saturating_sub(4).min(7))
                })
                .collect::<Vec<String>>()
        };
        let nouns: Vec<String> =
            if language.table.starts_with("de") { of_case(true) } else { of_case(false) };
        let organisations = ["companies_europe", "companies_world", "public", "society", "media", "finance"]
            .iter()
            .flat_map(|file| column(&format!("organisations/{file}.tsv"), "name"))
            .collect();
        let lists = vec![
            ('n', nouns.clone()),
            ('N', nouns),
            ('v', of_case(false)),
            ('o', organisations),
            ('p', column("places/cities.tsv", "name")),
            ('g', column("names/given.tsv", "name")),
            ('s', column("names/surnames.tsv", "name")),
        ];
        Self { lists }
    }

    fn of(&self, letter: char) -> Option<&Vec<String>> {
        self.lists.iter().find(|(name, _)| *name == letter).map(|(_, list)| list)
    }
}

fn write(language: &Language, bytes: usize, seed: u64) -> String {
    let pools = Pools::new(language);
    let mut dice = Dice::new(seed);
    let mut text = String::with_capacity(bytes + 1000);
    while text.len() < bytes {
        for _ in 0..3 + dice.roll(5) {
            let mut rest = dice.of(language.sentences);
            while let Some((before, slot)) = rest.split_once('{') {
                text.push_str(before);
                let (letter, after) = slot.split_once('}').unwrap_or((slot, ""));
                let letter = letter.chars().next().unwrap_or(' ');
                let common =
                    language.words.iter().find(|(name, _)| *name == letter).map_or(&[][..], |(_, list)| list);
                match pools.of(letter) {
                    // Half of the words are common ones, half come from the long lists; one in ten nouns is a new compound.
                    Some(list) if common.is_empty() || dice.roll(2) == 0 => {
                        let word = list.get(dice.roll(list.len())).map_or("", String::as_str);
                        text.push_str(word);
                        if letter == 'n' && dice.roll(10) == 0 {
                            let second = list.get(dice.roll(list.len())).map_or("", String::as_str);
                            text.push_str(&second.to_lowercase());
                        }
                    }
                    _ => text.push_str(dice.of(common)),
                }
                rest = after;
            }
            text.push_str(rest);
            text.push(' ');
        }
        text.push_str("\n\n");
    }
    text
}

/// So many different names: two or three syllables, and for every third a second word.
pub fn names(count: usize) -> Vec<String> {
    const SYLLABLES: [&str; 40] = [
        "bar", "ten", "lo", "mi", "ras", "vel", "kon", "dur", "sa", "nim", "pho", "tra", "gel", "wis", "hor",
        "bal", "cer", "don", "fin", "gra", "hel", "jun", "kel", "lam", "mor", "nor", "pel", "qua", "rin",
        "sol", "tam", "ur", "ven", "wal", "xen", "yor", "zan", "bri", "cla", "dre",
    ];
    const SECOND: [&str; 10] = [
        "Systems",
        "Werke",
        "Holding",
        "Logistik",
        "Pharma",
        "Energie",
        "Bau",
        "Partners",
        "Maschinen",
        "Textil",
    ];
    let mut dice = Dice::new(42);
    (0..count)
        .map(|number| {
            // The number in base 40 makes each name different.
            let mut name = String::new();
            let mut rest = number;
            for _ in 0..4 {
                name.push_str(SYLLABLES[rest % 40]);
                rest /= 40;
            }
            let mut letters = name.chars();
            let mut name: String =
                letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
            if dice.roll(3) == 0 {
                name.push(' ');
                name.push_str(dice.of(&SECOND));
            }
            name
        })
        .collect()
}

const GERMAN: Language = Language {
    sentences: &[
        "Der {a} {n} hat nach Angaben eines Sprechers im vergangenen {t} deutlich an Bedeutung gewonnen, obwohl viele {N} zuvor mit dem Gegenteil gerechnet hatten.",
        "Wie {o} am {w} in {p} mitteilte, soll die {n} noch in diesem {t} abgeschlossen werden.",
        "„Wir müssen die {n} gründlich prüfen“, sagte {g} {s} am {w} vor der Presse.",
        "Dagegen warnten {N} und {N} {v} davor, die {a} {n} allein dem Markt zu überlassen.",
        "Die {n} steht seit dem {t} in der Kritik, weil sie nach Ansicht der {N} zu wenig für die {n} getan hat.",
        "{o} verkauft seine {n} für {m} an einen Wettbewerber aus {p}.",
        "In {p} und {p} blieben die {N} geschlossen, während andernorts weiter gearbeitet wurde.",
        "Nach der {n} kam es zu einer langen Aussprache, in der vor allem die {N} zu Wort kamen.",
        "Der {o}-Chef {g} {s} verteidigte die {n} gegen den Vorwurf, sie sei überhastet beschlossen worden.",
        "Ein {a} {n} reiche nicht aus, hieß es; nötig seien vielmehr neue {N} und eine bessere {n}.",
        "Das Amtsgericht {p} verurteilte einen Mann zu einer {n} von mehreren Monaten.",
        "Die Aktie von {o} gab im frühen Handel um zwei Prozent nach, nachdem die {n} bekannt geworden war.",
        "Wer die {n} {v} {v} bezahlen soll, ist offen; die Kosten werden auf {m} geschätzt.",
        "Seit dem {t} arbeiten rund 300 {N} an der {n}, die im Herbst vorgestellt werden soll.",
        "{s} hatte zuvor erklärt, dass sie die {n} nicht länger mittragen könne.",
        "Auch im {t} darauf {v} sich daran {v} wenig, und so blieb es bei der {a} {n}.",
        "Die Universität {p} untersucht gemeinsam mit {o}, wie sich die {n} auf {N} auswirkt.",
        "Zu den {N} gehören heute Menschen aus allen Schichten, und kaum jemand erinnert sich noch an die {n} von damals.",
        "Beobachter halten es für {v} und {v} möglich, dass der {n} am Ende doch noch zugestimmt wird.",
        "Bundesministerin {g} {s} reist am {w} nach {p}, um über die {n} zu sprechen.",
    ],
    words: &[
        (
            'a',
            &[
                "neue",
                "alte",
                "große",
                "umstrittene",
                "wichtige",
                "öffentliche",
                "gemeinsame",
                "europäische",
                "politische",
                "wirtschaftliche",
                "schwierige",
                "langjährige",
            ],
        ),
        (
            'n',
            &[
                "Regelung",
                "Entscheidung",
                "Untersuchung",
                "Vereinbarung",
                "Entwicklung",
                "Gesundheitsversorgung",
                "Prüfung",
                "Forderung",
                "Verwaltung",
                "Beteiligung",
                "Finanzierung",
                "Sanierung",
                "Abstimmung",
                "Verhandlung",
                "Energieversorgung",
                "Reform",
                "Debatte",
                "Krise",
                "Initiative",
                "Bildungspolitik",
            ],
        ),
        (
            'N',
            &[
                "Bürger",
                "Fachleute",
                "Anwohner",
                "Schulen",
                "Beschäftigte",
                "Abgeordnete",
                "Betriebe",
                "Verbände",
                "Krankenhäuser",
                "Gemeinden",
                "Familien",
                "Kinder",
                "Patienten",
                "Landwirte",
                "Kommunen",
                "Arbeitnehmer",
            ],
        ),
        ('t', &["Jahr", "Monat", "Sommer", "Winter", "Quartal", "Herbst", "Frühjahr"]),
        ('w', &["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Wochenende"]),
        (
            'o',
            &[
                "Siemens",
                "Volkswagen",
                "Microsoft",
                "Deutsche Bank",
                "BASF",
                "Bayer",
                "Adidas",
                "Commerzbank",
                "Lufthansa",
                "Google",
                "Allianz",
                "ARD",
                "Reuters",
                "Greenpeace",
                "SPD",
                "CDU",
                "Telekom",
                "Continental",
                "Airbus",
                "Amazon",
            ],
        ),
        (
            'p',
            &[
                "Berlin",
                "Hamburg",
                "München",
                "Köln",
                "Frankreich",
                "Polen",
                "Dresden",
                "Wien",
                "Italien",
                "Bayern",
                "London",
                "Sachsen",
                "Bremen",
                "Spanien",
                "Leipzig",
                "Washington",
            ],
        ),
        (
            'g',
            &[
                "Angela", "Thomas", "Julia", "Peter", "Sabine", "Michael", "Katrin", "Wolfgang", "Anna",
                "Stefan", "Claudia", "Martin",
            ],
        ),
        (
            's',
            &[
                "Müller",
                "Schneider",
                "Hoffmann",
                "Wagner",
                "Becker",
                "Krüger",
                "Lehmann",
                "Schröder",
                "Neumann",
                "Zimmermann",
                "Hartmann",
                "Lange",
            ],
        ),
        ('v', &[]),
        (
            'm',
            &[
                "1,5 Millionen Euro",
                "300 Millionen Dollar",
                "2,3 Milliarden Euro",
                "50.000 Euro",
                "zwölf Millionen Euro",
            ],
        ),
    ],
    table: "de/words.tsv",
};

const ENGLISH: Language = Language {
    sentences: &[
        "The {a} {n} has become far more important over the past {t}, although many {N} had expected the opposite.",
        "{o} said on {w} that the {n} would be completed in {p} before the end of the {t}.",
        "\"We have to look at the {n} with great care,\" {g} {s} told reporters on {w}.",
        "Several {v} {N} {v} warned that the {a} {n} should not be left to the market alone.",
        "The {n} has been under fire since last {t} because, critics say, it did too little for {N}.",
        "{o} is selling its {n} business to a rival from {p} for {m}.",
        "Schools in {p} and {p} stayed closed, while work went on elsewhere.",
        "After the {n} there was a long debate in which mostly {N} were heard.",
        "{o} chief executive {g} {s} defended the {n} against the charge that it had been rushed.",
        "A {a} {n} would not be enough, they argued; what was needed were new {N} and a better {n}.",
        "A court in {p} sentenced a man to several months after the {n} had failed.",
        "Shares in {o} fell two per cent in early trading when the {n} became known.",
        "Nobody {v} knows who is {v} to pay for the {n}; the costs are put at {m}.",
        "Since the {t} about 300 {N} have been working on the {n}, which is to be shown in the autumn.",
        "{s} had said before that she could no longer support the {n}.",
        "Little changed in the {t} that followed, and so the {a} {n} stayed as it was.",
        "The University of {p} and {o} are studying how the {n} affects {N}.",
        "Today the {N} come from all walks of life, and hardly anyone remembers the {n} of those days.",
        "Observers {v} think it {v} possible that the {n} will be approved in the end.",
        "Secretary {g} {s} travels to {p} on {w} to talk about the {n}.",
    ],
    words: &[
        (
            'a',
            &[
                "new",
                "old",
                "large",
                "disputed",
                "important",
                "public",
                "common",
                "political",
                "economic",
                "difficult",
                "long",
            ],
        ),
        (
            'n',
            &[
                "agreement",
                "decision",
                "inquiry",
                "development",
                "reform",
                "debate",
                "crisis",
                "initiative",
                "proposal",
                "review",
                "programme",
                "service",
                "project",
                "vote",
                "policy",
                "supply",
            ],
        ),
        (
            'N',
            &[
                "citizens",
                "experts",
                "residents",
                "schools",
                "workers",
                "members",
                "companies",
                "hospitals",
                "families",
                "children",
                "patients",
                "farmers",
                "teachers",
                "voters",
            ],
        ),
        ('t', &["year", "month", "summer", "winter", "quarter", "spring"]),
        ('w', &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]),
        (
            'o',
            &[
                "Microsoft",
                "Google",
                "General Electric",
                "Boeing",
                "Walmart",
                "Amazon",
                "Reuters",
                "Barclays",
                "Toyota",
                "Siemens",
                "Goldman Sachs",
                "BBC",
                "Pfizer",
                "IBM",
                "Shell",
                "Vodafone",
            ],
        ),
        (
            'p',
            &[
                "London",
                "New York",
                "France",
                "Germany",
                "Chicago",
                "Boston",
                "Texas",
                "Canada",
                "Paris",
                "Washington",
                "Ireland",
                "Scotland",
                "Tokyo",
                "Berlin",
            ],
        ),
        ('g', &["John", "Mary", "David", "Susan", "Michael", "Sarah", "James", "Emma", "Robert", "Linda"]),
        (
            's',
            &[
                "Smith", "Johnson", "Williams", "Taylor", "Anderson", "Thompson", "Robinson", "Wright",
                "Mitchell", "Campbell",
            ],
        ),
        ('v', &[]),
        ('m', &["$1.5 million", "$300 million", "£2.3 billion", "50,000 euros", "twelve million dollars"]),
    ],
    table: "en/words.tsv",
};
