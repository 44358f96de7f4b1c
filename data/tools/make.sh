#!/bin/sh
# Remakes every derived table from target/facts (see fetch.sh) and the hand lists, in the order of their dependencies.
#
# usage: data/tools/make.sh [TEXT]
#
# TEXT is a folder of German text (*.txt: plenary protocols of the Bundestag, Wikinews). With it the words are counted
# anew, which needs numpy and scipy; without it the counts stay as they are. Everything else needs Python 3.11 and no
# network. Run it again after any change of a table, to renew collisions.tsv and the manifest. Exit code 1: a step failed,
# or a surface belongs to two entries and no flag tells them apart.
set -eu
cd "$(dirname "$0")"
raw=${KONZERN_FACTS:-../../target/facts}/raw
if [ $# -gt 0 ]; then
    python3 count_words.py "$1"/*.txt >words_de.tsv.new
    mv words_de.tsv.new words_de.tsv
fi
python3 make_lang.py
python3 derive_currencies.py "${raw%/raw}"
python3 derive_places.py
python3 derive_names.py
if [ $# -gt 0 ]; then
    # The texts that the head of words.tsv names.
    python3 word_statistics.py --text "$1" --given ../names/given.tsv --out ../de/words.tsv --marked \
        annotated/de_classes.txt annotated/de_contrast.txt annotated/de_documents.txt \
        annotated/de_forms.txt annotated/de_genres.txt annotated/de_various.txt
fi
python3 make_derived.py
python3 count_endings.py --wordlist "$raw/wamerican/usr/share/dict/american-english"
collisions=0
python3 collisions.py || collisions=$?
python3 manifest.py
python3 check_lang.py
exit $collisions
