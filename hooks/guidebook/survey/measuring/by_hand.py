"""What is entered by hand, because its service has no open interface that may be asked: a sheet of
what is missing, with links to click.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ..key_file import Key
from .outcomes import private

# YouTube has an interface, but its terms forbid what a survey does. As told of on 2026-11-28:
# developers.google.com/youtube/terms/developer-policies, III.E.4.d: statistics that are got without
# the channel owner's authorisation may be stored for no longer than 30 calendar days; III.E.4.h: no
# new or derived metrics from them; III.E.2.a: no aggregation over channels of different owners.
# Since 2026-05-04 audited developers may apply for more (derived-metrics-policy; last changed
# 2026-06-01, as the revision history of the terms says).
LINKS = {
    "linkedin": "https://www.linkedin.com/in/{}",
    "instagram": "https://www.instagram.com/{}/",
    "threads": "https://www.threads.net/@{}",
    "facebook": "https://www.facebook.com/{}",
    "tiktok": "https://www.tiktok.com/@{}",
    "x": "https://x.com/{}",
    "youtube": "https://www.youtube.com/@{}",
}
# As the intake reads them; the handle stands where it takes nothing from, so that a row that nobody
# fills in says nothing.
HEADINGS = (
    "Henkilön tunnus",
    "Organisaation tunnus",
    "Nimi",
    "Kanava",
    "Huom.",
    "Seuraajat",
    "Julkaisut 30 pv",
    "Mitattu",
)
WIDTHS = (16, 20, 28, 14, 40, 12, 16, 12)


def write(file: Path, keys: Iterable[Key], today: date) -> int:
    """Write the sheet; the number of its rows. An earlier sheet is replaced."""
    import xlsxwriter  # here, not above: no build needs it

    count = 0
    file.parent.mkdir(parents=True, exist_ok=True)
    with (
        open(file, "wb", opener=private) as written,
        xlsxwriter.Workbook(written) as book,
    ):
        sheet, bold = book.add_worksheet("Täydennettävät"), book.add_format({"bold": True})
        for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        sheet.freeze_panes(1, 0)
        for count, it in enumerate(keys, 1):
            name = it.name if it.person_id else ""
            for column, text in enumerate((*it.owner, name, it.channel, it.handle)):
                sheet.write_string(count, column, text)  # never a formula
            sheet.write_string(count, len(HEADINGS) - 1, today.isoformat())
            if address := link(it):
                sheet.write_url(count, 3, address, string=it.channel)
    return count


def link(key: Key) -> str:
    """Where the account is seen, "" when it is not known."""
    if key.link.lower().startswith(("https://", "http://")):
        return key.link
    name, known = key.handle.strip().removeprefix("@"), LINKS.get(key.channel)
    return known.format(name) if known and name and not set(name) & set("/?#\\ :") else ""
