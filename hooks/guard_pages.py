"""Tell browsers, on every page, to run the guide's own scripts and no others
(Content-Security-Policy).
"""

from guidebook.site import policy


def on_env(env, *, config, **_):
    """Into each page of a preview MkDocs writes a script of its own, which no template knows."""
    preview = not config.extra["build"].publishing
    env.globals["policy"] = lambda scripts: policy.policy(scripts, preview=preview)
    return env
