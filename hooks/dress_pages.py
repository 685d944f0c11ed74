"""Tell each chapter's template its part, its reading time and the date to cite it by, and whether it is a sheet."""

from guidebook import finnish


def on_page_context(context, *, page, config, **_):
    guide = config.extra["guide"]
    source = guide.pages.get(page.file.src_uri)
    parts = {path: part for part, path in guide.settings.chapters}
    if source and source.in_book:
        context["chapter"] = {
            "part": parts[source.path],
            "minutes": None if source.lists_others or source.sheet else source.reading_minutes,
            "sheet": bool(source.sheet),
            "date": finnish.date(guide.settings.date),
        }
    return context
