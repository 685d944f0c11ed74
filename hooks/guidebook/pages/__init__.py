"""The one grammar of markers, a page and its parts, links, and what may lie in docs/."""
