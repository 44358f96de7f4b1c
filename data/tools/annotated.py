#!/usr/bin/env python3
"""Writes the annotated sentences of data/tools/annotated/ as JSON lines for examples/fit/.

usage: annotated.py MARKED.txt >gold.jsonl
       annotated.py MARKS.tsv TEXT.txt >gold.jsonl

Sentences written for this project stand there with their marks, "[[Walmart|organization]]", one a line, and whole documents
after a line "=====" each; every fourth document is wrapped, as people wrap mails. Sentences of other texts are not ours to
ship, so their marks stand apart: a sentence is known by the first twelve digits of its SHA-256, a mark by its bytes. Sentences
are found where they stand in a line of the text; those that are not found are counted at the end.
"""
import hashlib
import json
import re
import sys

END = re.compile(r'(?<=[a-zäöüß)“"0-9]{2}[.!?])\s+(?=[A-ZÄÖÜ„"])')
# A full stop after these ends no sentence.
ABBREVIATION = re.compile(r"(\b\d{1,2}|\b(Dr|Mio|Mrd|bzw|ca|St|Nr|Prof|Jr|Str|etc|usw|Co|Inc|Corp|Chr|jr|No|Mr|Mrs))\.$")
MARK = re.compile(r"\[\[([^|\]]+)\|(organization|person|place)(?:\|(part|derived))?\]\]")
WIDTH = 72
KINDS = {"organization": "ORG", "person": "PER", "place": "LOC"}


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


def marked(line):
    """The sentence without its marks, and the entities that they mark."""
    text, spans, at = "", [], 0
    for match in MARK.finditer(line):
        text += line[at:match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2], match[3] or "name"))
        text += match[1]
        at = match.end()
    text += line[at:]
    entities = []
    for start, end, kind, form in spans:
        start, end = (len(text[:position].encode()) for position in (start, end))
        form = "deriv" if form == "derived" else form
        entities.append({"start": start, "end": end, "kind": KINDS[kind], "form": form})
    return text, entities


def texts(source):
    """The documents of a file, or its lines."""
    documents = ("\n" + source).split("\n=====\n")
    if len(documents) > 1:
        return [document.strip("\n") for document in documents[1:]], []
    return [], [line for line in source.splitlines() if not line.startswith("#")]


def wrapped(text):
    """The text with lines of at most 72 characters, as in mails. Each byte stays where it is."""
    lines = []
    for line in text.split("\n"):
        while len(line) > WIDTH and " " in line[:WIDTH + 1]:
            at = line.rindex(" ", 0, WIDTH + 1)
            lines.append(line[:at])
            line = line[at + 1:]
        lines.append(line)
    return "\n".join(lines)


def write(text, entities):
    print(json.dumps({"text": text, "entities": entities}, ensure_ascii=False))


def main():
    if len(sys.argv) == 2:
        with open(sys.argv[1], encoding="utf-8") as source:
            documents, lines = texts(source.read())
        for line in lines:
            write(*marked(line))
        for number, document in enumerate(documents):
            text, entities = marked(document)
            write(wrapped(text) if number % 4 == 0 else text, entities)
        return
    table, text = sys.argv[1:3]
    marks = read_marks(table)
    with open(text, encoding="utf-8") as source:
        for line in source:
            for sentence in sentences(line):
                entities = marks.pop(digest(sentence), None)
                if entities is not None:
                    write(sentence, entities)
    if marks:
        sys.exit(f"{len(marks)} sentences of {table} do not stand in {text}")


if __name__ == "__main__":
    main()
