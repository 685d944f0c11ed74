"""Styles that were computed before: a book has a few thousand in which its elements and pages
differ, and each layout would compute them anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from weasyprint import css
from weasyprint.layout.page import PageType

from .patching import replaced

MOST = 10_000  # styles that are remembered
Styled = Element | PageType
ANCHOR = "anchor"  # the property in which an element differs from all others that are alike


class Styles:
    """Of one stylesheet and one set of fonts."""

    def __init__(self) -> None:
        self._known: dict[tuple, css.ComputedStyle] = {}

    @contextmanager
    def remembered(self) -> Iterator[None]:
        """While trees are laid out with that stylesheet."""
        known = self._known

        class Remembering(css.StyleFor):
            def set_computed_styles(self, element, parent, **named) -> None:
                if len(known) >= MOST:
                    known.clear()
                _set(self, known, element, parent, **named)

        with replaced("StyleFor", Remembering, css):
            yield


class Anchored(css.Style):
    """The style of an element that others lead to; in all but its anchor it is that of others."""

    def __init__(self, like: css.ComputedStyle, anchor: str):
        vars(self).update(vars(like), like=like, alike=like)
        self[ANCHOR] = anchor

    @property
    def anonymous_style(self) -> css.AnonymousStyle:
        return self.like.anonymous_style

    def copy(self) -> "Anchored":
        copy = Anchored(self.like, self[ANCHOR])
        del copy.alike  # it may be given another width
        vars(copy).pop("used", None)
        copy.update(self)
        return copy

    def __missing__(self, key: str) -> object:
        value = self[key] = self.like[key]
        return value


def _set(
    styles: css.StyleFor,
    known: dict[tuple, css.ComputedStyle],
    element: Styled,
    parent: Styled | None,
    root: Element,
    pseudo_type: str | None = None,
    base_url: str | None = None,
    target_collector: object = None,
) -> None:
    """As WeasyPrint sets it; what makes a style keeps it and all that it is known by alive."""
    computed = styles.get_computed_styles()
    cascaded = dict(styles.get_cascaded_styles().get((element, pseudo_type), {}))
    anchor, _ = cascaded.pop(ANCHOR, (None, None))
    above = computed.get((parent, None))
    above = getattr(above, "like", above)
    key = (
        id(above),
        pseudo_type,
        *((name, *_known_by(*declared)) for name, declared in cascaded.items()),
    )
    if key not in known:
        first = computed[root, None] if above is not None else css.InitialStyle(styles.font_config)
        known[key] = css.ComputedStyle(
            above,
            cascaded,
            pseudo_type,
            first,
            base_url,
            styles.font_config,
            styles.initial_page_sizes,
        )
    style = known[key]
    if anchor:
        target_collector.collect_anchor(anchor)
        style = Anchored(style, anchor)
    computed[element, pseudo_type] = style


def _known_by(value: object, weight: tuple) -> tuple:
    """A value by itself, or, where it cannot be compared, by being the very same."""
    precedence, layer, specificity = weight
    weight = precedence, layer, *specificity
    try:
        hash(value)
    except TypeError:
        return id(value), weight
    return type(value), value, weight
