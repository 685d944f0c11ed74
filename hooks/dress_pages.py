"""Tell each page's template where it is edited, and a chapter's its place in its part, reading time
and the date to cite it by.
"""

import posixpath
from urllib.parse import urljoin, urlsplit

from guidebook import finnish, proofing
from guidebook.pages.front_matter import ACTION, READ
from guidebook.pages.page import FINNISH
from guidebook.site import languages
from guidebook.site.templates import KeptTemplates

# A list → the settings' files it is made of.
DATA = {"luvut": ("statistics", "facts"), "lahteet": ("sources",)}

ACTIONS = {
    "itsearviointi": ("js/assessment.js",),
    "ohjelma": ("js/programme.js",),
    "missa-olen": ("css/sheet.css", "js/audience.js"),
}


def on_config(config, **_):
    # Without a home for the code there is nothing to edit.
    if not config.repo_url:
        config.edit_uri = config.edit_uri_template = None
    return config


def on_env(env, **_):
    env.bytecode_cache = env.bytecode_cache or KeptTemplates()
    return env


def on_page_context(context, *, page, config, **_):
    guide, offered = config.extra["build"].guide, config.extra["build"].offered
    source = guide.pages.get(page.file.src_uri)
    added = {"offered": offered.of(page.file.src_uri)}
    added |= {"needs": list(_needs(source)), "fields": list(_fields(source))}
    if source and source.in_book:
        added["chapter"] = _chapter(source, guide)
    if page.edit_url:
        added["editing"] = _editing(source, page, guide.settings, config.repo_url)
    return {**context, **added}


def on_post_page(output, *, page, config, **_):
    source = config.extra["build"].guide.pages.get(page.file.src_uri)
    return languages.mark(output, source, _foreign(config))


def on_post_template(output, *, config, **_):
    return languages.mark(output, None, _foreign(config))


def _editing(source, page, settings, repository):
    """Where the page, its data and a mistake in it are mended."""
    address, data = page.edit_url, list(_data_links(source, page, settings))
    if settings.adaptation and source and source.file.is_relative_to(settings.adaptation.docs):
        root = settings.config.parent
        docs, own = (one.relative_to(root).as_posix() for one in settings.written_in[::-1])
        address = address.replace(f"/{docs}/", f"/{own}/", 1)
    return {"page": address, "data": data, **_report(repository)}


def _foreign(config):
    pages = config.extra["build"].guide.pages.values()
    return [page for page in pages if page.language != FINNISH]


def _chapter(source, guide):
    settings = guide.settings
    parts = {path: part for part, path in settings.chapters}
    part = parts[source.path]
    beside = [path for path in guide.pages if parts.get(path) == part]
    return {
        "part": part,
        "kind": "Arkki" if source.sheet else "Sivu" if source.lists_others else "Luku",
        "number": beside.index(source.path) + 1,
        "of": len(beside),
        "minutes": None if source.lists_others or source.sheet else _minutes(source),
        "sheet": bool(source.sheet),
        "language": source.language,
        "date": finnish.date(settings.date),
        "read": finnish.date(source.meta[READ]) if READ in source.meta else None,
    }


def _needs(source):
    """The styles and scripts, under assets/, that only pages of its kind load."""
    if not source:
        return
    if source.in_book:
        yield from ("css/citing.css", "js/citing.js")
    if source.sheet:
        yield "css/sheet.css"
    yield from (file for file in _action(source) if file.endswith(".css"))


def _fields(source):
    """The scripts, under assets/, that put fields into the page before it is seen: what is read
    must not move.
    """
    if source and source.sheet:
        yield from ("js/sheet.js", "js/word.js")
    if source:
        yield from (file for file in _action(source) if file.endswith(".js"))


def _action(source):
    return ACTIONS.get(source.meta.get(ACTION), ())


def _minutes(source):
    return proofing.reading_minutes(proofing.word_count(source))


def _report(repository):
    """Where a reader reports a mistake; only GitHub has the page."""
    if urlsplit(repository).netloc != "github.com":
        return {}
    return {"report": f"{repository.rstrip('/')}/issues/new/choose"}


def _data_links(source, page, settings):
    """(file's name, address to edit it at) for each file of data that the page lists."""
    docs = page.edit_url.removesuffix(page.file.src_uri)
    written = (settings.original or settings).docs
    for block in source.blocks if source else ():
        for name in DATA.get(block.name, ()):
            file = posixpath.relpath(getattr(settings, name).as_posix(), written.as_posix())
            yield posixpath.basename(file), urljoin(docs, file)
