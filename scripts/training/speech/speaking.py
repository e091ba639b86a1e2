"""Voices, and sentences of the grammar as speech at 16 kHz."""
from dataclasses import dataclass

import numpy as np
from scipy.signal import resample_poly

from vocabulary.grammar import join

from .mel import SAMPLE_RATE

VOICES = {                              # repeated entries are chosen more often
    "en": ["en-us", "en-us", "en", "en-gb-x-rp"],
    "es": ["es", "es", "es-419"],
    "de": ["de"],
    "fr": ["fr", "fr", "fr-be", "fr-ch"],
}
VARIANTS = """
    m1 m2 m3 m4 m6 m7 m8 f1 f2 f3 f5 adam Alicia Andy Annie antonio aunty belinda benjamin boris caleb david ed
    edward Gene gustave Henrique Hugo iven john Lee linda marcelo Marco Mario Michael michel miguel Mike pablo paul
    pedro quincy rob robert steph2 steph3 zac anika grandpa klatt2 klatt4
""".split()
HELD_OUT_VARIANTS = ["m5", "f4", "Andrea", "steph"]         # heard only in test sets
_PLAIN_VOICE_SHARE = 0.12

# Up and down factors from eSpeak's 22,050 Hz to 16 kHz.  Only 320/441 is exact; the others change the length of
# the vocal tract (and the speed) by up to 4 %.
EXACT_RATIO = (320, 441)
RATIOS = ((8, 11), (8, 11), (8, 11), (3, 4), (7, 10), (5, 7), (11, 15), EXACT_RATIO)


@dataclass
class SpokenSentence:
    """A sentence of the grammar and the times of its words in seconds."""

    clauses: list
    words: list                         # (word, start, end)


@dataclass
class Delivery:
    """How something is spoken.  pauses: shortest and longest pause between sentences in seconds."""

    words_per_minute: int
    pitch: int
    pitch_range: int
    ratio: tuple
    word_gap: int
    pauses: tuple = (0.15, 1.2)


def random_voice(rng, lang, held_out=False):
    """An eSpeak voice name such as "en-us+m3"."""
    base = rng.choice(VOICES[lang])
    if held_out:
        return base + "+" + rng.choice(HELD_OUT_VARIANTS)
    if rng.random() < _PLAIN_VOICE_SHARE:
        return base
    return base + "+" + rng.choice(VARIANTS)


def random_delivery(rng):
    return Delivery(words_per_minute=rng.randint(130, 205), pitch=rng.randint(25, 75),
                    pitch_range=rng.randint(30, 70), ratio=rng.choice(RATIOS),
                    word_gap=rng.choice((0, 0, 0, 0, 1, 2, 4)))


def speak(espeak, rng, lang, sentences, voice, delivery):
    """Speak sentences (lists of clauses) one after another.

    -> (float32 samples at 16 kHz, [SpokenSentence], [(start, end, phoneme)])
    """
    parts, spoken, phonemes, time = [], [], [], 0.0
    up, down = delivery.ratio
    stretch = espeak.rate * up / down / SAMPLE_RATE         # seconds of output per second of eSpeak's speech
    for i, clauses in enumerate(sentences):
        speech = espeak.say(join(clauses, lang), voice, delivery.words_per_minute, delivery.pitch,
                            delivery.pitch_range, delivery.word_gap)
        samples = resample_poly(speech.samples, up, down).astype(np.float32)
        spoken.append(SpokenSentence(clauses, [
            (word, time + start * stretch, time + end * stretch) for word, start, end in speech.words]))
        phonemes += [(time + start * stretch, time + end * stretch, name)
                     for start, end, name in speech.phonemes]
        parts.append(samples)
        time += len(samples) / SAMPLE_RATE
        if i + 1 < len(sentences):
            pause = int(rng.uniform(*delivery.pauses) * SAMPLE_RATE)
            parts.append(np.zeros(pause, np.float32))
            time += pause / SAMPLE_RATE
    return np.concatenate(parts), spoken, phonemes
