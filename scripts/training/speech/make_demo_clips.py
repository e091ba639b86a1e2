"""Writes the demo clips, about 50 s in each language, with their references.

  python3 -m speech.make_demo_clips OUT           OUT/demo-{en,es,de,fr}.wav and .json
"""
import json
import random
from pathlib import Path

from command_line import make_parser

from vocabulary.grammar import split_clauses
from vocabulary.tables import DEMO, LANGUAGES

from .espeak import Espeak
from .recordings import finish, write_wav
from .speaking import EXACT_RATIO, Delivery, speak

_VOICES = {"en": "en-us+m3", "es": "es+f2", "de": "de+m2", "fr": "fr+f3"}
_DELIVERY = Delivery(words_per_minute=145, pitch=50, pitch_range=50, ratio=EXACT_RATIO, word_gap=0,
                     pauses=(0.4, 1.5))


def main():
    parser = make_parser(__doc__)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    espeak = Espeak()
    sentences = [split_clauses(row) for row in DEMO]
    for lang in LANGUAGES:
        rng = random.Random("demo" + lang)
        samples, spoken, _ = speak(espeak, rng, lang, sentences, _VOICES[lang], _DELIVERY)
        samples, reference = finish(samples, spoken, lang, _VOICES[lang], before=0.6, after=1.0, peak_db=-3)
        write_wav(options.out / f"demo-{lang}.wav", samples)
        with open(options.out / f"demo-{lang}.json", "w", encoding="utf-8") as file:
            json.dump(reference, file, ensure_ascii=False, indent=1)
        print(f"{lang}: {reference['duration']} s")


if __name__ == "__main__":
    main()
