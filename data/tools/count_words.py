#!/usr/bin/env python3
"""Counts how German text uses each word: the fact table data/tools/words_de.tsv.

usage: count_words.py TEXT... > words_de.tsv

Only numbers leave the texts. For every form without digits, written with its first letter in lower case:
  lower     how often it stands in lower case
  capital   how often it stands with a capital first letter, not at the start of a sentence
  article   of these, how often an article or a like word stands before it ("das Haus")
  place     of these, how often a preposition of place stands before it ("in Berlin")
  title     of these, how often a form of address or an office stands before it ("Kollege Koch")
  first     of these, how often another capitalised word that is never used in lower case or after
            an article stands before it ("Roland Koch")
Forms seen fewer than three times are left out.
"""
import re
import sys
from collections import Counter

ARTICLES = set("""der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines
dieser diese dieses diesen diesem jeder jede jedes jeden jedem jener jene jenes jenen jenem mein meine meinen meinem
meiner meines dein deine sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres unser unsere unseren
unserem unserer unseres euer eure eurem euren eurer welche welcher welches welchen alle allen aller viele vielen vieler
mehr weniger wenige keinerlei beim vom zum zur ins im am ans""".split())
PLACE = set("in nach aus bei".split())
TITLES = set("""Herr Herrn Frau Kollege Kollegen Kollegin Abgeordnete Abgeordneter Abgeordneten Minister Ministerin
Bundesminister Bundesministerin Bundeskanzler Bundeskanzlerin Kanzler Kanzlerin Präsident Präsidentin Staatssekretär
Staatssekretärin Staatsminister Staatsministerin Ministerpräsident Ministerpräsidentin Vizepräsident Vizepräsidentin
Dr Prof Professor General Richter Senator Senatorin Papst""".split())
TOKEN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|[.!?:;…]|\n|[,„“\"»«()–/]|\d+")
END = set(".!?:;…\n")


def main():
    lower, capital, article, place, title, first = (Counter() for _ in range(6))
    pairs = Counter()
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                previous, start = "", True
                for token in TOKEN.findall(line):
                    if token in END:
                        start = not (token == "." and previous in ("Dr", "Prof"))
                        if start:
                            previous = ""
                        continue
                    if not token[0].isalpha():
                        if token not in ",/–":
                            start = start or token in "„“\"»«"
                        previous = ""
                        continue
                    if token[0].islower():
                        lower[token] += 1
                    elif not start and not (len(token) > 1 and token.isupper()):
                        form = token[0].lower() + token[1:]
                        capital[form] += 1
                        if previous:
                            low = previous.lower()
                            if low in ARTICLES:
                                article[form] += 1
                            elif low in PLACE:
                                place[form] += 1
                            elif previous in TITLES:
                                title[form] += 1
                            elif previous[0].isupper():
                                pairs[(previous, form)] += 1
                    previous, start = token, False
    for (before, form), count in pairs.items():
        key = before[0].lower() + before[1:]
        if lower[key] < 3 and article[key] * 20 < capital[key] + 1:
            first[form] += count
    print("form\tlower\tcapital\tarticle\tplace\ttitle\tfirst")
    forms = sorted(form for form in set(lower) | set(capital) if lower[form] + capital[form] >= 3)
    for form in forms:
        numbers = (lower[form], capital[form], article[form], place[form], title[form], first[form])
        print(form, *numbers, sep="\t")


main()
