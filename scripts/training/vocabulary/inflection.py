"""What the four languages do to words: articles, endings, contractions, agreement.

Only as much as the templates need.  A new word that inflects differently gets an entry in one of these tables.
"""
import re

from .tables import LANGUAGES

ENGLISH, SPANISH, GERMAN, FRENCH = range(len(LANGUAGES))

VERB_FORMS = {
    "en": ("past", "infinitive"),
    "es": ("i", "we", "he", "infinitive"),
    "de": ("participle", "infinitive"),
    "fr": ("participle", "infinitive"),
}

# German word order after "Wenn ...".  The French weather of these rows begins with "il", so "s'" and "qu'" fit.
WEATHER_VERB_FINAL = {
    "it is raining": "es regnet",
    "it is snowing": "es schneit",
    "it is very hot": "es sehr heiß ist",
    "it is very cold": "es sehr kalt ist",
    "it is windy": "es windig ist",
    "it is foggy": "es neblig ist",
    "it is dark": "es dunkel ist",
}
GERMAN_DATIVE = {
    "mein Bruder": "meinem Bruder", "meine Schwester": "meiner Schwester", "meine Mutter": "meiner Mutter",
    "mein Vater": "meinem Vater", "mein Freund": "meinem Freund", "der Lehrer": "dem Lehrer",
    "der Arzt": "dem Arzt", "der Chef": "dem Chef", "der Kapitän": "dem Kapitän", "der König": "dem König",
    "die Königin": "der Königin",
}
GERMAN_ACCUSATIVE = {
    "mein Bruder": "meinen Bruder", "mein Vater": "meinen Vater", "mein Freund": "meinen Freund",
    "der Lehrer": "den Lehrer", "der Arzt": "den Arzt", "der Chef": "den Chef", "der Kapitän": "den Kapitän",
    "der König": "den König",
}
WOMEN = {"Anna", "Maria", "Julia", "Sofia", "Emma", "Laura", "my sister", "my mother", "the queen"}
FEMININE = {
    "es": {"cansado": "cansada", "contento": "contenta", "listo": "lista", "enfermo": "enferma",
           "nervioso": "nerviosa", "enfadado": "enfadada", "tranquilo": "tranquila", "bueno": "buena",
           "bienvenido": "bienvenida"},
    "fr": {"fatigué": "fatiguée", "content": "contente", "prêt": "prête", "nerveux": "nerveuse",
           "fâché": "fâchée", "bon": "bonne"},
}
SPANISH_FEMININE_COUNTS = ("vidas", "monedas", "horas", "preguntas", "flechas", "semanas")
GERMAN_DATIVE_PLURAL_N = "Tage|Punkte|Level|Freunde|Feinde|Pfeile|Spieler|Zuschauer"

_FRENCH_ELIDING = "aeiouéèêâîôûœhAEIOUÉ"
_GERMAN_ARTICLES = {            # masculine, feminine, neuter
    "nominative": ("der", "die", "das"),
    "accusative": ("den", "die", "das"),
    "indefinite": ("einen", "eine", "ein"),
}
_GERMAN_ENDINGS = {
    "nominative": ("e", "e", "e"),
    "accusative": ("en", "e", "e"),
    "indefinite": ("en", "e", "es"),
}


def capitalise(text):
    """Upper-case the first letter or digit, after any opening mark."""
    for i, char in enumerate(text):
        if char.isalnum():
            return text[:i] + char.upper() + text[i + 1:]
    return text


def verb_form(lang, verb, form):
    """One form of a row of VERBS, for example ("es", row, "we") -> "encontramos"."""
    forms = verb[LANGUAGES.index(lang)].split(", ")
    return forms[VERB_FORMS[lang].index(form)]


def noun_phrase(lang, noun, kind, colour=None):
    """A row of NOUNS with article and adjective.

    kind: "nominative" and "accusative" take the definite article, "indefinite" is "a ..." as an object,
    "bare" has no article.  colour: a row of COLOURS or None.
    """
    build = {"en": _english_noun, "es": _spanish_noun, "de": _german_noun, "fr": _french_noun}[lang]
    return build(noun, kind, colour)


def _english_noun(noun, kind, colour):
    words = (colour[ENGLISH] + " " if colour else "") + noun[ENGLISH]
    if kind == "bare":
        return words
    if kind == "indefinite":
        return ("an " if words[0] in "aeiou" else "a ") + words
    return "the " + words


def _spanish_noun(noun, kind, colour):
    word, gender = noun[SPANISH].split()
    feminine = gender == "f"
    if colour:
        word += " " + colour[SPANISH].split("/")[feminine]
    if kind == "bare":
        return word
    articles = ("un", "una") if kind == "indefinite" else ("el", "la")
    return f"{articles[feminine]} {word}"


def _french_noun(noun, kind, colour):
    word, gender = noun[FRENCH].split()
    feminine = gender == "f"
    if colour:
        word += " " + colour[FRENCH].split("/")[feminine]
    if kind == "bare":
        return word
    if kind == "indefinite":
        return ("une " if feminine else "un ") + word
    if word[0] in _FRENCH_ELIDING:
        return "l'" + word
    return ("la " if feminine else "le ") + word


def _german_noun(noun, kind, colour):
    word, gender = noun[GERMAN].split()
    if kind == "bare":
        return word
    column = "mfn".index(gender)
    adjective = f"{colour[GERMAN]}{_GERMAN_ENDINGS[kind][column]} " if colour else ""
    return f"{_GERMAN_ARTICLES[kind][column]} {adjective}{word}"


def agree_with_woman(lang, text):
    """Feminine forms of adjectives about a woman (Spanish and French)."""
    forms = FEMININE.get(lang, {})
    return re.sub(r"\w+", lambda match: forms.get(match.group(0), match.group(0)), text)


def contract(lang, text):
    """Contractions and agreement between neighbouring words of a finished sentence."""
    if lang == "es":
        text = re.sub(r"\ba el\b", "al", text)
        text = re.sub(r"\bde el\b", "del", text)
        text = re.sub(r"\by (i|hi)(?!e)", r"e \1", text)
        text = re.sub(r"\bo (o|ho)", r"u \1", text)
        for word in SPANISH_FEMININE_COUNTS:
            text = re.sub(r"\bpor los (\S+) " + word, r"por las \1 " + word, text)
            text = text.replace("Cuántos " + word, "Cuántas " + word)
    elif lang == "fr":
        text = re.sub(r"\b([Dd])e (?=[aeiouéèêâîôûœAEIOUÉ]|heures|horloge)", r"\1'", text)
    elif lang == "de":
        text = re.sub(rf"\b[Ii]n (\S+) ({GERMAN_DATIVE_PLURAL_N})\b", r"In \1 \2n", text)
    return text
