#!/usr/bin/env python3
"""Writes data/collisions.tsv: every surface (folded) that two entries share, or an entry and a name or common word.

usage: collisions.py [--quiet]

risk:
  open      two entries carry the surface and none of them is flagged apart: an error, the script exits 1
  case      two entries, told apart by capitals or by language
  dominant  one entry carries it freely, the others need a cue
  cue       every entry needs a cue
  off       no entry has it switched on
  word      one entry carries it freely although it is a common word
  name      one entry carries it freely although it is a given name or surname
Names with freq 0 are reported only together with another collision.
"""
import sys
from collections import defaultdict

sys.dont_write_bytecode = True
import facts


def entries():
    kinds = {row["class"]: row["kind"] for row in facts.read("classes.tsv")}
    for folder in ("organisations", "people", "places"):
        for row in facts.all_rows(folder):
            for surface, flags in facts.entry_surfaces(row):
                yield row["id"], kinds.get(row["class"], row["class"]), surface, flags


def free(items):
    """Groups of (language, capitals) in which an unflagged surface of an entry can be read."""
    open_ids = defaultdict(set)
    for key, kind, surface, flags in items:
        if "n" in flags or "o" in flags:
            continue
        languages = "d" if "d" in flags else "e" if "e" in flags else "de"
        capitals = surface if surface.isupper() or "c" in flags else ""
        for language in languages:
            open_ids[(language, capitals)].add(key)
    return open_ids


def risk(items):
    if all("o" in flags for _, _, _, flags in items):
        return "off"
    ids = {key for key, _, _, flags in items if "o" not in flags}
    open_ids = free(items)
    if len(ids) > 1:
        if any(len(keys) > 1 for keys in open_ids.values()):
            return "open"
        if not open_ids:
            return "cue"
        return "dominant" if len(set().union(*open_ids.values())) == 1 else "case"
    return "free" if open_ids else "cue"


def main():
    surfaces = defaultdict(list)
    for item in entries():
        surfaces[facts.fold(item[2])].append(item)
    names = {}
    for label in ("given", "surnames"):
        names[label.rstrip("s")] = found = {}
        for row in facts.read(f"names/{label}.tsv"):
            key = facts.fold(row["name"])
            found[key] = max(found.get(key, 0), int(row["freq"]))
    words = {"word-de": {facts.fold(w) for w in facts.german_words()},
             "word-en": {facts.fold(w) for w in facts.english_words()}}
    rows, bad = [], []
    for key, items in surfaces.items():
        ids = sorted({item[0] for item in items})
        kinds = sorted({item[1] for item in items})
        hit_names = [label for label in ("given", "surname") if key in names[label]]
        frequent = any(names[label][key] >= 1 for label in hit_names)
        hit_words = [label for label in words if key in words[label]]
        if len(ids) == 1 and not hit_words and not frequent:
            continue
        level = risk(items)
        if level == "free":
            level = "word" if hit_words else "name"
        if level == "open":
            bad.append((key, ids))
        rows.append((key, "|".join(ids), "|".join(kinds + hit_names), "|".join(hit_words), level))
    facts.write("collisions.tsv", ("surface", "ids", "kinds", "words", "risk"), rows, "collisions.py")
    if bad:
        print(f"{len(bad)} surfaces belong to two entries and no flag tells them apart:", file=sys.stderr)
        if "--quiet" not in sys.argv:
            for key, ids in sorted(bad):
                print(f"  \"{key}\": {', '.join(ids)}; flag one of them with [n], [d], [e] or [o]", file=sys.stderr)
        sys.exit(1)


main()
