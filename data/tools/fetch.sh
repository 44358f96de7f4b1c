#!/bin/sh
# Fetches and unpacks the pinned packages of sources.lock with the ordinary registry clients.
# usage: data/tools/fetch.sh [FOLDER]   (default: target/facts, which git ignores)
# Nothing fetched is ever run or imported: the derive scripts only parse the files.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-$here/../../target/facts}
mkdir -p "$to"
cd "$to"
tab=$(printf '\t')
tail -n +2 "$here/sources.lock" | while IFS="$tab" read -r name registry version sha licence file inside; do
    if [ ! -f "$file" ]; then
        case $registry in
            pypi) pip download -q --no-deps "$name==$version" ;;
            npm) npm pack -s "$name@$version" >/dev/null ;;
            debian) apt-get download "$name=$version" ;;
            *) echo "unknown registry \"$registry\"" >&2; exit 1 ;;
        esac
    fi
    echo "$sha  $file" | sha256sum -c --quiet -
    folder=raw/$(printf %s "$name" | tr -d @ | tr / -)
    [ -d "$folder" ] && continue
    mkdir -p "$folder"
    case $file in
        *.whl) python3 -m zipfile -e "$file" "$folder" ;;
        *.tgz | *.tar.gz) tar -xzf "$file" -C "$folder" ;;
        *.deb) dpkg-deb -x "$file" "$folder" ;;
    esac
done
echo "all packages of sources.lock are in place"
