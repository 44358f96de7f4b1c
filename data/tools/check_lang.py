#!/usr/bin/env python3
"""Checks data/<language>/cues.tsv, data/<language>/derived.tsv and data/legal_forms.tsv: columns, order, duplicates, NFC."""
import re, sys, unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from make_lang import CLASSES

DATA = Path(__file__).resolve().parent.parent
BAD = 0


def complain(path, number, what):
    global BAD
    BAD += 1
    print(f"{path.relative_to(DATA)}:{number}: {what}")


def table(path, header, key):
    raw = path.read_bytes()
    text = raw.decode()
    if text != unicodedata.normalize("NFC", text):
        complain(path, 0, "not NFC")
    if b"\r" in raw or not raw.endswith(b"\n"):
        complain(path, 0, "line ends")
    lines = text[:-1].split("\n")
    if lines[0] != header:
        complain(path, 1, "header")
    body = [l for l in lines[1:] if not l.startswith("#")]
    if body != sorted(body, key=lambda s: s.encode()):
        complain(path, 0, "not sorted")
    seen = set()
    for number, line in enumerate(lines[1:], 2):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != header.count("\t") + 1:
            complain(path, number, "columns")
            continue
        if line != line.rstrip(" ") or any(c != c.strip() or "  " in c for c in cells):
            complain(path, number, f"blanks: {line!r}")
        if key(cells) in seen:
            complain(path, number, f"twice: {line!r}")
        seen.add(key(cells))
        if not cells[0] or not cells[-1]:
            complain(path, number, "empty cell")
        yield number, cells


def endings(path, number, cell):
    items = cell.split("|")
    if len(items) != len(set(items)) or not all(re.fullmatch(r"~?[a-zäöüßñ]*", i) for i in items):
        complain(path, number, f"endings {cell!r}")


for lang in ("de", "en"):
    path = DATA / lang / "cues.tsv"
    for number, (word, cls, ends, head, src) in table(path, "word\tclass\tendings\thead\tsrc", lambda c: (c[0], c[1])):
        endings(path, number, ends)
        if cls not in CLASSES or head not in "01" or src != "h":
            complain(path, number, "class, head or src")
        if "_" in word or " " in word:
            complain(path, number, f"{word!r} is no single word")
    path = DATA / lang / "derived.tsv"
    for number, (form, place, ends, kind, src) in table(path, "form\tplace\tendings\tkind\tsrc", lambda c: (c[0], c[3].rstrip("?"))):
        endings(path, number, ends)
        if not re.fullmatch(r"(adjective|person)\??", kind) or not re.fullmatch(r"|(iso|gn):[\w.-]+|h-[\w-]+", place):
            complain(path, number, f"kind or place {place!r} {kind!r}")
path = DATA / "legal_forms.tsv"
for number, (form, variants, countries, position, src) in table(path, "form\tvariants\tcountries\tposition\tsrc", lambda c: c[0]):
    items = variants.split("|") if variants else []
    if "" in items or form in items or len(items) != len(set(items)):
        complain(path, number, f"variants {variants!r}")
    if position not in ("suffix", "prefix", "both") or not all(re.fullmatch("[A-Z]{2}|", c) for c in countries.split("|")):
        complain(path, number, "position or countries")
print("errors:", BAD)
sys.exit(BAD > 0)
