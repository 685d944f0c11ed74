#!/bin/sh
# build_twice.sh FOLDER: builds the guide here, and from a copy elsewhere in another time zone and language, neither with
# anything kept from before; fails and names the files when their bytes differ.
set -eu

here=$(pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
rm -rf "$folder/one" "$folder/other" "$folder/copy" "$folder/kept"
mkdir -p "$folder/copy"
git ls-files -z | tar -cf - --null -T - | tar -xf - -C "$folder/copy"
export GUIDEBOOK_SITE_URL=https://example.org/opas/ # so that cards and addresses are made too
export GUIDEBOOK_REFERENCE=1 # the book as it is published
export GUIDEBOOK_RENDITIONS=1 # and Word and EPUB, where pandoc is installed
XDG_CACHE_HOME=$folder/kept/one TZ=UTC LC_ALL=C.UTF-8 "$here/.venv/bin/mkdocs" build --site-dir "$folder/one"
cd "$folder/copy"
XDG_CACHE_HOME=$folder/kept/other TZ=Pacific/Kiritimati LC_ALL=C "$here/.venv/bin/mkdocs" build --site-dir "$folder/other"
if diff -rq "$folder/one" "$folder/other"; then
  echo "Samat tavut: $(find "$folder/one" -type f | wc -l | tr -d ' ') tiedostoa."
else
  echo "Sama lähde antoi eri tavut: katso tiedostot yltä kansioista $1/one ja $1/other." >&2
  exit 1
fi
