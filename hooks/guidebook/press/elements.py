"""Elements of the printed tree: made, and asked for their classes."""

from xml.etree.ElementTree import Element

PLACE = "data-paikka"  # where an editor wrote an element, as "file:line"


def node(
    tag: str, attributes: dict[str, str] | None = None, *content: Element | str | None
) -> Element:
    """An element with its content; empty content is left out."""
    element = Element(tag, {name: value for name, value in (attributes or {}).items() if value})
    for item in (item for item in content if item is not None):
        if isinstance(item, Element):
            element.append(item)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + item
        else:
            element.text = (element.text or "") + item
    return element


def classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


def add_class(element: Element, name: str) -> None:
    if name:
        element.set("class", f"{element.get('class', '')} {name}".strip())
