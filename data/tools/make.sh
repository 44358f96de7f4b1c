#!/bin/sh
# Remakes every derived table from target/facts (see fetch.sh) and the hand lists, in the order of their dependencies.
# usage: data/tools/make.sh      Needs Python 3.11 and no network. Rerun after any change of a table, to renew the manifest.
set -u
cd "$(dirname "$0")"
python3 derive_places.py && python3 derive_names.py || exit 1
python3 collisions.py
collisions=$?
python3 manifest.py || exit 1
exit $collisions
