"""The slides: what the chapters chose of themselves, as a tagged PDF and as a presentation that one
may make one's own.
"""
