"""PDF: pages become a file for everybody.

writing      a document becomes a file, tagged for who listens, with what archives ask
sheaves      a unit becomes a file of its own, which is kept
joining      the files of units become one
folding      two pages become one
folio_places where a file tells the number of a page, to be told another
tags, tag_tree, tag_joining, tag_roles, link_tags
             what a page says to who listens
"""
