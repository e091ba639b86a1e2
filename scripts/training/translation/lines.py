"""Endless (source, target) lines: sentences of the grammar, and what real input does to them.

Every source has one right target:

* punctuation and case of the source are mirrored where they are there;
* a whole sentence without punctuation (any case) gets its punctuation back;
* a cut-off clause keeps its comma if the source has it, and otherwise ends without a mark;
* for random-word sentences without punctuation the target ends in "." and has no commas.
"""
import random
import re

from command_line import make_parser

from vocabulary import grammar
from vocabulary.inflection import capitalise
from vocabulary.tables import LANGUAGES

from . import damage, inventions, numbers

# names that are spelled the same in all four languages, so that another name can take their place
_REPLACEABLE_NAMES = re.compile(r"\b(Carlos|Peter|Tom|Paul|Daniel)\b")

# (upper end of the random number, value)
_KINDS = ((0.13, "random"), (0.21, "short"), (0.30, "named"), (0.33, "mixed"), (0.36, "copy"),
          (0.365, "foreign"), (1, "template"))
_STYLES = ((0.60, "normal"), (0.80, "asr"), (0.86, "noend"), (0.91, "nopunct"), (1, "lower"))
_NUMBERS = ((0.15, "digits"), (0.3, "other"), (0.42, "spell"), (1, "as is"))
_NOISES = ((0.06, "typo"), (0.08, "drop"), (0.10, "foreign"), (1, "none"))
_CUTS = ((0.07, "prefix"), (0.10, "clause"), (1, "whole"))


def _draw(rng, table):
    number = rng.random()
    return next(value for end, value in table if number < end)


def _mixed_sentence(rng):
    """Known words with unknown ones between them, as one clause."""
    words = [(inventions.word(rng),) * len(LANGUAGES) if rng.random() < 0.4 else rng.choice(grammar.lexicon())
             for _ in range(rng.randint(2, 5))]
    return [[capitalise(" ".join(row[column] for row in words)) + "." for column in range(len(LANGUAGES))]]


def _named_sentence(rng, split):
    """A template sentence about somebody nobody has heard of."""
    while True:
        clauses = _sentence(rng, "template", split)
        texts = [" ".join(clause[column] for clause in clauses) for column in range(len(LANGUAGES))]
        found = _REPLACEABLE_NAMES.findall(texts[0])
        if len(found) == 1 and all(text.count(found[0]) == 1 for text in texts):
            name = inventions.name(rng)
            return [[text.replace(found[0], name) for text in clause] for clause in clauses]


def _sentence(rng, kind, split):
    """Clauses of one sentence: "mixed", "named", "random", "short" (a fixed phrase) or "template"."""
    if kind == "mixed":
        return _mixed_sentence(rng)
    if kind == "named":
        return _named_sentence(rng, split)
    random_words, short = float(kind == "random"), float(kind == "short")
    return grammar.sentence(rng, random_words=random_words, short=short, split=split)


def _cut(rng, clauses, cut):
    """"prefix": the first clauses, "clause": one of the others, "whole": all."""
    if cut == "prefix":
        return clauses[:rng.randint(1, len(clauses) - 1)]
    if cut == "clause":
        chosen = rng.randint(1, len(clauses) - 1)
        return clauses[chosen:chosen + 1]
    return clauses


def pair(rng, source_lang, target_lang, split="train", kind=None, style=None, cut=None, count=None,
         number=None, noise=None):
    """One (source, target) line.  Every choice is random unless it is given.

    kind: see _sentence, or "copy" (unknown words) or "foreign" (only characters that are dropped)
    style: "normal", "asr" (lower case, no punctuation), "noend" (no end mark), "nopunct", "lower"
    cut: "whole", "prefix" (cut off after a clause), "clause" (a later clause alone)
    count: sentences in the line; number: "as is", "digits", "other" (random), "spell" (words in the source)
    noise: "none", "typo", "drop" (a word), "foreign" (characters that are dropped)
    """
    kind = kind or _draw(rng, _KINDS)
    if kind == "copy":
        line = inventions.line_to_copy(rng)
        return line, line
    if kind == "foreign":
        return inventions.sprinkle("", rng).strip(), ""
    loose_words = kind in ("random", "mixed")
    count = count or (1 if loose_words else rng.choice((1,) * 15 + (2,) * 4 + (3,)))
    style = style or _draw(rng, _STYLES)
    number = number or _draw(rng, _NUMBERS)
    noise = noise or _draw(rng, _NOISES)
    if kind in ("named", "mixed") and noise != "foreign":
        noise = "none"
    cut = cut or _draw(rng, _CUTS)

    sources, targets, is_prefix = [], [], False
    for place in range(count):
        this_kind = kind if place == 0 else rng.choice(("template", "template", "template", "short"))
        clauses = _sentence(rng, this_kind, split)
        if count == 1 and len(clauses) > 1 and not loose_words:
            clauses = _cut(rng, clauses, cut)
            is_prefix = cut == "prefix"
            if cut == "clause":
                style = "normal"
        source, target = grammar.join(clauses, source_lang), grammar.join(clauses, target_lang)
        if this_kind == "mixed" and style in ("asr", "lower"):
            style = "noend"
        if this_kind == "random" and style in ("asr", "nopunct"):
            target = damage.without_punctuation(target) + "."
        sources.append(source)
        targets.append(target)
    source, target = " ".join(sources), " ".join(targets)
    source, target = _change_numbers(rng, source, target, source_lang, target_lang, number)
    source = _damage(rng, source, source_lang, noise)
    return _apply_style(source, target, style, kind, is_prefix)


def _change_numbers(rng, source, target, source_lang, target_lang, number):
    if number == "digits":
        return numbers.words_to_digits(source, target, source_lang, target_lang)
    if number == "other":
        return numbers.other_digits(source, target, rng)
    if number == "spell":
        return numbers.spell(source, source_lang), target
    return source, target


def _damage(rng, source, lang, noise):
    if noise == "typo":
        return damage.with_typo(source, rng)
    if noise == "drop":
        return damage.with_dropped_word(source, lang, rng)
    if noise == "foreign":
        return inventions.sprinkle(source, rng)
    return source


def _apply_style(source, target, style, kind, is_prefix):
    if style == "asr":
        source = damage.without_punctuation(source).lower()
    elif style == "nopunct" and kind != "mixed":
        source = damage.without_punctuation(source)
    elif style == "noend":
        if kind in ("random", "mixed"):
            target = damage.without_end_mark(target).lstrip("¡") + "."
        source = damage.without_end_mark(source)
    elif style == "lower":
        source = source.lower()
    if is_prefix and style in ("asr", "nopunct", "noend"):
        target = damage.without_end_mark(target)
    return source, target


def main():
    parser = make_parser("Prints sample lines:  python3 -m translation.lines en-de")
    parser.add_argument("pair")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    for _ in range(options.count):
        print(" => ".join(pair(rng, *options.pair.split("-"))))


if __name__ == "__main__":
    main()
