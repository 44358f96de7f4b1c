#!/usr/bin/env python3
"""Joins the marks of data/tools/annotated/*.tsv with the text they were made on, as JSON lines for examples/fit.rs.

usage: annotated.py TEXT.txt MARKS.tsv >gold.jsonl

The text itself is not ours to ship, so the marks stand apart from it: a sentence is known by the first twelve digits of
its SHA-256, a mark by its bytes. Sentences are found where they stand in a line of the text; those that are not found
are counted at the end.
"""
import hashlib
import json
import re
import sys

END = re.compile(r'(?<=[a-zäöüß)“"0-9]{2}[.!?])\s+(?=[A-ZÄÖÜ„"])')
# A full stop after these ends no sentence.
ABBREVIATION = re.compile(r"(\b\d{1,2}|\b(Dr|Mio|Mrd|bzw|ca|St|Nr|Prof|Jr|Str|etc|usw|Co|Inc|Corp|Chr|jr|No|Mr|Mrs))\.$")


def sentences(line):
    joined = []
    for part in END.split(line.strip()):
        if joined and ABBREVIATION.search(joined[-1]):
            joined[-1] += " " + part
        else:
            joined.append(part)
    return joined


def digest(sentence):
    return hashlib.sha256(sentence.encode()).hexdigest()[:12]


def read_marks(path):
    marks = {}
    with open(path, encoding="utf-8") as source:
        for line in source:
            if line.startswith(("#", "sentence\t")):
                continue
            sentence, start, end, kind, form = line.rstrip("\n").split("\t")
            entities = marks.setdefault(sentence, [])
            if kind:
                entities.append({"start": int(start), "end": int(end), "kind": kind, "form": form})
    return marks


def main():
    text, table = sys.argv[1:3]
    marks = read_marks(table)
    with open(text, encoding="utf-8") as source:
        for line in source:
            for sentence in sentences(line):
                entities = marks.pop(digest(sentence), None)
                if entities is not None:
                    print(json.dumps({"text": sentence, "entities": entities}, ensure_ascii=False))
    if marks:
        sys.exit(f"{len(marks)} sentences of {table} do not stand in {text}")


if __name__ == "__main__":
    main()
