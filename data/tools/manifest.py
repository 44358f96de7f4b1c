#!/usr/bin/env python3
"""Writes data/MANIFEST.tsv: file, rows, SHA-256, licence and source of every table in data/."""
import hashlib
import os
import sys

sys.dont_write_bytecode = True
import facts

LICENCES = {
    "c": ("Unicode-3.0", "CLDR"),
    "g": ("CC-BY-4.0", "GeoNames"),
    "t": ("MIT", "pytickersymbols"),
    "f": ("MIT", "Faker"),
    "w": ("MIT", "rigour and wikidata-person-names"),
    "u": ("LicenseRef-public-domain", "US census 1990"),
    "l": ("MIT", "cleanco and rigour"),
    "s": ("LicenseRef-SCOWL", "SCOWL"),
    "b": ("LicenseRef-facts", "counted in Bundestag protocols and Wikinews"),
    "h": ("MIT OR Apache-2.0", "written by hand"),
}
# Tables without a src column, and letters that a table uses beyond it. The fitted weights hold numbers only.
EXTRA = {"collisions.tsv": "bcfghsuw", "places/cities.tsv": "bfsuw", "places/regions.tsv": "bfsuw", "classes.tsv": "h"}
FITTED = ("MIT OR Apache-2.0", "fitted by examples/fit/")


def main():
    rows = []
    for folder, folders, files in os.walk(facts.DATA):
        folders[:] = sorted(f for f in folders if f not in ("tools", "__pycache__"))
        for file in sorted(files):
            if not file.endswith(".tsv") or file == "MANIFEST.tsv":
                continue
            full = os.path.join(folder, file)
            path = os.path.relpath(full, facts.DATA).replace(os.sep, "/")
            with open(full, "rb") as data:
                digest = hashlib.sha256(data.read()).hexdigest()
            table = facts.read(path)
            letters = set(EXTRA.get(path, ""))
            for row in table:
                # "ht", "g,h" and "c|g" all mean: both sources.
                letters.update(set(row.get("src") or "") - set(",| "))
            unknown = sorted(letters - set(LICENCES))
            if unknown:
                sys.exit(f"data/{path}: unknown source letters {', '.join(unknown)}; see data/README.md")
            letters = sorted(letters)
            if path in ("de/weights.tsv", "en/weights.tsv"):
                rows.append((path, len(table), digest, *FITTED))
                continue
            licences = sorted({LICENCES[x][0] for x in letters}) or ["MIT OR Apache-2.0"]
            sources = [LICENCES[x][1] for x in letters] or ["written by hand"]
            joined = " AND ".join(f"({x})" if " OR " in x and len(licences) > 1 else x for x in licences)
            rows.append((path, len(table), digest, joined, ", ".join(sources)))
    facts.write("MANIFEST.tsv", ("file", "rows", "sha256", "licence", "source"), rows, "manifest.py")


main()
