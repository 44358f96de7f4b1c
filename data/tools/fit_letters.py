#!/usr/bin/env python3
"""Fits what the letters of an unlisted word say about its kind: data/letters.tsv.

usage: fit_letters.py [--data FOLDER] [--text GERMAN_FILE...]

A logistic regression (AdaGrad with L1, two passes) over the beginnings and endings of the words of our own lists; the
classes are common noun, person (given name or surname), place, organisation. With --text, common nouns that stand in no
list are added: capitalised forms that directly follow an article at least twice and never start in lower case.
"""
import argparse
import math
import random
import re
import unicodedata
from collections import Counter
from pathlib import Path

from count_affixes import collect, write

CLASSES = ("noun", "person", "place", "organisation")
SUFFIX, PREFIX = range(1, 7), range(1, 6)
ARTICLES = set("der die das den dem des ein eine einen einem einer eines im am vom zum zur ins beim kein keine keinen "
               "keiner keinem unser unsere unseren unserer unserem ihre ihren ihrer ihrem seine seinen seiner".split())
HEAD = """\
# made by: python3 data/tools/fit_letters.py --text FILE...
# for words that stand in no list; "-ung" is an ending, "kra-" a beginning, "-" counts for every word;
# the numbers are added by class, in hundredths of the natural logarithm of the odds"""


def features(word):
    yield "-"
    for size in SUFFIX:
        if len(word) >= size + 1:
            yield "-" + word[-size:]
    for size in PREFIX:
        if len(word) >= size + 1:
            yield word[:size] + "-"
    yield f"-{min(len(word), 20)}-"


def fold(word):
    word = word.lower()
    for a, b in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        word = word.replace(a, b)
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def examples(data, texts):
    types = collect(data, "de")
    english = collect(data, "en")["noun"]
    known = set().union(*(types[kind] for kind in types))
    words = []
    for kind in types:
        lane = {"surname": 1, "person": 1, "place": 2, "organisation": 3, "noun": 0}[kind]
        for word, (weight, _) in sorted(types[kind].items()):
            if "-" not in word and len(word) >= 4:
                words.append((fold(word), lane, weight))
                if lane in (1, 2) and not word.endswith(("s", "x", "z", "ß")):
                    words.append((fold(word) + "s", lane, weight / 5))
    words.extend((fold(word), 0, weight / 2) for word, (weight, _) in sorted(english.items()) if len(word) >= 4)
    counts, small = Counter(), set()
    for path in texts:
        for line in path.open(encoding="utf-8", errors="replace"):
            before = ""
            for word in re.findall(r"[^\W\d_]+|[^\s\w]", line):
                if before in ARTICLES and word[:1].isupper() and not word.isupper():
                    counts[word] += 1
                elif word[:1].islower():
                    small.add(word)
                before = word
    for word, count in sorted(counts.items()):
        if count >= 2 and word not in known and word.lower() not in small and len(word) >= 4:
            words.append((fold(word), 0, 1))
    return words


def fit(words, passes=2, rate=0.5, l1=2e-6):
    total = [0.0] * len(CLASSES)
    for _, lane, weight in words:
        total[lane] += weight
    scale = [sum(total) / len(CLASSES) / t for t in total]
    numbers, rows = {}, []
    for word, lane, weight in words:
        ids = [numbers.setdefault(name, len(numbers)) for name in features(word)]
        rows.append((ids, lane, weight * scale[lane]))
    weights = [[0.0] * len(CLASSES) for _ in numbers]
    squares = [[1e-2] * len(CLASSES) for _ in numbers]
    order = list(range(len(rows)))
    randomly = random.Random(1)
    held = set(randomly.sample(order, len(order) // 20))
    for number in range(passes):
        randomly.shuffle(order)
        loss = mass = 0.0
        confusion = Counter()
        for index in order:
            ids, lane, worth = rows[index]
            sums = [0.0] * len(CLASSES)
            for i in ids:
                row = weights[i]
                for c in range(len(CLASSES)):
                    sums[c] += row[c]
            top = max(sums)
            odds = [math.exp(s - top) for s in sums]
            all_odds = sum(odds)
            if index in held:
                loss -= worth * math.log(odds[lane] / all_odds)
                mass += worth
                confusion[lane, sums.index(top)] += worth
                continue
            for c in range(len(CLASSES)):
                gradient = worth * (odds[c] / all_odds - (c == lane))
                if abs(gradient) < 1e-3:
                    continue
                for i in ids:
                    row, square = weights[i], squares[i]
                    g = gradient + 0.02 * worth * row[c]
                    square[c] += g * g
                    row[c] -= rate * g / math.sqrt(square[c])
        print(f"pass {number + 1}: loss {loss / mass:.3f} on held-out words")
        for lane, name in enumerate(CLASSES):
            line = [confusion[lane, c] for c in range(len(CLASSES))]
            print("  ", name, *(f"{100 * x / sum(line):.0f}" for x in line))
    uses = Counter(i for ids, _, _ in rows for i in ids)
    for name, i in sorted(numbers.items()):
        cells = [round(100 * w) for w in weights[i]]
        if uses[i] >= 20 and max(map(abs, cells)) >= 20 or name == "-":
            yield [name, *map(str, cells)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    words = examples(options.data, options.text)
    rows = [[*row, "b|c|f|g|h|s|t|u|w"] for row in fit(words)]
    write(options.data / "letters.tsv", ("affix", *CLASSES, "src"), HEAD.split("\n"), rows)


if __name__ == "__main__":
    main()
