"""The book as others go on with it: each sheet and the whole as a Word document, and the whole as
an EPUB. Pandoc writes them, where it is installed.
"""
