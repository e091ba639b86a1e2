"""Numbers in words and digits."""
import re

_SMALL = {                              # 2 to 10
    "en": "two three four five six seven eight nine ten",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn",
    "fr": "deux trois quatre cinq six sept huit neuf dix",
}
_LARGE_VALUES = (11, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)
_LARGE = {
    "en": "eleven|twelve|fifteen|twenty|twenty-five|thirty|forty|fifty|sixty|eighty|a hundred",
    "es": "once|doce|quince|veinte|veinticinco|treinta|cuarenta|cincuenta|sesenta|ochenta|cien",
    "de": "elf|zwölf|fünfzehn|zwanzig|fünfundzwanzig|dreißig|vierzig|fünfzig|sechzig|achtzig|hundert",
    "fr": "onze|douze|quinze|vingt|vingt-cinq|trente|quarante|cinquante|soixante|quatre-vingts|cent",
}
_DIGITS_OF = {lang: {word: str(value) for value, word in enumerate(words.split(), start=2)}
              for lang, words in _SMALL.items()}
_WORD_OF = {lang: dict(zip(map(str, _LARGE_VALUES), words.split("|"))) for lang, words in _LARGE.items()}
_SMALL_NUMBER = {lang: re.compile(r"\b(" + "|".join(words) + r")\b", re.I)
                 for lang, words in _DIGITS_OF.items()}
_DIGITS = re.compile(r"\d+")


def words_to_digits(source, target, source_lang, target_lang):
    """Write small numbers as digits on both sides, if both sides have the same ones."""
    found = [[_DIGITS_OF[lang][word.lower()] for word in _SMALL_NUMBER[lang].findall(text)]
             for lang, text in ((source_lang, source), (target_lang, target))]
    if not found[0] or found[0] != found[1]:
        return source, target
    return _small_as_digits(source, source_lang), _small_as_digits(target, target_lang)


def _small_as_digits(text, lang):
    return _SMALL_NUMBER[lang].sub(lambda match: _DIGITS_OF[lang][match.group(0).lower()], text)


def other_digits(source, target, rng):
    """Replace numbers in digits by random ones of two to four digits, the same on both sides."""
    replacement = {}
    for digits in _DIGITS.findall(source):
        if digits not in replacement:
            replacement[digits] = str(rng.randint(11, 99) if rng.random() < 0.5 else rng.randint(101, 9999))

    def replace(text):
        return _DIGITS.sub(lambda match: replacement.get(match.group(0), match.group(0)), text)

    return replace(source), replace(target)


def spell(text, lang):
    """11, 20 ... as words."""
    return _DIGITS.sub(lambda match: _WORD_OF[lang].get(match.group(0), match.group(0)), text)
