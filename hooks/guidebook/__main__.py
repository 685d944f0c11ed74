"""The core from the command line: `python -m guidebook numbers | check | readability`, run in the repository."""

import argparse
import json
import signal
import sys
from pathlib import Path

from . import finnish, numbers, proofing, settings
from .editions import check_guide
from .findings import BadInput, shown
from .finnish.voikko import Voikko, VoikkoMissing
from .guide import Guide, read_guide


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m guidebook", description="Oppaan luvut ja tarkistukset.")
    parser.add_argument("-f", "--config", type=Path, default=Path("mkdocs.yml"), help="asetukset (mkdocs.yml)")
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("numbers", help="jokainen luku: arvo, perusjoukko, väli ja käyttöpaikat")
    listing.add_argument("--json", action="store_true", help="samat tiedot JSON-luettelona")
    checking = commands.add_parser("check", help="editorin tarkistukset ilman sivuston rakentamista")
    checking.add_argument("--fix", action="store_true", help="korjaa ensin sen, minkä voi korjata turvallisesti")
    commands.add_parser("readability", help="virkkeiden pituus ja passiivi luvuittain")
    arguments = parser.parse_args()
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `… | head` ends us quietly
    try:
        guide = read_guide(settings.read(arguments.config))
        if arguments.command == "check" and arguments.fix:
            for file in proofing.fix(guide):
                print(f"Korjattu: {shown(file)}")
            guide = read_guide(guide.settings)
    except BadInput as error:
        print(*error.findings, sep="\n", file=sys.stderr)
        return 1
    if arguments.command == "numbers":
        return _numbers(guide, arguments.json)
    return _check(guide) if arguments.command == "check" else _readability(guide)


def _numbers(guide: Guide, as_json: bool) -> int:
    rows = numbers.as_json(guide.numbers, guide.uses_by_line())
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print(_line(row["id"], row))
            for line in row.get("rows", []):
                print(_line(f"  [{line['key']}]", line))
            if row["uses"]:
                print(f"  käytössä: {', '.join(row['uses'])}")
    pages = {shown(page.file) for page in guide.pages.values()}
    problems = [finding for finding in guide.errors if finding.place.path not in pages]
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


def _line(name: str, row: dict) -> str:
    """Name, value, base and interval of a number, or the reason why it is withheld."""
    if row["withheld"]:
        return f"{name}: ei julkaista: {row['withheld']}"
    told = [row["text"] or "sarja"]
    if row["value"] is not None:
        exact = finnish.number(row["value"], 4).rstrip("0").rstrip(",")
        told += [f"tarkemmin {exact}"] if exact not in row["text"] else []
    if row["k"] is not None:
        told.append(f"k = {finnish.number(row['k'])}")
    if row["n"] is not None:
        told.append(f"n = {finnish.number(row['n'])}")
    if row["low"] is not None:
        told.append(f"95 %:n väli {finnish.interval(row['low'], row['high'], '%', 1)}")
    return f"{name}: {' · '.join(told)}"


def _check(guide: Guide) -> int:
    check_guide(guide)
    for finding in guide.findings:
        print(finding if finding in guide.errors else f"{finding} (huomautus)")
    if guide.errors:
        print(f"{len(guide.errors)} korjattavaa.", file=sys.stderr)
        return 1
    print(f"Kunnossa: {len(guide.pages)} sivua, {len(guide.numbers)} lukua.")
    return 0


def _readability(guide: Guide) -> int:
    """A table of the pages, the heaviest first."""
    try:
        with Voikko() as voikko:
            pages = {path: proofing.measure(page, voikko) for path, page in guide.pages.items()}
    except VoikkoMissing as error:
        print(error, file=sys.stderr)
        return 1
    print("sanoja  sanoja/virke  yli 25 sanaa  passiivi  pisin virke  sivu")
    measured = [(path, page) for path, page in pages.items() if page]
    for path, page in sorted(measured, key=lambda item: item[1].mean_length, reverse=True):
        print(f"{page.words:6}  {finnish.number(page.mean_length, 1):>12}  "
              f"{finnish.percent(100 * page.long_share):>12}  {finnish.percent(100 * page.passive_share):>8}  "
              f"{page.longest_length:>11}  {path} (rivi {page.longest.line})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
