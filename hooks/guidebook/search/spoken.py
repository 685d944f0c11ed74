"""Spoken Finnish, as readers type it: for a word of the written language its spoken forms.

Only small words, which say little of what is sought but look like others that do (mun is no
Münch), and the commonest verbs. Endings that any word may have (saaks, pitäis) are the engine's.
"""

FORMS = """
minä mä mun mua mulla mulle mussa muhun mut
sinä sä sun sua sulla sulle sulta sussa susta suhun sut
tämä tää tän täs täst
nämä nää
tuo ton tota tolla tolle tosta tohon
nuo noi
sellainen sellanen sellasen sellasta sellaset semmonen semmosen semmosta semmoset semmoinen
tällainen tällanen tällasen tällasta tällaset tämmönen tämmösen tämmöstä tämmöset tämmöinen
tuollainen tollanen tollasen tollasta tollaset tommonen tommosen tommosta tommoset tuommoinen
millainen millanen millasen millaset minkälanen minkälasen minkälasta minkälaset
olla oon oot oo ois oisin oisko oonko ootko onks oonks ootsä
voida voiks voinks vois voisko voisks voisinks
saada saaks saanks sais saisko saisinks
pitää pitääks pitäis pitäiskö
täytyä täytyy täytyykö täytyisi täytyis täytyiskö täydy
kannattaa kannattaaks kannattais kannattaisko kandee kandeeko kandeis kantsii kantsiiko kantsis
tarvita tarvii tarviin tarviiko tarvinko tarviiks
haluta haluun haluuks haluutko haluis haluisin
tehdä tehä tehään tekis teenks
mennä meen meet meenks
tulla tuun tuut tuunks
tietää tiiän tiiät tiiä tietäis
katsoa kattoo kattoisi kattois
nähdä nähä nään näät näkis
kirjoittaa kirjottaa kirjotan kirjotin kirjotti kirjotetaan kirjottais
kun ku
niin nii
sitten sit sitte
kanssa kans kaa
vielä viel
missä mis
mistä mist
"""

STANDARD = {
    spoken: standard
    for standard, *forms in map(str.split, FORMS.strip().splitlines())
    for spoken in forms
}
