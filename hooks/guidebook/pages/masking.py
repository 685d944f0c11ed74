"""What of a page is no text of its writer: front matter, code, comments, escapes, blanked."""

import bisect
import re
from itertools import takewhile

_FENCE = re.compile(r"^[ \t]*(?:>[ \t]*)*(?:[-*+][ \t]+)?(`{3,}|~{3,})")
_LIST_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d+[.)])\s|^\[\^[^\]]+\]:|^(?:!!!|\?\?\?|===)")


def front_matter_end(source: str) -> int:
    if not source.startswith("---\n"):
        return 0
    end = source.find("\n---", 3)
    return 0 if end < 0 else (source.find("\n", end + 1) + 1 or len(source))


def mask(source: str) -> str:
    """The text with front matter, code, comments and escapes blanked; length and line
    breaks stay.
    """
    text = list(source)

    def blank(start: int, end: int) -> None:
        for index in range(start, end):
            if text[index] != "\n":
                text[index] = " "

    blank(0, front_matter_end(source))
    blank_code_blocks(source, blank)
    without_blocks = "".join(text)
    for match in re.finditer(r"<!--.*?(?:-->|\Z)", without_blocks, re.DOTALL):
        blank(match.start(), match.end())
    _blank_code_spans("".join(text), blank)
    for match in re.finditer(r"\\[{\[\]}`]", "".join(text)):
        blank(match.start(), match.end())
    return "".join(text)


def blank_code_blocks(source: str, blank) -> int | None:
    """Blank fenced and indented code. Gives where a fence opens that is never closed."""
    offset, fence, opens, after_blank, in_list, in_code = 0, "", None, True, False, False
    for line in source.splitlines(keepends=True):
        start, offset = offset, offset + len(line)
        opened = _FENCE.match(line)
        if fence:
            blank(start, offset)
            if opened and opened.group(1).startswith(fence) and not line[opened.end() :].strip():
                fence = ""
            continue
        if opened:
            fence, opens = opened.group(1), start + opened.start(1)
            blank(start, offset)
            continue
        if not line.strip():
            after_blank = True
            continue
        indented = line.startswith(("    ", "\t"))
        if indented and not in_list and (after_blank or in_code):
            blank(start, offset)
            in_code = True
        else:
            in_code = False
            if not indented:
                in_list = bool(_LIST_ITEM.match(line)) or (
                    in_list and (line.startswith(" ") or not after_blank)
                )
        after_blank = False
    return opens if fence else None


def _blank_code_spans(text: str, blank) -> None:
    runs = [
        match
        for match in re.finditer(r"`+", text)
        if text[match.start() - 1 : match.start()] != "\\"
    ]
    paragraph_ends = [match.start() for match in re.finditer(r"\n[ \t]*\n", text)] + [len(text)]
    index = 0
    while index < len(runs):
        opened = runs[index]
        limit = paragraph_ends[bisect.bisect_left(paragraph_ends, opened.start())]
        inside = takewhile(
            lambda later, limit=limit: runs[later].start() < limit, range(index + 1, len(runs))
        )
        closing = next((later for later in inside if runs[later].group() == opened.group()), None)
        if closing is None:
            index += 1
        else:
            blank(opened.start(), runs[closing].end())
            index = closing + 1
