"""The search box of a page in a browser, as a reader uses it."""


def box(page):
    return page.locator("input[name=query]")


def links(page):
    return page.locator(".md-search-result__link:visible")


def status(page):
    return page.locator(".md-search-result__meta")


def search(page, words: str):
    """Open the search as a reader does and type."""
    if getattr(page, "phone", False):
        page.get_by_role("button", name="Haku", exact=True).click()
    box(page).click()
    box(page).fill("")
    box(page).press_sequentially(words, delay=15)
