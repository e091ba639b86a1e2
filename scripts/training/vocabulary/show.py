"""Prints sample sentences and the size of the vocabulary:  python3 -m vocabulary.show --count 12 --seed 1"""
import random

from command_line import make_parser

from .grammar import join, sentence
from .tables import DEMO, LANGUAGES, TEMPLATES


def word_counts(rng, sentences):
    """{language: number of different word forms} in so many random sentences."""
    words = {lang: set() for lang in LANGUAGES}
    for _ in range(sentences):
        clauses = sentence(rng)
        for lang in LANGUAGES:
            words[lang].update(word.strip(".,!?¡¿").lower() for word in join(clauses, lang).split())
    return {lang: len(found) for lang, found in words.items()}


def main():
    parser = make_parser(__doc__)
    parser.add_argument("--count", type=int, default=12, help="random sentences to print")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--demo", action="store_true", help="print the sentences of the demo clips as well")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    for _ in range(options.count):
        clauses = sentence(rng)
        print(" / ".join(join(clauses, lang) for lang in LANGUAGES))
    if options.demo:
        for row in DEMO:
            print(" / ".join(row))
    print(word_counts(rng, 20000), "word forms,", len(TEMPLATES), "templates")


if __name__ == "__main__":
    main()
