"""What GitHub shows: findings beside the lines of a change, which are workflow commands on standard
output, and strangers' words as words.

GitHub shows ten errors and ten warnings of a step, so those that stand on changed lines come first,
and of the warnings no others come at all: the rest is in the log.
"""

import re
import secrets
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from .findings import Finding

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
    told = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items())
    message = finding.message + (f" – {finding.hint}" if finding.hint else "")
    return f"::{'error' if fatal else 'warning'} {told}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    for letter in "%\r\n" + more:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


def annotations(
    findings: Iterable[Finding], errors: Iterable[Finding], changed: Mapping[str, set[int]] | None
) -> list[str]:
    """What to show of the findings, in the order to show it; `changed` is file → lines, None = not
    known.
    """
    errors = set(errors)
    near, far = [], []
    for finding in findings:
        fatal = finding in errors
        if changed is None or finding.place.line in changed.get(finding.place.path, ()):
            near.append(annotation(finding, fatal=fatal))
        elif fatal:
            far.append(annotation(finding, fatal=True))
    return near + far


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
