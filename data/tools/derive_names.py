#!/usr/bin/env python3
"""Makes names/given.tsv, names/surnames.tsv and names/weak.tsv from the person-name lists of sources.lock.

The "also" column looks at the other tables in data/, so this runs after the place and organisation tables.
"""
import re
import sys
from collections import Counter

sys.dont_write_bytecode = True
import facts

NAMES = facts.person_names()
GIVEN, SURNAMES = NAMES["given"], NAMES["surname"]

# Endings that only surnames have, for the names of rigour that no list classifies.
ENDING = re.compile(
    r"(?:[^aeiou](?:owski|ewski|owska|ewska)|(?:sk|ck|zk)(?:i|y|ij|iy|aja|aya|á|ý|ý)|[a-z]{3}(?:ow|ov|off|ew|ev|eff|owa|ova|ová"
    r"|ewa|eva)|enko|tschenko|[a-z]{2}(?:tschuk|chuk|czuk)|[a-z]{2}(?:witsch|wicz|vich|vić|vic|ević|ović|čić|jić|ić|itsch|ich|icz)"
    r"|(?:ss|s)on|[a-z]{3}sen|dóttir|ssohn|[a-z]{3}(?:mann|bauer|maier|mayer|meier|meyer|huber|müller|berger|hofer|bacher"
    r"|stein|inger|holz|thaler|hauser|hausen|dorfer|dorff|becker|schmidt|schulz|schulze|lein|feld|baum|wald|brandt)"
    r"|(?:shvili|schwili|švili|adze|idze|uridze)|(?:poulos|akis|idis|iadis|oglou)|(?:oğlu|oglu)|(?:escu|eanu)"
    r"|[a-z]{2}(?:quist|qvist|kvist|ström|strom|lund|gren|sjö)|[a-z]{2}(?:stra|stra|huis|veld|dijk|broek)"
    r"|[a-z](?:nen)|[a-z]{3}(?:yan|jan|ian)|czyk|czak|[a-z]{2}(?:shin|schin|kin|zin)|(?:elli|etti|ucci|ozzi|azzi|ini|otti))$")


def sex(name):
    """Majority over the lists; a census rank among the first 300 counts three times."""
    votes = {"m": 0, "f": 0}
    for voter, vote in VOTES[name]:
        votes[vote] += voter
    if votes["m"] and votes["f"]:
        more = max(votes, key=votes.get)
        return more if votes[more] >= 3 * min(votes.values()) else "u"
    return "m" if votes["m"] else "f" if votes["f"] else "u"


def collect_votes():
    votes = {}
    seen = set()
    for source in (facts.faker_py(), facts.faker_js()):
        for language, locale, kind, vote, name in source:
            name = facts.clean_name(name)
            if kind == "given" and vote and name and (language, id(source), vote, name) not in seen:
                seen.add((language, id(source), vote, name))
                votes.setdefault(name, []).append((1, vote))
    for kind, vote, name, rank in facts.census():
        if kind == "given":
            votes.setdefault(name, []).append((3 if rank <= 300 else 1, vote))
    for kind, vote, name in facts.wikidata_names():
        if kind == "given" and vote and facts.clean_name(name):
            votes.setdefault(facts.clean_name(name), []).append((1, vote))
    return votes


class Default(dict):
    def __missing__(self, key):
        return []


VOTES = Default(collect_votes())
PLACES = facts.folded_surfaces("places")
ORGANISATIONS = facts.folded_surfaces("organisations")


def counted_surnames():
    """Surnames by their use in German text: after a form of address and after given names."""
    found = {}
    for form, (lower, capital, article, place, title, first) in facts.german_counts().items():
        name = facts.clean_name(form[0].upper() + form[1:])
        if not name or len(name) < 3 or form in facts.german_words() or form in facts.english_words() or name in GIVEN:
            continue
        # A genitive ("Merkels") is the form of another name.
        if form.endswith("s") and facts.german_counts().get(form[:-1], (0,) * 6)[1] > capital:
            continue
        if name.startswith("HIV") or name.startswith("An-"):
            continue
        good = (title + first) * 2 >= capital and article * 10 < capital and lower < 3 and place * 4 <= first
        if good and ((title >= 1 and first >= 2) or first >= 15 or title >= 4):
            if facts.fold(name) in PLACES and title == 0:
                continue
            found[name] = (title, first)
    return found


# Monarchs, saints and figures of myths are called by names of another sort, and here the family comes first.
NOT_BY_FAMILY = {"ruler", "cleric", "figure"}
FAMILY_FIRST = {"CN", "HK", "HU", "JP", "KH", "KP", "KR", "MN", "TW", "VN"}


def known_people():
    """How many known people have each given name and each surname."""
    given, surnames = Counter(), Counter()
    for row in facts.all_rows("people"):
        words = row["name"].split()
        if len(words) < 2 or row["class"] in NOT_BY_FAMILY or row["country"] in FAMILY_FIRST:
            continue
        first, last = facts.clean_name(words[0]), facts.clean_name(words[-1])
        if first and len(first) > 2:
            given[first] += 1
        if last and len(last) > 2:
            surnames[last] += 1
    return given, surnames


def also(name, other, label):
    flags = facts.word_flags(name)
    if name in other:
        flags.append(label)
    if facts.fold(name) in PLACES:
        flags.append("place")
    if facts.fold(name) in ORGANISATIONS:
        flags.append("org")
    if name in facts.MONTHS:
        flags.append("month")
    return flags


def cells(name, letters, other, label):
    """The last two cells of a row."""
    flags = also(name, other, label)
    return "|".join(flags), ",".join(sorted(letters | facts.word_sources(name, flags)))


def main():
    counted = counted_surnames()
    surnames = {name: (facts.name_frequency(fact), set(fact["src"])) for name, fact in SURNAMES.items()}
    weak = set()
    rigour = set()
    for group in facts.rigour_names():
        rigour.update(group)
        given = any(name in GIVEN for name in group)
        sure = not given and any(name in SURNAMES or name in counted for name in group)
        for name in group:
            if name in surnames or name in GIVEN:
                continue
            if sure or (not given and ENDING.search(name.lower()) and len(name) >= 6):
                surnames[name] = (0, {"w"})
            else:
                weak.add(name)
    for name, (title, first) in counted.items():
        level, letters = surnames.get(name, (0, {"w"} if name in rigour else set()))
        uses = title + first
        level = max(level, 3 if uses >= 300 else 2 if uses >= 40 else 1)
        surnames[name] = (level, letters | {"b"})
    for line in facts.hand_lines("names_hand.txt"):
        for name in line.split():
            # A known name stays as it is; the hand adds only what is missing.
            if name not in surnames:
                surnames[name] = (1, {"h"})
    known_given, known_surnames = known_people()
    for name, count in known_surnames.items():
        level, letters = surnames.get(name, (0, set()))
        surnames[name] = (max(level, 2 if count >= 5 else 1), letters or {"h"})
    weak -= set(surnames)
    given = {name: (sex(name), facts.name_frequency(fact), set(fact["src"])) for name, fact in GIVEN.items()}
    for line in facts.hand_lines("given_hand.txt"):
        kind, *added = line.split()
        for name in added:
            given.setdefault(name, (kind, 1, {"h"}))
    for name, count in known_given.items():
        if name in given or count >= 2 or name not in surnames:
            given.setdefault(name, ("u", 1, {"h"}))
    weak -= set(given)

    given_rows = [(name, kind, level, *cells(name, letters, surnames, "surname"))
                  for name, (kind, level, letters) in given.items()]
    surname_rows = [(name, level, *cells(name, letters, given, "given"))
                    for name, (level, letters) in surnames.items()]
    command = "derive_names.py"
    facts.write("names/given.tsv", ("name", "sex", "freq", "also", "src"), given_rows, command)
    facts.write("names/surnames.tsv", ("name", "freq", "also", "src"), surname_rows, command)
    facts.write("names/weak.tsv", ("name", "src"), [(name, "w") for name in weak], command)


main()
