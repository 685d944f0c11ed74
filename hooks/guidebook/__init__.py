"""The core of the guide: survey → statistics → markup → book → press. It knows nothing of MkDocs.

In the order of the data's way; a module imports only from what stands before it:

findings    what is wrong with the input, and where
annotations findings beside the lines of a change, as GitHub shows them
source      text and YAML that remember their places
finnish     number format, case endings, hyphenation
search      the Finnish search: the table of words, and what the browser searches with
entries     the YAML files of entries: `id: {key: value}`
settings    mkdocs.yml and the environment over it
drawings    SVG files that are drawings and nothing more
admission   what may lie in docs/ and data/
contract    the four tables a survey must have
records     the records of a CSV file, with their places
descriptor  datapackage.json
survey      the Data Package: read, validated, written as a database
querier     the child process that runs the queries
sandbox     the parent's side of it: limits, deadline, memory
statistics  definitions, and the estimates a survey gives for them
facts       cited figures from elsewhere, and the sources
numbers     statistics and facts in one id space
claims      what a sentence says of the numbers
charts      a series as an accessible SVG
manuscript  the pages as their editors wrote them: markers, blocks, places
passages    the sentences that name a number
shelf       results kept between builds
guide       what one build knows
feed        the editions, told as Atom
releases    what each edition held, and what changed between two
proofing    the Finnish of the pages: spelling, terms, readability
markup      the editor's language, as Python-Markdown extensions
links       the link map
policy      what a browser may run on a page
addresses   what has been published where, and what was renamed
cards       the picture of a page's link
editions    the whole guide converted, and the editor's check
outside     the links that lead out of the guide, visited one by one
book        parts, chapters, anchors: what the press prints
press       Book → HTML → tagged PDF
revision    the files of a git revision
comparison  what a change does to the guide
publication a folder published all at once
"""
