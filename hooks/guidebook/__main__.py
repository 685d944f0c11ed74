"""The core from the command line: `python -m guidebook numbers | check | links | readability | diff | release`.

Run in the repository.
"""

import argparse
import json
import signal
import sys
from collections.abc import Collection, Sequence
from contextlib import nullcontext
from pathlib import Path

from . import comparison, finnish, numbers, outside, proofing, releases, settings
from .annotations import annotations, changed_lines, quoted
from .editions import check_guide
from .findings import BadInput, Finding, Place, shown
from .finnish.voikko import Voikko, VoikkoMissing
from .guide import Guide, read_guide


class Parser(argparse.ArgumentParser):
    def error(self, message: str):
        self.exit(2, f"{self.prog}: komentoa ei voi lukea ({message}). Ohje: {self.prog} --help\n")


def main() -> int:
    parser = Parser(prog="python -m guidebook", description="Oppaan luvut ja tarkistukset.")
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
    changing = commands.add_parser("diff", help="mitä muutos tekee: luvut, väitteet, kuviot, sivut ja linkit")
    changing.add_argument("base", nargs="?", metavar="REVISIO", help="gitin revisio, johon verrataan, esim. main")
    changing.add_argument("--base-tree", type=Path, metavar="KANSIO", help="vertaa kansioon revision sijasta")
    changing.add_argument("--markdown", action="store_true", help="tulosta Markdownina (muutosehdotukseen)")
    changing.add_argument("--html", type=Path, metavar="TIEDOSTO",
                          help="kirjoita myös sivu, jolla kuviot ovat vierekkäin")
    changing.add_argument("--pages", action="store_true", help="paina molemmat kirjat ja vertaa sivumääriä (hidas)")
    releasing = commands.add_parser("release", help="kirjoittaa laitoksen luvut ja tekstien tiivisteet talteen")
    releasing.add_argument("--force", action="store_true", help="korvaa saman laitoksen aiempi tiedosto")
    releasing.add_argument("--no-pages", action="store_true", help="älä paina kirjaa; sivumäärä jää pois")
    arguments = parser.parse_args()
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `… | head` ends us quietly
    try:
        if arguments.command == "diff":
            return _diff(arguments)
        guide = read_guide(settings.read(arguments.config))
        if arguments.command == "release":
            return _release(guide, arguments.force, not arguments.no_pages)
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
    errors = dict.fromkeys(guide.errors)
    if github is None:
        _tell(guide.findings, errors)
    else:
        _tell_github(guide.findings, errors, changed_lines(github) if github else None)
    if errors:
        print(f"{len(errors)} korjattavaa.", file=sys.stderr)
        return 1
    print(f"Kunnossa: {len(guide.pages)} sivua, {len(guide.numbers)} lukua.")
    return 0


def _tell(findings: Sequence[Finding], errors: Collection[Finding]) -> None:
    for finding in findings:
        print(finding if finding in errors else f"{finding} (huomautus)")


def _tell_github(findings: Sequence[Finding], errors: Collection[Finding], changed: dict[str, set[int]] | None) -> None:
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


def _diff(arguments: argparse.Namespace) -> int:
    """Tell what changed since a revision or another folder. Raises BadInput."""
    if bool(arguments.base_tree) == (arguments.base is not None):
        raise BadInput(Finding(Place(shown(arguments.config)), "revisio", "vertailukohta puuttuu, tai niitä on kaksi",
                               "anna revisio (esim. main) tai --base-tree KANSIO"))
    new = comparison.read_tree(arguments.config)
    base = (nullcontext(comparison.read_tree(arguments.base_tree / arguments.config.name, survey_of_environment=False))
            if arguments.base_tree else comparison.read_base(arguments.base, arguments.config))
    with base as old:
        pages = (None, None)
        if arguments.pages:
            pages = tuple(comparison.count_pages(tree.guide, new.guide.settings.style) for tree in (old, new))
        found = comparison.compare(old, new, pages)
        if arguments.html:
            _write(arguments.html, comparison.as_page(found))
        print((comparison.as_markdown if arguments.markdown else comparison.as_text)(found), end="")
    return 0


def _write(file: Path, text: str) -> None:
    """Raises BadInput."""
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise BadInput(Finding(Place(shown(file)), "tiedosto", f"tiedostoa ei voi kirjoittaa ({error.strerror})",
                               "tarkista polku ja oikeudet")) from error


def _release(guide: Guide, force: bool, prints: bool) -> int:
    """Keep what the edition holds. Raises BadInput."""
    edition, target = guide.settings.edition, releases.file(guide.settings, guide.settings.edition)
    if target.exists() and not force:
        raise BadInput(Finding(Place(shown(target)), "laitos", f'laitos "{edition}" on jo julkaistu',
                               "vaihda mkdocs.yml:n edition uuteen, tai korvaa tiedosto: release --force"))
    check_guide(guide)
    if guide.errors or guide.settings.draft:
        print(*guide.errors, sep="\n", file=sys.stderr)
        print("Luonnosta tai opasta, jossa on korjattavaa, ei julkaista laitoksena.", file=sys.stderr)
        return 1
    pages = comparison.count_pages(guide, guide.settings.style) if prints else None
    releases.write(releases.snapshot(guide, pages), target)
    print(f"Laitos {edition} on tiedostossa {shown(target)}. Vie se versionhallintaan:\n"
          f"  git add {shown(target)}\n  git commit -m \"Release edition {edition}\"")
    return 0


if __name__ == "__main__":
    sys.exit(main())
