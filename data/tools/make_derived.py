#!/usr/bin/env python3
"""Builds data/<language>/derived.tsv and data/legal_forms.tsv from the lists in data/tools/lang/.

Place ids come from data/places/*.tsv, looked up by name: a country before a region before a city, and the largest city of
that name (for German town names the largest in a German-speaking country). A name in no place table leaves the cell empty.
"""
import sys, unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent
ADJ_DE = ["", "e", "em", "en", "er", "es"]
CLASS_RANK = {"countries": 0, "regions": 1, "cities": 2, "nature": 3}


def places():
    """folded name -> [(rank, -population, country, id)]"""
    found = {}
    for file in CLASS_RANK:
        path = DATA / "places" / f"{file}.tsv"
        if not path.exists():
            continue
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            if line.startswith("#"):
                continue
            pid, cls, name, aliases, country, population, _ = line.split("\t")
            for surface in [name] + aliases.split("|"):
                flags = surface[surface.index("["):] if "[" in surface else ""
                surface = surface.split("[")[0]
                if surface:
                    found.setdefault(surface.lower(), []).append(("o" in flags, CLASS_RANK[file], -int(population or 0), country, pid))
    return found


def lines_of(name):
    path = HERE / "lang" / name
    for line in unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def resolve(key, known):
    if key == "-":
        return ""
    if not key.startswith("="):
        return "iso:" + key
    hits = known.get(key[1:].lower())
    return min(hits)[4] if hits else ""


def city_form(city):
    """Berlin -> Berliner, Karlsruhe -> Karlsruher, Göttingen -> Göttinger, Darmstadt -> Darmstädter"""
    if city.endswith(("ingen", "ungen")):
        return city[:-2] + "er"
    if city.endswith("stadt"):
        return city[:-5] + "städter"
    return city + ("r" if city.endswith("e") else "er")


def add(rows, form, place, endings, kind):
    mark = "?" if form.endswith("?") else ""
    form = form.rstrip("?").replace("_", " ")
    key = (form, kind)
    old = rows.setdefault(key, [place, set(), mark])
    old[0] = old[0] or place
    old[1].update(endings)
    old[2] = old[2] or mark


def german(known):
    rows = {}
    person = {"adj": ["", "n", "r"], "s": ["", "s"], "in": ["", "nen"], "-": [""], "ent": ["", "en", "in", "innen"], "ungar": ["", "n"]}
    for line in lines_of("derived_de.txt"):
        key, adjectives, persons = [x.strip() for x in line.split(";")]
        place = resolve(key, known)
        for a in adjectives.split(","):
            if a not in ("-", ""):
                add(rows, a, place, ADJ_DE if not a.endswith("k.u.k") else [""], "adjective")
        for p in persons.split(","):
            if p in ("-", ""):
                continue
            p, _, group = p.partition("/")
            base = p.rstrip("?")
            if group:
                ends = person[group]
            elif base.endswith("er"):
                ends = ["", "s", "n", "in", "innen"]
            elif base.endswith("e"):
                ends = ["", "n", "~in", "~innen"]
            elif base.endswith("er"):
                ends = ["", "n"]
            else:
                ends = ["", "s"] if base[-1] in "iao" else ["", "n", "s"]
            add(rows, p, place, ends, "person")
    # -er words of landscapes are adjectives too ("Tiroler Alpen"), those of countries and peoples are not
    for f in " ".join(lines_of("derived_de_landscapes.txt")).split():
        f = f.replace("_", " ")
        place, _, mark = rows[(f, "person")]
        add(rows, f + mark, place, [""], "adjective")
    area = None
    for line in lines_of("derived_de_cities.txt"):
        for item in line.split():
            if item in ("DACH", "WORLD"):
                area = item
                continue
            city, _, forms = item.partition("=")
            city = city.replace("_", " ")
            hits = [h for h in known.get(city.lower(), []) if h[1] == 2 or (h[1] == 0)]
            if area == "DACH":
                home = [h for h in hits if h[3] in ("DE", "AT", "CH", "LI", "LU")]
                hits = home
            hits = [h for h in hits if h[1] == 2] or hits
            place = min(hits)[4] if hits else ""
            for form in (forms or city_form(city)).split(","):
                if form == "-":
                    continue
                base = form.rstrip("?")
                add(rows, form, place, [""], "adjective")
                if base.endswith(("er", "ner")) and not base.endswith("scher"):
                    add(rows, form, place, ["", "s", "n", "in", "innen"], "person")
    return rows


def english(known):
    rows = {}
    for line in lines_of("derived_en.txt"):
        key, adjectives, persons = [x.strip() for x in line.split(";")]
        place = resolve(key, known)
        for a in adjectives.split(","):
            if a not in ("-", ""):
                add(rows, a, place, [""], "adjective")
        for p in persons.split(","):
            if p in ("-", ""):
                continue
            p, _, group = p.partition("/")
            add(rows, p, place, [""] if group == "-" else ["", "s"], "person")
    return rows


def write(path, header, lines):
    path.write_text("\n".join([header] + sorted(lines, key=lambda s: s.encode())) + "\n", encoding="utf-8")
    print(path.relative_to(DATA), len(lines))


def derived(lang, rows):
    out = []
    for (form, kind), (place, endings, mark) in rows.items():
        src = "g,h" if place.startswith("gn:") else "h"
        out.append("\t".join((form, place, "|".join(sorted(endings)), kind + mark, src)))
    write(DATA / lang / "derived.tsv", "form\tplace\tendings\tkind\tsrc", out)
    print("  without place:", sum(1 for v in rows.values() if not v[0]))


def legal():
    rows = {}
    for line in lines_of("legal_forms.txt"):
        form, variants, countries, pos = [x.strip() for x in line.split(";")]
        old = rows.setdefault(form, [[], [], set()])
        old[0] += [v for v in variants.split("|") if v and v not in old[0]]
        old[1] += [c for c in countries.split("|") if c and c not in old[1]]
        old[2].add({"s": "suffix", "p": "prefix", "b": "both"}[pos])
    out = []
    for form, (variants, countries, pos) in rows.items():
        out.append("\t".join((form, "|".join(variants), "|".join(countries), pos.pop() if len(pos) == 1 else "both", "h")))
    write(DATA / "legal_forms.tsv", "form\tvariants\tcountries\tposition\tsrc", out)


if __name__ == "__main__":
    known = places()
    derived("de", german(known))
    derived("en", english(known))
    legal()
