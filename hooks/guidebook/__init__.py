"""The core of the guide: survey → numbers → pages → markup → book → press. It knows nothing of
MkDocs.

In the order of the data's way; a module imports only from what stands before it:

findings    what is wrong with the input, and where
options     what each command may be told
progress    what goes on in a long piece of work, and how far it is
syntax      how markers are spelled
network     connections to public addresses alone
text        files and YAML that remember their places, what is published of a file, results kept
             between builds, a disk that refuses
rules       what each rule that a finding names means to an editor
annotations findings beside the lines of a change, as GitHub shows them
finnish     number format, case endings, hyphenation, lemmas
identity    colours, faces and mark, of _brand.yml, and what takes them on
survey      the Data Package: its schema, read and checked, written as a database; accounts
             measured on their services
numbers     statistics and the sandbox of their queries, cited facts, one id space, claims and
            what their words promise
charts      a series as an accessible SVG
configuration mkdocs.yml as it is written: each setting with its place
navigation  the nav of mkdocs.yml: parts and pages in reading order
adaptation  an organisation's version: what it says, and the guide as it has it
bounds      how large a page may be
settings    mkdocs.yml and the environment over it
pages       a page and its parts, markers, links, and what may lie in docs/ and data/
reading     the data of a guide, with what is wrong in them
guide       what one build knows
credits     what a version tells of the guide that it is made of
due         what is past its day, and who looks after it
downloads   what the site offers to take away, and what was not made
editions    which editions there are, what each held, and what changed between two
proofing    the editor's check of language, numerals and structure
markup      the editor's language, as Python-Markdown extensions: from a page to HTML in a format
book        parts, chapters, anchors: what the press prints
press       Book → HTML → tagged PDF
slides      Book → Deck → HTML → tagged PDF, and Deck → PPTX
renditions  Book → HTML → Word and EPUB, through pandoc
proof       the printed book examined page by page, pictured, and held against the site
site        cards, feed, policy, addresses that last, links that lead out, publication, preview
search      the Finnish search: the table of words, and what the browser searches with
printable   what the book cannot print, told where it is written
watch       a limit on the time of a build that names the page at fault
checking    the editor's full check of the whole guide
build       one run of the build: what it is for, and what it has made so far
offprinting a chapter printed by itself at a command
comparison  what a change does to the guide
"""
