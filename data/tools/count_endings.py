#!/usr/bin/env python3
"""Counts which endings of a capitalised word tell of its kind: data/<language>/endings.tsv.

usage: count_endings.py [--data FOLDER] [--language de|en] [--wordlist FILE]
       With --wordlist (the file american-english of the Debian package wamerican) it also writes data/en/words.tsv.

Counted are types, not uses: given names, surnames, places, organisations of one word, and common nouns. Run it again whenever
one of these lists has changed. The common nouns are, in German, the capitalised forms of de/words.tsv that often follow an
article and, in English, the words that en/words.tsv has in lower case. No numbers of single words are made here (see
word_statistics.py).
"""
import argparse
import math
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

CLASSES = ("person", "surname", "place", "organisation", "noun")
COLUMNS = ("ending", "src")
WORD_COLUMNS = "word freq cap article adjective local preposition title given gen lower before_verb cluster src".split()
HOME = {"de": {"DE", "AT", "CH"}, "en": {"GB", "US", "IE", "CA", "AU", "NZ"}}
RARE = .25            # weight of names that only one list has, and of places outside the countries of the language
LEAST_TYPES, LEAST_ODDS = 30, 1.5
SIZES = range(3, 6)
ONE_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
HEAD = """\
# made by: python3 data/tools/count_endings.py --language {language}
# in lower case, of 3 to 5 letters and 30 words or more, of which one class has three times as many or as few as the mean of the
# others, with at least two letters before it; what an ending says the fit finds out"""


def table(path):
    """The rows of a table as dictionaries; nothing if it is not there yet."""
    if not path.exists():
        return []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"))) for line in lines[1:]]


def usable(word, lower=False):
    return bool(ONE_WORD.fullmatch(word)) and len(word) >= 4 and not word.isupper() and (lower or word[0].isupper())


def surfaces(row, *columns):
    """Unflagged surfaces of a row; a flagged one is ambiguous and says nothing about its kind."""
    flagged = {s.split("[")[0] for s in row.get("aliases", "").split("|") if s.endswith("]")}
    for column in columns:
        for surface in row.get(column, "").split("|"):
            if surface and not surface.endswith("]") and surface not in flagged:
                yield surface


def collect(data, language):
    """{class: {word: (weight, source letters)}}"""
    types = {name: {} for name in CLASSES}

    def add(kind, word, weight, source, lower=False):
        if usable(word, lower):
            old = types[kind].get(word, (0, ""))
            types[kind][word] = (max(weight, old[0]), "".join(sorted(set(old[1]) | set(source))))

    for kind, file in (("person", "given"), ("surname", "surnames")):
        for row in table(data / "names" / f"{file}.tsv"):
            if not {"word", f"word-{language}"} & set(row["also"].split("|")):
                add(kind, row["name"], 1 if row["freq"] not in ("", "0") else RARE, row["src"])
    for path in sorted((data / "places").glob("*.tsv")):
        for row in table(path):
            if row["class"] != "landmark":
                weight = 1 if row["country"] in HOME[language] else RARE
                for surface in surfaces(row, "name", "aliases"):
                    add("place", surface, weight, row["src"])
    for path in sorted((data / "organisations").glob("*.tsv")):
        for row in table(path):
            for surface in surfaces(row, "name", "legal", "aliases", "former"):
                add("organisation", surface, 1, row["src"])
    known = set(types["place"]) | set(types["organisation"])
    for row in table(data / language / "words.tsv"):
        if language == "de" and row["word"][0].isupper() and row["article"] >= "4" and row["cap"] == "9":
            if row["word"] not in known:
                add("noun", row["word"], 1, row["src"])
        elif language == "en" and row["lower"] == "9":
            add("noun", row["word"], 1, row["src"], lower=True)
    return types


def endings(word):
    low = unicodedata.normalize("NFC", word.lower())
    return [low[-size:] for size in SIZES if len(low) >= size + 2 and low[-size:].isalpha()]


def count(types):
    """The endings that one class has far more or far less often than the others."""
    weight = defaultdict(lambda: dict.fromkeys(CLASSES, 0.0))
    number, sources = defaultdict(int), defaultdict(set)
    total = dict.fromkeys(CLASSES, 0.0)
    for kind, words in types.items():
        for word, (worth, source) in sorted(words.items()):
            total[kind] += worth
            for ending in endings(word):
                weight[ending][kind] += worth
                number[ending] += 1
                sources[ending].update(c for c in source if c.isalpha())
    for ending in sorted(weight):
        if number[ending] < LEAST_TYPES:
            continue
        share = {kind: (weight[ending][kind] + .5) / (total[kind] + 1) for kind in CLASSES}
        odds = []
        for kind in CLASSES:
            rest = sum(share[other] for other in CLASSES if other != kind) / (len(CLASSES) - 1)
            odds.append(math.log2(share[kind] / (1 - share[kind])) - math.log2(rest / (1 - rest)))
        if max(map(abs, odds)) >= LEAST_ODDS:
            yield [ending, "|".join(sorted(sources[ending]))]


def write(path, columns, head, rows):
    part = path.with_name(path.name + ".part")
    lines = ["\t".join(columns), *head, *("\t".join(row) for row in rows)]
    part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    part.replace(path)
    print(f"{path.parent.name}/{path.name}: {len(lines) - 1 - len(head)} rows")


def english_words(wordlist, path):
    """en/words.tsv: only what a plain word list can say, in the columns of the German table."""
    words = {unicodedata.normalize("NFC", line.strip()) for line in wordlist.read_text(encoding="utf-8").splitlines()}
    words = {word for word in words if re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)*", word)}
    rows = []
    for word in sorted(words):
        cells = dict.fromkeys(WORD_COLUMNS, "")
        cells.update(word=word, src="s")
        if word[0].islower():
            cells["lower"] = "9"
        elif word.lower() not in words:
            cells["cap"] = "9"
        rows.append([cells[name] for name in WORD_COLUMNS])
    head = ["# made by: python3 data/tools/count_endings.py --language en --wordlist american-english",
            "# from SCOWL (wamerican): lower 9 = in lower case, cap 9 = only with a capital; a capitalised form that the list also",
            "# has in lower case is left empty; nothing is counted in English text, so all other cells are empty"]
    write(path, WORD_COLUMNS, head, rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--language", choices=("de", "en"), action="append")
    parser.add_argument("--wordlist", type=Path)
    options = parser.parse_args()
    if options.wordlist:
        english_words(options.wordlist, options.data / "en" / "words.tsv")
    for language in options.language or ("de", "en"):
        types = collect(options.data, language)
        print(language, {kind: len(words) for kind, words in types.items()})
        head = HEAD.format(language=language).split("\n")
        write(options.data / language / "endings.tsv", COLUMNS, head, count(types))


if __name__ == "__main__":
    main()
