"""Numbers in the text: `{{ id }}` becomes its value, linked to its entry in the appendix."""

import re
import xml.etree.ElementTree as etree

from markdown.util import AtomicString

from .. import finnish
from ..guide import Format
from ..numbers import ReferenceProblem
from .conversion import PLAIN_INSIDE, Conversion, draft_mark
from .inline import NUMBER
from .provenance import provenance
from .tree import element, replace

SOURCE = "source"  # the attribute in which a fact hands its sources to the citations

_MARKER = re.compile(r"(?P<reference>\S+?)(?:\s+(?P<ending>-\S+))?")


def resolve(conversion: Conversion) -> None:
    for child, ancestors in conversion.markers(NUMBER):
        plain = any(ancestor.tag in PLAIN_INSIDE for ancestor in ancestors)
        replace(
            ancestors[-1],
            child,
            _value(conversion, child.get("marker"), child.get("inside"), plain),
        )


def _value(conversion: Conversion, marker: str, inside: str, plain: bool) -> etree.Element:
    match = _MARKER.fullmatch(inside)
    if not match:
        conversion.report(
            marker,
            "luvun-muoto",
            f'merkintää "{inside}" ei voi lukea',
            "muodot ovat {{ tunnus }}, {{ tunnus.n }}, {{ tunnus[rivi] }} ja {{ tunnus -ssa }}",
        )
        return element("span", marker)
    try:
        number = conversion.guide.numbers.resolve(match["reference"])
        text = (
            finnish.decline(number.value, number.unit, number.decimals, match["ending"])
            if match["ending"]
            else number.text
        )
    except ReferenceProblem as problem:
        conversion.report(
            marker, problem.rule, problem.message, problem.hint, of_data=problem.of_data
        )
        return draft_mark("…", problem.message)
    except finnish.UnknownEnding as error:
        conversion.report(marker, "pääte", str(error))
        return element("span", marker)
    data = element("data", class_="luku", value=f"{number.value:.12g}")
    if not plain:
        data.set("id", conversion.anchor(f"kaytto-{number.id}"))
        if number.cited:
            data.set(SOURCE, " ".join(source.id for source in number.cited.sources))
    conversion.contents.numbers.append((number.id, conversion.use(data.get("id", ""))))
    appendix = conversion.guide.page_with("luvut")
    if plain or not appendix:
        data.text = AtomicString(text)
    else:
        told = provenance(number) if conversion.format is Format.WEB else {}
        data.append(
            element(
                "a",
                text,
                class_="luku-linkki",
                href=conversion.link(appendix, f"luku-{number.id}"),
                **told,
            )
        )
    return data
