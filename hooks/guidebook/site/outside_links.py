"""The links that lead out of the guide, visited one by one. A job of its own does this, never a
build.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, count, groupby
from urllib.parse import urlsplit

import urllib3

from .. import network, progress
from ..findings import Finding, Place
from ..guide import Format, Guide
from ..markup import convert_pages
from ..text.placed_yaml import read_yaml

RULE = "ulkoinen-linkki"
GONE = (404, 410)
AGENT = "opas-linkit/1 (linkkien tarkistus kerran viikossa)"
NOBODY = "palvelinta ei ole"
NOT_PUBLIC = "vie osoitteeseen, joka ei ole julkinen"
REASONS = (
    (network.NotPublic, NOT_PUBLIC),
    (urllib3.exceptions.NameResolutionError, NOBODY),
    (urllib3.exceptions.TimeoutError, "ei vastaa ajoissa"),
    (urllib3.exceptions.SSLError, "yhteys ei ole turvallinen"),
    (urllib3.exceptions.ResponseError, "ohjaa kehää"),
    (urllib3.exceptions.LocationValueError, "osoitetta ei voi lukea"),
)


@dataclass(frozen=True)
class Manners:
    """How the links are visited: each host by one visitor at a time, with a pause between its
    pages.
    """

    hosts: int = 8  # at a time
    pause: float = 1.0  # seconds
    timeout: float = 20.0  # seconds for one request
    retries: int = 2
    backoff: float = 2.0  # seconds before the second retry, then doubled
    deadline: float = 1800.0  # seconds, after which no page is visited any more


@dataclass(frozen=True)
class Response:
    """What came of a visit: the status in the end, or why there is none; neither when there was no
    time for it.
    """

    status: int = 0
    problem: str = ""


def check(guide: Guide, manners: Manners = Manners()) -> tuple[list[Finding], int]:
    """What is wrong with the outside links, and how many there are. What only a person can tell is
    a warning.

    The guide must have been read whole.
    """
    places = addresses(guide)
    answers = visit(places, manners)
    return sorted(
        _finding(place, address, answers[address])
        for address, found in places.items()
        for place in found
        if not 200 <= answers[address].status < 400
    ), len(places)


def addresses(guide: Guide) -> dict[str, list[Place]]:
    """Every web address without its fragment → where it stands: in the pages and in sources.yml."""
    found: dict[str, dict[Place, None]] = defaultdict(dict)
    listed = guide.settings.sources
    for source in read_yaml(listed).values() if listed else ():
        if url := source.get("url"):
            found[url.partition("#")[0]][source.places["url"]] = None
    for format in Format:
        convert_pages(guide, format)
        for path, page in guide.pages.items():
            for href in guide.contents(path, format).links:
                address = href.partition("#")[0]
                if address.lower().startswith(("http://", "https://")) and (
                    href in page.prose or address not in found
                ):
                    found[address].update(dict.fromkeys(page.places(href)))
    return {address: list(found[address]) for address in sorted(found)}


def visit(addresses: Iterable[str], manners: Manners) -> dict[str, Response]:
    """Address → answer."""
    pool = network.pool_manager(
        headers={"User-Agent": AGENT, "Accept": "*/*"},
        retries=urllib3.Retry(
            manners.retries + 5,
            connect=manners.retries,
            read=manners.retries,
            status=manners.retries,
            redirect=5,
            status_forcelist=(429, 500, 502, 503, 504),
            backoff_factor=manners.backoff,
            retry_after_max=60,
            raise_on_status=False,
        ),
        timeout=urllib3.Timeout(total=manners.timeout),
    )

    progress.begin("Käyn linkkejä läpi")
    addresses = list(addresses)
    visits, total = count(1), len(addresses)
    ends = time.monotonic() + manners.deadline

    def visit_host(addresses: list[str]) -> Iterator[tuple[str, Response]]:
        for number, address in enumerate(addresses):
            time.sleep(manners.pause if number else 0)
            progress.step("linkki", next(visits), total)
            yield address, _ask(pool, address) if time.monotonic() < ends else Response()

    hosts = [list(group) for _, group in groupby(sorted(addresses, key=_host), _host)]
    with ThreadPoolExecutor(manners.hosts) as visitors:
        visited = visitors.map(lambda addresses: list(visit_host(addresses)), hosts)
        return dict(chain.from_iterable(visited))


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def _ask(pool: urllib3.PoolManager, address: str) -> Response:
    """HEAD first, which costs the host least; GET where it is not understood. The page itself is
    never read.
    """
    for method in ("HEAD", "GET"):
        try:
            response = pool.request(method, address, preload_content=False)
            response.close()
        except urllib3.exceptions.HTTPError as error:
            answer = Response(problem=_reason(error))
            if answer.problem in (NOBODY, NOT_PUBLIC):
                break
        else:
            answer = Response(response.status)
            if response.status < 400:
                break
    return answer


def _reason(error: urllib3.exceptions.HTTPError) -> str:
    cause = getattr(error, "reason", None) or error
    return next((reason for kind, reason in REASONS if isinstance(cause, kind)), "ei vastaa")


def _finding(place: Place, address: str, answer: Response) -> Finding:
    problem = answer.problem or (f"sivua ei ole ({answer.status})" if answer.status in GONE else "")
    if problem:
        return Finding(place, RULE, f'"{address}": {problem}', "etsi uusi osoite tai poista linkki")
    message = (
        f"palvelin ei kerro tarkistajalle ({answer.status})"
        if answer.status
        else "aika loppui ennen käyntiä"
    )
    return Finding(place, RULE, f'"{address}": {message}', "avaa linkki itse", fatal=False)
