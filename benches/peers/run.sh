#!/bin/sh
# Runs the peers and konzern on the same text with the same names, and prints a table. All that it makes is in target/peers.
#
#     benches/peers/run.sh                       # the generated text, 50,000 names of data/
#     KONZERN_TEXT=my.txt benches/peers/run.sh   # a German text of your own
#     KONZERN_NAMES=10000 benches/peers/run.sh
set -eu
cd "$(dirname "$0")/../.."
out=target/peers
mkdir -p "$out"

if [ ! -x "$out/venv/bin/python" ]; then python3 -m venv "$out/venv"; fi
"$out/venv/bin/pip" install --quiet --disable-pip-version-check -r benches/peers/requirements.txt
cp benches/peers/package.json benches/peers/compromise.js "$out/"
npm install --silent --no-audit --no-fund --prefix "$out" >&2

python3 benches/peers/names.py "${KONZERN_NAMES:-50000}" > "$out/names.tsv"
rm -f "$out/results.jsonl"
cargo bench --quiet --bench peers
for peer in phrase_matcher entity_ruler entity_ruler_tokens flashtext flashtext2 ahocorasick ahocorasick_borders recognizers; do
    # Each alone in its process, so that none pays for another's memory.
    "$out/venv/bin/python" benches/peers/peers.py "$peer" >> "$out/results.jsonl"
done
(cd "$out" && node compromise.js >> results.jsonl)
python3 benches/peers/table.py < "$out/results.jsonl"
