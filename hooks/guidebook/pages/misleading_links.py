"""Whether a link that leads out leads where its reader thinks."""

import re
from urllib.parse import SplitResult, unquote, urlsplit

from ..findings import Problem

RULE = "harhaava-linkki"

# Letters that a reader of Finnish tells apart
_HOST = re.compile(r"[a-z0-9.åäöüéõšžøæ-]+")
# A word that is an address: the name of a host with what follows it, or of a person there
_ADDRESS = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*):/*|(?<![\w./@-]))(?:(?P<user>[^\s/@<>()]+)@)?"
    r"(?P<host>(?:[\w-]+\.)+[^\W\d_]{2,})(?P<path>(?:[/?#]\S*)?)",
    re.IGNORECASE,
)
# Endings of the names of files, by which they are told from those of hosts
FILES = {"md", "html", "htm", "pdf", "txt", "csv", "json", "yml", "yaml", "js", "css", "epub"}
FILES |= {"doc", "docx", "xls", "xlsx", "ppt", "pptx"}
FILES |= {"svg", "png", "jpg", "jpeg", "gif", "webp", "avif"}


def wrong_host(href: str) -> Problem | None:
    """What is wrong with the host to which a link leads out; None when nothing is."""
    parts = _parts(href)
    if parts and parts.scheme == "mailto":
        hosts = (_host(address) for address in unquote(parts.path).split(",") if address)
        return next(filter(None, (_foreign(href, host) for host in hosts)), None)
    if not parts or parts.scheme not in ("http", "https"):
        return None
    host = _host(parts.hostname or "")
    if "\\" in href or not host or re.search(r"[\s\x00-\x1f]", href.strip()):
        hint = "kirjoita osoite muodossa https://palvelin/polku"
        return Problem(RULE, f'osoitetta "{href}" selain lukee toisin kuin se näyttää', hint)
    if "@" in parts.netloc:
        message = f'linkki "{href}" vie palvelimelle "{host}", ei sinne, mikä on @-merkin edellä'
        return Problem(RULE, message, "poista osoitteesta alku @-merkkiin asti")
    return _foreign(href, host)


def _foreign(href: str, host: str) -> Problem | None:
    """Coded names, and those with letters that pass for others."""
    coded = any(label.startswith("xn--") for label in host.split("."))
    if not coded and _HOST.fullmatch(host):
        return None
    return Problem(
        RULE,
        f'linkin "{href}" palvelin on "{_written(host)}": nimi näyttää muulta kuin on',
        "kirjoita palvelimen nimi kirjaimin, jotka lukija näkee; muiden aakkosten kirjaimia siinä "
        "ei saa olla",
    )


def _written(host: str) -> str:
    """A coded name as it is read, letters of another alphabet by their codes."""
    try:
        read = host.encode().decode("idna")
    except UnicodeError:
        read = host
    return "".join(sign if _HOST.fullmatch(sign) else f"\\u{ord(sign):04x}" for sign in read)


def other_address(href: str, text: str) -> Problem | None:
    """What is wrong when a link's text is an address; None when it leads there."""
    parts = _parts(href)
    for match in _ADDRESS.finditer(text):
        plain = not match["scheme"] and not match["user"]
        if plain and match["host"].rpartition(".")[2].lower() in FILES:
            continue
        if plain and not (parts and parts.scheme) and not match[0].lower().startswith("www."):
            continue  # a name, of a source in the guide for example
        if not parts or not _same(match, parts):
            return Problem(
                RULE,
                f'linkin teksti on osoite "{match[0]}", mutta linkki vie osoitteeseen "{href}"',
                "kirjoita sama osoite kumpaankin tai anna linkille sanallinen teksti",
            )
    return None


def _same(text: re.Match, parts: SplitResult) -> bool:
    """Whether the address in a text is that of the link, or the beginning of it."""
    if text["user"]:
        written = text[0].lower().removeprefix("mailto:")
        return parts.scheme == "mailto" and parts.path.lower() == written
    host = parts.path if parts.scheme == "mailto" else parts.hostname or ""
    written, reached = (name.removeprefix("www.") for name in (text["host"].lower(), _host(host)))
    path = text["path"].rstrip("/.,;:!?…)”")
    if not path:
        return reached == written or reached.endswith(f".{written}")
    return reached == written and parts._replace(scheme="", netloc="").geturl().startswith(path)


def _parts(href: str) -> SplitResult | None:
    try:
        return urlsplit(href)
    except ValueError:  # the link map tells of it
        return None


def _host(address: str) -> str:
    return address.rpartition("@")[2].lower().removesuffix(".")
