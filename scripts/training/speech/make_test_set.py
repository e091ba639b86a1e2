"""Writes a test set: held-out sentences, spoken by held-out voices.

  python3 -m speech.make_test_set OUT --per-language 30 --seed 20261      WAV files and references.jsonl
"""
import json
import random
from pathlib import Path

from command_line import make_parser

from vocabulary.grammar import join, sentence
from vocabulary.tables import LANGUAGES

from .espeak import Espeak
from .recordings import finish, write_wav
from .speaking import EXACT_RATIO, Delivery, random_voice, speak

_SINGLE_SENTENCE_SHARE = 0.65
_MIN_WORDS = 3


def unseen_sentences(rng, lang, seen):
    """One or two sentences that are not in `seen` yet."""
    while True:
        count = 1 if rng.random() < _SINGLE_SENTENCE_SHARE else 2
        sentences = [sentence(rng, random_words=0.1, short=0.1, split="test") for _ in range(count)]
        if sum(len(join(clauses, lang).split()) for clauses in sentences) < _MIN_WORDS:
            continue
        key = (lang, " ".join(join(clauses, "en") for clauses in sentences))
        if key not in seen:
            seen.add(key)
            return sentences


def record(espeak, rng, lang, sentences):
    """-> (samples, reference)"""
    voice = random_voice(rng, lang, held_out=True)
    delivery = Delivery(words_per_minute=rng.randint(140, 190), pitch=rng.randint(35, 65), pitch_range=50,
                        ratio=EXACT_RATIO, word_gap=0, pauses=(0.4, 1.0))
    samples, spoken, _ = speak(espeak, rng, lang, sentences, voice, delivery)
    return finish(samples, spoken, lang, voice, before=rng.uniform(0.1, 0.5), after=rng.uniform(0.3, 0.8),
                  peak_db=-rng.uniform(1, 12))


def main():
    parser = make_parser(__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--per-language", type=int, default=30)
    parser.add_argument("--seed", type=int, default=20261)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    espeak, rng, seen = Espeak(), random.Random(options.seed), set()
    digits = max(2, len(str(options.per_language)))
    with open(options.out / "references.jsonl", "w", encoding="utf-8") as file:
        for lang in LANGUAGES:
            for number in range(1, options.per_language + 1):
                samples, reference = record(espeak, rng, lang, unseen_sentences(rng, lang, seen))
                name = f"{lang}{number:0{digits}d}"
                write_wav(options.out / f"{name}.wav", samples)
                entry = dict(id=name, file=f"{name}.wav", **reference)
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
