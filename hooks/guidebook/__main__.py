"""The core from the command line, in the repository: `python -m guidebook numbers | check | links | readability`."""

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from . import finnish, numbers, outside, proofing, settings
from .annotations import annotations, changed_lines, quoted
from .editions import check_guide
from .findings import BadInput, Finding, shown
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
    checking.add_argument("--github", nargs="?", const="", metavar="REVISIO",
                          help="näytä virheet GitHubissa rivien vieressä; ensin ne, jotka revision jälkeen muuttuivat")
    linking = commands.add_parser("links", help="käy läpi linkit, jotka vievät oppaan ulkopuolelle (käyttää verkkoa)")
    linking.add_argument("--github", action="store_true", help="näytä virheet GitHubissa")
    linking.add_argument("--summary", type=Path, metavar="TIEDOSTO", help="lisää yhteenveto tiedostoon Markdownina")
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
        if getattr(arguments, "github", None) in (None, False):
            print(*error.findings, sep="\n", file=sys.stderr)
        else:
            _tell_github(error.findings, error.findings, None)
        return 1
    if arguments.command == "numbers":
        return _numbers(guide, arguments.json)
    if arguments.command == "links":
        return _links(guide, arguments.github, arguments.summary)
    return _check(guide, arguments.github) if arguments.command == "check" else _readability(guide)


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


def _check(guide: Guide, github: str | None) -> int:
    check_guide(guide)
    if github is None:
        _tell(guide.findings, guide.errors)
    else:
        _tell_github(guide.findings, guide.errors, changed_lines(github) if github else None)
    if guide.errors:
        print(f"{len(guide.errors)} korjattavaa.", file=sys.stderr)
        return 1
    print(f"Kunnossa: {len(guide.pages)} sivua, {len(guide.numbers)} lukua.")
    return 0


def _tell(findings: Sequence[Finding], errors: Sequence[Finding]) -> None:
    for finding in findings:
        print(finding if finding in errors else f"{finding} (huomautus)")


def _tell_github(findings: Sequence[Finding], errors: Sequence[Finding], changed: dict[str, set[int]] | None) -> None:
    print(quoted("\n".join(f"{it}{'' if it in errors else ' (huomautus)'}" for it in findings)))
    print(*annotations(findings, errors, changed), sep="\n")


def _links(guide: Guide, github: bool, summary: Path | None) -> int:
    findings, count = outside.check(guide)
    broken = [finding for finding in findings if finding.fatal]
    unclear = [finding for finding in findings if not finding.fatal]
    told = f"{count} ulkoista linkkiä: {len(broken)} ei vie perille, {len(unclear)} jäi epäselväksi."
    if github:
        _tell_github(findings, broken, None)
    else:
        _tell(findings, broken)
    if summary:
        lines = [f"- `{finding.place}` {finding.message} – {finding.hint}" for finding in broken + unclear]
        with summary.open("a", encoding="utf-8") as file:
            print(f"## Ulkoiset linkit\n\n{told}\n", *lines, sep="\n", file=file)
    print(told)
    return 1 if broken else 0


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
