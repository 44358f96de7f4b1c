"""Distributional word classes for word_statistics.py: PPMI of neighbours, truncated SVD, spherical k-means.

Three passes: the later ones see, besides the frequent neighbours, the class that the pass before gave to every neighbour, so that
rare names (whose neighbours are rare names again) find their class. Deterministic: fixed seed, one thread. No file format here.
"""
import re
import sys
from collections import defaultdict

import numpy as np
import scipy.sparse as sp

SEED = 20
STARTS = 4             # starts of k-means in the last pass, the best one stays
CONTEXTS = 3000
CLUSTERS = 300
DIMENSIONS = 200
MINIMUM = 5
NAME_WORTH = 4.0      # weight of name-like words in k-means, so that names get classes of their own
LOW_WORTH = 0.3       # weight of lower-case words
OFFSETS = (-2, -1, 1, 2)
WEIGHT = {-2: .6, -1: 1.0, 1: 1.0, 2: .6}     # near neighbours say more about the class


def shape(text):
    """A coarse class for a neighbour that is too rare to be a context itself."""
    if not text[0].isalpha():
        return "<number>" if text[0].isdigit() else "<sign>"
    if len(text) > 1 and text.isupper():
        return "<CAPS>"
    kind = "<Cap" if text[0].isupper() else "<low"
    if "-" in text[1:-1]:
        return kind + "->"
    return kind + " " + text[-2:].lower() + ">" if kind == "<low" else kind + ">"


def ppmi(rows, columns, weights, size, width, smooth=.75, shift=0.0):
    """Positive pointwise mutual information with smoothed context counts."""
    counts = sp.coo_matrix((weights, (rows, columns)), shape=(size, width), dtype=np.float32).tocsr()
    counts.sum_duplicates()
    row_sum = np.asarray(counts.sum(axis=1)).ravel()
    column_sum = np.asarray(counts.sum(axis=0)).ravel() ** smooth
    column_share = column_sum / column_sum.sum()
    cells = counts.tocoo()
    value = np.log(cells.data / (row_sum[cells.row] * column_share[cells.col])) - shift
    # a pair seen once or twice is weak evidence: discount as Pantel and Lin (2002) do
    least = np.minimum(row_sum[cells.row], np.asarray(counts.sum(axis=0)).ravel()[cells.col])
    value *= cells.data / (cells.data + 1) * least / (least + 1)
    keep = value > 0
    return sp.csr_matrix((value[keep].astype(np.float32), (cells.row[keep], cells.col[keep])), shape=(size, width))


def reduce(matrix, dimensions, random, power=.5):
    """Randomised truncated SVD; gives the left vectors scaled by the singular values to a power."""
    probe = random.standard_normal((matrix.shape[1], dimensions + 20)).astype(np.float32)
    basis = np.linalg.qr(matrix @ probe)[0]
    for _ in range(4):
        basis = np.linalg.qr(matrix.T @ basis)[0]
        basis = np.linalg.qr(matrix @ basis)[0]
    left, values, _ = np.linalg.svd((matrix.T @ basis).T, full_matrices=False)
    vectors = (basis @ left)[:, :dimensions] * values[:dimensions] ** power
    return vectors.astype(np.float32)


def normal(vectors):
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def k_means_once(vectors, weights, clusters, random, rounds=40):
    """Spherical k-means with k-means++ seeds; an emptied cluster takes the row that fits worst."""
    size = len(vectors)
    centres = np.empty((clusters, vectors.shape[1]), dtype=np.float32)
    distance = np.full(size, 2.0, dtype=np.float64)
    for index in range(clusters):
        chance = np.cumsum(np.maximum(distance, 0) * weights)
        centres[index] = vectors[np.searchsorted(chance, random.random() * chance[-1])]
        distance = np.minimum(distance, 1 - vectors @ centres[index])
    label = None
    for _ in range(rounds):
        likeness = vectors @ centres.T
        new = likeness.argmax(axis=1)
        best = likeness[np.arange(size), new]
        if label is not None and (new != label).mean() < .001:
            label = new
            break
        label = new
        sums = sp.csr_matrix((weights.astype(np.float32), (label, np.arange(size))), shape=(clusters, size)) @ vectors
        for index in np.flatnonzero(np.bincount(label, minlength=clusters) == 0):
            worst = best.argmin()
            sums[index], best[worst] = vectors[worst], 2
        centres = normal(sums)
    return label, float(best @ weights)


def k_means(vectors, weights, clusters, random, starts=1):
    """The best of several starts by the sum of weighted likeness."""
    return max((k_means_once(vectors, weights, clusters, random) for _ in range(starts)), key=lambda result: result[1])[0]


def worth(facts, target):
    """How much a word pulls the classes: words used like names (capital, hardly ever after an article) more than others."""
    uses = np.maximum(facts.uses[target], 1)
    capital = facts.is_upper[target] & (facts.upper_uses[target] >= .9 * np.maximum(facts.fold_uses[target], 1))
    article = facts.article_uses[target] / uses
    adjective = facts.adjective_uses[target] / uses
    like_name = capital & (article < .10) & (adjective < .10)
    weight = np.sqrt(np.log2(facts.count[target]))
    return weight * np.where(like_name, NAME_WORTH, np.where(facts.is_upper[target], 1.0, LOW_WORTH))


def cluster_words(facts, show=None, clusters=CLUSTERS, contexts=CONTEXTS, passes=3, log=True):
    """Gives {token number: cluster 1..clusters} and writes the most frequent words of each cluster to the file `show`."""
    random = np.random.default_rng(SEED)
    texts, stream, count = facts.texts, facts.stream, facts.count
    target = np.flatnonzero(facts.is_word & (count >= MINIMUM))
    row_of = np.full(len(texts), -1, dtype=np.int64)
    row_of[target] = np.arange(len(target))

    frequent = np.lexsort((np.arange(len(texts)), -count))[:contexts]
    column_of = np.full(len(texts), -1, dtype=np.int64)
    column_of[frequent] = np.arange(len(frequent))
    shapes = {}
    for index in np.flatnonzero(column_of < 0):
        column_of[index] = shapes.setdefault(shape(texts[index]), contexts + len(shapes))
    width = contexts + len(shapes)

    places = np.flatnonzero(row_of[stream] >= 0)
    places = places[(places >= 2) & (places < len(stream) - 2)]
    word = row_of[stream[places]]
    start = facts.start[places]
    label = None
    for turn in range(passes):
        rows, columns, weights = [], [], []
        total = 0
        first_class = np.full(len(texts), -1, dtype=np.int64)
        if label is not None:
            first_class[target] = label
        for offset in OFFSETS:
            other = stream[places + offset]
            keep = np.ones(len(places), dtype=bool) if abs(offset) == 1 else stream[places + offset // 2] != 0
            rows.append(word[keep]); columns.append(column_of[other[keep]] + total)
            weights.append(np.full(keep.sum(), WEIGHT[offset], dtype=np.float32))
            total += width
            if label is not None:
                classed = keep & (first_class[other] >= 0)
                rows.append(word[classed]); columns.append(first_class[other[classed]] + total)
                weights.append(np.full(classed.sum(), WEIGHT[offset], dtype=np.float32))
                total += clusters
        matrix = ppmi(np.concatenate(rows), np.concatenate(columns), np.concatenate(weights), len(target), total)
        vectors = normal(reduce(matrix, DIMENSIONS, random))
        label = k_means(vectors, worth(facts, target), clusters, random, STARTS if turn + 1 == passes else 1)
        if log:
            print(f"pass {turn + 1}: {matrix.shape[0]} words, {matrix.nnz} pairs", file=sys.stderr)

    # numbers in a stable, readable order: by the most frequent word of each cluster
    order = np.lexsort((target, -count[target]))
    number = {}
    for row in order:
        number.setdefault(int(label[row]), len(number) + 1)
    result = {int(target[row]): number[int(label[row])] for row in range(len(target))}
    if show:
        members = defaultdict(list)
        for row in order:
            members[number[int(label[row])]].append(texts[target[row]])
        with open(show, "w", encoding="utf-8") as out:
            for key in sorted(members):
                print(key, len(members[key]), " ".join(members[key][:12]), sep="\t", file=out)
    return result
