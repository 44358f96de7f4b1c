#!/usr/bin/env python3
"""Measures one peer on target/peers/text.txt with the names of target/peers/names.tsv, and prints a JSON line.

    peers.py phrase_matcher|entity_ruler|entity_ruler_tokens|flashtext|flashtext2|ahocorasick|ahocorasick_borders|recognizers

Lines are documents. Slow peers get the beginning of the text only; how much is printed. Building is timed apart.
Processor time counts, so that other work on the machine does not.
"""
import json
import pathlib
import sys
import time
from importlib.metadata import version

HERE = pathlib.Path(__file__).resolve().parents[2] / "target" / "peers"


def lines(most):
    """The lines of the text up to so many bytes."""
    chosen, size = [], 0
    for line in (HERE / "text.txt").read_text(encoding="utf-8").splitlines():
        chosen.append(line)
        size += len(line.encode()) + 1
        if size >= most:
            break
    return chosen, size


def names():
    rows = (HERE / "names.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [tuple(row.split("\t")) for row in rows]


def phrase_matcher():
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("de")
    matcher = PhraseMatcher(nlp.vocab)
    for kind, name in names():
        matcher.add(kind, [nlp.make_doc(name)])
    return "spacy", "PhraseMatcher, blank pipeline", 2_000_000, lambda line: len(matcher(nlp.make_doc(line)))


def ruler(pattern, title, most):
    import spacy

    nlp = spacy.blank("de")
    entity_ruler = nlp.add_pipe("entity_ruler")
    entity_ruler.add_patterns([{"label": kind, "pattern": pattern(nlp, name)} for kind, name in names()])
    return "spacy", title, most, lambda line: len(nlp(line).ents)


def entity_ruler():
    return ruler(lambda nlp, name: name, "EntityRuler, phrase patterns", 1_000_000)


def entity_ruler_tokens():
    words = lambda nlp, name: [{"LOWER": token.lower_} for token in nlp.make_doc(name)]
    return ruler(words, "EntityRuler, token patterns", 20_000)


def flashtext():
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for kind, name in names():
        processor.add_keyword(name)
    return "flashtext", "keywords", 8_000_000, lambda line: len(processor.extract_keywords(line, span_info=True))


def flashtext2():
    from flashtext2 import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for kind, name in names():
        processor.add_keyword(name, name)
    return "flashtext2", "keywords", 8_000_000, lambda line: len(list(processor.extract_keywords_with_span(line)))


def automaton():
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick([name for _, name in names()], matchkind=MatchKind.LeftmostLongest)


def ahocorasick():
    found = automaton().find_matches_as_indexes
    return "ahocorasick_rs", "all strings, inside of words too", 8_000_000, lambda line: len(found(line))


def ahocorasick_borders():
    found = automaton().find_matches_as_indexes

    def count(line):
        free = lambda at: not (0 <= at < len(line) and line[at].isalnum())
        return sum(free(start - 1) and free(end) for _, start, end in found(line))

    return "ahocorasick_rs", "with a check of word borders", 8_000_000, count


def recognizers():
    from recognizers_number_with_unit import Culture, recognize_currency

    return "recognizers-text-number-with-unit", "currency, English (it has no German)", 20_000, lambda line: len(recognize_currency(line, Culture.English))


start = time.process_time()
package, task, most, count = globals()[sys.argv[1]]()
build = time.process_time() - start
texts, size = lines(most)
count(texts[0])
start = time.process_time()
found = sum(map(count, texts))
seconds = time.process_time() - start
print(json.dumps({"peer": package, "version": version(package), "task": task, "bytes": size, "seconds": seconds, "found": found, "build": build}))
