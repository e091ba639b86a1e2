"""Checks the word lists and templates after a change:  python3 -m vocabulary.check"""
import random
import re

from . import inflection
from .grammar import split_clauses
from .tables import DEMO, LANGUAGES, NOUNS, PHRASES, SLOTS, TEMPLATES, VERBS
from .templates import fill

_FILLINGS = 30                          # of every template


def check_forms():
    """Every noun has its genders and every verb its forms."""
    for noun in NOUNS:
        for lang in LANGUAGES:
            inflection.noun_phrase(lang, noun, "nominative")
    for verb in VERBS:
        for lang, forms in inflection.VERB_FORMS.items():
            for form in forms:
                inflection.verb_form(lang, verb, form)


def check_templates():
    """Every slot of every template can be filled, and no English sentence is empty in another language."""
    rng = random.Random(1)
    for template in TEMPLATES:
        for _ in range(_FILLINGS):
            for text in fill(template, rng):
                if not text or re.search(r"[{}|]|  ", text):
                    raise ValueError(f"{template} gives {text!r}")


def _fits(template, row):
    """Whether a sentence in four languages looks like a filled template."""
    for lang, pattern, text in zip(LANGUAGES, template, row):
        variants = {pattern, inflection.agree_with_woman(lang, pattern)}
        if not any(_as_pattern(variant).fullmatch(text) for variant in variants):
            return False
    return True


def _as_pattern(template_text):
    fixed = re.split(r"\{[^}]+\}", template_text)
    return re.compile(".+".join(re.escape(part) for part in fixed))


def check_demo():
    """The models can only know the demo sentences if the grammar makes them."""
    for row in DEMO:
        if row not in PHRASES and not any(_fits(template, row) for template in TEMPLATES):
            raise ValueError(f"the grammar does not make the demo sentence {row}")
        if len(split_clauses(row)) != row[0].count(", ") + 1:
            raise ValueError(f"the clauses of the demo sentence {row} do not match")


def main():
    check_forms()
    check_templates()
    check_demo()
    words = sum(map(len, SLOTS.values())) + len(NOUNS) + len(VERBS)
    print(f"{len(TEMPLATES)} templates, {len(PHRASES)} phrases and {words} word entries fit together; "
          f"all {len(DEMO)} demo sentences can be made")


if __name__ == "__main__":
    main()
