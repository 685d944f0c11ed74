"""A limit on the time of a build that names the page at fault.

Every half second of processor time the system interrupts the program, and the stack of calls tells
which page is being converted, or which chapter laid out. A page that has been met too often is
told, and so is the one met most when the whole takes too long. Nothing else has to know of this,
and a busy machine changes nothing: the time of other programs does not count.
"""

import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from xml.etree.ElementTree import Element

from .book import Chapter, slug
from .findings import BadInput, Finding, Place, shown
from .pages.page import Page
from .settings import Settings

MOST_OF_PAGE, MOST_OF_ALL = 60, 1_200  # seconds; a chapter takes one or two, the guide a minute
STEP = 0.5
RULE = "hidas-sivu"
HINT = "jaa sivu kahdeksi, tai kevennä sen taulukoita, kuvia ja sisäkkäisiä osia"


class Watch:
    """Raises `stop` of a finding in the main thread; elsewhere, and where the system has no such
    clock, nothing.
    """

    def __init__(self, settings: Settings, stop: Callable[[Finding], Exception] = BadInput):
        self._config, self._stop = settings.config, stop
        self._files = {slug(path): settings.docs / path for _, path in settings.chapters}
        self._times: Counter[Path | None] = Counter()
        self._former: object = None

    def __enter__(self) -> "Watch":
        if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
            self._former = signal.signal(signal.SIGPROF, self._look)
            signal.setitimer(signal.ITIMER_PROF, STEP, STEP)
        return self

    def __exit__(self, *_) -> None:
        if self._former is not None:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, self._former)
            self._former = None

    def _look(self, _: int, frame: FrameType | None) -> None:
        file = next(self._at_work(frame), None)
        self._times[file] += STEP
        if file and self._times[file] >= MOST_OF_PAGE:
            message = f"sivun käsittely keskeytettiin: se vei jo {MOST_OF_PAGE} sekuntia"
            raise self._stop(Finding(Place(shown(file)), RULE, message, HINT))
        if self._times.total() >= MOST_OF_ALL:
            pages = {page: time for page, time in self._times.items() if page}
            most = max(pages, key=pages.__getitem__, default=self._config)
            message = (
                f"työ keskeytettiin, koska se vei jo {MOST_OF_ALL // 60} minuuttia; eniten tämä "
                f"({round(pages.get(most, 0))} s)"
            )
            raise self._stop(Finding(Place(shown(most)), RULE, message, HINT))

    def _at_work(self, frame: FrameType | None) -> Iterator[Path]:
        """The files of the pages that the calls work on, the innermost first."""
        while frame:
            for value in list(frame.f_locals.values()):
                if file := self._file(value):
                    yield file
            frame = frame.f_back

    def _file(self, value: object) -> Path | None:
        """The file of a page of ours or of MkDocs, of a chapter, or of its box on paper."""
        if isinstance(value, Page):
            return value.file
        if isinstance(value, Chapter):
            return self._files.get(value.id)
        made_in = type(value).__module__
        if made_in == "mkdocs.structure.pages" and hasattr(value, "file"):
            return Path(value.file.abs_src_path or value.file.src_uri)
        if made_in == "weasyprint.formatting_structure.boxes":
            value = getattr(value, "element", None)  # a box under way may have none yet
        if isinstance(value, Element) and "paaluku" in (value.get("class") or "").split():
            title = next(value.iter("h1"), None)
            return self._files.get(title.get("id", "")) if title is not None else None
        return None
