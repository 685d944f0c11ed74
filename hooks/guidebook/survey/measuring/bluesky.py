"""Bluesky: app.bsky.actor.getProfiles tells 25 accounts a call and leaves out those that it does
not show, getProfile says of one why, getAuthorFeed gives its posts. No login.

docs.bsky.app/docs/api/app-bsky-actor-get-profiles
"""

import re
from collections.abc import Iterable, Iterator
from math import ceil

from ..key_file import Key
from . import telling
from .client import Client, ServiceAnswer, Unanswered
from .outcomes import Standing, State

CHANNEL, NAME = "bluesky", "Bluesky"
HOST = "public.api.bsky.app"
BATCH, PAGE, PAGES = 25, 100, 20
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,9}[a-z][a-z0-9-]{1,62}")
DID = re.compile(r"did:(?:plc|web):[A-Za-z0-9._:%-]{1,200}")
LINK = re.compile(r"(?:https?://)?(?:www\.)?bsky\.app/profile/([^/?#]+)", re.IGNORECASE)
REFUSALS = {
    "AccountTakedown": State.SUSPENDED,
    "AccountDeactivated": State.GONE,
}
NOT_FOUND = "profile not found"  # the message: the error, InvalidRequest, is of many things
HIDDEN = "!no-unauthenticated"  # asks that those who are not logged in be shown nothing


def calls(keys: Iterable[Key]) -> dict[str, int]:
    """Host → requests, at least."""
    count = len(list(filter(None, map(_actor, keys))))
    return {HOST: ceil(count / BATCH) + count} if count else {}


def readings(
    keys: list[Key], ids: dict[Key, str], client: Client
) -> Iterator[tuple[Key, Standing]]:
    actors = {it: ids.get(it) or _actor(it) for it in keys}
    for it in (it for it in keys if not actors[it]):
        yield it, Standing(State.UNREADABLE, note="Blueskyn tunnus on muotoa nimi.bsky.social")
    known = [it for it in keys if actors[it]]
    for start in range(0, len(known), BATCH):
        yield from _batch({it: actors[it] for it in known[start : start + BATCH]}, client)


def _batch(actors: dict[Key, str], client: Client) -> Iterator[tuple[Key, Standing]]:
    try:
        profiles = _profiles(list(actors.values()), client)
    except Unanswered as error:
        yield from ((it, Standing(State.UNANSWERED, note=str(error))) for it in actors)
        return
    yield from telling.each(
        actors, lambda it: _reading(it, actors[it], profiles.get(actors[it]), client)
    )


def _actor(key: Key) -> str:
    """A handle or a DID as the service takes it, "" for what is neither."""
    for text in (key.handle, key.link):
        found = LINK.match(text.strip())
        text = (found[1] if found else text).strip().removeprefix("@").strip()
        if DID.fullmatch(text):
            return text
        if DOMAIN.fullmatch(text.lower()):
            return text.lower()
    return ""


def _profiles(actors: list[str], client: Client) -> dict[str, tuple[dict, ServiceAnswer]]:
    """Handle and DID → the profile."""
    answer = client.get(
        HOST, "/xrpc/app.bsky.actor.getProfiles", [("actors", actor) for actor in actors]
    )
    if answer.status != 200:
        raise telling.unfit(answer, HOST)
    listed = telling.table(answer.data, answer, HOST).get("profiles")
    profiles = telling.rows(listed, answer, HOST)
    by_handle = {telling.word(it, "handle").lower(): (it, answer) for it in profiles}
    return by_handle | {telling.word(it, "did"): (it, answer) for it in profiles}


def _reading(
    key: Key, actor: str, found: tuple[dict, ServiceAnswer] | None, client: Client
) -> Standing:
    if found is None:
        answer = client.get(HOST, "/xrpc/app.bsky.actor.getProfile", [("actor", actor)])
        profile = telling.table(answer.data, answer, HOST)
        if answer.status != 200:
            state = REFUSALS.get(telling.word(profile, "error"))
            if telling.word(profile, "message").lower() == NOT_FOUND:
                state = State.GONE
            if answer.status != 400 or state is None:
                raise telling.unfit(answer, HOST)
            closed = telling.word(profile, "error") == "AccountDeactivated"
            return Standing(state, note="omistaja on sulkenut tilin" if closed else "")
    else:
        profile, answer = found
    did, name = telling.word(profile, "did"), telling.word(profile, "handle").lower()
    if not DID.fullmatch(did):
        raise telling.unfit(answer, HOST)
    labels = profile.get("labels")
    if any(isinstance(it, dict) and it.get("val") == HIDDEN for it in labels or ()):
        return Standing(State.PRIVATE, id=did, note="omistaja näyttää tilin vain kirjautuneille")
    followers = telling.followers(profile, "followersCount", answer, HOST)
    posts, note = telling.posts(_pages(did, client), PAGES)
    given = _actor(key)
    renamed = given != did and name != given
    if renamed:
        note = f"uusi tunnus {name}"
    return Standing(State.RENAMED if renamed else State.MEASURED, followers, posts, did, note)


def _pages(did: str, client: Client) -> Iterator[list[str]]:
    """When own posts were made, neither replies nor what is shared from others."""
    fields = [("actor", did), ("filter", "posts_no_replies"), ("limit", str(PAGE))]
    cursor: list[tuple[str, str]] = []
    while True:
        answer = client.get(HOST, "/xrpc/app.bsky.feed.getAuthorFeed", fields + cursor)
        page = telling.table(answer.data, answer, HOST)
        feed = telling.rows(page.get("feed"), answer, HOST)
        own = [it.get("post") for it in feed if "reason" not in it]
        yield [telling.word(it, "indexedAt") for it in own if isinstance(it, dict)]
        following = telling.word(page, "cursor")
        if not following:
            return
        cursor = [("cursor", following)]
