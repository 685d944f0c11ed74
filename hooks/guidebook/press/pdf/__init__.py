"""PDF: pages become a file for everybody: tags for who listens, what archives ask, and units joined
into one.
"""
