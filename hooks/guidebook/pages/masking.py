"""What of a page is no text of its writer: front matter, code, comments, escapes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..syntax import SLASHES

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
# Front matter without its closing line: keys, and what is indented below them.
_UNENDED = re.compile(
    r"---[ \t]*\n(?P<yaml>[a-z_]+[ \t]*:.*\n(?:[a-z_]+[ \t]*:.*\n|[ \t]+\S.*\n)*)"
)
_OF_YAML = re.compile(r"[\w\"'-]+[ \t]*:|[ \t#]|-[ \t]|$")
# Front matter between lines of signs that are not ---.
_EDGE = r"(?:[-–—+*_=]{2,5}|[–—])[ \t]*"
_ODD = re.compile(
    rf"{_EDGE}\n(?P<yaml>(?:(?:title|description|kirjassa|arkki)[ \t]*:.*\n)+){_EDGE}(?:\n|\Z)"
)
# What pymdownx.superfences takes for the start of a fence; any other line is inline code.
_FENCE = re.compile(
    r"(?P<before>[ \t>]*)(?P<fence>`{3,}|~{3,})(?:[ \t]*\.?[\w#.+-]+)?"
    r"""(?:[ \t]*\{[^\n]*\}|(?:[ \t]+[a-z_]+=(?:"[^"\n]*"|'[^'\n]*'))*)[ \t]*"""
)
_FENCE_LINE = re.compile(
    r"(?m:^)[ \t>]*(?P<item>(?:(?:[-*+]|\d+\.)[ \t>]+)*)(?P<fence>`{3,}|~{3,})[ \t]*+"
    r"(?P<name>\.?[\w#.+-]*+)(?P<rest>[^\n`]*+)(?=\n)"
)
_ATTRIBUTES = re.compile(r"[ \t]*\{[^\n]*\}[ \t]*")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+:]|\d+[.)])[ \t]|\[\^[^\]]+\]:|(?:!!!|\?\?\?|===)")
_RAW_HTML = re.compile(r"[ ]{0,3}</?[a-zA-Z]")
_INLINE = re.compile(r"\\[\\`{}\[\]]|`+|<!--")
# Only comments that end at the first --> as HTML reads them; others are left as text.
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!<!--|--!?>).)*-->", re.DOTALL)
_PARAGRAPH_END = re.compile(
    r"\n(?=[ \t>]*(?:\n|\Z|(?:[-*+]|\d+[.)])[ \t]|\#{1,6}[ \t]"
    rf"|{SLASHES}|`{{3}}[^`\n]*(?:\n|\Z)|~{{3}}))"
)


@dataclass
class Masked:
    """Spans of the source, each in its order; `open_fence` and `open_comments` are where a fence
    and comments open that do not end.
    """

    code: list[tuple[int, int]] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)
    escapes: list[tuple[int, int]] = field(default_factory=list)
    open_fence: int | None = None
    open_comments: list[int] = field(default_factory=list)


class FrontMatter(NamedTuple):
    """The YAML at a page's head, line for line, and where the page's text begins; "" and 0 without
    any. `late` tells that something stands before it, `open` that its end is missing, `odd` that
    its edges are other signs than ---.
    """

    yaml: str = ""
    end: int = 0
    late: bool = False
    open: bool = False
    odd: bool = False


def front_matter(source: str) -> FrontMatter:
    start = len(source) - len(source.lstrip())
    unended = _UNENDED.match(source, start)
    match = _FRONT_MATTER.match(source, start)
    if match and (_holds_text(match["yaml"]) or (start and not unended)):
        match = None
    odd = None if match else _ODD.match(source, start)
    found = match or odd or unended
    if not found:
        return FrontMatter()
    lines = source.count("\n", 0, found.start("yaml"))
    yaml = "\n" * lines + found["yaml"]
    return FrontMatter(yaml, found.end(), start > 0, found is unended, found is odd)


def _holds_text(yaml: str) -> bool:
    """Whether something follows a blank line that is no YAML of a page: then the end is missing."""
    lines = yaml.split("\n")
    first = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    return not all(map(_OF_YAML.match, lines[first:]))


def blanked(source: str, *spans: tuple[int, int], sign: str = " ") -> str:
    """The source with the spans as spaces, or another sign; length and line breaks stay."""
    pieces, position = [], 0
    for start, end in sorted(spans):
        hidden = source[max(start, position) : end]
        pieces += [source[position:start], re.sub(r"[^\n]", sign, hidden)]
        position = max(end, position)
    return "".join([*pieces, source[position:]])


def without(source: str, start: int, spans: list[tuple[int, int]]) -> str:
    """The source from `start` on without the spans, and without blanks before one that ends its
    line; what stands on both sides does not grow together.
    """
    pieces, position = [], start
    for begin, end in spans:
        piece, after = source[position:begin], source[end : end + 1] or "\n"
        pieces.append(piece.rstrip(" \t") if after == "\n" else piece)
        before = piece[-1:] or (source[begin - 1 : begin] if begin else "\n")
        pieces.append("" if before.isspace() or after.isspace() else " ")
        position = end
    return "".join([*pieces, source[position:]])


def masked(source: str, position: int) -> Masked:
    """Reads on from there, line by line as Python-Markdown does: fences, indented code, then the
    line itself.
    """
    found, line_start = Masked(), True
    after_blank, in_list, in_code, raw_html = True, False, False, False
    while position < len(source):
        line_end = source.find("\n", position)
        line_end = len(source) if line_end < 0 else line_end
        line = source[position:line_end]
        if line_start and (fence := _FENCE.fullmatch(line)):
            end = _fence_end(source, line_end + 1, fence)
            if end:
                found.code.append((position, end))
                position = end
                continue
            if found.open_fence is None:
                found.open_fence = position + fence.start("fence")
        if line_start:
            if not line.strip(" \t"):
                position, after_blank = line_end + 1, True
                continue
            raw_html = raw_html or bool(_RAW_HTML.match(line))
            indented = line.startswith(("    ", "\t"))
            if indented and not in_list and not raw_html and (after_blank or in_code):
                found.code.append((position, line_end))
                position, in_code, after_blank = line_end + 1, True, False
                continue
            in_code = False
            if not indented:
                in_list = bool(_LIST_ITEM.match(line)) or (
                    in_list and (line.startswith(" ") or not after_blank)
                )
            after_blank = False
        position, line_start = _read_line(source, position, line_end, found)
    return found


def odd_fences(source: str, code: list[tuple[int, int]]) -> list[re.Match]:
    """The lines that open a fence behind the sign of a list, or with more than the name of a
    language and a list of attributes: in other dialects they do, and here they are code within a
    line.
    """
    return [
        match
        for match in _FENCE_LINE.finditer(source)
        if (match["item"] or (match["rest"].strip() and not _plain(match)))
        and not any(start < match.start("fence") < end for start, end in code)
    ]


def _plain(fence: re.Match) -> bool:
    apart = not fence["name"] or fence["rest"].startswith((" ", "\t"))
    return apart and bool(_ATTRIBUTES.fullmatch(fence["rest"]))


def _fence_end(source: str, position: int, fence: re.Match) -> int:
    """Where the code that a fence opens ends; 0 where superfences reads none."""
    before, level = fence["before"].expandtabs(4), fence["before"].count(">")
    closing, blank = re.compile(rf"{re.escape(fence['fence'])}[ \t]*"), False
    while position < len(source):
        end = source.find("\n", position)
        end = len(source) if end < 0 else end
        line = source[position:end].expandtabs(4)
        own = re.match(rf"[ >]{{0,{len(before)}}}", line)[0]
        content, depth = line[len(own) :], own.count(">")
        if depth > level or (content.strip() and len(own) < len(before)):
            return 0
        if not level and content.strip() and depth:
            return 0
        if level and blank and depth < level and content:
            return 0
        if closing.fullmatch(content):
            return min(end + 1, len(source))
        blank = (blank and not content) or not content.strip()
        position = end + 1
    return 0


def _read_line(source: str, position: int, line_end: int, found: Masked) -> tuple[int, bool]:
    """Note what a line of text holds. Gives where to go on, and whether a line starts there."""
    while match := _INLINE.search(source, position, line_end):
        start, end = match.span()
        if match[0].startswith("\\"):
            found.escapes.append((start, end))
        elif match[0] == "<!--":
            if comment := _COMMENT.match(source, start):
                end = comment.end()
                found.comments.append((start, end))
            else:
                found.open_comments.append(start)
        elif code := _code_span(source, start, end):
            end = code[1]
            found.code.append(code)
        if end > line_end:
            return end, False
        position = end
    return line_end + 1, True


def _code_span(source: str, start: int, end: int) -> tuple[int, int] | None:
    """The inline code that backticks open: to as many, else to the most there are of fewer."""
    limit = _PARAGRAPH_END.search(source, end)
    runs: Iterator[re.Match] = re.compile("`+").finditer(
        source, end, limit.start() if limit else len(source)
    )
    most = None
    for run in runs:
        if len(run[0]) == end - start:
            return start, run.end()
        if most is None or len(run[0]) > len(most[0]):
            most = run
    if most and len(most[0]) < end - start:
        return end - len(most[0]), most.end()
    return None
