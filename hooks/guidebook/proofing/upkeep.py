"""What needs a look now and then: numbers that nothing uses, facts whose day of review has passed."""

from collections.abc import Iterator

from .. import finnish
from ..facts import Fact
from ..findings import Finding
from ..guide import Guide


def check(guide: Guide) -> Iterator[Finding]:
    used = {identifier for page in guide.pages.values() for identifier, _ in page.references()}
    for identifier, entry in guide.numbers.items():
        place = entry.place if isinstance(entry, Fact) else entry.definition.place
        if identifier not in used:
            yield Finding(place, "turha-luku", f'lukua "{identifier}" ei käytetä missään', "käytä sitä tai poista se",
                          fatal=False)
        elif isinstance(entry, Fact) and entry.review_after < guide.settings.date:
            yield Finding(place, "vanhentunut-luku", f'luvun "{identifier}" tarkistuspäivä oli '
                          f"{finnish.date(entry.review_after)}", "etsi uudempi tieto tai siirrä päivää", fatal=False)
