"""An organisation's own values: `{{ organisaatio.yhteyshenkilo }}` becomes what the version of the
organisation says, or in the guide itself a field to fill in.
"""

import xml.etree.ElementTree as etree

from markdown.util import AtomicString

from .. import syntax
from ..findings import Problem, meant
from .conversion import Conversion
from .inline import NUMBER, SPAN
from .tree import element, replace


def resolve(conversion: Conversion) -> None:
    for child, ancestors in conversion.markers(NUMBER):
        if name := syntax.own_value(child.get("inside")):
            try:
                made = _value(conversion, child.get("marker"), *name)
            except Problem as problem:
                conversion.report(child.get("marker"), problem)
                made = element("span", child.get("marker"))
            replace(ancestors[-1], child, made)


def _value(conversion: Conversion, marker: str, name: str, ending: str) -> etree.Element:
    settings = conversion.guide.settings
    given = settings.adaptation.values if settings.adaptation else {}
    if ending:
        message = f'arvoon "{name}" ei voi lisätä päätettä {ending}'
        hint = "kirjoita lause niin, että arvo on perusmuodossa"
        raise Problem("luvun-muoto", message, hint)
    if name in given:
        made = element("span", class_="oma-arvo")
        made.text = AtomicString(given[name])
        return made
    if name not in settings.fields:
        known = [f"{syntax.OWN}.{one}" for one in {**settings.fields, **given}]
        where = f"mkdocs.yml:n kohtaan extra: guidebook: {syntax.OWN}"
        if settings.adaptation:
            where = "tiedoston versio.yml kohtaan arvot"
        hint = meant(f"{syntax.OWN}.{name}", known) or f"lisää se {where}"
        raise Problem("tuntematon-arvo", f'"{syntax.OWN}.{name}"', hint)
    field = etree.Element(SPAN, {"marker": marker, "inside": ".kentta"})
    field.text = settings.fields[name]
    return field
