"""Give the site the colours, the faces and the mark of the guide's identity."""

from mkdocs.structure.files import File

from guidebook.site import identity_files


def on_config(config, **_):
    config.extra_css.insert(0, identity_files.STYLE)  # the others name what it gives
    if logo := identity_files.logo(config.extra["build"].guide):
        config.theme["logo"] = logo
    return config


def on_files(files, *, config):
    guide = config.extra["build"].guide
    for address, content in identity_files.files(guide).items():
        files.append(File.generated(config, address, content=content))
    return files


def on_env(env, *, config, **_):
    env.globals["seen_first"] = identity_files.seen_first(config.extra["build"].guide)
    return env
