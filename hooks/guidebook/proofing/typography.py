"""Rules that are patterns, those of Finnish typography among them, and their safe corrections."""

from collections.abc import Iterator

from ..findings import Finding
from ..pages.page import Page
from ..rules import Rule, proofreading
from .prose import read_aloud


def check(page: Page) -> Iterator[Finding]:
    for rule, start, end in _matches(page):
        before, after = _around(page.source, start, end)
        written = f"{before}{page.source[start:end]}{after}".replace("\u00a0", " ")
        hint = rule.hint or f'kirjoita "{rule.fix}"'
        if "\u00a0" in rule.fix:  # which no keyboard writes
            hint = f'kopioi tästä "{before}{rule.fix}{after}" tai aja make check ARGS=--fix'
        yield Finding(page.place(start), rule.name, f'{rule.message}: "{written}"', hint)


def fixed(page: Page, silenced: frozenset[tuple[int, str]]) -> str:
    """The source with the safe corrections made; `silenced` are the lines and rules an editor has
    excused.
    """
    source = page.source
    for rule, start, end in sorted(_matches(page), key=lambda match: match[1], reverse=True):
        if rule.fix and (page.place(start).line, rule.name) not in silenced:
            source = source[:start] + rule.fix + source[end:]
    return source


def _matches(page: Page) -> Iterator[tuple[Rule, int, int]]:
    text = read_aloud(page)
    for rule in proofreading().values():
        if rule.pattern:
            yield from (
                (rule, *match.span(match.lastindex or 0)) for match in rule.pattern.finditer(text)
            )


def _around(source: str, start: int, end: int) -> tuple[str, str]:
    """What stands before the match and after it in the words that it touches."""
    left = max(source.rfind(" ", 0, max(start - 1, 0)), source.rfind("\n", 0, start)) + 1
    right = min(
        at for at in (source.find(" ", end + 1), source.find("\n", end), len(source)) if at >= 0
    )
    return source[left:start], source[end:right]
