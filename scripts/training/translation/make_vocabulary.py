"""The SentencePiece vocabulary of a language pair, the same for both directions.

  python3 -m translation.make_vocabulary en-es vocab.spm

The text has about 2000 word forms, so the pieces are simply the words, and letters for everything else.  With
log frequencies as scores, known words become one piece and unknown ones letters, which are easy to copy.
"""
import collections
import math
import random
import re

from command_line import make_parser

from .lines import pair
from .sentencepiece_file import SPACE, write_model

LETTERS = ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
           "áéíóúüñÁÉÍÓÚÜÑäöÄÖßàâçèêëîïôùûœæÀÂÇÈÊËÎÏÔÙÛŒ")
MARKS = ".,!?¡¿:;'\"()-+/%&@#*=_<>$€[]"
_LINES = 120000
_SEED = 7
_MIN_COUNT = 12                         # of a word in the sample text
_LETTER_SCORE = -16.0                   # below every word

# words may end in an apostrophe (l', don'); a word inside a word (after ' or - or an opening mark) has no space
_PIECES = re.compile(r"(?:^|(?<=\s))[^\W\d_]+'?|[^\W\d_]+'?|(?<=\s)[!?¡¿]|^[¡¿]|[^\w\s]")


def pieces_of(line):
    """Words and marks of a line; a space in front of them is part of the piece."""
    for match in _PIECES.finditer(line):
        starts_word = match.start() == 0 or line[match.start() - 1].isspace()
        yield (SPACE if starts_word else "") + match.group(0)


def count_pieces(lang, lines=_LINES, seed=_SEED):
    """Pieces in generated text between English and another language, half of it in each direction."""
    rng, counts = random.Random(seed), collections.Counter()
    for number in range(lines):
        kind = rng.choices(("template", "short", "random"), (75, 10, 15))[0]
        direction = ("en", lang) if number < lines // 2 else (lang, "en")
        for line in pair(rng, *direction, kind=kind, noise="none", count=1):
            counts.update(pieces_of(line))
    return counts


def vocabulary(lang):
    """[(piece, score)] for English and another language."""
    counts = count_pieces(lang)
    total = sum(counts.values())
    pieces = [(piece, math.log(count / total)) for piece, count in counts.most_common()
              if count >= _MIN_COUNT]
    known = {piece for piece, _ in pieces}
    for char in LETTERS + "0123456789" + MARKS:
        pieces += [(piece, _LETTER_SCORE) for piece in (SPACE + char, char) if piece not in known]
    pieces.append((SPACE, _LETTER_SCORE - 1))
    return pieces


def make_vocabulary(language_pair, path):
    """Write the vocabulary of a pair such as "en-es" or "es-en"."""
    lang = next(lang for lang in language_pair.split("-") if lang != "en")
    write_model(path, vocabulary(lang))


def main():
    parser = make_parser(__doc__)
    parser.add_argument("pair")
    parser.add_argument("out")
    options = parser.parse_args()
    make_vocabulary(options.pair, options.out)


if __name__ == "__main__":
    main()
