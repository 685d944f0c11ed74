"""Print the book and the workbook once every page is rendered; templates come after, so pages can
tell their sizes.
"""

from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from guidebook import book, finnish
from guidebook.findings import BadInput
from guidebook.pages import allowed

BOOK, WORKBOOK = allowed.PRINTED

log = get_plugin_logger("opas")


def on_files(files, **_):
    """The book's template and stylesheet stand among the theme's and are no part of the site."""
    for file in [file for file in files if file.src_uri.startswith("print/")]:
        files.remove(file)
    return files


def on_env(env, *, config, files):
    guide = config.extra["guide"]
    config.extra["printed"] = config.extra["printed_workbook"] = None
    if not config.extra["prints"]:
        return env
    from guidebook import press  # here, not above: a preview without a book need not load it

    log.info("Taitan kirjaa …")
    html = config.extra["book_html"]
    try:
        with finnish.Voikko() as voikko:
            config.extra["printed"] = _print(
                config, press.print_book, book.assemble(guide, html), BOOK, voikko
            )
            if (sheets := book.workbook(guide, html)).parts:
                config.extra["printed_workbook"] = _print(
                    config, press.print_workbook, sheets, WORKBOOK, voikko
                )
    except BadInput as error:
        for finding in error.findings:
            log.error(str(finding))
        raise PluginError("Kirjaa ei voitu painaa. Aiempi sivusto ja PDF ovat ennallaan.") from None
    except finnish.VoikkoMissing as error:
        raise PluginError(f"{error} Aiempi sivusto ja PDF ovat ennallaan.") from None
    return env


def _print(config, press, made, name, voikko):
    """What templates tell of the PDF that a book becomes in the site's folder."""
    settings = config.extra["guide"].settings
    printed = press(
        made, settings.style, Path(config.site_dir, name), voikko.hyphenate, settings.docs
    )
    for warning in printed.warnings:
        log.warning(warning)
    return {
        "address": name,
        "pages": printed.pages,
        "size": finnish.quantity(printed.size / 1e6, "Mt", 1),
    }
