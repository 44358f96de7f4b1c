#!/usr/bin/env python3
"""Builds data/<language>/cues.tsv from the compact word lists in data/tools/lang/<language>_*.txt.

A list file holds blocks. A block starts with a line `@class group`; the lines below hold words divided by blanks.
`group` names a set of endings (GROUPS) or a macro that makes several rows of one stem (MACROS); without it the words
do not change. `*` after a word sets `head` to 1, `_` stands for a blank inside a word, `#` starts a comment line.
"""
import sys, unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
GROUPS = {
    "de": {
        "-": [""],
        "er": ["", "s", "n", "in", "innen"],            # Spieler
        "en": ["", "en", "in", "innen"],                # Präsident
        "or": ["", "s", "en", "in", "innen"],           # Autor
        "e": ["", "n", "~in", "~innen"],                # Experte
        "s": ["", "s"],                                 # Chef, Star
        "sin": ["", "s", "in", "innen"],                # Chef
        "eur": ["", "s", "e", "en", "in", "innen"],     # Ingenieur
        "adj": ["", "n", "r", "m"],                     # Abgeordnete
        "in": ["", "nen"],                              # Anwältin
        "n": ["", "n"],                                 # Firma -> Firmen apart, Kette
        "fen": ["", "en"],                              # Frau, Partei
        "es": ["", "s", "es"],                          # Freund in the singular
        "ese": ["", "s", "es", "e", "en"],              # Konzern
        "se": ["", "s", "e", "en"],                     # Konzern without -es
        "sn": ["", "s", "n"],                           # Sender
        "sen": ["", "s", "en"],                         # Bett, Staat without -es
        "e_n": ["", "e", "en"],                         # Stadt apart
        "q": ["", "e", "en", "em", "er", "es"],         # adjective stem
        "ord": ["", "m", "n", "r", "s"],                # erste
        "ers": ["", "s", "es", "er", "ern"],            # Kleid
    },
    "en": {
        "-": [""],
        "s": ["", "s"],
        "es": ["", "es"],
        "y": ["", "~ies"],
        "v": ["", "s", "ed", "ing"],                    # report
        "ve": ["", "s", "d", "~ing"],                   # acquire
        "vy": ["", "~ies", "~ied", "ing"],              # deny
        "ves": ["", "es", "ed", "ing"],                 # stress
    },
}


def umlaut(stem):
    """The stem with an umlaut in its last syllable: Baum, Bäum."""
    at = max(stem.rfind(c) for c in "aouAOU")
    if stem[at] == "u" and stem[at - 1:at] in ("a", "A"):
        at -= 1
    return stem[:at] + stem[at].translate(str.maketrans("aouAOU", "äöüÄÖÜ")) + stem[at + 1:]


MACROS = {
    "ue": lambda s: [(s, ["", "s", "es", "e"]), (umlaut(s) + "e", ["", "n"])],      # Baum, Bäume
    "uer": lambda s: [(s, ["", "s", "es", "e"]), (umlaut(s) + "er", ["", "n"])],    # Rad, Räder
    "u": lambda s: [(s, ["", "s"]), (umlaut(s), ["", "n"])],                        # Vogel, Vögel
    "uef": lambda s: [(s, [""]), (umlaut(s) + "e", ["", "n"])],                     # Kraft, Kräfte
    "mann": lambda s: [(s + "mann", ["", "s", "es"]), (s + "frau", ["", "en"]), (s + "männer", ["", "n"]), (s + "leute", ["", "n"])],
    "v": lambda s: [(s + "t", ["", "e", "en"]), (s + "en", [""])],
    "vg": lambda s: [(s + "t", ["", "e", "en"]), (s + "en", [""]), ("ge" + s + "t", [""])],
    "vi": lambda s: [(s + "t", ["", "e", "en"]), (s + "en", [""])],
    "man": lambda s: [(s + "man", [""]), (s + "men", [""]), (s + "woman", [""]), (s + "women", [""]), (s + "person", ["", "s"])],
}
CLASSES = """title abbreviation role kin say person_verb org_noun org_head org_verb org_after place_head place_tail place_prep direction
article possessive pronoun conjunction joiner preposition auxiliary adverb negation function month weekday unit ordinal work_noun
product_noun file particle suffix connector no_name religion_language headline product event award work_title ideology ailment
creature substance thing sport subject style greeting prefix noun short""".split()


def build(lang):
    rows = {}
    for path in sorted((HERE / "lang").glob(f"{lang}_*.txt")):
        cls = group = None
        for no, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            line = unicodedata.normalize("NFC", line.strip())
            if not line or line.startswith("# "):
                continue
            if line.startswith("@"):
                cls, group = (line[1:].split() + ["-"])[:2]
                if cls not in CLASSES or (group not in GROUPS[lang] and group not in MACROS):
                    sys.exit(f"{path.name}:{no}: {line}")
                continue
            for item in line.split():
                head = "1" if item.endswith("*") and item != "*" else "0"
                word = item[:-1] if head == "1" else item
                if lang == "de" and group == "er" and word.endswith("erer"):    # Herausforderer, Herausforderin
                    made = [(word, ["", "s", "n"]), (word[:-2] + "in", ["", "nen"])]
                    for form, endings in made:
                        rows.setdefault((form, cls), [set(), "0"])[0].update(endings)
                        rows[(form, cls)][1] = max(rows[(form, cls)][1], head)
                    continue
                made = MACROS[group](word) if group in MACROS else [(word, GROUPS[lang][group])]
                for form, endings in made:
                    old = rows.setdefault((form, cls), [set(), "0"])
                    old[0].update(endings)
                    old[1] = max(old[1], head)
    lines = ["\t".join((w, c, "|".join(sorted(e)), h, "h")) for (w, c), (e, h) in rows.items()]
    # a list with the empty ending alone is an empty cell
    lines.sort(key=lambda s: s.encode())
    out = HERE.parent / lang / "cues.tsv"
    out.write_text("\n".join(["word\tclass\tendings\thead\tsrc"] + lines) + "\n", encoding="utf-8")
    count = {}
    for (w, c) in rows:
        count[c] = count.get(c, 0) + 1
    print(lang, len(rows), " ".join(f"{c}:{count.get(c, 0)}" for c in CLASSES))


if __name__ == "__main__":
    for lang in sys.argv[1:] or ("de", "en"):
        build(lang)
