#!/usr/bin/env python3
"""Prints the tables of docs/ACCURACY.md: precision, recall and F1 of the built program on annotated sets.

usage: accuracy.py SETS.FOLDER >tables.md      (after cargo build --release --example extract)

SETS.FOLDER holds the annotated sets as JSON lines and score.py, which compares them with the program's output. It is no part
of the project.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.join(os.path.dirname(__file__), "../../target/release/examples/extract")
SETS = [
    ("germeval14.dev", "de", "GermEval 2014, dev"),
    ("smartdata.dev", "de", "SmartData, dev"),
    ("europarl-de.dev", "de", "Europarl German, dev"),
    ("uner-en-ewt.dev", "en", "UNER English EWT, dev"),
    ("wikigold.test", "en", "WikiGold"),
    ("finer-ord.val", "en", "FiNER-ORD, validation"),
]
MONEY = [("money-germeval.dev", "de"), ("money-recognizers.de.dev", "de"), ("money-recognizers.en.dev", "en"),
         ("money-duckling.en.dev", "en")]


def extract(folder, name, language, out):
    gold = os.path.join(folder, name + ".jsonl")
    with open(out, "w", encoding="utf-8") as target:
        subprocess.run([PROGRAM, "--input", "jsonl", "--format", "jsonl", "--quiet", "--lang", language, gold],
                       stdout=target, check=True)
    return gold


def score(folder, gold, predicted, *more):
    command = [sys.executable, os.path.join(folder, "score.py"), gold, predicted, *more]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def row(name, figures):
    return f"| {name} | {figures['gold']} | {figures['predicted']} | {figures['p']:.1f} | {figures['r']:.1f} | **{figures['f1']:.1f}** |"


def errors(folder, gold, predicted):
    found = collections.defaultdict(list)
    for line in score(folder, gold, predicted, "--errors", "12").splitlines():
        if line.startswith(("missed", "false")):
            what, count, _, _, surface = line.split(None, 4)
            found[what].append(f"{surface} ({count})")
    return f"Most missed: {'; '.join(found['missed'])}.\nMost false: {'; '.join(found['false'])}."


def main():
    folder = sys.argv[1]
    with tempfile.TemporaryDirectory() as scratch:
        predicted = os.path.join(scratch, "predicted.jsonl")
        for name, language, title in SETS:
            gold = extract(folder, name, language, predicted)
            print(f"### {title}\n\n| | gold | predicted | P | R | F1 |\n|---|---|---|---|---|---|")
            for key, figures in json.loads(score(folder, gold, predicted, "--json")).items():
                if "f1" in figures and key not in ("derived.organization", "derived.person", "derived.all"):
                    print(row(key, figures))
            if name.startswith("smartdata"):
                company = json.loads(score(folder, gold, predicted, "--json", "--company"))["name.organization"]
                print(row("company (`--company`)", company))
            print(f"\n{errors(folder, gold, predicted)}\n")
        print("### Money\n\n| set | gold | P | R | F1 | value and currency right |\n|---|---|---|---|---|---|")
        for name, language in MONEY:
            gold = extract(folder, name, language, predicted)
            figures = json.loads(score(folder, gold, predicted, "--json", "--kinds", "money"))
            span, value = figures["name.money"], figures["money.value"]
            print(f"| {name} | {span['gold']} | {span['p']:.1f} | {span['r']:.1f} | **{span['f1']:.1f}** | {value['accuracy']:.1f} |")


main()
