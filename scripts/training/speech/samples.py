"""Endless training samples: random sentences, spoken by random voices, in random conditions."""
import random
from dataclasses import dataclass

import numpy as np

from vocabulary.grammar import join, sentence
from vocabulary.tables import LANGUAGES

from .augmentation import NoiseBank, random_background, random_equaliser, roughen
from .espeak import Espeak
from .mel import SAMPLE_RATE, log_mel, mel_power
from .phonemes import phoneme_frames
from .speaking import random_delivery, random_voice, speak
from .targets import build_target
from .tokens import BUNDLED_VOCABULARY, END_OF_TEXT, Tokenizer

_CHARACTERS_PER_SECOND = 13
_WINDOW_SECONDS = 30
_SILENT_SHARE = 0.035
_CUT_SHARE = 0.25                       # of the clips end before the speech does
_PROMPT_SHARE = 0.2
_NO_TIMESTAMP_SHARE = 0.08
_PUNCTUATION = ".,!?¡¿"


@dataclass
class Sample:
    """One clip and everything that is asked about it."""

    mel: np.ndarray                     # float16 [80, frames], normalised log-mel
    pad: float                          # log-mel of the silence behind the clip
    phonemes: np.ndarray                # uint8 [frames / 2]
    targets: list                       # [Target], one per task
    lang: str


class SampleMaker:
    """Draws samples from one random generator; a seed gives the same samples again.

    random_words: share of random-word sentences; split: "train" or the held-out sentences.
    """

    def __init__(self, seed, split="train", random_words=0.25, vocabulary=BUNDLED_VOCABULARY):
        self.rng = random.Random(seed)
        self.espeak = Espeak()
        self.tokenizer = Tokenizer(vocabulary)
        self.noise = NoiseBank(seed)
        self.split = split
        self.random_words = random_words

    def sample(self, max_seconds=None):
        """One Sample; max_seconds: about how much speech (default: mostly up to 4.5 or 8 s, some up to 13 s)."""
        rng = self.rng
        lang = rng.choice(LANGUAGES)
        if rng.random() < _SILENT_SHARE:
            return self._silent_sample(lang)
        sentences = self._sentences(lang, max_seconds or self._usual_length())
        voice = random_voice(rng, lang)
        speech, spoken, phonemes = speak(self.espeak, rng, lang, sentences, voice, random_delivery(rng))
        before = self._pause(0.3, 1.5)
        after = self._pause(0.5, 2.0)
        samples = np.concatenate([np.zeros(before, np.float32), speech, np.zeros(after, np.float32)])
        shift = before / SAMPLE_RATE
        for item in spoken:
            item.words = [(word, start + shift, end + shift) for word, start, end in item.words]
        window_end = len(samples) > (_WINDOW_SECONDS - 0.1) * SAMPLE_RATE
        if window_end:
            samples = samples[:_WINDOW_SECONDS * SAMPLE_RATE]
        elif rng.random() < _CUT_SHARE:
            speech_end = spoken[-1].words[-1][2]
            cut = int(rng.uniform(0.3, max(speech_end, 0.4)) * SAMPLE_RATE)
            samples = samples[:max(int(0.3 * SAMPLE_RATE), cut)]
        mel, pad = self._spectrogram(roughen(rng, samples, self.noise))
        shifted = [(start + shift, end + shift, name) for start, end, name in phonemes]
        targets = [
            build_target(self.tokenizer, lang, task, spoken, len(samples) / SAMPLE_RATE,
                         self._prompt(lang, task, sentences), rng.random() > _NO_TIMESTAMP_SHARE, window_end)
            for task in self._tasks(lang)]
        frames = phoneme_frames(shifted, mel.shape[1] // 2)
        return Sample(mel.astype(np.float16), float(pad), frames, targets, lang)

    def _usual_length(self):
        draw = self.rng.random()
        return 4.5 if draw < 0.55 else 8.0 if draw < 0.92 else 13.0

    def _sentences(self, lang, max_seconds):
        """Sentences up to roughly so many seconds of speech; short clips often have just one."""
        rng, limit = self.rng, max_seconds * _CHARACTERS_PER_SECOND
        sentences, characters = [], 0
        while True:
            clauses = sentence(rng, random_words=self.random_words, split=self.split)
            length = len(join(clauses, lang))
            if sentences and characters + length > limit:
                return sentences
            sentences.append(clauses)
            characters += length + 8                    # a pause between sentences
            enough = rng.random() < 0.45 or characters > limit
            if enough and max_seconds < 14:
                return sentences

    def _pause(self, usual, longest):
        """A silence in samples: mostly up to `usual`, sometimes up to `longest` seconds."""
        is_usual = self.rng.random() < 0.6
        return int(self.rng.uniform(0, usual if is_usual else longest) * SAMPLE_RATE)

    def _spectrogram(self, samples):
        rng = self.rng
        power = mel_power(samples)
        if rng.random() < 0.35:
            power = power * random_equaliser(rng)[:, None]
        return log_mel(power, rng.uniform(0, 0.8) if rng.random() < 0.12 else 0.0)

    def _tasks(self, lang):
        if lang == "en":
            return ["transcribe"]
        draw = self.rng.random()
        if draw < 0.75:
            return ["transcribe", "translate"]
        return ["transcribe"] if draw < 0.85 else ["translate"]

    def _prompt(self, lang, task, sentences):
        """Token ids of a "previous text", or None: unrelated sentences or a glossary, rarely with noise."""
        rng = self.rng
        if rng.random() > _PROMPT_SHARE:
            return None
        prompt_lang = "en" if task == "translate" and rng.random() < 0.5 else lang
        draw = rng.random()
        text = " ".join(join(sentence(rng), prompt_lang) for _ in range(rng.choice((1, 1, 2))))
        if draw < 0.25:
            text = self._glossary(text, sentences, prompt_lang)
        if rng.random() < 0.5:
            ids = list(self.tokenizer.encode_greedy(text if rng.random() < 0.6 else " " + text))
        else:
            ids = [i for word in text.split() for i in self.tokenizer.encode(" " + word)]
        if rng.random() < 0.15:
            for _ in range(rng.randint(1, 4)):
                ids.insert(rng.randrange(len(ids) + 1), rng.randrange(END_OF_TEXT))
        return ids

    def _glossary(self, text, sentences, lang):
        """Some words in a list; half of the time a few of them are really spoken."""
        words = [word.strip(_PUNCTUATION) for word in text.split()]
        if sentences and self.rng.random() < 0.5:
            words += [word.strip(_PUNCTUATION) for word in join(sentences[0], lang).split()]
        self.rng.shuffle(words)
        return ", ".join(word for word in words[:self.rng.randint(2, 8)] if word)

    def _silent_sample(self, lang):
        rng = self.rng
        count = int(rng.uniform(0.3, 6) * SAMPLE_RATE)
        mel, pad = log_mel(mel_power(random_background(rng, count, self.noise)))
        tasks = ["transcribe"] if lang == "en" else ["transcribe", "translate"]
        seconds = count / SAMPLE_RATE
        targets = [build_target(self.tokenizer, lang, task, [], seconds, self._prompt(lang, task, None))
                   for task in tasks]
        no_phonemes = phoneme_frames([], mel.shape[1] // 2)
        return Sample(mel.astype(np.float16), float(pad), no_phonemes, targets, lang)
