"""A page and its parts: markers, places, links, and what may lie in docs/."""
