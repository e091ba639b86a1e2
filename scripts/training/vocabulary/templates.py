"""Fills a sentence template: the same choices in all four languages, each in its own form."""
import re

from . import inflection
from .tables import COLOURS, LANGUAGES, NOUNS, SLOTS, VERBS

_SLOT = re.compile(r"\{([^}]+)\}")
_GERMAN_CASES = {"dative": inflection.GERMAN_DATIVE, "accusative": inflection.GERMAN_ACCUSATIVE}


class _Choices:
    """Remembers which row was picked for which slot, so that all languages say the same."""

    def __init__(self, rng):
        self.rng = rng
        self.rows = {}

    def pick(self, slot, table, allowed=lambda row: True):
        """The row of a slot.  "who2" differs from "who", "num2" from "num" and so on."""
        if slot not in self.rows:
            taken = [row for other, row in self.rows.items() if other.rstrip("2") == slot.rstrip("2")]
            while True:
                row = self.rng.choice(table)
                if row not in taken and allowed(row):
                    break
            self.rows[slot] = row
        return self.rows[slot]


def _masculine_everywhere(noun):
    return noun[inflection.SPANISH].endswith(" m") and noun[inflection.FRENCH].endswith(" m")


def _has_verb_final_form(weather):
    return weather[inflection.ENGLISH] in inflection.WEATHER_VERB_FINAL


def fill(template, rng):
    """Fill one template (a 4-tuple) -> [English, Spanish, German, French]."""
    choices = _Choices(rng)
    needs_il = any("qu'{weather" in text or "S'{weather" in text for text in template)
    # adjectives stay in the masculine singular here, so the noun has to be masculine too
    needs_masculine = "{adjective:masculine}" in template[0]

    def word(lang, name, form):
        column = LANGUAGES.index(lang)
        base, number = name.rstrip("2"), name[len(name.rstrip("2")):]
        if base in ("noun", "coloured"):
            allowed = _masculine_everywhere if needs_masculine else lambda row: True
            noun = choices.pick("noun" + number, NOUNS, allowed)
            colour = choices.pick("colour" + number, COLOURS) if base == "coloured" else None
            return inflection.noun_phrase(lang, noun, form, colour)
        if base == "verb":
            return inflection.verb_form(lang, choices.pick(name, VERBS), form)
        if base == "weather":
            allowed = _has_verb_final_form if needs_il else lambda row: True
            row = choices.pick(name, SLOTS[base], allowed)
            return inflection.WEATHER_VERB_FINAL[row[0]] if form == "final" else row[column]
        text = choices.pick(name, SLOTS[base])[column]
        return _GERMAN_CASES.get(form, {}).get(text, text)

    sentence = []
    for lang, template_text in zip(LANGUAGES, template):
        text = _SLOT.sub(lambda match: word(lang, *_name_and_form(match.group(1))), template_text)
        if choices.rows.get("who", ("",))[0] in inflection.WOMEN:
            text = inflection.agree_with_woman(lang, text)
        sentence.append(inflection.capitalise(inflection.contract(lang, text).strip()))
    return sentence


def _name_and_form(slot):
    name, _, form = slot.partition(":")
    return name, form
