"""What the disk refuses, as a finding for whoever runs the command."""

import errno
import os
from pathlib import Path

from ..findings import Finding, Place, shown

_ROOM = "vapauta levytilaa ja aja komento uudelleen"
_RIGHTS = "tarkista kansion oikeudet"
_REFUSALS = {
    errno.ENOSPC: ("levy on täynnä", _ROOM),
    errno.EDQUOT: ("levytilasi on käytetty loppuun", _ROOM),
    errno.EFBIG: ("tiedosto on suurempi kuin saat kirjoittaa", "tarkista rajat: ulimit -f"),
    errno.EROFS: ("levylle ei voi kirjoittaa", "aja komento kansiossa, johon voi kirjoittaa"),
    errno.EACCES: ("tiedostoon ei ole oikeutta", _RIGHTS),
    errno.EPERM: ("tiedostoon ei ole oikeutta", _RIGHTS),
    errno.EIO: ("levy ei toimi", "tarkista levy"),
}


def refusal(error: BaseException, folder: Path) -> Finding | None:
    """What the disk refused when this was raised by work in the folder; None for another error.

    DuckDB raises errors of its own, which end in the system's words.
    """
    number = error.errno if isinstance(error, OSError) else None
    for known, (message, hint) in _REFUSALS.items():
        if number == known or (number is None and str(error).endswith(f": {os.strerror(known)}")):
            copied, opened = (getattr(error, name, None) for name in ("filename2", "filename"))
            file = next((it for it in (copied, opened) if isinstance(it, str | Path)), folder)
            return Finding(Place(shown(file)), "levy", message, hint)
    return None
