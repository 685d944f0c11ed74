"""Why a file does not open, in Finnish: the parsers of YAML, XML and JSON say it in English."""

# A part of what they say → what it means to who wrote the file
_MEANS = {
    "',' or ']'": "luettelon loppu ] puuttuu",
    "',' or '}'": "loppusulku } puuttuu",
    "expected key": "avain tai rivin sisennys on väärä",
    "'-' indicator": "luettelon rivi ei ala viivalla",
    "expected ':'": "avaimen perästä puuttuu kaksoispiste",
    "start any token": "arvo alkaa merkillä, joka kirjoitetaan lainausmerkkeihin",
    "unexpected end of stream": "lainausmerkki ei pääty",
    "escape": "kenoviivan perässä on väärä merkki",
    "node content": "arvo puuttuu",
    "sequence entries": "viiva on väärässä paikassa",
    "control character": "tekstissä on rivinvaihto tai ohjausmerkki",
    "unclosed token": "viimeinen osa jää kesken",
    "mismatched tag": "osan alku ja loppu ovat eri osista",
    "invalid token": "merkki on väärässä paikassa",
    "no element found": "tiedosto on tyhjä tai jää kesken",
    "junk after": "lopun jälkeen on muuta",
    "Extra data": "lopun jälkeen on muuta",
    "undefined entity": "merkkiviittausta ei tunneta",
    "duplicate attribute": "määre on kahdesti",
    "unbound prefix": "nimiavaruus puuttuu",
    "',' delimiter": "pilkku tai loppusulku puuttuu",
    "':' delimiter": "kaksoispiste puuttuu",
    "property name": "avain ei ole lainausmerkeissä, tai viimeisen kohdan perässä on pilkku",
    "Expecting value": "arvo puuttuu",
    "Unterminated string": "lainausmerkki ei pääty",
}


def because(said: str | None) -> str:
    """ " (why)" to stand after a message; nothing when no parser says why, or says a rare thing."""
    why = next((finnish for part, finnish in _MEANS.items() if part in (said or "")), "")
    return f" ({why})" if why else ""
