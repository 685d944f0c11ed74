"""Read the guide, give MkDocs' Markdown the guide's own language, and stop the build at an
editor's mistake.
"""

from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from guidebook import credits, settings
from guidebook.adaptation import adapted, without
from guidebook.build import UNCHANGED, Build, read_sound_guide
from guidebook.findings import BadInput
from guidebook.guide import Format
from guidebook.markup import LANGUAGE, LANGUAGE_SETTINGS, GuidebookExtension, listing_pages

log = get_plugin_logger("opas")


def on_config(config):
    try:
        guide = read_sound_guide(settings.from_mapping(config, Path(config.config_file_path)))
    except BadInput as error:
        _stop(error)
    _adapt(config, guide)
    config.extra["build"] = Build(guide, config.extra.pop("publishing"))
    config.nav = without(config.nav, guide.absent)
    _give_language(config, guide)
    return config


def on_files(files, *, config):
    """A page of one's own collection is no page of the site while there is none."""
    for path in config.extra["build"].guide.absent:
        files.remove(files.get_file_from_path(path))
    return files


def on_nav(nav, *, config, files):
    """What MkDocs converts a page by, besides the page and the guide."""
    addresses = [(file.src_uri, file.url) for file in files]
    extensions = config.markdown_extensions
    others = [one for one in extensions if not isinstance(one, GuidebookExtension)]
    config.extra["build"].around = repr((others, config.mdx_configs, addresses))
    return nav


def on_page_markdown(_, *, page, config, **__):
    """MkDocs reads front matter in ways of its own: what the core has read takes its place."""
    source = config.extra["build"].guide.pages[page.file.src_uri]
    page.meta = dict(source.meta)
    return "" if source.lists_others else source.markdown  # it is rendered when the others are


def on_env(env, *, config, files):
    build = config.extra["build"]
    _render_last(listing_pages(build.guide), config, files)
    try:
        build.check_pages()
    except BadInput as error:
        _stop(error)
    for finding in build.guide.findings:
        log.info(f"{finding} (huomautus)")
    return env


def _adapt(config, guide):
    """Let MkDocs see the guide as the version of an organisation has it."""
    settings = guide.settings
    if version := settings.adaptation:
        config.extra["credits"] = credits.lines(guide)
        for key, value in adapted(config, version).items():
            config[key] = value
        config.docs_dir = str(settings.docs)
        config.watch += map(str, (version.folder, settings.original.docs))


def _give_language(config, guide):
    for name, values in LANGUAGE_SETTINGS.items():
        config.mdx_configs[name] = {**values, **config.mdx_configs.get(name, {})}
    ours = GuidebookExtension(
        guide,
        Format.WEB,
        lambda: config._current_page.file.src_uri,
        lambda: config.extra["build"].around,
    )
    config.markdown_extensions[:] = [*dict.fromkeys([*config.markdown_extensions, *LANGUAGE]), ours]


def _render_last(paths, config, files):
    """Pages that list what stands on the others can be rendered once those are."""
    for path in paths:
        page = config._current_page = files.get_file_from_path(path).page
        page.markdown = config.extra["build"].guide.pages[path].markdown
        page.render(config, files)
    config._current_page = None


def _stop(error):
    for finding in error.findings:
        log.error(str(finding))
    count = len(error.findings)
    raise PluginError(f"Opasta ei julkaistu: {count} korjattavaa. {UNCHANGED}") from None
