"""Publishing a folder all at once: it is built beside the published one, and takes its place only
when it is whole.
"""

import shutil
from pathlib import Path


class Publication:
    """One build's way to publication. Without begin() the other calls do nothing."""

    def __init__(self) -> None:
        self._published: Path | None = None
        self._whole = False

    @property
    def staged(self) -> Path:
        return self._published.with_name(f".{self._published.name}-uusi")

    @property
    def _former(self) -> Path:
        return self._published.with_name(f".{self._published.name}-vanha")

    def begin(self, published: Path) -> Path:
        """The folder to build in, beside the published one. Mends what an interrupted swap left
        behind.
        """
        self._published = published
        if self._former.exists() and not published.exists():
            self._former.rename(published)
        shutil.rmtree(self.staged, ignore_errors=True)
        return self.staged

    def complete(self) -> None:
        self._whole = True

    def fail(self) -> None:
        self._whole = False

    def end(self) -> Path | None:
        """Put the new folder in the place of the old one, and give it, or throw it away."""
        if not self._published:
            return None
        if self._whole:
            shutil.rmtree(self._former, ignore_errors=True)
            if self._published.exists():
                self._published.rename(self._former)
            self.staged.rename(self._published)
            shutil.rmtree(self._former, ignore_errors=True)
            return self._published
        shutil.rmtree(self.staged, ignore_errors=True)
        return None
