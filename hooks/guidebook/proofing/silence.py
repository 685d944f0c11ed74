"""An editor's excuse for one place: `<!-- sallittu: rule – reason -->` at the end of the line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..findings import Finding, meant
from ..pages.page import Page
from ..rules import proofreading

_SILENCING = re.compile(r"<!--\s*sallittu:(.*)-->", re.DOTALL)
_EXCUSE = re.compile(r"(?P<rule>[\wåäö-]+)\s+[–-]\s+\S.*", re.DOTALL)


@dataclass(frozen=True)
class Silence:
    rule: str
    line: int
    offset: int


def silences(page: Page) -> tuple[list[Silence], list[Finding]]:
    """The excuses of a page, and those that cannot be read."""
    found, wrong = [], []
    for comment in page.comments:
        match = _SILENCING.fullmatch(page.source, *comment)
        if not match:
            continue
        excuse = _EXCUSE.fullmatch(match[1].strip())
        if not excuse:
            wrong.append(
                Finding(
                    page.place(match.start()),
                    "sallinta",
                    "sallinnalta puuttuu syy",
                    "muoto on <!-- sallittu: sääntö – syy -->",
                )
            )
        elif excuse["rule"] not in proofreading():
            wrong.append(
                Finding(
                    page.place(match.start()),
                    "sallinta",
                    f'sääntöä "{excuse["rule"]}" ei ole',
                    meant(excuse["rule"], proofreading())
                    or "säännöt ovat sivulla ohjeet/saannot.md",
                )
            )
        else:
            found.append(Silence(excuse["rule"], page.place(match.start()).line, match.start()))
    return found, wrong


def unsilenced(page: Page, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without the excused ones, and the excuses that excuse nothing."""
    excuses, wrong = silences(page)
    used = set()
    for finding in findings:
        excuse = next(
            (
                each
                for each in excuses
                if (each.rule, each.line) == (finding.rule, finding.place.line)
            ),
            None,
        )
        used.add(excuse)
        if excuse is None:
            yield finding
    yield from wrong
    for excuse in excuses:
        if excuse not in used:
            yield Finding(
                page.place(excuse.offset),
                "sallinta",
                f'tässä ei ole mitään säännön "{excuse.rule}" vastaista',
                "poista sallinta",
            )
