"""Random sentences in four languages at once.

A sentence is a list of clauses; a clause is [English, Spanish, German, French].  Clause i of one language is
the translation of clause i of the others, which is what makes translations of cut-off speech possible.
"""
import re
import zlib

from .inflection import capitalise, noun_phrase, verb_form
from .tables import COLOURS, LANGUAGES, NOUNS, OPENINGS, PHRASES, SLOTS, TEMPLATES, VERBS
from .templates import fill

HELD_OUT_ONE_IN = 20
_COMMA_SHARE = 0.12             # of the gaps between the words of a random-word sentence
_OPENING_SHARE = 0.1            # of the template sentences
_NAMES = {word for row in SLOTS["who"] for word in row if " " not in word}
_GERMAN_NOUNS = {row[2] for slot in ("food", "drink", "count") for row in SLOTS[slot]}
_lexicon = []


def held_out(english):
    """True for the 5 % of all template sentences that training never uses (a hash of the English text)."""
    return zlib.crc32(english.encode()) % HELD_OUT_ONE_IN == 0


def split_clauses(row):
    """A sentence in four languages -> clauses, if all four have the same number of commas."""
    parts = [text.split(", ") for text in row]
    count = len(parts[0])
    if any(len(clauses) != count for clauses in parts):
        return [list(row)]
    return [[clauses[i] + ("," if i < count - 1 else "") for clauses in parts] for i in range(count)]


def join(clauses, lang):
    """The text of a sentence in one language."""
    column = LANGUAGES.index(lang)
    return " ".join(clause[column] for clause in clauses)


def lexicon():
    """Word and phrase pairs (4-tuples) for random-word sentences."""
    if not _lexicon:
        for rows in SLOTS.values():
            _lexicon.extend(rows)
        for noun in NOUNS:
            for kind in ("bare", "nominative", "indefinite"):
                _lexicon.append(tuple(noun_phrase(lang, noun, kind) for lang in LANGUAGES))
        for colour in COLOURS:
            _lexicon.append(tuple(cell.split("/")[0] for cell in colour))
        for verb in VERBS:
            _lexicon.append(tuple(verb_form(lang, verb, "infinitive") for lang in LANGUAGES))
            _lexicon.append(_first_person_past(verb))
        _lexicon.extend(tuple(_lower_first(text) for text in row) for row in OPENINGS)
        for row in PHRASES:
            if not any(mark in row[0] for mark in "?!,"):
                _lexicon.append(tuple(_lower_phrase(text) for text in row))
    return _lexicon


def _first_person_past(verb):
    return ("I " + verb_form("en", verb, "past"), verb_form("es", verb, "i"),
            "ich habe " + verb_form("de", verb, "participle"), "j'ai " + verb_form("fr", verb, "participle"))


def _lower_first(text):
    return text[0].lower() + text[1:]


def _lower_phrase(text):
    return (text if text.startswith("I ") else _lower_first(text)).rstrip(".")


def _random_words(rng):
    """One to five lexicon entries in a row: teaches words without the help of the grammar."""
    entries = [rng.choice(lexicon()) for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5)))]
    gaps = [", " if rng.random() < _COMMA_SHARE else " " for _ in entries]
    end = rng.choice((".", ".", ".", "!"))
    row = []
    for column, lang in enumerate(LANGUAGES):
        text = "".join(entry[column] + gap for entry, gap in zip(entries, gaps))
        text = capitalise(text.rstrip(", "))
        if end == "!" and lang == "es":
            text = "¡" + text
        row.append(text + (" !" if end == "!" and lang == "fr" else end))
    return row


def _with_opening(rng, row):
    opening = rng.choice(OPENINGS)
    return [f"{word}, {_lower_start(lang, text)}" for lang, word, text in zip(LANGUAGES, opening, row)]


def _lower_start(lang, text):
    """Lower the first capital letter, unless the first word keeps it in the middle of a sentence."""
    first = text.split(" ")[0]
    keeps_capital = (first in _NAMES or (lang == "en" and first in ("I", "I'm"))
                     or (lang == "de" and first in _GERMAN_NOUNS))
    if keeps_capital:
        return text
    return re.sub(r"[A-ZÀ-Ý]", lambda match: match.group(0).lower(), text, count=1)


def sentence(rng, random_words=0.25, short=0.15, split="train"):
    """A random sentence as a list of clauses.

    random_words, short: shares of random-word sentences and of fixed phrases; the rest are templates.
    split: "train" avoids the held-out template sentences, anything else yields only those.
    """
    draw = rng.random()
    if draw < random_words:
        return split_clauses(_random_words(rng))
    if draw < random_words + short:
        return split_clauses(rng.choice(PHRASES))
    while True:
        row = fill(rng.choice(TEMPLATES), rng)
        if rng.random() < _OPENING_SHARE:
            row = _with_opening(rng, row)
        if held_out(row[0]) == (split != "train"):
            return split_clauses(row)
