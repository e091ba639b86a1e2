"""Which text tokens the grammar can produce, and the bundled part of Whisper's vocabulary.

  python3 -m speech.used_tokens --vocabulary FILE     writes tokens.tiktoken from a complete vocabulary

The bundled file has the grammar's tokens, every token on the way to them (byte-pair merging needs those) and
the 256 bytes, so the grammar's words are cut exactly as with the complete vocabulary.  Words that are added later
work without a new file, only in smaller pieces.
"""
import base64
import random

from command_line import make_parser

from vocabulary.grammar import join, sentence
from vocabulary.tables import LANGUAGES

from .tokens import BUNDLED_VOCABULARY, Tokenizer

_PUNCTUATION = ".,!?¡¿"
_SENTENCES = 60000
_LICENCE = """\
# A part of OpenAI Whisper's multilingual.tiktoken: `base64 of the token, id`.
# MIT License, Copyright (c) 2022 OpenAI.  Permission is hereby granted, free of charge, to any person obtaining a
# copy of this software and associated documentation files (the "Software"), to deal in the Software without
# restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense,
# and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
# the following conditions: The above copyright notice and this permission notice shall be included in all copies
# or substantial portions of the Software.  THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS
# OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
# NONINFRINGEMENT.  IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
# LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
# SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
# Written by used_tokens.py.
"""


def grammar_words(sentences=_SENTENCES, seed=77):
    """All words (with punctuation attached) of so many random sentences in all languages, sorted."""
    rng = random.Random(seed)
    words = set()
    for _ in range(sentences):
        clauses = sentence(rng)
        for lang in LANGUAGES:
            words.update(join(clauses, lang).split())
    return sorted(words)


def used_tokens(tokenizer, words):
    """Sorted ids of the text tokens in these words, in speech and in prompts of either tokenisation."""
    ids = set()
    for word in words:
        ids.update(tokenizer.encode(" " + word))
        bare = word.strip(_PUNCTUATION)
        for text in (bare, " " + bare, ", " + bare):
            ids.update(tokenizer.encode_greedy(text))
    return sorted(ids)


def write_subset(tokenizer, words, path):
    """Write the part of a complete vocabulary that these words need."""
    needed = {bytes([byte]) for byte in range(256)}
    ids = set(used_tokens(tokenizer, words))
    for word in words:                  # prompts keep their punctuation
        ids.update(tokenizer.encode_greedy(word))
        ids.update(tokenizer.encode_greedy(" " + word))
    needed.update(tokenizer.tokens[i] for i in ids)
    for token in list(needed):
        for parts in tokenizer.merge(token):
            needed.update(parts)
    rows = sorted((tokenizer.ranks[token], token) for token in needed)
    with open(path, "w", encoding="ascii") as file:
        file.write(_LICENCE)
        file.writelines(f"{base64.b64encode(token).decode()} {rank}\n" for rank, token in rows)
    return len(rows)


def main():
    parser = make_parser(__doc__)
    parser.add_argument("--vocabulary", required=True, help="multilingual.tiktoken or a multilingual ggml model")
    parser.add_argument("--out", default=BUNDLED_VOCABULARY)
    options = parser.parse_args()
    count = write_subset(Tokenizer(options.vocabulary), grammar_words(), options.out)
    print(f"{options.out}: {count} tokens")


if __name__ == "__main__":
    main()
