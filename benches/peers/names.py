#!/usr/bin/env python3
"""Prints a table of surfaces from data/ (columns kind and name), spread evenly over organisations and places.

    names.py COUNT > names.tsv
"""
import pathlib
import sys

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"


def surfaces(folder, kind, columns):
    for path in sorted((DATA / folder).glob("*.tsv")):
        rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        header = next(rows)
        places = [header.index(column) for column in columns if column in header]
        for row in rows:
            for cell in (row[place] for place in places if place < len(row)):
                for name in cell.split("|"):
                    # "Zeit[n]": names that need a cue are nothing for a matcher of words.
                    if name and not name.endswith("]"):
                        yield name, kind


names = dict(surfaces("organisations", "organization", ["name", "legal", "aliases", "former"]))
for name, kind in surfaces("places", "place", ["name", "aliases"]):
    names.setdefault(name, kind)
count = min(int(sys.argv[1]), len(names))
chosen = [pair for at, pair in enumerate(sorted(names.items())) if at * count // len(names) != (at + 1) * count // len(names)]
print("kind\tname")
for name, kind in chosen:
    print(f"{kind}\t{name}")
