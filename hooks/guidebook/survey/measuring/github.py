"""GitHub: /users/NAME tells a person and an organisation alike, /user/ID the same account by what
does not change. 60 requests an hour, with a token 5,000.

docs.github.com/en/rest/users/users
"""

import os
import re
from collections.abc import Iterable, Iterator

from ..key_file import Key
from . import telling
from .client import Client, ServiceAnswer
from .outcomes import Standing, State

CHANNEL, NAME = "github", "GitHub"
HOST = "api.github.com"
TOKEN = "GUIDEBOOK_GITHUB_TOKEN"
LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})")
LINK = re.compile(r"(?:https?://)?(?:www\.)?github\.com/(?:orgs/)?([^/?#]+)/?", re.IGNORECASE)


def calls(keys: Iterable[Key]) -> dict[str, int]:
    """Host → requests, at least."""
    count = len(list(filter(None, map(_login, keys))))
    return {HOST: count} if count else {}


def readings(
    keys: list[Key], ids: dict[Key, str], client: Client
) -> Iterator[tuple[Key, Standing]]:
    return telling.each(keys, lambda it: _reading(_login(it), ids.get(it, ""), client))


def _login(key: Key) -> str:
    for text in (key.handle.strip(), key.link.strip()):
        found = LINK.fullmatch(text)
        text = found[1] if found else text.removeprefix("@")
        if LOGIN.fullmatch(text):
            return text
    return ""


def _reading(login: str, id: str, client: Client) -> Standing:
    """By its name, and where that is gone or somebody else's, by what it was known by before."""
    if not login:
        return Standing(State.UNREADABLE, note="GitHubin tunnuksessa on kirjaimia ja numeroita")
    answer = _asked(f"/users/{login}", client)
    profile = telling.table(answer.data, answer, HOST)
    if id and (answer.status == 404 or telling.identifier(profile) != id):
        answer = _asked(f"/user/{id}", client)
        profile = telling.table(answer.data, answer, HOST)
    if answer.status == 404:
        return Standing(State.GONE)  # GitHub says the same of an account that it has suspended
    name = telling.word(profile, "login")
    if answer.status != 200 or not telling.identifier(profile) or not name:
        raise telling.unfit(answer, HOST)
    followers = telling.followers(profile, "followers", answer, HOST)
    renamed = name.lower() != login.lower()
    return Standing(
        State.RENAMED if renamed else State.MEASURED,
        followers,
        id=telling.identifier(profile),
        note=f"uusi tunnus {name}" if renamed else "",
    )


def _asked(path: str, client: Client) -> ServiceAnswer:
    token = os.environ.get(TOKEN, "")
    allowed = {"Authorization": f"Bearer {token}"} if re.fullmatch(r"\w+", token, re.A) else {}
    return client.get(HOST, path, headers=allowed | {"X-GitHub-Api-Version": "2022-11-28"})
