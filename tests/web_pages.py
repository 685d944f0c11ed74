"""What tests read of the HTML that a build writes."""

import re
from html.parser import HTMLParser
from itertools import chain


class Page(HTMLParser):
    """A built page's metadata, its links by relation, the addresses a browser fetches by itself, its anchors, its text."""

    def __init__(self, html: str):
        super().__init__()
        self.meta, self.links, self.fetched, self.anchors, self.components, self.words = {}, {}, [], [], set(), []
        self.title = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.components.add(attributes.get("data-md-component"))
        if tag == "meta" and (name := attributes.get("property") or attributes.get("name")):
            self.meta.setdefault(name, []).append(attributes["content"])
        elif tag == "link":
            self.links.setdefault(attributes["rel"], []).append(attributes["href"])
        elif tag == "a" and "href" in attributes:
            self.anchors.append(attributes["href"])
        if tag in ("script", "img", "iframe") or (tag == "link" and attributes["rel"] in ("stylesheet", "icon", "preload")):
            self.fetched.append(attributes.get("src") or attributes.get("href") or "")

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def one(self, name: str) -> str:
        assert len(self.meta[name]) == 1, name
        return self.meta[name][0]


class Redirect(HTMLParser):
    """Where a page leads: by itself, by its link, and what it calls its canonical address."""

    def __init__(self, html: str):
        super().__init__()
        self.refresh = self.link = self.canonical = self.robots = ""
        self.tags = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.add(tag)
        if tag == "meta" and attributes.get("http-equiv") == "refresh":
            self.refresh = attributes["content"].removeprefix("0; url=")
        elif tag == "meta" and attributes.get("name") == "robots":
            self.robots = attributes["content"]
        elif tag == "link" and attributes.get("rel") == "canonical":
            self.canonical = attributes["href"]
        elif tag == "a":
            self.link = attributes["href"]


class PolicedPage(HTMLParser):
    """The policies of a page, its inline scripts (not data), and what else a policy of ours would stop."""

    def __init__(self, html: str):
        super().__init__()
        self.policies, self.scripts, self.stopped, self.scripts_before = [], [], [], 0
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(given["content"])
            self.scripts_before = len(self.scripts)
        self._inside = tag == "script" and "src" not in given and given.get("type", "module") in ("module", "text/javascript")
        self.scripts += [""] * self._inside
        self.stopped += [name for name in given if name.startswith("on") or name == "style"] + [tag] * (tag in ("style", "iframe", "object", "embed", "base"))

    def handle_data(self, data):
        if self._inside:
            self.scripts[-1] += data

    def handle_endtag(self, tag):
        self._inside = False


def opened(site, path: str) -> Page:
    return Page((site / path).read_text("utf-8"))


def built(path: str) -> str:
    return "index.html" if path == "index.md" else f"{path.removesuffix('.md')}/index.html"


def broken_address_leads_on(site, page: Page, root: str) -> None:
    """From a broken address of any depth the page's links reach files: they start at the server's root."""
    for link in (*page.anchors, *page.fetched, *chain(*page.links.values())):
        if link and not link.startswith("#") and not re.match(r"https?:", link):
            assert link.startswith(root), link
            file = site / link.removeprefix(root).partition("#")[0].partition("?")[0]
            assert (file / "index.html" if file.is_dir() else file).is_file(), link
