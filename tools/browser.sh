#!/bin/sh
# Sees to a browser for the tests:  browser.sh PYTHON
# The system's Chromium when it starts, else the one that Playwright brings. Exits 1 when there is neither.

for program in chromium-headless-shell chromium; do
  "$program" --version >/dev/null 2>&1 && exit 0
done

echo "Asennan selaimen testejä varten (noin minuutti) …"
dependencies=
if [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; then
  command -v apt-get >/dev/null && dependencies=--with-deps
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # an option or nothing
if ! "$1" -m playwright install $dependencies chromium </dev/null >"$log" 2>&1; then
  tail -n 5 "$log" >&2
  echo "Selainta ei saatu, joten selaintestit ohitetaan. Asenna se itse: sudo $1 -m playwright install --with-deps chromium" >&2
  exit 1
fi
