"""Read the data, give MkDocs' Markdown the guide's own language, and stop the build at an editor's
mistake.
"""

import json
import os
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from guidebook import checking, numbers, settings
from guidebook.findings import BadInput
from guidebook.guide import Format, missing_pages, read_guide
from guidebook.markup import (
    LANGUAGE,
    LANGUAGE_SETTINGS,
    GuidebookExtension,
    convert_pages,
    link_check,
    listing_pages,
)

log = get_plugin_logger("opas")


def on_config(config):
    try:
        guide = read_guide(settings.from_mapping(config, Path(config.config_file_path)))
    except BadInput as error:
        _stop(error.findings)
    guide.add(
        missing_pages(guide.settings)
    )  # here, before MkDocs converts a page that the guide does not know
    if guide.errors:
        checking.check_guide(guide)  # so that all mistakes are told in one run
        _stop(guide.errors)
    config.extra["guide"] = guide
    config.extra["prints"] = guide.settings.book and (
        config.extra["publishing"] or "GUIDEBOOK_BOOK" in os.environ
    )
    config.markdown_extensions += [
        name for name in LANGUAGE if name not in config.markdown_extensions
    ]
    for name, values in LANGUAGE_SETTINGS.items():
        config.mdx_configs[name] = {**values, **config.mdx_configs.get(name, {})}
    config.markdown_extensions.append(
        GuidebookExtension(guide, Format.WEB, lambda: config._current_page.file.src_uri)
    )
    return config


def on_page_markdown(_, *, page, config, **__):
    """MkDocs reads front matter in ways of its own: what the core has read and checked takes its
    place.
    """
    source = config.extra["guide"].pages[page.file.src_uri]
    page.meta = dict(source.meta)
    return source.markdown


def on_env(env, *, config, files):
    guide = config.extra["guide"]
    for path in listing_pages(guide):
        page = config._current_page = files.get_file_from_path(path).page
        page.render(config, files)
    config._current_page = None
    link_check.check(guide, Format.WEB)
    checking.check_public(guide)
    if config.extra["prints"]:
        config.extra["book_html"] = convert_pages(guide, Format.PRINT)
        link_check.check(guide, Format.PRINT)
    if guide.errors:
        _stop(guide.errors)
    for finding in guide.findings:
        log.info(f"{finding} (huomautus)")
    return env


def on_post_build(*, config):
    guide = config.extra["guide"]
    rows = numbers.as_json(guide.numbers, guide.uses_by_line())
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    Path(config.site_dir, "luvut.json").write_text(f"{text}\n", "utf-8")


def _stop(findings):
    for finding in findings:
        log.error(str(finding))
    raise PluginError(
        f"Opasta ei julkaistu: {len(findings)} korjattavaa. Aiempi sivusto ja PDF ovat ennallaan."
    )
