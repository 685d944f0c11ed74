"""Print the book once every page is rendered; templates come after, so the front page can tell its pages and size."""

from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from guidebook import book, finnish
from guidebook.findings import BadInput

BOOK = "opas.pdf"

log = get_plugin_logger("opas")


def on_files(files, **_):
    """The book's template and stylesheet stand among the theme's and are no part of the site."""
    for file in [file for file in files if file.src_uri.startswith("print/")]:
        files.remove(file)
    return files


def on_env(env, *, config, files):
    guide = config.extra["guide"]
    config.extra["printed"] = None
    if not config.extra["prints"]:
        return env
    from guidebook.press import print_book  # here, not above: a preview without a book need not load the press

    log.info("Taitan kirjaa …")
    out = Path(config.site_dir, BOOK)
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        with finnish.Voikko() as voikko:
            printed = print_book(book.assemble(guide, config.extra["book_html"]), guide.settings.style, out,
                                 voikko.hyphenate, guide.settings.docs)
    except BadInput as error:
        for finding in error.findings:
            log.error(str(finding))
        raise PluginError("Kirjaa ei voitu painaa. Aiempi sivusto ja PDF ovat ennallaan.") from None
    except finnish.VoikkoMissing as error:
        raise PluginError(f"{error} Aiempi sivusto ja PDF ovat ennallaan.") from None
    for warning in printed.warnings:
        log.warning(warning)
    config.extra["printed"] = {"address": BOOK, "pages": printed.pages,
                               "size": finnish.quantity(printed.size / 1e6, "Mt", 1)}
    return env
