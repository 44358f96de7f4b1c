#!/usr/bin/env python3
"""Counts how German text uses each word form and writes the fact table data/de/words.tsv.

usage: word_statistics.py --text FOLDER --out data/de/words.tsv [--marked FILE...] [--given data/names/given.tsv]
                          [--no-clusters] [--show FILE]

FOLDER holds plain text, one file or more (*.txt): plenary protocols and news. Only numbers leave the texts. Marked files are
those of annotated/ that were written for this project; they know sport, traffic and business, of which no protocol speaks. The run is
deterministic (fixed seed, one thread) and needs numpy and scipy. What it does not do: endings (see count_endings.py).

Cleaning (what would distort the counts):
  - interjections in brackets: applause and the like go, of "(Name [PARTY]: words)" only the words stay;
  - lists (speakers, roll calls, tables of contents: short lines without a final stop) count once per different line, without party and constituency;
  - stray hyphens of the printed column ("Bundes-regierung", "wer-den") are closed when the text has the closed form too;
  - page numbers, rules of hyphens, soft hyphens, zero-width characters go.
Columns and levels: see HEAD below, which is also the head of the table.
"""
import argparse
import os
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from annotated import MARK

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")
import numpy as np

LEAST = 3              # uses of a form that has a row
COLUMNS = ("word freq cap article adjective local preposition title given gen lower before_verb cluster src").split()
HEAD = """\
# made by: python3 data/tools/word_statistics.py --text FOLDER --marked data/tools/annotated/de_{classes,contrast,documents,forms,genres,various}.txt
#          --given data/names/given.tsv --out data/de/words.tsv
# counted in plenary protocols of the Bundestag (18th term, official works), in Wikinews and in texts written for this
# project; only counts, no text
# one row for each case-sensitive form seen 3 times or more; letters and inner hyphens only; freq = floor(log2(count))
# the other numbers are shares of the uses that do not stand at the start of a sentence, as levels:
#   0 under 1 %, 1 to 5, 2 to 10, 3 to 20, 4 to 30, 5 to 45, 6 to 60, 7 to 75, 8 to 90, 9 from 90 %; empty = fewer than 3 such uses
# cap, lower: the folded word with a capital / in lower case (equal for all forms of one folded word)
# article: directly after an article, possessive, like word or contraction (im, am, zum ...)
# adjective: directly after a lower-case word in -e/-en/-er/-es/-em which behaves like an adjective
# local: after in, aus, nach, bei; preposition: after bis, gegen, für, mit, von (the two do not overlap)
# title: after Herr, Frau, Dr., Kollege, Präsident and the like (a title word itself is never counted as titled)
# given: after a typical given name; gen: after a capitalised noun with nothing between (no given name, Herr, Frau, Dr.)
# before_verb: followed by a frequent finite verb; cluster: distributional class 1..300 for forms seen 5 times or more
""".rstrip("\n").split("\n")

ARTICLES = set("""der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines
mein meine meinen meinem meiner meines dein deine deinen deinem deiner deines sein seine seinen seinem seiner seines
ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer unseres unsre unsren unsrem unsrer unsres
euer eure euren eurem eurer eures dieser diese dieses diesen diesem jener jene jenes jenen jenem jeder jede jedes jeden
jedem welcher welche welches welchen welchem im am zum zur vom beim ins ans aufs fürs durchs ums übers
Ihr Ihre Ihren Ihrem Ihrer Ihres""".split())
ARTICLES |= {w[0].upper() + w[1:] for w in ARTICLES}
LOCAL = {"in", "aus", "nach", "bei", "In", "Aus", "Nach", "Bei"}
PREPOSITION = {"bis", "gegen", "für", "mit", "von", "Bis", "Gegen", "Für", "Mit", "Von"}
HONORIFICS = set("Herr Herrn Frau Dr. Prof. Professor Professorin h. c. Lord Sir Mister Lady Madame Monsieur".split())
TITLES = HONORIFICS | set("""Kollege Kollegen Kollegin Kolleginnen Abgeordnete Abgeordneter Abgeordneten Genosse Genossin
Minister Ministerin Ministers Bundesminister Bundesministers Bundesministerin Außenminister Außenministers Außenministerin
Innenminister Innenministers Innenministerin Finanzminister Finanzministers Finanzministerin Justizminister Justizministers
Justizministerin Verteidigungsminister Verteidigungsministerin Verteidigungsministers Wirtschaftsminister
Wirtschaftsministers Wirtschaftsministerin Verkehrsminister Verkehrsministers Verkehrsministerin Umweltminister
Umweltministerin Arbeitsminister Arbeitsministerin Familienministerin Gesundheitsminister Gesundheitsministers
Gesundheitsministerin Landwirtschaftsminister Landwirtschaftsministerin Bildungsministerin Entwicklungsminister
Bundesfinanzminister Bundesinnenminister Bundesaußenminister Bundesjustizminister Bundeswirtschaftsminister
Bundesverkehrsminister Bundesarbeitsministerin Bundesumweltministerin Bundesverteidigungsministerin
Bundesgesundheitsminister Bundeslandwirtschaftsminister Bundesentwicklungsminister Kanzler Kanzlers Kanzlerin
Bundeskanzler Bundeskanzlers Bundeskanzlerin Altkanzler Premierminister Premierministers Premierministerin Premier
Ministerpräsident Ministerpräsidenten Ministerpräsidentin Regierungschef Regierungschefs Regierungschefin
Präsident Präsidenten Präsidentin Staatspräsident Staatspräsidenten Bundespräsident Bundespräsidenten US-Präsident
US-Präsidenten Vizepräsident Vizepräsidenten Vizepräsidentin Bundestagspräsident Bundestagspräsidenten
Kommissionspräsident Kommissionspräsidenten Vizekanzler Staatssekretär Staatssekretärs Staatssekretärin Staatsminister
Staatsministers Staatsministerin Senator Senators Senatorin Kommissar Kommissars Kommissarin EU-Kommissar
EU-Kommissarin Generalsekretär Generalsekretärs Generalsekretärin Parteichef Fraktionschef Fraktionschefin
Fraktionsvorsitzende Fraktionsvorsitzender Fraktionsvorsitzenden Oberbürgermeister Oberbürgermeisters
Oberbürgermeisterin Bürgermeister Bürgermeisters Bürgermeisterin General Generals Admiral Oberst Major Hauptmann Leutnant
Papst Papstes Bischof Bischofs Kardinal Pfarrer Pater König Königs Königin Kaiser Kaisers Prinz Prinzessin Fürst Graf
Botschafter Botschafterin Richter Richterin Rechtsanwalt Trainer Sprecher Sprecherin Vorsitzende Vorsitzender
Berichterstatter Ausschussvorsitzende""".split())
VERBS = set("""ist hat war sagte will wird haben sind hatte waren wurde wurden werden kann können konnte konnten soll sollen
sollte sollten muss müssen musste mussten darf dürfen durfte möchte möchten mag wollen wollte wollten hatten habe sei wäre
wären würde würden hätte hätten könnte könnten müsste müssten dürfte sagt sagen erklärte erklärt teilte meinte meint
betonte betont kündigte forderte fordert kritisierte kritisiert berichtet berichtete bestätigte warnte warnt gab gibt geben
ging geht gehen kam kommt kommen macht machte machen steht stand stehen stellt stellte stellen liegt lag liegen bleibt blieb
bleiben nimmt nahm nehmen führt führte führen hält hielt halten lässt ließ lassen findet fand finden weiß wissen wusste
spricht sprach sprechen zeigt zeigte zeigen braucht brauchen brauchte brachte bringt bringen setzt setzte setzen sieht sah
sehen tut tat tun gilt galt gelten erhält erhielt erhalten bekommt bekam bekommen gewann gewinnt verlor verliert trat tritt
begann beginnt fordern heißt hieß scheint schien schreibt schrieb schreiben legt legte legen zieht zog ziehen bietet bot
plant plante planen versucht versuchte arbeitet arbeiten arbeitete glaubt glauben glaubte denkt denken hofft fragt fragte
fragen redet reden behauptet wirft warf verlangt verlangte lehnt lehnte schlägt schlug unterstützt unterstützte übernimmt
übernahm verkauft verkaufte kauft kaufte wies weist starb lebt lebte leben gehört gehörte gehören handelt handelte
funktioniert vertritt verhandelt entschied entscheidet beschloss beschließt besteht bestand bestehen erreicht erreichte
liefert lieferte leistet leisten leistete""".split())
# lower-case words in -e/-en/-er/-es/-em which are no adjectives, beside ARTICLES and VERBS and what the counts throw out
FUNCTION = set("""alle allen aller alles allem aber oder unter über hinter außer später weiter wieder immer leider sicher eher
hier mehr sehr daher bisher vorher nachher sogar nur wer er es wenn denn wegen neben zwischen gegen gegenüber eben
zusammen dagegen deswegen trotzdem außerdem zudem indem seitdem nachdem bevor ohne gerade heute gerne ebenso beide
jemandem niemandem jenseits anderes etwas selber einander untereinander miteinander sondern hinten vorne oben unten drinnen
draußen dabei wiederum mitten inmitten entgegen angesichts zugunsten ihnen wessen deren denen dessen derer wegen laut
heißen bitte danke ja nein solche solchen solcher solches manche manchen mancher einige einigen einiger mehrere mehreren
mehrerer viele vielen vieler wenige wenigen weniger sämtliche sämtlichen zahlreiche zahlreichen andere anderen anderer
meisten etliche drei vier sieben acht zehn elf zwölf""".split())
VAGUE = set("""solche solchen solcher solches manche manchen mancher einige einigen einiger mehrere mehreren mehrerer viele
vielen vieler wenige wenigen sämtliche sämtlichen zahlreiche zahlreichen andere anderen anderer meisten etliche beide beiden
alle allen aller""".split())            # no adjectives by form, but they stand before common nouns: counted with `adjective`
ABBREVIATIONS = """Dr Prof Nr Nrn Abs Art bzw ca Mio Mrd Mill St Parl evtl ggf vgl Vgl usw etc inkl sog Hon Str Tel Std Co Inc
Ltd Corp jun sen geb Bd Hrsg Jan Feb Aug Sept Okt Nov Dez Abb Ziff Kap Anm Drs BT-Drs Bundestagsdrs""".split()
LETTERS = r"[^\W\d_]"
TOKEN = re.compile(
    rf"(?:{'|'.join(sorted(ABBREVIATIONS, key=len, reverse=True))})\.(?=\W|$)"    # abbreviations keep their stop
    rf"|(?<!\w){LETTERS}\."                                                     # initials, "z. B."
    r"|\d{1,2}\.(?=\s)"                                                        # ordinal numbers: "8. Juni"
    r"|\d+(?:[.,]\d+)*(?:-\w+(?:-\w+)*)?"
    rf"|{LETTERS}\w*(?:[-’'ʼ]\w+)*-?"                                           # words; "Wirtschafts-" keeps its hyphen
    r"|[^\w\s]")
WORD = re.compile(rf"{LETTERS}+(?:-{LETTERS}+)*")
ORDINAL = re.compile(r"\d{1,2}\.")
ENDS = {".", "!", "?", ":", "…", "„", "“", "”", "»", "«", "\"", "‚", "‘", "\n"}
PARTY = r"(?:CDU/CSU|SPD|FDP|DIE LINKE|BÜNDNIS 90/ ?DIE GRÜNEN|fraktionslos)"
SPEAKER = re.compile(rf"^(?:[^.:!?]|Dr\.|Prof\.|h\. c\.|Parl\.){{3,120}}\({PARTY}\): ?")
TABLE_END = re.compile(rf"\s*{PARTY}\s*(?:\d\d\.\d\d\.\d{{4}}\s*\*?)?$")     # "Beck, Marieluise SPD 10.06.2015"
BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?")                            # "Volker Beck (Köln) (BÜNDNIS 90/DIE GRÜNEN)"
HEAD_OF_CALL = re.compile(r"^[^\[\]:]{3,80}\[[^\]]+\][^:]{0,60}:\s*")
NOISE = re.compile(r"Beifall|Heiterkeit|Zuruf|Lachen|Widerspruch|Unruhe|Glocke|erheb(t|en) sich|Schluss|Beginn")


def unmarked(path):
    """A file of annotated/ without its marks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return MARK.sub(r"\1", "\n".join(line for line in lines if not line.startswith(("#", "====="))))


def clean_lines(text):
    """Gives the lines of a text that may be counted, without what the frame of a protocol repeats."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\u00ad\u200b\u200c\u200d\ufeff\ufffd]", "", text).replace("\x1e", "-")
    text = re.sub("[\u2010\u2011]", "-", text).replace("\r", "\n")
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r"(?<=\w)--(?=\w)", "-", text)
    text = re.sub(r"(?<=[^\w-])-(?=[^\W\d_])", "", text)
    text = re.sub(r"-\n ?(?=[a-zäöüß])", "", text)
    text = re.sub(r"90/\n? ?DIE GRÜNEN", "90/DIE GRÜNEN", text)
    if "Plenarprotokoll" in text:                          # "Volker Beck (Köln), Luise ..." says nothing about Köln
        text = re.sub(r" [(\[][A-ZÄÖÜ][a-zäöüß][\w-]*(?: [A-ZÄÖÜ]\w+)?[)\]](?=,| [(\[])", "", text)
    seen = set()
    for line in text.split("\n"):
        line = line.strip()
        if not re.search(r"[^\W\d_]{2}", line):
            continue
        if line[0] == "(" and line[-1] == ")":
            for piece in line[1:-1].split(" – "):
                called = HEAD_OF_CALL.match(piece)
                if called:
                    yield piece[called.end():]
                elif not NOISE.search(piece) and len(piece) > 60:
                    yield piece
            continue
        speaker = SPEAKER.match(line)
        if speaker and speaker.end() < len(line):        # a speech that begins in the line of its speaker
            yield line[speaker.end():]
            line = line[:speaker.end()].strip()
        listed = speaker or (len(line) < 110 and line[-1] not in ".!?“\"" and not re.search(r" (ist|hat|wird|auf|zu|an):$", line)
                             and (line[-1] != "," and line[0].isupper()))
        if listed:
            line = TABLE_END.sub("", BRACKETS.sub("", line))
            if not re.search(r"[^\W\d_]{2}", line):
                continue
            if line in seen:
                continue
            seen.add(line)
        yield line


def read_tokens(folder, marked):
    """Reads all texts; gives the token texts and the stream of token numbers (0 is the end of a line)."""
    ids, stream = {"\n": 0}, [0]
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.txt"))]
    for text in texts + [unmarked(path) for path in sorted(marked)]:
        for line in clean_lines(text):
            for token in TOKEN.findall(line):
                stream.append(ids.setdefault(token, len(ids)))
            stream.append(0)
    return list(ids), np.array(stream, dtype=np.int32)


def close_hyphens(texts, stream):
    """Takes stray hyphens out of words whose closed form is used as well."""
    count = np.bincount(stream, minlength=len(texts))
    ids = {text: number for number, text in enumerate(texts)}
    to = np.arange(len(texts), dtype=np.int32)
    closed = 0
    for number, text in enumerate(texts):
        if "-" not in text[1:-1] or not WORD.fullmatch(text):
            continue
        joined = re.sub(r"(?<=[a-zäöüß])-(?=[a-zäöüß]{2})", "", text)
        if joined == text:
            continue
        other = ids.get(joined)
        if other is not None and count[other] >= count[number] and (text[0].isupper() or count[other] >= 2 * count[number]):
            to[number] = other
            closed += int(count[number])
    return to[stream], closed


def level(part, whole):
    """The share part/whole as a level 0..9; -1 when the whole is too small."""
    share = part / np.maximum(whole, 1)
    levels = np.searchsorted(np.array([.01, .05, .10, .20, .30, .45, .60, .75, .90]), share + 1e-12, side="right")
    return np.where(whole >= 3, levels, -1)


class Statistics:
    def __init__(self, texts, stream, given_file):
        self.texts, self.stream = texts, stream
        size = len(texts)
        self.is_word = np.array([bool(WORD.fullmatch(text)) for text in texts])
        self.is_upper = np.array([text[0].isupper() for text in texts])
        self.count = np.bincount(stream, minlength=size)
        before, after = np.roll(stream, 1), np.roll(stream, -1)
        solid = np.array([text[0].isalnum() and not ORDINAL.fullmatch(text) for text in texts])
        ends = np.array([text in ENDS for text in texts])
        passed = np.cumsum(ends[stream])                   # sentence borders up to each token
        at = np.flatnonzero(solid[stream])
        start = np.zeros(len(stream), dtype=bool)
        start[at[0]] = True
        start[at[1:]] = passed[at[1:]] != passed[at[:-1]]
        self.start = start
        self.use = np.flatnonzero(self.is_word[stream] & ~start)      # the uses that count towards shares
        self.word, self.before, self.after = stream[self.use], before[self.use], after[self.use]
        self.uses = np.bincount(self.word, minlength=size)
        self.fold()
        self.adjectives = self.find_adjectives()
        self.titles = self.flags(TITLES)
        self.given = self.find_given(given_file)
        self.count_shares()

    def flags(self, words):
        return np.array([text in words for text in self.texts])

    def after_any(self, flags):
        return np.bincount(self.word[flags[self.before]], minlength=len(self.texts))

    def fold(self):
        folds = {}
        self.folded = np.array([folds.setdefault(text.lower(), len(folds)) for text in self.texts], dtype=np.int64)
        upper = np.bincount(self.folded[self.is_upper], weights=self.uses[self.is_upper], minlength=len(folds))
        total = np.bincount(self.folded, weights=self.uses, minlength=len(folds))
        self.upper_uses, self.fold_uses = upper[self.folded], total[self.folded]

    def find_adjectives(self):
        """Lower-case forms in -e/-en/-er/-es/-em that stand after an article and before a capitalised word often enough."""
        form = np.array([bool(re.fullmatch(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*(e|en|er|es|em)", text)) and text.islower()
                         and text not in FUNCTION and text not in VERBS and text not in ARTICLES for text in self.texts])
        size = len(self.texts)
        capital_next = np.bincount(self.word[(self.is_upper & self.is_word)[self.after]], minlength=size)
        led = np.bincount(self.word[(self.flags(ARTICLES | LOCAL | PREPOSITION | VAGUE) | form)[self.before]], minlength=size)
        uses = np.maximum(self.uses, 1)
        flags = form & (self.uses >= 3) & (capital_next / uses >= .40) & (led / uses >= .30)
        return flags | self.flags(VAGUE)

    def find_given(self, path):
        """Typical given names: of the list, those which the text does not use as common words, plus those the text shows."""
        size = len(self.texts)
        capital = self.is_upper & self.is_word & np.array([not (len(t) > 3 and t.isupper()) for t in self.texts])
        uses = np.maximum(self.uses, 1)
        article = self.after_any(self.flags(ARTICLES)) / uses
        title_before = self.after_any(self.titles)
        self_next = np.bincount(self.stream[:-1], weights=capital[self.stream[1:]], minlength=size)
        followed = self_next / np.maximum(self.count, 1)      # how often a capitalised word follows
        titled = capital & ~self.titles & (title_before >= 3) & (title_before / uses >= .15) & (article < .10)
        surname = titled & (followed < .25)
        listed = set()
        if path and Path(path).exists():
            for line in Path(path).read_text(encoding="utf-8").splitlines()[1:]:
                cells = line.split("\t")
                if line[0] != "#" and not set(cells[3].split("|")) & {"word", "word-de", "place", "org", "month"}:
                    listed.add(cells[0])
        known = self.flags(listed)
        noun = self.upper_uses / np.maximum(self.fold_uses, 1) < .8
        common = noun | (article >= .08) | self.titles
        given = known & ~common & (followed >= .15)
        for _ in range(4):
            surnames = np.bincount(self.stream[:-1], weights=(surname & ~given)[self.stream[1:]], minlength=size)
            shown = capital & ~common & (surnames >= 3) & (surnames / np.maximum(self.count, 1) >= .40) & (followed >= .5)
            given = (known & ~common & (followed >= .15)) | shown
            named = self.after_any(given)
            surname = (titled & (followed < .25) | capital & ~self.titles & (article < .10) & (followed < .35)
                       & (named >= 2) & (named / uses >= .30)) & ~shown
        self.surname = surname
        return given

    def count_shares(self):
        size = len(self.texts)
        words = {"article": ARTICLES, "local": LOCAL, "preposition": PREPOSITION}
        parts = {name: self.after_any(self.flags(forms)) for name, forms in words.items()}
        parts["adjective"] = self.after_any(self.adjectives)
        parts["title"] = np.where(self.titles, 0, self.after_any(self.titles))
        parts["given"] = self.after_any(self.given)
        mostly_capital = self.upper_uses >= .9 * np.maximum(self.fold_uses, 1)
        small = self.flags(ARTICLES | LOCAL | PREPOSITION | {"Sie", "Ihnen"})
        noun = self.is_upper & self.is_word & mostly_capital & ~self.given & ~self.flags(HONORIFICS) & ~small
        parts["gen"] = self.after_any(noun)
        parts["before_verb"] = np.bincount(self.word[self.flags(VERBS)[self.after]], minlength=size)
        self.article_uses, self.adjective_uses = parts["article"], parts["adjective"]
        self.levels = {name: level(part, self.uses) for name, part in parts.items()}
        self.levels["cap"] = level(self.upper_uses, self.fold_uses)
        self.levels["lower"] = level(self.fold_uses - self.upper_uses, self.fold_uses)
        self.levels["freq"] = np.floor(np.log2(np.maximum(self.count, 1))).astype(int)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--text", required=True)
    parser.add_argument("--marked", type=Path, nargs="*", default=[], help="texts of annotated/")
    parser.add_argument("--out", required=True)
    parser.add_argument("--given")
    parser.add_argument("--no-clusters", action="store_true")
    parser.add_argument("--show", help="write the most frequent words of each cluster to this file")
    options = parser.parse_args()
    texts, stream = read_tokens(options.text, options.marked)
    stream, closed = close_hyphens(texts, stream)
    facts = Statistics(texts, stream, options.given)
    print(f"{len(stream)} tokens, {closed} stray hyphens closed, {int(facts.given.sum())} given names, "
          f"{int(facts.surname.sum())} surnames seen", file=sys.stderr)
    rows = np.flatnonzero(facts.is_word & (facts.count >= LEAST))
    cluster = {}
    if not options.no_clusters:
        from word_clusters import cluster_words
        cluster = cluster_words(facts, options.show)
    out = ["\t".join(COLUMNS), *HEAD]
    lines = []
    for row in rows:
        cells = [texts[row]]
        for name in COLUMNS[1:-2]:
            value = facts.levels[name][row]
            cells.append("" if value < 0 else str(value))
        lines.append("\t".join([*cells, str(cluster.get(int(row), "")), "b|h"]))
    out += sorted(lines)
    part = Path(options.out + ".part")
    part.write_text("\n".join(out) + "\n", encoding="utf-8")
    part.replace(options.out)                   # a reader never sees half a table
    print(f"{len(lines)} rows", file=sys.stderr)


if __name__ == "__main__":
    main()
