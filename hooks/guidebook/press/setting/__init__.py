"""Setting: a Book becomes a tree of HTML, as it is to stand on paper.

document     the whole, or a chapter by itself: what stands where
covers, wayfinding, openings, chapters
             its pieces: cover and imprint, contents, how a part begins, what a chapter becomes
asides       what goes into the margin
folios       the numbers of the pages pointed to
"""
