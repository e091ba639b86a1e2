"""What happens to real input: missing punctuation, typing errors, dropped words."""
import re

_MARKS = re.compile(r"[.,!?¡¿…]")
_EDGE_MARKS = ".,!?¡¿"
_FUNCTION_WORDS = {
    "en": set("the a an to at in on of is are very we".split()),
    "es": set("el la un una a en de que muy los las es está".split()),
    "de": set("der die das den dem ein eine einen im am in zu ist sehr".split()),
    "fr": set("le la les un une du de à au est très en".split()),
}


def without_punctuation(text):
    return re.sub(r"\s+", " ", _MARKS.sub("", text)).strip()


def without_end_mark(text):
    return re.sub(r"\s*[.,!?]+$", "", text)


def with_typo(text, rng):
    """One letter of a word of five or more is missing, doubled, swapped or wrong."""
    words = text.split(" ")
    long_words = [i for i, word in enumerate(words)
                  if len(word.strip(_EDGE_MARKS)) >= 5 and word.strip(_EDGE_MARKS).isalpha()]
    if not long_words:
        return text
    chosen = rng.choice(long_words)
    word = words[chosen]
    letters = [i for i, char in enumerate(word) if char.isalpha()]
    place = rng.choice(letters[1:-1])
    before, letter, after = word[:place], word[place], word[place + 1:]
    kind = rng.randrange(4)
    if kind == 0:
        word = before + after
    elif kind == 1:
        word = before + letter * 2 + after
    elif kind == 2 and place + 1 in letters:
        word = before + after[0] + letter + after[1:]
    else:
        word = before + rng.choice("aeionrstl") + after
    words[chosen] = word
    return " ".join(words)


def with_dropped_word(text, lang, rng):
    """One article or similar short word is missing (never the first)."""
    words = text.split(" ")
    small = [i for i, word in enumerate(words) if i and word.lower() in _FUNCTION_WORDS[lang]]
    if small:
        del words[rng.choice(small)]
    return " ".join(words)
