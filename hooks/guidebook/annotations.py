"""What GitHub shows: findings beside the lines of a change, which are workflow commands on standard
output, and strangers' words as words.

GitHub shows ten errors and ten warnings of a step, so those that stand on changed lines come first,
and of the warnings no others come at all: the rest is in the log.
"""

import re
import secrets
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from .findings import Finding

MOST = 10  # errors that GitHub shows of a step

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&@$]|:(?=//)|(?<=[Ww])\.|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_FILE = re.compile(r'^\+\+\+ (?:"?b/)?(.*?)"?\t?$')
_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def annotation(finding: Finding, *, fatal: bool) -> str:
    """`::error file=…,line=…,col=…,title=…::message`."""
    place = finding.place
    properties = {
        "file": place.path,
        "line": place.line,
        "col": place.column,
        "title": finding.rule,
    }
    attributes = ",".join(
        f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items()
    )
    message = finding.message + (f" – {finding.hint}" if finding.hint else "")
    return f"::{'error' if fatal else 'warning'} {attributes}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    for letter in "%\r\n" + more:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


def annotations(
    findings: Iterable[Finding], errors: Iterable[Finding], changed: Mapping[str, set[int]] | None
) -> list[str]:
    """What to show of the findings, in the order to show it; `changed` is file → lines, None = not
    known. Of more errors than are shown, those that stand for most others.
    """
    errors = set(errors)

    def is_near(finding: Finding) -> bool:
        return changed is None or finding.place.line in changed.get(finding.place.path, ())

    findings = list(findings)
    shown = [finding for finding in findings if is_near(finding)]
    shown += [finding for finding in findings if finding in errors and not is_near(finding)]
    grave = [finding for finding in shown if finding in errors]
    if len(grave) <= MOST:
        return [annotation(finding, fatal=finding in errors) for finding in shown]
    lines = [annotation(finding, fatal=True) for finding in _gravest(grave, is_near)]
    return lines + [annotation(each, fatal=False) for each in shown if each not in errors]


def _gravest(errors: Iterable[Finding], is_near: Callable[[Finding], bool]) -> list[Finding]:
    """One of each kind that says the same, with how many there are."""
    alike: defaultdict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in errors:
        alike[finding.rule, finding.message, finding.hint].append(finding)
    groups = sorted(alike.values(), key=lambda group: (not any(map(is_near, group)), -len(group)))
    return [_counted(next(filter(is_near, group), group[0]), len(group)) for group in groups[:MOST]]


def _counted(finding: Finding, count: int) -> Finding:
    more = f" (sama {count} kohdassa)" if count > 1 else ""
    return replace(finding, message=f"{finding.message}{more}")


def summary(title: str, message: str, findings: Iterable[Finding]) -> str:
    """All of the findings as a section of Markdown."""
    lines = [
        f"- {literal(str(finding.place))}: {literal(finding.message)} – {literal(finding.hint)}"
        for finding in findings
    ]
    return "\n".join([f"## {title}\n\n{message}\n", *lines, ""])


def changed_lines(base: str, folder: Path = Path()) -> dict[str, set[int]] | None:
    """File → the lines that are new in the folder's tree since the revision; None when git cannot
    tell.
    """
    command = [
        "git",
        "-c",
        "core.quotePath=false",
        "diff",
        "--no-ext-diff",
        "--no-textconv",
        "--no-color",
        "--unified=0",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        "--relative",
        "--end-of-options",
        base,
        "--",
    ]
    try:
        compared = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, errors="replace", check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    lines, file, left = defaultdict(set), "", 0
    for line in compared.stdout.split("\n"):
        if left and line.startswith(("+", "-", "\\")):
            left -= line.startswith("+")  # a line of text that looks like a head is none
        elif match := _HUNK.match(line):
            start, left = int(match[1]), int(match[2] or 1)
            lines[file].update(range(start, start + left))
        elif match := _FILE.match(line):
            file = match[1]
    return dict(lines)


def quoted(text: str) -> str:
    """The text so that GitHub takes no line of it for a command: it may quote what a stranger
    wrote.
    """
    token = secrets.token_hex(16)
    return f"::stop-commands::{token}\n{text}\n::{token}::"


def literal(text: str) -> str:
    """Words that Markdown takes as they are: no markup, no HTML, no link, no mention of a person or
    an issue.
    """
    return _MARKUP.sub(lambda match: "".join(f"&#{ord(sign)};" for sign in match[0]), text)
