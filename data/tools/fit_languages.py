#!/usr/bin/env python3
"""Fits how far the letters of a word speak for German rather than English: data/languages.tsv.

usage: fit_languages.py                                                                   (needs numpy and scipy)

A logistic regression over the groups of one to three letters in the words of de/words.tsv and en/words.tsv, their edges
included. Words of both languages are left out. Given names, surnames and towns belong to both alike, which keeps what is
common in names small. The words of languages_hand.txt are added whole.
"""
import re
import unicodedata
from collections import Counter
from pathlib import Path

import numpy
import scipy.optimize
import scipy.sparse

DATA = Path(__file__).resolve().parent.parent
LONGEST, LEAST_USES, LEAST_WEIGHT = 3, 20, 20
NAME_WEIGHT, PENALTY = 0.3, 3
HEAD = """\
# made by: python3 data/tools/fit_languages.py
# "ung$" is an ending, "^ge" a beginning, "sch" counts anywhere, "^netto$" is a whole word, of which nothing else counts;
# hundredths of the natural logarithm of the odds: above zero German, below it English"""


def fold(word):
    word = word.lower()
    for a, b in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        word = word.replace(a, b)
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def rows(path):
    lines = [line.split("\t") for line in (DATA / path).read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def level(row, column):
    return int(row[column] or 0)


def german():
    """{word: weight}"""
    found = {}
    for row in rows("de/words.tsv"):
        word = row["word"]
        common = not word[0].isupper() or level(row, "article") >= 4 or level(row, "lower") >= 5
        if common and not (word.isupper() and len(word) > 1):
            found[fold(word)] = 1 + 0.3 * level(row, "freq")
    return found


def groups(word):
    word = f"^{word}$"
    for size in range(1, LONGEST + 1):
        for at in range(len(word) - size + 1):
            if word[at:at + size] not in ("^", "$"):
                yield word[at:at + size]


def examples():
    """[(word, 1 German, 0 English, 0.5 a name; weight)]"""
    de = german()
    en = {fold(row["word"]) for row in rows("en/words.tsv") if not row["word"][0].isupper()}
    found = []
    for word in sorted(de.keys() ^ en):
        tail = word.rsplit("-", 1)[-1]
        if re.fullmatch("[a-z-]+", word) and len(tail) >= 2:
            found.append((tail, float(word in de), de.get(word, 1)))
    names = {fold(row["name"]) for kind in ("given", "surnames") for row in rows(f"names/{kind}.tsv")}
    names |= {fold(row["name"].split()[0]) for row in rows("places/cities.tsv")}
    found += [(name, 0.5, NAME_WEIGHT) for name in sorted(names - de.keys() - en) if re.fullmatch("[a-z]{3,}", name)]
    share = [sum(weight for _, side, weight in found if side == wanted) for wanted in (0, 1)]
    return [(word, side, weight * (share[1] / share[0] if side == 0 else 1)) for word, side, weight in found]


def fit(found):
    uses = Counter(group for word, _, _ in found for group in set(groups(word)))
    columns = {group: at for at, group in enumerate(sorted(g for g in uses if uses[g] >= LEAST_USES))}
    cells = [(at, columns[group]) for at, (word, _, _) in enumerate(found) for group in groups(word) if group in columns]
    table = scipy.sparse.csr_matrix((numpy.ones(len(cells)), tuple(zip(*cells))), shape=(len(found), len(columns)))
    side = numpy.array([row[1] for row in found])
    weight = numpy.array([row[2] for row in found])

    def loss(odds):
        z = table @ odds
        value = weight @ (numpy.logaddexp(0, z) - side * z) + PENALTY / 2 * odds @ odds
        return value, table.T @ (weight * (1 / (1 + numpy.exp(-z)) - side)) + PENALTY * odds

    start = numpy.zeros(len(columns))
    odds = scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return {group: round(100 * odds[at]) for group, at in columns.items()}


def main():
    table = {group: (odds, "bs") for group, odds in fit(examples()).items() if abs(odds) >= LEAST_WEIGHT}
    for line in (DATA / "tools/languages_hand.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, odds = line.split()
            table[f"^{word}$"] = (int(odds), "h")
    lines = ["letters\tgerman\tsrc", HEAD]
    lines += [f"{letters}\t{odds}\t{src}" for letters, (odds, src) in sorted(table.items())]
    (DATA / "languages.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
