"""Small moves on an element tree, where the text after an element hangs on the element itself."""

import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown.util import AtomicString


def element(tag: str, text: str = "", **attributes: str) -> etree.Element:
    """An element whose text is final. `class_` names a class, other underscores are hyphens."""
    made = etree.Element(
        tag, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    )
    if text:
        made.text = AtomicString(text)
    return made


def walk(root: etree.Element) -> Iterator[tuple[etree.Element, tuple[etree.Element, ...]]]:
    """Every element below root with its ancestors, outermost first; safe against
    changes below it.
    """
    stack = [(child, (root,)) for child in reversed(root)]
    while stack:
        child, ancestors = stack.pop()
        yield child, ancestors
        stack.extend((grandchild, (*ancestors, child)) for grandchild in reversed(child))


def replace(parent: etree.Element, old: etree.Element, *new: etree.Element) -> None:
    """Put the new elements in the place of the old one; the text after it stays."""
    index, tail = list(parent).index(old), old.tail
    old.tail = None
    parent.remove(old)
    for offset, child in enumerate(new):
        parent.insert(index + offset, child)
    if tail:
        add_text(parent, index + len(new), tail)


def unwrap(parent: etree.Element, old: etree.Element) -> None:
    """Put the contents of an element in its place."""
    index, text, children = list(parent).index(old), old.text, list(old)
    if text:
        add_text(parent, index, text)
    replace(parent, old, *children)


def add_text(parent: etree.Element, index: int, text: str) -> None:
    """Append to the text that stands before the child at the index (or last, when
    there is none).
    """
    if index == 0:
        parent.text = AtomicString((parent.text or "") + text)
    else:
        before = parent[index - 1]
        before.tail = AtomicString((before.tail or "") + text)
