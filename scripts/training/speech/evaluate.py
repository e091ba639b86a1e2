"""Measures a checkpoint on a test set, decoded in PyTorch.

  python3 -m speech.evaluate work/speech/last.pt TEST_SET [--count 200] [--tests transcribe,translate]
"""
import json
import random
from pathlib import Path

import numpy as np
import torch

from command_line import add_vocabulary_option, make_parser

from vocabulary.tables import LANGUAGES

from . import tokens as t
from .augmentation import NoiseBank, active_rms, decibel, round_to_16_bit
from .checkpoint import load_model
from .decoding import decode, detect_languages
from .mel import SAMPLE_RATE
from .recordings import read_references, read_wav
from .targets import heard_words
from .word_errors import WordErrors, words_of

_NOISE_DB = 15                          # below the speech


class Evaluation:
    """The references and clips of one language."""

    def __init__(self, model, tokenizer, lang, references, clips, verbose):
        self.model, self.tokenizer, self.lang = model, tokenizer, lang
        self.references, self.clips, self.verbose = references, clips, verbose

    def _decode(self, clips, task=t.TRANSCRIBE, prompts=None):
        head = [t.START_OF_TRANSCRIPT, t.LANGUAGE_TOKENS[self.lang], task]
        heads = [prompt + head for prompt in prompts or [[]] * len(clips)]
        return [self.tokenizer.decode(ids).strip() for ids in decode(self.model, clips, heads)]

    def _compare(self, wanted, got):
        errors = WordErrors()
        for reference, text, result in zip(self.references, wanted, got):
            if errors.add(text, result) and self.verbose:
                print(reference["id"], reference["voice"], "|", text, "|", result)
        return errors.summary()

    def transcribe(self):
        return self._compare(self._texts("text"), self._decode(self.clips))

    def translate(self):
        if self.lang == "en":
            return None
        return self._compare(self._texts("english"), self._decode(self.clips, t.TRANSLATE))

    def noise(self):
        rng, bank = random.Random(5), NoiseBank(99)
        noisy = [round_to_16_bit(clip + bank.get(rng, len(clip)) * active_rms(clip) * decibel(-_NOISE_DB))
                 for clip in self.clips]
        return self._compare(self._texts("text"), self._decode(noisy))

    def language(self):
        found = detect_languages(self.model, self.clips)
        return dict(correct_percent=round(100 * float(np.mean([lang == self.lang for lang in found])), 2))

    def cut(self):
        """Audio that ends somewhere in the speech: only what was heard may be written."""
        rng = random.Random(7)
        wanted, clips = [], []
        for reference, clip in zip(self.references, self.clips):
            end = 0.5 + rng.random() * (reference["words"][-1][2] - 0.5)
            wanted.append(" ".join(word for word, _, _ in heard_words(reference["words"], end)))
            clips.append(clip[:int(end * SAMPLE_RATE)])
        got = self._decode(clips)
        near = [_nearly_prefix(words_of(result), words_of(text), words_of(reference["text"]))
                for result, text, reference in zip(got, wanted, self.references)]
        return dict(self._compare(wanted, got), within_one_word_percent=round(100 * float(np.mean(near)), 1))

    def prompt(self):
        """The text of the next clip as a (wrong) previous text."""
        texts = self._texts("text")
        prompts = [[t.PREVIOUS_TEXT] + self.tokenizer.encode_greedy(text) for text in texts[1:] + texts[:1]]
        return self._compare(texts, self._decode(self.clips, prompts=prompts))

    def _texts(self, key):
        return [reference[key] for reference in self.references]


def _nearly_prefix(result, wanted, whole):
    return result == whole[:len(result)] and abs(len(wanted) - len(result)) <= 1


TESTS = ("transcribe", "noise", "translate", "language", "cut", "prompt")


def main():
    parser = make_parser(__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("test_set", type=Path)
    parser.add_argument("--count", type=int, default=10 ** 6, help="clips per language")
    parser.add_argument("--tests", default=",".join(TESTS))
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--newest-weights", action="store_true",
                        help="the weights themselves, not their average")
    parser.add_argument("--verbose", action="store_true", help="print every text with errors")
    parser.add_argument("--threads", type=int, default=1)
    add_vocabulary_option(parser, t.BUNDLED_VOCABULARY)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model, step = load_model(options.checkpoint, averaged=not options.newest_weights)
    tokenizer = t.Tokenizer(options.vocabulary)
    print("step", step)
    for lang in options.languages.split(","):
        references = [row for row in read_references(options.test_set) if row["lang"] == lang][:options.count]
        clips = [read_wav(options.test_set / row["file"]) for row in references]
        evaluation = Evaluation(model, tokenizer, lang, references, clips, options.verbose)
        results = {test: getattr(evaluation, test)() for test in options.tests.split(",")}
        print(lang, json.dumps({test: result for test, result in results.items() if result}), flush=True)


if __name__ == "__main__":
    main()
