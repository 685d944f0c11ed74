"""The core from the command line, in the repository: `python -m guidebook COMMAND`.

What one command alone needs is imported where it runs: `check` is run at every save.
"""

import argparse
import json
import os
import signal
import sys
import traceback
from collections.abc import Collection, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

from . import downloads, due, finnish, numbers, options, progress, proofing, settings, survey
from .annotations import annotations, changed_lines, quoted
from .annotations import summary as as_summary
from .checking import check_guide
from .editions import released, snapshots
from .findings import BadInput, Finding, Place, shown
from .finnish.voikko import Voikko, VoikkoMissing
from .guide import read_guide, read_whole_guide
from .text import disk
from .text.source import refused
from .watch import Watch


def main() -> int:
    arguments = _parser().parse_args()
    status = _run(arguments)
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # it is flushed once more
        print(disk.refusal(error, Path()) or error, file=sys.stderr)
        return 1
    return status


def _run(arguments: argparse.Namespace) -> int:
    """The exit status of the command; input or a disk that stops it is printed as a finding."""
    github = getattr(arguments, "github", None)
    try:
        with progress.shown(), Watch(settings.read(arguments.config)):
            return arguments.run(arguments)
    except BadInput as error:
        findings = error.findings
    except KeyboardInterrupt:
        print("\nKeskeytyi.", file=sys.stderr)
        return 130  # as a shell tells of it
    except Exception as error:
        if finding := disk.refusal(error, Path()):
            findings = [finding]
        elif github is None:
            raise
        else:
            print(quoted(traceback.format_exc()))
            return 1
    if github is None:
        print(*findings, sep="\n", file=sys.stderr)
    else:
        _tell(findings, findings, github)
    return 1


def _parser() -> options.Parser:
    parser = options.Parser(prog="python -m guidebook", description="Oppaan luvut ja tarkistukset.")
    parser.add_argument(
        "-f",
        "--config",
        type=Path,
        default=Path("mkdocs.yml"),
        metavar="TIEDOSTO",
        help="asetukset (mkdocs.yml)",
    )
    commands = parser.add_subparsers(required=True, metavar="KOMENTO")
    for name, run, summary, add_options in COMMANDS:
        command = commands.add_parser(name, help=summary)
        command.set_defaults(run=run)
        if add_options:
            add_options(command.add_argument)
    return parser


# The commands. Each gives the exit status, and raises BadInput for input that it cannot work on at
# all.


def _numbers(arguments: argparse.Namespace) -> int:
    guide = read_guide(settings.read(arguments.config))
    rows = numbers.as_json(guide.numbers, guide.uses_by_line())
    if arguments.json:
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


def _survey(arguments: argparse.Namespace) -> int:
    """Take a spreadsheet of one's own into the collection `oma`."""
    from .survey.intake import command

    return command.run(arguments, settings.read(arguments.config).surveys)


def _measure(arguments: argparse.Namespace) -> int:
    from .survey import measuring

    found = settings.read(arguments.config)
    own = survey.find(found.surveys, found.own_survey).get(survey.OWN)
    return measuring.run(arguments, own, measuring.Client(found.address))


def _line(name: str, row: dict) -> str:
    """Name, value, base and interval of a number, or the reason why it is withheld."""
    if row["withheld"]:
        return f"{name}: ei julkaista: {row['withheld']}"
    parts = [row["text"] or "sarja"]
    if row["value"] is not None:
        exact = finnish.number(row["value"], 4).rstrip("0").rstrip(",")
        parts += [f"tarkemmin {exact}"] if exact not in row["text"] else []
    if row["k"] is not None:
        parts.append(f"k = {finnish.number(row['k'])}")
    if row["n"] is not None:
        parts.append(f"n = {finnish.number(row['n'])}")
    if row["low"] is not None:
        parts.append(f"95 %:n väli {finnish.interval(row['low'], row['high'], '%', 1)}")
    return f"{name}: {' · '.join(parts)}"


def _check(arguments: argparse.Namespace) -> int:
    guide = read_guide(settings.read(arguments.config))
    if arguments.fix:
        for file in proofing.fix(guide):
            print(f"Korjattu: {shown(file)}")
        guide = read_guide(guide.settings)
    check_guide(guide)
    errors = dict.fromkeys(guide.errors)
    _tell(guide.findings, errors, arguments.github)
    if guide.findings:
        count = f"{len(errors)} korjattavaa."
        _summarise(arguments.summary, "Tekstien ja aineiston tarkistus", count, guide.findings)
    if errors:
        print(f"{len(errors)} korjattavaa.", file=sys.stderr)
        return 1
    print(f"Kunnossa: {len(guide.pages)} sivua, {len(guide.numbers)} lukua.")
    return 0


def _tell(findings: Sequence[Finding], errors: Collection[Finding], github: str | None) -> None:
    """A line for each finding; with --github (None = without it, "" = without a revision) the
    annotations too.
    """
    lines = [f"{finding}{'' if finding in errors else ' (huomautus)'}" for finding in findings]
    if github is not None:
        changed = changed_lines(github) if github else None
        lines = [quoted("\n".join(lines)), *annotations(findings, errors, changed)]
    print(*lines, sep="\n", end="\n" if lines else "")


def _summarise(file: Path | None, title: str, message: str, findings: Sequence[Finding]) -> None:
    if file:
        with file.open("a", encoding="utf-8") as summarised:
            summarised.write(as_summary(title, message, findings))


def _links(arguments: argparse.Namespace) -> int:
    from .site import outside_links

    findings, count = outside_links.check(read_whole_guide(settings.read(arguments.config)))
    broken = [finding for finding in findings if finding.fatal]
    unclear = [finding for finding in findings if not finding.fatal]
    message = (
        f"{count} ulkoista linkkiä: {len(broken)} ei vie perille, {len(unclear)} jäi epäselväksi."
    )
    _tell(findings, broken, arguments.github)
    _summarise(arguments.summary, "Ulkoiset linkit", message, broken + unclear)
    print(message)
    return 1 if broken else 0


def _readability(arguments: argparse.Namespace) -> int:
    guide = read_whole_guide(settings.read(arguments.config))
    try:
        with Voikko() as voikko:
            print(*proofing.measure_table(guide, voikko), sep="\n")
    except VoikkoMissing as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _due(arguments: argparse.Namespace) -> int:
    guide = read_whole_guide(settings.read(arguments.config))
    if arguments.markdown:
        print(due.as_markdown(due.past(guide, arguments.on)), end="")
    else:
        print(*due.as_text(guide, arguments.on, all_days=arguments.all), sep="\n")
    return 0


def _diff(arguments: argparse.Namespace) -> int:
    """Tell what changed since a revision or another folder."""
    from . import comparison

    if bool(arguments.base_tree) == (arguments.base is not None):
        raise BadInput(
            Finding(
                Place(shown(arguments.config)),
                "revisio",
                "vertailukohta puuttuu, tai niitä on kaksi",
                "anna revisio (esim. main) tai --base-tree KANSIO",
            )
        )
    new = comparison.read_tree(arguments.config)
    base = (
        nullcontext(
            comparison.read_tree(
                arguments.base_tree / arguments.config.name, survey_of_environment=False
            )
        )
        if arguments.base_tree
        else comparison.read_base(arguments.base, arguments.config)
    )
    with base as old:
        pages = (None, None)
        if arguments.pages:
            pages = tuple(
                comparison.count_pages(tree.guide, new.guide.style) for tree in (old, new)
            )
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
        raise BadInput(
            Finding(
                Place(shown(file)),
                "tiedosto",
                f"tiedostoa ei voi kirjoittaa: {refused(error)}",
                "tarkista polku ja oikeudet",
            )
        ) from error


def _proof(arguments: argparse.Namespace) -> int:
    """Print the book, and tell what is wrong on its pages."""
    from . import proof
    from .build import read_sound_guide

    guide = read_sound_guide(settings.read(arguments.config))
    made = proof.make(guide, arguments.out, pictures=not arguments.no_pictures)
    text = proof.as_text(made)
    _write(arguments.out / "vedos.txt", text)
    print(text, end="")
    return 1 if made.left or made.stale else 0


def _chapter(arguments: argparse.Namespace) -> int:
    """Print one chapter by itself."""
    from . import offprinting
    from .build import read_sound_guide

    guide = read_sound_guide(settings.read(arguments.config))
    out, made = offprinting.make(guide, arguments.page, arguments.out)
    print(f"Valmis: {shown(out)} ({made.summary})")
    return 0


def _book(arguments: argparse.Namespace) -> int:
    """Print the book, and then what is made of it, without the site."""
    from . import press
    from .build import Build, read_sound_guide

    if arguments.waiting:
        with suppress(BadInput):  # it will be told of the book
            press.load(settings.read(arguments.config).style)
        if not sys.stdin.readline():
            return 1
    warnings: list[str] = []
    try:
        build = Build(read_sound_guide(settings.read(arguments.config)))
        build.check_book()
        printed = build.print_book(arguments.out, warnings.append)
        if not warnings:
            print(f"Valmis: {shown(arguments.out / downloads.OF_BOOK.address)}", flush=True)
        build.print_rest(printed, arguments.out, warnings.append)
    except (BadInput, VoikkoMissing) as error:
        print(*(f"VIRHE: {each}" for each in getattr(error, "findings", [error])), sep="\n")
        return 1
    print(*(f"VAROITUS: {each}" for each in warnings), sep="\n", end="\n" if warnings else "")
    if warnings:
        return 1
    build.offered.write(arguments.out)
    print(f"Valmis: {downloads.summary(arguments.out)}")
    return 0


def _release(arguments: argparse.Namespace) -> int:
    """Keep what the edition holds."""
    from . import comparison

    guide = read_guide(settings.read(arguments.config))
    edition, target = guide.settings.edition, released.file(guide.settings, guide.settings.edition)
    if target.exists() and not arguments.force:
        raise BadInput(
            Finding(
                Place(shown(target)),
                "laitos",
                f'laitos "{edition}" on jo julkaistu',
                "vaihda mkdocs.yml:n edition uuteen, tai korvaa tiedosto: release --force",
            )
        )
    check_guide(guide)
    if guide.errors or guide.settings.draft:
        print(
            *guide.errors,
            "Luonnosta tai opasta, jossa on korjattavaa, ei julkaista laitoksena.",
            sep="\n",
            file=sys.stderr,
        )
        return 1
    pages = None if arguments.no_pages else comparison.count_pages(guide, guide.style)
    released.write(snapshots.snapshot(guide, pages), target)
    print(
        f"Laitos {edition} on tiedostossa {shown(target)}. Vie se versionhallintaan:\n"
        f'  git add {shown(target)}\n  git commit -m "Release edition {edition}"'
    )
    return 0


COMMANDS = (
    (
        "numbers",
        _numbers,
        "jokainen luku: arvo, perusjoukko, väli ja käyttöpaikat",
        options.numbers,
    ),
    (
        "survey",
        _survey,
        "omasta taulukosta aineisto: henkilöt tunnuksina, nimet kansioon data/private/",
        options.survey,
    ),
    ("check", _check, "editorin tarkistukset ilman sivuston rakentamista", options.check),
    (
        "links",
        _links,
        "käy läpi linkit, jotka vievät oppaan ulkopuolelle (käyttää verkkoa)",
        options.links,
    ),
    (
        "measure",
        _measure,
        "mittaa oman aineiston tilit palvelujen avoimista rajapinnoista (käyttää verkkoa)",
        options.measure,
    ),
    ("readability", _readability, "luvut mitattuina: pituus, virkkeet, lähteet ja toistot", None),
    ("due", _due, "minkä tarkistuspäivä on mennyt, ja kuka sitä hoitaa", options.due),
    (
        "diff",
        _diff,
        "mitä muutos tekee: luvut, väitteet, kuviot, sivut, lähteet ja muut tiedostot",
        options.diff,
    ),
    ("proof", _proof, "painaa kirjan ja tarkastaa sen jokaisen sivun", options.proof),
    ("book", _book, "painaa kirjan ja mitä siitä tehdään, ilman sivustoa", options.book),
    ("chapter", _chapter, "painaa yhden luvun tai arkin omaksi PDF-tiedostoksi", options.chapter),
    (
        "release",
        _release,
        "kirjoittaa laitoksen luvut ja tekstien tiivisteet talteen",
        options.release,
    ),
)


if __name__ == "__main__":
    # `… | head` ends us quietly; whoever calls `main` goes on living when a reader goes away.
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
