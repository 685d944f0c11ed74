"""Mastodon: every server answers for its own accounts. /api/v1/accounts/lookup tells one, its
statuses follow. No login, 300 requests in five minutes.

docs.joinmastodon.org/methods/accounts/#lookup, docs.joinmastodon.org/api/rate-limits/
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ..key_file import Key
from . import telling
from .client import Client
from .outcomes import Standing, State

CHANNEL, NAME = "mastodon", "Mastodon"
PAGE, PAGES = 40, 25
HIDDEN = -1  # followers, on servers where an owner may hide them
ADDRESS = re.compile(r"@?([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,100}[A-Za-z0-9_])?)@([^\s/@:?#]{4,253})")
LINK = re.compile(r"(?:https?://)?([^\s/@:?#]{4,253})/(?:@|users/)([A-Za-z0-9_.-]{1,100})/?")
HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,9}(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})"
)


def calls(keys: Iterable[Key]) -> dict[str, int]:
    """Host → requests, at least."""
    found = filter(None, map(_user_and_host, keys))
    return dict(Counter(host for _, host in found for _ in ("account", "posts")))


def readings(
    keys: list[Key], ids: dict[Key, str], client: Client
) -> Iterator[tuple[Key, Standing]]:
    return telling.each(keys, lambda it: _reading(_user_and_host(it), client))


def _user_and_host(key: Key) -> tuple[str, str] | None:
    for text in (key.handle.strip(), key.link.strip()):
        if found := ADDRESS.fullmatch(text):
            user, host = found.groups()
        elif found := LINK.fullmatch(text):
            host, user = found.groups()
        else:
            continue
        try:
            host = host.encode("idna").decode().lower()
        except UnicodeError:
            continue
        if HOST.fullmatch(host):
            return user, host
    return None


def _reading(found: tuple[str, str] | None, client: Client) -> Standing:
    if not found:
        return Standing(State.UNREADABLE, note="Mastodonin tunnus on muotoa @nimi@palvelin")
    user, host = found
    answer = client.get(host, "/api/v1/accounts/lookup", [("acct", user)])
    profile = telling.table(answer.data, answer, host)  # a server of another kind gives no JSON
    if answer.status in (404, 410):
        return Standing(State.GONE)
    if answer.status in (401, 403, 422):
        return Standing(State.PRIVATE, note="palvelin kertoo tileistä vain kirjautuneille")
    id = telling.identifier(profile)
    if answer.status != 200 or not id:
        raise telling.unfit(answer, host)
    if profile.get("suspended") is True:
        return Standing(State.SUSPENDED, id=id)
    moved = profile.get("moved")
    if isinstance(moved, dict):
        note = f"tili on muuttanut: {telling.word(moved, 'acct')}"
        return Standing(State.RENAMED, id=id, note=note)
    if profile.get("followers_count") == HIDDEN:
        return Standing(State.PRIVATE, id=id, note="tili ei näytä seuraajiaan")
    followers = telling.followers(profile, "followers_count", answer, host)
    posts, note = telling.posts(_pages(id, host, client), PAGES)
    return Standing(State.MEASURED, followers, posts, id, note)


def _pages(id: str, host: str, client: Client) -> Iterator[list[str]]:
    """When own posts were made, neither replies nor what is shared from others."""
    fields = [("exclude_replies", "true"), ("exclude_reblogs", "true"), ("limit", str(PAGE))]
    last: list[tuple[str, str]] = []
    while True:
        answer = client.get(host, f"/api/v1/accounts/{id}/statuses", fields + last)
        if answer.status != 200:
            raise telling.unfit(answer, host)
        page = telling.rows(answer.data, answer, host)
        yield [telling.word(it, "created_at") for it in page]
        if not page:
            return
        last = [("max_id", telling.identifier(page[-1]))]
