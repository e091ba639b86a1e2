"""What the decoder has to write for a clip: Whisper's token sequence, with the time of every token.

    [<|startofprev|> prompt] <|startoftranscript|> <|language|> <|task|> <|start|> text <|end|> ... <|endoftext|>

There is one pair of timestamps per sentence.
"""
from dataclasses import dataclass

import numpy as np

from vocabulary.tables import LANGUAGES

from . import tokens as t

_HEARD_SHARE = 0.6                      # a cut word counts as heard from this share on
_LATEST_FIRST_TIMESTAMP = 1.0           # whisper.cpp does not allow a later one
_MAX_PROMPT_TOKENS = 100
_NO_TIME = -1.0


@dataclass
class Target:
    """Arrays with one entry per token; times in seconds, -1 where a token has none."""

    ids: np.ndarray                     # int32
    start: int                          # index of <|startoftranscript|>
    attend_from: np.ndarray             # float32: where the audio of the token's word begins ...
    attend_to: np.ndarray               # ... and ends
    spoken_at: np.ndarray               # float32: when this token begins (transcription only)
    silent: bool                        # nothing to write


class _Sequence:
    def __init__(self):
        self.rows = []

    def add(self, token, attend_from=_NO_TIME, attend_to=_NO_TIME, spoken_at=_NO_TIME):
        self.rows.append((token, attend_from, attend_to, spoken_at))

    def target(self, start, silent):
        ids, attend_from, attend_to, spoken_at = zip(*self.rows)
        return Target(np.array(ids, np.int32), start, np.array(attend_from, np.float32),
                      np.array(attend_to, np.float32), np.array(spoken_at, np.float32), silent)


def heard_words(words, audio_end):
    """The words (word, start, end) of which the end, or more than 60 %, comes before the end of the audio."""
    heard = []
    for word, start, end in words:
        if end > audio_end + 1e-3 and audio_end - start <= _HEARD_SHARE * (end - start):
            break
        heard.append((word, start, min(end, audio_end)))
    if len(heard) < len(words):
        while heard and not _has_letters(heard[-1][0]) and heard[-1][1] >= audio_end - 0.02:
            heard.pop()
    return heard


def _has_letters(word):
    return any(char.isalnum() for char in word)


def build_target(tokenizer, lang, task, sentences, audio_end, prompt=None, timestamps=True, window_end=False):
    """The target of one task ("transcribe" or "translate").

    sentences: [SpokenSentence] with times in the window; audio_end: seconds.  Cut audio is transcribed up to the
    last heard word and translated up to the last clause that was heard in full.  window_end: the audio goes on
    behind the window, so a cut sentence is left to the next window, and only its start is written.
    """
    sequence = _Sequence()
    if prompt:
        sequence.add(t.PREVIOUS_TEXT)
        for token in prompt[-_MAX_PROMPT_TOKENS:]:
            sequence.add(token)
    start = len(sequence.rows)
    sequence.add(t.START_OF_TRANSCRIPT)
    sequence.add(t.LANGUAGE_TOKENS[lang])
    sequence.add(t.TRANSCRIBE if task == "transcribe" else t.TRANSLATE)
    if not timestamps:
        sequence.add(t.NO_TIMESTAMPS)
    written = 0
    for sentence in sentences:
        heard = heard_words(sentence.words, audio_end)
        if not heard:
            break
        whole = len(heard) == len(sentence.words)
        if window_end and not whole:
            if timestamps and written:
                sequence.add(t.timestamp(sentence.words[0][1]))
            break
        if task == "transcribe":
            rows = _transcription(tokenizer, heard, whole)
        else:
            rows = _translation(tokenizer, lang, sentence.clauses, heard)
        if not rows:
            break
        first, last = rows[0][1], rows[-1][2]
        if timestamps:
            sequence.add(t.timestamp(first if written else min(first, _LATEST_FIRST_TIMESTAMP)))
        for row in rows:
            sequence.add(*row)
        if timestamps:
            sequence.add(t.timestamp(last))
        written += 1
        if not whole:
            break
    if not written and timestamps:
        sequence.add(t.FIRST_TIMESTAMP)
    sequence.add(t.END_OF_TEXT)
    return sequence.target(start, silent=not written)


def _transcription(tokenizer, heard, whole):
    """Rows (token, attend_from, attend_to, spoken_at); the time of a word is shared out by bytes."""
    rows = []
    for number, (word, start, end) in enumerate(heard, start=1):
        if number == len(heard) and not whole:
            word = word.rstrip(",") or word
        ids = tokenizer.encode(" " + word)
        total = sum(len(tokenizer.tokens[i]) for i in ids)
        done = 0
        for i in ids:
            rows.append((i, start, end, start + (end - start) * done / total))
            done += len(tokenizer.tokens[i])
    return rows


def _translation(tokenizer, lang, clauses, heard):
    """Rows (token, attend_from, attend_to) of the English clauses whose source was heard in full."""
    column = LANGUAGES.index(lang)
    finished, words = [], 0
    for clause in clauses:
        count = len(clause[column].split())
        if words + count > len(heard):
            break
        finished.append((clause[0], heard[words][1], heard[words + count - 1][2]))
        words += count
    rows = []
    for number, (english, start, end) in enumerate(finished, start=1):
        if number == len(finished) < len(clauses):
            english = english.rstrip(",")
        for word in english.split():
            rows.extend((i, start, end) for i in tokenizer.encode(" " + word))
    return rows
