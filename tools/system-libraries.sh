#!/bin/sh
# Sees to the libraries that pip cannot bring:  system-libraries.sh check | build | test | firefox | editions
# What is there already is left alone; the rest comes with apt when that needs no password.

purpose=$1
PATH=$PATH:/usr/sbin:/sbin
packages= formulae=

missing() { # DEBIAN_PACKAGES [HOMEBREW_FORMULA]
  packages="$packages $1"
  case " $formulae " in *" $2 "*) ;; *) formulae="$formulae $2" ;; esac
}

library() { # NAME: does the loader find lib$1?
  if [ "$(uname)" = Darwin ]; then
    ls /opt/homebrew/lib/"lib$1".*dylib /usr/local/lib/"lib$1".*dylib 2>/dev/null | grep -q .
  else
    ldconfig -p 2>/dev/null | grep -q "lib$1\.so"
  fi
}

finnish_dictionary() {
  ls "${VOIKKO_DICTIONARY_PATH:-/nowhere}"/5/*/index.txt "$HOME"/.voikko/5/*/index.txt /etc/voikko/5/*/index.txt \
    /usr/lib/voikko/5/*/index.txt /usr/share/voikko/5/*/index.txt /usr/local/lib/voikko/5/*/index.txt \
    /opt/homebrew/lib/voikko/5/*/index.txt 2>/dev/null | grep -q .
}

python=$(sh "$(dirname "$0")/find-python.sh") || exit 1
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
  missing "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" python
library voikko || missing libvoikko1 libvoikko
finnish_dictionary || missing voikko-fi libvoikko

if [ "$purpose" != check ]; then
  library pango-1.0 || missing libpango-1.0-0 pango
  library pangoft2-1.0 || missing libpangoft2-1.0-0 pango
  library harfbuzz-subset || missing libharfbuzz-subset0 pango
fi

if [ "$purpose" = test ] || [ "$purpose" = firefox ] || [ "$purpose" = editions ]; then
  command -v pdftotext >/dev/null || missing poppler-utils poppler
  [ "$(uname)" = Darwin ] || library atomic || missing libatomic1 # Playwright's own node wants it
  # Ubuntu's browsers are snaps that do not start in a container; browser.sh sees to Chromium there.
  if grep -q '^ID=debian' /etc/os-release 2>/dev/null; then
    command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing chromium-headless-shell
    [ "$purpose" != firefox ] || command -v firefox-esr >/dev/null || missing firefox-esr
  fi
fi

if [ "$purpose" = editions ]; then
  command -v soffice >/dev/null || missing libreoffice-impress libreoffice
  ls /usr/lib/libreoffice/program/libswlo.so >/dev/null 2>&1 || [ "$(uname)" = Darwin ] || missing libreoffice-writer
  command -v epubcheck >/dev/null || missing epubcheck epubcheck
fi

[ -n "$packages" ] || exit 0

root=none
if [ "$(id -u)" = 0 ]; then
  root=
elif sudo -n true 2>/dev/null; then
  root="sudo -n"
fi

if [ "$root" = none ] || ! command -v apt-get >/dev/null; then
  echo "Asenna ensin puuttuvat kirjastot: sudo apt-get install -y$packages (macOS: brew install$formulae) ja aja sama make-komento uudelleen." >&2
  exit 1
fi

echo "Asennan järjestelmän kirjastot:$packages (minuutti tai kaksi) …"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt="$root env DEBIAN_FRONTEND=noninteractive apt-get -y -q"
$apt update </dev/null >"$log" 2>&1 # a mirror that is down may still have what is needed
# shellcheck disable=SC2086 # a list of packages
if ! $apt install --no-install-recommends $packages </dev/null >>"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "Asennus ei onnistunut. Kokeile itse: sudo apt-get update && sudo apt-get install -y$packages" >&2
  exit 1
fi
