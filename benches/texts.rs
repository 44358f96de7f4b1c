//! The texts of the benchmarks: sentences made of written templates and lists of names, with a fixed seed. The recipe is
//! told in README.md beside this file.

use konzern::Language;

const GERMAN: [&str; 10] = [
    "Der Konzern {org} will im kommenden Jahr rund {n} Stellen in {place} streichen, wie ein Sprecher am Montag mitteilte.",
    "Nach Angaben des Unternehmens stieg der Umsatz im dritten Quartal um {n} Prozent, obwohl die Nachfrage zuletzt nachgelassen hatte.",
    "{person} sagte der Zeitung, die Verhandlungen mit {org} seien schwierig, aber nicht gescheitert.",
    "In {place} kam es am Abend zu einem Unfall, bei dem mehrere Menschen leicht verletzt wurden; die Straße blieb bis in die Nacht gesperrt.",
    "Die Aktie von {org} gewann zeitweise {n} Prozent, während der Markt insgesamt kaum verändert schloss.",
    "Die Regierung prüft, ob das Gesetz noch vor der Sommerpause im Parlament beraten werden kann.",
    "Zuvor hatte {person} in {place} vor den Folgen einer solchen Entscheidung für die Beschäftigten gewarnt.",
    "Der Kaufpreis liege bei {n} Millionen Euro, hieß es aus Kreisen, die mit dem Vorgang vertraut sind.",
    "Viele Bürger fragen sich, warum der Bau der neuen Schule so lange dauert und wer am Ende die Kosten trägt.",
    "Für {org} arbeiten in {place} etwa {n} Menschen, die meisten davon in der Forschung und in der Verwaltung.",
];
const ENGLISH: [&str; 8] = [
    "Shares in {org} rose {n} percent on Monday after the company said that it would close its plant in {place}.",
    "The deal, which is worth ${n} million, still has to be approved by regulators, people familiar with the matter said.",
    "{person} told reporters in {place} that talks with {org} had been difficult but had not failed.",
    "Several people were injured when a bus left the road near the old bridge late in the evening, and the road was closed.",
    "Analysts had expected the group to report higher earnings, but demand has weakened in recent months.",
    "The chief executive of {org}, {person}, will leave at the end of the year.",
    "It is not clear whether the bill can be passed before the summer, or who would have to pay for it.",
    "{org} employs about {n} people in {place}, most of them in research and administration.",
];
const ORGANIZATIONS: [&str; 16] = [
    "Walmart",
    "Microsoft",
    "Siemens",
    "Volkswagen",
    "Deutsche Bank",
    "Adidas",
    "Lufthansa",
    "Google",
    "Boeing",
    "Daimler",
    "Commerzbank",
    "Samsung",
    "Toyota",
    "Bosch",
    "Netflix",
    "Airbus",
];
const PLACES: [&str; 12] = [
    "Berlin",
    "Hamburg",
    "London",
    "Paris",
    "New York",
    "Frankfurt",
    "Zürich",
    "Moskau",
    "Dresden",
    "Madrid",
    "Leipzig",
    "Chicago",
];
const GIVEN: [&str; 10] =
    ["Angela", "Peter", "Thomas", "Maria", "Michael", "Julia", "Stefan", "Claudia", "John", "Sarah"];
const SURNAMES: [&str; 10] = [
    "Schneider",
    "Becker",
    "Hoffmann",
    "Wagner",
    "Schulz",
    "Miller",
    "Johnson",
    "Krüger",
    "Hartmann",
    "Lehmann",
];

/// A text of at least `size` bytes, and the number of names that were put into it.
pub fn generate(language: Language, size: usize) -> (String, usize) {
    let templates: &[&str] = match language {
        Language::De => &GERMAN,
        Language::En => &ENGLISH,
    };
    let mut random = Random(7);
    let mut text = String::with_capacity(size + 4096);
    let (mut names, mut sentences) = (0, 0);
    while text.len() < size {
        let mut rest = random.pick(templates);
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (slot, after) = after.split_once('}').expect("a closed slot");
            match slot {
                "org" => text.push_str(random.pick(&ORGANIZATIONS)),
                "place" => text.push_str(random.pick(&PLACES)),
                "person" => {
                    text.push_str(random.pick(&GIVEN));
                    text.push(' ');
                    text.push_str(random.pick(&SURNAMES));
                }
                _ => text.push_str(&(random.next() % 900 + 10).to_string()),
            }
            names += usize::from(slot != "n");
            rest = after;
        }
        text.push_str(rest);
        sentences += 1;
        text.push_str(if sentences % 6 == 0 { "\n\n" } else { " " });
    }
    (text, names)
}

/// Made-up names of two words.
pub fn names(count: usize) -> impl Iterator<Item = String> {
    const SYLLABLES: [&str; 20] = [
        "ba", "ro", "ti", "ku", "mel", "san", "dor", "vi", "lex", "nor", "qua", "zen", "fi", "gra", "hol",
        "pri", "stu", "wen", "tal", "mar",
    ];
    let mut random = Random(11);
    (0..count).map(move |number| {
        let mut word = |parts: usize| {
            let mut word: String = (0..parts).map(|_| random.pick(&SYLLABLES)).collect();
            word[..1].make_ascii_uppercase();
            word
        };
        format!("{} {}{number}", word(3), word(2))
    })
}

/// Xorshift: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        list[(self.next() % list.len() as u64) as usize]
    }
}
