"""How a service is asked: by one visitor, slowly, within what it allows, and only at a public
address of its own.
"""

import json
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode, urljoin, urlsplit

import urllib3

from ... import network

REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (429, 503)
# How services tell what is left of their limit, and until when: Mastodon and GitHub, Bluesky.
LIMITS = (
    ("X-RateLimit-Remaining", "X-RateLimit-Reset"),
    ("RateLimit-Remaining", "RateLimit-Reset"),
)


@dataclass(frozen=True)
class Courtesy:
    """The pause keeps within the narrowest limit, Mastodon's 300 requests in five minutes."""

    pause: float = 1.0  # seconds between two requests to a host
    timeout: float = 20.0  # seconds without a byte
    longest: float = 60.0  # seconds for one answer
    largest: int = 5_000_000  # bytes of one answer
    retries: int = 2
    backoff: float = 5.0  # seconds before the first retry, then doubled
    patience: float = 330.0  # seconds that a host is waited for when it asks; five minutes and over
    failures: int = 3  # in a row, after which a host is left alone
    redirects: int = 3


class Unanswered(Exception):
    """The service did not answer the question; `str` says in Finnish why."""


class Unheard(Unanswered):
    """One request came to nothing; the next may do better."""


@dataclass(frozen=True)
class ServiceAnswer:
    """`data` is None when the answer is no JSON."""

    status: int
    data: object
    headers: Mapping[str, str] = field(repr=False)


class Client:
    """One for a whole run. `guide` is the address that whoever is asked may complain to;
    `sleep` and `now` are the clock's.
    """

    def __init__(
        self, guide: str, courtesy: Courtesy = Courtesy(), sleep=time.sleep, now=time.time
    ):
        self._courtesy, self._sleep, self._now = courtesy, sleep, now
        self._pool = network.pool_manager(
            headers={
                "User-Agent": f"opas-mittaus/1 (+{guide})",
                "Accept": "application/json",
                "Accept-Encoding": "identity",  # so that the bound on bytes bounds what is read
            },
            timeout=urllib3.Timeout(total=courtesy.timeout),
            retries=False,
        )
        self._free_at: dict[str, float] = {}
        # When that was noted: a clock that is put back makes no wait longer.
        self._noted_at: dict[str, float] = {}
        self._failures: Counter[str] = Counter()

    def address(self, host: str, path: str) -> str:
        return f"https://{host}{path}"

    def get(
        self,
        host: str,
        path: str,
        fields: list[tuple[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> ServiceAnswer:
        """What the host says. Raises Unanswered for what says nothing about the account."""
        if self._failures[host] >= self._courtesy.failures:
            raise Unanswered(f"palvelin {host} ei vastannut {self._courtesy.failures} kertaan")
        address = self.address(host, path) + (f"?{urlencode(fields)}" if fields else "")
        for attempt in range(self._courtesy.retries + 1):
            self._wait_for_turn(host)
            try:
                answer = self._followed(address, headers or {})
            except Unheard as error:
                problem = error
                self._free_at[host] = self._now() + self._courtesy.backoff * 2**attempt
                continue
            self._note_limits(host, answer, attempt)
            if answer.status < 500 and not _is_limited(answer):
                self._failures[host] = 0
                return answer
            problem = Unanswered(f"palvelin {host} vastasi {answer.status}")
        self._failures[host] += 1
        raise problem

    def _wait_for_turn(self, host: str) -> None:
        wait = self._free_at.get(host, 0) - max(self._now(), self._noted_at.get(host, 0))
        if wait > self._courtesy.patience:
            until = datetime.fromtimestamp(self._free_at[host]).strftime("%H.%M")
            raise Unanswered(f"palvelin {host} pyytää odottamaan; aja komento kello {until}")
        if wait > 0:
            self._sleep(wait)
        self._noted_at[host] = self._now()
        self._free_at[host] = self._noted_at[host] + self._courtesy.pause

    def _note_limits(self, host: str, answer: ServiceAnswer, attempt: int) -> None:
        """From when the host may be asked again."""
        asked = _retry_after(answer, self._now())
        for remaining, reset in LIMITS:
            if answer.headers.get(remaining) == "0":
                asked = max(asked, _moment(answer.headers.get(reset, "")))
        if not asked and (answer.status >= 500 or _is_limited(answer)):
            asked = self._now() + self._courtesy.backoff * 2**attempt
        self._free_at[host] = max(self._free_at[host], asked)

    def _followed(self, address: str, headers: Mapping[str, str]) -> ServiceAnswer:
        """The answer after redirects, none of which may leave the host."""
        first = urlsplit(address)
        for _ in range(self._courtesy.redirects + 1):
            answer = self._asked(address, headers)
            if answer.status not in REDIRECTS:
                return answer
            address = urljoin(address, answer.headers.get("Location", ""))
            try:
                there = urlsplit(address)
            except ValueError:
                there = None
            if not there or (there.scheme, there.netloc) != (first.scheme, first.netloc):
                raise Unheard(f"palvelin {first.hostname} ohjaa muualle")
        raise Unheard(f"palvelin {first.hostname} ohjaa kehää")

    def _asked(self, address: str, headers: Mapping[str, str]) -> ServiceAnswer:
        host, ends = urlsplit(address).hostname, time.monotonic() + self._courtesy.longest
        content = bytearray()
        try:
            response = self._pool.request(
                "GET",
                address,
                headers={**self._pool.headers, **headers},
                preload_content=False,
                redirect=False,
            )
            try:
                while chunk := response.read1(65536):
                    content += chunk
                    if len(content) > self._courtesy.largest:
                        raise Unheard(f"palvelimen {host} vastaus on liian pitkä")
                    if time.monotonic() > ends:
                        raise Unheard(f"palvelimen {host} vastaus kestää liian kauan")
            except BaseException:
                response.close()
                raise
            response.release_conn()
        except network.NotPublic as error:
            raise Unheard(f"palvelimella {host} ei ole julkista osoitetta") from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Unheard(f"palvelin {host} ei vastaa") from error
        return ServiceAnswer(response.status, _json(bytes(content)), response.headers)


def _json(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _is_limited(answer: ServiceAnswer) -> bool:
    """Whether the host asks for time instead of answering; GitHub says so with 403, too."""
    spent = any(answer.headers.get(remaining) == "0" for remaining, _ in LIMITS)
    return answer.status in BUSY or (
        answer.status == 403 and (spent or "Retry-After" in answer.headers)
    )


def _retry_after(answer: ServiceAnswer, now: float) -> float:
    """When the host wants to be asked again, 0 when it does not say."""
    header = answer.headers.get("Retry-After", "").strip()
    if header.isascii() and header.isdigit():
        return now + min(int(header), 10**9)
    try:
        return parsedate_to_datetime(header).timestamp()
    except (ValueError, TypeError, OverflowError):
        return 0


def _moment(text: str) -> float:
    """Seconds since 1970, or a date of ISO 8601; 0 for what is neither."""
    if text.isascii() and text.isdigit():
        return min(float(text), 10**11)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return 0
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
